"""A pasted list of awards of the past: who is meant, what the decision says, and what is doubtful in each line.

The same judgement is made when the list is shown and when it is saved. A day that is only a year is not made a day: the
decision has to be looked up. The awarding body stays as it was typed ("Chủ tịch UBND huyện …").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from app import text
from app.people.rules import Doubt, ListLine, SubjectKind, Unreadable, match_hamlet, name_faults, parse_birth
from app.refusals import Refusal

NEW, SKIP = "new", "skip"
LONGEST = {"merit": 400, "number": 60, "issuer": 300, "award": 300}
OFFERED = 6

# What may stand above the columns of such a list.
PAST_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "họ và tên", "họ tên", "tên", "tên tập thể", "họ tên, tập thể", "người được khen", "đối tượng khen thưởng",
        "tên cá nhân, tập thể", "cá nhân, tập thể", "@name",
    ),
    "kind": ("đối tượng", "loại đối tượng", "cá nhân hay tập thể"),
    "born": ("năm sinh", "ngày sinh", "ngày tháng năm sinh", "sinh năm", "@year"),
    "hamlet": ("thôn", "xóm", "bản", "khối", "ấp", "tổ dân phố", "tdp", "nơi ở", "địa chỉ", "đơn vị"),
    "award": ("hình thức", "hình thức khen thưởng", "danh hiệu", "danh hiệu, hình thức", "khen thưởng"),
    "type": ("loại hình", "loại hình khen thưởng", "loại"),
    "merit": ("thành tích", "nội dung khen thưởng", "thành tích khen thưởng", "lý do khen", "nội dung"),
    "number": ("số quyết định", "số qđ", "quyết định số", "quyết định", "số, ký hiệu", "số"),
    "day": ("ngày quyết định", "ngày ký", "ngày qđ", "ngày ban hành", "ngày", "@day"),
    "issuer": (
        "cơ quan ban hành", "cơ quan quyết định", "người ký", "cấp khen", "cơ quan khen thưởng", "nơi ban hành",
        "cơ quan", "cấp quyết định", "người quyết định",
    ),
}  # fmt: skip
CELLS = tuple(PAST_COLUMNS)


class Standing(StrEnum):
    """What becomes of a line."""

    WRONG = "wrong"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"
    NEW = "new"
    KNOWN = "known"
    SKIPPED = "skipped"


WAITING = (Standing.WRONG, Standing.DOUBTFUL, Standing.UNKNOWN)


@dataclass(frozen=True)
class Meant:
    """A person, household or collective of the books who may be meant by a line; `name` is a household's head's."""

    kind: str
    id: int
    name: str
    label: str
    birth_year: int | None = None
    hamlet_id: int | None = None

    @property
    def key(self) -> str:
        """How a choice names it: "person-12"."""
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True)
class PastBooks:
    """What a list is held against.

    `known` are the awards of the register by subject, number without dấu and day. `award_type`, `issuer`, `hamlet_id`
    stand for cells left empty; `adds` says that persons who are not in the books come into them. `awards` are the names
    of the catalogue by code, `types` those of the types of commendation.
    """

    today: date
    hamlets: Mapping[int, str]
    meant: Sequence[Meant] = ()
    known: AbstractSet[tuple[str, str, date]] = frozenset()
    awards: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    award_type: str = ""
    issuer: str = ""
    hamlet_id: int | None = None
    adds: bool = False


@dataclass(frozen=True)
class PastJudged:
    """A line with all that is doubtful in it, and its cells as they were understood."""

    line: ListLine
    kind: str
    name: str
    doubts: tuple[Doubt, ...] = ()
    same: tuple[Meant, ...] = ()
    birth_year: int | None = None
    hamlet_id: int | None = None
    award: str = ""
    award_type: str = ""
    day: date | None = None
    issuer: str = ""
    known: bool = False
    adds: bool = False

    @property
    def subject(self) -> Meant | None:
        """Whom of the books the line means, when that is plain or was chosen."""
        return next((one for one in self.same if one.key == self.line.choice), None)

    @property
    def standing(self) -> Standing:
        """What becomes of the line as it stands."""
        if self.line.choice == SKIP:
            return Standing.SKIPPED
        if any(doubt.blocking for doubt in self.doubts):
            return Standing.WRONG
        if self.known:
            return Standing.KNOWN
        if self.subject is not None or (self.line.choice == NEW and self._may_be_added):
            return Standing.NEW
        return Standing.DOUBTFUL if self.same else Standing.UNKNOWN

    @property
    def _may_be_added(self) -> bool:
        return self.adds and self.kind == SubjectKind.PERSON

    @property
    def award_label(self) -> str:
        """The award with its giver, as the register shows it; who gave it stays as it was typed."""
        typed = self.line.cell("award")
        bare = " của " not in typed and self.issuer and text.fold(typed) in ("giay khen", "bang khen")
        return f"{typed} của {self.issuer}" if bare else typed

    @property
    def asked(self) -> str:
        """Whom the choice was made among, to be sent back with it."""
        return " ".join(one.key for one in self.same)

    def doubts_of(self, column: str) -> list[Doubt]:
        """What is doubtful in one cell."""
        return [doubt for doubt in self.doubts if doubt.column == column]


def judge_past(lines: Sequence[ListLine], books: PastBooks) -> list[PastJudged]:
    """Say of every line whom it means, which decision it tells of, and everything that is doubtful in it."""
    by_name: dict[tuple[str, str], list[Meant]] = {}
    for one in books.meant:
        by_name.setdefault((one.kind, text.fold(one.name)), []).append(one)
    above: dict[tuple[str, str, date | None], int] = {}
    return [_once(_judged(line, books, by_name), above) for line in lines]


def in_order(judged: Sequence[PastJudged]) -> list[tuple[int, PastJudged]]:
    """The lines with their places in the list: wrong and doubtful ones first."""
    ranks = list(Standing)
    return sorted(enumerate(judged), key=lambda one: (ranks.index(one[1].standing), one[0]))


def _judged(line: ListLine, books: PastBooks, by_name: Mapping[tuple[str, str], Sequence[Meant]]) -> PastJudged:
    kind, name = _subject(line, by_name)
    faults = name_faults(name) if kind != SubjectKind.COLLECTIVE or not name else []
    doubts = [Doubt("name", reason, blocking=True) for reason in faults]
    year = _year(line, doubts)
    hamlet_id = _hamlet(line, books, kind, doubts)
    same = _same(by_name.get((kind, text.fold(name)), ()), year, hamlet_id)
    day = _day(line.cell("day"), books.today, doubts)
    issuer = line.cell("issuer") or books.issuer
    found = PastJudged(
        line=replace(line, choice=_choice(line, kind, name, same, year, hamlet_id, adds=books.adds)),
        kind=kind,
        name=name,
        same=same,
        birth_year=year,
        hamlet_id=hamlet_id,
        award=_award(line, issuer, books, doubts),
        award_type=_type(line, books, doubts),
        day=day,
        issuer=issuer,
        adds=books.adds,
    )
    doubts += _missing(found)
    doubts += _too_long(line)
    return _beside_books(replace(found, doubts=(*_who(found), *doubts)), books)


# ---- whom a line means

_TITLED = re.compile(r"^(ông|bà|ông \(bà\)|anh|chị)\s+", re.IGNORECASE)
_HOUSEHOLD = re.compile(r"^(hộ gia đình|gia đình|hộ)\s+", re.IGNORECASE)
_GROUP = re.compile(
    r"^(tổ|chi hội|hội|ban|trường|hợp tác xã|htx|công ty|doanh nghiệp|chi bộ|đảng bộ|đoàn|chi đoàn|thôn|xóm|bản|khối|"
    r"nhóm|câu lạc bộ|clb|phòng|văn phòng|trạm|đội|tập thể|cán bộ và nhân dân|nhân dân|ủy ban)\b",
    re.IGNORECASE,
)
_KINDS = {
    "ca nhan": SubjectKind.PERSON,
    "nguoi": SubjectKind.PERSON,
    "tap the": SubjectKind.COLLECTIVE,
    "don vi": SubjectKind.COLLECTIVE,
    "ho gia dinh": SubjectKind.HOUSEHOLD,
    "ho": SubjectKind.HOUSEHOLD,
    "gia dinh": SubjectKind.HOUSEHOLD,
}


def subject_name(line: ListLine) -> str:
    """The bare name in a line, without ông, bà, hộ: what the books are searched by."""
    return _TITLED.sub("", _HOUSEHOLD.sub("", line.cell("name"))).removeprefix("(bà) ").strip()


def _subject(line: ListLine, by_name: Mapping[tuple[str, str], Sequence[Meant]]) -> tuple[str, str]:
    """The kind of subject and its bare name: as typed, else by how the name begins."""
    typed = line.cell("name")
    kind = _KINDS.get(text.fold(line.cell("kind")))
    bare = subject_name(line)
    if kind is None:
        if _HOUSEHOLD.match(typed):
            kind = SubjectKind.HOUSEHOLD
        elif (SubjectKind.COLLECTIVE, text.fold(typed)) in by_name or _GROUP.match(typed):
            kind = SubjectKind.COLLECTIVE
        else:
            kind = SubjectKind.PERSON
    if kind == SubjectKind.COLLECTIVE:
        return kind, typed
    return kind, text.proper_name(bare)


def _year(line: ListLine, doubts: list[Doubt]) -> int | None:
    try:
        return parse_birth(line.cell("born")).year
    except Unreadable as fault:
        doubts.append(Doubt("born", fault.reason, blocking=True))
        return None


def _hamlet(line: ListLine, books: PastBooks, kind: str, doubts: list[Doubt]) -> int | None:
    typed = line.cell("hamlet")
    if not typed:
        return books.hamlet_id if kind != SubjectKind.COLLECTIVE else None
    found = match_hamlet(typed, books.hamlets)
    if found is None:
        # An old list names hamlets that were merged since: that alone stops nothing.
        doubts.append(Doubt("hamlet", Refusal("past-hamlet-unknown", detail=typed)))
    return found


def _same(known: Sequence[Meant], year: int | None, hamlet_id: int | None) -> tuple[Meant, ...]:
    """Those of this name whom neither year nor hamlet speaks against, the closest first."""

    def fits(one: Meant) -> bool:
        return not (year and one.birth_year and year != one.birth_year)

    near = sorted(
        (one for one in known if fits(one)),
        key=lambda one: (not (year and one.birth_year == year), not (hamlet_id and one.hamlet_id == hamlet_id), one.id),
    )
    return tuple(near[:OFFERED])


def _choice(
    line: ListLine,
    kind: str,
    name: str,
    same: Sequence[Meant],
    year: int | None,
    hamlet_id: int | None,
    *,
    adds: bool,
) -> str:
    """What stands as chosen: what the official chose among these very ones, else what is plain by itself."""
    keys = [one.key for one in same]
    if line.choice == SKIP or line.choice in keys:
        return line.choice
    if line.choice == NEW and (not same or line.asked == " ".join(keys)):
        return NEW
    plain = [one for one in same if _is_plain(one, kind, name, year, hamlet_id)]
    if len(plain) == 1 and len(same) == 1:
        return plain[0].key
    return NEW if adds and not same else ""


def _is_plain(one: Meant, kind: str, name: str, year: int | None, hamlet_id: int | None) -> bool:
    """The name agrees to the dấu, and for a human being the year or the hamlet too."""
    if text.nfc(one.name) != text.nfc(name):
        return kind == SubjectKind.COLLECTIVE
    if kind == SubjectKind.COLLECTIVE:
        return True
    by_year = year is not None and one.birth_year == year
    return by_year or (hamlet_id is not None and one.hamlet_id == hamlet_id)


def _who(found: PastJudged) -> Iterator[Doubt]:
    if found.line.choice == SKIP or found.subject is not None:
        return
    if found.same:
        yield Doubt("name", Refusal("past-which"))
    elif found.line.choice != NEW or found.kind != SubjectKind.PERSON:
        code = "past-not-in-books" if found.kind == SubjectKind.PERSON else "past-body-not-in-books"
        yield Doubt("name", Refusal(code))


# ---- what the decision says


def _day(typed: str, today: date, doubts: list[Doubt]) -> date | None:
    if not typed:
        doubts.append(Doubt("day", Refusal("past-day-missing"), blocking=True))
        return None
    if re.fullmatch(r"(năm\s+)?\d{4}|\d{1,2}/\d{4}", typed.strip(), re.IGNORECASE):
        doubts.append(Doubt("day", Refusal("past-day-incomplete", detail=typed), blocking=True))
        return None
    try:
        day = text.parse_day(typed)
    except ValueError as fault:
        doubts.append(Doubt("day", Refusal("past-day-unreadable", detail=str(fault)), blocking=True))
        return None
    if day > today:
        doubts.append(Doubt("day", Refusal("achievement-in-future"), blocking=True))
    return day


def _award(line: ListLine, issuer: str, books: PastBooks, doubts: list[Doubt]) -> str:
    """The code of the catalogue that a cell names; of two awards of the same name the issuer decides."""
    typed = text.fold(line.cell("award"))
    if not typed:
        doubts.append(Doubt("award", Refusal("past-award-missing"), blocking=True))
        return ""
    near = [code for code, label in books.awards.items() if _head(label) and typed.startswith(_head(label))]
    longest = max((len(_head(books.awards[code])) for code in near), default=0)
    near = [code for code in near if len(_head(books.awards[code])) == longest]
    if not near:
        doubts.append(Doubt("award", Refusal("past-award-unknown", detail=line.cell("award")), blocking=True))
        return ""
    said = f"{typed} {text.fold(issuer)}"
    return max(near, key=lambda code: (_shared(said, text.fold(books.awards[code])), -near.index(code)))


def _head(label: str) -> str:
    """An award without its giver: "bang khen"."""
    return text.fold(re.split(r" của | \(", label)[0])


def _shared(said: str, label: str) -> int:
    """How many words of a label about who gives were said."""
    giver = set(label.partition(" cua ")[2].split())
    return len(giver & set(said.split()))


def _type(line: ListLine, books: PastBooks, doubts: list[Doubt]) -> str:
    typed = text.fold(line.cell("type"))
    if not typed:
        if not books.award_type:
            doubts.append(Doubt("type", Refusal("past-type-missing"), blocking=True))
        return books.award_type
    found = [code for code, words in books.types.items() if text.fold(words) in typed or typed in text.fold(words)]
    if len(found) != 1 and "phong trao" in typed:
        found = [code for code in books.types if code == "chuyen_de"]
    if len(found) != 1:
        doubts.append(Doubt("type", Refusal("past-type-unknown", detail=line.cell("type")), blocking=True))
        return ""
    return found[0]


def _missing(found: PastJudged) -> Iterator[Doubt]:
    if not found.line.cell("merit"):
        yield Doubt("merit", Refusal("past-merit-missing"), blocking=True)
    if not found.line.cell("number"):
        yield Doubt("number", Refusal("past-number-missing"), blocking=True)
    if not found.issuer:
        yield Doubt("issuer", Refusal("past-issuer-missing"), blocking=True)


def _too_long(line: ListLine) -> Iterator[Doubt]:
    for column, most in LONGEST.items():
        if len(line.cell(column)) > most:
            yield Doubt(column, Refusal("past-cell-too-long", detail=str(most)), blocking=True)


# ---- the same decision twice


def decision_key(subject: str, number: str, day: date) -> tuple[str, str, date]:
    """What makes two lines the same award: whose, the number whatever its spaces and letters, the day."""
    return subject, text.fold(number).replace(" ", ""), day


def _beside_books(found: PastJudged, books: PastBooks) -> PastJudged:
    subject = found.subject
    if subject is None or found.day is None:
        return found
    if decision_key(subject.key, found.line.cell("number"), found.day) not in books.known:
        return found
    return replace(found, known=True, doubts=(*found.doubts, Doubt("number", Refusal("achievement-known"))))


def _once(one: PastJudged, above: dict[tuple[str, str, date | None], int]) -> PastJudged:
    """The line, told when one above it says the same; the first of them counts."""
    if one.standing is not Standing.NEW or one.day is None:
        return one
    who = one.subject.key if one.subject else f"{text.fold(one.name)} {one.birth_year} {one.hamlet_id}"
    key = decision_key(who, one.line.cell("number"), one.day)
    if key not in above:
        above[key] = one.line.number
        return one
    doubt = Doubt("number", Refusal("past-line-twice", detail=str(above[key])))
    return replace(one, known=True, doubts=(*one.doubts, doubt))


# ---- taking a list back


def undo_refusals(undone_by: str | None, revoked: int, printed: Sequence[str]) -> list[Refusal]:
    """Why a list is not taken back: that was done, an award of it was cancelled since, or a sealed report names it.

    Args: undone_by, who took it back; revoked, how many of its awards were cancelled; printed, the names of those whose
    report was sealed since.
    """
    if undone_by:
        return [Refusal("past-undone-already", detail=undone_by)]
    found = [Refusal("past-revoked-since", detail=str(revoked))] if revoked else []
    more = f" và {len(printed) - 5} trường hợp nữa" if len(printed) > 5 else ""
    return found + ([Refusal("past-printed-since", detail=", ".join(printed[:5]) + more)] if printed else [])
