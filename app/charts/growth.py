"""A sum that grew from week to week or month to month, against what was to be reached."""

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
    all_named,
    guides,
    line,
    named,
    options,
    picture,
    places,
    write,
)
from app.text import decimal_text, nfc

_HEIGHT = 280
_LABEL_ROOM = 62  # pixels that a label of the time axis needs


@dataclass(frozen=True)
class Point:
    """The sum at the end of a week or month; `told` names it aloud where the short label would not do."""

    label: str
    value: Number
    told: str = ""


def growth(
    title: str, points: Sequence[Point], *, unit: str = "", target: Number | None = None, target_label: str = ""
) -> str:
    """Draw how a sum grew, with a level line for what was to be reached; returns "" when there is no point.

    `unit` follows the numbers (" người"); `target_label` names the line, which is left out when nothing was asked.
    Values and target are 0 or more.
    """
    if not points:
        return ""
    if min(target or 0, *(point.value for point in points)) < 0:
        raise ValueError("a sum that grows is never negative")
    drawn = ET.fromstring(_plotted(points, target or 0))
    asked = "" if target is None else f"{nfc(target_label)}: {decimal_text(target)}{unit}"
    told = [f"{nfc(point.told or point.label)}: {decimal_text(point.value)}{unit}" for point in points]
    svg = picture(nfc(title), [asked, *told] if asked else told, _HEIGHT + (LEGEND if asked else 0))
    plot = named(drawn, "plot")
    canvas = ET.SubElement(svg, "g", {"transform": plot.attrib["transform"]})
    guides(canvas, named(plot, "axis", "y"), "end")
    _draw_times(canvas, plot)
    if asked:
        _draw_target(canvas, drawn)
    _draw_sum(canvas, drawn, points, unit)
    if asked:
        _draw_legend(svg, asked)
    return ET.tostring(svg, encoding="unicode")


def _plotted(points: Sequence[Point], target: Number) -> bytes:
    top = max(1.0, float(target), *(float(point.value) for point in points))
    room = 16 + int(FONT_SIZE * 0.6 * len(decimal_text(points[-1].value)))
    chart = pygal.Line(
        **options(height=_HEIGHT, margin_right=room, margin_top=16, range=(0, top), value_formatter=decimal_text)
    )
    chart.x_labels = [point.label for point in points]
    chart.add("sum", [float(point.value) for point in points])
    # Drawn by pygal as a series of its own, so that the line of the target lies on the same scale.
    chart.add("target", [float(target)] * len(points))
    return chart.render()


def _draw_times(canvas: ET.Element, plot: ET.Element) -> None:
    """As many labels as there is room for, counted back from the last one."""
    texts = [text for guide in all_named(named(plot, "axis", "x"), "guides") for text in guide.iter(f"{{{SVG}}}text")]
    room = float(named(plot, "background").attrib["width"])
    every = -(-len(texts) * _LABEL_ROOM // int(room))
    for text in texts[::-1][::every][::-1]:
        write(canvas, text.text or "", float(text.attrib["x"]), float(text.attrib["y"]), "middle")


def _draw_target(canvas: ET.Element, drawn: ET.Element) -> None:
    room = float(named(named(drawn, "plot"), "background").attrib["width"])
    height = _places_of(drawn, "serie-1")[0][1]
    line(canvas, f"M0 {places(height)}H{places(room)}", MARK, **{"stroke-dasharray": "8 5"})


def _draw_sum(canvas: ET.Element, drawn: ET.Element, points: Sequence[Point], unit: str) -> None:
    found = _places_of(drawn, "serie-0")
    line(canvas, "M" + "L".join(f"{places(x)} {places(y)}" for x, y in found), BAR)
    for point, (x, y) in zip(points, found, strict=True):
        dot = ET.SubElement(canvas, "g")
        ET.SubElement(dot, "title").text = f"{nfc(point.told or point.label)}: {decimal_text(point.value)}{unit}"
        square = {"x": places(x - 3), "y": places(y - 3), "width": "6", "height": "6", "fill": BAR}
        ET.SubElement(dot, "rect", square)
    x, y = found[-1]
    write(canvas, decimal_text(points[-1].value), x + 7, y + FONT_SIZE * 0.35, "start")


def _draw_legend(svg: ET.Element, asked: str) -> None:
    line(svg, f"M8 {_HEIGHT + 7}H38", MARK, **{"stroke-dasharray": "8 5"})
    write(svg, asked, 44, _HEIGHT + 12, "start")


def _places_of(drawn: ET.Element, series: str) -> list[tuple[float, float]]:
    dots = named(named(drawn, "plot", "overlay"), "series", series).iter(f"{{{SVG}}}circle")
    return [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in dots]
