"""The HTML of a form in pieces, and which of them change from paper to paper.

Which words change is not said in the template: it is run with two sets of placeholders, and where the two differ, the
form is open. A number held together, as in "45/KH-UBND", belongs to the text around it.
"""

import dataclasses
import datetime
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from app.pdf import press

KEPT = 64  # forms of a process: a campaign has one for each kind of pledger, times the ways of its hamlets' heads
TITLE, CODE = "SOVANGTITLE", "SVFRM23456Q"  # what stands for title and code while a form is made
OPEN = ("Kxqz", "Jwvy")
OPEN_NUMBERS = (88, 77)

_PIECES = re.compile(r'(?:[^<]+|<span class="held-\w+">[^<]*</span>)+|<[^>]*>')
_HELD = re.compile(r'<span class="held-\w+">|</span>')
_SPACE_ALONE = re.compile(r"</span>\s*<span")  # WeasyPrint draws no sign for a space between two boxes
_SPACES = re.compile(r"[ \t\r\n]+")
_EDGES = re.compile(r"^([ \t\r\n]*)(.*?)([ \t\r\n]*)$", re.S)


@dataclass(frozen=True)
class Pattern:
    """The pieces of a form, tags and texts, and the places of those that are open."""

    pieces: tuple[str, ...]
    open: tuple[int, ...]

    def texts(self, written: str) -> list[str] | None:
        """What a paper has in the open places; None when it differs anywhere else, be it by a space."""
        fixed = self._fixed
        if not (written.startswith(fixed[0]) and written.endswith(fixed[-1])):
            return None
        texts, place = [], len(fixed[0])
        for number, (at, after) in enumerate(zip(self.open, fixed[1:], strict=True), start=1):
            # A text holds no tag of its own, so the tag after it ends it.
            end = written.find(after, place) if number < len(self.open) else len(written) - len(after)
            if end < place:
                return None
            text = self._text(at, written[place:end])
            if text is None:
                return None
            texts.append(text)
            place = end + len(after)
        return texts

    def _text(self, at: int, piece: str) -> str | None:
        lead, text, tail = _edges(piece)
        bare = _HELD.sub("", text)
        if (lead, tail) != _edges(self.pieces[at])[::2] or "<" in bare or _SPACE_ALONE.search(text):
            return None
        return _SPACES.sub(" ", html.unescape(bare))

    @cached_property
    def _fixed(self) -> tuple[str, ...]:
        """What stands before, between and after the open places."""
        edges = [-1, *self.open, len(self.pieces)]
        return tuple("".join(self.pieces[start + 1 : end]) for start, end in pairwise(edges))

    def filled(self, texts: Sequence[Sequence[str]]) -> str:
        """The HTML with these texts in the open places, each in as many lines as are given."""
        pieces = list(self.pieces)
        for at, lines in zip(self.open, texts, strict=True):
            lead, _open, tail = _edges(self.pieces[at])
            pieces[at] = f"{lead}{'<br>'.join(html.escape(line) for line in lines)}{tail}"
        return "".join(pieces)


def _edges(text: str) -> tuple[str, str, str]:
    lead, inner, tail = _EDGES.match(text).groups()  # type: ignore[union-attr]
    return lead, inner, tail


def written(template: str, facts: Any, created: datetime.date) -> str:
    """The HTML of a paper; the caller holds the lock of the press."""
    return press.written(press.press(), template, {"facts": facts}, CODE, created, TITLE, False)


def left_open(facts: Any, varying: Sequence[str], number: int) -> Any:
    """The facts with placeholders where they vary; what is absent stays absent, since the page looks otherwise then."""
    changes: dict[str, Any] = {}
    for name in varying:
        outer, _, inner = name.partition(".")
        value = getattr(facts, outer, None)
        if inner and value is not None:
            changes[outer] = left_open(changes.get(outer, value), (inner,), number)
        elif isinstance(value, str) and value.strip():
            changes[outer] = OPEN[number]
        elif isinstance(value, int) and value:
            changes[outer] = OPEN_NUMBERS[number]
    return dataclasses.replace(facts, **changes)


@lru_cache(KEPT)
def pattern(template: str, blank: Any, varying: tuple[str, ...], created: datetime.date) -> Pattern | None:
    """The form that facts with placeholders come from; None when the placeholders change more than texts."""
    one, other = (_PIECES.findall(written(template, facts, created)) for facts in (blank, left_open(blank, varying, 1)))
    if len(one) != len(other) or any(CODE in piece for piece in one):
        return None  # a page that prints its code in the text, as a certificate does, is laid out for each paper
    places = tuple(at for at, (left, right) in enumerate(zip(one, other, strict=True)) if left != right)
    return None if any(one[at].startswith("<") for at in places) else Pattern(tuple(one), places)
