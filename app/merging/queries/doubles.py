"""Persons who may be one: the same name without dấu, and neither year nor hamlet that speaks against it."""

from dataclasses import dataclass

from sqlalchemy import and_, exists, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload

from app import tenancy
from app.db import db
from app.merging.models import NotSame
from app.people.models import Person

PAGE = 50


@dataclass(frozen=True)
class Pair:
    """Two persons who may be one."""

    first: Person
    second: Person

    @property
    def place(self) -> str:
        """Where the next page goes on."""
        return f"{self.first.name_fold}|{self.first.id}|{self.second.id}"


def pairs(after: str | None = None) -> list[Pair]:
    """A page of likely doubles among the authority's own people, one more than a page when there are more.

    The index over name without dấu serves both sides; the page goes on by key.
    """
    first, second = aliased(Person), aliased(Person)
    home = tenancy.scope_of(db.session()).home
    same_year = or_(first.birth_year == second.birth_year, first.birth_year.is_(None), second.birth_year.is_(None))
    same_place = or_(
        first.hamlet_id == second.hamlet_id,
        first.hamlet_id.is_(None),
        second.hamlet_id.is_(None),
        first.born_on == second.born_on,
    )
    same_day = or_(first.born_on == second.born_on, first.born_on.is_(None), second.born_on.is_(None))
    parted = exists().where(NotSame.kind == "person", NotSame.first_id == first.id, NotSame.second_id == second.id)
    wanted = (
        select(first, second)
        .join(
            second,
            and_(second.owner_id == first.owner_id, second.name_fold == first.name_fold, second.id > first.id),
        )
        .where(first.owner_id == home, same_year, same_place, same_day, ~parted)
        .options(joinedload(first.hamlet), joinedload(second.hamlet))
        .order_by(first.name_fold, first.id, second.id)
        .limit(PAGE + 1)
    )
    if place := _place(after):
        wanted = wanted.where(tuple_(first.name_fold, first.id, second.id) > tuple_(*place))
    return [Pair(one, other) for one, other in db.session.execute(wanted).unique()]


def _place(after: str | None) -> tuple[str, int, int] | None:
    parts = (after or "").split("|")
    if len(parts) != 3 or not (parts[1].isdigit() and parts[2].isdigit()):
        return None
    return parts[0], int(parts[1]), int(parts[2])
