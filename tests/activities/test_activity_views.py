"""Pages of activities as officials walk them: the short form, the grid of doors, the pasted list, paper and Excel."""

from app.activities.models import Activity
from app.activities.rules.activities import ActivityKind, ActivityState
from tests import pages
from tests.activities import rows
from tests.cast import acting, everything
from tests.people import rows as people
from tests.workbooks import read_xlsx


def stored(app, activity_id):
    with app.app_context(), everything() as session:
        one = session.get(Activity, activity_id)
        return one.title, one.state, one.reached, one.turns


def cells(answer) -> list[list[str]]:
    return read_xlsx(answer.data).rows


def test_each_kind_has_a_short_form_of_its_own_and_every_page_is_valid(app, cast, browser_of):
    browser = browser_of("officer")
    wrong, asked = {}, {}
    for kind in ActivityKind:
        page = browser.get(f"/activities/new?kind={kind}")
        asked[kind] = {name for name in ("minutes", "outlet", "campaign", "place") if f'name="{name}"' in page.text}
        if faults := pages.faults(page.text):
            wrong[kind] = faults
    assert wrong == {}
    assert asked["broadcast"] == {"minutes", "outlet"}
    assert (asked["home-visit"], asked["launch"]) == (set(), {"place"})  # no campaign is there to choose yet


def test_a_wrong_form_says_every_fault_and_keeps_what_was_typed(app, cast, browser_of):
    browser = browser_of("trainer")
    typed = {"kind": "article", "title": "Tin về kỹ năng số", "day": "31/02/2026", "state": "held", "link": "zalo"}
    answer = browser.post("/activities/new", data=typed | {"reached": "năm", "count": "0"})
    assert answer.status_code == 422
    for sentence in ("không có ngày 31", "bắt đầu bằng http", "Phải là số nguyên", "Tin về kỹ năng số", "năm"):
        assert sentence in answer.text
    fine = {"day": "20/08/2026", "link": "https://xa.example.vn/tin", "reached": "", "turns": "1.250", "count": "1"}
    answer = browser.post("/activities/new", data=typed | fine)
    assert answer.status_code == 303
    activity_id = int(answer.location.rsplit("/", 1)[1])
    assert stored(app, activity_id) == ("Tin về kỹ năng số", "held", None, 1250)
    page = browser.get(f"/activities/{activity_id}").text
    assert "người: chưa đếm" in page
    assert "1.250" in page
    assert pages.faults(page) == []


def test_the_result_of_several_hamlets_and_the_moves_from_the_page(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        places = [people.hamlet(name) for name in ("Thôn Đông", "Thôn Tây")]
        one = rows.activity(hamlets=places, state=ActivityState.PLANNED, title="Ra quân").id
        east, west = (place.id for place in places)
    browser, here = browser_of("officer"), f"/activities/{one}"
    answer = browser.post(f"{here}/result", data={f"reached-{east}": "bốn", f"turns-{west}": "3"})
    assert (answer.status_code, 'value="bốn"' in answer.text, pages.faults(answer.text)) == (422, True, [])
    typed = {f"reached-{east}": "40", f"turns-{east}": "41", "counted_how": "danh sách ký tên"}
    assert browser.post(f"{here}/result", data=typed).status_code == 303
    assert stored(app, one) == ("Ra quân", "held", 40, 41)
    assert browser.post(f"{here}/again", data={"again-reason": ""}).status_code == 422
    assert browser.post(f"{here}/again", data={"again-reason": "ghi nhầm"}).status_code == 303
    assert browser.post(f"{here}/cancel", data={"cancel-reason": "hoãn sang năm"}).status_code == 303
    page = browser.get(here).text
    assert "hoãn sang năm" in page
    assert "lý do: ghi nhầm" in page
    link = {"proof-url": "https://xa.example.vn/ra-quan", "proof-caption": "Tin ra quân"}
    assert browser.post(f"{here}/evidence", data={}).status_code == 422
    assert browser.post(f"{here}/evidence", data=link).status_code == 303
    page = browser.get(here).text
    assert "Tin ra quân" in page
    assert "đã có ảnh, tài liệu hoặc đường dẫn" in page
    assert browser.post(f"{here}/remove").status_code == 409
    proof = page.split('name="evidence" value="')[1].split('"')[0]
    assert browser.post(f"{here}/evidence/remove", data={"evidence": proof}).status_code == 303
    answer = browser.post(f"{here}/copy", data={"days": "25/08/2026; 26/08/2026", "hamlets": [str(east)]})
    assert (answer.status_code, "kind=launch" in answer.location) == (303, True)
    assert browser.post(f"{here}/copy", data={"days": "32/08/2026"}).status_code == 422
    assert browser.post(f"{here}/remove").status_code == 303
    assert browser.get(here).status_code == 404


def test_doors_are_printed_and_entered_in_the_grid(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        east = people.hamlet("Thôn Đông")
        first, second = (people.household(name, east).id for name in ("Lê Văn An", "Trần Thị Bình"))
        one = rows.activity("home-visit", hamlets=[east], title="Đi từng ngõ").id
    browser, here = browser_of("trainer"), f"/activities/{one}/doors"
    paper = browser.get(f"{here}/print").text
    assert paper.index("Lê Văn An") < paper.index("Trần Thị Bình")
    assert pages.faults(paper) == pages.faults(browser.get(here).text) == []
    day = {"day": "20/08/2026"}
    answer = browser.post(here, data=day | {f"k-{first}": "y", f"n-{second}": "2"})
    assert answer.status_code == 422
    assert "Chỉ ghi x, v, k hoặc o." in answer.text
    assert "Ghi kết quả (x, v, k, o)" in answer.text
    good = {f"k-{first}": "X", f"n-{first}": "3", f"g-{first}": "đã cài VNeID", f"k-{second}": "v"}
    assert browser.post(here, data=day | good).status_code == 303
    assert stored(app, one) == ("Đi từng ngõ", "held", 3, 3)
    again = browser.get(here).text
    assert 'value="x"' in again
    assert 'value="đã cài VNeID"' in again
    lines = cells(browser.get(f"/activities/{one}/doors.xlsx"))
    assert [line[1] for line in lines[2:]] == ["Lê Văn An", "Trần Thị Bình"]
    assert [line[5] for line in lines[2:]] == ["đã hướng dẫn", "vắng nhà"]


def test_list_calendar_and_count_open_each_other_on_paper_and_in_excel(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        rows.activity("launch", title="Lễ phát động", reached=80, turns=90)
        rows.activity("broadcast", title="Phát thanh", count=4)
    browser = browser_of("leader")
    month = browser.get("/activities/calendar?month=2026-08").text
    assert "Lễ phát động" in month
    assert "2 hoạt động trong tháng" in month
    count = browser.get("/activities/count?from=01/08/2026&to=31/08/2026").text
    assert "/activities/?kind=launch&amp;state=held" in count
    for page in (month, count, browser.get("/activities/?all=1").text):
        assert pages.faults(page) == []
    assert cells(browser.get("/activities/count.xlsx"))[2:4] == [
        ["Lễ phát động, ra quân", "1", "1", "80", "90", "0", "0", "0", "0", "0"],
        ["Phát thanh trên loa truyền thanh", "1", "4", "", "", "1", "0", "0", "0", "0"],
    ]
    listed = cells(browser.get("/activities/activities.xlsx"))[2:]
    assert [(line[2], line[12], line[13]) for line in listed] == [("Phát thanh", "", ""), ("Lễ phát động", "80", "90")]
