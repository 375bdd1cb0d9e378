"""What comes from outside is made fit for binding: pictures and foreign PDFs on upright A4 pages.

The page of a foreign PDF is taken as one drawing: its script, forms, links and hidden files stay behind. What was
typed into a form is drawn in first; where that cannot be done faithfully the file is refused.
"""

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Rectangle

from app.pdf.pictures import A4_MM, MOST_PIXELS, POINTS_OF_MM, Broken, TooManyPixels, area, picture_page
from app.pdf.reading import Rendered, box, opened, saved, turn

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
_STARTS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}

_SAME_SIZE_MM = 3  # a copier cuts an A4 sheet a little larger or smaller

# One packed stream may not unpack to more than this: a page of text or drawing never does.
pikepdf.settings.set_qpdf_limits(flate_max_memory=256 * 1024 * 1024, run_length_max_memory=256 * 1024 * 1024)


@dataclass(frozen=True)
class Fitted:
    """An attachment as it is bound: A4 pages, and what kind of file it came as."""

    media_type: str
    bytes: bytes
    pages: int


class Unfit(ValueError):
    """A file that cannot be bound.

    `fault` says why: empty, kind (none of PDF, JPEG, PNG), locked, broken, form, pages, pixels; `limit` the number
    that was passed.
    """

    def __init__(self, fault: str, limit: int | None = None) -> None:
        super().__init__(fault)
        self.fault, self.limit = fault, limit


def media_type(content: bytes) -> str | None:
    """What a file is by its first bytes, whatever its name says; None for what cannot be bound."""
    # Some programs write a line before the mark of a PDF.
    if b"%PDF-" in content[:1024]:
        return PDF
    return next((kind for start, kind in _STARTS.items() if content.startswith(start)), None)


def fit(content: bytes, turned: int = 0, most_pages: int | None = None) -> Fitted:
    """Make a picture or a foreign PDF fit for binding: upright A4 pages with room for the running number.

    Args: turned, how far an official turned it clockwise: 0, 90, 180 or 270 degrees; most_pages it may have.
    Raises Unfit.
    """
    if not content:
        raise Unfit("empty")
    kind = media_type(content)
    if kind is None:
        raise Unfit("kind")
    try:
        made = _fitted_pdf(content, turned, most_pages) if kind == PDF else picture_page(content, turned)
    except TooManyPixels as error:
        raise Unfit("pixels", MOST_PIXELS) from error
    except Broken as error:
        raise Unfit("broken") from error
    return Fitted(kind, made.bytes, made.pages)


def fit_scan(content: bytes) -> bytes:
    """The scan of a signed paper for binding: A4 sheets stay as they were scanned, others are set on A4.

    Our papers leave room for the running number; making their codes smaller could make them unreadable.
    Raises Unreadable when the file is no usable PDF.
    """
    with opened(content) as scan:
        if all(_is_a4(page) for page in scan.pages):
            return content
        with pikepdf.new() as book:
            for page in scan.pages:
                if _is_a4(page):
                    book.pages.append(page)
                else:
                    _set_on_a4(book, page, 0)
            return saved(book).bytes


def _is_a4(page: pikepdf.Page) -> bool:
    left, bottom, right, top = box(page)
    sides = sorted(((right - left) / POINTS_OF_MM, (top - bottom) / POINTS_OF_MM))
    return all(abs(side - own) <= _SAME_SIZE_MM for side, own in zip(sides, A4_MM, strict=True))


# ---- foreign PDFs


def _fitted_pdf(content: bytes, turned: int, most_pages: int | None) -> Rendered:
    with _opened(content) as source:
        if most_pages is not None and len(source.pages) > most_pages:
            raise Unfit("pages", most_pages)
        _check_plain(source)
        try:
            source.flatten_annotations("all")
            with pikepdf.new() as book:
                for page in source.pages:
                    _set_on_a4(book, page, turned)
                return saved(book)
        # A page can be broken in as many ways as it has parts; qpdf and its bindings name each differently.
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError, OverflowError) as error:
            raise Broken(str(error)) from error


def _opened(content: bytes) -> pikepdf.Pdf:
    """A foreign PDF that is whole: one that must be guessed together again may have lost pages."""
    try:
        source = pikepdf.open(io.BytesIO(content), attempt_recovery=False)
        pages = len(source.pages)
    except pikepdf.PasswordError as error:
        raise Unfit("locked") from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Broken(str(error)) from error
    if source.is_encrypted:
        raise Unfit("locked")
    if not pages:
        raise Unfit("empty")
    return source


def _check_plain(source: pikepdf.Pdf) -> None:
    """Refuse what would look otherwise once it is bound: typed values without a drawing, hidden layers, a portfolio."""
    root = source.Root
    hidden = root.get(Name.OCProperties, Dictionary()).get(Name.D, Dictionary()).get(Name.OFF, Array())
    if Name.Collection in root or root.get(Name.NeedsRendering, False) or len(hidden) or _undrawn(source):
        raise Unfit("form")
    for page in source.pages:
        for picture in page.get_images().values():
            if int(picture.get(Name.Width, 0)) * int(picture.get(Name.Height, 0)) > MOST_PIXELS:
                raise TooManyPixels


def _undrawn(source: pikepdf.Pdf) -> bool:
    """Whether a form holds typed values that no drawing shows."""
    return any(
        _typed(note) and Name.N not in note.get(Name.AP, Dictionary())
        for page in source.pages
        for note in page.get(Name.Annots, Array())
        if note.get(Name.Subtype) == Name.Widget
    )


def _typed(widget: Object) -> bool:
    """Whether a field of a form holds a value; the value may stand at its parent."""
    node: Object | None = widget
    while node is not None:
        if Name.V in node:
            return node.get(Name.FT, Name.Tx) in (Name.Tx, Name.Ch) and str(node.V) != ""
        node = node.get(Name.Parent)
    return False


def _set_on_a4(book: pikepdf.Pdf, page: pikepdf.Page, turned: int) -> None:
    """Draw a page on a new A4 sheet, upright and not larger than it was."""
    left, bottom, right, top = box(page)
    if right - left < 1 or top - bottom < 1:
        raise Broken("a page without size")
    if turned:
        page.rotate(turned, relative=True)
    for name in (Name.TrimBox, Name.BleedBox, Name.ArtBox):  # what is seen is the crop box
        if name in page.obj:
            del page.obj[name]
    lying = turn(page) in (90, 270)
    sheet = area((top - bottom > right - left) if lying else (right - left > top - bottom))
    target = book.add_blank_page(page_size=(sheet.width, sheet.height))
    drawing = book.copy_foreign(page.as_form_xobject())
    room = Rectangle(sheet.left, sheet.bottom, sheet.right, sheet.top)
    # Not add_overlay(): it gives the drawing another random name each time.
    placed = target.calc_form_xobject_placement(
        drawing, Name.To, room, invert_transformations=True, allow_shrink=True, allow_expand=False
    )
    target.obj.Resources = Dictionary(XObject=Dictionary(To=drawing))
    target.obj.Contents = book.make_stream(placed)
