"""The paper of a plan: draft, Soát trước khi in, the page on which the leader approves, the one of văn thư."""

from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.papers import queries as papers
from app.places import queries as places
from app.plans import queries
from app.plans.actions import issuing as actions
from app.plans.documents import AMENDMENT, SYMBOL, target_series
from app.plans.forms.issuing import ApproveForm, IssuedBeforeForm, IssueForm, TakeBackForm
from app.plans.models import Plan
from app.plans.queries import versions
from app.plans.rules.comparing import merged
from app.plans.views import bp
from app.refusals import Refusal, Refused

APPROVE_SPOTS = {"plan_without_signer": "signer", "plan_signer_unknown": "signer"}
ISSUE_SPOTS = {
    "plan_day_before_approval": "day",
    "plan_after_its_period": "day",
    "plan_approved_signer_gone": "day",
    "plan_number_taken": "number",
    "number_taken": "number",
    "number_below_one": "number",
}


def _own(plan_id: int) -> Plan:
    """A plan of the own authority; drafts of others are nobody's here."""
    plan = queries.get(plan_id)
    if not queries.is_own(plan):
        raise NotFound
    return plan


def paper_of(plan: Plan) -> dict[str, Any]:
    """What the page of a plan says of its paper: how far it is, what waits, and why each step cannot be taken."""
    own = queries.is_own(plan)
    known = versions.issued(plan)
    return {
        "own": own,
        "awaits": versions.awaiting(plan),
        "waiting": versions.waiting(plan) if own else [],
        "versions": known,
        "papers": versions.sealed(known),
        "why_not": actions.why_not(plan) if own else {},
    }


# ---- look at it


@bp.get("/<int:plan_id>/paper-draft.pdf")
@needs(Can.PLAN_READ)
def paper_draft(plan_id: int) -> Response:
    """How the next paper would look, "DỰ THẢO" across."""
    plan = _own(plan_id)
    return htmx.pdf(actions.draft(plan, clock.today()), f"du-thao-ke-hoach-{plan.id}.pdf")


@bp.get("/<int:plan_id>/paper-draft.docx")
@needs(Can.PLAN_READ)
def paper_draft_word(plan_id: int) -> Response:
    """The same for Word."""
    plan = _own(plan_id)
    return htmx.docx(actions.word_draft(plan, clock.today()), f"du-thao-ke-hoach-{plan.id}.docx")


@bp.get("/<int:plan_id>/proof")
@needs(Can.PLAN_READ)
def proof(plan_id: int) -> Response:
    """Soát trước khi in: what would send the next paper back, each with the place where it is mended."""
    plan = _own(plan_id)
    return htmx.page(
        "plans/proof.html",
        plan=plan,
        title=actions.title_of(plan),
        faults=actions.proof(plan, clock.today()),
        spot=_spot,
    )


def _spot(field: str) -> str:
    """The page of a plan on which a fact is mended, as the name of its view."""
    first = field.partition(".")[0].partition("[")[0]
    spots = {
        "about": "plans.edit",
        "legal_basis": "plans.edit",
        "chapters": "plans.sections",
        "signature": "places.signers",
        "head": "places.signers",
    }
    return spots.get(first, "plans.show")


# ---- approve


@bp.get("/<int:plan_id>/approval")
@needs(Can.PLAN_APPROVE)
def approval(plan_id: int) -> Response:
    """Everything the leader agrees to: the plan as drafted or what was changed in it, who signs, who receives it."""
    plan = _own(plan_id)
    lines = "\n".join(actions.recipients_of(plan, clock.today()))
    return _approve_page(plan, _approve_form(plan, formdata=None, recipients=lines))


def _approve_form(plan: Plan, **kwargs: Any) -> ApproveForm:
    return ApproveForm(**kwargs).offer(actions.signings(plan, clock.today()))


def _approve_page(plan: Plan, form: ApproveForm, status: int = 200) -> Response:
    day = clock.today()
    return htmx.page(
        "plans/approval.html",
        status=status,
        plan=plan,
        form=form,
        title=actions.title_of(plan),
        asked=len(target_series(plan.targets)),
        amends=actions.kind_of(plan) == AMENDMENT,
        changes=merged(versions.waiting(plan)),
        faults=actions.proof(plan, day),
        signing=next(iter(actions.signings(plan, day)), None),
        why_not=actions.why_not(plan)["approve"],
        day=day,
    )


@bp.post("/<int:plan_id>/approval")
@needs(Can.PLAN_APPROVE)
def approve(plan_id: int) -> Response:
    """Approve; văn thư numbers it then."""
    plan = _own(plan_id)
    form = _approve_form(plan)
    if not form.validate_on_submit():
        return _approve_page(plan, form, 422)
    day = clock.today()
    found = [one for one in actions.signings(plan, day) if form.signer.data in (None, "", one.key)]
    try:
        if form.signer.data and not found:
            raise Refused([Refusal("plan-signer-unknown")])
        lines = actions.recipient_lines(form.recipients.data or "")
        signing = found[0] if found else None
        actions.approve(plan, day=day, signing=signing, recipients=lines, reason=form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, **APPROVE_SPOTS)
        return _approve_page(plan, form, 422)
    said = f"Đã duyệt, {signing.name} ký: chờ cấp số." if signing else "Đã duyệt: chờ cấp số."
    return htmx.go(".show", said, plan_id=plan.id)


@bp.get("/<int:plan_id>/approval/undo")
@needs(Can.PLAN_APPROVE)
def approval_undo(plan_id: int) -> Response:
    """Why an approval is taken back."""
    plan = _own(plan_id)
    return _undo_page(plan, TakeBackForm(formdata=None))


def _undo_page(plan: Plan, form: TakeBackForm, status: int = 200) -> Response:
    return htmx.page("plans/approval_undo.html", status=status, plan=plan, form=form, title=actions.title_of(plan))


@bp.post("/<int:plan_id>/approval/undo")
@needs(Can.PLAN_APPROVE)
def take_back(plan_id: int) -> Response:
    """Take the approval back while the paper has no number."""
    plan = _own(plan_id)
    form = TakeBackForm()
    if not form.validate_on_submit():
        return _undo_page(plan, form, 422)
    try:
        actions.take_back(plan, form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, plan_take_back_unsaid="reason")
        return _undo_page(plan, form, 422)
    return htmx.go(".show", "Đã thu hồi việc duyệt.", plan_id=plan.id)


# ---- number and issue


@bp.get("/<int:plan_id>/issue")
@needs(Can.PAPER_NUMBER, Can.PLAN_APPROVE)
def issuing(plan_id: int) -> Response:
    """Only number and day are typed: the next one and today."""
    return _issue_page(_own(plan_id), IssueForm(formdata=None, day=clock.today()))


def _issue_page(plan: Plan, form: IssueForm, status: int = 200) -> Response:
    day = form.day.data or clock.today()
    register = papers.register(SYMBOL, day.year)
    row = versions.awaiting(plan)
    return htmx.page(
        "plans/issue.html",
        status=status,
        plan=plan,
        form=form,
        row=row,
        title=actions.title_of(plan),
        signing=actions.approved_signing(plan, day) if row else None,
        next_number=(register.last if register else 0) + 1,
        why_not=actions.why_not(plan)["issue"],
        place=places.authority_name(plan.owner_id, clock.today()).place,
    )


@bp.post("/<int:plan_id>/issue")
@needs(Can.PAPER_NUMBER, Can.PLAN_APPROVE)
def issue(plan_id: int) -> Response:
    """Number what was approved, seal it and issue it."""
    plan = _own(plan_id)
    form = IssueForm()
    if not form.validate_on_submit():
        return _issue_page(plan, form, 422)
    try:
        paper = actions.issue(plan, day=form.day.data, number=form.number.data)  # type: ignore[arg-type]
    except Refused as refused:
        htmx.refuse(form, refused, **ISSUE_SPOTS)
        return _issue_page(plan, form, 422)
    return htmx.go(".show", f"Đã ban hành, số {paper.reference_number}.", plan_id=plan.id)


# ---- issued on paper before


@bp.get("/<int:plan_id>/issued-before")
@needs(Can.PLAN_WRITE)
def issued_before(plan_id: int) -> Response:
    """Number and day of a plan that was issued on paper before it was entered here."""
    plan = _own(plan_id)
    return _before_page(plan, IssuedBeforeForm(formdata=None, day=plan.day))


def _before_page(plan: Plan, form: IssuedBeforeForm, status: int = 200) -> Response:
    return htmx.page("plans/issued_before.html", status=status, plan=plan, form=form)


@bp.post("/<int:plan_id>/issued-before")
@needs(Can.PLAN_WRITE)
def enter_issued(plan_id: int) -> Response:
    """Keep number and day; the plan gets no paper here."""
    plan = _own(plan_id)
    form = IssuedBeforeForm()
    if not form.validate_on_submit():
        return _before_page(plan, form, 422)
    try:
        actions.enter_issued(plan, number=form.number.data or "", day=form.day.data)  # type: ignore[arg-type]
    except Refused as refused:
        htmx.refuse(form, refused, plan_number_taken="number", plan_after_its_period="day")
        return _before_page(plan, form, 422)
    return htmx.go(".show", f"Đã ghi kế hoạch số {plan.reference_number}.", plan_id=plan.id)
