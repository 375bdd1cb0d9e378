"""Reads of doors: the households of a round of visits, what was entered about each, who was not met yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, func, or_, select

from app.activities.models import Activity, ActivityHamlet, Visit
from app.activities.rules.visits import Knocked, Outcome
from app.db import db
from app.people.models import Household, Person
from app.places.models import Hamlet

PAGE = 100  # households on one page of the grid


@dataclass(frozen=True)
class Line:
    """One household of the round: its head and address, how many live there, its visit of the day, those before."""

    household: Household
    head: str
    size: int
    hamlet: str
    visit: Visit | None = None
    before: list[Visit] = field(default_factory=list)


def lines(
    activity: Activity, hamlet_id: int | None, day: date | None, after: int | None = None, limit: int | None = PAGE + 1
) -> list[Line]:
    """The households of a hamlet of the round by the name of their head, with their visits, in three statements.

    Args: hamlet_id, one hamlet of the activity, or None for all of them; day, whose visits stand in the grid.
    """
    rows = _page(activity, hamlet_id, after, limit)
    ids = [household.id for household, _head, _hamlet in rows]
    visits, sizes = _visits(activity, ids), _sizes(ids)
    return [
        Line(
            household,
            head or "",
            household.member_count or sizes.get(household.id, 0),
            hamlet or "",
            next((one for one in visits.get(household.id, []) if one.day == day), None),
            [one for one in visits.get(household.id, []) if one.day != day],
        )
        for household, head, hamlet in rows
    ]


def _page(
    activity: Activity, hamlet_id: int | None, after: int | None, limit: int | None
) -> Sequence[tuple[Household, str | None, str | None]]:
    head = and_(Person.household_id == Household.id, Person.is_head.is_(True))
    key, hamlet_key = func.coalesce(Person.name_key, ""), func.coalesce(Hamlet.name_key, "")
    chosen = (
        select(Household, Person.name, Hamlet.name)
        .outerjoin(Person, head)
        .outerjoin(Hamlet, Hamlet.id == Household.hamlet_id)
        .where(Household.hamlet_id.in_(hamlets_of(activity, hamlet_id)))
        .order_by(hamlet_key, key, Household.id)
    )
    if after is not None:
        last = db.session.execute(
            select(hamlet_key, key, Household.id)
            .select_from(Household)
            .outerjoin(Person, head)
            .outerjoin(Hamlet, Hamlet.id == Household.hamlet_id)
            .where(Household.id == after)
        ).first()
        if last is not None:
            first, second, third = last
            later = or_(
                hamlet_key > first,
                and_(hamlet_key == first, key > second),
                and_(hamlet_key == first, key == second, Household.id > third),
            )
            chosen = chosen.where(later)
    return [(household, name, place) for household, name, place in db.session.execute(chosen.limit(limit))]


def hamlets_of(activity: Activity, hamlet_id: int | None = None) -> list[int]:
    """The hamlets of a round, or the one asked for where it is one of them."""
    known = [one.hamlet_id for one in activity.hamlets]
    return known if hamlet_id is None else [one for one in known if one == hamlet_id]


def _visits(activity: Activity, ids: Sequence[int]) -> dict[int, list[Visit]]:
    if not ids:
        return {}
    low, high = min(ids), max(ids)
    chosen = select(Visit).where(Visit.activity_id == activity.id, Visit.household_id.between(low, high))
    found: dict[int, list[Visit]] = {}
    for one in db.session.scalars(chosen.order_by(Visit.day, Visit.id)):
        found.setdefault(one.household_id, []).append(one)
    return found


def _sizes(ids: Sequence[int]) -> dict[int, int]:
    if not ids:
        return {}
    chosen = (
        select(Person.household_id, func.count(Person.id))
        .where(Person.household_id.between(min(ids), max(ids)))
        .group_by(Person.household_id)
    )
    return {household_id: count for household_id, count in db.session.execute(chosen) if household_id is not None}


def all_within(activity: Activity, ids: Sequence[int]) -> bool:
    """Whether all of these households live in a hamlet of the round."""
    if not ids:
        return True
    there = (Household.id.in_(ids), Household.hamlet_id.in_(hamlets_of(activity)))
    return db.session.scalar(select(func.count(Household.id)).where(*there)) == len(set(ids))


def knocked(activity: Activity) -> dict[int, list[Knocked]]:
    """Every visit of a round as the count looks at it, by hamlet."""
    chosen = (
        select(Household.hamlet_id, Visit.household_id, Visit.outcome, Visit.people)
        .join(Household, Household.id == Visit.household_id)
        .where(Visit.activity_id == activity.id)
    )
    found: dict[int, list[Knocked]] = {}
    for hamlet_id, household_id, outcome, people in db.session.execute(chosen):
        found.setdefault(hamlet_id or 0, []).append(Knocked(household_id, outcome, people))
    return found


def on_day(activity: Activity, ids: Sequence[int], day: date) -> dict[int, Visit]:
    """The visits of these households on a day of the round, by household."""
    if not ids:
        return {}
    chosen = select(Visit).where(Visit.activity_id == activity.id, Visit.household_id.in_(ids), Visit.day == day)
    return {one.household_id: one for one in db.session.scalars(chosen)}


@dataclass(frozen=True)
class Round:
    """How far a round is in one hamlet, or in all: households there, knocked at, met, not at home, people shown."""

    households: int
    visited: int
    guided: int
    absent: int
    refused: int
    other: int


def rounds(activity: Activity) -> dict[int, Round]:
    """How far the round is, by hamlet, in two statements; each household by the best that came of its visits."""
    hamlets = hamlets_of(activity)
    counts = select(Household.hamlet_id, func.count(Household.id)).where(Household.hamlet_id.in_(hamlets))
    rows = db.session.execute(counts.group_by(Household.hamlet_id))
    living = {hamlet_id: count for hamlet_id, count in rows}
    order = [Outcome.GUIDED, Outcome.OTHER, Outcome.REFUSED, Outcome.ABSENT]
    found = {}
    visits = knocked(activity)
    for hamlet_id in hamlets:
        best: dict[int, Outcome] = {}
        for one in visits.get(hamlet_id, []):
            outcome = Outcome(one.outcome)
            best[one.household_id] = min(outcome, best.get(one.household_id, outcome), key=order.index)
        of = [sum(1 for outcome in best.values() if outcome == wanted) for wanted in order]
        found[hamlet_id] = Round(living.get(hamlet_id, 0), len(best), of[0], of[3], of[2], of[1])
    return found


def days_of(activity: Activity) -> list[date]:
    """The days on which doors were entered, in their order."""
    return list(
        db.session.scalars(select(Visit.day).where(Visit.activity_id == activity.id).distinct().order_by(Visit.day))
    )


def hamlets_visited(activity: Activity) -> set[int]:
    """The hamlets in which a door of the round was entered."""
    chosen = (
        select(Household.hamlet_id)
        .join(Visit, Visit.household_id == Household.id)
        .where(Visit.activity_id == activity.id)
        .distinct()
    )
    return {one for one in db.session.scalars(chosen) if one is not None}


def places(activity: Activity) -> list[ActivityHamlet]:
    """The hamlets of a round in the order of their names."""
    return sorted(activity.hamlets, key=lambda one: (one.hamlet.name_key, one.hamlet_id))
