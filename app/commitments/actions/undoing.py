"""Taking back an act on many commitments: what is still as the act left it goes back, the rest is told by name.

A large act is taken back piece by piece in the background. What went back is marked in the act, so that an undo that
was stopped in the middle goes on from there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app import audit, clock, jobs, tenancy
from app.commitments.actions.snapshots import columns_of, put_back
from app.commitments.models import BulkAct
from app.commitments.queries import Line, acts
from app.commitments.rules import acts as act_rules
from app.db import db
from app.refusals import Refusal, Refused

Entry = dict[str, Any]
AT_ONCE = 1_000  # commitments that go back while the official waits

# Acts on what hangs on a commitment and not on its columns, such as attestations, are taken back by whoever wrote them
# down: it gets what was touched and answers who stays as they are, and why.
BESIDE: dict[str, Callable[[Sequence[Entry]], dict[int, Refusal]]] = {}


@dataclass(frozen=True)
class Left:
    """One commitment that was not put back, and why."""

    name: str
    reason: Refusal


@dataclass(frozen=True)
class Undone:
    """What became of an undo: how many went back, and who stays as they are."""

    count: int
    left: tuple[Left, ...]


def undo_faults(act: BulkAct) -> list[Refusal]:
    """Why this act cannot be taken back: it was, or it is being made or taken back right now; empty means it can."""
    return act_rules.undo_faults(act.undone_by, running=acts.is_running(act.id))


def undo(act: BulkAct) -> Undone:
    """Take an act back: what it made is thrown away, what it changed is as before, as far as nobody went on from there.

    Who stays is written into what the act touched, under "left". Raises Refused when it was taken back already.
    """
    if faults := undo_faults(act):
        raise Refused(faults)
    undo_some(act, 0, len(act.touched))
    return finish_undo(act)


def start_undo(act: BulkAct) -> int | None:
    """Take an act back at once, or in the background when it touched many; raises Refused like undo().

    Returns the id of the job, None when it is done.
    """
    if len(act.touched) <= AT_ONCE or act.kind in BESIDE:
        undo(act)
        return None
    if faults := undo_faults(act):
        raise Refused(faults)
    return jobs.start(acts.UNDOING, total=len(act.touched), act_id=act.id).id


def undo_some(act: BulkAct, start: int, stop: int) -> None:
    """One piece of an undo: the commitments from start up to, not including, stop, in the order of the act."""
    piece = [entry for entry in act.touched[start:stop] if not entry.get("back")]
    left = _with_actors(BESIDE[act.kind](piece) if act.kind in BESIDE else _undo_columns(act, piece))
    closed = {id(entry): _closed(entry, left.get(entry["id"])) for entry in piece}
    act.touched = [closed.get(id(entry), entry) for entry in act.touched]
    db.session.flush()


def finish_undo(act: BulkAct) -> Undone:
    """Write down that an act was taken back, and by whom; what became of it."""
    left = tuple(Left(entry["name"], Refusal(**entry["left"])) for entry in act.touched if not entry.get("back"))
    act.undone_at, act.undone_by = clock.now(), tenancy.actor_of(db.session()).name
    count = len(act.touched) - len(left)
    audit.record("bulk-undone", act.campaign, act=act.kind, count=count)
    return Undone(count, left)


def _undo_columns(act: BulkAct, entries: Sequence[Entry]) -> dict[int, Refusal]:
    lines = acts.lines_of([entry["id"] for entry in entries])
    # The new ones go first: only then may the old ones that they renewed go back.
    left = _unmake([entry for entry in entries if entry["before"] is None], lines)
    return left | _put_back(act, [entry for entry in entries if entry["before"] is not None], lines)


def _unmake(entries: Sequence[Entry], lines: dict[int, Line]) -> dict[int, Refusal]:
    ids = [entry["id"] for entry in entries]
    sealed, evidenced, renewed = acts.sealed_among(ids), acts.evidenced_among(ids), acts.renewed_among(ids)

    def faults(entry: Entry, line: Line) -> list[Refusal]:
        at = entry["id"]
        marks = {"sealed": at in sealed, "evidence": at in evidenced, "renewed": at in renewed}
        return act_rules.unmake_faults(line.row.state, **marks)

    free, left = _sifted(entries, lines, faults)
    for _entry, line in free:
        db.session.delete(line.row)
    db.session.flush()
    return left


def _put_back(act: BulkAct, entries: Sequence[Entry], lines: dict[int, Line]) -> dict[int, Refusal]:
    ids = [entry["id"] for entry in entries]
    sealed, attested, renewed = acts.sealed_among(ids), acts.attested_among(ids), acts.renewed_among(ids)

    def faults(entry: Entry, line: Line) -> list[Refusal]:
        at = entry["id"]
        marks = {"sealed": at in sealed, "evidence": at in attested, "renewed": at in renewed}
        return act_rules.put_back_faults(entry["before"], entry["after"], columns_of(line.row), **marks)

    free, left = _sifted(entries, lines, faults)
    for entry, line in free:
        put_back(line.row, entry["before"], entry.get("place"))
    audit.record_many("commitment-put-back", [line.row for _entry, line in free], act=act.kind)
    return left


def _sifted(
    entries: Sequence[Entry], lines: dict[int, Line], faults: Callable[[Entry, Line], list[Refusal]]
) -> tuple[list[tuple[Entry, Line]], dict[int, Refusal]]:
    """Those that may go back, and the reason of each that may not."""
    free, left = [], {}
    for entry in entries:
        line = lines.get(entry["id"])
        found = faults(entry, line) if line else [Refusal("bulk-gone-since")]
        if found:
            left[entry["id"]] = found[0]
        elif line:
            free.append((entry, line))
    return free, left


def _with_actors(left: dict[int, Refusal]) -> dict[int, Refusal]:
    """Who went on from there stands in the reason, as far as the log knows."""
    actors = acts.last_actors(list(left))
    return {row_id: Refusal(one.code, detail=actors.get(row_id, "")) for row_id, one in left.items()}


def _closed(entry: Entry, reason: Refusal | None) -> Entry:
    """The entry with what became of it; one left by an undo that was stopped is judged anew."""
    plain = {name: value for name, value in entry.items() if name != "left"}
    return plain | ({"left": {"code": reason.code, "detail": reason.detail}} if reason else {"back": True})
