"""What a hamlet or unit was before a day, and what became of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.db import db
from app.places.models import Hamlet, PlaceSuccession, Unit


@dataclass(frozen=True)
class Step:
    """A place into which another went, or from which it came, and since when."""

    place: Any
    day: date


def came_from(row: Hamlet | Unit) -> list[Step]:
    """The places that this one was before."""
    return _steps(row, "to", "from")


def became(row: Hamlet | Unit) -> list[Step]:
    """The places that this one became."""
    return _steps(row, "from", "to")


def _steps(row: Hamlet | Unit, here: str, there: str) -> list[Step]:
    table, kind = type(row), row.__tablename__
    near = getattr(PlaceSuccession, f"{here}_{kind}_id")
    far = getattr(PlaceSuccession, f"{there}_{kind}_id")
    # Two places of one history that were merged as doubles lead to themselves: that says nothing.
    wanted = select(table, PlaceSuccession.day).join(PlaceSuccession, far == table.id)
    wanted = wanted.where(near == row.id, far != row.id).order_by(PlaceSuccession.day, table.name_key, table.id)
    return [Step(place, day) for place, day in db.session.execute(wanted)]
