"""Builders of the reports of a sudden merit, đột xuất (forms.md 1.5)."""

from typing import Any

from app.commendations.documents.facts import SuddenReportCollective, SuddenReportHousehold, SuddenReportPerson
from app.commendations.documents.reports import (
    Typed,
    collective_particulars,
    household_particulars,
    person_particulars,
    prose,
)
from app.commendations.models import Nominee


def _told(nominee: Nominee, typed: Typed) -> dict[str, Any]:
    """What happened: when, where, in what situation, what was done, what came of it."""
    return {
        "event_time": typed.get("event_time", "").rstrip(" ."),
        "event_place": typed.get("event_place", "").rstrip(" ."),
        **prose(nominee, "circumstances", "deeds", "achievements"),
    }


def sudden_person(nominee: Nominee, typed: Typed, common: dict[str, Any]) -> SuddenReportPerson:
    """The report of a person's sudden merit."""
    return SuddenReportPerson(**common | _told(nominee, typed) | person_particulars(nominee, typed))


def sudden_collective(nominee: Nominee, typed: Typed, common: dict[str, Any]) -> SuddenReportCollective:
    """The report of a collective's sudden merit."""
    return SuddenReportCollective(
        **common | _told(nominee, typed) | collective_particulars(nominee, typed),
        founded=typed.get("founded", "").rstrip(" ."),
    )


def sudden_household(nominee: Nominee, typed: Typed, common: dict[str, Any]) -> SuddenReportHousehold:
    """The report of a household's sudden merit, on the individual block (D)."""
    return SuddenReportHousehold(**common | _told(nominee, typed) | household_particulars(nominee, typed))
