"""The tables of a paper: the two columns of the head, addressees, lists with borders, signatures, the boxed notice.

Heads and signatures are tables without borders, never text boxes, so that they stay where they are when somebody
writes on in Word. A list repeats its heading on each page, its rows are not torn, and neither its first nor its last
row stands alone on a page.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from app import pdf
from app.word.nodes import Node, node, points, twips
from app.word.paragraphs import (
    Line,
    UnknownMarkup,
    classes_of,
    keep_with_next,
    paragraph,
    paragraphs_of,
    read_line,
)

_SIDES = ("top", "left", "bottom", "right")
_HEAD_LEFT = 0.41
_RECIPIENTS = 0.46
_LABEL_MM, _LABEL_SEVERAL_MM = 21, 17.6
_TALL_MM = 9.1  # the page leaves 7.5 for the hand and pads it
_LIST_PADDING, _BOX_PADDING = (2, 3, 2, 3), (4, 7, 3, 7)  # points, in the order of _SIDES
_LIST_LINE, _BOX_LINE = 4, 6  # eighths of a point
_WIDTH = re.compile(r"width: (\d+(?:\.\d+)?)mm")


def head(element: Any, room_mm: float) -> Node:
    """Places 1 to 4 of NĐ 30/2020: agency and national title, number and day on one line."""
    widths = [room_mm * _HEAD_LEFT, room_mm * (1 - _HEAD_LEFT)]
    return _table(widths, [_row(_upright(row, widths, {"left"})) for row in _rows(element)])


def closing(element: Any, room_mm: float) -> Node:
    """Places 7 and 9b: recipients and signatures side by side, kept on one page."""
    rows = _rows(element)
    count = len(rows[0])
    widths = [room_mm / count] * count
    if "recipients" in classes_of(rows[0][0]):
        widths = [room_mm * _RECIPIENTS, room_mm * (1 - _RECIPIENTS)]
    made = [_row(_upright(row, widths, {"recipients"})) for row in rows]
    for row in made[:-1]:
        keep_row(row)
    return _table(widths, made)


def addressees(element: Any, room_mm: float) -> Node:
    """Place 9a: "Kính gửi:" and whom, together in the middle of the page."""
    several = "several" in classes_of(element)
    label_mm = _LABEL_SEVERAL_MM if several else _LABEL_MM
    rows = [[read_line(cell, "paper") for cell in row] for row in _rows(element)]
    longest = max(pdf.width_mm(row[1].text, 14) for row in rows) + (4 if several else 1)
    widths = [label_mm, min(longest, room_mm - label_mm)]
    made = [_row(_addressed(row, widths)) for row in rows]
    for row in made:
        keep_row(row)
    return _table(widths, made, align="center")


def _addressed(row: Sequence[Line], widths: list[float]) -> list[Node]:
    """The cells of one addressee; "Kính gửi:" alone on its line has the whole of it."""
    (label, _), (name, _) = _zipped(row, widths)
    if label.pieces and not name.pieces:
        return [_cell(paragraphs_of(label, sum(widths)), sum(widths), span=2)]
    return [_cell(paragraphs_of(line, width), width) for line, width in zip(row, widths, strict=True)]


def particulars(element: Any, room_mm: float) -> Node:
    """Some particulars of a person side by side on one line, without borders."""
    parts = list(_children(element, "colgroup", "tbody", "tr"))
    widths = _column_widths(parts[0], room_mm)
    made = []
    for row in parts[1:]:
        first, *others = _children(row, "td")
        lines = [read_line(first, "first particular"), *(read_line(cell, "particulars") for cell in others)]
        made.append(_row([_cell(paragraphs_of(line, width), width) for line, width in _zipped(lines, widths)]))
    return _table(widths, made)


def _zipped(row: Sequence[Any], widths: Sequence[float]) -> list[tuple[Any, float]]:
    if len(row) != len(widths):
        raise UnknownMarkup(f"a row has {len(row)} cells, its table {len(widths)} columns")
    return list(zip(row, widths, strict=True))


def _upright(row: Sequence[Any], widths: list[float], known: set[str]) -> list[Node]:
    """The cells of a row without borders; names and posts stand on their lower edge when the row is one of names."""
    names = classes_of(row[0].getparent())
    _known(row[0].getparent(), names, {"second", "names"})
    cells = []
    for cell, width in _zipped(row, widths):
        classes = classes_of(cell)
        if classes & {"number", "place-date"} or not classes <= known:
            content = paragraphs_of(read_line(cell, "paper"), width)
        else:
            content = lines_in(cell, width)
        cells.append(_cell(content, width, bottom=bool(names)))
    return cells


def lines_in(element: Any, room_mm: float, place: str = "paper") -> list[Node]:
    """The lines inside a cell or a box, each an element of its own."""
    no_text_between(element)
    return [made for child in element for made in paragraphs_of(read_line(child, place), room_mm)]


def no_text_between(element: Any) -> None:
    """See that nothing is said between the elements, where it would belong to no line."""
    for text in (element.text, *(child.tail for child in element)):
        if text and text.strip():
            raise UnknownMarkup(f"text between the parts of <{element.tag}>: {text.strip()!r}")


def _known(element: Any, classes: set[str], allowed: set[str]) -> None:
    if not classes <= allowed:
        raise UnknownMarkup(f'<{element.tag} class="{element.get("class")}"> is not known in a table')


def _rows(element: Any) -> list[list[Any]]:
    return [list(_children(row, "td")) for row in _children(element, "tr")]


def _children(element: Any, *tags: str) -> Iterator[Any]:
    no_text_between(element)
    for child in element:
        if child.tag not in tags:
            raise UnknownMarkup(f"<{child.tag}> is not known in <{element.tag}>")
        yield child


# ---- lists


def grid(element: Any, room_mm: float) -> Node:
    """A list with borders: widths from its columns, its heading on each page."""
    classes = classes_of(element)
    parts = {part.tag: part for part in _children(element, "colgroup", "thead", "tbody")}
    for part in parts.values():
        _known(part, classes_of(part), set())
    widths = _column_widths(parts["colgroup"], room_mm)
    tall = "tall" in classes
    heading = [_list_row(row, widths, heading=True) for row in _children(parts["thead"], "tr")]
    rows = [_list_row(row, widths, tall=tall) for row in _children(parts["tbody"], "tr")]
    for row in [*heading, *rows[:1], *rows[-2:-1]]:
        keep_row(row)
    return _table(widths, heading + rows, borders=_LIST_LINE, padding=_LIST_PADDING)


def _column_widths(group: Any, room_mm: float) -> list[float]:
    """Millimetres of each column; those that name none share what is left of the width."""
    named = [_named_width(column) for column in _children(group, "col")]
    left = room_mm - sum(width for width in named if width is not None)
    count = sum(1 for width in named if width is None)
    return [left / count if width is None else width for width in named]


def _named_width(column: Any) -> float | None:
    classes_of(column)
    style = column.get("style")
    found = _WIDTH.fullmatch(style or "")
    if style and not found:
        raise UnknownMarkup(f"a column is as wide as {style!r}")
    return float(found[1]) if found else None


def _list_row(row: Any, widths: list[float], *, heading: bool = False, tall: bool = False) -> Node:
    classes = classes_of(row)
    _known(row, classes, {"group"})
    cells, place = [], 0
    for cell in _children(row, "th", "td"):
        span = int(cell.get("colspan", 1))
        if "rowspan" in cell.attrib or place + span > len(widths):
            raise UnknownMarkup("a cell of a list reaches over rows, or out of its table")
        width = sum(widths[place : place + span])
        content = paragraphs_of(read_line(cell, "grid"), width)
        for one in content if "group" in classes else ():
            keep_with_next(one)  # a heading in between never stands alone at the foot of a page
        cells.append(_cell(content, width, span=span, middle=heading or tall))
        place += span
    if place != len(widths):
        raise UnknownMarkup(f"a row fills {place} of {len(widths)} columns")
    return _row(cells, heading=heading, least_mm=_TALL_MM if tall else None)


# ---- the boxed notice


def box(element: Any, room_mm: float) -> Node:
    """The notice on personal data under a pledge, with a line around it."""
    content = lines_in(element, room_mm, "box")
    for one in content[:-1]:
        keep_with_next(one)
    return _table([room_mm], [_row([_cell(content, room_mm)])], borders=_BOX_LINE, padding=_BOX_PADDING)


# ---- how a table is said


def _table(
    widths: Sequence[float],
    rows: Sequence[Node],
    *,
    borders: int = 0,
    padding: tuple[int, int, int, int] = (0, 0, 0, 0),
    align: str = "left",
) -> Node:
    shape = [node("tblW", w=twips(sum(widths)), type="dxa")]
    if align != "left":
        shape.append(node("jc", val=align))
    if borders:
        edges = (*_SIDES, "insideH", "insideV")
        lines = [node(edge, val="single", sz=borders, space=0, color="000000") for edge in edges]
        shape.append(node("tblBorders", *lines))
    shape.append(node("tblLayout", type="fixed"))
    margins = [node(side, w=points(size), type="dxa") for side, size in zip(_SIDES, padding, strict=True)]
    shape.append(node("tblCellMar", *margins))
    columns = [node("gridCol", w=twips(width)) for width in widths]
    return node("tbl", node("tblPr", *shape), node("tblGrid", *columns), *rows)


def _row(cells: Sequence[Node], *, heading: bool = False, least_mm: float | None = None) -> Node:
    shape = [node("cantSplit")]
    if least_mm is not None and not heading:
        shape.append(node("trHeight", val=twips(least_mm), hRule="atLeast"))
    if heading:
        shape.append(node("tblHeader"))
    return node("tr", node("trPr", *shape), *cells)


def _cell(
    content: Sequence[Node], width_mm: float, *, span: int = 1, bottom: bool = False, middle: bool = False
) -> Node:
    """A cell; Word wants a paragraph in it even when nothing is said."""
    shape = [node("tcW", w=twips(width_mm), type="dxa")]
    if span > 1:
        shape.append(node("gridSpan", val=span))
    if bottom or middle:
        shape.append(node("vAlign", val="bottom" if bottom else "center"))
    return node("tc", node("tcPr", *shape), *(content or [paragraph("OBang")]))


def keep_row(row: Node) -> None:
    """Keep a row on the page on which the next one, or what follows the table, begins."""
    for one in row.below("p"):
        keep_with_next(one)
