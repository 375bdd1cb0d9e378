"""How signing went on over time: by week or month, added up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Step = Literal["week", "month"]
WEEKS = 26  # a longer time is shown by month


@dataclass(frozen=True)
class Stretch:
    """A week or a month, as far as it was looked at: how many signed in it, and how many had signed at its end."""

    first: date
    last: date
    signed: int
    total: int


def step_for(first: date, last: date) -> Step:
    """By week as long as the table stays on one page, by month after that. Args: first and last day looked at."""
    return "week" if (last - first).days < WEEKS * 7 else "month"


def stretches(signed: Mapping[date, int], first: date, last: date, step: Step) -> list[Stretch]:
    """How many signed in each week (from Monday) or month, and added up.

    Args: signed, how many signed on a day; first and last, the days looked at, both included; days of signing
    outside them are taken along. Nothing when there is no day between them.
    """
    first, last = min([first, *signed]), max([last, *signed])
    found: list[Stretch] = []
    day, total = first, 0
    while day <= last:
        end = min(_end_of(day, step), last)
        count = sum(number for on, number in signed.items() if day <= on <= end)
        total += count
        found.append(Stretch(day, end, count, total))
        day = end + timedelta(days=1)
    return found


def _end_of(day: date, step: Step) -> date:
    if step == "week":
        return day + timedelta(days=6 - day.weekday())
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
