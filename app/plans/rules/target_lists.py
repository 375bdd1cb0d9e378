"""A list of targets pasted from Word or Excel: which column says what, and which targets its lines make."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app import text
from app.plans.rules.tables import lay_out_table
from app.plans.rules.tasks_pasted import read_time
from app.reading import Columns, Layout, Sheet
from app.reading.shape import BodyRow

VALUE, LABEL, NUMBER, UNIT, YEAR, PART = "value", "label", "number", "measure_unit", "year", "part"
OWNER, PRODUCT, SCHEDULE, DUE, GROUP, SOURCE = "owner", "product", "schedule", "due", "group", "source"
TARGET_GROUP = "target_group"

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
    (TARGET_GROUP, ("nhom doi tuong", "doi tuong")),
    (PART, ("ky", "ky han", "ky danh gia")),
    (YEAR, ("nam", "nam thuc hien", "nam ke hoach")),
    (GROUP, ("nhom nhiem vu", "linh vuc", "nhom")),
    (LABEL, ("chi tieu", "noi dung", "ten chi tieu", "nhiem vu")),
    (VALUE, ("gia tri", "muc tieu", "muc", "ke hoach", "chi tieu giao", "muc phan dau", "phan dau")),
)  # fmt: skip
_YEAR = re.compile(r"\b(20\d\d)\b")
_VALUE = re.compile(
    r"(?P<sign>≥|>=|>|≤|<=|<|=|tren|toi thieu|it nhat|toi da|khong qua|duoi|dat)?\s*"
    r"(?P<number>\d{1,3}(?:[. ]\d{3})+|\d+)\s*(?P<unit>%|[^\d,.;:/–-][^\d]{0,38})?"
)
COLUMNS: Columns = {name: words for name, words in _NAMES}
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
    if not any(column and column.name == LABEL for column in found):
        # "Nội dung chỉ tiêu năm 2026" is the target, where no other column is.
        named = [at for at in range(width) if any(_name_of(row[at]) == LABEL for row in rows[:heads])]
        for at in named[:1]:
            found[at] = Column(LABEL)
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
    held = (name for name, words in _NAMES if name not in _WHOLE and any(_holds(folded, word) for word in words))
    return next(exact, None) or next(held, None)


_WHOLE = (YEAR, PART)  # words too common to tell a column by standing in its label


def _holds(folded: str, word: str) -> bool:
    return f" {word} " in f" {folded} "


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


def lay_out_targets(sheet: Sheet) -> Layout:
    """The parts of a list of targets; a line with values of three years becomes three lines, each with its year."""
    layout = lay_out_table(sheet, _guess, spoken, LABEL, NUMBER)
    names = enumerate(layout.guesses)
    by_year = {place: int(name[len(_OF_YEAR) :]) for place, name in names if name and _of_year(name)}
    if not by_year:
        return layout
    plain = layout.columns().get(VALUE)
    guesses = [None if _of_year(name) or name in (VALUE, YEAR) else name for name in layout.guesses]
    body = [each for row in layout.body for each in _each_year(row, by_year, plain, len(guesses))]
    named = (f"{one} (mỗi năm một dòng)" if at in by_year else one for at, one in enumerate(layout.headings))
    headings = (*named, "Giá trị (theo cột năm)", "Năm (theo tiêu đề cột)")
    return replace(layout, headings=headings, guesses=(*guesses, VALUE, YEAR), body=tuple(body))


_OF_YEAR = "value in "


def _of_year(name: str | None) -> bool:
    return name is not None and name.startswith(_OF_YEAR)


def _guess(rows: Sequence[Sequence[str]]) -> tuple[list[str | None], int]:
    columns, heads = guess_columns(rows)
    names: list[str | None] = []
    for column in columns:
        name = f"{_OF_YEAR}{column.year}" if column and column.year else column.name if column else None
        names.append(None if name in names else name)
    return names, heads


def _each_year(row: BodyRow, by_year: Mapping[int, int], plain: int | None, width: int) -> Iterator[BodyRow]:
    said = [(row.cell(place), str(year)) for place, year in by_year.items() if row.cell(place)]
    for value, year in said or [(row.cell(plain), "")]:
        faults = [(width, sentence) for place, sentence in row.faults if by_year.get(place) == int(year or 0)]
        cells = (*row.cells[:width], *[""] * (width - len(row.cells)), value, year)
        yield replace(row, cells=cells, faults=(*row.faults, *faults))


def spoken(pieces: Sequence[str]) -> dict[str, str]:
    """The pieces of a line of a message: the target, then what it asks for, who answers, until when.

    "Tỷ lệ hộ có cáp quang đạt 80% – Phòng Kinh tế – Quý IV/2026": what a sentence ends with is its value too.
    """
    found = {LABEL: pieces[0]}
    for piece in filter(None, pieces[1:]):
        slot = VALUE if read_value(piece).number is not None else DUE if read_time(piece) != (None, None, piece) else ""
        slot = slot or next((one for one in (OWNER, PRODUCT) if one not in found), PRODUCT)
        found[slot] = f"{found[slot]}; {piece}" if slot in found else piece
    if VALUE not in found and (ends := _ENDS.search(pieces[0])):
        found[LABEL], found[VALUE] = pieces[0][: ends.start()].rstrip(" :,"), ends[0].strip(" :,.")
    return found


_ENDS = re.compile(
    r"(?:[:,]?\s+(?:đạt|tối thiểu|tối đa|ít nhất|trên|dưới|không quá))?[:,]?\s+(?:≥|≤|>|<|=|>=|<=)?\s*"
    r"\d{1,3}(?:[. ]?\d{3})*(?:,\d+)?\s*(?:%|người|hộ|lớp|buổi|lượt|điểm|thôn)\s*\.?$",
    re.IGNORECASE,
)
