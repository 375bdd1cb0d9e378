"""Reads of merging: records by their kind, what hangs on them, merges that were made."""

from collections import Counter
from typing import Any

from sqlalchemy import or_, select

from app import tenancy
from app.db import db
from app.imports.queries import holding
from app.merging.models import Merge, NotSame
from app.merging.rules import FIELDS
from app.people import queries as people
from app.people.models import Household, Person
from app.places.models import Hamlet, Unit
from app.text import day_text, fold

# Kept in step with the books by themselves, or no part of what hangs on a record.
_NOT_TOLD = frozenset({"month_count", "subject_month", "commitment_count", "incoming_row", "incoming_touch"})
NEAR = 20


def record(kind: str, record_id: int) -> Any | None:
    """A record by its kind, in scope; None for none."""
    if kind not in FIELDS:
        return None
    row = holding.classes()[kind]
    return db.session.scalar(select(row).where(row.id == record_id))


def ours(row: Any) -> bool:
    """Whether the record belongs to the authority that acts: one of a merged commune is read only."""
    return row.owner_id in tenancy.scope_of(db.session()).writes


def name_of(row: Any) -> str:
    """What the record is called; a household by its head."""
    if isinstance(row, Household):
        return f"Hộ ông (bà) {row.head.name}" if row.head else f"Hộ số {row.id}"
    return row.name


def said(kind: str, row: Any) -> dict[str, str]:
    """What the record says in each field that is chosen, as an official reads it."""
    found = {}
    for field, columns in FIELDS[kind].items():
        values = [_shown(name, getattr(row, name)) for name in columns if name not in ("is_head", "name_order")]
        found[field] = ", ".join(value for value in values if value)
    if isinstance(row, Person):
        found["birth"] = row.birth.text or ""
        found["household"] = _home(row)
    return found


def _home(person: Person) -> str:
    if person.household is None:
        return ""
    part = "chủ hộ" if person.is_head else person.relation or "thành viên"
    return f"{name_of(person.household)} ({part})"


def _shown(name: str, value: Any) -> str:
    if value in (None, "", False):
        return ""
    if name in ("hamlet_id", "unit_id"):
        place = db.session.get(Hamlet, value) if name == "hamlet_id" else db.session.get(Unit, value)
        return place.name if place else ""
    return "có" if value is True else day_text(value) if hasattr(value, "isoformat") else str(value)


def hanging(kind: str, record_id: int) -> dict[str, int]:
    """How many rows of each table lead to the record; the keys of the tables themselves tell which."""
    counted: Counter[str] = Counter()
    for table, column in holding.references(kind):
        if table not in _NOT_TOLD:
            counted[table] += len(leading(table, column, record_id))
    for table in holding.by_name():
        counted[table] += len(named(table, kind, record_id))
    return {table: count for table, count in sorted(counted.items()) if count}


def leading(table: str, column: str, record_id: int) -> list[Any]:
    """The rows of a table whose column leads to the record, in order of their numbers."""
    row = holding.classes()[table]
    return list(db.session.scalars(select(row).where(getattr(row, column) == record_id).order_by(row.id)))


def named(table: str, kind: str, record_id: int) -> list[Any]:
    """The papers, proofs or notes that name the record by table and number."""
    row = holding.classes()[table]
    wanted = select(row).where(row.subject_table == kind, row.subject_id == record_id)
    return list(db.session.scalars(wanted.order_by(row.id)))


def merge(merge_id: int) -> Merge | None:
    """A merge by its number, in scope."""
    return db.session.scalar(select(Merge).where(Merge.id == merge_id))


def merges(kind: str | None = None, about: int | None = None) -> list[Merge]:
    """The latest merges, the newest first, or those of one record."""
    wanted = select(Merge).order_by(Merge.at.desc(), Merge.id.desc()).limit(50)
    if kind is not None:
        wanted = wanted.where(Merge.kind == kind, or_(Merge.kept_id == about, Merge.gone_id == about))
    return list(db.session.scalars(wanted))


def where_it_went(kind: str, gone_id: int) -> int | None:
    """The number of the record into which a gone one was merged, however often it went on."""
    found: int | None = None
    while True:
        wanted = select(Merge.kept_id).where(
            Merge.kind == kind, Merge.gone_id == (found or gone_id), Merge.undone_at.is_(None)
        )
        onward = db.session.scalar(wanted.order_by(Merge.id.desc()).limit(1))
        if onward is None:
            return found
        found = onward


def others_like(kind: str, row: Any, words: str) -> list[Any]:
    """Who else a record may be merged with: those whose name holds the words, or is the same without dấu."""
    if words and kind in ("person", "household"):
        find = people.search if kind == "person" else people.search_households
        return [one for one in find(words, NEAR) if one.id != row.id]
    table = holding.classes()[kind]
    if kind == "household":
        wanted = select(table).join(Person, (Person.household_id == table.id) & Person.is_head)
        name = Person.name_fold
    else:
        wanted, name = select(table), table.name_fold
    own = row.head.name if kind == "household" and row.head else getattr(row, "name", "")
    sought = fold(words or own)
    if kind in ("person", "household") and not words:
        wanted = wanted.where(name == sought)
    elif words:
        wanted = wanted.where(name.contains(sought, autoescape=True))
    return list(db.session.scalars(wanted.where(table.id != row.id).order_by(name, table.id).limit(NEAR)))


def parted(kind: str, first_id: int, second_id: int) -> bool:
    """Whether somebody said already that these two are not one; the lower number first."""
    wanted = select(NotSame.id).where(
        NotSame.kind == kind, NotSame.first_id == first_id, NotSame.second_id == second_id
    )
    return db.session.scalar(wanted) is not None
