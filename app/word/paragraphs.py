"""Lines of text: which class of our templates is which style of the Word file, and what stands inside a line.

A number is held together by no-break spaces; its hyphens stay plain ones, so that "45/KH-UBND" is still found by
whoever searches for it in Word. A short line beneath a text is a paragraph of its own without text, as wide as the
rule says, so it stays under the middle of that text without any drawing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from app import pdf
from app.word.nodes import Node, node, text_node
from app.word.styles import STYLES, indent, spacing

NO_BREAK_SPACE = "\u00a0"
BOX = "\u25a1" + NO_BREAK_SPACE
RULE_EIGHTHS = 6  # 0.75 pt
_SPACES = re.compile(r"[ \t\r\n]+")


class UnknownMarkup(ValueError):
    """A template says something for which there is no Word yet: nothing may be left out in silence."""


@dataclass(frozen=True)
class Rule:
    """The line beneath a text: its style, which part of the text's width it has, the width at which the text wraps."""

    style: str
    share: float
    most_mm: float = 1000


# The class that says what a line is; those of _ADDED only change it.
_NAMED: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("p", ""): "NoiDung",
        ("p", "center"): "DongGiua",
        ("p", "italic"): "CanCu",
        ("p", "invited"): "NoiDung",
        ("p", "line"): "DongKhai",
        ("p", "field"): "GachDauDong",
        ("p", "dash-line"): "GachDauDong",
        ("p", "attached"): "KemTheo",
        ("p", "decider"): "ThamQuyen",
        ("p", "order"): "QuyetDinh",
        ("h1", ""): "TenLoai",
        ("h2", "section"): "Muc",
        ("h2", "titled"): "TieuMuc",
        ("h3", "titled"): "TieuMuc",
        ("div", "national-title"): "QuocHieu",
        ("div", "motto"): "TieuNgu",
        ("div", "parent"): "CoQuanChuQuan",
        ("div", "agency"): "CoQuan",
        ("div", "about"): "TrichYeu",
        ("div", "signer-lines"): "ChucVuKy",
        ("div", "signer-hint"): "CachKy",
        ("div", "signer-space"): "ChoKy",
        ("div", "signer-name"): "HoTenKy",
        ("div", "recipients-title"): "NoiNhanDau",
        ("div", ""): "NoiNhan",
        ("td", "number"): "SoKyHieu",
        ("td", "place-date"): "DiaDanh",
        ("td", "label"): "KinhGui",
        ("td", "dash"): "NoiGui",
        ("td", ""): "KinhGui",
    }
)
_IN_GRID: Mapping[tuple[str, str], str] = MappingProxyType(
    {("th", ""): "DauCot", ("td", ""): "OBang", ("td", "mid"): "OBangGiua"}
)
_IN_BOX: Mapping[tuple[str, str], str] = MappingProxyType(
    {("h2", ""): "KhungDau", ("p", ""): "Khung", ("p", "agree"): "KhungKy"}
)
_IN_HEAD: Mapping[tuple[str, str], str] = MappingProxyType(
    {("div", "form-number"): "SoMau", ("div", "form-number-left"): "SoMauTrai"}
)
PLACES = MappingProxyType(
    {
        "paper": _NAMED,
        "head of the page": _IN_HEAD,
        "grid": _IN_GRID,
        "box": _IN_BOX,
        "particulars": MappingProxyType({("td", ""): "LyLich"}),
        "first particular": MappingProxyType({("td", ""): "LyLichDau"}),
    }
)

_ADDED = frozenset({"bold", "small", "plain", "award", "keep", "lead-in"})
_RULES = MappingProxyType(
    {
        "TieuNgu": Rule("DuongKe", 1.0),
        "CoQuan": Rule("DuongKe", 0.4),
        "TrichYeu": Rule("DuongKeTrichYeu", 0.35, 135),
    }
)
_AWARD_MM = 7.5
_HELD = frozenset({"nowrap", "whole-place", "held-number", "held-name"})
_OF_TABLES = {"col": {"style"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}


@dataclass(frozen=True)
class Piece:
    """A stretch of text in one kind of letters, None as its style has them; a newline ends a line of the paragraph."""

    text: str
    bold: bool | None = None
    italic: bool | None = None


@dataclass(frozen=True)
class Line:
    """What an element of a template is in Word: its style, what changes it, its text."""

    style: str
    added: frozenset[str]
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def classes_of(element: Any) -> set[str]:
    """The classes of an element; any other attribute that could mean something to the page is unknown."""
    if not isinstance(element.tag, str) or set(element.attrib) - {"class"} - _OF_TABLES.get(element.tag, set()):
        raise UnknownMarkup(f"<{element.tag}> says what is not known: {dict(element.attrib)}")
    return set(element.get("class", "").split())


def read_line(element: Any, place: str) -> Line:
    """What an element is. Raises UnknownMarkup when a class or something inside it is not known."""
    classes = classes_of(element)
    named = PLACES[place]
    kinds = sorted(classes - _ADDED) or [""]
    style = named.get((element.tag, kinds[0])) if len(kinds) == 1 else None
    if style is None:
        raise UnknownMarkup(f'<{element.tag} class="{element.get("class", "")}"> is not known in a {place}')
    added = frozenset(classes & _ADDED)
    held = {"nowrap", "whole-place"} if place == "grid" else {"nowrap", "whole-place", "held-number"}
    if style == "TrichYeu" or "award" in added:  # titles are broken where the sense allows it
        held.add("held-name")
    return Line(style, added, _trimmed(_pieces(element, held, None, None)))


def _pieces(element: Any, held: set[str], bold: bool | None, italic: bool | None) -> Iterator[Piece]:
    if element.text:
        yield Piece(_SPACES.sub(" ", element.text), bold, italic)
    for child in element:
        yield from _inside(child, held, bold, italic)
        if child.tail:
            yield Piece(_SPACES.sub(" ", child.tail), bold, italic)


def _inside(child: Any, held: set[str], bold: bool | None, italic: bool | None) -> Iterator[Piece]:
    classes = classes_of(child)
    if child.tag == "br" and not classes:
        yield Piece("\n", bold, italic)
    elif child.tag == "b" and not classes:
        yield from _pieces(child, held, True, italic)
    elif child.tag == "i" and not classes:
        yield from _pieces(child, held, bold, True)
    elif child.tag == "span" and classes <= _HELD:
        inner = _pieces(child, held, bold, italic)
        yield from (_unbroken(piece) for piece in inner) if classes & held else inner
    elif child.tag == "span" and classes == {"normal"}:
        yield from _pieces(child, held, False, italic)
    elif child.tag == "span" and classes == {"tick"}:
        yield Piece(BOX, bold, italic)
    elif not (child.tag == "span" and classes == {"rule"}):
        raise UnknownMarkup(f'<{child.tag} class="{child.get("class", "")}"> is not known inside a line')


def _unbroken(piece: Piece) -> Piece:
    return Piece(piece.text.replace(" ", NO_BREAK_SPACE), piece.bold, piece.italic)


def _trimmed(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces as a page shows them: one space between words, none at the ends of a line."""
    shown: list[Piece] = []
    for piece in pieces:
        if not shown or shown[-1].text.endswith((" ", "\n")):
            piece = replace(piece, text=piece.text.lstrip(" "))
        if piece.text == "\n":
            _end_line(shown)
        if piece.text:
            shown.append(piece)
    _end_line(shown)
    return tuple(piece for piece in shown if piece.text)


def _end_line(shown: list[Piece]) -> None:
    if shown:
        shown[-1] = replace(shown[-1], text=shown[-1].text.rstrip(" "))


def paragraphs_of(line: Line, room_mm: float) -> list[Node]:
    """A line as Word has it, with the short line beneath it where NĐ 30/2020 wants one.

    Args: room_mm, how wide the column is in which it stands.
    """
    made = [paragraph(line.style, *runs(line), changes=_changes(line))]
    rule = _RULES.get(line.style)
    if rule is not None:
        length = rule.share * min(_width_mm(line), rule.most_mm, room_mm)
        made.append(_ruled(rule.style, length, room_mm))
    return made


def paragraph(style: str, *content: Node, changes: tuple[Node, ...] = ()) -> Node:
    """A paragraph of a style; `changes` stand in the order the schema of Word wants."""
    return node("p", node("pPr", node("pStyle", val=style), *changes), *content)


def _changes(line: Line) -> tuple[Node, ...]:
    found = [node("keepNext")] if "lead-in" in line.added else []
    if "award" in line.added:
        found.append(indent(_AWARD_MM, _AWARD_MM))
    elif "plain" in line.added:
        found.append(indent(0, 0))
    return tuple(found)


def runs(line: Line) -> Iterator[Node]:
    """The text of a line in stretches of the same letters."""
    for piece in line.pieces:
        letters: list[Node] = []
        if piece.bold or "bold" in line.added:
            letters += [node("b"), node("bCs")]
        elif piece.bold is False:
            letters += [node("b", val=0), node("bCs", val=0)]
        if piece.italic:
            letters += [node("i"), node("iCs")]
        if "small" in line.added:
            letters += [node("sz", val=22), node("szCs", val=22)]
        shape = [node("rPr", *letters)] if letters else []
        yield node("r", *shape, node("br") if piece.text == "\n" else text_node(piece.text))


def _width_mm(line: Line) -> float:
    style = STYLES[line.style]
    size = style.size or 14
    return max(pdf.width_mm(words, size, bold=style.bold) for words in line.text.split("\n"))


def _ruled(style: str, length_mm: float, room_mm: float) -> Node:
    """A line under the middle of what stands above it: the lower border of a paragraph without text."""
    aside = (room_mm - length_mm) / 2
    border = node("pBdr", node("bottom", val="single", sz=RULE_EIGHTHS, space=0, color="000000"))
    return paragraph(style, changes=(border, indent(aside, aside)))


def gap(size: float, *, keep: bool = False) -> Node:
    """The paragraph without text that parts two tables, which Word would make into one."""
    held = (node("keepNext"),) if keep else ()
    return paragraph("NganBang", changes=(*held, spacing(STYLES["NganBang"], before=max(size - 1, 0))))


def raise_to(one: Node, size: float) -> None:
    """See that a paragraph has at least so many points of room above it."""
    style = STYLES[style_of(one)]
    if style.before < size:
        shape = one.children[0].children
        place = next((i for i, child in enumerate(shape) if child.name in _AFTER_SPACING), len(shape))
        shape.insert(place, spacing(style, before=size))


_AFTER_SPACING = {"ind", "jc"}


def style_of(one: Node) -> str:
    """Which style a paragraph has."""
    return str(one.children[0].children[0].values["val"])


def keep_with_next(one: Node) -> None:
    """Keep a paragraph on the page on which the next one begins."""
    shape = one.children[0]
    if not shape.has("keepNext"):
        shape.children.insert(1, node("keepNext"))
