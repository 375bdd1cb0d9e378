"""What an activity is, what is asked about each kind, which way it goes, and what cannot be said about one.

Công văn 4735/BNV-BTĐKTTW điểm 2 and 4 ask to propagate and to open more columns and air time; no instrument found
prescribes counters. So these rules keep người and lượt apart and the book straight, and cite no article.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.refusals import Refusal

MOST_COPIES = 200  # activities made in one go: more is a slip of the hand
MOST_TIMES = 1_000  # how often something runs in one entry: a month of broadcasts three times a day is ninety
FEW_WORDS = 3


class ActivityKind(StrEnum):
    """What was held: the kinds that the movement is asked to report."""

    LAUNCH = "launch"
    BROADCAST = "broadcast"
    ARTICLE = "article"
    CONTEST = "contest"
    LEARNING_DAY = "learning-day"
    HOME_VISIT = "home-visit"
    OTHER = "other"


class ActivityState(StrEnum):
    """Where an activity stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class TakingPart(StrEnum):
    """As what somebody took part in an activity."""

    ORGANISER = "organiser"
    SPEAKER = "speaker"
    HELPER = "helper"
    AUTHOR = "author"
    WINNER = "winner"


class Order(StrEnum):
    """By what the list goes."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


# What is asked about each kind beside title, day, hamlets, plan, numbers: nobody is shown a field that means nothing.
ASKED: dict[ActivityKind, frozenset[str]] = {
    ActivityKind.LAUNCH: frozenset({"starts_at", "place", "campaign"}),
    ActivityKind.BROADCAST: frozenset({"last_day", "count", "minutes", "outlet"}),
    ActivityKind.ARTICLE: frozenset({"outlet", "link", "count", "last_day"}),
    ActivityKind.CONTEST: frozenset({"last_day", "starts_at", "place", "link"}),
    ActivityKind.LEARNING_DAY: frozenset({"last_day", "starts_at", "place"}),
    ActivityKind.HOME_VISIT: frozenset({"last_day", "starts_at"}),
    ActivityKind.OTHER: frozenset({"last_day", "starts_at", "place", "count", "link"}),
}


@dataclass(frozen=True)
class Numbers:
    """How many an activity reached: persons counted once, and every visit; None means nobody counted."""

    reached: int | None = None
    turns: int | None = None

    @property
    def counted(self) -> bool:
        """Whether somebody counted anything."""
        return self.reached is not None or self.turns is not None


def number_faults(whole: Numbers, hamlets: Collection[Numbers] = ()) -> list[Refusal]:
    """Why these numbers cannot be: fewer visits than persons, or fewer persons in all than in one hamlet.

    Args: whole, of the activity; hamlets, of each hamlet in which it took place.
    """
    found = []
    if any(one.turns is not None and one.turns < (one.reached or 0) for one in (whole, *hamlets)):
        found.append(Refusal("turns-below-reached"))
    most = max((one.reached for one in hamlets if one.reached is not None), default=0)
    if whole.reached is not None and whole.reached < most:
        found.append(Refusal("reached-below-hamlet"))
    return found


def whole_of(whole: Numbers, hamlets: Sequence[Numbers]) -> Numbers:
    """The numbers of the whole activity: as typed, else what its hamlets come to where somebody counted.

    Visits are added up only where every hamlet that was counted has them, and never to less than the persons: a sum
    of half the hamlets would be a number nobody counted.
    """
    counted = [one for one in hamlets if one.counted]
    reached = whole.reached if whole.reached is not None else _sum([one.reached for one in counted])
    turns = whole.turns if whole.turns is not None else _sum([one.turns for one in counted])
    if whole.turns is None and turns is not None:
        partly = any(one.turns is None for one in counted)
        turns = None if partly or turns < (reached or 0) else turns
    return Numbers(reached, turns)


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [one for one in numbers if one is not None]
    return sum(known) if known else None


@dataclass(frozen=True)
class Said:
    """What is said about the time of an activity: its state, its days, and why it comes late."""

    state: str
    day: date
    last_day: date | None = None
    late_reason: str = ""

    @property
    def end(self) -> date:
        """The last of its days."""
        return self.last_day or self.day


def day_faults(said: Said, today: date, closed: bool) -> list[Refusal]:
    """Why an activity cannot be entered with these days.

    Args: closed, whether the figures of one of its days, or of the day it stood under before, were closed.
    """
    found = []
    if said.last_day is not None and said.last_day < said.day:
        found.append(Refusal("activity-ends-before"))
    if said.state == ActivityState.HELD and said.day > today:
        found.append(Refusal("activity-ahead"))
    if closed and not said.late_reason:
        found.append(Refusal("activity-after-closing"))
    return found


def plan_faults(day: date, valid_from: date | None, valid_until: date | None) -> list[Refusal]:
    """Why an activity of this day does not belong to a plan: it lies outside the plan's period; without a plan none."""
    if valid_from is None or valid_until is None or valid_from <= day < valid_until:
        return []
    return [Refusal("activity-outside-plan")]


def holding_refusals(state: str, day: date, today: date) -> list[Refusal]:
    """Why no result can be written down: the activity was cancelled, or its day has not come."""
    if state == ActivityState.CANCELLED:
        return [Refusal("activity-cancelled")]
    return [Refusal("activity-not-yet")] if day > today else []


def cancelling_refusals(state: str) -> list[Refusal]:
    """Why an activity cannot be cancelled: only a planned one can."""
    return [] if state == ActivityState.PLANNED else [Refusal("activity-not-planned")]


def restoring_refusals(state: str, visits: int) -> list[Refusal]:
    """Why an activity cannot be planned again: it is planned, or doors were knocked at already."""
    if state == ActivityState.PLANNED:
        return [Refusal("activity-planned-already")]
    return [Refusal("activity-has-visits-held")] if visits else []


def reason_faults(reason: str) -> list[Refusal]:
    """Why a reason does not do: nobody gave one."""
    return [] if len(reason.strip()) >= FEW_WORDS else [Refusal("activity-reason-missing")]


def removal_refusals(visits: int, evidence: int, closed: bool) -> list[Refusal]:
    """Why an activity entered by mistake stays: doors, pictures or closed figures hang on it."""
    found = []
    if visits:
        found.append(Refusal("activity-has-visits"))
    if evidence:
        found.append(Refusal("activity-has-evidence"))
    if closed:
        found.append(Refusal("activity-in-closed-figures"))
    return found


def part_faults(
    person_id: int | None, collective_id: int | None, known: Collection[tuple[object, ...]], part: str
) -> list[Refusal]:
    """Why nobody is put down as taking part: nobody is named, two are, or it stands there already."""
    if (person_id is None) == (collective_id is None):
        return [Refusal("part-of-nobody")]
    return [Refusal("part-entered-already")] if (person_id, collective_id, part) in known else []


def overdue(state: str, end: date, today: date) -> bool:
    """Whether an activity was planned for a day that is over, and nobody wrote down how it went."""
    return state == ActivityState.PLANNED and end < today


def copy_faults(places: int, days: Sequence[date]) -> list[Refusal]:
    """Why copies cannot be made: no day, or too many of them."""
    if not days:
        return [Refusal("copy-without-day")]
    if max(places, 1) * len(days) > MOST_COPIES:
        return [Refusal("too-many-copies", detail=str(MOST_COPIES))]
    return []


def days_of(first: date, count: int, every: int) -> list[date]:
    """The days of copies: every so many days from the first."""
    return [first + timedelta(days=every * place) for place in range(count)]


def months_of(first: date, last: date) -> list[date]:
    """The first day of each month that these days touch, both included."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    return found
