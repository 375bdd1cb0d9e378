"""Reads of population: which number holds on a day, and what was entered when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from werkzeug.exceptions import NotFound

from app.db import db
from app.plans.models import Population
from app.plans.rules.population import Base, Cell, added_up
from app.tenancy import scope_of


@dataclass(frozen=True)
class Populations:
    """Every number of people that holds on a day, by hamlet and group."""

    known: Mapping[Cell, Base]

    def of(self, hamlet_id: int | None, group: str | None) -> Base | None:
        """The people of a group in a hamlet, as somebody entered them."""
        return self.known.get((hamlet_id, group))

    def whole(self, group: str | None, hamlet_ids: Iterable[int]) -> Base | None:
        """The people of a group in the whole commune: as entered, or added up when every hamlet is known."""
        return self.of(None, group) or added_up(self.of(hamlet_id, group) for hamlet_id in hamlet_ids)


def populations(day: date) -> Populations:
    """The numbers that hold on a day, in one statement: of each place and group the latest not after it.

    A number of the whole commune is the own authority's only: one of a commune below, or of before a merger, speaks of
    another whole.
    """
    home = scope_of(db.session()).home
    columns = (Population.hamlet_id, Population.target_group, Population.count, Population.day, Population.source)
    chosen = (
        select(*columns, Population.mark, Population.confirmed_on)
        .where(Population.day <= day, or_(Population.hamlet_id.is_not(None), Population.owner_id == home))
        .order_by(Population.day, Population.id)
    )
    found: dict[Cell, Base] = {}
    for hamlet_id, group, count, on, source, mark, confirmed_on in db.session.execute(chosen):
        found[hamlet_id, group] = Base(count, on, source, None if confirmed_on else mark)
    return Populations(found)


@dataclass(frozen=True)
class Batch:
    """Numbers entered together: their day and source, how many, and who compared them with what, when."""

    id: int
    day: date
    source: str
    count: int
    mark: str
    confirmed_by: str | None
    confirmed_on: date | None
    confirmed_against: str | None


def batches() -> list[Batch]:
    """What the own authority entered, the latest day first."""
    same = (Population.day, Population.source, Population.mark)
    confirmed = (Population.confirmed_by, Population.confirmed_on, Population.confirmed_against)
    counted = func.count(Population.id)
    chosen = select(func.min(Population.id), *same[:2], counted, same[2], *confirmed).group_by(*same, *confirmed)
    chosen = chosen.where(Population.owner_id == scope_of(db.session()).home)
    return [Batch(*row) for row in db.session.execute(chosen.order_by(Population.day.desc(), func.min(Population.id)))]


def batch(population_id: int) -> list[Population]:
    """The numbers entered together with this one and not yet compared; a foreign or unknown id is not found."""
    one = db.session.get(Population, population_id)
    if one is None:
        raise NotFound
    chosen = select(Population).where(
        Population.owner_id == one.owner_id,
        Population.day == one.day,
        Population.source == one.source,
        Population.confirmed_on.is_(None),
    )
    return list(db.session.scalars(chosen.order_by(Population.id)))


def own(day: date) -> dict[Cell, Population]:
    """What the own authority has entered with exactly this day."""
    home = scope_of(db.session()).home
    rows = db.session.scalars(select(Population).where(Population.owner_id == home, Population.day == day))
    return {(row.hamlet_id, row.target_group): row for row in rows}


def of_home() -> list[Population]:
    """Every number that the own authority entered, the earliest day first."""
    home = scope_of(db.session()).home
    chosen = select(Population).where(Population.owner_id == home)
    return list(db.session.scalars(chosen.order_by(Population.day, Population.id)))


def every() -> list[Population]:
    """All numbers in sight, the latest day first, for Excel."""
    return list(db.session.scalars(select(Population).order_by(Population.day.desc(), Population.id)))
