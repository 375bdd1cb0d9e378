"""Lists out as workbooks, and a list on its way through the pages of a preview.

What goes out opens in Excel as officials expect: real days, CCCD and telephone numbers as text, ready to print.
"""

import base64
import binascii
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.reading import SheetFault
from app.text import nfc, nfc_multiline

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
