"""The promises of a campaign: what of them is measured, until when, and through which records."""

from collections.abc import Mapping

from app import audit
from app.commitments import queries, rules
from app.commitments.models import Campaign
from app.commitments.rules import Goal
from app.refusals import Refusal, Refused


class GoalsRefused(Refused):
    """Why the goals of a campaign cannot be kept, told apart by promise."""

    def __init__(self, faults: Mapping[int, list[Refusal]]) -> None:
        super().__init__([fault for found in faults.values() for fault in found])
        self.faults = faults


def save_goals(campaign: Campaign, goals: Mapping[int, Goal]) -> None:
    """Say for each promise how much of what is asked until when, and which records show it.

    Args: goals, by the id of the promise; a promise left out keeps what it has.
    Raises Refused when papers with these promises were printed already, else GoalsRefused with every fault of every
    promise at once.
    """
    rows = {promise.id: promise for promise in campaign.promises}
    changed = {one: goal for one, goal in goals.items() if rows[one].goal != goal}
    frozen = rules.freeze_faults(queries.is_fixed(campaign.id)) if changed else []
    if frozen:
        raise Refused(frozen)
    checked = {one: rules.goal_faults(goal, campaign.valid_from, campaign.valid_until) for one, goal in goals.items()}
    faults = {one: found for one, found in checked.items() if found}
    if faults:
        raise GoalsRefused(faults)
    for one, goal in changed.items():
        rows[one].goal = goal
    if changed:
        audit.record("campaign-goals-saved", campaign, name=campaign.name)
