"""Finished papers become one file: their pages are copied, never laid out again.

Only the cover, the contents, the dividers and the running numbers of a bound dossier are new; the first three are one
layout. The file is not PDF/A and not the record.
"""

import datetime
import io
import itertools
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from app.pdf.metrics import width_mm
from app.pdf.numbering import number_pages
from app.pdf.press import print_values
from app.pdf.reading import Rendered, Unreadable, opened, saved

COVER = "documents/dossier.html"

# The contents as static/paper.css sets them; only a first guess of how many pages they take rests on these.
_TITLE_MM, _TITLE_PT, _LINE_PT, _ROW_PT = 109.0, 12, 13.8, 4.5
_PAGE_PT, _HEADING_PT, _HEAD_ROW_PT = 728.0, 42.0, 18.3
# A divider as the same sheet sets it: it must stay one page, so only as many names are listed as surely fit.
_NAME_MM, _NAME_PT, _NAME_LINE_PT, _NAME_GAP_PT = 116.0, 13, 15.6, 3.0
_HEADLINE_MM, _HEADLINE_PT, _HEADLINE_LINE_PT, _DIVIDER_ROOM_PT = 120.0, 20, 26.0, 455.0


@dataclass(frozen=True)
class Part:
    """One file of a bound dossier: its name in the contents, its PDF, and a remark printed below the name."""

    title: str
    bytes: bytes
    note: str = ""


@dataclass(frozen=True)
class Component:
    """One component of a dossier, which begins with a divider of its own: its name and the files in it."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Entry:
    """A line of the contents page."""

    number: int
    title: str
    note: str
    pages: int
    first_page: int
    link: str


@dataclass(frozen=True)
class Group:
    """The lines of one component; without a numeral they are files that stand alone, without a divider.

    `listed` is how many of them the divider has room for.
    """

    numeral: str
    title: str
    first_page: int
    link: str
    entries: tuple[Entry, ...]
    listed: int


def merge(files: Sequence[bytes]) -> Rendered:
    """Several finished papers as one stack for the printer, in the order given."""
    with pikepdf.new() as stack:
        for content in files:
            with opened(content) as pdf:
                stack.pages.extend(pdf.pages)
        return saved(stack)


def bind(parts: Sequence[Part | Component], *, cover_facts: object, created: datetime.date, title: str) -> Rendered:
    """One PDF of the whole dossier: cover, contents, the parts behind dividers, bookmarks and running "Trang x/y".

    Args: parts in their order, grouped in components where a divider is to stand before them; cover_facts for the
    cover template; created, the day written into the file.
    Raises Unreadable with the part's title when a part is no usable PDF.
    """
    components = [one if isinstance(one, Component) else Component("", (one,)) for one in parts]
    with ExitStack() as open_files, pikepdf.new() as book:
        sources = [[open_files.enter_context(_opened(part)) for part in one.parts] for one in components]
        lengths = [[len(source.pages) for source in of_component] for of_component in sources]
        front, groups = _front(components, lengths, cover_facts, created, title)
        laid = open_files.enter_context(opened(front.bytes))
        before, dividers = _divided(laid, groups)
        book.pages.extend(before)
        printed = list(range(len(before)))
        for group, of_component in zip(groups, sources, strict=True):
            if group.numeral:
                printed.append(len(book.pages))
                book.pages.append(next(dividers))
            for source in of_component:
                book.pages.extend(source.pages)
        with book.open_outline() as outline:
            outline.root.extend(_bookmarks(groups, sources))
        _point_links(book, printed, groups)
        number_pages(book)
        _describe(book, title, created)
        return _written(book)


def _opened(part: Part) -> pikepdf.Pdf:
    try:
        return opened(part.bytes)
    except Unreadable as error:
        raise Unreadable(f"{part.title}: {error}") from error


# ---- cover, contents, dividers: one layout


def _front(
    components: list[Component], lengths: list[list[int]], cover_facts: object, created: datetime.date, title: str
) -> tuple[Rendered, list[Group]]:
    """Everything that is laid out; contents longer than guessed move every number, so all is made again."""
    dividers = sum(bool(one.title) for one in components)
    guess = _contents_pages(components)
    while True:
        groups = list(_groups(components, lengths, 1 + guess))
        front = print_values(COVER, {"facts": cover_facts, "groups": groups}, None, created, title, False)
        found = front.pages - 1 - dividers
        if found == guess:
            return front, groups
        guess = found


def _groups(components: list[Component], lengths: list[list[int]], before: int) -> Iterator[Group]:
    page, number, numeral = before + 1, 0, 0
    for component, pages_of in zip(components, lengths, strict=True):
        begins = page
        if component.title:
            numeral += 1
            page += 1
        entries = []
        for part, pages in zip(component.parts, pages_of, strict=True):
            number += 1
            entries.append(Entry(number, part.title, part.note, pages, page, f"part:{number}"))
            page += pages
        roman = _roman(numeral) if component.title else ""
        listed = _listed(component, entries[0].number) if roman and entries else 0
        yield Group(roman, component.title, begins, f"component:{numeral}", tuple(entries), listed)


def _roman(number: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in signs:
        count, number = divmod(number, value)
        written += sign * count
    return written


def _lines(words: str, room_mm: float, size: float, *, bold: bool = False) -> int:
    """How many lines words will take: a line ends before the word that no longer fits."""
    space, lines, taken = width_mm(" ", size, bold=bold), 1, 0.0
    for word in words.split():
        width = width_mm(word, size, bold=bold)
        if taken and taken + space + width > room_mm:
            lines, taken = lines + 1, 0.0
        taken += width + (space if taken else 0.0)
        lines, taken = lines + int(taken // room_mm), taken % room_mm
    return lines


def _listed(component: Component, first_number: int) -> int:
    """How many names fit on the divider; when not all do, its last line is kept for "and so many more"."""
    heights = [
        _lines(f"{number}. {part.title} (trang 9999)", _NAME_MM, _NAME_PT) * _NAME_LINE_PT + _NAME_GAP_PT
        for number, part in enumerate(component.parts, start=first_number)
    ]
    headline = component.title.upper()
    room = _DIVIDER_ROOM_PT - _lines(headline, _HEADLINE_MM, _HEADLINE_PT, bold=True) * _HEADLINE_LINE_PT
    if sum(heights) <= room:
        return len(heights)
    room -= 2 * _NAME_LINE_PT + _NAME_GAP_PT
    return sum(total <= room for total in itertools.accumulate(heights))


def _contents_pages(components: list[Component]) -> int:
    """How many pages the contents will probably take."""
    heights = []
    for one in components:
        titles = [one.title] if one.title else []
        heights += [_lines(words, _TITLE_MM, _TITLE_PT) * _LINE_PT + _ROW_PT for words in titles]
        for part in one.parts:
            lines = _lines(part.title, _TITLE_MM, _TITLE_PT) + (_lines(part.note, _TITLE_MM, 11) if part.note else 0)
            heights.append(lines * _LINE_PT + _ROW_PT)
    pages, room = 1, _PAGE_PT - _HEADING_PT - _HEAD_ROW_PT
    for height in heights:
        if height > room:
            pages, room = pages + 1, _PAGE_PT - _HEAD_ROW_PT
        room -= height
    return pages


def _divided(laid: pikepdf.Pdf, groups: list[Group]) -> tuple[list[pikepdf.Page], Iterator[pikepdf.Page]]:
    """The pages of the front: cover and contents, and the dividers, which were laid out after them."""
    pages = list(laid.pages)
    dividers = sum(bool(group.numeral) for group in groups)
    return pages[: len(pages) - dividers], iter(pages[len(pages) - dividers :])


# ---- finding one's way


def _point_links(book: pikepdf.Pdf, printed: list[int], groups: list[Group]) -> None:
    """Turn the "part:3" addresses of our own pages into jumps: a link cannot leave the file it is laid out in."""
    targets = {group.link: group.first_page - 1 for group in groups}
    targets |= {entry.link: entry.first_page - 1 for group in groups for entry in group.entries}
    for index in printed:
        for link in book.pages[index].get(Name.Annots, Array()):
            address = link.get(Name.A, Dictionary()).get(Name.URI)
            if address is not None and str(address) in targets:
                target = book.pages[targets[str(address)]].obj
                link[Name.A] = Dictionary(S=Name.GoTo, D=Array([target, Name.Fit]))


def _bookmarks(groups: list[Group], sources: list[list[pikepdf.Pdf]]) -> Iterator[OutlineItem]:
    """Two levels: component and file; a file that stands alone has its own headings below it."""
    yield OutlineItem("Bìa", 0)
    yield OutlineItem("Mục lục", 1)
    for group, of_component in zip(groups, sources, strict=True):
        if group.numeral:
            item = OutlineItem(f"{group.numeral}. {group.title}", group.first_page - 1)
            item.children.extend(OutlineItem(entry.title, entry.first_page - 1) for entry in group.entries)
            yield item
            continue
        for entry, source in zip(group.entries, of_component, strict=True):
            item = OutlineItem(entry.title, entry.first_page - 1)
            item.children.extend(_headings(source, entry.first_page - 1))
            yield item


def _headings(pdf: pikepdf.Pdf, offset: int) -> list[OutlineItem]:
    places = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    with pdf.open_outline() as outline:
        return list(_moved(pdf, outline.root, places, offset))


def _moved(pdf: pikepdf.Pdf, items: list[OutlineItem], places: dict, offset: int) -> Iterator[OutlineItem]:
    """The headings of a file, pointing at its pages in the book; one that points nowhere hands up its children."""
    for item in items:
        page = _target(pdf, item, places)
        if page is None:
            yield from _moved(pdf, item.children, places, offset)
        else:
            yield OutlineItem(item.title, page + offset)


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


def _written(book: pikepdf.Pdf) -> Rendered:
    """The book as bytes. Whole papers were copied, so no resource is without use: looking for some took 20 ms."""
    target = io.BytesIO()
    book.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=False)
    return Rendered(target.getvalue(), len(book.pages))
