"""Bonus money: exact, rounded up once, and honest about what it rests on."""

from datetime import date
from decimal import Decimal

import pytest

from app.law import Mark, NotInForce, bonus

DAY = date(2026, 3, 1)


def test_bonus_shows_its_arithmetic():
    found = bonus("GK_XA", "household", DAY)
    assert (found.coefficient, found.base_salary, found.rounded_up_to) == (Decimal("0.45"), 2_340_000, 10_000)
    assert found.cite == "152/2025/NĐ-CP, Điều 49-54; 73/2024/NĐ-CP, mức lương cơ sở"


def test_bonus_base_salary_follows_the_decision_day():
    days = (date(2026, 6, 30), date(2026, 7, 1))
    assert [bonus("GK_XA", "person", day).base_salary for day in days] == [2_340_000, 2_530_000]


def test_bonus_coefficient_follows_the_law_date():
    found = bonus("GK_XA", "person", date(2026, 7, 1), law_day=date(2026, 6, 1))
    assert (found.amount, found.base_salary) == (760_000, 2_530_000)
    with pytest.raises(NotInForce, match="30/06/2025"):
        bonus("GK_XA", "person", date(2026, 7, 1), law_day=date(2025, 6, 30))


def test_bonus_with_a_given_base_salary_is_our_own_figure():
    found = bonus("BK_TINH", "person", DAY, base_salary=2_000_000)
    assert (found.amount, found.mark) == (3_000_000, Mark.D)


def test_bonus_of_household_other_order_differs_by_one_step():
    first = bonus("GK_XA", "household", DAY, household_order="coefficient_first")
    other = bonus("GK_XA", "household", DAY, household_order="person_first")
    assert (first.amount, other.amount) == (1_060_000, 1_070_000)


def test_bonus_of_household_unknown_order():
    with pytest.raises(ValueError, match="not a valid HouseholdOrder"):
        bonus("GK_XA", "household", DAY, household_order="halves")


def test_bonus_exact_multiple_is_not_raised():
    assert bonus("BK_TINH", "person", DAY, base_salary=20_000).amount == 30_000
    assert bonus("BK_TINH", "person", DAY, base_salary=20_001).amount == 40_000


@pytest.mark.parametrize(
    ("award", "subject"), [("HCLD_3", "household"), ("CO_TINH", "collective"), ("GIADINH_VH", "household")]
)
def test_bonus_without_coefficient(award, subject):
    with pytest.raises(NotInForce, match="không có hệ số tiền thưởng"):
        bonus(award, subject, DAY)


def test_bonus_unknown_words():
    with pytest.raises(KeyError):
        bonus("GK_HUYEN", "person", DAY)
    with pytest.raises(ValueError, match="animal"):
        bonus("GK_XA", "animal", DAY)
