"""The timetable line by line: whole months, strips by day, nothing that the Content-Security-Policy forbids."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from app.charts import Strip, heading, scale, strip

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 7, 1)


def bars_of(drawn):
    return [(one.attrib["x"], one.attrib["width"]) for one in ET.fromstring(drawn).iter(f"{SVG}rect")]


def test_scale_covers_whole_months_and_no_more_than_a_page_shows():
    covered = scale(date(2026, 1, 15), date(2026, 12, 3))
    assert (covered.first, covered.last, covered.days) == (date(2026, 1, 1), date(2026, 12, 31), 365)
    assert (covered.at(date(2025, 1, 1)), covered.at(date(2030, 1, 1))) == (0.0, 420.0)
    with pytest.raises(ValueError, match="twelve years"):
        scale(date(2026, 1, 1), date(2040, 1, 1))


def test_heading_names_months_or_quarters_as_there_is_room():
    named = [one.text for one in ET.fromstring(heading(scale(TODAY, date(2026, 9, 1)), TODAY)).iter(f"{SVG}text")]
    assert named == ["2026", "T7", "T8", "T9"]
    long = [one.text for one in ET.fromstring(heading(scale(TODAY, date(2028, 6, 1)), TODAY)).iter(f"{SVG}text")]
    assert long == ["2026", "2027", "2028", "III", "IV", "I", "II", "III", "IV", "I", "II"]


def test_strip_is_as_long_as_the_task_and_dark_as_far_as_it_is_done():
    covered = scale(date(2026, 1, 1), date(2026, 12, 31))
    half = strip(covered, Strip("Phát động & ký", date(2026, 1, 1), date(2026, 12, 31), progress=50), TODAY)
    assert bars_of(half) == [("0", "420"), ("0", "210")]
    assert 'aria-label="Phát động &amp; ký"' in half
    late = strip(covered, Strip("muộn", date(2026, 6, 1), date(2026, 6, 1), late=True), TODAY)
    assert bars_of(late)[0][1] == "3"
    assert "#b42318" in late
    assert "style" not in late
    assert bars_of(strip(covered, Strip("dừng", None, None, progress=40, ended=True), TODAY)) == [("0", "420")]
