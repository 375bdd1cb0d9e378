"""The rules of a dossier without a database: conditions, votes, moves."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app import law
from app.commendations import rules
from app.commendations.rules import (
    Case,
    DossierFacts,
    Earlier,
    Limit,
    MeetingFacts,
    NomineeFacts,
    Outcome,
    PlanCriterion,
    PresenceKind,
    Reached,
    State,
    Subject,
    Votes,
    Who,
)
from app.law import Mark
from app.plans.rules import FigureRow

DAY = date(2026, 8, 20)
AFTER = date(2026, 11, 22)
CASE = Case("GK_XA", "chuyen_de", DAY, round_id=7, published=True)
ALL_YES = {
    code: True
    for code in (
        "GK_XA.person.base", "GK_XA.person.1", "hold-discipline", "hold-investigation", "hold-inspection",
        "hold-complaint", "hold-press", "evidence-original",
    )
}  # fmt: skip
GOOD = Subject(1, "person", "Nguyễn Văn An", "thành tích xuất sắc", answers=ALL_YES)
ROW = FigureRow("Lớp 1", "training.show", (("course_id", 1),))

BAC_NINH = "khoản 3 Điều 3 Quyết định số 86/2025/QĐ-UBND của Ủy ban nhân dân tỉnh Bắc Ninh"


def judged(subject: Subject = GOOD, case: Case = CASE) -> dict:
    return {verdict.criterion: verdict for verdict in rules.verdicts(subject, case)}


def earlier(**changes) -> Earlier:
    found = Earlier("Giấy khen", "chuyen_de", "thành tích khác", "41/QĐ-UBND", date(2025, 11, 20), round_id=3)
    return replace(found, **changes)


# ---- conditions


def test_nominee_with_everything_attested_is_refused_by_nothing():
    assert [v.criterion for v in rules.verdicts(GOOD, CASE) if v.refuses] == []


def test_unanswered_questions_are_looked_at_and_stop_the_dossier():
    verdict = judged(replace(GOOD, answers={}))["hold-press"]
    assert (verdict.outcome, verdict.finding.reason, verdict.refuses) == (Outcome.LOOK, "unanswered", True)


def test_held_nominee_is_refused_with_the_article():
    verdict = judged(replace(GOOD, answers=ALL_YES | {"hold-press": False}))["hold-press"]
    assert (verdict.outcome, verdict.refuses) == (Outcome.NOT_MET, True)
    assert verdict.standing.article == "khoản 4 Điều 4 Nghị định số 152/2025/NĐ-CP"


@pytest.mark.parametrize(("province", "second"), [("tỉnh Nghệ An", ""), (None, ""), ("tỉnh Bắc Ninh", BAC_NINH)])
def test_rule_of_another_province_is_no_ground_on_paper(province, second):
    law_article = "Điều 74 Luật Thi đua, khen thưởng"
    assert rules.ground_on_paper(BAC_NINH, province) == second
    both = "; ".join(part for part in (law_article, second) if part)
    assert rules.ground_on_paper(f"{law_article}; {BAC_NINH}", province) == both


@pytest.mark.parametrize(
    ("first", "second", "outcome", "refuses"),
    [
        (True, None, Outcome.MET, False),
        (None, True, Outcome.MET, False),
        (False, True, Outcome.MET, False),
        (False, None, Outcome.LOOK, True),
        (False, False, Outcome.NOT_MET, True),
    ],
)
def test_of_the_criteria_of_a_group_one_is_enough(first, second, outcome, refuses):
    answers = {code: answer for code, answer in ALL_YES.items() if code != "GK_XA.person.1"}
    answers |= {c: a for c, a in (("GK_XA.person.1", first), ("GK_XA.person.2", second)) if a is not None}
    verdict = judged(replace(GOOD, answers=answers))["GK_XA.person.1"]
    assert (verdict.outcome, verdict.refuses) == (outcome, refuses)


def test_award_in_the_same_round_is_refused_and_names_the_decision():
    verdict = judged(replace(GOOD, earlier=(earlier(round_id=7),)))["no-double-award"]
    assert (verdict.outcome, verdict.refuses) == (Outcome.NOT_MET, True)
    assert verdict.finding.detail == "Giấy khen, 41/QĐ-UBND, 20/11/2025"


@pytest.mark.parametrize(
    ("answer", "outcome", "refuses"),
    [(None, Outcome.LOOK, True), (True, Outcome.MET, False), (False, Outcome.NOT_MET, True)],
)
def test_award_with_the_same_words_must_be_looked_at(answer, outcome, refuses):
    answers = ALL_YES if answer is None else ALL_YES | {"no-double-award": answer}
    subject = replace(GOOD, answers=answers, earlier=(earlier(merit="Thành tích XUẤT SẮC"),))
    verdict = judged(subject)["no-double-award"]
    assert (verdict.outcome, verdict.refuses) == (outcome, refuses)
    assert "no-double-award" in [question.code for question in rules.questions(subject, CASE)]


def test_second_certificate_for_another_achievement_is_not_refused():
    assert judged(replace(GOOD, earlier=(earlier(),)))["no-double-award"].outcome is Outcome.MET


def test_own_award_of_this_dossier_is_no_second_one():
    subject = replace(GOOD, earlier=(earlier(round_id=7, nominee_id=1),))
    assert judged(subject)["no-double-award"].outcome is Outcome.MET


@pytest.mark.parametrize(
    ("merit", "outcome"), [("thành tích xuất sắc", Outcome.NOT_MET), ("thành tích khác", Outcome.LOOK)]
)
def test_thematic_award_is_no_ground_for_an_award_of_merit(merit, outcome):
    case = replace(CASE, award="BK_TINH", award_type="cong_trang")
    assert judged(replace(GOOD, earlier=(earlier(merit=merit),)), case)["theme-not-merit-ground"].outcome is outcome


@pytest.mark.parametrize(("ended", "outcome"), [(DAY, Outcome.NOT_MET), (date(2026, 8, 21), Outcome.MET)])
def test_dissolved_unit_gets_no_award(ended, outcome):
    subject = replace(GOOD, kind="collective", dissolved_on=ended)
    assert judged(subject)["dissolved-unit"].outcome is outcome


@pytest.mark.parametrize(
    ("proposed", "outcome", "detail"),
    [(4, Outcome.MET, "4/5, còn 1 suất"), (5, Outcome.MET, "5/5"), (6, Outcome.NOT_MET, "6/5, quá 1")],
)
def test_quota_of_the_plan_only_warns(proposed, outcome, detail):
    case = replace(CASE, limits={"person": Limit(5)}, proposed={"person": proposed})
    verdict = judged(GOOD, case)["quota-per-plan"]
    assert (verdict.outcome, verdict.refuses, verdict.finding.detail) == (outcome, False, detail)


def test_without_a_quota_nothing_is_said_about_it():
    assert "quota-per-plan" not in judged()


def criterion(**changes) -> PlanCriterion:
    return replace(PlanCriterion(4, "Mở ít nhất 03 lớp", "courses-held", 3, Mark.C, "Kế hoạch"), **changes)


@pytest.mark.parametrize(
    ("count", "mark", "outcome", "refuses"),
    [
        (3, Mark.C, Outcome.MET, False),
        (2, Mark.C, Outcome.NOT_MET, True),
        (2, Mark.D, Outcome.NOT_MET, True),
        (2, Mark.L, Outcome.NOT_MET, False),
        (2, Mark.U, Outcome.LOOK, False),
    ],
)
def test_criterion_of_the_plan_is_computed_and_refuses_by_its_mark(count, mark, outcome, refuses):
    subject = replace(GOOD, figures={"courses-held": Reached(count, 9, "lớp", "buổi", (ROW,))})
    verdict = judged(subject, replace(CASE, criteria={"person": (criterion(mark=mark),)}))["plan.4"]
    assert (verdict.outcome, verdict.refuses) == (outcome, refuses)
    assert (verdict.finding.detail, verdict.finding.rows) == (f"{count}/3 lớp", (ROW,))


def test_criterion_of_the_plan_without_threshold_is_only_looked_at():
    subject = replace(GOOD, figures={"courses-held": Reached(0, 0, "lớp", "buổi")})
    verdict = judged(subject, replace(CASE, criteria={"person": (criterion(threshold=None),)}))["plan.4"]
    assert (verdict.outcome, verdict.refuses) == (Outcome.LOOK, False)


def test_criterion_of_the_plan_without_measure_is_asked():
    case = replace(CASE, criteria={"person": (criterion(measure=None, threshold=None),)})
    assert rules.questions(GOOD, case)[-1].code == "plan.4"
    assert judged(replace(GOOD, answers=ALL_YES | {"plan.4": True}), case)["plan.4"].outcome is Outcome.MET


def test_after_the_change_of_the_law_read_values_only_warn_until_confirmed():
    held = replace(GOOD, answers=ALL_YES | {"hold-press": False})
    late = replace(CASE, law_date=AFTER)
    assert judged(held, late)["hold-press"].refuses is False
    assert judged(held, replace(late, confirmed=frozenset({"ND152"})))["hold-press"].refuses is True


def test_criterion_an_official_compared_stands_like_one_that_was_read():
    lowered = replace(CASE, law_date=AFTER, compared=frozenset({"hold-press"}))
    assert judged(replace(GOOD, answers=ALL_YES | {"hold-press": False}), lowered)["hold-press"].refuses is True


def test_principles_and_identity_numbers_are_never_asked():
    asked = {question.code for question in rules.questions(GOOD, CASE)}
    assert asked == {
        "GK_XA.person.base", "GK_XA.person.1", "GK_XA.person.2", "hold-scrutiny", "evidence-original",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["person", "collective", "household"])
@pytest.mark.parametrize("award", ["GK_XA", "BK_TINH"])
def test_every_reason_has_its_sentence(award, kind, words):
    found = rules.verdicts(replace(GOOD, kind=kind, answers={}), replace(CASE, award=award))
    assert [v.finding.reason for v in found if v.finding.reason not in words.FINDINGS] == []


@pytest.fixture(scope="module")
def words():
    from tests.test_words import WORDS

    return WORDS


# ---- votes


def test_votes_that_make_up_the_voters_pass():
    assert rules.vote_faults({1: Votes(4, 1, 0), 2: Votes(2, 2, 1)}, voters=5, members=6) == {}


@pytest.mark.parametrize(
    ("votes", "code"),
    [(Votes(7, 0), "votes-above-members"), (Votes(4, 0), "votes-not-voters"), (Votes(4, 1, 1), "votes-not-voters")],
)
def test_count_that_cannot_be_is_told_at_its_nominee(votes, code):
    faults = rules.vote_faults({1: Votes(5, 0), 2: votes}, voters=5, members=6)
    assert {nominee_id: fault.code for nominee_id, fault in faults.items()} == {2: code}


def test_absence_needs_its_reason_and_everyone_is_said():
    said = {1: (PresenceKind.PRESENT, ""), 2: (PresenceKind.ABSENT, " ")}
    faults = rules.presence_faults(said, [1, 2, 3])
    assert {member: fault.code for member, fault in faults.items()} == {
        2: "absence-without-reason",
        3: "presence-unsaid",
    }


def test_threshold_is_more_than_half_of_all_members():
    assert law.passes(5, 9, "GK_XA", DAY).passed
    assert not law.passes(4, 8, "GK_XA", DAY).passed
    assert law.passes(4, 8, "GK_XA", DAY).share == Fraction(1, 2)


# ---- moves

AUTHOR, LEADER = Who(1, "Nguyễn Thị An"), Who(2, "Lê Thị Chi")


def nominee(**changes) -> NomineeFacts:
    found = NomineeFacts(5, "Phạm Văn Khoa", "person", ("Phạm Văn Khoa",), (), (), True)
    return replace(found, **changes)


MEETING = MeetingFacts(
    members=5, present=5, written=0, recorded=True, quorum="0.80", quorum_refuses=True, counted=frozenset({5})
)
PAPERS = frozenset({("proposal", 0), ("roll", 0), ("minutes", 0), ("report_person", 5)})


def facts(**changes) -> DossierFacts:
    found = DossierFacts(
        state=State.PROPOSED,
        award="GK_XA",
        author_id=1,
        nominees=(nominee(),),
        meeting=MEETING,
        papers=PAPERS,
        signers=1,
    )
    return replace(found, **changes)


def codes(move: str, found: DossierFacts, who: Who = LEADER, **options) -> list[str]:
    return [refusal.code for refusal in rules.refusals(move, found, who, **options)]


def test_leader_approves_a_whole_dossier_and_it_is_numbered():
    assert codes("approve", facts()) == []
    assert codes("issue", facts(state=State.APPROVED)) == []
    assert codes("issue", facts(state=State.APPROVED, papers=frozenset())) == [
        "no-minutes",
        "no-proposal",
        "no-report",
        "no-roll",
    ]


@pytest.mark.parametrize("move", sorted(rules.FOUR_EYES))
def test_nobody_decides_or_appraises_what_they_wrote(move):
    state = State.PROPOSED if move == "approve" else State.SUBMITTED
    assert "own-dossier" in codes(move, facts(state=state), AUTHOR)


@pytest.mark.parametrize("move", sorted(rules.FOUR_EYES))
def test_nobody_decides_or_appraises_where_they_are_named(move):
    state = State.PROPOSED if move == "approve" else State.SUBMITTED
    assert codes(move, facts(state=state), Who(9, "Phạm Văn Khoa")) == ["named-in-dossier"]


def test_whoever_decides_refuses():
    sent = facts(award="BK_TINH", state=State.SUBMITTED)
    assert codes("reject", facts()) == []
    assert codes("reject", facts(from_above=True)) == ["rejected-by-whom"]
    assert codes("reject", facts(award="BK_TINH")) == ["not-decided-here"]
    assert codes("reject", sent) == ["rejected-by-whom"]
    assert codes("reject", replace(sent, from_above=True)) == []
    assert codes("reject", replace(sent, from_above=True, state=State.ACCEPTED)) == []


@pytest.mark.parametrize("move", sorted(rules.MOVES))
@pytest.mark.parametrize("state", list(State))
def test_a_move_leaves_only_from_its_states(move, state):
    refused = "wrong-state" in codes(move, facts(state=state))
    assert refused is (state not in rules.MOVES[move].sources)


def test_award_of_the_province_is_not_decided_here_but_submitted():
    province = facts(award="BK_TINH")
    assert codes("approve", province) == ["not-decided-here"]
    assert codes("submit", province) == []
    assert codes("submit", facts()) == ["decided-here"]


def test_dossier_without_its_papers_does_not_leave():
    assert codes("submit", facts(award="BK_TINH", papers=frozenset())) == [
        "no-minutes",
        "no-proposal",
        "no-report",
        "no-roll",
    ]
    assert codes("submit", facts(award="BK_TINH"), secret=True) == ["no-vote"]


def test_vote_does_not_close_without_quorum_or_counts():
    draft = facts(state=State.DRAFT)
    assert codes("close_vote", draft) == []
    assert codes("close_vote", replace(draft, nominees=())) == ["no-nominees"]
    assert codes("close_vote", replace(draft, meeting=None)) == ["no-meeting"]
    assert codes("close_vote", replace(draft, meeting=replace(MEETING, present=3))) == ["no-quorum"]
    assert codes("close_vote", replace(draft, meeting=replace(MEETING, counted=frozenset()))) == ["votes-missing"]
    assert codes("close_vote", replace(draft, nominees=(nominee(passed=False),))) == ["nobody-passed"]


def test_quorum_read_nowhere_does_not_stop_the_vote():
    meeting = replace(MEETING, present=3, quorum_refuses=False)
    assert codes("close_vote", facts(state=State.DRAFT, meeting=meeting)) == []


def test_proposal_waits_for_conditions_reports_and_a_signer():
    blocked = nominee(verdicts=rules.verdicts(replace(GOOD, answers={}), CASE), report_gaps=("quê quán",))
    found = codes("propose", facts(state=State.VOTED, nominees=(blocked,), signers=0))
    assert found == ["condition-unanswered"] * 7 + ["report-lacks", "no-signer"]


def test_nominee_the_council_refused_does_not_stop_the_others():
    refused = nominee(id=6, passed=False, report_gaps=("quê quán",))
    assert codes("propose", facts(state=State.VOTED, nominees=(nominee(), refused))) == []


def test_everything_missing_is_told_at_once_with_its_place():
    draft = facts(state=State.DRAFT, nominees=(nominee(report_gaps=("quê quán", "nghề nghiệp")),), meeting=None)
    found = rules.still_missing(draft)
    assert [(gap.code, gap.spot, gap.spot_id) for gap in found] == [
        ("no-meeting", "meeting", 0),
        ("report-lacks", "report", 5),
        ("report-lacks", "report", 5),
    ]


def test_dossier_is_not_submitted_again_before_every_opinion_is_answered():
    returned = facts(award="BK_TINH", state=State.RETURNED, open_notes=((7, "tờ trình: căn cứ"), (9, "danh sách: tên")))
    assert [(one.code, one.detail) for one in rules.refusals("submit", returned, LEADER)] == [("opinions-open", "2")]
    assert [(gap.code, gap.spot, gap.spot_id) for gap in rules.still_missing(returned)] == [
        ("opinion-open", "opinion", 7),
        ("opinion-open", "opinion", 9),
    ]
    mended = replace(returned, open_notes=())
    assert (codes("submit", mended), rules.still_missing(mended)) == ([], [])
    # The first submission knows no opinion, and what was once mended does not come back.
    assert codes("submit", replace(returned, state=State.PROPOSED)) == []


@pytest.mark.parametrize("state", [State.DRAFT, State.VOTED, State.PROPOSED, State.RETURNED])
def test_open_hold_is_named_as_missing_where_the_law_only_warns(state):
    case = replace(CASE, law_date=AFTER)
    known = {code: yes for code, yes in ALL_YES.items() if not code.startswith("hold-")}
    asked = rules.verdicts(replace(GOOD, answers=known), case)
    assert [one.criterion for one in asked if one.refuses] == []
    held = [one.standing.text for one in asked if one.standing.hold]
    assert len(held) == 5
    doubted = facts(award="BK_TINH", state=state, nominees=(nominee(verdicts=asked),))
    found = rules.still_missing(doubted)
    assert [(gap.code, gap.detail, gap.spot_id) for gap in found] == [
        ("condition-unanswered", f"Phạm Văn Khoa: {text}", 5) for text in held
    ]
    answered = facts(award="BK_TINH", state=state, nominees=(nominee(verdicts=rules.verdicts(GOOD, case)),))
    assert rules.still_missing(answered) == []


def test_open_hold_that_refuses_is_told_once():
    blocked = nominee(verdicts=rules.verdicts(replace(GOOD, answers={}), CASE))
    found = rules.still_missing(facts(state=State.DRAFT, nominees=(blocked,)))
    assert [gap.code for gap in found] == ["condition-unanswered"] * 7


@pytest.mark.parametrize("state", list(State))
def test_what_the_papers_say_is_written_in_a_draft_only(state):
    expected = [] if state is State.DRAFT else ["not-while-in-state"]
    assert [one.code for one in rules.closed(state, State.DRAFT)] == expected


# ---- reports


def test_contributions_need_four_parts():
    found, doubtful = rules.contributions("Công sức; 12 ngày công; Tháng 10/2025; Lắp mạng\n\nTiền; 5.000.000 đồng")
    assert found == [("Công sức", "12 ngày công", "Tháng 10/2025", "Lắp mạng")]
    assert doubtful == ["Tiền; 5.000.000 đồng"]


def test_report_form_asks_no_identity_number_and_nothing_the_books_know():
    for kind in ("person", "collective", "household"):
        names = [field.name for _heading, fields in rules.report_form(kind, DAY) for field in fields]
        assert not set(names) & {"full_name", "birth_date", "householder", "id_number", "ethnicity", "religion"}
        assert names.index("achievements") == names.index("registered_targets") + 1
