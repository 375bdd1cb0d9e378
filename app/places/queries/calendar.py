"""Reads of the working calendar: what the country's calendar says and what the province and the commune corrected."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app import law, workdays
from app.db import db
from app.places.models import CalendarDay
from app.tenancy import scope_of
from app.workdays import Calendar, Special


@dataclass(frozen=True)
class ListedDay:
    """One line of a year's calendar: a day off or a day worked in its place, whose word it is and how sure.

    `whose` is here, above (the province) or known (the country's calendar as the program knows it).
    """

    day: date
    off: bool
    name: str
    whose: str
    citation: str
    mark: str
    row: CalendarDay | None = None

    @property
    def confirmed(self) -> bool:
        """Whether an official compared it with the notice."""
        return self.row is not None and self.row.confirmed_on is not None


def calendar() -> Calendar:
    """Which days are worked here: the country's calendar with the corrections in force. One statement."""
    return _calendar(_in_force())


def calendar_without_own() -> Calendar:
    """Which days would be worked if this authority had written nothing down."""
    home = scope_of(db.session()).home
    return _calendar({row.day: row for row in _rows() if row.owner_id != home})


def _calendar(rows: dict[date, CalendarDay]) -> Calendar:
    return Calendar({day: Special(row.off, row.name) for day, row in rows.items()})


def calendar_year(year: int) -> list[ListedDay]:
    """What is not as its weekday in a year, by day."""
    home = scope_of(db.session()).home
    rows = {day: row for day, row in _in_force().items() if day.year == year}
    found = {day: _known(day, special) for day, special in workdays.known(year).items()}
    found |= {day: _listed(row, home) for day, row in rows.items()}
    return [found[day] for day in sorted(found)]


def _known(day: date, special: Special) -> ListedDay:
    return ListedDay(day, special.off, special.name, "known", workdays.SOURCE, str(law.Mark.L))


def _listed(row: CalendarDay, home: int) -> ListedDay:
    mark = str(law.Mark.C) if row.confirmed_on else row.mark
    whose = "here" if row.owner_id == home else "above"
    return ListedDay(row.day, row.off, row.name, whose, row.citation, mark, row)


def own_calendar_days(first: date, last: date) -> dict[date, CalendarDay]:
    """What this authority wrote down between two days, both included."""
    home = scope_of(db.session()).home
    return {row.day: row for row in _rows() if row.owner_id == home and first <= row.day <= last}


def _in_force() -> dict[date, CalendarDay]:
    """By day, the own row before the one handed down."""
    home = scope_of(db.session()).home
    return {row.day: row for row in sorted(_rows(), key=lambda row: row.owner_id == home)}


def _rows() -> list[CalendarDay]:
    """Our own rows and those handed down. A province also reads its communes' rows, which do not bind it."""
    scope = scope_of(db.session())
    chosen = select(CalendarDay).where(CalendarDay.owner_id.in_({scope.home} | scope.above))
    return list(db.session.scalars(chosen.order_by(CalendarDay.day, CalendarDay.id)))
