"""Horizontal bars with the mark of what was asked."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

import pygal

from app.charts.drawing import (
    BAR,
    FONT_SIZE,
    LEGEND,
    MARK,
    SVG,
    Number,
    guides,
    line,
    named,
    options,
    picture,
    places,
    write,
)
from app.text import decimal_text, nfc

_ROW, _FOOT = 34, 42
_LONGEST_LABEL = 34


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


_EVERY_ONE = 8  # up to here each whole number gets its line


def _plotted(rows: Sequence[Bar], unit: str) -> bytes:
    chart = pygal.HorizontalBar(
        **options(
            height=_ROW * len(rows) + _FOOT,
            # Room to the right of the longest bar for its number.
            margin_right=16 + int(FONT_SIZE * 0.6 * max(len(_amount(row, unit)) for row in rows)),
            include_x_axis=True,
            value_formatter=lambda value: f"{decimal_text(value)}{unit}",
        )
    )
    # The first row on top: pygal counts upwards.
    shown = list(reversed(rows))
    chart.x_labels = [_short(row.label) for row in shown]
    chart.add("value", [float(row.value) for row in shown])
    # A missing target is drawn as 0 and left out later, so that places and rows stay in step.
    chart.add("target", [float(row.target or 0) for row in shown])
    # One unit wide even when all is 0: otherwise pygal draws no axis at all.
    most = max(1.0, *(float(max(row.value, row.target or 0)) for row in rows))
    chart.range = (0, most)
    if most < _EVERY_ONE and all(float(one).is_integer() for row in rows for one in (row.value, row.target or 0)):
        chart.y_labels = list(range(int(most) + 1))  # three things are no 2,4 things
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
    told = [f"{nfc(row.label)}: {_told(row, unit, legend)}" for row in rows]
    svg = picture(title, told, height + (LEGEND if legend else 0), links=any(row.url for row in rows))
    plot = named(drawn, "plot")
    canvas = ET.SubElement(svg, "g", {"transform": plot.attrib["transform"]})
    guides(canvas, named(plot, "axis", "x"), "middle")
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


def _draw_labels(canvas: ET.Element, plot: ET.Element) -> None:
    for text in named(plot, "axis", "y").iter(f"{{{SVG}}}text"):
        write(canvas, text.text or "", float(text.attrib["x"]), float(text.attrib["y"]), "end")


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
                "x": places(value.x),
                "y": places(top + high * 0.12),
                "width": places(value.width),
                "height": places(high * 0.76),
                "fill": BAR,
            },
        )
        end = value.x + value.width
        if row.target is not None:
            end = max(end, target.x + target.width)
            _mark(line, target.x + target.width, top, top + high)
        write(line, _amount(row, unit), end + 6, top + high / 2 + FONT_SIZE * 0.35, "start")


def _draw_legend(svg: ET.Element, legend: str, top: int) -> None:
    _mark(svg, 14, top, top + 14)
    write(svg, legend, 22, top + 12, "start")


def _mark(parent: ET.Element, x: float, top: float, bottom: float) -> None:
    line(parent, f"M{places(x)} {places(top)}V{places(bottom)}", MARK)


@dataclass(frozen=True)
class _Rect:
    x: float
    y: float
    width: float
    height: float


def _rects(plot: ET.Element, series: str) -> list[_Rect]:
    # pygal leaves out an attribute that is 0.
    found = named(plot, "series", series).iter(f"{{{SVG}}}rect")
    return [_Rect(*(float(rect.attrib.get(side, "0")) for side in ("x", "y", "width", "height"))) for rect in found]
