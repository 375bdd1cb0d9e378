"""Reads of the roll of a course: its people and marks as light rows, and the meetings that await a trainer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager
from sqlalchemy.sql.elements import ColumnElement

from app.db import db
from app.papers.models import Paper
from app.people.models import Person
from app.places.models import Hamlet, Unit
from app.training.models import Attendance, Course, Learner, Training
from app.training.queries import only_own, trained_by
from app.training.rules import Cell
from app.training.rules.rolls import in_order_of_sheet


@dataclass(frozen=True)
class Listed:
    """One learner as a roll shows them; `ordinal` is their number (STT) on it, None for a row after the sheet's own."""

    id: int
    name: str
    home: str
    birth_year: int | None
    ordinal: int | None


def roll(course_id: int, sheet: Paper | None = None) -> list[Listed]:
    """The learners of a course as light rows in the order of the printed sheet: by tên, đệm, họ.

    Args: sheet, the sealed sheet of one training: who came on the list after it was printed stands last, as on paper.
    """
    chosen = (
        select(Learner.id, Person.name, Hamlet.name, Unit.name, Person.birth_year)
        .join(Person, Person.id == Learner.person_id)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(Learner.course_id == course_id)
        .order_by(Person.name_key, Learner.id)
    )
    found = db.session.execute(chosen)
    rows = [(one, name, hamlet or unit or "", year) for one, name, hamlet, unit, year in found]
    if sheet is None:
        return [Listed(*row, place) for place, row in enumerate(rows, start=1)]
    printed = [(row["name"], row.get("hamlet") or "") for row in sheet.facts.get("rows", [])]
    ordinals = in_order_of_sheet(printed, [(name, home) for _, name, home, _ in rows])
    listed = [Listed(*row, ordinal) for row, ordinal in zip(rows, ordinals, strict=True)]
    return sorted(listed, key=lambda one: (one.ordinal is None, one.ordinal))


def marks_at(training_ids: Collection[int]) -> dict[Cell, str]:
    """The marks of these trainings, by training and learner."""
    chosen = select(Attendance.training_id, Attendance.learner_id, Attendance.mark)
    chosen = chosen.where(Attendance.training_id.in_(training_ids))
    return {(training_id, learner_id): mark for training_id, learner_id, mark in db.session.execute(chosen)}


def attendances_at(cells: Collection[Cell]) -> dict[Cell, Attendance]:
    """The rows behind these cells, and no others: saving one cell does not read the whole grid."""
    trainings, learners = {cell[0] for cell in cells}, {cell[1] for cell in cells}
    chosen = select(Attendance).where(Attendance.training_id.in_(trainings), Attendance.learner_id.in_(learners))
    rows = {(row.training_id, row.learner_id): row for row in db.session.scalars(chosen)}
    return {cell: rows[cell] for cell in cells if cell in rows}


def trainings_of(course_id: int, ids: Collection[int]) -> dict[int, Training]:
    """Those of these trainings that belong to the course."""
    chosen = select(Training).where(Training.course_id == course_id, Training.id.in_(ids))
    return {one.id: one for one in db.session.scalars(chosen)}


def learners_of(course_id: int, ids: Collection[int]) -> dict[int, Learner]:
    """Those of these learners who are on the list of the course."""
    chosen = select(Learner).where(Learner.course_id == course_id, Learner.id.in_(ids))
    return {one.id: one for one in db.session.scalars(chosen)}


@dataclass(frozen=True)
class Last:
    """Who wrote the last mark of a training, and when."""

    by: str | None
    at: datetime | None


def last_marked(training_id: int) -> Last | None:
    """Who wrote last on the roll of a training; None when nobody has."""
    chosen = select(Attendance.marked_by, Attendance.marked_at).where(Attendance.training_id == training_id)
    row = db.session.execute(chosen.order_by(Attendance.marked_at.desc().nulls_last()).limit(1)).first()
    return Last(*row) if row else None


@dataclass(frozen=True)
class Agenda:
    """The meetings that concern someone who marks attendance: those of today and the next ones."""

    today: list[Training]
    coming: list[Training]


COMING = 10


def agenda(day: date) -> Agenda:
    """The meetings of courses one may see, as seen on this day: a trainer's own ones alone."""
    return Agenda(_meetings(Training.day == day), _meetings(Training.day > day, COMING))


def _meetings(when: ColumnElement[bool], limit: int | None = None) -> list[Training]:
    own = only_own()
    chosen = (
        select(Training)
        .join(Course, Course.id == Training.course_id)
        .options(contains_eager(Training.course))
        .where(when)
        .order_by(Training.day, Training.starts, Training.id)
        .limit(limit)
    )
    return list(db.session.scalars(chosen if own is None else chosen.where(trained_by(own))))
