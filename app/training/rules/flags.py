"""Doubts about the figures of training that deserve a second look; none of them refuses or changes anything.

Each is raised politely: honest books show the same things, so an official may say that it is right as it is. A class
held on a Sunday or a holiday is no doubt: people are free then.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.people.rules import Birth


class Flag(StrEnum):
    """What may be doubtful, the weightiest first: in this order they are shown."""

    TWO_PLACES = "two-places"
    NEVER_CAME = "never-came"
    TWICE_ON_LIST = "twice-on-list"
    MARKS_MISSING = "marks-missing"
    NO_SHEET = "no-sheet"
    NO_SCAN = "no-scan"
    ABOVE_SHEET = "above-sheet"
    ALWAYS_FULL = "always-full"
    PASSED_DONE_FOR = "passed-done-for"
    NO_BIRTH_YEAR = "no-birth-year"


# The table of the record a doubt is about.
SUBJECTS: dict[Flag, str] = {
    Flag.TWO_PLACES: "attendance",
    Flag.NEVER_CAME: "course",
    Flag.TWICE_ON_LIST: "learner",
    Flag.MARKS_MISSING: "training",
    Flag.NO_SHEET: "training",
    Flag.NO_SCAN: "training",
    Flag.ABOVE_SHEET: "training",
    Flag.ALWAYS_FULL: "course",
    Flag.PASSED_DONE_FOR: "learner",
    Flag.NO_BIRTH_YEAR: "person",
}

# Where a doubt begins. No instrument says so: they are defaults of this program, mark D, and the page says that.
THRESHOLD_MARK = "D"
FULL_LEARNERS = 10  # a small class is easily full
FULL_TRAININGS = 2  # and so is a single evening
SCAN_WORKING_DAYS = 10  # two weeks to bring the signed sheet back


@dataclass(frozen=True)
class Record:
    """A record behind a doubt: what to call it and the page that opens it; no page where one may not see it."""

    label: str
    endpoint: str = ""
    values: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Finding:
    """One doubt: about which record, what was seen, and the numbers and records its sentence speaks of.

    `course_id` is the class it is shown with; `day` the day it speaks of, where it speaks of one.
    """

    flag: Flag
    subject_id: int
    course_id: int
    records: tuple[Record, ...]
    seen: str = ""
    count: int = 0
    total: int = 0
    day: date | None = None

    @property
    def key(self) -> str:
        """How this doubt is told from all others, as long as nothing changes about it."""
        return f"{self.flag}:{self.subject_id}:{self.seen}"


@dataclass(frozen=True)
class Sheet:
    """The made sheet of a training: the day it was made, its lines with the blank ones, and whether a scan is back."""

    paper_id: int
    made_on: date
    lines: int
    scanned: bool


@dataclass(frozen=True)
class Meeting:
    """One training as its figures show it; `asked` tells whether its day lies in the period that is looked at."""

    training_id: int
    course_id: int
    title: str
    day: date
    learners: int
    marks: int
    came: int
    sheet: Sheet | None
    asked: bool = True


def digest(ids: Iterable[int]) -> str:
    """These ids as a short text of one length, to see whether they are still the same."""
    return hashlib.sha256(",".join(map(str, sorted(ids))).encode()).hexdigest()[:16]


def of_meetings(
    meetings: Sequence[Meeting],
    today: date,
    working_days: Callable[[date, date], int],
    named: Callable[[Meeting], Record],
) -> list[Finding]:
    """The doubts about single trainings that were held before today: marks, sheet, scan.

    Args: working_days, how many days are worked after one day up to another; named, the record of a training.
    """
    found: list[Finding] = []
    for one in meetings:
        if one.asked and one.day < today:
            found += (_told(one, flag, named, *said) for flag, said in _doubts(one, today, working_days))
    return found


Said = tuple[str, int, int]  # what was seen, and the two numbers of the sentence


def _doubts(one: Meeting, today: date, working_days: Callable[[date, date], int]) -> Iterable[tuple[Flag, Said]]:
    left = one.learners - one.marks
    if left > 0:
        yield Flag.MARKS_MISSING, (f"{left}/{one.learners}", left, one.learners)
    if one.sheet is None:
        if one.marks:
            yield Flag.NO_SHEET, ("", one.marks, one.learners)
        return
    waited = 0 if one.sheet.scanned else working_days(max(one.day, one.sheet.made_on), today)
    if waited > SCAN_WORKING_DAYS:
        yield Flag.NO_SCAN, (str(one.sheet.paper_id), waited, SCAN_WORKING_DAYS)
    if one.came > one.sheet.lines:
        yield Flag.ABOVE_SHEET, (f"{one.came}/{one.sheet.lines}", one.came, one.sheet.lines)


def _told(one: Meeting, flag: Flag, named: Callable[[Meeting], Record], seen: str, count: int, total: int) -> Finding:
    return Finding(flag, one.training_id, one.course_id, (named(one),), seen, count, total, one.day)


def always_full(meetings: Sequence[Meeting], today: date, named: Callable[[Meeting], Record]) -> list[Finding]:
    """The classes, not small ones, in which everyone was present at every training held up to today.

    Args: named, the record of the class of a training.
    """
    held: dict[int, list[Meeting]] = {}
    for one in meetings:
        if one.day <= today and one.marks:
            held.setdefault(one.course_id, []).append(one)
    return [
        Finding(
            Flag.ALWAYS_FULL,
            course_id,
            course_id,
            (named(those[0]),),
            f"{those[0].learners}/{len(those)}",
            len(those),
            those[0].learners,
            max(one.day for one in those),
        )
        for course_id, those in held.items()
        if len(those) >= FULL_TRAININGS
        and those[0].learners >= FULL_LEARNERS
        and all(one.came == one.learners for one in those)
    ]


def may_be_same(one: Birth, other: Birth) -> bool:
    """Whether two of one name and hamlet may be one person: no year of birth speaks against it."""
    return one.year is None or other.year is None or one.year == other.year


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """The weightiest doubts first, among them the newest, always in the same order."""
    order = list(Flag)
    return sorted(
        found, key=lambda one: (order.index(one.flag), -(one.day or date.min).toordinal(), one.subject_id, one.seen)
    )


def counted(found: Iterable[Finding]) -> dict[Flag, int]:
    """How many doubts of each kind there are, in the order in which they are shown; kinds without any are left out."""
    counts = dict.fromkeys(Flag, 0)
    for one in found:
        counts[one.flag] += 1
    return {flag: count for flag, count in counts.items() if count}


def parted(found: Sequence[Finding], notes: Mapping[str, object]) -> tuple[list[Finding], list[Finding]]:
    """The doubts that are open, and those an official has said something about; notes are by key."""
    opened = [one for one in found if one.key not in notes]
    return opened, [one for one in found if one.key in notes]
