"""A sổ hộ, or a list of heads of households: who heads which household, who belongs to it, and where it is.

A line is a person. Whoever heads a household says so, or stands alone; everybody else names the head: "Nguyễn Văn An
(1970)". Sheets say it by merged cells, a number of the household, a relation or the running number; `with_heads` turns
each of these into the one form, so that a line can be understood, mended and saved by itself.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app import text
from app.people.rules.hamlets import match_hamlet
from app.people.rules.incoming.columns import PEOPLE
from app.people.rules.incoming.judging import Books, Understood, held
from app.people.rules.persons import Birth, told_apart
from app.reading import Columns, Layout
from app.reading.lines import SKIP, Fault, Judged, Line, State, Twin, decide
from app.reading.shape import BodyRow
from app.refusals import Refusal

_ADDRESS = (
    "địa chỉ",
    "nơi ở",
    "chỗ ở",
    "nơi cư trú",
    "nơi thường trú",
    "hộ khẩu thường trú",
    "chỗ ở hiện nay",
    "số nhà",
)
HOUSEHOLDS: Columns = {
    **{
        name: tuple(one for one in labels if name != "hamlet" or one not in _ADDRESS)
        for name, labels in PEOPLE.items()
        if name not in ("post", "unit", "hometown", "residence", "target_group")
    },
    "address": _ADDRESS,
    "member_count": ("số nhân khẩu", "nhân khẩu", "số khẩu", "số người", "số người trong hộ", "khẩu"),
    "household_number": ("số hộ", "hộ số", "stt hộ", "số thứ tự hộ", "mã hộ", "số sổ hộ khẩu", "số sổ", "hộ"),
}
HEAD_SAID = "Chủ hộ"
RELATIONS = (HEAD_SAID, "Vợ", "Chồng", "Con", "Bố", "Mẹ", "Ông", "Bà", "Cháu", "Anh", "Chị", "Em", "Con dâu", "Con rể")
MOST_MEMBERS = 99
_HEADS = frozenset({"chu ho", "chu", "ch", "chu ho gia dinh", "ban than"})
_COUNT_IN_NOTE = re.compile(r"\b(\d{1,2})\s*(?:nhân\s*)?khẩu\b", re.IGNORECASE)
_TOLD = re.compile(r"^(?P<name>.*?)\s*(?:\(\s*(?:.*?\b)?(?P<year>(?:19|20)\d\d)\s*\))?$")


@dataclass(frozen=True)
class InHousehold:
    """In which household somebody of the books is, and what is known of it."""

    household_id: int
    head: str | None
    head_year: int | None
    head_born_on: date | None
    relation: str | None
    address: str | None
    member_count: int | None
    hamlet_id: int
    hamlet: str

    @property
    def head_told(self) -> str:
        """The head as a line of a list names them; empty for a household without one."""
        return head_told(self.head, Birth(self.head_born_on, self.head_year)) if self.head else ""


@dataclass(frozen=True)
class HeadInBooks:
    """A head of a household that the books know."""

    person_id: int
    household_id: int
    name: str
    birth_year: int | None
    hamlet_id: int


@dataclass(frozen=True)
class HomeBooks:
    """The books beside a sổ hộ: people, in which household each likely double is, and the heads of these names."""

    books: Books
    homes: Mapping[int, InHousehold] = field(default_factory=dict)
    heads: Sequence[HeadInBooks] = ()


@dataclass(frozen=True)
class HomeLine:
    """What `save` needs of a line: the person, whether they head a household, else whose household it is.

    `head_line` is the number of the line of the head, where that line is still to be written; `household_id` the
    household of the books.
    """

    said: Understood
    is_head: bool
    relation: str = ""
    address: str = ""
    member_count: int | None = None
    head_line: int | None = None
    household_id: int | None = None


def head_told(name: str, birth: Birth) -> str:
    """How the lines of a household name its head: Nguyễn Văn An (1970)."""
    return told_apart(name, birth, None)


def is_head(cells: Mapping[str, str]) -> bool:
    """Whether a line heads its household: it says so, or it names no head but itself."""
    relation = text.fold(cells.get("relation", ""))
    if relation:
        return relation in _HEADS
    named = _named(cells.get("household_head", ""))[0]
    return not named or named == text.fold(cells.get("full_name", ""))


def household_key(cells: Mapping[str, str]) -> str:
    """Lines of households whose heads have one name belong together: what one of them is depends on the others."""
    named = "" if is_head(cells) else _named(cells.get("household_head", ""))[0]
    return named or text.fold(cells.get("full_name", ""))


def _named(typed: str) -> tuple[str, int | None]:
    """The name without dấu, and the year beside it, of a head who is named."""
    found = _TOLD.match(text.nfc(typed))
    year = found["year"] if found else None
    return text.fold(found["name"] if found else typed), int(year) if year else None


# ---- the sheet


def with_heads(layout: Layout) -> Layout:
    """The layout with the head of the household named in every line of somebody who is not the head."""
    columns = layout.columns()
    starts = _starts(layout, columns)
    if starts is None:
        return layout
    headings, guesses = list(layout.headings), list(layout.guesses)
    places = {}
    for name, heading in (("household_head", HEAD_SAID), ("relation", "Quan hệ với chủ hộ"), ("hamlet", "Thôn")):
        if name not in columns:
            headings.append(heading)
            guesses.append(name)
        places[name] = columns.get(name, len(headings) - 1)
    body: list[BodyRow] = []
    for household in _households(layout.body, starts):
        body += _filled(household, columns, places)
    return replace(layout, headings=tuple(headings), guesses=tuple(guesses), body=tuple(body))


def _starts(layout: Layout, columns: Mapping[str, int]) -> list[bool] | None:
    """Which rows begin a household; None where each line is a household of its own.

    By the household's number or its head, often in merged cells, by the relation, or by a running number that counts
    households and not people.
    """
    body = layout.body
    if _says_it_already(body, columns):
        return None
    for name in ("household_number", "household_head"):
        if name in columns:
            cells = [row.cell(columns[name]) for row in body]
            before = ["", *cells[:-1]]
            starts = [bool(cell) and cell != above for cell, above in zip(cells, before, strict=True)]
            return None if all(starts) and _each_heads(body, columns) else starts
    relation = columns.get("relation")
    if relation is not None and any(text.fold(row.cell(relation)) in _HEADS for row in body):
        return [text.fold(row.cell(relation)) in _HEADS for row in body]
    numbers = [row.cell(layout.counter) for row in body]
    missing = sum(1 for number in numbers if not number)
    if numbers and numbers[0] and missing * 5 >= len(numbers):
        return [bool(number) for number in numbers]
    return None


def _says_it_already(body: Sequence[BodyRow], columns: Mapping[str, int]) -> bool:
    """Whether heads name nobody and the others name their head, as in the exchange file: all is said."""
    heads = [row for row in body if text.fold(_cell(row, columns, "relation")) in _HEADS]
    named = [row for row in body if _cell(row, columns, "household_head")]
    return bool(heads and named) and not any(_cell(row, columns, "household_head") for row in heads)


def _each_heads(body: Sequence[BodyRow], columns: Mapping[str, int]) -> bool:
    return all(
        text.fold(_cell(row, columns, "household_head")) in ("", text.fold(_name_in(row, columns))) for row in body
    )


def _households(body: Sequence[BodyRow], starts: Sequence[bool]) -> list[list[BodyRow]]:
    found: list[list[BodyRow]] = []
    for row, begins in zip(body, starts, strict=True):
        if begins or not found:
            found.append([])
        found[-1].append(row)
    return found


def _filled(rows: Sequence[BodyRow], columns: Mapping[str, int], places: Mapping[str, int]) -> list[BodyRow]:
    """The rows of one household, each with its head, its relation and its hamlet."""
    head = _head_of(rows, columns)
    named = _cell(head, columns, "household_head") or _name_in(head, columns)
    birth = _cell(head, columns, "birth") or _cell(head, columns, "birth_male") or _cell(head, columns, "birth_female")
    year = re.search(r"(?:19|20)\d\d", birth) if _name_in(head, columns) in ("", named) else None
    told = f"{text.proper_name(named)} ({year[0]})" if year else text.proper_name(named)
    hamlet = _cell(head, columns, "hamlet") or _cell(head, columns, "address")
    found = [] if _stands_for_itself(rows, columns, named) else [_only_named(head, columns, places, named)]
    for row in rows:
        name = _name_in(row, columns) or named
        relation = _cell(row, columns, "relation")
        heads = text.fold(relation) in _HEADS or (not relation and text.fold(name) == text.fold(named))
        said = {
            "household_head": "" if heads else told,
            "relation": HEAD_SAID if heads else relation,
            "hamlet": _cell(row, columns, "hamlet") or hamlet,
            **({} if _name_in(row, columns) or "full_name" not in columns else {"full_name": name}),
        }
        found.append(_with_cells(row, {places.get(one, columns.get(one, 0)): cell for one, cell in said.items()}))
    return found


def _head_of(rows: Sequence[BodyRow], columns: Mapping[str, int]) -> BodyRow:
    return next((row for row in rows if text.fold(_cell(row, columns, "relation")) in _HEADS), rows[0])


def _stands_for_itself(rows: Sequence[BodyRow], columns: Mapping[str, int], named: str) -> bool:
    """Whether the head has a row; a sheet with columns "Chủ hộ" and "Thành viên" may name only the others in rows."""
    names = {text.fold(_name_in(row, columns) or named) for row in rows}
    return "household_head" not in columns or text.fold(named) in names


def _only_named(row: BodyRow, columns: Mapping[str, int], places: Mapping[str, int], named: str) -> BodyRow:
    """A row for a head who is only named beside the members, with what is true of the whole household."""
    kept = {columns[one] for one in ("address", "member_count", "hamlet", "household_number") if one in columns}
    bare = replace(row, cells=tuple(cell if place in kept else "" for place, cell in enumerate(row.cells)), faults=())
    return _with_cells(bare, {columns["full_name"]: named, places["relation"]: HEAD_SAID})


def _name_in(row: BodyRow, columns: Mapping[str, int]) -> str:
    halves = (_cell(row, columns, "family_middle"), _cell(row, columns, "given"))
    return _cell(row, columns, "full_name") or " ".join(half for half in halves if half)


def _cell(row: BodyRow, columns: Mapping[str, int], name: str) -> str:
    return row.cell(columns.get(name))


def _with_cells(row: BodyRow, said: Mapping[int, str]) -> BodyRow:
    cells = [*row.cells, *[""] * (max(said, default=0) + 1 - len(row.cells))]
    for place, cell in said.items():
        cells[place] = cell
    return replace(row, cells=tuple(cells))


# ---- the lines


def judge_households(lines: Sequence[Line], books: HomeBooks) -> list[Judged]:
    """Say of every line of a sổ hộ what it means, in which household it is, and whether the books know it."""
    found = [_in_its_home(one, books) for one in held(lines, books.books)]
    heads = [decide(_head(one, books)) for one in found if one.record.is_head]
    by_name: dict[str, list[Judged]] = {}
    for one in heads:
        if one.line.choice != SKIP:
            by_name.setdefault(text.fold(one.record.said.name), []).append(one)
    judged = iter(heads)
    return [next(judged) if one.record.is_head else decide(_member(one, books, by_name)) for one in found]


def _in_its_home(one: Judged, books: HomeBooks) -> Judged:
    """The line with what it says of the household, read before anybody looks for its head."""
    said: Understood = one.record
    cells, faults = dict(said.cells), list(one.faults)
    heads = is_head(cells)
    address = cells.get("address", "")
    if address and match_hamlet(address, books.books.hamlets):
        address = ""
    noted = _COUNT_IN_NOTE.search(cells.get("note", ""))
    count = _count(cells.get("member_count") or (noted[1] if noted else ""), faults) if heads else None
    if heads and not said.hamlet_id and not cells.get("hamlet"):
        faults.append(Fault("hamlet", Refusal("hamlet-missing")))
    relation = HEAD_SAID if heads else cells.get("relation", "")
    cells |= {"relation": relation, "address": address if heads else cells.get("address", "")}
    cells["member_count"] = str(count) if count else cells.get("member_count", "")
    cells["household_head"] = "" if heads else cells.get("household_head", "")
    record = HomeLine(said, heads, "" if heads else relation, address if heads else "", count)
    values = {**one.values, **{name: cells[name] for name in ("relation", "household_head", "address") if cells[name]}}
    if count:
        values["member_count"] = str(count)
    return replace(one, line=replace(one.line, cells=cells), values=values, faults=tuple(faults), record=record)


def _count(typed: str, faults: list[Fault]) -> int | None:
    digits = re.sub(r"\s*(?:người|khẩu|nhân khẩu)$", "", typed)
    if not digits:
        return None
    if not digits.isdecimal() or not 0 < int(digits) <= MOST_MEMBERS:
        faults.append(Fault("member_count", Refusal("member-count-unfit", detail=typed)))
        return None
    return int(digits)


def _head(one: Judged, books: HomeBooks) -> Judged:
    """The line of a head beside the books: what it would change of the person, and of the household they head."""
    record: HomeLine = one.record
    twins = []
    for twin in one.twins:
        home = books.homes.get(twin.id)
        now = home.head_told if home else ""
        heads_it = home is not None and twin.id in {head.person_id for head in books.heads}
        changes = dict(twin.changes)
        if not heads_it:
            changes["household_head"] = now
        elif home is not None:
            if record.address and record.address != (home.address or ""):
                changes["address"] = home.address or ""
            if record.member_count and record.member_count != home.member_count:
                changes["member_count"] = str(home.member_count or "")
        certain = twin.certain or (heads_it and _only_head(record.said, books))
        says = {**twin.says, **_said_of_home(home, heads_it)}
        twins.append(replace(twin, says=says, changes=changes, certain=certain))
    doubted = len(twins) > 1 or not all(twin.certain for twin in twins) or bool(one.repeats)
    faults = tuple(fault for fault in one.faults if doubted or fault.reason.code != "likely-double")
    return replace(one, twins=tuple(twins), faults=faults)


def _only_head(said: Understood, books: HomeBooks) -> bool:
    """Whether a head of whom the line says no year is the only one of this name in the hamlet."""
    named = [head for head in books.heads if text.name_key(head.name) == text.name_key(said.name)]
    return said.birth.year is None and [head.hamlet_id for head in named] == [said.hamlet_id]


def _said_of_home(home: InHousehold | None, heads_it: bool) -> dict[str, str]:
    if home is None:
        return {}
    return {
        "relation": HEAD_SAID if heads_it else home.relation or "",
        "household_head": "" if heads_it else home.head_told,
        "address": home.address or "",
        "member_count": str(home.member_count or ""),
    }


def _member(one: Judged, books: HomeBooks, heads: Mapping[str, Sequence[Judged]]) -> Judged:
    """The line of a member: in the household of a line above or below it, or of one that the books know."""
    record, faults = one.record, list(one.faults)
    named, year = _named(one.line.cell("household_head"))
    head = _line_of_head(one, record.said, year, heads.get(named, ()))
    if head is not None:
        record = _behind(record, head, books, faults)
    else:
        record = _in_a_known_home(record, named, year, books, faults)
    twins = [_member_twin(twin, record, books, faults, one.line.choice) for twin in one.twins]
    if any(twin.certain != before.certain for twin, before in zip(twins, one.twins, strict=True)):
        faults.append(Fault("full_name", Refusal("likely-double"), blocking=False))
    return replace(one, record=record, faults=tuple(faults), twins=tuple(twins))


def _line_of_head(one: Judged, said: Understood, year: int | None, heads: Sequence[Judged]) -> Judged | None:
    """The head of this name whose line stands nearest above, else the first below."""
    fitting = [
        head
        for head in heads
        if (year is None or head.record.said.birth.year in (None, year))
        and (said.hamlet_id is None or head.record.said.hamlet_id in (None, said.hamlet_id))
    ]
    above = [head for head in fitting if head.line.number <= one.line.number]
    return above[-1] if above else next(iter(fitting), None)


def _behind(record: HomeLine, head: Judged, books: HomeBooks, faults: list[Fault]) -> HomeLine:
    """A member whose head has a line: nobody enters a household before its head is settled."""
    if head.state in (State.WRONG, State.DOUBTFUL):
        faults.append(Fault("household_head", Refusal("household-head-waits", detail=str(head.line.number))))
    home = books.homes.get(head.twin.id) if head.twin and "household_head" not in head.twin.changes else None
    return replace(record, head_line=head.line.number, household_id=home.household_id if home else None)


def _in_a_known_home(record: HomeLine, named: str, year: int | None, books: HomeBooks, faults: list[Fault]) -> HomeLine:
    found = [
        head
        for head in books.heads
        if text.fold(head.name) == named
        and (year is None or head.birth_year in (None, year))
        and (record.said.hamlet_id is None or head.hamlet_id == record.said.hamlet_id)
    ]
    if len(found) != 1:
        code = "household-head-many" if found else "household-head-unknown"
        faults.append(Fault("household_head", Refusal(code)))
        return record
    return replace(record, household_id=found[0].household_id)


def _member_twin(twin: Twin, record: HomeLine, books: HomeBooks, faults: list[Fault], choice: str) -> Twin:
    """Somebody of the books who would come into this household; the head of another one is never taken from it."""
    home = books.homes.get(twin.id)
    heads_it = home is not None and twin.id in {head.person_id for head in books.heads}
    changes = dict(twin.changes)
    if home is None or home.household_id != record.household_id:
        changes["household_head"] = home.head_told if home else ""
    if record.relation and record.relation != ((home.relation if home else "") or ""):
        changes["relation"] = (home.relation if home else "") or ""
    if heads_it and choice == str(twin.id):
        faults.append(Fault("relation", Refusal("head-of-other-household")))
    says = {**twin.says, **_said_of_home(home, heads_it)}
    return replace(twin, says=says, changes=changes, certain=twin.certain and not heads_it)


def heads_wanted(lines: Iterable[Line]) -> set[str]:
    """The names of all who may head a household of these lines."""
    return {line.cell("full_name") for line in lines} | {
        found["name"] for line in lines if (found := _TOLD.match(text.nfc(line.cell("household_head"))))
    }
