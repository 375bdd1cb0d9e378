"""How wide words are when they are printed, known before a page is laid out."""

from functools import cache

from fontTools import ttLib

from app.pdf.press import STATIC

MM_OF_POINT = 25.4 / 72


def width_mm(words: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """How many millimetres a line of words takes in our face at a size in points.

    Papers are set without kerning, so the widths of the signs add up; a sign the face lacks counts as a capital M.
    """
    advances, widest, units = _face(bold, italic)
    return sum(advances.get(sign, widest) for sign in words) * size / units * MM_OF_POINT


def unprintable(words: str) -> str:
    """The signs of a text that our face has no letter for, each once; line ends and tabs are no signs."""
    advances = _face(False, False)[0]
    return "".join(dict.fromkeys(sign for sign in words if sign not in advances and not sign.isspace()))


@cache
def _face(bold: bool, italic: bool) -> tuple[dict[str, int], int, int]:
    style = f"{'Bold' if bold else ''}{'Italic' if italic else ''}" or "Regular"
    with ttLib.TTFont(STATIC / "fonts" / f"LiberationSerif-{style}.ttf", lazy=True) as face:
        widths = face["hmtx"]
        advances = {chr(point): widths[name][0] for point, name in face.getBestCmap().items()}
        return advances, advances["M"], face["head"].unitsPerEm
