"""Bytes of a text file as Vietnamese text: UTF-8, UTF-16 with or without its mark, Windows-1258, or an old font."""

import codecs
import unicodedata

from app.reading.grid import SheetFault
from app.reading.legacy import CONVERTERS, from_tcvn3, from_vni
from app.reading.syllables import likeness

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNREADABLE = "Không đọc được chữ trong tệp này. Hãy mở bằng Excel hoặc Word, lưu lại dạng .xlsx rồi thử lại."
_LOOKED_AT = 200_000  # characters from which an encoding is told: enough for some thousand names


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of the encoding it was converted from, empty for UTF-8 and UTF-16.

    Raises SheetFault for bytes that are no text.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec), ""
    wide = _without_mark(data)
    if wide:
        return _strict(data, wide), ""
    if b"\0" in data:
        raise SheetFault(_UNREADABLE)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _by_likeness(data)


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as fault:
        raise SheetFault(_UNREADABLE) from fault


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark has a zero in every other byte wherever the letters are plain."""
    head = data[:2000]
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    if head[1::2].count(0) > pairs * 0.3 and head[0::2].count(0) < pairs * 0.05:
        return "utf-16-le"
    if head[0::2].count(0) > pairs * 0.3 and head[1::2].count(0) < pairs * 0.05:
        return "utf-16-be"
    return ""


def _by_likeness(data: bytes) -> tuple[str, str]:
    """One byte a letter: whichever reading gives the most Vietnamese."""
    plain = data.decode("latin-1")
    readings = (
        ("Windows-1258", unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))),
        ("TCVN3 (ABC)", from_tcvn3(plain)),
        ("VNI", from_vni(plain)),
    )
    assert {name for name, _text in readings[1:]} <= set(CONVERTERS)
    return max(((text, name) for name, text in readings), key=lambda one: _score(one[0]))


def _score(text: str) -> float:
    good, every = likeness([text[:_LOOKED_AT]])
    return good / every if every else 0.0
