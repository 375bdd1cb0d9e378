"""A signature drawn on the screen: the strokes as they came, whether they are any, and the picture on the paper."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.refusals import Refusal

Point = tuple[int, int]

MOST_LETTERS = 120_000  # of what the page sends
MOST_STROKES = 300
MOST_POINTS = 6_000
FIELD = (100, 4_000)  # the least and the most of either side of the field
LEAST_REACH = 0.06  # of the width of the field: what is shorter is a dot or a slip of the hand
BOX = (600, 200)  # the picture on the paper
MARGIN = 10
MOST_ENLARGED = 3.0  # a small hand is not blown up beyond this


@dataclass(frozen=True)
class Drawing:
    """Strokes of the pen in a field of so many units: every stroke the points it went through."""

    width: int
    height: int
    strokes: tuple[tuple[Point, ...], ...]

    def as_stored(self) -> dict[str, Any]:
        """The strokes as JSON keeps them."""
        strokes = [[list(point) for point in stroke] for stroke in self.strokes]
        return {"width": self.width, "height": self.height, "strokes": strokes}


def read_drawing(typed: str) -> Drawing | None:
    """The strokes as our page writes them; None when this is nothing our page would write.

    Args: typed, JSON: {"width": 1200, "height": 400, "strokes": [[[x, y], …], …]}.
    """
    if len(typed) > MOST_LETTERS:
        return None
    try:
        found = json.loads(typed)
        width, height = (_whole(found[side]) for side in ("width", "height"))
        strokes = tuple(tuple(_point(point, width, height) for point in stroke) for stroke in found["strokes"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    fits = all(FIELD[0] <= side <= FIELD[1] for side in (width, height)) and len(strokes) <= MOST_STROKES
    if not fits or sum(map(len, strokes)) > MOST_POINTS:
        return None
    return Drawing(width, height, tuple(stroke for stroke in strokes if stroke))


def _whole(number: Any) -> int:
    if type(number) is not int:
        raise TypeError("a whole number is asked")
    return number


def _point(point: Any, width: int, height: int) -> Point:
    x, y = point
    if not (0 <= _whole(x) <= width and 0 <= _whole(y) <= height):
        raise ValueError("outside the field")
    return x, y


def drawing_faults(typed: str) -> list[Refusal]:
    """Why what came from the page is no signature: nothing was drawn, a mere dot, or not what the page sends."""
    if not typed.strip():
        return [Refusal("drawing-empty")]
    drawing = read_drawing(typed)
    if drawing is None:
        return [Refusal("drawing-unreadable")]
    if _reach(drawing) < LEAST_REACH * drawing.width:
        return [Refusal("drawing-empty")]
    return []


def _reach(drawing: Drawing) -> int:
    """The longer side of what was drawn."""
    if not drawing.strokes:
        return 0
    left, top, right, bottom = _edges(drawing.strokes)
    return max(right - left, bottom - top)


def _edges(strokes: Sequence[Sequence[Point]]) -> tuple[int, int, int, int]:
    across = [x for stroke in strokes for x, _y in stroke]
    down = [y for stroke in strokes for _x, y in stroke]
    return min(across), min(down), max(across), max(down)


def picture_of(drawing: Drawing) -> str:
    """The strokes as one SVG path in the box of the paper: as large as fits, in its middle, corners rounded off."""
    left, top, right, bottom = _edges(drawing.strokes)
    room = [side - 2 * MARGIN for side in BOX]
    scale = min(room[0] / max(right - left, 1), room[1] / max(bottom - top, 1), MOST_ENLARGED)
    start = (BOX[0] - (right - left) * scale) / 2, (BOX[1] - (bottom - top) * scale) / 2
    return "".join(
        _path([(start[0] + (x - left) * scale, start[1] + (y - top) * scale) for x, y in stroke])
        for stroke in drawing.strokes
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    """A stroke as a curve through the middles between its points, each point pulling it: the hand, not the grid."""
    first, last = points[0], points[-1]
    if len(points) < 3:
        return f"M{_at(first)}L{_at(last if len(points) > 1 else (first[0] + 1, first[1]))}"
    curves = [
        f"Q{_at(point)} {_at(((point[0] + after[0]) / 2, (point[1] + after[1]) / 2))}"
        for point, after in zip(points[1:-1], points[2:], strict=True)
    ]
    return f"M{_at(first)}{''.join(curves)}L{_at(last)}"


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
