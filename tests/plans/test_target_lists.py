"""Lists of targets pasted from Word or Excel: what their columns and cells say, and the page that keeps them."""

import re

import pytest

from app import sheets
from app.places import actions as places
from app.plans import queries
from app.plans.rules.target_lists import Column, Value, guess_columns, read_list, read_value
from tests.cast import DAY, acting
from tests.plans import rows
from tests.queries_counted import counted

HEADS = "STT\tChỉ tiêu\tĐVT\tNăm 2025\tNăm 2026\tCơ quan chủ trì\tSản phẩm\tThời hạn"
LIST = "\n".join([
    HEADS,
    "I\tHạ tầng số",
    "1\tTỷ lệ phủ sóng 5G\t%\t≥ 60\t100\tSở Khoa học và Công nghệ\tBáo cáo đo kiểm\tQuý IV/2026",
    "2\tSố điểm wifi công cộng\tđiểm\t\t15\tPhòng Văn hóa - Xã hội\t\t31/12/2026",
    "II\tNhân lực số",
    "3\tChỉ số DTI\tđiểm\t40,5\tTrong nhóm 10\tSở Nội vụ",
])  # fmt: skip


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


def test_heading_names_years_groups_and_owners():
    grid = sheets.parse_paste(LIST)
    columns, heads = guess_columns(grid.rows)
    assert heads == 1
    assert columns[-6:] == [
        Column("measure_unit"), Column("value", 2025), Column("value", 2026), Column("owner"), Column("product"),
        Column("due"),
    ]  # fmt: skip
    read = read_list(grid.rows[heads:], grid.lines[heads:], columns, None)
    assert (read.groups, read.sound) == (["Hạ tầng số", "Nhân lực số"], True)
    said = [(one.group, one.year, one.value.number, one.value.words, one.measure_unit) for one in read.targets]
    assert said == [
        ("Hạ tầng số", 2025, 60, "", "%"),
        ("Hạ tầng số", 2026, 100, "", "%"),
        ("Hạ tầng số", 2026, 15, "", "điểm"),
        ("Nhân lực số", 2025, None, "40,5 điểm", "điểm"),
        ("Nhân lực số", 2026, None, "Trong nhóm 10", "điểm"),
    ]
    assert [(one.schedule, one.due_on and one.due_on.year) for one in read.targets[1:3]] == [
        ("Quý IV/2026", None),
        ("", 2026),
    ]


def test_two_lines_of_heading_and_a_list_without_one():
    columns, heads = guess_columns([["TT", "Nội dung", "Lộ trình thực hiện", ""], ["", "", "2025", "2026"]])
    assert (heads, columns[2:]) == (2, [Column("value", 2025), Column("value", 2026)])
    columns, heads = guess_columns([["Tỷ lệ hộ có cáp quang", "≥ 80%", "Phòng Kinh tế"]])
    assert (heads, columns) == (0, [Column("label"), Column("value"), Column("owner")])
    read = read_list([["Một", "5 %", ""]], [1], columns, None)
    assert [fault.code for fault in read.targets[0].faults] == ["list-year-missing"]
    late = read_list([["Một", "5 %", ""]], [1], columns, 2040, (2025, 2026))
    assert [(fault.code, fault.detail) for fault in late.targets[0].faults] == [("year-outside-plan", "2025-2026")]
    assert [fault.code for fault in read_list([["5"]], [1], [Column("value")], 2026).faults] == ["list-column-missing"]


def test_list_is_looked_through_then_kept(app, cast, browser_of):
    officer = browser_of("officer")
    with app.app_context():
        with acting(cast.users["officer"]):
            unit_id = places.save_unit(None, "Phòng Văn hóa - Xã hội", None, DAY).id
        plan_id = rows.plan_of(cast.users["officer"])
    address = f"/plans/{plan_id}/targets/list"
    assert officer.get(address).status_code == 200
    looked = officer.post(address, data={"table": LIST, "year": "2026"})
    for said in (
        "Đọc được 3 chỉ tiêu với 5 giá trị theo năm, 2 nhóm",
        "nhóm mới của kế hoạch",
        "đơn vị trong sổ",
        "Ghi 3 chỉ tiêu",
    ):
        assert said in looked.text
    typed = {"table": LIST, "year": "2026", "save": "1"}
    assert officer.post(address, data=typed | {"table": ""}).status_code == 422
    with counted(app) as statements:
        assert officer.post(address, data=typed | {"reason": "Bổ sung phụ lục"}).status_code == 303
    assert len(statements) < 120
    with app.app_context(), acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        kept = [one for one in plan.targets if one.content_id]
        assert [(one.number, one.year, one.value, one.value_words, one.unit_id) for one in kept] == [
            ("1", 2025, 60, None, None),
            ("1", 2026, 100, None, None),
            ("2", 2026, 15, None, unit_id),
            ("3", 2025, None, "40,5 điểm", None),
            ("3", 2026, None, "Trong nhóm 10", None),
        ]
        assert [row.text for row in plan.contents if row.kind == "task-group"] == ["Hạ tầng số", "Nhân lực số"]
        assert {change.reason for change in plan.changes} == {"Bổ sung phụ lục"}
    page = officer.get(f"/plans/{plan_id}").text
    for said in ("Trong nhóm 10", "Sở Nội vụ", "Sản phẩm: Báo cáo đo kiểm", "Lộ trình: Quý IV/2026"):
        assert said in page
    assert officer.get(f"/plans/{plan_id}/targets.xlsx").data[:2] == b"PK"


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
