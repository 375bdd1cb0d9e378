"""A campaign of the year before done again: its days a year on, its name counted up, its old plan left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_YEAR = re.compile(r"\b(20\d{2})\b")


def in_years(day: date, years: int) -> date:
    """The same day so many years later; the 29th of February is the 28th where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def years_on(closes_on: date, today: date) -> int:
    """By how many years a campaign is moved: at least one, and so far that its signing is not over today."""
    years = 1
    while in_years(closes_on, years) < today:
        years += 1
    return years


def counted_up(name: str, years: int, year: int) -> str:
    """The name of a campaign so many years later: "… năm 2026" becomes "… năm 2027".

    Args: year, of the new signing, which is added to a name that holds none: else both would be called alike.
    """
    counted = _YEAR.sub(lambda found: str(int(found[1]) + years), name)
    return f"{name} năm {year}" if counted == name else counted


@dataclass(frozen=True)
class Days:
    """The days of a campaign: of signing both included, of what is promised the end not included."""

    opens_on: date
    closes_on: date
    valid_from: date
    valid_until: date


def moved_days(days: Days, years: int, plan_from: date, plan_until: date) -> Days:
    """The days of a campaign so many years later, held within the plan it comes under.

    Args: plan_from and plan_until, the period of that plan, the end not included. Days that do not meet the plan at all
    are only moved: the official sees them in the form and sets them right.
    """
    moved = Days(*(in_years(day, years) for day in (days.opens_on, days.closes_on, days.valid_from, days.valid_until)))
    start, end = max(moved.valid_from, plan_from), min(moved.valid_until, plan_until)
    if start >= end:
        return moved
    last = date.fromordinal(end.toordinal() - 1)
    closes_on = max(moved.opens_on, min(moved.closes_on, last))
    return Days(moved.opens_on, closes_on, start, end)


def bases_without(bases: Sequence[str], plan_number: str) -> list[str]:
    """The legal bases of a campaign without the citation of the plan with this number."""
    cited = re.compile(rf"(?<![\w/]){re.escape(plan_number)}(?![\w/-])")
    return [line for line in bases if not cited.search(line)]
