"""The working calendar: what is known, what the province and the commune wrote down, its page."""

from datetime import date

import pytest

from app import audit
from app.access import Role
from app.accounts import actions as accounts
from app.places import actions, queries
from app.places.rules import stretch, stretch_faults, working_faults
from app.refusals import Refused
from app.workdays import Calendar
from tests.cast import DAY, acting
from tests.queries_counted import counted
from tests.workbooks import read_xlsx

TET = (date(2027, 2, 4), date(2027, 2, 10))
NOTICE = "Thông báo 12/TB-UBND ngày 01/12/2026"
FORM = {
    "kind": "off",
    "first": "04/02/2027",
    "last": "10/02/2027",
    "name": "Tết Nguyên đán",
    "citation": NOTICE,
}


def set_days(first, last=None, *, off=True, name="Nghỉ theo thông báo", citation=NOTICE, compared_by=None):
    return actions.set_days(
        first, last or first, off=off, name=name, citation=citation, today=DAY, compared_by=compared_by
    )


def logged(row):
    return [(line.event, line.keys) for line in audit.lines_about(row)]


def codes(refused):
    return [(one.code, one.detail) for one in refused.value.reasons]


# ---- rules


def test_a_stretch_has_both_ends():
    assert stretch(date(2026, 12, 31), date(2027, 1, 2)) == [
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 1, 2),
    ]
    assert stretch(date(2027, 1, 2), date(2027, 1, 1)) == []


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2027, 2, 4), date(2027, 2, 4), []),
        (date(2027, 2, 1), date(2027, 3, 3), []),
        (date(2027, 2, 1), date(2027, 3, 4), ["calendar-too-long"]),
        (date(2027, 2, 4), date(2027, 2, 3), ["calendar-reversed"]),
        (date(1999, 12, 31), date(2000, 1, 1), ["calendar-out-of-years"]),
        (date(2099, 12, 31), date(2100, 1, 1), ["calendar-out-of-years"]),
    ],
)
def test_faults_of_a_stretch(first, last, expected):
    assert [one.code for one in stretch_faults(first, last)] == expected


def test_what_is_worked_anyway_is_named_day_by_day():
    faults = working_faults(date(2026, 8, 20), date(2026, 8, 23), Calendar())
    # Thursday, Friday and the worked Saturday; the Sunday could be made up.
    assert [one.detail for one in faults] == ["20/08/2026", "21/08/2026", "22/08/2026"]


# ---- actions and queries


def test_without_a_word_of_ours_the_countrys_calendar_holds(cast, context):
    with acting(cast.users["officer"]):
        assert queries.calendar().day_off_name(date(2026, 9, 2)) == "Quốc khánh"
        days = queries.calendar_year(2026)
    assert {(one.whose, one.mark, one.confirmed) for one in days} == {("known", "L", False)}
    assert [one.day for one in days if not one.off] == [date(2026, 8, 22)]
    assert days[0].citation.startswith("Danh mục cài sẵn trong phần mềm")


def test_tet_is_written_down_in_one_go(cast, context):
    with acting(cast.users["officer"]):
        rows = set_days(*TET, name="Tết Nguyên đán", compared_by="Nguyễn Thị An")
        assert [row.day for row in rows] == stretch(*TET)
        calendar = queries.calendar()
        assert calendar.add(date(2027, 2, 3), 1) == date(2027, 2, 11)
        found = {one.day: one for one in queries.calendar_year(2027)}
        assert {(found[day].name, found[day].mark, found[day].whose) for day in stretch(*TET)} == {
            ("Tết Nguyên đán", "C", "here")
        }
        assert logged(rows[0]) == [
            ("days-off-set", {"name": "Tết Nguyên đán", "first": "04/02/2027", "last": "10/02/2027"})
        ]


def test_a_second_word_replaces_the_first(cast, context):
    with acting(cast.users["officer"]):
        first = set_days(date(2027, 2, 11), compared_by="Nguyễn Thị An")[0].id
        again = set_days(date(2027, 2, 10), date(2027, 2, 12), name="Nghỉ thêm")
        assert [row.id == first for row in again] == [False, True, False]
        assert (again[1].name, again[1].confirmed_on, again[1].confirmed_by) == ("Nghỉ thêm", None, None)


def test_a_saturday_made_up_and_a_known_day_that_is_worked(cast, context):
    with acting(cast.users["officer"]):
        set_days(date(2027, 2, 13), off=False, name="Làm bù cho ngày 11/02/2027")
        set_days(date(2026, 11, 24), off=False, name="Không nghỉ")
        calendar = queries.calendar()
        assert (calendar.is_working(date(2027, 2, 13)), calendar.is_working(date(2026, 11, 24))) == (True, True)


def test_a_day_worked_anyway_is_refused_and_an_own_word_may_be_turned_round(cast, context):
    with acting(cast.users["officer"]):
        with pytest.raises(Refused) as refused:
            set_days(date(2027, 2, 12), date(2027, 2, 13), off=False)
        assert codes(refused) == [("calendar-worked-anyway", "12/02/2027")]
        set_days(date(2026, 11, 24), off=False, name="Không nghỉ")
        set_days(date(2026, 11, 24), off=False, name="Không nghỉ theo thông báo")
        set_days(date(2026, 11, 24), off=True, name="Nghỉ")
        assert queries.calendar().day_off_name(date(2026, 11, 24)) == "Nghỉ"


def test_days_taken_back_fall_to_the_countrys_calendar(cast, context):
    with acting(cast.users["officer"]):
        set_days(date(2026, 11, 24), off=False, name="Không nghỉ")
        set_days(date(2026, 11, 26), date(2026, 11, 27))
        row = queries.own_calendar_days(date(2026, 11, 24), date(2026, 11, 24))[date(2026, 11, 24)]
        assert actions.remove_days(date(2026, 11, 23), date(2026, 11, 26)) == 2
        assert logged(row)[0] == ("calendar-days-removed", {"count": 2, "first": "23/11/2026", "last": "26/11/2026"})
    with acting(cast.users["officer"]):
        assert list(queries.own_calendar_days(date(2026, 1, 1), date(2026, 12, 31))) == [date(2026, 11, 27)]
        assert queries.calendar().day_off_name(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 11, 24), date(2026, 11, 23), "calendar-reversed"),
        (date(2026, 11, 24), date(2026, 12, 31), "calendar-too-long"),
        (date(2026, 11, 24), date(2026, 11, 24), "calendar-nothing-own"),
    ],
)
def test_what_cannot_be_taken_back(cast, context, first, last, expected):
    with acting(cast.users["officer"]), pytest.raises(Refused) as refused:
        actions.remove_days(first, last)
    assert [one.code for one in refused.value.reasons] == [expected]


def test_the_provinces_word_applies_below_unless_the_commune_has_its_own(cast, context):
    with acting(cast.users["reviewer"]):
        set_days(date(2027, 2, 11), date(2027, 2, 12), name="Nghỉ của tỉnh")
    with acting(cast.users["officer"]):
        set_days(date(2027, 2, 12), name="Nghỉ của xã")
        calendar = queries.calendar()
        assert calendar.day_off_name(date(2027, 2, 11)) == "Nghỉ của tỉnh"
        assert calendar.day_off_name(date(2027, 2, 12)) == "Nghỉ của xã"
        whose = {one.day.day: one.whose for one in queries.calendar_year(2027) if one.day.month == 2 and one.off}
        assert (whose[10], whose[11], whose[12]) == ("known", "above", "here")
    with acting(cast.users["stranger"]):
        assert queries.calendar().day_off_name(date(2027, 2, 12)) == "Nghỉ của tỉnh"
    with acting(cast.users["reviewer"]):
        # A commune's own day off does not bind the province that reads it.
        assert queries.calendar().day_off_name(date(2027, 2, 12)) == "Nghỉ của tỉnh"


def test_what_the_province_wrote_is_not_ours_to_remove(cast, context):
    with acting(cast.users["reviewer"]):
        set_days(date(2027, 2, 11))
    with acting(cast.users["officer"]):
        with pytest.raises(Refused) as refused:
            actions.remove_days(date(2027, 2, 11), date(2027, 2, 11))
        assert codes(refused) == [("calendar-nothing-own", "")]


def test_a_year_compared_with_its_notice_loses_the_badge_and_keeps_the_name(cast, context):
    with acting(cast.users["officer"]):
        before = [(one.day, one.off, one.name) for one in queries.calendar_year(2026)]
        count = actions.confirm_calendar(2026, NOTICE, "Nguyễn Thị An", DAY)
        days = queries.calendar_year(2026)
        assert count == len(before)
        assert [(one.day, one.off, one.name) for one in days] == before
        assert {(one.mark, one.confirmed, one.row.confirmed_by, one.row.confirmed_against) for one in days} == {
            ("C", True, "Nguyễn Thị An", NOTICE)
        }
        assert {one.mark for one in queries.calendar_year(2027)} == {"L"}
        assert logged(days[0].row) == [("calendar-confirmed", {"year": 2026, "count": count, "against": NOTICE})]


def test_a_year_confirmed_by_the_province_needs_no_second_confirmation(cast, context):
    with acting(cast.users["reviewer"]):
        actions.confirm_calendar(2026, NOTICE, "Đặng Thị Hà", DAY)
    with acting(cast.users["officer"]):
        assert {(one.whose, one.mark) for one in queries.calendar_year(2026)} == {("above", "C")}
        with pytest.raises(Refused) as refused:
            actions.confirm_calendar(2026, NOTICE, "Nguyễn Thị An", DAY)
        assert codes(refused) == [("calendar-confirmed-already", "2026")]


# ---- pages


@pytest.fixture
def officer(browser_of):
    return browser_of("officer")


def test_the_page_of_this_year(officer):
    page = officer.get("/places/calendar").text
    assert "Lịch làm việc năm 2026" in page
    assert "Thứ Tư, 02/09/2026" in page
    assert "Thứ Bảy, 22/08/2026" in page
    assert page.count("chưa đối chiếu<span") == 15
    # 261 weekdays less 13 days off on them, and one Saturday worked.
    assert '<td class="num"><strong>249</strong></td>' in page
    assert 'href="/places/calendar"' in officer.get("/places/").text


@pytest.mark.parametrize(("year", "status"), [(1999, 404), (2000, 200), (2099, 200), (2100, 404)])
def test_years_without_a_calendar_are_not_there(officer, year, status):
    assert officer.get(f"/places/calendar?year={year}").status_code == status


def test_write_tet_down_and_take_one_day_back(officer):
    answer = officer.post("/places/calendar?year=2026", data=FORM | {"compared": "y"})
    assert (answer.status_code, answer.location) == (303, "/places/calendar?year=2027")
    page = officer.get("/places/calendar?year=2027").text
    assert page.count("cơ quan mình") == 7
    assert page.count("Nguyễn Thị An đối chiếu ngày 20/08/2026") == 7
    button = page.split('action="/places/calendar/remove?year=2027"')[1].split("</form>")[0]
    assert 'name="remove-first" value="04/02/2027"' in button
    one = officer.post("/places/calendar/remove?year=2027", data={"remove-first": "04/02/2027"})
    assert one.location == "/places/calendar?year=2027"
    assert officer.get("/places/calendar?year=2027").text.count("cơ quan mình") == 6
    rest = {"remove-first": "05/02/2027", "remove-last": "10/02/2027"}
    assert officer.post("/places/calendar/remove?year=2027", data=rest).status_code == 303
    assert officer.get("/places/calendar?year=2027").text.count("cơ quan mình") == 0


def test_nothing_to_take_back_is_told_at_its_field(officer):
    data = {"remove-first": "05/02/2027", "remove-last": ""}
    answer = officer.post("/places/calendar/remove?year=2027", data=data)
    assert answer.status_code == 422
    assert "Cơ quan chưa ghi ngày nào trong khoảng này." in answer.text
    assert 'value="05/02/2027"' in answer.text
    assert officer.post("/places/calendar/remove", data={"remove-first": ""}).status_code == 422


def test_one_day_needs_no_end(officer):
    assert officer.post("/places/calendar", data=FORM | {"last": ""}).status_code == 303
    assert officer.get("/places/calendar?year=2027").text.count("cơ quan mình") == 1


def test_all_faults_at_once_and_nothing_typed_is_lost(officer):
    data = {"kind": "", "first": "10/02/2027", "last": "04/02/2027", "name": "", "citation": ""}
    answer = officer.post("/places/calendar", data=data)
    assert answer.status_code == 422
    assert "Có 4 chỗ cần sửa" in answer.text
    assert "Ngày cuối phải từ ngày đầu trở đi." in answer.text
    assert 'value="10/02/2027"' in answer.text


def test_a_refused_working_day_is_told_at_its_field(officer):
    answer = officer.post("/places/calendar", data=FORM | {"kind": "worked", "first": "11/02/2027", "last": ""})
    assert answer.status_code == 422
    assert "Ngày 11/02/2027 vốn là ngày làm việc, không cần ghi." in answer.text
    assert 'value="Tết Nguyên đán"' in answer.text


def test_a_known_day_is_offered_to_be_worked(officer):
    page = officer.get("/places/calendar?year=2026").text
    assert "worked=24/11/2026#set" in page
    form = officer.get("/places/calendar?year=2026&worked=24/11/2026").text
    assert 'value="24/11/2026"' in form
    assert officer.get("/places/calendar?worked=hom-nao").status_code == 200


def test_confirm_a_year(officer):
    assert officer.post("/places/calendar/confirm?year=2026", data={"confirm-against": ""}).status_code == 422
    answer = officer.post("/places/calendar/confirm?year=2026", data={"confirm-against": NOTICE})
    assert (answer.status_code, answer.location) == (303, "/places/calendar?year=2026")
    page = officer.get("/places/calendar?year=2026").text
    assert "chưa đối chiếu<span" not in page
    assert "Mọi ngày của năm 2026 đã được đối chiếu." in page
    again = officer.post("/places/calendar/confirm?year=2026", data={"confirm-against": NOTICE})
    assert (again.status_code, "Mọi ngày của lịch năm 2026 đã được đối chiếu." in again.text) == (422, True)


def test_excel_holds_what_the_page_shows(officer):
    rows = read_xlsx(officer.get("/places/calendar.xlsx?year=2026").data).rows
    assert [list(map(str, row))[1:4] for row in rows if "làm việc" in map(str, row)] == [
        ["làm việc", "Làm bù", "phần mềm đặt sẵn"]
    ]


def test_who_reads_only_sees_no_form(browser_of):
    page = browser_of("clerk").get("/places/calendar").text
    assert "Quốc khánh" in page
    assert 'method="post" action="/places' not in page
    assert browser_of("clerk").post("/places/calendar", data=FORM).status_code == 403
    assert browser_of("clerk").post("/places/calendar/remove", data={"remove-first": "x"}).status_code == 403
    assert browser_of("clerk").post("/places/calendar/confirm", data={"confirm-against": "x"}).status_code == 403


def test_a_day_of_another_commune_is_not_there(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        set_days(date(2027, 2, 11))
    stranger = browser_of("stranger")
    assert "11/02/2027" not in stranger.get("/places/calendar?year=2027").text
    assert stranger.post("/places/calendar/remove", data={"remove-first": "11/02/2027"}).status_code == 422
    assert "11/02/2027" in browser_of("officer").get("/places/calendar?year=2027").text


def test_a_province_writes_for_its_communes(app, cast, browser_of):
    with app.app_context(), acting(cast.users["reviewer"]) as user:
        accounts.add_role(user, cast.province, Role.ADMINISTRATOR, DAY)
    assert browser_of("reviewer").post("/places/calendar", data=FORM).status_code == 303
    page = browser_of("officer").get("/places/calendar?year=2027").text
    assert page.count(">tỉnh</td>") == 7
    assert 'name="remove-first" value="04/02/2027"' not in page


def test_the_page_reads_as_much_for_many_days_as_for_none(app, officer):
    officer.get("/places/calendar?year=2027")
    with counted(app) as few:
        officer.get("/places/calendar?year=2027")
    officer.post("/places/calendar", data=FORM)
    officer.get("/places/calendar?year=2027")
    with counted(app) as many:
        officer.get("/places/calendar?year=2027")
    assert len(many) == len(few)
