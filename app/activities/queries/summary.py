"""What the activities of a period come to, by kind: what a report says and what nobody counted.

An activity belongs to the period in which it began. Persons are counted once at each activity and without names, so the
numbers of several activities add up what each of them counted: somebody who came to two stands in both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer, and_, cast, extract, func, select
from sqlalchemy.sql.elements import ColumnElement

from app.activities.models import Activity, ActivityHamlet, Visit
from app.activities.rules.activities import ActivityKind, ActivityState, months_of
from app.activities.rules.merits import NOT_MET
from app.db import db
from app.people.models import Household
from app.plans.rules import Period

MOST_MONTHS = 36  # months shown though nothing was held in them


@dataclass(frozen=True)
class KindCount:
    """What the activities of one kind come to in a period.

    `entries` are held activities as entered, `times` how often they ran (thirty broadcasts in one entry are thirty);
    `reached` (người) and `turns` (lượt) add up what was counted, `uncounted` is how many entries nobody counted at
    all; `minutes` of air time; `households` doors at which somebody was met, each once for a kind; `planned` are still
    to come or wait for their result, `cancelled` fell through. `reached_in` and `turns_in` are in how many entries
    persons or visits were counted: where it is 0, the number beside it is none, not a zero.
    """

    entries: int = 0
    times: int = 0
    reached: int = 0
    turns: int = 0
    uncounted: int = 0
    minutes: int = 0
    households: int = 0
    planned: int = 0
    cancelled: int = 0
    reached_in: int = 0
    turns_in: int = 0


@dataclass(frozen=True)
class Summary:
    """The activities of a period by kind, every kind there is in its order, and what they come to together."""

    period: Period
    kinds: Mapping[str, KindCount]
    total: KindCount


def by_kind(period: Period, plan_id: int | None = None, hamlet_id: int | None = None) -> Summary:
    """What the activities that began in a period come to, by kind, in three statements.

    Args: plan_id, only those under this plan; hamlet_id, only those in this hamlet, with its own numbers where it has
    any.
    """
    conditions = within(period, plan_id, hamlet_id)
    held, others = _held(conditions, hamlet_id), _others(conditions)
    doors = _doors(conditions, hamlet_id)
    kinds = {
        str(kind): KindCount(**held.get(kind, {}), **others.get(kind, {}), households=doors.get(kind, 0))
        for kind in ActivityKind
    }
    return Summary(period, kinds, _together(kinds))


def within(period: Period, plan_id: int | None = None, hamlet_id: int | None = None) -> list[ColumnElement[bool]]:
    """The activities that began in a period, of a plan, in a hamlet."""
    found: list[ColumnElement[bool]] = [Activity.day >= period.start, Activity.day < period.end]
    if plan_id is not None:
        found.append(Activity.plan_id == plan_id)
    if hamlet_id is not None:
        found.append(in_hamlet(hamlet_id))
    return found


def in_hamlet(hamlet_id: int) -> ColumnElement[bool]:
    """The activities that took place in this hamlet."""
    there = select(ActivityHamlet.id).where(
        ActivityHamlet.activity_id == Activity.id, ActivityHamlet.hamlet_id == hamlet_id
    )
    return there.correlate(Activity).exists()


def _total(column: Any) -> Any:
    return cast(func.coalesce(func.sum(column), 0), Integer)


def _held(conditions: list[ColumnElement[bool]], hamlet_id: int | None) -> dict[str, dict[str, int]]:
    source = ActivityHamlet if hamlet_id is not None else Activity
    uncounted = and_(source.reached.is_(None), source.turns.is_(None))
    chosen = select(
        Activity.kind,
        func.count(Activity.id),
        _total(Activity.count),
        _total(source.reached),
        _total(source.turns),
        func.count(Activity.id).filter(uncounted),
        _total(Activity.minutes),
        func.count(source.reached),
        func.count(source.turns),
    ).where(Activity.state == ActivityState.HELD, *conditions)
    if hamlet_id is not None:
        here = and_(ActivityHamlet.activity_id == Activity.id, ActivityHamlet.hamlet_id == hamlet_id)
        chosen = chosen.join(ActivityHamlet, here)
    names = ("entries", "times", "reached", "turns", "uncounted", "minutes", "reached_in", "turns_in")
    rows = db.session.execute(chosen.group_by(Activity.kind))
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}


def _others(conditions: list[ColumnElement[bool]]) -> dict[str, dict[str, int]]:
    states = (ActivityState.PLANNED, ActivityState.CANCELLED)
    planned, gone = (func.count(Activity.id).filter(Activity.state == state) for state in states)
    chosen = select(Activity.kind, planned, gone).where(Activity.state.in_(states), *conditions).group_by(Activity.kind)
    return {row[0]: {"planned": row[1], "cancelled": row[2]} for row in db.session.execute(chosen)}


def _doors(conditions: list[ColumnElement[bool]], hamlet_id: int | None) -> dict[str, int]:
    """Households met at their door, each once for a kind."""
    chosen = (
        select(Activity.kind, func.count(Visit.household_id.distinct()))
        .join(Activity, Activity.id == Visit.activity_id)
        .where(Visit.outcome.not_in(NOT_MET), Activity.state == ActivityState.HELD, *conditions)
    )
    if hamlet_id is not None:
        chosen = chosen.join(Household, Household.id == Visit.household_id).where(Household.hamlet_id == hamlet_id)
    return {kind: count for kind, count in db.session.execute(chosen.group_by(Activity.kind))}


def _together(kinds: Mapping[str, KindCount]) -> KindCount:
    names = KindCount.__dataclass_fields__
    return KindCount(**{name: sum(getattr(one, name) for one in kinds.values()) for name in names})


def by_month(period: Period, plan_id: int | None = None, hamlet_id: int | None = None) -> dict[date, dict[str, int]]:
    """How many activities of each kind were held, by the first day of each month of the period, in one statement."""
    held = Activity.state == ActivityState.HELD
    year, month = extract("year", Activity.day), extract("month", Activity.day)
    chosen = (
        select(year, month, Activity.kind, func.count(Activity.id))
        .where(held, *within(period, plan_id, hamlet_id))
        .group_by(year, month, Activity.kind)
    )
    months = months_of(period.start, period.end - timedelta(days=1))
    found: dict[date, dict[str, int]] = {one: {} for one in months[:MOST_MONTHS]}
    for of_year, of_month, kind, number in db.session.execute(chosen):
        found.setdefault(date(int(of_year), int(of_month), 1), {})[kind] = number
    return dict(sorted(found.items()))
