"""What an import does to the books, written down row by row while it is saved.

The session itself tells what it makes and changes, so that no kind of list has to remember to say it. Counts that are
kept in step by themselves, the log and the list itself are no part of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session, UOWTransaction

from app.db import db
from app.imports.models import IncomingList, IncomingTouch
from app.imports.queries.holding import NO_HOLD, plain

# Kept in step with the books by their slices, or no part of the books.
NOT_RECORDED = NO_HOLD | {"job"}
# A commitment carries the place of its subject: what changes in it follows the person and follows back again.
ONLY_WHEN_MADE = frozenset({"commitment"})


class Recorder:
    """Collects, flush by flush, what the rows were and what they became."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, int], Any] = {}
        self.before: dict[tuple[str, int], dict[str, Any]] = {}
        self.changed: dict[tuple[str, int], Any] = {}
        self._new: list[Any] = []

    def look(self, session: Session, _context: UOWTransaction, _instances: Any) -> None:
        """Before a flush: what is new, and how the changed rows were."""
        self._new += [row for row in session.new if row.__tablename__ not in NOT_RECORDED]
        for row in session.dirty:
            if row.__tablename__ in NOT_RECORDED | ONLY_WHEN_MADE or not session.is_modified(row):
                continue
            place = (row.__tablename__, row.id)
            if place not in self.made:
                self.changed[place] = row
                self.before[place] = {**_before(row), **self.before.get(place, {})}

    def found(self, _session: Session, _context: UOWTransaction) -> None:
        """After a flush: new rows have their ids."""
        for row in self._new:
            self.made[row.__tablename__, row.id] = row
        self._new = []


def _before(row: Any) -> dict[str, Any]:
    state = inspect(row)
    names = [attribute.key for attribute in state.mapper.column_attrs]
    changed = {name: state.attrs[name].history for name in names}
    return {name: plain(history.deleted[0]) for name, history in changed.items() if history.deleted}


def columns_of(row: Any) -> dict[str, Any]:
    """All columns of a row as they can be kept in JSON."""
    return {attribute.key: plain(getattr(row, attribute.key)) for attribute in inspect(row).mapper.column_attrs}


@contextmanager
def recorded(incoming: IncomingList) -> Iterator[Recorder]:
    """Write down, as touches of the list, what the block makes and changes."""
    session, recorder = db.session(), Recorder()
    session.flush()
    event.listen(session, "before_flush", recorder.look)
    event.listen(session, "after_flush", recorder.found)
    try:
        yield recorder
        session.flush()
    finally:
        event.remove(session, "before_flush", recorder.look)
        event.remove(session, "after_flush", recorder.found)
    _keep(incoming, recorder)


def _keep(incoming: IncomingList, recorder: Recorder) -> None:
    """One touch for each row: of a row touched by an earlier piece only what it became is written anew."""
    rows = recorder.made | recorder.changed
    known = _touches_of(incoming, [row_id for _table, row_id in rows])
    for (table, row_id), row in rows.items():
        made, before = (table, row_id) in recorder.made, recorder.before.get((table, row_id), {})
        touch = known.get((table, row_id))
        if touch is None:
            after = columns_of(row) if made else {name: plain(getattr(row, name)) for name in before}
            touch = IncomingTouch(
                incoming_list=incoming, table=table, row_id=row_id, made=made, before=before, after=after
            )
            db.session.add(touch)
            continue
        if not touch.made:
            touch.before = {**before, **touch.before}
        touch.after = {name: plain(getattr(row, name)) for name in {*touch.after, *before}}


ASKED = 1_000


def _touches_of(incoming: IncomingList, row_ids: list[int]) -> dict[tuple[str, int], IncomingTouch]:
    found: dict[tuple[str, int], IncomingTouch] = {}
    ids = sorted(set(row_ids))
    for start in range(0, len(ids), ASKED):
        chosen = select(IncomingTouch).where(
            IncomingTouch.incoming_list_id == incoming.id, IncomingTouch.row_id.in_(ids[start : start + ASKED])
        )
        found |= {(touch.table, touch.row_id): touch for touch in db.session.scalars(chosen)}
    return found
