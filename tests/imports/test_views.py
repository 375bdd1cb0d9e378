"""The pages of a list as officials meet them: pasted, looked through, mended by one line, saved, taken back."""

import io

import pytest
from sqlalchemy import select

from app.db import db
from app.imports.models import IncomingList, IncomingRow
from app.people.models import Person
from tests.cast import acting
from tests.imports.rows import LIST, begun
from tests.people import rows as people_rows
from tests.queries_counted import counted


@pytest.fixture
def officer(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        people_rows.hamlet("Thôn Đông")
    return browser_of("officer")


@pytest.fixture
def reader(app, cast):
    """Read something as the officer: reader(lambda: …)."""

    def read(what):
        with app.app_context(), acting(cast.users["officer"]):
            return what()

    return read


def ids(reader) -> tuple[int, dict[int, int]]:
    """The id of the newest list, and the ids of its lines by their number."""
    made = reader(lambda: db.session.scalars(select(IncomingList.id).order_by(IncomingList.id.desc())).first())
    chosen = select(IncomingRow.number, IncomingRow.id).where(IncomingRow.incoming_list_id == made)
    return made, reader(lambda: {number: row_id for number, row_id in db.session.execute(chosen)})


def test_who_may_bring_in_a_list(client, browser_of):
    assert client.get("/imports/people").status_code == 401
    assert [browser_of(name).get("/imports/people").status_code for name in ("officer", "stranger")] == [200, 200]
    assert [browser_of(name).get("/imports/people").status_code for name in ("trainer", "clerk")] == [403, 403]
    assert browser_of("trainer").get("/imports").status_code == 200
    assert browser_of("officer").get("/imports/nothing").status_code == 404


def test_a_list_goes_into_the_books_and_out_again(officer, reader):
    answer = officer.post("/imports/people", data={"text": LIST})
    made, rows = ids(reader)
    assert (answer.status_code, answer.location) == (303, f"/imports/lists/{made}")
    page = officer.get(answer.location).text
    assert "Ghi 2 dòng đúng vào sổ" in page
    assert "Ngày 31/02/1990 không có trong lịch" in page or "31/02/1990" in page
    one = officer.post(
        f"/imports/lists/{made}/rows/{rows[5]}",
        data={f"cell-{rows[5]}-birth": "1990", f"cell-{rows[5]}-phone": "", "field": "full_name"},
        headers={"HX-Request": "true", "HX-Request-Type": "partial"},
    )
    assert one.status_code == 200
    assert "Ghi 3 dòng đúng vào sổ" in one.text
    # Without JavaScript the whole page is sent, and saved in the same step.
    sent = officer.post(f"/imports/lists/{made}", data={f"choice-{rows[6]}": "skip", "save": "1"})
    assert (sent.status_code, reader(lambda: db.session.get(IncomingList, made).state)) == (303, "done")
    assert len(reader(lambda: list(db.session.scalars(select(Person))))) == 3
    assert "Hoàn tác cả danh sách" in officer.get(f"/imports/lists/{made}").text
    assert officer.post(f"/imports/lists/{made}/undo").status_code == 303
    assert reader(lambda: list(db.session.scalars(select(Person)))) == []
    assert "Danh sách người dân" in officer.get("/imports").text


def test_what_cannot_be_read_is_told_at_the_field_and_kept(officer):
    empty = officer.post("/imports/people", data={"text": ""})
    assert (empty.status_code, "Chưa có dòng nào" in empty.text) == (422, True)
    file = (io.BytesIO(b"MZ\x90\x00" + b"\0" * 50), "ds.xlsx")
    program = officer.post("/imports/people", data={"text": "đã gõ", "file": file}, content_type="multipart/form-data")
    assert (program.status_code, "chương trình" in program.text, "đã gõ" in program.text) == (422, True, True)


def test_two_columns_cannot_be_the_same(officer, reader):
    officer.post("/imports/people", data={"text": "Họ và tên\tGhi chú\nLê Văn Bốn\tThợ\n"})
    made, _rows = ids(reader)
    answer = officer.post(f"/imports/lists/{made}/columns", data={"column-0": "full_name", "column-1": "full_name"})
    assert (answer.status_code, "Hai cột cùng là “Họ và tên”" in answer.text) == (422, True)
    assert officer.post(f"/imports/lists/{made}/columns", data={"column-0": "full_name"}).status_code == 303


def test_a_page_of_the_grid_asks_the_same_for_few_lines_and_many(app, cast, officer):
    pages = []
    for count in (3, 40):
        with app.app_context(), acting(cast.users["officer"]):
            people_rows.person("Mai An 0", birth_year=1980)
            lines = "\n".join(
                f"Mai An {chr(65 + number % 26)}{chr(97 + number // 26)}\t1980" for number in range(count)
            )
            made = begun(f"Họ và tên\tNăm sinh\n{lines}\n").id
        with counted(app) as statements:
            assert officer.get(f"/imports/lists/{made}").status_code == 200
        pages.append(len(statements))
    assert pages[0] == pages[1]
