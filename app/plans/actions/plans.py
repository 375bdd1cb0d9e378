"""Verbs of a plan as a whole: save it, make one's own after one handed down."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from app import audit, text
from app.db import db
from app.plans import queries, rules
from app.plans.actions import drafting
from app.plans.actions.changes import record_change
from app.plans.actions.lines import set_contents, set_legal_bases
from app.plans.actions.parts import THIS_PLAN, check_own, own_source
from app.plans.actions.tasks_copied import copy_tasks
from app.plans.models import Plan
from app.plans.rules.changes import PlanState
from app.refusals import Refusal, Refused
from app.tenancy import actor_of


def save_plan(
    plan: Plan | None,
    *,
    title: str,
    movement: str,
    day: date,
    valid_from: date,
    valid_until: date,
    contents: Sequence[str],
    legal_bases: Sequence[str],
    reference_number: str = "",
    task_groups: Sequence[str] = (),
    with_targets: bool = True,
    with_text: bool = True,
    reason: str = "",
) -> Plan:
    """Enter a plan or correct it; a new one may begin with the central targets, the parts and phases of the sources.

    A new plan without a number is a draft; with one it was issued on paper already. Args: movement, its exact name;
    day, on which it was issued or is meant to be; valid_until, the first day after the period; contents, task_groups
    and legal_bases, one line each in printed order ("Căn cứ …" without the closing mark); reason, why an issued plan
    is changed. Raises Refused. Source of the proposed targets: movement.md 9.1 (Kế hoạch 01-KH/BCĐTW, QĐ 757/QĐ-BKHCN).
    """
    number = text.nfc(reference_number)
    if plan is not None:
        check_own(plan)
    taken = bool(number) and queries.number_taken(plan, number, day)
    refusals = rules.plan_refusals(day, valid_from, valid_until, taken)
    if plan is not None and plan.state == PlanState.ISSUED and (number, day) != (plan.reference_number, plan.day):
        refusals += rules.number_refusals(any(one.paper_id for one in plan.versions))
    if refusals:
        raise Refused(refusals)
    period = rules.Period(valid_from, valid_until)
    begun = plan or _begun(period, with_targets, with_text)
    _note_changes(begun, text.nfc(title), movement, period, reason)
    record_change(begun, "section", "Ngày ban hành", text.day_text(begun.day or day), text.day_text(day), reason)
    begun.title, begun.movement, begun.day = text.nfc(title), movement, day
    begun.valid_from, begun.valid_until = valid_from, valid_until
    db.session.add(begun)
    db.session.flush()
    set_contents(begun, contents, task_groups, reason)
    set_legal_bases(begun, legal_bases, reason)
    if begun.state == PlanState.ISSUED or (plan is None and number):
        record_change(begun, "section", "Số, ký hiệu", begun.reference_number, number, reason)
        begun.state, begun.reference_number = PlanState.ISSUED, number
    audit.record("plan-saved", begun, number=begun.reference_number or begun.title)
    return begun


def _begun(period: rules.Period, with_targets: bool, with_text: bool) -> Plan:
    """A draft with what the sources propose for it, and who wrote it: nobody approves their own."""
    writer = actor_of(db.session())
    plan = Plan(state=PlanState.DRAFT, reference_number="", author_id=writer.id, author_name=writer.name)
    if with_targets:
        plan.targets += drafting.proposed_targets(period)
    if with_text:
        plan.sections += drafting.proposed_sections(drafting.own_level())
        plan.phases += drafting.proposed_phases(period)
    return plan


def _note_changes(plan: Plan, title: str, movement: str, period: rules.Period, reason: str) -> None:
    """Keep what an issued plan said of its name, movement and time before."""
    if plan.state != PlanState.ISSUED:
        return
    record_change(plan, "section", "Tên kế hoạch", plan.title, title, reason)
    record_change(plan, "section", "Phong trào", plan.movement, movement, reason)
    record_change(plan, "section", "Thời gian thực hiện", _period_text(period_of(plan)), _period_text(period), reason)


def _period_text(period: rules.Period) -> str:
    last = period.end - timedelta(days=1)
    return f"{text.day_text(period.start)} đến hết {text.day_text(last)}"


def adopt(source: Plan, **fields: Any) -> Plan:
    """Make a plan of one's own after a plan handed down, with all it says, down to its phases and tasks.

    Args: fields as in save_plan; the copy is the commune's own and may be changed. Raises Refused.
    """
    number = fields.pop("reference_number", "")
    plan = save_plan(None, with_targets=False, with_text=False, **fields)
    plan.parent_id = source.id
    years = range(plan.valid_from.year, rules.last_year(period_of(plan)) + 1)
    contents = _counterparts(source, plan)
    for target in source.targets:
        if target.year in years:
            copied = copy_row(target, source)
            copied.content_id = contents.get(target.content_id)
            _leave_owner(copied)
            plan.targets.append(copied)
    plan.criteria += [copy_row(criterion, source) for criterion in source.criteria]
    plan.quotas += [copy_row(quota, source) for quota in source.quotas]
    plan.sections += [copy_row(section, source) for section in source.sections]
    plan.phases += [copy_row(phase, source) for phase in source.phases]
    db.session.flush()  # the targets of the copy get the ids under which their tasks hang
    copy_tasks(source, plan)
    if number:
        _number(plan, number)
    db.session.flush()
    return plan


def _number(plan: Plan, number: str) -> None:
    """Say that the plan was issued on paper under this number."""
    number = text.nfc(number)
    if queries.number_taken(plan, number, plan.day):
        raise Refused([Refusal("plan-number-taken")])
    plan.state, plan.reference_number = PlanState.ISSUED, number


def _counterparts(source: Plan, plan: Plan) -> dict[int | None, int]:
    """The contents of a plan that say the same as those of its source, by the id of the latter."""
    known = {(row.kind, row.text): row.id for row in plan.contents}
    return {row.id: known[row.kind, row.text] for row in source.contents if (row.kind, row.text) in known}


def _leave_owner(target: Any) -> None:
    """Who answers for it above is no unit or person of this authority: an official here names one."""
    target.unit_id = target.person_id = target.owner_name = None


def copy_row(row: Any, source: Plan) -> Any:
    """A row of a plan once more, without its identity; a confirmed value keeps who confirmed it."""
    left = {"id", "owner_id", "plan_id"}
    values = {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in left}
    if values.get("source") in (own_source(source), THIS_PLAN):
        values["source"] = f"Kế hoạch số {source.reference_number}"
    return type(row)(**values)


def period_of(plan: Plan) -> rules.Period:
    """The period of a plan as measures take it."""
    return rules.Period(plan.valid_from, plan.valid_until)
