"""What cells of targets say, and the pages of words, phases, owners, readings and closings."""

import re

import pytest

from app.plans import queries
from app.plans.rules.target_lists import Value, read_value
from tests.cast import acting
from tests.plans import rows


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("≥ 80%", Value("≥", 80, "", "%")),
        ("trên 500.000 người", Value(">", 500_000, "", "người")),
        ("Tối đa 5 %", Value("≤", 5, "", "%")),
        ("100", Value("≥", 100)),
        ("40,5 điểm", Value(words="40,5 điểm")),
        ("17/17", Value(words="17/17")),
        ("80-90%", Value(words="80-90%")),
        ("Hoàn thành", Value(words="Hoàn thành")),
    ],
)
def test_cell_says_a_number_or_words(cell, said):
    assert read_value(cell) == said


def test_pages_of_words_phases_owners_readings_and_closings(app, cast, browser_of):
    officer = browser_of("officer")
    with app.app_context():
        plan_id = rows.plan_of(cast.users["officer"])
        with acting(cast.users["officer"]):
            plan = queries.get(plan_id)
            target, section, phase = plan.targets[0].id, plan.sections[0].id, plan.phases[0].id
    base = f"/plans/{plan_id}"
    for page in ("sections", "phases", "closings", "targets/owners", f"targets/{target}/readings"):
        assert officer.get(f"{base}/{page}").status_code == 200
        assert browser_of("stranger").get(f"{base}/{page}").status_code == 404
    spare = {"heading_new0": "Phạm vi", "text_new0": "Toàn xã", "place_new0": "1"}
    kept = {f"heading_{section}": "Mục đích", f"text_{section}": "Một"}
    assert officer.post(f"{base}/sections", data=spare | kept).status_code == 422
    assert officer.post(f"{base}/sections", data=spare | kept | {"reason": "Gọn lại"}).status_code == 303
    phased = {f"name_{phase}": "Giai đoạn 1", f"first_year_{phase}": "2027", f"last_year_{phase}": "2025"}
    answer = officer.post(f"{base}/phases", data=phased | {"reason": "Sửa", "name_new0": "Giai đoạn 2"})
    assert (answer.status_code, answer.text.count("Chưa nhập.") >= 2) == (422, True)
    review = {f"review_{phase}": "interim", f"review_year_{phase}": "2027", f"review_on_{phase}": "15/06/2027"}
    sound = phased | review | {f"first_year_{phase}": "2025", f"last_year_{phase}": "2027", "reason": "Đã có ngày"}
    assert officer.post(f"{base}/phases", data=sound).status_code == 303
    page = officer.get(base).text
    assert ("sơ kết ngày 15/06/2027" in page, "Đã có ngày" in page, "Toàn xã" in page) == (True, True, True)
    read = {"day": "15/08/2026", "value": "69,85", "reached": "auto", "source": "Báo cáo 45"}
    assert officer.post(f"{base}/targets/{target}/readings", data=read | {"value": "nhiều"}).status_code == 422
    assert officer.post(f"{base}/targets/{target}/readings", data=read).status_code == 303
    assert "69,85 %" in officer.get(f"{base}/targets/{target}/readings").text
    closed = {"last_day": "31/07/2026", "ground": "Báo cáo tháng 7"}
    assert officer.post(f"{base}/closings", data=closed | {"last_day": "31/12/2026"}).status_code == 422
    assert officer.post(f"{base}/closings", data=closed).status_code == 303
    assert "đến hết 31/07/2026" in officer.get(base).text
    closing = re.search(r"/closings/(\d+)/reopen", officer.get(f"{base}/closings").text)[1]
    assert officer.post(f"{base}/closings/{closing}/reopen", data={"because": ""}).status_code == 422
    assert officer.post(f"{base}/closings/{closing}/reopen", data={"because": "Thôn nộp muộn"}).status_code == 303
    over = {"targets": str(target), "owner_name": "Công an xã", "reason": "Đổi việc"}
    assert officer.post(f"{base}/targets/owners", data=over | {"reason": ""}).status_code == 422
    assert officer.post(f"{base}/targets/owners", data=over).status_code == 303
