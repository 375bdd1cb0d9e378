"""Reads of what an authority owns in its territory: hamlets and units."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app import text
from app.db import db
from app.places.models import Delegation, Hamlet, Signer, Unit
from app.places.queries.dated import meeting, on
from app.tenancy import scope_of


def hamlets(day: date) -> list[Hamlet]:
    """The hamlets in force on a day, in natural order: Thôn 2 before Thôn 10."""
    return list(db.session.scalars(select(Hamlet).where(on(Hamlet, day)).order_by(Hamlet.name_key, Hamlet.id)))


def hamlet(hamlet_id: int) -> Hamlet | None:
    """The hamlet with this id, if it is in the scope."""
    return db.session.get(Hamlet, hamlet_id)


def units(day: date) -> list[Unit]:
    """The units in force on a day."""
    return list(db.session.scalars(select(Unit).where(on(Unit, day)).order_by(Unit.name_key, Unit.id)))


def unit(unit_id: int) -> Unit | None:
    """The unit with this id, if it is in the scope."""
    return db.session.get(Unit, unit_id)


def editable(row: Hamlet | Unit | Signer | Delegation | None) -> bool:
    """Whether this authority may change the row: a province sees those of its communes but leaves them alone."""
    return row is not None and row.owner_id in scope_of(db.session()).writes


def same_name(table: type[Hamlet] | type[Unit], name: str, valid_from: date, valid_until: date | None) -> list[Any]:
    """Hamlets or units of one's own with this name whose period meets the given one."""
    return meeting(table, table.name_fold == text.fold(name), valid_from, valid_until, key=(name, "name"))


def all_hamlets() -> list[Hamlet]:
    """Every hamlet in the scope, also those that have ended."""
    return list(db.session.scalars(select(Hamlet).order_by(Hamlet.name_key, Hamlet.id)))


def all_units() -> list[Unit]:
    """Every unit in the scope, also those that have ended."""
    return list(db.session.scalars(select(Unit).order_by(Unit.name_key, Unit.id)))
