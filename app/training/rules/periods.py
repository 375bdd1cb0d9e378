"""The weeks and months of the calendar of trainings: Monday to Sunday, and the weeks that a month touches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.workdays import FIRST_YEAR, LAST_YEAR

WEEK, MONTH = "week", "month"
_DAYS = timedelta(days=7)


@dataclass(frozen=True)
class Period:
    """A week or a month of the calendar; `first` and `last` are both in it."""

    kind: str
    first: date
    last: date

    @property
    def key(self) -> str:
        """How its address names it: 2026-W47, or 2026-11."""
        if self.kind == WEEK:
            return week_key(self.first)
        return f"{self.first.year:04d}-{self.first.month:02d}"

    @property
    def week_number(self) -> int:
        """Which week of the year it begins with, as offices count them (ISO 8601)."""
        return self.first.isocalendar().week

    @property
    def before(self) -> "Period | None":
        """The week or month before this one; None at the end of the calendar."""
        return _within(of_day(self.kind, self.first - timedelta(days=1)))

    @property
    def after(self) -> "Period | None":
        """The week or month after this one; None at the end of the calendar."""
        return _within(of_day(self.kind, self.last + timedelta(days=1)))

    def weeks(self) -> Iterator[list[date]]:
        """Its weeks from Monday to Sunday, the first and the last with the days of the neighbouring months."""
        monday = self.first - timedelta(days=self.first.weekday())
        while monday <= self.last:
            yield [monday + timedelta(days=place) for place in range(7)]
            monday += _DAYS


def of_day(kind: str, day: date) -> Period:
    """The week or the month in which a day lies."""
    if kind == WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(WEEK, monday, monday + timedelta(days=6))
    first = day.replace(day=1)
    return Period(MONTH, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def week_key(day: date) -> str:
    """How the week of a day is named in an address: 2026-W47."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def parse_period(week: str, month: str) -> Period | None:
    """Read 2026-W47 or 2026-11; None for anything else and for years outside the calendar."""
    try:
        if found := re.fullmatch(r"(\d{4})-W(\d{2})", week, re.ASCII):
            return _within(of_day(WEEK, date.fromisocalendar(int(found[1]), int(found[2]), 1)))
        if found := re.fullmatch(r"(\d{4})-(\d{2})", month, re.ASCII):
            return _within(of_day(MONTH, date(int(found[1]), int(found[2]), 1)))
    except (ValueError, OverflowError):
        return None
    return None


def _within(period: Period) -> Period | None:
    return period if period.first.year >= FIRST_YEAR and period.last.year <= LAST_YEAR else None
