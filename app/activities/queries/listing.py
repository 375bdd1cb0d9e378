"""Reads of the list of activities: filtered, ordered, page by page by key, and what the whole of it comes to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, and_, cast, func, or_, select, tuple_
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.elements import ColumnElement

from app import text
from app.activities.models import Activity, ActivityHamlet, ActivityPart
from app.activities.queries.activities import PAGE
from app.activities.queries.summary import in_hamlet
from app.activities.rules.activities import ActivityState, Order
from app.db import db

WHOLE_COMMUNE = 0  # a filter: activities of no hamlet
WAITING = "waiting"  # a filter: planned for a day that is over
UNCOUNTED = "uncounted"  # a filter: held, and nobody counted


@dataclass(frozen=True)
class Wanted:
    """Which activities the list shows: words of the title, kind, state, where, under which plan, whose, from, to."""

    typed: str = ""
    kind: str | None = None
    state: str | None = None
    hamlet_id: int | None = None
    plan_id: int | None = None
    task_id: int | None = None
    collective_id: int | None = None
    first: date | None = None
    last: date | None = None


def activities(
    wanted: Wanted, today: date, order: Order = Order.NEWEST, after: int | None = None, limit: int | None = PAGE + 1
) -> list[Activity]:
    """The activities as wanted and in this order, from behind one on; one more than a page holds."""
    columns = _key(order)
    chosen = _whole(select(Activity)).where(*_conditions(wanted, today))
    falling = order == Order.NEWEST
    last = db.session.execute(select(*columns).where(Activity.id == after)).one_or_none() if after else None
    if last is not None:
        here = tuple_(*columns)
        chosen = chosen.where(here < tuple(last) if falling else here > tuple(last))
    return list(db.session.scalars(chosen.order_by(*(one.desc() if falling else one for one in columns)).limit(limit)))


def _whole(chosen: Select[Any]) -> Select[Any]:
    return chosen.options(
        joinedload(Activity.collective),
        joinedload(Activity.unit),
        joinedload(Activity.plan),
        selectinload(Activity.hamlets).joinedload(ActivityHamlet.hamlet),
    )


def _key(order: Order) -> tuple[Any, ...]:
    return (Activity.title_fold, Activity.id) if order == Order.TITLE else (Activity.day, Activity.id)


@dataclass(frozen=True)
class Totals:
    """What the activities of a list come to; only what was held counts. See summary.KindCount."""

    entries: int
    held: int
    times: int
    reached: int
    turns: int
    uncounted: int


def totals(wanted: Wanted, today: date) -> Totals:
    """What all activities of the list as wanted come to, in one statement."""
    held = Activity.state == ActivityState.HELD
    times, reached, turns = (
        cast(func.coalesce(func.sum(column).filter(held), 0), Integer)
        for column in (Activity.count, Activity.reached, Activity.turns)
    )
    nobody = and_(held, Activity.reached.is_(None), Activity.turns.is_(None))
    chosen = select(
        func.count(Activity.id),
        func.count(Activity.id).filter(held),
        times,
        reached,
        turns,
        func.count(Activity.id).filter(nobody),
    )
    return Totals(*db.session.execute(chosen.where(*_conditions(wanted, today))).one())


def between(first: date, last: date, wanted: Wanted, today: date) -> list[Activity]:
    """The activities of these days, both included, as wanted, in the order of time: those of several days too."""
    touches = and_(Activity.day <= last, func.coalesce(Activity.last_day, Activity.day) >= first)
    chosen = _whole(select(Activity)).where(touches, *_conditions(wanted, today))
    return list(db.session.scalars(chosen.order_by(Activity.day, Activity.starts_at, Activity.id)))


def waiting(today: date, limit: int) -> list[Activity]:
    """The activities planned for a day that is over and without a result, the oldest first."""
    wanted = Wanted(state=WAITING)
    chosen = select(Activity).where(*_conditions(wanted, today)).order_by(Activity.day, Activity.id)
    return list(db.session.scalars(chosen.limit(limit)))


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Activity.title_fold.contains(word, autoescape=True) for word in text.fold(wanted.typed).split()
    ]
    equal = ((Activity.kind, wanted.kind), (Activity.plan_id, wanted.plan_id), (Activity.task_id, wanted.task_id))
    found += [column == value for column, value in equal if value is not None]
    if wanted.state:
        found += _in_state(wanted.state, today)
    if wanted.hamlet_id is not None:
        found.append(~_anywhere() if wanted.hamlet_id == WHOLE_COMMUNE else in_hamlet(wanted.hamlet_id))
    if wanted.collective_id is not None:
        found.append(_by_collective(wanted.collective_id))
    if wanted.first:
        found.append(Activity.day >= wanted.first)
    if wanted.last:
        found.append(Activity.day <= wanted.last)
    return found


def _in_state(state: str, today: date) -> list[ColumnElement[bool]]:
    if state == WAITING:
        over = func.coalesce(Activity.last_day, Activity.day) < today
        return [Activity.state == ActivityState.PLANNED, over]
    if state == UNCOUNTED:
        return [Activity.state == ActivityState.HELD, Activity.reached.is_(None), Activity.turns.is_(None)]
    return [Activity.state == state]


def _anywhere() -> ColumnElement[bool]:
    return select(ActivityHamlet.id).where(ActivityHamlet.activity_id == Activity.id).exists()


def _by_collective(collective_id: int) -> ColumnElement[bool]:
    took = select(ActivityPart.id).where(
        ActivityPart.activity_id == Activity.id, ActivityPart.collective_id == collective_id
    )
    return or_(Activity.collective_id == collective_id, took.correlate(Activity).exists())
