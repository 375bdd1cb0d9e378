"""The trainings of a week or a month as the calendar shows them, in a number of statements that does not grow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app import text
from app.db import db
from app.papers import queries as papers
from app.training import queries
from app.training.models import Attendance, Course, CourseHamlet, Instructor, Learner, Training
from app.training.rules import Part

SHEET = "attendance_sheet"


@dataclass(frozen=True)
class Entry:
    """One training in the calendar: its class, how many are on the list, how many have a mark, is its sheet made."""

    training: Training
    learners: int
    marked: int
    has_sheet: bool

    @property
    def course(self) -> Course:
        """The class it belongs to."""
        return self.training.course

    @property
    def leads(self) -> list[str]:
        """Who teaches."""
        return [one.name for one in self.course.leads]

    @property
    def supporters(self) -> list[str]:
        """Who supports in the hall."""
        return [one.name for one in self.course.instructors if one.part == Part.SUPPORT]


def entries(first: date, last: date, hamlet_id: int | None = None, who: str = "") -> list[Entry]:
    """The trainings from one day to another, both counted, of the classes one may see, in the order of time.

    Args: hamlet_id, held there or meant for its people; who, the name of someone who teaches or supports.
    """
    found = [
        one for one in db.session.scalars(_held(first, last, hamlet_id)) if not who or text.fold(who) in _names(one)
    ]
    ids = [one.id for one in found]
    learners, marked = _learners({one.course_id for one in found}), _marked(ids)
    sheets = papers.of_many("training", ids)
    return [
        Entry(
            one,
            learners.get(one.course_id, 0),
            marked.get(one.id, 0),
            any(paper.kind == SHEET for paper in sheets[one.id]),
        )
        for one in found
    ]


def instructors(first: date, last: date) -> list[str]:
    """The names of those who teach or support in this time, of the classes one may see, by tên, đệm, họ."""
    held = _seen(first, last, select(Training.course_id).join(Training.course))
    chosen = select(Instructor.name).distinct().where(Instructor.course_id.in_(held))
    names = {text.fold(name): name for name in db.session.scalars(chosen)}
    return sorted(names.values(), key=text.name_key)


def _held(first: date, last: date, hamlet_id: int | None) -> Select[Training]:
    course = contains_eager(Training.course)
    chosen = _seen(first, last, select(Training).join(Training.course)).options(
        course.options(joinedload(Course.hamlet), selectinload(Course.instructors))
    )
    if hamlet_id is not None:
        meant = select(CourseHamlet.id).where(CourseHamlet.course_id == Course.id, CourseHamlet.hamlet_id == hamlet_id)
        chosen = chosen.where(or_(Course.hamlet_id == hamlet_id, meant.exists()))
    return chosen.order_by(Training.day, Training.starts, Training.ends, Training.id)


def _seen(first: date, last: date, chosen: Select[Any]) -> Select[Any]:
    """Narrow to trainings of these days and to the classes one may see."""
    chosen = chosen.where(Training.day.between(first, last))
    own = queries.only_own()
    return chosen if own is None else chosen.where(queries.trained_by(own))


def _names(training: Training) -> set[str]:
    return {text.fold(one.name) for one in training.course.instructors}


def _learners(course_ids: Collection[int]) -> dict[int, int]:
    if not course_ids:
        return {}
    chosen = select(Learner.course_id, func.count(Learner.id)).where(Learner.course_id.in_(course_ids))
    return {course_id: count for course_id, count in db.session.execute(chosen.group_by(Learner.course_id))}


def _marked(ids: Sequence[int]) -> dict[int, int]:
    if not ids:
        return {}
    chosen = select(Attendance.training_id, func.count(Attendance.id)).where(Attendance.training_id.in_(ids))
    return {training_id: count for training_id, count in db.session.execute(chosen.group_by(Attendance.training_id))}
