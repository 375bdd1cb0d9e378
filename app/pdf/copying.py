"""A certified copy: the pages of a paper as they are, and the block that certifies them below their end.

The pages are copied, from a scan or from a sealed file, and drawn over; the result is an ordinary PDF, neither tagged
nor PDF/A, and says nothing else of itself.
"""

import datetime
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
from pikepdf import Dictionary, Name, String

from app.pdf.reading import Rendered, box, opened, saved, turn

POINT = 72 / 25.4
A4 = (210, 297)
MARGIN = 20 * POINT  # below it stand page number, code and running number: no text of the paper
GAP = 8 * POINT  # between the end of the paper and the line above the block: a table's rule lies below its last words
SLACK = 2 * POINT


def certified(source: bytes, block: bytes, *, created: datetime.date, title: str) -> Rendered:
    """The pages of a source with the certifying block after their end: on the last page when it has room, else after.

    Args: block, one page that begins with the block at its top margin; created and title are written into the file.
    Raises Unreadable when the source is no usable PDF.
    """
    with opened(source) as pages, opened(block) as stamp, pikepdf.new() as copy:
        copy.pages.extend(pages.pages)
        moved = _room(pages.pages[-1], _words(source)[-1], _words(block)[0])
        if moved is None:
            copy.pages.extend(stamp.pages)
        else:
            _lay(copy, stamp.pages[0], moved)
        copy.docinfo[Name.Title] = String(title)
        copy.docinfo[Name.CreationDate] = copy.docinfo[Name.ModDate] = String(f"D:{created:%Y%m%d}000000Z")
        copy.Root.Lang = String("vi")
        copy.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        return saved(copy)


def _lay(copy: pikepdf.Pdf, block: pikepdf.Page, moved: float) -> None:
    """Draw the block over the last page, so many points lower than on its own.

    By hand: add_overlay() of pikepdf gives the drawing a name by chance, and the same copy other bytes each time.
    """
    last = copy.pages[-1]
    last.add_resource(copy.copy_foreign(block.as_form_xobject()), Name.XObject, Name.SoVangSao)
    last.contents_add(b"q\n", prepend=True)
    last.contents_add(f"\nQ\nq 1 0 0 1 0 {-moved:.2f} cm /SoVangSao Do Q".encode("ascii"))


def _room(last: pikepdf.Page, words: Sequence[float], block: Sequence[float]) -> float | None:
    """How far down the block must go to stand below the words of the last page; None when it has no room there.

    A page without words is a picture, and where its writing ends cannot be told; a page that is turned or not A4
    upright is not drawn over either.
    """
    left, bottom, right, top = box(last)
    size = (round((right - left) / POINT), round((top - bottom) / POINT))
    standing = [place for place in words if place > MARGIN]
    if not standing or not block or size != A4 or turn(last) or (left, bottom) != (0, 0):
        return None
    block_top = top - MARGIN
    moved = block_top - (min(standing) - GAP)
    return moved if min(block) - moved - SLACK >= MARGIN / 2 else None


def _words(content: bytes) -> list[list[float]]:
    """The base lines of the words of each page, in points above its foot."""
    found = []
    for page in pypdf.PdfReader(BytesIO(content)).pages:
        places: list[float] = []

        def note(text: str, outer: Any, inner: Any, _font: Any, _size: Any, places: list[float] = places) -> None:
            if text.strip():
                places.append(inner[4] * outer[1] + inner[5] * outer[3] + outer[5])

        page.extract_text(visitor_text=note)
        found.append(places)
    return found
