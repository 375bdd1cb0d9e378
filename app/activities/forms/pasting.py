"""A list of activities as it is pasted, packed from page to page until it is saved."""

from app import sheets
from app.activities.forms.listing import kinds
from app.activities.queries import activities as queries
from app.activities.rules.pasting import COLUMNS, MOST_LINES, NAMES
from app.people.forms import listed
from app.people.rules import ListLine
from app.sheets import Grid, SheetFault
from app.widgets import ChoiceField, Form, PasteField, TextField, required


class PasteForm(Form):
    """A list pasted from Excel or Zalo, and what holds for lines that do not say it."""

    plan = ChoiceField("Thuộc kế hoạch", coerce=int, blank="Không thuộc kế hoạch nào")
    kind = ChoiceField("Loại cho dòng không ghi rõ", blank="Hoạt động khác")
    text = PasteField("Dán danh sách vào đây", [required("Chưa dán gì.")], most=200_000)

    def offer(self) -> "PasteForm":
        """Fill the lists one chooses from."""
        self.plan.choices, self.kind.choices = queries.plan_choices(), kinds()
        return self

    def lines(self) -> list[ListLine]:
        """The lines by what their columns seem to be. Raises SheetFault when there is none, or too many."""
        return _lines(sheets.parse_paste(self.text.data or ""))


def _lines(grid: Grid) -> list[ListLine]:
    header = sheets.header_row(grid, COLUMNS)
    start = sheets.body_start(grid, COLUMNS)
    names = sheets.guess_columns(grid, COLUMNS)
    if header is None:
        names = _without_heading(names)
    body = list(zip(grid.lines[start:], grid.rows[start:], strict=True))
    found = [
        ListLine(number, {name: cell for name, cell in zip(names, row, strict=True) if name and cell})
        for number, row in body
        if any(row)
    ]
    if not found:
        raise SheetFault("Chưa có dòng nào: hãy dán danh sách.")
    if len(found) > MOST_LINES:
        raise SheetFault(f"Danh sách có {len(found)} dòng; mỗi lần nhiều nhất {MOST_LINES} dòng.")
    return found


def _without_heading(names: list[str | None]) -> list[str | None]:
    """A list without headings: day and title as found by their contents, the first other column is the title."""
    if "title" not in names and None in names:
        names = list(names)
        names[names.index(None)] = "title"
    return names


class PreviewForm(Form):
    """What goes with the lines of a preview."""

    plan = ChoiceField("Thuộc kế hoạch", coerce=int, blank="Không thuộc kế hoạch nào")
    kind = ChoiceField("Loại cho dòng không ghi rõ", blank="Hoạt động khác")
    late_reason = TextField("Lý do nhập sau khi chốt số liệu")
    packed = PasteField("Danh sách", [required("Danh sách bị mất trên đường: dán lại.")], most=400_000)

    def offer(self) -> "PreviewForm":
        """Fill the lists one chooses from."""
        self.plan.choices, self.kind.choices = queries.plan_choices(), kinds()
        return self

    def lines(self) -> list[ListLine]:
        """The list as it came along. Raises SheetFault when it was cut off on its way."""
        return listed.unpacked(self.packed.data or "", NAMES)


def pack(lines: list[ListLine]) -> str:
    """The whole list as the text of one field."""
    return listed.packed(lines, NAMES)
