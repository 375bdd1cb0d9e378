"""The conditions of a nominee in plain Python: each both ways, with what proves it and who said it."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from flask import url_for

from app import law
from app.commendations import rules
from app.commendations.rules import (
    AttestedFact,
    Case,
    ConfirmationFact,
    Earlier,
    GroundFact,
    HoldFact,
    Limit,
    LocalCondition,
    Pending,
    Reached,
    Subject,
)
from app.commendations.rules.checks import CHECKS
from app.law import Mark
from tests.test_words import WORDS

DAY = date(2026, 8, 20)
PERIOD = (date(2026, 1, 1), date(2026, 8, 1))
CASE = Case("GK_XA", "chuyen_de", DAY, round_id=7, published=True, period=PERIOD)
BARE = Subject(1, "person", "Nguyễn Văn An", "thành tích xuất sắc")
HOLDS = ("hold-discipline", "hold-investigation", "hold-inspection", "hold-complaint", "hold-press")
OPEN = HoldFact("press", date(2026, 7, 2), "Công văn số 12/CV-CA", id=4)
CLEARED = replace(OPEN, closed_on=date(2026, 7, 20), closing_document="Kết luận số 3/KL-UBND", outcome="cleared")
DISCIPLINED = replace(CLEARED, kind="discipline", outcome="disciplined", term_until=date(2026, 3, 1))


@pytest.fixture(scope="module")
def words():
    return WORDS


def judged(subject: Subject, case: Case = CASE) -> dict[str, rules.Verdict]:
    return {verdict.criterion: verdict for verdict in rules.verdicts(subject, case)}


def said(subject: Subject, code: str, case: Case = CASE) -> tuple[str, str, bool] | None:
    verdict = judged(subject, case).get(code)
    return verdict and (str(verdict.outcome), verdict.finding.reason, verdict.refuses)


def earlier(**changes) -> Earlier:
    found = Earlier("Giấy khen", "chuyen_de", "thành tích xuất sắc", "41/QĐ-UBND", date(2025, 11, 20), 3, id=9)
    return replace(found, **changes)


# ---- holds


def test_one_answer_stands_for_all_five_holds_and_is_one_question_and_one_row():
    asked = [question.code for question in rules.questions(BARE, CASE) if question.hold]
    assert asked == ["hold-scrutiny"]
    for answer, outcome in ((None, "look"), (True, "met"), (False, "not_met")):
        answers = {} if answer is None else {"hold-scrutiny": answer}
        found = rules.verdicts(replace(BARE, answers=answers), CASE)
        assert [str(one.outcome) for one in found if one.criterion in HOLDS] == [outcome] * 5
        (row,) = [one for one in rules.condensed(found) if one.standing.hold]
        assert (row.criterion, str(row.outcome), row.refuses) == ("hold-scrutiny", outcome, answer is not True)
        assert row.standing.article == "khoản 4 Điều 4 Nghị định số 152/2025/NĐ-CP"


def test_line_of_the_book_goes_before_what_was_said_and_stays_a_row_of_its_own():
    subject = replace(BARE, holds=(OPEN,), answers={"hold-scrutiny": True})
    verdict = judged(subject)["hold-press"]
    assert (verdict.refuses, verdict.finding.detail) == (True, "Công văn số 12/CV-CA, 02/07/2026")
    assert [(row.endpoint, row.values) for row in verdict.finding.rows] == [("commendations.hold", (("hold_id", 4),))]
    assert [one.criterion for one in rules.condensed(rules.verdicts(subject, CASE)) if one.standing.hold] == [
        "hold-scrutiny",
        "hold-press",
    ]


@pytest.mark.parametrize(
    ("hold", "kind", "released"),
    [
        (OPEN, ("not_met", "hold-open", True), None),
        (CLEARED, ("met", "hold-released", False), ("met", "release-proved", False)),
        (replace(CLEARED, closing_document=""), ("not_met", "hold-open", True), ("not_met", "release-unproved", True)),
        (replace(CLEARED, closed_on=None), ("not_met", "hold-open", True), ("not_met", "release-unproved", True)),
    ],
)
def test_hold_ends_by_a_document_with_its_day_only(hold, kind, released):
    subject = replace(BARE, holds=(hold,))
    assert (said(subject, "hold-press"), said(subject, "release-when-cleared")) == (kind, released)


@pytest.mark.parametrize(
    ("term_until", "merit", "released"),
    [
        (date(2026, 1, 1), ("met", "merit-whole-period", False), "discipline-over"),
        (date(2026, 1, 2), ("met", "merit-from", False), "discipline-over"),
        (date(2026, 7, 31), ("met", "merit-from", False), "discipline-over"),
        (date(2026, 8, 1), ("not_met", "merit-after-period", False), "discipline-over"),
        (date(2026, 8, 20), ("not_met", "merit-after-period", False), "discipline-over"),
        (date(2026, 8, 21), ("not_met", "merit-after-period", False), "discipline-running"),
        (None, ("look", "discipline-term-unknown", False), "discipline-over"),
    ],
)
def test_merit_counts_from_the_end_of_the_term_of_discipline(term_until, merit, released):
    subject = replace(BARE, holds=(replace(DISCIPLINED, term_until=term_until),))
    assert said(subject, "merit-after-discipline") == merit
    assert judged(subject)["release-when-cleared"].finding.reason == released
    moved = term_until if term_until and term_until > PERIOD[0] else None
    assert rules.merit_from(subject.holds, PERIOD[0]) == moved
    assert said(BARE, "merit-after-discipline") is None


# ---- earlier awards


@pytest.mark.parametrize(
    ("changes", "answer", "found"),
    [
        ({"round_id": 7}, None, ("not_met", "award-same-round", True)),
        ({"round_id": 7, "revoked": True}, None, ("met", "award-unused", False)),
        ({}, None, ("look", "award-same-merit", True)),
        ({}, True, ("met", "award-other-merit", False)),
        ({}, False, ("not_met", "award-same-merit-attested", True)),
        ({"revoked": True}, None, ("met", "award-unused", False)),
        ({"merit": "thành tích khác"}, None, ("met", "award-unused", False)),
        ({"nominee_id": 1, "round_id": 7}, None, ("met", "award-unused", False)),
    ],
)
def test_no_second_award_for_one_achievement(changes, answer, found):
    answers = {} if answer is None else {"no-double-award": answer}
    subject = replace(BARE, earlier=(earlier(**changes),), answers=answers)
    assert said(subject, "no-double-award") == found
    asked = "no-double-award" in [question.code for question in rules.questions(subject, CASE)]
    assert asked is (found[1].startswith(("award-same-merit", "award-other")))


def test_same_subject_in_another_dossier_of_the_round_is_asked_about():
    subject = replace(BARE, pending=(Pending("Bằng khen", 12),))
    assert said(subject, "no-double-award") == ("look", "pending-same-merit", True)
    assert judged(subject)["no-double-award"].finding.rows[0].values == (("dossier_id", 12),)
    for answer, reason in ((True, "pending-other-merit"), (False, "pending-same-merit-attested")):
        assert judged(replace(subject, answers={"no-double-award": answer}))["no-double-award"].finding.reason == reason


@pytest.mark.parametrize(
    ("merit", "answer", "found"),
    [
        ("thành tích xuất sắc", None, ("not_met", "thematic-ground", True)),
        ("khác", None, ("look", "thematic-awards", True)),
        ("khác", True, ("met", "thematic-not-used", False)),
        ("khác", False, ("not_met", "thematic-used", True)),
    ],
)
def test_thematic_award_is_no_ground_for_service(merit, answer, found):
    case = replace(CASE, award="BK_TINH", award_type="cong_trang")
    answers = {} if answer is None else {"theme-not-merit-ground": answer}
    subject = replace(BARE, earlier=(earlier(merit=merit),), answers=answers)
    assert said(subject, "theme-not-merit-ground", case) == found
    assert said(subject, "theme-not-merit-ground") is None
    cancelled = replace(subject, earlier=(earlier(merit=merit, revoked=True),), answers={})
    assert said(cancelled, "theme-not-merit-ground", case) == ("met", "no-thematic-ground", False)


def test_one_award_for_a_theme_is_off_until_somebody_switches_it_on():
    late = replace(CASE, law_date=date(2026, 11, 22))
    subject = replace(BARE, earlier=(earlier(),))
    on = LocalCondition(3, "", "block", Mark.C, "Luật số 06/2026/QH16", "province", replaces="one-award-per-theme")
    switched = replace(late, local={"person": (on,)})
    assert said(subject, "one-award-per-theme", late) is None
    assert said(subject, "one-award-per-theme", switched) == ("not_met", "theme-awarded", True)
    assert said(BARE, "one-award-per-theme", switched) == ("met", "theme-unawarded", False)
    assert said(subject, "one-award-per-theme", replace(switched, law_date=DAY)) is None
    assert said(subject, "one-award-per-theme", replace(switched, award_type="cong_trang")) is None


# ---- what the award rests on


def test_initiative_is_the_ground_of_one_award():
    free, used = GroundFact("Chuyến xe số", id=5), GroundFact("Sổ tay số", used="Giấy khen, sơ kết 2025", id=6)
    assert said(BARE, "initiative-once") is None
    assert said(replace(BARE, grounds=(free,)), "initiative-once") == ("met", "initiative-unused", False)
    verdict = judged(replace(BARE, grounds=(free, used)))["initiative-once"]
    assert (verdict.refuses, verdict.finding.detail) == (True, "Sổ tay số (Giấy khen, sơ kết 2025)")
    assert verdict.finding.rows[0].values == (("initiative_id", 6),)


@pytest.mark.parametrize(
    ("award_type", "recognised", "confirmed", "answer", "found"),
    [
        ("chuyen_de", None, None, None, None),
        ("chuyen_de", "QĐ 07/QĐ-UBND", None, None, ("met", "ground-recognised", False)),
        ("chuyen_de", "", None, None, ("look", "ground-unrecognised", True)),
        ("chuyen_de", "", None, True, ("met", "attested", False)),
        ("chuyen_de", "", True, None, ("met", "confirmed-clear", False)),
        ("chuyen_de", "", False, True, ("not_met", "confirmed-not-clear", True)),
        ("dot_xuat", None, None, None, ("look", "unanswered", True)),
        ("dot_xuat", None, None, False, ("not_met", "attested-not", True)),
        ("dot_xuat", None, True, None, ("met", "confirmed-clear", False)),
    ],
)
def test_special_merit_is_confirmed(award_type, recognised, confirmed, answer, found):
    row = ConfirmationFact(rules.SPECIAL, "UBND xã", bool(confirmed), "15/GXN-UBND", DAY)
    subject = replace(
        BARE,
        grounds=() if recognised is None else (GroundFact("Chuyến xe số", recognised=recognised),),
        confirmations=() if confirmed is None else (row,),
        answers={} if answer is None else {rules.SPECIAL: answer},
    )
    assert said(subject, rules.SPECIAL, replace(CASE, award_type=award_type)) == found


def test_other_bodies_are_asked_for_enterprises_and_officials_only_and_a_gap_never_refuses():
    firm = Subject(1, "collective", "HTX Vạn An", "thành tích", is_enterprise=True)
    asked = {code for code in judged(firm) if code.startswith("confirm.")}
    assert asked == {"confirm.tax", "confirm.insurance", "confirm.environment", "confirm.fire"}
    assert {code for code in judged(replace(BARE, is_official=True)) if code.startswith("confirm.")} == {
        "confirm.discipline",
        "confirm.complaint",
    }
    assert [code for code in judged(BARE) if code.startswith("confirm.")] == []
    assert said(firm, "confirm.tax") == ("look", "confirmation-missing", False)
    for clear, outcome in (
        (True, ("met", "confirmed-clear", False)),
        (False, ("not_met", "confirmed-not-clear", False)),
    ):
        row = ConfirmationFact("tax", "Thuế cơ sở 5", clear, "88/CV", DAY)
        assert said(replace(firm, confirmations=(row,)), "confirm.tax") == outcome
    assert (
        judged(replace(firm, confirmations=(row,)))["confirm.tax"].finding.detail == "Thuế cơ sở 5, 88/CV, 20/08/2026"
    )
    none = replace(CASE, bodies=())
    assert [code for code in judged(firm, none) if code.startswith("confirm.")] == []


# ---- the round


@pytest.mark.parametrize(
    ("proposed", "found", "detail"),
    [
        (1, ("met", "quota-kept", False), "1/2, còn 1 suất (Kế hoạch số 5)"),
        (2, ("met", "quota-full", False), "2/2 (Kế hoạch số 5)"),
        (3, ("not_met", "quota-passed", False), "3/2, quá 1 (Kế hoạch số 5)"),
    ],
)
def test_places_left_are_told_with_their_source(proposed, found, detail):
    case = replace(CASE, proposed={"person": proposed}, limits={"person": Limit(2, None, "Kế hoạch số 5")})
    assert said(BARE, "quota-per-plan", case) == found
    assert judged(BARE, case)["quota-per-plan"].finding.detail == detail


@pytest.mark.parametrize(
    ("direct", "own", "found"),
    [
        (2, True, ("met", "direct-reached", False)),
        (1, True, ("not_met", "direct-short", False)),
        (2, None, ("look", "direct-unsaid", False)),
    ],
)
def test_share_of_direct_workers_only_reminds(direct, own, found):
    limits = {"person": Limit(None, Decimal("66.5"), "Kế hoạch số 5")}
    case = replace(CASE, proposed={"person": 3}, direct={"person": direct}, limits=limits)
    subject = replace(BARE, direct_worker=own)
    assert said(subject, "priority-direct-workers", case) == found
    assert (
        judged(subject, case)["priority-direct-workers"].finding.detail == f"{direct}/3, cần từ 66,5 % (Kế hoạch số 5)"
    )
    assert said(subject, "priority-direct-workers") is None


def test_dossier_conditions_come_out_both_ways():
    assert said(BARE, "plan-has-criteria") == ("not_met", "plan-without-criteria", False)
    local = LocalCondition(1, "Dạy 20 người", "block", Mark.C, "Kế hoạch", "commune")
    assert said(BARE, "plan-has-criteria", replace(CASE, local={"person": (local,)}))[0] == "met"
    assert said(BARE, "public-before-submit") == ("met", "published", False)
    assert said(BARE, "public-before-submit", replace(CASE, published=False)) == ("not_met", "not-published", False)
    assert said(BARE, "one-proposal-per-authority") == ("met", "one-proposal", False)
    other = replace(CASE, proposals=("02/TTr-VHXH, 19/08/2026",))
    assert said(BARE, "one-proposal-per-authority", other) == ("look", "other-proposal", False)
    group = replace(BARE, kind="collective")
    assert said(replace(group, dissolved_on=DAY), "dissolved-unit") == ("not_met", "unit-dissolved", True)
    assert said(replace(group, dissolved_on=date(2026, 8, 21)), "dissolved-unit") == ("met", "unit-in-force", False)


# ---- equal merit


def test_equal_merit_goes_to_women_first_and_the_others_stay_in_their_order():
    man, woman = replace(BARE, id=1, sex="male"), replace(BARE, id=2, sex="female")
    most = replace(BARE, id=3, kind="collective", women_share=Decimal(70))
    few = replace(BARE, id=4, kind="collective", women_share=Decimal("69.9"))
    unknown = replace(BARE, id=5)
    assert [one.id for one in rules.tie_order([man, few, unknown, woman, most])] == [2, 3, 1, 4, 5]
    assert rules.tie_article(DAY) == "khoản 6 Điều 4 Nghị định số 152/2025/NĐ-CP"
    assert [said(one, "tie-prefer-women") for one in (man, woman, few, most, unknown)] == [
        None,
        ("met", "tie-woman", False),
        None,
        ("met", "tie-women-share", False),
        ("look", "sex-unsaid", False),
    ]


# ---- local conditions


def local(**changes) -> LocalCondition:
    found = LocalCondition(4, "Đã dạy ít nhất 20 người", "block", Mark.C, "Quyết định số 9/QĐ-UBND", "province")
    return replace(found, **changes)


def with_local(*rows: LocalCondition) -> Case:
    return replace(CASE, local={"person": rows})


@pytest.mark.parametrize(
    ("changes", "answer", "count", "found"),
    [
        ({}, None, None, ("look", "unanswered", True)),
        ({}, True, None, ("met", "attested", False)),
        ({}, False, None, ("not_met", "attested-not", True)),
        ({"effect": "warn"}, False, None, ("not_met", "attested-not", False)),
        ({"mark": Mark.D}, False, None, ("not_met", "attested-not", True)),
        ({"mark": Mark.L}, False, None, ("not_met", "attested-not", False)),
        ({"measure": "people-taught", "threshold": 20}, None, 20, ("met", "figure-reached", False)),
        ({"measure": "people-taught", "threshold": 20}, None, 19, ("not_met", "figure-short", True)),
        ({"measure": "people-taught", "threshold": 20}, None, None, ("look", "no-figure", False)),
    ],
)
def test_local_condition_is_asked_or_computed(changes, answer, count, found):
    subject = replace(
        BARE,
        answers={} if answer is None else {"local.4": answer},
        figures={} if count is None else {"people-taught": Reached(count, count, "người", "lượt")},
    )
    verdict = judged(subject, with_local(local(**changes)))["local.4"]
    assert (str(verdict.outcome), verdict.finding.reason, verdict.refuses) == found
    assert verdict.standing.article == "Quyết định số 9/QĐ-UBND"


def test_local_row_takes_the_place_of_one_of_the_law():
    base = local(replaces="GK_XA.person.base", text="Gương mẫu, được thôn bình xét", effect="warn")
    verdict = judged(BARE, with_local(base))["GK_XA.person.base"]
    assert (verdict.standing.text, verdict.standing.article, verdict.refuses) == (base.text, base.source, False)
    assert said(BARE, "GK_XA.person.base", with_local(replace(base, enabled=False))) is None
    kept = judged(BARE, with_local(replace(base, text="")))["GK_XA.person.base"]
    assert kept.standing.text.startswith("Gương mẫu chấp hành tốt")


def test_local_rows_join_a_group_of_the_law_or_make_one_of_their_own():
    figures = {"people-taught": Reached(25, 30, "người", "lượt")}
    computed = local(one_of="GK_XA.person", measure="people-taught", threshold=20)
    found = judged(replace(BARE, figures=figures), with_local(computed))["GK_XA.person.1"]
    assert (found.finding.reason, found.finding.detail) == ("one-attested", "Đã dạy ít nhất 20 người")
    own = with_local(local(one_of="xã"), local(id=5, text="Có 2 sáng kiến", one_of="xã"))
    assert said(replace(BARE, answers={"local.5": True}), "local.4", own) == ("met", "one-attested", False)
    assert said(replace(BARE, answers={"local.4": False}), "local.4", own) == ("look", "one-unanswered", True)
    assert said(replace(BARE, answers={"local.4": False, "local.5": False}), "local.4", own)[1] == "none-attested"
    groups = {question.code: question.group for question in rules.questions(BARE, own)}
    assert (groups["local.4"], groups["GK_XA.person.2"], groups["evidence-original"]) == ("xã", "GK_XA.person", None)


# ---- who said it, and words


def test_answer_names_the_official_the_day_and_the_ground():
    fact = AttestedFact("Nguyễn Thị An", DAY, "đã rà soát với Công an xã")
    subject = replace(BARE, answers={"hold-scrutiny": True}, attested={"hold-scrutiny": fact})
    found = judged(subject)["hold-press"].finding
    assert (found.by, found.day, found.note) == (fact.by, fact.day, fact.note)


def test_every_reason_a_check_gives_has_its_sentence(words):
    folder = Path(rules.__file__).parent
    written = "".join((folder / f"{name}.py").read_text(encoding="utf-8") for name in ("checks", "conditions"))
    codes = set(re.findall(r'Finding\(\s*Outcome\.\w+,\s*(?:[^"\n]*? )?"([a-z-]+)"', written))
    codes |= {f"{what}-{which}" for what in ("award", "pending")
              for which in ("same-merit", "other-merit", "same-merit-attested")}  # fmt: skip
    assert len(codes) > 35
    assert sorted(codes - set(words.FINDINGS)) == []


def test_every_computed_criterion_of_the_law_has_its_check():
    asked = {one.check for one in law.CRITERIA.values() if one.check}
    assert asked == set(CHECKS)


def test_every_page_a_reason_opens_exists(app):
    written = Path(rules.__file__).parent.joinpath("checks.py").read_text(encoding="utf-8")
    named = set(re.findall(r'FigureRow\([^)]*?"((?:commendations|plans)\.\w+)", \(\("(\w+)"', written))
    assert len(named) == 4
    with app.test_request_context():
        assert all(url_for(endpoint, **{name: 1}) for endpoint, name in named)
