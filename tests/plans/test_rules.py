"""What a plan, a target and a criterion may say: plain rules."""

from datetime import date

import pytest

from app.plans import rules

PERIOD = rules.Period(date(2025, 8, 15), date(2027, 1, 1))


def codes(found):
    return [refusal.code for refusal in found]


@pytest.mark.parametrize(
    ("day", "start", "end", "taken", "found"),
    [
        (date(2025, 8, 15), date(2025, 8, 15), date(2027, 1, 1), False, []),
        (date(2025, 8, 15), date(2025, 8, 15), date(2025, 8, 15), False, ["period-reversed"]),
        (date(2025, 8, 15), date(2025, 8, 15), date(2025, 8, 16), False, []),
        (date(2025, 8, 15), date(2025, 1, 1), date(2036, 1, 1), False, ["period-too-long"]),
        (date(2028, 1, 1), date(2025, 1, 1), date(2027, 1, 1), True, ["plan-after-its-period", "plan-number-taken"]),
    ],
)
def test_plan_refusals(day, start, end, taken, found):
    assert codes(rules.plan_refusals(day, start, end, taken)) == found


def test_plan_of_another_authority_is_only_read():
    assert rules.owner_refusals(True) == []
    assert codes(rules.owner_refusals(False)) == ["plan-handed-down"]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ((2026, 90, "%", 5120, "dân số"), []),
        ((2026, 300, "người", None, ""), []),
        ((2026, None, "%", None, ""), []),
        ((2027, None, "%", None, ""), ["year-outside-plan"]),
        ((2026, 90, "%", None, ""), []),
        ((2024, 101, "%", 0, ""), [
            "year-outside-plan", "share-above-hundred", "base-below-one", "base-without-source",
        ]),
        ((2025, 100, "%", 0, "dân số"), ["base-below-one"]),
    ],
)  # fmt: skip
def test_target_refusals(values, found):
    assert codes(rules.target_refusals(rules.TargetValues(*values), PERIOD)) == found


def test_last_year_of_a_half_open_period():
    assert rules.last_year(PERIOD) == 2026
    assert rules.last_year(rules.Period(date(2026, 1, 1), date(2026, 12, 31))) == 2026


@pytest.mark.parametrize(
    ("measure", "threshold", "found"),
    [
        ("people-passed", 1, []),
        (None, None, []),
        ("people-passed", None, ["measure-without-threshold"]),
        ("people-passed", 0, ["measure-without-threshold"]),
        (None, 3, ["threshold-without-measure"]),
    ],
)
def test_criterion_is_computed_or_attested(measure, threshold, found):
    assert codes(rules.criterion_refusals(measure, threshold, False, True)) == found


def test_criterion_twice_or_for_the_wrong_subject():
    assert codes(rules.criterion_refusals(None, None, True, False)) == ["criterion-known", "award-not-for-subject"]


def test_only_a_known_value_is_confirmed():
    assert rules.confirm_refusals(True) == []
    assert codes(rules.confirm_refusals(False)) == ["value-unknown"]
