"""What is counted by month: who counts in which figure, and who is new in a year."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from app.training.rules import Way


class Kept(StrEnum):
    """The figures whose counts are kept by month, hamlet and group; where a measure has the name, it is the same."""

    COURSES_HELD = "courses-held"
    PEOPLE_TRAINED = "people-trained"
    PEOPLE_PASSED = "people-passed"
    PASSED_ALONE = "passed-alone"
    PASSED_GUIDED = "passed-guided"
    PASSED_DONE_FOR = "passed-done-for"
    ONLINE_COMPLETED = "online-completed"
    PEOPLE_SKILLED = "people-skilled"
    VNEID_CONFIRMED = "vneid-confirmed"


OF_PEOPLE = tuple(figure for figure in Kept if figure != Kept.COURSES_HELD)
OF_WAY = {Way.ALONE: Kept.PASSED_ALONE, Way.GUIDED: Kept.PASSED_GUIDED, Way.DONE_FOR: Kept.PASSED_DONE_FOR}

# The figures a result counts in: whoever passed a class, or completed one online, has the skill, once.
OF_RESULT = (Kept.PEOPLE_PASSED, Kept.PEOPLE_SKILLED)
OF_ONLINE = (Kept.ONLINE_COMPLETED, Kept.PEOPLE_SKILLED)


class LineKey(NamedTuple):
    """What one person, or one class, adds to a figure in one month."""

    figure: str
    subject_id: int
    year: int
    month: int


class Line(NamedTuple):
    """Whose row it is, where it counts (0 and empty for none), its turns, and whether it is new in its year."""

    owner_id: int
    hamlet_id: int
    target_group: str
    turns: int
    newcomer: bool


class CountKey(NamedTuple):
    """One figure of an owner in one month, hamlet and group."""

    owner_id: int
    figure: str
    year: int
    month: int
    hamlet_id: int
    target_group: str


class Count(NamedTuple):
    """How many people or classes, how many of them new in the year, their turns."""

    subjects: int = 0
    newcomers: int = 0
    turns: int = 0

    def plus(self, other: "Count", sign: int = 1) -> "Count":
        """Both together, or with -1 what is left of this one."""
        return Count(*(one + sign * two for one, two in zip(self, other, strict=True)))


def newcomers(keys: Iterable[LineKey]) -> set[LineKey]:
    """The first month of each year in which each person, or class, counts in each figure."""
    first: dict[tuple[str, int, int], LineKey] = {}
    for key in sorted(keys):
        first.setdefault((key.figure, key.subject_id, key.year), key)
    return set(first.values())


def count_of(key: LineKey, line: Line) -> tuple[CountKey, Count]:
    """What one line adds, and to which count."""
    where = CountKey(line.owner_id, key.figure, key.year, key.month, line.hamlet_id, line.target_group)
    return where, Count(1, int(line.newcomer), line.turns)


def counts_of(lines: Mapping[LineKey, Line]) -> dict[CountKey, Count]:
    """The counts that these lines add up to."""
    found: dict[CountKey, Count] = {}
    for key, line in lines.items():
        where, adds = count_of(key, line)
        found[where] = found.get(where, Count()).plus(adds)
    return found


def change(before: Mapping[LineKey, Line], after: Mapping[LineKey, Line]) -> dict[CountKey, Count]:
    """By how much the counts grow and shrink when these lines become those; what stays as it was is left out."""
    old, new = counts_of(before), counts_of(after)
    found = {key: new.get(key, Count()).plus(old.get(key, Count()), -1) for key in old.keys() | new.keys()}
    return {key: by for key, by in found.items() if any(by)}
