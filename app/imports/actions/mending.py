"""What the official sets right in the grid: cells, choices, columns, what holds for the whole list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.imports.actions.beginning import look_through
from app.imports.actions.judging import judge_alike
from app.imports.models import IncomingList, IncomingRow
from app.imports.queries import listing
from app.imports.queries.kinds import kind_of
from app.imports.rules import refuse_unless_open
from app.reading.lines import NEW, SKIP, State
from app.text import nfc

LONGEST = 2_000
INTO = "into-"  # chosen for a line that is the same as one above it: into-438


@dataclass(frozen=True)
class Mended:
    """What was sent back of one line: its cells by field, and what was chosen, None where nothing was asked."""

    cells: Mapping[str, str] = field(default_factory=dict)
    choice: str | None = None


def mend(incoming: IncomingList, sent: Mapping[int, Mended]) -> list[IncomingRow]:
    """Take over what changed in these lines and judge them anew, with all that are alike.

    Returns the lines that were judged. Raises Refused when the list is being saved or is done.
    """
    refuse_unless_open(incoming.state)
    rows = [row for row in listing.rows_by_ids(incoming, sent.keys()) if not row.saved]
    fields = {one.name for one in kind_of(incoming.kind).fields(kind_of(incoming.kind).subject(incoming.subject_id))}
    changed = [row for row in rows if _take_over(row, sent[row.id], fields)]
    changed += _put_together(incoming, [row for row in changed if row.choice.startswith(INTO)])
    return judge_alike(incoming, changed) if changed else []


def _put_together(incoming: IncomingList, rows: Sequence[IncomingRow]) -> list[IncomingRow]:
    """Two lines of the list are one: what only the later says goes to the earlier, and the later is left out."""
    numbers = {int(row.choice.removeprefix(INTO)) for row in rows}
    above = {row.number: row for row in listing.rows_numbered(incoming, numbers)}
    filled = []
    for row in rows:
        earlier = above.get(int(row.choice.removeprefix(INTO)))
        row.choice = SKIP
        if earlier is None or earlier.saved or earlier.id == row.id:
            continue
        more = {name: cell for name, cell in row.shown.items() if cell and not earlier.shown.get(name)}
        earlier.mended = {**earlier.mended, **more}
        filled.append(earlier)
    return filled


def choose_for_all(incoming: IncomingList, how: str) -> int:
    """Choose the same for every doubtful line: add it, leave it out, or take it for the one record it may be.

    Args: how, "new", "skip" or "twin"; a line that may be several records, or none, is left to be chosen by itself.
    Returns for how many it was chosen. Raises Refused when the list is being saved or is done.
    """
    refuse_unless_open(incoming.state)
    chosen = [row for row in listing.all_rows(incoming) if _waits_in_doubt(row) and _choose(row, how)]
    look_through(incoming, listing.counts(incoming).whole)
    return len(chosen)


def _waits_in_doubt(row: IncomingRow) -> bool:
    return not row.saved and row.state == State.DOUBTFUL and row.choice != SKIP


def _choose(row: IncomingRow, how: str) -> bool:
    if how == "twin":
        if len(row.twins) != 1:
            return False
        row.choice = str(row.twins[0]["id"])
        return True
    row.choice = SKIP if how == SKIP else NEW
    return True


def _take_over(row: IncomingRow, sent: Mended, fields: set[str]) -> bool:
    typed = {name: nfc(cell)[:LONGEST] for name, cell in sent.cells.items() if name in fields}
    new = {name: cell for name, cell in typed.items() if cell != row.shown.get(name, "")}
    chosen = sent.choice is not None and sent.choice != row.choice
    if new:
        row.mended = {**row.mended, **new}
    if chosen and _is_choice(sent.choice or ""):
        row.choice = sent.choice or ""
    return bool(new) or chosen


def _is_choice(choice: str) -> bool:
    return choice in ("", NEW, SKIP) or choice.isdecimal() or choice.removeprefix(INTO).isdecimal()


def set_columns(incoming: IncomingList, columns: Mapping[str, int], options: Mapping[str, str]) -> None:
    """Read the whole list anew by other columns, or for another hamlet or day; what was mended by hand stays.

    Raises Refused when the list is being saved or is done.
    """
    refuse_unless_open(incoming.state)
    incoming.columns, incoming.options = dict(columns), dict(options)
    look_through(incoming, listing.counts(incoming).whole)
