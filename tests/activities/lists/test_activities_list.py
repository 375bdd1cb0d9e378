"""Lists of activities: the table of a unit, a message, what the book knows already, closed figures."""

from datetime import date

import pytest

from app.activities.lists.activities import ActivityList
from app.activities.models import Activity
from app.activities.rules.activities import ActivityState
from app.db import db
from app.imports.queries.judging import preview
from app.plans.actions import closings
from app.reading import read_text
from app.reading.lines import State
from tests.activities import rows
from tests.cast import acting
from tests.people import rows as people
from tests.queries_counted import counted
from tests.training import rows as plans

KIND = ActivityList()
TABLE = """Ngày\tHình thức\tNội dung\tThôn\tSố lần\tSố phút\tSố người\tĐường dẫn
8/2026\t\tTổng phát thanh về kỹ năng số, thanh toán số\t\t30\t450\t\t
3/8/2026\ttin, bài\tTin lễ phát động\t\t\t\t\t
05-07/8/2026\t\tĐi từng ngõ, gõ từng nhà\tthôn đông, Thôn Tây\t\t\t1.284\t
30/2/2026\t\t\tThôn Lạ\t\t\tnăm\tsai
20/12/2026\t\tHội thi\t\t\t\t\t
Tổng cộng\t\t\t\t30\t450\t1284\t
"""
MESSAGE = """- 05/8/2026 – Phát loa, mỗi sáng 2 lượt – Thôn Đông – 45 người
- 06/8/2026 – Ra quân
"""


@pytest.fixture
def book(context, cast):
    with acting(cast.users["officer"]):
        people.hamlet("Thôn Đông"), people.hamlet("Thôn Tây")
        yield rows.activity("article", title="Tin lễ phát động", day=date(2026, 8, 3))


def judged(text=TABLE, **options):
    return preview(KIND, read_text(text, prose=True), None, options)[1]


def codes(one):
    return [(fault.field, fault.reason.code) for fault in one.faults]


def test_table_of_a_unit_comes_in_beside_what_the_book_knows(context, book):
    found = judged()
    assert [one.state for one in found] == [State.NEW, State.SAME, State.NEW, State.WRONG, State.NEW]
    assert {code for _field, code in codes(found[3])} == {
        "activity-line-day",
        "activity-line-untitled",
        "activity-line-hamlet",
        "activity-line-unreadable",
    }
    assert [field for field, _code in codes(found[3])] == ["day", "title", "reached", "link", "hamlet"]
    KIND.save([one for one in found if one.ready], None, {"plan": str(plans.plan().id)})
    db.session.flush()
    made = [row for row in db.session.query(Activity).order_by(Activity.id) if row is not book]
    assert [(one.kind, one.day.day, one.last_day and one.last_day.day, one.count, one.reached) for one in made] == [
        ("broadcast", 1, 31, 30, None),
        ("home-visit", 5, 7, 1, 1284),
        ("contest", 20, None, 1, None),
    ]
    assert [one.state for one in made] == [ActivityState.HELD, ActivityState.HELD, ActivityState.PLANNED]
    assert [[of.hamlet.name for of in one.hamlets] for one in made] == [[], ["Thôn Đông", "Thôn Tây"], []]
    again = judged()
    assert [one.state for one in again] == [State.SAME, State.SAME, State.SAME, State.WRONG, State.SAME]
    [more] = [one for one in judged(TABLE.replace("1.284", "1.300")) if one.state == State.CHANGE]
    assert more.twin.changes == {"reached": "1284"}
    KIND.save([more], None, {})
    assert (made[1].reached, [of.hamlet.name for of in made[1].hamlets]) == (1300, ["Thôn Đông", "Thôn Tây"])


def test_message_is_cut_at_its_dashes_and_closed_figures_ask_why(context, book):
    found = judged(MESSAGE)
    read = [(one.record.title, one.record.day, len(one.record.hamlet_ids), one.record.numbers.reached) for one in found]
    assert read == [
        ("Phát loa, mỗi sáng 2 lượt", date(2026, 8, 5), 1, 45),
        ("Ra quân", date(2026, 8, 6), 0, None),
    ]
    closings.close_figures(plans.plan(), date(2026, 8, 16), "Báo cáo nửa đầu tháng 8")
    assert [codes(one) for one in judged(MESSAGE)] == [[("day", "line-in-closed-figures")]] * 2
    late = judged(MESSAGE, late_reason="Thôn báo muộn")
    assert [one.state for one in late] == [State.NEW, State.NEW]
    KIND.save(late, None, {"late_reason": "Thôn báo muộn"})
    assert [row.late_reason for row in db.session.query(Activity) if row is not book] == ["Thôn báo muộn"] * 2


def test_judging_costs_the_same_for_few_and_many(app, book):
    many = "Ngày\tNội dung\n" + "".join(f"3/8/2026\tBuổi phát thanh số {at}\n" for at in range(300))
    judged()
    with counted(app) as short:
        judged()
    with counted(app) as long:
        assert len(judged(many)) == 300
    assert len(long) <= len(short)
