"""The list of people as a kind: from a sheet to the books and out again."""

from datetime import date

from app.db import db
from app.imports.queries.judging import line_of, preview
from app.people import queries
from app.people.lists.people import PeopleList
from app.people.models import Person
from app.places import actions as places
from app.reading import Row, Sheet, read_file, read_text
from app.reading.lines import State
from tests.cast import acting
from tests.people import rows as people
from tests.queries_counted import counted
from tests.reading.sheets_made import book

KIND = PeopleList()
SHEET = [
    ["DANH SÁCH HỘI VIÊN"],
    ["STT", "Họ và tên", "Năm sinh", "Điện thoại", "Nghề nghiệp", "Đơn vị", "Số CCCD"],
    [None, "I. Thôn Đông (3 người)"],
    [1, "NGUYỄN VĂN MỚI", "15/3/72", 912345678, "Nông dân", "Chi hội 3", "040072001234"],
    [2, "Nguyễn Thị Hòa", 1980, "0912 000 111", None, "Văn phòng", None],
    [3, "Lê Thị Sai", "31/2/1980", "12", None, None, None],
    [None, "Tổng cộng: 3"],
]


def judged(rows, **options):
    return preview(KIND, read_file(book(rows)), None, options)[1]


def save(found, **options):
    ready = [one for one in found if one.ready]
    return KIND.save(ready, None, options)


def test_a_list_is_judged_saved_and_the_same_ever_after(cast, app):
    with app.app_context(), acting(cast.users["officer"]):
        east = people.hamlet("Thôn Đông")
        office = places.save_unit(None, "Văn phòng", None, people.OPENED)
        hoa = people.person("Nguyễn Thị Hoà", birth_year=1980, hamlet_id=east.id, phone="0987654321")
        db.session.flush()
        found = judged(SHEET)
        assert [(one.state, one.line.number) for one in found] == [
            (State.NEW, 4),
            (State.CHANGE, 5),
            (State.WRONG, 6),
        ]
        assert [(fault.field, fault.blocking) for fault in found[2].faults] == [("birth", True), ("phone", True)]
        assert found[0].line.cells["national_id"] == "0********234"
        ids = save(found)
        new = db.session.get_one(Person, ids[0])
        assert (new.name, new.born_on, new.phone, new.occupation, new.hamlet_id, new.unit_id) == (
            "Nguyễn Văn Mới", date(1972, 3, 15), "0912345678", "Nông dân", east.id, None,
        )  # fmt: skip
        assert (ids[1], hoa.name, hoa.phone, hoa.unit_id) == (hoa.id, "Nguyễn Thị Hoà", "0912000111", office.id)
        assert queries.national_id(new) is None, "a list never keeps a number of a CCCD"
        assert [one.state for one in judged(SHEET)] == [State.SAME, State.SAME, State.WRONG]
        told = list(KIND.everything(None))
        assert [(one["full_name"], one["birth"], one["unit"]) for one in told] == [
            ("Nguyễn Thị Hoà", 1980, "Văn phòng"),
            ("Nguyễn Văn Mới", date(1972, 3, 15), ""),
        ]


def test_a_list_of_heads_makes_households(cast, app):
    with app.app_context(), acting(cast.users["officer"]):
        east = people.hamlet("Thôn Đông")
        an = people.person("Lê An", birth_year=1970, hamlet_id=east.id)
        db.session.flush()
        rows = [["Họ tên", "Năm sinh"], ["Lê An", 1970], ["Trần Bình", 1980]]
        found = judged(rows, hamlet=str(east.id), heads="1")
        assert [one.state for one in found] == [State.CHANGE, State.NEW]
        save(found, hamlet=str(east.id), heads="1")
        assert (an.is_head, an.household.hamlet_id) == (True, east.id)
        assert [one.state for one in judged(rows, hamlet=str(east.id), heads="1")] == [State.SAME, State.SAME]


def test_a_choice_stands_and_what_repeats_is_asked(cast, app):
    with app.app_context(), acting(cast.users["officer"]):
        duc = people.person("Trần Văn Đức", birth_year=1975)
        db.session.flush()
        sheet = read_text("Tran Van Duc\t1975\nTrần Văn Đức\t1975\nSN 1975\t")
        layout = KIND.laid_out(sheet, None)
        columns = layout.columns()
        [first, second, _third] = KIND.judge([line_of(KIND, row, columns) for row in layout.body], None, {})
        assert (first.state, first.asked, second.asked) == (State.DOUBTFUL, f"p{duc.id}", f"p{duc.id} l1")
        chosen = [
            line_of(KIND, layout.body[0], columns, choice=str(duc.id), asked=first.asked),
            line_of(KIND, layout.body[1], columns, choice="new", asked=second.asked),
        ]
        again = KIND.judge(chosen, None, {})
        assert [one.state for one in again] == [State.SAME, State.NEW]
        assert save(again)[0] != duc.id


def test_statements_do_not_grow_with_the_lines(cast, app):
    with app.app_context(), acting(cast.users["officer"]):
        people.hamlet("Thôn Đông")
        db.session.flush()

        def look(count):
            sheet = Sheet(tuple(Row(number, (f"Lê Văn {chr(65 + number % 26)}", "1980")) for number in range(1, count)))
            with counted(app) as statements:
                preview(KIND, sheet, None, {})
            return len(statements)

        assert look(5) == look(400)
