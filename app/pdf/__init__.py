"""The only door to WeasyPrint, pikepdf and QR codes: facts become PDF pages, papers become one bound file.

press        facts -> one paper (PDF/A-3a)       structure  its tags
codes        the QR and the letters on each page
binding      papers -> one file                   numbering  "Trang 12/30" at its foot
attachments  pictures and foreign PDFs -> A4 pages   reading  what a finished PDF says of itself
scanning     a scanned stack -> pages, and the codes on them
photographs  photographs of a class -> upright, small, without where they were taken
room         how many rows a list may still have on its last page
signatures   who signed a PDF, and whether it was changed afterwards
"""

from app.pdf.attachments import Fitted, Unfit, fit, fit_scan, media_type
from app.pdf.binding import Component, Entry, Part, bind, merge
from app.pdf.codes import CODE_MM, page_code
from app.pdf.copying import certified
from app.pdf.metrics import unprintable, width_mm
from app.pdf.photographs import Photograph, photograph, thumbnail
from app.pdf.press import (
    RENDERER,
    STATIC,
    Absent,
    OwnFiles,
    has_fast_subsetter,
    markup,
    quiet_collector,
    render,
    typeset,
    warm_up,
)
from app.pdf.reading import Rendered, Unreadable, page_count, page_sizes, resolutions, text_of
from app.pdf.room import free_rows
from app.pdf.scanning import Seen, look_at, page_picture, pages_together, sheets_of
from app.pdf.signatures import Added, Signature, Trust, mentions, roots_in, signatures
from app.pdf.stacking import stack
from app.pdf.stamping import stamped

__all__ = [
    "CODE_MM",
    "RENDERER",
    "STATIC",
    "Absent",
    "Added",
    "Component",
    "Entry",
    "Fitted",
    "OwnFiles",
    "Part",
    "Photograph",
    "Rendered",
    "Seen",
    "Signature",
    "Trust",
    "Unfit",
    "Unreadable",
    "bind",
    "certified",
    "fit",
    "fit_scan",
    "free_rows",
    "has_fast_subsetter",
    "look_at",
    "markup",
    "media_type",
    "mentions",
    "merge",
    "page_code",
    "page_count",
    "page_picture",
    "page_sizes",
    "pages_together",
    "photograph",
    "quiet_collector",
    "render",
    "resolutions",
    "roots_in",
    "sheets_of",
    "signatures",
    "stack",
    "stamped",
    "text_of",
    "thumbnail",
    "typeset",
    "unprintable",
    "warm_up",
    "width_mm",
]
