"""Thi đua theo chuyên đề, đột xuất, công trạng: what a round's type decides."""

from datetime import date

import pytest

from app import law
from app.commendations import actions, evidence, queries, rules
from app.commendations.rules import AwardType, Case, Outcome, Subject
from app.plans.models import Criterion, Quota
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows

OTHERS = (AwardType.SUDDEN, AwardType.SERVICE)


def reasons(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return [(one.code, one.detail) for one in refused.value.reasons]


@pytest.fixture
def officer(cast, context):
    with rows.officer(cast) as user:
        rows.places_rows()
        yield user


@pytest.mark.parametrize(
    ("award_type", "asked"),
    [
        ("chuyen_de", {"GK_XA.person.base", "GK_XA.person.1", "GK_XA.person.2"}),
        ("dot_xuat", {"GK_XA.person.base", "GK_XA.person.2", "confirm-when-special"}),
        ("cong_trang", {"GK_XA.person.base", "GK_XA.person.2"}),
    ],
)
def test_person_is_asked_what_the_type_of_the_round_asks(officer, award_type, asked):
    dossier = rows.drafted(officer, award_type=award_type)
    case, (subject,) = evidence.case_of(dossier), evidence.subjects(dossier)
    codes = {one.code for one in rules.questions(subject, case)}
    assert {code for code in codes if code.startswith("GK_XA") or code == "confirm-when-special"} == asked


@pytest.mark.parametrize("award_type", list(AwardType))
def test_plan_of_the_movement_asks_of_the_movement_only(officer, award_type):
    dossier = rows.drafted(officer, award_type=award_type)
    plan = dossier.round.plan
    plan.criteria.append(
        Criterion(
            award="GK_XA", subject_kind="person", text="Dạy một lớp", measure=None, threshold=None, mark="D", source="x"
        )
    )
    plan.quotas.append(Quota(award="GK_XA", subject_kind="person", most=5))
    case = evidence.case_of(dossier)
    thematic = award_type is AwardType.THEMATIC
    limits = {kind: limit.most for kind, limit in case.limits.items()}
    assert ([one.text for one in case.criteria.get("person", ())], limits) == (
        (["Dạy một lớp"], {"person": 5}) if thematic else ([], {})
    )
    found = {verdict.finding.reason for verdict in rules.verdicts(evidence.subjects(dossier)[0], case)}
    assert ("plan-with-criteria" in found, "quota-kept" in found) == (thematic, thematic)


def test_unknown_standard_is_shown_to_be_looked_at_and_refuses_nothing():
    case = Case(award="BK_TTG", award_type="cong_trang", law_date=DAY, round_id=1)
    (found,) = [
        one
        for one in rules.verdicts(Subject(id=1, kind="collective", name="Tổ", merit="x"), case)
        if one.criterion == "standard-of-type"
    ]
    assert (found.outcome, found.refuses, found.finding.reason) == (Outcome.LOOK, False, "standard-unknown")
    assert found.standing.mark is law.Mark.U


@pytest.mark.parametrize("award_type", OTHERS)
def test_type_of_a_round_stays_once_it_has_dossiers(officer, award_type):
    found = rows.award_round()
    said = {
        "plan": found.plan,
        "name": "Đợt",
        "period_from": rows.FROM,
        "period_until": rows.UNTIL,
        "deadline": found.deadline,
    }
    assert actions.save_round(found, **said, award_type=award_type).award_type == award_type
    actions.open_dossier(found, "GK_XA", rows.MERIT, officer, DAY)
    assert reasons(actions.save_round, found, **said, award_type="chuyen_de") == [("round-type-in-use", "")]
    assert actions.save_round(found, **said, award_type=award_type).award_type == award_type


def test_household_has_no_form_of_service_and_is_refused_when_added(officer):
    dossier = actions.open_dossier(rows.award_round(award_type=AwardType.SERVICE), "GK_XA", rows.MERIT, officer, DAY)
    person, collective, household = rows.subjects(3)
    assert reasons(actions.add_nominee, dossier, household, DAY) == [("no-form-for-kind", "hộ gia đình")]
    for subject in (person, collective):
        actions.add_nominee(dossier, subject, DAY)
    assert [one.subject_kind for one in dossier.nominees] == ["person", "collective"]


@pytest.mark.parametrize(
    ("award_type", "drafted"),
    [
        (AwardType.THEMATIC, {"achievements"}),
        (AwardType.SUDDEN, {"achievements"}),
        (AwardType.SERVICE, {"achievements"}),
    ],
)
def test_draft_fills_only_fields_of_the_form(officer, award_type, drafted):
    dossier = actions.open_dossier(rows.award_round(award_type=award_type), "GK_XA", rows.MERIT, officer, DAY)
    person = rows.subjects()[0]
    person.vneid_confirmed_on = date(2026, 3, 1)
    written = actions.draft_report(actions.add_nominee(dossier, person, DAY), DAY)
    assert set(written) == drafted
    lead, *told = written["achievements"].splitlines()
    movement = 'thực hiện phong trào "Bình dân học vụ số", ' if award_type is AwardType.THEMATIC else ""
    assert lead == (
        f"Từ ngày 01/01/2026 đến hết ngày 31/07/2026, {movement}bản thân đã đạt được các kết quả sau "
        "(theo số liệu theo dõi của Ủy ban nhân dân xã Vạn An):"
    )
    assert told == ["Đã được xác nhận đạt phổ cập kỹ năng số trên ứng dụng VNeID."]


def test_dossiers_of_two_authorities_have_a_proposal_each(cast, dossier_at, context):
    with rows.officer(cast) as user:
        rows.places_rows()
        found = rows.award_round()
        for award in ("GK_XA", "BK_TINH"):
            actions.open_dossier(found, award, rows.MERIT, user, DAY)
        deciders = {
            one.award: actions.judging.documents.setting_of(one, DAY).decider for one in queries.of_round(found)
        }
    assert deciders == {
        "GK_XA": "Chủ tịch Ủy ban nhân dân xã Vạn An",
        "BK_TINH": "Chủ tịch Ủy ban nhân dân tỉnh Nghệ An",
    }


# ---- the screens


def test_page_of_a_report_of_service_says_what_nobody_has_found(browser_of, dossier_at, app, cast):
    dossier_id = dossier_at("draft", award_type="cong_trang")
    with app.app_context(), rows.officer(cast):
        nominee_id = queries.get(dossier_id).nominees[0].id
    page = browser_of("officer").get(f"/commendations/nominees/{nominee_id}/report").text
    for said in (
        "Báo cáo thành tích đề nghị khen thưởng công trạng cho cá nhân",
        "Mẫu số 05",
        "Số năm báo cáo",
        "Chưa tìm được quy định cho hình thức này: cần xem.",
        "Dữ liệu cá nhân nhạy cảm: chỉ ghi khi người được đề nghị đồng ý",
        'name="ethnicity"',
        "Bố cục: Mẫu số 03 Nghị định 98/2023/NĐ-CP",
    ):
        assert said in page, said


def test_page_of_a_thematic_report_asks_for_no_sensitive_data(browser_of, dossier_at, app, cast):
    dossier_id = dossier_at()
    with app.app_context(), rows.officer(cast):
        nominee_id = queries.get(dossier_id).nominees[0].id
    page = browser_of("officer").get(f"/commendations/nominees/{nominee_id}/report").text
    assert ("Số năm báo cáo" in page, 'name="ethnicity"' in page, 'name="alias"' in page) == (False, False, True)


def test_line_of_an_award_without_its_parts_is_told_at_its_field(browser_of, dossier_at, app, cast):
    dossier_id = dossier_at("draft", award_type="cong_trang")
    with app.app_context(), rows.officer(cast):
        nominee_id = queries.get(dossier_id).nominees[0].id
    data = {"titles_received": "Lao động tiên tiến năm 2024", "duties": "Trưởng thôn"}
    answer = browser_of("officer").post(f"/commendations/nominees/{nominee_id}/report", data=data)
    assert answer.status_code == 422
    assert "phải có ba phần cách nhau bằng dấu chấm phẩy, đầu dòng là năm." in answer.text
    assert "Trưởng thôn" in answer.text


def test_other_type_for_a_round_in_use_is_refused_at_its_field(browser_of, dossier_at, app, cast):
    dossier_id = dossier_at()
    with app.app_context(), rows.officer(cast):
        found = queries.get(dossier_id).round
        url, plan_id = f"/commendations/rounds/{found.id}/edit", found.plan_id
    data = {
        "plan": plan_id,
        "name": "Đợt sửa",
        "period_from": "01/01/2026",
        "last_day": "31/07/2026",
        "deadline": "30/09/2026",
        "award_type": "dot_xuat",
        "occasion": "sudden",
    }
    answer = browser_of("officer").post(url, data=data)
    assert answer.status_code == 422
    assert "Đợt đã có hồ sơ: không đổi được loại hình khen thưởng" in answer.text
    assert "Đợt sửa" in answer.text


def test_household_of_a_round_of_service_is_refused_on_the_page(browser_of, dossier_at, app, cast):
    dossier_id = dossier_at("draft", award_type="cong_trang")
    with app.app_context(), rows.officer(cast):
        household_id = rows.subjects(3)[2].id
    data = {"add-subject": "nguyen hoang quoc khanh", "add-subject-id": f"household-{household_id}"}
    answer = browser_of("officer").post(f"/commendations/{dossier_id}/nominees", data=data)
    assert answer.status_code == 422
    assert "Không có mẫu báo cáo thành tích công trạng cho hộ gia đình" in answer.text


def test_round_shows_its_dossiers_under_who_decides_them(browser_of, app, cast, dossier_at):
    dossier_id = dossier_at()
    with app.app_context(), rows.officer(cast) as user:
        found = queries.get(dossier_id).round
        actions.open_dossier(found, "BK_TINH", rows.MERIT, user, DAY)
        round_id = found.id
    page = browser_of("officer").get(f"/commendations/rounds/{round_id}/dossiers/new").text
    commune, province = "<h3>Chủ tịch Ủy ban nhân dân xã Vạn An</h3>", "<h3>Chủ tịch Ủy ban nhân dân tỉnh Nghệ An</h3>"
    assert (
        0 < page.index(commune) < page.index("Giấy khen, Khen") < page.index(province) < page.index("Bằng khen, Khen")
    )
