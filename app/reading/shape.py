"""Where the headings are, which rows are people and which are headings in between, totals or signatures.

Officials' sheets begin with the name of the agency and a title, have headings of two lines with merged cells, count
their columns in a row of their own, put "Thôn 1" between the rows and end with a total and who signs. All of that is
told apart here by its shape and by the labels that people write; what the cells mean is for the slice that asked.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.reading.grid import Row, Sheet
from app.reading.places import names_place
from app.text import fold, parse_day

Columns = Mapping[str, tuple[str, ...]]

_SEARCHED = 40  # rows above the first row of a list: agency, title, day, "Đơn vị tính"
_WORDS = re.compile(r"[^\W_]+")
_COUNTERS = {"stt", "tt", "so tt", "so thu tu", "no", "s t t", "t t", "so"}
_ROMAN = re.compile(r"[ivxlc]{1,7}|[a-h]")
# With dấu: Tống and Cồ are families. Only what was typed without any is compared without.
_TOTAL = re.compile(r"(tổng|cộng|l[ũu][yỹ] kế)\b", re.IGNORECASE)
_TOTAL_BARE = re.compile(r"(tong|cong|luy ke)\b")
_FOOT = re.compile(
    r"(nguoi lap|nguoi tong hop|lap bieu|ky ten|ky, ghi ro|\(ky|xac nhan cua|thu truong|(pho )?chu tich|truong thon"
    r"|tm\. |t/m |kt\. |noi nhan|ghi chu:|danh sach (nay )?(gom|co)|ke toan|cong chuc|can bo tong hop|dai dien|chu ky)"
)
_TITLE = re.compile(
    r"(danh sach|ds|bang|bieu|mau so|lop|phu luc|kem theo|\(kem|ubnd|uy ban|cong hoa|doc lap|ban chi dao|kinh gui)\b"
)
# What people write above, between and below the lines of a message.
_CHATTER = re.compile(
    r"(danh sach|kinh gui|kinh moi|em cam on|cam on|tran trong|gui (cac|anh|chi|ban|moi|thay)"
    r"|cac (bac|anh|chi|ban|dong chi)|luu y|thong bao|de nghi|yeu cau|da (em|vang)|vang a|xin (chao|loi)|chao"
    r"|cong hoa xa hoi|doc lap -)\b"
)
_SIGNED = re.compile(r"ngay\s*[\d.…_ ]*\s*thang\s*[\d.…_ ]*\s*nam")


@dataclass(frozen=True)
class BodyRow:
    """A row of the list: its number in the source, its cells, and the place that the heading in between above it names.

    "I. Cán bộ" says nothing about the place: the one before it goes on.
    """

    number: int
    cells: tuple[str, ...]
    group: str = ""
    faults: tuple[tuple[int, str], ...] = ()

    def cell(self, place: int | None) -> str:
        """The text of one cell; empty for no column."""
        return self.cells[place] if place is not None and place < len(self.cells) else ""


@dataclass(frozen=True)
class Layout:
    """What was understood of a sheet.

    `headings` are the labels of the columns as they are shown, `guesses` which known name each column is, or None;
    `skipped` says of each row that is none of the list what it is: title, heading, group, total or note; `counter` is
    the column of the running number, which is no guess of anything.
    """

    headings: tuple[str, ...]
    guesses: tuple[str | None, ...]
    body: tuple[BodyRow, ...]
    skipped: Mapping[int, str] = field(default_factory=dict)
    counter: int | None = None

    def columns(self) -> dict[str, int]:
        """The place of each name that was found."""
        return {name: place for place, name in enumerate(self.guesses) if name}


def lay_out(sheet: Sheet, known: Columns, groups: Callable[[str], bool] | None = None) -> Layout:
    """Tell the parts of a sheet apart.

    Args: known, for each name the labels people write above such a column ("họ và tên", "họ tên") and, after these, the
    contents to look for where no label helps: @name @phone @id12 @day @year @born (either) @number @text; groups,
    whether a text is a heading in between (a hamlet of the commune), beside what looks like the name of a place anyway.
    """
    rows = [row for row in sheet.rows if row.cells or row.faults]
    width = max((len(row.cells) for row in rows), default=0)
    at = _header_at(rows, known)
    skipped: dict[int, str] = {}
    first = 0
    headings = [""] * width
    if at is not None:
        skipped |= {row.number: "title" for row in rows[:at]}
        last, headings = _headings(rows, at, width, known)
        skipped |= {row.number: "heading" for row in rows[at : last + 1] if row.number}
        first = last + 1
    headings, below = _stacked(headings, rows[first:])
    counter = _counter(headings, below)
    body, more = _body(below, headings, counter, groups)
    guesses = _guess(headings, body, known, counter)
    return Layout(tuple(headings), tuple(guesses), tuple(body), {**skipped, **more}, counter)


# ---- headings


def plain_words(cell: str) -> str:
    """A heading as its words without dấu, marks and numbers of footnotes."""
    return " ".join(_WORDS.findall(fold(cell)))


def _fit(words: str, labels: tuple[str, ...]) -> int:
    """3 the words are one of the labels, 2 they begin or end with one, 1 they hold one, 0 none.

    A label such as "=họ" must be the whole heading: without dấu it is also the hộ of "Chủ hộ".
    """
    wanted = [plain_words(label) for label in labels if not label.startswith("@")]
    if not words or any(char.isdigit() for char in words):
        return 0
    if words in wanted:
        return 3
    wanted = [plain_words(label) for label in labels if not label.startswith(("@", "="))]
    if any(words.startswith(f"{label} ") or words.endswith(f" {label}") for label in wanted):
        return 2
    return int(any(f" {label} " in f" {words} " for label in wanted))


def _header_at(rows: Sequence[Row], known: Columns) -> int | None:
    """The first row most of whose cells are labels; one exact label beside a counter is enough."""
    for place, row in enumerate(rows[:_SEARCHED]):
        words = [plain_words(row.cells[one]) for one in row.filled]
        if any(_looks_like_data(row.cells[one]) for one in row.filled):
            continue
        if len(words) == 1 and len(words[0].split()) > 4:
            continue
        fits = [max((_fit(one, labels) for labels in known.values()), default=0) for one in words]
        counted = any(one in _COUNTERS for one in words)
        matched = sum(1 for fit in fits if fit)
        strong = sum(1 for fit in fits if fit == 3) + counted
        if strong and len(words) == 1 and len(rows) > place + 1 and len(rows[place + 1].filled) > 1 and not counted:
            continue  # a single word above a table: "Danh sách", a place
        if (strong >= 2 or (strong and matched * 2 >= len(words)) or matched >= 2) and (matched + counted) * 3 >= len(
            words
        ):
            return place
    return None


def _looks_like_data(cell: str) -> bool:
    return any(_CONTENTS[hint](cell) for hint in ("@phone", "@id12", "@day")) or cell.isdecimal()


def _headings(rows: Sequence[Row], at: int, width: int, known: Columns) -> tuple[int, list[str]]:
    """The place of the last row of the headings, and the label of each column put together from all of them."""
    upper = [rows[at].cell(place) for place in range(width)]
    last = at
    while rows[at].number and last + 1 < len(rows) and last - at < 3 and _continues(rows[last + 1], upper, known):
        lower = [rows[last + 1].cell(place) for place in range(width)]
        upper = _joined(upper, lower)
        last += 1
    if last + 1 < len(rows) and _counts_columns(rows[last + 1]):
        last += 1
    return last, upper


def _continues(row: Row, upper: Sequence[str], known: Columns) -> bool:
    """Whether a row goes on with the headings: labels without data, under a merged heading or under labels."""
    filled = row.filled
    if not filled or any(_looks_like_data(row.cells[place]) for place in filled) or _counts_columns(row):
        return False
    if len(filled) == 1 and _names_one_place(row.cells[filled[0]], known):
        return False
    below_gap = [place for place in filled if place < len(upper) and not upper[place]]
    labels = [place for place in filled if _is_label(row.cells[place], known)]
    if _completes(row, upper, known):
        return True
    if len(labels) * 2 >= len(filled) > 1 and below_gap and _leaves_the_name(row, upper, known):
        return all(len(row.cells[place].split()) <= 4 for place in filled)
    return len(labels) == len(filled) and bool(below_gap or all(upper[place] for place in filled if place < len(upper)))


def _completes(row: Row, upper: Sequence[str], known: Columns) -> bool:
    """Whether a row ends words that the row above began: "Họ và", "Năm" over "tên", "sinh"."""
    joined = _joined(upper, [row.cell(place) for place in range(len(upper))])
    exact = [sum(_exact(one, known) for one in labels) for labels in (upper, joined)]
    return exact[1] >= 2 and exact[1] > exact[0] + 1


def _exact(heading: str, known: Columns) -> bool:
    return any(_fit(plain_words(heading), labels) == 3 for labels in known.values())


def _leaves_the_name(row: Row, upper: Sequence[str], known: Columns) -> bool:
    """Whether a row says nothing under the label of the first column that a list must have, the name: it is nobody."""
    first = next(iter(known.values()), ())
    named = [place for place, label in enumerate(upper) if _fit(plain_words(label), first) == 3]
    return bool(named) and not any(row.cell(place) for place in named)


def _names_one_place(cell: str, known: Columns) -> bool:
    """Whether a cell alone in its row is "Thôn Đông", and not the label "Thôn" under a merged "Nơi ở"."""
    return names_place(cell) and all(_fit(plain_words(cell), labels) < 3 for labels in known.values())


_PARTS = {
    "nam", "nu", "ngay", "thang", "nam sinh", "ten", "ho", "ho dem", "dem", "ho va", "co", "khong", "so", "loai", "xa",
    "tinh", "huyen", "to", "dien thoai", "di dong", "ngay cap", "noi cap",
}  # fmt: skip


def _is_label(cell: str, known: Columns) -> bool:
    words = plain_words(cell)
    return words in _PARTS or any(_fit(words, labels) for labels in known.values())


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two rows of headings as one: a merged heading goes with each of the words under it."""
    found, above = [], ""
    for place, text in enumerate(upper):
        above = text or above
        under = lower[place]
        if under:
            found.append(f"{above} {under}".strip())
        else:
            found.append(text)
    return found


def _counts_columns(row: Row) -> bool:
    """Whether a row only counts the columns: 1 2 3, (1) (2), A B 1 2."""
    cells = [row.cells[place].strip("()[] ") for place in row.filled]
    numbers = [cell for cell in cells if cell.isdecimal()]
    letters = [cell for cell in cells if re.fullmatch(r"[A-Za-z]", cell)]
    if len(cells) < 3 or len(numbers) + len(letters) < len(cells) or len(numbers) < 2:
        return False
    values = list(map(int, numbers))
    return values == list(range(values[0], values[0] + len(values))) and values[0] in (0, 1, 2, 3)


def _stacked(headings: list[str], rows: Sequence[Row]) -> tuple[list[str], list[Row]]:
    """A table printed twice side by side, to save paper, as one table: what stands on the right goes below."""
    words = [plain_words(one) for one in headings]
    first = next((place for place, one in enumerate(words) if one), 0)
    again = next((place for place in range(first + 2, len(words)) if words[place] == words[first] != ""), 0)
    period = again - first
    left = [one for one in words[first:again] if one]
    if not again or len(left) < 2 or [one for one in words[again : again + period] if one] != left:
        return headings, list(rows)
    parts = [(0, again), *((start, start + period) for start in range(again, len(words), period))]
    found = [_part(row, start, end, first if start else 0) for start, end in parts for row in rows]
    return headings[:again], [row for row in found if any(row.cells)]


def _part(row: Row, start: int, end: int, indent: int) -> Row:
    faults = tuple((place - start + indent, said) for place, said in row.faults if start <= place < end)
    return Row(row.number, (*([""] * indent), *row.cells[start:end]), faults)


# ---- rows


def _counter(headings: Sequence[str], rows: Sequence[Row]) -> int | None:
    """The column of the running number: by its label, else the first column when it runs 1, 2, 3 …"""
    labelled = next((place for place, one in enumerate(headings) if plain_words(one) in _COUNTERS), None)
    if labelled is not None:
        return labelled
    if headings and headings[0]:
        return None
    numbers = [row.cell(0).rstrip(".)") for row in rows if row.cell(0)]
    steps = [one for one in numbers if one.isdecimal()]
    running = len(steps) > 1 and len(steps) * 10 >= len(numbers) * 6
    return 0 if running and [int(one) for one in steps[:3]] in ([1, 2, 3], [1, 2]) else None


def _body(
    rows: Sequence[Row],
    headings: Sequence[str],
    counter: int | None,
    groups: Callable[[str], bool] | None,
) -> tuple[list[BodyRow], dict[int, str]]:
    found: list[BodyRow] = []
    skipped: dict[int, str] = {}
    usual = _usual_width(rows, counter)
    group, foot = "", False
    shown = {one.casefold() for one in headings if one}
    for row in rows:
        kind = "note" if foot else _kind(row, counter, usual, groups, bool(found), shown)
        if kind == "row":
            found.append(BodyRow(row.number, row.cells, group, row.faults))
            continue
        if row.number:
            skipped[row.number] = kind
        if kind == "group":
            name = _group_name(row, counter)
            group = name if _names_place(name, groups) else group
        foot = foot or kind == "note"
    return found, skipped


def _usual_width(rows: Sequence[Row], counter: int | None) -> int:
    """How many cells a row of the list usually fills, without the counter."""
    widths = sorted(sum(1 for place in row.filled if place != counter) for row in rows)
    return widths[len(widths) * 2 // 3] if widths else 0


_MAY_BE_TOTAL = tuple("TtCcLl")


def _kind(
    row: Row,
    counter: int | None,
    usual: int,
    groups: Callable[[str], bool] | None,
    begun: bool,
    shown: set[str],
) -> str:
    """What a row is. A full row with its number is looked at least: most rows of a list are such."""
    texts = [cell for place, cell in enumerate(row.cells) if cell and place != counter]
    number = row.cell(counter) if counter is not None else ""
    if not texts:
        return "row" if row.faults else _alone(number)
    if _is_total(texts, number, usual):
        return "total"
    if _is_counted_place(texts, number):
        return "group"
    if len(texts) > 1 and texts[0].casefold() in shown and all(text.casefold() in shown for text in texts):
        return "heading"
    if begun and _may_sign(number) and _is_foot([number, *texts] if number else texts, usual):
        return "note"
    if begun and texts[0].strip("()[] ").isalnum() and _counts_columns(row):
        return "heading"
    if len(texts) == 1 and not number and _CHATTER.match(fold(texts[0])):
        return "title"
    if usual < 2 or len(texts) > 2:
        return "group" if len(texts) == 1 and not number and _heads_names(texts[0], groups) else "row"
    if len(texts) == 1 and _TITLE.match(fold(texts[0])):
        return "title"
    return "group" if len(texts) <= (2 if usual > 3 else 1) and _is_group(texts, number, groups) else "row"


def _is_foot(texts: Sequence[str], usual: int) -> bool:
    """Whether a row is where the list is signed. A row of somebody whose post is "Trưởng thôn" is none."""
    others = [one for one in texts if not (_FOOT.match(fold(one)) or _SIGNED.search(fold(one)))]
    if not others:
        return len(texts) < max(usual, 3) or len(texts) == 2
    return len(texts) < min(usual, 4) and len(others) < len(texts) and not any(map(_CONTENTS["@name"], others))


def _may_sign(number: str) -> bool:
    """Whether a row is no line by its number: it has none, or "Người lập biểu" stands there."""
    return not number or _FOOT.match(fold(number)) is not None


def _alone(number: str) -> str:
    """A row that says something only where the running number stands."""
    if _says_total(number):
        return "total"
    return "group" if number and not number.rstrip(".").isdecimal() else "empty"


def _is_total(texts: Sequence[str], number: str, usual: int) -> bool:
    starts = [one for one in (texts[0], number) if one[:1] in _MAY_BE_TOTAL]
    return any(_says_total(one) for one in starts) and not _named_so(texts, usual)


def _is_counted_place(texts: Sequence[str], number: str) -> bool:
    """Whether a row is a place with figures beside it, "I | THÔN ĐÔNG | 25 | 102": nobody of the list is called so."""
    counts = len(texts) > 1 and all(re.fullmatch(r"\d{1,4}", one) for one in texts[1:])
    return counts and names_place(_bare_group(texts[0])) and not number.rstrip(".)").isdecimal()


def _says_total(text: str) -> bool:
    return _TOTAL.match(text) is not None or (text.isascii() and _TOTAL_BARE.match(fold(text)) is not None)


def _named_so(texts: Sequence[str], usual: int) -> bool:
    """Tống, Cồng, Tổng are also names of people: "Tống Văn An" fills its row and is no total."""
    words = texts[0].split()
    letters_only = len(words) >= 2 and not any(char.isdigit() for char in texts[0])
    return (
        letters_only
        and fold(texts[0]).split()[:2] not in (["tong", "cong"], ["tong", "so"])
        and len(texts) >= max(2, usual - 1)
    )


def _is_group(texts: Sequence[str], number: str, groups: Callable[[str], bool] | None) -> bool:
    first = _bare_group(texts[0])
    if _names_place(first, groups):
        return True
    by_number = bool(number) and _ROMAN.fullmatch(fold(number).strip(".)")) is not None
    return by_number and len(texts) <= 2


def _heads_names(text: str, groups: Callable[[str], bool] | None) -> bool:
    """Whether a line among lines of one name each is a place: one that is ours, or "Thôn Đông:"."""
    return names_place(text) and (text.endswith(":") or (groups is not None and groups(_bare_group(text))))


def _names_place(text: str, groups: Callable[[str], bool] | None) -> bool:
    return names_place(text) or (groups is not None and groups(text))


_GROUP_NUMBER = re.compile(r"^\s*(?:[ivxlc]{1,7}|[a-h]|\d{1,2})\s*[.)/:-]\s*", re.IGNORECASE)
_GROUP_COUNT = re.compile(
    r"\s*[(:–-]\s*(?:tổng số\s*:?\s*)?\d+\s*(?:người|hộ|h/v|học viên|nhân khẩu)?\s*\)?\s*$", re.IGNORECASE
)


def _bare_group(text: str) -> str:
    """A heading in between without its number and count: "II. Thôn Đông (25 hộ)" is "Thôn Đông"."""
    bare = _GROUP_NUMBER.sub("", text.strip(" *•+–-"), count=1)
    return re.sub(r"\s*:\s*", " ", _GROUP_COUNT.sub("", bare)).strip(" :.-")


def _group_name(row: Row, counter: int | None) -> str:
    texts = [row.cells[place] for place in row.filled if place != counter]
    return _bare_group(texts[0] if texts else row.cell(counter or 0))


# ---- which column is what

_CONTENTS: dict[str, Callable[[str], object]] = {
    "@phone": lambda cell: re.fullmatch(r"(0|\+?84)\d{9}|0\d{10}|[35789]\d{8}", re.sub(r"[\s.-]", "", cell)),
    "@id12": lambda cell: re.fullmatch(r"\d{12}", cell.replace(" ", "")),
    "@day": lambda cell: _is_day(cell),
    "@year": lambda cell: re.fullmatch(r"(19|20)\d\d", cell),
    "@born": lambda cell: re.fullmatch(r"(\d{1,2}/)?(19|20)\d\d", cell) or _is_day(cell),
    "@number": lambda cell: re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,9}", cell),
    "@sex": lambda cell: fold(cell) in ("nam", "nu", "trai", "gai"),
    "@place": names_place,
    "@name": lambda cell: (
        re.fullmatch(r"[^\W\d_]['’\w-]*( [^\W\d_]['’\w-]*){1,6}", cell) and not re.search(r"\d", cell)
    ),
    "@text": bool,
}


def _is_day(cell: str) -> bool:
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", cell):
        return True
    try:
        parse_day(cell)
    except ValueError:
        return False
    return True


def _guess(headings: Sequence[str], body: Sequence[BodyRow], known: Columns, counter: int | None) -> list[str | None]:
    words = [plain_words(one) for one in headings]
    guesses: list[str | None] = [None] * len(headings)
    for wanted in (3, 2, 1):
        for place, label in enumerate(words):
            if place == counter or guesses[place] is not None or not label:
                continue
            fitting = (name for name, labels in known.items() if name not in guesses and _fit(label, labels) == wanted)
            guesses[place] = next(fitting, None)
    hints = [(name, hint) for name, labels in known.items() for hint in labels if hint.startswith("@")]
    for name, hint in sorted(hints, key=lambda pair: pair[1] == "@text"):
        for place, label in enumerate(words):
            if name in guesses:
                break
            if place != counter and not label and guesses[place] is None and _mostly(_column(body, place), hint):
                guesses[place] = name
    return guesses


def _column(body: Sequence[BodyRow], place: int) -> Iterable[str]:
    return (row.cell(place) for row in body[:500])


def _mostly(cells: Iterable[str], hint: str) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(1 for cell in filled if _CONTENTS[hint](cell)) * 10 >= len(filled) * 6
