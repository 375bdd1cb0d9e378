"""A list held against the books, without writing anything: for the page, the job and the command alike."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.reading import Layout, Sheet
from app.reading.kinds import ListKind
from app.reading.lines import Fault, Judged, Line
from app.reading.shape import BodyRow
from app.refusals import Refusal


def preview(kind: ListKind, sheet: Sheet, subject: Any, options: Mapping[str, str]) -> tuple[Layout, list[Judged]]:
    """What a sheet says and how each of its lines stands to the books; nothing is kept."""
    layout = kind.laid_out(sheet, subject)
    columns = layout.columns()
    lines = [line_of(kind, row, columns, choice=record_named(layout, row)) for row in layout.body]
    return layout, kind.judge(lines, subject, options)


# Above the column of an exchange file that says which record each row is.
RECORD = "ID Sổ Vàng"


def record_named(layout: Layout, row: BodyRow) -> str:
    """The record that a row of an exchange file says it is; "" of any other list.

    It is no more than a choice made before the official looks: it counts only when the row may be that record anyway.
    """
    if RECORD not in layout.headings:
        return ""
    named = row.cell(layout.headings.index(RECORD))
    return named if named.isdecimal() else ""


def line_of(
    kind: ListKind,
    row: BodyRow,
    columns: Mapping[str, int],
    mended: Mapping[str, str] | None = None,
    choice: str = "",
    asked: str = "",
) -> Line:
    """A row of the source as a line of the grid, with what was set right in it by hand."""
    mended = mended or {}
    cells = {**kind.cells(row, columns), **mended}
    faults = tuple(fault for fault in _unusable(kind, row, columns) if fault.field not in mended)
    return Line(row.number, cells, faults, choice, asked)


def _unusable(kind: ListKind, row: BodyRow, columns: Mapping[str, int]) -> Iterable[Fault]:
    """Cells that hold an error or a formula nobody has computed: told at the field they would have filled."""
    named = {place: name for name, place in columns.items()}
    for place, sentence in row.faults:
        if place in named:
            yield Fault(kind.field_of(named[place]), Refusal("cell-unusable", detail=sentence))
