"""A roll (danh sách điểm danh) as officials write it: keys, a block copied from a sheet, the order on paper."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app import text
from app.training.rules import KEYS, WRITTEN, Cell, Mark, read_column, read_mark

Table = list[list[str]]
Spot = tuple[int, int]  # row and column of what was laid, from 0

KEY_OF: dict[str, str] = {mark.value: key for mark, key in KEYS.items()}
MARK_OF: dict[str, Mark] = {key: mark for mark, key in KEYS.items()}
# What may be typed into a cell, without dấu, and the key it stands for: the page reads by the same list.
KEY_WRITTEN: dict[str, str] = {written: KEYS[mark] for written, mark in WRITTEN.items()}
EMPTY = "-"

_NAME_HEADS = {"ho va ten", "ho ten", "ten", "hoc vien", "ho va ten hoc vien", "ho ten hoc vien", "nguoi hoc"}


def read_block(pasted: str) -> Table:
    """The rows and cells of a block copied from a sheet, or of one column, or of one run of keys such as "xxvxp"."""
    if "\t" not in pasted:
        return [[cell] for cell in read_column(pasted)]
    lines = pasted.replace("\r\n", "\n").removesuffix("\n").split("\n")
    return [[text.nfc(cell) for cell in line.split("\t")] for line in lines]


@dataclass(frozen=True)
class Laid:
    """A block laid beside a list of names.

    `marks` and `unread` (what nobody can read) stand at a row of the list and a column of the block; `doubles` are
    the rows of the list whose name fits more than one row. `rows` and `columns` say how large the block is without
    its headings, `strangers` which of its names are not on the list.
    """

    rows: int
    columns: int
    by_name: bool = False
    marks: dict[Spot, Mark] = field(default_factory=dict)
    unread: dict[Spot, str] = field(default_factory=dict)
    doubles: set[int] = field(default_factory=set)
    strangers: list[str] = field(default_factory=list)


def lay(table: Table, names: Sequence[str]) -> Laid:
    """Lay a block beside the names of a list: by name where a column of it holds names, otherwise row by row.

    A heading and a column of ordinals (STT) are known for what they are and left out; an empty cell says nothing.
    """
    at = _name_column(table)
    if at is not None:
        return _by_name(table, at, names)
    table = _without_ordinals(table)
    if _has_heading(table, len(names)):
        table = table[1:]
    rows = max((place for place, row in enumerate(table, start=1) if any(row)), default=0)
    found = Laid(max(rows, min(len(table), len(names))), _width(table))
    for place, row in enumerate(table):
        _read(found, place, row)
    return found


def _by_name(table: Table, at: int, names: Sequence[str]) -> Laid:
    rows: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        rows.setdefault(text.fold(name), []).append(place)
    if _is_heading(table[0], at, rows):
        table = table[1:]
    first = _first_marks(table, at)
    body = [(row[at] if at < len(row) else "", row[first:]) for row in table]
    written = [text.fold(name) for name, cells in body if name]
    found = Laid(len(body), _width([cells for _, cells in body]), by_name=True)
    for name, cells in body:
        places = rows.get(text.fold(name), [])
        if not places:
            found.strangers.extend([name] if name else [])
        elif len(places) > 1 or written.count(text.fold(name)) > 1:
            found.doubles.update(places)
        else:
            _read(found, places[0], cells)
    return found


def _read(found: Laid, place: int, cells: Sequence[str]) -> None:
    for column, written in enumerate(cells):
        mark = read_mark(written)
        if mark:
            found.marks[place, column] = mark
        elif written:
            found.unread[place, column] = written


def _name_column(table: Table) -> int | None:
    """The column in which most cells are names: two words at least, no number, not the words of a mark."""
    for at in range(_width(table)):
        cells = [row[at] for row in table if at < len(row) and row[at]]
        if cells and 2 * sum(_is_name(cell) for cell in cells) > len(cells):
            return at
    return None


def _is_name(cell: str) -> bool:
    return len(cell.split()) > 1 and not re.search(r"\d", cell) and read_mark(cell) is None


def _is_heading(row: Sequence[str], at: int, names: Mapping[str, object]) -> bool:
    said = text.fold(row[at]) if at < len(row) else ""
    return said in _NAME_HEADS or (said not in names and not any(read_mark(cell) for cell in row[at + 1 :]))


def _first_marks(table: Table, at: int) -> int:
    """The first column after the names where a mark stands; before it may stand a year of birth or a hamlet."""
    width = _width(table)
    known = (
        column for column in range(at + 1, width) if any(column < len(row) and read_mark(row[column]) for row in table)
    )
    return next(known, at + 1)


def _has_heading(table: Table, count: int) -> bool:
    """Whether the first row heads the columns: one row more than names, and it is no row of marks."""
    if len(table) < 2 or len(table) != count + 1 or not any(table[0]):
        return False
    ordinals = [str(number) for number in range(1, len(table[0]) + 1)]
    return not any(read_mark(cell) for cell in table[0]) or (len(ordinals) > 1 and table[0] == ordinals)


def _without_ordinals(table: Table) -> Table:
    """The block without a first column that only counts 1, 2, 3: its "1" would be read as present."""
    numbers = [row[0] for row in table]
    body = numbers[1:] if numbers and read_mark(numbers[0]) is None else numbers
    counts = [str(place) for place in range(1, len(body) + 1)]
    return [row[1:] for row in table] if _width(table) > 1 and len(body) > 1 and body == counts else table


def _width(table: Table) -> int:
    return max((len(row) for row in table), default=0)


def in_order_of_sheet(printed: Sequence[tuple[str, str]], listed: Sequence[tuple[str, str]]) -> list[int | None]:
    """The ordinal (STT) on the printed sheet of each one listed, None for who came on the list after it was printed.

    Args: name and home of each row, on paper and on the list; two of one name and home keep their order.
    """
    waiting: dict[tuple[str, str], list[int]] = {}
    for ordinal, one in enumerate(printed, start=1):
        waiting.setdefault(one, []).append(ordinal)
    return [waiting[one].pop(0) if waiting.get(one) else None for one in listed]


def seen_text(trainings: Sequence[int], learners: Sequence[int], stored: Mapping[Cell, str]) -> str:
    """What stands in the cells when a page is opened, as one short text: the learners once, then a key for each cell.

    300 people and 20 trainings are some 8 KB, where a field for each cell would be 400.
    """
    rows = [",".join(str(learner) for learner in learners)]
    for training in trainings:
        keys = (KEY_OF.get(stored.get((training, learner), ""), EMPTY) for learner in learners)
        rows.append(f"{training}={''.join(keys)}")
    return ";".join(rows)


def read_seen(said: str) -> dict[Cell, Mark]:
    """The marks that stood on a page when it was opened; what cannot be read counts as an empty cell."""
    head, *rows = said.split(";")
    learners = [int(one) for one in head.split(",") if one.isdecimal()]
    found = {}
    for row in rows:
        training, _, keys = row.partition("=")
        if training.isdecimal() and len(keys) == len(learners):
            marks = ((learner, MARK_OF.get(key)) for learner, key in zip(learners, keys, strict=True))
            found.update({(int(training), learner): mark for learner, mark in marks if mark})
    return found


_CHANGE = re.compile(rf"(\d{{1,12}})-(\d{{1,12}}):([xvpm{EMPTY}])([xvpm{EMPTY}])")


def read_changes(said: str) -> tuple[dict[Cell, Mark | None], dict[Cell, Mark | None]]:
    """The cells a page sends by itself, each as "5-17:-x" (training, learner, what was seen, what was typed).

    Returns what was typed and what was seen; anything else in the text is not a cell and is left out.
    """
    marks: dict[Cell, Mark | None] = {}
    seen: dict[Cell, Mark | None] = {}
    for one in said.split():
        found = _CHANGE.fullmatch(one)
        if found:
            cell = int(found[1]), int(found[2])
            seen[cell], marks[cell] = MARK_OF.get(found[3]), MARK_OF.get(found[4])
    return marks, seen
