"""WordprocessingML by the element: names without their prefix, measures in the units Word counts in.

Elements are held as plain values and become XML once, when they are whole: a list of 2,000 rows has 100,000 of them,
and python-docx takes some ten times as long to make each by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

TWIPS_OF_POINT = 20
TWIPS_OF_MM = 1440 / 25.4


@dataclass(slots=True)
class Node:
    """One element of Word; a name or an attribute without a prefix is of WordprocessingML itself."""

    name: str
    children: list["Node"]
    values: dict[str, str | int] = field(default_factory=dict)
    text: str = ""

    def below(self, name: str) -> Iterator["Node"]:
        """The elements of this name inside it, at any depth, in order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.below(name)

    def has(self, name: str) -> bool:
        """Whether an element of this name stands directly inside it."""
        return any(child.name == name for child in self.children)


def node(name: str, /, *children: Node, **values: str | int) -> Node:
    """One element with its children and its attributes: node("jc", val="center")."""
    return Node(name, list(children), values)


def text_node(words: str) -> Node:
    """A stretch of text; its spaces are kept."""
    return Node("t", [], {"xml:space": "preserve"}, words)


def part_of(root: Node) -> Any:
    """The outermost element of a part with all that is in it, as python-docx keeps it."""
    pieces: list[str] = []
    _write(root, pieces, f" {nsdecls('w', 'r')}")
    return parse_xml("".join(pieces).encode())


def _write(one: Node, pieces: list[str], spaces: str = "") -> None:
    values = "".join(f" {_prefixed(key)}={quoteattr(str(value))}" for key, value in one.values.items())
    if not one.children and not one.text:
        pieces.append(f"<w:{one.name}{spaces}{values}/>")
        return
    pieces.append(f"<w:{one.name}{spaces}{values}>{escape(one.text)}")
    for child in one.children:
        _write(child, pieces)
    pieces.append(f"</w:{one.name}>")


def _prefixed(key: str) -> str:
    return key if ":" in key else f"w:{key}"


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * TWIPS_OF_MM)


def points(size: float) -> int:
    """Points in twentieths of a point."""
    return round(size * TWIPS_OF_POINT)
