"""Pages of local conditions and of the catalogue, for everyone of the cast."""

from dataclasses import replace

import pytest

from app.plans.actions import local_criteria as actions
from tests.cast import DAY, acting
from tests.plans.test_local_criteria import ROW, RULE, VALUES
from tests.queries_counted import counted


@pytest.fixture
def lay(app, cast):
    """Lay a condition down as the officer; returns its id."""

    def laid(values=VALUES):
        with app.app_context(), acting(cast.users["officer"]):
            return actions.lay_down(values, DAY).id

    return laid


FORM = {
    "statement": "Hoàn thành một lớp tập huấn",
    "effect": "block",
    "measure": "people-passed",
    "threshold": "1",
    "one_of": "",
    "types": ["chuyen_de"],
    "valid_from": "01/03/2026",
    "last_day": "",
    "citation": RULE,
}
NEW = "/plans/conditions/new?award=GK_XA&subject_kind=person"


def test_condition_is_laid_down_changed_and_ended_on_screen(browser_of):
    officer = browser_of("officer")
    assert "Thêm điều kiện" in officer.get(NEW).text
    answer = officer.post(NEW, data=FORM | {"compared": "y"})
    assert answer.status_code == 303
    page = officer.get(answer.location).text
    for said in (FORM["statement"], "từ 01/03/2026", RULE, "Người đạt yêu cầu sau tập huấn, từ 1 trở lên", "chuyên đề"):
        assert said in page, said
    award = officer.get("/plans/catalogue/GK_XA").text
    assert FORM["statement"] in award
    assert "Gương mẫu chấp hành tốt" in award
    wrong = officer.post(f"{answer.location}/edit", data=FORM | {"threshold": "", "last_day": "01/01/2026"})
    assert wrong.status_code == 422
    for said in ("cần mức phải đạt", "Ngày kết thúc phải từ ngày bắt đầu", 'value="2026-01-01"'):
        assert said in wrong.text or said == 'value="2026-01-01"', said
    ended = officer.post(f"{answer.location}/end", data={"end-last_day": "31/12/2026", "end-by": "Quyết định số 9"})
    assert ended.status_code == 303
    assert "đến hết 31/12/2026" in officer.get(answer.location).text
    assert officer.post(f"{answer.location}/remove").status_code == 303
    assert officer.get(answer.location).status_code == 404


def test_province_switches_a_row_off_and_its_communes_see_it(browser_of):
    reviewer, officer = browser_of("reviewer"), browser_of("officer")
    address = f"{NEW}&replaces={ROW}"
    assert "Có thành tích được bình xét trong phong trào thi đua" in reviewer.get(address).text
    typed = FORM | {"switch": "off", "statement": "Không xét", "measure": "", "threshold": ""}
    made = reviewer.post(address, data=typed)
    assert made.status_code == 303
    assert "không xét" in officer.get("/plans/catalogue/GK_XA").text
    assert officer.get(made.location).status_code == 200
    assert officer.get(f"{made.location}/edit").status_code == 409
    refused = officer.post(address, data=typed)
    assert refused.status_code == 422
    assert "để cấp tỉnh quy định" in refused.text
    assert browser_of("stranger").get(made.location).status_code == 200, "handed down to every commune"


def test_foreign_and_unknown_are_not_found(browser_of, lay):
    row_id = lay()
    stranger, clerk = browser_of("stranger"), browser_of("clerk")
    for path in ("", "/edit"):
        assert stranger.get(f"/plans/conditions/{row_id}{path}").status_code == 404
    assert stranger.post(f"/plans/conditions/{row_id}/end").status_code == 404
    assert clerk.get(f"/plans/conditions/{row_id}").status_code == 200
    assert clerk.post(NEW, data=FORM).status_code == 403
    officer = browser_of("officer")
    for wrong in ("award=X&subject_kind=person", "award=CO_TINH&subject_kind=person", "award=GK_XA&replaces=x"):
        assert officer.get(f"/plans/conditions/new?{wrong}").status_code == 404


def test_confirm_on_screen(browser_of, lay):
    row_id = lay()
    leader = browser_of("leader")
    address = f"/plans/conditions/{row_id}"
    assert leader.post(f"{address}/confirm", data={"confirm-against": ""}).status_code == 422
    data = {"confirm-against": "Công báo số 5", "confirm-day": DAY.strftime("%d/%m/%Y")}
    assert leader.post(f"{address}/confirm", data=data).status_code == 303
    assert "Lê Thị Chi" in leader.get(address).text


def test_award_page_reads_the_same_however_many_conditions(app, browser_of, lay):
    officer = browser_of("officer")
    lay()

    def read():
        with counted(app) as few:
            assert officer.get("/plans/catalogue/GK_XA").status_code == 200
        return few

    few = len(read())
    for number in range(20):
        lay(replace(VALUES, text=f"Điều kiện {number}"))
    assert len(read()) == few
