"""Reads of the books by the names of a list: who may be meant, and the rows of those who are."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app import text
from app.commendations.queries.subjects import Key, pieces
from app.commendations.rules.naming import Named
from app.db import db
from app.people import queries as people
from app.people.models import Collective, Household, Person
from app.people.rules import Birth, told_apart
from app.places.models import Hamlet

PIECE = 1_000


def named(names: Iterable[str], kinds: Collection[str]) -> list[Named]:
    """Everybody of these kinds who has one of these names, whatever the dấu: one read for each kind and thousand."""
    folded = sorted({text.fold(name) for name in names} - {""})
    found: list[Named] = []
    for start in range(0, len(folded), PIECE):
        some = folded[start : start + PIECE]
        found += _persons(some) if "person" in kinds else ()
        found += _households(some) if "household" in kinds else ()
        found += _collectives(some) if "collective" in kinds else ()
    return found


def _persons(folded: list[str]) -> Iterator[Named]:
    chosen = select(Person.id, Person.name, Person.born_on, Person.birth_year, Person.hamlet_id, Hamlet.name)
    chosen = chosen.outerjoin(Hamlet, Hamlet.id == Person.hamlet_id).where(Person.name_fold.in_(folded))
    for row_id, name, born_on, year, hamlet_id, hamlet in db.session.execute(chosen.order_by(Person.id)):
        birth = Birth(born_on, year)
        yield Named("person", row_id, name, told_apart(name, birth, hamlet), birth, hamlet_id)


def _households(folded: list[str]) -> Iterator[Named]:
    chosen = select(Household.id, Person.name, Person.born_on, Person.birth_year, Household.hamlet_id, Hamlet.name)
    chosen = chosen.join(Person, Person.household_id == Household.id).join(Hamlet, Hamlet.id == Household.hamlet_id)
    chosen = chosen.where(Person.is_head, Person.name_fold.in_(folded)).order_by(Household.id)
    for row_id, name, born_on, year, hamlet_id, hamlet in db.session.execute(chosen):
        label = f"Hộ ông (bà) {name}, {hamlet}"
        yield Named("household", row_id, name, label, Birth(born_on, year), hamlet_id)


def _collectives(folded: list[str]) -> Iterator[Named]:
    chosen = select(Collective.id, Collective.name, Collective.hamlet_id).where(Collective.name_fold.in_(folded))
    for row_id, name, hamlet_id in db.session.execute(chosen.order_by(Collective.id)):
        yield Named("collective", row_id, name, name, hamlet_id=hamlet_id)


def subjects_by_key(keys: Iterable[Key]) -> dict[Key, Person | Household | Collective]:
    """These persons, households and collectives with what a list and the check say of them; others are not there."""
    wanted = set(keys)
    reads: dict[str, Any] = {
        "person": select(Person).options(joinedload(Person.hamlet), joinedload(Person.unit)),
        "household": select(Household).options(
            joinedload(Household.hamlet), selectinload(Household.members), selectinload(Household.head)
        ),
        "collective": select(Collective).options(joinedload(Collective.hamlet), joinedload(Collective.unit)),
    }
    models: dict[str, Any] = {"person": Person, "household": Household, "collective": Collective}
    found: dict[Key, Person | Household | Collective] = {}
    for kind, chosen in reads.items():
        for ids in pieces(row_id for one, row_id in wanted if one == kind):
            rows = db.session.scalars(chosen.where(models[kind].id.in_(ids))).unique()
            found |= {(kind, row.id): row for row in rows}
    return found


def label_of_subject(subject: Person | Household | Collective) -> str:
    """How a list tells a subject from another of the same name."""
    if isinstance(subject, Person):
        return people.label(subject)
    return people.household_label(subject) if isinstance(subject, Household) else subject.name
