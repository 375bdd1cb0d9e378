"""What a list of activities is held against, and what the book says of them in the cells of a list."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app import text
from app.activities.models import Activity, ActivityHamlet
from app.activities.queries.activities import changing_refusals
from app.activities.rules.activities import ActivityState
from app.activities.rules.pasting import STATE_SAID, WORDS, Books, InTheBook
from app.db import db
from app.places import queries as places
from app.plans import queries as plans
from app.plans.models import PlanClosing
from app.tenancy import scope_of

ASKED = 1_000  # names in one statement


def books_for(today: date, titles: Collection[str], options: Mapping[str, str], kinds: Mapping[str, str]) -> Books:
    """The hamlets, the activities of these names and the first day whose figures are open.

    Args: titles, without dấu; options, what holds for the whole list; kinds, what each kind is called.
    """
    home = scope_of(db.session()).home
    closed = select(func.max(PlanClosing.until)).where(PlanClosing.owner_id == home, PlanClosing.reopened_on.is_(None))
    plan = plans.get(int(options["plan"])) if options.get("plan") else None
    return Books(
        today,
        hamlets_by_name(today),
        tuple(_known(one, kinds) for one in _of_titles(titles)),
        db.session.scalar(closed),
        options.get("kind", ""),
        options.get("late_reason", ""),
        plan.valid_from if plan else None,
        plan.valid_until if plan else None,
    )


def hamlets_by_name(day: date) -> dict[str, int]:
    """The hamlets in force by name without dấu."""
    return {text.fold(one.name): one.id for one in places.hamlets(day)}


def _of_titles(titles: Collection[str]) -> Iterator[Activity]:
    home, asked = scope_of(db.session()).home, sorted(titles)
    for start in range(0, len(asked), ASKED):
        chosen = select(Activity).where(
            Activity.owner_id == home,
            Activity.title_fold.in_(asked[start : start + ASKED]),
            Activity.state != ActivityState.CANCELLED,
        )
        yield from db.session.scalars(chosen.options(_with_hamlets()).order_by(Activity.id))


def _with_hamlets() -> Any:
    return selectinload(Activity.hamlets).joinedload(ActivityHamlet.hamlet)


def _known(one: Activity, kinds: Mapping[str, str]) -> InTheBook:
    return InTheBook(one.id, one.title, one.day, said_of(one, kinds), tuple(changing_refusals(one)))


def said_of(one: Activity, kinds: Mapping[str, str]) -> dict[str, str]:
    """An activity in the cells of a list."""
    numbers = {name: getattr(one, name) for name in ("count", "minutes", "reached", "turns")}
    return {
        "title": one.title,
        "kind": kinds[one.kind],
        "day": text.day_text(one.day),
        "last_day": text.day_text(one.last_day) if one.last_day else "",
        "hamlet": ", ".join(of.hamlet.name for of in one.hamlets),
        "state": STATE_SAID[ActivityState(one.state)],
        **{name: "" if number is None else str(number) for name, number in numbers.items()},
        **{name: getattr(one, name) or "" for name in WORDS},
    }


def told(kinds: Mapping[str, str]) -> Iterable[Mapping[str, str | int | date | None]]:
    """All activities of the own authority that were not cancelled, oldest first, for the exchange file."""
    home = scope_of(db.session()).home
    chosen = select(Activity).where(Activity.owner_id == home, Activity.state != ActivityState.CANCELLED)
    for one in db.session.scalars(chosen.options(_with_hamlets()).order_by(Activity.day, Activity.id)):
        numbers = {name: getattr(one, name) for name in ("count", "minutes", "reached", "turns")}
        yield said_of(one, kinds) | numbers | {"day": one.day, "last_day": one.last_day, "record": one.id}
