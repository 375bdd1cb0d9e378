"""People of a list that comes in: whoever is new is added, who is known gets what the list adds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import audit, tenancy
from app.db import db
from app.people import queries
from app.people.models import Collective, Household, Person
from app.people.rules import collective_faults, head_faults, name_faults
from app.places.models import Authority, Hamlet
from app.refusals import Refusal, Refused, refuse_if


@dataclass(frozen=True)
class ListedPerson:
    """A line of a list that is ready: columns of Person that it sets; `known_id` is whom the books know already."""

    columns: Mapping[str, Any]
    known_id: int | None = None


def take_in(rows: Sequence[ListedPerson], hamlet: Hamlet | None = None, *, heads: bool = False) -> list[Person]:
    """Write the lines of a list into the books, with one line in the log.

    Args: hamlet, that of the whole list; heads, whether each line heads a household of its own.
    Raises Refused when a line cannot be a person, or is to head a household without a hamlet.
    """
    people = _people_of(rows)
    if heads:
        with db.session.no_autoflush:
            for person in people:
                _head_of_a_household(person)
    added = sum(1 for row in rows if row.known_id is None)
    subject = hamlet or db.session.get_one(Authority, tenancy.scope_of(db.session()).home)
    audit.record("people-listed", subject, added=added, changed=len(rows) - added)
    return people


def _people_of(rows: Sequence[ListedPerson]) -> list[Person]:
    refuse_if([fault for row in rows if row.known_id is None for fault in name_faults(row.columns["name"])])
    known = {person.id: person for person in queries.by_ids([row.known_id for row in rows if row.known_id])}
    if any(row.known_id and row.known_id not in known for row in rows):
        raise Refused([Refusal("list-person-gone")])
    with db.session.no_autoflush:
        return [_taken_in(row, known.get(row.known_id or 0)) for row in rows]


def _taken_in(row: ListedPerson, known: Person | None) -> Person:
    if known is None:
        known = Person(**row.columns, is_head=False)
        db.session.add(known)
        return known
    for name, value in row.columns.items():
        setattr(known, name, value)
    return known


def _head_of_a_household(person: Person) -> Household:
    """Give a household to who has none; who is a member of another one leaves it, as the list says."""
    if person.is_head and person.household is not None:
        return person.household
    if person.hamlet_id is None:
        raise Refused([Refusal("hamlet-missing")])
    household = Household(hamlet_id=person.hamlet_id)
    person.household, person.is_head, person.relation = household, True, None
    return household


# ---- households


@dataclass(frozen=True)
class ListedMember:
    """A line of a sổ hộ that is ready: the columns of Person, and the household.

    Args: number, of its line; known_id, whom the books know already; head_line, the line of the head, where that is not
    in the books yet; household_id, the household of the books that the line names; home, columns of the household that
    the line of the head says.
    """

    number: int
    columns: Mapping[str, Any]
    known_id: int | None
    is_head: bool
    head_line: int | None
    household_id: int | None
    home: Mapping[str, Any]
    relation: str


def take_in_households(rows: Sequence[ListedMember]) -> list[Person]:
    """Write the lines of a sổ hộ into the books, with one line in the log: heads first, then who lives with them.

    Raises Refused when the head of a line is neither in the books nor among these lines.
    """
    people = _people_of([ListedPerson(row.columns, row.known_id) for row in rows])
    made: dict[int, Household] = {}
    with db.session.no_autoflush:
        for row, person in zip(rows, people, strict=True):
            if row.is_head:
                made[row.number] = _headed(person, row.home)
        known = _households_of(rows, made)
        for row, person in zip(rows, people, strict=True):
            if not row.is_head:
                _enters(person, made.get(row.head_line or 0) or known.get(row.household_id or 0), row)
    added = sum(1 for row in rows if row.known_id is None)
    home = db.session.get_one(Authority, tenancy.scope_of(db.session()).home)
    audit.record("people-listed", home, added=added, changed=len(rows) - added)
    return people


def _headed(person: Person, home: Mapping[str, Any]) -> Household:
    household = _head_of_a_household(person)
    for name, value in home.items():
        if value:
            setattr(household, name, value)
    return household


def _households_of(rows: Sequence[ListedMember], made: Mapping[int, Household]) -> dict[int, Household]:
    wanted = {row.household_id for row in rows if row.household_id and row.head_line not in made}
    return {household_id: queries.household(household_id) for household_id in sorted(wanted)}


def _enters(person: Person, household: Household | None, row: ListedMember) -> None:
    if household is None:
        raise Refused([Refusal("household-head-waits", detail=str(row.head_line or ""))])
    refuse_if(head_faults(person.is_head, person.household_id, household.id))
    person.household = household
    person.relation = row.relation or person.relation
    person.hamlet_id = person.hamlet_id or household.hamlet_id


# ---- collectives


@dataclass(frozen=True)
class ListedCollective:
    """A line of a list that is ready: columns of Collective that it sets; `known_id` is the one the books have."""

    columns: Mapping[str, Any]
    known_id: int | None = None


def take_in_collectives(rows: Sequence[ListedCollective]) -> list[Collective]:
    """Write collectives of a list into the books, with one line in the log.

    Raises Refused for one without a name, with more women than people, or that is no longer in the books.
    """
    found = []
    for row in rows:
        known = db.session.get(Collective, row.known_id) if row.known_id else Collective(is_enterprise=False)
        if known is None:
            raise Refused([Refusal("list-collective-gone")])
        for name, value in row.columns.items():
            setattr(known, name, value)
        refuse_if([] if known.name else [Refusal("name-missing")])
        refuse_if(collective_faults(known.headcount, known.women_count))
        db.session.add(known)
        found.append(known)
    db.session.flush()
    added = sum(1 for row in rows if row.known_id is None)
    home = db.session.get_one(Authority, tenancy.scope_of(db.session()).home)
    audit.record("collectives-listed", home, added=added, changed=len(rows) - added)
    return found
