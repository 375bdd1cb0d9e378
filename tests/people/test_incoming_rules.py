"""What rows of people say, whatever way they were written."""

from datetime import date

import pytest

from app.people.rules.doubles import Known
from app.people.rules.incoming import (
    PEOPLE,
    Books,
    InTheBooks,
    birth_of,
    cells_of,
    covered_number,
    judge,
    laid_out,
    phone_of,
)
from app.people.rules.persons import Unreadable
from app.reading import read_file, read_text
from app.reading.lines import Line, State
from tests.reading.sheets_made import book

TODAY = date(2026, 8, 20)
HAMLETS = {1: "Thôn Đông", 2: "Thôn Tây", 3: "Xóm 3"}


def read(sheet, people=(), **books):
    layout = laid_out(sheet, PEOPLE, HAMLETS)
    columns = layout.columns()
    lines = [Line(row.number, cells_of(row, columns)) for row in layout.body]
    return layout, judge(lines, Books(TODAY, HAMLETS, people, **books))


def known(row_id, name, year, hamlet_id, **says):
    return InTheBooks(Known(row_id, name, year, hamlet_id), says)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("05/02/1980", "05/02/1980"), ("15/3/72", "15/03/1972"), ("1.2.05", "01/02/2005"), ("1980", "1980"),
        ("1980-02-05", "05/02/1980"), ("02/1980", "1980"), ("26738", "15/03/1973"), ("SN 1975", "1975"), ("", ""),
    ],
)  # fmt: skip
def test_births_as_lists_have_them(typed, read):
    assert birth_of(typed, TODAY).text == read


@pytest.mark.parametrize("typed", ["31/2/1980", "khoảng 1980", "13/13/72"])
def test_births_that_cannot_be(typed):
    with pytest.raises(Unreadable):
        birth_of(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0912 345 678", "0912345678"), ("912345678", "0912345678"), ("+84 912.345.678", "0912345678"),
        ("84912345678", "0912345678"), ("02383-123456", "02383123456"), ("2383123456", "02383123456"), ("12", None),
    ],
)  # fmt: skip
def test_telephone_numbers_that_lost_their_zero(typed, read):
    assert phone_of(typed) == read


def test_years_under_men_and_women_and_ticks():
    rows = [["Họ tên", "Nam", "Nữ"], ["Lê An", 1980, None], ["Trần Bình", None, 1985]]
    _layout, found = read(read_file(book(rows)))
    assert [(one.values["gender"], one.values["birth_year"]) for one in found] == [("Nam", "1980"), ("Nữ", "1985")]
    rows = [["Họ tên", "Năm sinh", "Nam", "Nữ"], ["Lê An", 1980, "x", None], ["Trần Bình", 1985, None, "x"]]
    _layout, found = read(read_file(book(rows)))
    assert [(one.values["gender"], one.values["birth_year"]) for one in found] == [("Nam", "1980"), ("Nữ", "1985")]


def test_a_name_in_two_columns():
    for heads in (["TT", "Họ và tên", None, "Năm sinh"], ["TT", "Họ và đệm", "Tên", "Năm sinh"]):
        rows = [heads, [1, "Nguyễn Văn", "An", 1980], [2, "Tôn Nữ Thu", "Hà", 1990], [3, "LÊ", "CHI", 1991]]
        _layout, found = read(read_file(book(rows)))
        said = [[one.values.get(part) for part in ("full_name", "family", "middle", "given")] for one in found]
        assert said == [
            ["Nguyễn Văn An", "Nguyễn", "Văn", "An"],
            ["Tôn Nữ Thu Hà", "Tôn Nữ", "Thu", "Hà"],
            ["Lê Chi", "Lê", None, "Chi"],
        ]


def test_the_list_of_heads_of_households():
    rows = [["TT", "Họ và tên chủ hộ", "Địa chỉ"], [1, "Lê An", "Thôn Tây, xã Vạn An"], [2, "Trần Bình", "Thôn Nam"]]
    layout, found = read(read_file(book(rows)))
    assert layout.columns() == {"full_name": 1, "hamlet": 2}
    assert [(one.record.hamlet_id, one.state) for one in found] == [(2, State.NEW), (None, State.DOUBTFUL)]
    assert [fault.reason.code for fault in found[1].faults] == ["hamlet-unknown"]


def test_every_state_beside_the_books():
    text = "\n".join(
        "\t".join(cells)
        for cells in (
            ("Họ tên", "Năm sinh", "Thôn", "Điện thoại"),
            ("Nguyễn Thị Hòa", "1980", "Đông", "0912345678"),
            ("Trần Văn Đức", "1975", "Đông", "0987654321"),
            ("Tran Van Duc", "1975", "Đông", ""),
            ("Lê Văn Mới", "15/3/72", "Xóm 3", ""),
            ("Lê Văn Mới", "1972", "Xóm 3", ""),
            ("", "1990", "Tây", "12"),
        )
    )
    people = [known(1, "Nguyễn Thị Hoà", 1980, 1, phone="0912345678"), known(2, "Trần Văn Đức", 1975, 1)]
    _layout, found = read(read_text(text), people)
    assert [(one.line.number, one.state.value, [twin.id for twin in one.twins], one.repeats) for one in found] == [
        (2, "same", [1], ()),
        (3, "change", [2], ()),
        (4, "doubtful", [2], (3,)),
        (5, "new", [], ()),
        (6, "doubtful", [], (5,)),
        (7, "wrong", [], ()),
    ]
    assert [(fault.field, fault.reason.code) for fault in found[5].faults] == [
        ("full_name", "name-missing"),
        ("phone", "phone-unreadable"),
    ]
    assert found[3].values == {
        "full_name": "Lê Văn Mới", "family": "Lê", "middle": "Văn", "given": "Mới", "birth_date": "15/03/1972",
        "hamlet": "Xóm 3",
    }  # fmt: skip


def test_what_a_list_changes_of_who_is_known():
    rows = [["Họ tên", "Ngày sinh", "Thôn", "Điện thoại", "Nghề nghiệp", "Số CCCD"]]
    rows.append(["LÊ AN", "15/3/1972", "Thôn Tây", "0912 345 678", "Giáo viên", "40072001234"])
    born = date(1972, 3, 15)
    books = [
        InTheBooks(Known(1, "Lê An", 1972, 2), {"birth": "1972", "phone": "0987654321", "occupation": "Giáo viên"}),
        InTheBooks(Known(2, "Lê An", 1972, 1, born), {"birth": "15/03/1972", "hamlet": "Thôn Đông"}),
    ]
    layout, [found] = read(read_file(book(rows)), books)
    assert [row.cell(5) for row in layout.body] == ["0********234"], "a number of a CCCD goes no further"
    assert [(twin.id, twin.certain, dict(twin.changes)) for twin in found.twins] == [
        (1, True, {"phone": "0987654321", "birth": "1972"}),
        (2, False, {"phone": "", "occupation": "", "hamlet": "Thôn Đông"}),
    ]
    assert (found.state, [fault.reason.code for fault in found.faults]) == (State.DOUBTFUL, ["likely-double"])
    other = InTheBooks(books[0].known, books[0].says, national_id="0********999")
    [apart] = read(read_file(book(rows)), [other])[1]
    assert (apart.state, apart.twins[0].certain) == (State.DOUBTFUL, False), "the numbers of the CCCD differ"
    assert covered_number("9 chữ số") == "********"


def test_each_line_heads_a_household():
    rows = [["Họ tên", "Năm sinh", "Thôn"], ["Lê An", 1972, "Tây"], ["Trần Bình", 1980, None], ["Lê Chi", 1981, "Xa"]]
    [an, binh, chi] = read(read_file(book(rows)), [known(1, "Lê An", 1972, 2)], heads=True)[1]
    assert (an.state, dict(an.twins[0].changes)) == (State.CHANGE, {"household_head": ""})
    assert [(one.state, [fault.reason.code for fault in one.faults]) for one in (binh, chi)] == [
        (State.WRONG, ["hamlet-missing"]),
        (State.WRONG, ["hamlet-unknown"]),
    ]


def test_ten_thousand_lines_of_one_name_are_not_compared_each_with_each():
    lines = [Line(number, {"full_name": "Lê An", "birth": "1980"}) for number in range(1, 3001)]
    found = judge(lines, Books(TODAY, HAMLETS))
    assert found[-1].repeats == (1, 2, 3, 4, 5)
