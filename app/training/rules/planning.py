"""A class planned in one go: on which days it meets, what the form proposes, what cannot be."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from app import text
from app.refusals import Refusal

MOST_MEETINGS = 60
WEEK = 7
# A hamlet's kind goes small inside a sentence, its own name does not: "nhà văn hóa thôn 3", "nhà văn hóa Bình Minh".
_KINDS = ("thon", "to", "khu", "khoi", "ban", "ap", "xom", "lang", "buon", "pho", "plei", "phum", "soc", "cum")


@dataclass(frozen=True)
class Slot:
    """When one training is held; without a place it is that of its class."""

    day: date
    starts: time
    ends: time
    place: str = ""


@dataclass(frozen=True)
class Period:
    """Days from first to last, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.first <= day <= self.last

    def said(self) -> str:
        """The two days, as a sentence goes on with them."""
        return f"từ {text.day_text(self.first)} đến {text.day_text(self.last)}"


def period_of(opens_on: date | None, closes_on: date | None, days: Sequence[date], plan: Period) -> Period:
    """From when to when a class lasts: the days typed, else from its first training to its last, else its plan's.

    What follows the trainings stays within the plan, so that a training outside it is the one that is told.
    """
    inside = [day for day in days if plan.holds(day)]
    return Period(opens_on or min(inside, default=plan.first), closes_on or max(inside, default=plan.last))


def days_of(first: date, count: int, every: int = WEEK, weekdays: Collection[int] = ()) -> list[date]:
    """The days of so many trainings: every so many days from the first, or on these days of the week.

    Args: weekdays, 0 for Thứ Hai to 6 for Chủ nhật; the first of them on or after `first` begins.
    """
    if not weekdays:
        return [first + timedelta(days=every * place) for place in range(count)]
    found: list[date] = []
    day = first
    while len(found) < count:
        if day.weekday() in weekdays:
            found.append(day)
        day += timedelta(days=1)
    return found


def meeting_faults(slots: Sequence[Slot], period: Period, known: Iterable[tuple[date, time]] = ()) -> list[Refusal]:
    """Why these trainings cannot be in this class, all of them at once, each named by its place and day.

    Args: period, the days of the class; known, day and hour of the trainings it has already.
    """
    found = []
    if any(slot.ends <= slot.starts for slot in slots):
        found.append(Refusal("ends-before-starts"))
    early = [(place, slot) for place, slot in enumerate(slots, start=1) if slot.day < period.first]
    late = [(place, slot) for place, slot in enumerate(slots, start=1) if slot.day > period.last]
    if early:
        found.append(Refusal("meetings-before-course", detail=f"{named(early)}; lớp {period.said()}"))
    if late:
        found.append(Refusal("meetings-after-course", detail=f"{named(late)}; lớp {period.said()}"))
    held = set(known)
    twice = [(place, slot) for place, slot in enumerate(slots, start=1) if (slot.day, slot.starts) in held]
    if twice:
        found.append(Refusal("meetings-held-already", detail=named(twice)))
    return found


def named(slots: Iterable[tuple[int, Slot]]) -> str:
    """These trainings by place and day, as a sentence goes on with them."""
    return ", ".join(f"buổi {place} ngày {text.day_text(slot.day)}" for place, slot in slots)


def target_faults(target_plan: int | None, plan: int) -> list[Refusal]:
    """Why a class cannot serve this target: it stands in another plan."""
    return [] if target_plan in (None, plan) else [Refusal("target-of-other-plan")]


def hamlet_in_sentence(name: str) -> str:
    """A hamlet's name inside a sentence: thôn 3, tổ dân phố Bình Minh."""
    return name[:1].lower() + name[1:] if text.fold(name).split(" ")[0] in _KINDS else name


def title_for(topic: str, hamlet: str | None) -> str:
    """The title proposed for a class nobody gave one: its topic and where it is held."""
    topic = topic.rstrip(" .")
    return f"Lớp {topic}" if hamlet is None else f"Lớp {topic} - {hamlet}"


def place_for(hamlet: str) -> str:
    """Where a class is usually held in a hamlet."""
    return f"Nhà văn hóa {hamlet_in_sentence(hamlet)}"


def names_hamlet(words: str, hamlet: str) -> bool:
    """Whether these words name this hamlet; "thôn 3" is not named in "thôn 30"."""
    return bool(hamlet) and _whole(hamlet).search(words) is not None


def renamed(words: str, old: str, new: str) -> str:
    """The words of a class with another hamlet's name in them, small or with a capital as the old one stood there."""

    def exchanged(found: re.Match[str]) -> str:
        return hamlet_in_sentence(new) if found.group()[:1].islower() else new

    return _whole(old).sub(exchanged, words) if old else words


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
