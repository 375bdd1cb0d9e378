"""When two meetings clash: at one hour the same person teaches both, they share the place, or they share a learner."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from app import text

# What officials write of the hall of whatever hamlet: such words name one place only together with the hamlet.
_KINDS_OF_PLACE = ("thon", "xom", "ban", "lang", "khoi", "ap", "buon", "to dan pho", "khu pho", "cong dong")
_HALLS = ("nha van hoa", "hoi truong", "nha sinh hoat", "nha hop", "nha cong dong")
_OF_ANY_HAMLET = frozenset({*_HALLS, *(f"{hall} {kind}" for hall in _HALLS for kind in _KINDS_OF_PLACE)})


@dataclass(frozen=True)
class Teacher:
    """Someone who teaches or supports a class, as the class names them."""

    name: str
    person_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True)
class Meeting:
    """One training as far as a clash is judged by it.

    `hamlet_id` is where it is held; `training_id` and `course_id` are None while it is not stored; `number` counts
    from 1 the trainings proposed together.
    """

    day: date
    starts: time
    ends: time
    place: str
    hamlet_id: int | None = None
    training_id: int | None = None
    course_id: int | None = None
    number: int | None = None


def overlapping(meetings: Iterable[Meeting]) -> Iterator[tuple[Meeting, Meeting]]:
    """The pairs of meetings that are held at one time of one day, the earlier one first.

    One that begins at the minute in which the other ends does not overlap it. Each day is walked once in the order
    of the hours, so that a year costs what its days cost.
    """
    ordered = sorted(meetings, key=lambda one: (one.day, one.starts, one.ends, one.training_id or 0, one.number or 0))
    for _, of_the_day in groupby(ordered, key=lambda one: one.day):
        going_on: list[Meeting] = []
        for meeting in of_the_day:
            going_on = [other for other in going_on if other.ends > meeting.starts]
            yield from ((other, meeting) for other in going_on)
            going_on.append(meeting)


def same_place(one: Meeting, other: Meeting) -> bool:
    """Whether both are held at one place: the same words, whatever the dấu and the capitals.

    "Nhà văn hóa thôn" is said of every hamlet: such words count only within one hamlet.
    """
    words = text.fold(one.place)
    if not words or words != text.fold(other.place):
        return False
    return words not in _OF_ANY_HAMLET or one.hamlet_id == other.hamlet_id


def same_teachers(ones: Sequence[Teacher], others: Sequence[Teacher]) -> tuple[str, ...]:
    """Who teaches or supports here and there, by name, each once, in the order of the first."""
    found = [one.name for one in ones if any(_is_same(one, other) for other in others)]
    return tuple(dict.fromkeys(found))


def _is_same(one: Teacher, other: Teacher) -> bool:
    """The same person or account; by the name only where neither of these tells them apart."""
    ids = ((one.person_id, other.person_id), (one.user_id, other.user_id))
    both = [(first, second) for first, second in ids if first is not None and second is not None]
    if both:
        return any(first == second for first, second in both)
    return bool(text.fold(one.name)) and text.fold(one.name) == text.fold(other.name)
