"""How a target stands against what was done: plain Python."""

from dataclasses import dataclass
from fractions import Fraction

from app.plans.rules import Measure


@dataclass(frozen=True)
class Standing:
    """People and turns, which always stand together."""

    people: int = 0
    turns: int = 0

    @property
    def overlap(self) -> int:
        """How many turns are of someone who had been counted already."""
        return self.turns - self.people

    def plus(self, other: "Standing") -> "Standing":
        """Both together; of different people only, such as those of two hamlets."""
        return Standing(self.people + other.people, self.turns + other.turns)


# A target is about the persons of its group; these measures count persons, one each in a year.
OF_PEOPLE = frozenset(
    {
        Measure.PEOPLE_TRAINED,
        Measure.PEOPLE_PASSED,
        Measure.ONLINE_COMPLETED,
        Measure.PEOPLE_SKILLED,
        Measure.VNEID_CONFIRMED,
    }
)
# Asked of the whole commune these count the same for everybody: of one teacher, or of the records of a class.
NOT_OF_ALL = frozenset({Measure.PEOPLE_TAUGHT, Measure.TAUGHT_PASSED})


def group_of(group: str) -> str | None:
    """Whose persons a target of this group counts; None is everybody.

    T4 is every adult confirmed on VNeID, not a group a person belongs to; "other" is a target of the commune's own.
    """
    return group if group in ("T1", "T2", "T3", "T5") else None


def share_of(people: int, base: int | None) -> Fraction | None:
    """The part of the group reached; None when nobody has entered how large the group is."""
    return Fraction(people, base) if base else None


def above(people: int, base: int | None) -> bool:
    """Whether more people were counted than there are: one of the two numbers is wrong, an official has to look."""
    return base is not None and people > base


def reached(people: int, base: int | None, value: int | None, measure_unit: str, comparator: str = "≥") -> bool | None:
    """Whether the target is reached; None when its value or its base is not known. Never guessed."""
    if value is None:
        return None
    done = Fraction(people)
    if measure_unit == "%":
        share = share_of(people, base)
        if share is None:
            return None
        done = share * 100
    said = {">": done > value, "=": done == value, "≤": done <= value, "<": done < value}
    return said.get(comparator, done >= value)


def year_to_show(asked: int | None, years: list[int], today: int) -> int:
    """Which calendar year the page is about: the one asked for, else this year, else the plan's nearest to it."""
    if asked in years:
        return asked
    return min(years, key=lambda year: (abs(year - today), year))
