"""Where a commitment stands in the lists: read from whoever pledges when it is made, and kept true afterwards.

A list of fifty among fifty thousand needs its order, its place and its name in the row itself; joined from the books of
people and sorted, the page took a hundred times as long. So the books are watched here: a corrected name is written
into every commitment of that person, a new place only into those not yet signed, since old lists still total by the
former hamlet. However many rows change at once, they are followed in the same few reads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, or_, select
from sqlalchemy.orm import Session, lazyload

from app.commitments.models.tables import Commitment
from app.commitments.rules import OPEN, State
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet

LAST = "~"  # sorts after every name
UNSIGNED = OPEN | {State.DECLINED}
_WATCHED: dict[type, tuple[str, ...]] = {
    Person: ("name", "hamlet_id", "unit_id", "target_group", "is_head", "household_id", "household"),
    Household: ("hamlet_id",),
    Collective: ("name", "hamlet_id", "unit_id"),
    Hamlet: ("name",),
}


@dataclass(frozen=True)
class Place:
    """Where someone belongs and under which name the lists have them."""

    hamlet_id: int | None
    place_key: str
    unit_id: int | None
    target_group: str | None
    name_key: str
    name_fold: str


def place_of(subject: Person | Household | Collective, head: Person | None, hamlet: Hamlet | None) -> Place:
    """The place of whoever pledges; head, of a household; hamlet, the row that hamlet_id names."""
    who = head if isinstance(subject, Household) else subject
    return Place(
        hamlet_id=subject.hamlet_id,
        place_key=hamlet.name_key if hamlet else LAST,
        unit_id=None if isinstance(subject, Household) else subject.unit_id,
        target_group=subject.target_group if isinstance(subject, Person) else None,
        name_key=who.name_key if who else LAST,
        name_fold=who.name_fold if who else "",
    )


def keep_place(row: Commitment, place: Place) -> None:
    """Write into a commitment where it stands: the name always, the place only while it is not signed."""
    row.name_key, row.name_fold = place.name_key, place.name_fold
    if row.state in UNSIGNED:
        row.hamlet_id, row.place_key = place.hamlet_id, place.place_key
        row.unit_id, row.target_group = place.unit_id, place.target_group


def follow(session: Session) -> None:
    """Write into the commitments what this flush changes of whoever pledges and of their hamlets."""
    changed = [*_changed(session)]
    reopened = [row for row in session.dirty if isinstance(row, Commitment) and _is_reopened(row)]
    if not changed and not reopened:
        return
    with session.no_autoflush:
        _keep_places(session, [*_concerned(session, changed), *reopened])
        _keep_order(session, [row for row in changed if isinstance(row, Hamlet)])


def _changed(session: Session) -> Iterable[Any]:
    """What was changed of the books; also who comes to a household as its head, and who is taken out of the books."""
    yield from (row for row in session.dirty if type(row) in _WATCHED and _is_changed(row))
    yield from (row for row in session.new if isinstance(row, Person) and row.is_head)
    yield from (row for row in session.deleted if isinstance(row, Person))


def _is_changed(row: Any) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in _WATCHED[type(row)])


def _is_reopened(row: Commitment) -> bool:
    """A signature that was taken back: the place follows again, from where they live today."""
    before = [*inspect(row).attrs.state.history.deleted]
    return before != [] and before[0] not in UNSIGNED and row.state in UNSIGNED


def _concerned(session: Session, changed: Sequence[Any]) -> list[Commitment]:
    """The commitments of these persons, of the households they head or headed, of these households and collectives."""
    ids: dict[str, set[int]] = {"person_id": set(), "household_id": set(), "collective_id": set()}
    for row in changed:
        if isinstance(row, Person):
            ids["household_id"] |= _households_of(row)
        if not isinstance(row, Hamlet) and row.id:
            ids[f"{row.__tablename__}_id"].add(row.id)
    wanted = [getattr(Commitment, name).in_(sorted(found)) for name, found in ids.items() if found]
    if not wanted:
        return []
    made = [row for row in session.new if isinstance(row, Commitment)]
    made = [row for row in made if any(getattr(row, name) in found for name, found in ids.items())]
    return [*session.scalars(select(Commitment).where(or_(*wanted))), *made]


def _households_of(person: Person) -> set[int]:
    """The household a person belongs to, and the one they leave."""
    attributes = inspect(person).attrs
    ids, rows = attributes.household_id.history, attributes.household.history
    found = {*ids.added, *ids.unchanged, *ids.deleted}
    found |= {one.id for one in (*rows.added, *rows.deleted) if one}
    return {one for one in found if one}


def _keep_places(session: Session, rows: Sequence[Commitment]) -> None:
    """Where each of them belongs now, changes that are not written yet included."""
    if not rows:
        return
    households = _by_id(session, Household, (row.household_id for row in rows))
    subjects: dict[tuple[str, int], Any] = {("household_id", one.id): one for one in households.values()}
    for name, table in (("person_id", Person), ("collective_id", Collective)):
        found = _by_id(session, table, (getattr(row, name) for row in rows))
        subjects |= {(name, row_id): one for row_id, one in found.items()}
    heads = _heads(session, households)
    hamlets = _by_id(session, Hamlet, (one.hamlet_id for one in subjects.values()))
    for row in rows:
        subject = subjects[next((name, found) for name in _LINKS if (found := getattr(row, name)))]
        keep_place(row, place_of(subject, heads.get(row.household_id or 0), hamlets.get(subject.hamlet_id or 0)))


_LINKS = ("person_id", "household_id", "collective_id")


def _by_id(session: Session, table: Any, ids: Iterable[int | None]) -> dict[int, Any]:
    wanted = sorted({one for one in ids if one})
    chosen = select(table).where(table.id.in_(wanted))
    if table is Household:
        chosen = chosen.options(lazyload(Household.head))
    return {row.id: row for row in session.scalars(chosen)} if wanted else {}


def _heads(session: Session, households: dict[int, Household]) -> dict[int, Person]:
    """The heads as they will be written: `Household.head` shows who it was."""
    if not households:
        return {}
    kept = session.scalars(select(Person).where(Person.household_id.in_(sorted(households)), Person.is_head))
    pending = (row for row in (*session.dirty, *session.new) if isinstance(row, Person))
    leaving = set(session.deleted)
    found = {}
    for person in (*kept, *pending):
        household_id = _home_of(person)
        if person.is_head and household_id in households and person not in leaving:
            found[household_id] = person
    return found


def _home_of(person: Person) -> int | None:
    """The household as it will be written: a change of the link goes before the number, which follows at the flush."""
    history = inspect(person).attrs.household.history
    if history.added:
        return history.added[0].id if history.added[0] else None
    return person.household_id


def _keep_order(session: Session, hamlets: Sequence[Hamlet]) -> None:
    """A hamlet with a new name is the same hamlet: its signed commitments go with it in the order too."""
    renamed = {hamlet.id: hamlet.name_key for hamlet in hamlets if hamlet.id}
    if renamed:
        for row in session.scalars(select(Commitment).where(Commitment.hamlet_id.in_(sorted(renamed)))):
            row.place_key = renamed.get(row.hamlet_id or 0, row.place_key)
