"""Last year's campaign done again: a new one with all that still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import audit
from app.commitments import queries, rules
from app.commitments.actions.bases import bases_under
from app.commitments.actions.campaigns import take_promises
from app.commitments.models import Campaign
from app.commitments.rules import Days, Goal
from app.db import db
from app.places import queries as places
from app.places.models import Hamlet, Unit
from app.plans import queries as plans


@dataclass(frozen=True)
class Copied:
    """The new campaign, the hamlets and units of the former that are no longer there, by name, whether its days lie
    outside its plan.
    """

    campaign: Campaign
    dropped: tuple[str, ...]
    outside_plan: bool


def copy_campaign(campaign: Campaign, day: date) -> Copied:
    """Open the campaign of the next year after one: same text in its newest version, same promises and audience.

    Args: day, today. The days go on by a year (by more where the signing would be over), held within the plan in
    force; the name counts its years up; the old plan is no longer cited when another is in force; hamlets and units
    that ended are left out, or followed by those that bear their name now. No commitment is made.
    """
    plan = plans.for_new_work(campaign.plan_id, day) or campaign.plan
    years = rules.years_on(campaign.closes_on, day)
    days = rules.moved_days(
        Days(campaign.opens_on, campaign.closes_on, campaign.valid_from, campaign.valid_until),
        years,
        plan.valid_from,
        plan.valid_until,
    )
    audience, dropped = _audience_on(campaign, max(day, days.opens_on))
    copy = Campaign(
        plan_id=plan.id,
        name=rules.counted_up(campaign.name, years, days.opens_on.year),
        opens_on=days.opens_on,
        closes_on=days.closes_on,
        valid_from=days.valid_from,
        valid_until=days.valid_until,
        audience=audience,
        legal_bases=bases_under(campaign, plan),
        id_reason=campaign.id_reason,
        former_id=campaign.id,
    )
    copy.wording = queries.latest(campaign.wording.code, days.closes_on) or campaign.wording
    copy.wording_id = copy.wording.id
    db.session.add(copy)
    take_promises(copy, {promise.text: _moved(promise.goal, years, days) for promise in campaign.promises})
    audit.record("campaign-copied", copy, name=copy.name, former=campaign.name)
    return Copied(copy, dropped, not plan.valid_from <= copy.valid_from < copy.valid_until <= plan.valid_until)


def _moved(goal: Goal, years: int, days: Days) -> Goal:
    """A goal with its day so many years later; a day that falls outside the new period is left open."""
    due = rules.in_years(goal.due_on, years) if goal.due_on else None
    inside = due is not None and days.valid_from <= due < days.valid_until
    return Goal(goal.value, goal.measure_unit, due if inside else None, goal.deed)


def _audience_on(campaign: Campaign, day: date) -> tuple[dict[str, list[Any]], tuple[str, ...]]:
    """Who should sign on a day: as before, without the hamlets and units that ended, whose names are told."""
    audience, dropped = dict(campaign.audience), []
    present: tuple[tuple[str, Sequence[Hamlet | Unit], Sequence[Hamlet | Unit]], ...] = (
        ("hamlets", places.hamlets(day), places.all_hamlets()),
        ("units", places.units(day), places.all_units()),
    )
    for part, rows, known in present:
        if part in audience:
            audience[part], gone = _followed(audience[part], rows, known)
            dropped += gone
    return {part: named for part, named in audience.items() if named}, tuple(dropped)


def _followed(
    ids: Sequence[int], rows: Sequence[Hamlet | Unit], known: Sequence[Hamlet | Unit]
) -> tuple[list[int], list[str]]:
    """These places as they are now: the same, or the one that bears the name now; the names of those that are gone."""
    there, by_name = {row.id for row in rows}, {row.name_fold: row.id for row in rows}
    former = {row.id: row for row in known}
    found: list[int] = []
    gone: list[str] = []
    for one in ids:
        if one in there or one not in former:  # NO_HAMLET is no row
            found.append(one)
        elif former[one].name_fold in by_name:
            found.append(by_name[former[one].name_fold])
        else:
            gone.append(former[one].name)
    return list(dict.fromkeys(found)), gone
