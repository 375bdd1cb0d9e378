"""A list of a page as a workbook, read off the page itself: what is on the screen is what stands in Excel.

Most long lists have a workbook of their own, written from the rows. A short one says `sheet="name"` to the macro
`table`, which puts a link beside it: the same address with ?xlsx=name. The view runs as always, so that nobody sees in
Excel what the page would not show, and the table of that name is taken out of its answer. Days become days and numbers
become numbers; boxes, buttons and what is left out on paper stay behind. A list in pages asks htmx.page_size() and
htmx.paged_from() how much to show.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import lxml.html
from flask import Flask, request
from werkzeug.wrappers import Response

from app import htmx, sheets
from app.sheets import Column
from app.text import nfc, parse_day
from app.widgets import told_words

# What carries no words of the list: pictures, boxes, buttons, and what is meant for the screen or the ear alone.
_LEFT_OUT = {"svg", "script", "button", "input", "textarea", "select", "datalist"}
_UNSEEN = {"no-print", "unseen", "only-print"}
_LINES = {"p", "div", "li", "br", "dt", "dd", "small"}
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})*(?:,\d{1,4})?")
_NOTHING = {"–", "-"}

Cells = list[str]


def bind(app: Flask) -> None:
    """Let every page with such a list answer with it."""
    app.after_request(_as_workbook)


def _as_workbook(response: Response) -> Response:
    wanted = request.args.get(htmx.SHEET)
    if not wanted or request.method != "GET" or response.status_code != 200 or response.mimetype != "text/html":
        return response
    page = lxml.html.document_fromstring(response.get_data(as_text=True))
    table = next(iter(page.xpath("//table[@data-sheet=$name]", name=wanted)), None)
    return response if table is None else htmx.xlsx(workbook(page, table), f"{wanted}.xlsx")


def workbook(page: Any, table: Any) -> bytes:
    """One table of a page as a list in Excel, under the heading of the page, with what it was filtered by."""
    head, *more = [_cells(row) for row in table.xpath("./thead/tr")]
    shown = [place for place, cell in enumerate(table.xpath("./thead/tr[1]/th")) if _is_shown(cell)]
    body = [[row[place] for place in shown] for row in [*more, *_rows(table, len(head))]]
    counted = [_counts(table, place) for place in shown]
    columns = [_column(head[place], [row[at] for row in body], counted[at]) for at, place in enumerate(shown)]
    rows = [[_value(column, cell) for column, cell in zip(columns, row, strict=True)] for row in body]
    return sheets.write_xlsx(_title(page, table), columns, rows, told_words(_filters(page)))


# ---- what stands on the page


def _title(page: Any, table: Any) -> str:
    heading = " ".join(_words(one) for one in page.xpath("//h1[1]"))
    caption = " ".join(_words(one) for one in table.xpath("./caption"))
    told = caption.casefold() in heading.casefold()
    return heading if told else f"{heading}: {caption}" if heading else caption


def _filters(page: Any) -> dict[str, str]:
    """The row of filters as it is filled in: labels and answers."""
    found: dict[str, str] = {}
    for label in page.xpath("//form[contains(concat(' ', @class, ' '), ' filters ')]//label[@for]"):
        for box in page.xpath("//*[@id=$id]", id=label.get("for")):
            found[_words(label)] = _answer(box)
    return found


def _answer(box: Any) -> str:
    if box.tag == "select":
        return "; ".join(_words(one) for one in box.xpath(".//option[@selected and @value!='']"))
    if box.get("type") in ("checkbox", "radio"):
        return "có" if box.get("checked") is not None else ""
    return nfc(box.get("value") or "")


def _rows(table: Any, width: int) -> Iterator[Cells]:
    """The rows of body and foot, as long as the heading: a cell over several columns fills the first of them."""
    for row in table.xpath("./tbody/tr | ./tfoot/tr"):
        yield (_cells(row) + [""] * width)[:width]


def _is_shown(heading: Any) -> bool:
    """Whether a column belongs to the list; one of buttons is left out on paper, or named for the ear only."""
    return "no-print" not in _classes(heading) and not heading.xpath("./span[contains(@class, 'unseen')]")


def _cells(row: Any) -> Cells:
    found: Cells = []
    for cell in row.xpath("./th | ./td"):
        found += [_words(cell), *[""] * (int(cell.get("colspan") or 1) - 1)]
    return found


def _words(element: Any) -> str:
    lines = (nfc(line) for line in "".join(_pieces(element)).split("\n"))
    whole = "\n".join(filter(None, lines))
    return "" if whole in _NOTHING else whole


def _pieces(element: Any) -> Iterator[str]:
    """The text below an element; a line of the source is no line of the page, a block is."""
    yield " ".join((element.text or "").split("\n"))
    for child in element:
        if isinstance(child.tag, str) and not _UNSEEN & _classes(child) and child.tag not in _LEFT_OUT:
            edge = "\n" if child.tag in _LINES else ""
            yield from (edge, *_pieces(child), edge)
        # Two links side by side are parted by a margin on the screen.
        yield " ".join((child.tail or "").split("\n")) or " " * (child.tag == "a")


def _classes(element: Any) -> set[str]:
    return set((element.get("class") or "").split())


# ---- what it is in Excel


def _counts(table: Any, place: int) -> bool:
    """Whether a column is one of numbers: its heading says so."""
    return "num" in _classes(table.xpath("./thead/tr[1]/th")[place])


def _column(label: str, cells: Sequence[str], counted: bool) -> Column:
    filled = [cell for cell in cells if cell]
    if filled and all(_day(cell) for cell in filled):
        return Column(label, "day")
    if counted and filled and all(_NUMBER.fullmatch(cell) for cell in filled):
        return Column(label, "number")
    return Column(label)


def _value(column: Column, cell: str) -> date | Decimal | int | str | None:
    if not cell:
        return None
    if column.kind == "day":
        return _day(cell)
    if column.kind == "number":
        plain = cell.replace(".", "").replace(",", ".")
        return Decimal(plain) if "." in plain else int(plain)
    return cell


def _day(cell: str) -> date | None:
    try:
        return parse_day(cell)
    except ValueError:
        return None
