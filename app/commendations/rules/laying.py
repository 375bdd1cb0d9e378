"""Lists of those who are praised as officials lay them out: sections of tập thể and cá nhân, cells merged downwards.

What a heading in between or a title says of many lines is put into a column of its own, so that the grid shows where it
comes from and an official can set it right.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.commendations.rules.lines import KIND_SAID, SUBJECT_COLUMNS, is_group, section_kind, told_around
from app.people.rules import SubjectKind
from app.people.rules.incoming import covered_number, hamlet_test, with_split_names
from app.reading import Columns, Layout, Row, Sheet, lay_out
from app.reading.shape import BodyRow, plain_words
from app.text import fold

SlotOf = Callable[[str], str]
_MARKS = re.compile(r"\s*[;|\t]|\s+[–—-](?=\s|$)")
_BESIDE = re.compile(r"(?:kinh gui|kinh thua|danh sach|ds|tran trong|xin cam on|can cu)\b")
# What stands above the cells of a message, so that they are read like those of a sheet.
_HEADINGS = {
    "full_name": "Họ và tên", "birth": "Năm sinh", "hamlet": "Thôn", "merit": "Thành tích", "award": "Hình thức",
    "reference_number": "Số quyết định", "phone": "Điện thoại",
}  # fmt: skip
_NAMES = frozenset(plain_words(one) for one in SUBJECT_COLUMNS["full_name"] if not one.startswith("@"))


def lay_out_subjects(
    sheet: Sheet, known: Columns, hamlets: Mapping[int, str], prose: str, slot_of: SlotOf = lambda piece: ""
) -> Layout:
    """The parts of a list that names persons, households and collectives.

    Args: known, the columns of the kind of list; hamlets, ours by id; prose, the column of the longest words, for a
    list without headings; slot_of, the column that a piece of a message belongs to by its own words, or nothing.
    Numbers of CCCD are covered before anybody keeps or shows them.
    """
    is_hamlet = hamlet_test(hamlets)
    sheet = _cut(sheet, is_hamlet, prose, slot_of)
    layout = lay_out(sheet, known, lambda cell: section_kind(cell) is not None or is_hamlet(cell))
    layout = _with_numbered(sheet, layout)
    layout = with_split_names(layout)
    layout = _filled_down(_without_headings(layout), known)
    layout = _by_content(layout, is_hamlet, prose)
    return _covered(_sectioned(sheet, layout))


def titles_of(sheet: Sheet, layout: Layout) -> list[str]:
    """The lines above the headings."""
    return [" ".join(filter(None, row.cells)) for row in sheet.rows if layout.skipped.get(row.number) == "title"]


def with_column(layout: Layout, heading: str, name: str, cells: Sequence[str]) -> Layout:
    """The list with one more column, told for each line."""
    place = len(layout.headings)
    body = tuple(
        replace(row, cells=(*row.cells[:place], *[""] * (place - len(row.cells)), cell))
        for row, cell in zip(layout.body, cells, strict=True)
    )
    return replace(layout, headings=(*layout.headings, heading), guesses=(*layout.guesses, name), body=body)


# ---- rows


def _cut(sheet: Sheet, is_hamlet: Callable[[str], bool], prose: str, slot_of: SlotOf) -> Sheet:
    """Lines of a message that came whole, in cells under headings that nobody wrote (row 0).

    "1. Lê Thị Hoà – 1990 – Thôn Đông – dạy 20 người, mở 3 lớp": a comma stays in the words of the merit.
    """
    if sheet.width > 1 or not sheet.rows:
        return sheet
    cut = [(row, [cell.strip() for cell in _MARKS.split(row.cell(0))]) for row in sheet.rows]
    if len(cut[0][1]) > 1 and plain_words(cut[0][1][0]) in _NAMES:
        return replace(sheet, rows=tuple(Row(row.number, tuple(cells), row.faults) for row, cells in cut))
    slotted = [(row, _slotted(_pieces(row.cell(0), cells, is_hamlet), is_hamlet, prose, slot_of)) for row, cells in cut]
    used = ["full_name", *dict.fromkeys(name for _row, found in slotted for name in found if name != "full_name")]
    rows = [Row(0, tuple(_HEADINGS[name] for name in used))]
    rows += [Row(row.number, _placed(found, used), row.faults) for row, found in slotted]
    return replace(sheet, rows=tuple(rows))


def _pieces(line: str, cells: list[str], is_hamlet: Callable[[str], bool]) -> list[str]:
    """The pieces of a line: at dashes; else at the colon behind the name; else at the commas behind name and year."""
    if len(cells) > 1 or _BESIDE.match(fold(line)):
        return cells
    name, colon, behind = line.partition(": ")
    if colon and len(name.split()) > 1:
        return [name, behind]
    if "(" in line or is_group(line):
        return cells
    found = line.split(", ")
    known = next((at for at, one in enumerate(found) if at and not _tells_who(one, is_hamlet)), len(found))
    return [*found[:known], ", ".join(found[known:])]


def _tells_who(piece: str, is_hamlet: Callable[[str], bool]) -> bool:
    return is_hamlet(piece) or told_around(piece)[0] != "post"


def _slotted(pieces: Sequence[str], is_hamlet: Callable[[str], bool], prose: str, slot_of: SlotOf) -> dict[str, str]:
    found = {"full_name": pieces[0]}
    for piece in filter(None, pieces[1:]):
        slot, said = slot_of(piece), piece
        if not slot:
            slot, said = ("hamlet", piece) if is_hamlet(piece) else told_around(piece)
        if slot == "post" or slot in found:
            found[prose] = f"{found[prose]} – {piece}" if prose in found else piece
        else:
            found[slot] = said
    return found


def _placed(found: Mapping[str, str], used: Sequence[str]) -> tuple[str, ...]:
    alone = len(found) == 1
    return (found["full_name"],) if alone else tuple(found.get(name, "") for name in used)


def _with_numbered(sheet: Sheet, layout: Layout) -> Layout:
    """Rows with more than a name are lines, also when the name is that of a place or begins like one.

    "3 | Thôn Đông Yên | Đạt danh hiệu 5 năm liền" proposes the hamlet, and is no heading of what follows.
    """
    found = {row.number: row for row in layout.body}
    group = taken = ""
    for row in sheet.rows:
        if row.number in found:
            own = found[row.number].group
            group = own if own != taken else group
            found[row.number] = replace(found[row.number], group=group)
        elif layout.skipped.get(row.number) == "group" and _is_line(row, layout.counter):
            after = next((one.group for one in layout.body if one.number > row.number), "")
            taken = after if plain_words(after) in plain_words(" ".join(row.cells)) else taken
            found[row.number] = BodyRow(row.number, row.cells, group, row.faults)
    skipped = {number: what for number, what in layout.skipped.items() if number not in found}
    return replace(layout, body=tuple(found[number] for number in sorted(found)), skipped=skipped)


def _is_line(row: Row, counter: int | None) -> bool:
    counted = counter is None or row.cell(counter).rstrip(".)").isdecimal()
    return counted and sum(1 for place in row.filled if place != counter) > 1


def _without_headings(layout: Layout) -> Layout:
    """The list without its sections, and without the headings of a second table: "TT | Tên tập thể | Thành tích"."""
    place = layout.columns().get("full_name")
    if place is None:
        return layout
    skipped = dict(layout.skipped)
    for row in layout.body:
        said = [cell for at, cell in enumerate(row.cells) if cell and at != layout.counter]
        if len(said) == 1 and section_kind(said[0]):
            skipped[row.number] = "group"
        elif plain_words(row.cell(place)) in _NAMES:
            skipped[row.number] = "heading"
    return replace(layout, body=tuple(row for row in layout.body if row.number not in skipped), skipped=skipped)


_OF_THE_PERSON = frozenset(SUBJECT_COLUMNS) | {"birth"}


def _filled_down(layout: Layout, known: Columns) -> Layout:
    """Lines without a name go on with the one above: its cells were merged over all that somebody received."""
    columns = layout.columns()
    names = [columns[name] for name in ("full_name", "family_middle", "given") if name in columns]
    own = sorted(place for name, place in columns.items() if name in _OF_THE_PERSON)
    others = [place for name, place in columns.items() if name in known and name not in _OF_THE_PERSON]
    body: list[BodyRow] = []
    for row in layout.body:
        goes_on = body and not any(row.cell(place) for place in [*names, layout.counter])
        if goes_on and sum(1 for place in others if row.cell(place)) > 1:
            cells = list(row.cells) + [""] * (len(layout.headings) - len(row.cells))
            for place in own:
                cells[place] = cells[place] or body[-1].cell(place)
            row = replace(row, cells=tuple(cells))
        body.append(row)
    return replace(layout, body=tuple(body))


# ---- columns


def _by_content(layout: Layout, is_hamlet: Callable[[str], bool], prose: str) -> Layout:
    """Columns without a label: our hamlets, the names first, the longest words for what was done."""
    guesses = list(layout.guesses)
    free = [
        place
        for place, name in enumerate(guesses)
        if name is None and place != layout.counter and not layout.headings[place]
    ]
    for place in free:
        cells = [row.cell(place) for row in layout.body if row.cell(place)]
        if cells and "hamlet" not in guesses and sum(map(is_hamlet, cells)) * 10 >= len(cells) * 6:
            guesses[place] = "hamlet"
    free = [place for place in free if guesses[place] is None and any(row.cell(place) for row in layout.body)]
    if free and not {"full_name", "family_middle"} & set(guesses):
        guesses[free.pop(0)] = "full_name"
    if free and prose not in guesses:
        widest = max(free, key=lambda place: sum(len(row.cell(place)) for row in layout.body))
        guesses[widest] = prose
        # In a message the place stands before the merit, whether our books know it or not.
        before = [place for place in free if place < widest]
        if before and "hamlet" not in guesses:
            guesses[before[0]] = "hamlet"
    return replace(layout, guesses=tuple(guesses))


def _sectioned(sheet: Sheet, layout: Layout) -> Layout:
    """The list with the kind of subject that its headings in between, or that of the names, tell of each line."""
    place = layout.columns().get("full_name")
    told = _kind_of_heading(layout.headings[place]) if place is not None else ""
    by_row, texts = {}, {row.number: _words(row, layout) for row in sheet.rows}
    lines = {row.number for row in layout.body}
    for row in sheet.rows:
        kind = section_kind(texts[row.number])
        if kind is not None and row.number not in lines and layout.skipped.get(row.number) != "total":
            told = KIND_SAID[kind]
        by_row[row.number] = told
    body = tuple(replace(row, group="" if section_kind(row.group) else row.group) for row in layout.body)
    layout = replace(layout, body=body)
    cells = [by_row[row.number] for row in body]
    if not any(cells) or "subject_kind" in layout.guesses:
        return layout
    return with_column(layout, "Mục", "subject_kind", cells)


def _words(row: Row, layout: Layout) -> str:
    return " ".join(row.cells[place] for place in row.filled if place != layout.counter)


def _kind_of_heading(heading: str) -> str:
    """The kind that the heading above the names tells alone: "Họ tên chủ hộ", "Tên tập thể"."""
    words = plain_words(heading)
    if "chu ho" in words or words == "ho gia dinh":
        return KIND_SAID[SubjectKind.HOUSEHOLD]
    return KIND_SAID[SubjectKind.COLLECTIVE] if words in ("ten tap the", "tap the", "ten don vi") else ""


def _covered(layout: Layout) -> Layout:
    """The list without its numbers of CCCD: none is kept because a column stood in a file.

    Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 3 (privacy-and-signature.md, P1).
    """
    place = layout.columns().get("national_id")
    if place is None:
        return layout
    cells = (
        tuple(covered_number(cell) if at == place else cell for at, cell in enumerate(row.cells)) for row in layout.body
    )
    body = tuple(replace(row, cells=found) for row, found in zip(layout.body, cells, strict=True))
    return replace(layout, body=body)
