"""Verbs of the working calendar: days off, days worked in their place, the list of a year compared with its notice."""

from dataclasses import dataclass
from datetime import date

from app import audit, law
from app.db import db
from app.places import queries
from app.places.actions.saving import saved
from app.places.models import CalendarDay
from app.places.rules import stretch, stretch_faults, working_faults
from app.refusals import Refusal, Refused
from app.text import day_text, nfc


def set_days(
    first: date,
    last: date,
    *,
    off: bool,
    name: str,
    citation: str,
    today: date,
    compared_by: str | None,
) -> list[CalendarDay]:
    """Write down that these days are off, or that work is done on them, as a notice says; a second word replaces one.

    Args: first and last, both included; name, as the list prints it; citation, the notice; compared_by, the official
    who compared it with the notice, else the days keep their badge. Raises Refused: days the wrong way round, too
    many at once, or said to be worked although they are worked anyway.
    """
    faults = stretch_faults(first, last)
    if not faults and not off:
        faults = working_faults(first, last, queries.calendar_without_own())
    if faults:
        raise Refused(faults)
    said = _Said(nfc(citation), today, compared_by)
    known = queries.own_calendar_days(first, last)
    rows = [_kept(known.get(day), day, off, nfc(name), nfc(citation), said) for day in stretch(first, last)]
    event = "days-off-set" if off else "working-days-set"
    audit.record(event, rows[0], name=rows[0].name, first=day_text(first), last=day_text(last))
    return rows


@dataclass(frozen=True)
class _Said:
    """Against which notice a day was compared, on which day and by whom; by nobody, it keeps its badge."""

    against: str
    today: date
    by: str | None


def _kept(known: CalendarDay | None, day: date, off: bool, name: str, citation: str, said: _Said) -> CalendarDay:
    row: CalendarDay = saved(
        known,
        CalendarDay,
        day=day,
        off=off,
        name=name,
        citation=citation,
        mark=str(law.Mark.L),
        confirmed_by=said.by,
        confirmed_on=said.today if said.by else None,
        confirmed_against=said.against if said.by else None,
    )
    return row


def remove_days(first: date, last: date) -> int:
    """Take back what was written down for these days: the province's word holds again, else the country's calendar.

    Args: first and last, both included. Returns how many days it was; raises Refused: the wrong way round, too many at
    once, or nothing of one's own among them.
    """
    faults = stretch_faults(first, last)
    rows = [] if faults else list(queries.own_calendar_days(first, last).values())
    if not rows:
        raise Refused(faults or [Refusal("calendar-nothing-own")])
    audit.record("calendar-days-removed", rows[0], count=len(rows), first=day_text(first), last=day_text(last))
    for row in rows:
        db.session.delete(row)
    return len(rows)


def confirm_calendar(year: int, against: str, by: str, today: date) -> int:
    """An official compared the list of a year with the notice: each day is written down as it stands, without badge.

    It no longer changes with the program then. What is confirmed already, here or by the province, stays as it is.
    Args: against, the notice that was compared; by, the official. Returns how many days were confirmed by it; raises
    Refused when nothing is left to confirm.
    """
    waiting = [one for one in queries.calendar_year(year) if not one.confirmed]
    if not waiting:
        raise Refused([Refusal("calendar-confirmed-already", detail=str(year))])
    said = _Said(nfc(against), today, by)
    own = queries.own_calendar_days(waiting[0].day, waiting[-1].day)
    rows = [_kept(own.get(one.day), one.day, one.off, one.name, one.citation, said) for one in waiting]
    audit.record("calendar-confirmed", rows[0], year=year, count=len(rows), against=said.against)
    return len(rows)
