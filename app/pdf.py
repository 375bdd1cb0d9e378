"""Facts become PDF pages, papers become one bound file: the only door to WeasyPrint, pikepdf and QR codes.

A paper is laid out by its own Jinja environment, not Flask's: nothing of a request can reach it, and a value
that is absent stops the making instead of leaving a gap. The creation date is the day of the paper, so the same
facts give the same bytes in every process. A bound dossier is an assembly of finished papers: their pages are
copied, never laid out again, and only the cover, the contents and the running numbers are new. It is not PDF/A
and not the record.
"""

import datetime
import io
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import segno
import weasyprint
from fontTools import subset, ttLib
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
COVER = "documents/dossier.html"
RENDERER = f"WeasyPrint {weasyprint.__version__}"

CODE_MM = 15  # with its quiet zone: the smallest that was read from every scan at 150 dpi
A4_WIDTH = 595.28
_FEW_PAGES = 6  # most papers; a longer one is laid out a second time with more page rules

_PDF_A = {"pdf_variant": "pdf/a-3u"}  # said twice to WeasyPrint: for the layout and for the writing

# Pango and the font configuration are shared by the process and not safe for two threads at once.
_lock = threading.Lock()


@dataclass(frozen=True)
class Rendered:
    """A finished PDF and how many pages it has."""

    bytes: bytes
    pages: int


@dataclass(frozen=True)
class Part:
    """One file of a bound dossier: its name in the contents and its PDF."""

    title: str
    bytes: bytes


@dataclass(frozen=True)
class Entry:
    """A line of the contents page."""

    number: int
    title: str
    pages: int
    first_page: int
    link: str


class Unreadable(ValueError):
    """A file that is no PDF, is damaged, is locked by a password or has no page."""


class Absent(StrictUndefined):
    """A fact that is empty: it may be asked about (`{% if facts.alias %}`) but never printed."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]
        return False


class PaperEnvironment(Environment):
    """Jinja for papers: an empty fact is `Absent`, so printing it raises and names the field."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        value = super().getattr(obj, attribute)
        if value is None or (isinstance(value, str) and not value.strip()):
            hint = f"{type(obj).__name__}.{attribute} is empty"
            return Absent(hint=hint, obj=obj, name=attribute)
        return value


class OwnFiles(URLFetcher):
    """Serves our fonts, our emblem and the codes of the paper being made; anything else stops the making."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        scheme, _, rest = url.partition(":")
        if scheme == "qr":
            return URLFetcherResponse(url, _code_picture(rest), {"Content-Type": "image/svg+xml"})
        if scheme == "own":
            path = (STATIC / rest).resolve()
            if path.parent in (STATIC / "fonts", STATIC / "emblem"):
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _kind(path)})
        raise ValueError(f"a paper may not use {url}")


def _kind(path: Path) -> str:
    return "image/svg+xml" if path.suffix == ".svg" else "font/ttf"


@dataclass(frozen=True)
class _Press:
    """What a process keeps between papers: templates compiled, fonts loaded, style sheet parsed."""

    templates: PaperEnvironment
    fonts: FontConfiguration
    style: weasyprint.CSS
    fetcher: OwnFiles


_STRAIGHT_QUOTES = re.compile('"([^"]*)"')
# Never parted: a number with its symbol or its unit. In titles only, since it would stretch lines of running text:
# a short name in quotation marks, the committee's name.
_HELD = re.compile(r"(?P<number>\d+/[\w/-]*\w|\d[\d.,]* (?:%|đồng\b))|(?P<name>“[^“”]{1,32}”|Ủy ban nhân dân)")


def typeset(value: Any) -> Any:
    """A printed fact as a typist sets it: curly quotation marks, and no line's end inside "45/KH-UBND" or "85,71 %".

    What is typed with straight marks and what the books hold with curly ones stand on one paper.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    escaped = str(Markup.escape(_STRAIGHT_QUOTES.sub(r"“\1”", value)))
    return Markup(_HELD.sub(lambda found: f'<span class="held-{found.lastgroup}">{found[0]}</span>', escaped))


@cache
def _press() -> _Press:
    templates = PaperEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=typeset,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    fonts, fetcher = FontConfiguration(), OwnFiles(fail_on_errors=True)
    style = weasyprint.CSS(STATIC / "paper.css", font_config=fonts, url_fetcher=fetcher)
    return _Press(templates, fonts, style, fetcher)


def warm_up() -> None:
    """Make one page and throw it away, so that the first official of the day does not wait for it."""
    with _lock:
        press = _press()
        html = '<html lang="vi"><body><p>Độc lập - Tự do - <b>Hạnh phúc</b></p></body></html>'
        weasyprint.HTML(string=html, url_fetcher=press.fetcher).write_pdf(
            stylesheets=[press.style], font_config=press.fonts, **_PDF_A
        )


def has_fast_subsetter() -> bool:
    """Whether the system has libharfbuzz-subset; without it each paper takes about three times as long."""
    return harfbuzz_subset is not None


def render(
    template: str,
    facts: object,
    *,
    code: str | None = None,
    created: datetime.date,
    title: str,
    draft: bool = False,
) -> Rendered:
    """Make one paper as PDF/A-3u.

    Args: template, a path below `templates/`; facts, a frozen dataclass of plain values; code, the paper's short
    code, printed with the page number as QR on each page; created, the day of the paper; draft, "DỰ THẢO" across
    each page and no code.
    Raises jinja2.UndefinedError naming the field when the template prints a fact that is empty.
    """
    return _render(template, {"facts": facts}, None if draft else code, created, title, draft)


def _render(template: str, values: dict, code: str | None, created: datetime.date, title: str, draft: bool) -> Rendered:
    with _lock:
        press = _press()
        html = press.templates.get_template(template).render(
            **values, code=code, created=created.isoformat(), title=title, draft=draft
        )
        document = _laid_out(press, html, code, _FEW_PAGES)
        if code and len(document.pages) > _FEW_PAGES:
            document = _laid_out(press, html, code, len(document.pages))
        return Rendered(document.write_pdf(**_PDF_A), len(document.pages))


def _laid_out(press: _Press, html: str, code: str | None, pages: int) -> weasyprint.Document:
    styles = [press.style]
    if code:
        styles.append(weasyprint.CSS(string=_code_rules(code, pages), url_fetcher=press.fetcher))
    source = weasyprint.HTML(string=html, base_url="own:", url_fetcher=press.fetcher)
    return source.render(stylesheets=styles, font_config=press.fonts, **_PDF_A)


def page_code(code: str, page: int) -> str:
    """What the QR of a page says, and what stands beside it for a hand to type: the paper's code and the page."""
    return f"{code}-{page}"


def _code_rules(code: str, pages: int) -> str:
    """One page rule for each page: the page number is part of the code, so no rule serves two pages."""
    rule = '@page :nth({n}) {{ @bottom-left {{ content: "{c}" }} @bottom-right {{ content: url(qr:{c}) }} }}'
    return "".join(rule.format(n=n, c=page_code(code, n)) for n in range(1, pages + 1))


def _code_picture(text: str) -> bytes:
    code = segno.make(text, error="m", micro=False, boost_error=False)
    drawing = io.BytesIO()
    side = code.symbol_size(border=2)[0]
    code.save(drawing, kind="svg", border=2, scale=CODE_MM / side, unit="mm", xmldecl=False, light="#fff")
    return drawing.getvalue()


def page_count(content: bytes) -> int:
    """How many pages a PDF has; raises Unreadable when it is none."""
    with _opened(content) as pdf:
        return len(pdf.pages)


def page_sizes(content: bytes) -> list[tuple[int, int]]:
    """Width and height of each page as it is seen, in whole millimetres."""
    with _opened(content) as pdf:
        return [_seen_size(page) for page in pdf.pages]


def resolutions(content: bytes) -> list[int | None]:
    """The dots per inch of each page that is one picture, as a copier makes it; None for a page with text."""
    with _opened(content) as pdf:
        return [_resolution(page) for page in pdf.pages]


def _resolution(page: pikepdf.Page) -> int | None:
    pictures = page.get_images().values()
    if not pictures or Name.Font in page.resources:
        return None
    left, bottom, right, top = _box(page)
    longest = max(max(int(picture.get(Name.Width, 0)), int(picture.get(Name.Height, 0))) for picture in pictures)
    return round(longest * 72 / max(right - left, top - bottom))


def _seen_size(page: pikepdf.Page) -> tuple[int, int]:
    left, bottom, right, top = _box(page)
    width, height = round((right - left) / 72 * 25.4), round((top - bottom) / 72 * 25.4)
    return (height, width) if _turn(page) in (90, 270) else (width, height)


def text_of(content: bytes) -> list[str]:
    """The text of each page, in the order in which it was written."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def _opened(content: bytes) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(io.BytesIO(content))
        pages = len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise Unreadable(str(error)) from error
    if not pages:
        raise Unreadable("no page")
    return pdf


def merge(files: Sequence[bytes]) -> Rendered:
    """Several finished papers as one stack for the printer, in the order given."""
    with pikepdf.new() as stack:
        for content in files:
            with _opened(content) as pdf:
                stack.pages.extend(pdf.pages)
        return _saved(stack)


def bind(parts: Sequence[Part], *, cover_facts: object, created: datetime.date, title: str) -> Rendered:
    """One PDF of the whole dossier: cover, contents, the parts, bookmarks and running "Trang x/y".

    Args: parts in their order; cover_facts for the cover template; created, the day written into the file.
    Raises Unreadable with the part's title when a part is no usable PDF.
    """
    lengths = [_length(part) for part in parts]
    front, entries = _front(parts, lengths, cover_facts, created, title)
    with pikepdf.new() as book:
        with _opened(front.bytes) as pdf:
            book.pages.extend(pdf.pages)
        outline = [OutlineItem("Bìa", 0), OutlineItem("Mục lục", 1)]
        for part, entry in zip(parts, entries, strict=True):
            with _opened(part.bytes) as pdf:
                item = OutlineItem(part.title, entry.first_page - 1)
                item.children.extend(_inner_outline(pdf, entry.first_page - 1))
                book.pages.extend(pdf.pages)
            outline.append(item)
        with book.open_outline() as root:
            root.root.extend(outline)
        _point_links(book, front.pages, entries)
        _number_pages(book)
        _describe(book, title, created)
        return _saved(book)


def _length(part: Part) -> int:
    try:
        return page_count(part.bytes)
    except Unreadable as error:
        raise Unreadable(f"{part.title}: {error}") from error


def _front(
    parts: Sequence[Part], lengths: list[int], cover_facts: object, created: datetime.date, title: str
) -> tuple[Rendered, list[Entry]]:
    """Cover and contents; a contents list longer than guessed moves every number, so it is made again."""
    guess = 2
    while True:
        entries = list(_entries(parts, lengths, guess))
        front = _render(COVER, {"facts": cover_facts, "contents": entries}, None, created, title, False)
        if front.pages == guess:
            return front, entries
        guess = front.pages


def _entries(parts: Sequence[Part], lengths: list[int], front_pages: int) -> Iterator[Entry]:
    first_page = front_pages + 1
    for number, (part, pages) in enumerate(zip(parts, lengths, strict=True), start=1):
        yield Entry(number, part.title, pages, first_page, f"part:{number}")
        first_page += pages


def _point_links(book: pikepdf.Pdf, front_pages: int, entries: list[Entry]) -> None:
    """Turn the "part:3" addresses of the contents page into jumps: a link cannot leave the file it is laid out in."""
    targets = {entry.link: entry.first_page - 1 for entry in entries}
    for page in book.pages[:front_pages]:
        for link in page.get(Name.Annots, Array()):
            address = link.get(Name.A, Dictionary()).get(Name.URI)
            if address is not None and str(address) in targets:
                target = book.pages[targets[str(address)]].obj
                link[Name.A] = Dictionary(S=Name.GoTo, D=Array([target, Name.Fit]))


def _inner_outline(pdf: pikepdf.Pdf, offset: int) -> list[OutlineItem]:
    places = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    with pdf.open_outline() as outline:
        return list(_moved(pdf, outline.root, places, offset))


def _moved(pdf: pikepdf.Pdf, items: list[OutlineItem], places: dict, offset: int) -> Iterator[OutlineItem]:
    """The bookmarks of a part, pointing at its pages in the book; one that points nowhere hands up its children."""
    for item in items:
        children = list(_moved(pdf, item.children, places, offset))
        page = _target(pdf, item, places)
        if page is None:
            yield from children
        else:
            moved = OutlineItem(item.title, page + offset)
            moved.children.extend(children)
            yield moved


def _target(pdf: pikepdf.Pdf, item: OutlineItem, places: dict) -> int | None:
    destination: Any = item.destination
    if destination is None and item.action is not None:
        destination = item.action.get(Name.D)
    if isinstance(destination, (String, Name)):
        destination = _named_destination(pdf, str(destination))
    if isinstance(destination, Dictionary):
        destination = destination.get(Name.D)
    if not isinstance(destination, Array) or not len(destination):
        return None
    return places.get(getattr(destination[0], "objgen", None))


def _named_destination(pdf: pikepdf.Pdf, name: str) -> Any:
    names = pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests)
    if names is not None:
        return pikepdf.NameTree(names).get(name)
    return pdf.Root.get(Name.Dests, Dictionary()).get(name if name.startswith("/") else f"/{name}")


def _number_pages(book: pikepdf.Pdf) -> None:
    """Lay "Trang x/y" over the foot of each page, upright as the page is seen, on a white plate.

    The number of the whole dossier keeps off the paper's own number (top centre), the code (bottom corners) and the
    frame of a certificate. The plate keeps it readable on a scan that is dark to the edge.
    """
    font = book.make_indirect(_number_font(book))
    widths = [int(width) for width in font[Name.Widths]]
    total = len(book.pages)
    for number, page in enumerate(book.pages, start=1):
        text = f"Trang {number}/{total}"
        width = sum(widths[ord(sign) - 32] for sign in text) / 100  # at 10 points
        drawing = (
            f"q {_upright(page)} q 1 g {-width / 2 - 4:.2f} 12 {width + 8:.2f} 13 re f Q "
            f"BT 0 g /SoVangTrang 10 Tf {-width / 2:.2f} 15.5 Td ({text}) Tj ET Q"
        )
        page.add_resource(font, Name.Font, Name.SoVangTrang)
        # Old content is closed off, so that a matrix it left behind does not carry the number away.
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"\nQ\n" + drawing.encode("ascii"))


def _box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _turn(page: pikepdf.Page) -> int:
    node: Any = page.obj
    while Name.Rotate not in node and Name.Parent in node:
        node = node[Name.Parent]
    return int(node.get(Name.Rotate, 0)) % 360


def _upright(page: pikepdf.Page) -> str:
    """The matrix that puts the origin at the middle of the foot as it is seen; big scans get a big number."""
    left, bottom, right, top = _box(page)
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    turn = _turn(page)
    size = min(right - left, top - bottom) / A4_WIDTH
    places = {
        0: (size, 0, 0, size, middle_x, bottom),
        90: (0, size, -size, 0, right, middle_y),
        180: (-size, 0, 0, -size, middle_x, top),
        270: (0, -size, size, 0, left, middle_y),
    }
    return " ".join(f"{value:.4f}" for value in places[turn]) + " cm"


def _number_font(book: pikepdf.Pdf) -> Dictionary:
    program, widths, box = _ascii_face()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/SOVANG+LiberationSerif"),
        Flags=32,
        FontBBox=Array(box),
        ItalicAngle=0,
        Ascent=891,
        Descent=-216,
        CapHeight=662,
        StemV=80,
        FontFile2=book.make_stream(program, Length1=len(program)),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/SOVANG+LiberationSerif"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=126,
        Widths=Array(widths),
        FontDescriptor=book.make_indirect(descriptor),
    )


@cache
def _ascii_face() -> tuple[bytes, list[int], list[int]]:
    """The plain letters of our font, enough for "Trang 12/30": a layout for each number would cost 10 ms a page."""
    face = ttLib.TTFont(STATIC / "fonts" / "LiberationSerif-Regular.ttf", recalcTimestamp=False)
    options = subset.Options(layout_features=[], name_IDs=[], hinting=False, notdef_outline=True)
    options.drop_tables += ["FFTM"]  # the editor's own time stamp, unknown to the subsetter
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=range(32, 127))
    cutter.subset(face)
    names, metrics, units = face.getBestCmap(), face["hmtx"], face["head"].unitsPerEm
    widths = [round(metrics[names[sign]][0] * 1000 / units) for sign in range(32, 127)]
    head = face["head"]
    box = [round(edge * 1000 / units) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]
    program = io.BytesIO()
    face.save(program)
    return program.getvalue(), widths, box


def _describe(book: pikepdf.Pdf, title: str, created: datetime.date) -> None:
    day = String(f"D:{created:%Y%m%d}000000Z")
    book.docinfo[Name.Title] = String(title)
    book.docinfo[Name.CreationDate] = book.docinfo[Name.ModDate] = day
    book.Root.Lang = String("vi")
    book.Root.PageMode = Name.UseOutlines
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _saved(pdf: pikepdf.Pdf) -> Rendered:
    target = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=False)
    return Rendered(target.getvalue(), len(pdf.pages))
