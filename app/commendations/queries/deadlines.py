"""Reads of time limits: how long each dossier may still take, and the dossiers by the day on which they are due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.commendations.models import Dossier, Proposal, Supplement
from app.commendations.queries.dossiers import Line, listed
from app.commendations.rules import REMINDER_RULE, DossierDays, Limited, State, TimeLimit, last_day, running
from app.db import db
from app.places import queries as places
from app.places.queries import RuleValue
from app.workdays import Calendar

MOST = 5_000


def time_limits(dossiers: Sequence[Dossier], day: date, calendar: Calendar | None = None) -> dict[int, TimeLimit]:
    """The limit that runs for each of these dossiers, by id; those that wait for nobody are left out.

    The rules are those in force on `day`; a refusal is reminded of until its day, since nobody writes down that the
    notice was sent. A fixed number of reads however many dossiers.
    """
    clocks = {one.id: running(days) for one, days in _days_of(dossiers)}
    asked = {found.what for found in clocks.values() if found and found.start and found.working_days is None}
    rules = {what: places.rule(str(what), day) for what in asked}
    reminder = places.rule(REMINDER_RULE, day) if Limited.DECIDE in asked else None
    calendar = calendar or places.calendar()
    limits: dict[int, TimeLimit] = {}
    for dossier_id, found in clocks.items():
        rule = rules.get(found.what) if found else None
        due = last_day(found, rule.value if rule else None, calendar) if found else None
        if found is None or due is None or (found.what is Limited.NOTIFY and due < day):
            continue
        limits[dossier_id] = TimeLimit(
            what=found.what,
            due=due,
            left=calendar.between(day, due),
            citation=rule.citation if rule else "",
            mark=rule.mark if rule else "",
            remind_on=_reminded(found.start, reminder, calendar) if found.what is Limited.DECIDE else None,
        )
    return limits


def _reminded(start: date | None, rule: RuleValue | None, calendar: Calendar) -> date | None:
    return calendar.add(start, rule.value) if start is not None and rule is not None else None


def _days_of(dossiers: Sequence[Dossier]) -> list[tuple[Dossier, DossierDays]]:
    ids = [one.id for one in dossiers]
    chosen = select(Proposal.dossier_id, Proposal.day).where(Proposal.dossier_id.in_(ids))
    proposed = {dossier_id: day for dossier_id, day in db.session.execute(chosen)}
    asked = _asked([one.id for one in dossiers if one.state == State.RETURNED])
    return [
        (
            one,
            DossierDays(
                state=State(one.state),
                award=one.award,
                deadline=one.round.deadline,
                proposed_on=proposed.get(one.id),
                submitted_on=one.submitted_on,
                ended_on=one.ended_on,
                asked=asked.get(one.id),
            ),
        )
        for one in dossiers
    ]


def _asked(dossier_ids: Sequence[int]) -> dict[int, tuple[date, int]]:
    """The newest phiếu of the province to each of these dossiers."""
    if not dossier_ids:
        return {}
    newest = (
        select(func.max(Supplement.id))
        .where(Supplement.dossier_id.in_(dossier_ids), Supplement.from_above)
        .group_by(Supplement.dossier_id)
    )
    chosen = select(Supplement.dossier_id, Supplement.day, Supplement.working_days).where(Supplement.id.in_(newest))
    return {dossier_id: (day, count) for dossier_id, day, count in db.session.execute(chosen)}


@dataclass(frozen=True)
class Waiting:
    """A dossier in a list by days left."""

    line: Line
    limit: TimeLimit | None


def by_deadline(
    states: Iterable[State],
    day: date,
    *,
    award: str | None = None,
    owner_id: int | None = None,
    round_name: str | None = None,
    late: bool = False,
) -> list[Waiting]:
    """The dossiers in these states, the nearest last day first; those without one last, the longest waiting first.

    The days are counted by the calendar of working days, which no database knows: what waits is read whole, at most
    5,000. Args: owner_id, of one commune; late, only those whose last day has passed.
    """
    lines = listed(states=states, award=award, owner_id=owner_id, round_name=round_name, limit=MOST)
    limits = time_limits([one.dossier for one in lines], day)
    found = [Waiting(one, limits.get(one.dossier.id)) for one in lines]
    if late:
        found = [one for one in found if one.limit is not None and one.limit.late(day)]
    return sorted(found, key=lambda one: (one.limit.due if one.limit else date.max, one.line.dossier.id))
