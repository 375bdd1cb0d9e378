"""Forms of a list of past awards: the list, and its preview."""

from collections.abc import Mapping, Sequence

from flask_wtf.file import FileField
from wtforms import HiddenField

from app import law, sheets
from app.commendations.rules.past import CELLS, LONGEST, PAST_COLUMNS
from app.people.forms import listed
from app.people.rules import ListLine, content_columns
from app.places.models import Hamlet
from app.sheets import Grid, SheetFault
from app.widgets import ChoiceField, Form, PasteField, TextField, YesField, required


class _PastFields(Form):
    """What holds for the whole list, on the page of the list and again beside its preview."""

    source = TextField("Nguồn của danh sách", [required()], most=300)
    award_type = ChoiceField("Loại hình", blank="Theo cột loại hình")
    issuer = TextField("Cơ quan ban hành", most=LONGEST["issuer"])
    hamlet_id = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Theo cột thôn")
    adds = YesField("Thêm vào sổ những cá nhân chưa có")

    def offer(self, hamlets: Sequence[Hamlet]) -> None:
        """Set which hamlets and types may be chosen."""
        self.hamlet_id.choices = [(row.id, row.name) for row in hamlets]
        self.award_type.choices = [(item.code, item.text) for item in law.AWARD_TYPES]


class PastForm(_PastFields):
    """A list as it comes out of Excel, Zalo or a file."""

    text = PasteField("Dán danh sách vào đây")
    file = FileField("Hoặc chọn tệp Excel (.xlsx)")

    def lines(self, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
        """The lines of the list, and the headings of the columns that are not used. Raises SheetFault."""
        content = self.file.data.read() if self.file.data else b""
        grid = sheets.read_xlsx(content) if content else sheets.parse_paste(self.text.data or "")
        lines, unused = past_lines(grid, hamlets)
        if not lines:
            raise SheetFault("Chưa có dòng nào: hãy dán danh sách hoặc chọn tệp.")
        return lines, unused


class PastPreviewForm(_PastFields):
    """What goes with a page of the preview: the whole list, packed, and what holds for all of it."""

    kept = HiddenField()

    def lines(self, typed: Mapping[str, str]) -> list[ListLine]:
        """The whole list, with what was mended and chosen on the page that was sent. Raises SheetFault."""
        return [
            listed.mended(CELLS, place, line, typed) for place, line in enumerate(unpacked_past(self.kept.data or ""))
        ]


def past_lines(grid: Grid, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
    """Read each row of a list by what its columns seem to be; a list without a column of names starts with it."""
    columns = dict(PAST_COLUMNS)
    guesses = sheets.guess_columns(grid, columns)
    start = sheets.body_start(grid, columns)
    body = grid.rows[start:]
    held = [[row[at] for row in body] for at in range(grid.width)]
    found = [name if name in columns else None for name in content_columns(held, guesses, hamlets)]
    if "name" not in found and None in found:
        found[found.index(None)] = "name"
    if not start:
        found = _by_place(found)
    labels = grid.rows[start - 1] if start else [""] * grid.width
    unused = [labels[at] or f"cột {at + 1}" for at, name in enumerate(found) if name is None]
    lines = [
        ListLine(number, {name: cell for name, cell in zip(found, row, strict=True) if name})
        for number, row in zip(grid.lines[start:], body, strict=True)
    ]
    return lines, unused


def _by_place(guesses: Sequence[str | None]) -> list[str | None]:
    """Columns of words without headings in the order such registers are kept: award, merit, number, issuer."""
    found = list(guesses)
    waiting = [name for name in ("award", "merit", "number", "issuer") if name not in found]
    return [name or (waiting.pop(0) if waiting else None) for name in found]


def packed_past(lines: Sequence[ListLine]) -> str:
    """The whole list as the text of one field."""
    return listed.packed(lines, CELLS)


def unpacked_past(text: str) -> list[ListLine]:
    """The list that packed_past() wrote. Raises SheetFault when the field was cut off or changed on its way."""
    return listed.unpacked(text, CELLS)
