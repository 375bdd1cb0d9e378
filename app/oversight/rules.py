"""How a target stands against what was done: plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Counted:
    """One person in a figure: where they live, their group, how many turns."""

    person_id: int
    hamlet_id: int | None
    target_group: str | None
    turns: int


@dataclass(frozen=True)
class Standing:
    """People and turns, which always stand together."""

    people: int
    turns: int

    @property
    def overlap(self) -> int:
        """How many turns are of someone who had been counted already."""
        return self.turns - self.people


def standing(counted: Iterable[Counted]) -> Standing:
    """Each person once, each turn once."""
    rows = list(counted)
    return Standing(len({row.person_id for row in rows}), sum(row.turns for row in rows))


def share_of(people: int, base: int | None) -> Fraction | None:
    """The part of the group reached; None when nobody has entered how large the group is."""
    return Fraction(people, base) if base else None


def reached(people: int, base: int | None, value: int | None, measure_unit: str) -> bool | None:
    """Whether the target is reached; None when its value or its base is not known. Never guessed."""
    if value is None:
        return None
    if measure_unit != "%":
        return people >= value
    share = share_of(people, base)
    return None if share is None else share * 100 >= value
