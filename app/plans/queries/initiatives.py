"""Reads of initiatives: the book of sáng kiến, giải pháp and mô hình, found by a few letters."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import text
from app.db import db
from app.people import queries as people
from app.people.models import Collective, Household, Person
from app.plans.models import Initiative
from app.tenancy import scope_of

PAGE = 50
MOST_ROWS = 5_000
MOST_TITLES = 1_000
LOOKUPS = {
    "person": people.person_lookup,
    "household": people.household_lookup,
    "collective": people.collective_lookup,
}
GET: dict[str, Callable[[int], Any]] = {
    "person": people.get,
    "household": people.household,
    "collective": people.collective,
}


def get(initiative_id: int) -> Initiative:
    """The initiative with this id; a foreign or unknown id is not found."""
    row = db.session.get(Initiative, initiative_id)
    if row is None or row.owner_id not in scope_of(db.session()).reads:
        raise NotFound
    return row


def is_own(row: Initiative) -> bool:
    """Whether the own authority may change it."""
    return row.owner_id in scope_of(db.session()).writes


def listed(
    typed: str = "", kind: str | None = None, scope: str | None = None, after: int | None = None, limit: int = PAGE
) -> list[Initiative]:
    """One page of initiatives, newest first, and one more; `typed` is part of a title or of a name, without dấu."""
    chosen = _with_owners().order_by(Initiative.id.desc()).limit(limit + 1)
    query = text.fold(typed)
    if query:
        chosen = chosen.where(or_(Initiative.id.in_(_titled(query)), _owned_by(query)))
    if kind:
        chosen = chosen.where(Initiative.kind == kind)
    if scope:
        chosen = chosen.where(Initiative.scope == scope)
    if after is not None:
        chosen = chosen.where(Initiative.id < after)
    return list(db.session.scalars(chosen).unique())


def _with_owners() -> Select[Any]:
    own = sorted(scope_of(db.session()).writes)
    return (
        select(Initiative)
        .where(Initiative.owner_id.in_(own))
        .options(
            joinedload(Initiative.person).joinedload(Person.hamlet),
            joinedload(Initiative.household).options(joinedload(Household.hamlet), selectinload(Household.head)),
            joinedload(Initiative.collective),
        )
    )


def _titled(query: str) -> list[int]:
    """Titles have no folded column: a commune has some hundred of them, compared here."""
    every = db.session.execute(select(Initiative.id, Initiative.title).order_by(Initiative.id.desc()))
    return [row_id for row_id, title in every if query in text.fold(title)][:MOST_TITLES]


def _owned_by(query: str) -> ColumnElement[bool]:
    persons = select(Person.id).where(Person.name_fold.contains(query, autoescape=True))
    heads = select(Person.household_id).where(Person.name_fold.contains(query, autoescape=True), Person.is_head)
    collectives = select(Collective.id).where(Collective.name_fold.contains(query, autoescape=True))
    return or_(
        Initiative.person_id.in_(persons),
        Initiative.household_id.in_(heads),
        Initiative.collective_id.in_(collectives),
    )


def of_subject(kind: str, subject_id: int) -> list[Initiative]:
    """The initiatives of one person, household or collective, newest first."""
    chosen = select(Initiative).where(getattr(Initiative, f"{kind}_id") == subject_id)
    return list(db.session.scalars(chosen.order_by(Initiative.id.desc())))


def same_title(kind: str, subject_id: int, title: str, besides: int | None) -> bool:
    """Whether this subject has an initiative of this name already, another one than `besides`."""
    folded = text.fold(title)
    return any(row.id != besides and text.fold(row.title) == folded for row in of_subject(kind, subject_id))


def owner_label(row: Initiative) -> str:
    """Whose it is, as a list tells it from another."""
    if row.person:
        return people.label(row.person)
    if row.household:
        return people.household_label(row.household)
    return row.collective.name if row.collective else ""


def owner_key(row: Initiative) -> str:
    """Whose it is, as a search box posts it: "person-12"."""
    pairs = (("person", row.person_id), ("household", row.household_id), ("collective", row.collective_id))
    return next(f"{kind}-{row_id}" for kind, row_id in pairs if row_id)


def subject_lookup(typed: str) -> list[tuple[str, str]]:
    """What the search box for whose it is offers: persons, households and collectives by a few letters."""
    return [(f"{kind}-{row_id}", label) for kind, look in LOOKUPS.items() for row_id, label in look(typed)]


def subject_of(key: str) -> Any:
    """The subject a search box posted; a foreign or unknown one is not found."""
    kind, _dash, row_id = key.partition("-")
    if kind not in GET or not row_id.isdecimal():
        raise NotFound
    return GET[kind](int(row_id))


def name_of_subject(key: str) -> str:
    """The name a search box finds the subject of a key by: of a household that of its head."""
    subject = subject_of(key)
    named = subject.head if isinstance(subject, Household) else subject
    return str(named.name) if named else ""


def label_of_subject(key: str) -> str:
    """How the subject of a key is told from another."""
    subject = subject_of(key)
    if isinstance(subject, Person):
        return people.label(subject)
    return people.household_label(subject) if isinstance(subject, Household) else subject.name


def sheet(rows: Iterable[Initiative], kinds: dict[str, str], scopes: dict[str, str]) -> list[tuple[Any, ...]]:
    """Initiatives as a workbook shows them; kinds and scopes: their words by code."""
    return [
        (
            kinds[row.kind],
            row.title,
            owner_label(row),
            row.since,
            scopes[row.scope],
            row.effect or "",
            row.recognised_by or "",
            row.recognised_on,
            row.used_by or "",
        )
        for row in rows
    ]
