"""The cases a legal officer can read in `cases/*.toml` come out as written there."""

import tomllib
from pathlib import Path

import pytest

from app import law

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list:
    found = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=f"{name}-{index}") for index, case in enumerate(found)]


@pytest.mark.parametrize("case", cases("bonus"))
def test_bonus_case(case):
    found = law.bonus(case["award"], case["subject"], case["decided"])
    assert (found.amount, found.mark) == (case["amount"], case["mark"])


@pytest.mark.parametrize("case", cases("votes"))
def test_vote_case(case):
    found = law.passes(case["agree"], case["total"], case["award"], case["day"], threshold=case.get("threshold"))
    assert (found.passed, found.needed, found.text, found.mark) == (
        case["passed"],
        case["needed"],
        case["text"],
        case["mark"],
    )


@pytest.mark.parametrize("case", cases("forms"))
def test_form_case(case):
    found = law.form_of(case["paper"], case["day"], award_type=case.get("type", "chuyen_de"))
    assert (found.code, found.number, found.mark, found.body_mark) == (
        case["code"],
        case.get("number"),
        case["mark"],
        case["body_mark"],
    )


@pytest.mark.parametrize("case", cases("nominees"))
def test_nominee_case(case):
    day = law.law_date(case["received"])
    confirmed = case.get("confirmed", [])
    stops = {
        asked.code: law.strength(
            law.mark_on(day, asked.version.mark, asked.version.cites, confirmed), asked.version.local
        )
        for asked in law.criteria_for(case["award"], case["subject"], day)
        if asked.version.effect in (law.Effect.BLOCK, law.Effect.HOLD)
    }
    assert day == case["law_date"]
    assert (law.law_needs_check(day, confirmed) is not None) == case["needs_check"]
    assert stops == case["stops"]
