"""Soát trước khi in: what would send a paper back, found in its words before it is sealed.

Nothing is corrected here: each fault names the field, and the official who knows mends it. What Nghị định 30/2020/NĐ-CP
or the law of the paper demands stops the sealing; what only looks wrong warns. Words come as leaves of the facts:
("signature.name", "Nguyễn Văn An").
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app import law
from app.refusals import Refusal

FORM = "Nghị định 30/2020/NĐ-CP, Phụ lục I"
CAPITALS = "Nghị định 30/2020/NĐ-CP, Phụ lục II"

Width = Callable[[str, float, bool, bool], float]


@dataclass(frozen=True)
class Fault:
    """One fault of a paper: the reason with its article, the fact it lies in, and whether it stops the sealing."""

    reason: Refusal
    field: str
    blocks: bool


@dataclass(frozen=True)
class Line:
    """A place on paper that holds one line: how wide it is, and the letters it is set in."""

    room: float  # millimetres
    size: float  # points
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Measure:
    """How words come out on paper: their width in millimetres, and the signs our face cannot print."""

    width: Width
    unprintable: Callable[[str], str]


Leaf = tuple[str, str]

# Names of people and bodies, by the last part of the field; written as in a sentence, never in capitals alone.
_NAMES = frozenset({"name", "full_name", "householder", "recipient", "representative", "secretary", "chair"})
_PEOPLE = frozenset({"full_name", "householder", "representative"})
# "Ghi đầy đủ, không viết tắt" of the report forms speaks of the body at the head: the field "name" itself.
# One line each: the agency's column of the head 67.6 mm, half of the text for a signature (forms.md 2.3).
_LINES: Mapping[str, Line] = {
    "head.issuer_lines": Line(67.6, 13, bold=True),
    "head.parent_name": Line(67.6, 13),
    "head.number_text": Line(67.6, 13),
    "signature.name": Line(82.5, 14, bold=True),
    "signature.lines": Line(82.5, 14, bold=True),
}
_DAY = re.compile(r"\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\b", re.IGNORECASE)
_DEGREE = re.compile(r"^(GS|PGS|TS|TSKH|ThS|Ths|BS|BSCK|DS|KS|CN|Thạc sĩ|Tiến sĩ|Bác sĩ|Kỹ sư|Cử nhân)\b[.\s]")
_SHORT = re.compile(r"\b(?!(?:[IVXLC]+)\b)[A-ZĐ]{2,}\b")
_NUMBERED_LAW = re.compile(r"\bLuật\b[^;]*?\bsố\s+\d+/\d{4}/QH\d+")
# The decree prints ỦY and HÒA; the other way of placing the tone is a fault a reader of forms sees at once.
_TONE = re.compile(r"\b(Uỷ ban|UỶ BAN|Uỷ viên|UỶ VIÊN|uỷ quyền|UỶ QUYỀN|Hoà xã hội|CỘNG HOÀ)\b")


def faults_of(leaves: Iterable[Leaf], measure: Measure) -> list[Fault]:
    """Every fault that the words of a paper show by themselves, in the order of the paper.

    Args: leaves, the texts of the facts with their dotted names; measure, how words come out on paper.
    """
    return [fault for name, words in leaves for fault in _faults_of_words(name, words, measure)]


@lru_cache(maxsize=1024)
def _faults_of_words(name: str, words: str, measure: Measure) -> tuple[Fault, ...]:
    """Of the papers of a stack most words are the same: they are read once."""
    return tuple(_of_words(name, words, measure))


def _of_words(name: str, words: str, measure: Measure) -> Iterator[Fault]:
    last = _bare(name).rpartition(".")[2]
    yield from _signs(name, words, measure)
    yield from _dates(name, words)
    if found := _TONE.search(words):
        yield _fault("tone-misplaced", name, found[0], FORM)
    if last in _NAMES:
        yield from _name(name, words, person=last in _PEOPLE or _signs_here(name))
    if last == "legal_basis" and _NUMBERED_LAW.search(words):
        yield _fault("law-with-number", name, words, FORM)
    yield from _overflow(name, words, measure)


@lru_cache(maxsize=1024)
def _bare(name: str) -> str:
    return re.sub(r"\[\d+\]", "", name)


@lru_cache(maxsize=1024)
def _signs_here(name: str) -> bool:
    """Whether the field is the name of one who signs: "signature.name", "teller_signatures[0].name"."""
    owner, _dot, last = _bare(name).rpartition(".")
    return last == "name" and bool(re.search(r"(signatures?|confirmation)$", owner))


def _fault(code: str, name: str, detail: str, article: str = "", *, blocks: bool = False) -> Fault:
    return Fault(Refusal(code, article, detail), name, blocks)


def _signs(name: str, words: str, measure: Measure) -> Iterator[Fault]:
    strange = measure.unprintable(words)
    if strange:
        told = ", ".join(f"{sign} ({unicodedata.name(sign, f'U+{ord(sign):04X}')})" for sign in strange)
        yield _fault("sign-unprintable", name, told, blocks=True)


def _dates(name: str, words: str) -> Iterator[Fault]:
    """Days below 10 and the months 1 and 2 take a nought, the other months none (Phụ lục I, II.4)."""
    for found in _DAY.finditer(words):
        day, month, year = found.groups()
        wanted = f"{int(day):02d}", f"{int(month):02d}" if int(month) <= 2 else str(int(month))
        if not _exists(int(year), int(month), int(day)):
            yield _fault("no-such-day", name, found[0], blocks=True)
        elif (day, month) != wanted:
            right = f"ngày {wanted[0]} tháng {wanted[1]} năm {year}"
            yield _fault("day-unpadded", name, f"“{found[0]}”, đúng là “{right}”", FORM)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _name(name: str, words: str, *, person: bool) -> Iterator[Fault]:
    signs = _signs_here(name)
    if signs and _DEGREE.match(words):
        yield _fault("name-with-degree", name, words, FORM, blocks=True)
    elif words.isupper() and len(words.split()) > 1:
        yield _fault("name-in-capitals", name, words, FORM if signs else CAPITALS, blocks=signs)
    elif person and any(part[:1].islower() for part in words.split()):
        yield _fault("name-without-capital", name, words, CAPITALS)
    if name == "name" and not words.isupper() and (found := _SHORT.search(words)):
        yield _fault("name-shortened", name, f"{found[0]} trong “{words}”", "ghi chú của mẫu báo cáo thành tích")


def _overflow(name: str, words: str, measure: Measure) -> Iterator[Fault]:
    parts = _bare(name).split(".")
    if parts[-1] == "lines" and len(parts) > 1 and parts[-2].endswith("confirmation"):
        return  # words of the statutory form ("XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG"): nobody can mend them
    owner = "signature" if len(parts) > 1 and _is_signature(parts[-2]) else parts[-2] if len(parts) > 1 else ""
    line = _LINES.get(f"{owner}.{parts[-1]}")
    if line and measure.width(words, line.size, line.bold, line.italic) > line.room:
        yield _fault("line-too-long", name, words)


def _is_signature(name: str) -> bool:
    return name.endswith(("signature", "signatures", "confirmation"))


# ---- what the words are held against


def basis_faults(leaves: Iterable[Leaf], day: date) -> list[Fault]:
    """The căn cứ that name an instrument which is not in force on the paper's day.

    An end read in its source (C) stops the sealing; one that is only likely warns.
    """
    found = []
    for name, words in leaves:
        if _bare(name).rpartition(".")[2] == "legal_basis":
            found += [_ended(name, one) for one in _named(words) if not one.in_force(day)]
    return found


@lru_cache(maxsize=256)
def _named(words: str) -> tuple[law.catalogue.Instrument, ...]:
    return tuple(
        one
        for one in law.INSTRUMENTS.values()
        if re.search(rf"(?<![\d/]){re.escape(one.number)}(?![\w/-])", words)
        or words.removeprefix("Căn cứ ") == one.title
    )


def _ended(name: str, one: law.catalogue.Instrument) -> Fault:
    return _fault("basis-not-in-force", name, one.title, blocks=one.mark.verified)


def office_faults(leaves: Iterable[Leaf], in_office: Iterable[str], known: Iterable[str]) -> list[Fault]:
    """Those who sign without being in office on the paper's day.

    Args: in_office, the names that may sign on that day; known, every name the books of signers ever held. A name
    the books do not know (a citizen, the head of a hamlet) is not judged.
    """
    today, ever = set(in_office), set(known)
    return [
        _fault("signer-out-of-office", name, words, "Nghị định 30/2020/NĐ-CP, Điều 13", blocks=True)
        for name, words in leaves
        if _signs_here(name) and words in ever - today
    ]
