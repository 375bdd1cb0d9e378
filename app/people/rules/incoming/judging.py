"""The lines of a list of people held against the books: what each says, what is doubtful in it, who it may be."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from app import names, text
from app.people.rules.doubles import Known, likely_among
from app.people.rules.hamlets import hamlet_of_address, match_hamlet
from app.people.rules.incoming.cells import SEX_SAID, birth_of, first_phone, name_of, said_or_nothing
from app.people.rules.persons import (
    Birth,
    Unreadable,
    birth_faults,
    name_faults,
    parse_sex,
    parse_target_group,
    told_apart,
)
from app.reading.lines import SKIP, Fault, Judged, Line, Twin, decide
from app.refusals import Refusal

VALUES = (
    "full_name", "family", "middle", "given", "birth_date", "birth_year", "gender", "hamlet", "phone", "national_id",
    "household_head", "relation", "target_group", "occupation", "post", "unit", "hometown", "residence", "note",
)  # fmt: skip
PLAIN = ("household_head", "relation", "occupation", "post", "unit", "hometown", "residence", "note")
LONGEST_CELL = 200
# A name of which there are hundreds is asked about with the first of them: nobody compares more side by side.
MOST_TWINS, MOST_REPEATS = 30, 5


@dataclass(frozen=True)
class InTheBooks:
    """Somebody the books know, with what they say of them by field of the grid, and the covered number of their CCCD.

    `birth` in `says` is the full day or the year, as `Birth.text` writes it.
    """

    known: Known
    says: Mapping[str, str] = field(default_factory=dict)
    national_id: str = ""
    is_head: bool = False


@dataclass(frozen=True)
class Books:
    """What a list is held against: the day, hamlets and units by id, whom the books know, and what holds for all lines.

    `hamlet_id` is the hamlet of lines that name none; `heads`, whether each line heads a household.
    """

    today: date
    hamlets: Mapping[int, str]
    people: Sequence[InTheBooks] = ()
    units: Mapping[int, str] = field(default_factory=dict)
    hamlet_id: int | None = None
    heads: bool = False


@dataclass(frozen=True)
class Understood:
    """What a line says of a person: columns of Person that it fills, by name, and its cells as they were understood."""

    name: str
    birth: Birth
    hamlet_id: int | None
    columns: Mapping[str, Any]
    cells: Mapping[str, str]


def judge(lines: Sequence[Line], books: Books) -> list[Judged]:
    """Say of every line what it means, what is doubtful in it, and whether the books know the person."""
    return [decide(one) for one in held(lines, books)]


def held(lines: Sequence[Line], books: Books) -> list[Judged]:
    """What judge() finds, before each line is given its state: for lists that have something to add.

    `record` of each is its Understood.
    """
    known = _by_name(books.people)
    reader, above = LineReader(books), _Above()
    return [_held(line, reader, known, above) for line in lines]


def _by_name(people: Iterable[InTheBooks]) -> dict[str, list[InTheBooks]]:
    found: dict[str, list[InTheBooks]] = {}
    for one in people:
        found.setdefault(text.fold(one.known.name), []).append(one)
    return found


def _held(line: Line, reader: "LineReader", known: Mapping[str, list[InTheBooks]], above: "_Above") -> Judged:
    said, faults = reader.read(line)
    me = Known(line.number, said.name, said.birth.year, said.hamlet_id, said.birth.born_on)
    folded = text.fold(said.name)
    repeats = above.like(folded, me)
    if line.choice != SKIP:
        above.add(folded, me)
    faults += [Fault("full_name", Refusal("repeated-line", detail=str(one)), blocking=False) for one in repeats]
    twins = twins_of(said, known.get(folded, ()), heads=reader.books.heads)
    if twins and (len(twins) > 1 or not twins[0].certain or repeats):
        faults.append(Fault("full_name", Refusal("likely-double"), blocking=False))
    return Judged(
        replace(line, cells=said.cells), values_of(said), tuple(faults), tuple(twins), tuple(repeats), record=said
    )


class _Above:
    """The lines above, by name and year: ten thousand lines of one name are not compared each with each."""

    def __init__(self) -> None:
        self._lines: dict[str, dict[int | None, list[Known]]] = {}

    def add(self, folded: str, one: Known) -> None:
        self._lines.setdefault(folded, {}).setdefault(one.birth_year, []).append(one)

    def like(self, folded: str, one: Known) -> list[int]:
        """The numbers of the first lines that may be the same person."""
        by_year = self._lines.get(folded) if folded else None
        if not by_year:
            return []
        years = list(by_year) if one.birth_year is None else {one.birth_year, None} & by_year.keys()
        candidates = (known for year in years for known in by_year[year])
        found = likely_among(candidates, one.birth_year, one.hamlet_id, one.born_on)
        return sorted(known.id for known in islice(found, MOST_REPEATS))


# ---- what a line says


_MAY_SAY_NOTHING = ("birth", "gender", "phone", "target_group", "hamlet")


class LineReader:
    """Reads line after line of one list; what was looked up once, such as a hamlet, is remembered."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self._hamlets: dict[str, int | None] = {}
        self._units: dict[str, int | None] = {}

    def read(self, line: Line) -> tuple[Understood, list[Fault]]:
        """What a line says, and every fault in its cells."""
        cells, faults = dict(line.cells), list(line.faults)
        for one in _MAY_SAY_NOTHING:
            if cells.get(one):
                cells[one] = said_or_nothing(cells[one])
        name = name_of(cells.get("full_name", ""))
        faults += [Fault("full_name", reason) for reason in name_faults(name)]
        birth = self._birth(cells.get("birth", ""), faults)
        sex = _read(parse_sex, cells.get("gender", ""), "gender", faults)
        group = _read(parse_target_group, cells.get("target_group", ""), "target_group", faults)
        phone, hamlet_id = _phone(cells.get("phone", ""), faults), self._hamlet(cells, faults)
        faults += [fault for plain in PLAIN if cells.get(plain) for fault in _too_long(plain, cells[plain])]
        understood = {
            "full_name": name,
            "birth": birth.text,
            "gender": SEX_SAID[sex] if sex else "",
            "hamlet": self.books.hamlets.get(hamlet_id or 0, ""),
            "phone": phone,
            "target_group": group,
        }
        for one, cell in understood.items():
            cells[one] = cell or cells.get(one, "")
        columns = {
            "name": name, "sex": sex, "born_on": birth.born_on, "birth_year": birth.birth_year, "hamlet_id": hamlet_id,
            "phone": phone, "target_group": group, "unit_id": self._unit(cells.get("unit", "")),
            **{plain: cells.get(plain) or None for plain in ("occupation", "post", "hometown", "residence")},
        }  # fmt: skip
        return Understood(name, birth, hamlet_id, columns, cells), faults

    def _birth(self, typed: str, faults: list[Fault]) -> Birth:
        if not typed:
            return Birth()
        try:
            birth = birth_of(typed, self.books.today)
        except Unreadable as fault:
            faults.append(Fault("birth", fault.reason))
            return Birth()
        reasons = birth_faults(birth.born_on, birth.birth_year, self.books.today)
        faults += [Fault("birth", reason) for reason in reasons]
        return birth

    def _hamlet(self, cells: Mapping[str, str], faults: list[Fault]) -> int | None:
        """The hamlet meant by a cell or by the heading in between; an address is looked through for one."""
        typed, note = cells.get("hamlet", ""), cells.get("note", "")
        if note and not typed and not note.isdecimal() and (noted := self._looked_up(note)) is not None:
            return noted
        if not typed:
            if self.books.heads and self.books.hamlet_id is None:
                faults.append(Fault("hamlet", Refusal("hamlet-missing")))
            return self.books.hamlet_id
        found = self._looked_up(typed)
        if found is None:
            faults.append(Fault("hamlet", Refusal("hamlet-unknown", detail=typed), blocking=self.books.heads))
        return found

    def _looked_up(self, typed: str) -> int | None:
        if typed not in self._hamlets:
            self._hamlets[typed] = hamlet_of_address(typed, self.books.hamlets)
        return self._hamlets[typed]

    def _unit(self, typed: str) -> int | None:
        """The unit of ours that is named; "Chi hội thôn 3" is none, and stands only in the list."""
        if typed not in self._units:
            self._units[typed] = match_hamlet(typed, self.books.units) if typed else None
        return self._units[typed]


def _read(parse: Callable[[str], Any], typed: str, where: str, faults: list[Fault]) -> Any:
    if not typed:
        return None
    try:
        return parse(typed)
    except Unreadable as fault:
        faults.append(Fault(where, fault.reason))
        return None


def _phone(typed: str, faults: list[Fault]) -> str | None:
    """The first of the numbers in a cell."""
    found = first_phone(typed) if typed else None
    if typed and found is None:
        faults.append(Fault("phone", Refusal("phone-unreadable", detail=typed)))
    return found


def _too_long(name: str, cell: str) -> Iterator[Fault]:
    if len(cell) > LONGEST_CELL:
        yield Fault(name, Refusal("cell-too-long", detail=str(LONGEST_CELL)))


def values_of(said: Understood) -> dict[str, str]:
    """The line for a script: the parts of the name, a day or a year of birth, the rest as it was understood."""
    parts = _parts_of(said.name)
    found = {**said.cells, "family": parts.family, "middle": parts.middle, "given": parts.given}
    found["birth_date"] = text.day_text(said.birth.born_on) if said.birth.born_on else ""
    found["birth_year"] = "" if said.birth.born_on else str(said.birth.birth_year or "")
    return {name: found[name] for name in VALUES if found.get(name)}


def _parts_of(name: str) -> names.NameParts:
    try:
        return names.parts_of(name)
    except names.UnfitOrder:  # a sentence and no name, as its fault says
        return names.NameParts("", "", "", "")


def script_field(fault: Fault, values: Mapping[str, str]) -> str:
    """Where a script finds the cell of a fault: of a birth, under the value that it has."""
    if fault.field != "birth":
        return fault.field
    return "birth_year" if values.get("birth_year") else "birth_date"


# ---- who it may be


def twins_of(said: Understood, namesakes: Collection[InTheBooks], *, heads: bool = False) -> list[Twin]:
    """Who of those with this name the line may be, with what it would change of each.

    Args: heads, whether the line also makes the person the head of a household.
    """
    known = (one.known for one in namesakes)
    likely = {one.id for one in likely_among(known, said.birth.year, said.hamlet_id, said.birth.born_on)[:MOST_TWINS]}
    return [_twin(said, one, heads=heads) for one in namesakes if one.known.id in likely] if likely else []


def _twin(said: Understood, found: InTheBooks, *, heads: bool) -> Twin:
    known = found.known
    return Twin(
        known.id,
        told_apart(known.name, Birth(known.born_on, known.birth_year), found.says.get("hamlet")),
        found.says,
        changes_of(said, found, heads=heads),
        _certain(said, found),
    )


def _certain(said: Understood, found: InTheBooks) -> bool:
    """The same name wherever its mark stands (Hoà, Hòa), the same year and the same hamlet, all of them known."""
    known, number = found.known, said.cells.get("national_id", "")
    return (
        text.name_key(said.name) == text.name_key(known.name)
        and said.birth.year is not None
        and said.birth.year == known.birth_year
        and said.hamlet_id is not None
        and said.hamlet_id == known.hamlet_id
        and (not number or not found.national_id or number == found.national_id)
    )


# Fields of the grid that a list fills or replaces, with the columns of Person behind them.
_REPLACED = {
    "phone": "phone", "gender": "sex", "occupation": "occupation", "target_group": "target_group", "post": "post",
    "unit": "unit_id", "hometown": "hometown", "residence": "residence",
}  # fmt: skip


def changes_of(said: Understood, found: InTheBooks, *, heads: bool = False) -> dict[str, str]:
    """The fields that the line fills or replaces, with what the books say there now.

    A name stays as the books have it, and a year never replaces a day. Another hamlet is taken over: people move.
    """
    known, changed = found.known, {}
    for name, column in _REPLACED.items():
        now = found.says.get(name, "")
        if said.columns.get(column) and said.cells[name] != now:
            changed[name] = now
    if (said.birth.born_on and not known.born_on) or (said.birth.year and not known.birth_year):
        changed["birth"] = found.says.get("birth", "")
    if said.hamlet_id and said.hamlet_id != known.hamlet_id:
        changed["hamlet"] = found.says.get("hamlet", "")
    if heads and not found.is_head:
        changed["household_head"] = ""
    return changed


def columns_changed(said: Understood, changes: Mapping[str, str]) -> dict[str, Any]:
    """The columns of Person that a line sets for somebody of the books, of those fields that it changes."""
    found = {column: said.columns[column] for name, column in _REPLACED.items() if name in changes}
    if "birth" in changes:
        found |= {"born_on": said.birth.born_on, "birth_year": said.birth.birth_year}
    return found | ({"hamlet_id": said.hamlet_id} if "hamlet" in changes else {})


_SEXES = {code.value: said for code, said in SEX_SAID.items()}


def sex_said(code: str | None) -> str:
    """How lists write a sex of the books: Nam, Nữ, or nothing."""
    return _SEXES.get(code or "", "")
