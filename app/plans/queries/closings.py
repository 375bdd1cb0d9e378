"""Reads of closed figures: up to which day a plan's numbers are settled, and what was reopened."""

from datetime import date

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from app.db import db
from app.plans.models import Plan, PlanClosing
from app.tenancy import scope_of


def is_closed(day: date) -> PlanClosing | None:
    """The closing of the own authority that covers this day, the latest one; None while its figures are open.

    What is entered for such a day changes figures that went into a report: it needs a reason.
    """
    chosen = select(PlanClosing).where(
        PlanClosing.owner_id == scope_of(db.session()).home,
        PlanClosing.until > day,
        PlanClosing.reopened_on.is_(None),
    )
    return db.session.scalars(chosen.order_by(PlanClosing.until.desc(), PlanClosing.id.desc()).limit(1)).one_or_none()


def of_plan(plan: Plan, closing_id: int) -> PlanClosing:
    """A closing of this plan; any other id is not found."""
    row = db.session.get(PlanClosing, closing_id)
    if row is None or row.plan_id != plan.id:
        raise NotFound
    return row


def standing(plan: Plan) -> PlanClosing | None:
    """The closing of a plan that reaches furthest and was not reopened."""
    kept = [row for row in plan.closings if row.reopened_on is None]
    return max(kept, key=lambda row: row.until, default=None)
