"""One picture for screen, print and PDF: bars with their targets, as SVG.

pygal finds the scale and the places; everything else is written here as presentation attributes,
because the Content-Security-Policy forbids styles inside the page and WeasyPrint does not apply the
page's CSS inside an SVG. No script, no style, no ids, no date: the same rows give the same bytes.
"""

import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pygal
from pygal.style import Style

from app.text import decimal_text, nfc

# pygal leaves an importer from before Python 3.4 behind, for its maps, which we do not use: with it each
# import of a module that does not exist warns (and under the tests' strict warnings fails) far from here.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

Number = int | float | Decimal | Fraction

# 600 px are 159 mm on paper: the width of the text of an administrative paper on A4.
WIDTH = 600
_ROW, _FOOT, _LEGEND = 34, 42, 22
_FONT_SIZE = 13
_LONGEST_LABEL = 34
# Contrast with white: ink 14:1, bar 5.9:1, mark 6.6:1; told apart in grey too, the mark being a line.
_INK, _GUIDE, _BAR, _MARK = "#1f2933", "#cbd2d9", "#2b6ca3", "#b42318"
_SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class Bar:
    """One row: what it counts, how much, how much was asked, and where its rows can be seen."""

    label: str
    value: Number
    target: Number | None = None
    url: str | None = None


def bars(title: str, rows: Sequence[Bar], *, unit: str = "", target_label: str = "") -> str:
    """Draw horizontal bars in the given order, the first on top; returns "" when there is no row.

    `unit` follows each number (" %", " người"); `target_label` names the upright mark of the targets.
    `url` must be a path of this site. Values and targets are 0 or more.
    """
    if not rows:
        return ""
    _check(rows)
    drawn = ET.fromstring(_plotted(rows, unit))
    legend = target_label if any(row.target is not None for row in rows) else ""
    return _picture(nfc(title), rows, unit, legend, drawn)


def _check(rows: Sequence[Bar]) -> None:
    for row in rows:
        if row.value < 0 or (row.target is not None and row.target < 0):
            raise ValueError(f"a bar cannot be negative: {row.label}")
        if row.url is not None and not re.match(r"/(?![/\\])", row.url):
            raise ValueError(f"a bar leads to a path of this site only: {row.url}")


def _plotted(rows: Sequence[Bar], unit: str) -> bytes:
    chart = pygal.HorizontalBar(
        js=[],
        css=[],
        no_prefix=True,
        width=WIDTH,
        height=_ROW * len(rows) + _FOOT,
        margin=8,
        # Room to the right of the longest bar for its number.
        margin_right=16 + int(_FONT_SIZE * 0.6 * max(len(_amount(row, unit)) for row in rows)),
        show_legend=False,
        max_scale=6,
        truncate_label=-1,
        include_x_axis=True,
        value_formatter=lambda value: f"{decimal_text(value)}{unit}",
        style=Style(label_font_size=_FONT_SIZE, major_label_font_size=_FONT_SIZE),
    )
    # The first row on top: pygal counts upwards.
    shown = list(reversed(rows))
    chart.x_labels = [_short(row.label) for row in shown]
    chart.add("value", [float(row.value) for row in shown])
    # A missing target is drawn as 0 and left out later, so that places and rows stay in step.
    chart.add("target", [float(row.target or 0) for row in shown])
    # One unit wide even when all is 0: otherwise pygal draws no axis at all.
    chart.range = (0, max(1.0, *(float(max(row.value, row.target or 0)) for row in rows)))
    return chart.render()


def _short(label: str) -> str:
    clean = nfc(label)
    return clean if len(clean) <= _LONGEST_LABEL else clean[: _LONGEST_LABEL - 1].rstrip() + "…"


def _amount(row: Bar, unit: str) -> str:
    reached = decimal_text(row.value)
    return f"{reached}{unit}" if row.target is None else f"{reached} / {decimal_text(row.target)}{unit}"


# ---- the picture, from what pygal placed


def _picture(title: str, rows: Sequence[Bar], unit: str, legend: str, drawn: ET.Element) -> str:
    height = int(drawn.attrib["viewBox"].split()[3])
    whole = height + (_LEGEND if legend else 0)
    svg = ET.Element(
        "svg",
        {
            "xmlns": _SVG,
            "class": "chart",
            "viewBox": f"0 0 {WIDTH} {whole}",
            "width": str(WIDTH),
            "height": str(whole),
            # Inside role="img" a screen reader finds no links: with links the picture is a group.
            "role": "group" if any(row.url for row in rows) else "img",
            "aria-label": title,
            "font-family": "Arial, Liberation Sans, sans-serif",
            "font-size": str(_FONT_SIZE),
            "fill": _INK,
        },
    )
    ET.SubElement(svg, "title").text = title
    ET.SubElement(svg, "desc").text = "; ".join(f"{nfc(row.label)}: {_told(row, unit, legend)}" for row in rows)
    plot = _named(drawn, "plot")
    canvas = ET.SubElement(svg, "g", {"transform": plot.attrib["transform"]})
    _draw_scale(canvas, plot)
    _draw_labels(canvas, plot)
    _draw_bars(canvas, plot, rows, unit, legend)
    if legend:
        _draw_legend(svg, legend, height)
    return ET.tostring(svg, encoding="unicode")


def _told(row: Bar, unit: str, legend: str) -> str:
    reached = f"{decimal_text(row.value)}{unit}"
    if row.target is None:
        return reached
    return f"{reached} ({' '.join(filter(None, (legend, decimal_text(row.target))))}{unit})"


def _draw_scale(canvas: ET.Element, plot: ET.Element) -> None:
    for guide in _all_named(_named(plot, "axis", "x"), "guides"):
        path, text = guide.find(f"{{{_SVG}}}path"), guide.find(f"{{{_SVG}}}text")
        if path is not None:
            ET.SubElement(canvas, "path", {"d": path.attrib["d"], "stroke": _GUIDE, "fill": "none"})
        if text is not None:
            _text(canvas, text.text or "", float(text.attrib["x"]), float(text.attrib["y"]), "middle")


def _draw_labels(canvas: ET.Element, plot: ET.Element) -> None:
    for text in _named(plot, "axis", "y").iter(f"{{{_SVG}}}text"):
        _text(canvas, text.text or "", float(text.attrib["x"]), float(text.attrib["y"]), "end")


def _draw_bars(canvas: ET.Element, plot: ET.Element, rows: Sequence[Bar], unit: str, legend: str) -> None:
    values, targets = _rects(plot, "serie-0"), _rects(plot, "serie-1")
    for row, value, target in zip(reversed(rows), values, targets, strict=True):
        # pygal sets value and target side by side; here the mark crosses a bar as high as both.
        top = min(value.y, target.y)
        high = max(value.y + value.height, target.y + target.height) - top
        holder = canvas
        if row.url is not None:
            holder = ET.SubElement(canvas, "a", {"href": row.url})
        line = ET.SubElement(holder, "g")
        ET.SubElement(line, "title").text = f"{nfc(row.label)}: {_told(row, unit, legend)}"
        ET.SubElement(
            line,
            "rect",
            {
                "x": _places(value.x),
                "y": _places(top + high * 0.12),
                "width": _places(value.width),
                "height": _places(high * 0.76),
                "fill": _BAR,
            },
        )
        end = value.x + value.width
        if row.target is not None:
            end = max(end, target.x + target.width)
            _mark(line, target.x + target.width, top, top + high)
        _text(line, _amount(row, unit), end + 6, top + high / 2 + _FONT_SIZE * 0.35, "start")


def _draw_legend(svg: ET.Element, legend: str, top: int) -> None:
    _mark(svg, 14, top, top + 14)
    _text(svg, legend, 22, top + 12, "start")


def _mark(parent: ET.Element, x: float, top: float, bottom: float) -> None:
    d = f"M{_places(x)} {_places(top)}V{_places(bottom)}"
    ET.SubElement(parent, "path", {"d": d, "stroke": _MARK, "stroke-width": "3", "fill": "none"})


def _text(parent: ET.Element, text: str, x: float, y: float, anchor: str) -> None:
    place = {"x": _places(x), "y": _places(y), "text-anchor": anchor}
    ET.SubElement(parent, "text", place).text = text


def _places(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class _Rect:
    x: float
    y: float
    width: float
    height: float


def _rects(plot: ET.Element, series: str) -> list[_Rect]:
    # pygal leaves out an attribute that is 0.
    found = _named(plot, "series", series).iter(f"{{{_SVG}}}rect")
    return [_Rect(*(float(rect.attrib.get(side, "0")) for side in ("x", "y", "width", "height"))) for rect in found]


def _all_named(tree: ET.Element, *classes: str) -> list[ET.Element]:
    return [found for found in tree.iter() if set(classes) <= set(found.attrib.get("class", "").split())]


def _named(tree: ET.Element, *classes: str) -> ET.Element:
    return _all_named(tree, *classes)[0]
