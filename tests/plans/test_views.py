"""Pages of plans, for everyone of the cast."""

import unicodedata
from datetime import date

import pytest
from sqlalchemy import select

from app import htmx
from app.plans import queries, rules
from app.plans.models import Plan
from tests.cast import acting, everything
from tests.plans import rows
from tests.queries_counted import counted

TYPED = {
    "title": "Kế hoạch thực hiện Phong trào",
    "movement": rows.MOVEMENT,
    "reference_number": "15/KH-UBND",
    "day": "01/03/2026",
    "valid_from": "01/03/2026",
    "last_day": "31/12/2026",
    "contents": "Phổ cập kiến thức số",
    "legal_bases": "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
    "with_targets": "y",
    "reason": "Theo chỉ đạo của tỉnh",
}
TARGET = {
    "group": "T3",
    "label": "Người trưởng thành có kỹ năng số",
    "year": "2026",
    "comparator": "≥",
    "value": "90",
    "measure_unit": "%",
    "measure": "vneid-confirmed",
    "base": "5.120",
    "base_source": "Công an xã",
    "source": "",
    "part": "year",
    "reason": "Theo chỉ đạo của tỉnh",
}


@pytest.fixture
def plan_id(app, cast):
    with app.app_context():
        return rows.plan_of(cast.users["officer"])


@pytest.fixture
def handed_down(app, cast):
    with app.app_context():
        return rows.plan_of(cast.users["reviewer"], reference_number="7/KH-UBND", title="Kế hoạch của tỉnh")


@pytest.fixture
def plan(app, cast):
    """Look at a plan as it is kept: plan(id, lambda plan: …)."""

    def look(plan_id, at):
        with app.app_context(), acting(cast.users["officer"]):
            return at(queries.get(plan_id))

    return look


def test_every_measure_and_group_has_its_words(app):
    with app.app_context():
        assert set(htmx.words("MEASURES")) == set(rules.Measure)
        assert set(htmx.words("TARGET_GROUPS")) == {*rules.GROUPS, rules.OTHER_GROUP}


PAGES = [
    "/plans/{}", "/plans/{}/edit", "/plans/{}/targets/new", "/plans/{}/targets.xlsx", "/plans/{}/criteria/new",
    "/plans/{}/quota",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_stranger_finds_nothing(browser_of, plan_id, page):
    assert browser_of("stranger").get(page.format(plan_id)).status_code == 404
    assert browser_of("officer").get(page.format(plan_id)).status_code == 200


@pytest.mark.parametrize("page", ["edit", "targets/new", "criteria/new", "quota"])
def test_stranger_changes_nothing(browser_of, plan_id, page):
    assert browser_of("stranger").post(f"/plans/{plan_id}/{page}").status_code == 404


def test_pages_need_sign_in_and_the_right_verb(client, browser_of, plan_id):
    assert client.get(f"/plans/{plan_id}").status_code == 401
    assert browser_of("trainer").get("/plans/").status_code == 403
    assert browser_of("council").get(f"/plans/{plan_id}").status_code == 200
    assert browser_of("council").get(f"/plans/{plan_id}/edit").status_code == 403
    assert browser_of("clerk").post("/plans/new", data=TYPED).status_code == 403


def test_new_form_is_filled_from_the_sources(browser_of):
    page = browser_of("officer").get("/plans/new").text
    for said in (
        "Bình dân học vụ số",
        "Phát triển xã hội số; giáo dục",
        "Căn cứ Luật Thi đua, khen thưởng",
        "20/08/2026",
    ):
        assert said in page


def test_plan_is_made_from_the_form(browser_of, plan):
    officer = browser_of("officer")
    answer = officer.post("/plans/new", data=TYPED)
    assert answer.status_code == 303
    plan_id = int(answer.location.rsplit("/", 1)[1])
    page = officer.get(answer.location).text
    for said in (
        "15/KH-UBND",
        "đến hết 31/12/2026",
        "chưa đối chiếu",
        "chưa có giá trị",
        "chưa nêu tiêu chí khen thưởng",
    ):
        assert said in page
    assert plan(plan_id, lambda plan: plan.valid_until) == date(2027, 1, 1)


def test_all_faults_of_a_plan_are_shown_and_nothing_is_lost(app, browser_of):
    typed = TYPED | {
        "title": "x" * 301,
        "day": "31/02/2026",
        "valid_from": "1-3-26",
        "movement": "khác",
        "contents": " ",
    }
    answer = browser_of("officer").post("/plans/new", data=typed)
    assert answer.status_code == 422
    for said in (
        "Có 5 chỗ cần sửa", "Dài quá 300 ký tự (đang có 301)", "Tháng 02/2026 không có ngày 31",
        "Ngày phải viết dạng dd/mm/yyyy", "Hãy chọn một mục", "x" * 301, 'value="31/02/2026"', 'value="1-3-26"',
    ):  # fmt: skip
        assert said in answer.text
    with app.app_context(), everything() as session:
        assert session.scalars(select(Plan)).all() == []


def test_refusals_of_the_rules_stand_at_their_fields(browser_of, plan_id):
    typed = TYPED | {
        "reference_number": "12/KH-UBND",
        "day": "01/12/2025",
        "valid_from": "02/01/2026",
        "last_day": "31/12/2025",
    }
    answer = browser_of("officer").post("/plans/new", data=typed)
    assert answer.status_code == 422
    assert "Ngày kết thúc phải từ ngày bắt đầu trở đi." in answer.text
    assert "Đã có kế hoạch mang số này" in answer.text
    assert 'value="02/01/2026"' in answer.text


def test_decomposed_text_is_stored_composed(browser_of, plan):
    typed = TYPED | {"title": unicodedata.normalize("NFD", "Kế hoạch của xã Vạn An")}
    answer = browser_of("officer").post("/plans/new", data=typed)
    assert plan(int(answer.location.rsplit("/", 1)[1]), lambda plan: plan.title) == "Kế hoạch của xã Vạn An"


def test_plan_is_edited(browser_of, plan_id, plan):
    officer = browser_of("officer")
    assert "12/KH-UBND" in officer.get(f"/plans/{plan_id}/edit").text
    typed = TYPED | {"reference_number": "12/KH-UBND", "contents": "Một\r\n\r\nHai"}
    assert officer.post(f"/plans/{plan_id}/edit", data=typed).status_code == 303
    assert plan(plan_id, lambda plan: [line.text for line in plan.contents]) == ["Một", "Hai"]
    assert officer.post(f"/plans/{plan_id}/edit", data=typed | {"day": ""}).status_code == 422


def test_target_is_added_changed_and_taken_out(browser_of, plan_id, plan):
    officer = browser_of("officer")
    assert officer.post(f"/plans/{plan_id}/targets/new", data=TARGET).status_code == 303
    target_id = plan(plan_id, lambda plan: next(t.id for t in plan.targets if t.value == 90))
    assert "5120" in officer.get(f"/plans/{plan_id}/targets/{target_id}").text
    assert "Mẫu số 5.120 người, theo Công an xã" in officer.get(f"/plans/{plan_id}").text
    officer.post(f"/plans/{plan_id}/targets/{target_id}", data=TARGET | {"value": "95"})
    assert "≥ 95 %" in officer.get(f"/plans/{plan_id}").text
    assert officer.post(f"/plans/{plan_id}/targets/{target_id}/remove").status_code == 422
    because = {"reason": "Trùng chỉ tiêu của tỉnh"}
    assert officer.post(f"/plans/{plan_id}/targets/{target_id}/remove", data=because).status_code == 303
    assert officer.get(f"/plans/{plan_id}/targets/{target_id}").status_code == 404


def test_faults_of_a_target_come_at_once(browser_of, plan_id):
    officer = browser_of("officer")
    typed = TARGET | {"year": "2030", "value": "130", "base": "0", "base_source": ""}
    answer = officer.post(f"/plans/{plan_id}/targets/new", data=typed)
    assert answer.status_code == 422
    for said in (
        "(2025-2026)",
        "Tỷ lệ không quá 100 %.",
        "Mẫu số phải từ 1 trở lên.",
        "Ghi nguồn của mẫu số",
        'value="130"',
    ):
        assert said in answer.text
    answer = officer.post(f"/plans/{plan_id}/targets/new", data=typed | {"value": "-5", "label": ""})
    for said in ("Không được là số âm.", "Chưa nhập nội dung chỉ tiêu.", 'value="-5"'):
        assert said in answer.text


def test_badge_goes_when_a_value_was_compared(browser_of, plan_id, plan):
    officer, leader = browser_of("officer"), browser_of("leader")
    target_id = plan(plan_id, lambda plan: plan.targets[0].id)
    before = officer.get(f"/plans/{plan_id}").text.count("chưa đối chiếu")
    address = f"/plans/{plan_id}/targets/{target_id}/confirm"
    assert officer.get(address).status_code == 200
    answer = leader.post(address, data={"against": "", "day": "21/08/2026"})
    assert answer.status_code == 422
    for said in ("Chưa nhập văn bản đã đối chiếu.", "Ngày không được sau hôm nay."):
        assert said in answer.text
    assert leader.post(address, data={"against": "Kế hoạch 01-KH/BCĐTW", "day": "20/08/2026"}).status_code == 303
    page = officer.get(f"/plans/{plan_id}").text
    assert "Lê Thị Chi đối chiếu ngày 20/08/2026 với Kế hoạch 01-KH/BCĐTW" in page
    assert page.count("chưa đối chiếu") < before


def test_empty_target_cannot_be_compared(browser_of, plan_id, plan):
    target_id = plan(plan_id, lambda plan: next(t.id for t in plan.targets if t.group == "T4"))
    data = {"against": "Kế hoạch 01-KH/BCĐTW", "day": "20/08/2026"}
    answer = browser_of("officer").post(f"/plans/{plan_id}/targets/{target_id}/confirm", data=data)
    assert (answer.status_code, "nhập giá trị trước" in answer.text) == (422, True)


def test_criterion_is_added_changed_and_taken_out(browser_of, plan_id, plan):
    officer = browser_of("officer")
    typed = {
        "award": "GK_XA",
        "subject_kind": "person",
        "statement": "Hoàn thành một lớp",
        "measure": "people-passed",
        "threshold": "1",
        "reason": "Theo chỉ đạo của tỉnh",
    }
    assert officer.post(f"/plans/{plan_id}/criteria/new", data=typed).status_code == 303
    assert "từ 1 trở lên" in officer.get(f"/plans/{plan_id}").text
    criterion_id = plan(plan_id, lambda plan: plan.criteria[0].id)
    assert "Hoàn thành một lớp" in officer.get(f"/plans/{plan_id}/criteria/{criterion_id}").text
    officer.post(f"/plans/{plan_id}/criteria/{criterion_id}", data=typed | {"measure": "", "threshold": ""})
    assert "Cán bộ xác nhận" in officer.get(f"/plans/{plan_id}").text
    assert officer.post(f"/plans/{plan_id}/criteria/{criterion_id}/remove").status_code == 422
    address, because = f"/plans/{plan_id}/criteria/{criterion_id}/remove", {"reason": "Thay bằng tiêu chí khác"}
    assert [officer.post(address, data=because).status_code for _ in range(2)] == [303, 404]


def test_faults_of_a_criterion(browser_of, plan_id):
    officer = browser_of("officer")
    typed = {
        "award": "CSTDCS",
        "subject_kind": "household",
        "statement": "Một",
        "measure": "people-passed",
        "threshold": "",
    }
    answer = officer.post(f"/plans/{plan_id}/criteria/new", data=typed)
    assert answer.status_code == 422
    for said in ("cần mức phải đạt", "không dành cho đối tượng", 'value="Một"'):
        assert said in answer.text
    answer = officer.post(f"/plans/{plan_id}/criteria/new", data=typed | {"measure": "la", "award": ""})
    assert answer.status_code == 422


def test_quota_is_set_and_taken_away(browser_of, plan_id):
    officer = browser_of("officer")
    typed = {"award": "GK_XA", "subject_kind": "person", "most": "5", "reason": "Theo chỉ đạo của tỉnh"}
    assert officer.post(f"/plans/{plan_id}/quota", data=typed).status_code == 303
    assert "nhiều nhất <strong>5</strong>" in officer.get(f"/plans/{plan_id}").text
    assert 'value="5"' in officer.get(f"/plans/{plan_id}/quota?award=GK_XA&subject_kind=person").text
    officer.post(f"/plans/{plan_id}/quota", data=typed | {"most": ""})
    assert "Kế hoạch không giới hạn số lượng." in officer.get(f"/plans/{plan_id}").text
    answer = officer.post(f"/plans/{plan_id}/quota", data={"award": "TTLDTT", "subject_kind": "person", "most": "năm"})
    assert (answer.status_code, 'value="năm"' in answer.text) == (422, True)


def test_plan_handed_down_is_read_only_and_copied(browser_of, handed_down, plan):
    officer = browser_of("officer")
    page = officer.get(f"/plans/{handed_down}").text
    assert ("Tỉnh giao" in page, "Thêm chỉ tiêu" in page) == (True, False)
    assert officer.get(f"/plans/{handed_down}/edit").status_code == 409
    assert officer.post(f"/plans/{handed_down}/targets/new", data=TARGET).status_code == 409
    form = officer.get(f"/plans/new?after={handed_down}").text
    assert "Căn cứ Kế hoạch số 7/KH-UBND ngày 15 tháng 8 năm 2025 của Ủy ban nhân dân tỉnh Nghệ An" in form
    typed = TYPED | {"valid_from": "01/01/2026"}
    assert officer.post(f"/plans/new?after={handed_down}", data=typed | {"day": "hôm nay"}).status_code == 422
    answer = officer.post(f"/plans/new?after={handed_down}", data=typed)
    made = int(answer.location.rsplit("/", 1)[1])
    assert plan(made, lambda plan: [target.group for target in plan.targets]) == ["T1", "T2", "T3", "T4", "T5"]
    assert browser_of("stranger").get(f"/plans/{made}").status_code == 404
    assert browser_of("stranger").get(f"/plans/{handed_down}").status_code == 200


def test_province_enters_its_own_plan_and_only_reads_those_of_communes(browser_of, plan_id):
    reviewer = browser_of("reviewer")
    assert reviewer.post("/plans/new", data=TYPED).status_code == 303
    page = reviewer.get(f"/plans/{plan_id}").text
    assert "Kế hoạch của Vạn An, chỉ xem." in page
    assert reviewer.get(f"/plans/{plan_id}/edit").status_code == 409


def test_list_and_its_workbook(browser_of, plan_id, handed_down):
    officer = browser_of("officer")
    page = officer.get("/plans/").text
    assert ("12/KH-UBND" in page, "Tỉnh giao" in page, "15/08/2025 – 31/12/2026" in page) == (True, True, True)
    assert officer.get("/plans/?after=hom-qua_x").status_code == 200
    for address in ("/plans/list.xlsx", f"/plans/{plan_id}/targets.xlsx"):
        assert officer.get(address).data[:2] == b"PK"


def test_empty_list_offers_the_first_step(browser_of):
    assert "Chưa có kế hoạch nào" in browser_of("officer").get("/plans/").text
    assert "Lập kế hoạch</a>" not in browser_of("council").get("/plans/").text


def test_list_sends_as_many_statements_for_one_row_as_for_three(app, cast, browser_of, plan_id):
    officer = browser_of("officer")
    officer.get("/plans/")
    with counted(app) as one:
        officer.get("/plans/")
    with app.app_context():
        for number in (2, 3):
            rows.plan_of(cast.users["officer"], reference_number=f"{number}/KH-UBND")
    with counted(app) as three:
        assert officer.get("/plans/").text.count("/KH-UBND") == 3
    assert len(one) == len(three)


def test_page_of_a_plan_sends_as_many_statements_for_one_target_as_for_ten(app, browser_of, plan_id, plan):
    officer = browser_of("officer")
    officer.get(f"/plans/{plan_id}")
    with counted(app) as ten:
        officer.get(f"/plans/{plan_id}")
    for target_id in plan(plan_id, lambda plan: [target.id for target in plan.targets[1:]]):
        officer.post(f"/plans/{plan_id}/targets/{target_id}/remove", data={"reason": "Bỏ"})
    with counted(app) as one:
        officer.get(f"/plans/{plan_id}")
    assert len(one) == len(ten)
