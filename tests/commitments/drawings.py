"""Strokes as the page sends them."""

import json
import math


def sent(*strokes: list[list[int]], width: int = 1200, height: int = 400) -> str:
    """What the hidden field holds after these strokes."""
    return json.dumps({"width": width, "height": height, "strokes": list(strokes)})


def hand(points: int = 60) -> list[list[int]]:
    """One stroke of a quick hand, across most of the field."""
    return [[200 + at * 12, round(200 + 90 * math.sin(at / 4))] for at in range(points)]


HAND = sent(hand(), [[300, 310], [820, 280]])
