"""What may be done with a list that comes in, and the steps it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.refusals import Refusal, Refused


class ImportState(StrEnum):
    """How far a list has come."""

    READING = "reading"
    OPEN = "open"
    SAVING = "saving"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


AT_WORK = (ImportState.READING, ImportState.SAVING, ImportState.UNDOING)


def refuse_unless_open(state: str) -> None:
    """Stop who mends a list that is at work or has been taken in whole. Raises Refused."""
    if state != ImportState.OPEN:
        raise Refused([Refusal("list-not-open")])


def saving_faults(state: str, ready: int) -> list[Refusal]:
    """Why nothing of a list can be written now; empty when it can."""
    if state != ImportState.OPEN:
        return [Refusal("list-not-open")]
    return [] if ready else [Refusal("list-nothing-ready")]


@dataclass(frozen=True)
class Held:
    """What holds an import: rows of one table that refer to what it made, or rows changed since it did."""

    table: str
    count: int
    changed: bool = False


def undo_faults(state: str, saved: int, held: Sequence[Held]) -> list[Refusal]:
    """Why an import cannot be taken back: nothing was written, it is at work, or something depends on it."""
    if state not in (ImportState.OPEN, ImportState.DONE) or not saved:
        return [Refusal("list-nothing-to-undo")]
    return [
        Refusal("list-changed-since" if one.changed else "list-held", detail=f"{one.table}:{one.count}") for one in held
    ]


def drop_faults(state: str, saved: int) -> list[Refusal]:
    """Why a list cannot be thrown away: it is at work, or it wrote something that may still be taken back."""
    if state in AT_WORK:
        return [Refusal("list-not-open")]
    return [Refusal("list-has-written")] if saved and state != ImportState.UNDONE else []
