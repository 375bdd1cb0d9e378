"""What depends on what an import did: rows that refer to what it made, and rows changed since.

The keys of the tables themselves tell what refers to what, so that a new table is never forgotten; papers, proofs and
notes name their record by table and id instead.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import and_, func, inspect, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.db import Base, db
from app.imports.models import IncomingList, IncomingRow, IncomingTouch
from app.imports.queries.kinds import kind_of
from app.imports.rules import Held
from app.refusals import Refusal

# What never holds an import: the log, the list itself, and counts that follow the books by themselves.
NO_HOLD = frozenset({
    "audit_line", "incoming_list", "incoming_row", "incoming_touch", "month_count", "subject_month", "commitment_count",
})  # fmt: skip
ASKED = 1_000


@cache
def classes() -> dict[str, Any]:
    """The class of each table, by its name."""
    found: dict[str, Any] = {}
    for mapper in Base.registry.mappers:
        found[mapper.class_.__tablename__] = mapper.class_
    return found


@cache
def references(table: str) -> tuple[tuple[str, str], ...]:
    """Which columns of which tables lead to the rows of a table, as pairs of table and attribute."""
    found = []
    for name, owner in classes().items():
        for constraint in owner.__table__.foreign_key_constraints:
            for element in constraint.elements:
                if element.column.table.name == table and element.column.name == "id":
                    found.append((name, inspect(owner).get_property_by_column(element.parent).key))
    return tuple(sorted(set(found)))


@cache
def by_name() -> tuple[str, ...]:
    """Tables that name their record by its table and id."""
    named = ({"subject_table", "subject_id"} <= set(one.__table__.columns.keys()) for one in classes().values())
    return tuple(name for name, fits in zip(classes(), named, strict=True) if fits and name not in NO_HOLD)


def held(incoming: IncomingList) -> list[Held]:
    """What depends on the import, a line for each table; empty when it can be taken back whole."""
    return [*_referring(incoming), *_changed_since(incoming)]


def held_by_kind(incoming: IncomingList) -> list[Refusal]:
    """What the kind of the list knows to hold it, such as a paper sealed since that names what came in."""
    chosen = select(IncomingRow.record_id).where(
        IncomingRow.incoming_list_id == incoming.id, IncomingRow.saved, IncomingRow.record_id.is_not(None)
    )
    records = [row_id for row_id in db.session.scalars(chosen) if row_id]
    return kind_of(incoming.kind).held_by(records, incoming.at) if records else []


def _made(incoming: IncomingList, table: str) -> Any:
    return select(IncomingTouch.row_id).where(
        IncomingTouch.incoming_list_id == incoming.id, IncomingTouch.table == table, IncomingTouch.made
    )


def _tables_made(incoming: IncomingList) -> list[str]:
    chosen = select(IncomingTouch.table).where(IncomingTouch.incoming_list_id == incoming.id, IncomingTouch.made)
    return sorted(db.session.scalars(chosen.distinct()))


def _referring(incoming: IncomingList) -> Iterator[Held]:
    """Rows of each table that lead to something the import made, other than what it made itself."""
    wanted: dict[str, list[ColumnElement[bool]]] = {}
    for made in _tables_made(incoming):
        for name, column in references(made):
            wanted.setdefault(name, []).append(getattr(classes()[name], column).in_(_made(incoming, made)))
        for name in by_name():
            row = classes()[name]
            leads = and_(row.subject_table == made, row.subject_id.in_(_made(incoming, made)))
            wanted.setdefault(name, []).append(leads)
    for name in sorted(set(wanted) - NO_HOLD):
        row = classes()[name]
        chosen = select(func.count(row.id)).where(or_(*wanted[name]), row.id.not_in(_made(incoming, name)))
        if count := db.session.scalar(chosen):
            yield Held(name, count)


def _changed_since(incoming: IncomingList) -> Iterator[Held]:
    """Rows that are no longer as the import left them."""
    for table, touches in touches_by_table(incoming).items():
        rows = rows_of(table, [touch.row_id for touch in touches])
        count = sum(1 for touch in touches if not _as_left(rows.get(touch.row_id), touch))
        if count:
            yield Held(table, count, changed=True)


def touches_by_table(incoming: IncomingList) -> dict[str, list[IncomingTouch]]:
    """What the import touched, by table."""
    chosen = select(IncomingTouch).where(IncomingTouch.incoming_list_id == incoming.id).order_by(IncomingTouch.id)
    found: dict[str, list[IncomingTouch]] = {}
    for touch in db.session.scalars(chosen):
        found.setdefault(touch.table, []).append(touch)
    return found


def rows_of(table: str, ids: list[int]) -> dict[int, Any]:
    """The rows of a table with these ids, as far as they are still there."""
    row, found = classes()[table], dict[int, Any]()
    for start in range(0, len(ids), ASKED):
        chosen = select(row).where(row.id.in_(sorted(ids)[start : start + ASKED]))
        found |= {one.id: one for one in db.session.scalars(chosen)}
    return found


def _as_left(row: Any, touch: IncomingTouch) -> bool:
    return row is not None and all(plain(getattr(row, name)) == value for name, value in touch.after.items())


def plain(value: Any) -> Any:
    """A value of a column as JSON holds it: a day or a moment as its ISO text."""
    return value.isoformat() if isinstance(value, date | datetime | time) else value
