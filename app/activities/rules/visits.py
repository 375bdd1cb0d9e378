"""Doors that were knocked at ("đi từng ngõ, gõ từng nhà"): what may come of a visit, and what the visits come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.activities.rules.activities import ActivityKind, ActivityState, Numbers
from app.refusals import Refusal

MOST_PEOPLE = 50  # of one household: more is a slip of the hand


class Outcome(StrEnum):
    """What came of a visit: somebody was shown something, nobody was at home, they did not want to, something else."""

    GUIDED = "guided"
    ABSENT = "absent"
    REFUSED = "refused"
    OTHER = "other"


# What is typed into a cell of the grid, one key: x as on paper, v for vắng, k for không muốn, o for anything else.
KEYS: dict[str, Outcome] = {"x": Outcome.GUIDED, "v": Outcome.ABSENT, "k": Outcome.REFUSED, "o": Outcome.OTHER}


def outcome_of(typed: str) -> Outcome | None:
    """Read one cell of the grid; None when it is empty. Raises ValueError when it is no key."""
    typed = typed.strip().lower()
    if not typed:
        return None
    if typed not in KEYS:
        raise ValueError(typed)
    return KEYS[typed]


@dataclass(frozen=True)
class Door:
    """One line of the grid: which household, what came of it, how many people were shown something."""

    household_id: int
    outcome: Outcome | None = None
    people: int | None = None
    note: str = ""


def door_faults(door: Door) -> list[Refusal]:
    """Why a line cannot be saved: people without an outcome, people where nobody was guided, or too many of them."""
    found = []
    if door.outcome is None and (door.people is not None or door.note):
        found.append(Refusal("door-without-outcome"))
    if door.people and door.outcome not in (None, Outcome.GUIDED):
        found.append(Refusal("people-not-guided"))
    if (door.people or 0) > MOST_PEOPLE:
        found.append(Refusal("too-many-in-household", detail=str(MOST_PEOPLE)))
    return found


def visiting_refusals(kind: str, state: str, day: date, today: date) -> list[Refusal]:
    """Why no doors can be entered: it is no round of visits, was cancelled, or its day has not come."""
    if kind != ActivityKind.HOME_VISIT:
        return [Refusal("no-home-visit")]
    if state == ActivityState.CANCELLED:
        return [Refusal("visits-cancelled")]
    return [Refusal("visits-not-yet")] if day > today else []


def visit_day_faults(day: date, first: date, last: date, today: date) -> list[Refusal]:
    """Why doors cannot have been knocked at on a day: it lies outside the round, or ahead."""
    if not first <= day <= last:
        return [Refusal("visit-outside-days")]
    return [Refusal("visit-ahead")] if day > today else []


@dataclass(frozen=True)
class Knocked:
    """A visit as the count looks at it."""

    household_id: int
    outcome: str
    people: int | None


def numbers_of(visits: Iterable[Knocked]) -> Numbers:
    """What visits come to: the people of each household once, at its fullest visit; every visit of theirs as lượt.

    A household that was guided without saying how many counts as one person: somebody opened the door.
    """
    fullest: dict[int, int] = {}
    turns, found = 0, False
    for one in visits:
        found = True
        if one.outcome == Outcome.GUIDED:
            people = one.people if one.people is not None else 1
            turns += people
            fullest[one.household_id] = max(people, fullest.get(one.household_id, 0))
    return Numbers(sum(fullest.values()), turns) if found else Numbers()
