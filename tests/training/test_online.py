"""Courses completed on a national platform: entered, taken over from a list, taken out, listed, of one person."""

from datetime import date

import pytest

from app.db import db
from app.people import queries as people
from app.people.rules import Books, Known
from app.refusals import Refused
from app.training.actions import imports
from app.training.actions import online as actions
from app.training.models import OnlineResult
from app.training.queries import imports as lists
from app.training.queries import online as queries
from app.training.queries.online import Counts, Wanted
from app.training.rules.lists import ListBooks, ListKind, ListLine, Standing, judge_list
from tests.cast import DAY, acting
from tests.queries_counted import counted
from tests.training import rows

PLATFORM, SOURCE = "binhdanhocvuso.gov.vn", "Tệp của nền tảng ngày 15/08/2026"
SAFETY = "An toàn thông tin cơ bản"


@pytest.fixture
def made(app, cast) -> rows.Made:
    with app.app_context():
        return rows.made(cast)


def enter(person_id: int, title: str = SAFETY, day: date = date(2026, 8, 10)) -> OnlineResult:
    person = people.get(person_id)
    return actions.enter_result(person, title=title, platform=PLATFORM, completed_on=day, source=SOURCE, today=DAY)


# ---- rules


AN = Known(1, "Trần Văn An", 1980, 3)


def judged(*lines: ListLine, **given):
    return judge_list(ListKind.ONLINE, lines, ListBooks(Books(DAY, {3: "Thôn 3"}, [AN]), **given))


def line(number: int = 1, **cells: str) -> ListLine:
    base = {"name": "Trần Văn An", "hamlet": "3", "title": SAFETY, "day": "10/08/2026", "platform": PLATFORM}
    return ListLine(number, base | cells)


def test_one_person_may_complete_many_courses_and_each_counts_once():
    found = judged(
        line(1),
        line(2, title="Dịch vụ công"),
        line(3, title="an toan thong tin co ban"),
        line(4, day="11/08/2026"),
    )
    assert [one.standing for one in found] == [Standing.READY, Standing.READY, Standing.THERE, Standing.READY]
    assert found[2].doubts[-1].reason.detail == "1"


def test_what_the_books_know_is_not_entered_twice():
    done = {(1, "an toan thong tin co ban", date(2026, 8, 10))}
    assert [one.standing for one in judged(line(1), line(2, day="11/08/2026"), done=done)] == [
        Standing.THERE,
        Standing.READY,
    ]


def test_title_and_platform_may_stand_for_the_whole_list_and_are_asked_for():
    assert judged(line(title="", platform=""), title="Khóa A", platform="X")[0].title == "Khóa A"
    missing = judged(line(title="", platform=""))[0]
    assert [doubt.reason.code for doubt in missing.doubts][-2:] == ["title-missing", "platform-missing"]
    assert missing.standing is Standing.STOPPED
    assert judged(line(title="a" * 301))[0].standing is Standing.STOPPED


# ---- one entry


def test_refusals_are_told_at_once(context, cast, made):
    with acting(cast.users["officer"]):
        person = people.get(made.people[0])
        with pytest.raises(Refused) as refused:
            actions.enter_result(person, title=" ", platform="", completed_on=date(2026, 8, 21), source="", today=DAY)
        codes = [one.code for one in refused.value.reasons]
        assert codes == ["completed-in-future", "title-missing", "platform-missing", "source-missing"]
        enter(made.people[0])
        with pytest.raises(Refused) as refused:
            enter(made.people[0], "An toàn  thông tin CƠ BẢN")
        assert [one.code for one in refused.value.reasons] == ["online-known"]
        assert enter(made.people[0], day=date(2026, 8, 11)).title == SAFETY


def test_of_person_newest_first(context, cast, made):
    with acting(cast.users["officer"]):
        enter(made.people[0], "Cũ", date(2026, 3, 1))
        enter(made.people[0], "Mới", date(2026, 8, 1))
        enter(made.people[1])
        assert [one.title for one in queries.of_person(made.people[0])] == ["Mới", "Cũ"]


def test_the_page_enters_and_takes_out_a_row(app, cast, browser_of, made):
    officer = browser_of("officer")
    typed = {"person": "tran van an", "title": SAFETY, "platform": PLATFORM, "day": "10/08/2026", "source": SOURCE}
    bad = officer.post("/training/online", data=typed | {"day": "30/02/2026", "platform": ""})
    assert bad.status_code == 422
    assert "Chưa nhập nền tảng." in bad.text
    assert f'value="{SAFETY}"' in bad.text
    assert officer.post("/training/online", data=typed).status_code == 303
    again = officer.post("/training/online", data=typed)
    assert (again.status_code, "Khóa học này đã ghi cho người này" in again.text) == (422, True)
    with app.app_context(), acting(cast.users["officer"]):
        row = queries.of_person(made.people[0])[0].id
    remove = f"/training/online/{row}/remove"
    assert browser_of("stranger").post(remove).status_code == 404
    assert browser_of("trainer").post(remove).status_code == 403
    assert officer.post(remove).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        assert queries.of_person(made.people[0]) == []


# ---- a list


LIST = (
    "Họ tên\tNăm sinh\tThôn\tTên khóa học\tNgày hoàn thành\tNền tảng\n"
    f"Trần Văn An\t1980\tThôn 12\t{SAFETY}\t10/08/2026\t{PLATFORM}\n"
    f"Trần Văn An\t1980\tThôn 12\tDịch vụ công trực tuyến\t11/08/2026\t{PLATFORM}\n"
    f"Trần Văn An\t1980\tThôn 12\t{SAFETY}\t10/08/2026\t{PLATFORM}\n"
    f"Ngô Lạ\t1955\tThôn 12\t{SAFETY}\t10/08/2026\t{PLATFORM}\n"
    f"Ngô Lạ\t1955\tThôn 12\tDịch vụ công trực tuyến\t10/08/2026\t{PLATFORM}\n"
)


def test_a_list_is_taken_over_with_new_people_and_taken_back(app, cast, browser_of, made):
    officer = browser_of("officer")
    answer = officer.post("/training/online/list", data={"text": LIST, "source": SOURCE, "adds": "y"})
    assert answer.status_code == 200
    assert "Trùng với dòng 2: chỉ ghi một lần." in answer.text
    kept = answer.text.split('name="kept" value="')[1].split('"')[0]
    saved = officer.post("/training/online/list/save", data={"kept": kept, "source": SOURCE, "adds": "y"})
    assert saved.status_code == 303
    page = officer.get("/training/online").text
    assert "Đã ghi 4 lượt hoàn thành; thêm 1 người vào sổ; 1 dòng đã ghi từ trước hoặc trùng, để lại." in page
    with app.app_context(), acting(cast.users["officer"]):
        assert queries.counts(Wanted()) == Counts(2, 4)
        assert [one.birth_year for one in people.search("ngo la")] == [1955]
        row = lists.last(ListKind.ONLINE)
        url = f"/training/online/list/{row.id}/undo"
    twice = officer.post("/training/online/list", data={"text": LIST, "source": SOURCE})
    assert "Khóa học này đã ghi cho người này, cùng ngày." in twice.text
    assert officer.post(url).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        assert queries.counts(Wanted()) == Counts(0, 0)
        assert len(people.search("ngo la")) == 1


def test_an_earlier_list_is_not_taken_back_before_the_later(context, cast, made):
    with acting(cast.users["officer"]):
        for day in ("10/08/2026", "11/08/2026"):
            lines = [
                ListLine(1, {"name": "Trần Văn An", "hamlet": "Thôn 12", "title": "A", "day": day, "platform": "X"})
            ]
            books = lists.books_for(ListKind.ONLINE, lines, DAY)
            imports.take_list(ListKind.ONLINE, judge_list(ListKind.ONLINE, lines, books), SOURCE)
        later = lists.last(ListKind.ONLINE)
        with pytest.raises(Refused) as refused:
            imports.undo_list(lists.get(later.id - 1, ListKind.ONLINE))
        assert [one.code for one in refused.value.reasons] == ["import-not-last"]
        assert imports.undo_list(later) == 1
        assert [one.completed_on.day for one in queries.of_person(made.people[0])] == [10]


# ---- the list of rows


def test_the_list_is_filtered_sorted_paged_printed_and_exported(app, cast, browser_of, made, monkeypatch):
    with app.app_context(), acting(cast.users["officer"]):
        enter(made.people[0], "Bảo mật", date(2026, 8, 3))
        enter(made.people[1], "An toàn", date(2026, 8, 1))
        enter(made.people[2], "Chữ ký số", date(2026, 8, 2))
        expected = {"day": [0, 2, 1], "name": [0, 1, 2], "title": [1, 0, 2]}
        for sort, order in expected.items():
            found = [one.person_id for one in queries.page_of(Wanted(sort=sort))]
            assert found == [made.people[place] for place in order]
        assert queries.counts(Wanted(title="an toan")) == Counts(1, 1)
        assert queries.counts(Wanted(words="van", first=date(2026, 8, 2))) == Counts(2, 2)
        assert queries.counts(Wanted(hamlet_id=made.hamlet, group="T3", last=date(2026, 8, 2))) == Counts(2, 2)
        monkeypatch.setattr(queries, "PAGE", 1)
        for sort, order in expected.items():
            walked, after = [], None
            while found := queries.page_of(Wanted(sort=sort), after)[:1]:
                walked, after = [*walked, found[0].person_id], found[0].id
            assert walked == [made.people[place] for place in order]
    officer = browser_of("officer")
    assert "Trang sau" in officer.get("/training/online?sort=title").text
    printed = officer.get("/training/online/print?course=bao mat").text
    assert "Bảo mật" in printed
    assert "Chữ ký số" not in printed
    assert officer.get("/training/online.xlsx").status_code == 200


def test_a_page_costs_the_same_for_one_row_and_for_three(app, cast, browser_of, made):
    officer, sizes = browser_of("officer"), []
    for some in (made.people[:1], made.people[1:]):
        with app.app_context(), acting(cast.users["officer"]):
            for person_id in some:
                enter(person_id)
        with counted(app) as statements:
            assert officer.get("/training/online").status_code == 200
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]


def test_a_long_list_costs_the_same_reads_as_a_short_one(app, cast, made):
    sizes = []
    for count in (1, 40):
        with app.app_context(), acting(cast.users["officer"]):
            lines = [ListLine(n, {"name": f"Ngô Lạ {n}", "title": "A", "day": "10/08/2026"}) for n in range(count)]
            with counted(app) as statements:
                judge_list(ListKind.ONLINE, lines, lists.books_for(ListKind.ONLINE, lines, DAY))
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]


def test_who_may_look(app, cast, browser_of, made):
    with app.app_context(), acting(cast.users["officer"]):
        enter(made.people[0])
    for name, status in (("leader", 200), ("trainer", 403), ("reviewer", 403)):
        assert browser_of(name).get("/training/online").status_code == status
    assert browser_of("clerk").post("/training/online/list").status_code == 403
    assert "Trần Văn An" not in browser_of("stranger").get("/training/online").text
    with app.app_context(), acting(cast.users["stranger"]):
        assert db.session.query(OnlineResult).count() == 0
