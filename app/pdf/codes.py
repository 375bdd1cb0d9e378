"""The code that stands on each page, as letters and as QR."""

import io
import re
from collections.abc import Iterator
from functools import cache

import pydyf
import segno
import weasyprint

from app.pdf import qr

CODE_MM = 15  # with its quiet zone: the smallest that was read from every scan at 150 dpi
QUIET = 2  # modules around the code
_POINTS = 0.75  # of a CSS pixel
_PLACE = "@bottom-right"
_DARK = re.compile(rb"\x01+")
_STRETCH = 7  # modules of a row that are drawn together


def page_code(code: str, page: int) -> str:
    """What the QR of a page says, and what stands beside it for a hand to type: the paper's code and the page."""
    return f"{code}-{page}"


def code_rule(code: str) -> str:
    """The page rule that writes the code in letters and keeps the room for its QR.

    The sheet is counted by a counter of its own: an appendix begins its page numbers anew, its codes go on.
    """
    return f'@page {{ @bottom-left {{ content: "{code}-" counter(sheet) }} @bottom-right {{ content: "" }} }}'


def code_picture(text: str) -> bytes:
    """The QR of a text as a drawing of CODE_MM by CODE_MM, for a page that has no margins."""
    code = segno.make(text, error="m", micro=False, boost_error=False, mask=qr.PATTERN)
    drawing = io.BytesIO()
    side = code.symbol_size(border=QUIET)[0]
    code.save(drawing, kind="svg", border=QUIET, scale=CODE_MM / side, unit="mm", xmldecl=False, light="#fff")
    return drawing.getvalue()


def code_drawing(text: str, left: float, top: float) -> bytes:
    """The QR of a text as PDF drawing, marked as no part of the text.

    Args: left and top of its square of CODE_MM with the quiet zone, in points from the bottom left of the page.
    """
    rows = qr.rows(text)
    scale = CODE_MM / 25.4 * 72 / (len(rows) + 2 * QUIET)
    starts = range(0, len(rows), _STRETCH)
    squares = "".join([_squares(x, y, row[x : x + _STRETCH]) for y, row in enumerate(rows) for x in starts])
    drawing = f"/Artifact BMC q {scale:.5f} 0 0 {-scale:.5f} {left:.3f} {top:.3f} cm 0 0 0 rg {squares}f Q EMC"
    return drawing.encode("ascii")


@cache
def _squares(x: int, y: int, modules: bytes) -> str:
    """A short stretch of a row; few enough of them that all are kept: one path, so no seam shows between two."""
    dark = _DARK.finditer(modules)
    return "".join([f"{x + run.start() + QUIET} {y + QUIET} {len(run[0])} 1 re " for run in dark])


def draw_codes(document: weasyprint.Document, pdf: pydyf.PDF, code: str) -> None:
    """Draw the QR of each page into the room that its page keeps for it, before the file is written."""
    for number, (page, reference) in enumerate(zip(document.pages, pdf.page_references, strict=True), start=1):
        for left, top in code_places(page):
            contents = pdf.objects[int(pdf.objects[int(reference.split()[0])]["Contents"].split()[0])]
            contents.stream.insert(0, code_drawing(page_code(code, number), left, top))


def code_places(page: weasyprint.Page) -> Iterator[tuple[float, float]]:
    """Where a page keeps room for the QR: its margin box, as it was laid out."""
    for box in page._page_box.children:
        if getattr(box, "at_keyword", None) == _PLACE:
            yield box.content_box_x() * _POINTS, (page.height - box.content_box_y()) * _POINTS
