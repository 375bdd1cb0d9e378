"""The lines of the counts added up from the rows themselves: what the kept ones must equal.

A result belongs to the month of the last training of its class, as measures.people_passed counts it; a class to the
months of those of its trainings to which somebody came.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Integer, Select, and_, cast, extract, func, select
from sqlalchemy.orm import Session

from app.people.models import Person
from app.training.models.tables import Attendance, Course, Learner, OnlineResult, Training
from app.training.rules import CAME, Result, Way
from app.training.rules.counting import OF_ONLINE, OF_RESULT, OF_WAY, Kept, Line, LineKey, newcomers

Turns = Counter[LineKey]
# Ids one by one, or the statement that finds them.
Ids = Sequence[int] | Select[int]
# Whose row a subject is, its hamlet and its group; 0 and empty for none.
Places = dict[int, tuple[int, int, str]]


def lines_of_people(session: Session, people: Ids) -> dict[LineKey, Line]:
    """What each of these people adds to each figure in each month."""
    turns: Turns = Counter()
    for person_id, year, month, visits in session.execute(_visits(people)):
        if visits:
            turns[LineKey(Kept.PEOPLE_TRAINED, person_id, year, month)] += visits
    for person_id, way, last in session.execute(_results(people)):
        if last:
            _add(turns, [*OF_RESULT, *([OF_WAY[Way(way)]] if way else [])], person_id, last)
    online = select(OnlineResult.person_id, OnlineResult.completed_on).where(OnlineResult.person_id.in_(people))
    for person_id, day in session.execute(online):
        _add(turns, OF_ONLINE, person_id, day)
    columns = (Person.id, Person.owner_id, Person.hamlet_id, Person.target_group, Person.vneid_confirmed_on)
    places: Places = {}
    rows = session.execute(select(*columns).where(Person.id.in_(people)))
    for person_id, owner_id, hamlet_id, group, confirmed_on in rows:
        places[person_id] = owner_id, hamlet_id or 0, group or ""
        if confirmed_on:
            _add(turns, [Kept.VNEID_CONFIRMED], person_id, confirmed_on)
    return _lines(turns, places)


def lines_of_courses(session: Session, courses: Ids) -> dict[LineKey, Line]:
    """How many trainings each of these courses held in each month."""
    turns: Turns = Counter()
    came = select(Attendance.id).where(Attendance.training_id == Training.id, Attendance.mark.in_(CAME)).exists()
    held = select(Training.course_id, Training.day).where(Training.course_id.in_(courses), came)
    for course_id, day in session.execute(held):
        _add(turns, [Kept.COURSES_HELD], course_id, day)
    columns = (Course.id, Course.owner_id, Course.hamlet_id, Course.target_group)
    rows = session.execute(select(*columns).where(Course.id.in_(courses)))
    return _lines(turns, {row_id: (owner_id, hamlet or 0, group or "") for row_id, owner_id, hamlet, group in rows})


def _add(turns: Turns, figures: Iterable[Kept], subject_id: int, day: date) -> None:
    for figure in figures:
        turns[LineKey(figure, subject_id, day.year, day.month)] += 1


def _lines(turns: Turns, places: Places) -> dict[LineKey, Line]:
    new = newcomers(turns)
    return {key: Line(*places[key.subject_id], number, key in new) for key, number in turns.items()}


def _visits(people: Ids) -> Select[int, int, int, int]:
    """Added up by the database: a commune has a hundred times more visits than people.

    From the learners outwards, each with all marks they have or none: told to join freely, SQLite, which knows nothing
    of how many rows an owner has, went through every mark of the commune for one class.
    """
    year = cast(extract("year", Training.day), Integer)
    month = cast(extract("month", Training.day), Integer)
    return (
        select(Learner.person_id, year, month, func.count(Attendance.id))
        .outerjoin(Attendance, and_(Attendance.learner_id == Learner.id, Attendance.mark.in_(CAME)))
        .outerjoin(Training, Training.id == Attendance.training_id)
        .where(Learner.person_id.in_(people))
        .group_by(Learner.person_id, year, month)
    )


def _results(people: Ids) -> Select[int, str | None, date | None]:
    last = select(func.max(Training.day)).where(Training.course_id == Learner.course_id).scalar_subquery()
    chosen = select(Learner.person_id, Learner.way, last)
    return chosen.where(Learner.person_id.in_(people), Learner.result == Result.PASSED)
