"""The giấy khen in two hands: the page on which the leader approves, and the one on which văn thư numbers."""

from datetime import date
from typing import Any

from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, documents, forms, queries
from app.commendations.models import Dossier
from app.commendations.views.blueprint import bp, refuse
from app.commendations.views.dossiers import dossier_page
from app.commendations.views.signing import approve_form, who_signs
from app.papers import queries as papers
from app.places import queries as places
from app.refusals import Refused

APPROVE_SPOTS = {"signer-not-in-force": "signer", "named-in-dossier": "signer"}
ISSUE_SPOTS = {
    "day-before-directory": "day",
    "day-before-proposal": "day",
    "day-before-approval": "day",
    "approved-signer-gone": "day",
    "number-taken": "number",
    "number-below-one": "number",
}


@bp.get("/<int:dossier_id>/approval")
@needs(Can.DOSSIER_DECIDE)
def approval(dossier_id: int) -> Response:
    """Everything the leader agrees to: the decision as drafted, who receives what, who signs."""
    dossier = queries.get(dossier_id)
    return _approve_page(dossier, approve_form(dossier))


def _approve_page(dossier: Dossier, form: forms.ApproveForm, status: int = 200) -> Response:
    day = clock.today()
    facts = actions.facts_of(dossier, day)
    return htmx.page(
        "commendations/approval.html",
        dossier=dossier,
        form=form,
        title=queries.title_of(dossier),
        why_not=actions.why_not(dossier, facts)["approve"],
        signing=who_signs(dossier, day, "decision"),
        day=day,
        papers=[paper for (kind, _of), paper in queries.papers_of(dossier).items() if kind in actions.BOUND_KINDS],
        basis=law.legal_basis_lines(law.law_date(dossier.received_on), "commune", actions.confirmed_instruments()),
        **_what_is_decided(dossier, day),
        status=status,
    )


def _what_is_decided(dossier: Dossier, day: date) -> dict[str, Any]:
    """Who receives the giấy khen and what money goes with it, by the law of the day."""
    chosen = queries.by_roll(dossier)
    setting = documents.setting_of(dossier, day)
    order: Any = places.rule("money.household_order", day).value
    return {
        "chosen": chosen,
        "label": queries.subject_label,
        "amounts": documents.amounts(dossier.award, chosen, setting, order),
        "fund": law.default_value("money.fund", setting.law_day),
    }


@bp.post("/<int:dossier_id>/approval")
@needs(Can.DOSSIER_DECIDE)
def approve(dossier_id: int) -> Response:
    """Approve; văn thư numbers it then."""
    dossier = queries.get(dossier_id)
    form = approve_form(dossier)
    if not form.validate_on_submit():
        return _approve_page(dossier, form, 422)
    day = clock.today()
    try:
        signing = actions.signing_on(dossier, day, "decision", key=form.signer.data)
        actions.approve(dossier, signing=signing, day=day, fund=form.fund.data)
    except Refused as refused:
        refuse(form, refused, APPROVE_SPOTS)
        return _approve_page(dossier, form, 422)
    return htmx.go(".show", f"Đã phê duyệt, {signing.name} ký: chờ văn thư cấp số.", dossier_id=dossier.id)


@bp.post("/<int:dossier_id>/approval/undo")
@needs(Can.DOSSIER_DECIDE)
def take_back(dossier_id: int) -> Response:
    """Take the approval back while the decision has no number."""
    dossier = queries.get(dossier_id)
    form = forms.ReasonForm(prefix="undo")
    if not form.validate_on_submit():
        return dossier_page(dossier, 422, undo_form=form)
    actions.take_back(dossier, form.reason.data, clock.today())
    return htmx.go(".show", "Đã rút phê duyệt.", dossier_id=dossier.id)


@bp.get("/<int:dossier_id>/decision")
@needs(Can.PAPER_NUMBER, Can.DOSSIER_DECIDE)
def decision(dossier_id: int) -> Response:
    """Only number and day are typed: the next one and today."""
    dossier = queries.get(dossier_id)
    form = forms.IssueForm()
    form.day.data = clock.today()
    return _issue_page(dossier, form)


def _issue_page(dossier: Dossier, form: forms.IssueForm, status: int = 200) -> Response:
    day = clock.today()
    facts = actions.facts_of(dossier, day)
    register = papers.register(actions.DECISION_SYMBOL, day.year)
    return htmx.page(
        "commendations/decision.html",
        dossier=dossier,
        form=form,
        title=queries.title_of(dossier),
        why_not=actions.why_not(dossier, facts)["issue"],
        signing=actions.approved_signing(dossier, day) if dossier.approval else None,
        day=day,
        next_number=(register.last if register else 0) + 1,
        **_what_is_decided(dossier, day),
        status=status,
    )


@bp.post("/<int:dossier_id>/decision")
@needs(Can.PAPER_NUMBER, Can.DOSSIER_DECIDE)
def issue(dossier_id: int) -> Response:
    """Number and issue: the decision with its list, and a giấy khen for each recipient."""
    dossier = queries.get(dossier_id)
    form = forms.IssueForm()
    if not form.validate_on_submit():
        return _issue_page(dossier, form, 422)
    try:
        row = actions.issue(dossier, day=forms.filled(form.day), number=form.number.data)
    except Refused as refused:
        refuse(form, refused, ISSUE_SPOTS)
        return _issue_page(dossier, form, 422)
    return htmx.go(
        ".show", f"Đã ban hành Quyết định số {row.reference_number}, {row.signer_name} ký.", dossier_id=dossier.id
    )
