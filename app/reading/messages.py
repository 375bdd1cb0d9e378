"""Lines of a message ("1. Họ tên – thôn – số điện thoại") cut into cells."""

import re
from collections.abc import Sequence

from app.reading.grid import Row
from app.text import fold, nfc

NUMBERING = re.compile(r"^\s*(?:\(?\d{1,4}\s*[.)/:–—-]\s*(?=[^\d\s])|[-+*•·–]\s+)")
# A hyphen parts cells only between spaces: Niê-Kđăm, 5-2-1990 and 0912-345-678 are one cell each.
_BETWEEN = re.compile(r"\s*[;|–—\t]\s*|\s+-\s+|\s*,\s+|\s*[()]\s*|,(?=\D)")
_PHONE = re.compile(r"(?:0|\+?84)(?:[ .-]?\d){8,10}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:\d{4}|\d{2})")
_ID = re.compile(r"\d{12}")
_PLACE = re.compile(r"(thon|xom|ban|lang|khoi|khu|ap|buon|bon|plei|to dan pho|tdp|to|khu pho|tieu khu)\b")
_SAID = re.compile(
    r"^(?:(?:ho va ten|ho ten|ten)|(?:sinh ngay|ngay sinh|sinh nam|nam sinh|sinh|sn|ns)"
    r"|(?:so dien thoai|dien thoai|sdt|dt|tel|zalo)|(?:so cccd|cccd|can cuoc|cmnd)|(?:gioi tinh|gt)"
    r"|(?:o|tru tai|thuong tru|dia chi|dc))\s*[:.]?\s+"
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
    cut = [(number, _cells(line)) for number, line in enumerate(lines, start=1) if nfc(line)]
    widths = {len(cells) for _number, cells in cut if len(cells) > 1}
    if len(widths) < 2:
        return [Row(number, tuple(cells)) for number, cells in cut]
    return _aligned(cut)


def _cells(line: str) -> list[str]:
    bare = NUMBERING.sub("", nfc(line), count=1)
    return [cell for cell in (part.strip(" .:–—-") for part in _BETWEEN.split(bare)) if cell]


def _aligned(cut: Sequence[tuple[int, list[str]]]) -> list[Row]:
    sorted_out = [(number, cells, _slotted(cells)) for number, cells in cut]
    used = [slot for slot in SLOTS if any(slot in slots for _n, cells, slots in sorted_out if len(cells) > 1)]
    rows = [Row(0, tuple(HEADINGS[slot] for slot in used))]
    for number, cells, slots in sorted_out:
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
    """What one piece of a line is, and the piece without the word that says so ("SĐT: 0912…")."""
    said = _without_word(cell)
    digits = re.sub(r"[ .-]", "", said)
    if _ID.fullmatch(digits):
        return "id", digits
    if _PHONE.fullmatch(said) or re.fullmatch(r"[35789]\d{8}", digits):
        return "phone", said
    if _DAY.fullmatch(said) or _YEAR.fullmatch(said):
        return "born", said
    if fold(said) in ("nam", "nu"):
        return "sex", said
    if _PLACE.match(fold(said)):
        return "place", said
    return ("note" if re.search(r"\d", said) else "name"), said


def _without_word(cell: str) -> str:
    folded = fold(cell)
    found = _SAID.match(f"{folded} ")
    # fold() keeps the number of letters of composed text, so what was matched in it can be cut from the cell itself.
    return cell[found.end() :].strip(" .:") or cell if found and len(folded) == len(cell) else cell
