"""The order of today's work."""

from datetime import date

import pytest

from app.desk.rules import Todo, by_deadline

DAY = date(2026, 8, 20)


def test_nearest_deadline_first_and_those_without_last_in_their_order():
    first, second = Todo("a", "x", due=date(2026, 8, 1)), Todo("b", "x", due=date(2026, 9, 1))
    third, fourth = Todo("c", "x"), Todo("d", "x")
    assert by_deadline([third, second, fourth, first]) == [first, second, third, fourth]


@pytest.mark.parametrize(
    ("due", "late"), [(None, False), (date(2026, 8, 19), True), (date(2026, 8, 20), False), (date(2026, 8, 21), False)]
)
def test_late_is_after_its_day_only(due, late):
    assert Todo("a", "x", due=due).late(DAY) is late
