"""Charts: one SVG that passes the Content-Security-Policy, prints, is told to those who cannot see it."""

import importlib
import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from fractions import Fraction

import pytest

from app.charts import Bar, Point, bars, growth

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [
    Bar("Thôn Đông", 70, 80, "/commitments/?hamlet=1&state=signed"),
    Bar("Thôn Tây & Nam <mới>", Fraction(155, 2), 60),
    Bar("Tổ dân phố số 12 khu nhà ở công nhân Phước Thọ", 0),
]


def drawn(rows=ROWS, **kwargs):
    return ET.fromstring(bars("Tỷ lệ ký cam kết", rows, **kwargs))


def texts(svg):
    return [text.text for text in svg.iter(f"{SVG}text")]


def widths(svg):
    return [float(rect.attrib["width"]) for rect in svg.iter(f"{SVG}rect")]


def marks(svg):
    found = svg.iter(f"{SVG}path")
    return [float(re.match("M([0-9.]+)", path.attrib["d"])[1]) for path in found if "stroke-width" in path.attrib]


def test_only_presentation_attributes_pass_the_policy_and_weasyprint():
    svg = drawn(unit=" %", target_label="chỉ tiêu")
    assert {node.tag.removeprefix(SVG) for node in svg.iter()} == {
        *("svg", "title", "desc", "g", "path", "text", "rect", "a")
    }
    used = {name for node in svg.iter() for name in node.attrib}
    assert used & {"style", "id", "target", "onclick"} == set()
    assert {node.attrib["class"] for node in svg.iter() if "class" in node.attrib} == {"chart"}
    raw = bars("Tỷ lệ", ROWS)
    assert re.findall("<!--|<script|<style|<defs|pygal|xlink|https?://(?!www.w3.org/2000/svg)", raw) == []


def test_twice_the_same_bytes():
    assert bars("Tỷ lệ", ROWS, unit=" %") == bars("Tỷ lệ", list(ROWS), unit=" %")
    assert bars("Tỷ lệ", ROWS) != bars("Tỷ lệ", ROWS[:2])


def test_bars_and_marks_share_one_scale():
    svg = drawn([Bar("Một", 40, 80), Bar("Hai", 80, 40), Bar("Ba", 0, None)])
    three, two, one = widths(svg)
    assert three == 0
    assert two == pytest.approx(2 * one, abs=0.02)
    left = float(next(svg.iter(f"{SVG}rect")).attrib["x"])
    assert marks(svg) == [pytest.approx(left + one, abs=0.02), pytest.approx(left + two, abs=0.02)]


def test_first_row_stands_on_top():
    svg = drawn()
    tops = [float(rect.attrib["y"]) for rect in svg.iter(f"{SVG}rect")]
    assert tops == sorted(tops, reverse=True)
    assert [n.find(f"{SVG}title").text for n in svg.iter(f"{SVG}g") if n.find(f"{SVG}rect") is not None] == [
        "Tổ dân phố số 12 khu nhà ở công nhân Phước Thọ: 0",
        "Thôn Tây & Nam <mới>: 77,5 (60)",
        "Thôn Đông: 70 (80)",
    ]


def test_told_to_those_who_cannot_see_it():
    svg = drawn(ROWS[1:], unit=" %", target_label="chỉ tiêu")
    assert (svg.attrib["role"], svg.attrib["aria-label"]) == ("img", "Tỷ lệ ký cam kết")
    assert svg[0].tag == f"{SVG}title"
    assert svg[0].text == "Tỷ lệ ký cam kết"
    assert svg[1].tag == f"{SVG}desc"
    assert svg[1].text == (
        "Thôn Tây & Nam <mới>: 77,5 % (chỉ tiêu 60 %); Tổ dân phố số 12 khu nhà ở công nhân Phước Thọ: 0 %"
    )


def test_numbers_are_written_beside_the_bars_as_vietnamese_writes_them():
    svg = drawn([Bar("A", 1284, 1500), Bar("B", Decimal("0.5"))], unit=" người")
    assert [text for text in texts(svg) if "/" in text or text == "0,5 người"] == [
        "0,5 người",
        "1.284 / 1.500 người",
    ]
    assert texts(svg)[:4] == ["0 người", "400 người", "800 người", "1.200 người"]


def test_long_labels_are_cut_on_the_axis_only():
    assert [text for text in texts(drawn()) if text.endswith("…")] == ["Tổ dân phố số 12 khu nhà ở công n…"]


def test_links_stay_reachable():
    svg = drawn()
    assert svg.attrib["role"] == "group"
    assert [link.attrib for link in svg.iter(f"{SVG}a")] == [{"href": "/commitments/?hamlet=1&state=signed"}]


def test_legend_only_where_there_is_a_target():
    assert texts(drawn(target_label="chỉ tiêu"))[-1] == "chỉ tiêu"
    assert "chỉ tiêu" not in texts(drawn([Bar("A", 1)], target_label="chỉ tiêu"))
    assert len(marks(drawn(target_label="chỉ tiêu"))) == 3


def test_all_zero_still_has_its_axis():
    svg = drawn([Bar("A", 0, 0), Bar("B", 0)])
    assert widths(svg) == [0, 0]
    assert texts(svg)[0] == "0"


def test_pygal_leaves_no_importer_behind():
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("no_such_module_anywhere")


def test_nothing_to_draw_is_an_empty_text():
    assert bars("Tỷ lệ", []) == ""


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//host/x", "/\\host", "https://host", "x"])
def test_links_leave_the_site_never(url):
    with pytest.raises(ValueError, match="path of this site"):
        bars("x", [Bar("A", 1, url=url)])


@pytest.mark.parametrize("row", [Bar("A", -1), Bar("A", 1, -1)])
def test_negative_bars_are_refused(row):
    with pytest.raises(ValueError, match="negative"):
        bars("x", [row])


# ---- a sum that grew

WEEKS = [Point("09/08", 3, "03/08 – 09/08/2026"), Point("16/08", 7), Point("23/08", 10)]


def grown(points=WEEKS, target=20):
    return ET.fromstring(growth("Đã ký", points, unit=" hộ", target=target, target_label="Phải ký"))


def paths(svg, colour):
    return [path.attrib["d"] for path in svg.iter(f"{SVG}path") if path.attrib["stroke"] == colour]


def test_growth_uses_presentation_attributes_only_and_gives_the_same_bytes_twice():
    svg = grown()
    assert {node.tag.removeprefix(SVG) for node in svg.iter()} == {"svg", "title", "desc", "g", "path", "text", "rect"}
    assert {name for node in svg.iter() for name in node.attrib} & {"style", "id", "onclick"} == set()
    raw = growth("Đã ký", WEEKS, target=20, target_label="Phải ký")
    assert raw == growth("Đã ký", list(WEEKS), target=20, target_label="Phải ký")
    assert re.findall("<!--|<script|<style|<defs|pygal|xlink", raw) == []


def test_growth_and_its_target_share_one_scale():
    (line,) = paths(grown(), "#2b6ca3")
    heights = [float(height) for height in re.findall(r"[\d.]+ ([\d.]+)", line)]
    level = float(re.match(r"M0 ([\d.]+)H", paths(grown(), "#b42318")[0])[1])
    zero = heights[0] + (heights[0] - heights[2]) / 7 * 3
    assert (zero - level) / 20 == pytest.approx((zero - heights[2]) / 10, abs=0.01)


def test_growth_is_told_to_those_who_cannot_see_it():
    assert grown().find(f"{SVG}desc").text == "Phải ký: 20 hộ; 03/08 – 09/08/2026: 3 hộ; 16/08: 7 hộ; 23/08: 10 hộ"
    assert {"Phải ký: 20 hộ", "10", "23/08"} <= set(texts(grown()))


def test_a_long_time_keeps_its_last_label_and_drops_those_without_room():
    many = [Point(f"{number:02d}/01", number) for number in range(1, 41)]
    labels = [text for text in texts(grown(many)) if text.endswith("/01")]
    assert (labels[-1], len(labels) <= 9) == ("40/01", True)


def test_growth_of_nothing_and_below_nothing():
    assert growth("Đã ký", [], target=5, target_label="Phải ký") == ""
    with pytest.raises(ValueError, match="never negative"):
        grown([Point("09/08", -1)])
    assert paths(grown([Point("09/08", 0)], target=0), "#2b6ca3") != []


def test_growth_without_anything_asked_has_no_line_and_no_legend():
    svg = ET.fromstring(growth("Đã dự", WEEKS, unit=" người"))
    assert paths(svg, "#b42318") == []
    assert svg.find(f"{SVG}desc").text == "03/08 – 09/08/2026: 3 người; 16/08: 7 người; 23/08: 10 người"
    nothing = texts(ET.fromstring(growth("Đã dự", [Point("01", 0), Point("02", 0)])))
    assert {"0", "1", "01", "02"} <= set(nothing)
