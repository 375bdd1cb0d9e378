"""Reads of training; a record of another commune is not there (404), and a trainer sees only their own courses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.elements import ColumnElement
from werkzeug.exceptions import NotFound

from app import law
from app.access import GRANTS, Can, Role
from app.db import db
from app.papers import queries as papers
from app.papers.models import Paper
from app.people import queries as people
from app.people.models import Person
from app.places import queries as places
from app.places.queries import RuleValue
from app.refusals import Refusal
from app.tenancy import actor_of
from app.training.models import Attendance, Course, Instructor, Learner, Training
from app.training.queries import months as months  # oversight reads the counts by this name
from app.training.queries import told as told  # commendations reads what a report tells by this name
from app.training.rules import CAME, Result, Visit, completion_faults

JOB = "make-completions"
PAGE = 50
SHEET = 5_000


def get(course_id: int) -> Course:
    """The course with this id; a 404 when it is not in the scope or another trainer's."""
    options = [joinedload(Course.plan), joinedload(Course.hamlet), selectinload(Course.instructors)]
    return _found(db.session.get(Course, course_id, options=options))


def training(training_id: int) -> Training:
    """The training with this id; a 404 like its course."""
    found = db.session.get(Training, training_id)
    if found is None:
        raise NotFound
    get(found.course_id)
    return found


def learner_of(course: Course, learner_id: int) -> Learner:
    """The learner of this course with this id; a 404 for any other."""
    found = db.session.get(Learner, learner_id)
    if found is None or found.course_id != course.id:
        raise NotFound
    return found


def _found(course: Course | None) -> Course:
    own = only_own()
    if course is None or (own is not None and own not in [one.user_id for one in course.instructors]):
        raise NotFound
    return course


def only_own() -> int | None:
    """The user whose courses alone may be seen: a trainer without a second role that reads all courses."""
    actor = actor_of(db.session())
    others = actor.roles - {Role.TRAINER}
    reads_all = any(Can.TRAINING_READ in GRANTS[Role(role)] for role in others)
    return actor.id if Role.TRAINER in actor.roles and not reads_all else None


def hold(course: Course) -> None:
    """Let nobody else write the marks of this course until this transaction ends; SQLite has one writer anyway."""
    db.session.execute(select(Course.id).where(Course.id == course.id).with_for_update())


def courses() -> list[Course]:
    """The courses one may see, the newest first, with their trainings."""
    return list(db.session.scalars(_courses()))


def _courses() -> Select[Course]:
    own = only_own()
    seen_too = (joinedload(Course.hamlet), selectinload(Course.instructors), selectinload(Course.trainings))
    chosen = select(Course).options(*seen_too).order_by(Course.id.desc())
    return chosen if own is None else chosen.where(trained_by(own))


def trained_by(user_id: int) -> ColumnElement[bool]:
    """The courses on which this account stands."""
    return select(Instructor.id).where(Instructor.course_id == Course.id, Instructor.user_id == user_id).exists()


@dataclass(frozen=True)
class Counts:
    """What a course comes to: learners on the list, those who came at least once, their visits, those who passed."""

    learners: int = 0
    people: int = 0
    turns: int = 0
    passed: int = 0


def counts(course_ids: Iterable[int]) -> dict[int, Counts]:
    """The counts of each of these courses; a person is on a course once, so here people are learners who came."""
    ids = list(course_ids)
    passed_there = func.count(Learner.id).filter(Learner.result == Result.PASSED)
    learners = (
        select(Learner.course_id, func.count(Learner.id), passed_there)
        .where(Learner.course_id.in_(ids))
        .group_by(Learner.course_id)
    )
    visits = (
        select(Training.course_id, func.count(Attendance.learner_id.distinct()), func.count(Attendance.id))
        .join(Training, Training.id == Attendance.training_id)
        .where(Training.course_id.in_(ids), Attendance.mark.in_(CAME))
        .group_by(Training.course_id)
    )
    listed_there = {course_id: (count, passed) for course_id, count, passed in db.session.execute(learners)}
    came = {course_id: (people, turns) for course_id, people, turns in db.session.execute(visits)}
    found = {}
    for course_id in ids:
        on_list, passed = listed_there.get(course_id, (0, 0))
        people, turns = came.get(course_id, (0, 0))
        found[course_id] = Counts(on_list, people, turns, passed)
    return found


def trainings(course_id: int) -> list[Training]:
    """The trainings of a course in the order of their days; their ordinals count from 1."""
    chosen = select(Training).where(Training.course_id == course_id)
    return list(db.session.scalars(chosen.order_by(Training.day, Training.starts, Training.id)))


def ordinal(training: Training) -> tuple[int, int]:
    """Which meeting of its course this is, and of how many: (2, 3)."""
    ids = [other.id for other in trainings(training.course_id)]
    return ids.index(training.id) + 1, len(ids)


def learners(course_id: int) -> list[Learner]:
    """The learners of a course in the order of the sheet: by tên, đệm, họ."""
    chosen = (
        select(Learner)
        .join(Person, Person.id == Learner.person_id)
        .where(Learner.course_id == course_id)
        .options(joinedload(Learner.person).options(joinedload(Person.hamlet), joinedload(Person.unit)))
        .order_by(Person.name_key, Learner.id)
    )
    return list(db.session.scalars(chosen))


def marks(course_id: int) -> dict[tuple[int, int], str]:
    """The marks of a course: by training and learner."""
    chosen = select(Attendance.training_id, Attendance.learner_id, Attendance.mark)
    chosen = chosen.join(Training, Training.id == Attendance.training_id).where(Training.course_id == course_id)
    return {(training_id, learner_id): mark for training_id, learner_id, mark in db.session.execute(chosen)}


@dataclass(frozen=True)
class Unmarked:
    """A training held up to now, and how many learners of its course have no mark there."""

    training: Training
    left: int


def lacks_marks() -> ColumnElement[bool]:
    """The trainings at which a learner of the course has no mark.

    Both are counted along an index; to look for each learner's mark at each training took five times as long.
    """
    return _marks_there() < _listed_there()


def _marks_there() -> Any:
    chosen = select(func.count(Attendance.id)).where(Attendance.training_id == Training.id)
    return chosen.correlate(Training).scalar_subquery()


def _listed_there() -> Any:
    chosen = select(func.count(Learner.id)).where(Learner.course_id == Training.course_id)
    return chosen.correlate(Training).scalar_subquery()


def unmarked(day: date, since: date | None = None, limit: int | None = None) -> list[Unmarked]:
    """The trainings up to this day of courses one may see where a learner still has no mark, oldest first.

    Args: since, the first day that is looked at; limit, how many at most.
    """
    own = only_own()
    chosen = (
        select(Training, _listed_there() - _marks_there())
        .join(Course, Course.id == Training.course_id)
        .options(contains_eager(Training.course))
        .where(Training.day <= day, lacks_marks())
        .order_by(Training.day, Training.id)
        .limit(limit)
    )
    if since is not None:
        chosen = chosen.where(Training.day >= since)
    if own is not None:
        chosen = chosen.where(trained_by(own))
    return [Unmarked(training, left) for training, left in db.session.execute(chosen)]


def without_sheet(first: date, last: date, limit: int) -> list[Training]:
    """The trainings on these days, both included, for which no attendance sheet was made, the nearest first."""
    own = only_own()
    made = select(Paper.id).where(
        Paper.kind == "attendance_sheet", Paper.subject_table == "training", Paper.subject_id == Training.id
    )
    chosen = (
        select(Training)
        .join(Course, Course.id == Training.course_id)
        .options(contains_eager(Training.course))
        .where(Training.day >= first, Training.day <= last, ~made.exists())
        .order_by(Training.day, Training.starts, Training.id)
        .limit(limit)
    )
    return list(db.session.scalars(chosen if own is None else chosen.where(trained_by(own))))


def on_course(course_id: int, person_id: int) -> Learner | None:
    """This person as a learner of this course."""
    return db.session.scalars(
        select(Learner).where(Learner.course_id == course_id, Learner.person_id == person_id)
    ).one_or_none()


def not_on_course(course_id: int, hamlet_id: int) -> list[Person]:
    """The people of a hamlet who are not on the list of this course, by tên, đệm, họ."""
    on_list = select(Learner.person_id).where(Learner.course_id == course_id)
    chosen = select(Person).where(Person.hamlet_id == hamlet_id, Person.id.not_in(on_list))
    return list(db.session.scalars(chosen.order_by(Person.name_key, Person.id)))


def completion_rule(day: date) -> RuleValue:
    """Which share of the trainings must be attended on this day, whose rule that is, and how sure it is."""
    return places.rule("training.completion_share", day)


@dataclass(frozen=True)
class Standing:
    """How a learner stands in a course: visits of how many, and why the course is not completed (empty: it is)."""

    learner: Learner
    came: int
    total: int
    marked: bool
    faults: list[Refusal]


def standings(course: Course, today: date) -> list[Standing]:
    """Each learner of a course with what is still lacking, in the order of the sheet."""
    share = law.share_of(str(completion_rule(today).value))
    meetings, entered = trainings(course.id), marks(course.id)
    called = {training_id for training_id, _ in entered}
    found = []
    for one in learners(course.id):
        visits = [
            Visit(place, training.day, entered.get((training.id, one.id)), training.id in called)
            for place, training in enumerate(meetings, start=1)
        ]
        came = sum(1 for visit in visits if visit.mark in CAME)
        faults = completion_faults(visits, one.result, share, today)
        marked = any(visit.mark for visit in visits)
        found.append(Standing(one, came, len(visits), marked, faults))
    return found


def records_by_learner(course: Course) -> dict[int, Paper]:
    """The giấy chứng nhận that hold, by learner."""
    found = papers.of_many("learner", [one.id for one in learners(course.id)])
    return {learner_id: sealed[-1] for learner_id, sealed in found.items() if sealed}


def records(course: Course) -> list[Paper]:
    """The giấy chứng nhận of a course in the order of the list."""
    held = records_by_learner(course)
    return [held[one.id] for one in learners(course.id) if one.id in held]


def without_record(course: Course, day: date) -> list[Standing]:
    """Who has completed by the rule of a day and holds no giấy chứng nhận yet, in the order of the list."""
    held = records_by_learner(course)
    return [one for one in standings(course, day) if not one.faults and one.learner.id not in held]


def person_label(person_id: int) -> str | None:
    """How a person in the scope is told from others; None for an id from elsewhere."""
    person = db.session.get(Person, person_id)
    return people.label(person) if person else None
