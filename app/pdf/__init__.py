"""The only door to WeasyPrint, pikepdf and QR codes: facts become PDF pages, papers become one bound file.

press      facts -> one paper (PDF/A)          codes      the QR and the letters on each page
binding    papers -> one file                   numbering  "Trang 12/30" at its foot
reading    what a finished PDF says of itself
"""

from app.pdf.binding import Entry, Part, bind, merge
from app.pdf.codes import CODE_MM, page_code
from app.pdf.metrics import unprintable, width_mm
from app.pdf.press import RENDERER, STATIC, Absent, OwnFiles, has_fast_subsetter, markup, render, typeset, warm_up
from app.pdf.reading import Rendered, Unreadable, page_count, page_sizes, resolutions, text_of

__all__ = [
    "CODE_MM",
    "RENDERER",
    "STATIC",
    "Absent",
    "Entry",
    "OwnFiles",
    "Part",
    "Rendered",
    "Unreadable",
    "bind",
    "has_fast_subsetter",
    "markup",
    "merge",
    "page_code",
    "page_count",
    "page_sizes",
    "render",
    "resolutions",
    "text_of",
    "typeset",
    "unprintable",
    "warm_up",
    "width_mm",
]
