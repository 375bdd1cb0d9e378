"""What a register of numbers permits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.refusals import Refusal

SYMBOLS = (
    "KH-UBND",
    "QĐ-UBND",
    "TTr-UBND",
    "BC-UBND",
    "TB-UBND",
    "GM-UBND",
    "PYC-UBND",
    "BB-UBND",
    "BB-HĐTĐKT",
    "GM-HĐTĐKT",
    "TTr-HĐTĐKT",
    "BC-HĐTĐKT",
    "GCN-UBND",
    "SY-UBND",
)
_SYMBOL = re.compile(r"[^\W\d_]{1,6}-[^\W\d_]{2,12}(-[^\W\d_]{1,8})?")

_NUMBERS = "Nghị định 30/2020/NĐ-CP, Điều 15"


def symbol_parts(symbol: str) -> tuple[str, str]:
    """Ký hiệu split into type and issuer: "QĐ-UBND" is ("QĐ", "UBND"), "BB-HĐTĐKT" the council's own series."""
    kind, _, issuer = symbol.partition("-")
    return kind, issuer


def reference_parts(reference_number: str) -> tuple[int, str] | None:
    """Số and ký hiệu of a reference number, or None when it is not written like "05/QĐ-UBND"."""
    number, slash, symbol = reference_number.partition("/")
    return (int(number), symbol) if slash and number.isdecimal() and _SYMBOL.fullmatch(symbol) else None


def symbol_refusals(symbol: str) -> list[Refusal]:
    """Why a symbol names no register: it is written "type-issuer", without number, spaces or stroke."""
    return [] if _SYMBOL.fullmatch(symbol) else [Refusal("symbol-unclear", _NUMBERS, symbol)]


@dataclass(frozen=True)
class PaperToNumber:
    """What the register must know of a paper that gets its number."""

    day: date
    reference_number: str | None
    replaced: bool


def number_refusals(number: int, day: date, taken: bool, paper: PaperToNumber | None = None) -> list[Refusal]:
    """Why this number cannot be entered: below 1, taken, or the paper has one, was replaced, is of another year.

    Numbers run from 01 on 1 January to 31 December, each once a year (NĐ 30/2020 Điều 15).
    """
    found = []
    if number < 1:
        found.append(Refusal("number-below-one", _NUMBERS))
    if taken:
        found.append(Refusal("number-taken", _NUMBERS, str(number)))
    return found + paper_refusals(day, paper)


def paper_refusals(day: date, paper: PaperToNumber | None) -> list[Refusal]:
    """Why this paper can get no number on this day."""
    found = []
    if paper and paper.reference_number:
        found.append(Refusal("paper-has-number", _NUMBERS, paper.reference_number))
    if paper and paper.replaced:
        found.append(Refusal("paper-replaced"))
    if paper and paper.day.year != day.year:
        found.append(Refusal("number-other-year", _NUMBERS, str(paper.day.year)))
    return found


def skip_refusals(number: int, last: int, taken: bool, reason: str) -> list[Refusal]:
    """Why this number cannot be left out: taken, further on than the next one, or without a reason."""
    found = number_refusals(number, date.min, taken)
    if number > last + 1:
        found.append(Refusal("number-beyond-last", _NUMBERS, f"{last + 1:02d}"))
    if not reason.strip():
        found.append(Refusal("skip-needs-reason", _NUMBERS))
    return found


def opening_refusals(used: int, last: int) -> list[Refusal]:
    """Why a register cannot begin after this number: it holds numbers already, or the number is below 1."""
    found = []
    if used < 1:
        found.append(Refusal("number-below-one", _NUMBERS))
    if last:
        found.append(Refusal("series-in-use", _NUMBERS, f"{last:02d}"))
    return found


def gaps(used: Iterable[int], begun_after: int, last: int) -> list[tuple[int, int]]:
    """The numbers of a register that nobody took or explained, as pairs (first, last) in order."""
    known = sorted({number for number in used if number > begun_after})
    found, expected = [], begun_after + 1
    for number in [*known, last + 1]:
        if number > expected:
            found.append((expected, number - 1))
        expected = number + 1
    return found
