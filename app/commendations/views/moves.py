"""The moves of a dossier on the officer's desk: each a form or a button, each refused with its reasons."""

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.models import Dossier
from app.commendations.views.blueprint import bp, refuse
from app.commendations.views.dossiers import dossier_page
from app.commendations.views.signing import day_asked, propose_form, who_signs
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
        return dossier_page(dossier, 422, reopen_form=form)
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
