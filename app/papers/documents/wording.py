"""Days, numbers and shares as papers write them (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

import datetime
from collections.abc import Sequence


def padded(number: int) -> str:
    """A number as papers write it: below ten with a nought in front (NĐ 30/2020, Phụ lục I, II.3)."""
    return f"{number:02d}"


def plain_date(day: datetime.date) -> str:
    """The day in running text: "ngày 05 tháng 02 năm 2026", noughts only for days below 10 and months 1, 2.

    Source: NĐ 30/2020, Phụ lục I, II.4 (forms.md 2.2, row 4).
    """
    month = padded(day.month) if day.month <= 2 else str(day.month)
    return f"ngày {padded(day.day)} tháng {month} năm {day.year}"


def long_date(place: str, day: datetime.date) -> str:
    """Place and day as they stand under the national title: "Vạn An, ngày 05 tháng 02 năm 2026"."""
    return f"{place}, {plain_date(day)}"


def issued_at(name: str, place: str, day: datetime.date) -> str:
    """Place and day of an authority's paper; a name that is a number takes its kind with it: "Phường 1, ngày …".

    Args: name, the authority's own name; place, the name with its kind.
    """
    return long_date(f"{place[:1].upper()}{place[1:]}" if name.isdigit() else name, day)


def blank_date(place: str, year: int | None = None) -> str:
    """Place and day left open for the hand that signs: "Vạn An, ngày ..... tháng ..... năm 2026"."""
    return f"{place}, ngày ..... tháng ..... năm {year if year is not None else '.........'}"


def short_date(day: datetime.date) -> str:
    """The day in a table or a personal particular: "05/02/2026"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def reference(number: int | None, kind: str, issuer: str) -> str:
    """Số và ký hiệu of a paper: "05/QĐ-UBND", without spaces (NĐ 30/2020, Phụ lục I, II.3).

    A number not yet given leaves room for văn thư's hand, in no-break spaces so that the room stays.
    """
    room = "\u00a0" * 8
    return f"{room if number is None else padded(number)}/{kind}-{issuer}"


def number_text(number: int | None, kind: str, issuer: str) -> str:
    """The line under the agency's name: "Số: 05/QĐ-UBND", or with room for a number written by hand."""
    return f"Số: {reference(number, kind, issuer)}"


def percent(part: int, whole: int) -> str:
    """A share with two decimals and the decimal comma: "85,71"; whole numbers without decimals.

    Args: part and whole, both counts; whole is above zero (the whole Council, NĐ 98/2023 Điều 30.7).
    """
    if part * 100 % whole == 0:
        return str(part * 100 // whole)
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100},{hundredths % 100:02d}"


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a typed text as paragraphs, blank lines dropped."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def millimetres(tenths: int) -> str:
    """Tenths of a millimetre as officials write them, always with their sign: "+1,5", "-0,8", "0,0"."""
    return f"{tenths / 10:+.1f}".replace(".", ",") if tenths else "0,0"


def joined(words: Sequence[str]) -> str:
    """Words in one sentence: "02 tập thể, 05 cá nhân, 01 hộ gia đình"."""
    return ", ".join(words)
