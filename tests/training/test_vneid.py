"""Confirmations on VNeID: entered one by one, taken over from a list with every doubt shown, taken back."""

from datetime import date
from io import BytesIO

import pytest

from app import audit, sheets
from app.db import db
from app.people import queries as people
from app.people.models import Person
from app.people.rules import Books, Known
from app.reading import read_text
from app.reading.workbooks import UNREADABLE
from app.training.forms.imports import list_lines, packed, unpacked
from app.training.models import ListImport
from app.training.queries import vneid as queries
from app.training.queries.vneid import Wanted
from app.training.rules.lists import ListBooks, ListKind, ListLine, Standing, judge_list
from tests.cast import DAY, acting
from tests.queries_counted import counted
from tests.training import rows

SOURCE = "Công an xã, văn bản ngày 10/08/2026"
HAMLETS = {3: "Thôn 3", 4: "Thôn 4"}
AN = Known(1, "Trần Văn An", 1980, 3, date(1980, 2, 5))
DUC = (Known(2, "Lê Văn Đức", 1970, 3), Known(3, "Lê Văn Đức", 1992, 4))


def line(number: int = 1, choice: str = "", **cells: str) -> ListLine:
    return ListLine(number, cells, choice)


def judged(*lines: ListLine, **given):
    books = ListBooks(Books(DAY, HAMLETS, [AN, *DUC]), **given)
    return judge_list(ListKind.VNEID, lines, books)


def codes(one) -> list[str]:
    return [doubt.reason.code for doubt in one.doubts]


# ---- rules


@pytest.mark.parametrize(
    ("cells", "standing", "found"),
    [
        ({"name": "Trần Văn An", "born": "05/02/1980", "day": "10/08/2026"}, Standing.READY, 1),
        (
            {"name": "Tra\u0300\u0302n Va\u0306n An", "born": "1980", "hamlet": "3", "day": "10/8/2026"},
            Standing.READY,
            1,
        ),
        ({"name": "TRẦN VĂN AN", "hamlet": "Thôn 3", "day": "10/08/2026"}, Standing.READY, 1),
        ({"name": "Tran Van An", "born": "1980", "hamlet": "3", "day": "10/08/2026"}, Standing.STOPPED, None),
        ({"name": "Lê Văn Đức", "day": "10/08/2026"}, Standing.STOPPED, None),
        ({"name": "Lê Văn Đức", "born": "1992", "hamlet": "4", "day": "10/08/2026"}, Standing.READY, 3),
        ({"name": "Không Có Ai", "day": "10/08/2026"}, Standing.UNKNOWN, None),
        ({"name": "Trần Văn An", "hamlet": "3", "day": "21/08/2026"}, Standing.STOPPED, 1),
        ({"name": "Trần Văn An", "hamlet": "3", "day": "01/01/1980"}, Standing.STOPPED, 1),
        ({"name": "Trần Văn An", "hamlet": "3", "day": "hôm qua"}, Standing.STOPPED, 1),
        ({"name": "Trần Văn An", "hamlet": "3"}, Standing.STOPPED, 1),
        ({"name": "Trần Văn An", "hamlet": "Thôn 9", "day": "10/08/2026"}, Standing.STOPPED, None),
    ],
)
def test_what_becomes_of_a_line(cells, standing, found):
    one = judged(line(**cells))[0]
    assert (one.standing, one.known_id) == (standing, found)


def test_all_doubts_of_a_list_are_told_at_once():
    found = judged(
        line(1, name="Trần Văn An", hamlet="3", day="21/08/2026"),
        line(2, name="Trần Văn An", hamlet="3", day="31/12/1979"),
        line(3, name="Không Có Ai", day=""),
        line(4, name="Lê Văn Đức", born="1955", hamlet="3", day="10/08/2026"),
    )
    assert [codes(one) for one in found] == [
        ["taken-as-known", "completed-in-future"],
        ["taken-as-known", "done-before-birth"],
        ["birth-missing", "hamlet-missing", "not-in-books", "list-day-missing"],
        ["not-in-books-here"],
    ]
    assert found[3].doubts[-1].reason.detail == "1970, 1992"
    assert [one.id for one in found[3].same] == [2, 3]


def test_the_day_of_the_list_stands_for_an_empty_cell():
    one = judged(line(name="Trần Văn An", hamlet="3"), day=date(2026, 8, 10))[0]
    assert (one.standing, one.day) == (Standing.READY, date(2026, 8, 10))


def test_who_has_a_confirmation_or_stands_twice_is_left():
    cells = {"name": "Trần Văn An", "born": "05/02/1980", "day": "10/08/2026"}
    had = judged(line(**cells), confirmed={1: date(2026, 7, 1)})[0]
    assert (had.standing, codes(had)) == (Standing.THERE, ["confirmed-already"])
    first, second = judged(line(1, **cells), line(2, **cells))
    assert (first.standing, second.standing, codes(second)[-1]) == (Standing.READY, Standing.THERE, "line-twice")


def test_what_the_official_chose_holds_as_long_as_it_was_offered():
    cells = {"name": "Lê Văn Đức", "day": "10/08/2026"}
    assert judged(line(choice="3", **cells))[0].known_id == 3
    assert judged(line(choice="1", **cells))[0].standing is Standing.STOPPED
    assert judged(line(choice="skip", **cells))[0].standing is Standing.SKIPPED
    asked = judged(line(**cells))[0].asked
    new = ListLine(1, cells, "new", asked)
    assert judged(new, adds=True)[0].standing is Standing.NEW
    assert judged(new)[0].standing is Standing.UNKNOWN


def test_columns_are_told_with_and_without_headings():
    headed = read_text(
        "STT\tHọ và tên\tNgày sinh\tThôn\tNgày xác nhận\tGhi chú\n1\tA B\t05/02/1980\tThôn 3\t10/08/2026\tx"
    )
    lines, unused = list_lines(headed, ListKind.VNEID, HAMLETS)
    assert lines[0].cells == {"name": "A B", "born": "05/02/1980", "hamlet": "Thôn 3", "day": "10/08/2026"}
    assert unused == ["Ghi chú"]
    bare = read_text("Trần Văn An\t05/02/1980\tThôn 3\t10/08/2026\nLê Văn Đức\t1970\tThôn 4\t11/08/2026")
    assert list_lines(bare, ListKind.VNEID, HAMLETS)[0][0].cells == lines[0].cells | {"name": "Trần Văn An"}
    assert unpacked(packed(lines, ListKind.VNEID), ListKind.VNEID)[0].cells == lines[0].cells
    with pytest.raises(sheets.SheetFault):
        unpacked(packed(lines, ListKind.VNEID), ListKind.ONLINE)


# ---- the pages


@pytest.fixture
def made(app, cast) -> rows.Made:
    with app.app_context():
        return rows.made(cast)


def confirmed(app, cast) -> dict[str, tuple[date | None, str | None]]:
    with app.app_context(), acting(cast.users["officer"]):
        found = queries.all_of(Wanted(), 100)
        return {one.name: (one.vneid_confirmed_on, one.vneid_source) for one in found}


def test_one_person_by_three_letters_with_a_date_and_a_source(app, cast, browser_of, made):
    officer = browser_of("officer")
    bad = officer.post("/training/vneid", data={"person": "xyz", "day": "21/08/2026", "source": ""})
    assert bad.status_code == 422
    for words in ("Không tìm thấy “xyz”.", "Ngày không được sau hôm nay.", "Chưa nhập nguồn.", 'value="21/08/2026"'):
        assert words in bad.text
    early = officer.post("/training/vneid", data={"person": "tran van an", "day": "31/12/1979", "source": SOURCE})
    assert (early.status_code, "Trước ngày sinh của người này (1980)." in early.text) == (422, True)
    assert (
        officer.post(
            "/training/vneid", data={"person": "tran van an", "day": "10/08/2026", "source": SOURCE}
        ).status_code
        == 303
    )
    assert confirmed(app, cast) == {"Trần Văn An": (date(2026, 8, 10), SOURCE)}
    page = officer.get("/training/vneid").text
    assert SOURCE in page
    assert "không tự tính" in page
    assert officer.post(f"/training/vneid/{made.people[0]}/remove").status_code == 303
    assert confirmed(app, cast) == {}
    assert officer.post(f"/training/vneid/{made.people[0]}/remove").status_code == 409
    with app.app_context(), acting(cast.users["officer"]):
        events = [one.event for one in audit.lines_about(db.session.get(Person, made.people[0]))]
        assert events[:2] == ["vneid-confirmation-removed", "vneid-confirmed"]


LIST = (
    "Họ và tên\tNăm sinh\tThôn\tNgày xác nhận\n"
    "Trần Văn An\t1980\tThôn 12\t10/08/2026\n"
    "Nguyễn Thị Thụy Ưởng\t1980\tThôn 12\t11/08/2026\n"
    "Hoàng Đình Văn\t1980\tThôn 12\t12/08/2026\n"
    "Ngô Lạ\t1955\tThôn 12\t12/08/2026\n"
)


def preview(officer, text: str = LIST, **given):
    answer = officer.post("/training/vneid/list", data={"text": text, "source": SOURCE, **given})
    assert answer.status_code == 200, answer.text
    kept = answer.text.split('name="kept" value="')[1].split('"')[0]
    return answer.text, {"kept": kept, "source": SOURCE, **given}


def test_a_list_is_shown_mended_and_taken_over_in_one_step(app, cast, browser_of, made):
    officer = browser_of("officer")
    text, sent = preview(officer)
    assert "1 dòng phải sửa hoặc chọn" in text
    assert "1 dòng không tìm thấy trong sổ" in text
    assert confirmed(app, cast) == {}
    refused = officer.post("/training/vneid/list/save", data=sent)
    assert (refused.status_code, "Còn 1 dòng phải sửa hoặc đánh dấu “Bỏ qua”" in refused.text) == (422, True)
    chosen = {"asked-1": f"p{made.people[1]}", "choice-1": str(made.people[1])}
    moved = officer.post("/training/vneid/list/check", data=sent | chosen | {"show": "ready"})
    assert moved.status_code == 200
    assert "3 dòng tìm thấy" in moved.text
    saved = officer.post("/training/vneid/list/save", data=sent | chosen)
    assert saved.status_code == 303
    assert confirmed(app, cast) == {
        "Hoàng Đình Văn": (date(2026, 8, 12), SOURCE),
        "Nguyễn Thị Thuỵ Ưởng": (date(2026, 8, 11), SOURCE),
        "Trần Văn An": (date(2026, 8, 10), SOURCE),
    }
    page = officer.get("/training/vneid").text
    assert "Đã ghi 3 xác nhận; 1 dòng không có trong sổ, để lại." in page
    with app.app_context(), acting(cast.users["officer"]):
        assert audit.newest(None, 1)[0].keys == {"count": 3, "source": SOURCE}


def test_unknown_people_come_into_the_books_when_that_is_ticked(app, cast, browser_of, made):
    officer = browser_of("officer")
    text, sent = preview(officer, "Ngô Lạ\t1955\tThôn 12\t12/08/2026", adds="y")
    assert "Người mới, sẽ thêm vào sổ" in text
    assert officer.post("/training/vneid/list/save", data=sent).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        found = people.search("ngo la")
        assert [(one.name, one.birth_year, one.hamlet_id) for one in found] == [("Ngô Lạ", 1955, made.hamlet)]
    assert confirmed(app, cast) == {"Ngô Lạ": (date(2026, 8, 12), SOURCE)}


def test_a_workbook_reads_like_a_paste(app, cast, browser_of, made):
    columns = [sheets.Column(one) for one in ("Họ tên", "Năm sinh", "Thôn")] + [sheets.Column("Ngày xác nhận", "day")]
    book = sheets.write_xlsx("Danh sách", columns, [("Trần Văn An", "1980", "Thôn 12", date(2026, 8, 10))])
    fields = {"source": SOURCE, "text": "", "file": (BytesIO(book), "ds.xlsx")}
    answer = browser_of("officer").post("/training/vneid/list", data=fields)
    assert (answer.status_code, "1 dòng tìm thấy" in answer.text) == (200, True)
    broken = {"source": "", "text": "", "file": (BytesIO(b"PK none"), "ds.xlsx")}
    answer = browser_of("officer").post("/training/vneid/list", data=broken)
    assert answer.status_code == 422
    assert UNREADABLE in answer.text
    assert "Chưa nhập nguồn của danh sách." in answer.text


def test_the_last_list_is_taken_back_while_nobody_went_on(app, cast, browser_of, made):
    officer = browser_of("officer")
    with app.app_context(), acting(cast.users["officer"]):
        db.session.get(Person, made.people[2]).vneid_confirmed_on = date(2026, 1, 5)
    _, sent = preview(officer, "Trần Văn An\t1980\tThôn 12\t10/08/2026\nHoàng Đình Văn\t1980\tThôn 12\t12/08/2026")
    assert officer.post("/training/vneid/list/save", data=sent).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        [row] = db.session.query(ListImport).all()
        undo, count = f"/training/vneid/list/{row.id}/undo", row.count
    assert count == 1
    assert browser_of("stranger").post(undo).status_code == 404
    assert officer.post(undo.replace("vneid", "online")).status_code == 404
    with app.app_context(), acting(cast.users["officer"]):
        db.session.get(Person, made.people[0]).vneid_confirmed_on = date(2026, 8, 11)
    assert officer.post(undo).status_code == 409
    assert "Đã có người sửa sau khi nhập: Trần Văn An." in officer.get("/training/vneid").text
    with app.app_context(), acting(cast.users["officer"]):
        db.session.get(Person, made.people[0]).vneid_confirmed_on = date(2026, 8, 10)
    assert officer.post(undo).status_code == 303
    assert confirmed(app, cast) == {"Hoàng Đình Văn": (date(2026, 1, 5), None)}
    assert officer.post(undo).status_code == 409
    assert "Danh sách nhập gần nhất" not in officer.get("/training/vneid").text


def test_a_damaged_preview_is_told(browser_of, made):
    answer = browser_of("officer").post("/training/vneid/list/save", data={"kept": "AAAA", "source": SOURCE})
    assert answer.status_code == 422
    assert "không còn nguyên vẹn" in answer.text


def test_the_list_is_filtered_sorted_paged_printed_and_exported(app, cast, browser_of, made, monkeypatch):
    officer = browser_of("officer")
    with app.app_context(), acting(cast.users["officer"]):
        for person_id, day in zip(made.people, (3, 1, 2), strict=True):
            row = db.session.get(Person, person_id)
            row.vneid_confirmed_on, row.vneid_source = date(2026, 8, day), SOURCE
        names = [one.name for one in queries.page_of(Wanted())]
        assert names == ["Trần Văn An", "Hoàng Đình Văn", "Nguyễn Thị Thuỵ Ưởng"]
        assert [one.name for one in queries.page_of(Wanted(sort="name"))][0] == "Trần Văn An"
        assert queries.count(Wanted(words="van", first=date(2026, 8, 2), last=date(2026, 8, 2))) == 1
        assert queries.count(Wanted(group="T1")) == 0
        monkeypatch.setattr(queries, "PAGE", 1)
        for sort in queries.SORTS:
            walked, after = [], None
            while found := queries.page_of(Wanted(sort=sort), after)[:1]:
                walked, after = [*walked, found[0].name], found[0].id
            assert sorted(walked) == sorted(names)
    page = officer.get("/training/vneid?sort=name").text
    assert "Trang sau" in page
    assert officer.get("/training/vneid?missing=y").status_code == 200
    assert "Nguyễn Thị Thuỵ Ưởng" in officer.get("/training/vneid/print?q=thuy uong").text
    assert "Trần Văn An" not in officer.get("/training/vneid/print?q=thuy uong").text
    assert officer.get("/training/vneid.xlsx").status_code == 200


def test_a_page_costs_the_same_for_one_person_and_for_three(app, cast, browser_of, made):
    officer, sizes = browser_of("officer"), []
    for count in (1, 3):
        with app.app_context(), acting(cast.users["officer"]):
            for person_id in made.people[:count]:
                db.session.get(Person, person_id).vneid_confirmed_on = DAY
        with counted(app) as statements:
            assert officer.get("/training/vneid").status_code == 200
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]


def test_who_may_look_and_who_may_enter(app, cast, browser_of, made):
    for name, status in (("leader", 200), ("clerk", 200), ("trainer", 403), ("reviewer", 403), ("stranger", 200)):
        assert browser_of(name).get("/training/vneid").status_code == status
    assert browser_of("leader").post("/training/vneid").status_code == 403
    assert browser_of("leader").get("/training/vneid/list").status_code == 403
    assert browser_of("stranger").post(f"/training/vneid/{made.people[0]}/remove").status_code == 404
    with app.app_context(), acting(cast.users["officer"]):
        db.session.get(Person, made.people[0]).vneid_confirmed_on = DAY
    assert "Trần Văn An" not in browser_of("stranger").get("/training/vneid").text
