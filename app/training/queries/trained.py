"""Reads of the people who were trained: once each, however many classes; beside them how often they came.

A page goes along the index of names and looks into the marks of its own fifty people alone; only the line of totals
counts the whole period.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Integer, cast, func, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.sql.elements import ColumnElement
from werkzeug.exceptions import NotFound

from app import text
from app.db import db
from app.papers import queries as papers
from app.papers.models import Paper
from app.people.models import Person
from app.people.rules import Birth
from app.places.models import Hamlet
from app.training.models import Attendance, Course, CourseSkill, Learner, SkillResult, Training
from app.training.queries import PAGE, only_own, trained_by
from app.training.rules import CAME, Mark, Result

NO_HAMLET = 0  # a filter: people of no hamlet
NO_GROUP = "none"  # a filter: people of no group
_AT_ONCE = 1_000  # ids named in one statement; of more people the whole period is added up


@dataclass(frozen=True)
class Wanted:
    """Who is listed: came to a class on one of these days, both included; by name, home, group, class.

    `own` are the classes of one account alone: a trainer's. `typed` is part of a name, without dấu or with.
    """

    first: date | None = None
    last: date | None = None
    typed: str = ""
    hamlet_id: int | None = None
    group: str | None = None
    course_id: int | None = None
    own: int | None = None


def visible(wanted: Wanted) -> Wanted:
    """The same, narrowed to the classes the one who asks may see."""
    return Wanted(**{**vars(wanted), "own": only_own()})


@dataclass(frozen=True)
class Trained:
    """One person in a period: classes and visits, first and last day, results set in classes that ended in it."""

    person_id: int
    name: str
    birth: Birth
    hamlet: str | None
    group: str | None
    classes: int = 0
    turns: int = 0
    first: date | None = None
    last: date | None = None
    passed: int = 0
    ways: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Totals:
    """How many people, visits and classes the whole list comes to."""

    people: int
    turns: int
    classes: int


def people(wanted: Wanted, after: int | None = None, limit: int | None = PAGE + 1) -> list[Trained]:
    """Those who came, by tên, đệm, họ, from behind a person on; one more than a page holds."""
    chosen = (
        select(Person.id, Person.name, Person.born_on, Person.birth_year, Hamlet.name, Person.target_group)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .where(_came(wanted), *whose(wanted))
        .order_by(Person.name_key, Person.id)
        .limit(limit)
    )
    last = db.session.get(Person, after) if after else None
    if last is not None:
        chosen = chosen.where(tuple_(Person.name_key, Person.id) > (last.name_key, last.id))
    rows = db.session.execute(chosen).all()
    ids = [row[0] for row in rows]
    visits, results = _visits_of(wanted, ids), _results_of(wanted, ids)
    return [_trained(row, visits, results) for row in rows]


def _trained(row: Any, visits: dict[int, Any], results: dict[int, dict[tuple[str, str | None], int]]) -> Trained:
    person_id, name, born_on, year, hamlet, group = row
    classes, turns, first, last = visits[person_id]
    found = results.get(person_id, {})
    ways: dict[str, int] = {}
    for (_result, way), count in found.items():
        if way:
            ways[way] = ways.get(way, 0) + count
    passed = sum(count for (result, _way), count in found.items() if result == Result.PASSED)
    return Trained(person_id, name, Birth(born_on, year), hamlet, group, classes, turns, first, last, passed, ways)


def totals(wanted: Wanted) -> Totals:
    """What the whole list comes to: one person counts once; in one statement."""
    columns = (func.count(Learner.person_id.distinct()), func.count(Attendance.id), func.count(Course.id.distinct()))
    chosen = _visits(select(*columns), wanted).join(Person, Person.id == Learner.person_id).where(*whose(wanted))
    return Totals(*db.session.execute(chosen).one())


def _came(wanted: Wanted) -> ColumnElement[bool]:
    """Whether someone came, asked from their places on lists to their marks.

    One question inside the other: as one join SQLite began with the trainings of the year, for each person anew.
    """
    there = select(Training.id).where(Training.id == Attendance.training_id, *held(wanted))
    came = select(Attendance.id).where(Attendance.learner_id == Learner.id, Attendance.mark.in_(CAME), there.exists())
    listed = select(Learner.id).where(Learner.person_id == Person.id, came.exists())
    conditions = of_classes(wanted)
    if conditions:
        listed = listed.where(select(Course.id).where(Course.id == Learner.course_id, *conditions).exists())
    return listed.exists()


def _visits(chosen: Any, wanted: Wanted) -> Any:
    """The visits of the period: marks of who came, in time or late."""
    return (
        chosen.select_from(Attendance)
        .join(Training, Training.id == Attendance.training_id)
        .join(Learner, Learner.id == Attendance.learner_id)
        .join(Course, Course.id == Training.course_id)
        .where(Attendance.mark.in_(CAME), *held(wanted), *of_classes(wanted))
    )


def held(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The trainings of the period."""
    bounds = (
        Training.day >= wanted.first if wanted.first else None,
        Training.day <= wanted.last if wanted.last else None,
    )
    return [one for one in bounds if one is not None]


def of_classes(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The classes that are asked for and may be seen."""
    found: list[ColumnElement[bool]] = [] if wanted.course_id is None else [Course.id == wanted.course_id]
    return found if wanted.own is None else [*found, trained_by(wanted.own)]


def whose(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The people that are asked for."""
    found: list[ColumnElement[bool]] = [
        Person.name_fold.contains(word, autoescape=True) for word in text.fold(wanted.typed).split()
    ]
    if wanted.hamlet_id is not None:
        none = wanted.hamlet_id == NO_HAMLET
        found.append(Person.hamlet_id.is_(None) if none else Person.hamlet_id == wanted.hamlet_id)
    if wanted.group:
        none = wanted.group == NO_GROUP
        found.append(Person.target_group.is_(None) if none else Person.target_group == wanted.group)
    return found


def _visits_of(wanted: Wanted, ids: Sequence[int]) -> dict[int, Any]:
    columns = (
        Learner.person_id,
        func.count(Course.id.distinct()),
        func.count(Attendance.id),
        func.min(Training.day),
        func.max(Training.day),
    )
    chosen = _visits(select(*columns), wanted).group_by(Learner.person_id)
    return {person_id: tuple(rest) for person_id, *rest in db.session.execute(_of_these(chosen, ids))}


def _results_of(wanted: Wanted, ids: Sequence[int]) -> dict[int, dict[tuple[str, str | None], int]]:
    """The results of these people in the classes whose last training lies in the period, as the indicators count."""
    chosen = (
        select(Learner.person_id, Learner.result, Learner.way, cast(func.count(Learner.id), Integer))
        .join(Course, Course.id == Learner.course_id)
        .where(Learner.result.is_not(None), *ended(wanted), *of_classes(wanted))
        .group_by(Learner.person_id, Learner.result, Learner.way)
    )
    found: dict[int, dict[tuple[str, str | None], int]] = {}
    for person_id, result, way, count in db.session.execute(_of_these(chosen, ids)):
        found.setdefault(person_id, {})[result, way] = count
    return found


def ended(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The classes whose last training lies in the period; a class without any has no day to be counted on."""
    last = func.max(Training.day)
    chosen = select(Training.course_id).group_by(Training.course_id)
    if wanted.first:
        chosen = chosen.having(last >= wanted.first)
    if wanted.last:
        chosen = chosen.having(last <= wanted.last)
    return [Course.id.in_(chosen)]


def _of_these(chosen: Any, ids: Sequence[int]) -> Any:
    return chosen.where(Learner.person_id.in_(ids)) if len(ids) <= _AT_ONCE else chosen


# ---- one person


@dataclass(frozen=True)
class Evening:
    """One training of a class that someone took, and their mark there."""

    training: Training
    mark: str | None


@dataclass(frozen=True)
class Taken:
    """One class that someone took: how often they came, what came of it, and the giấy chứng nhận that holds."""

    learner: Learner
    evenings: list[Evening]
    skills: list[tuple[str, str]]  # each content with how it is done
    record: Paper | None

    @property
    def came(self) -> int:
        """To how many trainings they came, in time or late."""
        return sum(1 for one in self.evenings if one.mark in CAME)


@dataclass(frozen=True)
class History:
    """All classes that someone took, the newest first.

    `whole` is False for a trainer, who sees their own classes and nothing else of the person.
    """

    person: Person
    taken: list[Taken]
    whole: bool

    @property
    def turns(self) -> int:
        """How often they came, over all these classes."""
        return sum(one.came for one in self.taken)

    @property
    def attended(self) -> int:
        """To how many of these classes they came at least once."""
        return sum(1 for one in self.taken if one.came)


def history(person_id: int) -> History:
    """What someone took part in; a 404 when they are not in the scope, and for a trainer when in no class of theirs."""
    own = only_own()
    person = db.session.get(Person, person_id, options=[joinedload(Person.hamlet), joinedload(Person.unit)])
    listed = _listed(person_id, own)
    if person is None or (own is not None and not listed):
        raise NotFound
    ids = [one.id for one in listed]
    trainings, marks, skills = _trainings([one.course_id for one in listed]), _marks(ids), _skills(ids)
    records = papers.of_many("learner", ids) if ids else {}
    taken = [
        Taken(
            one,
            [Evening(training, marks.get((training.id, one.id))) for training in trainings.get(one.course_id, [])],
            skills.get(one.id, []),
            records[one.id][-1] if records.get(one.id) else None,
        )
        for one in listed
    ]
    return History(person, sorted(taken, key=_newest), own is None)


def _newest(one: Taken) -> tuple[int, int]:
    days = [evening.training.day.toordinal() for evening in one.evenings] or [one.learner.course.opens_on.toordinal()]
    return -max(days), -one.learner.course_id


def _listed(person_id: int, own: int | None) -> list[Learner]:
    chosen = (
        select(Learner)
        .join(Course, Course.id == Learner.course_id)
        .options(contains_eager(Learner.course).joinedload(Course.hamlet))
        .where(Learner.person_id == person_id)
    )
    return list(db.session.scalars(chosen if own is None else chosen.where(trained_by(own))))


def _trainings(course_ids: Sequence[int]) -> dict[int, list[Training]]:
    chosen = select(Training).where(Training.course_id.in_(course_ids))
    found: dict[int, list[Training]] = {}
    for one in db.session.scalars(chosen.order_by(Training.day, Training.starts, Training.id)):
        found.setdefault(one.course_id, []).append(one)
    return found


def _marks(learner_ids: Sequence[int]) -> dict[tuple[int, int], str]:
    chosen = select(Attendance.training_id, Attendance.learner_id, Attendance.mark)
    rows = db.session.execute(chosen.where(Attendance.learner_id.in_(learner_ids)))
    return {(training_id, learner_id): Mark(mark) for training_id, learner_id, mark in rows}


def _skills(learner_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    chosen = (
        select(SkillResult.learner_id, CourseSkill.text, SkillResult.way)
        .join(CourseSkill, CourseSkill.id == SkillResult.course_skill_id)
        .where(SkillResult.learner_id.in_(learner_ids))
        .order_by(CourseSkill.position, CourseSkill.id)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for learner_id, words, way in db.session.execute(chosen):
        found.setdefault(learner_id, []).append((words, way))
    return found
