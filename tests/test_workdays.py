"""Working days counted by the calendar of the country and its corrections."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workdays import FIRST_YEAR, LAST_YEAR, SOURCE, Calendar, Special, known

# 2026: Tết 16–20 February, Quốc khánh with a swapped Monday 31 August for the worked Saturday 22 August.
TET = [date(2026, 2, 16) + timedelta(days=ahead) for ahead in range(5)]


def test_saturdays_and_sundays_are_off():
    calendar = Calendar()
    assert [calendar.is_working(date(2026, 6, 1) + timedelta(days=ahead)) for ahead in range(7)] == [True] * 5 + [
        False,
        False,
    ]
    assert calendar.day_off_name(date(2026, 6, 6)) == "Thứ Bảy"
    assert calendar.day_off_name(date(2026, 6, 7)) == "Chủ nhật"
    assert calendar.day_off_name(date(2026, 6, 5)) is None


def test_tet_and_official_days_are_known_by_name():
    calendar = Calendar()
    assert [calendar.is_working(day) for day in TET] == [False] * 5
    assert calendar.day_off_name(date(2026, 2, 17)) == "Tết Nguyên Đán"
    assert calendar.day_off_name(date(2026, 9, 2)) == "Quốc khánh"
    assert calendar.day_off_name(date(2026, 4, 27)) == "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"


def test_a_saturday_is_worked_for_a_swapped_day():
    calendar = Calendar()
    assert (calendar.is_working(date(2026, 8, 22)), calendar.is_working(date(2026, 8, 31))) == (True, False)
    assert known(2026)[date(2026, 8, 22)] == Special(off=False, name="Làm bù")


def test_a_year_knows_its_own_days_only():
    for year in (2019, 2024, 2026):
        assert {day.year for day in known(year)} == {year}
    assert known(FIRST_YEAR - 1) == known(LAST_YEAR + 1) == {}
    assert known(LAST_YEAR) != {}


def test_the_source_names_the_library_and_its_version():
    assert SOURCE.startswith("Danh mục cài sẵn trong phần mềm (holidays 0.")


def test_a_correction_outweighs_what_is_known():
    calendar = Calendar(
        {
            date(2026, 2, 21): Special(False, "Làm bù cho ngày 16/02/2026"),
            date(2026, 2, 23): Special(True, "Nghỉ Tết theo thông báo"),
            date(2026, 11, 24): Special(False, "Không nghỉ"),
        }
    )
    assert calendar.is_working(date(2026, 2, 21))
    assert calendar.day_off_name(date(2026, 2, 23)) == "Nghỉ Tết theo thông báo"
    assert calendar.day_off_name(date(2026, 11, 24)) is None
    assert not Calendar().is_working(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 6, 1), 0, date(2026, 6, 1)),
        (date(2026, 6, 6), 0, date(2026, 6, 6)),
        (date(2026, 6, 1), 1, date(2026, 6, 2)),
        (date(2026, 6, 5), 1, date(2026, 6, 8)),  # Friday to Monday
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # over Tết
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # a worked Saturday
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # over the swapped Monday and Quốc khánh
        (date(2026, 6, 1), 20, date(2026, 6, 29)),
    ],
)
def test_so_many_working_days_later(start, count, expected):
    assert Calendar().add(start, count) == expected


def test_a_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="negative"):
        Calendar().add(date(2026, 6, 1), -1)


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), 0),
        (date(2026, 6, 1), date(2026, 6, 4), 3),
        (date(2026, 6, 5), date(2026, 6, 8), 1),
        (date(2026, 6, 5), date(2026, 6, 7), 0),  # due on the Sunday after this Friday: today is the last chance
        (date(2026, 2, 13), date(2026, 2, 23), 1),
        (date(2026, 6, 4), date(2026, 6, 2), -2),
        (date(2026, 6, 7), date(2026, 6, 5), 0),  # passed on Friday, and nobody has worked since
        (date(2026, 6, 8), date(2026, 6, 5), -1),
        (date(2026, 2, 23), date(2026, 2, 13), -1),
    ],
)
def test_working_days_left(today, due, left):
    assert Calendar().between(today, due) == left


DAYS = st.dates(date(1998, 1, 1), date(2028, 12, 31))


@given(DAYS, st.integers(0, 900), st.sets(st.integers(1, 900), max_size=20), st.booleans())
def test_counting_by_weeks_is_counting_day_by_day(start, length, corrected, off):
    calendar = Calendar({start + timedelta(days=ahead): Special(off, "x") for ahead in corrected})
    days = [start + timedelta(days=ahead) for ahead in range(1, length + 1)]
    assert calendar.count(start, start + timedelta(days=length)) == sum(map(calendar.is_working, days))


@given(DAYS, st.integers(1, 60))
def test_adding_and_counting_agree(start, count):
    calendar = Calendar()
    end = calendar.add(start, count)
    assert calendar.is_working(end)
    assert calendar.between(start, end) == count
