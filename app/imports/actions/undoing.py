"""An import is taken back whole: what it made goes, what it changed becomes what it was."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import inspect

from app import audit, clock, jobs, tenancy
from app.db import Base, Moment, db
from app.imports.models import IncomingList, IncomingTouch
from app.imports.queries import holding, listing
from app.imports.rules import ImportState, drop_faults, undo_faults
from app.refusals import refuse_if

UNDOING = "undo-list"
AT_ONCE = 500  # touched rows put back while the official waits
PIECE = 500


def undo(incoming: IncomingList) -> bool:
    """Take the import back, at once or as a job; whether it is done.

    Raises Refused with what holds it, table by table, when anything depends on it.
    """
    saved = listing.counts(incoming).saved
    refuse_if(undo_faults(incoming.state, saved, holding.held(incoming)) or holding.held_by_kind(incoming))
    touched = sum(len(touches) for touches in holding.touches_by_table(incoming).values())
    if touched > AT_ONCE:
        incoming.state = ImportState.UNDOING
        incoming.job_id = jobs.start(UNDOING, total=touched, list_id=incoming.id).id
        return False
    while put_back_some(incoming):
        pass
    finish(incoming)
    return True


def put_back_some(incoming: IncomingList, limit: int = PIECE) -> int:
    """Put back a piece of what was touched: first what was changed, then what was made, from the last table up.

    Returns how many rows were put back; 0 when nothing is left.
    """
    touches = holding.touches_by_table(incoming)
    changed = [touch for found in touches.values() for touch in found if not touch.made][:limit]
    if changed:
        _put_back(changed)
        return len(changed)
    for table in reversed([table.name for table in Base.metadata.sorted_tables]):
        if made := touches.get(table):
            _remove(table, made[-limit:])
            return len(made[-limit:])
    return 0


def _put_back(touches: list[IncomingTouch]) -> None:
    for table in {touch.table for touch in touches}:
        mine = {touch.row_id: touch for touch in touches if touch.table == table}
        for row_id, row in holding.rows_of(table, list(mine)).items():
            for name, value in mine[row_id].before.items():
                setattr(row, name, typed(row, name, value))
    _forget(touches)


def typed(row: Any, name: str, value: Any) -> Any:
    """A value kept in JSON as its column takes it."""
    column = inspect(type(row)).column_attrs[name].columns[0].type
    kind = datetime if isinstance(column, Moment) else column.python_type
    if isinstance(value, str) and kind in (date, datetime, time):
        return kind.fromisoformat(value)
    return value


def _remove(table: str, touches: list[IncomingTouch]) -> None:
    for row in holding.rows_of(table, [touch.row_id for touch in touches]).values():
        db.session.delete(row)
    db.session.flush()
    _forget(touches)


def _forget(touches: list[IncomingTouch]) -> None:
    for touch in touches:
        db.session.delete(touch)
    db.session.flush()


def finish(incoming: IncomingList) -> None:
    """The import is taken back: its lines wait again as they were read, and the log says so."""
    count = listing.counts(incoming).saved
    for row in listing.all_rows(incoming):
        row.saved, row.record_id = False, None
    incoming.state, incoming.undone_at = ImportState.UNDONE, clock.now()
    incoming.undone_by = tenancy.actor_of(db.session()).name
    audit.record("list-undone", incoming, list=incoming.kind, source=incoming.source, count=count)


def drop(incoming: IncomingList) -> None:
    """Throw away a list of which nothing stands in the books. Raises Refused when something does."""
    refuse_if(drop_faults(incoming.state, listing.counts(incoming).saved))
    audit.record("list-dropped", incoming, list=incoming.kind, source=incoming.source)
    _forget_whole(incoming)


def _forget_whole(incoming: IncomingList) -> None:
    _forget([touch for touches in holding.touches_by_table(incoming).values() for touch in touches])
    for row in listing.all_rows(incoming):
        db.session.delete(row)
    db.session.flush()
    db.session.delete(incoming)
    db.session.flush()


KEPT = timedelta(days=90)
AT_A_TIME = 3


def forget_old(now: datetime) -> None:
    """Forget lists read long ago, a few at a time: what they wrote stays in the books, and is no longer taken back.

    A list repeats names and telephones that stand in the books already, or were left out of them; nobody needs it
    longer than it may be finished or taken back (Luật 91/2025/QH15 Điều 3: no longer than the purpose needs).
    """
    for incoming in listing.older_than(now - KEPT, AT_A_TIME):
        _forget_whole(incoming)
