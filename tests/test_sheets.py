"""Lists out: what Excel will show."""

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from openpyxl import load_workbook  # noqa: TID251 another program made the file

from app.reading import lay_out, read_file
from app.sheets import Column, write_long_xlsx, write_xlsx


def midnight(year, month, day):
    """Excel has moments without a zone only, and no days."""
    return datetime.combine(date(year, month, day), time())


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
    known = {"full_name": ("họ và tên",), "born": ("ngày sinh",), "cccd": ("số cccd",)}
    layout = lay_out(read_file(write_xlsx("Danh sách", COLUMNS, ROWS[:1])), known)
    assert layout.guesses == ("full_name", "born", "cccd", None)
    assert [row.cells for row in layout.body] == [("Đặng Văn Đức", "05/02/1990", "001090012345", "12")]


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
