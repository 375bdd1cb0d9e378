"""Verbs of a place that goes on otherwise: renamed, split or joined from a day on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app import audit, tenancy
from app.db import db
from app.places import queries
from app.places.actions.saving import refuse_twin
from app.places.models import Hamlet, PlaceSuccession, Unit
from app.places.rules.succession import How, succession_faults
from app.refusals import refuse_if
from app.text import day_text, nfc

LONGEST = {"hamlet": 80, "unit": 160}
_EVENTS = {How.RENAME: "place-renamed", How.SPLIT: "place-split", How.JOIN: "places-joined"}


def succeed(how: How, old: Sequence[Hamlet | Unit], names: Sequence[str], day: date) -> list[Any]:
    """End hamlets or units on a day and let new ones go on from it; what is in the books stays with the old ones.

    Args: old, all of one kind; names, of the new ones; day, the first day of the new. Returns the new ones.
    Raises Refused: a place that ended already or begins later, too few or too many names, a name that is taken.
    """
    table, kind = type(old[0]), old[0].__tablename__
    names = [nfc(name) for name in names]
    refuse_if(succession_faults(how, old, names, day, LONGEST[kind]))
    # The old ones end on that day, so a part that keeps the name is no twin of them.
    for name in names:
        twins = [row for row in queries.same_name(table, name, day, None) if row not in old]
        refuse_twin(None, twins, f"{kind}-taken")
    for row in old:
        row.valid_until = day
    made: list[Any] = [table(name=name, valid_from=day) for name in names]
    first = old[0]
    if how is How.RENAME and isinstance(first, Hamlet):
        made[0].head_name = first.head_name
    db.session.add_all(made)
    db.session.flush()
    _remember(kind, old, made, day)
    said = {"name": ", ".join(row.name for row in old), "into": ", ".join(names), "day": day_text(day)}
    audit.record(_EVENTS[how], old[0], **said)
    return made


def _remember(kind: str, old: Sequence[Any], made: Sequence[Any], day: date) -> None:
    actor = tenancy.actor_of(db.session()).name
    for before in old:
        for after in made:
            ends: dict[str, Any] = {f"from_{kind}_id": before.id, f"to_{kind}_id": after.id}
            db.session.add(PlaceSuccession(kind=kind, day=day, by=actor, **ends))
    db.session.flush()
