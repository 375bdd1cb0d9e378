"""Files by what they are: workbooks old and new, text, pages; traps are refused in bounded time and memory."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from app.reading import SheetFault, lay_out, read_file, read_text
from tests.reading.sheets_made import KNOWN, book, in_tcvn3, rewritten, saved

FILES = Path(__file__).parent / "files"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("name", ["list.xls", "list.ods"])
def test_old_excel_and_libreoffice(name):
    layout = lay_out(read_file((FILES / name).read_bytes()), KNOWN)
    assert [(row.number, row.cells[1:], row.group) for row in layout.body] == [
        (6, ("Nguyễn Văn An", "15/03/1972", "912345678"), "Thôn Đông"),
        (7, ("Trần Thị Bình", "01/12/1980", "987654321"), "Thôn Đông"),
    ]
    assert layout.skipped == {1: "title", 2: "title", 4: "heading", 5: "group", 8: "total"}


def test_text_of_every_kind():
    rows = [("Họ tên", "Năm sinh", "Thôn"), ("Nguyễn Văn An", "1972", "Đông"), ("Trần Bình", "1980", "Tây")]
    for mark in (";", ",", "\t", "|"):
        text = "\r\n".join(mark.join(row) for row in rows)
        assert [row.cells for row in read_file(text.encode("utf-16")).rows] == rows
    page = "<html><table>" + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows) + "</table>"
    assert [row.cells for row in read_file(page.encode()).rows] == rows


def test_an_old_font_in_a_workbook_is_told():
    names = ["Nguyễn Thị Hằng", "Trần Văn Đức", "Lê Quốc Khánh", "Đặng Thuý Quỳnh"]
    sheet = read_file(book([["Hä vµ tªn", "Năm sinh"], *([in_tcvn3(name), 1970] for name in names)]))
    assert [row.cell(0) for row in sheet.rows] == ["Họ và tên", *names]
    assert sheet.notes == ("Chữ trong danh sách theo bảng mã TCVN3 (ABC), đã đổi sang Unicode: xem lại họ tên.",)


def test_first_visible_sheet_that_says_something_or_the_one_asked_for():
    workbook = Workbook()
    workbook.active.title = "Bìa"
    for title, state, word in (("Ẩn", "hidden", "a"), ("Danh sách", "visible", "b"), ("Khác", "visible", "c")):
        sheet = workbook.create_sheet(title)
        sheet.sheet_state = state
        sheet.append([word])
    data = saved(workbook)
    assert (read_file(data).rows[0].cells, read_file(data).others) == (("b",), ("Bìa", "Khác"))
    assert read_file(data, "Khác").rows[0].cells == ("c",)


def test_formulas_give_their_value_or_say_that_they_have_none():
    sheet = read_file(book([["Họ tên", "Năm sinh"], ["An", "=1970+2"]]))
    assert [fault for row in sheet.rows for fault in row.faults] == [
        (1, "Ô này là công thức chưa có giá trị: mở tệp bằng Excel, lưu lại, hoặc gõ giá trị vào.")
    ]

    def computed(name: str, part: bytes) -> bytes:
        return part.replace(b"<v>1970</v>", b"<f>1969+1</f><v>1970</v>") if name == SHEET else part

    sheet = read_file(rewritten(computed))
    assert [row.cells for row in sheet.rows] == [("Họ tên", "Năm sinh"), ("An", "1970")]
    assert sheet.notes == ("1 ô là công thức: lấy giá trị Excel đã tính sẵn.",)


def _with_rows(more: bytes):
    return lambda name, part: part.replace(b"</sheetData>", more + b"</sheetData>") if name == SHEET else part


def _same(_name: str, part: bytes) -> bytes:
    return part


HOSTILE = {
    "bomb": (lambda: rewritten(lambda name, part: b" " * 150_000_000 if name == SHEET else part), "lớn quá khi mở"),
    "swollen": (lambda: rewritten(lambda name, part: b" " * 40_000_000 if name == SHEET else part), "nén bất thường"),
    "many-rows": (lambda: rewritten(_with_rows(_named_rows())), "dài quá 20000 dòng"),
    "wide": (lambda: rewritten(_with_rows(b'<row r="4"><c r="XFD4"><v>1</v></c></row>')), "rộng quá 60 cột"),
    "macro": (lambda: rewritten(_same, {"xl/vbaProject.bin": b"x"}), "có macro"),
    "external": (lambda: rewritten(_same, {"xl/externalLinks/externalLink1.xml": b"<x/>"}), "liên kết ngoài"),
    "program": (lambda: b"MZ\x90\x00" + b"x" * 200, "chương trình"),
    "pdf": (lambda: b"%PDF-1.7", "PDF"),
    "empty": (lambda: b" \n", "Tệp trống"),
    "too-large": (lambda: b"a" * 25_000_001, "lớn quá 25 MB"),
    "cut-off": (lambda: book([["a"]])[:400], "Không đọc được tệp"),
    "entities": (
        lambda: rewritten(lambda name, part: _entities() if name == SHEET else part),
        "Không đọc được tệp",
    ),
}


def _named_rows() -> bytes:
    return b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>An %d</t></is></c></row>' % (n, n, n) for n in range(3, 21_000)
    )


def _entities() -> bytes:
    lines = b"".join(b'<!ENTITY x%d "%s">' % (n, b"&x%d;" % (n - 1) * 10) for n in range(1, 9))
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x0 "aaaaaaaaaa">' + lines + b"]><worksheet>&x8;</worksheet>"


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_whole(name):
    make, said = HOSTILE[name]
    with pytest.raises(SheetFault, match=said):
        read_file(make())


def test_a_million_empty_rows_are_left_unread():
    rows = b"".join(b'<row r="%d"/>' % number for number in range(3, 1_000_000))
    sheet = read_file(rewritten(_with_rows(rows)))
    assert len(sheet.rows) == 2
    assert sheet.notes == ("Dừng đọc ở dòng 3003: trên đó có hơn 3000 dòng trống liền nhau.",)


def test_a_pasted_lone_quote_swallows_nothing():
    assert [row.cells for row in read_text('Tổ 3"\tA\nTổ 4\tB').rows] == [('Tổ 3"', "A"), ("Tổ 4", "B")]
