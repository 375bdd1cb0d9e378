"""Forms of a list pasted into a campaign: the list, and its preview.

A page of the preview shows a hundred lines with boxes to mend; the whole list goes along with it as one packed field,
so that nothing is stored before it is saved and nothing typed is lost on the way. Tried and dropped: boxes for all
lines, some 3 MB of page for 3,000 of them.
"""

from collections.abc import Mapping, Sequence

from flask_wtf.file import FileField
from wtforms import HiddenField

from app import sheets
from app.commitments.rules import LIST_COLUMNS, ListLine
from app.people.forms import listed
from app.people.rules import content_columns
from app.places.models import Hamlet
from app.sheets import SheetFault
from app.widgets import ChoiceField, Form, PasteField


def _places(hamlets: Sequence[Hamlet]) -> list[tuple[int, str]]:
    return [(row.id, row.name) for row in hamlets]


class ListForm(Form):
    """A list as it comes out of Excel, Zalo or a file."""

    text = PasteField("Dán danh sách vào đây")
    hamlet_id = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Theo cột thôn trong danh sách")
    file = FileField("Hoặc chọn tệp Excel (.xlsx)")

    def offer(self, hamlets: Sequence[Hamlet]) -> None:
        """Set which hamlets may be chosen."""
        self.hamlet_id.choices = _places(hamlets)

    def lines(self, kind: str, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
        """The lines of the list, and the headings of the columns that are not used. Raises SheetFault."""
        content = self.file.data.read() if self.file.data else b""
        grid = sheets.read_xlsx(content) if content else sheets.parse_paste(self.text.data or "")
        lines, unused = list_lines(grid, kind, hamlets)
        if not lines:
            raise SheetFault("Chưa có dòng nào: hãy dán danh sách hoặc chọn tệp.")
        return lines, unused


class ListPreviewForm(Form):
    """What goes with a page of the preview: the whole list, and the hamlet of the lines which name none."""

    hamlet_id = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Theo cột thôn trong danh sách")
    kept = HiddenField()

    def offer(self, hamlets: Sequence[Hamlet]) -> None:
        """Set which hamlets may be chosen."""
        self.hamlet_id.choices = _places(hamlets)

    def lines(self, kind: str, typed: Mapping[str, str]) -> list[ListLine]:
        """The whole list, with what was mended and chosen on the page that was sent. Raises SheetFault."""
        return [
            listed.mended(LIST_COLUMNS[kind], place, line, typed)
            for place, line in enumerate(unpacked(self.kept.data or "", kind))
        ]


def list_lines(grid: sheets.Grid, kind: str, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
    """Read each row of a list by what its columns seem to be; a list without a column of names starts with it."""
    columns = dict(LIST_COLUMNS[kind])
    guesses = sheets.guess_columns(grid, columns)
    start = sheets.body_start(grid, columns)
    body = grid.rows[start:]
    if kind in ("person", "household"):
        guesses = content_columns([[row[at] for row in body] for at in range(grid.width)], guesses, hamlets)
    if "name" not in guesses and None in guesses:
        guesses[guesses.index(None)] = "name"
    if not start:
        guesses = _by_place(kind, guesses)
    labels = grid.rows[start - 1] if start else [""] * grid.width
    unused = [labels[at] or f"cột {at + 1}" for at, name in enumerate(guesses) if name is None]
    lines = [
        ListLine(number, {name: cell for name, cell in zip(guesses, row, strict=True) if name})
        for number, row in zip(grid.lines[start:], body, strict=True)
    ]
    return lines, unused


def _by_place(kind: str, guesses: Sequence[str | None]) -> list[str | None]:
    """Name columns of words without headings in the order in which such lists are written; post before unit."""
    if kind in ("person", "household"):
        return list(guesses)
    waiting = [name for name in LIST_COLUMNS[kind] if name not in guesses and name not in ("born", "sex")]
    return [name or (waiting.pop(0) if waiting else None) for name in guesses]


def packed(lines: Sequence[ListLine], kind: str) -> str:
    """The whole list as the text of one field."""
    return listed.packed(lines, [*LIST_COLUMNS[kind]])


def unpacked(text: str, kind: str) -> list[ListLine]:
    """The list that packed() wrote. Raises SheetFault when the field was cut off or changed on its way."""
    return listed.unpacked(text, [*LIST_COLUMNS[kind]])
