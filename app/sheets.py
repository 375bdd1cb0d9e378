"""Lists in and out: cells pasted from Excel or Zalo, workbooks read, workbooks written.

What comes in is only cells of clean text; what they mean is for the slice that asked. What goes out
opens in Excel as officials expect: real days, CCCD and telephone numbers as text, ready to print.
"""

import base64
import binascii
import csv
import io
import json
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.reading import SheetFault
from app.text import day_text, decimal_text, fold, nfc, nfc_multiline, parse_day

# A commune has some thousand households: more is a wrong file, and would hold the server too long.
MOST_ROWS, MOST_COLUMNS = 5_000, 50
_MOST_UNPACKED = 60_000_000


@dataclass(frozen=True)
class Grid:
    """Rows of equal length, and for each the line of the source it stood on, counted from 1."""

    rows: list[list[str]]
    lines: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.lines:
            object.__setattr__(self, "lines", list(range(1, len(self.rows) + 1)))

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True)
class Doubt:
    """A remark about one cell of an incoming list: `row` is the line of the source, `column` a known name."""

    row: int
    column: str | None
    message: str
    blocking: bool


# ---- cells in

_NUMBERING = re.compile(r"^\s*(?:\d{1,4}\s*[.)/:–—-]\s*(?=[^\d\s])|[-+•*·–]\s+)")
# A hyphen parts cells only between spaces: Niê-Kđăm, 5-2-1990 and 0912-345-678 are one cell each.
_BETWEEN_CELLS = re.compile(r"\s*[;|–—]\s*|\s+-\s+")
_COUNTER_LABELS = {"stt", "tt", "so tt", "so thu tu", "#", "no"}


def parse_paste(text: str) -> Grid:
    """Read cells pasted from a sheet (tabs, quoted cells) or lines of a message ("1. Tên – thôn – số").

    Empty lines and the running number in front are dropped. Raises SheetFault with a sentence to show.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return _grid(_tabbed(text) if "\t" in text else _message_lines(text))


def _tabbed(text: str) -> list[tuple[int, list[str]]]:
    # A lone quote (Tổ 3") would swallow all lines after it, so quotes count only when they pair.
    paired = text.count('"') % 2 == 0
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if paired else csv.QUOTE_NONE
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=quoting)
    found, line = [], 1
    try:
        for cells in reader:
            found.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        raise SheetFault("Có ô quá dài, không đọc được. Hãy kiểm tra dấu ngoặc kép trong bảng.") from None
    return found


def _message_lines(text: str) -> list[tuple[int, list[str]]]:
    return [
        (number, _BETWEEN_CELLS.split(_NUMBERING.sub("", line, count=1).strip()))
        for number, line in enumerate(text.split("\n"), start=1)
    ]


def _grid(found: Iterable[tuple[int, Sequence[str]]]) -> Grid:
    cleaned = ((line, [_cell(cell) for cell in cells]) for line, cells in found)
    filled = [(line, cells) for line, cells in cleaned if any(cells)]
    if len(filled) > MOST_ROWS:
        raise SheetFault(f"Danh sách dài quá {MOST_ROWS} dòng. Hãy chia thành nhiều lần.")
    width = max((_last_filled(cells) for _, cells in filled), default=0)
    if width > MOST_COLUMNS:
        raise SheetFault(f"Danh sách rộng quá {MOST_COLUMNS} cột. Hãy chỉ chép các cột cần nhập.")
    rows = [(cells + [""] * width)[:width] for _, cells in filled]
    return _without_counter(Grid(rows, [line for line, _ in filled]))


def _cell(text: str) -> str:
    # Excel shows numbers kept as text with an apostrophe in front; it is not part of the value.
    return re.sub(r"^'(?=[\d+])", "", nfc(text))


def _last_filled(cells: Sequence[str]) -> int:
    return max((i for i, cell in enumerate(cells, start=1) if cell), default=0)


def _without_counter(grid: Grid) -> Grid:
    if grid.width > 1 and _counts(grid):
        kept = [(line, row[1:]) for line, row in zip(grid.lines, grid.rows, strict=True) if any(row[1:])]
        return Grid([row for _, row in kept], [line for line, _ in kept])
    return Grid([[_NUMBERING.sub("", row[0], count=1), *row[1:]] for row in grid.rows], grid.lines)


def _counts(grid: Grid) -> bool:
    """Tell whether the first column is the running number: its label says so, or it runs 1, 2, 3 …"""
    first = [row[0].rstrip(".)") for row in grid.rows]
    if any(fold(cell) in _COUNTER_LABELS for cell in first[:10]):
        return True
    numbers = [cell for cell in first if cell]
    return len(numbers) > 1 and numbers == [str(i) for i in range(1, len(numbers) + 1)]


# ---- a list on its way through a preview


MOST_KEPT = 8_000_000  # bytes: 5,000 lines of the widest list are some 2 MB


def pack_rows(rows: Sequence[Sequence[str | int]]) -> str:
    """A whole list as the text of one hidden field, so that a preview stores nothing and loses nothing typed."""
    content = zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())
    return base64.urlsafe_b64encode(content).decode("ascii")


def unpack_rows(text: str) -> list[Any]:
    """The rows pack_rows() wrote. Raises SheetFault when the field was cut off or is none of ours."""
    try:
        reader = zlib.decompressobj()
        content = reader.decompress(base64.urlsafe_b64decode(text.encode("ascii")), MOST_KEPT)
        if not reader.eof:
            raise ValueError
        rows = json.loads(content)
        if not isinstance(rows, list):
            raise TypeError
        return rows
    except (ValueError, TypeError, binascii.Error, zlib.error) as fault:
        raise damaged() from fault


def damaged() -> SheetFault:
    """What is said of a list that did not come back from its preview as it went."""
    return SheetFault("Danh sách gửi lên không còn nguyên vẹn. Hãy dán lại từ đầu.")


# ---- workbooks in


def read_xlsx(data: bytes) -> Grid:
    """Read the first visible sheet; days become dd/mm/yyyy. Raises SheetFault with a sentence to show."""
    _refuse_other_files(data)
    try:
        with warnings.catch_warnings():
            # What openpyxl does not keep (validation lists, drawings) does not matter to the cells.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            found = _sheet_rows(next(s for s in book.worksheets if s.sheet_state == "visible"))
            book.close()
    except SheetFault:
        raise
    # A damaged workbook fails in as many ways as there are parts in it: to the official it is one.
    except Exception as fault:
        raise SheetFault("Không đọc được tệp này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại.") from fault
    return _grid(found)


def _refuse_other_files(data: bytes) -> None:
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise SheetFault("Tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy lưu lại dạng .xlsx, không đặt mật khẩu.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            is_book = "[Content_Types].xml" in parts.namelist()
    except zipfile.BadZipFile:
        is_book, unpacked = False, 0
    if not is_book:
        raise SheetFault("Đây không phải tệp Excel .xlsx.")
    if unpacked > _MOST_UNPACKED:
        raise SheetFault("Tệp lớn quá. Hãy chỉ giữ lại trang tính cần nhập.")


def _sheet_rows(sheet: Any) -> list[tuple[int, list[str]]]:
    # Some programs write a wrong size in the file; counting the cells anew is always right.
    sheet.reset_dimensions()
    found: list[tuple[int, list[str]]] = []
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [_shown(cell) for cell in cells]
        if any(texts):
            found.append((line, texts))
        if len(found) > MOST_ROWS:
            break
    return found


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return day_text(value) if value.time() == time() else f"{day_text(value)} {value:%H:%M}"
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, int | float):
        return _shown_number(value, cell.number_format or "")
    return str(value)


def _shown_number(value: int | float, number_format: str) -> str:
    if value != int(value):
        return decimal_text(value, places=6)
    # A telephone number kept as a number shows its first 0 by the format 0000000000.
    zeros = len(number_format) if set(number_format) == {"0"} else 0
    return str(int(value)).zfill(zeros)


# ---- what the columns mean

_WORDS = re.compile(r"[^\W_]+")
_CONTENTS = {
    "@phone": lambda cell: re.fullmatch(r"(0|\+?84)\d{9}|0\d{10}|[35789]\d{8}", re.sub(r"[\s.-]", "", cell)),
    "@id12": lambda cell: re.fullmatch(r"\d{12}", cell.replace(" ", "")),
    "@day": lambda cell: _is_day(cell),
    "@year": lambda cell: re.fullmatch(r"(19|20)\d\d", cell),
    "@number": lambda cell: re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,9}", cell),
    "@name": lambda cell: (
        re.fullmatch(r"[^\W\d_]['’\w-]*( [^\W\d_]['’\w-]*){1,6}", cell) and not re.search(r"\d", cell)
    ),
    "@text": bool,
}
# The header stands near the top, below the heading of the list.
_SEARCHED = 10


def guess_columns(grid: Grid, known: Mapping[str, tuple[str, ...]]) -> list[str | None]:
    """Guess for each column which of the known names it is, or None.

    `known` gives for each name the labels people write ("họ và tên", "họ tên") and, after these, the
    contents to look for where no label helps: @name @phone @id12 @day @year @number @text.
    """
    header = header_row(grid, known)
    labels = [_plain_words(cell) for cell in grid.rows[header]] if header is not None else [""] * grid.width
    guesses = _by_labels(labels, known)
    open_columns = [i for i, label in enumerate(labels) if not label]
    return _by_contents(grid.rows[body_start(grid, known) :], guesses, open_columns, known)


def header_row(grid: Grid, known: Mapping[str, tuple[str, ...]]) -> int | None:
    """Find the row that holds the labels of the columns, or None if the list has none."""
    for index, row in enumerate(grid.rows[:_SEARCHED]):
        filled = [_plain_words(cell) for cell in row if cell]
        if any(_CONTENTS[hint](cell) for cell in row for hint in ("@phone", "@id12", "@day", "@number")):
            continue
        fits = [max(_fit(cell, labels) for labels in known.values()) for cell in filled]
        matched = sum(1 for fit in fits if fit)
        if (2 in fits or matched > 1) and matched * 2 >= len(filled):
            return index
    return None


def body_start(grid: Grid, known: Mapping[str, tuple[str, ...]]) -> int:
    """Return the index of the first row that is no label: after the header, or 0 without one."""
    header = header_row(grid, known)
    return 0 if header is None else header + 1


def _plain_words(cell: str) -> str:
    return " ".join(_WORDS.findall(fold(cell)))


def _fit(cell: str, labels: tuple[str, ...]) -> int:
    """2 the cell is one of the labels, 1 it holds one as whole words, 0 neither; no label has digits."""
    wanted = [_plain_words(label) for label in labels if not label.startswith("@")]
    if not cell or any(c.isdigit() for c in cell):
        return 0
    return 2 if cell in wanted else int(any(f" {label} " in f" {cell} " for label in wanted))


def _by_labels(cells: list[str], known: Mapping[str, tuple[str, ...]]) -> list[str | None]:
    guesses: list[str | None] = [None] * len(cells)
    for wanted in (2, 1):
        for column, cell in enumerate(cells):
            if guesses[column] is None:
                fitting = (n for n, labels in known.items() if n not in guesses and _fit(cell, labels) == wanted)
                guesses[column] = next(fitting, None)
    return guesses


def _by_contents(
    rows: list[list[str]],
    guesses: list[str | None],
    open_columns: list[int],
    known: Mapping[str, tuple[str, ...]],
) -> list[str | None]:
    hints = [(name, hint) for name, labels in known.items() for hint in labels if hint.startswith("@")]
    for name, hint in sorted(hints, key=lambda pair: pair[1] == "@text"):
        if name in guesses:
            continue
        for column in open_columns:
            if guesses[column] is None and _mostly([row[column] for row in rows], hint):
                guesses[column] = name
                break
    return guesses


def _mostly(cells: list[str], hint: str) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(1 for cell in filled if _CONTENTS[hint](cell)) * 10 >= len(filled) * 6


def _is_day(cell: str) -> bool:
    try:
        parse_day(cell)
    except ValueError:
        return False
    return True


# ---- workbooks out

Kind = Literal["text", "day", "birth", "number", "people"]
_WIDTHS: dict[Kind, int] = {"text": 18, "day": 12, "birth": 12, "number": 12, "people": 28}
_WIDEST = 60
_PORTRAIT_FITS = 95
# One moment for all files: the bytes depend on the rows alone. It is the first a zip file can hold.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
# The note, where there is one, moves the header a row down.
_TITLE_ROW, _NOTE_ROW, _HEADER_ROW = 1, 2, 2
_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Column:
    """One column of a list: CCCD and telephone numbers are `text`, names (one or several) are `people`."""

    label: str
    kind: Kind = "text"
    width: int | None = None


# Where names are sorted or addressed by: beside the name as it is written, its parts.
NAME_PARTS = (Column("Họ", width=12), Column("Đệm", width=12), Column("Tên", width=12))


def write_xlsx(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], note: str = "") -> bytes:
    """Write a list as a workbook ready for print on A4; the same rows always give the same bytes.

    `day` takes a date, `birth` a date or a year, `number` an int, Decimal or float, `people` a text or several; None
    is empty. Text that looks like a formula stays text. Args: note, what the list was filtered by; it stands in a row
    of its own below the title.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = _sheet_name(title)
    head = _header_row(note)
    _write_head(sheet, nfc(title), columns, note)
    last, looks = head, dict[Any, Any]()
    for last, row in enumerate(rows, start=head + 1):  # noqa: B007 the last number is wanted
        for place, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
            _write_cell(sheet.cell(last, place), column.kind, value, looks)
    _set_widths(sheet, columns, head, last)
    _set_print(sheet, len(columns), head, last)
    book.properties.creator = "Sổ Vàng"
    book.properties.title = nfc(title)
    return _saved(book)


def _header_row(note: str) -> int:
    return _HEADER_ROW + 1 if note else _HEADER_ROW


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", nfc(title))[:31].strip() or "Danh sách"


# A sheet of Excel ends at 1.048.576 rows; what is longer goes on in a second one.
_MOST_ON_A_SHEET = 1_000_000


def write_long_xlsx(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    most: int = _MOST_ON_A_SHEET,
    note: str = "",
) -> bytes:
    """Write a list of any length as a workbook, row by row and never all of it in memory; same rows, same bytes.

    The columns mean what they mean in write_xlsx(). There are no lines around the cells and each column is as wide as
    its kind: both would have to be looked up in each of millions of cells. Args: most, rows of one sheet; note, what
    the list was filtered by.
    """
    book = Workbook(write_only=True)
    looks: dict[Any, Any] = {}
    sheet, written = None, 0
    for row in rows:
        if sheet is None or written == most:
            _set_filter(sheet, columns, note, written)
            sheet, written = _long_sheet(book, title, columns, note), 0
        sheet.append([_long_cell(sheet, column.kind, value, looks) for column, value in zip(columns, row, strict=True)])
        written += 1
    _set_filter(sheet or _long_sheet(book, title, columns, note), columns, note, written)
    book.properties.creator = "Sổ Vàng"
    book.properties.title = nfc(title)
    return _saved(book)


def _set_filter(sheet: Any, columns: Sequence[Column], note: str, written: int) -> None:
    """The arrows to filter by, when it is known where a long sheet ends."""
    if sheet is not None:
        head = _header_row(note)
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{head + written}"


def _long_sheet(book: Workbook, title: str, columns: Sequence[Column], note: str) -> Any:
    """A new sheet with its heading: what stands above the rows must be said before the first of them is written."""
    number = len(book.worksheets) + 1
    sheet = book.create_sheet(_sheet_name(title if number == 1 else f"{title[:26]} {number}"))
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width or _WIDTHS[column.kind]
    head = _header_row(note)
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "Trang &P/&N"
    sheet.append([_long_head(sheet, title, 13)])
    if note:
        sheet.append([_long_head(sheet, note, 11, bold=False)])
    sheet.append([_long_head(sheet, column.label, 11) for column in columns])
    return sheet


def _long_head(sheet: Any, text: str, size: int, *, bold: bool = True) -> Any:
    cell = WriteOnlyCell(sheet)
    _write_text(cell, text)
    cell.font = Font(bold=bold, italic=not bold, size=size)
    return cell


def _long_cell(sheet: Any, kind: Kind, value: Any, looks: dict[Any, Any]) -> Any:
    """A cell of a long list; plain text and small numbers are handed over as they are, which takes half the time."""
    if value is None or value == "":
        return None
    if kind in ("number", "birth") and isinstance(value, int) and not isinstance(value, bool):
        return value
    text = value if isinstance(value, str) else ""
    if text and not text.isprintable():
        text = nfc_multiline(text)
    if kind in ("text", "people") and text and text[0] not in (*_FORMULA_SIGNS, "#"):
        return text
    cell = WriteOnlyCell(sheet)
    if kind in ("day", "birth"):
        cell.value, shown = _day(value), "dd/mm/yyyy"
    elif kind == "number":
        cell.value, shown = _number(value), "#,##0.00"
    else:
        text, shown = text or nfc_multiline(_joined(value)), "@"
        cell.value, cell.data_type = text, "s"
    look = kind, shown, text[:1] in _FORMULA_SIGNS
    if look not in looks:
        cell.number_format, cell.quotePrefix = shown, look[2]
        looks[look] = cell._style
    cell._style = looks[look]
    return cell


def _write_head(sheet: Worksheet, title: str, columns: Sequence[Column], note: str) -> None:
    _write_text(sheet.cell(_TITLE_ROW, 1), title)
    sheet.cell(_TITLE_ROW, 1).font = Font(bold=True, size=13)
    if note:
        _write_text(sheet.cell(_NOTE_ROW, 1), note)
        sheet.cell(_NOTE_ROW, 1).font = Font(italic=True)
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(_header_row(note), place)
        _write_text(cell, column.label)
        cell.font, cell.border = Font(bold=True), _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_cell(cell: Any, kind: Kind, value: Any, looks: dict[Any, Any]) -> None:
    """Fill a cell and dress it like the first of its kind: openpyxl looks up every part of a style anew, which in a
    list of thousands takes four times as long as the values themselves.
    """
    shown, text = "General", ""
    if value is not None and kind == "birth" and isinstance(value, int):
        # A year is a year: 1.980 would be a quantity.
        cell.value, shown = _number(value), "0"
    elif value is not None and kind in ("day", "birth"):
        cell.value, shown = _day(value), "dd/mm/yyyy"
    elif value is not None and kind == "number":
        cell.value, shown = _number(value), "#,##0" if value == int(value) else "#,##0.00"
    elif value is not None:
        # Cleaned first: a tab or a line break in front of "=" must not hide it.
        text, shown = nfc_multiline(value if isinstance(value, str) else _joined(value)), "@"
        cell.value, cell.data_type = text, "s"
    look = kind, shown, text[:1] in _FORMULA_SIGNS
    if look not in looks:
        cell.border, cell.number_format, cell.quotePrefix = _BOX, shown, text[:1] in _FORMULA_SIGNS
        cell.alignment = Alignment(vertical="top", wrap_text=kind in ("text", "people"))
        looks[look] = cell._style
    cell._style = copy(looks[look])


def _day(value: Any) -> date:
    # A moment in UTC may be another day in Việt Nam: the caller decides which day it means.
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError(f"a day column takes dates, not {type(value).__name__}")
    return value


def _number(value: Any) -> int | float | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise TypeError(f"a number column takes numbers, not {type(value).__name__}")
    return value


def _joined(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, Iterable) else str(value)


def _write_text(cell: Any, text: str) -> None:
    cell.value = nfc_multiline(text)
    cell.data_type = "s"
    cell.number_format = "@"
    # Excel then keeps "=1+1" a text also after someone edits the cell, without a visible apostrophe.
    if cell.value[:1] in _FORMULA_SIGNS:
        cell.quotePrefix = True


def _set_widths(sheet: Worksheet, columns: Sequence[Column], head: int, last: int) -> None:
    for place, column in enumerate(columns, start=1):
        texts = (str(sheet.cell(row, place).value or "") for row in range(head + 1, last + 1))
        longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        fitting = min(max(longest + 2, _WIDTHS[column.kind]), _WIDEST) if column.kind in ("text", "people") else 0
        sheet.column_dimensions[get_column_letter(place)].width = column.width or fitting or _WIDTHS[column.kind]


def _set_print(sheet: Worksheet, width: int, head: int, last: int) -> None:
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(width)}{last}"
    total = sum(dimension.width for dimension in sheet.column_dimensions.values())
    sheet.page_setup.orientation = "portrait" if total <= _PORTRAIT_FITS else "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "Trang &P/&N"


def _saved(book: Workbook) -> bytes:
    written, fixed = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename == "docProps/core.xml":
                # openpyxl writes the hour of saving here, whatever the properties say.
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"1980-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(part.filename, _NO_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, content)
    return fixed.getvalue()
