"""The moves of a dossier: each a form or a button, each refused with its reasons."""

from datetime import date
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, documents, forms, queries
from app.commendations.models import Dossier
from app.commendations.views.blueprint import bp, refuse
from app.commendations.views.dossiers import dossier_page, send_back_form
from app.commendations.views.signing import day_asked, decide_form, propose_form, who_signs
from app.places import queries as places
from app.places.models import Unit
from app.refusals import Refused

PROPOSE_SPOTS = {
    "no-signer": "day",
    "day-before-directory": "day",
    "day-before-meeting": "day",
    "signer-missing": "signer",
    "signer-not-in-force": "signer",
    "name-with-title": "unit_signer",
    "unit-not-in-force": "unit",
    "province-needs-authority": "unit",
    "number-taken": "number",
}
DECIDE_SPOTS = {
    "no-signer": "day",
    "day-before-directory": "day",
    "day-before-proposal": "day",
    "signer-not-in-force": "signer",
    "named-in-dossier": "signer",
    "number-taken": "number",
}


@bp.post("/<int:dossier_id>/close-vote")
@needs(Can.DOSSIER_WRITE)
def close_vote(dossier_id: int) -> Response:
    """End the vote."""
    dossier = queries.get(dossier_id)
    actions.close_vote(dossier, clock.today())
    return htmx.go(".show", "Đã kết thúc biểu quyết: lập tờ trình.", dossier_id=dossier.id)


@bp.post("/<int:dossier_id>/reopen")
@needs(Can.DOSSIER_WRITE)
def reopen(dossier_id: int) -> Response:
    """Take the dossier back to the desk."""
    dossier = queries.get(dossier_id)
    form = forms.ReasonForm(prefix="reopen")
    if not form.validate_on_submit():
        return dossier_page(dossier, 422, reason=form)
    actions.reopen(dossier, form.reason.data, clock.today())
    return htmx.go(".show", "Đã mở lại hồ sơ.", dossier_id=dossier.id)


# ---- the proposal


@bp.get("/<int:dossier_id>/proposal")
@needs(Can.DOSSIER_WRITE)
def proposal(dossier_id: int) -> Response:
    """Who proposes and signs, and what will be sealed."""
    dossier = queries.get(dossier_id)
    form = propose_form(dossier)
    form.day.data = day_asked()
    if "unit" in request.args:
        form.unit.data = request.args.get("unit", type=int)
    else:
        _fill_unit(dossier, form)
    return _propose_page(dossier, form)


def _fill_unit(dossier: Dossier, form: forms.ProposeForm) -> None:
    """The unit as in the tờ trình made before, of this dossier or else of the last one of a unit.

    Who signed then is filled in only for a unit without signers in the book, which would know who signs now.
    """
    units = [unit_id for unit_id, _name in form.unit.choices]
    last = dossier.proposal or queries.last_proposal(units)
    if last is None:
        form.unit.data = units[0] if units else None
    elif last.unit_id in units:
        form.unit.data = last.unit_id
        if who_signs(dossier, form.day.data, "proposal", last.unit) is None:
            form.unit_post.data, form.unit_signer.data = "\n".join(last.signer_lines), last.signer_name


def _propose_page(dossier: Dossier, form: forms.ProposeForm, status: int = 200) -> Response:
    facts = actions.facts_of(dossier, clock.today())
    return htmx.page(
        "commendations/proposal.html",
        block="who_signs",
        dossier=dossier,
        form=form,
        title=queries.title_of(dossier),
        why_not=actions.why_not(dossier, facts)["propose"],
        chosen=queries.put_forward(dossier),
        label=queries.subject_label,
        secret=actions.is_secret(dossier),
        here=queries.decided_here(dossier),
        signing=who_signs(dossier, form.day.data, "proposal", places.unit(form.unit.data) if form.unit.data else None),
        simplified=actions.is_simplified(dossier, clock.today()),
        status=status,
    )


@bp.post("/<int:dossier_id>/proposal")
@needs(Can.DOSSIER_WRITE)
def propose(dossier_id: int) -> Response:
    """Seal the papers of the dossier with its tờ trình."""
    dossier = queries.get(dossier_id)
    form = propose_form(dossier)
    if not form.validate_on_submit():
        return _propose_page(dossier, form, 422)
    unit = places.unit(form.unit.data) if form.unit.data else None
    try:
        lines, name = _signer_of(dossier, form, unit)
        actions.propose(
            dossier,
            unit=unit,
            signer_lines=lines,
            signer_name=name,
            day=forms.filled(form.day),
            number=form.number.data,
            with_summary=form.with_summary.data,
        )
    except Refused as refused:
        refuse(form, refused, PROPOSE_SPOTS | ({"signer-missing": "unit_signer"} if unit else {}))
        return _propose_page(dossier, form, 422)
    return htmx.go(".show", "Đã khóa tờ trình và các giấy của hồ sơ.", dossier_id=dossier.id)


def _signer_of(dossier: Dossier, form: forms.ProposeForm, unit: Unit | None) -> tuple[list[str], str]:
    """The block and the name of who signs: as typed for the unit, else as chosen, else by the day."""
    typed = form.unit_signer.data or form.typed_lines
    if unit is not None and typed and form.signer.data is None:
        return form.typed_lines, form.unit_signer.data or ""
    signing = actions.signing_on(dossier, forms.filled(form.day), "proposal", unit, form.signer.data)
    return list(signing.lines), signing.name


# ---- the decision


@bp.get("/<int:dossier_id>/decision")
@needs(Can.DOSSIER_DECIDE)
def decision(dossier_id: int) -> Response:
    """Only number, day and signer are typed."""
    dossier = queries.get(dossier_id)
    form = decide_form(dossier)
    form.day.data = day_asked()
    return _decide_page(dossier, form)


def _decide_page(dossier: Dossier, form: forms.DecideForm, status: int = 200) -> Response:
    day = clock.today()
    facts = actions.facts_of(dossier, day)
    chosen = queries.by_roll(dossier)
    setting = _setting_on(dossier, form.day.data or day)
    order: Any = places.rule("money.household_order", day).value
    return htmx.page(
        "commendations/decision.html",
        block="who_signs",
        dossier=dossier,
        form=form,
        title=queries.title_of(dossier),
        why_not=actions.why_not(dossier, facts)["decide"],
        chosen=chosen,
        signing=who_signs(dossier, form.day.data, "decision"),
        label=queries.subject_label,
        amounts=documents.amounts(dossier.award, chosen, setting, order),
        fund=law.default_value("money.fund", setting.law_day),
        status=status,
    )


def _setting_on(dossier: Dossier, day: date) -> documents.Setting:
    """Names and law of the typed day; of today for a day the directory does not reach, which is refused."""
    try:
        return documents.setting_of(dossier, day)
    except places.NotInDirectory:
        return documents.setting_of(dossier, clock.today())


@bp.post("/<int:dossier_id>/decision")
@needs(Can.DOSSIER_DECIDE)
def decide(dossier_id: int) -> Response:
    """Decide: the decision with its list, and a giấy khen for each recipient."""
    dossier = queries.get(dossier_id)
    form = decide_form(dossier)
    if not form.validate_on_submit():
        return _decide_page(dossier, form, 422)
    try:
        day = forms.filled(form.day)
        signing = actions.signing_on(dossier, day, "decision", key=form.signer.data)
        row = actions.decide(dossier, signing=signing, day=day, number=form.number.data, fund=form.fund.data)
    except Refused as refused:
        refuse(form, refused, DECIDE_SPOTS)
        return _decide_page(dossier, form, 422)
    return htmx.go(
        ".show", f"Đã ban hành Quyết định số {row.reference_number}, {row.signer_name} ký.", dossier_id=dossier.id
    )


# ---- to the province and back


@bp.post("/<int:dossier_id>/submit")
@needs(Can.DOSSIER_SUBMIT)
def submit(dossier_id: int) -> Response:
    """Send the dossier to the province."""
    dossier = queries.get(dossier_id)
    actions.submit(dossier, clock.today())
    return htmx.go(".show", "Đã nộp hồ sơ lên tỉnh.", dossier_id=dossier.id)


@bp.post("/<int:dossier_id>/send-back")
@needs(Can.DOSSIER_REVIEW)
def send_back(dossier_id: int) -> Response:
    """Return the dossier with a note on one paper."""
    dossier = queries.get(dossier_id)
    form = send_back_form(dossier, queries.papers_of(dossier))
    if not form.validate_on_submit():
        return dossier_page(dossier, 422, send_back_form=form)
    kind, _dash, of = form.component.data.rpartition("-")
    try:
        actions.send_back(dossier, (kind, int(of)), form.note.data, clock.today())
    except Refused as refused:
        refuse(form, refused)
        return dossier_page(dossier, 422, send_back_form=form)
    return htmx.go(".show", "Đã trả lại hồ sơ kèm ý kiến.", dossier_id=dossier.id)


@bp.post("/<int:dossier_id>/accept")
@needs(Can.DOSSIER_REVIEW)
def accept(dossier_id: int) -> Response:
    """Take the dossier in."""
    dossier = queries.get(dossier_id)
    actions.accept(dossier, clock.today())
    return htmx.go(".show", "Đã nhận hồ sơ.", dossier_id=dossier.id)
