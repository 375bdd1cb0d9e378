"""How many people there are: what a pasted table says, what cannot be, and which number holds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app import text
from app.plans.rules import GROUPS
from app.refusals import Refusal

# A hamlet and a group; None is the whole commune, and everybody.
Cell = tuple[int | None, str | None]
COLUMNS: tuple[str | None, ...] = (*GROUPS, None)

_EVERYBODY = {
    "tong",
    "tong so",
    "tong cong",
    "tong dan so",
    "tong so dan",
    "dan so",
    "nhan khau",
    "so nhan khau",
    "tat ca",
}
_WHOLE = {
    "ca xa",
    "toan xa",
    "ca phuong",
    "toan phuong",
    "ca dac khu",
    "toan dac khu",
    "tong",
    "tong so",
    "tong cong",
    "cong",
}
_GROUP = re.compile(r"^(t[1-5])\b")


@dataclass
class Table:
    """What was read of a pasted table: the words of its cells as they stand there, and what could not be placed."""

    cells: dict[Cell, str] = field(default_factory=dict)
    faults: list[Refusal] = field(default_factory=list)


def read_table(rows: Sequence[Sequence[str]], hamlets: Mapping[int, str]) -> Table:
    """Read a table of hamlets by groups as it comes out of Excel.

    The heading says which column is which (T1 to T5, tổng số); without one they stand in that order after the
    hamlet. A line "Cả xã" is the whole commune. Args: hamlets, the names of the present hamlets by id.
    """
    found = Table()
    if not rows:
        return found
    columns = _columns(rows[0])
    names = {text.fold(name): hamlet_id for hamlet_id, name in hamlets.items()}
    for line, row in enumerate(rows[1:] if columns else rows, start=2 if columns else 1):
        _read_line(found, line, row, columns or _in_order(row), names)
    return found


def _columns(heading: Sequence[str]) -> dict[int, str | None]:
    """Which column is which group, as the heading says; nothing when the row is no heading."""
    found: dict[int, str | None] = {}
    for place, cell in enumerate(heading):
        group = _GROUP.match(text.fold(cell))
        if group:
            found[place] = group[1].upper()
        elif place and text.fold(cell) in _EVERYBODY:
            found[place] = None
    return found


def _in_order(row: Sequence[str]) -> dict[int, str | None]:
    return dict(zip(range(1, len(row)), COLUMNS, strict=False))


def _read_line(
    found: Table, line: int, row: Sequence[str], columns: Mapping[int, str | None], names: Mapping[str, int]
) -> None:
    said = next((cell for place, cell in enumerate(row) if place not in columns and cell), "")
    filled = {place: row[place] for place in columns if place < len(row) and row[place]}
    if not filled:
        return
    name = text.fold(said)
    hamlet_id = names.get(name)
    if hamlet_id is None and name not in _WHOLE:
        found.faults.append(Refusal("population-hamlet-unknown", detail=f"dòng {line}: {said or 'để trống'}"))
        return
    for place, words in filled.items():
        cell = (hamlet_id, columns[place])
        if cell in found.cells:
            found.faults.append(Refusal("population-hamlet-twice", detail=f"dòng {line}: {said}"))
            return
        found.cells[cell] = words


def population_refusals(values: Mapping[Cell, int], day: date, today: date) -> list[Refusal]:
    """Why these numbers cannot be kept: none was given, their day has not come, a group larger than everybody."""
    found = [] if values else [Refusal("population-empty")]
    if day > today:
        found.append(Refusal("population-ahead", detail=text.day_text(today)))
    return found + list(dict.fromkeys(cell_faults(values).values()))


def cell_faults(values: Mapping[Cell, int]) -> dict[Cell, Refusal]:
    """The cells that cannot be: of one place a group has more people than the place itself."""
    return {
        (hamlet_id, group): Refusal("population-above-all", detail=text.number_text(values[hamlet_id, None]))
        for (hamlet_id, group), count in values.items()
        if group and count > values.get((hamlet_id, None), count)
    }


@dataclass(frozen=True)
class Base:
    """A number of people to divide by: its day, its source, how sure it is; `parts` hamlets were added up to it."""

    count: int
    day: date | None
    source: str
    mark: str | None
    parts: int = 0


def added_up(parts: Iterable[Base | None]) -> Base | None:
    """The hamlets together, as of the oldest of their days; None as soon as one of them is not known: never a guess."""
    asked = list(parts)
    known = [part for part in asked if part]
    if not known or len(known) < len(asked):
        return None
    days = [part.day for part in known if part.day]
    sources = dict.fromkeys(part.source for part in known)
    unsure = next((part.mark for part in known if part.mark), None)
    return Base(sum(part.count for part in known), min(days, default=None), "; ".join(sources), unsure, len(known))
