"""Signed papers come back through the scanner: a stack is cut into pages, each page is looked at for its code.

A page is copied as it was scanned, never painted anew; a photograph becomes a page as an attachment does. Looking at a
page costs little more than drawing it: the finder of the codes takes a tenth of the time, so the whole page is looked
at and not a corner first, where a sheet fed upside down would not have its code.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pikepdf
import pypdfium2
import zxingcpp
from pikepdf import Name
from PIL import Image

from app.pdf.attachments import PDF, Unfit, media_type
from app.pdf.pictures import MOST_PIXELS, Broken, TooManyPixels, picture_page
from app.pdf.reading import Unreadable, opened, resolutions, saved

LONGEST_INCHES = 16.6  # of an A3 sheet: a page that says it is larger was written by a telephone that counts in dots
USUAL_DPI, FINE_DPI = 200, 300
# A picture to look at has sixteen shades: a signature is as clear as with 256, in a third of the bytes.
_SHADES = [min(255, (level + 8) // 16 * 17) for level in range(256)]

_DRAWING = Lock()  # PDFium may be asked by one thread at a time
# How a page is looked at until a code is found: fineness, and how dark is told from light. The second helps pages that
# are pale all over, the last those whose code is small or blurred.
_LOOKS = (
    (USUAL_DPI, zxingcpp.Binarizer.LocalAverage),
    (USUAL_DPI, zxingcpp.Binarizer.GlobalHistogram),
    (FINE_DPI, zxingcpp.Binarizer.LocalAverage),
    (FINE_DPI, zxingcpp.Binarizer.GlobalHistogram),
)
_REDUCED = 4  # times smaller, in which specks of dust vanish and a stroke of a pen does not
_EDGE = 0.04  # of each side left out: the shadow of the sheet's edge
_DARKER = 40  # levels darker than the paper is ink
_INK = 0.0003  # share of a page; the smallest signature covers three times as much


@dataclass(frozen=True)
class Seen:
    """What was seen on a scanned page.

    `texts` are what its QR codes say; `turned`, how far clockwise it must be turned to stand upright, 0 when no code
    tells; `dpi` as in `resolutions`; `blank`, nothing is written on it, as on the back of a sheet.
    """

    texts: tuple[str, ...]
    turned: int
    dpi: int | None
    blank: bool


def sheets_of(content: bytes) -> Iterator[bytes]:
    """The pages of a scanned stack or a photograph, each as a PDF of its own, as it was scanned.

    Raises Unfit before the first page for a file that is no PDF, JPEG or PNG, is locked, broken or too large.
    """
    kind = media_type(content)
    if kind is None:
        raise Unfit("kind" if content else "empty")
    try:
        if kind == PDF:
            yield from _pages(content)
        else:
            yield picture_page(content).bytes
    except TooManyPixels as error:
        raise Unfit("pixels", MOST_PIXELS) from error
    except (Broken, Unreadable) as error:
        raise Unfit("locked" if isinstance(error.__cause__, pikepdf.PasswordError) else "broken") from error


def _pages(content: bytes) -> Iterator[bytes]:
    with opened(content) as stack:
        for page in stack.pages:
            _check_size(page)
        for page in stack.pages:
            with pikepdf.new() as sheet:
                # A form drawn over the scan belongs to it; scripts and links of the file do not.
                sheet.pages.append(page)
                yield saved(sheet).bytes


def _check_size(page: pikepdf.Page) -> None:
    for picture in page.get_images().values():
        if int(picture.get(Name.Width, 0)) * int(picture.get(Name.Height, 0)) > MOST_PIXELS:
            raise TooManyPixels


def look_at(sheet: bytes) -> Seen:
    """Look at one scanned page for codes, whichever way it lies; a page that cannot be drawn shows nothing."""
    try:
        dpi = resolutions(sheet)[0]
        drawn = _drawn(sheet, USUAL_DPI)
        if _is_blank(drawn):
            return Seen((), 0, dpi, True)
        found = _found(sheet, drawn)
    except (Unreadable, pypdfium2.PdfiumError):
        return Seen((), 0, None, False)
    return Seen(tuple(code.text for code in found), _turn_of(found), dpi, False)


def _found(sheet: bytes, drawn: Image.Image) -> list[Any]:
    only_qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for dpi, binarizer in _LOOKS:
        picture = drawn if dpi == USUAL_DPI else _drawn(sheet, dpi)
        found = zxingcpp.read_barcodes(picture, formats=only_qr, try_invert=False, binarizer=binarizer)
        if found:
            return found
    return []


def _turn_of(found: Sequence[Any]) -> int:
    return -round(found[0].orientation / 90) * 90 % 360 if found else 0


def _drawn(sheet: bytes, dpi: int, place: int = 0) -> Image.Image:
    """The page in shades of grey; one that says it is larger than A3 is drawn as if it were A3."""
    with _DRAWING, pypdfium2.PdfDocument(sheet) as document:
        page = document[place]
        scale = min(dpi / 72, dpi * LONGEST_INCHES / max(page.get_size()))
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        picture: Image.Image = bitmap.to_pil().copy()
        # Closed here, under the lock: left to Python's collector they are freed by whichever thread runs it, while
        # another one is drawing, and the process dies.
        bitmap.close()
        page.close()
        return picture


def _is_blank(drawn: Image.Image) -> bool:
    """Whether nothing is written on a page: dust and the shadow of its edge are no writing."""
    small = drawn.reduce(_REDUCED)
    width, height = small.size
    aside, above = round(width * _EDGE), round(height * _EDGE)
    levels = small.crop((aside, above, width - aside, height - above)).histogram()
    total, paper, passed = sum(levels), 255, 0
    for level, count in enumerate(levels):
        passed += count
        if passed * 2 >= total:
            paper = level
            break
    return sum(levels[: max(paper - _DARKER, 0)]) < total * _INK


def page_picture(sheet: bytes, turned: int = 0, width: int = 700, place: int = 0) -> bytes:
    """A PNG of a scanned page for a human to read, upright.

    Args: width in dots; place, which page of a file of several, the first is 0. Raises Unreadable for a broken page.
    """
    try:
        picture = _drawn(sheet, USUAL_DPI, place)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(str(error)) from error
    upright = picture.rotate(-turned, expand=True)
    upright.thumbnail((width, 3 * width), Image.Resampling.BOX)
    target = io.BytesIO()
    upright.point(_SHADES).save(target, "PNG", compress_level=4)
    return target.getvalue()


def pages_together(sheets: Sequence[tuple[bytes, int]]) -> bytes:
    """The pages of one paper as one PDF, in the order given, each turned clockwise by so many degrees.

    One page that lies upright is the same bytes again, so that they are kept once. Raises Unreadable.
    """
    if len(sheets) == 1 and not sheets[0][1]:
        return sheets[0][0]
    with pikepdf.new() as book:
        for content, turned in sheets:
            with opened(content) as sheet:
                page = sheet.pages[0]
                if turned:
                    page.rotate(turned, relative=True)
                book.pages.append(page)
        return saved(book).bytes
