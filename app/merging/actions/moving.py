"""People, households and collectives are moved from a hamlet or unit to another, as after a split."""

from datetime import date
from typing import Any

from app import audit
from app.db import db
from app.merging.queries import living
from app.places import queries as places
from app.places.models import Hamlet, Unit
from app.refusals import Refusal, refuse_if

PIECE = 500


def move(place: Hamlet | Unit, target: Any | None, part: str, ids: list[int], day: date) -> int:
    """Move the ticked rows of a place to another, a household with its members; one line in the log.

    Args: part, household, person or collective; ids, what was ticked.
    Signed commitments and sealed papers keep the old place.
    Returns how many rows moved, members included. Raises Refused: nothing ticked, or no place to go to.
    """
    faults = _target_faults(place, target, day) + ([] if ids else [Refusal("place-move-nothing")])
    refuse_if(faults)
    return _moved(place, target, living.ticked(place, part, day, ids))


def move_all(place: Hamlet | Unit, target: Any | None, day: date) -> int:
    """Move all that stands in a place to another, as after it was renamed or joined; one line in the log.

    Returns how many rows moved. Raises Refused: nothing is left there, or no place to go to.
    """
    refuse_if(_target_faults(place, target, day))
    rows = [row for part in living.PARTS[place.__tablename__] for row in living.ticked(place, part, day, None)]
    return _moved(place, target, rows)


def _target_faults(place: Hamlet | Unit, target: Any | None, day: date) -> list[Refusal]:
    fits = (
        type(target) is type(place)
        and target.id != place.id
        and places.editable(target)
        and target.valid_from <= day
        and (target.valid_until is None or target.valid_until > day)
    )
    return [] if fits else [Refusal("place-move-nowhere")]


def _moved(place: Hamlet | Unit, target: Any, rows: list[Any]) -> int:
    refuse_if([] if rows else [Refusal("place-move-nothing")])
    if isinstance(place, Hamlet):
        rows = [*rows, *living.members_of([row for row in rows if row.__tablename__ == "household"], place)]
    column = f"{place.__tablename__}_id"
    # In pieces: the books of commitments look up in each flush whom it concerns, by number.
    for start in range(0, len(rows), PIECE):
        with db.session.no_autoflush:
            for row in rows[start : start + PIECE]:
                setattr(row, column, target.id)
        db.session.flush()
    db.session.expire_all()
    audit.record("place-moved", place, name=place.name, into=target.name, count=len(rows))
    return len(rows)
