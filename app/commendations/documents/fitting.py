"""How large the words on a giấy khen are and where their lines end: known by width before the page is laid out.

A name shrinks within limits, then wraps; it never leaves its line. Places and sizes: forms.md 3.1 (our own design,
Nghị định 98/2023/NĐ-CP Điều 104 leaves them to the awarding body).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from app import pdf

BEGINNING = "Đã có "
LINE_MM = 220.0  # nothing about the recipient is wider (forms.md 3.1)

# Sizes in points with the number of lines they may take, from the one wished for to the last one still fit to hang
# on a wall: first smaller on one line, then larger again on two.
RECIPIENT = ((22, 1), (21, 1), (20, 1), (19, 1), (18, 1), (17, 1), (18, 2), (17, 2), (16, 2), (15, 2), (14, 3), (13, 3))
ADDRESS = ((14, 1), (13, 1), (12, 1), (12, 2), (11, 2))
ACHIEVEMENT = ((16, 1), (16, 2), (15, 3), (14, 3), (13, 3), (12, 3))
DECIDER = ((16, 1), (15, 1), (14, 1), (13, 1))

_STRAIGHT = re.compile('"([^"]*)"')
# Not parted at the end of a line: a number and its unit, a title and the name's first word, a dash and the word before
# it, a short name in quotation marks.
_TOGETHER = re.compile(r"(?<=\d) (?=%|đồng\b|năm\b|người\b|hộ\b)|(?<=^Ông) |(?<=^Bà) | (?=- )")
_NAMED = re.compile("“[^“”]{1,32}”")
_HELD = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Fitted:
    """Words as they are printed: their size in points, and the lines they are broken into."""

    size: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words as the facts keep them: a line end where a printed line ends."""
        return "\n".join(self.lines)


def fitted(words: str, steps: Sequence[tuple[int, int]], *, bold: bool = False) -> Fitted | None:
    """The first of the steps at which the words fit, with lines of nearly one length; None when none does.

    Args: steps, sizes in points with the most lines at that size.
    """
    return next(
        (Fitted(size, lines) for size, most in steps if (lines := _lines(_prepared(words), size, most, bold))), None
    )


def merit(achievement: str) -> str:
    """The achievement as a giấy khen says it."""
    return f"{BEGINNING}{achievement[:1].lower()}{achievement[1:]}"


def merit_fits(achievement: str) -> bool:
    """Whether an achievement has room on a giấy khen, at the smallest size that can still be read."""
    return not achievement or fitted(merit(achievement), ACHIEVEMENT) is not None


@cache
def room_for(steps: Sequence[tuple[int, int]]) -> int:
    """About how many letters the last step holds, to say how far a text must be shortened."""
    size, most = steps[-1]
    common = "đã có thành tích xuất sắc trong phong trào"
    return int(LINE_MM * most / (pdf.width_mm(common, size) / len(common)))


def _prepared(words: str) -> str:
    """Quotation marks as they are printed, since straight ones are narrower; what stays together is held together."""
    held = _TOGETHER.sub(_HELD, _STRAIGHT.sub(r"“\1”", words))
    return _NAMED.sub(lambda name: name[0].replace(" ", _HELD), held)


def _lines(words: str, size: int, most: int, bold: bool) -> tuple[str, ...]:
    """The words on as few lines as they need, evenly long; nothing when they need more than `most`."""
    pieces = words.split(" ")
    for count in range(1, most + 1):
        room = _narrowest(pieces, size, count, bold)
        if room is not None:
            return tuple(line.replace(_HELD, " ") for line in _filled(pieces, size, room, bold))
    return ()


def _narrowest(pieces: list[str], size: int, count: int, bold: bool) -> float | None:
    """The smallest line width at which so many lines hold all the words; None when even the full width does not."""
    if len(list(_filled(pieces, size, LINE_MM, bold))) > count or _widest(pieces, size, bold) > LINE_MM:
        return None
    low, high = _widest(pieces, size, bold), LINE_MM
    while high - low > 0.5:
        middle = (low + high) / 2
        if len(list(_filled(pieces, size, middle, bold))) > count:
            low = middle
        else:
            high = middle
    return high


def _widest(pieces: list[str], size: int, bold: bool) -> float:
    return max(pdf.width_mm(piece, size, bold=bold) for piece in pieces)


def _filled(pieces: list[str], size: int, room: float, bold: bool) -> Iterator[str]:
    """Lines as full as a width permits."""
    line = ""
    for piece in pieces:
        longer = f"{line} {piece}" if line else piece
        if line and pdf.width_mm(longer, size, bold=bold) > room:
            yield line
            longer = piece
        line = longer
    yield line
