"""A list of targets pasted from Word or Excel: which column says what, and which targets its lines make."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app import text
from app.refusals import Refusal

MOST_COLUMNS = 16
VALUE, LABEL, NUMBER, UNIT = "value", "label", "number", "measure_unit"
OWNER, PRODUCT, SCHEDULE, DUE, GROUP, SOURCE = "owner", "product", "schedule", "due", "group", "source"
COLUMNS = (NUMBER, LABEL, GROUP, UNIT, VALUE, OWNER, PRODUCT, SCHEDULE, DUE, SOURCE)

# What the columns of such lists are called, the nearest first; words are folded before they are compared.
_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (NUMBER, ("stt", "tt", "so tt", "so thu tu")),
    (UNIT, ("don vi tinh", "dvt", "don vi do")),
    (OWNER, ("co quan chu tri", "don vi chu tri", "chu tri", "phu trach", "dau moi", "co quan thuc hien",
             "don vi thuc hien", "trach nhiem", "phan cong", "chiu trach nhiem")),
    (PRODUCT, ("san pham", "ket qua san pham", "ket qua")),
    (DUE, ("thoi han", "thoi gian hoan thanh", "han hoan thanh", "hoan thanh truoc")),
    (SCHEDULE, ("lo trinh", "tien do", "thoi gian")),
    (SOURCE, ("can cu", "nguon", "van ban giao")),
    (GROUP, ("nhom nhiem vu", "linh vuc", "nhom")),
    (LABEL, ("chi tieu", "noi dung", "ten chi tieu", "nhiem vu")),
    (VALUE, ("gia tri", "muc tieu", "muc", "ke hoach", "chi tieu giao", "muc phan dau", "phan dau")),
)  # fmt: skip
_YEAR = re.compile(r"\b(20\d\d)\b")
_VALUE = re.compile(
    r"(?P<sign>≥|>=|>|≤|<=|<|=|tren|toi thieu|it nhat|toi da|khong qua|duoi|dat)?\s*"
    r"(?P<number>\d{1,3}(?:[. ]\d{3})+|\d+)\s*(?P<unit>%|[^\d,.;:/–-][^\d]{0,38})?"
)
_SIGNS = {
    ">=": "≥", "≥": "≥", ">": ">", "tren": ">", "toi thieu": "≥", "it nhat": "≥", "dat": "≥",
    "<=": "≤", "≤": "≤", "toi da": "≤", "khong qua": "≤", "<": "<", "duoi": "<", "=": "=",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """What a column says; `year` is the one its heading names, for a column of values."""

    name: str
    year: int | None = None


@dataclass(frozen=True)
class Value:
    """A value as a cell says it: a whole number with its comparator, or words; the unit when it stands beside it."""

    comparator: str = "≥"
    number: int | None = None
    words: str = ""
    measure_unit: str = ""


@dataclass(frozen=True)
class ListedTarget:
    """One target that a line makes: a line with values of three years makes three."""

    line: int
    number: str
    label: str
    group: str
    year: int | None
    value: Value
    measure_unit: str
    owner: str
    product: str
    schedule: str
    due_on: date | None
    source: str
    faults: tuple[Refusal, ...] = ()


@dataclass
class ReadList:
    """What was read of a list: its targets in order, the task groups its heading lines name, faults of the whole."""

    targets: list[ListedTarget] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    faults: list[Refusal] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether all of it can be kept."""
        return bool(self.targets) and not self.faults and not any(one.faults for one in self.targets)


def guess_columns(rows: Sequence[Sequence[str]]) -> tuple[list[Column | None], int]:
    """Which column says what, as the heading has it, and how many lines the heading takes.

    A second line of heading that only names years belongs to it ("Lộ trình thực hiện" above 2025, 2026 …). Without a
    heading the widest column is the target, one of small numbers before it the number, the next ones value and owner.
    """
    if not rows:
        return [], 0
    heads = _heading(rows)
    width = max(map(len, rows))
    if not heads:
        return _without_heading(rows, width), 0
    found: list[Column | None] = []
    for place in range(width):
        cells = [row[place] if place < len(row) else "" for row in rows[:heads]]
        found.append(_column(cells, {one.name for one in found if one}))
    return found, heads


def _heading(rows: Sequence[Sequence[str]]) -> int:
    """How many lines at the top are heading: none, one, or two when the second names years alone."""
    named = sum(1 for cell in rows[0] if _name_of(cell) or _only_year(cell))
    if named < 2:
        return 0
    second = [cell for cell in rows[1] if cell] if len(rows) > 1 else []
    return 2 if second and all(_only_year(cell) for cell in second) else 1


def _only_year(cell: str) -> bool:
    return bool(re.fullmatch(r"(nam |den nam )?20\d\d", text.fold(cell)))


def _column(cells: Sequence[str], taken: set[str]) -> Column | None:
    year = next((int(found[1]) for cell in reversed(cells) if (found := _YEAR.search(cell))), None)
    name = next((named for cell in cells if (named := _name_of(cell))), None)
    if year is not None and name in (None, VALUE, SCHEDULE, LABEL):
        return Column(VALUE, year)
    return Column(name) if name and (name == VALUE or name not in taken) else None


def _name_of(cell: str) -> str | None:
    folded = " ".join(re.findall(r"\w+", text.fold(cell)))
    exact = (name for name, words in _NAMES if folded in words)
    held = (name for name, words in _NAMES if any(f" {word} " in f" {folded} " for word in words))
    return next(exact, None) or next(held, None)


def _without_heading(rows: Sequence[Sequence[str]], width: int) -> list[Column | None]:
    lengths = [sum(len(row[place]) for row in rows if place < len(row)) for place in range(width)]
    label = lengths.index(max(lengths)) if lengths else 0
    found: list[Column | None] = [None] * width
    found[label] = Column(LABEL)
    if label:
        found[0] = Column(NUMBER)
    for place, name in zip(range(label + 1, width), (VALUE, OWNER, SCHEDULE, PRODUCT), strict=False):
        found[place] = Column(name)
    return found


def read_value(cell: str) -> Value:
    """What a cell asks for: "≥ 80%" and "trên 500.000 người" are numbers, "40,5 điểm" and "Hoàn thành" words."""
    folded = text.fold(cell)
    read = _VALUE.fullmatch(folded)
    if read is None:
        return Value(words=text.nfc(cell))
    unit = text.nfc(cell)[read.start("unit") :].strip() if read["unit"] and len(folded) == len(text.nfc(cell)) else ""
    number = int(re.sub(r"[. ]", "", read["number"]))
    if number > 999_999_999:
        return Value(words=text.nfc(cell))
    return Value(_SIGNS.get(read["sign"] or "", "≥"), number, "", unit or (read["unit"] or "").strip())


def read_list(
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
    columns: Sequence[Column | None],
    year: int | None,
    years: tuple[int, int] | None = None,
) -> ReadList:
    """Read the lines of a list below its heading. A line that fills nothing but number and text heads a task group.

    A list without a column of numbers is numbered as it stands. Args: lines, their numbers as they were pasted;
    columns, what each column says; year, of the values without one; years, the first and last of the plan, outside
    which no value is taken.
    """
    found = ReadList()
    places: dict[str, list[tuple[int, int | None]]] = {}
    for place, column in enumerate(columns):
        if column:
            places.setdefault(column.name, []).append((place, column.year))
    if LABEL not in places:
        found.faults.append(Refusal("list-column-missing"))
        return found
    group, count = "", 0
    for row, line in zip(rows, lines, strict=True):
        cells = {name: row[at[0][0]] if at[0][0] < len(row) else "" for name, at in places.items()}
        values = [(row[at], named) for at, named in places.get(VALUE, ()) if at < len(row) and row[at]]
        if _is_heading(cells, values, places):
            group = text.nfc(cells[LABEL] or cells.get(NUMBER, ""))
            found.groups.append(group)
            continue
        count += 1
        if NUMBER not in places:
            cells[NUMBER] = str(count)
        found.targets += _targets(line, cells, values, cells.get(GROUP) or group, year)
    if not found.targets:
        found.faults.append(Refusal("list-empty"))
    found.targets = [_within(one, years) for one in found.targets] if years else found.targets
    return found


def _within(one: ListedTarget, years: tuple[int, int]) -> ListedTarget:
    """A target with the fault that its year lies outside the plan, shown at its line before anything is kept."""
    if one.year is None or years[0] <= one.year <= years[1]:
        return one
    return replace(one, faults=(*one.faults, Refusal("year-outside-plan", detail=f"{years[0]}-{years[1]}")))


def _is_heading(cells: Mapping[str, str], values: Sequence[object], places: Mapping[str, object]) -> bool:
    """A line of a task group says its name and nothing else, in a list that says more of its targets."""
    others = [name for name in places if name not in (NUMBER, LABEL)]
    return bool(others) and not values and not any(cells.get(name) for name in others)


def _targets(
    line: int, cells: Mapping[str, str], values: Sequence[tuple[str, int | None]], group: str, year: int | None
) -> list[ListedTarget]:
    faults = [] if cells[LABEL] else [Refusal("list-line-without-target")]
    due, schedule = _due(cells.get(DUE, ""), cells.get(SCHEDULE, ""))
    made = []
    for cell, named in values or [("", None)]:
        unit = cells.get(UNIT, "")
        value = _with_unit(read_value(cell), unit) if cell else Value()
        of_year = named or year or (due.year if due else None)
        missing = [] if of_year else [Refusal("list-year-missing")]
        made.append(
            ListedTarget(
                line=line,
                number=cells.get(NUMBER, ""),
                label=cells[LABEL],
                group=group,
                year=of_year,
                value=value,
                measure_unit=value.measure_unit or unit,
                owner=cells.get(OWNER, ""),
                product=cells.get(PRODUCT, ""),
                schedule=schedule,
                due_on=due,
                source=cells.get(SOURCE, ""),
                faults=(*faults, *missing),
            )
        )
    return made


def _with_unit(value: Value, unit: str) -> Value:
    """A number with decimals and a part of a whole are kept in words, with the unit of their line: "40,5 điểm"."""
    bare = bool(re.fullmatch(r"\D{0,3}\d+[.,/]\d+", value.words))
    return replace(value, words=f"{value.words} {unit}") if bare and unit else value


def _due(typed: str, schedule: str) -> tuple[date | None, str]:
    """The day a target is due and its lộ trình; a due time in words ("Quý IV/2026") is kept as lộ trình."""
    if not typed:
        return None, schedule
    try:
        return text.parse_day(typed), schedule
    except ValueError:
        return None, "; ".join(part for part in (typed, schedule) if part)
