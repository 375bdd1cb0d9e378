"""A list from Excel or Zalo: read, doubted, mended in place, saved; nothing typed is lost on the way."""

import io
import unicodedata
from html.parser import HTMLParser

import pytest
from openpyxl import Workbook  # noqa: TID251 another program made the file

from app.people import queries
from app.people.queries import Wanted
from tests.cast import acting
from tests.people import rows
from tests.reading.sheets_made import book

EXCEL = (
    "STT\tHọ và tên\tNgày sinh\tGiới tính\tThôn\tNhóm\tĐiện thoại\r\n"
    "1\tNguyễn Văn Đức\t05/02/1980\tNam\tThôn Đông\tT3\t0912345678\r\n"
    "2\tTRẦN THỊ HOA\t1990\tNữ\tTây\tT3\t\r\n"
)
ZALO = "1. Nguyễn Văn Đức – thôn đông – 0912345678\n2. Trần Thị Hoa - Thôn Tây - 0987654321\n"


class Fields(HTMLParser):
    """What a browser would send back of a page: its inputs and its selects."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.sent):
            self.sent[self._select] = given.get("value", "")
        elif tag == "input" and given.get("name") and (given.get("type") != "checkbox" or "checked" in given):
            self.sent[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = ""


def fields(answer) -> dict[str, str]:
    """The fields of a page, without the token that the client adds itself."""
    return {name: value for name, value in Fields(answer.text).sent.items() if name != "csrf_token"}


@pytest.fixture
def officer(browser_of):
    return browser_of("officer")


@pytest.fixture
def hamlets(app, cast):
    with app.app_context(), acting(cast.users["officer"]):
        return rows.hamlet("Thôn Đông").id, rows.hamlet("Thôn Tây").id


@pytest.fixture
def books(app, cast):
    """Everyone in the books of the home commune: name, birth, hamlet, group, phone."""

    def read():
        with app.app_context(), acting(cast.users["officer"]):
            return [
                (one.name, one.birth.text, one.hamlet.name if one.hamlet else "", one.target_group, one.phone)
                for one in queries.people(Wanted())
            ]

    return read


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_round_trip_of_an_excel_paste(officer, hamlets, books, form):
    preview = officer.post("/people/paste", data={"text": unicodedata.normalize(form, EXCEL)})
    assert preview.status_code == 200
    assert "Đọc được 2 dòng: 1 dòng nên xem lại, 1 dòng không vướng gì. Chưa lưu gì cả." in " ".join(
        preview.text.split()
    )
    assert books() == []
    saved = officer.post("/people/paste/save", data=fields(preview))
    assert saved.status_code == 303
    assert "Đã thêm 2 người." in officer.get(saved.location).text
    assert books() == [
        ("Nguyễn Văn Đức", "05/02/1980", "Thôn Đông", "T3", "0912345678"),
        ("Trần Thị Hoa", "1990", "Thôn Tây", "T3", None),
    ]


def test_message_of_zalo_without_labels_is_read(officer, hamlets, books):
    officer.post("/people/paste/save", data=fields(officer.post("/people/paste", data={"text": ZALO})))
    assert books() == [
        ("Nguyễn Văn Đức", "", "Thôn Đông", None, "0912345678"),
        ("Trần Thị Hoa", "", "Thôn Tây", None, "0987654321"),
    ]


def test_names_alone_go_to_the_hamlet_of_the_page_as_heads_of_households(app, cast, officer, hamlets, books):
    typed = {"text": "Lê Văn Tý\nĐức\n", "hamlet_id": hamlets[1], "households": "y"}
    saved = officer.post("/people/paste/save", data=fields(officer.post("/people/paste", data=typed)))
    assert saved.location == f"/people/?hamlet={hamlets[1]}"
    assert [row[:3] for row in books()] == [("Đức", "", "Thôn Tây"), ("Lê Văn Tý", "", "Thôn Tây")]
    with app.app_context(), acting(cast.users["officer"]):
        assert [home.head.name for home in queries.households_in(hamlets[1])] == ["Đức", "Lê Văn Tý"]


def test_workbook_goes_through_the_same_preview(officer, hamlets, books):
    made = Workbook()
    for row in (["Họ và tên", "Năm sinh", "Thôn"], ["Nguyễn Văn Đức", 1980, "Thôn Đông"]):
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    data = {"text": "", "file": (io.BytesIO(out.getvalue()), "danh sách.xlsx")}
    preview = officer.post("/people/paste", data=data, content_type="multipart/form-data")
    assert preview.status_code == 200
    officer.post("/people/paste/save", data=fields(preview))
    assert books() == [("Nguyễn Văn Đức", "1980", "Thôn Đông", None, None)]


def test_file_of_other_kinds_is_read_with_its_headings_in_between_and_told(officer, hamlets):
    typed = (
        "STT;Họ và tên;Năm sinh;Điện thoại;Ghi sổ\nI;Thôn Tây;;;\n1;Lê Văn Tý;1980;912345678;x\n2;Hà Thị Mão;1975;;y\n"
    )
    file = (io.BytesIO(typed.encode("utf-16")), "danh-sach.csv")
    answer = officer.post("/people/paste", data={"text": "", "file": file}, content_type="multipart/form-data")
    assert answer.status_code == 200
    sent = fields(answer)
    assert [sent[f"name-{place}"] for place in (0, 1)] == ["Lê Văn Tý", "Hà Thị Mão"]
    assert [sent[f"hamlet-{place}"] for place in (0, 1)] == ["Thôn Tây", "Thôn Tây"]
    assert (sent["phone-0"], sent["line-0"], sent["line-1"]) == ("0912345678", "3", "4")
    assert "Cột không dùng đến: Ghi sổ." in answer.text


def test_file_that_is_no_list_and_an_empty_paste_are_told(officer, hamlets):
    data = {"text": "Lê Văn Tý", "hamlet_id": hamlets[0], "file": (io.BytesIO(b"%PDF-1.7"), "a.xlsx")}
    answer = officer.post("/people/paste", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Đây không phải danh sách mà là tệp PDF" in answer.text
    assert all(part in answer.text for part in ("Lê Văn Tý", f'<option selected value="{hamlets[0]}">'))
    empty = officer.post("/people/paste", data={"text": " \n \n"})
    assert (empty.status_code, "Chưa có dòng nào" in empty.text) == (422, True)


def test_wrong_lines_stop_the_whole_list_and_keep_every_cell(officer, hamlets, books):
    text = (
        f"Họ và tên\tNgày sinh\tThôn\nLê Văn Tý\t31/02/1980\tThôn Xa\n{'Ă' * 81}\t2030\tTây\nTrần Thị Hoa\t1990\tTây\n"
    )
    preview = officer.post("/people/paste", data={"text": text})
    said = ("Tháng 02/1980 không có ngày 31.", "Không có thôn, tổ dân phố “Thôn Xa”", "Tên dài quá 80 ký tự")
    assert [part for part in said if part not in preview.text] == []
    sent = fields(preview)
    again = officer.post("/people/paste/save", data=sent | {"phone-0": "gọi sau 17h"})
    assert (again.status_code, books()) == (422, [])
    assert fields(again) == sent | {"phone-0": "gọi sau 17h"}
    mended = fields(again) | {"born-0": "28/2/1980", "hamlet-0": "Đông", "choice-1": "skip"}
    assert officer.post("/people/paste/save", data=mended).status_code == 303
    assert [row[:3] for row in books()] == [
        ("Trần Thị Hoa", "1990", "Thôn Tây"),
        ("Lê Văn Tý", "28/02/1980", "Thôn Đông"),
    ]


def test_likely_double_is_asked_line_by_line_and_never_merged(app, cast, officer, hamlets, books):
    with app.app_context(), acting(cast.users["officer"]):
        known = rows.person("Lê Văn Tý", birth_year=1980, hamlet_id=hamlets[0]).id
    text = "Họ và tên\tNăm sinh\tThôn\nLê Văn Tý\t\tĐông\nLê Văn Tý\t1980\tĐông\nVõ Thị Sáu\t1990\tĐông\n"
    preview = officer.post("/people/paste", data={"text": text})
    assert f'href="/people/{known}"' in preview.text
    sent = fields(preview)
    assert [sent[f"choice-{place}"] for place in range(3)] == ["", "", "new"]
    assert officer.post("/people/paste/save", data=sent).status_code == 422
    chosen = sent | {"choice-0": "new", "choice-1": str(known)}
    saved = officer.post("/people/paste/save", data=chosen)
    assert "Đã thêm 2 người; 1 dòng là người đã có trong sổ." in officer.get(saved.location).text
    assert [row[:2] for row in books()] == [("Võ Thị Sáu", "1990"), ("Lê Văn Tý", "1980"), ("Lê Văn Tý", "")]


def test_saving_the_same_page_twice_finds_everyone_in_the_books(officer, hamlets, books):
    sent = fields(officer.post("/people/paste", data={"text": EXCEL}))
    assert officer.post("/people/paste/save", data=sent).status_code == 303
    again = officer.post("/people/paste/save", data=sent)
    assert "Không thêm ai; 2 dòng là người đã có trong sổ." in officer.get(again.location).text
    assert len(books()) == 2


def test_two_hundred_lines_are_read_and_saved(officer, hamlets, books):
    letters = "abcdefghijklmnopqrstuvwxyz"
    lines = [f"Trần Văn {letters[i % 26]}{letters[i // 26]}n\t{1950 + i % 50}\tNam\tĐông\tT3" for i in range(200)]
    text = "\n".join(["Họ và tên\tNăm sinh\tGiới tính\tThôn\tNhóm", *lines])
    preview = officer.post("/people/paste", data={"text": text})
    assert "Đọc được 200 dòng: 200 dòng không vướng gì." in " ".join(preview.text.split())
    assert officer.post("/people/paste/save", data=fields(preview)).status_code == 303
    assert len(books()) == 200


def test_clerk_may_not_save_a_list(browser_of, client):
    assert browser_of("clerk").post("/people/paste/save").status_code == 403
    assert client.post("/people/paste/save").status_code == 401


def test_the_list_of_a_class_as_it_comes_is_understood(app, cast, browser_of):
    cells = [
        ["DANH SÁCH HỌC VIÊN"],
        ["STT", "Họ và tên", None, "Năm sinh", None, "Số điện thoại"],
        [None, None, None, "Nam", "Nữ"],
        [None, "Thôn Đông (2 người)"],
        [1, "Nguyễn Văn", "AN", "15/3/72", None, 912345678],
        [2, "Trần Thị", "Bình", None, 1980, None],
        [None, "Tổng cộng: 2 người"],
    ]
    with app.app_context(), acting(cast.users["officer"]):
        rows.hamlet("Thôn Đông")
    sent = {"file": (io.BytesIO(book(cells, ["B2:C2", "D2:E2"])), "lop.xlsx")}
    page = browser_of("officer").post("/people/paste", data=sent, content_type="multipart/form-data").text
    for said in (
        "Đọc được 2 dòng:",
        'value="Nguyễn Văn AN"', 'value="15/03/1972"', 'value="Nam"', 'value="0912345678"',
        'value="Trần Thị Bình"', 'value="1980"', 'value="Nữ"',
    ):  # fmt: skip
        assert said in page, said
    assert "phải sửa hoặc chọn," not in page
