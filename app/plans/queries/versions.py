"""Reads of the versions of a plan: what was issued, what waits for its number, what was changed since."""

from collections.abc import Sequence

from sqlalchemy import func, select
from werkzeug.exceptions import NotFound

from app.db import db
from app.papers import queries as papers
from app.papers.models import Paper
from app.plans.models import Plan, PlanChange, PlanVersion
from app.plans.queries import is_own
from app.plans.rules.changes import PlanState
from app.tenancy import scope_of


def issued(plan: Plan) -> list[PlanVersion]:
    """The versions of a plan that were issued, in their order."""
    return [row for row in plan.versions if row.state == PlanState.ISSUED]


def awaiting(plan: Plan) -> PlanVersion | None:
    """The version that is approved and waits for its number; only the own authority knows of it."""
    if not is_own(plan):
        return None
    return next((row for row in plan.versions if row.state == PlanState.APPROVED), None)


def of_plan(plan: Plan, number: int) -> PlanVersion:
    """An issued version of this plan; any other number is not found."""
    found = next((row for row in issued(plan) if row.number == number), None)
    if found is None:
        raise NotFound
    return found


def waiting(plan: Plan) -> list[PlanChange]:
    """The changes of a plan that no version has issued yet, in the order in which they were made."""
    return [row for row in plan.changes if row.version is None]


def sealed(versions: Sequence[PlanVersion]) -> dict[int, Paper]:
    """The sealed papers of these versions that the reader may open, by the number of the version."""
    asked = {row.paper_id: row.number for row in versions if row.paper_id}
    found = db.session.scalars(select(Paper).where(Paper.id.in_(sorted(asked)))) if asked else ()
    return {asked[paper.id]: paper for paper in found if papers.is_own(paper)}


# ---- what is to do


def drafts() -> list[Plan]:
    """The drafts of the own authority, the oldest first."""
    return _own(Plan.state == PlanState.DRAFT)


def to_number() -> list[Plan]:
    """The own plans of which a version is approved and waits for its number."""
    ids = select(PlanVersion.plan_id).where(PlanVersion.state == PlanState.APPROVED)
    return _own(Plan.id.in_(ids))


def amended() -> list[tuple[Plan, int]]:
    """The own issued plans that were changed since, with how many changes wait to be approved."""
    home = scope_of(db.session()).home
    pending = select(PlanVersion.plan_id).where(PlanVersion.owner_id == home, PlanVersion.state == PlanState.APPROVED)
    counts = (
        select(PlanChange.plan_id, func.count())
        .where(PlanChange.owner_id == home, PlanChange.version.is_(None), PlanChange.plan_id.not_in(pending))
        .group_by(PlanChange.plan_id)
    )
    found = {plan_id: count for plan_id, count in db.session.execute(counts)}
    return [(plan, found[plan.id]) for plan in _own(Plan.id.in_(sorted(found)))] if found else []


def _own(condition: object) -> list[Plan]:
    home = scope_of(db.session()).home
    chosen = select(Plan).where(Plan.owner_id == home, condition)  # type: ignore[arg-type]
    return list(db.session.scalars(chosen.order_by(Plan.day, Plan.id)))
