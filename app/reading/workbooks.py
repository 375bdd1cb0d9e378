"""Workbooks as cells: .xlsx by openpyxl, .xls and .ods by calamine; refused whole where a file is a trap."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from app.reading.grid import Row, SheetFault
from app.text import day_text, decimal_text, nfc

MOST_ROWS, MOST_COLUMNS = 20_000, 60
MOST_UNPACKED = 120_000_000  # bytes of all parts together: 20,000 rows of sixty columns are some 60 MB
MOST_SWOLLEN = 200  # times a part may grow when it is unpacked: real sheets grow ten to thirty times
BLANK_IN_A_ROW = 3_000
UNREADABLE = "Không đọc được tệp này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại."
NO_VALUE = "Ô này là công thức chưa có giá trị: mở tệp bằng Excel, lưu lại, hoặc gõ giá trị vào."
Read = tuple[list[Row], tuple[str, ...], list[str]]


def read_xlsx(data: bytes, wanted: str | None) -> Read:
    """The rows of a sheet, the names of the others, and sentences to show. Raises SheetFault."""
    with_formulas = _examine(data)
    try:
        with warnings.catch_warnings():
            # What openpyxl does not keep (validation lists, drawings) does not matter to the cells.
            warnings.simplefilter("ignore")
            return _xlsx(data, wanted, with_formulas)
    except SheetFault:
        raise
    # A damaged workbook fails in as many ways as there are parts in it: to the official it is one.
    except Exception as fault:
        raise SheetFault(UNREADABLE) from fault


def _examine(data: bytes) -> bool:
    """Refuse a trap before anything of it is unpacked; says whether some sheet holds formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
            _weigh(parts)
            if any(name.lower().endswith(("vbaproject.bin", ".xlm")) or "/macrosheets/" in name for name in names):
                raise SheetFault("Tệp có macro nên không nhận. Hãy lưu lại dạng .xlsx (không macro) rồi thử lại.")
            if any(name.startswith("xl/externalLinks/") for name in names):
                raise SheetFault(
                    "Tệp lấy số liệu từ tệp khác (liên kết ngoài) nên không nhận. "
                    "Hãy chép các ô, dán dạng giá trị sang tệp mới rồi thử lại."
                )
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise SheetFault("Đây không phải tệp Excel .xlsx.")
            sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
            return any(_mentions_formula(parts, name) for name in sheets)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as fault:
        raise SheetFault(UNREADABLE) from fault


def _weigh(parts: zipfile.ZipFile) -> None:
    """The sizes a zip file declares; zipfile itself stops at the declared one, so that it cannot lie."""
    every = parts.infolist()
    if len(every) > 5_000 or sum(part.file_size for part in every) > MOST_UNPACKED:
        raise SheetFault("Tệp lớn quá khi mở ra. Hãy chỉ giữ lại trang tính cần nhập.")
    for part in every:
        if part.file_size > 10_000_000 and part.file_size > MOST_SWOLLEN * max(part.compress_size, 1):
            raise SheetFault("Tệp nén bất thường (nhỏ khi nén, rất lớn khi mở) nên không nhận.")


def _mentions_formula(parts: zipfile.ZipFile, name: str) -> bool:
    tail = b""
    with parts.open(name) as part:
        while piece := part.read(1_000_000):
            if re.search(rb"<(?:\w+:)?f[ >/]", tail + piece):
                return True
            tail = piece[-16:]
    return False


def _xlsx(data: bytes, wanted: str | None, with_formulas: bool) -> Read:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    chosen: Any = None
    rows, notes = list[Row](), list[str]()
    for sheet in shown:
        if wanted in (None, sheet.title):
            chosen, (rows, notes) = sheet, _rows(_openpyxl_rows(sheet))
            if rows or wanted:
                break
    others = tuple(sheet.title for sheet in shown if sheet is not chosen)
    if chosen is not None and with_formulas:
        rows, more = _with_formulas(data, chosen.title, rows)
        notes += more
    book.close()
    return rows, others, notes


def _openpyxl_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    # Some programs write a wrong size in the file; counting the cells anew is always right.
    sheet.reset_dimensions()
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, ["" if value is None else _shown(value) for value in values]


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return day_text(value) if value.time() == time() else f"{day_text(value)} {value:%H:%M}"
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value)
    return clean(str(value))


def _number(value: int | float) -> str:
    """A number as text, not as Excel shows it: a telephone number gets its lost zero from whoever knows it is one."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    return str(int(value)) if value == int(value) else decimal_text(value, places=6)


def clean(text: str) -> str:
    """A cell as one clean line; the apostrophe with which Excel keeps a number as text is no part of it."""
    found = text.strip() if text.isascii() and text.isprintable() and "  " not in text else nfc(text)
    return found[1:] if found[:1] == "'" and found[1:2] in tuple("0123456789+=") else found


def _rows(found: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[Row], list[str]]:
    """The rows that say something; a list too long or too wide is refused, endless emptiness is left unread."""
    kept: list[Row] = []
    blank = 0
    for number, cells in found:
        if not any(cell and not _is_rule(cell) for cell in cells):
            blank += not any(cells)
            if blank > BLANK_IN_A_ROW:
                return kept, [f"Dừng đọc ở dòng {number}: trên đó có hơn {BLANK_IN_A_ROW} dòng trống liền nhau."]
            continue
        blank = 0
        last = max(place for place, cell in enumerate(cells, start=1) if cell)
        if last > MOST_COLUMNS:
            raise SheetFault(f"Danh sách rộng quá {MOST_COLUMNS} cột. Hãy chỉ giữ các cột cần nhập.")
        kept.append(Row(number, tuple(cells[:last])))
        if len(kept) > MOST_ROWS:
            raise SheetFault(f"Danh sách dài quá {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")
    return kept, []


def _is_rule(cell: str) -> bool:
    """Whether a cell only draws a line: the second row of a table in a message, "---"."""
    return len(cell) > 2 and not cell.strip("-–—=_:+ ")


def _with_formulas(data: bytes, title: str, rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """The same rows with a fault where a formula has no value, and how many values were computed by Excel."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    sheet = book[title]
    sheet.reset_dimensions()
    known = {row.number: row for row in rows}
    last = max(known, default=0)
    empty: dict[int, list[tuple[int, str]]] = {}
    computed = 0
    for number, cells in enumerate(sheet.iter_rows(max_row=max(last, 1) + BLANK_IN_A_ROW), start=1):
        for place, cell in enumerate(cells[:MOST_COLUMNS]):
            if cell.data_type != "f":
                continue
            if known.get(number, Row(number, ())).cell(place):
                computed += 1
            elif number <= last:
                empty.setdefault(number, []).append((place, NO_VALUE))
    book.close()
    faulty = [
        Row(number, known[number].cells if number in known else (), tuple(empty.get(number, ())))
        for number in sorted({*known, *empty})
    ]
    notes = [f"{computed} ô là công thức: lấy giá trị Excel đã tính sẵn."] if computed else []
    return faulty, notes


def read_other(data: bytes, wanted: str | None) -> Read:
    """The rows of a sheet of an .xls or .ods file, the names of the others, and sentences to show."""
    if data[:2] == b"PK":
        _examine_ods(data)
    elif b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0" in data:
        raise SheetFault("Tệp có macro nên không nhận. Hãy lưu lại dạng .xlsx (không macro) rồi thử lại.")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        chosen, rows, notes = None, list[Row](), list[str]()
        for name in shown:
            if wanted in (None, name):
                chosen = name
                rows, notes = _rows(_calamine_rows(book.get_sheet_by_name(name)))
                if rows or wanted:
                    break
        return rows, tuple(name for name in shown if name != chosen), notes
    except SheetFault:
        raise
    except Exception as fault:
        if "assword" in str(fault):
            raise SheetFault("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi thử lại.") from fault
        raise SheetFault(UNREADABLE) from fault


def _examine_ods(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _weigh(parts)
            if any(name.startswith("Basic/") for name in parts.namelist()):
                raise SheetFault("Tệp có macro nên không nhận. Hãy lưu lại dạng .xlsx (không macro) rồi thử lại.")
            content = parts.read("content.xml")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError) as fault:
        raise SheetFault(UNREADABLE) from fault
    for row in re.finditer(
        rb'<table:table-row[^>]*number-rows-repeated="(\d+)"[^>]*>(.*?)</table:table-row>', content, re.S
    ):
        if int(row[1]) > MOST_ROWS and b"<text:p" in row[2]:
            raise SheetFault(f"Danh sách dài quá {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")


def _calamine_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        yield number, ["" if cell == "" else _shown(cell) for cell in cells]
