"""Verbs of what an authority owns in its territory: hamlets and units."""

from datetime import date

from app import audit
from app.places import queries
from app.places.actions.saving import refuse_twin, saved
from app.places.models import Hamlet, Unit
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
