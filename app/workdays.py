"""Working days: the weeks of an office, the days off of the country, and what the commune wrote down otherwise.

What the library knows is a help, not a source: days off around Tết and the Saturdays worked in their place are set
year by year by an official notice, so each day can be corrected on screen and shows its badge until somebody compared
it. Plain Python; whoever asks brings the corrections.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WORKED_OF_SEVEN = 5

# What the country's calendar says comes from the library; its lunar days are certain within these years.
SOURCE = f"Danh mục cài sẵn trong phần mềm (holidays {holidays.__version__})"
FIRST_YEAR, LAST_YEAR = 2000, 2099
MADE_UP = "Làm bù"
WEEKEND = {5: "Thứ Bảy", 6: "Chủ nhật"}


@dataclass(frozen=True)
class Special:
    """A day that is not as its weekday: off with a name, or worked although it would be off."""

    off: bool
    name: str


@cache
def known(year: int) -> Mapping[date, Special]:
    """What the library knows of a year, by day; nothing outside the years for which it is certain."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return MappingProxyType({})
    found = holidays.country_holidays("VN", years=year, language="vi")
    days = {day: Special(True, name) for day, name in found.items() if day.year == year}
    # The library names the worked Saturdays of some other years too, whatever year was asked for.
    made_up = {day: Special(False, MADE_UP) for day in found.weekend_workdays if day.year == year}
    return MappingProxyType(dict(sorted((days | made_up).items())))


class Calendar:
    """Which days are worked, and how many lie between two of them."""

    def __init__(self, corrections: Mapping[date, Special] | None = None) -> None:
        self._corrections = dict(corrections or {})

    def special(self, day: date) -> Special | None:
        """What is said of this day: by the correction, else by the country's calendar; None for a plain day."""
        return self._corrections.get(day) or known(day.year).get(day)

    def is_working(self, day: date) -> bool:
        """Whether the office works on this day."""
        special = self.special(day)
        return not special.off if special else day.weekday() < SATURDAY

    def day_off_name(self, day: date) -> str | None:
        """Why nobody works on this day: the name of the day off, else Saturday or Sunday; None when it is worked."""
        if self.is_working(day):
            return None
        special = self.special(day)
        return special.name if special else WEEKEND[day.weekday()]

    def add(self, day: date, count: int) -> date:
        """The last of so many working days counted from the day after this one; none leaves the day as it is.

        Raises ValueError for a count below zero.
        """
        if count < 0:
            raise ValueError("count must not be negative")
        while count:
            day += ONE_DAY
            count -= self.is_working(day)
        return day

    def between(self, today: date, due: date) -> int:
        """How many working days are left after today up to and with the due day; negative when it has passed.

        Zero may mean today, a deadline on the days off right after it, or one that passed on days off only.
        """
        return self.count(today, due) if due >= today else -self.count(due, today)

    def count(self, after: date, until: date) -> int:
        """How many days are worked after one day up to and with another that is not before it."""
        # Whole weeks at once and then the days that differ: a due day typed as 2099 costs no walk of 26,000 days.
        weeks, rest = divmod((until - after).days, 7)
        total = weeks * WORKED_OF_SEVEN
        total += sum((until - ONE_DAY * back).weekday() < SATURDAY for back in range(rest))
        return total + sum(
            self.is_working(day) - (day.weekday() < SATURDAY) for day in self._special_days(after, until)
        )

    def _special_days(self, after: date, until: date) -> set[date]:
        years = range(max(after.year, FIRST_YEAR), min(until.year, LAST_YEAR) + 1)
        told = {day for year in years for day in known(year)} | self._corrections.keys()
        return {day for day in told if after < day <= until}
