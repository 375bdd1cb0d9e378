"""Verbs of merging: two records become one, are taken apart again, or are said not to be one."""

from app import audit, clock, tenancy
from app.db import db
from app.merging import queries
from app.merging.actions.merging import merge
from app.merging.actions.moving import move, move_all
from app.merging.actions.undoing import holds, undo
from app.merging.models import NotSame
from app.people.models import Person

__all__ = ["holds", "merge", "mark_not_same", "move", "move_all", "undo"]


def mark_not_same(first: Person, second: Person) -> None:
    """Remember that two people of one name are two: they are not asked about again."""
    low, high = sorted((first.id, second.id))
    if queries.parted("person", low, high):
        return
    actor = tenancy.actor_of(db.session()).name
    db.session.add(NotSame(kind="person", first_id=low, second_id=high, by=actor, at=clock.now()))
    audit.record("not-same-marked", first, name=first.name, other=second.name)
