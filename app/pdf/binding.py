"""Finished papers become one file: their pages are copied, never laid out again.

Only the cover, the contents and the running numbers of a bound dossier are new. It is not PDF/A and not the record.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from app.pdf.numbering import number_pages
from app.pdf.press import print_values
from app.pdf.reading import Rendered, Unreadable, opened, page_count, saved

COVER = "documents/dossier.html"


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


def merge(files: Sequence[bytes]) -> Rendered:
    """Several finished papers as one stack for the printer, in the order given."""
    with pikepdf.new() as stack:
        for content in files:
            with opened(content) as pdf:
                stack.pages.extend(pdf.pages)
        return saved(stack)


def bind(parts: Sequence[Part], *, cover_facts: object, created: datetime.date, title: str) -> Rendered:
    """One PDF of the whole dossier: cover, contents, the parts, bookmarks and running "Trang x/y".

    Args: parts in their order; cover_facts for the cover template; created, the day written into the file.
    Raises Unreadable with the part's title when a part is no usable PDF.
    """
    lengths = [_length(part) for part in parts]
    front, entries = _front(parts, lengths, cover_facts, created, title)
    with pikepdf.new() as book:
        with opened(front.bytes) as pdf:
            book.pages.extend(pdf.pages)
        outline = [OutlineItem("Bìa", 0), OutlineItem("Mục lục", 1)]
        for part, entry in zip(parts, entries, strict=True):
            with opened(part.bytes) as pdf:
                item = OutlineItem(part.title, entry.first_page - 1)
                item.children.extend(_inner_outline(pdf, entry.first_page - 1))
                book.pages.extend(pdf.pages)
            outline.append(item)
        with book.open_outline() as root:
            root.root.extend(outline)
        _point_links(book, front.pages, entries)
        number_pages(book)
        _describe(book, title, created)
        return saved(book)


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
        front = print_values(COVER, {"facts": cover_facts, "contents": entries}, None, created, title, False)
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


def _describe(book: pikepdf.Pdf, title: str, created: datetime.date) -> None:
    day = String(f"D:{created:%Y%m%d}000000Z")
    book.docinfo[Name.Title] = String(title)
    book.docinfo[Name.CreationDate] = book.docinfo[Name.ModDate] = day
    book.Root.Lang = String("vi")
    book.Root.PageMode = Name.UseOutlines
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
