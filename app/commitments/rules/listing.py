"""What a line of a list pasted into a campaign says: whom it names, and whether they are in the campaign already.

Persons and heads of households are judged by the rules of the books of people; officials are judged by post and unit
besides, collectives by their own name. The same judgement is made when the list is shown and when it is saved.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app import text
from app.commitments.rules.campaigns import OFFICIAL
from app.people.rules import (
    CELLS,
    COLUMNS,
    Birth,
    Books,
    Doubt,
    Known,
    ListLine,
    Sex,
    judge,
    match_hamlet,
    name_faults,
)
from app.people.rules import Judged as JudgedPerson
from app.people.rules import Line as PersonLine
from app.refusals import Refusal

NEW, SKIP = "new", "skip"
LONGEST_CELL = 200

_POST = ("chức vụ", "chức danh", "vị trí", "chức vụ người đại diện")
_UNIT = ("đơn vị", "cơ quan", "đơn vị công tác", "phòng ban", "nơi công tác", "cơ quan, đơn vị")
# What may stand above the columns of a list, for each kind of subject; the first of them is the name.
LIST_COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "person": COLUMNS,
    "household": COLUMNS,
    OFFICIAL: {**{cell: COLUMNS[cell] for cell in ("name", "born", "sex")}, "post": _POST, "unit": _UNIT},
    "collective": {
        "name": ("tên tập thể", "tập thể", "tên đơn vị", "đơn vị", "cơ quan", "tên", "@text"),
        "head": ("người đại diện", "đại diện", "người đứng đầu", "thủ trưởng", "họ và tên", "họ tên", "@name"),
        "post": _POST,
        "hamlet": COLUMNS["hamlet"],
    },
}


class ListStanding(StrEnum):
    """What becomes of a line."""

    STOPPED = "stopped"
    NEW = "new"
    OURS = "ours"
    THERE = "there"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class ListBooks:
    """What a list is held against: the books of people and units, and who of them is in the campaign already.

    `there` are ids of those the list may mean who are in the campaign; `complete` those whose paper lacks nothing;
    `members` tells of persons who do not head their household who does.
    """

    people: Books
    units: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    there: Collection[int] = ()
    complete: Collection[int] = ()
    members: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ListJudged:
    """A line with all that is doubtful in it, and its cells as they were understood."""

    line: ListLine
    doubts: tuple[Doubt, ...]
    same: tuple[Known, ...]
    repeats: tuple[int, ...]
    there: bool
    birth: Birth = field(default_factory=Birth)
    sex: Sex | None = None
    target_group: str | None = None
    hamlet_id: int | None = None
    unit_id: int | None = None

    @property
    def known_id(self) -> int | None:
        """Whom of the books the line means, when that was chosen."""
        return int(self.line.choice) if self.line.choice.isdecimal() else None

    @property
    def standing(self) -> ListStanding:
        """What becomes of the line as it stands."""
        if self.line.choice == SKIP:
            return ListStanding.SKIPPED
        if not self.line.choice or any(doubt.blocking for doubt in self.doubts):
            return ListStanding.STOPPED
        if self.known_id is None:
            return ListStanding.NEW
        return ListStanding.THERE if self.there else ListStanding.OURS

    @property
    def asked(self) -> str:
        """The likely doubles of this line, to be sent back with the choice."""
        return " ".join([f"p{known.id}" for known in self.same] + [f"l{number}" for number in self.repeats])

    def doubts_of(self, column: str) -> list[Doubt]:
        """What is doubtful in one cell."""
        return [doubt for doubt in self.doubts if doubt.column == column]


def judge_list(kind: str, lines: Sequence[ListLine], books: ListBooks) -> list[ListJudged]:
    """Say of every line of a list what it means in a campaign of this kind of subject, and what is doubtful in it."""
    if kind == "collective":
        return _judge_collectives(lines, books)
    judged = judge([_person_line(line) for line in lines], books.people)
    return [_of_person(kind, line, one, books) for line, one in zip(lines, judged, strict=True)]


def in_order(judged: Sequence[ListJudged]) -> list[tuple[int, ListJudged]]:
    """The lines with their places in the list: those that stop it first, then the doubtful ones, then the rest."""
    ranks = list(ListStanding)
    placed = enumerate(judged)
    return sorted(placed, key=lambda one: (ranks.index(one[1].standing) * 2 + (not one[1].doubts), one[0]))


# ---- persons, heads of households, officials


def _person_line(line: ListLine) -> PersonLine:
    cells = {name: line.cell(name) for name in CELLS}
    return PersonLine(line.number, choice=line.choice, asked=line.asked, **cells)


def _of_person(kind: str, line: ListLine, one: JudgedPerson, books: ListBooks) -> ListJudged:
    choice = one.line.choice or _one_of_the_place(one)
    new = choice == NEW
    found = ListJudged(
        line=replace(line, choice=choice, cells={**line.cells, "name": one.line.name}),
        doubts=(),
        same=one.same,
        repeats=one.repeats,
        there=choice.isdecimal() and int(choice) in books.there,
        birth=one.birth,
        sex=one.sex,
        target_group=one.target_group,
        hamlet_id=one.hamlet_id,
    )
    doubts = list(_told_again(found, one.doubts))
    if kind == OFFICIAL:
        unit_id, more = _post_and_unit(found, books)
        return replace(found, unit_id=unit_id, doubts=(*doubts, *more))
    if kind == "household":
        return replace(found, doubts=(*doubts, *_membership(found, books)))
    if new and one.hamlet_id is None and not any(doubt.column == "hamlet" for doubt in doubts):
        doubts.append(Doubt("hamlet", Refusal("hamlet-missing")))
    return replace(found, doubts=tuple(doubts))


def _one_of_the_place(one: JudgedPerson) -> str:
    """Whom the line names when the books know one person alone of this name, and in this very hamlet.

    Lists of a hamlet often have no year of birth; to choose for each of hundreds of lines is not what a preview is for.
    """
    if one.repeats or len(one.same) != 1:
        return ""
    known = one.same[0]
    plain = known.name == one.line.name and known.hamlet_id is not None and known.hamlet_id == one.hamlet_id
    return str(known.id) if plain else ""


def _told_again(found: ListJudged, doubts: Sequence[Doubt]) -> Iterator[Doubt]:
    """The doubts of a line as they matter here: what stands in a cell does not count of someone whom the books know."""
    known = next((one for one in found.same if one.id == found.known_id), None)
    for doubt in doubts:
        if doubt.reason.code == "likely-double" and known is not None:
            if known.birth_year is None or known.birth_year != found.birth.year:
                yield Doubt("name", Refusal("assumed-same"))
        else:
            yield doubt if found.line.choice == NEW else replace(doubt, blocking=False)


def _membership(found: ListJudged, books: ListBooks) -> list[Doubt]:
    head = books.members.get(found.known_id or 0)
    return [Doubt("name", Refusal("member-of-household", detail=head))] if head else []


def _post_and_unit(found: ListJudged, books: ListBooks) -> tuple[int | None, list[Doubt]]:
    """The unit that was meant, and what the list must still say of someone whose post or unit nobody has written."""
    needed = found.line.choice != SKIP and (found.known_id is None or found.known_id not in books.complete)
    post, typed = found.line.cell("post"), found.line.cell("unit")
    unit_id = _unit(typed, books.units)
    doubts = [] if post else [Doubt("post", Refusal("post-missing"), needed)]
    if len(post) > LONGEST_CELL:
        doubts.append(Doubt("post", Refusal("cell-too-long", detail=str(LONGEST_CELL)), needed))
    if unit_id is None:
        reason = Refusal("unit-unknown", detail=typed) if typed else Refusal("unit-missing")
        doubts.append(Doubt("unit", reason, needed))
    return unit_id, doubts if needed else []


def _unit(typed: str, units: Mapping[int, tuple[str, ...]]) -> int | None:
    wanted = text.fold(typed)
    found = [unit_id for unit_id, names in units.items() if wanted and wanted in map(text.fold, names)]
    return found[0] if len(found) == 1 else None


# ---- collectives


def _judge_collectives(lines: Sequence[ListLine], books: ListBooks) -> list[ListJudged]:
    known: dict[str, list[Known]] = {}
    for one in books.people.known:
        known.setdefault(text.fold(one.name), []).append(one)
    above: dict[str, list[Known]] = {}
    return [_of_collective(line, books, known, above) for line in lines]


def _of_collective(
    line: ListLine, books: ListBooks, known: Mapping[str, list[Known]], above: dict[str, list[Known]]
) -> ListJudged:
    name, typed = text.nfc(line.cell("name")), line.cell("hamlet")
    folded = text.fold(name)
    hamlet_id = match_hamlet(typed, books.people.hamlets) if typed else books.people.hamlet_id
    same = [one for one in known.get(folded, ()) if None in (hamlet_id, one.hamlet_id) or hamlet_id == one.hamlet_id]
    repeats = [one for one in above.get(folded, ()) if one.hamlet_id == hamlet_id]
    found = ListJudged(line, (), tuple(same), tuple(one.id for one in repeats), False, hamlet_id=hamlet_id)
    found = replace(found, line=replace(line, choice=_choice(found), cells={**line.cells, "name": name}))
    if found.line.choice != SKIP:
        above.setdefault(folded, []).append(Known(line.number, name, None, hamlet_id))
    doubts = (*_doubts_of_collective(found, books), *(Doubt("hamlet", fault, True) for fault in _unknown(found, typed)))
    new = found.known_id is None
    kept = tuple(
        doubt if new or doubt.column in ("head", "post") else replace(doubt, blocking=False) for doubt in doubts
    )
    return replace(found, doubts=kept, there=(found.known_id or 0) in books.there)


def _choice(found: ListJudged) -> str:
    """What stands as chosen: what the official chose in sight of these very doubles, else what is plain by itself."""
    chosen = found.line.choice
    seen = found.line.asked == found.asked
    if chosen == SKIP or chosen in {str(one.id) for one in found.same} or (chosen == NEW and seen):
        return chosen
    if found.repeats or len(found.same) > 1:
        return ""
    return str(found.same[0].id) if found.same else NEW


def _unknown(found: ListJudged, typed: str) -> list[Refusal]:
    return [Refusal("hamlet-unknown", detail=typed)] if typed and found.hamlet_id is None else []


def _doubts_of_collective(found: ListJudged, books: ListBooks) -> list[Doubt]:
    doubts = [Doubt("name", reason, True) for reason in _name_faults(found.line.cell("name"))]
    doubts += [Doubt("name", Refusal("likely-double"))] if found.same and not found.line.choice else []
    doubts += [Doubt("name", Refusal("repeated-line", detail=str(number))) for number in found.repeats]
    if found.line.choice == SKIP or (found.known_id is not None and found.known_id in books.complete):
        return doubts
    for cell, code in (("head", "head-missing"), ("post", "post-missing")):
        if not found.line.cell(cell):
            doubts.append(Doubt(cell, Refusal(code), True))
        elif len(found.line.cell(cell)) > LONGEST_CELL:
            doubts.append(Doubt(cell, Refusal("cell-too-long", detail=str(LONGEST_CELL)), True))
    return doubts


def _name_faults(name: str) -> list[Refusal]:
    """A collective may have a longer name than a person."""
    found = [fault for fault in name_faults(name) if fault.code != "name-too-long"]
    return found + ([Refusal("cell-too-long", detail=str(LONGEST_CELL))] if len(name) > LONGEST_CELL else [])
