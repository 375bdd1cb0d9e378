"""The order of today's work."""

from datetime import date

import pytest

from app.desk.rules import LONGEST_QUOTE, Todo, by_deadline, counted, quoted
from app.workdays import Calendar, Special

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


@pytest.mark.parametrize(
    ("due", "left"),
    [
        (None, None),
        (date(2026, 8, 20), 0),
        (date(2026, 8, 21), 1),
        (date(2026, 8, 24), 3),  # Friday, the worked Saturday, Monday
        (date(2026, 9, 3), 8),  # over 31 August to 2 September
        (date(2026, 8, 19), -1),
    ],
)
def test_what_is_left_is_counted_in_working_days(due, left):
    assert counted(Todo("a", "x", due=due), DAY, Calendar()) == Todo("a", "x", due=due, left=left)


def test_what_is_left_follows_the_corrections():
    calendar = Calendar({date(2026, 8, 21): Special(True, "Nghỉ")})
    assert counted(Todo("a", "x", due=date(2026, 8, 22)), DAY, calendar).left == 1


def test_a_long_promise_is_cut_at_a_word():
    assert quoted("Cài đặt VNeID") == "Cài đặt VNeID"
    long = "Cài đặt và sử dụng ứng dụng định danh điện tử VNeID mức độ 2, hướng dẫn người thân trong hộ cùng làm"
    assert quoted(long) == "Cài đặt và sử dụng ứng dụng định danh điện tử VNeID mức độ 2, hướng …"
    assert len(quoted("x" * 300)) <= LONGEST_QUOTE + 2
