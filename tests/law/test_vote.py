"""Votes and quorum: shares of the whole council, compared as fractions."""

from datetime import date
from fractions import Fraction

import pytest

from app.law import (
    ImpossibleCount,
    Mark,
    ballot_of,
    passes,
    quorum_met,
    quorum_needed,
    share_of,
    threshold_of,
    votes_needed,
)

DAY = date(2026, 11, 22)


@pytest.mark.parametrize("total", range(1, 60))
def test_more_than_half_is_never_half(total):
    verdicts = [passes(agree, total, "GK_XA", DAY) for agree in range(total + 1)]
    assert [v.passed for v in verdicts] == [2 * agree > total for agree in range(total + 1)]
    assert {v.needed for v in verdicts} == {min(a for a in range(total + 1) if 2 * a > total)}


@pytest.mark.parametrize("total", range(1, 60))
@pytest.mark.parametrize("written", ["0.80", "2/3", "90 %", "1"])
def test_at_least_compares_fractions(total, written):
    share = share_of(written)
    assert [passes(agree, total, "GK_XA", DAY, threshold=written).passed for agree in range(total + 1)] == [
        Fraction(agree, total) >= share for agree in range(total + 1)
    ]


def test_passes_does_not_round_up_to_the_threshold():
    verdict = passes(39_999, 50_000, "CO_TINH", DAY)
    assert (verdict.passed, verdict.share) == (False, Fraction(39_999, 50_000))


def test_passes_with_the_councils_own_rule_carries_its_mark():
    own = passes(6, 9, "GK_XA", DAY, threshold="2/3", threshold_mark=Mark.C)
    assert (own.mark, own.cite) == (Mark.C, "")
    assert passes(6, 9, "CO_TINH", DAY).cite == "98/2023/NĐ-CP, Điều 30 khoản 7"


@pytest.mark.parametrize(("agree", "total"), [(10, 9), (-1, 9), (0, 0), (1, -1)])
def test_passes_impossible_count(agree, total):
    with pytest.raises(ImpossibleCount):
        passes(agree, total, "GK_XA", DAY)


@pytest.mark.parametrize(
    ("present", "total", "share", "met"),
    [(6, 9, "2/3", True), (5, 9, "2/3", False), (7, 9, "0.80", False), (8, 9, "0.80", True), (9, 9, "100%", True)],
)
def test_quorum_met(present, total, share, met):
    assert quorum_met(present, total, share) is met


def test_quorum_needed_takes_a_fraction_too():
    assert (quorum_needed(9, "0,8"), quorum_needed(9, Fraction(2, 3))) == (8, 6)


def test_quorum_impossible_count():
    with pytest.raises(ImpossibleCount):
        quorum_met(10, 9, "2/3")


@pytest.mark.parametrize("written", ["", "0", "1.2", "-1/2", "1/0", "đa số", "120 %", "nan"])
def test_share_of_refuses(written):
    with pytest.raises(ValueError, match="not a share"):
        share_of(written)


def test_votes_needed():
    assert [votes_needed(total, "more_than_half") for total in (1, 2, 9, 10)] == [1, 2, 5, 6]


def test_ballot_and_threshold_own_or_default():
    assert [(ballot_of(code, DAY).value, threshold_of(code, DAY).value) for code in ("GK_XA", "CO_CP")] == [
        ("either", "more_than_half"),
        ("secret", "0.80"),
    ]
    assert (threshold_of("GK_XA", DAY).local, threshold_of("CO_CP", DAY).local) == ("commune", None)
