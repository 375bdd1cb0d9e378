"""What a line of a pasted list says, and what is doubtful in it.

The same judgement is made when the list is first shown and again when it is saved, so that a line is never
saved as something else than what the official saw. A line is saved only when its choice is plain.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app import text
from app.people.rules.doubles import Known, likely_same
from app.people.rules.hamlets import match_hamlet
from app.people.rules.persons import (
    Birth,
    Sex,
    Unreadable,
    birth_faults,
    name_faults,
    parse_birth,
    parse_sex,
    parse_target_group,
)
from app.refusals import Refusal

# For each cell of a line the labels people write above such a column, then the contents that give it away.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("họ và tên", "họ tên", "tên chủ hộ", "chủ hộ", "họ và tên chủ hộ", "tên", "@name"),
    "born": ("ngày sinh", "năm sinh", "ngày tháng năm sinh", "ngày, tháng, năm sinh", "sinh năm", "@day", "@year"),
    "sex": ("giới tính", "nam nữ", "giới", "phái"),
    "hamlet": ("thôn", "xóm", "bản", "làng", "khối", "ấp", "buôn", "tổ dân phố", "tdp", "nơi ở"),
    "target_group": ("nhóm đối tượng", "đối tượng", "nhóm"),
    "phone": ("điện thoại", "số điện thoại", "sđt", "đt", "di động", "@phone"),
    "occupation": ("nghề nghiệp", "nghề", "công việc"),
}
CELLS = tuple(COLUMNS)
LONGEST_CELL = 200
LONGEST_PHONE = 30
NEW, SKIP = "new", "skip"


@dataclass(frozen=True)
class Line:
    """One line of the list as it stands on the page.

    `choice` is "new", "skip", the id of the person it is already, or empty while nobody has chosen; `asked`
    names the likely doubles that stood beside the line when it was chosen.
    """

    number: int
    name: str = ""
    born: str = ""
    sex: str = ""
    hamlet: str = ""
    target_group: str = ""
    phone: str = ""
    occupation: str = ""
    choice: str = ""
    asked: str = ""


@dataclass(frozen=True)
class Doubt:
    """A remark about one cell; a blocking one must be mended, or the line left out."""

    column: str
    reason: Refusal
    blocking: bool = False


@dataclass(frozen=True)
class Books:
    """What a list is held against: the day, the hamlets by id, whom the books know, and what the page chose."""

    today: date
    hamlets: Mapping[int, str]
    known: Sequence[Known] = ()
    hamlet_id: int | None = None
    households: bool = False


@dataclass(frozen=True)
class Judged:
    """A line with all that is doubtful in it, and its cells as they were understood."""

    line: Line
    doubts: tuple[Doubt, ...] = ()
    same: tuple[Known, ...] = ()
    repeats: tuple[int, ...] = ()
    birth: Birth = field(default_factory=Birth)
    sex: Sex | None = None
    target_group: str | None = None
    hamlet_id: int | None = None

    @property
    def blocking(self) -> bool:
        """Whether a cell must be mended before this line can be added."""
        return any(doubt.blocking for doubt in self.doubts)

    @property
    def stopped(self) -> bool:
        """Whether the list cannot be saved because of this line."""
        return not self.line.choice or (self.line.choice == NEW and self.blocking)

    @property
    def asked(self) -> str:
        """The likely doubles of this line, to be sent back with the choice."""
        return " ".join([f"p{known.id}" for known in self.same] + [f"l{number}" for number in self.repeats])

    def doubts_of(self, column: str) -> list[Doubt]:
        """What is doubtful in one cell."""
        return [doubt for doubt in self.doubts if doubt.column == column]


def judge(lines: Sequence[Line], books: Books) -> list[Judged]:
    """Say of every line what it means and what is doubtful in it."""
    known: dict[str, list[Known]] = {}
    for person in books.known:
        known.setdefault(text.fold(person.name), []).append(person)
    places = any(line.hamlet for line in lines)
    above: dict[str, list[Known]] = {}
    return [_judge(line, books, known, above, places) for line in lines]


def _judge(
    line: Line, books: Books, known: Mapping[str, list[Known]], above: dict[str, list[Known]], places: bool
) -> Judged:
    doubts: list[Doubt] = []
    line = _small_letters(line, doubts)
    doubts += [Doubt("name", reason, blocking=True) for reason in name_faults(line.name)]
    birth = _birth(line, books.today, doubts)
    sex = _read(parse_sex, line.sex, "sex", doubts)
    group = _read(parse_target_group, line.target_group, "target_group", doubts)
    hamlet_id = _hamlet(line, books, places, doubts)
    doubts += _lengths(line)
    folded = text.fold(line.name)
    same = likely_same(line.name, birth.year, hamlet_id, known.get(folded, ()), birth.born_on)
    repeats = likely_same(line.name, birth.year, hamlet_id, above.get(folded, ()), birth.born_on)
    doubts += [Doubt("name", Refusal("likely-double"))] if same else []
    doubts += [Doubt("name", Refusal("repeated-line", detail=str(one.id))) for one in repeats]
    judged = Judged(line, tuple(doubts), tuple(same), tuple(one.id for one in repeats), birth, sex, group, hamlet_id)
    judged = replace(judged, line=replace(line, choice=_choice(judged)))
    if judged.line.choice != SKIP:
        above.setdefault(folded, []).append(Known(line.number, line.name, birth.year, hamlet_id, birth.born_on))
    return judged


def _small_letters(line: Line, doubts: list[Doubt]) -> Line:
    """A name in capitals is shown as it will be kept, with a remark: "H'HEN NIÊ" may need a second look."""
    proper = text.proper_name(line.name)
    if proper != text.nfc(line.name):
        doubts.append(Doubt("name", Refusal("name-recased", detail=text.nfc(line.name))))
    return replace(line, name=proper)


def _birth(line: Line, today: date, doubts: list[Doubt]) -> Birth:
    birth: Birth = _read(parse_birth, line.born, "born", doubts) or Birth()
    faults = birth_faults(birth.born_on, birth.birth_year, today)
    doubts += [Doubt("born", reason, blocking=True) for reason in faults]
    if not line.born:
        doubts.append(Doubt("born", Refusal("birth-missing")))
    return birth


def _read(parse, typed: str, column: str, doubts: list[Doubt]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    try:
        return parse(typed)
    except Unreadable as fault:
        doubts.append(Doubt(column, fault.reason, blocking=True))
        return None


def _hamlet(line: Line, books: Books, places: bool, doubts: list[Doubt]) -> int | None:
    if line.hamlet:
        found = match_hamlet(line.hamlet, books.hamlets)
        if found is None:
            doubts.append(Doubt("hamlet", Refusal("hamlet-unknown", detail=line.hamlet), blocking=True))
        return found
    if books.hamlet_id is None and (places or books.households):
        doubts.append(Doubt("hamlet", Refusal("hamlet-missing"), blocking=books.households))
    return books.hamlet_id


def _lengths(line: Line) -> Iterator[Doubt]:
    for column, most in (("phone", LONGEST_PHONE), ("occupation", LONGEST_CELL)):
        if len(getattr(line, column)) > most:
            yield Doubt(column, Refusal("cell-too-long", detail=str(most)), blocking=True)


def _choice(judged: Judged) -> str:
    """What stands as chosen: what the official chose in sight of these very doubles, else what is plain by itself."""
    chosen = judged.line.choice
    seen = judged.line.asked == judged.asked
    if chosen == SKIP or chosen in {str(known.id) for known in judged.same} or (chosen == NEW and seen):
        return chosen
    if judged.repeats:
        return ""
    if not judged.same:
        return NEW
    certain = [known for known in judged.same if _certain(judged, known)]
    return str(certain[0].id) if len(judged.same) == len(certain) == 1 else ""


def _certain(judged: Judged, known: Known) -> bool:
    """Name, year and hamlet are all known and all the same: the page may propose "đã có" by itself."""
    return (
        text.nfc(judged.line.name) == known.name
        and judged.birth.year is not None
        and judged.birth.year == known.birth_year
        and judged.hamlet_id is not None
        and judged.hamlet_id == known.hamlet_id
    )


# ---- columns


def content_columns(
    columns: Sequence[Sequence[str]], guesses: Sequence[str | None], hamlets: Mapping[int, str]
) -> list[str | None]:
    """Name the columns without a label by what only we can know: our hamlets, Nam and Nữ, T1 to T5."""
    found = list(guesses)
    tests = (
        ("hamlet", lambda cell: match_hamlet(cell, hamlets) is not None),
        ("sex", lambda cell: text.fold(cell) in ("nam", "nu")),
        ("target_group", lambda cell: re.fullmatch(r"[tT][1-5]", cell) is not None),
    )
    for place, cells in enumerate(columns):
        filled = [cell for cell in cells if cell]
        for name, fits in tests:
            if found[place] is None and name not in found and filled:
                found[place] = name if sum(map(fits, filled)) * 10 >= len(filled) * 6 else None
    return found
