"""Verbs of what an authority owns in its territory: hamlets and units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import audit, tenancy
from app.db import db
from app.places import queries
from app.places.actions.saving import refuse_twin, saved
from app.places.models import Authority, Hamlet, Unit
from app.text import nfc


def save_hamlet(
    hamlet: Hamlet | None, name: str, head_name: str | None, valid_from: date, valid_until: date | None = None
) -> Hamlet:
    """Add or correct a hamlet of the commune. Raises Refused when one of that name is there in that period."""
    refuse_twin(hamlet, queries.same_name(Hamlet, nfc(name), valid_from, valid_until), "hamlet-taken")
    hamlet = saved(hamlet, Hamlet, name=name, head_name=head_name, valid_from=valid_from, valid_until=valid_until)
    audit.record("hamlet-saved", hamlet, name=hamlet.name)
    return hamlet


def save_unit(
    unit: Unit | None, name: str, abbreviation: str | None, valid_from: date, valid_until: date | None = None
) -> Unit:
    """Add or correct an agency, organisation or enterprise of the commune. Raises Refused for a twin."""
    refuse_twin(unit, queries.same_name(Unit, nfc(name), valid_from, valid_until), "unit-taken")
    unit = saved(unit, Unit, name=name, abbreviation=abbreviation, valid_from=valid_from, valid_until=valid_until)
    audit.record("unit-saved", unit, name=unit.name)
    return unit


@dataclass(frozen=True)
class ListedPlaceRow:
    """One line of a list of hamlets or units: `more` is who heads the hamlet or the abbreviation of the unit."""

    name: str
    more: str
    valid_from: date | None
    known_id: int | None


def take_in_places(
    table: type[Hamlet] | type[Unit], more: str, listed: Sequence[ListedPlaceRow], today: date
) -> list[Hamlet | Unit]:
    """Add the hamlets or units of a list and complete those it names, with one line in the log.

    Args: more, the column beside the name; today, since when a new one is that has no day. Returns a row for each line.
    Raises Refused when the books have that name in that period by now.
    """
    found: list[Hamlet | Unit] = []
    for one in listed:
        if one.known_id is not None:
            row: Any = db.session.get_one(table, one.known_id)
        else:
            first = one.valid_from or today
            taken = "hamlet-taken" if table is Hamlet else "unit-taken"
            refuse_twin(None, queries.same_name(table, nfc(one.name), first, None), taken)
            row = table(name=nfc(one.name), valid_from=first)
            db.session.add(row)
        if one.more:
            setattr(row, more, nfc(one.more))
        found.append(row)
    db.session.flush()
    home = db.session.get_one(Authority, tenancy.scope_of(db.session()).home)
    audit.record("hamlets-added" if table is Hamlet else "units-added", home, count=len(found))
    return found
