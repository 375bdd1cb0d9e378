"""Which numbers of people cannot be, and which one holds."""

from datetime import date

from app.plans.rules.population import Base, added_up, cell_faults, population_refusals
from app.refusals import Refusal

DAY = date(2026, 1, 1)


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
