"""Measures of training about one subject, a hamlet, a group or the whole commune, with every record behind them."""

from collections import Counter

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.elements import ColumnElement

from app.db import db
from app.people.models import Collective, Person
from app.people.rules import Birth, told_apart
from app.places.models import Hamlet
from app.plans.rules import About, Figure, FigureRow, Period
from app.training.models import Attendance, Course, Instructor, Learner, OnlineResult, Training
from app.training.rules import CAME, Part, Result


def courses_held(about: About, period: Period) -> Figure:
    """How many classes were held in the period, and in how many meetings; a meeting to which nobody came is none.

    For a person: the classes they taught; for a hamlet, a group or a collective: the classes held there or for it.
    """
    came = select(Attendance.id).where(Attendance.training_id == Training.id, Attendance.mark.in_(CAME)).exists()
    chosen = (
        select(Training)
        .join(Course, Course.id == Training.course_id)
        .options(joinedload(Training.course))
        .where(came, *_in(period), *_given_by(about))
    )
    held = list(db.session.scalars(chosen.order_by(Training.day, Training.course_id, Training.id)))
    courses = {training.course_id: training.course for training in held}
    meetings = Counter(training.course_id for training in held)
    rows = tuple(
        FigureRow(course.title, "training.show", (("course_id", course_id),), meetings[course_id])
        for course_id, course in courses.items()
    )
    return Figure(len(courses), len(held), "lớp", "buổi", rows)


def people_trained(about: About, period: Period) -> Figure:
    """How many different persons came to a class in the period, and how many visits that were."""
    return _people(_visits(period).where(*_whom(about)))


def people_passed(about: About, period: Period) -> Figure:
    """How many different persons were given "đạt" in a class that ended in the period, and how many results."""
    return _people(_results(period).where(*_whom(about)))


def people_taught(about: About, period: Period) -> Figure:
    """How many different persons came to the classes that this person taught, or this hamlet held; and visits."""
    return _people(_visits(period).where(*_given_by(about)))


def taught_passed(about: About, period: Period) -> Figure:
    """How many different persons were given "đạt" in the classes that this person taught, or this hamlet held."""
    return _people(_results(period).where(*_given_by(about)))


def online_completed(about: About, period: Period) -> Figure:
    """How many different persons have a course of a national platform entered as completed in the period, and how many
    courses that were; entered or imported from the platform's list, never computed by us.
    """
    chosen = select(Person.id, func.count(OnlineResult.id)).join(OnlineResult, OnlineResult.person_id == Person.id)
    return _people(chosen.where(*_completed(period), *_whom(about)))


def people_skilled(about: About, period: Period) -> Figure:
    """How many different persons passed a class of the commune, or completed a course online, in the period.

    Who did both is one person; the turns are the results and the courses together.
    """
    passed = select(func.count(Learner.id)).where(Learner.person_id == Person.id, *_passed(period)).scalar_subquery()
    online = select(func.count(OnlineResult.id)).where(OnlineResult.person_id == Person.id, *_completed(period))
    either = or_(
        Person.id.in_(select(Learner.person_id).where(*_passed(period))),
        Person.id.in_(select(OnlineResult.person_id).where(*_completed(period))),
    )
    return _people(select(Person.id, passed + online.scalar_subquery()).where(either, *_whom(about)))


def vneid_confirmed(about: About, period: Period) -> Figure:
    """How many persons have a confirmation on VNeID entered with a day in the period; never computed by us."""
    chosen = select(Person.id, func.count(Person.id)).where(
        Person.vneid_confirmed_on >= period.start, Person.vneid_confirmed_on < period.end
    )
    return _people(chosen.where(*_whom(about)))


def _in(period: Period) -> list[ColumnElement[bool]]:
    return [Training.day >= period.start, Training.day < period.end]


def _visits(period: Period) -> Select[int, int]:
    """Each person who came, with how often."""
    return (
        select(Person.id, func.count(Attendance.id))
        .join(Learner, Learner.person_id == Person.id)
        .join(Attendance, Attendance.learner_id == Learner.id)
        .join(Training, Training.id == Attendance.training_id)
        .join(Course, Course.id == Training.course_id)
        .where(Attendance.mark.in_(CAME), *_in(period))
    )


def _results(period: Period) -> Select[int, int]:
    """Each person given "đạt", with how often.

    A result belongs to the day of the last meeting: counted by any meeting, a class over New Year's Eve
    would count in both years.
    """
    return (
        select(Person.id, func.count(Learner.id))
        .join(Learner, Learner.person_id == Person.id)
        .join(Course, Course.id == Learner.course_id)
        .where(*_passed(period))
    )


def _passed(period: Period) -> list[ColumnElement[bool]]:
    last = func.max(Training.day)
    ended = select(Training.course_id).group_by(Training.course_id)
    ended = ended.having(and_(last >= period.start, last < period.end))
    return [Learner.result == Result.PASSED, Learner.course_id.in_(ended)]


def _completed(period: Period) -> list[ColumnElement[bool]]:
    return [OnlineResult.completed_on >= period.start, OnlineResult.completed_on < period.end]


def _people(chosen: Select[int, int]) -> Figure:
    """Each person once, told apart by year and hamlet; columns, since the rows of a whole commune are many."""
    told = chosen.add_columns(Person.name, Person.born_on, Person.birth_year, Hamlet.name)
    told = told.outerjoin(Person.hamlet).group_by(Person.id, Hamlet.id).order_by(Person.name_key, Person.id)
    rows = tuple(
        FigureRow(told_apart(name, Birth(born_on, year), hamlet), "people.show", (("person_id", person_id),), turns)
        for person_id, turns, name, born_on, year, hamlet in db.session.execute(told)
    )
    return Figure(len(rows), sum(row.turns for row in rows), "người", "lượt", rows)


def _whom(about: About) -> list[ColumnElement[bool]]:
    """The persons a figure is about: those who came, passed or were confirmed."""
    found: list[ColumnElement[bool]] = []
    if about.person_id:
        found.append(Person.id == about.person_id)
    if about.household_id:
        found.append(Person.household_id == about.household_id)
    if about.collective_id:
        found.append(_of_collective(about.collective_id))
    if about.hamlet_id:
        found.append(Person.hamlet_id == about.hamlet_id)
    if about.target_group:
        found.append(Person.target_group == about.target_group)
    return found


def _of_collective(collective_id: int) -> ColumnElement[bool]:
    """The people of a collective: those of its unit, or of its hamlet when it belongs to no unit."""
    unit = select(Collective.unit_id).where(Collective.id == collective_id)
    hamlet = select(Collective.hamlet_id).where(Collective.id == collective_id, Collective.unit_id.is_(None))
    return or_(Person.unit_id.in_(unit), Person.hamlet_id.in_(hamlet))


def _given_by(about: About) -> list[ColumnElement[bool]]:
    """Whose merit a class is: who taught it, the hamlet or collective where it was held, the group it was for."""
    found: list[ColumnElement[bool]] = []
    if about.person_id:
        found.append(_taught_by(Instructor.person_id == about.person_id))
    if about.household_id:
        family = select(Person.id).where(Person.household_id == about.household_id)
        found.append(_taught_by(Instructor.person_id.in_(family)))
    if about.collective_id:
        taught = _taught_by(Instructor.person_id.in_(select(Person.id).where(_of_collective(about.collective_id))))
        there = select(Collective.hamlet_id).where(Collective.id == about.collective_id)
        found.append(or_(taught, Course.hamlet_id.in_(there)))
    if about.hamlet_id:
        found.append(Course.hamlet_id == about.hamlet_id)
    if about.target_group:
        found.append(Course.target_group == about.target_group)
    return found


def _taught_by(who: ColumnElement[bool]) -> ColumnElement[bool]:
    """The classes that someone taught; who only supported them in the hall did not."""
    return select(Instructor.id).where(Instructor.course_id == Course.id, Instructor.part == Part.LEAD, who).exists()
