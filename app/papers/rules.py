"""Rules of papers: the short code on each page, what a register of numbers permits, which papers there are."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.refusals import Refusal

# Without I, O, 0 and 1: the code is also typed by hand from a bad copy.
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10

KINDS = (
    "commitment",
    "attendance_sheet",
    "proposal",
    "roll",
    "report_person",
    "report_collective",
    "report_household",
    "minutes",
    "vote_count",
    "decision",
    "certificate",
    "dossier",
)

SYMBOLS = (
    "KH-UBND",
    "QĐ-UBND",
    "TTr-UBND",
    "BC-UBND",
    "TB-UBND",
    "BB-HĐTĐKT",
    "TTr-HĐTĐKT",
    "BC-HĐTĐKT",
)
_SYMBOL = re.compile(r"[^\W\d_]{1,6}-[^\W\d_]{2,12}(-[^\W\d_]{1,8})?")

# The kinds văn thư enters in a register; the others (giấy khen, bản cam kết, danh sách) carry no number of their own.
NUMBERED = frozenset({"proposal", "minutes", "vote_count", "decision"})

# What a council member or the province needs; a pledge or an attendance list is nobody's but the commune's.
DOSSIER_KINDS = frozenset(
    {
        "proposal",
        "roll",
        "report_person",
        "report_collective",
        "report_household",
        "minutes",
        "vote_count",
        "decision",
        "certificate",
    }
)

SCAN_DPI = 200
SCAN_LARGEST = 32 * 1024 * 1024

_NUMBERS = "Nghị định 30/2020/NĐ-CP, Điều 15"
_SCANS = "Nghị định 30/2020/NĐ-CP, Phụ lục I"


def short_code(seed: str) -> str:
    """The short code of a paper, made from what the paper says, so that the demo prints the same bytes each run.

    Args: seed, a text that no other paper of the authority has. Returns ten signs, the last one a check sign.
    """
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:6], "big")
    body = "".join(SIGNS[number >> 5 * place & 31] for place in range(CODE_LENGTH - 1))
    return body + SIGNS[_doubled(_remainder(body))]


def check_code(code: str) -> bool:
    """Whether a code was read rightly: any single wrong sign and any two exchanged signs are found out."""
    return len(code) == CODE_LENGTH and all(sign in SIGNS for sign in code) and _remainder(code) == 0


def clean_code(typed: str) -> str:
    """A code as it is stored: capitals, no spaces, and without the page number that stands behind it on paper."""
    return re.sub(r"\s", "", typed).upper().partition("-")[0]


def _remainder(signs: str) -> int:
    """The signs as a polynomial over the field of 32 elements: each place has its own weight."""
    total = 0
    for sign in signs:
        total = _doubled(total) ^ SIGNS.index(sign)
    return total


def _doubled(number: int) -> int:
    shifted = number << 1
    return shifted ^ 0b100101 if shifted & 32 else shifted


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


def replace_refusals(replaced: bool, same_subject: bool) -> list[Refusal]:
    """Why a paper cannot be replaced by a new one: it was replaced already, or speaks of something else."""
    found = []
    if replaced:
        found.append(Refusal("paper-replaced"))
    if not same_subject:
        found.append(Refusal("paper-of-other-subject"))
    return found


def scan_refusals(size: int, readable: bool, known: bool) -> list[Refusal]:
    """Why a file cannot be filed as scan: no usable PDF, too large, or filed at this paper before."""
    found = []
    if size > SCAN_LARGEST:
        found.append(Refusal("scan-too-large", detail=str(SCAN_LARGEST // 1024 // 1024)))
    elif not readable:
        found.append(Refusal("scan-not-pdf", _SCANS))
    if known:
        found.append(Refusal("scan-filed-already"))
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
