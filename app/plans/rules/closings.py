"""When figures can be closed and reopened."""

from datetime import date

from app import text
from app.refusals import Refusal


def closing_refusals(until: date, today: date, standing: date | None, ground: str) -> list[Refusal]:
    """Why figures cannot be closed so; empty means they can.

    Args: until, the first day that stays open; standing, that of the closing that stands already; ground, the report
    they went into.
    """
    found = []
    if until > date.fromordinal(today.toordinal() + 1):
        found.append(Refusal("closing-ahead", detail=text.day_text(today)))
    if standing is not None and until <= standing:
        found.append(Refusal("closing-covered", detail=text.day_text(date.fromordinal(standing.toordinal() - 1))))
    if not ground.strip():
        found.append(Refusal("closing-ground-missing"))
    return found


def reopening_refusals(reopened: bool, because: str) -> list[Refusal]:
    """Why closed figures cannot be reopened: they are open, or nobody said why."""
    found = [Refusal("closing-reopened")] if reopened else []
    return found + ([] if because.strip() else [Refusal("reopening-reason-missing")])
