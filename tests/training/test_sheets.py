"""The phiếu điểm danh: its columns, its free lines, the stack of a week, and the signed sheet beside the marks."""

import dataclasses
import io
from datetime import time

import pytest

from app import pdf
from app.db import db
from app.law import DEFAULTS
from app.papers import queries as papers
from app.papers.actions import facts_as_stored
from app.papers.documents import read_facts
from app.places import actions as places
from app.training import actions, documents, queries
from app.training.queries import sheets
from app.training.rules.sheets import COLUMN_RULES
from tests.cast import DAY, acting
from tests.papers import samples
from tests.papers.reading import MM, codes, flat, made, pages
from tests.papers.stacks import QUICK
from tests.pdf import scans
from tests.training import rows
from tests.training.test_views import faults, page, texts, value_of


@pytest.fixture
def course(app, cast):
    with app.app_context():
        return rows.made(cast)


@pytest.fixture
def officer(course, browser_of):
    return browser_of("officer")


@pytest.fixture
def trainer(course, browser_of):
    return browser_of("trainer")


def sealed(app, cast, course, place=0, blank_rows=5):
    """The sheet of a training: its id, its facts, its bytes."""
    with app.app_context(), acting(cast.users["officer"]):
        paper = actions.seal_sheet(queries.training(course.trainings[place]), blank_rows)
        db.session.flush()
        return paper.id, paper.facts, papers.bytes_of(paper), paper.short_code


# ---- the paper


HEAD = "STT Họ và tên {}Thôn, tổ dân phố / đơn vị Ký tên Ghi chú 1 Hoàng Đình Nghĩa {} 2 Tôn Nữ"
HOME = "Thôn Đông Yên Thượng - Hòa Lạc"


def table_of(facts):
    """The words of the table from its head to the second line, as a reader hears them."""
    text = flat(made("attendance_sheet", facts).bytes)
    return text[text.index("STT") : text.index("2 Tôn Nữ") + len("2 Tôn Nữ")]


def test_columns_of_the_commune_and_of_the_first_form():
    every = samples.attendance_sheet(learners=2)
    assert table_of(every) == HEAD.format("Nam Nữ Năm sinh ", f"x 1948 {HOME} T3")
    plain = dataclasses.replace(every, columns=())
    assert table_of(plain) == HEAD.format("", f"{HOME} T3")
    # What was sealed before there was a choice has no word of columns, and the group in a column of its own.
    before = facts_as_stored(every)
    del before["columns"]
    for row in before["rows"]:
        row["group"] = row.pop("note")
        del row["sex"], row["birth_year"]
    old = read_facts("attendance_sheet", before)
    assert table_of(old) == (
        f"STT Họ và tên Nhóm đối tượng Thôn, tổ dân phố / đơn vị Ký tên Ghi chú 1 Hoàng Đình Nghĩa T3 {HOME} 2 Tôn Nữ"
    )


def test_the_mark_of_a_man_and_of_a_woman_stands_in_its_column():
    (first,) = pages(made("attendance_sheet", samples.attendance_sheet(learners=2)).bytes)
    words = first.extract_words()
    columns = [next(word for word in words if word["text"] == head) for head in ("Nam", "Nữ")]
    man, woman = sorted((word for word in words if word["text"] == "x"), key=lambda word: word["top"])
    inside = [column["x0"] < mark["x0"] < column["x1"] for column, mark in zip(columns, (man, woman), strict=True)]
    assert inside == [True, True]


def test_each_page_has_the_head_of_the_table_the_class_its_number_and_its_code():
    facts = samples.attendance_sheet(learners=40)
    book = list(pages(made("attendance_sheet", facts).bytes))
    assert len(book) > 2
    for place, one in enumerate(book, start=1):
        text = " ".join(one.extract_text().split())
        assert ("STT Họ và tên Nam Nữ" in text, f"Trang {place}/{len(book)}" in text) == (True, True)
        assert codes(one) == [f"{samples.CODE}-{place}"]
        top = " ".join((one.crop((0, 0, one.width / 2, 20 * MM)).extract_text() or "").split())
        expected = f"{facts.ordinal}. {facts.course_name}" if place > 1 else ""
        assert top == expected


def test_long_names_fit_on_one_line():
    names = ("Nguyễn Thị Thuỵ Ưởng", "Tôn Nữ Thị Quỳnh Nguyễn")
    rows_of = tuple(documents.AttendanceRow(name=name, sex="female", birth_year="1959") for name in names)
    facts = dataclasses.replace(samples.attendance_sheet(), rows=rows_of)
    (first,) = pages(made("attendance_sheet", facts).bytes)
    lines = [" ".join(line["text"].split()) for line in first.extract_text_lines()]
    assert [f"{place} {name} x 1959" in lines for place, name in enumerate(names, start=1)] == [True, True]


def test_free_lines_fill_the_last_page_and_no_more():
    facts = samples.attendance_sheet(learners=3, blank_rows=2)
    more = pdf.free_rows("documents/attendance_sheet.html", facts, created=samples.DAY, title="x")
    filled, over = (dataclasses.replace(facts, blank_rows=2 + more + extra) for extra in (0, 1))
    assert more > 0
    assert [made("attendance_sheet", one).pages for one in (facts, filled, over)] == [1, 1, 2]


def test_signatures_stay_together_with_two_lines_of_the_list():
    for blank_rows in range(4, 13):  # somewhere the signatures no longer fit on the page of the last line
        facts = samples.attendance_sheet(learners=8, blank_rows=blank_rows)
        last = list(pages(made("attendance_sheet", facts).bytes))[-1].extract_text()
        assert ("NGƯỜI LẬP PHIẾU" in last, "GIẢNG VIÊN" in last, "trong đó nữ" in last) == (True, True, True)
        numbers = [8 + blank_rows - 1, 8 + blank_rows]
        assert [number for number in numbers if f"\n{number}" not in last] == []


def test_the_sheet_of_a_training_is_filled_up_and_keeps_the_lines_asked_for(app, cast, course, trainer):
    _id, facts, content, _code = sealed(app, cast, course, blank_rows=7)
    assert facts["blank_rows"] >= 7
    assert (pdf.page_count(content), facts["columns"]) == (1, ["sex"])
    assert f" {3 + facts['blank_rows']} " in flat(content)


def test_a_training_that_moved_after_its_sheet_was_made_is_told(app, cast, course, officer):
    sealed(app, cast, course)
    url = f"/training/trainings/{course.trainings[0]}"
    words = "Ngày, giờ hoặc địa điểm của buổi đã đổi sau khi lập phiếu"
    assert words not in officer.get(url).text
    with app.app_context(), acting(cast.users["officer"]):
        held = queries.training(course.trainings[0])
        same = {name: getattr(held, name) for name in ("day", "starts", "ends", "place")}
        facts = actions.seal_sheet(held, 5).facts
        others = {"day": DAY.replace(day=28), "starts": time(18), "ends": time(22), "place": "Đình làng"}
        for name, other in others.items():
            setattr(held, name, other)
            assert not documents.still_says(facts, held), name
            setattr(held, name, same[name])
        assert documents.still_says(facts, held)
        assert documents.still_says({**facts, "time_text": None}, held)  # the first form had no hours
        held.place = "Đình làng"
    assert words in officer.get(url).text


def test_the_commune_chooses_its_columns_from_a_day_on(app, cast, course):
    with app.app_context(), acting(cast.users["officer"]):
        for key, printed in (("training.sheet.birth_year", True), ("training.sheet.group", False)):
            places.set_rule(key, printed, "Quyết định 15/QĐ-UBND", DAY.replace(month=8, day=10), DAY, compared_by=None)
    (_, early, _, _), (_, late, _, _) = (sealed(app, cast, course, place) for place in (0, 1))
    assert (early["columns"], late["columns"]) == (["sex"], ["sex", "birth_year"])
    assert [(row["birth_year"], row["note"]) for row in late["rows"]] == [("1980", None)] * 3
    assert (bool(early["groups"]), late["groups"]) == (True, [])


def test_the_columns_are_ours_until_a_commune_says_so():
    """No year of birth of our own accord: who marks attendance does not need it."""
    found = {column: DEFAULTS[key].on(DAY) for column, key in COLUMN_RULES.items()}
    assert {column: (one.value, str(one.mark)) for column, one in found.items()} == {
        "sex": (True, "D"),
        "birth_year": (False, "D"),
        "group": (True, "D"),
    }


def test_number_of_free_lines_is_asked_and_a_wrong_one_is_told(course, trainer):
    url = f"/training/trainings/{course.trainings[0]}"
    assert value_of(trainer.get(url), "blank_rows") == "5"
    answer = trainer.post(f"{url}/sheet", data={"blank_rows": "61"})
    assert (answer.status_code, value_of(answer, "blank_rows")) == (422, "61")
    assert len(faults(answer)) == 1
    assert trainer.post(f"{url}/sheet", data={"blank_rows": "0"}).status_code == 303


# ---- many sheets


def test_the_sheets_of_a_class_are_made_once_and_printed_as_one_stack(app, cast, course, officer):
    first = sealed(app, cast, course, 0)
    url = f"/training/{course.course}"
    assert officer.post(f"{url}/sheets").status_code == 303
    stack = officer.get(f"{url}/sheets.pdf").data
    assert pdf.page_count(stack) == 2
    assert f"{first[3]}-1" in flat(stack)  # the sheet that was made stays
    assert [word in flat(stack) for word in ("Buổi 01 (trong", "Buổi 02 (trong")] == [True, True]
    assert officer.post(f"{url}/sheets").headers["Location"].endswith("#trainings")
    assert officer.get(f"{url}/sheets.pdf").data == stack


def test_no_sheet_no_stack(course, officer):
    answer = officer.get(f"/training/{course.course}/sheets.pdf")
    assert answer.status_code == 409
    assert "Chưa lập phiếu điểm danh" in answer.text


def test_the_sheets_of_a_week_come_hamlet_by_hamlet_and_a_trainer_has_their_own(app, cast, course, officer, trainer):
    with app.app_context():
        for number in ("9x/KH-UBND", "10/KH-UBND"):
            rows.made(cast, number=number, trainer=None, learners=1)  # Thôn 9x, Thôn 10; the first stands in Thôn 12
    listed = officer.get("/training/sheets?day=2026-08-07")
    assert texts(listed, ".//tbody/tr/td[2]") == ["Thôn 9x", "Thôn 10", "Thôn 12"]
    assert texts(trainer.get("/training/sheets?day=2026-08-07"), ".//tbody/tr/td[2]") == ["Thôn 12"]
    assert trainer.post("/training/sheets", data={"day": "2026-08-07"}).status_code == 303
    assert pdf.page_count(officer.get("/training/sheets/2026-08-03.pdf").data) == 1
    assert officer.post("/training/sheets", data={"day": "2026-08-07"}).status_code == 303
    stack = flat(officer.get("/training/sheets/2026-08-09.pdf").data)
    places_in_order = [stack.index(name) for name in ("Thôn 9x", "Thôn 10", "Thôn 12")]
    assert places_in_order == sorted(places_in_order)
    assert pdf.page_count(trainer.get("/training/sheets/2026-08-09.pdf").data) == 1
    assert texts(officer.get("/training/sheets?day=2026-09-30"), ".//div[@class='empty-note']/p") != []
    assert officer.get("/training/sheets/hom-nay.pdf").status_code == 404


def test_many_sheets_are_made_in_the_background(app, cast, course, officer, monkeypatch):
    monkeypatch.setattr("app.training.actions.sheets.AT_ONCE", 1)
    answer = officer.post(f"/training/{course.course}/sheets")
    assert "/jobs/" in answer.headers["Location"]
    with app.app_context(), acting(cast.users["officer"]):
        assert len(sheets.sheets(sheets.of_course(course.course))) == 2


# ---- the signed sheet comes back


def sent(browser, course, chosen, place=0):
    data = {"files": [(io.BytesIO(content), name) for name, content in chosen]}
    url = f"/training/trainings/{course.trainings[place]}/scans"
    return browser.post(url, data=data, content_type="multipart/form-data")


def test_a_trainer_files_a_photograph_of_the_sheet_and_marks_beside_it(app, cast, course, trainer, browser_of):
    paper_id, _facts, content, code = sealed(app, cast, course)
    (photo,) = scans.scanned(content, dataclasses.replace(QUICK, turned=90))
    assert sent(trainer, course, [("IMG_5.jpg", photo)]).status_code == 303
    url = f"/training/trainings/{course.trainings[0]}"
    with app.app_context(), acting(cast.users["officer"]):
        (scan,) = papers.get(paper_id).scans
        assert (scan.pages, scan.file_name) == (1, "IMG_5.jpg")
        scan_id, upright = scan.id, pdf.page_sizes(papers.bytes_of_scan(scan))
    look = f"{url}/scans/{scan_id}"
    assert upright[0][0] < upright[0][1]  # its code tells how it lay
    for name in ("trainer", "leader", "officer"):
        browser = browser_of(name)
        frame = page(browser.get(url)).find(".//iframe")
        assert (frame.get("src"), code in frame.get("title")) == (look, True)
        picture = page(browser.get(f"{look}?turned=90&close=1")).find(".//main//img")
        assert "turned=90" in picture.get("src")
        assert browser.get(picture.get("src")).mimetype == "image/png"
    assert trainer.get(f"/papers/scans/{scan_id}/file.pdf").status_code == 403  # only the sheets of their own classes
    assert trainer.get(f"{look}/2.png").status_code == 404
    assert trainer.get(f"/training/trainings/{course.trainings[1]}/scans/{scan_id}").status_code == 404
    assert faults(sent(trainer, course, [("lai.jpg", photo)])) == ["Tệp này đã được lưu ở văn bản này rồi."]


def test_a_scan_of_a_replaced_sheet_is_filed_at_that_sheet(app, cast, course, officer):
    old_id, _facts, content, _code = sealed(app, cast, course)
    sealed(app, cast, course, blank_rows=9)
    assert sent(officer, course, [("a.pdf", content)]).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        training = queries.training(course.trainings[0])
        assert [(one.paper_id, one.paper.replaced) for one in sheets.scans(training)] == [(old_id, True)]


def test_a_wrong_scan_is_told_with_its_reason(app, cast, course, officer):
    assert "Chưa lập phiếu điểm danh" in sent(officer, course, [("a.pdf", scans.blank())]).text
    sealed(app, cast, course)
    _id, _facts, other, code = sealed(app, cast, course, 1)
    assert faults(sent(officer, course, [("b.pdf", other)])) == [
        f"Mã trên trang là {code}, không phải phiếu điểm danh của buổi này."
    ]
    assert faults(sent(officer, course, [])) == ["Chưa chọn tệp."]
    two = sent(officer, course, [("c.docx", b"PK\x03\x04"), ("d.pdf", b"%PDF-1.7 hong")])
    assert [name in line for name, line in zip(("c.docx", "d.pdf"), faults(two), strict=True)] == [True, True]
    assert faults(sent(officer, course, [("dai.pdf", scans.blank(count=21))])) == [
        "Bản quét dài quá 20 trang: chỉ gửi các trang phiếu của buổi này."
    ]
    with app.app_context(), acting(cast.users["officer"]):
        assert sheets.scans(queries.training(course.trainings[0])) == []
