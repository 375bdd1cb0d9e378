"""The roll of a class that comes in: meetings by number, by day, by their place, marks as officials write them."""

import pytest

from app import clock
from app.db import db
from app.imports.queries.judging import preview
from app.reading import read_file, read_text
from app.reading.lines import State
from app.training import queries
from app.training.lists.attendance import AttendanceList
from tests.cast import DAY, acting
from tests.reading.sheets_made import book
from tests.training import rows

KIND = AttendanceList()


@pytest.fixture
def made(cast, app):
    with app.app_context(), clock.frozen(DAY):
        found = rows.made(cast)
        db.session.commit()
        with acting(cast.users["officer"]):
            yield found


def judged(made, *table, **options):
    return preview(KIND, read_file(book([list(row) for row in table])), queries.get(made.course), options)


def columns(made, *table):
    layout = judged(made, *table)[0]
    return {name: place for name, place in layout.columns().items() if name.startswith(("session", "mark"))}


def test_a_roll_is_judged_and_written(made):
    sheet = [
        ["DANH SÁCH ĐIỂM DANH"],
        ["STT", "Họ và tên", "Năm sinh", "Buổi 1", "Buổi 2", "Buổi 9"],
        [1, "TRẦN VĂN AN", 1980, "x", "Có phép", "x"],
        [2, "Hoàng Đình Văn", None, "K", "?", None],
        [3, "Nguyễn Thị Thuỵ Ưởng", 1980, None, None, None],
        [4, "Nguyễn Thị Thúy Ưởng", 1980, 1, 0, None],
        [5, "Người Lạ", 1950, "x", "x", None],
        [None, "Cộng", None, 3, 2, None],
    ]
    found = judged(made, *sheet)[1]
    assert [one.state for one in found] == [State.CHANGE, State.WRONG, State.SAME, State.DOUBTFUL, State.WRONG]
    assert found[0].line.cells["session_2"] == "p"
    assert [[(fault.field, fault.reason.code) for fault in one.faults] for one in found] == [
        [],
        [("session_2", "mark-unread")],
        [],
        [("full_name", "likely-double"), ("full_name", "repeated-line")],
        [("full_name", "not-on-roll")],
    ]
    course = queries.get(made.course)
    assert KIND.save([one for one in found if one.ready], course, {}) == [made.learners[0]]
    first, second = made.trainings
    assert queries.marks(course.id) == {(first, made.learners[0]): "present", (second, made.learners[0]): "excused"}
    again = judged(made, *sheet[:2], [1, "Trần Văn An", 1980, "x", "v"])[1]
    assert (again[0].state, again[0].twins[0].changes) == (State.CHANGE, {"session_2": "p"})


def test_meetings_are_known_by_number_day_or_place(made):
    an, van = "Trần Văn An", "Hoàng Đình Văn"
    days = ["TT", "Họ tên", "05/8/2026", "12/8"]
    assert columns(made, days, [1, an, "x", "v"], [2, van, "x", "x"]) == {"session_1": 2, "session_2": 3}
    merged = [["TT", "Họ và tên", "Điểm danh", None], [None, None, "Ngày 12/8", "Ngày 5/8"]]
    assert columns(made, *merged, [1, an, "x", "v"], [2, van, "x", "x"]) == {"session_2": 2, "session_1": 3}
    foreign = ["TT", "Họ tên", "6/8/2026", "Ngày 5/8"]
    assert columns(made, foreign, [1, an, "x", "v"]) == {"session_1": 3}, "a day without a meeting is no meeting"
    bare = [[1, an, "x", "v"], [2, van, "x", "x"], [3, "Nguyễn Thị Thuỵ Ưởng", "p", "x"]]
    assert columns(made, *bare) == {"session_1": 2, "session_2": 3}
    titled = [["ĐIỂM DANH BUỔI 2, NGÀY 12/8/2026"], ["STT", "Họ và tên", "Có mặt"]]
    assert columns(made, *titled, [1, an, "x"], [2, van, "v"]) == {"session_2": 2}


def test_a_single_column_asks_for_its_meeting(made):
    sheet = ["STT", "Họ và tên", "Điểm danh"], [1, "Trần Văn An", "x"], [2, "Hoàng Đình Văn", "vắng"]
    asked = judged(made, *sheet)[1]
    assert [[fault.reason.code for fault in one.faults] for one in asked] == [["roll-session-missing"]] * 2
    found = judged(made, *sheet, session=str(made.trainings[1]))[1]
    assert [(one.state, one.line.cells["session_2"]) for one in found] == [(State.CHANGE, "x"), (State.CHANGE, "v")]


def test_a_meeting_to_come_is_refused_and_ticks_are_read(made):
    with clock.frozen(rows.DAYS[0]):
        sheet = ["Họ và tên", "Buổi 2"], ["Trần Văn An", "x"]
        found = judged(made, *sheet)[1]
    assert [(one.field, one.reason.code) for one in found[0].faults] == [("session_2", "training-ahead")]
    pasted = read_text("Họ và tên\tBuổi 1\nTrần Văn An\t✓")
    assert preview(KIND, pasted, queries.get(made.course), {})[1][0].state == State.CHANGE


def test_a_trainer_brings_in_only_the_roll_of_an_own_class(app, cast, browser_of):
    with app.app_context():
        own = rows.made(cast)
        other = rows.made(cast, trainer=None, title="Lớp của người khác", number="13/KH-UBND")
        db.session.commit()
    trainer = browser_of("trainer")
    for kind in ("attendance", "participants"):
        assert trainer.get(f"/imports/{kind}?about={own.course}").status_code == 200
        assert trainer.get(f"/imports/{kind}?about={other.course}").status_code == 404
        assert trainer.get(f"/imports/{kind}/exchange?about={other.course}").status_code == 404
