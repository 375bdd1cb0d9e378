"""The paper of a plan on the pages: proof, approval, number, versions; who may not, and what was typed wrong."""

from datetime import date

import pytest

from app.access import Role, granted
from app.desk.queries import todos
from app.places import actions as places
from app.plans import actions, queries
from app.plans.actions import issuing
from tests.cast import DAY, acting
from tests.plans.rows import fields, target_fields


@pytest.fixture
def plan_id(app, cast) -> int:
    """A draft of the home commune, whose chair stands in the book of signers."""
    with app.app_context(), acting(cast.users["officer"]):
        places.save_signer(None, "Phan Đình Quế", "Chủ tịch Ủy ban nhân dân xã", "", [], date(2025, 7, 1))
        return actions.save_plan(None, **fields(reference_number="", day=DAY, valid_from=DAY)).id


def test_from_draft_to_issued_over_the_pages(plan_id, browser_of):
    leader, clerk = browser_of("leader"), browser_of("clerk")
    assert "Đã ban hành trên giấy" in browser_of("officer").get(f"/plans/{plan_id}").text
    assert leader.get(f"/plans/{plan_id}/proof").status_code == 200
    page = leader.get(f"/plans/{plan_id}/approval").text
    assert ("Phan Đình Quế" in page, "Lưu: VT" in page) == (True, True)
    empty = leader.post(f"/plans/{plan_id}/approval", data={"recipients": ""})
    assert (empty.status_code, "Nơi nhận" in empty.text) == (422, True)
    assert leader.post(f"/plans/{plan_id}/approval", data={"recipients": "- Các thôn;\nLưu: VT."}).status_code == 303
    assert "chờ cấp số" in clerk.get(f"/plans/{plan_id}").text
    assert leader.post(f"/plans/{plan_id}/issue", data={"day": "20/08/2026"}).status_code == 422
    early = clerk.post(f"/plans/{plan_id}/issue", data={"day": "19/08/2026", "number": "5"})
    assert (early.status_code, "từ ngày duyệt" in early.text, 'value="5"' in early.text) == (422, True, True)
    assert clerk.post(f"/plans/{plan_id}/issue", data={"day": "20/08/2026", "number": "5"}).status_code == 303
    assert "Số 05/KH-UBND" in clerk.get(f"/plans/{plan_id}/versions/1").text
    assert clerk.get(f"/plans/{plan_id}/versions/2").status_code == 404
    assert browser_of("stranger").get(f"/plans/{plan_id}/versions").status_code == 404


def test_drafts_are_shown_as_pdf_and_word_and_an_approval_is_taken_back(plan_id, browser_of):
    officer, leader = browser_of("officer"), browser_of("leader")
    assert officer.get(f"/plans/{plan_id}/paper-draft.pdf").data[:5] == b"%PDF-"
    assert officer.get(f"/plans/{plan_id}/paper-draft.docx").data[:2] == b"PK"
    assert browser_of("reviewer").get(f"/plans/{plan_id}/paper-draft.pdf").status_code == 404
    leader.post(f"/plans/{plan_id}/approval", data={"recipients": "Lưu: VT"})
    assert leader.post(f"/plans/{plan_id}/approval/undo", data={"reason": ""}).status_code == 422
    assert leader.post(f"/plans/{plan_id}/approval/undo", data={"reason": "Thiếu kinh phí"}).status_code == 303
    assert officer.get(f"/plans/{plan_id}/issued-before").status_code == 200
    typed = {"number": "45/KH-UBND", "day": "20/08/2026"}
    assert officer.post(f"/plans/{plan_id}/issued-before", data=typed).status_code == 303
    again = officer.post(f"/plans/{plan_id}/issued-before", data=typed)
    assert (again.status_code, "Kế hoạch đã ban hành." in again.text) == (422, True)


def test_an_amended_plan_is_on_the_desk_and_its_versions_are_compared(app, plan_id, cast, browser_of):
    leader, clerk = (granted(frozenset({role})) for role in (Role.LEADER, Role.CLERK))
    with app.app_context(), acting(cast.users["leader"]):
        assert "plans.approval" in [todo.endpoint for todo in todos(leader, DAY)]
        issuing.approve(queries.get(plan_id), day=DAY)
    with app.app_context(), acting(cast.users["clerk"]):
        assert "plans.issuing" in [todo.endpoint for todo in todos(clerk, DAY)]
        issuing.issue(queries.get(plan_id), day=DAY)
    with app.app_context(), acting(cast.users["officer"]):
        actions.add_target(queries.get(plan_id), **target_fields(), reason="Tỉnh giao thêm")
    with app.app_context(), acting(cast.users["leader"]):
        assert "1 thay đổi chờ duyệt để ban hành" in " ".join(todo.text for todo in todos(leader, DAY))
    officer = browser_of("officer")
    assert "Tỉnh giao thêm" in officer.get(f"/plans/{plan_id}/versions").text
    compared = officer.get(f"/plans/{plan_id}/versions?first=1&second=0").text
    assert ("Người trưởng thành có kỹ năng số" in compared, "Khác nhau giữa hai bản" in compared) == (True, True)
    assert "Tỉnh giao thêm" in browser_of("leader").get(f"/plans/{plan_id}/approval").text


def test_a_draft_without_signer_says_at_the_field_why_it_is_not_approved(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        made = actions.save_plan(None, **fields(reference_number="", day=DAY, valid_from=DAY)).id
    leader = browser_of("leader")
    assert "phải sửa" in leader.get(f"/plans/{made}/proof").text
    refused = leader.post(f"/plans/{made}/approval", data={"recipients": "Lưu: VT"})
    assert (refused.status_code, "Sổ người ký chưa có ai" in refused.text) == (422, True)
