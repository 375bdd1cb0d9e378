"""A table or a message of sentences as rows of a list: titles, headings, task groups, signatures told apart.

The general reading of lists (`app.reading.lay_out`) looks for people: it takes lines that begin with "Tổng" for totals
and "Xã" for places. A list of targets or tasks is made of such sentences, so that it is told apart here.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app import text
from app.reading import Layout, Row, Sheet
from app.reading.shape import BodyRow

_SEARCHED = 40  # rows in which headings are looked for
_LONGEST_LABEL = 14  # words above a column; a target is longer
_INDEX = re.compile(r"[(\[]?(?:\d{1,2}|[A-Z])[)\]]?")
_FOOT = re.compile(
    r"(noi nhan|nguoi lap|lap bieu|ky ten|\(ky|ghi chu:|tm\.|t/m |kt\. |(pho )?chu tich( ubnd)?$|thu truong"
    r"|xac nhan cua|.*\bngay [\d.… ]*thang [\d.… ]*nam\b)"
)
_ROMAN = re.compile(r"\s*(?:[IVXLC]{1,6}|[A-H])\s*[.)/:–-]\s*")
_CHATTER = re.compile(r"(kinh gui|cong hoa xa hoi|doc lap -|da em|em gui|gui (anh|chi|cac)|cam on|tran trong)")
_TITLE = re.compile(r"(danh sach|bang|bieu|phu luc|(cac )?chi tieu|(cac )?nhiem vu|ke hoach|phan cong|noi dung)\b")
_CUT = re.compile(r"\s*[;|\t]\s*|\s+[–—-]\s+")

Guess = Callable[[Sequence[Sequence[str]]], tuple[Sequence[str | None], int]]
Slotted = Callable[[Sequence[str]], Mapping[str, str]]


def lay_out_table(sheet: Sheet, guess: Guess, slotted: Slotted, words: str, number: str) -> Layout:
    """Tell the parts of a list of sentences apart.

    Args: guess, which column says what by the rows from a heading on, and how many rows the heading takes; slotted,
    the pieces of a line of a message by name; words, the name of the column that every line has; number, that of its
    number: a list without one is numbered as it stands.
    """
    sheet = cut_message(sheet, slotted, words, _SPOKEN)
    rows = [row for row in sheet.rows if row.filled or row.faults]
    if not rows:
        return Layout((), (), ())
    width = max(len(row.cells) for row in rows)
    cells = [[row.cell(place) for place in range(width)] for row in rows]
    at, guesses, heads = _heading(cells, guess)
    skipped = {row.number: "title" for row in rows[:at] if row.number}
    skipped |= {row.number: "heading" for row in rows[at : at + heads] if row.number}
    headings = [_label([one[place] for one in cells[at : at + heads]]) for place in range(width)]
    places = {name: place for place, name in enumerate(guesses) if name}
    message = any(row.number == 0 for row in rows)
    body, more = _body(rows[at + heads :], _Columns(places, words, number, message))
    layout = Layout(tuple(headings), tuple(guesses), tuple(body), {**skipped, **more})
    if number in places:
        return layout
    return with_column(layout, "Số thứ tự (theo danh sách)", number, [str(at) for at in range(1, len(body) + 1)])


def with_column(layout: Layout, heading: str, name: str | None, cells: Sequence[str]) -> Layout:
    """The list with one more column, told for each line."""
    place = len(layout.headings)
    body = tuple(
        replace(row, cells=(*row.cells[:place], *[""] * (place - len(row.cells)), cell))
        for row, cell in zip(layout.body, cells, strict=True)
    )
    return replace(layout, headings=(*layout.headings, heading), guesses=(*layout.guesses, name), body=body)


def cut_message(sheet: Sheet, slotted: Slotted, words: str, headings: Mapping[str, str]) -> Sheet:
    """Lines of a message in columns of their own, under headings that nobody wrote (row 0); a table stays as it is.

    Args: slotted, the pieces of a line by name; words, the name that every line has; headings, the label of each name.
    """
    if sheet.width > 1 or not sheet.rows:
        return sheet
    found = [(row, dict(slotted([one.strip() for one in _CUT.split(row.cell(0))]))) for row in sheet.rows]
    used = [words, *dict.fromkeys(name for _row, said in found for name in said if name != words)]
    lines = [Row(row.number, tuple(said.get(name, "") for name in used), row.faults) for row, said in found]
    if len(used) == 1:
        return replace(sheet, rows=tuple(lines))
    first = next((at for at, row in enumerate(sheet.rows) if not _is_title(row.cells)), 0)
    return replace(sheet, rows=(*lines[:first], Row(0, tuple(headings[name] for name in used)), *lines[first:]))


# What stands above the cells of a message, so that they are read like those of a table.
_SPOKEN = {
    "label": "Chỉ tiêu", "text": "Nhiệm vụ", "value": "Giá trị", "owner": "Chủ trì", "due": "Thời hạn",
    "product": "Sản phẩm",
}  # fmt: skip


def _heading(cells: Sequence[Sequence[str]], guess: Guess) -> tuple[int, Sequence[str | None], int]:
    """Where the heading stands, what its columns say, how many rows it takes; a list without one begins at once."""
    for at in range(min(len(cells), _SEARCHED)):
        if any(len(cell.split()) > _LONGEST_LABEL for cell in cells[at]):
            continue
        guesses, heads = guess(cells[at:])
        if heads:
            if at + heads < len(cells) and _counts_columns(cells[at + heads]):
                heads += 1
            return at, guesses, heads
    at = next((place for place, row in enumerate(cells) if not _is_title(row)), 0)
    return at, guess(cells[at:])[0], 0


def _is_title(row: Sequence[str]) -> bool:
    filled = [text.fold(cell) for cell in row if cell]
    if len(filled) != 1:
        return False
    return _CHATTER.match(filled[0]) is not None or (filled[0].endswith(":") and _TITLE.match(filled[0]) is not None)


def _counts_columns(row: Sequence[str]) -> bool:
    """Whether a row only counts the columns: (1) (2) (3)."""
    cells = [cell.strip("()[] ") for cell in row if cell]
    numbers = [int(cell) for cell in cells if cell.isdecimal() and len(cell) < 3]
    return len(numbers) > 2 and len(numbers) + 2 >= len(cells) and numbers == list(range(numbers[0], numbers[-1] + 1))


def _label(cells: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(cell for cell in cells if cell and not _INDEX.fullmatch(cell)))


@dataclass(frozen=True)
class _Columns:
    """Where each column stands, which of them are the words and the number; whether it is a message."""

    places: Mapping[str, int]
    words: str
    number: str
    message: bool

    def number_of(self, row: Row | BodyRow) -> str:
        place = self.places.get(self.number)
        return "" if place is None else row.cell(place).rstrip(".)")

    def words_of(self, row: Row) -> str:
        return row.cell(self.places[self.words]) if self.words in self.places else ""

    def others(self, row: Row) -> int:
        """How many cells a row fills beside its number and its words."""
        own = {self.places.get(self.words), self.places.get(self.number)}
        return sum(1 for place in self.places.values() if place not in own and row.cell(place))


def _body(rows: Sequence[Row], columns: _Columns) -> tuple[list[BodyRow], dict[int, str]]:
    """The lines, each with the group above it, and what the other rows are."""
    found: list[BodyRow] = []
    skipped: dict[int, str] = {}
    fuller = any(columns.others(row) for row in rows)
    group = ""
    for at, row in enumerate(rows):
        if found and _signs(row, columns):
            skipped[row.number] = "note"
        elif _heads(row, rows[at + 1 : at + 2], found, columns, fuller=fuller):
            group = (columns.words_of(row) or " ".join(filter(None, row.cells))).strip(" :")
            skipped[row.number] = "group"
        else:
            found.append(BodyRow(row.number, row.cells, group, row.faults))
    return found, skipped


def _heads(row: Row, after: Sequence[Row], above: Sequence[BodyRow], columns: _Columns, *, fuller: bool) -> bool:
    """Whether a row that says nothing but its words heads those below it.

    A line may say no more either: "3 | Rà soát hộ nghèo" goes on after 2, unless 3.1 follows. In a message, and where
    no line says more, only a colon or a Roman number tells a heading. Args: fuller, whether other rows say more.
    """
    if row.faults or columns.others(row):
        return False
    if columns.message or not fuller:
        said = columns.words_of(row)
        return said.endswith(":") or _ROMAN.fullmatch(f"{columns.number_of(row)}. ") is not None
    own, last = columns.number_of(row), columns.number_of(above[-1]) if above else ""
    follows = own.isdecimal() and last.isdecimal() and int(own) == int(last) + 1
    return not follows or any(columns.number_of(one).startswith(f"{own}.") for one in after)


def _signs(row: Row, columns: _Columns) -> bool:
    """Whether a row is where the list is signed, or who receives it: no line with a number."""
    said = text.fold(" ".join(row.cells[place] for place in row.filled))
    return not columns.number_of(row).isdecimal() and len(row.filled) < 3 and _FOOT.match(said) is not None


def bare_group(words: str) -> str:
    """A heading in between without its Roman number: "II. Nhân lực số" is "Nhân lực số"."""
    found = _ROMAN.match(words)
    return words[found.end() :] or words if found else words
