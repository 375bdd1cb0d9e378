"""Verbs of closed figures: close them up to a day when a report takes them, reopen them with a reason."""

from datetime import date

from app import audit, clock, text
from app.db import db
from app.plans.actions.parts import check_own
from app.plans.models import Plan, PlanClosing
from app.plans.queries import closings as queries
from app.plans.rules import closings as rules
from app.refusals import refuse_if
from app.tenancy import actor_of


def close_figures(plan: Plan, until: date, ground: str) -> PlanClosing:
    """Close the figures of a plan (chốt số liệu): what is entered later for these days needs a reason.

    Args: until, the first day that stays open; ground, the report they went into. Raises Refused.
    """
    check_own(plan)
    standing = queries.standing(plan)
    refuse_if(rules.closing_refusals(until, clock.today(), standing.until if standing else None, ground))
    closing = PlanClosing(
        until=until, ground=text.nfc(ground), closed_by=actor_of(db.session()).name, closed_on=clock.today()
    )
    plan.closings.append(closing)
    day = text.day_text(date.fromordinal(until.toordinal() - 1))
    audit.record("figures-closed", plan, day=day, ground=closing.ground)
    return closing


def reopen_figures(closing: PlanClosing, because: str) -> None:
    """Open closed figures again; who did it and why stays with the closing. Raises Refused."""
    check_own(closing.plan)
    refuse_if(rules.reopening_refusals(closing.reopened_on is not None, because))
    closing.reopened_by, closing.reopened_on = actor_of(db.session()).name, clock.today()
    closing.reopened_because = text.nfc(because)
    day = text.day_text(date.fromordinal(closing.until.toordinal() - 1))
    audit.record("figures-reopened", closing.plan, day=day, reason=closing.reopened_because)
