"""Pages of what goes from hand to hand: the phiếu yêu cầu bổ sung and the biên bản bàn giao of a dossier."""

from datetime import date
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, text
from app.access import Can, needs
from app.commendations import actions, documents, forms, queries
from app.commendations.models import Dossier
from app.commendations.rules import State
from app.commendations.views.blueprint import bp, refuse
from app.places import queries as places
from app.refusals import Refused

NUMBER_SPOTS = {"day-before-directory": "day", "number-taken": "number", "number-below-one": "number"}
SUPPLEMENT_SPOTS = {"supplement-time": "working_days"} | NUMBER_SPOTS
HANDOVER_SPOTS = {
    "handover-ahead": "day",
    "handover-reversed": "ends",
    "handover-to-oneself": "receiver_name",
} | NUMBER_SPOTS


# ---- what the dossier lacks


@bp.get("/<int:dossier_id>/supplement")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_REVIEW)
def supplement(dossier_id: int) -> Response:
    """Everything that was found, of whom it is asked, and by when."""
    dossier = queries.get(dossier_id)
    form = _supplement_form(dossier)
    form.day.data, form.return_to.data = clock.today(), queries.own_name(clock.today())
    if "addressee" in form:
        form.addressee.data = queries.owner_name(dossier, clock.today())
    return _supplement_page(dossier, form)


def _notable(dossier: Dossier) -> dict[tuple[str, int], str]:
    """The papers the reviewer may write on as the dossier goes back: none once it did."""
    if queries.is_own(dossier) or dossier.state != State.SUBMITTED:
        return {}
    return {component: paper.title for component, paper in queries.papers_of(dossier).items()}


def _supplement_form(dossier: Dossier) -> Any:
    own = queries.is_own(dossier)
    targets = actions.targets_of(dossier, clock.today()) if own else []
    offered = [(one.key, one.addressee) for one in targets]
    return forms.supplement_form(offered, _notable(dossier), places.signings(clock.today(), actions.SUPPLEMENT))


def _supplement_page(dossier: Dossier, form: Any, status: int = 200) -> Response:
    own = queries.is_own(dossier)
    return htmx.page(
        "commendations/supplement.html",
        status=status,
        dossier=dossier,
        title=queries.title_of(dossier),
        form=form,
        own=own,
        notes=[form[f"note-{kind}-{of}"] for kind, of in _notable(dossier)],
        extra=range(forms.EXTRA_LINES),
        found=actions.found_lines(dossier, clock.today()) + ([] if own else actions.opinion_lines(dossier)),
        why_not=actions.why_no_supplement(dossier, clock.today()),
        limit=places.rule("limit.central.return_dossier", clock.today()),
    )


@bp.post("/<int:dossier_id>/supplement")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_REVIEW)
def request_supplement(dossier_id: int) -> Response:
    """Seal the phiếu, or show it as a draft; from the province the dossier goes back with it."""
    dossier = queries.get(dossier_id)
    form = _supplement_form(dossier)
    form.validate_on_submit()
    forms.half_typed_lines(form)
    if form.signer.data and form.day.data and form.signer.data not in _signings(form.day.data):
        form.refuse("Người này không ký được vào ngày đã ghi.", "signer")
    if form.errors:
        return _supplement_page(dossier, form, 422)
    try:
        asking = _asking(dossier, form)
        if "draft" in request.form:
            return htmx.pdf(actions.draft_supplement(dossier, asking), f"du-thao-phieu-bo-sung-{dossier.id}.pdf")
        actions.request_supplement(dossier, asking)
    except Refused as refused:
        refuse(form, refused, SUPPLEMENT_SPOTS)
        return _supplement_page(dossier, form, 422)
    said = "Đã lập phiếu yêu cầu bổ sung." if queries.is_own(dossier) else "Đã trả lại hồ sơ kèm phiếu yêu cầu bổ sung."
    return htmx.go(".show", said, dossier_id=dossier.id, _anchor="supplements")


def _signings(day: date) -> dict[str, places.Signing]:
    return {one.key: one for one in places.signings(day, actions.SUPPLEMENT)}


def _asking(dossier: Dossier, form: Any) -> actions.Asking:
    day = forms.filled(form.day)
    target = None
    if "target" in form:
        target = next(one for one in actions.targets_of(dossier, clock.today()) if one.key == form.target.data)
    return actions.Asking(
        addressee=target.addressee if target else form.addressee.data,
        day=day,
        working_days=forms.filled(form.working_days),
        return_to=form.return_to.data,
        nominee_ids=target.nominee_ids if target else None,
        lines=[actions.Line(*line) for line in forms.typed_lines(form)],
        notes={(kind, of): form[f"note-{kind}-{of}"].data or "" for kind, of in _notable(dossier)},
        signer=_signings(day).get(form.signer.data or ""),
        number=form.number.data,
    )


# ---- who has the papers


@bp.get("/<int:dossier_id>/handover")
@needs(Can.DOSSIER_WRITE)
def handover(dossier_id: int) -> Response:
    """The papers of the dossier, with who gives and who takes."""
    dossier = queries.get(dossier_id)
    form = _handover_form(dossier)
    form.day.data, form.giver_name.data = clock.today(), queries.actor_name()
    form.giver_unit.data = form.receiver_unit.data = queries.own_name(clock.today())
    form.place.data = f"Trụ sở {queries.own_name(clock.today())}"
    return _handover_page(dossier, form)


def _handover_form(dossier: Dossier) -> Any:
    copies = [(words, text.nfc(words).lower()) for words in (documents.ORIGINAL, documents.COPY)]
    return forms.handover_form(actions.items_of(dossier), copies)


def _handover_page(dossier: Dossier, form: Any, status: int = 200) -> Response:
    return htmx.page(
        "commendations/handover.html",
        status=status,
        dossier=dossier,
        title=queries.title_of(dossier),
        form=form,
        items=actions.items_of(dossier),
        why_not=actions.why_no_handover(dossier),
    )


@bp.post("/<int:dossier_id>/handover")
@needs(Can.DOSSIER_WRITE)
def hand_over(dossier_id: int) -> Response:
    """Seal the minutes of the handover, or show them as a draft."""
    dossier = queries.get(dossier_id)
    form = _handover_form(dossier)
    if not form.validate_on_submit():
        return _handover_page(dossier, form, 422)
    given = _given(dossier, form)
    try:
        if "draft" in request.form:
            return htmx.pdf(actions.draft_handover(dossier, given), f"du-thao-bien-ban-ban-giao-{dossier.id}.pdf")
        paper = actions.hand_over(dossier, given, clock.today())
    except Refused as refused:
        refuse(form, refused, HANDOVER_SPOTS)
        return _handover_page(dossier, form, 422)
    return htmx.go(".show", f"Đã lập {paper.title}.", dossier_id=dossier.id, _anchor="beside")


def _given(dossier: Dossier, form: Any) -> actions.Handover:
    def party(side: str) -> documents.HandoverParty:
        name, post, unit = (form[f"{side}_{part}"].data for part in ("name", "post", "unit"))
        return documents.HandoverParty(name=name, post=post, unit=unit)

    handed = forms.handed(form, actions.items_of(dossier))
    return actions.Handover(
        day=forms.filled(form.day),
        starts=forms.filled(form.starts),
        ends=forms.filled(form.ends),
        place=form.place.data,
        giver=party("giver"),
        receiver=party("receiver"),
        chosen={key: actions.Chosen(copy, note) for key, (copy, note) in handed.items()},
        reason=form.reason.data or "",
        condition=form.condition.data or "",
        number=form.number.data,
    )
