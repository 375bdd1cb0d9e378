"""How a target stands against what was done."""

from fractions import Fraction

import pytest

from app.oversight.rules import Standing, above, group_of, reached, share_of, year_to_show


def test_turns_of_who_was_counted_already_are_the_overlap():
    assert Standing(2, 6).overlap == 4
    assert Standing(2, 6).plus(Standing(1, 1)) == Standing(3, 7)


def test_share_without_a_base_is_unknown():
    assert (share_of(3, None), share_of(3, 0), share_of(3, 12)) == (None, None, Fraction(1, 4))


def test_more_people_than_there_are_is_told():
    assert [above(3, None), above(3, 3), above(4, 3)] == [False, False, True]


@pytest.mark.parametrize(
    ("people", "base", "value", "unit", "expected"),
    [
        (8, 10, 80, "%", True),
        (7, 10, 80, "%", False),
        (8, None, 80, "%", None),
        (8, 10, None, "%", None),
        (500, None, 500, "người", True),
        (499, None, 500, "người", False),
        (499, None, None, "người", None),
    ],
)
def test_reached_is_never_guessed(people, base, value, unit, expected):
    assert reached(people, base, value, unit) is expected


@pytest.mark.parametrize(("comparator", "expected"), [("≥", True), (">", False), ("=", True)])
def test_reached_takes_the_comparator_at_its_word(comparator, expected):
    assert reached(8, 10, 80, "%", comparator) is expected


def test_target_of_every_adult_or_of_the_commune_counts_everybody():
    assert [group_of(group) for group in ("T1", "T3", "T4", "T5", "other")] == ["T1", "T3", None, "T5", None]


@pytest.mark.parametrize(("asked", "expected"), [(2025, 2025), (None, 2026), (2031, 2026)])
def test_year_is_the_one_asked_for_or_this_one(asked, expected):
    assert year_to_show(asked, [2025, 2026], 2026) == expected


def test_year_of_a_plan_that_is_over_is_its_last():
    assert year_to_show(None, [2023, 2024], 2026) == 2024
