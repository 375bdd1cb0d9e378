"""What a list of activities says, line by line, beside the activities in the book."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app import text
from app.activities.rules.activities import (
    MOST_TIMES,
    ActivityKind,
    ActivityState,
    Numbers,
    number_faults,
    plan_faults,
)
from app.activities.rules.inputs import faulty_link, number_of
from app.plans.rules.tables import cut_message
from app.reading import Layout, Sheet, lay_out
from app.reading.lines import Fault, Judged, Line, Twin, decide
from app.reading.shape import BodyRow
from app.refusals import Refusal

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
    "state": ("tình trạng", "trạng thái"),
    "note": ("ghi chú",),
}

# Words by which a kind is told, without dấu; the first that stands in the cell or in the title wins.
_KIND_WORDS: tuple[tuple[str, ActivityKind], ...] = (
    ("hoat dong khac", ActivityKind.OTHER),
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


STATE_SAID = {ActivityState.PLANNED: "Dự kiến", ActivityState.HELD: "Đã tổ chức"}
_STATES = {text.fold(said): state for state, said in STATE_SAID.items()} | {"da thuc hien": ActivityState.HELD}
Cells = Mapping[str, str]


@dataclass(frozen=True)
class InTheBook:
    """An activity of the book as a list would say it; `locked` is why who asks may not change it."""

    id: int
    title: str
    day: date
    says: Cells
    locked: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Books:
    """What a list is held against: the day, the hamlets by name without dấu, what is there already, what is closed.

    `closed_until` is the first day whose figures are open, `late_reason` why something is entered before it; `kind`
    and the period of the plan hold for the whole list.
    """

    today: date
    hamlets: Mapping[str, int]
    known: Sequence[InTheBook] = ()
    closed_until: date | None = None
    kind: str = ""
    late_reason: str = ""
    plan_from: date | None = None
    plan_until: date | None = None


@dataclass(frozen=True)
class Read:
    """One line as it was understood; None and empty what the list leaves out."""

    title: str
    kind: ActivityKind | None
    day: date | None
    last_day: date | None
    hamlet_ids: tuple[int, ...]
    count: int | None
    minutes: int | None
    numbers: Numbers
    state: ActivityState | None
    words: Cells
    faults: tuple[Fault, ...] = ()

    def state_on(self, today: date) -> ActivityState:
        """What the list says; else a day to come is planned, any other was held."""
        return self.state or (ActivityState.PLANNED if self.day and self.day > today else ActivityState.HELD)


WORDS = ("place", "held_by", "outlet", "link", "note")


def judge_activities(lines: Sequence[Line], books: Books) -> list[Judged]:
    """Hold lines against the book: one of the same name on the same day is the same, whatever else the line says."""
    known: dict[tuple[str, date | None], list[InTheBook]] = {}
    for one in books.known:
        known.setdefault((text.fold(one.title), one.day), []).append(one)
    above: dict[tuple[str, date | None], list[int]] = {}
    found = []
    for line in lines:
        read = read_line(line.cells, books)
        key = (text.fold(read.title), read.day)
        same = known.get(key, ()) if read.title and read.day else ()
        twins = tuple(_twin(read, one, books, certain=len(same) == 1) for one in same)
        repeats = tuple(above.get(key, ())) if read.title and read.day else ()
        faults = (*line.faults, *read.faults)
        judged = decide(Judged(line, _values(read, line.cells), faults, twins, repeats, record=read))
        stop = _stop(read, judged, same, books)
        if stop and judged.ready:
            judged = decide(replace(judged, faults=(*faults, *stop)))
        above.setdefault(key, []).append(line.number)
        found.append(judged)
    return found


def _values(read: Read, cells: Cells) -> dict[str, str]:
    days = {name: one.isoformat() for name, one in (("day", read.day), ("last_day", read.last_day)) if one}
    return {name: cell for name, cell in cells.items() if cell} | days


def _twin(read: Read, one: InTheBook, books: Books, *, certain: bool) -> Twin:
    other = read_line(one.says, books)
    said, stands = _compared(read), _compared(other)
    changes = {name: one.says.get(name, "") for name, value in said.items() if value and value != stands[name]}
    alike = text.nfc(one.title).casefold() == text.nfc(read.title).casefold()
    return Twin(one.id, f"{one.title} ({text.day_text(one.day)})", one.says, changes, certain=certain and alike)


def _compared(read: Read) -> dict[str, Any]:
    """What is compared, by field; what the list leaves out is empty. A kind told by the title alone is no change."""
    return {
        "title": read.title,
        "kind": read.kind if read.words.get("kind") else None,
        "last_day": read.last_day,
        "hamlet": frozenset(read.hamlet_ids),
        "count": read.count,
        "minutes": read.minutes,
        "reached": read.numbers.reached,
        "turns": read.numbers.turns,
        "state": read.state,
        **{name: text.nfc(read.words.get(name, "")) for name in WORDS},
    }


def _stop(read: Read, judged: Judged, same: Sequence[InTheBook], books: Books) -> list[Fault]:
    """Why a line that would be written is not: figures of its days are closed, it is not the actor's to change."""
    twin = judged.twin
    found = [Fault("title", reason) for one in same if twin and one.id == twin.id for reason in one.locked]
    closed = books.closed_until is not None and read.day is not None and read.day < books.closed_until
    if closed and not books.late_reason and read.state_on(books.today) == ActivityState.HELD:
        found.append(Fault("day", Refusal("line-in-closed-figures")))
    return found


def read_line(cells: Cells, books: Books) -> Read:
    """Understand the cells of a line, all that is wrong with them at once."""
    faults: list[Fault] = []
    day, last_day = _days(cells, faults)
    title = text.nfc(cells.get("title", ""))
    if not title:
        faults.append(Fault("title", Refusal("activity-line-untitled")))
    count, minutes, reached, turns = (_number(cells, name, faults) for name in ("count", "minutes", "reached", "turns"))
    if count is not None and not 1 <= count <= MOST_TIMES:
        faults.append(Fault("count", Refusal("activity-line-unreadable", detail=f"{COLUMNS['count'][0]} {count}")))
    if faulty_link(cells.get("link", "")):
        faults.append(Fault("link", Refusal("activity-line-unreadable", detail=f"đường dẫn {cells['link'][:60]}")))
    numbers = Numbers(reached, turns)
    faults += [Fault("turns", reason) for reason in number_faults(numbers)]
    if day is not None:
        faults += [Fault("day", reason) for reason in plan_faults(day, books.plan_from, books.plan_until)]
    state = _STATES.get(text.fold(cells.get("state", "")))
    if cells.get("state") and state is None:
        faults.append(Fault("state", Refusal("activity-line-unreadable", detail=f"tình trạng {cells['state'][:40]}")))
    if state == ActivityState.HELD and day is not None and day > books.today:
        faults.append(Fault("state", Refusal("activity-ahead")))
    return Read(
        title,
        kind_of(cells.get("kind", ""), title) or (ActivityKind(books.kind) if books.kind else None),
        day,
        last_day if last_day != day else None,
        _hamlets(cells, books, faults),
        count,
        minutes,
        numbers,
        state,
        cells,
        tuple(faults),
    )


def _hamlets(cells: Cells, books: Books, faults: list[Fault]) -> tuple[int, ...]:
    """The hamlets that a cell names, one or several; none for the whole commune."""
    said = text.nfc(cells.get("hamlet", ""))
    if not said or _whole_commune(said):
        return ()
    named = [said] if text.fold(said) in books.hamlets else [one.strip() for one in re.split(r"[,;+]| và ", said)]
    lost = [one for one in named if one and text.fold(one) not in books.hamlets]
    faults += [Fault("hamlet", Refusal("activity-line-hamlet", detail=one)) for one in lost]
    return tuple(books.hamlets[text.fold(one)] for one in named if text.fold(one) in books.hamlets)


def _whole_commune(typed: str) -> bool:
    return text.fold(typed) in {"ca xa", "toan xa", "ca phuong", "toan phuong", "xa", "phuong", "toan dia ban"}


def kind_of(typed: str, title: str) -> ActivityKind | None:
    """Which kind a cell names, or the words of the title; None when neither does."""
    for words in (text.fold(typed), text.fold(title)):
        for mark, kind in _KIND_WORDS:
            if mark in words:
                return kind
    return None


def _days(cells: Mapping[str, str], faults: list[Fault]) -> tuple[date | None, date | None]:
    """The days of a line: one day, 05-12/10/2026, a whole month as 10/2026, or two columns."""
    typed, until = cells.get("day", ""), cells.get("last_day", "")
    try:
        first, last = _span(typed)
        last = text.parse_day(until) if until else last
    except ValueError:
        faults.append(Fault("day", Refusal("activity-line-day", detail=f"{typed} {until}".strip())))
        return None, None
    if last is not None and last < first:
        faults.append(Fault("last_day", Refusal("activity-ends-before")))
    return first, last


def _span(typed: str) -> tuple[date, date | None]:
    if found := _SPAN.fullmatch(typed):
        last = text.parse_day(found[2])
        return last.replace(day=int(found[1])), last
    if found := _MONTH.fullmatch(typed):
        first = date(int(found[2]), int(found[1]), 1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return text.parse_day(typed), None


def _number(cells: Mapping[str, str], name: str, faults: list[Fault]) -> int | None:
    typed = cells.get(name, "")
    try:
        return number_of(typed)
    except ValueError:
        faults.append(Fault(name, Refusal("activity-line-unreadable", detail=f"{COLUMNS[name][0]} “{typed[:40]}”")))
        return None


# ---- the parts of a list


def lay_out_activities(sheet: Sheet, hamlets: Mapping[str, int]) -> Layout:
    """The parts of a list of activities. A row with a day is one of them, also when it begins with "Tổng" or "Xã"."""
    sheet = cut_message(sheet, lambda pieces: spoken(pieces, hamlets), "title", _SPOKEN)
    layout = lay_out(sheet, COLUMNS)
    if "title" not in layout.columns():
        layout = _with_title(layout)
    place = layout.columns().get("day")
    lost = {row.number: row for row in sheet.rows if layout.skipped.get(row.number) in ("total", "group", "note")}
    more = [BodyRow(row.number, row.cells, "", row.faults) for row in lost.values() if place is not None
            and _is_day(row.cell(place))]  # fmt: skip
    skipped = {number: what for number, what in layout.skipped.items() if number not in {row.number for row in more}}
    body = sorted([*layout.body, *more], key=lambda row: row.number)
    return replace(layout, body=tuple(body), skipped=skipped)


def _with_title(layout: Layout) -> Layout:
    """A list without headings: the column of the longest words is the title."""
    free = [at for at, name in enumerate(layout.guesses) if name is None and at != layout.counter]
    if not free:
        return layout
    widest = max(free, key=lambda at: sum(len(row.cell(at)) for row in layout.body))
    return replace(layout, guesses=tuple("title" if at == widest else one for at, one in enumerate(layout.guesses)))


def _is_day(cell: str) -> bool:
    try:
        _span(cell)
    except ValueError:
        return False
    return bool(cell)


_SPOKEN = {name: labels[0] for name, labels in COLUMNS.items()} | {"title": "nội dung"}
_COUNTED = re.compile(r"([\d.]+)\s*(người|lượt|phút|lần|buổi|tin)\b.*", re.IGNORECASE)
_COUNTS = {"người": "reached", "lượt": "turns", "phút": "minutes", "lần": "count", "buổi": "count", "tin": "count"}


def spoken(pieces: Sequence[str], hamlets: Mapping[str, int]) -> dict[str, str]:
    """The pieces of a line of a message: "05/10/2026 – Phát thanh về chữ ký số – Thôn Đông – 45 người"."""
    found: dict[str, str] = {}
    for piece in filter(None, pieces):
        counted = _COUNTED.fullmatch(piece)
        slot = "day" if _is_day(piece) else _COUNTS[counted[2].lower()] if counted else ""
        slot = slot or ("hamlet" if text.fold(piece) in hamlets or _whole_commune(piece) else "title")
        slot = "note" if slot in found else slot
        said = counted[1] if counted and slot != "note" else piece
        found[slot] = f"{found[slot]}; {said}" if slot in found else said
    return found
