"""A timetable drawn line by line: one strip for each row of a table, so that long lists break between rows on paper.

Tried and left: one picture of the whole list, which a browser cuts in the middle of a line where the page ends and
whose heading stands on the first page only.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.charts.drawing import BAR, GUIDE, INK, MARK, SVG, places
from app.text import nfc

WIDTH, HEAD, ROW = 420, 34, 20
_MONTHS_NAMED = 18  # more months than these are named by their quarters
_DONE, _LEFT = BAR, "#a9c4dc"
_MOST_YEARS = 12


@dataclass(frozen=True)
class Scale:
    """The days that a timetable covers: `first` and `last`, both included, whole months."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def at(self, day: date, *, after: bool = False) -> float:
        """Where a day begins in the strip, or ends; a day outside stands at its edge."""
        passed = (day - self.first).days + int(after)
        return min(max(passed, 0), self.days) * WIDTH / self.days

    @property
    def months(self) -> list[date]:
        """The first day of each month."""
        found, day = [], self.first
        while day <= self.last:
            found.append(day)
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return found


def scale(first: date, last: date) -> Scale:
    """The scale of whole months around two days; raises ValueError for one that no page can show."""
    if last < first or last.year - first.year > _MOST_YEARS:
        raise ValueError("a timetable covers one to twelve years")
    following = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return Scale(first.replace(day=1), date.fromordinal(following.toordinal() - 1))


@dataclass(frozen=True)
class Strip:
    """One line of a timetable: from when until when, how far in percent, whether late; `told` says it aloud.

    `start` or `end` None is a line without that end: it is drawn open, to the edge.
    """

    told: str
    start: date | None
    end: date | None
    progress: int = 0
    late: bool = False
    ended: bool = False


def heading(covered: Scale, today: date) -> str:
    """The heading above the strips: years, and below them months or quarters; today is marked."""
    svg = _frame(HEAD, "")
    svg.set("aria-hidden", "true")
    months = covered.months
    for year in sorted({one.year for one in months}):
        begins = covered.at(max(date(year, 1, 1), covered.first))
        ends = covered.at(min(date(year, 12, 31), covered.last), after=True)
        _line(svg, begins, 0, HEAD)
        _word(svg, str(year), (begins + ends) / 2, 13)
    for begins, ends, name in _named(covered):
        _line(svg, begins, 17, HEAD)
        _word(svg, name, (begins + ends) / 2, 30)
    _today(svg, covered, today, HEAD)
    return ET.tostring(svg, encoding="unicode")


def _named(covered: Scale) -> Iterator[tuple[float, float, str]]:
    """The parts of the second line of the heading: months by number while there is room, else quarters, else none."""
    months = covered.months
    step = 1 if len(months) <= _MONTHS_NAMED else 3
    if len(months) > _MONTHS_NAMED * 3:
        return
    for place, month in enumerate(months):
        if step == 3 and place and month.month % 3 != 1:
            continue
        following = next((one for one in months[place + 1 :] if step == 1 or one.month % 3 == 1), None)
        ends = covered.at(following) if following else float(WIDTH)
        yield covered.at(month), ends, f"T{month.month}" if step == 1 else _QUARTERS[(month.month - 1) // 3]


_QUARTERS = ("I", "II", "III", "IV")


def strip(covered: Scale, one: Strip, today: date) -> str:
    """The strip of one line: light for what is left, dark for what is done, framed in red when late."""
    svg = _frame(ROW, one.told)
    for begins, _ends, _name in _named(covered):
        _line(svg, begins, 0, ROW)
    left = covered.at(one.start) if one.start else 0.0
    right = covered.at(one.end, after=True) if one.end else float(WIDTH)
    wide = max(right - left, 3.0)
    body = {"x": places(min(left, WIDTH - wide)), "y": "4", "height": "12"}
    colour = "#d5d9de" if one.ended else _LEFT
    edge = {"stroke": MARK, "stroke-width": "1.6"} if one.late else {}
    open_end = {} if one.end else {"fill-opacity": "0.55"}
    ET.SubElement(svg, "rect", {**body, "width": places(wide), "fill": colour, **edge, **open_end})
    if one.progress and not one.ended:
        ET.SubElement(svg, "rect", {**body, "width": places(wide * min(one.progress, 100) / 100), "fill": _DONE})
    if one.end:
        x = min(right, WIDTH - 1.5)
        ET.SubElement(
            svg, "path", {"d": f"M{places(x)} 2V18", "stroke": MARK if one.late else INK, "stroke-width": "1.6"}
        )
    _today(svg, covered, today, ROW)
    return ET.tostring(svg, encoding="unicode")


def _frame(height: int, told: str) -> ET.Element:
    named = {"role": "img", "aria-label": nfc(told)} if told else {}
    return ET.Element(
        "svg",
        {
            "xmlns": SVG,
            "class": "strip",
            "viewBox": f"0 0 {WIDTH} {height}",
            "preserveAspectRatio": "none",
            "font-family": "Arial, Liberation Sans, sans-serif",
            "font-size": "11",
            "fill": INK,
            **named,
        },
    )


def _line(svg: ET.Element, x: float, top: int, bottom: int) -> None:
    ET.SubElement(svg, "path", {"d": f"M{places(x)} {top}V{bottom}", "stroke": GUIDE, "stroke-width": "1"})


def _word(svg: ET.Element, word: str, x: float, y: float) -> None:
    ET.SubElement(svg, "text", {"x": places(x), "y": places(y), "text-anchor": "middle"}).text = word


def _today(svg: ET.Element, covered: Scale, today: date, height: int) -> None:
    if covered.first <= today <= covered.last:
        x = places(covered.at(today))
        ET.SubElement(
            svg,
            "path",
            {"d": f"M{x} 0V{height}", "stroke": MARK, "stroke-width": "1.2", "stroke-dasharray": "3 2"},
        )
