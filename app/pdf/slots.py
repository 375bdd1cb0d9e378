"""Where changing words stand in a layout: read from WeasyPrint's own boxes, with the room their line has.

Only lines are taken of which it is certain how they answer to a longer word: the one line of its block, nothing in it
but text without ornament, and a block whose width does not come from what stands in it. Anywhere else the words of a
form may not change.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes

from app.pdf.alphabet import Face, face

SPARE = 0.2  # CSS pixels (0.05 mm) that a line must have left, so that no rounding sends its last word down
_BOLD = 600
_UNITS = re.compile(r" ?[^ ]+ ?| ")
# A word that no line ends in: letters and figures with what belongs to them, a number with its strokes, a dash alone.
_WHOLE = re.compile(r" ?(?:[“(]?\w[\w.'’]*[.,;:)”]*|\d+(?:/\w+)+[.,;:)]*|-|[.,;:)]*)")
_PULL = {"start": 0.0, "left": 0.0, "justify": 0.0, "center": 0.5, "end": 1.0, "right": 1.0}


@dataclass(frozen=True)
class Word:
    """One run of text on a changing line: its place in the layout, its face, and which changing text it shows.

    `source` is None for words that stay; `lead` and `tail` are the spaces around a changing text; `key` is the page
    and the place by which the page's drawing is searched for it.
    """

    key: tuple[int, float, float]
    width: float
    size: float
    face: Face
    style: tuple[bool, bool]
    source: int | None = None
    lead: str = ""
    tail: str = ""

    def text_of(self, texts: Sequence[str]) -> str:
        """What a changing word shows of these texts."""
        return "" if self.source is None else self.lead + texts[self.source] + self.tail

    def width_of(self, texts: Sequence[str]) -> float | None:
        """How wide that is; None when it holds a sign that forms do not carry."""
        return self.face.width(self.text_of(texts), self.size)


@dataclass(frozen=True)
class Line:
    """A line with at least one changing word: how much it may hold, and which part of its growth goes to the left.

    `below` is how much the next lines of its block hold; 0 where its words may not be broken into several lines.
    """

    words: tuple[Word, ...]
    room: float
    pull: float
    below: float = 0.0

    def set(self, texts: Sequence[str]) -> list[float] | None:
        """Where each word begins when these texts stand on the line; None when they do not fit."""
        widths = []
        for word in self.words:
            width = word.width if word.source is None else word.width_of(texts)
            if width is None:
                return None
            widths.append(width)
        whole = sum(widths)
        if whole > self.room - SPARE:
            return None
        shift = -self.pull * (whole - sum([word.width for word in self.words]))
        places = []
        for word, width in zip(self.words, widths, strict=True):
            places.append(word.key[1] + shift)
            shift += width - word.width
        return places

    def broken(self, texts: Sequence[str]) -> dict[int, list[str]] | None:
        """The texts of this line as they go over several lines, as long as each line holds; None when that is unsure.

        A line ends only at a space inside a changing text, between words that hyphens and the like do not part.
        """
        if not self.below or any(word.source is None for word in self.words[1:]):
            return None
        parts: dict[int, list[str]] = {}
        room, used, before = self.room, 0.0, " "
        for word in self.words:
            if word.source is None:
                used += word.width
                continue
            lines = [""]
            for unit in _UNITS.findall(word.text_of(texts)):
                width, whole = word.face.width(unit.rstrip(" "), word.size), word.face.width(unit, word.size)
                if width is None or whole is None or not _WHOLE.fullmatch(unit.rstrip(" ")):
                    return None
                left = room - used - width
                if left < SPARE:
                    if left > -SPARE or before != " " or not lines[-1].strip(" "):
                        return None
                    lines = [*lines[:-1], lines[-1].rstrip(" "), ""]
                    room, used = self.below, 0.0
                lines[-1] += unit
                used += whole
                before = unit[-1:] or before
            parts[word.source] = [part.strip(" ") for part in lines]
        return parts


def changing_lines(
    pages: Sequence[weasyprint.document.Page], marks: Sequence[str], owners: Sequence[int]
) -> list[Line] | None:
    """The lines on which these marks stand, one mark for each changing text; None when one may not change there.

    Args: owners, for each mark the text it belongs to: one that is broken by hand into several lines has as many marks.
    """
    found: list[Line] = []
    for number, page in enumerate(pages):
        for line, parents in _lines(page._page_box, ()):
            words = _words(line, number, marks)
            if all(word.source is None for word in words):
                continue
            read = _line(line, parents, words, _lines_by_hand(parents[-1], marks, owners))
            if read is None:
                return None
            found.append(read)
    seen = sorted(word.source for line in found for word in line.words if word.source is not None)
    return found if seen == list(range(len(marks))) else None


def _lines_by_hand(block: Any, marks: Sequence[str], owners: Sequence[int]) -> int:
    """How many lines a block has when none of its words flows into the next line by itself."""
    there = [number for line in block.children for box in _texts(line) for number in _marked(box.text, marks)]
    return 1 + len(there) - len({owners[number] for number in there})


def _marked(text: str, marks: Sequence[str]) -> list[int]:
    return [number for number, mark in enumerate(marks) if mark in text]


def _lines(box: Any, parents: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            yield child, (*parents, box)
        yield from _lines(child, (*parents, box))


def _words(line: Any, page: int, marks: Sequence[str]) -> list[Word]:
    return [_word(box, page, marks) for box in _texts(line) if box.text.strip()]


def _texts(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def _word(box: Any, page: int, marks: Sequence[str]) -> Word:
    style = (box.style["font_weight"] >= _BOLD, box.style["font_style"] != "normal")
    lead = tail = ""
    source = next(iter(_marked(box.text, marks)), None)
    if source is not None:
        lead, _, tail = box.text.partition(marks[source])
    size = box.style["font_size"]
    key = (page, box.position_x, box.position_y + box.baseline)
    return Word(key, box.width, size, face(*style), style, source, lead, tail)


def _line(line: Any, parents: tuple[Any, ...], words: list[Word], by_hand: int) -> Line | None:
    block = parents[-1]
    pull = _PULL[_align(line.style)]
    if not _is_plain(line) or any((word.lead + word.tail).strip() for word in words):
        return None
    if isinstance(block, boxes.MarginBox):
        # A box of the margin grows with what stands in it; the code in letters has the foot of the page for itself.
        return None if pull else Line(tuple(words), float("inf"), 0.0)
    flows = line.style["text_align_all"] in ("start", "left")
    if not _keeps_its_width(parents) or len(block.children) != by_hand or (by_hand > 1 and not flows):
        return None
    if pull:
        return None if block.style["text_indent"].value else Line(tuple(words), block.width, pull)
    room = block.width - (words[0].key[1] - block.content_box_x())
    wraps = flows and line.style["white_space"] == "normal" and not _is_held(line)
    return Line(tuple(words), room, pull, block.width if wraps else 0.0)


def _is_held(box: Any) -> bool:
    """Whether a part of a line may not be parted at its spaces."""
    return any(
        child.style["white_space"] != "normal" or (isinstance(child, boxes.InlineBox) and _is_held(child))
        for child in box.children
    )


def _align(style: Any) -> str:
    """How the last line of a block stands; text of ours runs from left to right."""
    last = style["text_align_last"]
    align: str = style["text_align_all"] if last == "auto" else last
    return align


def _is_plain(box: Any) -> bool:
    """Whether nothing but text stands in a line, and nothing is drawn around or under it."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if child.style["text_decoration_line"] != "none" or child.style["letter_spacing"] not in (0, "normal"):
                return False
        elif not isinstance(child, boxes.InlineBox) or not _is_bare(child) or not _is_plain(child):
            return False
    return True


def _is_bare(box: Any) -> bool:
    edges = [getattr(box, f"{kind}_{side}") for kind in ("margin", "padding") for side in ("left", "right")]
    borders = [getattr(box, f"border_{side}_width") for side in ("left", "right", "top", "bottom")]
    return not any(edges + borders) and box.background is None and box.style["position"] == "static"


def _keeps_its_width(parents: tuple[Any, ...]) -> bool:
    """Whether every box around a line has its width from the page or the style sheet, not from the words in it."""
    for box in parents[1:]:  # the first is the page
        if isinstance(box, boxes.TableBox):
            if box.style["table_layout"] != "fixed" or box.style["width"] == "auto":
                return False
        elif isinstance(box, (boxes.TableCellBox, boxes.TableRowBox, boxes.TableRowGroupBox)):
            continue
        elif type(box) is not boxes.BlockBox or box.style["float"] != "none" or box.style["position"] != "static":
            return False
    return True
