"""The calendar page: what stands in it, who sees which class, filters, clashes, Excel, statements."""

import io
from datetime import date, time

import pytest
from openpyxl import load_workbook  # noqa: TID251 reads what the page wrote

from app import clock
from app.accounts.models import User
from app.db import db
from app.people.models import Person
from app.training import actions
from app.training.models import Course
from tests.cast import acting
from tests.queries_counted import counted
from tests.training import rows

AUGUST, WEEK = "/training/calendar?month=2026-08", "/training/calendar?week=2026-W32"  # 03/08 to 09/08/2026


@pytest.fixture
def arrange(app, cast):
    """Arrange rows of the home commune as its officer: arrange(lambda: …)."""

    def made(make):
        with app.app_context(), acting(cast.users["officer"]):
            return make()

    return made


@pytest.fixture
def found(app, cast):
    with app.app_context():
        return rows.made(cast)


def _second(cast, found, title="Dịch vụ công", name="Lê Thị Khánh Huyền", trainer=None, day=rows.DAYS[0], hamlets=()):
    """A second class on the first evening, with a learner of the first; its ids."""
    first = db.session.get_one(Course, found.course)
    course = actions.save_course(
        None, plan=first.plan, title=title, topic="Dịch vụ công", target_group="T3", place="Hội trường",
        instructor_name=name, trainer=db.session.get(User, cast.users[trainer]) if trainer else None,
    )  # fmt: skip
    meeting = actions.save_training(course, None, day=day, starts=time(20), ends=time(22))
    actions.add_learner(course, db.session.get_one(Person, found.people[0]))
    db.session.flush()
    return course.id, meeting.id


def _cell(page: str, day: str) -> str:
    """The cell of a day in a month."""
    place = page.index(f'<span class="day-long">{day}</span>')
    return page[page.rindex("<td", 0, place) : page.index("</td>", place)]


@pytest.mark.parametrize("path", ["/training/calendar", "/training/calendar.xlsx"])
def test_calendar_is_open_to_those_who_read_training(client, browser_of, path):
    assert client.get(path).status_code == 401
    names = ("officer", "clerk", "leader", "trainer", "stranger")
    assert [browser_of(name).get(path).status_code for name in names] == [200] * 5
    assert [browser_of(name).get(path).status_code for name in ("council", "administrator", "reviewer")] == [403] * 3


def test_month_shows_each_training_on_its_day(found, browser_of):
    page = browser_of("officer").get(AUGUST).text
    cell = _cell(page, "05/08/2026")
    assert [word in cell for word in ("19:30–21:00", "Kỹ năng số cơ bản thôn 3", "Thôn 12", "Lê Thị Khánh Huyền")] == [
        True
    ] * 4
    assert f"/training/trainings/{found.trainings[0]}" in cell
    assert "Kỹ năng số" not in _cell(page, "06/08/2026")
    assert "2 buổi trong tháng" in page
    assert "0 buổi trong tháng" in browser_of("officer").get("/training/calendar?month=2026-07").text


def test_week_tells_place_learners_marks_and_sheet(found, browser_of, arrange):
    officer = browser_of("officer")
    with clock.frozen(date(2026, 8, 20)):
        before = officer.get(WEEK).text
        arrange(
            lambda: actions.mark_attendance(
                db.session.get_one(Course, found.course),
                {(found.trainings[0], learner): "present" for learner in found.learners},
                date(2026, 8, 20),
            )
        )
        officer.post(f"/training/trainings/{found.trainings[0]}/sheet")
        after = officer.get(WEEK).text
    assert [word in before for word in ("Nhà văn hóa thôn 3", "1 buổi trong tuần", "chưa điểm danh", "xem trước")] == [
        True
    ] * 4
    assert [word in after for word in ("chưa điểm danh", "đã điểm danh", "đã lập<")] == [False, True, True]


def test_today_and_days_off_are_marked(browser_of):
    with clock.frozen(date(2026, 9, 10)):
        page = browser_of("officer").get("/training/calendar").text
    assert 'aria-current="date"' in page[: page.index('<span class="day-long">10/09/2026')].rsplit("<td", 1)[1]
    assert [name in _cell(page, "02/09/2026") for name in ("day-off", "Quốc khánh")] == [True, True]
    assert "day-off" not in _cell(page, "03/09/2026")
    assert "Lịch tập huấn tháng 9 năm 2026" in page


def test_way_to_other_periods_keeps_the_filters(found, browser_of):
    page = browser_of("officer").get(f"{AUGUST}&hamlet={found.hamlet}").text
    assert f"/training/calendar?month=2026-07&amp;hamlet={found.hamlet}" in page
    assert f"/training/calendar?month=2026-09&amp;hamlet={found.hamlet}" in page
    assert f"/training/calendar?week=2026-W34&amp;hamlet={found.hamlet}" in page


def test_trainer_sees_only_their_own_classes(app, cast, found, browser_of, arrange):
    course_id, meeting_id = arrange(lambda: _second(cast, found, title="Lớp của người khác"))
    page = browser_of("trainer").get(AUGUST).text
    assert ("Kỹ năng số cơ bản thôn 3" in page, "Lớp của người khác" in page) == (True, False)
    assert (f"trainings/{meeting_id}" in page, "một lớp khác (20:00–22:00)" in page) == (False, True)
    assert "Lớp của người khác" in browser_of("officer").get(AUGUST).text
    sheet = _cells(browser_of("trainer"), AUGUST)
    assert [row[3] for row in sheet] == ["Kỹ năng số cơ bản thôn 3"] * 2
    assert sheet[0][11] == "một lớp khác (20:00–22:00)"


def test_stranger_sees_nothing_of_the_commune(found, browser_of):
    page = browser_of("stranger").get(f"{AUGUST}&hamlet={found.hamlet}").text
    assert ("0 buổi trong tháng" in page, "Kỹ năng số" in page, "Lê Thị Khánh Huyền" in page) == (True, False, False)
    assert _cells(browser_of("stranger"), AUGUST) == []


def test_filters_narrow_and_wrong_ones_do_not(cast, found, browser_of, arrange):
    arrange(lambda: _second(cast, found, name="Phan Văn Khác", day=date(2026, 8, 6)))
    officer = browser_of("officer")

    def shown(query):
        page = officer.get(f"{AUGUST}&{query}").text
        return "Kỹ năng số cơ bản thôn 3</a>" in page, "Dịch vụ công</a>" in page

    assert shown(f"hamlet={found.hamlet}") == (True, False)
    assert shown("who=Phan Văn Khác") == (False, True)
    assert shown("who=phan van khac") == (False, True)
    assert shown("who=Nobody") == (False, False)
    assert [shown(query) for query in ("hamlet=999", "hamlet=abc", "who=", "day=32/13/2026")] == [(True, True)] * 4
    assert "Ngày phải viết dạng dd/mm/yyyy" in officer.get(f"{AUGUST}&day=abc").text
    assert "Lịch tập huấn tháng 3 năm 2026" in officer.get(f"{AUGUST}&day=05/03/2026").text
    with clock.frozen(date(2026, 8, 20)):
        assert "Lịch tập huấn tháng 8 năm 2026" in officer.get("/training/calendar?month=abc").text
        assert "Lịch tập huấn tuần 34" in officer.get("/training/calendar?week=now").text


def test_clashes_are_flagged_and_listed_with_both_records(cast, found, browser_of, arrange):
    _, meeting_id = arrange(lambda: _second(cast, found))
    page = browser_of("officer").get(AUGUST).text
    listed = page[page.index('id="clash-list"') :]
    assert [f"/training/trainings/{one}" in listed for one in (found.trainings[0], meeting_id)] == [True, True]
    assert "cùng người dạy, hỗ trợ: Lê Thị Khánh Huyền" in listed
    assert "1 học viên có tên ở cả hai lớp: Trần Văn An" in listed
    assert _cell(page, "05/08/2026").count("trùng giờ") == 2
    assert "trùng giờ" not in _cell(page, "12/08/2026")
    course = browser_of("officer").get(f"/training/{found.course}").text
    assert ("Có buổi trùng giờ với buổi khác" in course, f"/training/trainings/{meeting_id}" in course) == (True, True)


def test_many_names_are_told_by_a_few(cast, found, browser_of, arrange):
    with_more = arrange(lambda: [rows.person(f"Người Số {letter}").id for letter in "abcd"])
    course_id, _ = arrange(lambda: _second(cast, found, name="Người khác"))
    arrange(
        lambda: (
            [
                actions.add_learner(db.session.get_one(Course, course), db.session.get_one(Person, person))
                for person in with_more
                for course in (found.course, course_id)
            ]
            and None
        )
    )
    assert "5 học viên có tên ở cả hai lớp: Người Số a, Trần Văn An, Người Số b và 2 người nữa" in (
        browser_of("officer").get(AUGUST).text
    )


def test_saving_a_clashing_training_is_flagged_and_not_refused(cast, found, browser_of, arrange):
    arrange(lambda: _second(cast, found, day=date(2026, 8, 26)))
    officer = browser_of("officer")
    typed = {"day": "26/08/2026", "starts": "19:00", "ends": "21:00"}
    added = officer.post(f"/training/{found.course}/trainings", data=typed, follow_redirects=True).text
    assert "Đã thêm buổi ngày 26/08/2026." in added
    assert "Buổi này trùng giờ với Dịch vụ công (20:00–22:00)" in added
    moved = officer.post(
        f"/training/trainings/{found.trainings[1]}/edit", data=typed | {"starts": "20:30"}, follow_redirects=True
    ).text
    assert "Buổi này trùng giờ với Kỹ năng số cơ bản thôn 3 (19:00–21:00), Dịch vụ công (20:00–22:00)" in moved
    free = officer.post(
        f"/training/trainings/{found.trainings[1]}/edit", data=typed | {"day": "27/08/2026"}, follow_redirects=True
    ).text
    assert ("Đã lưu buổi tập huấn." in free, "trùng giờ" in free) == (True, False)


def _cells(browser, address):
    answer = browser.get(address.replace("calendar?", "calendar.xlsx?"))
    sheet = load_workbook(io.BytesIO(answer.data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


def test_excel_holds_the_period_as_filtered(cast, found, browser_of, arrange):
    arrange(lambda: _second(cast, found))
    cells = _cells(browser_of("officer"), AUGUST)
    assert [(row[1], row[2], row[3]) for row in cells] == [
        ("Thứ Tư", "19:30–21:00", "Kỹ năng số cơ bản thôn 3"),
        ("Thứ Tư", "20:00–22:00", "Dịch vụ công"),
        ("Thứ Tư", "19:30–21:00", "Kỹ năng số cơ bản thôn 3"),
    ]
    assert cells[0][4:] == [
        "Thôn 12", "Nhà văn hóa thôn 3", "Lê Thị Khánh Huyền", "Hoàng Thị Én", 3, 0, None, "Dịch vụ công (20:00–22:00)",
    ]  # fmt: skip
    assert len(_cells(browser_of("officer"), f"{AUGUST}&hamlet={found.hamlet}")) == 1 + 2, "the line of the filter"


def test_number_of_statements_does_not_grow(app, cast, found, browser_of, arrange):
    officer = browser_of("officer")
    arrange(lambda: _second(cast, found))
    officer.get(AUGUST)

    def statements(path):
        with counted(app) as sent:
            assert officer.get(path).status_code == 200
        return len(sent)

    few = [statements(path) for path in (AUGUST, WEEK, AUGUST.replace("calendar", "calendar.xlsx"))]
    for number in range(5):
        arrange(lambda number=number: _second(cast, found, title=f"Lớp {number}"))
    assert [statements(path) for path in (AUGUST, WEEK, AUGUST.replace("calendar", "calendar.xlsx"))] == few
