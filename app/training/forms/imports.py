"""Forms of a list of the national platform: the list, and its preview."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flask_wtf.file import FileField
from wtforms import HiddenField

from app import clock
from app.people.forms import listed
from app.people.rules import content_columns, match_hamlet
from app.places.models import Hamlet
from app.reading import Sheet, SheetFault, lay_out, read_file, read_text
from app.reading.shape import BodyRow
from app.text import parse_day
from app.training.rules.lists import LIST_COLUMNS, LONGEST, ListKind, ListLine
from app.widgets import ChoiceField, DayField, Form, PasteField, TextField, YesField, between, required


class _ListFields(Form):
    """What holds for the whole list, on the page of the list and again beside its preview."""

    source = TextField("Nguồn của danh sách", [required()], most=LONGEST)
    hamlet_id = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Theo cột thôn trong danh sách")
    day = DayField("Ngày")
    title = TextField("Tên khóa học", most=LONGEST)
    platform = TextField("Nền tảng", most=LONGEST)
    adds = YesField("Thêm vào sổ những người chưa có")

    def validate_day(self, field: DayField) -> None:
        """Nobody was confirmed tomorrow."""
        between(most=clock.today(), message="Ngày không được sau hôm nay.")(self, field)

    def offer(self, hamlets: Sequence[Hamlet]) -> None:
        """Set which hamlets may be chosen."""
        self.hamlet_id.choices = [(row.id, row.name) for row in hamlets]


class ImportForm(_ListFields):
    """A list as it comes out of Excel, Zalo or a file."""

    text = PasteField("Dán danh sách vào đây")
    file = FileField("Hoặc chọn tệp (.xlsx, .xls, .ods, .csv, .txt)")

    def lines(self, kind: ListKind, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
        """The lines of the list, and the headings of the columns that are not used. Raises SheetFault."""
        content = self.file.data.read() if self.file.data else b""
        sheet = read_file(content) if content else read_text(self.text.data or "")
        lines, unused = list_lines(sheet, kind, hamlets)
        if not lines:
            raise SheetFault("Chưa có dòng nào: hãy dán danh sách hoặc chọn tệp.")
        return lines, unused


class ImportPreviewForm(_ListFields):
    """What goes with a page of the preview: the whole list, packed, and what holds for all of it."""

    kept = HiddenField()

    def lines(self, kind: ListKind, typed: Mapping[str, str]) -> list[ListLine]:
        """The whole list, with what was mended and chosen on the page that was sent. Raises SheetFault."""
        return [
            listed.mended(LIST_COLUMNS[kind], place, line, typed)
            for place, line in enumerate(unpacked(self.kept.data or "", kind))
        ]


def list_lines(sheet: Sheet, kind: ListKind, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
    """Read each row of a list by what its columns seem to be; a list without a column of names starts with it."""
    columns = dict(LIST_COLUMNS[kind])
    layout = lay_out(sheet, columns, lambda cell: match_hamlet(cell, hamlets) is not None)
    places = [place for place in range(len(layout.headings)) if place != layout.counter]
    held = [[row.cell(place) for row in layout.body] for place in places]
    known = content_columns(held, [layout.guesses[place] for place in places], hamlets)
    guesses = [name if name in columns else None for name in known]
    if not any(layout.headings):
        guesses = _by_place(columns, _by_days(held, guesses))
    if "name" not in guesses and None in guesses:
        guesses[guesses.index(None)] = "name"
    named = list(zip(places, guesses, strict=True))
    unused = [layout.headings[at] or f"cột {at + 1}" for at, name in named if name is None]
    return [ListLine(row.number, _cells(row, named)) for row in layout.body], unused


def _cells(row: BodyRow, named: Sequence[tuple[int, str | None]]) -> dict[str, str]:
    """The cells of a row under their names; the heading in between names the hamlet of those that name none."""
    found = {name: row.cell(place) for place, name in named if name}
    return found | {"hamlet": found.get("hamlet") or row.group} if row.group else found


def _by_days(held: Sequence[Sequence[str]], guesses: Sequence[str | None]) -> list[str | None]:
    """Name the columns of days without headings: of two the last is the day of the list, one alone the day of birth."""
    found = list(guesses)
    dated = [at for at, cells in enumerate(held) if found[at] is None and _mostly(_is_day_or_year, cells)]
    days = [at for at in dated if _mostly(_is_day, held[at])]
    if days and "day" not in found and (len(dated) > 1 or "born" in found):
        found[days[-1]] = "day"
        dated.remove(days[-1])
    if dated and "born" not in found:
        found[dated[0]] = "born"
    return found


def _mostly(fits: Callable[[str], bool], cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(fits, filled)) * 10 >= len(filled) * 6


def _is_day_or_year(cell: str) -> bool:
    return _is_day(cell) or (len(cell) == 4 and cell.isdecimal())


def _is_day(cell: str) -> bool:
    try:
        parse_day(cell)
    except ValueError:
        return False
    return True


def _by_place(columns: Mapping[str, tuple[str, ...]], guesses: Sequence[str | None]) -> list[str | None]:
    """Name columns of words without headings in the order in which such lists are written: title, then platform."""
    found = list(guesses)
    if "name" not in found and None in found:
        found[found.index(None)] = "name"
    waiting = [name for name in ("title", "platform") if name in columns and name not in found]
    return [name or (waiting.pop(0) if waiting else None) for name in found]


def packed(lines: Sequence[ListLine], kind: ListKind) -> str:
    """The whole list as the text of one field."""
    return listed.packed(lines, [*LIST_COLUMNS[kind]])


def unpacked(text: str, kind: ListKind) -> list[ListLine]:
    """The list that packed() wrote. Raises SheetFault when the field was cut off or changed on its way."""
    return listed.unpacked(text, [*LIST_COLUMNS[kind]])


def chosen_day(form: _ListFields) -> date | None:
    """The day for lines that name none, unless it is refused."""
    day: date | None = None if form.day.errors else form.day.data
    return day
