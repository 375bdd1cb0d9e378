"""The tags of a paper, as a screen reader and an archive need them: headings, paragraphs, tables with their heads.

WeasyPrint tags every box it paints, page by page. This tree stands in its place, smaller and truer: a paragraph or
a table that goes on over a page is one tag; what the style sheet puts in the margins, a head of a table repeated on
the next page and a picture without a description are artifacts; tables that only place things side by side are
paragraphs; heads of columns say that they are. It also spares a long list a third of its writing.
Source: ISO 32000-1, 14.7 and 14.8, which PDF/A-3a asks for (ISO 19005-3, 6.7).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

_KINDS = {
    **{name: f"/{name.upper()}" for name in ("p", "h1", "h2", "h3", "h4", "table", "tr", "th", "td")},
    **dict.fromkeys(("div", "section"), "/Div"),
    **{"table": "/Table", "thead": "/THead", "tbody": "/TBody", "a": "/Link"},
}
_TABLE = {"/Table", "/THead", "/TBody", "/TR", "/TH", "/TD"}
_CELLS = {"/TH", "/TD"}
_POINTS = 0.75  # of a CSS pixel


class Mark(NamedTuple):
    """A piece of painted content: the page it stands on, its number there, and whether it is only a space."""

    page: bytes
    number: int
    blank: bool = False


class Link(NamedTuple):
    """A link that is pressed on a page."""

    page: bytes
    annotation: pydyf.Dictionary


@dataclass(eq=False)
class Tag:
    """One element of the tree: what it is, what it holds, what is said of it, the page it begins on."""

    kind: str
    page: bytes = b""
    kids: list = field(default_factory=list)
    said: bytes = b""


class Written(pydyf.Object):
    """An object of the file whose bytes are known: a dictionary of pydyf would be spelled out twice, slowly."""

    data = b""


def use_our_tags() -> None:
    """Let WeasyPrint write this tree instead of its own; it has no other door for that (held by tests/pdf)."""
    weasyprint.pdf.add_tags = add_tags


def add_tags(pdf: pydyf.PDF, document: weasyprint.Document, _version: object, streams: Sequence[Any]) -> None:
    """Write the tree of tags of a file whose pages are painted."""
    pages = pdf.page_references
    reader = _Reader()
    for page, reference, stream in zip(document.pages, pages, streams, strict=True):
        reader.read_page(page, reference, stream._tags)
    writer = _Writer(pdf, pages)
    writer.write_root(_blocks(_cleaned(reader.top.kids, False)))
    for reference, stream in zip(pages, streams, strict=True):
        _leave_out(stream, writer.marks[reference])
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Reader:
    """Gathers what was painted under the elements of the template it came from."""

    def __init__(self) -> None:
        self.top = Tag("/Document")
        self.known: dict[Any, Tag] = {}

    def read_page(self, page: weasyprint.Page, reference: bytes, marks: dict) -> None:
        self.page, self.height, self.marks = reference, page.height, marks
        # The number of the form stands in the margin, but is read first.
        for box in sorted(page._page_box.children, key=lambda box: not isinstance(box, boxes.MarginBox)):
            self._read(box, self.top)

    def _read(self, box: Any, parent: Tag) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, (boxes.TextBox, boxes.ReplacedBox)):
            self._read_painted(box, parent)
            return
        tag = self._tag_of(box, parent)
        if tag.kind == "/THead" and tag.page != self.page:
            return
        if box.link_annotation:
            tag.kids.append(Link(self.page, box.link_annotation))
        for child in box.children:
            self._read(child, tag)

    def _tag_of(self, box: Any, parent: Tag) -> Tag:
        """The tag of the element a box is part of: one for all boxes and pages of the element."""
        kind = _KINDS.get(box.element_tag)
        if kind is None or box.element is None:
            return parent
        if box.element not in self.known:
            tag = self.known[box.element] = Tag(kind, self.page, said=_said_of_cell(box) if kind in _CELLS else b"")
            parent.kids.append(tag)
        return self.known[box.element]

    def _read_painted(self, box: Any, parent: Tag) -> None:
        """Text belongs to what holds it; without an element it is of the style sheet, as the page numbers are."""
        if box not in self.marks or box.element is None:
            return
        number = self.marks[box]["mcid"]
        if isinstance(box, boxes.TextBox):
            parent.kids.append(Mark(self.page, number, not box.text.strip()))
        elif description := box.element.get("alt"):
            left, top = box.content_box_x() * _POINTS, (self.height - box.content_box_y()) * _POINTS
            place = left, top - box.height * _POINTS, left + box.width * _POINTS, top
            layout = b"/A<</O/Layout/BBox[%.3f %.3f %.3f %.3f]>>" % place
            said = b"/Alt %b" % pydyf.String(description).data + layout
            parent.kids.append(Tag("/Figure", self.page, [Mark(self.page, number)], said))


def _said_of_cell(box: Any) -> bytes:
    said = b"".join(b"/%b %d" % span for span in ((b"ColSpan", box.colspan), (b"RowSpan", box.rowspan)) if span[1] != 1)
    if box.element_tag == "th":
        said += b"/Scope/Column"
    return b"/A<</O/Table%b>>" % said if said else b""


def _cleaned(kids: Iterable, in_table: bool) -> Iterator:
    """The same things without the boxes that only place them."""
    for kid in kids:
        if not isinstance(kid, Tag):
            yield kid
            continue
        inside = _has_head(kid) if kid.kind == "/Table" else in_table
        below = list(_cleaned(kid.kids, inside))
        if kid.kind == "/Div" or (kid.kind in _TABLE and not inside):
            yield from _blocks(below)
        elif kid.kind in _CELLS or not _is_blank(below):
            yield Tag(kid.kind, kid.page, below, kid.said)


def _has_head(table: Tag) -> bool:
    """Whether a table has heads of columns; one without only places things side by side."""
    return any(
        kid.kind == "/TH" or (kid.kind in _TABLE - _CELLS and _has_head(kid))
        for kid in table.kids
        if isinstance(kid, Tag)
    )


def _blocks(kids: Iterable) -> Iterator[Tag]:
    """Words that stand beside blocks, or in a box that only places them, are paragraphs of their own."""
    for is_block, those in groupby(kids, lambda kid: isinstance(kid, Tag) and kid.kind != "/Link"):
        if is_block:
            yield from those
        elif not _is_blank(words := list(those)):
            yield Tag("/P", kids=words)


def _is_blank(kids: list) -> bool:
    return all(isinstance(kid, Mark) and kid.blank for kid in kids)


class _Writer:
    """Writes the tree into the file, and the way back from each mark and link to its tag."""

    def __init__(self, pdf: pydyf.PDF, pages: Sequence[bytes]) -> None:
        self.pdf = pdf
        self.marks: dict[bytes, dict[int, bytes]] = {page: {} for page in pages}
        self.links: list[bytes] = []

    def write_root(self, tags: Iterable[Tag]) -> None:
        root, parents = Written(), Written()
        self.pdf.add_object(root)
        self.pdf.add_object(parents)
        top = self._write(Tag("/Document", kids=list(tags)), root.reference)
        root.data = b"<</Type/StructTreeRoot/K %b/ParentTree %b>>" % (top, parents.reference)
        parents.data = b"<</Nums[%b]>>" % b" ".join(self._numbers())
        self.pdf.catalog["StructTreeRoot"] = root.reference

    def _numbers(self) -> Iterator[bytes]:
        """The way back: for each page the tags of its marks in their order, for each link its tag."""
        for number, owners in enumerate(self.marks.values()):
            marks = range(max(owners, default=-1) + 1)
            yield b"%d[%b]" % (number, b" ".join(owners.get(mark, b"null") for mark in marks))
        for number, owner in enumerate(self.links, start=len(self.marks)):
            yield b"%d %b" % (number, owner)

    def _write(self, tag: Tag, parent: bytes) -> bytes:
        element = Written()
        self.pdf.add_object(element)
        reference: bytes = element.reference
        page = next((kid.page for kid in tag.kids if isinstance(kid, Mark)), None)
        on_page = b"/Pg %b" % page if page else b""
        kids = [self._kid(kid, reference, page) for kid in tag.kids]
        held = b" %b" % kids[0] if len(kids) == 1 else b"[%b]" % b" ".join(kids)
        element.data = b"<</S%b/P %b%b%b/K%b>>" % (tag.kind.encode(), parent, on_page, tag.said, held)
        return reference

    def _kid(self, kid: Any, reference: bytes, page: bytes | None) -> bytes:
        if isinstance(kid, Tag):
            return self._write(kid, reference)
        if isinstance(kid, Link):
            kid.annotation["StructParent"] = len(self.marks) + len(self.links)
            self.links.append(reference)
            return b"<</Type/OBJR/Pg %b/Obj %b>>" % (kid.page, kid.annotation.reference)
        self.marks[kid.page][kid.number] = reference
        if kid.page == page:
            return b"%d" % kid.number
        return b"<</Type/MCR/Pg %b/MCID %d>>" % (kid.page, kid.number)


def _leave_out(stream: pydyf.Stream, owned: dict[int, bytes]) -> None:
    """Turn the marks that no tag owns into artifacts."""
    words = stream.stream
    for place, word in enumerate(words):
        if word == b"BDC" and words[place - 1]["MCID"] not in owned:
            words[place - 2 : place] = ("/Artifact", b"<</Type/Pagination>>")
