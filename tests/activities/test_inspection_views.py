"""Pages of inspections: who may open them, what is refused at which field, the walk from the plan to the minutes."""

import io

import pytest
from openpyxl import load_workbook  # noqa: TID251 reads what the page wrote

from app.activities.models import Finding, Inspection
from tests.activities.test_inspections import hamlet, held, planned
from tests.cast import DAY, acting, everything
from tests.training.rows import plan as issued_plan

TYPED = {
    "kind": "inspection",
    "day": "10/08/2026",
    "contents": "Việc ký cam kết\nViệc mở lớp",
    "head_name": "Lê Thị Chi",
    "head_post": "Chủ tịch UBND xã",
    "secretary_name": "Nguyễn Thị An",
    "inspected": "Phạm Văn Khoa, Trưởng thôn",
}
HELD = {
    "day": "10/08/2026",
    "starts": "8h",
    "ends": "10h30",
    "place": "Nhà văn hóa",
    "results": "- 186 hộ đã ký\n\n- 02 lớp đã mở",
    "faults-0-text": "Thiếu phiếu điểm danh",
    "faults-0-responsible": "Ông Khoa",
    "faults-0-due_on": "25/08/2026",
    "examples": "Nhóm con dạy cha mẹ",
}


@pytest.fixture
def ids(app, cast) -> dict[str, int]:
    """One inspection that was held, one on the plan, the first fault of the held one."""
    with app.app_context(), acting(cast.users["officer"]):
        place = hamlet()
        row, coming = held(place), planned(place, DAY)
        return {"held": row.id, "planned": coming.id, "fault": row.findings[1].id, "example": row.findings[3].id}


def test_reader_sees_and_only_the_officer_writes(client, browser_of, ids):
    pages = [
        "/activities/inspections", "/activities/inspections.xlsx", "/activities/inspections/findings",
        "/activities/inspections/findings.xlsx", f"/activities/inspections/{ids['held']}",
        f"/activities/inspections/findings/{ids['fault']}", f"/activities/inspections/{ids['planned']}/form.pdf",
        f"/activities/inspections/{ids['held']}/minutes.pdf", f"/activities/inspections/{ids['held']}/minutes.docx",
    ]  # fmt: skip
    forms = [
        "/activities/inspections/new", f"/activities/inspections/{ids['planned']}/edit",
        f"/activities/inspections/{ids['planned']}/held", f"/activities/inspections/{ids['held']}/findings/new",
        f"/activities/inspections/findings/{ids['fault']}/edit",
        f"/activities/inspections/findings/{ids['example']}/describe",
    ]  # fmt: skip
    assert {path: client.get(path).status_code for path in (*pages, *forms)} == dict.fromkeys((*pages, *forms), 401)
    leader, officer, stranger = map(browser_of, ("leader", "officer", "stranger"))
    assert {path: leader.get(path).status_code for path in pages} == dict.fromkeys(pages, 200)
    assert {path: leader.get(path).status_code for path in forms} == dict.fromkeys(forms, 403)
    assert {path: officer.get(path).status_code for path in forms} == dict.fromkeys(forms, 200)
    known = [path for path in (*pages, *forms) if any(str(one) in path for one in ids.values())]
    assert {path: stranger.get(path).status_code for path in known} == dict.fromkeys(known, 404)


def test_walk_from_the_plan_to_the_sealed_minutes(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        plan_id, places_ids = issued_plan().id, [hamlet(f"Thôn {number}").id for number in (3, 4)]
    officer = browser_of("officer")
    wrong = officer.post("/activities/inspections/new", data=TYPED | {"plan": plan_id, "day": "1/3/2027"})
    assert (wrong.status_code, "Chưa chọn hoặc ghi nơi được kiểm tra." in wrong.text) == (422, True)
    assert ("nằm ngoài thời gian của kế hoạch" in wrong.text, "Lê Thị Chi" in wrong.text) == (True, True)
    several = TYPED | {"plan": plan_id, "hamlets": places_ids, "every": "7"}
    assert officer.post("/activities/inspections/new", data=several).status_code == 303
    with app.app_context(), everything() as session:
        rows = session.query(Inspection).order_by(Inspection.id).all()
        assert [(one.inspected_name, one.day.day) for one in rows] == [("Thôn 3", 10), ("Thôn 4", 17)]
        first = rows[0].id
    address = f"/activities/inspections/{first}"
    changed = TYPED | {"hamlet": places_ids[0], "title": "Kiểm tra quý III"}
    assert officer.post(f"{address}/edit", data=changed).status_code == 303
    unfinished = HELD | {"faults-0-due_on": "", "faults-1-responsible": "Ai đó", "ends": "7h"}
    faulty = officer.post(f"{address}/held", data=unfinished)
    said = [words in faulty.text for words in ("Chưa ghi hạn khắc phục.", "Chưa ghi tồn tại, hạn chế.", "Ai đó")]
    assert (faulty.status_code, said) == (422, [True, True, True])
    faulty = officer.post(f"{address}/held", data=HELD | {"ends": "7h"})
    assert (faulty.status_code, "Giờ kết thúc phải sau giờ bắt đầu." in faulty.text) == (422, True)
    team = {name: TYPED[name] for name in ("head_name", "head_post", "secretary_name", "inspected")}
    assert officer.post(f"{address}/held", data=HELD | team).status_code == 303
    with app.app_context(), everything() as session:
        found = session.query(Finding).order_by(Finding.position).all()
        assert [(one.kind, one.text) for one in found] == [
            ("result", "186 hộ đã ký"), ("result", "02 lớp đã mở"), ("fault", "Thiếu phiếu điểm danh"),
            ("example", "Nhóm con dạy cha mẹ"),
        ]  # fmt: skip
        fault, example = found[2].id, found[3].id
    assert officer.post(f"{address}/minutes").status_code == 303
    page = officer.get(address).text
    assert ("chưa vào sổ số" in page, "Sổ đã đổi" in page) == (True, False)
    late = {"kind": "fault", "text": "Thiếu phiếu", "responsible": "Ông Khoa", "due_on": "30/08/2026"}
    answer = officer.post(f"/activities/inspections/findings/{fault}/edit", data=late)
    assert (answer.status_code, "đổi hạn phải ghi lý do" in answer.text) == (422, True)
    mend = f"/activities/inspections/findings/{fault}"
    assert officer.post(f"{mend}/mend", data={"day": "09/08/2026", "how": "Đã nộp"}).status_code == 422
    assert browser_of("clerk").post(f"{mend}/mend", data={"day": "19/08/2026", "how": "Đã nộp"}).status_code == 303
    assert "đã khắc phục" in officer.get("/activities/inspections/findings?kind=&pending=mended").text
    assert officer.post(f"{mend}/reopen", data={"undo-reason": "Chưa ký"}).status_code == 303
    assert officer.post(f"/activities/inspections/findings/{example}/remove").status_code == 409


def test_list_filters_and_the_workbook_shows_the_same(browser_of, ids):
    officer = browser_of("officer")
    page = officer.get("/activities/inspections?year=2026&quarter=3&state=held")
    assert page.text.count("/activities/inspections/" + str(ids["held"]) + '"') == 1
    assert f'/activities/inspections/{ids["planned"]}"' not in page.text
    assert "đã kiểm tra <strong>1</strong> cuộc" in page.text
    for query in ("q=khong-co", "state=la&kind=la&year=1", "pending=late&all=1", "quarter=9"):
        assert officer.get(f"/activities/inspections?{query}").status_code == 200
    book = load_workbook(io.BytesIO(officer.get("/activities/inspections.xlsx?state=held").data))
    values = [cell.value for row in book.active.iter_rows() for cell in row]
    assert {"Thôn 3", "Đã kiểm tra"} <= set(values)
    found = load_workbook(io.BytesIO(officer.get("/activities/inspections/findings.xlsx").data))
    assert "Thiếu phiếu điểm danh buổi 02" in {cell.value for row in found.active.iter_rows() for cell in row}
