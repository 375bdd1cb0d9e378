"""Who and what stands in a hamlet or unit: the list from which one moves to another, page by page."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload

from app import tenancy, text
from app.db import db
from app.people.models import Collective, Household, Person
from app.places import queries as places
from app.places.models import Hamlet, Unit
from app.places.queries import succession

PAGE = 50
# What moves out of a place, in the order of the page. A household moves with its members, so persons are the others.
PARTS = {"hamlet": ("household", "person", "collective"), "unit": ("person", "collective")}
_TABLES: dict[str, Any] = {"household": Household, "person": Person, "collective": Collective}
_LAST = "~"


def living(place: Hamlet | Unit, part: str, day: date, typed: str = "", after: int | None = None) -> list[Any]:
    """A page of what stands in a place still, by name, and one row more when there is a next page.

    Args: part, household, person or collective; typed, a part of the name; after, the last row of the page before.
    """
    chosen, key, fold = _chosen(place, part, day)
    table = _TABLES[part]
    for word in text.fold(typed).split():
        chosen = chosen.where(fold.contains(word, autoescape=True))
    last = db.session.get(table, after) if after else None
    if last is not None:
        named = last.head if part == "household" else last
        chosen = chosen.where(tuple_(key, table.id) > ((named.name_key if named else _LAST), last.id))
    return list(db.session.scalars(chosen.order_by(key, table.id).limit(PAGE + 1)))


def ticked(place: Hamlet | Unit, part: str, day: date, ids: list[int] | None) -> list[Any]:
    """The rows of a place with these numbers, or all of them; what has moved out meanwhile is left alone."""
    chosen, _key, _fold = _chosen(place, part, day)
    table = _TABLES[part]
    if ids is not None:
        chosen = chosen.where(table.id.in_(ids[:PAGE]))
    return list(db.session.scalars(chosen.order_by(table.id)))


def counts(place: Hamlet | Unit, day: date) -> dict[str, int]:
    """How many households, persons and collectives stand in a place still."""
    found = {}
    for part in PARTS[place.__tablename__]:
        inner = _chosen(place, part, day)[0].with_only_columns(_TABLES[part].id).subquery()
        found[part] = db.session.scalar(select(func.count()).select_from(inner)) or 0
    return found


def members_of(households: list[Household], hamlet: Hamlet) -> list[Person]:
    """The members of these households who live in the hamlet: those who moved away alone stay where they are."""
    found: list[Person] = []
    for start in range(0, len(households), 1_000):
        ids = [one.id for one in households[start : start + 1_000]]
        found += db.session.scalars(_ours(Person).where(Person.household_id.in_(ids), Person.hamlet_id == hamlet.id))
    return found


def targets(place: Hamlet | Unit, day: date) -> list[Any]:
    """Where one may move from a place: first what it became, then all others of its kind in force on the day."""
    rows: list[Any] = [*(places.hamlets(day) if isinstance(place, Hamlet) else places.units(day))]
    heirs = {step.place.id for step in succession.became(place)}
    fit = [row for row in rows if row.id != place.id and places.editable(row)]
    return sorted(fit, key=lambda row: row.id not in heirs)


def heir(place: Hamlet | Unit, day: date) -> Any | None:
    """The one place that this one became, if it became one only and that one has begun."""
    steps = succession.became(place)
    fit = [step.place for step in steps if step.day <= day and places.editable(step.place)]
    return fit[0] if len(steps) == 1 and fit and fit[0].valid_until is None else None


def _ours(table: Any) -> Select[Any]:
    """Rows this authority may change: those of a commune below are another's."""
    return select(table).where(table.owner_id.in_(sorted(tenancy.scope_of(db.session()).writes)))


def _chosen(place: Hamlet | Unit, part: str, day: date) -> tuple[Select[Any], Any, Any]:
    """The rows of a place, the key that orders them and the name in which words are sought."""
    table, column = _TABLES[part], f"{place.__tablename__}_id"
    chosen = _ours(table).where(getattr(table, column) == place.id)
    if part == "household":
        head = aliased(Person)
        chosen = chosen.outerjoin(head, and_(head.household_id == Household.id, head.is_head))
        return chosen, func.coalesce(head.name_key, _LAST), head.name_fold
    if part == "collective":
        chosen = chosen.where(or_(Collective.valid_until.is_(None), Collective.valid_until > day))
    elif column == "hamlet_id":
        at_home = exists().where(Household.id == Person.household_id, Household.hamlet_id == place.id)
        chosen = chosen.where(~at_home)
    if part == "person":
        chosen = chosen.options(joinedload(Person.hamlet))
    return chosen, table.name_key, table.name_fold
