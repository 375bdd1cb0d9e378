"""A table of people by hamlet and group as officials have it: hamlets one below the other, T1 to T5 side by side."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app import text
from app.people.rules import match_hamlet
from app.plans.rules import GROUPS
from app.plans.rules.population import COLUMNS, Cell, cell_faults
from app.reading import Columns, Layout, Sheet
from app.reading.grid import Row
from app.reading.lines import Fault, Judged, Line, Twin, decide
from app.reading.shape import BodyRow, lay_out
from app.refusals import Refusal

HAMLET, DAY, SOURCE, TOTAL = "hamlet", "day", "source", "total"
# A cell of a table with the day it is of.
DayCell = tuple[date | None, Cell]
WHOLE_SAID = "Toàn địa bàn"
FIELDS: Mapping[str | None, str] = {group: group.lower() if group else TOTAL for group in COLUMNS}
LONGEST_SOURCE, LARGEST = 300, 999_999_999

# Labels with a figure in them are no labels to `lay_out`: while it reads, T3 is written as a word.
_WORDS = {group: f"Nhóm{word}" for group, word in zip(GROUPS, ("một", "hai", "ba", "bốn", "năm"), strict=True)}
_GROUPS = {word: group for group, word in _WORDS.items()}
_GROUP = re.compile(r"(?<!\w)T\s?([1-5])(?!\w)", re.IGNORECASE)
_WORD = re.compile("|".join(_GROUPS))

POPULATION: Columns = {
    HAMLET: ("thôn, tổ dân phố", "thôn, xóm, tổ dân phố", "thôn, xóm", "tên thôn", "thôn", "xóm", "bản", "tổ dân phố",
             "khối", "ấp", "địa bàn", "đơn vị", "@place"),
    **{FIELDS[group]: (_WORDS[group],) for group in GROUPS},
    TOTAL: ("tổng số dân", "tổng dân số", "tổng số nhân khẩu", "tổng số người", "tổng số", "tổng cộng", "dân số",
            "số nhân khẩu", "nhân khẩu", "tất cả", "=tổng", "=cộng"),
    "target_group": ("nhóm đối tượng", "nhóm"),
    "count": ("số người", "số lượng"),
    DAY: ("số liệu của ngày", "ngày"),
    SOURCE: ("nguồn số liệu", "nguồn"),
}  # fmt: skip

_WHOLE = {
    "toan dia ban", "ca xa", "toan xa", "ca phuong", "toan phuong", "ca dac khu", "toan dac khu", "tong", "tong so",
    "tong cong", "cong",
}  # fmt: skip
_UNSAID = {"-", "–", "—", "…", "..."}


def lay_out_population(sheet: Sheet) -> Layout:
    """The parts of such a table; without headings the groups stand in their order behind the hamlet.

    "Thôn Đông" with figures behind it, and "Tổng cộng", are rows here: the latter is the whole commune.
    """
    worded = replace(sheet, rows=tuple(_row(row) for row in sheet.rows))
    found = lay_out(worded, POPULATION)
    kept = {row.number for row in found.body}
    lost = [
        BodyRow(row.number, row.cells, "", row.faults)
        for row in worded.rows
        if row.number not in kept and found.skipped.get(row.number) in ("group", "total") and _counts(row)
    ]
    body = sorted([*found.body, *lost], key=lambda row: row.number)
    guesses = _by_group(found) if any(found.headings) else _in_order(found, body)
    counted = [place for place, name in enumerate(guesses) if name in (*FIELDS.values(), "count")]
    said = [row for row in body if any(row.cell(place) for place in counted)]
    silent = {row.number: "empty" for row in body if row not in said}
    skipped = {number: what for number, what in found.skipped.items() if number not in {row.number for row in lost}}
    return Layout(
        tuple(_said(one) for one in found.headings),
        guesses,
        tuple(replace(row, cells=tuple(_said(cell) for cell in row.cells)) for row in said),
        {**skipped, **silent},
        found.counter,
    )


def _row(row: Row) -> Row:
    return replace(row, cells=tuple(_GROUP.sub(lambda one: _WORDS[f"T{one[1]}"], cell) for cell in row.cells))


def _said(cell: str) -> str:
    return _WORD.sub(lambda one: _GROUPS[one[0]], cell)


def _counts(row: Row) -> bool:
    return sum(1 for place in row.filled if any(char.isdigit() for char in row.cells[place])) > 0


def _by_group(layout: Layout) -> tuple[str | None, ...]:
    """The columns by their headings; one that names a group is its column, whatever else is said about it."""
    named = [_WORD.findall(heading) for heading in layout.headings]
    return tuple(
        FIELDS[_GROUPS[words[0]]] if len(words) == 1 else guess
        for words, guess in zip(named, layout.guesses, strict=True)
    )


def _in_order(layout: Layout, body: Sequence[BodyRow]) -> tuple[str | None, ...]:
    """What each column is where nothing says it: the hamlet, then T1 to T5 and everybody."""
    first = 0 if layout.counter is None else layout.counter + 1
    names = [HAMLET, *FIELDS.values()]
    width = max((len(row.cells) for row in body), default=0)
    return tuple(names[place - first] if 0 <= place - first < len(names) else None for place in range(width))


def _is_whole(cell: str) -> bool:
    return text.fold(cell).strip(" :.") in _WHOLE


def population_cells(row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
    """A row as cells of the grid: a row of one group puts its figure into the column of the group."""
    found = {name: row.cell(place) for name, place in columns.items() if name not in ("target_group", "count")}
    if "count" in columns:
        group = _GROUP.search(row.cell(columns.get("target_group")))
        found[FIELDS[f"T{group[1]}"] if group else TOTAL] = row.cell(columns["count"])
    if any(
        text.fold(cell).strip(" :.") in _WHOLE for cell in row.cells if not found.get(HAMLET) or cell == found[HAMLET]
    ):
        found[HAMLET] = WHOLE_SAID
    return found


@dataclass(frozen=True)
class Entered:
    """A figure of the books: its row, how many, and where it is from."""

    id: int
    count: int
    source: str


@dataclass(frozen=True)
class PopulationBooks:
    """What a table is held against: hamlets by id, figures by day and cell, and day and source of the whole table."""

    today: date
    hamlets: Mapping[int, str]
    known: Mapping[tuple[date, Cell], Entered]
    day: str = ""
    source: str = ""


@dataclass(frozen=True)
class ReadPopulation:
    """A line as it was understood; `hamlet_id` None is the whole commune."""

    hamlet_id: int | None
    day: date | None
    source: str
    counts: Mapping[str | None, int]

    @property
    def cells(self) -> dict[Cell, int]:
        """The figures by place and group."""
        return {(self.hamlet_id, group): count for group, count in self.counts.items()}


def judge_population(lines: Sequence[Line], books: PopulationBooks) -> list[Judged]:
    """Hold lines against the figures of the same day: the same place and group of that day is a correction."""
    read = [_understood(line, books) for line in lines]
    too_many = _above_all([said for said, faults in read if not _misplaced(faults)])
    above: dict[DayCell, int] = {}
    found = []
    for line, (said, faults) in zip(lines, read, strict=True):
        cells = [] if _misplaced(faults) else [(said.day, cell) for cell in said.cells]
        faults += [Fault(FIELDS[one[1][1]], too_many[one]) for one in cells if one in too_many]
        repeats = tuple(sorted({above[cell] for cell in cells if cell in above}))
        twins = _twins(said, books) if cells else ()
        found.append(decide(Judged(line, _values(line, said), (*line.faults, *faults), twins, repeats, record=said)))
        if line.choice != "skip":
            above = {cell: line.number for cell in cells} | above
    return found


def _misplaced(faults: Sequence[Fault]) -> bool:
    return any(fault.field == HAMLET for fault in faults)


def _above_all(read: Sequence[ReadPopulation]) -> dict[DayCell, Refusal]:
    """The cells that cannot be, also where a table has a line for each group and one for everybody."""
    days: dict[date | None, dict[Cell, int]] = {}
    for said in read:
        days.setdefault(said.day, {}).update(said.cells)
    return {(day, cell): reason for day, values in days.items() for cell, reason in cell_faults(values).items()}


def _understood(line: Line, books: PopulationBooks) -> tuple[ReadPopulation, list[Fault]]:
    faults: list[Fault] = []
    hamlet_id = _hamlet(line.cell(HAMLET), books.hamlets, faults)
    day = _day(line.cell(DAY) or books.day, books.today, faults)
    source = " ".join(text.nfc(line.cell(SOURCE) or books.source).split())
    if not source:
        faults.append(Fault(SOURCE, Refusal("population-source-missing")))
    if len(source) > LONGEST_SOURCE:
        faults.append(Fault(SOURCE, Refusal("population-source-long", detail=str(LONGEST_SOURCE))))
    counts = {group: _count(line.cell(name), name, faults) for group, name in FIELDS.items()}
    said = ReadPopulation(hamlet_id, day, source, {one: count for one, count in counts.items() if count is not None})
    if not said.counts and not any(fault.field in FIELDS.values() for fault in faults):
        faults.append(Fault(TOTAL, Refusal("population-empty")))
    return said, faults


def _hamlet(typed: str, hamlets: Mapping[int, str], faults: list[Fault]) -> int | None:
    if _is_whole(typed):
        return None
    name = text.nfc(typed).casefold()
    same = [hamlet_id for hamlet_id, known in hamlets.items() if known.casefold() == name]
    found = same[0] if len(same) == 1 else match_hamlet(typed, hamlets) if name else None
    if found is None:
        faults.append(Fault(HAMLET, Refusal("population-hamlet-unknown", detail=typed or "để trống")))
    return found


def _day(typed: str, today: date, faults: list[Fault]) -> date | None:
    if not typed:
        faults.append(Fault(DAY, Refusal("population-day-missing")))
        return None
    try:
        day = text.parse_day(typed)
    except ValueError:
        faults.append(Fault(DAY, Refusal("population-day-unreadable", detail=typed)))
        return None
    if day > today:
        faults.append(Fault(DAY, Refusal("population-ahead", detail=text.day_text(today))))
    return day


def _count(typed: str, name: str, faults: list[Fault]) -> int | None:
    """A whole number, also with marks between thousands; an empty cell is a figure that nobody knows, and no zero."""
    bare = re.sub(r"\s*(người|nguoi|khẩu)$", "", text.nfc(typed).strip())
    if not bare or bare in _UNSAID:
        return None
    if re.fullmatch(r"\d+|\d{1,3}([., ]\d{3})+", bare):
        count = int(re.sub(r"\D", "", bare))
        if count <= LARGEST:
            return count
    faults.append(Fault(name, Refusal("population-count-unreadable", detail=typed)))
    return None


def _values(line: Line, said: ReadPopulation) -> dict[str, str]:
    return {
        HAMLET: line.cell(HAMLET),
        **{FIELDS[group]: str(count) for group, count in said.counts.items()},
        DAY: text.day_text(said.day) if said.day else line.cell(DAY),
        SOURCE: said.source,
    }


def _twins(said: ReadPopulation, books: PopulationBooks) -> tuple[Twin, ...]:
    if said.day is None:
        return ()
    known = {group: one for group in COLUMNS if (one := books.known.get((said.day, (said.hamlet_id, group))))}
    meant = {group: one for group, one in known.items() if group in said.counts}
    if not meant:
        return ()
    place = books.hamlets[said.hamlet_id] if said.hamlet_id else WHOLE_SAID
    sources = "; ".join(dict.fromkeys(one.source for one in meant.values()))
    says = {HAMLET: place, DAY: text.day_text(said.day), SOURCE: sources}
    says |= {FIELDS[group]: text.number_text(one.count) for group, one in known.items()}
    changes = {
        FIELDS[group]: text.number_text(known[group].count) if group in known else ""
        for group, count in said.counts.items()
        if group not in known or known[group].count != count
    }
    if any(one.source != said.source for one in meant.values()):
        changes[SOURCE] = sources
    label = f"{place}, {text.day_text(said.day)}"
    return (Twin(min(one.id for one in meant.values()), label, says, changes, certain=True),)
