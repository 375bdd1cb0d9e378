"""Lists as offices, hamlets and Zalo groups make them: one shape a test, and what each line says of whom."""

from datetime import date

import pytest

from app.people.rules.incoming import PEOPLE, Books, cells_of, judge, laid_out
from app.reading import read_file, read_text
from app.reading.lines import Line
from tests.reading.sheets_made import book, in_tcvn3

TODAY = date(2026, 8, 20)
HAMLETS = {1: "Thôn Đông", 2: "Thôn Tây", 3: "Xóm 3", 4: "Thôn 3"}
SAID = ("full_name", "birth_date", "birth_year", "gender", "hamlet", "phone")


def people_of(source) -> list[str]:
    """What each line says, without what it does not say."""
    sheet = read_text(source) if isinstance(source, str) else read_file(book(source))
    layout = laid_out(sheet, PEOPLE, HAMLETS)
    columns = layout.columns()
    lines = [Line(row.number, cells_of(row, columns)) for row in layout.body]
    found = judge(lines, Books(TODAY, HAMLETS))
    assert not [fault for one in found for fault in one.faults if fault.blocking]
    return [", ".join(one.values[name] for name in SAID if name in one.values) for one in found]


THREE_LINES = [
    ["UBND XÃ VẠN AN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["DANH SÁCH THÀNH VIÊN TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG"],
    ["STT", "Họ và tên", "Ngày, tháng, năm sinh", None, "Nơi ở", None, "Liên hệ"],
    [None, None, "Nam", "Nữ", "Thôn", "Xã", "Số"],
    [None, None, None, None, None, None, "điện thoại"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    [1, "NGUYỄN VĂN AN", "05/02/1980", None, "Thôn Đông", "Vạn An", "0912.345.678"],
    [2, "TRẦN thị Bình", None, "1985", "T. Tây", "Vạn An", 987654321],
    ["Tổng cộng: 02 người"],
    [None, None, None, None, "Vạn An, ngày 5 tháng 2 năm 2026"],
    [None, "Người lập", None, None, "TM. ỦY BAN NHÂN DÂN"],
    [None, None, None, None, "Nguyễn Văn Chủ"],
]
COUNTED_HAMLETS = [
    ["TT", "HỌ TÊN", "NĂM SINH", "GIỚI TÍNH", "CHỨC VỤ"],
    ["I", "THÔN ĐÔNG", 2, None, None],
    [1, "Lê An", 1980, "Nam", "Trưởng thôn"],
    ["2", "Tống Văn Chi", None, None, None],
    [None, "Cộng", 2, None, None],
    ["II", "XÓM 3", 1, None, None],
    [1, "Tô Thị Giang", None, "Nữ", "Kế toán"],
    [2, "Xa Văn Ba", "ngày 5 tháng 2 năm 1980", "Nam", "Chủ tịch Hội Nông dân"],
]
THREE_COLUMNS = [
    ["STT", "Họ", "Đệm", "Tên", "Ngày sinh", None, None],
    [None, None, None, None, "Ngày", "Tháng", "Năm"],
    [1, "NGUYỄN", "VĂN", "AN", 5, 2, 1980],
    [2, "Lê", None, "Chi", None, None, 1982],
]
ONE_HAMLET = [
    ["DANH SÁCH HỘI VIÊN HỘI NÔNG DÂN THÔN ĐÔNG NĂM 2026"],
    ["Stt", "Họ và tên hội viên", "N.sinh", "Điện thoại liên hệ"],
    [1, "Ông Lê An", "80", "O912345678"],
    [2, "Bà Trần Thị Bình", "00/00/1981", "không có"],
    [3, "Đ/c Ông Ích Khiêm", "05021980", "01234567890"],
]
ZALO = """[08:15, 20/11/2026] Chị Hoa: 📢 Danh sách đăng ký lớp tập huấn 👇
Kính gửi các bác
✅ 1) Nguyễn Văn An - sn 1980 - Thôn Đông - 0912 345 678
3/ Lê Văn Cường, SN 1990, xóm 3, sđt: 0912345679
4. Phạm Thị Dung – 1975 – Đông – 84912345670
👉 5: Hoàng Văn Em 1960 thôn Tây
0987654321 Trần Thị Bình thôn Tây
Em cảm ơn ạ 🙏"""
NAMES_ALONE = "Thôn Đông\nNguyễn Văn An\nTô Thị Bình\nThôn Tây:\nLê Văn Cường"


BROKEN_HEADINGS = [
    ["Số", "Họ và", "Năm", "Chỗ"],
    ["TT", "tên", "sinh", "ở"],
    [1, "* LÊ AN", "1980/02/05", "THÔN ĐÔNG"],
    [2, "Lê Bình", "5-Feb-81", "-nt-"],
]
SIDE_BY_SIDE = [
    ["STT", "Họ và tên", None, "Giới tính (Nam/Nữ)", "STT", "Họ và tên", None, "Giới tính (Nam/Nữ)"],
    [None, "Họ đệm", "Tên", None, None, "Họ đệm", "Tên", None],
    ["THÔN: ĐÔNG"],
    [1, "Nguyễn Thị Thu", "Hà", "F", 3, "Lê", "Chi", "nữ"],
    [2, "Trần", "Bình", "Nam"],
]


@pytest.mark.parametrize(
    ("source", "people"),
    [
        (BROKEN_HEADINGS, ["Lê An, 05/02/1980, Thôn Đông", "Lê Bình, 05/02/1981, Thôn Đông"]),
        (SIDE_BY_SIDE, ["Nguyễn Thị Thu Hà, Nữ, Thôn Đông", "Trần Bình, Nam, Thôn Đông", "Lê Chi, Nữ, Thôn Đông"]),
        ("Thôn Đông đăng ký:\n1 Lê An 1980\n2 Vũ Bình 2/1981", ["Lê An, 1980, Thôn Đông", "Vũ Bình, 1981, Thôn Đông"]),
        ("Nguyễn Văn An, Trần Thị Bình, Lê Chi", ["Nguyễn Văn An", "Trần Thị Bình", "Lê Chi"]),
        (THREE_LINES, [
            "Nguyễn Văn An, 05/02/1980, Nam, Thôn Đông, 0912345678",
            "Trần Thị Bình, 1985, Nữ, Thôn Tây, 0987654321",
        ]),
        (COUNTED_HAMLETS, [
            "Lê An, 1980, Nam, Thôn Đông", "Tống Văn Chi, Thôn Đông", "Tô Thị Giang, Nữ, Xóm 3",
            "Xa Văn Ba, 05/02/1980, Nam, Xóm 3",
        ]),
        (THREE_COLUMNS, ["Nguyễn Văn An, 05/02/1980", "Lê Chi, 1982"]),
        (ONE_HAMLET, [
            "Lê An, 1980, Nam, Thôn Đông, 0912345678", "Trần Thị Bình, 1981, Nữ, Thôn Đông",
            "Ông Ích Khiêm, 05/02/1980, Thôn Đông, 0834567890",
        ]),
        (ZALO, [
            "Nguyễn Văn An, 1980, Thôn Đông, 0912345678", "Lê Văn Cường, 1990, Xóm 3, 0912345679",
            "Phạm Thị Dung, 1975, Thôn Đông, 0912345670", "Hoàng Văn Em, 1960, Thôn Tây",
            "Trần Thị Bình, Thôn Tây, 0987654321",
        ]),
        (NAMES_ALONE, ["Nguyễn Văn An, Thôn Đông", "Tô Thị Bình, Thôn Đông", "Lê Văn Cường, Thôn Tây"]),
        ("1. Lê An, sinh năm 1980, thôn Đông\n2. Lê Chi, 1981, X3", ["Lê An, 1980, Thôn Đông", "Lê Chi, 1981, Xóm 3"]),
        ("Lê An, sinh năm 1980, thôn Đông, 0912345678", ["Lê An, 1980, Thôn Đông, 0912345678"]),
        ("| STT | Họ tên | Thôn |\n|---|---|---|\n| 1 | Lê An | Xóm số 3 |", ["Lê An, Xóm 3"]),
        (in_tcvn3("Họ và tên\tNgày sinh\nNguyễn Văn Đức (vợ)\t5/2/'80\nTrần Thị Hoà\t1985"), [
            "Nguyễn Văn Đức, 05/02/1980", "Trần Thị Hoà, 1985",
        ]),
    ],
    ids=["headings broken over two lines", "side by side", "groups of a message", "names in one line",
         "headings of three lines", "hamlets with counts", "names and days in three columns", "one hamlet in the title",
         "Zalo", "names alone", "numbered with commas", "one line", "a table of a message", "an old font"],
)  # fmt: skip
def test_people_of_a_list(source, people):
    assert people_of(source) == people


def test_what_a_word_says_of_a_piece_is_not_lost():
    layout = laid_out(read_text("1. Lê An, sđt: 12, ở Đông\n2. Lê Chi, sinh năm 80 mấy"), PEOPLE, HAMLETS)
    lines = [Line(row.number, cells_of(row, layout.columns())) for row in layout.body]
    found = judge(lines, Books(TODAY, HAMLETS))
    assert [(one.values["full_name"], [fault.field for fault in one.faults]) for one in found] == [
        ("Lê An", ["phone"]),
        ("Lê Chi", ["birth"]),
    ]
    assert found[0].values["hamlet"] == "Thôn Đông"


def test_a_sentence_is_no_name():
    [found] = judge([Line(1, {"full_name": "mời các bác có tên sau đây đi họp lớp vào tối thứ hai"})], Books(TODAY, {}))
    assert [fault.reason.code for fault in found.faults] == ["name-many-words"]
