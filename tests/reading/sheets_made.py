"""Workbooks as officials make them, and bytes in encodings that Python does not write."""

import io
import unicodedata
import zipfile
from collections.abc import Callable, Sequence

from openpyxl import Workbook

from app.reading.legacy import _FROM_VNI, _TCVN3, _UNICODE

KNOWN = {
    "name": ("họ và tên", "họ tên", "chủ hộ", "@name"),
    "born": ("ngày sinh", "năm sinh", "ngày tháng năm sinh", "@day", "@year"),
    "born_woman": ("năm sinh nữ",),
    "sex": ("giới tính", "@sex"),
    "hamlet": ("thôn", "xóm", "nơi ở", "địa chỉ", "@place"),
    "phone": ("điện thoại", "số điện thoại", "sđt", "@phone"),
    "note": ("ghi chú",),
}
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TO_TCVN3 = dict(zip(_UNICODE, _TCVN3, strict=True))
_TO_VNI = {letter: signs for signs, letter in reversed(_FROM_VNI.items())}


def book(rows: Sequence[Sequence], merged: Sequence[str] = ()) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def rewritten(change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """A small workbook whose parts were changed by hand, or to which parts were added."""
    content = io.BytesIO()
    small = io.BytesIO(book([["Họ tên", "Năm sinh"], ["An", 1970]]))
    with zipfile.ZipFile(small) as parts, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            out.writestr(name, change(name, parts.read(name)))
        for name, data in (more or {}).items():
            out.writestr(name, data)
    return content.getvalue()


def in_tcvn3(text: str) -> str:
    return "".join(_TO_TCVN3.get(letter, _TO_TCVN3.get(letter.lower(), letter)) for letter in text)


def in_vni(text: str) -> str:
    return "".join(_TO_VNI.get(letter, letter) for letter in text)


def in_cp1258(text: str) -> bytes:
    return b"".join(map(_cp1258_letter, text))


def _cp1258_letter(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(one for one in marks if one not in _TONES))
        return (base + "".join(one for one in marks if one in _TONES)).encode("cp1258")
