"""How a target stands against what was done."""

from fractions import Fraction

import pytest

from app.oversight.rules import Counted, Standing, reached, share_of, standing


def test_person_in_two_rows_counts_once_and_their_turns_add_up():
    found = standing([Counted(1, 5, "T3", 2), Counted(1, 5, "T3", 3), Counted(2, 6, "T1", 1)])
    assert (found, found.overlap) == (Standing(2, 6), 4)


def test_nobody_is_zero():
    assert standing([]) == Standing(0, 0)


def test_share_without_a_base_is_unknown():
    assert (share_of(3, None), share_of(3, 0), share_of(3, 12)) == (None, None, Fraction(1, 4))


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
