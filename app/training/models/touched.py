"""Whose lines of the counts a transaction touches: noted after each flush, looked up when the counts are settled."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.people.models import Person
from app.training.models.tables import Attendance, Course, Learner, OnlineResult, Training

_AT_ONCE = 1_000
_COUNTED: dict[type, tuple[str, ...]] = {
    Attendance: ("mark", "learner_id", "training_id"),
    Learner: ("person_id", "course_id", "result", "way"),
    Training: ("day", "course_id"),
    Course: ("hamlet_id", "target_group"),
    Person: ("hamlet_id", "target_group", "vneid_confirmed_on"),
    OnlineResult: ("person_id", "completed_on"),
}


@dataclass
class Touched:
    """Ids noted in one transaction; `unscoped` tells that rows were written by the way out of the scope."""

    people: set[int] = field(default_factory=set)
    courses: set[int] = field(default_factory=set)
    learners: set[int] = field(default_factory=set)
    trainings: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)  # courses whose last day may be another now
    unscoped: bool = False

    def __bool__(self) -> bool:
        return bool(self.people or self.courses or self.learners or self.trainings or self.moved)

    def note(self, session: Session) -> None:
        """Write down whom this flush touches."""
        self.unscoped = self.unscoped or "unscoped" in session.info
        for row in session.new:
            if _counts_at_once(row):
                self._row(row)
        for row in session.deleted:
            self._row(row)
        for row in session.dirty:
            if any(_changed(row, name) for name in _COUNTED.get(type(row), ())):
                self._row(row)

    def _row(self, row: Any) -> None:
        match row:
            case Attendance():
                self.learners |= _values(row, "learner_id")
                self.trainings |= _values(row, "training_id")
            case Learner():
                self.people |= _values(row, "person_id")
            case Training():
                self.courses |= _values(row, "course_id")
                self.moved |= _values(row, "course_id")
            case Course():
                self.courses.add(row.id)
            case Person():
                self.people.add(row.id)
            case OnlineResult():
                self.people |= _values(row, "person_id")

    def found(self, session: Session) -> tuple[list[int], list[int]]:
        """The ids of the people and of the courses whose lines are to be counted anew."""
        people, courses = set(self.people), set(self.courses)
        for ids in pieces(self.learners):
            people.update(session.scalars(select(Learner.person_id).where(Learner.id.in_(ids)).distinct()))
        for ids in pieces(self.moved):
            people.update(session.scalars(select(Learner.person_id).where(Learner.course_id.in_(ids)).distinct()))
        for ids in pieces(self.trainings):
            courses.update(session.scalars(select(Training.course_id).where(Training.id.in_(ids)).distinct()))
        return sorted(people), sorted(courses)


def _counts_at_once(row: Any) -> bool:
    """Whether a new row can add to a figure: five thousand people pasted from a list add to none."""
    match row:
        case Person():
            return row.vneid_confirmed_on is not None
        case Learner():
            return row.result is not None
        case Course():
            return False
    return True


def _changed(row: Any, name: str) -> bool:
    history = inspect(row).attrs[name].history
    return bool(history.added or history.deleted)


def _values(row: Any, name: str) -> set[int]:
    """What the column says, and what it said before."""
    before = inspect(row).attrs[name].history.deleted or ()
    return {value for value in (getattr(row, name), *before) if value}


def pieces(ids: Iterable[int]) -> list[list[int]]:
    """The ids in order, in pieces that one statement can hold."""
    ordered = sorted(ids)
    return [ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE)]
