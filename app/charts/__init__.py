"""One picture for screen, print and PDF, as SVG: bars with their targets, how a sum grew, a timetable.

pygal finds the scale and the places; everything else is written here as presentation attributes,
because the Content-Security-Policy forbids styles inside the page and WeasyPrint does not apply the
page's CSS inside an SVG. No script, no style, no ids, no date: the same rows give the same bytes.
"""

from app.charts.bars import Bar, bars
from app.charts.growth import Point, growth
from app.charts.timeline import Scale, Strip, heading, scale, strip

__all__ = ["Bar", "Point", "Scale", "Strip", "bars", "growth", "heading", "scale", "strip"]
