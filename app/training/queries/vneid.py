"""Reads of who was confirmed on VNeID: people as filtered, sorted and paged. The day is entered, never computed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import joinedload

from app import text
from app.db import db
from app.people.models import Person

PAGE = 50
PRINTED = 1_000
SHEET = 20_000
SORTS = ("day", "name")


@dataclass(frozen=True)
class Wanted:
    """What the list is filtered by; both days are included. `missing` asks for those without a confirmation."""

    words: str = ""
    hamlet_id: int | None = None
    group: str | None = None
    first: date | None = None
    last: date | None = None
    missing: bool = False
    sort: str = "day"

    @property
    def by_name(self) -> bool:
        """Whether the list stands by name: those without a day have no other order."""
        return self.missing or self.sort == "name"


def page_of(wanted: Wanted, after: int | None = None) -> list[Person]:
    """One page of the list from behind a person on; one more than a page tells that there is a next."""
    chosen = _filtered(_rows(), wanted)
    last = db.session.get(Person, after) if after else None
    if last is not None:
        chosen = chosen.where(_behind(wanted, last))
    return list(db.session.scalars(chosen.order_by(*_order(wanted)).limit(PAGE + 1)))


def all_of(wanted: Wanted, limit: int) -> list[Person]:
    """The list as filtered, for paper and Excel."""
    return list(db.session.scalars(_filtered(_rows(), wanted).order_by(*_order(wanted)).limit(limit)))


def count(wanted: Wanted) -> int:
    """How many people the list holds as filtered."""
    return db.session.scalar(_filtered(select(func.count(Person.id)), wanted)) or 0


def _rows() -> Select[Person]:
    return select(Person).options(joinedload(Person.hamlet))


def _filtered(chosen: Select[Any], wanted: Wanted) -> Select[Any]:
    for word in text.fold(wanted.words).split():
        chosen = chosen.where(Person.name_fold.contains(word, autoescape=True))
    if wanted.hamlet_id is not None:
        chosen = chosen.where(Person.hamlet_id == wanted.hamlet_id)
    if wanted.group:
        chosen = chosen.where(Person.target_group == wanted.group)
    if wanted.missing:
        return chosen.where(Person.vneid_confirmed_on.is_(None))
    chosen = chosen.where(Person.vneid_confirmed_on.is_not(None))
    if wanted.first:
        chosen = chosen.where(Person.vneid_confirmed_on >= wanted.first)
    return chosen.where(Person.vneid_confirmed_on <= wanted.last) if wanted.last else chosen


def _order(wanted: Wanted) -> tuple[Any, Any]:
    if wanted.by_name:
        return Person.name_key, Person.id
    return Person.vneid_confirmed_on.desc(), Person.id.desc()


def _behind(wanted: Wanted, last: Person) -> Any:
    if wanted.by_name:
        return tuple_(Person.name_key, Person.id) > (last.name_key, last.id)
    return tuple_(Person.vneid_confirmed_on, Person.id) < (last.vneid_confirmed_on, last.id)
