"""Lists of tasks as a province hands them out: groups, owners, times in words."""

from datetime import date

import pytest

from app.db import db
from app.imports.queries.judging import preview
from app.places import actions as places
from app.plans import queries
from app.plans.lists.tasks import TaskList
from app.plans.queries.tasks import of_plan
from app.reading import read_text
from app.reading.lines import State
from tests.cast import acting
from tests.plans import rows

KIND, WHY = TaskList(), {"reason": "Theo phân công mới"}
LIST = """Nội dung nhiệm vụ\tCơ quan chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành\tSản phẩm
I. Tuyên truyền, phát động
Tổng kiểm kê thiết bị số\tVP\tMTTQ tỉnh\tQuý III/2026\tLễ phát động
II. Phổ cập kỹ năng số
Xã mở lớp tại thôn, bản\tUBND cấp xã\t\tThường xuyên\t
Sơ kết\tSở Nội vụ\t\t01/01/2031\t
"""


@pytest.fixture
def plan(context, cast):
    with acting(cast.users["officer"]):
        places.save_unit(None, "Văn phòng HĐND và UBND", "VP", date(2026, 1, 1))
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        yield queries.get(plan_id)


def judged(plan, text=LIST, **options):
    return preview(KIND, read_text(text, prose=True), plan, options)[1]


def test_list_of_a_province_is_read_with_its_groups_and_saved_line_by_line(plan):
    found = judged(plan, **WHY)
    assert [(one.line.cell("number"), one.line.cell("group"), one.state) for one in found] == [
        ("1", "I. Tuyên truyền, phát động", State.NEW),
        ("2", "II. Phổ cập kỹ năng số", State.NEW),
        ("3", "II. Phổ cập kỹ năng số", State.WRONG),
    ]
    assert [(fault.field, fault.reason.code) for fault in found[2].faults] == [("due", "task-outside-plan")]
    KIND.save([one for one in found if one.ready], plan, WHY)
    db.session.flush()
    said = [(one.text, one.owner_name, one.helpers, one.due_on, one.schedule) for one in of_plan(plan)]
    assert said == [
        ("Tổng kiểm kê thiết bị số", "Văn phòng HĐND và UBND", "MTTQ tỉnh", date(2026, 9, 30), "Quý III/2026"),
        ("Xã mở lớp tại thôn, bản", "UBND cấp xã", None, None, "Thường xuyên"),
    ]
    again = judged(plan, LIST.replace("UBND cấp xã", "Văn phòng HĐND và UBND"))
    assert [one.state for one in again] == [State.SAME, State.WRONG, State.WRONG]
    assert [fault.reason.code for fault in again[1].faults] == ["change-reason-missing"]
    [changed] = [one for one in judged(plan, LIST.replace("UBND cấp xã", "VP"), **WHY) if one.state == State.CHANGE]
    assert changed.twin.changes == {"owner": "UBND cấp xã"}
    KIND.save([changed], plan, WHY)
    assert [one.unit_id is not None for one in of_plan(plan)] == [True, True]
    assert [one.due_on for one in of_plan(plan)] == [date(2026, 9, 30), None], "what a list leaves out stays"


def test_a_message_and_a_table_without_headings_are_lists_too(plan):
    message = "Nhiệm vụ tháng 9:\n- Mở 2 lớp, mỗi lớp 30 người – VP – 30/9/2026\n- Rà soát hộ nghèo\n"
    found = judged(plan, message, **WHY)
    assert [(one.record.text, one.record.unit_id is not None, one.record.due_on) for one in found] == [
        ("Mở 2 lớp, mỗi lớp 30 người", True, date(2026, 9, 30)),
        ("Rà soát hộ nghèo", False, None),
    ]
    [bare] = judged(plan, "1\tXây dựng kế hoạch tuyên truyền\tVP\tKế hoạch\tQuý I/2026", **WHY)
    assert (bare.record.product, bare.record.due_on, bare.state) == ("Kế hoạch", date(2026, 3, 31), State.NEW)
