"""Lines of a list held against the books, and what was found written beside them."""

from collections.abc import Sequence
from typing import Any

from app.imports.models import IncomingList, IncomingRow
from app.imports.queries import listing
from app.imports.queries.judging import line_of
from app.imports.queries.kinds import kind_of
from app.reading.kinds import ListKind
from app.reading.lines import Fault, Judged, Line, Twin
from app.reading.shape import BodyRow


def lines_of(incoming: IncomingList, kind: ListKind, rows: Sequence[IncomingRow]) -> list[Line]:
    """The lines as they stand in the grid: the cells of the source by the columns of now, with what was mended."""
    return [line_of(kind, _body_row(row), incoming.columns, row.mended, row.choice, row.asked) for row in rows]


def _body_row(row: IncomingRow) -> BodyRow:
    unusable = tuple((int(place), sentence) for place, sentence in row.unusable.items())
    return BodyRow(row.number, tuple(row.cells), row.group, unusable)


def judge(incoming: IncomingList, rows: Sequence[IncomingRow]) -> list[Judged]:
    """What these lines mean beside the books of now; nothing is written."""
    kind = kind_of(incoming.kind)
    return kind.judge(lines_of(incoming, kind, rows), kind.subject(incoming.subject_id), incoming.options)


def write(kind: ListKind, row: IncomingRow, judged: Judged) -> None:
    """Keep beside a line what was found, as the grid shows it."""
    row.shown = dict(judged.line.cells)
    row.key = kind.key(judged.line.cells)
    row.state, row.choice, row.asked = judged.state, judged.line.choice, judged.asked
    row.faults = [_kept_fault(fault) for fault in judged.faults]
    row.twins = [_kept_twin(twin) for twin in judged.twins]
    row.repeats = list(judged.repeats)


def _kept_fault(fault: Fault) -> dict[str, Any]:
    reason = fault.reason
    return {"field": fault.field, "code": reason.code, "detail": reason.detail, "blocking": fault.blocking}


def _kept_twin(twin: Twin) -> dict[str, Any]:
    return {"id": twin.id, "label": twin.label, "says": dict(twin.says), "changes": dict(twin.changes)}


def judge_alike(incoming: IncomingList, rows: Sequence[IncomingRow]) -> list[IncomingRow]:
    """Judge lines that were mended, with all that might be doubles of what they say now or said before.

    Returns every line that was judged. A list of any length costs the same: only those alike are looked at.
    """
    kind = kind_of(incoming.kind)
    lines = lines_of(incoming, kind, rows)
    keys = {row.key for row in rows} | {kind.key(line.cells) for line in lines}
    # The key keeps what was understood (a name in small letters); the same judgement of the mended lines gives it.
    keys |= {kind.key(one.line.cells) for one in judge(incoming, rows)}
    keys.discard("")  # lines that name nobody are alike in nothing
    alike = {row.id: row for row in [*listing.rows_alike(incoming, keys), *rows] if not row.saved}
    found = sorted(alike.values(), key=lambda row: (row.number, row.id))
    for row, judged in zip(found, judge(incoming, found), strict=True):
        write(kind, row, judged)
    return found
