"""Acts on many commitments at once: written down with what they touched, so that they can be taken back.

    with bulk.recorded(campaign, "receive", rows) as record:
        ...  # change the rows
    record.act  # the act that was written down, None when no row changed

What is kept of a row stands in `snapshots.COLUMNS`. A new table of evidence that hangs on a commitment is to be named
in `queries.acts`, so that no undo tears it off.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app import clock, tenancy
from app.commitments.actions.snapshots import columns_of, place_of_row
from app.commitments.actions.undoing import Left, Undone, finish_undo, start_undo, undo, undo_faults, undo_some
from app.commitments.models import BulkAct, Campaign, Commitment
from app.commitments.queries import acts
from app.commitments.rules.acts import BULK_KINDS, Columns
from app.db import db

__all__ = [
    "Left",
    "Recorded",
    "Undone",
    "begin",
    "finish_undo",
    "record_made",
    "recorded",
    "start_undo",
    "undo",
    "undo_faults",
    "undo_some",
]


@dataclass
class Recorded:
    """What was written down at the end of the block: the act, or None when no row changed."""

    act: BulkAct | None = None

    @property
    def done(self) -> BulkAct:
        """The act of a block that cannot have left every row as it was."""
        if self.act is None:
            raise LookupError("no row was changed")
        return self.act


@contextmanager
def recorded(
    campaign: Campaign, kind: str, rows: Sequence[Commitment], act: BulkAct | None = None
) -> Iterator[Recorded]:
    """Write down what the block does to these commitments, as one act of the campaign.

    Args: kind, one of rules.acts.BULK_KINDS; act, an act begun before, to which this is added. Rows that the block
    leaves as they are do not belong to the act.
    """
    _known(kind)
    before = {row.id: columns_of(row) for row in rows}
    stood = {row.id: place_of_row(row) for row in rows}
    record = Recorded(act)
    yield record
    db.session.flush()
    pairs = [(row, before[row.id], columns_of(row)) for row in rows]
    changed = [(row, was, now) for row, was, now in pairs if was != now]
    if changed:
        names = acts.names_of([row.id for row, _was, _now in changed])
        entries = [_entry(row, names, was, now) | _moved(row, stood[row.id]) for row, was, now in changed]
        record.act = _written(campaign, kind, entries, act)


def _moved(row: Commitment, stood: Columns) -> dict[str, Any]:
    """Where the row stood, when the block moved it: one that is opened again follows its people."""
    return {} if place_of_row(row) == stood else {"place": stood}


def record_made(
    campaign: Campaign, rows: Sequence[Commitment], act: BulkAct | None = None, *, kind: str = "make"
) -> BulkAct:
    """Write down that these commitments were made at once; an undo throws away those that nobody has used.

    Args: act, the act begun before, when a job makes them in several pieces: the pieces should be large, since the
    whole list is written again with each.
    """
    _known(kind)
    db.session.flush()
    names = acts.names_of([row.id for row in rows])
    return _written(campaign, kind, [_entry(row, names, None, columns_of(row)) for row in rows], act)


def record_beside(
    campaign: Campaign, kind: str, rows: Sequence[Commitment], beside: Mapping[int, dict[str, Any]]
) -> BulkAct:
    """Write down an act on what hangs on these commitments, which leaves their own columns as they are.

    Args: beside, by the id of the commitment, what `undoing.BESIDE[kind]` needs to take it back.
    """
    _known(kind)
    names, columns = acts.names_of([row.id for row in rows]), {row.id: columns_of(row) for row in rows}
    entries = [_entry(row, names, columns[row.id], columns[row.id]) | {"beside": beside[row.id]} for row in rows]
    return _written(campaign, kind, entries, None)


def _known(kind: str) -> None:
    if kind not in BULK_KINDS:
        raise KeyError(kind)


def _entry(row: Commitment, names: dict[int, str], before: Any, after: Any) -> dict[str, Any]:
    return {"id": row.id, "name": names.get(row.id, ""), "before": before, "after": after}


def begin(campaign: Campaign, kind: str) -> BulkAct:
    """Open an act that touches nobody yet, to be handed to the pieces of a long work."""
    _known(kind)
    actor = tenancy.actor_of(db.session()).name
    act = BulkAct(campaign=campaign, kind=kind, at=clock.now(), by=actor, count=0, touched=[])
    db.session.add(act)
    db.session.flush()
    return act


def _written(campaign: Campaign, kind: str, entries: list[dict[str, Any]], act: BulkAct | None) -> BulkAct:
    act = act or begin(campaign, kind)
    act.touched = [*act.touched, *entries]
    act.count = len(act.touched)
    db.session.flush()
    return act
