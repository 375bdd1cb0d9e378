"""Pages of papers, for everyone of the cast."""

import importlib
import inspect
import io
from dataclasses import fields

import pytest

from app import htmx
from app.papers import actions, queries
from app.papers.documents import Head, PaperFacts, SignatureBlock
from tests.cast import DAY, acting
from tests.papers import rows
from tests.queries_counted import counted


@pytest.fixture
def paper_id(app, cast):
    with app.app_context():
        return rows.sealed(cast.users["officer"])


def code_of(app, cast, paper_id):
    with app.app_context(), acting(cast.users["officer"]):
        paper = queries.get(paper_id)
        return paper.short_code, paper.sha256


def numbered(app, cast):
    with app.app_context(), acting(cast.users["clerk"]):
        return actions.take_number("QĐ-UBND", DAY, "Quyết định thử")


def test_every_fact_of_every_paper_has_its_words(app):
    """The page of a paper and the refusal of an incomplete one name each fact in Vietnamese."""
    slices = ("papers", "commitments", "training", "activities", "commendations")
    modules = [importlib.import_module(f"app.{name}.documents") for name in slices]
    facts = {
        value
        for module in modules
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, PaperFacts | Head | SignatureBlock)
    }
    with app.app_context():
        words = htmx.words("PAPER_FIELDS")
    assert {(one.__name__, field.name) for one in facts for field in fields(one) if field.name not in words} == set()
    assert len(facts) > 8


PAGES = ["/papers/{}", "/papers/{}/file.pdf", "/papers/{}/file.docx"]


@pytest.mark.parametrize("page", PAGES)
def test_stranger_finds_nothing(browser_of, paper_id, page):
    assert browser_of("stranger").get(page.format(paper_id)).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "/papers/{}/number"])
def test_pages_need_sign_in_and_the_right_verb(client, browser_of, paper_id, page):
    assert client.get(page.format(paper_id)).status_code == 401
    assert browser_of("administrator").get(page.format(paper_id)).status_code == 403


@pytest.mark.parametrize("post", ["/papers/{}/number", "/papers/{}/scans"])
@pytest.mark.parametrize("name", ["reviewer", "council"])
def test_a_pledge_is_not_for_the_province_nor_the_council(browser_of, paper_id, post, name):
    browser = browser_of(name)
    assert browser.get(f"/papers/{paper_id}").status_code == 404
    assert browser.get(f"/papers/{paper_id}/file.pdf").status_code == 404
    assert f"/papers/{paper_id}" not in browser.get("/papers/").text
    assert browser.post(post.format(paper_id)).status_code == 403


def test_stranger_can_neither_number_nor_file(browser_of, paper_id):
    assert browser_of("stranger").post(f"/papers/{paper_id}/scans").status_code == 404


def test_stored_bytes_come_with_their_hash(app, cast, browser_of, paper_id):
    code, sha256 = code_of(app, cast, paper_id)
    browser = browser_of("leader")
    answer = browser.get(f"/papers/{paper_id}/file.pdf")
    assert answer.headers["ETag"] == f'"{sha256}"'
    assert answer.headers["Content-Disposition"] == f'inline; filename="commitment-{code}.pdf"'
    assert answer.data[:5] == b"%PDF-"
    again = browser.get(f"/papers/{paper_id}/file.pdf", headers={"If-None-Match": f'"{sha256}"'})
    assert (again.status_code, again.data) == (304, b"")


def test_page_of_a_paper_says_what_it_is(app, cast, browser_of, paper_id):
    code, sha256 = code_of(app, cast, paper_id)
    page = browser_of("clerk").get(f"/papers/{paper_id}").text
    for said in (code, sha256, "Nguyễn Thị An", "WeasyPrint 70.0", "Khóa nội dung bản cam kết", "20/08/2026"):
        assert said in page


def test_list_is_found_without_marks_and_goes_to_excel(browser_of, paper_id):
    clerk = browser_of("clerk")
    assert "Nguyễn Thị Thuỵ Ưởng" in clerk.get("/papers/?q=thuy+uong&kind=commitment&state=current").text
    assert "Không có văn bản nào khớp" in clerk.get("/papers/?q=khac").text
    assert "Không có văn bản nào khớp" not in clerk.get("/papers/?kind=la&before=x").text
    answer = clerk.get("/papers/list.xlsx?q=thuy")
    assert (answer.status_code, answer.data[:2]) == (200, b"PK")


def test_list_sends_as_many_statements_for_one_row_as_for_three(app, cast, browser_of, paper_id):
    clerk = browser_of("clerk")
    clerk.get("/papers/")
    with counted(app) as one:
        clerk.get("/papers/")
    with app.app_context():
        for number in (2, 3):
            rows.sealed(cast.users["officer"], f"Bản cam kết {number}")
    with counted(app) as three:
        assert clerk.get("/papers/").text.count("<tr>") == 4
    assert len(one) == len(three)


def test_clerk_enters_the_number_written_by_hand(browser_of, paper_id):
    clerk = browser_of("clerk")
    assert clerk.get(f"/papers/{paper_id}/number").status_code == 200
    answer = clerk.post(f"/papers/{paper_id}/number", data={"symbol": "QĐ-UBND", "number": "41", "day": "20/08/2026"})
    assert (answer.status_code, answer.location) == (303, f"/papers/{paper_id}")
    page = clerk.get(f"/papers/{paper_id}").text
    assert "41/QĐ-UBND" in page
    assert "Vào số</a>" not in page


def test_empty_number_takes_the_next_one(app, cast, browser_of, paper_id):
    numbered(app, cast)
    clerk = browser_of("clerk")
    clerk.post(f"/papers/{paper_id}/number", data={"symbol": "QĐ-UBND", "number": "", "day": "20/08/2026"})
    assert "02/QĐ-UBND" in clerk.get(f"/papers/{paper_id}").text


def test_all_faults_of_a_number_are_shown_and_nothing_is_lost(app, cast, browser_of, paper_id):
    numbered(app, cast)
    clerk = browser_of("clerk")
    answer = clerk.post(f"/papers/{paper_id}/number", data={"symbol": "QĐ UBND", "number": "một", "day": "31/02/2026"})
    assert answer.status_code == 422
    for said in ("Phải là số nguyên", "Tháng 02/2026 không có ngày 31", 'value="một"', 'value="31/02/2026"'):
        assert said in answer.text
    answer = clerk.post(f"/papers/{paper_id}/number", data={"symbol": "QĐ-UBND", "number": "1", "day": "20/08/2026"})
    assert answer.status_code == 422
    assert "Số 1 đã có trong sổ." in answer.text
    answer = clerk.post(f"/papers/{paper_id}/number", data={"symbol": "QĐ-UBND", "number": "2", "day": "21/08/2026"})
    assert (answer.status_code, "Ngày không được sau hôm nay." in answer.text) == (422, True)
    answer = clerk.post(f"/papers/{paper_id}/number", data={"symbol": "QĐ-UBND", "number": "2", "day": "20/08/2025"})
    assert (answer.status_code, "Văn bản đề năm 2026" in answer.text) == (422, True)


def test_scan_is_filed_and_opened(browser_of, paper_id):
    clerk = browser_of("clerk")
    upload = {"file": (io.BytesIO(rows.scan(1, dots=1170)), "bản ký.pdf")}
    answer = clerk.post(f"/papers/{paper_id}/scans", data=upload, content_type="multipart/form-data")
    assert answer.status_code == 303
    page = clerk.get(f"/papers/{paper_id}").text
    assert "Ảnh khoảng 100 dpi, dưới mức 200 dpi" in page
    address = page.split("/papers/scans/")[1].split('"')[0]
    assert clerk.get(f"/papers/scans/{address}").data == rows.scan(1, dots=1170)
    assert browser_of("stranger").get(f"/papers/scans/{address}").status_code == 404


def test_wrong_file_is_refused_at_its_field(browser_of, paper_id):
    clerk = browser_of("clerk")
    upload = {"file": (io.BytesIO(b"JFIF"), "ảnh.jpg")}
    answer = clerk.post(f"/papers/{paper_id}/scans", data=upload, content_type="multipart/form-data")
    assert (answer.status_code, "Tệp không phải PDF đọc được" in answer.text) == (422, True)
    answer = clerk.post(f"/papers/{paper_id}/scans", data={})
    assert (answer.status_code, "Chưa chọn tệp." in answer.text) == (422, True)


def test_register_shows_entries_and_gaps_and_takes_reasons(app, cast, browser_of):
    numbered(app, cast)
    with app.app_context(), acting(cast.users["clerk"]):
        actions.enter_number("QĐ-UBND", 4, DAY, "Quyết định thứ tư")
    clerk = browser_of("clerk")
    assert "QĐ-UBND" in clerk.get("/papers/registers").text
    page = clerk.get("/papers/registers/QĐ-UBND/2026").text
    assert "02 đến 03" in page
    for number in ("2", "3"):
        answer = clerk.post(
            "/papers/registers/QĐ-UBND/2026", data={"number": number, "day": "20/08/2026", "reason": "Hỏng phôi"}
        )
        assert answer.status_code == 303
    page = clerk.get("/papers/registers/QĐ-UBND/2026").text
    assert ("chưa ghi lý do" in page, page.count("Hỏng phôi")) == (False, 2)
    assert clerk.get("/papers/registers/QĐ-UBND/2026/register.xlsx").data[:2] == b"PK"
    assert browser_of("stranger").get("/papers/registers/QĐ-UBND/2026").status_code == 404


def test_faults_of_a_skipped_number(app, cast, browser_of):
    numbered(app, cast)
    clerk = browser_of("clerk")
    data = {"number": "9", "day": "20/08/2025", "reason": "x" * 301}
    answer = clerk.post("/papers/registers/QĐ-UBND/2026", data=data)
    assert answer.status_code == 422
    for said in ("Sổ này của năm 2026", "Dài quá 300 ký tự", 'value="9"'):
        assert said in answer.text
    answer = clerk.post("/papers/registers/QĐ-UBND/2026", data=data | {"day": "20/08/2026", "reason": "Hỏng"})
    assert (answer.status_code, "Chỉ bỏ trống được đến số 02" in answer.text) == (422, True)


def test_register_is_opened_in_the_middle_of_a_year(browser_of):
    clerk = browser_of("clerk")
    answer = clerk.post("/papers/registers", data={"symbol": "TTr-UBND", "year": "2026", "used": "57"})
    assert answer.status_code == 303
    assert "57" in clerk.get("/papers/registers/TTr-UBND/2026").text
    answer = clerk.post("/papers/registers", data={"symbol": "TTr-UBND", "year": "2026", "used": "57"})
    assert (answer.status_code, "Sổ này đã cấp đến số 57" in answer.text) == (422, True)
    assert browser_of("officer").post("/papers/registers", data={}).status_code == 403


def test_paper_that_carries_no_number_is_not_called_unnumbered(browser_of, cast, context):
    paper_id = rows.sealed(cast.users["officer"])
    officer = browser_of("officer")
    assert "không đánh số" in officer.get(f"/papers/{paper_id}").text
    assert "chưa có số" not in officer.get("/papers/").text.partition("<tbody>")[2]


def test_page_reads_a_sealed_paper_over_until_it_is_replaced(app, cast, browser_of):
    told = "“ngày 5 tháng 9 năm 2026”, đúng là “ngày 05 tháng 9 năm 2026”"
    facts = rows.slip(promises=("Dự khai giảng ngày 5 tháng 9 năm 2026",))
    with app.app_context():
        hamlet_id = rows.hamlet(cast.users["officer"])
        with acting(cast.users["officer"]):
            hamlet = rows.queries.hamlet(hamlet_id)
            first = actions.seal("commitment", facts, hamlet, title="Bản cam kết", day=DAY, law_date=DAY)
            first_id = first.id
    before = browser_of("officer").get(f"/papers/{first_id}").text
    with app.app_context(), acting(cast.users["officer"]):
        actions.seal(
            "commitment", rows.slip(), rows.queries.hamlet(hamlet_id), title="Bản cam kết", day=DAY, law_date=DAY,
            replaces=queries.get(first_id),
        )  # fmt: skip
    after = browser_of("officer").get(f"/papers/{first_id}").text
    assert (told in before, "nội dung cam kết (dòng 1)" in before, told in after) == (True, True, False)
