"""A list of awards of the past that comes in: who is meant, what the decision says, and what is doubtful in each line.

A day that is only a year is not made a day: the decision has to be looked up. The awarding body stays as it was written
("Chủ tịch UBND huyện …"), also after it was merged.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from app import text
from app.commendations.rules.hearing import (
    ByName,
    Heard,
    SubjectBooks,
    hear,
    meant_by,
    number_of,
    twins_of,
    values_of,
    weighed,
)
from app.commendations.rules.lines import SUBJECT_COLUMNS
from app.commendations.rules.naming import Named
from app.people.rules import SubjectKind, Unreadable
from app.people.rules.incoming import PEOPLE, birth_of
from app.reading import Columns
from app.reading.lines import NEW, Fault, Judged, Line, State, decide
from app.refusals import Refusal

LONGEST = {"merit": 400, "reference_number": 60, "issuer": 300, "award": 300}
# "Năm" above a column is the year of an award here, never the sex of a man.
PAST_COLUMNS: Columns = {
    **SUBJECT_COLUMNS,
    "birth_male": tuple(label for label in SUBJECT_COLUMNS["birth_male"] if label not in ("nam", "=nam")),
    "birth": (*(label for label in PEOPLE["birth"] if label not in ("@born", "ngày tháng năm", "ns")), "sinh"),
    "award": (
        "hình thức", "hình thức khen thưởng", "danh hiệu", "danh hiệu, hình thức", "khen thưởng", "danh hiệu thi đua",
        "danh hiệu thi đua, hình thức khen thưởng", "danh hiệu, hình thức khen thưởng", "hình thức khen",
        "nội dung khen", "mức khen",
    ),
    "award_type": ("loại hình", "loại hình khen thưởng", "loại", "loại khen thưởng"),
    "merit": (
        "thành tích", "nội dung khen thưởng", "thành tích khen thưởng", "lý do khen", "nội dung", "thành tích đạt được",
        "lý do khen thưởng", "tóm tắt thành tích", "ghi chú",
    ),
    "reference_number": (
        "số quyết định", "số qđ", "quyết định số", "quyết định", "số, ký hiệu", "số", "số, ngày quyết định",
        "quyết định số, ngày, tháng, năm", "số quyết định, ngày, tháng, năm", "số, ngày, tháng, năm quyết định",
        "quyết định khen thưởng", "số văn bản", "qđ số",
        "số, ngày, tháng, năm của quyết định công nhận danh hiệu thi đua; cơ quan ban hành quyết định",
        "số, ngày, tháng, năm của quyết định khen thưởng; cơ quan ban hành quyết định",
    ),
    "day": (
        "ngày quyết định", "ngày ký", "ngày qđ", "ngày ban hành", "ngày", "ngày tháng năm", "quyết định ngày",
        "ngày, tháng, năm quyết định", "quyết định ngày tháng năm", "ngày khen thưởng", "ngày cấp", "@day",
    ),
    "issuer": (
        "cơ quan ban hành", "cơ quan quyết định", "người ký", "cấp khen", "cơ quan khen thưởng", "nơi ban hành",
        "cơ quan", "cấp quyết định", "người quyết định", "cơ quan ban hành quyết định", "quyết định cơ quan",
        "quyết định cơ quan ban hành", "cấp khen thưởng", "thẩm quyền", "cơ quan, người ký",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class KnownAward:
    """An award of the register; one that was decided here is what its decision says."""

    id: int
    award_label: str
    award_type: str
    merit: str
    issuer: str
    decided_here: bool = False


@dataclass(frozen=True)
class PastBooks(SubjectBooks):
    """What a list of past awards is held against.

    `kept` is the register by subject, number and day (decision_key); `awards` are the names of the catalogue by code,
    `types` those of the types of commendation. `usual` stands for cells left empty, by field; `adds` says that whoever
    is not in the books comes into them.
    """

    kept: Mapping[tuple[str, str, date], KnownAward] = field(default_factory=dict)
    awards: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    hamlet_id: int | None = None
    adds: bool = False


@dataclass(frozen=True)
class PastLine:
    """An award as a line tells it: whose, and what its decision says. `known` is the same one in the register."""

    heard: Heard
    award: str = ""
    award_label: str = ""
    award_type: str = ""
    merit: str = ""
    reference_number: str = ""
    day: date | None = None
    issuer: str = ""
    meant: Named | None = None
    known: KnownAward | None = None
    changes: Mapping[str, str] = field(default_factory=dict)


def decision_key(subject: str, number: str, day: date) -> tuple[str, str, date]:
    """What makes two lines the same award: whose, the number whatever its spaces and letters, the day."""
    return subject, text.fold(number).replace(" ", ""), day


def judge_past(lines: Sequence[Line], books: PastBooks) -> list[Judged]:
    """Say of every line whom it means, which decision it tells of, and everything that is doubtful in it."""
    by_name = books.by_name()
    above: dict[tuple[str, str, date], int] = {}
    return [_once(_judged(line, books, by_name), above) for line in lines]


def _judged(line: Line, books: PastBooks, by_name: ByName) -> Judged:
    cells = decision_cells(line.cells)
    cells |= {name: cells.get(name) or usual for name, usual in books.usual.items()}
    heard = hear(replace(line, cells=cells), books, by_name, books.hamlet_id)
    faults: list[Fault] = []
    said = _said(heard, books, faults)
    kept = _kept(said, books)
    if len(kept) == 1:
        (named,) = [one for one in heard.same if number_of(one) in kept]
        heard = replace(heard, same=(named,), certain=True)
    changes = {number: _changes(said, one, books.types) for number, one in kept.items()}
    twins = twins_of(heard, books.hamlets, changes)
    meant = meant_by(heard, twins)
    known = kept.get(number_of(meant)) if meant else None
    mended = changes[number_of(meant)] if known and meant else {}
    said = replace(said, heard=heard, meant=meant, known=known, changes=mended)
    stops, told = weighed(heard.faults, known=meant is not None, adds=True)
    stops += [fault for fault in faults if known is None or fault.reason.code not in _EMPTY]
    stops += _who(said, adds=books.adds)
    shown = replace(heard.line, cells=_shown(said, books))
    found = decide(Judged(shown, _values(said), tuple(stops), twins, record=said))
    return replace(_as_award(found), faults=(*found.faults, *told, *_of_known(said)))


def _as_award(found: Judged) -> Judged:
    """What stands in the books is the subject: with a decision that the register does not know it is a new line."""
    new = found.record.known is None and found.state in (State.SAME, State.CHANGE)
    return replace(found, state=State.NEW) if new else found


def _of_known(said: PastLine) -> list[Fault]:
    if said.known is None:
        return []
    code = Refusal("past-decided-here") if said.known.decided_here else Refusal("achievement-known")
    return [Fault("reference_number", code, blocking=False)]


def _who(said: PastLine, *, adds: bool) -> list[Fault]:
    """What is asked before somebody comes into the books with the award."""
    heard = said.heard
    if said.meant is not None or (heard.same and heard.line.choice != NEW):
        return []
    if heard.line.choice != NEW and not adds:
        return [Fault("full_name", Refusal("past-not-in-books"), blocking=False)]
    homeless = heard.kind == SubjectKind.HOUSEHOLD and heard.hamlet_id is None
    return [Fault("hamlet", Refusal("hamlet-missing"))] if homeless else []


# ---- one cell that tells number, day and issuer

_DAY_WITHIN = re.compile(
    r"[\s,;(]+(?:ký\s+)?(?:ngày\s+)?(\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(\d{1,2})\s*(?:[/.-]|\s+năm\s+)\s*(\d{4})\b",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(r"^(?:quyết\s+định|qđ)?\s*(?:số)?\s*:?\s*(?=\d)", re.IGNORECASE)
_ISSUED_BY = re.compile(r"(?:^|[\s,;)]+)của\s+(.+)$", re.IGNORECASE)
_IN_TITLE = re.compile(r"(?:quyết\s+định|qđ)\s+số\s*:?\s*(?P<number>\d[\w./-]*)(?P<behind>[^()]*)", re.IGNORECASE)


def decision_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells with number, day and issuer each in its own, where one cell told them all.

    "15/QĐ-UBND ngày 05/3/2023 của Chủ tịch UBND huyện Nam Đàn" is what the table of the achievement report has.
    """
    found = {**cells}
    number = text.nfc(found.get("reference_number", ""))
    if day := _DAY_WITHIN.search(number):
        behind = number[day.end() :].strip(" ,;).")
        number = number[: day.start()].strip(" ,;(")
        found["day"] = found.get("day") or f"{int(day[1]):02d}/{int(day[2]):02d}/{day[3]}"
        issuer = _ISSUED_BY.search(f" {behind}")
        found["issuer"] = found.get("issuer") or (issuer[1] if issuer else behind)
    found["reference_number"] = _BEFORE_NUMBER.sub("", number)
    if not found.get("issuer") and (given_by := re.search(r"\scủa\s+(.+)$", found.get("award", ""))):
        found["issuer"] = given_by[1]
    return found


def decision_in_title(titles: Sequence[str]) -> dict[str, str]:
    """The decision to which a list is attached ("Kèm theo Quyết định số 15/QĐ-UBND ngày …"), if one is named."""
    for title in titles:
        if named := _IN_TITLE.search(text.nfc(title)):
            cells = decision_cells({"reference_number": f"{named['number']} {named['behind']}"})
            return {name: cell for name, cell in cells.items() if cell}
    return {}


_AWARDED = re.compile(
    r"(giay khen|bang khen|lao dong tien tien|chien si thi dua|co thi dua|huan chuong|huy chuong|ky niem chuong"
    r"|tap the lao dong|don vi quyet thang|gia dinh van hoa|thon van hoa)\b"
)


def slot_of(piece: str) -> str:
    """The column of a piece of a message by its own words: an award, a decision; empty for any other."""
    if _AWARDED.match(text.fold(piece)):
        return "award"
    return "reference_number" if re.match(r"(?:(?:quyết định|qđ|số)\s*)*\d+/", piece, re.IGNORECASE) else ""


# ---- what the decision says


def _said(heard: Heard, books: PastBooks, faults: list[Fault]) -> PastLine:
    cell = heard.line.cell
    issuer, number = text.nfc(cell("issuer")), text.nfc(cell("reference_number"))
    said = PastLine(
        heard,
        award=_award(cell("award"), issuer, books, faults),
        award_label=_label(text.nfc(cell("award")), issuer),
        award_type=_type(cell("award_type"), books, faults),
        merit=text.nfc(cell("merit")),
        reference_number=number,
        day=_day(cell("day"), books.today, faults),
        issuer=issuer,
    )
    missing = {"merit": Refusal("past-merit-missing"), "reference_number": Refusal("past-number-missing")}
    missing["issuer"] = Refusal("past-issuer-missing")
    faults += [Fault(name, reason) for name, reason in missing.items() if not cell(name)]
    for name, most in LONGEST.items():
        if len(cell(name)) > most:
            faults.append(Fault(name, Refusal("past-cell-too-long", detail=str(most))))
    return said


_EMPTY = frozenset({
    "past-merit-missing", "past-issuer-missing", "past-award-missing", "past-type-missing", "past-cell-too-long",
})  # fmt: skip
_LONG_DAY = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)


def _day(typed: str, today: date, faults: list[Fault]) -> date | None:
    if not typed:
        faults.append(Fault("day", Refusal("past-day-missing")))
        return None
    cleaned = _LONG_DAY.sub(r"\1/\2/\3", text.nfc(typed))
    cleaned = re.sub(r"^(ngày|năm)\s+", "", cleaned, flags=re.IGNORECASE)
    try:
        day = birth_of(cleaned, today).born_on
    except Unreadable as fault:
        faults.append(Fault("day", Refusal("past-day-unreadable", detail=fault.reason.detail or text.DAY_FORM)))
        return None
    if day is None:
        faults.append(Fault("day", Refusal("past-day-incomplete", detail=typed)))
    elif day > today:
        faults.append(Fault("day", Refusal("achievement-in-future")))
    return day


def _label(typed: str, issuer: str) -> str:
    """The award with its giver, as the register shows it; who gave it stays as it was written."""
    bare = " của " not in typed and issuer and text.fold(typed) in ("giay khen", "bang khen")
    return f"{typed} của {issuer}" if bare else typed


def _award(typed: str, issuer: str, books: PastBooks, faults: list[Fault]) -> str:
    """The code of the catalogue that a cell names; of two awards of the same name the issuer decides."""
    folded = text.fold(typed)
    if not folded:
        faults.append(Fault("award", Refusal("past-award-missing")))
        return ""
    near = [code for code, label in books.awards.items() if _head(label) and folded.startswith(_head(label))]
    longest = max((len(_head(books.awards[code])) for code in near), default=0)
    near = [code for code in near if len(_head(books.awards[code])) == longest]
    if not near:
        faults.append(Fault("award", Refusal("past-award-unknown", detail=typed)))
        return ""
    said = f"{folded} {text.fold(issuer)}"
    return max(near, key=lambda code: (_shared(said, _folded(books.awards[code])), -near.index(code)))


@cache
def _head(label: str) -> str:
    """An award without its giver: "bang khen"; names of the catalogue, asked for in every line."""
    return text.fold(re.split(r" của | \(", label)[0])


def _shared(said: str, label: str) -> int:
    """How many words of a label about who gives were said."""
    giver = set(label.partition(" cua ")[2].split())
    return len(giver & set(said.split()))


@cache
def _folded(words: str) -> str:
    return text.fold(words)


def _type(typed: str, books: PastBooks, faults: list[Fault]) -> str:
    folded = text.fold(typed)
    if not folded:
        faults.append(Fault("award_type", Refusal("past-type-missing")))
        return ""
    types = {code: _folded(words) for code, words in books.types.items()}
    exact = [code for code, words in types.items() if words == folded]
    within = [code for code, words in types.items() if words in folded or folded in words]
    found = exact or within
    if len(found) != 1 and "phong trao" in folded:
        found = [code for code in books.types if code == "chuyen_de"]
    if len(found) != 1:
        faults.append(Fault("award_type", Refusal("past-type-unknown", detail=typed)))
        return ""
    return found[0]


# ---- beside the register


def _kept(said: PastLine, books: PastBooks) -> dict[int, KnownAward]:
    """The same decision in the register, by number of a choice, of each whom the line may mean."""
    if said.day is None:
        return {}
    keys = {number_of(one): decision_key(one.key, said.reference_number, said.day) for one in said.heard.same}
    return {number: books.kept[key] for number, key in keys.items() if key in books.kept}


def _changes(said: PastLine, known: KnownAward, types: Mapping[str, str]) -> dict[str, str]:
    """What the line says otherwise than the register; an empty cell says nothing."""
    if known.decided_here:
        return {}
    found = {}
    if said.award and not text.fold(known.award_label).startswith(text.fold(said.heard.line.cell("award"))):
        found["award"] = known.award_label
    if said.award_type and said.award_type != known.award_type:
        found["award_type"] = types.get(known.award_type, known.award_type)
    for name, mine, theirs in (("merit", said.merit, known.merit), ("issuer", said.issuer, known.issuer)):
        if mine and text.nfc(mine) != text.nfc(theirs):
            found[name] = theirs
    return found


def _once(one: Judged, above: dict[tuple[str, str, date], int]) -> Judged:
    """The line, told when one above it says the same; the first of them counts."""
    said: PastLine = one.record
    if not one.ready or said.day is None:
        return one
    who = said.meant.key if said.meant else " ".join(map(str, said.heard.who))
    key = decision_key(who, said.reference_number, said.day)
    if key not in above:
        above[key] = one.line.number
        return one
    twice = Fault("reference_number", Refusal("past-line-twice", detail=str(above[key])), blocking=False)
    return replace(one, state=State.SAME, faults=(*one.faults, twice))


def _shown(said: PastLine, books: PastBooks) -> dict[str, str]:
    cells = dict(said.heard.line.cells)
    cells["day"] = text.day_text(said.day) if said.day else cells.get("day", "")
    cells["award_type"] = books.types.get(said.award_type, cells.get("award_type", ""))
    return cells


def _values(said: PastLine) -> dict[str, str]:
    found = {
        **values_of(said.heard),
        "award": said.award_label,
        "award_type": said.award_type,
        "merit": said.merit,
        "reference_number": said.reference_number,
        "day": text.day_text(said.day) if said.day else "",
        "issuer": said.issuer,
    }
    return {name: value for name, value in found.items() if value}
