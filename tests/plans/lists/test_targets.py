"""Lists of targets as annexes have them: what the parts of a table and the lines of a message become in a plan."""

from datetime import date

import pytest

from app import clock
from app.db import db
from app.imports.queries.judging import preview
from app.places import actions as places
from app.plans import actions as plan_actions
from app.plans import queries
from app.plans.actions import issuing
from app.plans.lists.targets import TargetList
from app.plans.models import Target
from app.reading import read_file, read_text
from app.reading.lines import State
from tests.cast import DAY, acting
from tests.plans import rows
from tests.queries_counted import counted
from tests.reading.sheets_made import book

KIND, WHY = TargetList(), {"reason": "Bổ sung phụ lục"}
LIST = "\n".join([
    "UBND XÃ VẠN AN",
    "PHỤ LỤC: CHỈ TIÊU GIAO",
    "STT\tChỉ tiêu\tĐVT\tNăm 2025\tNăm 2026\tCơ quan chủ trì\tSản phẩm\tThời hạn",
    "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)\t(8)",
    "I\tHạ tầng số",
    "1\tTổng số thôn phủ sóng 5G\t%\t≥ 60\t100\tSở Khoa học và Công nghệ\tBáo cáo đo kiểm\tQuý IV/2026",
    "2\tSố điểm wifi, camera công cộng\tđiểm\t\t15\tVHXH\t\t31/12/2026",
    "II\tNhân lực số",
    "3\tXã có chỉ số DTI\tđiểm\t40,5\tTrong nhóm 10\tSở Nội vụ",
    "Nơi nhận:\t\t\t\t\tTM. ỦY BAN NHÂN DÂN",
])  # fmt: skip
MESSAGE = """Chỉ tiêu năm 2026:
1. Tỷ lệ hộ có cáp quang, wifi đạt 80% – Phòng Kinh tế – 30/9/2026
2/ Tổng số lớp tập huấn: 12 lớp
3) Bản Đông không còn người mù công nghệ – Trưởng bản
"""


@pytest.fixture
def plan(context, cast):
    with acting(cast.users["officer"]):
        places.save_unit(None, "Phòng Văn hóa - Xã hội", "VHXH", DAY)
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        yield queries.get(plan_id)


def judged(plan, text=LIST, **options):
    return preview(KIND, read_text(text, prose=True), plan, options)


def save(plan, found, **options):
    return KIND.save([one for one in found if one.ready], plan, options)


def said(found):
    names = ("number", "label", "group", "year", "value", "owner")
    return [tuple(one.line.cell(name) for name in names) for one in found]


def codes(one):
    return [(fault.field, fault.reason.code) for fault in one.faults]


def test_table_of_an_annex_with_years_beside_each_other_comes_in_whole(plan):
    layout, found = judged(plan, **WHY)
    assert layout.skipped == {1: "title", 2: "title", 3: "heading", 4: "heading", 5: "group", 8: "group", 10: "note"}
    assert said(found) == [
        ("1", "Tổng số thôn phủ sóng 5G", "Hạ tầng số", "2025", "≥ 60", "Sở Khoa học và Công nghệ"),
        ("1", "Tổng số thôn phủ sóng 5G", "Hạ tầng số", "2026", "100", "Sở Khoa học và Công nghệ"),
        ("2", "Số điểm wifi, camera công cộng", "Hạ tầng số", "2026", "15", "VHXH"),
        ("3", "Xã có chỉ số DTI", "Nhân lực số", "2025", "40,5", "Sở Nội vụ"),
        ("3", "Xã có chỉ số DTI", "Nhân lực số", "2026", "Trong nhóm 10", "Sở Nội vụ"),
    ]
    assert {one.state for one in found} == {State.NEW}
    assert [one.repeats for one in found] == [()] * 5
    made = save(plan, found, **WHY)
    db.session.flush()
    kept = [row for row in plan.targets if row.id in made]
    assert [(one.year, one.value, one.value_words, one.unit_id is not None, one.due_on) for one in kept] == [
        (2025, 60, None, False, None),
        (2026, 100, None, False, None),
        (2026, 15, None, True, date(2026, 12, 31)),
        (2025, None, "40,5 điểm", False, None),
        (2026, None, "Trong nhóm 10", False, None),
    ]
    assert [row.text for row in plan.contents if row.kind == "task-group"] == ["Hạ tầng số", "Nhân lực số"]
    assert (kept[0].schedule, kept[0].product) == ("Quý IV/2026", "Báo cáo đo kiểm")
    assert {change.reason for change in plan.changes} == {WHY["reason"]}
    again = judged(plan)[1]
    assert {one.state for one in again} == {State.SAME}, "nothing changes, so that no reason is asked"
    lower = judged(plan, LIST.replace("\t100\t", "\t90\t"), **WHY)[1]
    assert [(one.state, one.twin.changes) for one in lower if one.state != State.SAME] == [
        (State.CHANGE, {"value": "≥ 100"})
    ]
    save(plan, lower, **WHY)
    assert [row.value for row in plan.targets if row.number == "1" and row.year == 2026] == [90]


def test_lines_of_a_message_keep_their_commas_and_tell_value_owner_and_day(plan):
    layout, found = judged(plan, MESSAGE, year="2026", **WHY)
    assert layout.skipped == {1: "title"}
    assert said(found) == [
        ("1", "Tỷ lệ hộ có cáp quang, wifi", "", "", "đạt 80%", "Phòng Kinh tế"),
        ("2", "Tổng số lớp tập huấn", "", "", "12 lớp", ""),
        ("3", "Bản Đông không còn người mù công nghệ", "", "", "", "Trưởng bản"),
    ]
    assert [one.record.measure_unit for one in found] == ["%", "lớp", ""]
    assert [one.record.due_on for one in found] == [date(2026, 9, 30), None, None]
    assert {one.state for one in found} == {State.NEW}


def test_everything_wrong_with_a_line_is_told_at_its_cell(plan):
    table = [
        ["TT", "Nội dung", "Lộ trình thực hiện", None, "Nhóm đối tượng", "Kỳ"],
        [None, None, 2025, 2040, None, None],
        [1, "Tỷ lệ chữ ký số", "120 %", 5, "T9", "nửa năm"],
        [2, None, "5 %", None, None, None],
    ]
    layout, found = preview(KIND, read_file(book(table)), plan, {})
    assert [one.line.number for one in found] == [3, 3, 4]
    assert codes(found[0]) == [
        ("part", "list-part-unknown"),
        ("target_group", "list-target-group-unknown"),
        ("value", "share-above-hundred"),
    ]
    assert ("year", "year-outside-plan") in codes(found[1])
    assert codes(found[2]) == [("label", "list-line-without-target")]
    [bare] = judged(plan, "Tỷ lệ hộ nghèo có điện thoại thông minh\t≥ 80%")[1]
    assert codes(bare) == [("year", "list-year-missing")]
    [asked] = judged(plan, "Tỷ lệ hộ nghèo có điện thoại thông minh\t≥ 80%", year="2026")[1]
    assert (asked.state, codes(asked)) in (
        (State.NEW, []),
        (State.WRONG, [("label", "change-reason-missing")]),
    )


def test_a_long_list_costs_the_statements_of_a_short_one(app, plan):
    many = "\n".join(["STT\tChỉ tiêu\tNăm\tGiá trị", *(f"{at}\tChỉ tiêu {at}\t2026\t{at}" for at in range(1, 400))])
    judged(plan, **WHY)
    with counted(app) as short:
        judged(plan, **WHY)
    with counted(app) as long:
        found = judged(plan, many, **WHY)[1]
    assert (len(found), len(long)) == (399, len(short))


def test_a_version_approved_since_holds_what_it_prints_and_nothing_else(context, cast):
    with acting(cast.users["officer"]):
        places.save_signer(None, "Phan Đình Quế", "Chủ tịch Ủy ban nhân dân xã", "", [], date(2025, 7, 1))
        plan = plan_actions.save_plan(None, **rows.fields(reference_number="", day=DAY, valid_from=DAY))
        db.session.flush()
        made = save(plan, judged(plan, "Tỷ lệ hộ có cáp quang\t≥ 80%", year="2026")[1])
        db.session.flush()
        assert (KIND.held_by(made, clock.now()), KIND.stopped(plan)) == ([], [])
        plan_id = plan.id
    with acting(cast.users["leader"]):
        issuing.approve(queries.get(plan_id), day=DAY)
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        assert [reason.code for reason in KIND.held_by(made, clock.now())] == ["list-plan-approved-since"]
        assert [reason.code for reason in KIND.stopped(plan)] == ["plan-awaits-number"]
        other = Target(position=9, label="Số lớp", year=2026, group="other", measure_unit="lớp", mark="C", source="x")
        plan.targets.append(other)
        db.session.flush()
        assert KIND.held_by([other.id], clock.now()) == []
