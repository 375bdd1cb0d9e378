"""Reads of courses completed on a national platform: a list as filtered, sorted and paged, and those of one person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload
from werkzeug.exceptions import NotFound

from app import text
from app.db import db
from app.people.models import Person
from app.training.models import OnlineResult

PAGE = 50
PRINTED = 1_000
SHEET = 20_000
SORTS = ("day", "name", "title")


@dataclass(frozen=True)
class Wanted:
    """What the list is filtered by; both days are included."""

    words: str = ""
    title: str = ""
    hamlet_id: int | None = None
    group: str | None = None
    first: date | None = None
    last: date | None = None
    sort: str = "day"


def get(result_id: int) -> OnlineResult:
    """The row with this id; a 404 when it is not in the scope."""
    row = db.session.get(OnlineResult, result_id)
    if row is None:
        raise NotFound
    return row


def of_person(person_id: int) -> list[OnlineResult]:
    """The courses a person completed on a national platform, the newest first."""
    chosen = select(OnlineResult).where(OnlineResult.person_id == person_id)
    return list(db.session.scalars(chosen.order_by(OnlineResult.completed_on.desc(), OnlineResult.id.desc())))


def is_known(person_id: int, title: str, completed_on: date) -> bool:
    """Whether this course of this person and day is in the books, whatever its dấu."""
    chosen = select(OnlineResult.id).where(
        OnlineResult.person_id == person_id,
        OnlineResult.title_fold == text.fold(title),
        OnlineResult.completed_on == completed_on,
    )
    return db.session.scalars(chosen.limit(1)).first() is not None


def page_of(wanted: Wanted, after: int | None = None) -> list[OnlineResult]:
    """One page of the list from behind a row on; one row more than a page tells that there is a next."""
    chosen = _filtered(_rows(), wanted)
    last = db.session.get(OnlineResult, after) if after else None
    if last is not None:
        chosen = chosen.where(_behind(wanted.sort, last))
    return list(db.session.scalars(chosen.order_by(*_order(wanted.sort)).limit(PAGE + 1)))


def all_of(wanted: Wanted, limit: int) -> list[OnlineResult]:
    """The list as filtered, for paper and Excel."""
    return list(db.session.scalars(_filtered(_rows(), wanted).order_by(*_order(wanted.sort)).limit(limit)))


@dataclass(frozen=True)
class Counts:
    """How many different people, and how many courses completed."""

    people: int
    turns: int


def counts(wanted: Wanted) -> Counts:
    """People and turns of the list as filtered: always both."""
    counted = select(func.count(OnlineResult.person_id.distinct()), func.count(OnlineResult.id))
    chosen = _filtered(counted.join(Person, Person.id == OnlineResult.person_id), wanted)
    people, turns = db.session.execute(chosen).one()
    return Counts(people, turns)


def platforms() -> list[str]:
    """The platforms named before, to be offered while typing."""
    return list(db.session.scalars(select(OnlineResult.platform).distinct().order_by(OnlineResult.platform).limit(50)))


def titles() -> list[str]:
    """The courses named before, to be offered while typing."""
    chosen = select(OnlineResult.title).distinct().order_by(OnlineResult.title).limit(200)
    return sorted(db.session.scalars(chosen), key=text.fold_key)


def _rows() -> Select[OnlineResult]:
    person = contains_eager(OnlineResult.person).options(joinedload(Person.hamlet))
    return select(OnlineResult).join(Person, Person.id == OnlineResult.person_id).options(person)


def _filtered(chosen: Any, wanted: Wanted) -> Any:
    for word in text.fold(wanted.words).split():
        chosen = chosen.where(Person.name_fold.contains(word, autoescape=True))
    for word in text.fold(wanted.title).split():
        chosen = chosen.where(OnlineResult.title_fold.contains(word, autoescape=True))
    if wanted.hamlet_id is not None:
        chosen = chosen.where(Person.hamlet_id == wanted.hamlet_id)
    if wanted.group:
        chosen = chosen.where(Person.target_group == wanted.group)
    if wanted.first:
        chosen = chosen.where(OnlineResult.completed_on >= wanted.first)
    if wanted.last:
        chosen = chosen.where(OnlineResult.completed_on <= wanted.last)
    return chosen


def _order(sort: str) -> tuple[Any, Any]:
    if sort == "name":
        return Person.name_key, OnlineResult.id
    if sort == "title":
        return OnlineResult.title_fold, OnlineResult.id
    return OnlineResult.completed_on.desc(), OnlineResult.id.desc()


def _behind(sort: str, last: OnlineResult) -> Any:
    if sort == "name":
        return tuple_(Person.name_key, OnlineResult.id) > (last.person.name_key, last.id)
    if sort == "title":
        return tuple_(OnlineResult.title_fold, OnlineResult.id) > (last.title_fold, last.id)
    return tuple_(OnlineResult.completed_on, OnlineResult.id) < (last.completed_on, last.id)
