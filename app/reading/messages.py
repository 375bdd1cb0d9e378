"""Lines of a message ("1. Họ tên – thôn – số điện thoại") cut into cells."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.reading.grid import Row
from app.reading.places import names_place
from app.text import fold, nfc

NUMBERING = re.compile(r"^\s*(?:\(?\d{1,4}\s*[.)/:–—-]+\s*(?=[^\d\s])|\d{1,3}\s+(?=[^\W\d_]{2})|[-+*•·–—]\s*(?=\S))")
# "[08:15, 20/11/2026] Nguyễn Thị An: …", as a message is copied with who wrote it and when.
_SENDER = re.compile(r"^\[[^\]]*\d{1,2}:\d\d[^\]]*\]\s*(?:[^:]{1,60}:\s+)?")
# A hyphen parts cells only between spaces: Niê-Kđăm, 5-2-1990 and 0912-345-678 are one cell each.
_BETWEEN = re.compile(r"\s*[;|–—\t]\s*|\s+-\s+|\s*,\s+|\s*[()]\s*|,(?=\D)")
_PHONE = re.compile(r"(?:0|\+?84)(?:[ .-]?\d){8,10}")
_YEAR = re.compile(r"(?:\d{1,2}/)?(?:19|20)\d\d")
_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:\d{4}|\d{2})")
_ID = re.compile(r"\d{12}")
# What stands between a name and the next name without any mark: "Lê An 1980 thôn Đông 0912345678".
_WITHIN = re.compile(
    r"(?:\b(?:so dien thoai|dien thoai|sdt|so dt|dt|tel|zalo)\s*[:.]?\s*)?(?<!\d)(?:0|\+?84)(?:[ .-]?\d){8,10}(?!\d)"
    r"|(?:\b(?:sinh ngay|ngay sinh|sinh nam|nam sinh|sinh|sn|ns)\s*[:.]?\s*)?(?<![\d/.-])"
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})|(?:\d{1,2}/)?(?:19|20)\d\d)(?![\d/])"
)
_PLACE_WITHIN = re.compile(
    r"(?<=[^\s,;]\s)(?=(?:thôn|xóm|bản|khối|ấp|buôn|tổ dân phố|tdp|khu phố|tổ \d)\b\s*\S)", re.IGNORECASE
)
_NAME = re.compile(r"[^\W\d_]['’\w]*(?:[ -][^\W\d_]['’\w]*){1,6}")
_LABELS = frozenset({
    "stt", "tt", "ho va ten", "ho ten", "ten", "nam sinh", "ngay sinh", "sinh nam", "ns", "thon", "xom", "ban", "to",
    "dia chi", "noi o", "sdt", "so dien thoai", "dien thoai", "so dt", "dt", "gioi tinh", "ghi chu", "cccd", "so cccd",
})  # fmt: skip
_SAID = re.compile(
    r"^(?:(?P<name>ho va ten|ho ten|ten)|(?P<born>sinh ngay|ngay sinh|sinh nam|nam sinh|sinh|sn|ns)"
    r"|(?P<phone>so dien thoai|dien thoai|sdt|dt|tel|zalo)|(?P<id>so cccd|cccd|can cuoc|cmnd)|(?P<sex>gioi tinh|gt)"
    r"|(?P<place>o|tru tai|thuong tru|dia chi|dc))\s*[:.]?\s+"
)
SLOTS = ("name", "born", "sex", "place", "phone", "id", "note")
HEADINGS = {
    "name": "Họ và tên", "born": "Ngày sinh", "sex": "Giới tính", "place": "Thôn", "phone": "Số điện thoại",
    "id": "Số CCCD", "note": "Ghi chú",
}  # fmt: skip


def message_rows(lines: Sequence[str]) -> list[Row]:
    """Rows of cells from lines of a message; lines that differ in what they say are put under common headings.

    The row of these headings has the number 0: nobody wrote it.
    """
    cut = [(number, _headed(line, _cells(line))) for number, line in enumerate(lines, start=1) if nfc(line)]
    if any(len(cells) > 2 and all(map(_is_written_as_name, cells)) for _number, cells in cut):
        cut = [(number, [cell]) for number, cells in cut for cell in cells]
    widths = {len(cells) for _number, cells in cut if len(cells) > 1}
    if not widths or (len(widths) < 2 and not any(says_what(cell) for _number, cells in cut for cell in cells)):
        return [Row(number, tuple(cells)) for number, cells in cut]
    return _aligned(cut)


def _is_written_as_name(cell: str) -> bool:
    """Whether every word has its capital: "Lê An, Trần Bình, Vũ Chi" is three people, "Lê An, nông dân" is one."""
    return _NAME.fullmatch(cell) is not None and all(word[0].isupper() for word in cell.split())


def _headed(line: str, cells: list[str]) -> list[str]:
    """The cells of a line; the colon of "Thôn Đông:" stays, since it tells a heading from a name."""
    return [f"{cells[0]}:"] if len(cells) == 1 and line.rstrip().endswith(":") else cells


def says_what(cell: str) -> bool:
    """Whether a piece begins with the word for what it is: "SĐT: 0912…"; a label above a column is nothing but it."""
    return fold(cell) not in _LABELS and _told(cell)[1] != cell


def has_labels(cells: Sequence[str]) -> bool:
    """Whether a line is the headings of a table: two of its cells and more are labels and nothing else."""
    return sum(1 for cell in cells if fold(cell) in _LABELS) >= 2


def told_in(cell: str) -> dict[str, str]:
    """What one text says of somebody, by SLOTS: "1. Lê An (1980) 0912345678" holds a name, a birth and a telephone."""
    return _slotted(_cells(cell))


def whole_rows(lines: Sequence[str]) -> list[Row]:
    """Lines of sentences, each one cell without its number: a comma or a bracket parts nothing."""
    bare = ((number, NUMBERING.sub("", nfc(line), count=1)) for number, line in enumerate(lines, start=1))
    return [Row(number, (line,)) for number, line in bare if line]


def _cells(line: str) -> list[str]:
    bare = _without_signs(nfc(line))
    bare = NUMBERING.sub("", NUMBERING.sub("", bare, count=1), count=1)
    parts = (part.strip(" .:–—-*") for part in _BETWEEN.split(bare))
    return [piece for part in parts if part for piece in _pieces(part)]


def _without_signs(line: str) -> str:
    """A line without who sent it, without pictures and ticks."""
    cut = _SENDER.sub("", line, count=1)
    if cut.isascii():
        return cut.strip()
    return "".join(" " if _is_sign(char) else char for char in cut).strip()


def _is_sign(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sk", "Cn", "Co", "Me") or "\ufe00" <= char <= "\ufe0f"


def _pieces(part: str) -> list[str]:
    """The cells in a piece without marks between them: a name, or a place with a telephone number behind it."""
    folded = fold(part)
    if len(folded) != len(part):
        return [part]
    cut, last = list[str](), 0
    for found in _WITHIN.finditer(folded):
        cut += [part[last : found.start()], part[found.start() : found.end()]]
        last = found.end()
    cut.append(part[last:])
    pieces = [piece for one in cut for piece in _parted_places(one.strip(" .,:;–—-"))]
    placed = names_place(pieces[0]) and any(_PHONE.fullmatch(piece) for piece in pieces[1:]) if pieces else False
    named = any(_NAME.fullmatch(piece) for piece in pieces)
    return pieces if len(pieces) > 1 and (named or placed) else [part]


def _parted_places(piece: str) -> Iterator[str]:
    head, *places = _PLACE_WITHIN.split(piece, maxsplit=1)
    person = _NAME.fullmatch(head.strip()) and not fold(head).startswith(("danh sach", "ds "))
    whole = [head.strip(), *places] if person else [piece]
    yield from (one for one in whole if one)


def _aligned(cut: Sequence[tuple[int, list[str]]]) -> list[Row]:
    sorted_out = [(number, cells, _slotted(cells)) for number, cells in cut]
    used = [slot for slot in SLOTS if any(slot in slots for _n, cells, slots in sorted_out if len(cells) > 1)]
    rows = [Row(0, tuple(HEADINGS[slot] for slot in used))]
    for number, cells, slots in sorted_out:
        if all(fold(cell) in _LABELS for cell in cells):
            rows.append(Row(number, rows[0].cells))
            continue
        alone = len(cells) == 1
        rows.append(Row(number, (cells[0],) if alone else tuple(slots.get(slot, "") for slot in used)))
    return rows


def _slotted(cells: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for cell in cells:
        slot, said = slot_of(cell)
        if slot == "name" and "name" in found:
            slot = "note"
        found[slot] = f"{found[slot]}; {said}" if slot in found else said
    return found


def slot_of(cell: str) -> tuple[str, str]:
    """What one piece of a line is, and the piece without the word that says so ("SĐT: 0912…").

    What looks like nothing of the kind is what the word says: "SĐT: 12" is a telephone number with a fault.
    """
    told, said = _told(cell)
    digits = re.sub(r"[ .-]", "", said)
    if _ID.fullmatch(digits):
        return "id", digits
    if _PHONE.fullmatch(said) or re.fullmatch(r"[35789]\d{8}", digits):
        return "phone", said
    if _DAY.fullmatch(said) or _YEAR.fullmatch(said):
        return "born", said
    if fold(said) in ("nam", "nu"):
        return "sex", said
    if names_place(said):
        return "place", said
    return told or ("note" if re.search(r"\d", said) else "name"), said


def _told(cell: str) -> tuple[str, str]:
    """The slot that the word before a piece names, empty without one, and the piece behind the word."""
    folded = fold(cell)
    found = _SAID.match(f"{folded} ")
    # fold() keeps the number of letters of composed text, so what was matched in it can be cut from the cell itself.
    if found is None or len(folded) != len(cell):
        return "", cell
    rest = cell[found.end() :].strip(" .:")
    return (found.lastgroup or "", rest) if rest else ("", cell)
