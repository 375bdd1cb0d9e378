"""Measures of training about many subjects at once: one statement a measure, however many persons or hamlets.

Each says of every subject what the measure of one subject says, with the first records behind it; a test draws mixed
records and compares them. Tried and left: the counts by month, which know hamlets and groups but no single person.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Date, Integer, Select, and_, case, cast, func, literal, or_, select, union, union_all
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import Subquery

from app.db import db
from app.people.models import Collective, Person
from app.people.rules import Birth, told_apart
from app.places.models import Hamlet
from app.plans.rules import Figure, FigureRow, Many, Measure
from app.training.models import Attendance, Course, Instructor, Learner, OnlineResult, Training
from app.training.rules import CAME, Part, Result


def of_many(measure: Measure, asked: Many, most: int) -> dict[int, Figure]:
    """What a measure says of each of these subjects; of the records behind it only the first so many.

    Args: most, how many records each figure carries along; one of nothing is there too, with 0 and no record.
    """
    read = MEASURED[measure]
    found: dict[int, Figure] = {}
    for part in asked.parts():
        counted = read(part, most)
        noun, turn_noun = ("lớp", "buổi") if measure is Measure.COURSES_HELD else ("người", "lượt")
        none = Figure(0, 0, noun, turn_noun)
        found |= {one: counted.get(one, none) for one in part.ids}
    return found


# ---- the eight measures


def _courses_held(asked: Many, most: int) -> dict[int, Figure]:
    given = _given_by(asked)
    came = select(Attendance.id).where(Attendance.training_id == Training.id, Attendance.mark.in_(CAME)).exists()
    held = (
        select(
            given.c.subject,
            Course.id.label("course"),
            Course.title.label("title"),
            func.count(Training.id).label("turns"),
            func.min(Training.day).label("first"),
        )
        .join(Course, Course.id == given.c.course)
        .join(Training, Training.course_id == Course.id)
        .where(came, *_in(Training.day, asked, given.c.subject))
        .group_by(given.c.subject, Course.id, Course.title)
        .subquery()
    )
    ranked = select(held, *_ranked(held, held.c.first, held.c.course)).subquery()
    counts: dict[int, tuple[int, int]] = {}
    rows: dict[int, list[FigureRow]] = {}
    for row in db.session.execute(_first(ranked, most)):
        counts[row.subject] = (row.number, row.total)
        records = rows.setdefault(row.subject, [])
        if row.place <= most:
            records.append(FigureRow(row.title, "training.show", (("course_id", row.course),), row.turns))
    return {one: Figure(*numbers, "lớp", "buổi", tuple(rows[one])) for one, numbers in counts.items()}


def _people_trained(asked: Many, most: int) -> dict[int, Figure]:
    subject, chosen = _whom(asked)
    visits = (
        chosen.add_columns(Person.id.label("person"), func.count(Attendance.id).label("turns"))
        .join(Learner, Learner.person_id == Person.id)
        .join(Attendance, Attendance.learner_id == Learner.id)
        .join(Training, Training.id == Attendance.training_id)
        .where(Attendance.mark.in_(CAME), *_in(Training.day, asked, subject))
        .group_by(subject, Person.id)
    )
    return _people(visits.subquery(), most)


def _people_passed(asked: Many, most: int) -> dict[int, Figure]:
    return _people(_passed(asked).subquery(), most)


def _people_taught(asked: Many, most: int) -> dict[int, Figure]:
    given = _given_by(asked)
    visits = (
        select(given.c.subject, Learner.person_id.label("person"), func.count(Attendance.id).label("turns"))
        .join(Training, Training.course_id == given.c.course)
        .join(Attendance, Attendance.training_id == Training.id)
        .join(Learner, Learner.id == Attendance.learner_id)
        .where(Attendance.mark.in_(CAME), *_in(Training.day, asked, given.c.subject))
        .group_by(given.c.subject, Learner.person_id)
    )
    return _people(visits.subquery(), most)


def _taught_passed(asked: Many, most: int) -> dict[int, Figure]:
    given, ended = _given_by(asked), _ended(asked)
    results = (
        select(given.c.subject, Learner.person_id.label("person"), func.count(Learner.id).label("turns"))
        .join(Learner, Learner.course_id == given.c.course)
        .join(ended, ended.c.course == Learner.course_id)
        .where(Learner.result == Result.PASSED, *_in(ended.c.last, asked, given.c.subject))
        .group_by(given.c.subject, Learner.person_id)
    )
    return _people(results.subquery(), most)


def _online_completed(asked: Many, most: int) -> dict[int, Figure]:
    return _people(_online(asked).subquery(), most)


def _people_skilled(asked: Many, most: int) -> dict[int, Figure]:
    either = union_all(_passed(asked), _online(asked)).subquery()
    together = select(either.c.subject, either.c.person, _whole(func.sum(either.c.turns)).label("turns"))
    return _people(together.group_by(either.c.subject, either.c.person).subquery(), most)


def _vneid_confirmed(asked: Many, most: int) -> dict[int, Figure]:
    subject, chosen = _whom(asked)
    confirmed = chosen.add_columns(Person.id.label("person"), literal(1).label("turns"))
    return _people(confirmed.where(*_in(Person.vneid_confirmed_on, asked, subject)).subquery(), most)


MEASURED: Mapping[Measure, Callable[[Many, int], dict[int, Figure]]] = {
    Measure.COURSES_HELD: _courses_held,
    Measure.PEOPLE_TRAINED: _people_trained,
    Measure.PEOPLE_PASSED: _people_passed,
    Measure.PEOPLE_TAUGHT: _people_taught,
    Measure.TAUGHT_PASSED: _taught_passed,
    Measure.ONLINE_COMPLETED: _online_completed,
    Measure.PEOPLE_SKILLED: _people_skilled,
    Measure.VNEID_CONFIRMED: _vneid_confirmed,
}


# ---- what they are put together from: rows of a subject, a person and how often


def _passed(asked: Many) -> Select[Any]:
    """A result belongs to the day of the last meeting, as in the measure of one subject."""
    ended = _ended(asked)
    subject, chosen = _whom(asked)
    return (
        chosen.add_columns(Person.id.label("person"), func.count(Learner.id).label("turns"))
        .join(Learner, Learner.person_id == Person.id)
        .join(ended, ended.c.course == Learner.course_id)
        .where(Learner.result == Result.PASSED, *_in(ended.c.last, asked, subject))
        .group_by(subject, Person.id)
    )


def _online(asked: Many) -> Select[Any]:
    subject, chosen = _whom(asked)
    return (
        chosen.add_columns(Person.id.label("person"), func.count(OnlineResult.id).label("turns"))
        .join(OnlineResult, OnlineResult.person_id == Person.id)
        .where(*_in(OnlineResult.completed_on, asked, subject))
        .group_by(subject, Person.id)
    )


def _ended(asked: Many) -> Subquery:
    """The classes whose last meeting lies in the period, with its day."""
    last = func.max(Training.day)
    chosen = select(Training.course_id.label("course"), last.label("last")).group_by(Training.course_id)
    return chosen.having(and_(last >= asked.period.start, last < asked.period.end)).subquery()


def _in(day: Any, asked: Many, subject: Any) -> list[ColumnElement[bool]]:
    """Days of the period; from their own first day on for those whose merit begins later."""
    start: Any = literal(asked.period.start, Date)
    if asked.later:
        start = case(
            *((subject == one, literal(max(own, asked.period.start), Date)) for one, own in asked.later.items()),
            else_=start,
        )
    return [day >= start, day < asked.period.end]


def _whom(asked: Many) -> tuple[ColumnElement[int], Select[Any]]:
    """The persons a figure is about: the column of the subject, and a statement over Person that has it."""
    if asked.kind == "collective":
        chosen: Select[Any] = select(Collective.id.label("subject")).join(Person, _of_collective())
        return _column(Collective.id), chosen.where(Collective.id.in_(asked.ids))
    columns = {"person": Person.id, "household": Person.household_id, "hamlet": Person.hamlet_id}
    column = _column(columns[asked.kind])
    return column, select(column.label("subject")).select_from(Person).where(column.in_(asked.ids))


def _column(column: Any) -> ColumnElement[int]:
    found: ColumnElement[int] = column
    return found


def _of_collective() -> ColumnElement[bool]:
    """The people of a collective: those of its unit, or of its hamlet when it belongs to no unit."""
    of_hamlet = and_(Collective.unit_id.is_(None), Person.hamlet_id == Collective.hamlet_id)
    return or_(Person.unit_id == Collective.unit_id, of_hamlet)


def _given_by(asked: Many) -> Subquery:
    """Each subject with the classes that are its merit: it taught them, or they were held there."""
    if asked.kind == "hamlet":
        chosen: Any = select(Course.hamlet_id.label("subject"), Course.id.label("course"))
        return chosen.where(Course.hamlet_id.in_(asked.ids)).subquery()
    lead = Instructor.part == Part.LEAD
    if asked.kind == "person":
        chosen = select(Instructor.person_id.label("subject"), Instructor.course_id.label("course"))
        return chosen.where(lead, Instructor.person_id.in_(asked.ids)).distinct().subquery()
    if asked.kind == "household":
        chosen = select(Person.household_id.label("subject"), Instructor.course_id.label("course"))
        chosen = chosen.join(Instructor, Instructor.person_id == Person.id)
        return chosen.where(lead, Person.household_id.in_(asked.ids)).distinct().subquery()
    taught = select(Collective.id.label("subject"), Instructor.course_id.label("course"))
    taught = taught.join(Person, _of_collective()).join(Instructor, Instructor.person_id == Person.id)
    there = select(Collective.id.label("subject"), Course.id.label("course"))
    there = there.join(Course, Course.hamlet_id == Collective.hamlet_id)
    ours = Collective.id.in_(asked.ids)
    return union(taught.where(lead, ours), there.where(ours)).subquery()


# ---- counted and cut off in the same statement


def _people(found: Subquery, most: int) -> dict[int, Figure]:
    """Each person once, told apart by year and hamlet, the first of each subject by name."""
    told = (
        select(
            found.c.subject,
            found.c.person,
            found.c.turns,
            Person.name.label("name"),
            Person.born_on.label("born_on"),
            Person.birth_year.label("birth_year"),
            Hamlet.name.label("hamlet"),
            *_ranked(found, Person.name_key, Person.id),
        )
        .join(Person, Person.id == found.c.person)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .subquery()
    )
    counts: dict[int, tuple[int, int]] = {}
    rows: dict[int, list[FigureRow]] = {}
    for row in db.session.execute(_first(told, most)):
        counts[row.subject] = (row.number, row.total)
        records = rows.setdefault(row.subject, [])
        if row.place <= most:
            label = told_apart(row.name, Birth(row.born_on, row.birth_year), row.hamlet)
            records.append(FigureRow(label, "people.show", (("person_id", row.person),), row.turns))
    return {one: Figure(*numbers, "người", "lượt", tuple(rows[one])) for one, numbers in counts.items()}


def _ranked(found: Subquery, *order: Any) -> tuple[Any, ...]:
    """How many records a subject has, their turns together, and the place of each among them."""
    subject = found.c.subject
    return (
        func.count().over(partition_by=subject).label("number"),
        _whole(func.sum(found.c.turns).over(partition_by=subject)).label("total"),
        func.row_number().over(partition_by=subject, order_by=order).label("place"),
    )


def _whole(column: Any) -> ColumnElement[int]:
    """A sum as a whole number: of whole numbers PostgreSQL makes a decimal one."""
    return cast(column, Integer)


def _first(ranked: Subquery, most: int) -> Select[Any]:
    """The first records of each subject in order; at least one of each, for its numbers."""
    return select(ranked).where(ranked.c.place <= max(1, most)).order_by(ranked.c.subject, ranked.c.place)
