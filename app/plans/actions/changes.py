"""Verbs of changing an issued plan: what it said, what it says now, and why."""

from app import audit, clock, text
from app.db import db
from app.plans.actions.issuing import keep_first
from app.plans.models import Plan, PlanChange
from app.plans.rules import changes as rules
from app.refusals import Refusal, refuse_if
from app.tenancy import actor_of


def refusals(plan: Plan, before: str, after: str, reason: str) -> list[Refusal]:
    """Why this change cannot be kept, to be told together with the other faults; none when nothing changes."""
    before, after = text.nfc(before), text.nfc(after)
    return [] if before == after else rules.change_refusals(plan, plan.versions, reason, adds=not before)


def record_change(plan: Plan, part: str, name: str, before: str, after: str, reason: str) -> PlanChange | None:
    """Keep one change of a plan with its reason, until a version issues it; a draft changes without a trace.

    Args: part, target, task, content, phase, section, criterion or quota; name, what the pages call it; before and
    after, in the words of the page, empty for what was not there; reason, as typed. Returns None where nothing is
    kept: in a draft, when both say the same, or for what is copied from the paper of a plan issued elsewhere. Raises
    Refused "change-reason-missing" for an issued plan without a
    reason, "plan-awaits-number" for one that is approved.
    """
    before, after = text.nfc(before), text.nfc(after)
    if before == after:
        return None
    refuse_if(rules.change_refusals(plan, plan.versions, reason, adds=not before))
    if not rules.needs_reason(plan) or not reason.strip():
        return None
    keep_first(plan)
    change = PlanChange(
        part=part,
        name=text.nfc(name),
        before=before,
        after=after,
        reason=text.nfc(reason),
        by=actor_of(db.session()).name,
        day=clock.today(),
    )
    plan.changes.append(change)
    audit.record("plan-changed", plan, name=change.name, before=before, after=after, reason=change.reason)
    return change
