"""The chapters in their order."""

from dataclasses import dataclass
from datetime import date

from app.cli.story import (
    amending,
    awarding,
    cast,
    council,
    gathering,
    inspecting,
    merits,
    moving,
    planning,
    pledging,
    reporting,
    revoking,
    rewarding,
    sending,
    tasking,
    teaching,
    territory,
)
from app.cli.story.days import Days


@dataclass(frozen=True)
class Told:
    """What the story left behind, by id."""

    campaign: int
    classes: teaching.Classes
    awards: awarding.Awards
    sent: sending.Sent
    merits: merits.Merits
    revoked: int
    inspected: int
    reported: int
    plan: int


def tell(day: date) -> Told:
    """Tell the whole story up to a day, in an installation without authorities that holds the directory."""
    days = Days(day)
    cast.assemble(days.first)
    ground = territory.tell(days)
    plan = planning.tell(days, ground)
    campaign = pledging.tell(days, ground, plan)
    classes = teaching.tell(days, ground, plan)
    council_id = council.tell(days)
    awards = awarding.tell(days, ground, plan, council_id)
    sent = sending.tell(days, ground, council_id, awards.round)
    rewarding.tell(days, awards.decided)
    others = merits.tell(days, ground, plan, council_id)
    revoked = revoking.tell(days, ground, council_id, awards.round)
    gathering.tell(days, ground, plan)
    tasking.tell(days, ground, plan)
    moving.tell(days, ground, plan, campaign)
    inspected = inspecting.tell(days, ground, plan)
    reported = reporting.tell(days, plan)
    amending.tell(days, plan)
    cast.mark_as_demo()
    return Told(campaign, classes, awards, sent, others, revoked, inspected, reported, plan)
