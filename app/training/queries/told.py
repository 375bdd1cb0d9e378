"""What a report tells of classes beside their counts: which they were, how well the learners do it, what proves it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.papers import queries as papers
from app.papers.models import Paper
from app.people.models import Person
from app.people.rules import Birth, told_apart
from app.places.models import Hamlet
from app.plans.rules import FigureRow, Many, Period
from app.training.models import Attendance, Course, Instructor, Learner, Material, Training
from app.training.rules import CAME, Part, Way

FITTING = ("application/pdf", "image/jpeg", "image/png")  # what can be laid on A4 pages


@dataclass(frozen=True)
class ClassTold:
    """A class as a report names it: its title, where it was held, the days on which somebody came."""

    course_id: int
    title: str
    place: str
    days: tuple[date, ...]


def classes(course_ids: Sequence[int], period: Period) -> list[ClassTold]:
    """These classes with their days in the period, the earliest first; one to which nobody came is left out."""
    came = select(Attendance.id).where(Attendance.training_id == Training.id, Attendance.mark.in_(CAME)).exists()
    chosen = (
        select(Course.id, Course.title, Course.place, Training.day)
        .join(Training, Training.course_id == Course.id)
        .where(Course.id.in_(course_ids), came, Training.day >= period.start, Training.day < period.end)
        .order_by(Training.day, Training.starts, Course.id)
    )
    found: dict[int, tuple[str, str, list[date]]] = {}
    for course_id, title, place, day in db.session.execute(chosen):
        days = found.setdefault(course_id, (title, place, []))[2]
        if day not in days:
            days.append(day)
    return [ClassTold(one, title, place, tuple(days)) for one, (title, place, days) in found.items()]


def attended(person_id: int, period: Period) -> list[int]:
    """The classes that a person came to in the period, the earliest first."""
    chosen = (
        select(Training.course_id)
        .join(Attendance, Attendance.training_id == Training.id)
        .join(Learner, Learner.id == Attendance.learner_id)
        .where(
            Learner.person_id == person_id,
            Attendance.mark.in_(CAME),
            Training.day >= period.start,
            Training.day < period.end,
        )
        .group_by(Training.course_id)
        .order_by(func.min(Training.day), Training.course_id)
    )
    return list(db.session.scalars(chosen))


@dataclass(frozen=True)
class WayTold:
    """How one person does what the class taught, by the last class of the period that says so, and its last day."""

    subject_id: int
    day: date
    way: Way
    row: FigureRow


def ways(asked: Many, *, taught: bool = False) -> list[WayTold]:
    """How the people of these subjects do it, each person once: tự làm, có hướng dẫn, làm hộ.

    Who was in several classes counts with the last one that ended in the period and has a result by way.
    Args: asked, persons, households or hamlets; taught, of those in the classes that the persons taught.
    """
    return [told for part in asked.parts() for told in _ways(part, taught)]


def _ways(asked: Many, taught: bool) -> Iterable[WayTold]:
    last = func.max(Training.day)
    ended = select(Training.course_id.label("course"), last.label("last")).group_by(Training.course_id).subquery()
    subject = Instructor.person_id if taught else _SUBJECTS[asked.kind]
    chosen = (
        select(
            subject, ended.c.last, Person.id, Person.name, Person.born_on, Person.birth_year, Hamlet.name, Learner.way
        )
        .select_from(Learner)
        .join(ended, ended.c.course == Learner.course_id)
        .join(Person, Person.id == Learner.person_id)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .where(Learner.way.is_not(None), subject.in_(asked.ids))
        .where(ended.c.last >= asked.period.start, ended.c.last < asked.period.end)
        .order_by(ended.c.last, Learner.id)
    )
    if taught:
        lead = (Instructor.course_id == Learner.course_id) & (Instructor.part == Part.LEAD)
        chosen = chosen.join(Instructor, lead)
    latest: dict[tuple[int, int], WayTold] = {}
    for subject_id, day, person_id, name, born_on, year, hamlet, way in db.session.execute(chosen):
        row = FigureRow(told_apart(name, Birth(born_on, year), hamlet), "people.show", (("person_id", person_id),))
        latest[subject_id, person_id] = WayTold(subject_id, day, Way(way), row)
    return latest.values()


# The column that says whose result it is.
_SUBJECTS: Mapping[str, Any] = {"person": Person.id, "household": Person.household_id, "hamlet": Person.hamlet_id}


def materials_of(course_ids: Sequence[int], most: int) -> list[Material]:
    """The photographs and PDFs of these classes, class by class in the order of their trainings; the first so many."""
    chosen = (
        select(Material)
        .outerjoin(Training, Training.id == Material.training_id)
        .options(joinedload(Material.course), joinedload(Material.training))
        .where(Material.course_id.in_(course_ids), Material.media_type.in_(FITTING))
        .order_by(Material.course_id, Material.kind.desc(), Training.day, Material.id)
        .limit(most)
    )
    return list(db.session.scalars(chosen)) if course_ids else []


def papers_of(course_ids: Sequence[int]) -> list[tuple[Paper, str, date | None]]:
    """The sheets of attendance and lists of completion of these classes, with the title of the class and the day."""
    if not course_ids:
        return []
    meetings = select(Training).options(joinedload(Training.course)).where(Training.course_id.in_(course_ids))
    by_id = {one.id: one for one in db.session.scalars(meetings.order_by(Training.day, Training.id))}
    titles = {one.course_id: one.course.title for one in by_id.values()}
    found: list[tuple[Paper, str, date | None]] = []
    for training_id, sealed in papers.of_many("training", list(by_id)).items():
        found += [(paper, by_id[training_id].course.title, by_id[training_id].day) for paper in sealed]
    for course_id, sealed in papers.of_many("course", list(titles)).items():
        found += [(paper, titles[course_id], None) for paper in sealed]
    return [one for one in found if one[0].kind in ("attendance_sheet", "completion_list")]


def completions_of(person_ids: Sequence[int], period: Period) -> list[tuple[Paper, str]]:
    """The giấy chứng nhận of these persons made in the period, with the title of the class."""
    learners = select(Learner).options(joinedload(Learner.course)).where(Learner.person_id.in_(person_ids))
    by_id = {one.id: one for one in db.session.scalars(learners.order_by(Learner.id))} if person_ids else {}
    sealed = papers.of_many("learner", by_id).items()
    found = [(paper, by_id[learner_id].course.title) for learner_id, made in sealed for paper in made]
    return [(paper, title) for paper, title in found if paper.kind == "completion" and paper.day >= period.start]
