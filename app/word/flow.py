"""The elements of a paper one after the other: what each becomes, and what stands between two of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.word import tables
from app.word.nodes import Node
from app.word.paragraphs import UnknownMarkup, classes_of, gap, keep_with_next, paragraphs_of, raise_to, read_line


@dataclass(frozen=True)
class Kind:
    """How a table is made, the points of room above and below it, whether what stands above stays with it."""

    make: Callable[[Any, float], Node]
    above: float = 0
    below: float = 0
    held: bool = False


_TABLES: Mapping[str, Kind] = MappingProxyType(
    {
        "head": Kind(tables.head, below=12),
        "addressees": Kind(tables.addressees, below=8),
        "particulars": Kind(tables.particulars),
        "grid": Kind(tables.grid, above=2, below=8),
        "closing": Kind(tables.closing, above=6, below=4, held=True),
    }
)
_VARIANTS = frozenset({"several", "tall"})
_BOX = Kind(tables.box, above=7)


@dataclass(frozen=True)
class Block:
    """One thing on the page; `kind` of a table only."""

    node: Node
    held: bool = False
    kind: Kind | None = None


def blocks_of(elements: Iterable[Any], room_mm: float) -> Iterator[Block]:
    """What the elements of a paper are in Word. Raises UnknownMarkup where one of them is not known."""
    for element in elements:
        classes = classes_of(element)
        if element.tag == "table" or classes == {"consent"}:
            kind = _BOX if element.tag == "div" else _table_kind(element, classes)
            yield Block(kind.make(element, room_mm), kind.held, kind)
        elif element.tag == "div" and classes in ({"citizen-head"}, {"recipients-after"}):
            tables.no_text_between(element)
            yield from blocks_of(element, room_mm)
        else:
            line = read_line(element, "paper")
            for place, made in enumerate(paragraphs_of(line, room_mm)):
                yield Block(made, held=place > 0 or "keep" in line.added)


def _table_kind(element: Any, classes: set[str]) -> Kind:
    names = classes - _VARIANTS
    kind = _TABLES.get(*names) if len(names) == 1 else None
    if kind is None:
        raise UnknownMarkup(f'<table class="{element.get("class", "")}"> is not known')
    return kind


def joined(blocks: Iterable[Block]) -> list[Node]:
    """The blocks with what stands between them: room, a parting line of two tables, what stays together."""
    made: list[Node] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            made += _between(before, block)
        made.append(block.node)
        before = block
    if before is not None and before.kind is not None:
        made.append(gap(1))  # Word wants a paragraph at the end
    return made


def _between(before: Block, block: Block) -> list[Node]:
    if block.held:
        _keep(before)
    if before.kind is None:
        return []
    if block.kind is None:
        raise_to(block.node, before.kind.below)
        return []
    return [gap(max(before.kind.below, block.kind.above), keep=block.held)]


def _keep(block: Block) -> None:
    if block.kind is None:
        keep_with_next(block.node)
    else:
        tables.keep_row(block.node.children[-1])
