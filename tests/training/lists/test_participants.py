"""The list of a class that comes in: from a message or a sheet onto the class."""

import pytest

from app.db import db
from app.imports.queries.judging import preview
from app.people.models import Person
from app.reading import read_file, read_text
from app.reading.lines import State
from app.training import queries
from app.training.lists.participants import ParticipantsList
from tests.cast import acting
from tests.queries_counted import counted
from tests.reading.sheets_made import book
from tests.training import rows

KIND = ParticipantsList()
SHEET = [
    ["DANH SÁCH HỌC VIÊN LỚP KỸ NĂNG SỐ"],
    ["STT", "Họ và tên", "Năm sinh", "Thôn", "Điện thoại"],
    [1, "TRẦN VĂN AN", 1980, None, None],
    [2, "Lê Thị Mới", 1975, "Thôn 12", 912345678],
    [3, "Nguyễn Thị Hòa", 1980, "Thôn 12", None],
    [4, "Vi Văn Bảy", 1961, None, None],
    [5, "Lê Thị Mới", 1975, "Thôn 12", None],
    [6, "Kha Sai", "31/2/1980", None, "12"],
    [None, "Tổng cộng: 6"],
]


@pytest.fixture
def course(cast, app):
    with app.app_context():
        made = rows.made(cast, learners=1)
        with acting(cast.users["officer"]):
            rows.person("Nguyễn Thị Hoà", made.hamlet)
            rows.person("Vi Văn Bảy", None, 1961)
            db.session.commit()
        with acting(cast.users["officer"]):
            yield queries.get(made.course)


def test_who_is_known_is_put_on_the_class_and_who_is_new_into_the_books(cast, course):
    with acting(cast.users["officer"]):
        found = preview(KIND, read_file(book(SHEET)), course, {})[1]
        assert [(one.line.number, one.state) for one in found] == [
            (3, State.SAME),
            (4, State.NEW),
            (5, State.CHANGE),
            (6, State.DOUBTFUL),
            (7, State.DOUBTFUL),
            (8, State.WRONG),
        ]
        assert [fault.reason.code for fault in found[3].faults] == ["likely-double"]
        assert sorted(found[3].twins[0].says) == ["birth", "full_name", "gender", "hamlet"], (
            "no telephone for a trainer"
        )
        assert [fault.field for fault in found[5].faults] == ["birth", "phone"]
        ids = KIND.save([one for one in found if one.ready], course, {})
        new = db.session.get_one(Person, ids[0])
        assert (new.name, new.phone, new.hamlet.name) == ("Lê Thị Mới", "0912345678", "Thôn 12")
        on_list = [one.person.name for one in queries.learners(course.id)]
        assert on_list == ["Trần Văn An", "Nguyễn Thị Hoà", "Lê Thị Mới"]
        again = preview(KIND, read_file(book(SHEET[:5])), course, {})[1]
        assert [one.state for one in again] == [State.SAME, State.SAME, State.SAME]


def test_a_message_is_a_list_and_costs_the_same_however_long(app, cast, course):
    with acting(cast.users["officer"]):
        few = read_text("Ds học viên:\n1. Hồ Văn Một – Thôn 12 – 0912 345 678\n2) Hồ Thị Hai, 1980")
        hamlet = {"hamlet": str(course.hamlet_id)}
        with counted(app) as one:
            found = preview(KIND, few, course, hamlet)[1]
        assert [(said.state, said.values["hamlet"]) for said in found] == [(State.NEW, "Thôn 12")] * 2
        many = read_text("\n".join(f"{number}. Hồ Văn Thứ - {1700 + number}" for number in range(200, 300)))
        with counted(app) as other:
            preview(KIND, many, course, hamlet)
        assert len(one) == len(other)
