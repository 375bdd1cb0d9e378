"""What the books of training and the confirmations on VNeID say of each person, for the promises that ask for it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, and_, func, select
from sqlalchemy.sql.elements import ColumnElement

from app import text
from app.db import db
from app.people.models import Person
from app.plans import deeds
from app.plans.deeds import Record
from app.plans.rules import Deed, FigureRow, Period
from app.training.models import Attendance, Course, Instructor, Learner, Training
from app.training.rules import CAME, Part, Result


@deeds.counted(Deed.TRAININGS_ATTENDED)
def trainings_attended(period: Period) -> Select[int, int]:
    """To how many trainings of the period each person came, in time or late."""
    return _came(select(Learner.person_id, func.count(Attendance.id)), period).group_by(Learner.person_id)


@deeds.told(Deed.TRAININGS_ATTENDED)
def trainings_told(period: Period, person_ids: Sequence[int]) -> list[Record]:
    """Each training to which one of these persons came."""
    chosen = _came(select(Learner.person_id, Training.day, Course.title, Training.id), period)
    chosen = chosen.join(Course, Course.id == Training.course_id).where(Learner.person_id.in_(person_ids))
    return [
        Record(person_id, day, FigureRow(title, "training.show_training", (("training_id", training_id),)))
        for person_id, day, title, training_id in db.session.execute(chosen.order_by(Training.day, Training.id))
    ]


@deeds.counted(Deed.COURSES_PASSED)
def courses_passed(period: Period) -> Select[int, int]:
    """In how many classes that ended in the period each person was given "đạt"."""
    chosen = select(Learner.person_id, func.count(Learner.id)).where(*_passed(period))
    return chosen.group_by(Learner.person_id)


@deeds.told(Deed.COURSES_PASSED)
def passes_told(period: Period, person_ids: Sequence[int]) -> list[Record]:
    """Each class in which one of these persons was given "đạt", with its last day."""
    chosen = (
        select(Learner.person_id, func.max(Training.day), Course.title, Course.id)
        .join(Course, Course.id == Learner.course_id)
        .join(Training, Training.course_id == Course.id)
        .where(*_passed(period), Learner.person_id.in_(person_ids))
        .group_by(Learner.id, Course.id)
    )
    return _of_courses(chosen)


@deeds.counted(Deed.COURSES_TAUGHT)
def courses_taught(period: Period) -> Select[int, int]:
    """How many classes with a meeting in the period each person taught; a meeting to which nobody came is none."""
    chosen = select(Instructor.person_id, func.count(Course.id.distinct()))
    return _taught(chosen, period).group_by(Instructor.person_id)


@deeds.told(Deed.COURSES_TAUGHT)
def courses_told(period: Period, person_ids: Sequence[int]) -> list[Record]:
    """Each class that one of these persons taught, with its last day in the period."""
    chosen = _taught(select(Instructor.person_id, func.max(Training.day), Course.title, Course.id), period)
    return _of_courses(chosen.where(Instructor.person_id.in_(person_ids)).group_by(Instructor.person_id, Course.id))


@deeds.counted(Deed.PEOPLE_TAUGHT)
def people_taught(period: Period) -> Select[int, int]:
    """How many different persons came to the classes that each person taught in the period."""
    chosen = select(Instructor.person_id, func.count(Learner.person_id.distinct()))
    return _taught(chosen, period).group_by(Instructor.person_id)


# The people taught are shown by their classes: a promise "hướng dẫn 20 người" is looked at class by class.
deeds.told(Deed.PEOPLE_TAUGHT)(courses_told)


@deeds.counted(Deed.VNEID_CONFIRMED)
def vneid_confirmed(period: Period) -> Select[int, int]:
    """Who has a confirmation on VNeID entered with a day in the period; never computed by us."""
    return select(Person.id, func.count(Person.id)).where(*_confirmed(period)).group_by(Person.id)


@deeds.told(Deed.VNEID_CONFIRMED)
def confirmations_told(period: Period, person_ids: Sequence[int]) -> list[Record]:
    """The person itself, with the day of the confirmation."""
    chosen = select(Person.id, Person.vneid_confirmed_on, Person.name)
    chosen = chosen.where(*_confirmed(period), Person.id.in_(person_ids))
    return [
        Record(person_id, day, FigureRow(name, "people.show", (("person_id", person_id),)))
        for person_id, day, name in db.session.execute(chosen.order_by(Person.vneid_confirmed_on, Person.id))
        if day
    ]


def _came(chosen: Select, period: Period) -> Select:
    """Learners with the trainings of the period to which they came."""
    return (
        chosen.select_from(Attendance)
        .join(Learner, Learner.id == Attendance.learner_id)
        .join(Training, Training.id == Attendance.training_id)
        .where(Attendance.mark.in_(CAME), *_in(period))
    )


def _taught(chosen: Select, period: Period) -> Select:
    """The classes that someone of the commune taught with everyone who came to them in the period."""
    came = _came(chosen, period).join(Course, Course.id == Training.course_id)
    came = came.join(Instructor, Instructor.course_id == Course.id)
    return came.where(Instructor.part == Part.LEAD, Instructor.person_id.is_not(None))


def _in(period: Period) -> tuple[ColumnElement[bool], ...]:
    return Training.day >= period.start, Training.day < period.end


def _passed(period: Period) -> tuple[ColumnElement[bool], ...]:
    """As measures.people_passed counts: a result belongs to the day of the last meeting of the class."""
    last = func.max(Training.day)
    ended = select(Training.course_id).group_by(Training.course_id)
    ended = ended.having(and_(last >= period.start, last < period.end))
    return Learner.result == Result.PASSED, Learner.course_id.in_(ended)


def _confirmed(period: Period) -> tuple[ColumnElement[bool], ...]:
    return Person.vneid_confirmed_on >= period.start, Person.vneid_confirmed_on < period.end


def _of_courses(chosen: Select[int, date, str, int]) -> list[Record]:
    found = [
        Record(person_id, day, FigureRow(title, "training.show", (("course_id", course_id),)))
        for person_id, day, title, course_id in db.session.execute(chosen)
    ]
    return sorted(found, key=lambda one: (one.day, text.fold(one.row.label), one.person_id))
