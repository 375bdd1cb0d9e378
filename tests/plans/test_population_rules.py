"""What a pasted table of population says, and which number holds."""

from datetime import date

from app.plans.rules.population import Base, added_up, cell_faults, population_refusals, read_table
from app.refusals import Refusal

HAMLETS = {4: "Thôn Đông", 5: "Thôn Tây"}
DAY = date(2026, 1, 1)


def test_columns_stand_where_the_heading_says():
    rows = [
        ["Thôn", "Tổng số", "T3 (người trưởng thành)", "T1"],
        ["thôn đông", "1.200", "800", ""],
        ["Cả xã", "", "9", "7"],
    ]
    found = read_table(rows, HAMLETS)
    assert found.cells == {(4, None): "1.200", (4, "T3"): "800", (None, "T3"): "9", (None, "T1"): "7"}
    assert found.faults == []


def test_without_a_heading_they_stand_in_order():
    found = read_table([["Thôn Tây", "1", "2", "3", "4", "5", "15"]], HAMLETS)
    assert found.cells == {
        (5, "T1"): "1", (5, "T2"): "2", (5, "T3"): "3", (5, "T4"): "4", (5, "T5"): "5", (5, None): "15",
    }  # fmt: skip


def test_unknown_and_doubled_hamlets_are_told_by_their_line_and_the_rest_is_read():
    rows = [["Thôn", "T1"], ["Thôn Nam", "3"], ["Thôn Tây", "4"], ["Thôn Tây", "5"], ["Thôn Đông", "6"]]
    found = read_table(rows, HAMLETS)
    assert found.cells == {(5, "T1"): "4", (4, "T1"): "6"}
    assert found.faults == [
        Refusal("population-hamlet-unknown", detail="dòng 2: Thôn Nam"),
        Refusal("population-hamlet-twice", detail="dòng 4: Thôn Tây"),
    ]


def test_group_larger_than_its_place_is_a_fault_at_its_cell():
    fault = Refusal("population-above-all", detail="10")
    assert cell_faults({(4, None): 10, (4, "T3"): 11, (5, "T3"): 99, (4, "T1"): 10}) == {(4, "T3"): fault}
    assert population_refusals({(4, None): 10, (4, "T3"): 11}, DAY, DAY) == [fault]


def test_nothing_and_a_day_to_come_are_refused_together():
    refused = population_refusals({}, date(2026, 1, 2), DAY)
    assert refused == [Refusal("population-empty"), Refusal("population-ahead", detail="01/01/2026")]


def test_hamlets_are_added_up_only_when_each_is_known():
    one, two = Base(10, date(2026, 1, 1), "Công an xã", None), Base(5, date(2025, 6, 1), "Thống kê", "L")
    assert added_up([one, None]) is None
    assert added_up([]) is None
    assert added_up([one, two]) == Base(15, date(2025, 6, 1), "Công an xã; Thống kê", "L", 2)
