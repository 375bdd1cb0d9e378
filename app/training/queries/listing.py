"""Reads of the list of classes: filtered, ordered, page by page, and what the whole of it comes to.

Each page costs the same number of statements whatever stands in the list; paging goes by the key of the order.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.sql.elements import ColumnElement

from app import text
from app.db import db
from app.places.models import Hamlet
from app.training.models import Attendance, Course, Instructor, Learner, Training
from app.training.queries import PAGE, lacks_marks, only_own, trained_by
from app.training.rules import CAME
from app.training.rules.listing import Order, Stage

WHOLE_COMMUNE = 0  # a filter: classes of the whole commune, of no hamlet
_NEVER = date(9999, 12, 31)  # by which classes without a training stand last among the first days


@dataclass(frozen=True)
class Wanted:
    """Which classes the list shows: words of the title without dấu too, where, for whom, by whom, when, how far.

    `first` and `last` are days, both included, between which a training of the class must lie.
    """

    typed: str = ""
    hamlet_id: int | None = None
    group: str | None = None
    plan_id: int | None = None
    instructor: str | None = None
    first: date | None = None
    last: date | None = None
    stage: str | None = None


def classes(
    wanted: Wanted, today: date, order: Order = Order.NEWEST, after: int | None = None, limit: int | None = PAGE + 1
) -> list[Course]:
    """The classes one may see as wanted and in this order, from behind a class on; one more than a page holds."""
    columns = _key(order)
    seen_too = (
        joinedload(Course.hamlet),
        joinedload(Course.plan),
        selectinload(Course.instructors),
        selectinload(Course.trainings),
    )
    chosen = select(Course).outerjoin(Hamlet, Hamlet.id == Course.hamlet_id).options(*seen_too)
    chosen = chosen.where(*_conditions(wanted, today))
    falling = order == Order.NEWEST
    last = _seen(columns, after) if after else None
    if last is not None:
        here = tuple_(*columns)
        chosen = chosen.where(here < tuple(last) if falling else here > tuple(last))
    return list(db.session.scalars(chosen.order_by(*(one.desc() if falling else one for one in columns)).limit(limit)))


def _key(order: Order) -> tuple[Any, ...]:
    """By what an order goes; the number of the class comes last, so that no two stand in one place."""
    first_day = select(func.min(Training.day)).where(Training.course_id == Course.id).scalar_subquery()
    keys: dict[Order, tuple[Any, ...]] = {
        Order.NEWEST: (Course.id,),
        Order.TITLE: (Course.title_fold, Course.id),
        Order.HAMLET: (func.coalesce(Hamlet.name_key, ""), Course.title_fold, Course.id),
        Order.FIRST_DAY: (func.coalesce(first_day, _NEVER), Course.id),
    }
    return keys[order]


def _seen(columns: tuple[Any, ...], course_id: int) -> Any:
    """The key of the last class of the page before; None when it is gone: that begins anew."""
    chosen = select(*columns).select_from(Course).outerjoin(Hamlet, Hamlet.id == Course.hamlet_id)
    return db.session.execute(chosen.where(Course.id == course_id)).one_or_none()


@dataclass(frozen=True)
class Totals:
    """What the classes of a list come to: a person counts once, however many of them they came to."""

    classes: int
    meetings: int
    people: int
    turns: int


def totals(wanted: Wanted, today: date) -> Totals:
    """What all classes of the list as wanted come to, in three statements."""
    those = select(Course.id).where(*_conditions(wanted, today))
    meetings = select(func.count(Training.id)).where(Training.course_id.in_(those))
    visits = (
        select(func.count(Learner.person_id.distinct()), func.count(Attendance.id))
        .join(Attendance, Attendance.learner_id == Learner.id)
        .where(Learner.course_id.in_(those), Attendance.mark.in_(CAME))
    )
    people, turns = db.session.execute(visits).one()
    counted = select(func.count(Course.id)).where(*_conditions(wanted, today))
    return Totals(db.session.scalar(counted) or 0, db.session.scalar(meetings) or 0, people, turns)


def instructors() -> list[str]:
    """Who teaches or supports a class one may see, each name once, by tên, đệm, họ."""
    own, one = only_own(), aliased(Instructor)
    chosen = select(one.name).distinct()
    if own is not None:
        chosen = chosen.join(Course, Course.id == one.course_id).where(trained_by(own))
    return sorted(db.session.scalars(chosen), key=text.name_key)


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Course.title_fold.contains(word, autoescape=True) for word in text.fold(wanted.typed).split()
    ]
    if wanted.hamlet_id is not None:
        whole = wanted.hamlet_id == WHOLE_COMMUNE
        found.append(Course.hamlet_id.is_(None) if whole else Course.hamlet_id == wanted.hamlet_id)
    if wanted.group:
        found.append(Course.target_group == wanted.group)
    if wanted.plan_id is not None:
        found.append(Course.plan_id == wanted.plan_id)
    if wanted.instructor:
        found.append(_exists(Instructor, Instructor.name == wanted.instructor))
    if wanted.first or wanted.last:
        bounds = (Training.day >= (wanted.first or date.min), Training.day <= (wanted.last or date.max))
        found.append(_exists(Training, *bounds))
    if wanted.stage:
        found += _at(Stage(wanted.stage), today)
    own = only_own()
    return found if own is None else [*found, trained_by(own)]


def _at(stage: Stage, today: date) -> list[ColumnElement[bool]]:
    """What a class at this stage has, and has not."""
    begun, to_come = _exists(Training, Training.day <= today), _exists(Training, Training.day >= today)
    stages: dict[Stage, list[ColumnElement[bool]]] = {
        Stage.EMPTY: [~_exists(Training)],
        Stage.AHEAD: [~begun, to_come],
        Stage.GOING_ON: [begun, to_come],
        Stage.OVER: [begun, ~to_come],
        # Looked for once in all trainings: asked of each class anew it took fifty times as long.
        Stage.UNMARKED: [Course.id.in_(select(Training.course_id).where(Training.day <= today, lacks_marks()))],
    }
    return stages[stage]


def _exists(table: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    there: Select[Any] = select(table.id).where(table.course_id == Course.id, *conditions)
    return there.exists()


def classes_by_name(limit: int, besides: int | None = None) -> list[tuple[int, str]]:
    """The newest classes one may see, to choose one of them; with `besides` one more, whatever its age."""
    own = only_own()
    chosen = select(Course.id, Course.title)
    if own is not None:
        chosen = chosen.where(trained_by(own))
    newest = chosen.order_by(Course.id.desc()).limit(limit)
    found = {course_id: title for course_id, title in db.session.execute(newest)}
    if besides is not None and besides not in found:
        found |= {course_id: title for course_id, title in db.session.execute(chosen.where(Course.id == besides))}
    return list(found.items())
