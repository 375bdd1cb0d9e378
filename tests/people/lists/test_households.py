"""The sổ hộ as a list: heads alone, and whole households in each way that sheets say who belongs to whom."""

import pytest

from app.db import db
from app.imports.queries.judging import preview
from app.people.lists.households import HouseholdsList
from app.people.models import Person
from app.reading import read_file
from app.reading.lines import State
from tests.cast import acting
from tests.people import rows as people
from tests.reading.sheets_made import book

KIND = HouseholdsList()
BY_RELATION = [
    ["SỔ HỘ THÔN ĐÔNG"],
    ["STT", "Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", "Địa chỉ", "Số nhân khẩu"],
    [1, "NGUYỄN VĂN AN", "Chủ hộ", 1970, "Số 5, thôn Đông", 3],
    [2, "Trần Thị Bình", "Vợ", 1972, None, None],
    [3, "Nguyễn Văn Cường", "Con", 2001, None, None],
    [4, "LÊ VĂN DŨNG", "Chủ hộ", 1980, "Thôn Đông", 1],
]
BY_NUMBER = [
    ["STT", "Họ và tên", "Năm sinh", "Thôn"],
    [1, "Nguyễn Văn An", 1970, "Đông"],
    [None, "Trần Thị Bình", 1972, None],
    [None, "Nguyễn Văn Cường", 2001, None],
    [2, "Lê Văn Dũng", 1980, "Đông"],
]
BY_MERGED_HEAD = [
    ["STT", "Họ tên chủ hộ", "Họ và tên thành viên", "Quan hệ", "Năm sinh", "Thôn"],
    [1, "Nguyễn Văn An", "Nguyễn Văn An", "Chủ hộ", 1970, "Đông"],
    [2, None, "Trần Thị Bình", "Vợ", 1972, None],
    [3, None, "Nguyễn Văn Cường", "Con", 2001, None],
    [4, "Lê Văn Dũng", "Lê Văn Dũng", "Chủ hộ", 1980, "Đông"],
]
BY_NUMBER_OF_HOUSEHOLD = [
    ["Hộ số", "Họ và tên", "Năm sinh", "Thôn"],
    [7, "Nguyễn Văn An", 1970, "Đông"],
    [7, "Trần Thị Bình", 1972, "Đông"],
    [7, "Nguyễn Văn Cường", 2001, "Đông"],
    [8, "Lê Văn Dũng", 1980, "Đông"],
]


def judged(rows, **options):
    return preview(KIND, read_file(book(rows)), None, options)[1]


def save(found, **options):
    return KIND.save([one for one in found if one.ready], None, options)


@pytest.mark.parametrize("rows", [BY_RELATION, BY_NUMBER, BY_MERGED_HEAD, BY_NUMBER_OF_HOUSEHOLD])
def test_households_are_told_apart_and_come_in_whole(cast, app, rows):
    with app.app_context(), acting(cast.users["officer"]):
        people.hamlet("Thôn Đông")
        db.session.flush()
        found = judged(rows)
        assert [(one.state, one.line.cell("household_head")) for one in found] == [
            (State.NEW, ""),
            (State.NEW, "Nguyễn Văn An (1970)"),
            (State.NEW, "Nguyễn Văn An (1970)"),
            (State.NEW, ""),
        ], [one.faults for one in found]
        ids = save(found)
        db.session.flush()
        [an, binh, cuong, dung] = [db.session.get_one(Person, one) for one in ids]
        assert an.is_head
        assert dung.is_head
        assert an.household_id != dung.household_id
        assert {binh.household_id, cuong.household_id} == {an.household_id}
        assert not binh.is_head
        assert binh.hamlet_id == an.household.hamlet_id
        if rows is BY_RELATION:
            assert (an.household.address, an.household.member_count, dung.household.address) == (
                "Số 5, thôn Đông", 3, None,
            )  # fmt: skip
            assert (binh.relation, cuong.relation, an.relation) == ("Vợ", "Con", None)
        assert [one.state for one in judged(rows)] == [State.SAME] * 4, [one.twins for one in judged(rows)]


def test_a_member_waits_for_the_head_and_finds_a_head_of_the_books(cast, app):
    with app.app_context(), acting(cast.users["officer"]):
        home = people.household("Lê Văn Dũng", birth_year=1980)
        home.hamlet.name = "Thôn Đông"
        chi = people.person("Lê Thị Chi", birth_year=2004, hamlet_id=home.hamlet_id)
        other = people.household("Trần Văn Khác", of=people.hamlet("Thôn Tây"), birth_year=1960)
        db.session.flush()
        rows = [
            ["Họ và tên", "Chủ hộ", "Quan hệ", "Năm sinh", "Thôn"],
            ["Nguyễn Văn An", "Nguyễn Văn An", "Chủ hộ", 2970, "Đông"],
            ["Trần Thị Bình", "Nguyễn Văn An", "Vợ", 1972, "Đông"],
            ["Lê Thị Chi", "Lê Văn Dũng", "Con", 2004, "Đông"],
            ["Trần Văn Khác", "Lê Văn Dũng", "Bố", 1960, "Tây"],
        ]
        found = judged(rows)
        assert [(one.line.cell("full_name"), one.state) for one in found] == [
            ("Nguyễn Văn An", State.WRONG),
            ("Trần Thị Bình", State.WRONG),
            ("Lê Văn Dũng", State.SAME),
            ("Lê Thị Chi", State.CHANGE),
            ("Trần Văn Khác", State.WRONG),
        ]
        codes = [[fault.reason.code for fault in one.faults] for one in found]
        assert codes == [
            ["born-in-future"],
            ["household-head-waits"],
            [],
            [],
            ["household-head-unknown", "likely-double"],
        ]
        assert dict(found[3].twins[0].changes) == {"household_head": "", "relation": ""}
        save(found)
        assert (chi.household_id, chi.relation) == (home.id, "Con")
        assert other.head.is_head


def test_a_list_of_heads_and_what_it_changes(cast, app):
    with app.app_context(), acting(cast.users["officer"]):
        home = people.household("Lê Văn Dũng", of=people.hamlet("Thôn Đông"), birth_year=1980)
        db.session.flush()
        rows = [
            ["TT", "Họ và tên chủ hộ", "Năm sinh", "Số khẩu", "Địa chỉ"],
            [1, "Lê Văn Dũng", 1980, "4 người", "Tổ 2, thôn Đông"],
            [2, "Trần Thị Hoa", 1975, "một", "Thôn Đông"],
            [3, "Trần Thị Mai", 1975, 2, None],
        ]
        found = judged(rows)
        assert [one.state for one in found] == [State.CHANGE, State.WRONG, State.WRONG]
        assert dict(found[0].twins[0].changes) == {"address": "", "member_count": ""}
        assert [[fault.reason.code for fault in one.faults] for one in found[1:]] == [
            ["member-count-unfit"],
            ["hamlet-missing"],
        ]
        save(found)
        assert (home.address, home.member_count) == ("Tổ 2, thôn Đông", 4)
        told = list(KIND.everything(None))
        assert [(one["full_name"], one["relation"], one["member_count"]) for one in told] == [
            ("Lê Văn Dũng", "Chủ hộ", 4)
        ]
