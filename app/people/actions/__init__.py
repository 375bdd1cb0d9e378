"""Verbs of people: save one, paste many, keep and show the number of a CCCD."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app import audit, clock, sealing, tenancy
from app.db import db
from app.people import queries
from app.people.actions.listed import ListedCollective as ListedCollective
from app.people.actions.listed import ListedMember as ListedMember
from app.people.actions.listed import ListedPerson as ListedPerson
from app.people.actions.listed import take_in as take_in
from app.people.actions.listed import take_in_collectives as take_in_collectives
from app.people.actions.listed import take_in_households as take_in_households
from app.people.actions.teams import ListedTerm as ListedTerm
from app.people.actions.teams import add_members as add_members
from app.people.actions.teams import correct_term as correct_term
from app.people.actions.teams import end_term as end_term
from app.people.actions.teams import remove_term as remove_term
from app.people.actions.teams import take_members as take_members
from app.people.models import Collective, Household, NationalId, Person
from app.people.rules import (
    birth_faults,
    bound_to,
    clean_number,
    collective_faults,
    confirmation_faults,
    head_faults,
    masked,
    name_faults,
    number_faults,
    purpose_faults,
    seeing_faults,
    team_faults,
)
from app.places.models import Authority, Hamlet
from app.refusals import Refusal, Refused, refuse_if
from app.text import nfc


def save_person(person: Person | None, today: date, **fields: Any) -> Person:
    """Add or correct a person.

    `fields` are columns of Person (name, sex, born_on, birth_year, hamlet_id, target_group, …).
    Raises Refused for a name, a day of birth or of confirmation that cannot be.
    """
    _refuse_any(
        (name_faults(fields["name"]) if person is None or "name" in fields else [])
        + birth_faults(fields.get("born_on"), fields.get("birth_year"), today)
        + confirmation_faults(fields.get("vneid_confirmed_on"), today)
    )
    person = _saved(person, Person, fields)
    audit.record("person-saved", person, name=person.name)
    return person


def save_household(
    household: Household | None, head: Person, hamlet: Hamlet, address: str | None, member_count: int | None
) -> Household:
    """Add or correct a household and say who its head is; a former head stays a member.

    Raises Refused when the person heads another household, which would be left without a head.
    """
    _refuse_any(head_faults(head.is_head, head.household_id, household.id if household else None))
    fields = {"hamlet_id": hamlet.id, "address": address, "member_count": member_count}
    household = _saved(household, Household, fields)
    db.session.flush()
    for member in household.members:
        member.is_head = False
    head.household_id, head.is_head, head.relation = household.id, True, None
    audit.record("household-saved", household, name=head.name)
    db.session.expire(household, ["members", "head"])
    return household


def add_to_household(household: Household, person: Person, relation: str) -> None:
    """Bring a person into a household, out of the one they lived in; `relation` is what they are to its head.

    Raises Refused for somebody who heads another household, which would be left without a head.
    """
    refuse_if(head_faults(person.is_head, person.household_id, household.id))
    person.household_id = household.id
    if not person.is_head:
        person.relation = nfc(relation) or None
    audit.record("household-member-added", household, name=person.name)
    db.session.expire(household, ["members"])


def remove_from_household(household: Household, person: Person) -> None:
    """Say that a person does not belong to a household any more; they stay in the books.

    Raises Refused for its head: another one is named first.
    """
    refuse_if([Refusal("household-head-stays")] if person.is_head else [])
    person.household_id, person.relation = None, None
    audit.record("household-member-removed", household, name=person.name)
    db.session.expire(household, ["members"])


def save_collective(collective: Collective | None, **fields: Any) -> Collective:
    """Add or correct a collective; `fields` are columns of Collective.

    Raises Refused for an empty name, more women than people, days of founding and closing that cannot be, and a team
    with members that is to be none.
    """
    ends = collective is not None and bool(collective.members) and not fields.get("team_kind", collective.team_kind)
    _refuse_any(
        ([] if collective is not None or fields["name"].strip() else [Refusal("name-missing")])
        + ([Refusal("team-has-members")] if ends else [])
        + collective_faults(fields.get("headcount"), fields.get("women_count"))
        + team_faults(fields.get("founded_on"), fields.get("valid_until"), clock.today())
    )
    collective = _saved(collective, Collective, fields)
    audit.record("collective-saved", collective, name=collective.name)
    return collective


def _refuse_any(reasons: list[Refusal]) -> None:
    if reasons:
        raise Refused(reasons)


def _saved(row: Any, table: Any, fields: dict[str, Any]) -> Any:
    """Set these columns, making the row first when it is new."""
    if row is None:
        row = table(**fields)
        db.session.add(row)
        return row
    for name, value in fields.items():
        setattr(row, name, value)
    return row


def _row(table: Any, row_id: int | None) -> Any:
    return None if row_id is None else db.session.get(table, row_id)


@dataclass(frozen=True)
class PastedPerson:
    """One accepted line of a pasted list.

    `hamlet_id` where the line says another hamlet than the list; `household` makes the person the head of a
    household of their own; `known_id` is the person of the books that the official said it is: of such a line
    nothing is taken over but, with `household`, that they head one.
    """

    name: str
    sex: str | None = None
    born_on: date | None = None
    birth_year: int | None = None
    target_group: str | None = None
    phone: str | None = None
    occupation: str | None = None
    household: bool = False
    hamlet_id: int | None = None
    known_id: int | None = None


def paste(hamlet: Hamlet | None, rows: Sequence[PastedPerson]) -> list[Person]:
    """Add the accepted lines of a pasted list, in one step with one line in the log.

    `hamlet` is that of the whole list, or None. Raises Refused when a line cannot be a person, or is to head
    a household without a hamlet.
    """
    _refuse_any([fault for row in rows if row.known_id is None for fault in name_faults(row.name)])
    known = {person.id: person for person in queries.by_ids([row.known_id for row in rows if row.known_id])}
    # Read once and held: the session forgets what nobody holds, and would read the hamlet again for every line.
    named = {hamlet_id: _row(Hamlet, hamlet_id) for hamlet_id in {row.hamlet_id for row in rows}}
    with db.session.no_autoflush:
        added = [_pasted(row, named[row.hamlet_id] or hamlet, known.get(row.known_id or 0)) for row in rows]
    subject = hamlet or db.session.get_one(Authority, tenancy.scope_of(db.session()).home)
    audit.record("people-pasted", subject, count=sum(1 for row in rows if row.known_id is None))
    return added


def _pasted(row: PastedPerson, hamlet: Hamlet | None, known: Person | None) -> Person:
    person = known or _new_person(row, hamlet)
    if row.household and not person.is_head:
        home = hamlet or person.hamlet
        if home is None:
            raise Refused([Refusal("hamlet-missing")])
        person.household = Household(hamlet_id=home.id)
        person.is_head = True
    return person


def _new_person(row: PastedPerson, hamlet: Hamlet | None) -> Person:
    person = Person(
        name=row.name,
        sex=row.sex,
        born_on=row.born_on,
        birth_year=row.birth_year,
        target_group=row.target_group,
        phone=row.phone,
        occupation=row.occupation,
        hamlet_id=hamlet.id if hamlet else None,
        is_head=False,
    )
    db.session.add(person)
    return person


# ---- confirmed on VNeID


def confirm_on_vneid(confirmed: Sequence[tuple[Person, date]], source: str) -> None:
    """Write down on which day the national platform confirmed each of these, and where that was read.

    Whoever enters them has judged the days and writes the line of the log: one for a person, one for a whole list.
    """
    for person, day in confirmed:
        person.vneid_confirmed_on, person.vneid_source = day, nfc(source)


def put_vneid_back(person: Person, day: date | None, source: str | None) -> None:
    """Set the confirmation of a person as it was before, or take it away."""
    person.vneid_confirmed_on, person.vneid_source = day, source


# ---- the number of a CCCD


def keep_national_id(person: Person, number: str, purpose: str, at: datetime) -> NationalId:
    """Keep the number of a person's CCCD, sealed, for a purpose that is written down; a second one replaces it.

    Args: number, as typed; at, when. Raises Refused: not 12 digits, no purpose. The number enters no log.
    Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Điều 3 (privacy-and-signature.md, P1).
    """
    number = clean_number(number)
    _refuse_any(number_faults(number) + purpose_faults(purpose))
    row, whose = queries.national_id(person) or NationalId(person=person), bound_to(person.owner_id, person.id)
    row.sealed, row.shown, row.purpose = sealing.seal(number, whose), masked(number), nfc(purpose)
    row.kept_by, row.kept_at = tenancy.actor_of(db.session()).name, at
    db.session.add(row)
    audit.record("national-id-kept", person, name=person.name, purpose=row.purpose)
    return row


def look_at_national_id(person: Person, reason: str) -> str:
    """The whole number of a person's CCCD, for a reason that the log keeps beside who looked.

    Raises Refused: no reason, no number, or one that does not open because its key is not on this machine.
    """
    row = _sealed_of(person, reason)
    try:
        number = sealing.unseal(row.sealed, bound_to(row.owner_id, row.person_id))
    except sealing.KeyLost:
        raise Refused([Refusal("national-id-key-lost")]) from None
    except sealing.Altered:
        raise Refused([Refusal("national-id-altered")]) from None
    audit.record("national-id-seen", person, name=person.name, reason=nfc(reason))
    return number


def remove_national_id(person: Person, reason: str) -> None:
    """Take the number of a person's CCCD out of the books, when its purpose is served or the person asks for it.

    The log keeps who did it and why. Raises Refused: no reason, or no number to remove.
    """
    db.session.delete(_sealed_of(person, reason))
    audit.record("national-id-removed", person, name=person.name, reason=nfc(reason))


def _sealed_of(person: Person, reason: str) -> NationalId:
    row, faults = queries.national_id(person), seeing_faults(reason)
    if row is None:
        raise Refused([*faults, Refusal("national-id-none")])
    _refuse_any(faults)
    return row
