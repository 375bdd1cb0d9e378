"""Reads of plans: own ones and those handed down, their criteria and quotas."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import NotFound

from app.db import db
from app.places.models import Authority
from app.plans.models import Criterion, LocalCriterion, Plan, Quota, Target
from app.plans.rules.changes import PlanState
from app.tenancy import scope_of

PAGE = 50
Part = TypeVar("Part", Target, Criterion)


def get(plan_id: int) -> Plan:
    """The plan with this id, own or handed down; a foreign or unknown id, or another's draft, is not found."""
    plan = db.session.get(Plan, plan_id)
    if plan is None or not (is_own(plan) or plan.state == PlanState.ISSUED):
        raise NotFound
    return plan


def all_plans() -> list[Plan]:
    """Every issued plan in sight, own and handed down, newest first; nothing rests on a draft."""
    chosen = select(Plan).where(Plan.state == PlanState.ISSUED)
    return list(db.session.scalars(chosen.order_by(Plan.day.desc(), Plan.id.desc())))


def in_force(day: date) -> list[Plan]:
    """The issued plans whose period holds this day, newest first."""
    chosen = select(Plan).where(Plan.state == PlanState.ISSUED, Plan.valid_from <= day, Plan.valid_until > day)
    return list(db.session.scalars(chosen.order_by(Plan.day.desc(), Plan.id.desc())))


def for_new_work(plan_id: int | None, day: date) -> Plan | None:
    """The plan that a new campaign, course or round is filled in from: the one asked for, else the newest in force."""
    known = in_force(day)
    return next((plan for plan in known if plan.id == plan_id), known[0] if known else None)


def listed(after: tuple[date, int] | None = None, limit: int = PAGE) -> list[Plan]:
    """One page of plans, newest first, own drafts among them, and one more.

    Args: after, day and id of the last plan of the page before.
    """
    own = Plan.owner_id.in_(sorted(scope_of(db.session()).writes))
    chosen = (
        select(Plan)
        .where(or_(Plan.state == PlanState.ISSUED, own))
        .order_by(Plan.day.desc(), Plan.id.desc())
        .limit(limit + 1)
    )
    chosen = chosen.options(selectinload(Plan.targets), selectinload(Plan.criteria))
    if after:
        day, plan_id = after
        chosen = chosen.where(or_(Plan.day < day, and_(Plan.day == day, Plan.id < plan_id)))
    return list(db.session.scalars(chosen))


def is_own(plan: Plan) -> bool:
    """Whether the own authority may change this plan; others were handed down or are read from above."""
    return plan.owner_id in scope_of(db.session()).writes


def is_handed_down(plan: Plan) -> bool:
    """Whether the authority above gave this plan."""
    return plan.owner_id in scope_of(db.session()).above


def owner_names(rows: Iterable[Plan | LocalCriterion]) -> dict[int, str]:
    """The place of the authority of each plan or local condition, by its id, in one read."""
    owners = {row.owner_id for row in rows}
    chosen = select(Authority).where(Authority.id.in_(owners))
    return {found.id: found.place_name for found in db.session.scalars(chosen)} if owners else {}


def part(plan: Plan, table: type[Part], part_id: int) -> Part:
    """A target or criterion of this plan; any other id is not found."""
    found = db.session.get(table, part_id)
    if found is None or found.plan_id != plan.id:
        raise NotFound
    return found


def number_taken(plan: Plan | None, reference_number: str, day: date) -> bool:
    """Whether another plan of the own authority has this number in the same year."""
    home = scope_of(db.session()).home
    same = select(Plan).where(Plan.owner_id == home, Plan.reference_number == reference_number)
    return any(other is not plan and other.day.year == day.year for other in db.session.scalars(same))


def criteria_for(plan_id: int, award: str, subject_kind: str) -> list[Criterion]:
    """What a plan asks of one kind of subject for an award, in the order in which it was entered."""
    chosen = select(Criterion).where(
        Criterion.plan_id == plan_id, Criterion.award == award, Criterion.subject_kind == subject_kind
    )
    return list(db.session.scalars(chosen.order_by(Criterion.id)))


def quota(plan_id: int, award: str, subject_kind: str) -> int | None:
    """How many of a kind of subject a plan lets propose for an award; None when it sets no limit."""
    return db.session.scalars(
        select(Quota.most).where(Quota.plan_id == plan_id, Quota.award == award, Quota.subject_kind == subject_kind)
    ).one_or_none()
