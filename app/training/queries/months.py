"""Reads of the counts kept by month: how many people and turns of a year, by group, hamlet and month, and who they are.

Not one of them grows with the marks and results that are counted. People of a year are the sum of its newcomers.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Integer, Select, cast, func, select
from sqlalchemy.sql.elements import ColumnElement

from app.db import db
from app.people.models import Person
from app.people.rules import Birth, told_apart
from app.places.models import Hamlet
from app.plans.rules import FigureRow
from app.training.models import Course, MonthCount, SubjectMonth, settle
from app.training.rules.counting import Kept

__all__ = [
    "Kept",
    "Month",
    "People",
    "Total",
    "by_group",
    "by_hamlet",
    "by_month",
    "classes_serving",
    "listed",
    "totals",
]

PAGE = 50


@dataclass(frozen=True)
class Total:
    """People, each once in the year, and their turns; of classes held: classes and trainings."""

    people: int = 0
    turns: int = 0


@dataclass(frozen=True)
class Month:
    """One month of a figure: how many people, how many of them for the first time this year, their turns."""

    month: int
    people: int
    new: int
    turns: int


_PEOPLE = cast(func.sum(MonthCount.newcomers), Integer)
_TURNS = cast(func.sum(MonthCount.turns), Integer)


def totals(year: int) -> dict[tuple[str, str], Total]:
    """Every figure of a year by group; the group of those of none is empty."""
    chosen = select(MonthCount.figure, MonthCount.target_group, _PEOPLE, _TURNS).where(MonthCount.year == year)
    rows = _rows(chosen.group_by(MonthCount.figure, MonthCount.target_group))
    return {(figure, group): Total(people, turns) for figure, group, people, turns in rows}


def by_group(figure: str, year: int) -> dict[str, Total]:
    """One figure of a year by group."""
    return {group: total for (found, group), total in totals(year).items() if found == figure}


def by_hamlet(figure: str, year: int, group: str | None = None) -> dict[int, Total]:
    """One figure of a year by hamlet, of one group or of everybody; 0 stands for people without a hamlet."""
    chosen = select(MonthCount.hamlet_id, _PEOPLE, _TURNS).where(*_of(figure, year, group))
    return {
        hamlet_id: Total(people, turns) for hamlet_id, people, turns in _rows(chosen.group_by(MonthCount.hamlet_id))
    }


def by_month(figure: str, year: int, group: str | None = None) -> list[Month]:
    """One figure of a year by month, those months only in which something was counted."""
    subjects = cast(func.sum(MonthCount.subjects), Integer)
    chosen = select(MonthCount.month, subjects, _PEOPLE, _TURNS).where(*_of(figure, year, group))
    rows = _rows(chosen.group_by(MonthCount.month).order_by(MonthCount.month))
    return [Month(*row) for row in rows if any(row[1:])]


def _of(figure: str, year: int, group: str | None) -> list[ColumnElement[bool]]:
    found = [MonthCount.figure == figure, MonthCount.year == year]
    return found if group is None else [*found, MonthCount.target_group == group]


def _rows(chosen: Select) -> list:
    settle(db.session())
    return list(db.session.execute(chosen))


def classes_serving(target_ids: Iterable[int]) -> dict[int, int]:
    """How many classes serve each of these targets."""
    chosen = select(Course.target_id, func.count(Course.id)).where(Course.target_id.in_(sorted(target_ids)))
    return {target_id: count for target_id, count in db.session.execute(chosen.group_by(Course.target_id)) if target_id}


def serving(target_id: int) -> list[FigureRow]:
    """The classes that serve a target, by title."""
    chosen = select(Course.id, Course.title).where(Course.target_id == target_id).order_by(Course.title_fold, Course.id)
    return [_course(course_id, title, 1) for course_id, title in db.session.execute(chosen)]


@dataclass(frozen=True)
class People:
    """Whom a number of the page is about: the same conditions, so that the list has as many lines as it says.

    `hamlet_id` 0 and `group` "" are those of none; `new` those alone who count for the first time this year.
    """

    figure: str
    year: int
    month: int | None = None
    hamlet_id: int | None = None
    group: str | None = None
    new: bool = False


def number(asked: People) -> Total:
    """How many people, or classes, stand behind a number, and their turns."""
    columns = (func.count(SubjectMonth.subject_id.distinct()), cast(func.sum(SubjectMonth.turns), Integer))
    people, turns = _rows(select(*columns).where(*_behind(asked)))[0]
    return Total(people, turns or 0)


def listed(asked: People, after: int | None = None, limit: int | None = None) -> list[FigureRow]:
    """The people, or classes, behind a number by their names, from after this one on, at most `limit` of them."""
    settle(db.session())
    if asked.figure == Kept.COURSES_HELD:
        return _courses(asked, after, limit)
    turns = cast(func.sum(SubjectMonth.turns), Integer)
    columns = (Person.id, Person.name, Person.born_on, Person.birth_year, Hamlet.name)
    chosen = (
        select(*columns, turns)
        .select_from(SubjectMonth)
        .join(Person, Person.id == SubjectMonth.subject_id)
        .outerjoin(Person.hamlet)
        .where(*_behind(asked))
        .group_by(Person.id, Hamlet.id)
        .order_by(Person.name_key, Person.id)
        .limit(limit)
    )
    last = db.session.get(Person, after) if after else None
    if last:
        chosen = chosen.where(
            (Person.name_key > last.name_key) | ((Person.name_key == last.name_key) & (Person.id > last.id))
        )
    return [
        FigureRow(told_apart(name, Birth(born_on, year), hamlet), "people.show", (("person_id", person_id),), count)
        for person_id, name, born_on, year, hamlet, count in db.session.execute(chosen)
    ]


def _courses(asked: People, after: int | None, limit: int | None) -> list[FigureRow]:
    turns = cast(func.sum(SubjectMonth.turns), Integer)
    chosen = (
        select(Course.id, Course.title, turns)
        .select_from(SubjectMonth)
        .join(Course, Course.id == SubjectMonth.subject_id)
        .where(*_behind(asked))
        .group_by(Course.id)
        .order_by(Course.title_fold, Course.id)
        .limit(limit)
    )
    last = db.session.get(Course, after) if after else None
    if last:
        beyond = (Course.title_fold > last.title_fold) | (
            (Course.title_fold == last.title_fold) & (Course.id > last.id)
        )
        chosen = chosen.where(beyond)
    return [_course(*row) for row in db.session.execute(chosen)]


def _course(course_id: int, title: str, turns: int) -> FigureRow:
    return FigureRow(title, "training.show", (("course_id", course_id),), turns)


def _behind(asked: People) -> list[ColumnElement[bool]]:
    found = [SubjectMonth.figure == asked.figure, SubjectMonth.year == asked.year]
    if asked.month is not None:
        found.append(SubjectMonth.month == asked.month)
    if asked.hamlet_id is not None:
        found.append(SubjectMonth.hamlet_id == asked.hamlet_id)
    if asked.group is not None:
        found.append(SubjectMonth.target_group == asked.group)
    if asked.new:
        found.append(SubjectMonth.newcomer.is_(True))
    return found
