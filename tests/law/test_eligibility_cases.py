"""Each nominee of `cases/eligibility.toml` is judged as written there; the file covers every condition both ways."""

import tomllib
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app import htmx, law
from app.commendations import rules
from app.commendations.rules import Case, Outcome, Subject
from app.law import CriterionKind

FILE = Path(__file__).parent / "cases" / "eligibility.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
MERIT = "thành tích xuất sắc trong phong trào “Bình dân học vụ số” năm 2026"
ROUND = 7
# A preference is no condition, a second tờ trình is only told, and what the law leaves unknown is only looked at.
NEVER = {
    "tie-prefer-women": {"not_met"},
    "one-proposal-per-authority": {"not_met"},
    "HCLD_3.collective": {"met", "not_met"},
}
KNOWN = ("dissolved_on", "is_enterprise", "is_official", "sex", "direct_worker")
PERIOD = (date(2026, 1, 1), date(2026, 8, 1))


def the_case(row: dict) -> Case:
    """What all nominees share, as the file writes it; what it leaves out stands in nobody's way."""
    kind, shared = row["kind"], row.get("round", {})
    limit = shared.get("limit", {})
    conditions = tuple(
        rules.PlanCriterion(number, one["text"], one.get("measure"), one.get("threshold"), law.Mark(one["mark"]), "KH")
        for number, one in enumerate(shared.get("plan", [{"text": "Tiêu chí của kế hoạch", "mark": "C"}]), start=1)
    )
    local = tuple(
        rules.LocalCondition(number, mark=law.Mark(one.pop("mark")), **one)
        for number, one in enumerate([dict(one) for one in shared.get("local", [])], start=1)
    )
    return Case(
        award=row["award"],
        award_type=row.get("type", "chuyen_de"),
        law_date=law.law_date(row["day"]),
        round_id=ROUND,
        published=shared.get("published", True),
        criteria={kind: conditions} if conditions else {},
        proposed={kind: shared.get("proposed", 1)},
        confirmed=frozenset(row.get("confirmed", [])),
        compared=frozenset(row.get("compared", [])),
        local={kind: local},
        limits={kind: rules.Limit(limit.get("most"), _decimal(limit.get("direct_share")), "KH")} if limit else {},
        direct={kind: shared["direct"]} if "direct" in shared else {},
        period=PERIOD,
        proposals=tuple(shared.get("proposals", [])),
    )


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def the_subject(row: dict, case: Case) -> Subject:
    """The nominee: every question answered with yes but those the file names."""
    known = {
        "figures": {
            code: rules.Reached(count, count, "người", "lượt") for code, count in row.get("figures", {}).items()
        },
        "earlier": tuple(rules.Earlier(**one) for one in row.get("earlier", [])),
        "holds": tuple(rules.HoldFact(**one) for one in row.get("holds", [])),
        "grounds": tuple(rules.GroundFact(**one) for one in row.get("grounds", [])),
        "confirmations": tuple(rules.ConfirmationFact(**one) for one in row.get("confirmations", [])),
        "women_share": _decimal(row.get("women_share")),
    }
    known |= {name: row[name] for name in KNOWN if name in row}
    bare = Subject(id=1, kind=row["kind"], name="Nguyễn Thị Thuỵ Ưởng", merit=row.get("merit", MERIT), **known)
    answers = {question.code: True for question in rules.questions(bare, case)} | row.get("answers", {})
    if "only" in row:
        group = law.CRITERIA[row["only"]].group
        answers |= {code: code == row["only"] for code in answers if code in _grouped(group)}
    answers |= dict.fromkeys(row.get("no", []), False)
    return Subject(**(vars(bare) | {"answers": {k: v for k, v in answers.items() if k not in row.get("open", [])}}))


def _grouped(group: str | None) -> set[str]:
    return {code for code, one in law.CRITERIA.items() if group and one.group == group}


def judged(row: dict) -> dict[str, rules.Verdict]:
    """The verdicts by code, one of a group also by the name of its group."""
    case = the_case(row)
    found = {one.criterion: one for one in rules.verdicts(the_subject(row, case), case)}
    groups = {law.CRITERIA[code].group: one for code, one in found.items() if code in law.CRITERIA}
    return found | {group: one for group, one in groups.items() if group}


def reason(verdict: rules.Verdict) -> str:
    """The reason as the page words it."""
    return htmx.words("FINDINGS")[verdict.finding.reason].replace("{detail}", verdict.finding.detail)


def strength_of(verdict: rules.Verdict) -> str:
    return "refuses" if verdict.refuses else "warns"


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{place:03d}") for place, row in enumerate(CASES, start=1)])
def test_case_comes_out_as_written(app, row):
    with app.app_context():
        compare(row)


def compare(row: dict) -> None:
    found = judged(row)
    said = {}
    for code, wanted in row["expect"].items():
        one = found.get(code)
        said[code] = ["absent"] if one is None else [str(one.outcome), reason(one), strength_of(one)][: len(wanted)]
    assert (row["name"], said) == (row["name"], row["expect"])
    if "eligible" in row:
        assert (row["name"], not any(one.refuses for one in found.values())) == (row["name"], row["eligible"])
    if "article" in row:
        assert {code: found[code].standing.article for code in row["article"]} == row["article"]


def test_what_the_law_leaves_unknown_refuses_nobody_and_says_so():
    unsure = {"warns"}
    for row in CASES:
        if "unknown" in row:
            found = judged(row)
            assert {strength_of(found[code]) for code in row["expect"] if code in found} <= unsure, row["name"]


def test_every_condition_comes_out_both_ways():
    seen: dict[str, set[str]] = defaultdict(set)
    options: set[str] = set()
    for row in CASES:
        for code, one in judged(row).items():
            seen[code].add(str(one.finding.outcome))
        options.add(row.get("only", ""))
    asked = [one for one in law.CRITERIA.values() if one.kind is not CriterionKind.PRINCIPLE]
    for one in asked:
        both = {str(Outcome.MET), str(Outcome.NOT_MET)}
        assert both - NEVER.get(one.code, set()) <= seen[one.group or one.code], one.code
        assert not one.group or one.code in options, one.code
