"""Reads of people; a record of another commune is not there (404)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.sql.elements import ColumnElement
from werkzeug.exceptions import NotFound

from app import audit, sealing, text
from app.db import db
from app.people.models import Collective, Household, NationalId, Person
from app.people.queries.finding import ids_found, ranked
from app.people.queries.teams import team_members as team_members
from app.people.rules import Birth, Known, bound_to, likely_same, told_apart
from app.people.rules.incoming import HeadInBooks, InHousehold, InTheBooks, phone_of, sex_said
from app.places.models import Hamlet, Unit

PAGE = 50
# A household whose head has moved out stands at the end of the list.
_LAST = "~"
Head = aliased(Person)
_head_key = func.coalesce(Head.name_key, _LAST)


# ---- one record


def get(person_id: int) -> Person:
    """The person with this id; a 404 when it is not in the scope."""
    return _found(db.session.get(Person, person_id))


def household(household_id: int) -> Household:
    """The household with this id; a 404 when it is not in the scope."""
    return _found(db.session.get(Household, household_id))


def collective(collective_id: int) -> Collective:
    """The collective with this id; a 404 when it is not in the scope."""
    return _found(db.session.get(Collective, collective_id))


def _found(row: Any) -> Any:
    if row is None:
        raise NotFound
    return row


# ---- lists as filtered, by key


@dataclass(frozen=True)
class Wanted:
    """What a list is filtered by."""

    typed: str = ""
    hamlet_id: int | None = None
    target_group: str | None = None


def page_of_people(wanted: Wanted, after: int | None = None) -> list[Person]:
    """One page of the list from behind a person on; one row more than a page tells that there is a next."""
    chosen = _filtered_people(_people(), wanted)
    last = db.session.get(Person, after) if after else None
    if last is not None:
        chosen = chosen.where(tuple_(Person.name_key, Person.id) > (last.name_key, last.id))
    return list(db.session.scalars(chosen.limit(PAGE + 1)))


def people(wanted: Wanted) -> list[Person]:
    """Everyone of the list as filtered, for paper and Excel."""
    return list(db.session.scalars(_filtered_people(_people(), wanted)))


def count_people(wanted: Wanted) -> int:
    """How many people the list holds as filtered."""
    return db.session.scalar(_filtered_people(select(func.count(Person.id)), wanted)) or 0


def page_of_households(wanted: Wanted, after: int | None = None) -> list[Household]:
    """One page of the households by the name of their head, from behind a household on, and one row more."""
    chosen = _filtered_households(_households(), wanted)
    last = db.session.get(Household, after) if after else None
    if last is not None:
        key = last.head.name_key if last.head else _LAST
        chosen = chosen.where(tuple_(_head_key, Household.id) > (key, last.id))
    return list(db.session.scalars(chosen.limit(PAGE + 1)))


def households(wanted: Wanted) -> list[Household]:
    """All households as filtered, for paper and Excel."""
    return list(db.session.scalars(_filtered_households(_households(), wanted)))


def count_households(wanted: Wanted) -> int:
    """How many households the list holds as filtered."""
    counted = _with_heads(select(func.count(Household.id)))
    return db.session.scalar(_filtered_households(counted, wanted)) or 0


def page_of_collectives(wanted: Wanted, after: int | None = None) -> list[Collective]:
    """One page of the collectives by name, from behind a collective on, and one row more."""
    chosen = _filtered_collectives(_collectives(), wanted)
    last = db.session.get(Collective, after) if after else None
    if last is not None:
        chosen = chosen.where(tuple_(Collective.name_key, Collective.id) > (last.name_key, last.id))
    return list(db.session.scalars(chosen.limit(PAGE + 1)))


def collectives(wanted: Wanted) -> list[Collective]:
    """All collectives as filtered, for paper and Excel."""
    return list(db.session.scalars(_filtered_collectives(_collectives(), wanted)))


def count_collectives(wanted: Wanted) -> int:
    """How many collectives the list holds as filtered."""
    return db.session.scalar(_filtered_collectives(select(func.count(Collective.id)), wanted)) or 0


def in_hamlet(hamlet_id: int) -> list[Person]:
    """Everyone of a hamlet, by tên, đệm, họ."""
    return people(Wanted(hamlet_id=hamlet_id))


def households_in(hamlet_id: int | None = None) -> list[Household]:
    """The households of a hamlet, or of the commune, by the name of their head; members are loaded too."""
    chosen = _filtered_households(_households().options(selectinload(Household.members)), Wanted(hamlet_id=hamlet_id))
    return list(db.session.scalars(chosen))


def homes() -> dict[int, tuple[int | None, str | None]]:
    """In which hamlet and group everyone is, by id: to divide figures of people."""
    rows = db.session.execute(select(Person.id, Person.hamlet_id, Person.target_group))
    return {person_id: (hamlet_id, group) for person_id, hamlet_id, group in rows}


def _people() -> Select[Any]:
    return select(Person).options(joinedload(Person.hamlet), joinedload(Person.unit)).order_by(*_by_name())


def _by_name() -> tuple[Any, Any]:
    return Person.name_key, Person.id


def _households() -> Select[Any]:
    chosen = _with_heads(select(Household)).options(joinedload(Household.hamlet))
    return chosen.order_by(_head_key, Household.id)


def _with_heads(chosen: Select[Any]) -> Select[Any]:
    return chosen.outerjoin(Head, and_(Head.household_id == Household.id, Head.is_head))


def _collectives() -> Select[Any]:
    chosen = select(Collective).options(joinedload(Collective.hamlet), joinedload(Collective.unit))
    return chosen.order_by(Collective.name_key, Collective.id)


def _filtered_people(chosen: Select[Any], wanted: Wanted) -> Select[Any]:
    chosen = chosen.where(*_holding(Person.name_fold, wanted.typed))
    if wanted.hamlet_id is not None:
        chosen = chosen.where(Person.hamlet_id == wanted.hamlet_id)
    if wanted.target_group:
        chosen = chosen.where(Person.target_group == wanted.target_group)
    return chosen


def _filtered_households(chosen: Select[Any], wanted: Wanted) -> Select[Any]:
    chosen = chosen.where(*_holding(Head.name_fold, wanted.typed))
    return chosen if wanted.hamlet_id is None else chosen.where(Household.hamlet_id == wanted.hamlet_id)


def _filtered_collectives(chosen: Select[Any], wanted: Wanted) -> Select[Any]:
    chosen = chosen.where(*_holding(Collective.name_fold, wanted.typed))
    return chosen if wanted.hamlet_id is None else chosen.where(Collective.hamlet_id == wanted.hamlet_id)


def _holding(column: Any, typed: str) -> list[ColumnElement[bool]]:
    """Each typed word stands somewhere in the name, so that "ng v duc" finds Nguyễn Văn Đức."""
    return [column.contains(word, autoescape=True) for word in text.fold(typed).split()]


# ---- search by a few letters


def search(typed: str, limit: int = 20, near: int | None = None) -> list[Person]:
    """People meant by what was typed: a name or parts of it without dấu, a year, a hamlet, a telephone number.

    Args: near, the hamlet whose people come before all others.
    """
    ids = ids_found(typed, limit, near)
    return ranked(by_ids(ids), ids, typed, near)


def search_households(typed: str, limit: int = 20) -> list[Household]:
    """Households whose head is meant by what was typed."""
    ids = ids_found(typed, limit, heads=True)
    chosen = _households().where(Head.id.in_(ids)).order_by(None)
    by_head = {row.head.id: row for row in db.session.scalars(chosen) if row.head} if ids else {}
    return [by_head[head_id] for head_id in ids if head_id in by_head]


def search_collectives(typed: str, limit: int = 20) -> list[Collective]:
    """Collectives whose name holds what was typed."""
    if not text.fold(typed):
        return []
    return list(db.session.scalars(_filtered_collectives(_collectives(), Wanted(typed)).limit(limit)))


# ---- likely doubles


def known(names: Iterable[str] | None = None) -> list[Known]:
    """Everyone in the books, or who has one of these names whatever the dấu, as far as a double is judged by it."""
    chosen = select(Person.id, Person.name, Person.born_on, Person.birth_year, Person.hamlet_id).order_by(Person.id)
    if names is not None:
        chosen = chosen.where(Person.name_fold.in_(sorted({text.fold(name) for name in names})))
    rows = db.session.execute(chosen)
    return [
        Known(person_id, name, born_on.year if born_on else year, hamlet_id, born_on)
        for person_id, name, born_on, year, hamlet_id in rows
    ]


ASKED = 1_000  # names in one statement: both databases take some 32,000 variables


def known_to_list(names: Iterable[str]) -> list[InTheBooks]:
    """Who has one of these names, whatever the dấu, with all that a list may add to it."""
    folds = sorted({text.fold(name) for name in names} - {""})
    found = []
    for start in range(0, len(folds), ASKED):
        chosen = _said().where(Person.name_fold.in_(folds[start : start + ASKED])).order_by(Person.id)
        found += [_in_the_books(*row) for row in db.session.execute(chosen)]
    return found


# What the books say of a person beside a list, by field of the grid; what is not here needs a word of its own.
_TOLD = {
    "phone": Person.phone, "occupation": Person.occupation, "target_group": Person.target_group, "post": Person.post,
    "hometown": Person.hometown, "residence": Person.residence, "hamlet": Hamlet.name, "unit": Unit.name,
}  # fmt: skip


def _said() -> Select[Any]:
    """Columns and not rows: ten thousand people are read in a fifth of the time, and nothing is changed here."""
    wanted: tuple[Any, ...] = (
        Person.id,
        Person.name,
        Person.born_on,
        Person.birth_year,
        Person.hamlet_id,
        Person.sex,
        Person.is_head,
        NationalId.shown,
        *_TOLD.values(),
    )
    return (
        select(*wanted)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .outerjoin(NationalId, NationalId.person_id == Person.id)
    )


def _in_the_books(
    person_id: int,
    name: str,
    born_on: date | None,
    year: int | None,
    hamlet_id: int | None,
    sex: str | None,
    is_head: bool,
    number: str | None,
    *told: str | None,
) -> InTheBooks:
    says = {field: cell or "" for field, cell in zip(_TOLD, told, strict=True)}
    says["phone"] = phone_of(says["phone"]) or says["phone"]
    says |= {"full_name": name, "birth": Birth(born_on, year).text, "gender": sex_said(sex)}
    known = Known(person_id, name, born_on.year if born_on else year, hamlet_id, born_on)
    return InTheBooks(known, says, number or "", is_head)


def homes_of(person_ids: Sequence[int]) -> dict[int, InHousehold]:
    """In which household each of these people is, whom nothing is said of are in none."""
    found: dict[int, InHousehold] = {}
    for start in range(0, len(person_ids), ASKED):
        chosen = _in_households().where(Person.id.in_(person_ids[start : start + ASKED]))
        found |= {person_id: InHousehold(*home) for person_id, *home in db.session.execute(chosen)}
    return found


def heads_named(names: Iterable[str]) -> list[HeadInBooks]:
    """The heads of households who have one of these names, whatever the dấu."""
    folds, found = sorted({text.fold(name) for name in names} - {""}), list[HeadInBooks]()
    for start in range(0, len(folds), ASKED):
        chosen = (
            select(Person.id, Household.id, Person.name, Person.born_on, Person.birth_year, Household.hamlet_id)
            .join(Household, Household.id == Person.household_id)
            .where(Person.is_head, Person.name_fold.in_(folds[start : start + ASKED]))
        )
        found += [
            HeadInBooks(person_id, home_id, name, born_on.year if born_on else year, hamlet_id)
            for person_id, home_id, name, born_on, year, hamlet_id in db.session.execute(chosen)
        ]
    return found


def _in_households() -> Select[Any]:
    told = (Person.relation, Household.address, Household.member_count, Household.hamlet_id, Hamlet.name)
    wanted: tuple[Any, ...] = (Person.id, Household.id, Head.name, Head.birth_year, Head.born_on, *told)
    return (
        select(*wanted)
        .join(Household, Household.id == Person.household_id)
        .join(Hamlet, Hamlet.id == Household.hamlet_id)
        .outerjoin(Head, and_(Head.household_id == Household.id, Head.is_head))
    )


def said_of_households() -> Iterator[tuple[InTheBooks, InHousehold]]:
    """What the books say of everybody in a household that has a head, household by household, its head first."""
    homes = homes_of_everyone()
    rows = (
        _said().where(Person.household_id.is_not(None)).order_by(Person.household_id, Person.is_head.desc(), Person.id)
    )
    for row in db.session.execute(rows):
        one = _in_the_books(*row)
        if one.known.id in homes:
            yield one, homes[one.known.id]


def homes_of_everyone() -> dict[int, InHousehold]:
    """In which household everybody is, of households that have a head."""
    chosen = _in_households().where(Head.id.is_not(None))
    return {person_id: InHousehold(*home) for person_id, *home in db.session.execute(chosen)}


def said_of_everyone() -> Iterator[InTheBooks]:
    """What the books say of everybody, by name, as a list would say it: for the exchange file."""
    for row in db.session.execute(_said().order_by(*_by_name())):
        yield _in_the_books(*row)


def doubles(person: Known) -> list[Person]:
    """Who in the books may be this person, other than the record itself."""
    found = likely_same(person.name, person.birth_year, person.hamlet_id, known([person.name]), person.born_on)
    return by_ids([one.id for one in found if one.id != person.id])


def doubles_of_collective(name: str) -> list[Collective]:
    """Which collectives in the books have this name, whatever the dấu."""
    return list(db.session.scalars(_collectives().where(Collective.name_fold == text.fold(name))))


def collectives_named(names: Iterable[str]) -> list[Collective]:
    """Which collectives have one of these names, whatever the dấu, in the order in which they were added."""
    folds, found = sorted({text.fold(name) for name in names} - {""}), list[Collective]()
    for start in range(0, len(folds), ASKED):
        asked = Collective.name_fold.in_(folds[start : start + ASKED])
        found += db.session.scalars(_collectives().where(asked))
    return sorted(found, key=lambda row: row.id)


def all_collectives() -> list[Collective]:
    """All collectives, by name, for the exchange file."""
    return list(db.session.scalars(_collectives()))


def by_ids(ids: Sequence[int]) -> list[Person]:
    """The people with these ids, by name; those outside the scope are not there."""
    return list(db.session.scalars(_people().where(Person.id.in_(ids)))) if ids else []


# ---- how they are called


def label(person: Person) -> str:
    """How a person is told from another of the same name: Nguyễn Văn Đức (1980, Thôn 3)."""
    return told_apart(person.name, person.birth, person.hamlet.name if person.hamlet else None)


def label_of(person_id: int) -> str | None:
    """The label of the person with this id, for a picker; None when it is not in the scope."""
    person = db.session.get(Person, person_id)
    return label(person) if person else None


def person_lookup(typed: str, near: int | None = None) -> list[tuple[int, str]]:
    """What a picker offers for some letters: ids and labels, the people of the hamlet `near` first."""
    return [(person.id, label(person)) for person in search(typed, near=near)]


def household_label(household: Household) -> str:
    """How a household is told from another: Hộ ông (bà) Nguyễn Văn Đức, Thôn 3."""
    head = household.head.name if household.head else "chưa có chủ hộ"
    return f"Hộ ông (bà) {head}, {household.hamlet.name}"


def household_label_of(household_id: int) -> str | None:
    """The label of the household with this id, for a picker; None when it is not in the scope."""
    row = db.session.get(Household, household_id)
    return household_label(row) if row else None


def household_lookup(typed: str) -> list[tuple[int, str]]:
    """What a picker offers for some letters of the head's name."""
    return [(row.id, household_label(row)) for row in search_households(typed)]


def collective_label_of(collective_id: int) -> str | None:
    """The name of the collective with this id, for a picker; None when it is not in the scope."""
    row = db.session.get(Collective, collective_id)
    return row.name if row else None


def collective_lookup(typed: str) -> list[tuple[int, str]]:
    """What a picker offers for some letters of a collective's name."""
    return [(row.id, row.name) for row in search_collectives(typed)]


# ---- numbers of CCCD


def national_id(person: Person) -> NationalId | None:
    """The sealed number of a person, if one is kept."""
    return db.session.scalars(select(NationalId).where(NationalId.person_id == person.id)).one_or_none()


def national_ids_by_purpose() -> list[tuple[str, int]]:
    """How many numbers are kept for each purpose."""
    counted = select(NationalId.purpose, func.count(NationalId.id)).group_by(NationalId.purpose)
    return [(purpose, count) for purpose, count in db.session.execute(counted.order_by(NationalId.purpose))]


def national_ids_that_do_not_open() -> tuple[int, int]:
    """How many numbers are kept, and how many of them do not open: their key is gone, or they were changed."""
    kept = unopened = 0
    for owner_id, person_id, sealed in db.session.execute(
        select(NationalId.owner_id, NationalId.person_id, NationalId.sealed)
    ):
        kept += 1
        try:
            sealing.unseal(sealed, bound_to(owner_id, person_id))
        except sealing.CannotOpen:
            unopened += 1
    return kept, unopened


NATIONAL_ID_EVENTS = ("national-id-kept", "national-id-seen", "national-id-removed")


def national_id_log(before: int | None = None, limit: int | None = None) -> list[audit.AuditLine]:
    """Who kept, saw or removed a number, whose and why, the newest first; all of it without a limit."""
    return audit.newest(before, limit, NATIONAL_ID_EVENTS)
