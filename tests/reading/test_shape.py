"""Sheets as officials make them: what is a title, a heading, a heading in between, a person, a total, a signature."""

from app.reading import lay_out, read_file, read_text
from tests.reading.sheets_made import KNOWN, book


def told(layout):
    return [(row.number, {name: row.cell(at) for name, at in layout.columns().items()}) for row in layout.body]


def test_the_list_of_a_class_as_it_comes():
    layout = lay_out(
        read_file(
            book(
                [
                    ["UBND XÃ VẠN AN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                    ["BAN CHỈ ĐẠO", None, None, "Độc lập - Tự do - Hạnh phúc"],
                    [],
                    ["DANH SÁCH HỌC VIÊN LỚP TẬP HUẤN KỸ NĂNG SỐ"],
                    ["(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/02/2026)"],
                    [],
                    ["STT", "Họ và tên", "Năm sinh", None, "Nơi ở", "Số điện thoại", "Ghi chú"],
                    [None, None, "Nam", "Nữ"],
                    [1, 2, 3, 4, 5, 6, 7],
                    ["I", "Thôn Đông (3 người)"],
                    [1, "NGUYỄN VĂN AN", 1972, None, None, 912345678],
                    [2, "Trần Thị Bình", None, "15/3/72", None, "0987 654 321", "hộ nghèo"],
                    [3, "Tống Thị Cúc", None, 26738],
                    ["II", "Thôn Tây"],
                    [1, "Cồng A Sử", 1980],
                    [2, "Tổng Văn Dũng", 1981],
                    [None, "Tổng cộng: 5 người"],
                    [],
                    [None, None, None, None, "Vạn An, ngày 05 tháng 02 năm 2026"],
                    [None, "NGƯỜI LẬP BIỂU", None, None, "CHỦ TỊCH"],
                    [],
                    [None, "Nguyễn Thị Lan", None, None, "Phan Đình Quế"],
                ],
                ["C7:D7"],
            )
        ),
        KNOWN,
    )
    assert layout.headings[:4] == ("STT", "Họ và tên", "Năm sinh Nam", "Năm sinh Nữ")
    assert layout.guesses == (None, "name", "born", "born_woman", "hamlet", "phone", "note")
    assert [(row.number, row.cells[1], row.group) for row in layout.body] == [
        (11, "NGUYỄN VĂN AN", "Thôn Đông"),
        (12, "Trần Thị Bình", "Thôn Đông"),
        (13, "Tống Thị Cúc", "Thôn Đông"),
        (15, "Cồng A Sử", "Thôn Tây"),
        (16, "Tổng Văn Dũng", "Thôn Tây"),
    ]
    assert layout.skipped == {
        1: "title", 2: "title", 4: "title", 5: "title", 7: "heading", 8: "heading", 9: "heading", 10: "group",
        14: "group", 17: "total", 19: "note", 20: "note", 22: "note",
    }  # fmt: skip


def test_headings_of_two_lines_and_headings_repeated_on_each_page():
    rows = [
        ["TT", "Họ và", "Ngày tháng", "Số", "Địa chỉ"],
        [None, "tên", "năm sinh", "điện thoại", None],
        [1, "Nguyễn An", "1/1/1990", "0912345678", "Xóm 1"],
        ["TT", "Họ và tên", "Ngày tháng năm sinh", "Số điện thoại", "Địa chỉ"],
        [2, "Trần Bình", "1991", None, "Xóm 2"],
        ["Cộng", None, None, None, None],
    ]
    layout = lay_out(read_file(book(rows)), KNOWN)
    assert told(layout) == [
        (3, {"name": "Nguyễn An", "born": "1/1/1990", "phone": "0912345678", "hamlet": "Xóm 1"}),
        (5, {"name": "Trần Bình", "born": "1991", "phone": "", "hamlet": "Xóm 2"}),
    ]
    assert layout.skipped == {1: "heading", 2: "heading", 4: "heading", 6: "total"}


def test_without_headings_by_what_the_cells_say():
    layout = lay_out(read_text("Nguyễn Văn An\t0912345678\tThôn Đông\nTrần Bình\t987654321\tXóm 2"), KNOWN)
    assert layout.guesses == ("name", "phone", "hamlet")
    assert layout.skipped == {}


def test_a_message_of_zalo_whose_lines_differ():
    layout = lay_out(
        read_text(
            "Danh sách tổ công nghệ số thôn Đông:\n"
            "1. Nguyễn Văn An – thôn Đông – 0912345678\n"
            "2. Trần Thị Bình (1980) - Thôn 2 - 0987.654.321\n"
            "3) Lê Văn Cường, sinh năm 1975, SĐT: 0911 222 333\n"
            "4. Phạm Thị Dung\n"
            "Thôn Tây:\n"
            "- Hoàng Văn Én – 15/3/72"
        ),
        KNOWN,
    )
    assert told(layout) == [
        (2, {"name": "Nguyễn Văn An", "born": "", "hamlet": "thôn Đông", "phone": "0912345678"}),
        (3, {"name": "Trần Thị Bình", "born": "1980", "hamlet": "Thôn 2", "phone": "0987.654.321"}),
        (4, {"name": "Lê Văn Cường", "born": "1975", "hamlet": "", "phone": "0911 222 333"}),
        (5, {"name": "Phạm Thị Dung", "born": "", "hamlet": "", "phone": ""}),
        (7, {"name": "Hoàng Văn Én", "born": "15/3/72", "hamlet": "", "phone": ""}),
    ]
    assert [row.group for row in layout.body] == ["", "", "", "", "Thôn Tây"]
    assert layout.skipped == {1: "title", 6: "group"}


def test_headings_in_between_that_only_the_commune_knows():
    rows = [["Họ tên", "Năm sinh"], ["Đồng Tâm", None], ["Lê An", 1970], ["Hoà Bình", None], ["Trần Bình", 1980]]
    layout = lay_out(read_file(book(rows)), KNOWN, {"Đồng Tâm", "Hoà Bình"}.__contains__)
    assert [(row.cells[0], row.group) for row in layout.body] == [("Lê An", "Đồng Tâm"), ("Trần Bình", "Hoà Bình")]


def test_a_heading_in_between_that_names_no_place_leaves_the_place_as_it_is():
    rows = [
        ["TT", "Họ tên", "Năm sinh"], [None, "Thôn Đông"], ["I", "Cán bộ"], [1, "Lê An", 1970], ["II", "Nhân dân"],
        [2, "Trần Bình", 1980], [None, "Xóm 3"], [3, "Vũ Chi", 1990],
    ]  # fmt: skip
    layout = lay_out(read_file(book(rows)), KNOWN)
    assert [row.group for row in layout.body] == ["Thôn Đông", "Thôn Đông", "Xóm 3"]
    assert sorted(layout.skipped.values()) == ["group", "group", "group", "group", "heading"]
