"""What a pasted list of activities says, line by line; judged when it is shown and once more when it is saved."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app import text
from app.activities.rules.activities import MOST_TIMES, ActivityKind, ActivityState, Numbers, number_faults
from app.activities.rules.inputs import faulty_link, number_of
from app.refusals import Refusal

MOST_LINES = 500

# The columns of a list as offices head them; the order is that in which a line without headings is read.
COLUMNS: dict[str, tuple[str, ...]] = {
    "day": ("ngày", "thời gian", "ngày tổ chức", "ngày thực hiện", "ngày phát", "ngày đăng", "từ ngày", "@day"),
    "last_day": ("đến ngày", "ngày kết thúc"),
    "kind": ("loại", "loại hoạt động", "hình thức", "hình thức tuyên truyền"),
    "title": ("tên hoạt động", "nội dung", "hoạt động", "tên", "tiêu đề", "tên tin, bài", "chủ đề"),
    "hamlet": ("thôn", "thôn, tổ dân phố", "thôn, xóm", "tổ dân phố", "xóm", "bản"),
    "place": ("địa điểm", "nơi tổ chức"),
    "held_by": ("thực hiện", "đơn vị thực hiện", "người thực hiện", "phụ trách", "đơn vị", "tác giả"),
    "count": ("số lần", "số buổi", "số lần phát", "số tin, bài", "số tin bài", "lần"),
    "minutes": ("số phút", "phút", "thời lượng", "thời lượng (phút)"),
    "reached": ("số người", "người", "người dự", "số người dự", "số người tham gia", "người tham gia"),
    "turns": ("số lượt", "lượt", "lượt xem", "lượt nghe", "lượt người", "số lượt người"),
    "outlet": ("kênh", "đài", "nơi đăng", "kênh, nơi đăng", "báo", "trang"),
    "link": ("đường dẫn", "link", "liên kết"),
    "note": ("ghi chú",),
}
NAMES = tuple(COLUMNS)

# Words by which a kind is told, without dấu; the first that stands in the cell or in the title wins.
_KIND_WORDS: tuple[tuple[str, ActivityKind], ...] = (
    ("tung ngo", ActivityKind.HOME_VISIT),
    ("tung nha", ActivityKind.HOME_VISIT),
    ("phat thanh", ActivityKind.BROADCAST),
    ("truyen thanh", ActivityKind.BROADCAST),
    ("loa", ActivityKind.BROADCAST),
    ("tin bai", ActivityKind.ARTICLE),
    ("tin, bai", ActivityKind.ARTICLE),
    ("bai viet", ActivityKind.ARTICLE),
    ("chuyen muc", ActivityKind.ARTICLE),
    ("chuyen trang", ActivityKind.ARTICLE),
    ("dang tai", ActivityKind.ARTICLE),
    ("hoi thi", ActivityKind.CONTEST),
    ("cuoc thi", ActivityKind.CONTEST),
    ("phat dong", ActivityKind.LAUNCH),
    ("ra quan", ActivityKind.LAUNCH),
    ("ngay hoi", ActivityKind.LEARNING_DAY),
    ("hoc tap so", ActivityKind.LEARNING_DAY),
)
_SPAN = re.compile(r"(\d{1,2})\s*[-–]\s*(\d{1,2}/\d{1,2}/\d{4})")
_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})/(\d{4})", re.IGNORECASE)


@dataclass(frozen=True)
class Books:
    """What a list is held against: the day, the hamlets by name without dấu, what is there already, what is closed.

    `known` are kind, title without dấu and day of the activities in the book; `closed_until` the first day whose
    figures are open.
    """

    today: date
    hamlets: Mapping[str, int]
    known: frozenset[tuple[str, str, date]] = frozenset()
    closed_until: date | None = None
    kind: str = ""


@dataclass(frozen=True)
class Read:
    """One line as it was understood; `faults` stop it, `remarks` are only said."""

    number: int
    cells: Mapping[str, str]
    faults: tuple[Refusal, ...] = ()
    remarks: tuple[Refusal, ...] = ()
    kind: str = ActivityKind.OTHER
    day: date | None = None
    last_day: date | None = None
    hamlet_id: int | None = None
    count: int = 1
    minutes: int | None = None
    numbers: Numbers = Numbers()

    def cell(self, name: str) -> str:
        """One cell; empty when the list has no such column."""
        return self.cells.get(name, "")

    @property
    def title(self) -> str:
        """What the activity is called."""
        return self.cell("title")

    @property
    def late(self) -> bool:
        """Whether it falls into closed figures."""
        return any(one.code == "line-in-closed-figures" for one in self.remarks)

    def state(self, today: date) -> ActivityState:
        """A day to come is planned, any other was held."""
        return ActivityState.PLANNED if self.day and self.day > today else ActivityState.HELD


def read_lines(lines: Sequence[tuple[int, Mapping[str, str]]], books: Books) -> list[Read]:
    """Understand every line; one that stands above already, or in the book, is said to be a double."""
    found, above = [], set(books.known)
    for number, cells in lines:
        one = _read(number, cells, books)
        if one.day is not None:
            key = (str(one.kind), text.fold(one.title), one.day)
            if key in above:
                one = Read(**{**vars(one), "remarks": (*one.remarks, Refusal("activity-twice"))})
            above.add(key)
        found.append(one)
    return found


def _read(number: int, cells: Mapping[str, str], books: Books) -> Read:
    faults: list[Refusal] = []
    day, last_day = _days(cells, faults)
    kind = kind_of(cells.get("kind", ""), cells.get("title", "")) or books.kind or ActivityKind.OTHER
    if not cells.get("title"):
        faults.append(Refusal("activity-line-untitled"))
    hamlet_id = books.hamlets.get(text.fold(cells.get("hamlet", "")))
    if cells.get("hamlet") and hamlet_id is None and not _whole_commune(cells["hamlet"]):
        faults.append(Refusal("activity-line-hamlet", detail=cells["hamlet"]))
    count, minutes, reached, turns = (_number(cells, name, faults) for name in ("count", "minutes", "reached", "turns"))
    if count is not None and not 1 <= count <= MOST_TIMES:
        faults.append(Refusal("activity-line-unreadable", detail=f"{COLUMNS['count'][0]} {cells['count']}"))
    if faulty_link(cells.get("link", "")):
        faults.append(Refusal("activity-line-unreadable", detail=f"đường dẫn {cells['link'][:60]}"))
    numbers = Numbers(reached, turns)
    faults += number_faults(numbers)
    return Read(
        number,
        cells,
        tuple(faults),
        tuple(_remarks(day, last_day, books)),
        kind,
        day,
        last_day,
        hamlet_id,
        count or 1,
        minutes,
        numbers,
    )


def _remarks(day: date | None, last_day: date | None, books: Books) -> list[Refusal]:
    if day is None:
        return []
    found = [Refusal("line-ahead")] if day > books.today else []
    if books.closed_until and day < books.closed_until and day <= books.today:
        found.append(Refusal("line-in-closed-figures"))
    return found


def _whole_commune(typed: str) -> bool:
    return text.fold(typed) in {"ca xa", "toan xa", "ca phuong", "toan phuong", "xa", "phuong", "toan dia ban"}


def kind_of(typed: str, title: str) -> ActivityKind | None:
    """Which kind a cell names, or the words of the title; None when neither does."""
    for words in (text.fold(typed), text.fold(title)):
        for mark, kind in _KIND_WORDS:
            if mark in words:
                return kind
    return None


def _days(cells: Mapping[str, str], faults: list[Refusal]) -> tuple[date | None, date | None]:
    """The days of a line: one day, 05-12/10/2026, a whole month as 10/2026, or two columns."""
    typed, until = cells.get("day", ""), cells.get("last_day", "")
    try:
        first, last = _span(typed)
        last = text.parse_day(until) if until else last
    except ValueError:
        faults.append(Refusal("activity-line-day", detail=f"{typed} {until}".strip()))
        return None, None
    if last is not None and last < first:
        faults.append(Refusal("activity-ends-before"))
    return first, last


def _span(typed: str) -> tuple[date, date | None]:
    if found := _SPAN.fullmatch(typed):
        last = text.parse_day(found[2])
        return last.replace(day=int(found[1])), last
    if found := _MONTH.fullmatch(typed):
        first = date(int(found[2]), int(found[1]), 1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return text.parse_day(typed), None


def _number(cells: Mapping[str, str], name: str, faults: list[Refusal]) -> int | None:
    typed = cells.get(name, "")
    try:
        return number_of(typed)
    except ValueError:
        faults.append(Refusal("activity-line-unreadable", detail=f"{COLUMNS[name][0]} “{typed[:40]}”"))
        return None
