"""Reads of what lists of a class are held against: who is on it, and what stands on its roll."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from app.db import db
from app.people.models import Person
from app.people.rules import Birth
from app.people.rules.incoming import sex_said
from app.places.models import Hamlet
from app.training.models import Attendance, Course, Learner
from app.training.rules.incoming_marks import OnRoll, Roll, Session


def people_on(course_id: int) -> set[int]:
    """The ids of the people on the list of a class."""
    return set(db.session.scalars(select(Learner.person_id).where(Learner.course_id == course_id)))


def participants_told(course_id: int) -> Iterable[Mapping[str, str | int | date | None]]:
    """The people of a class as lines of the exchange file, in the order of its sheet: tên, đệm, họ.

    Trainers take this file away, so it tells who somebody is and no telephone number.
    """
    chosen = (
        select(Person.id, Person.name, Person.born_on, Person.birth_year, Person.sex, Hamlet.name)
        .join(Learner, Learner.person_id == Person.id)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .where(Learner.course_id == course_id)
        .order_by(Person.name_key, Learner.id)
    )
    for person_id, name, born_on, year, sex, hamlet in db.session.execute(chosen):
        birth, gender = born_on or year, sex_said(sex)
        yield {"full_name": name, "birth": birth, "gender": gender, "hamlet": hamlet or "", "record": person_id}


def roll_of(course: Course, today: date) -> Roll:
    """The whole roll of a class: its meetings in their order, its people, and what each cell says; three statements."""
    sessions = tuple(Session(one.id, place, one.day) for place, one in enumerate(course.trainings, start=1))
    chosen = (
        select(Learner.id, Person.name, Person.born_on, Person.birth_year, Hamlet.name)
        .join(Person, Person.id == Learner.person_id)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .where(Learner.course_id == course.id)
        .order_by(Person.name_key, Learner.id)
    )
    marks = select(Attendance.training_id, Attendance.learner_id, Attendance.mark)
    marks = marks.join(Learner, Learner.id == Attendance.learner_id).where(Learner.course_id == course.id)
    learners = tuple(
        OnRoll(learner_id, name, Birth(born_on, None if born_on else year), hamlet or "")
        for learner_id, name, born_on, year, hamlet in db.session.execute(chosen)
    )
    stored = {(training_id, learner_id): mark for training_id, learner_id, mark in db.session.execute(marks)}
    return Roll(today, sessions, learners, stored)
