"""What units and hamlets suggest: the states of a suggestion, what a pasted list of them says, what may be gathered.

A list is judged alike when it is shown and when it is saved. A line that fits nobody in the books is kept as it was
typed, to be finished later, unless the official enters somebody new.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from app import text
from app.people.rules import (
    COLUMNS,
    Birth,
    Doubt,
    Known,
    ListLine,
    Unreadable,
    birth_faults,
    likely_same,
    match_hamlet,
    name_faults,
    parse_birth,
)
from app.refusals import Refusal

NEW, LATER, SKIP = "new", "later", "skip"
LONGEST_MERIT = 2_000
LONGEST_COLLECTIVE = 200
OFFERED = 5  # namesakes beside a line that fits none of them
SUGGESTION_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("họ và tên", "họ tên", "tên cá nhân", "tên tập thể", "cá nhân, tập thể", "chủ hộ", "tên", "@name"),
    "born": COLUMNS["born"],
    "hamlet": (*COLUMNS["hamlet"], "địa chỉ"),
    "kind": ("đối tượng", "loại", "cá nhân tập thể hộ"),
    "merit": ("thành tích", "tóm tắt thành tích", "nội dung thành tích", "lý do khen", "lý do", "thành tích đạt được"),
}
_KINDS = {"ca nhan": "person", "tap the": "collective", "ho gia dinh": "household", "ho": "household"}
_HOUSEHOLD = re.compile(r"^hộ\s+(gia đình\s+)?((ông|bà)(\s*\((ông|bà)\))?\s+)?", re.IGNORECASE)
_CALLED = re.compile(r"^(ông|bà|anh|chị|em)(\s*\((ông|bà)\))?\s+(?=\S+\s+\S)", re.IGNORECASE)
# Words with which the name of a group begins and none of a person: "Đoàn" and "Bàng" are family names, "Đoàn xã" not.
_GROUP = re.compile(
    r"^(tổ|chi|hội|ban|trường|trạm|phòng|câu lạc bộ|clb|hợp tác xã|htx|công ty|doanh nghiệp|cơ sở|tập thể|thôn|xóm|"
    r"đoàn (xã|phường|thanh niên|trường)|đội (thanh niên|tình nguyện|văn nghệ|dân quân))\s",
    re.IGNORECASE,
)


class SuggestionState(StrEnum):
    """What became of a suggestion."""

    WAITING = "waiting"
    GATHERED = "gathered"
    DECLINED = "declined"


class SuggestedStanding(StrEnum):
    """What becomes of a line of a pasted list."""

    STOPPED = "stopped"
    LATER = "later"
    NEW = "new"
    READY = "ready"
    THERE = "there"
    SKIPPED = "skipped"


TAKEN = (SuggestedStanding.READY, SuggestedStanding.NEW, SuggestedStanding.LATER)


@dataclass(frozen=True)
class KnownSubject:
    """A person, household (by its head) or collective of the books, as far as a line may mean it."""

    kind: str
    id: int
    name: str
    birth_year: int | None = None
    hamlet_id: int | None = None
    born_on: date | None = None

    @property
    def key(self) -> str:
        """How a choice names it: "person-12"."""
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True)
class SuggestionBooks:
    """What a list of suggestions is held against.

    `hamlet_id` is that of the proposer, for lines which name none; `merit` stands for an empty cell; `kinds` are those
    that may be proposed; `there` whom this proposer has proposed for the award already, `others` who else has, by name;
    `in_dossiers` who stands in a dossier of the award in this round.
    """

    today: date
    hamlets: Mapping[int, str]
    known: Sequence[KnownSubject] = ()
    hamlet_id: int | None = None
    merit: str = ""
    kinds: Collection[str] = ("person", "collective", "household")
    there: Collection[str] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    in_dossiers: Collection[str] = ()


@dataclass(frozen=True)
class SuggestionJudged:
    """A line with all that is doubtful in it, and its cells as they were understood."""

    line: ListLine
    kind: str
    name: str
    merit: str
    birth: Birth = field(default_factory=Birth)
    hamlet_id: int | None = None
    same: tuple[KnownSubject, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    there: bool = False

    @property
    def subject(self) -> KnownSubject | None:
        """Whom of the books the line means, when that is plain or was chosen."""
        return next((one for one in self.same if one.key == self.line.choice), None)

    @property
    def standing(self) -> SuggestedStanding:
        """What becomes of the line as it stands."""
        if self.line.choice == SKIP:
            return SuggestedStanding.SKIPPED
        if self.there:
            return SuggestedStanding.THERE
        if not self.line.choice or any(doubt.blocking for doubt in self.doubts):
            return SuggestedStanding.STOPPED
        if self.subject is not None:
            return SuggestedStanding.READY
        return SuggestedStanding.NEW if self.line.choice == NEW else SuggestedStanding.LATER

    def doubts_of(self, column: str) -> list[Doubt]:
        """What is doubtful in one cell."""
        return [doubt for doubt in self.doubts if doubt.column == column]


def judge_suggestions(lines: Sequence[ListLine], books: SuggestionBooks) -> list[SuggestionJudged]:
    """Say of every line of a list whom it proposes, and all that is doubtful in it."""
    known: dict[str, list[KnownSubject]] = {}
    for one in books.known:
        known.setdefault(text.fold(one.name), []).append(one)
    above: dict[str, int] = {}
    return [_once(_judged(line, books, known), above) for line in lines]


def in_order_of_need(judged: Sequence[SuggestionJudged]) -> list[tuple[int, SuggestionJudged]]:
    """The lines with their places in the list: those that stop it first, what fits nobody, the doubtful, the rest."""
    ranks = list(SuggestedStanding)
    return sorted(enumerate(judged), key=lambda one: (ranks.index(one[1].standing) * 2 + (not one[1].doubts), one[0]))


def _judged(line: ListLine, books: SuggestionBooks, everyone: Mapping[str, Sequence[KnownSubject]]) -> SuggestionJudged:
    doubts: list[Doubt] = []
    kind, name = _who(line, doubts)
    birth = _birth(line.cell("born"), books.today, doubts)
    typed = line.cell("hamlet")
    hamlet_id = match_hamlet(typed, books.hamlets) if typed else books.hamlet_id
    namesakes = [one for one in everyone.get(text.fold(name), ()) if _may_be(one, kind, line)]
    same = _same(namesakes, name, birth, hamlet_id)
    found = SuggestionJudged(
        line=line,
        kind=kind,
        name=name,
        merit=text.nfc_multiline(line.cell("merit")) or books.merit,
        birth=birth,
        hamlet_id=hamlet_id,
        same=same or tuple(namesakes[:OFFERED]),
    )
    found = replace(found, line=replace(line, choice=_choice(found, same), asked=_asked(found)))
    if found.subject is not None:
        found = replace(found, kind=found.subject.kind)
    if typed and hamlet_id is None:
        doubts.append(Doubt("hamlet", Refusal("hamlet-unknown", detail=typed), blocking=found.line.choice == NEW))
    doubts = [*_doubts_of_who(found, same, books), *_weighed(doubts, found), *_doubts_of_merit(found)]
    return _known_already(replace(found, doubts=tuple(doubts)), books)


# ---- whom a line means


def _who(line: ListLine, doubts: list[Doubt]) -> tuple[str, str]:
    """The kind of subject a line names, and the name without what people write before it."""
    typed, name = text.fold(line.cell("kind")), text.nfc(line.cell("name"))
    if typed and typed not in _KINDS:
        doubts.append(Doubt("kind", Refusal("kind-unreadable", detail=line.cell("kind")), blocking=True))
    kind = _KINDS.get(typed, "")
    if kind in ("", "household") and _HOUSEHOLD.match(name):
        return "household", text.proper_name(_HOUSEHOLD.sub("", name))
    if kind == "collective" or (not kind and _GROUP.match(name)):
        return "collective", name
    return kind or "person", text.proper_name(_CALLED.sub("", name))


def _may_be(one: KnownSubject, kind: str, line: ListLine) -> bool:
    """A line that does not say its kind may also mean a collective of that very name."""
    return one.kind == kind or (not line.cell("kind") and kind == "person" and one.kind == "collective")


def _birth(typed: str, today: date, doubts: list[Doubt]) -> Birth:
    try:
        birth = parse_birth(typed)
    except Unreadable as fault:
        doubts.append(Doubt("born", fault.reason, blocking=True))
        return Birth()
    doubts += [Doubt("born", reason, blocking=True) for reason in birth_faults(birth.born_on, birth.birth_year, today)]
    return birth


def _same(
    namesakes: Sequence[KnownSubject], name: str, birth: Birth, hamlet_id: int | None
) -> tuple[KnownSubject, ...]:
    """Who of the namesakes it may be: no year, no hamlet speaks against it; collectives have no year."""
    by_place = [Known(at, one.name, one.birth_year, one.hamlet_id, one.born_on) for at, one in enumerate(namesakes)]
    year, day = birth.year, birth.born_on
    return tuple(namesakes[one.id] for one in likely_same(name, year, hamlet_id, by_place, day))


def _choice(found: SuggestionJudged, same: Sequence[KnownSubject]) -> str:
    """What stands as chosen: what the official chose in sight of these very subjects, else what is plain by itself."""
    chosen, offered = found.line.choice, {one.key for one in found.same}
    if chosen == SKIP or chosen in offered:
        return chosen
    if chosen in (NEW, LATER) and (not found.same or found.line.asked == _asked(found)):
        return chosen
    if not same:
        return LATER
    return same[0].key if len(same) == 1 and _plain(found, same[0]) else ""


def _plain(found: SuggestionJudged, one: KnownSubject) -> bool:
    """The one who fits agrees in the name to the dấu, and in year or hamlet; a collective in its name alone."""
    if one.kind == "collective":
        return True
    if text.nfc(one.name) != found.name:
        return False
    year = found.birth.year is not None and found.birth.year == one.birth_year
    return year or (one.hamlet_id is not None and one.hamlet_id == found.hamlet_id)


def _asked(found: SuggestionJudged) -> str:
    """Who stood beside the line, to be sent back with the choice."""
    return " ".join(one.key for one in found.same)


# ---- what is doubtful


def _doubts_of_who(found: SuggestionJudged, same: Sequence[KnownSubject], books: SuggestionBooks) -> list[Doubt]:
    doubts = [Doubt("name", reason, blocking=True) for reason in _name_faults(found)]
    choice = found.line.choice
    if choice == "":
        doubts.append(Doubt("name", Refusal("suggested-may-be", detail=str(len(found.same)))))
    elif choice == LATER and found.same and not same:
        doubts.append(Doubt("name", Refusal("suggested-namesakes")))
    elif choice == LATER:
        doubts.append(Doubt("name", Refusal("suggested-unknown")))
    elif choice == NEW and found.kind == "household" and found.hamlet_id is None:
        doubts.append(Doubt("hamlet", Refusal("hamlet-missing"), blocking=True))
    if found.kind not in books.kinds:
        doubts.append(Doubt("kind", Refusal("suggested-kind-not-asked"), blocking=True))
    key = found.subject.key if found.subject else ""
    if key in books.others:
        doubts.append(Doubt("name", Refusal("suggested-by-other", detail=books.others[key])))
    if key in books.in_dossiers:
        doubts.append(Doubt("name", Refusal("suggested-in-dossier")))
    return doubts


def _name_faults(found: SuggestionJudged) -> list[Refusal]:
    if found.kind != "collective":
        return name_faults(found.name)
    faults = [fault for fault in name_faults(found.name) if fault.code != "name-too-long"]
    long = len(found.name) > LONGEST_COLLECTIVE
    return [*faults, Refusal("cell-too-long", detail=str(LONGEST_COLLECTIVE))] if long else faults


def _weighed(doubts: Sequence[Doubt], found: SuggestionJudged) -> list[Doubt]:
    """What stands in a cell does not stop a line whose subject the books know."""
    known = found.subject is not None
    return [replace(one, blocking=False) if known and one.column in ("born", "hamlet") else one for one in doubts]


def _doubts_of_merit(found: SuggestionJudged) -> list[Doubt]:
    return [Doubt("merit", reason, blocking=True) for reason in merit_faults(found.merit)]


def merit_faults(merit: str) -> list[Refusal]:
    """Why nobody can be proposed for this: it says nothing, or more than a list holds."""
    if not merit.strip():
        return [Refusal("suggested-merit-missing")]
    return [Refusal("cell-too-long", detail=str(LONGEST_MERIT))] if len(merit) > LONGEST_MERIT else []


def _known_already(found: SuggestionJudged, books: SuggestionBooks) -> SuggestionJudged:
    """The line beside what this proposer has proposed already: the same is not entered twice."""
    key = found.subject.key if found.subject else _typed_key(found.name)
    if key not in books.there:
        return found
    return replace(found, there=True, doubts=(*found.doubts, Doubt("name", Refusal("suggested-already"))))


def _typed_key(name: str) -> str:
    return f"typed-{text.fold(name)}"


def key_of_typed(typed: str) -> str:
    """How a suggestion that found nobody yet is told from others: by its name, whatever the dấu."""
    return _typed_key(typed_name(typed))


def _once(one: SuggestionJudged, above: dict[str, int]) -> SuggestionJudged:
    """The line, told when one above it proposes the same; the first of them counts."""
    if one.standing not in TAKEN:
        return one
    key = one.subject.key if one.subject else f"{_typed_key(one.name)} {one.birth.text} {one.hamlet_id}"
    if key not in above:
        above[key] = one.line.number
        return one
    doubt = Doubt("name", Refusal("suggested-line-twice", detail=str(above[key])))
    return replace(one, there=True, doubts=(*one.doubts, doubt))


# ---- a line that found nobody yet

_BETWEEN = " – "


def as_typed(name: str, born: str = "", hamlet: str = "") -> str:
    """A line kept as it was typed, to be finished later: "Nguyễn Văn A – 1980 – Thôn 3"."""
    return _BETWEEN.join(part for part in map(text.nfc, (name, born, hamlet)) if part)


def typed_name(typed: str) -> str:
    """The name in a line kept as it was typed."""
    return typed.partition(_BETWEEN)[0]


# ---- gathering


def gather_refusals(suggestions: Sequence[tuple[str, str, bool, str]], award: str) -> list[Refusal]:
    """Why these suggestions cannot go into a dossier of this award, all reasons at once.

    Args: suggestions, of each its state, its award, whether it names somebody of the books, and how it is called.
    """
    if not suggestions:
        return [Refusal("no-suggestion-chosen")]
    found = []
    for state, asked, known, label in suggestions:
        if state != SuggestionState.WAITING:
            found.append(Refusal("suggestion-not-waiting", detail=label))
        if not known:
            found.append(Refusal("suggestion-unfinished", detail=label))
        if asked != award:
            found.append(Refusal("suggestion-of-other-award", detail=label))
    return found


def waiting_refusals(state: str, label: str) -> list[Refusal]:
    """Why a suggestion is not corrected, declined or taken away: it was dealt with already."""
    return [] if state == SuggestionState.WAITING else [Refusal("suggestion-not-waiting", detail=label)]


def undo_refusals(state: str, worked_on: bool, label: str) -> list[Refusal]:
    """Why the gathering of a suggestion is not taken back: it is not gathered, or work hangs on the nominee by now.

    Args: worked_on, whether something was attested, written or filed of the nominee that would be lost.
    """
    if state != SuggestionState.GATHERED:
        return [Refusal("suggestion-not-gathered", detail=label)]
    return [Refusal("gathered-worked-on", detail=label)] if worked_on else []
