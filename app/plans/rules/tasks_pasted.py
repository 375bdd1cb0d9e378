"""A list of tasks pasted from Word or Excel: which column says what, when its time in words ends. Plain Python."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from app import text
from app.plans.rules.tables import lay_out_table
from app.reading import Columns, Layout, Sheet

NUMBER, TEXT, GROUP, OWNER, HELPERS = "number", "text", "group", "owner", "helpers"
PRODUCT, STARTS, DUE, SCHEDULE = "product", "starts", "due", "schedule"
# What such columns are called, the nearest first; words are folded before they are compared.
_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (NUMBER, ("stt", "tt", "so tt", "so thu tu")),
    (HELPERS, ("phoi hop", "don vi phoi hop", "co quan phoi hop")),
    (OWNER, ("chu tri", "phu trach", "dau moi", "co quan thuc hien", "don vi thuc hien", "phan cong", "trach nhiem",
             "nguoi thuc hien")),
    (PRODUCT, ("san pham", "ket qua dau ra", "ket qua")),
    (STARTS, ("bat dau", "tu ngay", "ngay bat dau")),
    (DUE, ("thoi han", "thoi gian hoan thanh", "han hoan thanh", "hoan thanh", "thoi gian thuc hien", "thoi gian",
           "den ngay", "ket thuc")),
    (SCHEDULE, ("lo trinh", "tien do", "ghi chu")),
    (GROUP, ("nhom nhiem vu", "linh vuc", "nhom")),
    (TEXT, ("nhiem vu", "noi dung", "cong viec", "giai phap", "hoat dong", "viec")),
)  # fmt: skip
COLUMNS: Columns = {name: words for name, words in _NAMES}
_DAY = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b")
_MONTH = re.compile(r"(?<![\d/.-])(1[0-2]|0?[1-9])\s*(?:/|-|nam)\s*(20\d\d)\b")
_ONE_QUARTER = r"(?:iv|iii|ii|i|[1-4])"
_QUARTERS_OF = re.compile(
    rf"quy\s*({_ONE_QUARTER}(?:\s*(?:,|va|-|–|den)\s*(?:quy\s*)?{_ONE_QUARTER})*)\s*(?:/|-|nam)?\s*(20\d\d)"
)
_HALF = re.compile(r"6 thang (dau|cuoi)(?: nam)?")
_YEAR = re.compile(r"\b20\d\d\b")
_STANDING = ("thuong xuyen", "hang nam", "hang thang", "hang quy", "hang tuan", "hang ngay", "lien tuc")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def guess_columns(rows: Sequence[Sequence[str]]) -> tuple[list[str | None], bool]:
    """What each column says by its heading, and whether the first line is one.

    Without a heading the widest column is the task, what stands before it its number, and behind it owner, product
    and time, as such tables have them.
    """
    if not rows:
        return [], False
    named = [_name_of(cell) for cell in rows[0]]
    if sum(1 for name in named if name) >= 2:
        return [name if name not in named[:place] else None for place, name in enumerate(named)], True
    width = max(map(len, rows))
    lengths = [sum(len(row[place]) for row in rows if place < len(row)) for place in range(width)]
    widest = lengths.index(max(lengths))
    found: list[str | None] = [None] * width
    found[widest] = TEXT
    if widest:
        found[0] = NUMBER
    for place, name in zip(range(widest + 1, width), (OWNER, PRODUCT, DUE), strict=False):
        found[place] = name
    return found, False


def _name_of(cell: str) -> str | None:
    folded = " ".join(re.findall(r"\w+", text.fold(cell)))
    exact = (name for name, words in _NAMES if folded in words)
    held = (name for name, words in _NAMES if any(f" {word} " in f" {folded} " for word in words))
    return next(exact, None) or next(held, None)


def lay_out_tasks(sheet: Sheet) -> Layout:
    """The parts of a list of tasks: its heading, its groups, its lines."""
    return lay_out_table(sheet, _guess, spoken, TEXT, NUMBER)


def _guess(rows: Sequence[Sequence[str]]) -> tuple[list[str | None], int]:
    columns, headed = guess_columns(rows)
    return columns, int(headed)


def spoken(pieces: Sequence[str]) -> dict[str, str]:
    """The pieces of a line of a message: the task, then who does it, what it yields, until when."""
    found = {TEXT: pieces[0]}
    for piece in filter(None, pieces[1:]):
        slot = DUE if read_time(piece) != (None, None, piece) or text.fold(piece).startswith(_STANDING) else ""
        slot = slot or next((one for one in (OWNER, PRODUCT) if one not in found), PRODUCT)
        found[slot] = f"{found[slot]}; {piece}" if slot in found else piece
    return found


def read_time(cell: str, *, first: bool = False) -> tuple[date | None, date | None, str]:
    """When a task begins and is due, as tables say it, with the words that a plain day would not keep.

    "31/12/2026" is a day, "Quý IV/2026" the last day of the quarter with its words, "Thường xuyên" no day at all.
    Args: first, the cell is that of the beginning: what ends a time elsewhere begins it here.
    """
    cell, folded = text.nfc(cell), text.fold(cell)
    if not cell:
        return None, None, ""
    days = [day for typed in _DAY.findall(cell) if (day := _day(typed))]
    if days:
        plain = bool(_DAY.fullmatch(cell))
        start = days[0] if first or len(days) > 1 else None
        return start, None if first else days[-1], "" if plain else cell
    if any(word in folded for word in _STANDING):
        return None, None, cell
    span = _span(folded)
    if span is None:
        return None, None, cell
    return (span[0], None, cell) if first else (None, span[1], cell)


def _day(typed: str) -> date | None:
    try:
        return text.parse_day(typed)
    except ValueError:
        return None


def _span(folded: str) -> tuple[date, date] | None:
    """The first and the last day of the month, quarter, half or years that words name; None when they name none."""
    months = [(int(year), int(month)) for month, year in _MONTH.findall(folded)]
    years = [int(year) for year in _YEAR.findall(folded)]
    if not years:
        return None
    quarters = [
        (int(year), _QUARTERS[one])
        for named, year in _QUARTERS_OF.findall(folded)
        for one in re.findall(_ONE_QUARTER, named.replace("quy", ""))
    ]
    if quarters:
        (first, begins), (last, ends) = min(quarters), max(quarters)
        return date(first, begins * 3 - 2, 1), _month_end(last, ends * 3)
    if half := _HALF.search(folded):
        begins, ends = (1, 6) if half[1] == "dau" else (7, 12)
        return date(years[0], begins, 1), _month_end(years[0], ends)
    if months:
        return date(*min(months), 1), _month_end(*max(months))
    return date(min(years), 1, 1), date(max(years), 12, 31)


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
