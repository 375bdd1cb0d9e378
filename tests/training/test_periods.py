"""Weeks and months of the calendar, by tables of days."""

from datetime import date

import pytest

from app.training.rules.periods import MONTH, WEEK, of_day, parse_period, week_key


@pytest.mark.parametrize(
    ("week", "month", "found"),
    [
        ("2026-W47", "", (WEEK, date(2026, 11, 16), date(2026, 11, 22))),
        ("", "2026-11", (MONTH, date(2026, 11, 1), date(2026, 11, 30))),
        ("", "2028-02", (MONTH, date(2028, 2, 1), date(2028, 2, 29))),
        ("", "2026-12", (MONTH, date(2026, 12, 1), date(2026, 12, 31))),
        ("2026-W53", "", (WEEK, date(2026, 12, 28), date(2027, 1, 3))),
        ("2026-W47", "2026-11", (WEEK, date(2026, 11, 16), date(2026, 11, 22))),
        ("2027-W53", "", None),  # that year has 52
        ("2026-W00", "", None),
        ("", "2026-13", None),
        ("", "2026-1", None),
        ("now", "", None),
        ("", "", None),
        ("1999-W10", "", None),  # no days off are known
        ("", "9999-12", None),
        ("٢٠٢٦-W47", "", None),
    ],
)
def test_address_names_a_period(week, month, found):
    period = parse_period(week, month)
    assert (period and (period.kind, period.first, period.last)) == found


@pytest.mark.parametrize(
    ("kind", "day", "keys"),
    [
        (WEEK, date(2026, 11, 22), ("2026-W46", "2026-W47", "2026-W48")),
        (WEEK, date(2027, 1, 1), ("2026-W52", "2026-W53", "2027-W01")),
        (MONTH, date(2026, 12, 31), ("2026-11", "2026-12", "2027-01")),
        (MONTH, date(2026, 3, 31), ("2026-02", "2026-03", "2026-04")),
    ],
)
def test_periods_follow_each_other(kind, day, keys):
    period = of_day(kind, day)
    assert (period.before.key, period.key, period.after.key) == keys
    assert parse_period(period.key if kind == WEEK else "", period.key) == period


def test_calendar_ends_where_the_days_off_end():
    assert of_day(MONTH, date(2000, 1, 31)).before is None
    assert of_day(MONTH, date(2099, 12, 1)).after is None


def test_month_is_shown_in_whole_weeks():
    weeks = list(of_day(MONTH, date(2026, 11, 5)).weeks())
    assert (weeks[0][0], weeks[-1][-1], len(weeks)) == (date(2026, 10, 26), date(2026, 12, 6), 6)
    assert {len(week) for week in weeks} == {7}
    assert [day.weekday() for day in weeks[2]] == list(range(7))
    assert list(of_day(WEEK, date(2026, 11, 18)).weeks()) == [weeks[3]]
    assert week_key(weeks[3][6]) == "2026-W47"
