"""Pages of commitments: the way through, bad input, who may not."""

import re

import pytest

from tests.cast import acting
from tests.commitments import rows
from tests.people import rows as people
from tests.plans import rows as plans
from tests.queries_counted import counted
from tests.workbooks import read_xlsx


def arranged(app, cast, *names, **kwargs):
    with app.app_context():
        return rows.made(cast, *names, **kwargs)


def campaign_url(made) -> str:
    return f"/commitments/campaigns/{made.campaign}"


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def campaign_data(**changes) -> dict:
    return {
        "plan": "1",
        "wording": "1",
        "name": "Đợt ký năm 2026",
        "opens_on": "01/08/2026",
        "closes_on": "30/09/2026",
        "valid_from": "01/09/2026",
        "valid_to": "31/12/2026",
    } | changes


# ---- the way through


def test_officer_goes_from_nothing_to_a_signed_commitment(app, cast, browser_of):
    with app.app_context():
        plan_id = plans.plan_of(cast.users["officer"])
        with acting(cast.users["officer"]):
            place = people.hamlet("Thôn 2")
            people.household("Nguyễn Văn Đức", place)
            people.household("Trần Thị Bé", place)
            place_id = place.id
    officer = browser_of("officer")
    assert "Chưa có đợt ký cam kết nào." in officer.get("/commitments/").text
    assert officer.post("/commitments/wordings/ready").status_code == 303
    page = officer.get("/commitments/campaigns/new").text
    assert "Hộ gia đình ký cam kết phong trào" in page
    household = re.search(r'<option selected value="(\d+)">Hộ gia đình', page)[1]
    made = officer.post("/commitments/campaigns/new", data=campaign_data(plan=plan_id, wording=household))
    url = made.location
    assert "Thôn 2: 2 hộ gia đình" in officer.get(f"{url}/make").text
    assert officer.post(f"{url}/make", data={"hamlets": place_id}).location == f"{url}/printing"
    page = officer.get(url).text
    assert "Đã lập 2 bản cam kết." in page
    assert "Đã ký 0/2, còn 2" in words(page)
    assert "Còn 2 hộ chưa ký" in page
    stack = officer.post(f"{url}/print", data={"which": "missing", "hamlet": ""}, follow_redirects=True)
    assert (stack.mimetype, stack.data[:5]) == ("application/pdf", b"%PDF-")
    ids = re.findall(r'id="commitments-([1-9]\d*)"', page)
    ticked = {"signed_on": "18/08/2026", "commitments": ids}
    assert officer.post(f"{url}/receive?state=missing", data=ticked).location == f"{url}?state=missing"
    assert "Đã ký 2/2, còn 0" in words(officer.get(url).text)
    shown = words(officer.get(f"/commitments/{ids[0]}").text)
    assert "Ngày ký 18/08/2026" in shown
    assert "Nguyễn Thị An: Ghi nhận đã ký ngày 18/08/2026." in shown
    assert "Bản cam kết này đã ký rồi." in shown
    assert "Đã ký 2/2" in words(officer.get("/commitments/").text)


def test_clerk_signs_declines_and_officer_reopens(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    url = f"/commitments/{made.commitments[0]}"
    clerk, officer = browser_of("clerk"), browser_of("officer")
    data = {"ready": "Lý do khác", "more": "chờ con về bàn lại"}
    assert clerk.post(f"{url}/decline", data=data).location == url
    assert "chờ con về bàn lại" in clerk.get(url).text
    data = {"signed_on": "18/08/2026", "signed_by": "Lê Thị Vợ", "capacity": "Vợ của chủ hộ"}
    assert clerk.post(f"{url}/sign", data=data).location == url
    assert officer.post(f"{url}/reopen", data={"reason": "ghi nhầm hộ"}).location == url
    assert "Mở lại bản cam kết, lý do: ghi nhầm hộ." in officer.get(url).text


def test_picked_one_is_found_without_accents(app, cast, browser_of):
    made = arranged(app, cast)
    with app.app_context(), acting(cast.users["officer"]):
        people.household("Nguyễn Văn Đức")
    officer = browser_of("officer")
    assert officer.post(f"{campaign_url(made)}/pick", data={"picked": "van duc"}).location == campaign_url(made)
    again = officer.post(f"{campaign_url(made)}/pick", data={"picked": "van duc"}, follow_redirects=True)
    assert "1 đã có từ trước nên bỏ qua." in again.text


def test_long_stack_goes_through_its_job(app, cast, browser_of):
    made = arranged(app, cast, *(f"Nguyễn Văn {number:02d}" for number in range(21)), kind="person")
    officer = browser_of("officer")
    job = officer.post(f"{campaign_url(made)}/print", data={"which": "missing", "hamlet": ""}).location
    page = officer.get(job).text
    link = re.search(r'href="(/commitments/stack\?job=\d+)"', page)[1]
    assert officer.get(link).data[:5] == b"%PDF-"
    assert browser_of("stranger").get(link).status_code == 404


def test_sheet_holds_the_list_as_filtered(app, cast, browser_of):
    made = arranged(app, cast, "Vi Văn Ông", "Lê Thị An", places=("Thôn 10", "Thôn 2"))
    with app.app_context():
        rows.received(cast, made.commitments[0])
    answer = browser_of("officer").get(f"{campaign_url(made)}/list.xlsx?state=signed")
    rows_read = [row for row in read_xlsx(answer.data).rows if "Thôn 10" in row or "Thôn 2" in row]
    assert rows_read == [["Vi Văn Ông", "Thôn 10", "Đã ký", "15/08/2026", "trên giấy", ""]]


def test_pages_of_fifty_follow_each_other(app, cast, browser_of):
    made = arranged(app, cast, *(f"Nguyễn Văn {number:03d}" for number in range(60)), kind="person")
    officer = browser_of("officer")
    page = officer.get(campaign_url(made)).text
    link = re.search(r'rel="next" href="([^"]+)"', page)[1]
    rest = officer.get(link).text
    assert (len(re.findall('name="commitments"', page)), len(re.findall('name="commitments"', rest))) == (50, 10)


def test_new_version_and_confirmation_of_a_text(app, cast, browser_of):
    arranged(app, cast)
    officer = browser_of("officer")
    page = officer.get("/commitments/wordings").text
    wording = re.search(r"/commitments/wordings/new\?after=(\d+)", page)[1]
    assert "chưa đối chiếu" in page
    fields = {"title": "Xây dựng “Gia đình số”", "promises": "Điều một\nĐiều hai", "valid_from": "20/08/2026"}
    data = fields | {"breach": "", "source": "UBND xã Vạn An"}
    assert officer.post(f"/commitments/wordings/new?after={wording}", data=data).status_code == 303
    page = officer.get("/commitments/wordings").text
    assert "Xây dựng “Gia đình số” (bản 2)" in page
    newest = re.search(r"/commitments/wordings/(\d+)/confirm", page)[1]
    wrong = officer.post(f"/commitments/wordings/{newest}/confirm", data={f"w{newest}-against": ""})
    assert wrong.status_code == 422
    data = {f"w{newest}-against": "Hướng dẫn 05/HD-UBND"}
    assert officer.post(f"/commitments/wordings/{newest}/confirm", data=data).status_code == 303
    assert "Đã đối chiếu với Hướng dẫn 05/HD-UBND: Nguyễn Thị An, 20/08/2026." in words(
        officer.get("/commitments/wordings").text
    )


# ---- bad input


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"closes_on": "31/07/2026"}, "Ngày kết thúc đợt ký phải từ ngày mở đợt ký trở đi."),
        ({"valid_to": "30/08/2026"}, "Thời hạn cam kết phải kết thúc từ ngày bắt đầu trở đi."),
        ({"opens_on": "31/02/2026"}, "Tháng 02/2026 không có ngày 31."),
        ({"name": "Đ" * 201}, "Dài quá 200 ký tự (đang có 201)."),
        ({"plan": "99"}, "Hãy chọn một mục trong danh sách."),
        ({"wording": ""}, "Chưa chọn mẫu lời cam kết."),
    ],
)
def test_bad_campaign_is_told_at_its_field_and_nothing_is_lost(app, cast, browser_of, changed, message):
    made = arranged(app, cast)
    data = campaign_data(**{"plan": made.plan} | changed)
    answer = browser_of("officer").post("/commitments/campaigns/new", data=data)
    assert answer.status_code == 422
    assert message in answer.text
    assert f'value="{data["closes_on"]}"' in answer.text
    assert f'value="{data["name"]}"' in answer.text


def test_ticks_and_day_stay_when_the_day_is_wrong(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức", "Trần Thị Bé")
    data = {"signed_on": "31/07/2026", "commitments": [str(made.commitments[1])]}
    answer = browser_of("clerk").post(f"{campaign_url(made)}/receive", data=data)
    assert answer.status_code == 422
    assert "Ngày ký không được trước ngày mở đợt ký 01/08/2026." in answer.text
    assert 'value="31/07/2026"' in answer.text
    assert re.findall(r'value="(\d+)" id="commitments-\d+"[^>]* checked', answer.text) == [str(made.commitments[1])]


def test_nothing_ticked_and_a_wrong_day_are_told_together(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    answer = browser_of("clerk").post(f"{campaign_url(made)}/receive", data={"signed_on": "21/08/2026"})
    assert answer.status_code == 422
    assert "Chưa đánh dấu bản nào trong danh sách." in answer.text
    assert "Ngày ký không được sau hôm nay." in answer.text


def test_missing_name_and_wrong_days_of_a_campaign_are_told_together(app, cast, browser_of):
    made = arranged(app, cast)
    data = campaign_data(plan=made.plan, name="", closes_on="31/07/2026")
    answer = browser_of("officer").post("/commitments/campaigns/new", data=data)
    assert "Chưa nhập tên đợt ký." in answer.text
    assert "Ngày kết thúc đợt ký phải từ ngày mở đợt ký trở đi." in answer.text


def test_ticked_twice_in_two_windows_is_told_by_name(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    data = {"signed_on": "18/08/2026", "commitments": [str(made.commitments[0])]}
    clerk = browser_of("clerk")
    assert clerk.post(f"{campaign_url(made)}/receive", data=data).status_code == 303
    again = clerk.post(f"{campaign_url(made)}/receive", data=data)
    assert (again.status_code, "Nguyễn Văn Đức: đã ký rồi." in again.text) == (422, True)


@pytest.mark.parametrize(
    ("move", "data", "message"),
    [
        ("sign", {"signed_on": "21/08/2026", "signed_by": "A"}, "Ngày ký không được sau hôm nay."),
        ("sign", {"signed_on": "", "signed_by": "Lê Thị Vợ"}, "Chưa nhập ngày ký trên bản."),
        ("sign", {"signed_on": "18/08/2026", "signed_by": "Ơ" * 201}, "Dài quá 200 ký tự (đang có 201)."),
        ("decline", {"ready": "", "more": "x"}, "Chưa chọn lý do."),
        ("decline", {"ready": "Lý do khác", "more": ""}, "Ghi rõ lý do."),
        ("decline", {"ready": "Lý do khác", "more": "ă" * 501}, "Dài quá 500 ký tự (đang có 501)."),
        ("reopen", {"reason": "nhầm"}, "Bản cam kết đang chờ ký, không cần mở lại."),
    ],
)
def test_bad_move_is_told_and_nothing_is_lost(app, cast, browser_of, move, data, message):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    answer = browser_of("officer").post(f"/commitments/{made.commitments[0]}/{move}", data=data)
    assert answer.status_code == 422
    assert message in answer.text
    assert all(f'value="{typed}"' in answer.text for typed in data.values() if typed and typed != "Lý do khác")


def test_reason_typed_in_nfd_is_kept_in_nfc(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    data = {"ready": "Lý do khác", "more": "đi va\u0306\u0301ng"}
    officer = browser_of("officer")
    officer.post(f"/commitments/{made.commitments[0]}/decline", data=data)
    assert "Ghi nhận chưa ký, lý do: đi vắng." in officer.get(f"/commitments/{made.commitments[0]}").text


def test_nothing_to_print_is_told_on_the_page(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    with app.app_context():
        rows.received(cast, made.commitments[0])
    answer = browser_of("officer").post(f"{campaign_url(made)}/print", data={"which": "missing", "hamlet": ""})
    assert (answer.status_code, "Không có bản cam kết nào để in." in answer.text) == (422, True)


# ---- who may not


@pytest.mark.parametrize("name", ["council", "trainer", "administrator", "reviewer"])
def test_role_without_commitments_is_refused(app, cast, browser_of, name):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    browser = browser_of(name)
    urls = ("/commitments/", campaign_url(made), f"/commitments/{made.commitments[0]}", "/commitments/wordings")
    assert [browser.get(url).status_code for url in urls] == [403] * 4


def test_clerk_receives_but_does_not_make_or_print(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    clerk = browser_of("clerk")
    posts = [f"{campaign_url(made)}/make", f"{campaign_url(made)}/print", f"/commitments/{made.commitments[0]}/reopen"]
    assert [clerk.post(url).status_code for url in posts] == [403, 403, 403]
    page = clerk.get(campaign_url(made)).text
    assert ("Đã nhận bản ký" in page, "In bản cam kết" in page) == (True, False)


def test_nobody_sees_anything_without_signing_in(app, cast, client):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    urls = ("/commitments/", campaign_url(made), f"/commitments/{made.commitments[0]}", "/commitments/stack?paper=1")
    assert [client.get(url).status_code for url in urls] == [401] * 4


def test_stranger_finds_none_of_it(app, cast, browser_of):
    with app.app_context():
        urls = rows.foreign_urls(cast)
        commitment, wording = (int(re.search(r"\d+", url)[0]) for url in (urls[1], urls[-1]))
        paper = rows.sealed(cast, commitment)
    urls += [f"/commitments/stack?paper={paper}", f"/commitments/wordings/new?after={wording}"]
    stranger = browser_of("stranger")
    found = {url: {stranger.get(url).status_code, stranger.post(url).status_code} for url in urls}
    assert {url: codes - {404, 405} for url, codes in found.items() if codes - {404, 405}} == {}
    assert "Chưa có đợt ký cam kết nào." in stranger.get("/commitments/").text


def test_ticks_of_another_commune_are_not_there(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    data = {"signed_on": "18/08/2026", "commitments": [str(made.commitments[0]), "999999"]}
    assert browser_of("clerk").post(f"{campaign_url(made)}/receive", data=data).status_code == 404


@pytest.mark.parametrize("page", ["/commitments/", "{}", "{}/door-list"])
def test_list_of_three_takes_as_many_statements_as_of_one(app, cast, browser_of, page):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    officer, sizes, page = browser_of("officer"), [], page.format(campaign_url(made))
    assert officer.get(page).status_code == 200
    for more in ((), ("Lê Thị An", "Trần Thị Bé")):
        if more:
            with app.app_context(), acting(cast.users["officer"]):
                campaign = rows.campaign(made.campaign)
                place = rows.get(made.commitments[0]).household.hamlet
                rows.actions.make_commitments(campaign, [people.household(name, place) for name in more])
                rows.actions.save_campaign(None, **rows.campaign_fields(made.plan))
        with counted(app) as statements:
            officer.get(page)
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]
