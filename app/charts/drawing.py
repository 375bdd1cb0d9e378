"""What every picture has: its size and colours, its frame with what is told aloud, texts and lines as attributes."""

import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pygal
from pygal.style import Style

# pygal leaves an importer from before Python 3.4 behind, for its maps, which we do not use: with it each
# import of a module that does not exist warns (and under the tests' strict warnings fails) far from here.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

Number = int | float | Decimal | Fraction

# 600 px are 159 mm on paper: the width of the text of an administrative paper on A4.
WIDTH = 600
LEGEND = 22
FONT_SIZE = 13
# Contrast with white: ink 14:1, bar 5.9:1, mark 6.6:1; told apart in grey too, the mark being a line.
INK, GUIDE, BAR, MARK = "#1f2933", "#cbd2d9", "#2b6ca3", "#b42318"
SVG = "http://www.w3.org/2000/svg"


def options(**more: Any) -> dict[str, Any]:
    """What pygal is told for every picture: to bring along nothing of its own, neither script nor style nor legend."""
    style = Style(label_font_size=FONT_SIZE, major_label_font_size=FONT_SIZE)
    own = {"js": [], "css": [], "no_prefix": True, "show_legend": False, "truncate_label": -1, "max_scale": 6}
    return {**own, "width": WIDTH, "margin": 8, "style": style, **more}


def picture(title: str, told: Iterable[str], height: int, *, links: bool = False) -> ET.Element:
    """The frame of a picture, with its name and everything it shows in words."""
    svg = ET.Element(
        "svg",
        {
            "xmlns": SVG,
            "class": "chart",
            "viewBox": f"0 0 {WIDTH} {height}",
            "width": str(WIDTH),
            "height": str(height),
            # Inside role="img" a screen reader finds no links: with links the picture is a group.
            "role": "group" if links else "img",
            "aria-label": title,
            "font-family": "Arial, Liberation Sans, sans-serif",
            "font-size": str(FONT_SIZE),
            "fill": INK,
        },
    )
    ET.SubElement(svg, "title").text = title
    ET.SubElement(svg, "desc").text = "; ".join(told)
    return svg


def guides(canvas: ET.Element, axis: ET.Element, anchor: str) -> None:
    """The lines of the scale with their numbers, as pygal placed them."""
    for guide in all_named(axis, "guides"):
        path, text = guide.find(f"{{{SVG}}}path"), guide.find(f"{{{SVG}}}text")
        if path is not None:
            ET.SubElement(canvas, "path", {"d": path.attrib["d"], "stroke": GUIDE, "fill": "none"})
        if text is not None:
            write(canvas, text.text or "", float(text.attrib["x"]), float(text.attrib["y"]), anchor)


def write(parent: ET.Element, text: str, x: float, y: float, anchor: str) -> None:
    """A word in the picture."""
    ET.SubElement(parent, "text", {"x": places(x), "y": places(y), "text-anchor": anchor}).text = text


def line(parent: ET.Element, d: str, colour: str, **more: str) -> None:
    """A thick line."""
    ET.SubElement(parent, "path", {"d": d, "stroke": colour, "stroke-width": "3", "fill": "none", **more})


def places(number: float) -> str:
    """A place in the picture, to a hundredth of a pixel."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def all_named(tree: ET.Element, *classes: str) -> list[ET.Element]:
    """What pygal called so."""
    return [found for found in tree.iter() if set(classes) <= set(found.attrib.get("class", "").split())]


def named(tree: ET.Element, *classes: str) -> ET.Element:
    """The first that pygal called so."""
    return all_named(tree, *classes)[0]
