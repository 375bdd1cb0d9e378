"""Why a day off, or a day on which work is made up, cannot be written down as it was typed."""

from datetime import date, timedelta

from app.refusals import Refusal
from app.workdays import FIRST_YEAR, LAST_YEAR, Calendar

# Tết is at most two weeks; a longer stretch is a slip in the year.
LONGEST_STRETCH = 31
ONE_DAY = timedelta(days=1)


def stretch(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included; none when they stand the wrong way round."""
    return [first + ONE_DAY * ahead for ahead in range((last - first).days + 1)]


def stretch_faults(first: date, last: date) -> list[Refusal]:
    """Why two days are no stretch of days off: the wrong way round, too long, or beyond the calendar."""
    if last < first:
        return [Refusal("calendar-reversed")]
    if (last - first).days >= LONGEST_STRETCH:
        return [Refusal("calendar-too-long", detail=str(LONGEST_STRETCH))]
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        return [Refusal("calendar-out-of-years", detail=f"{FIRST_YEAR} đến {LAST_YEAR}")]
    return []


def working_faults(first: date, last: date, calendar: Calendar) -> list[Refusal]:
    """Why these days cannot be written down as worked: each named one is worked anyway.

    Args: calendar, as it is without the corrections that are about to be written.
    """
    already = [day for day in stretch(first, last) if calendar.is_working(day)]
    return [Refusal("calendar-worked-anyway", detail=f"{day:%d/%m/%Y}") for day in already]
