"""Today's work of each role, and the search over everything."""

from datetime import date, time

import pytest
from sqlalchemy import select

from app.access import Role, granted
from app.commendations.actions import handing
from app.commendations.models import Achievement, Suggestion
from app.commitments import actions as commitments
from app.commitments.models import Fulfilment
from app.commitments.rules import State
from app.db import db
from app.desk import queries
from app.desk.queries import finding
from app.places import actions as places
from app.training import actions as training
from app.training import queries as courses
from tests.cast import DAY, PEOPLE, acting
from tests.commendations import rows as dossiers
from tests.commitments import rows as campaigns
from tests.oversight import rows as reports
from tests.papers import rows as papers
from tests.people import rows as people
from tests.plans import rows as plans
from tests.training import rows as classes


def todos(cast, name):
    """What stands on the home page of someone of the cast: words, endpoint, day."""
    with acting(cast.users[name]):
        verbs = granted(frozenset({PEOPLE[name][2]}))
        return [(todo.text, todo.endpoint, todo.due) for todo in queries.todos(verbs, DAY)]


def test_officer_of_an_empty_commune_begins_with_the_plan(cast, context):
    assert todos(cast, "officer") == [("Chưa có kế hoạch phong trào: lập kế hoạch để bắt đầu.", "plans.index", None)]


def test_plan_without_criteria_is_told_until_it_has_one(cast, context):
    plan_id = plans.plan_of(cast.users["officer"])
    assert todos(cast, "officer") == [("Kế hoạch 12/KH-UBND chưa có tiêu chí khen thưởng cụ thể.", "plans.show", None)]
    with acting(cast.users["officer"]):
        plan = queries.plans.get(plan_id)
        _add_criterion(plan)
    assert todos(cast, "officer") == []


def _add_criterion(plan) -> None:
    from app.plans import actions

    actions.add_criterion(plan, "GK_XA", "person", "Dự ít nhất 01 lớp tập huấn", "people-trained", 1, reason="Bổ sung")


def test_plan_handed_down_is_not_ours_to_complete(cast, context):
    plans.plan_of(cast.users["reviewer"])
    assert todos(cast, "officer") == []


@pytest.mark.parametrize("name", ["officer", "clerk"])
def test_campaign_counts_who_has_neither_signed_nor_declined(cast, context, name):
    made = campaigns.made(cast, "Trần Văn An", "Lê Thị Bình", "Hồ Thị Chi")
    with acting(cast.users["officer"]):
        commitments.decline(campaigns.get(made.commitments[0]), "Đi vắng")
    campaigns.received(cast, made.commitments[1])
    expected = ("Ký cam kết Bình dân học vụ số năm 2026: còn 1 bản chưa ký.", "commitments.campaign", date(2026, 9, 30))
    assert [todo for todo in todos(cast, name) if todo[1].startswith("commitments")] == [expected]


@pytest.fixture
def promised(cast, context):
    """A campaign of three households, two signed, whose second promise is due on 31 August."""
    made = campaigns.made(cast, "Trần Văn An", "Lê Thị Bình", "Hồ Thị Chi")
    for commitment_id in made.commitments[:2]:
        campaigns.received(cast, commitment_id)
    due(cast, made.campaign, date(2026, 8, 31))
    return made


def due(cast, campaign_id, day):
    with acting(cast.users["officer"]):
        promise = campaigns.campaign(campaign_id).promises[1]
        promise.due_on, promise.text, promise.deed = day, "Cài đặt VNeID", None


def of_promises(cast, name="officer", day=DAY):
    with acting(cast.users[name], day):
        found = queries.todos(granted(frozenset({PEOPLE[name][2]})), day)
        return [(todo.text, todo.due, todo.left) for todo in found if "Điều" in todo.text or "đánh giá" in todo.text]


def test_a_promise_due_within_ten_working_days_is_work(cast, promised):
    words = "Điều 2 “Cài đặt VNeID” của Ký cam kết Bình dân học vụ số năm 2026: 2 hộ chưa thực hiện."
    # 21, 22 (worked), 24 to 28 August; 31 August is off.
    assert of_promises(cast) == [(words, date(2026, 8, 31), 7)]
    due(cast, promised.campaign, date(2026, 9, 7))
    assert of_promises(cast) == [(words, date(2026, 9, 7), 10)]
    due(cast, promised.campaign, date(2026, 9, 8))
    assert of_promises(cast) == []


def test_a_promise_overdue_is_work_until_it_is_answered(cast, promised):
    due(cast, promised.campaign, date(2026, 8, 18))
    assert [(day, left) for _words, day, left in of_promises(cast)] == [(date(2026, 8, 18), -2)]
    with acting(cast.users["officer"]):
        promise = campaigns.campaign(promised.campaign).promises[1]
        for commitment_id in promised.commitments[:2]:
            row = campaigns.get(commitment_id)
            db.session.add(
                Fulfilment(
                    commitment=row,
                    commitment_id=row.id,
                    promise=promise,
                    promise_id=promise.id,
                    outcome=State.KEPT,
                    evidence="Đã xem",
                    day=DAY,
                    attested_by="Nguyễn Thị An",
                )
            )
    assert of_promises(cast) == []


def test_a_campaign_whose_time_is_over_waits_for_its_judgement(cast, promised):
    over = date(2027, 1, 4)
    words = "Ký cam kết Bình dân học vụ số năm 2026 đã hết thời hạn: 2 bản chưa đánh giá."
    # The promises of a campaign that is over are judged with it. New Year's Day is off: the first worked day since.
    assert of_promises(cast, day=over) == [(words, date(2026, 12, 31), -1)]
    assert of_promises(cast, day=date(2026, 12, 31))[0][0].startswith("Điều 2")
    with acting(cast.users["officer"]):
        for commitment_id in promised.commitments[:2]:
            campaigns.get(commitment_id).state = State.KEPT
    assert of_promises(cast, day=over) == []


@pytest.mark.parametrize("name", ["clerk", "leader", "stranger"])
def test_promises_are_work_of_the_officer_of_the_commune(cast, promised, name):
    assert of_promises(cast, name) == []


def test_work_stands_by_its_deadline_whatever_it_is(cast, promised):
    classes.made(cast, trainings=1, number="14/KH-UBND")
    with acting(cast.users["officer"]):
        found = queries.todos(granted(frozenset({Role.OFFICER})), DAY)
    dues = [todo.due for todo in found if todo.due]
    assert dues == sorted(dues)
    assert len(set(dues)) == 3
    assert [todo.due is None for todo in found] == sorted(todo.due is None for todo in found)


@pytest.mark.parametrize("name", ["officer", "trainer"])
def test_training_without_a_mark_waits_for_attendance(cast, context, name):
    classes.made(cast, trainings=3)
    waiting = [todo for todo in todos(cast, name) if todo[1].startswith("training")]
    assert waiting == [
        (f"Kỹ năng số cơ bản thôn 3: buổi ngày {day} còn 3 người chưa điểm danh.", "training.show_training", due)
        for day, due in (
            ("05/08/2026", date(2026, 8, 5)),
            ("12/08/2026", date(2026, 8, 12)),
            ("19/08/2026", date(2026, 8, 19)),
        )
    ]


def test_training_half_marked_waits_for_the_rest(cast, context):
    made = classes.made(cast, trainings=1)
    with acting(cast.users["officer"]):
        course = courses.get(made.course)
        training.mark_attendance(course, {(made.trainings[0], made.learners[0]): "present"}, DAY)
    waiting = [text for text, endpoint, _due in todos(cast, "trainer") if endpoint == "training.show_training"]
    assert waiting == ["Kỹ năng số cơ bản thôn 3: buổi ngày 05/08/2026 còn 2 người chưa điểm danh."]


def test_trainer_is_not_told_of_another_trainers_class(cast, context):
    classes.made(cast, trainer=None)
    assert todos(cast, "trainer") == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", "đang soạn: còn đề nghị, báo cáo hoặc họp Hội đồng"),
        ("voted", "đã họp Hội đồng: lập tờ trình và danh sách"),
        ("proposed", "đã có tờ trình: chờ lãnh đạo phê duyệt"),
        ("sent-next", "đã có tờ trình: nộp tỉnh"),
        ("returned", "tỉnh trả lại: sửa theo ý kiến rồi nộp lại"),
    ],
)
def test_officer_is_told_the_next_step_of_a_dossier(cast, context, state, words):
    award = "BK_TINH" if state in ("returned", "sent-next") else "GK_XA"
    dossiers.dossier_at(cast, "proposed" if state == "sent-next" else state, award)
    found = [text for text, endpoint, _due in todos(cast, "officer") if endpoint == "commendations.show"]
    assert [text.endswith(f": {words}.") for text in found] == [True]


@pytest.mark.parametrize(("award", "expected"), [("GK_XA", 1), ("BK_TINH", 0)])
def test_leader_approves_what_is_decided_here(cast, context, award, expected):
    dossiers.dossier_at(cast, "proposed", award)
    waiting = [text for text, _endpoint, _due in todos(cast, "leader")]
    assert len(waiting) == expected
    assert all(text.endswith("chờ phê duyệt quyết định khen thưởng.") for text in waiting)


def test_clerk_numbers_what_was_approved_until_the_limit_of_the_procedure(cast, context):
    dossiers.dossier_at(cast, "approved")
    waiting = [one for one in todos(cast, "clerk") if one[1] == "commendations.decision"]
    # 20 working days from the tờ trình of 19/8/2026, with the two days off around 2/9.
    assert [(text.partition(": ")[2], due) for text, _endpoint, due in waiting] == [
        ("đã được duyệt: cấp số, ban hành quyết định.", date(2026, 9, 18))
    ]


@pytest.mark.parametrize(
    ("state", "award", "expected"),
    [
        ("proposed", "BK_TINH", []),
        ("submitted", "BK_TINH", [("commendations.review", "chờ thẩm định.", date(2026, 8, 26))]),  # 22/8 is worked
        ("accepted", "BK_TINH", []),
        ("rejected", "GK_XA", []),
        (
            "rejected",
            "BK_TINH",
            [("commendations.show", "đã từ chối: thông báo bằng văn bản cho nơi trình.", date(2026, 9, 7))],
        ),
    ],
)
def test_reviewer_sees_what_was_sent_and_waits(cast, context, state, award, expected):
    dossiers.dossier_at(cast, state, award)
    found = [one for one in todos(cast, "reviewer") if one[1].startswith("commendations.")]
    assert [(endpoint, text.partition(": ")[2], due) for text, endpoint, due in found] == expected


@pytest.mark.parametrize("name", ["council", "administrator"])
def test_council_and_administrator_have_no_queue(cast, context, name):
    dossiers.dossier_at(cast, "proposed")
    assert todos(cast, name) == []


def test_stranger_is_told_nothing_of_ours(cast, context):
    dossiers.dossier_at(cast, "proposed")
    classes.made(cast, number="13/KH-UBND")
    assert [todo[1] for todo in todos(cast, "stranger")] == ["plans.index"]


def found(cast, typed, name="officer"):
    with acting(cast.users[name]):
        return [(one.kind, one.label) for one in finding.search(typed, granted(frozenset({PEOPLE[name][2]})))]


def test_search_finds_people_without_dau_in_every_kind(cast, context):
    with acting(cast.users["officer"]):
        people.household("Nguyễn Văn Đức", born_on=date(1980, 1, 2))
        people.collective("Tổ công nghệ số Đức Sơn")
    papers.sealed(cast.users["officer"], "Bản cam kết của Trần Đức")
    assert found(cast, "duc") == [
        ("Cá nhân", "Nguyễn Văn Đức (1980, Thôn Đông)"),
        ("Hộ gia đình", "Hộ ông (bà) Nguyễn Văn Đức, Thôn Đông"),
        ("Tập thể", "Tổ công nghệ số Đức Sơn"),
        ("Thôn", "Bản cam kết của Trần Đức"),  # what the paper is about, in these tests
        ("Văn bản", "Bản cam kết của Trần Đức"),
    ]


def test_search_finds_a_paper_by_its_code(cast, context):
    paper_id = papers.sealed(cast.users["officer"], "Bản cam kết của Trần Đức")
    with acting(cast.users["officer"]):
        code = queries.papers.get(paper_id).short_code
    assert found(cast, code.lower()) == [("Văn bản", "Bản cam kết của Trần Đức")]


def test_search_shows_only_what_the_role_may_read(cast, context):
    people.people_of(cast, "Nguyễn Văn Đức")
    papers.sealed(cast.users["officer"], "Bản cam kết của Trần Đức")
    pledge = ("Văn bản", "Bản cam kết của Trần Đức")
    assert pledge in found(cast, "duc", "clerk")
    assert found(cast, "duc", "council") == []  # a pledge is no paper of a dossier
    assert found(cast, "duc", "trainer") == []


def test_search_of_the_stranger_finds_nothing_of_ours(cast, context):
    people.people_of(cast, "Nguyễn Văn Đức")
    papers.sealed(cast.users["officer"], "Bản cam kết của Trần Đức")
    assert found(cast, "duc", "stranger") == []


def test_every_role_has_a_home_without_fault(cast, context):
    assert {PEOPLE[name][2] for name in PEOPLE} == set(Role)
    for name in PEOPLE:
        todos(cast, name)


def of_dossiers(cast, day=DAY):
    with acting(cast.users["officer"], day):
        found = queries.todos(granted(frozenset({Role.OFFICER})), day)
        return [
            (todo.text.partition(": ")[2], todo.endpoint, todo.due) for todo in found if todo.endpoint in AFTER_DECISION
        ]


AFTER_DECISION = ("commendations.handing", "commendations.suggestions")


def test_a_decision_is_work_until_its_award_was_handed_over(cast, context):
    dossier_id = dossiers.dossier_at(cast, "decided")
    planned, over = date(2026, 9, 4), date(2026, 9, 7)
    assert of_dossiers(cast) == [
        ("đã có quyết định: định ngày, nơi trao giấy khen.", "commendations.handing", None),
    ]
    with acting(cast.users["officer"]):
        handing.save_ceremony(
            dossiers.queries.get(dossier_id), day=planned, starts=time(8, 0), place="Hội trường", presenter="", host=""
        )
    assert of_dossiers(cast) == [("chuẩn bị buổi trao giấy khen.", "commendations.handing", planned)]
    late = "đã qua ngày trao giấy khen: ghi việc đã trao để khép hồ sơ."
    assert of_dossiers(cast, over) == [(late, "commendations.handing", planned)]
    with acting(cast.users["officer"], over):
        handing.hand_over(dossiers.queries.get(dossier_id), over)
    assert of_dossiers(cast, over) == []


def test_a_decision_of_which_every_award_was_cancelled_hands_nothing_over(cast, context):
    dossiers.dossier_at(cast, "decided")
    with acting(cast.users["officer"]):
        for award in db.session.scalars(select(Achievement)):
            award.revoked_on, award.revoked_by = DAY, "Quyết định số 99/QĐ-UBND"
    assert of_dossiers(cast) == []


def test_what_is_suggested_waits_to_be_gathered(cast, context):
    dossier_id = dossiers.dossier_at(cast, "decided")
    with acting(cast.users["officer"]):
        award_round = dossiers.queries.get(dossier_id).round
        for place in range(3):
            db.session.add(
                Suggestion(
                    round_id=award_round.id,
                    award="GK_XA",
                    typed=f"Lê Thị Hoà {place}",
                    merit="thành tích",
                    state="waiting" if place else "declined",
                    reason=None if place else "Trùng",
                    received_on=DAY,
                    entered_by="Nguyễn Thị An",
                )
            )
    waiting = ("2 đề xuất của đơn vị, thôn chờ tổng hợp.", "commendations.suggestions", date(2026, 9, 30))
    assert waiting in of_dossiers(cast)


def test_a_periodic_report_waits_for_the_leader_then_for_its_number(cast, context):
    with acting(cast.users["officer"]):
        places.save_signer(None, "Trần Quốc Thái", "Chủ tịch", "", ["CHỦ TỊCH"], date(2025, 7, 1))
    report_id = reports.report(cast, plans.plan_of(cast.users["officer"]))

    def waiting(name):
        return [
            words.rpartition(": ")[2] for words, endpoint, _due in todos(cast, name) if endpoint == "oversight.report"
        ]

    assert (waiting("leader"), waiting("clerk")) == (["dự thảo chờ duyệt."], [])
    reports.approved(cast, report_id)
    assert (waiting("leader"), waiting("clerk")) == ([], ["chờ cấp số, ban hành."])
    assert waiting("officer") == waiting("stranger") == []
