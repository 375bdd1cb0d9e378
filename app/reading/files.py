"""A file or a paste as rows of clean cells, whatever its name says it is."""

import csv
import io
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Literal

from app.reading import workbooks
from app.reading.encodings import decode
from app.reading.grid import Row, Sheet, SheetFault
from app.reading.legacy import recognise
from app.reading.messages import NUMBERING, has_labels, message_rows, says_what, whole_rows
from app.reading.workbooks import clean

MOST_BYTES = 25_000_000
TOO_LARGE = "Tệp lớn quá {most} MB. Hãy chỉ giữ lại trang tính cần nhập."
_SAMPLED = 3_000  # cells from which an old encoding is recognised
_NO_LISTS = (
    (b"MZ", "chương trình (.exe)"),
    (b"\x7fELF", "chương trình"),
    (b"#!", "chương trình"),
    (b"%PDF", "tệp PDF: hãy chép bảng trong đó rồi dán vào ô"),
    (b"\x89PNG", "ảnh: hãy gõ hoặc dán danh sách"),
    (b"\xff\xd8\xff", "ảnh: hãy gõ hoặc dán danh sách"),
    (b"GIF8", "ảnh"),
    (b"Rar!", "tệp nén: hãy giải nén rồi chọn tệp bên trong"),
    (b"7z\xbc\xaf", "tệp nén: hãy giải nén rồi chọn tệp bên trong"),
    (b"{\\rtf", "tệp RTF: hãy chép bảng trong đó rồi dán vào ô"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_file(data: bytes, sheet: str | None = None, *, prose: bool = False) -> Sheet:
    """Read a file by what it is, not by its name: .xlsx, .xls, .ods, text in any encoding, a table saved as HTML.

    Args: sheet, the sheet of a workbook; left out, the first visible one that says something; prose, see read_text().
    Raises SheetFault with a sentence to show.
    """
    if len(data) > MOST_BYTES:
        raise SheetFault(TOO_LARGE.format(most=MOST_BYTES // 1_000_000))
    if not data.strip():
        raise SheetFault("Tệp trống.")
    for sign, called in _NO_LISTS:
        if data.startswith(sign):
            raise SheetFault(f"Đây không phải danh sách mà là {called}.")
    if data.startswith(b"PK"):
        rows, others, notes = _packed(data, sheet)
    elif data.startswith(_OLE):
        rows, others, notes = _old_book(data, sheet)
    else:
        text, encoding = decode(data)
        rows, others = _text_rows(text, _MARKS, prose=prose), ()
        notes = [_converted(encoding)] if encoding else []
    return _in_unicode(rows, others, notes)


def read_text(text: str, *, prose: bool = False) -> Sheet:
    """Read what was pasted: cells of a sheet, or lines of a message.

    Args: prose, the lines hold sentences: one that is no row of a table stays whole, without its number.
    Raises SheetFault with a sentence to show.
    """
    # What was pasted out of a sheet has tabs; commas in lines that are pasted as sentences are commas.
    marks = _MARKS.replace(",", "") if prose else _MARKS
    return _in_unicode(_text_rows(text, marks, prose=prose), (), [])


def _packed(data: bytes, sheet: str | None) -> workbooks.Read:
    if b"opendocument.spreadsheet" in data[:200]:
        return workbooks.read_other(data, sheet)
    if b"opendocument.text" in data[:200] or b"word/document.xml" in data:
        raise SheetFault("Đây là tệp Word. Hãy chép bảng trong đó rồi dán vào ô.")
    return workbooks.read_xlsx(data, sheet)


def _old_book(data: bytes, sheet: str | None) -> workbooks.Read:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise SheetFault("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi thử lại.")
    if "WordDocument".encode("utf-16-le") in data:
        raise SheetFault("Đây là tệp Word. Hãy chép bảng trong đó rồi dán vào ô.")
    return workbooks.read_other(data, sheet)


def _converted(encoding: str) -> str:
    return f"Chữ trong danh sách theo bảng mã {encoding}, đã đổi sang Unicode: xem lại họ tên."


# ---- text


_MARKS = "\t;,|"


def _text_rows(text: str, marks: str, *, prose: bool) -> list[Row]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if re.match(r"\s*<(?:!doctype html|html|table|meta|head|\?xml)", text, re.IGNORECASE):
        return _html_rows(text)
    lines = text.split("\n")
    mark = _delimiter(lines, marks)
    read = whole_rows if prose else message_rows
    if mark != "\t" and not prose and _is_message(lines, mark):
        mark = ""
    found = _separated(text, mark) if mark else [(row.number, row.cells) for row in read(lines)]
    cleaned = ((number, [clean(cell) for cell in cells]) for number, cells in found)
    return workbooks._rows(cleaned)[0]


def _is_message(lines: Sequence[str], mark: str) -> bool:
    """Whether these are lines of a message, "1. Lê An, sinh năm 1980": commas part them, but they are no sheet."""
    filled = [line for line in lines if line.strip()][:200]
    if filled and has_labels(filled[0].split(mark or "\t")):
        return False
    told = [line for line in filled if NUMBERING.match(line) or _says_what(line.split(mark or "\t"))]
    names_only = len(filled) == 1 and not any(char.isdigit() for char in filled[0])
    return names_only or len(told) * 2 >= len(filled) > 0


def _says_what(cells: Sequence[str]) -> bool:
    return any(says_what(cell.strip()) for cell in cells)


def _delimiter(lines: Sequence[str], marks: str) -> str:
    """What parts the cells: the tab wherever there is one, else the mark that stands in most lines as often."""
    filled = [line for line in lines if line.strip()][:200]
    if any("\t" in line for line in filled):
        return "\t"
    for mark in marks[1:]:
        counts = [_outside_quotes(line, mark) for line in filled]
        usual = max(set(counts), key=counts.count, default=0)
        # A comma is also written in prose: only a sheet has the same number of them in nearly every line.
        if usual >= 2 and counts.count(usual) * 10 >= len(counts) * 8:
            return mark
    return ""


def _outside_quotes(line: str, mark: str) -> int:
    return re.sub(r'"[^"]*"', "", line).count(mark)


def _separated(text: str, mark: str) -> list[tuple[int, list[str]]]:
    # A lone quote (Tổ 3") would swallow all lines after it, so quotes count only when they pair.
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if text.count('"') % 2 == 0 else csv.QUOTE_NONE
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, quoting=quoting)
    found, line = [], 1
    try:
        for cells in reader:
            found.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        raise SheetFault("Có ô quá dài, không đọc được. Hãy kiểm tra dấu ngoặc kép trong bảng.") from None
    return found


class _Tables(HTMLParser):
    """The cells of the tables of a page: many programs save "Excel" as such a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._open = True
        elif tag == "br" and self._open:
            self.rows[-1][-1] += " "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.rows[-1][-1] += data


def _html_rows(text: str) -> list[Row]:
    reader = _Tables()
    reader.feed(text)
    if not reader.rows:
        raise SheetFault("Không thấy bảng nào trong tệp này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại.")
    found = ((number, [clean(cell) for cell in cells]) for number, cells in enumerate(reader.rows, start=1))
    return workbooks._rows(found)[0]


# ---- old fonts


def _in_unicode(rows: Sequence[Row], others: tuple[str, ...], notes: list[str]) -> Sheet:
    sampled = [cell for row in rows for cell in row.cells if cell and not cell.isascii()][:_SAMPLED]
    known = recognise(sampled)
    if not known.name:
        return Sheet(tuple(rows), tuple(notes), others)
    changed = tuple(Row(row.number, tuple(map(known.convert, row.cells)), row.faults) for row in rows)
    return Sheet(changed, (*notes, _converted(known.name)), others)
