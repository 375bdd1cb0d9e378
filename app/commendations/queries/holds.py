"""Reads of the book of holds; it is shown to those alone who handle the cases."""

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import text
from app.commendations.models import Dossier, Hold, Nominee
from app.commendations.queries.names import subject_label
from app.commendations.queries.subjects import called
from app.db import db
from app.people.models import Collective, Household, Person
from app.tenancy import scope_of

PAGE = 50
OPEN, CLOSED = "open", "closed"
_KINDS = {Person: "person", Household: "household", Collective: "collective"}


def kind_of(subject: Person | Household | Collective) -> str:
    """The kind of a subject: "person", "household" or "collective"."""
    return _KINDS[type(subject)]


def hold(hold_id: int) -> Hold:
    """The hold with this id; a foreign or unknown id is not found."""
    row = db.session.get(Hold, hold_id)
    if row is None or row.owner_id not in scope_of(db.session()).writes:
        raise NotFound
    return row


def holds(typed: str = "", state: str | None = None, after: int | None = None, limit: int = PAGE) -> list[Hold]:
    """One page of holds, newest first, and one more; `typed` is a name without dấu, `state` open or closed."""
    chosen = _with_subjects().order_by(Hold.id.desc()).limit(limit + 1)
    query = text.fold(typed)
    if query:
        persons = select(Person.id).where(Person.name_fold.contains(query, autoescape=True))
        heads = select(Person.household_id).where(Person.name_fold.contains(query, autoescape=True), Person.is_head)
        collectives = select(Collective.id).where(Collective.name_fold.contains(query, autoescape=True))
        chosen = chosen.where(
            or_(Hold.person_id.in_(persons), Hold.household_id.in_(heads), Hold.collective_id.in_(collectives))
        )
    if state in (OPEN, CLOSED):
        chosen = chosen.where(Hold.closed_on.is_(None) if state == OPEN else Hold.closed_on.is_not(None))
    if after is not None:
        chosen = chosen.where(Hold.id < after)
    return list(db.session.scalars(chosen).unique())


def _with_subjects() -> Select[Any]:
    own = sorted(scope_of(db.session()).writes)
    return (
        select(Hold)
        .where(Hold.owner_id.in_(own))
        .options(
            joinedload(Hold.person).joinedload(Person.hamlet),
            joinedload(Hold.household).options(joinedload(Household.hamlet), selectinload(Household.head)),
            joinedload(Hold.collective),
        )
    )


def hold_label(row: Hold) -> str:
    """Whom a hold is about, as a list tells it from another."""
    return subject_label(row)


def hold_name(row: Hold) -> str:
    """Whom a hold is about, as the log says it."""
    subject = row.person or row.household or row.collective
    return called(subject) if subject else ""


def stopped_by(row: Hold) -> list[tuple[Nominee, Dossier]]:
    """The cases of its subject that are not decided yet: what an open hold stops, newest first."""
    kind = "person" if row.person_id else "household" if row.household_id else "collective"
    same = getattr(Nominee, f"{kind}_id") == getattr(row, f"{kind}_id")
    chosen = (
        select(Nominee, Dossier)
        .join(Dossier, Dossier.id == Nominee.dossier_id)
        .where(same, Dossier.ended_on.is_(None))
        .options(joinedload(Nominee.dossier).joinedload(Dossier.round))
        .order_by(Nominee.id.desc())
    )
    return [(nominee, dossier) for nominee, dossier in db.session.execute(chosen) if dossier.decision is None]
