"""Lists in and out: real pastes, real workbooks, what Excel will show."""

import io
import unicodedata
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook  # noqa: TID251 another program made the file

from app.sheets import (
    MOST_ROWS,
    Column,
    Grid,
    SheetFault,
    body_start,
    guess_columns,
    header_row,
    parse_paste,
    read_xlsx,
    write_long_xlsx,
    write_xlsx,
)

KNOWN = {
    "full_name": ("họ và tên", "họ tên", "tên", "@name"),
    "born": ("ngày sinh", "năm sinh", "@day", "@year"),
    "cccd": ("CCCD", "số căn cước", "@id12"),
    "phone": ("điện thoại", "số điện thoại", "SĐT", "@phone"),
    "hamlet": ("thôn", "xóm", "tổ dân phố", "nơi ở", "@text"),
}


def midnight(year, month, day):
    """Excel has moments without a zone only, and no days."""
    return datetime.combine(date(year, month, day), time())


def book(rows, **sheets):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for state, visible in sheets.items():
        made.active.sheet_state = state
        other = made.create_sheet()
        for row in visible:
            other.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


# ---- pasted


def test_paste_from_excel():
    grid = parse_paste("Họ và tên\tNgày sinh\r\nNguyễn Văn A\t05/02/1990\r\n\r\nĐặng Văn Đức\t\r\n")
    assert grid.rows == [["Họ và tên", "Ngày sinh"], ["Nguyễn Văn A", "05/02/1990"], ["Đặng Văn Đức", ""]]
    assert grid.lines == [1, 2, 4]


def test_paste_from_excel_with_quoted_cells():
    grid = parse_paste('Lê An\t"Thôn 3\nxã Tân Lập"\nLê Bình\t"Gọi là ""Tư"""\nLê Chi\tThôn 1\n')
    assert grid.rows == [["Lê An", "Thôn 3 xã Tân Lập"], ["Lê Bình", 'Gọi là "Tư"'], ["Lê Chi", "Thôn 1"]]
    assert grid.lines == [1, 3, 4]


def test_paste_with_a_lone_quote_loses_no_line():
    grid = parse_paste('Lê An\t"Tổ 3\nLê Bình\tTổ 4')
    assert grid.rows == [["Lê An", '"Tổ 3'], ["Lê Bình", "Tổ 4"]]


def test_paste_of_a_message_with_numbering_and_dashes():
    grid = parse_paste(
        "1. Nguyễn Văn A – thôn 3 – 0912345678\n"
        "2) Đặng Văn Đức - Thôn Đông; 0987 654 321\n"
        "\n"
        " 3/ Niê-Kđăm | Buôn Ea | 5-2-1990\n"
        "- Lò Văn Ún — bản Mới\n"
        "5 - Vàng A Páo;bản Mới"
    )
    assert grid.rows == [
        ["Nguyễn Văn A", "thôn 3", "0912345678"],
        ["Đặng Văn Đức", "Thôn Đông", "0987 654 321"],
        ["Niê-Kđăm", "Buôn Ea", "5-2-1990"],
        ["Lò Văn Ún", "bản Mới", ""],
        ["Vàng A Páo", "bản Mới", ""],
    ]
    assert grid.lines == [1, 2, 4, 5, 6]


def test_paste_of_a_message_without_numbering():
    grid = parse_paste("Nguyễn Văn A – thôn 3 – 0912345678\nLê An - 5. bản Mới")
    assert grid.rows == [["Nguyễn Văn A", "thôn 3", "0912345678"], ["Lê An", "5. bản Mới", ""]]


@pytest.mark.parametrize("line", ["0912-345-678", "05/02/2026", "5.2.2026", "12 người", "3"])
def test_paste_keeps_numbers_that_are_no_numbering(line):
    assert parse_paste(line).rows == [[line]]


def test_paste_is_nfc_and_without_invisible_marks():
    name = "Nguyễn Thị Thuỵ Ưởng"
    grid = parse_paste(f"\ufeff{unicodedata.normalize('NFD', name)}\u200b\t'0912345678\t'Tư\n")
    assert grid.rows == [[name, "0912345678", "'Tư"]]


@pytest.mark.parametrize("text", ["", " \n\t\n \r\n", "\ufeff"])
def test_paste_of_nothing(text):
    grid = parse_paste(text)
    assert (grid.rows, grid.lines, grid.width) == ([], [], 0)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("STT\tHọ tên\n1\tLê An\n2\tLê Bình", [["Họ tên"], ["Lê An"], ["Lê Bình"]]),
        ("Số TT\tHọ tên\nI\tThôn 1\n7\tLê An", [["Họ tên"], ["Thôn 1"], ["Lê An"]]),
        ("1\tLê An\n2.\tLê Bình\n\tLê Chi", [["Lê An"], ["Lê Bình"], ["Lê Chi"]]),
        ("3\tLê An\n5\tLê Bình", [["3", "Lê An"], ["5", "Lê Bình"]]),
        ("Số người\tThôn\n1\tĐông\n2\tTây", [["Số người", "Thôn"], ["1", "Đông"], ["2", "Tây"]]),
        ("1. Lê An\tThôn 1\n2. Lê Bình\tThôn 2", [["Lê An", "Thôn 1"], ["Lê Bình", "Thôn 2"]]),
    ],
)
def test_running_number_is_dropped(text, rows):
    assert parse_paste(text).rows == rows


def test_paste_beyond_a_commune_is_refused():
    assert len(parse_paste("\n".join(["Lê An"] * MOST_ROWS)).rows) == MOST_ROWS
    with pytest.raises(SheetFault, match="^Danh sách dài quá 5000 dòng"):
        parse_paste("\n".join(["Lê An"] * (MOST_ROWS + 1)))
    with pytest.raises(SheetFault, match="^Danh sách rộng quá 50 cột"):
        parse_paste("\t".join("x" * 51))
    with pytest.raises(SheetFault, match="^Có ô quá dài"):
        parse_paste('"' + "x" * 140_000 + '"\tx')


def test_empty_columns_at_the_end_do_not_count():
    assert parse_paste("Lê An\t" + "\t" * 80 + "\nLê Bình\tThôn 1").rows == [
        ["Lê An", ""],
        ["Lê Bình", "Thôn 1"],
    ]


# ---- workbooks in


def test_workbook_shows_what_excel_shows():
    made = Workbook()
    sheet = made.active
    sheet.append(
        [
            unicodedata.normalize("NFD", "Đặng Văn Đức"),
            date(1990, 2, 5),
            datetime.combine(date(2026, 1, 2), time(8, 30)),
        ]
    )
    sheet.append([None, None, None])
    sheet.append([True, 12.0, 0.125])
    sheet.append([912345678, "=1+1", 1284])
    sheet["A4"].number_format = "0000000000"
    out = io.BytesIO()
    made.save(out)
    grid = read_xlsx(out.getvalue())
    assert grid.rows == [
        ["Đặng Văn Đức", "05/02/1990", "02/01/2026 08:30"],
        ["Có", "12", "0,125"],
        ["0912345678", "", "1284"],
    ]
    assert grid.lines == [1, 3, 4]


def test_workbook_first_visible_sheet_is_read():
    assert read_xlsx(book([["ẩn"]], hidden=[["hiện"]])).rows == [["hiện"]]


def test_workbook_as_pasted_loses_its_running_number():
    assert read_xlsx(book([["STT", "Họ tên"], [1, "Lê An"], [2, "Lê Bình"]])).rows == [
        ["Họ tên"],
        ["Lê An"],
        ["Lê Bình"],
    ]


def test_workbook_beyond_a_commune_is_refused():
    with pytest.raises(SheetFault, match="^Danh sách dài quá 5000 dòng"):
        read_xlsx(book([["Lê An"]] * (MOST_ROWS + 1)))


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Đây không phải tệp Excel .xlsx."),
        (b"Ho ten,Thon", "Đây không phải tệp Excel .xlsx."),
        (zipped(readme="x"), "Đây không phải tệp Excel .xlsx."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "Tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy lưu lại dạng .xlsx, không đặt mật khẩu.",
        ),
        (
            zipped(**{"[Content_Types].xml": "<broken"}),
            "Không đọc được tệp này. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi thử lại.",
        ),
        (
            zipped(**{"[Content_Types].xml": "x", "bomb.xml": b"\0" * 60_000_001}),
            "Tệp lớn quá. Hãy chỉ giữ lại trang tính cần nhập.",
        ),
    ],
)
def test_other_files_are_refused_in_words(data, message):
    with pytest.raises(SheetFault) as fault:
        read_xlsx(data)
    assert str(fault.value) == message


# ---- columns


def test_columns_by_their_labels():
    grid = parse_paste("Số điện thoại\tHỌ VÀ TÊN\tGhi chú\tThôn/xóm\tNăm sinh\n0912345678\tLê An\t\tĐông\t1990")
    assert guess_columns(grid, KNOWN) == ["phone", "full_name", None, "hamlet", "born"]
    assert body_start(grid, KNOWN) == 1


def test_columns_under_a_heading():
    rows = [
        ["ỦY BAN NHÂN DÂN XÃ TÂN LẬP", ""],
        ["Danh sách lớp 1", ""],
        ["Họ tên học viên", "Thôn"],
        ["Lê An", "Thôn 3"],
    ]
    assert header_row(Grid(rows), KNOWN) == 2
    assert body_start(Grid(rows), KNOWN) == 3
    assert guess_columns(Grid(rows), KNOWN) == ["full_name", "hamlet"]


def test_columns_by_their_contents():
    grid = parse_paste(
        "Đặng Văn Đức\t001090012345\tThôn 3\t0912 345 678\t5/2/1990\n"
        "Lê An\t001190012346\tThôn Đông\t+84987654321\t\n"
        "H'Hen Niê\t\tThôn 1\tkhông có\t1/12/1988\n"
    )
    assert header_row(grid, KNOWN) is None
    assert body_start(grid, KNOWN) == 0
    assert guess_columns(grid, KNOWN) == ["full_name", "cccd", "hamlet", "phone", "born"]


def test_a_row_of_data_is_not_taken_for_labels():
    grid = parse_paste("Nguyễn Văn A – thôn 3 – 0912345678\nLê Thị Tên – xóm Đông – 0912345679")
    assert header_row(grid, KNOWN) is None
    assert guess_columns(grid, KNOWN) == ["full_name", "hamlet", "phone"]


def test_one_column_of_names():
    assert guess_columns(parse_paste("Họ tên\nLê An"), KNOWN) == ["full_name"]
    assert guess_columns(parse_paste("Lê An\nLê Bình"), KNOWN) == ["full_name"]
    assert guess_columns(parse_paste(""), KNOWN) == []


def test_no_name_is_guessed_twice():
    grid = parse_paste("Họ tên\tTên\tThôn\tThôn\nLê An\tAn\tĐông\tTây")
    assert guess_columns(grid, KNOWN) == ["full_name", None, "hamlet", None]


# ---- workbooks out

COLUMNS = [
    Column("Họ và tên", "people"),
    Column("Ngày sinh", "day"),
    Column("Số CCCD"),
    Column("Số buổi", "number"),
]
ROWS = [
    ["Đặng Văn Đức", date(1990, 2, 5), "001090012345", 12],
    [["Lê An", "Lê Bình"], None, "012345678901", Decimal("1284.5")],
    ['=HYPERLINK("x")', date(2026, 1, 2), "+84912345678", 0],
    ["-1", None, "@SUM(A1)", None],
]


def sheet_of(data):
    return load_workbook(io.BytesIO(data)).active


def test_written_cells_are_what_excel_needs():
    sheet = sheet_of(write_xlsx("Danh sách: lớp 1/2026", COLUMNS, ROWS))
    assert sheet.title == "Danh sách  lớp 1 2026"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Danh sách: lớp 1/2026", None, None, None],
        ["Họ và tên", "Ngày sinh", "Số CCCD", "Số buổi"],
        ["Đặng Văn Đức", midnight(1990, 2, 5), "001090012345", 12],
        ["Lê An\nLê Bình", None, "012345678901", 1284.5],
        ['=HYPERLINK("x")', midnight(2026, 1, 2), "+84912345678", 0],
        ["-1", None, "@SUM(A1)", None],
    ]
    assert [cell.number_format for cell in sheet[3]] == ["@", "dd/mm/yyyy", "@", "#,##0"]
    assert sheet["D4"].number_format == "#,##0.00"
    assert [cell.data_type for cell in sheet[3]] == ["s", "d", "s", "n"]


def test_written_text_never_becomes_a_formula():
    data = write_xlsx("=1+1", COLUMNS, ROWS)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    sheet = sheet_of(data)
    risky = [sheet["A1"], sheet["A5"], sheet["C5"], sheet["A6"], sheet["C6"]]
    assert [cell.quotePrefix for cell in risky] == [True] * 5
    assert sheet["A3"].quotePrefix is False


def test_nothing_in_front_hides_a_formula():
    rows = [["\t=1+1", "\r\n@x"], [["", "-2+3"], "\u200b+84"]]
    for write in (write_xlsx, write_long_xlsx):
        sheet = sheet_of(write("x", [Column("x", "people"), Column("y")], rows))
        cells = [cell for row in sheet.iter_rows(min_row=3) for cell in row]
        assert [cell.value for cell in cells] == ["=1+1", "@x", "-2+3", "+84"]
        assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


def test_what_a_list_was_filtered_by_stands_between_title_and_heading():
    for write in (write_xlsx, write_long_xlsx):
        sheet = sheet_of(write("Danh sách", COLUMNS, ROWS, note="=Thôn: Thôn 3"))
        assert [sheet.cell(row, 1).value for row in (1, 2, 3, 4)] == [
            "Danh sách", "=Thôn: Thôn 3", "Họ và tên", "Đặng Văn Đức",
        ]  # fmt: skip
        assert (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) == ("A4", "$3:$3", "A3:D7")
        assert sheet["A2"].quotePrefix is True


def test_a_birth_is_a_day_or_a_year_that_sorts():
    for write in (write_xlsx, write_long_xlsx):
        sheet = sheet_of(write("x", [Column("Sinh", "birth")], [[date(1972, 3, 5)], [1980], [None]]))
        assert [sheet.cell(row, 1).value for row in (3, 4)] == [midnight(1972, 3, 5), 1980]
        assert sheet["A3"].number_format == "dd/mm/yyyy"
        assert sheet["A4"].number_format in ("0", "General")


def test_written_list_is_ready_to_read_and_print():
    sheet = sheet_of(write_xlsx("Danh sách", COLUMNS, ROWS))
    assert sheet.freeze_panes == "A3"
    assert [cell.font.bold for cell in sheet[2]] == [True] * 4
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.auto_filter.ref == "A2:D6"
    assert [sheet.column_dimensions[letter].width for letter in "ABCD"] == [28, 12, 18, 12]


def test_wide_list_lies_on_its_side():
    sheet = sheet_of(write_xlsx("Danh sách", [Column("Nội dung", width=96)], []))
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.auto_filter.ref == "A2:A2"


def test_written_twice_the_bytes_are_equal_and_tell_no_time():
    first = write_xlsx("Danh sách", COLUMNS, ROWS)
    assert write_xlsx("Danh sách", COLUMNS, ROWS) == first
    assert write_xlsx("Danh sách", COLUMNS, ROWS[:1]) != first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert "202" not in core


def test_written_list_can_be_read_back():
    grid = read_xlsx(write_xlsx("Danh sách", COLUMNS, ROWS[:1]))
    assert guess_columns(grid, KNOWN) == ["full_name", "born", "cccd", None]
    assert grid.rows[body_start(grid, KNOWN) :] == [["Đặng Văn Đức", "05/02/1990", "001090012345", "12"]]


@pytest.mark.parametrize(
    ("kind", "value"),
    [("day", "05/02/1990"), ("day", midnight(2026, 1, 1)), ("number", "12"), ("number", True)],
)
def test_wrong_kind_of_value_is_a_fault_of_the_program(kind, value):
    with pytest.raises(TypeError):
        write_xlsx("x", [Column("x", kind)], [[value]])


def test_row_of_another_length_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match="zip"):
        write_xlsx("x", COLUMNS, [["Lê An"]])


def test_a_long_list_is_written_row_by_row_with_the_same_meaning():
    columns = [Column("Mã", "number"), Column("Họ và tên", "people"), Column("Ngày", "day"), Column("Ghi chú")]
    rows = [(12, "Nguyễn Thị Thuỵ Ưởng", date(2026, 8, 5), "=1+1"), (1_284, "", None, "#N/A")]
    written = write_long_xlsx("Điểm danh", columns, rows)
    assert written == write_long_xlsx("Điểm danh", columns, iter(rows))
    book = load_workbook(io.BytesIO(written))
    assert [[cell.value for cell in row] for row in book.active.iter_rows(min_row=3)] == [
        [12, "Nguyễn Thị Thuỵ Ưởng", datetime(2026, 8, 5), "=1+1"],  # noqa: DTZ001 Excel knows no zone
        [1284, None, None, "#N/A"],
    ]
    assert [cell.data_type for cell in book.active["D"][2:]] == ["s", "s"]
    assert book.active["C3"].number_format == "dd/mm/yyyy"


def test_a_list_longer_than_a_sheet_goes_on_in_the_next_one():
    written = write_long_xlsx("Điểm danh", [Column("Mã", "number")], ((number,) for number in range(5)), most=2)
    book = load_workbook(io.BytesIO(written))
    assert [(one.title, one.max_row) for one in book.worksheets] == [
        ("Điểm danh", 4),
        ("Điểm danh 2", 4),
        ("Điểm danh 3", 3),
    ]
