"""Pages of what became of the promises: progress, the list of one promise, attesting, judging, undoing."""

import io
import re

import pytest

from app import clock
from app.commitments import queries
from app.commitments.queries import following
from tests.cast import acting
from tests.commitments import follow, rows
from tests.pdf import files
from tests.queries_counted import counted
from tests.workbooks import read_xlsx

TWO = ("Vi Văn Ông", "Lê Thị An")


@pytest.fixture
def found(app, cast):
    """Two persons in two hamlets; the first came to both trainings that were promised, the second to one."""
    with app.app_context():
        made = follow.followed(cast, *TWO, places=("Thôn 10", "Thôn 2"))
        first, second = (follow.person_of(cast, one) for one in made.made.commitments)
        follow.trained(cast, made.made.plan, {first: 2, second: 1})
        return made


@pytest.fixture
def closed():
    """A day after the period of the campaign."""
    with clock.frozen(follow.CLOSED):
        yield


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def promise_url(found, place: int = 0) -> str:
    return f"{found.url}/promises/{found.promises[place]}"


def one_url(found, place: int = 0, promise: int = 1) -> str:
    return f"/commitments/{found.made.commitments[place]}/promises/{found.promises[promise]}"


def said(**changes) -> dict:
    return {"outcome": "kept", "evidence": "Biên bản họp thôn", "day": "01/01/2027"} | changes


# ---- the way through


def test_officer_sees_progress_attests_the_rest_and_judges(app, cast, browser_of, found, closed):
    officer = browser_of("officer")
    page = officer.get(f"{found.url}/progress").text
    assert "1 /2 (50%)" in words(page)
    assert "quá hạn" in page
    assert re.findall(r'href="([^"]+standing=fulfilled)"', page)[0] == f"{promise_url(found)}?standing=fulfilled"
    listed = words(officer.get(f"{promise_url(found)}?standing=partly").text)
    assert ("Lê Thị An" in listed, "Vi Văn Ông" in listed) == (True, False)
    assert "đã dự 1/2 buổi tập huấn" in listed
    for place in range(1, len(found.promises)):
        answer = officer.post(f"{promise_url(found, place)}/attest", data=said(everyone="y"))
        assert answer.location == promise_url(found, place)
    page = words(officer.get(promise_url(found, 1)).text)
    assert f"Đã xác nhận điều {len(found.promises)} của 2 bản cam kết." in page
    assert page.count("Nguyễn Thị An, 01/01/2027: Biên bản họp thôn") == 2
    preview = words(officer.get(f"{found.url}/judge").text)
    assert "Thực hiện đủ 1 bản Thực hiện một phần 1 bản Không thực hiện 0 bản Chưa đủ căn cứ 0 bản" in preview
    judged = officer.post(f"{found.url}/judge", data={"outcomes": ["kept", "partly-kept"]})
    assert judged.location == f"{found.url}/progress"
    assert "Đã đánh giá 2 bản cam kết." in officer.get(judged.location).text
    shown = words(officer.get(f"/commitments/{found.made.commitments[0]}").text)
    assert "Nguyễn Thị An đánh giá ngày 04/01/2027: thực hiện đủ" in shown
    assert "05/10/2026: Kỹ năng số cơ bản" in shown


def test_one_promise_is_attested_with_a_file_corrected_and_taken_back(app, cast, browser_of, found, closed):
    officer, url = browser_of("officer"), one_url(found)
    sent = said(file=(io.BytesIO(files.png()), "anh.png"))
    assert officer.post(f"{url}/attest", data=sent).location == f"/commitments/{found.made.commitments[0]}"
    file = officer.get(f"{url}/file")
    assert (file.data, file.mimetype) == (files.png(), "image/png")
    assert officer.post(f"{url}/attest", data=said(outcome="not-kept", evidence="Đơn phản ánh")).status_code == 303
    page = words(officer.get(url).text)
    assert "Nguyễn Thị An xác nhận ngày 01/01/2027: Đơn phản ánh ( anh.png )" in page
    assert "Không thực hiện" in words(officer.get(f"/commitments/{found.made.commitments[0]}").text)
    assert officer.post(f"{url}/take-back", data={"reason": "ghi nhầm người"}).status_code == 303
    history = words(officer.get(f"/commitments/{found.made.commitments[0]}").text)
    assert "Bỏ xác nhận điều 2, lý do: ghi nhầm người." in history
    assert officer.get(f"{url}/file").status_code == 404


def test_pledge_is_judged_alone_against_its_promises_with_a_reason(app, cast, browser_of, found, closed):
    officer, url = browser_of("officer"), f"/commitments/{found.made.commitments[0]}/judge"
    refused = officer.post(url, data={"outcome": "not-kept", "reason": ""})
    assert (refused.status_code, "ghi rõ lý do" in refused.text) == (422, True)
    assert officer.post(url, data={"outcome": "not-kept", "reason": "Bị phản ánh"}).status_code == 303
    page = words(officer.get(f"/commitments/{found.made.commitments[0]}").text)
    assert "không thực hiện (Bị phản ánh)" in page
    assert "Đánh giá việc thực hiện cam kết: Không thực hiện. Bị phản ánh" in page
    again = officer.post(url, data={"outcome": "kept", "reason": "nhầm"})
    assert again.status_code == 422


def test_attesting_many_is_undone_from_its_page(app, cast, browser_of, found, closed):
    officer = browser_of("officer")
    officer.post(f"{one_url(found)}/attest", data=said(outcome="not-kept", evidence="Đơn phản ánh"))
    officer.post(f"{promise_url(found, 1)}/attest", data=said(everyone="y"))
    act = re.search(r'href="(/commitments/acts/\d+)"', officer.get(promise_url(found, 1)).text)[1]
    page = words(officer.get(act).text)
    assert "Điều 2: không thực hiện. Đơn phản ánh Điều 2: thực hiện đủ. Biên bản họp thôn" in page
    assert "Lê Thị An chưa có xác nhận Điều 2: thực hiện đủ. Biên bản họp thôn" in page
    assert officer.post(f"{act}/undo").location == act
    assert "Đã hoàn tác ở 2 bản" in officer.get(act).text
    listed = words(officer.get(promise_url(found, 1)).text)
    assert ("Đơn phản ánh" in listed, "01/01/2027: Biên bản" in listed) == (True, False)


def test_sheets_hold_what_the_pages_show(app, cast, browser_of, found, closed):
    officer = browser_of("officer")
    whole = read_xlsx(officer.get(f"{found.url}/progress.xlsx").data).rows
    assert [row[-5:] for row in whole if row[:2] == ["Toàn đợt ký", "1"]] == [["2", "1", "1", "0", "0"]]
    assert [row[-5:] for row in whole if row[:2] == ["Thôn 2", "1"]] == [["1", "0", "1", "0", "0"]]
    listed = read_xlsx(officer.get(f"{promise_url(found)}/list.xlsx?standing=fulfilled").data).rows
    assert [row[1:4] for row in listed if "Thôn 10" in row] == [
        ["Vi Văn Ông", "Đã thực hiện", "đã dự 2/2 buổi tập huấn"]
    ]


def test_filter_by_hamlet_and_name_narrows_the_list(app, cast, browser_of, found, closed):
    officer, url = browser_of("officer"), promise_url(found)
    for query in (f"hamlet={found.made.hamlets[1]}", "q=le thi an"):
        page = words(officer.get(f"{url}?{query}").text)
        assert ("Lê Thị An" in page, "Vi Văn Ông" in page) == (True, False)
    assert "Không có bản cam kết nào như đang lọc." in officer.get(f"{url}?q=khong co ai").text


def test_printed_list_holds_all_pages_and_no_boxes(app, cast, browser_of):
    with app.app_context():
        found = follow.followed(cast, *(f"Nguyễn Văn {number:03d}" for number in range(60)))
    page = browser_of("officer").get(f"{promise_url(found)}/print-list?standing=open").text
    assert (len(re.findall('<th scope="row">', page)), 'type="checkbox"' in page) == (60, False)
    assert "chưa có kết quả, 60 bản" in words(page)


def test_pages_of_fifty_follow_each_other(app, cast, browser_of):
    with app.app_context():
        found = follow.followed(cast, *(f"Nguyễn Văn {number:03d}" for number in range(60)))
    officer = browser_of("officer")
    page = officer.get(promise_url(found)).text
    rest = officer.get(re.search(r'rel="next" href="([^"]+)"', page)[1]).text
    assert [len(re.findall('name="commitments"', one)) for one in (page, rest)] == [50, 10]
    preview = officer.get(f"{found.url}/judge").text
    rest = officer.get(re.search(r'rel="next" href="([^"]+)"', preview)[1].replace("&amp;", "&")).text
    assert [len(re.findall("Chưa đủ căn cứ</span>", one)) for one in (preview, rest)] == [50, 10]


# ---- bad input


def test_nothing_ticked_and_a_day_to_come_are_told_together_and_nothing_is_lost(app, cast, browser_of, found):
    data = said(day="21/08/2026")
    answer = browser_of("officer").post(f"{promise_url(found)}/attest", data=data)
    assert answer.status_code == 422
    assert "Chưa đánh dấu bản nào trong danh sách." in answer.text
    assert "Ngày không được sau hôm nay." in answer.text
    assert "Ngày không được trước ngày cam kết có hiệu lực 01/09/2026." in answer.text
    assert ('value="21/08/2026"' in answer.text, "Biên bản họp thôn</textarea>" in answer.text) == (True, True)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"evidence": ""}, "Chưa ghi minh chứng."),
        ({"outcome": ""}, "Chưa chọn kết quả."),
        ({"day": "31/02/2027"}, "Tháng 02/2027 không có ngày 31."),
        ({"file": (b"MZ", "bang.exe")}, "Chỉ nhận tệp PDF, JPG, PNG."),
        ({"file": (b"%PDF-1.7 hong", "giay.pdf")}, "Tệp bị hỏng"),
        ({"evidence": "ơ" * 2001}, "Dài quá 2000 ký tự (đang có 2001)."),
    ],
)
def test_bad_attestation_is_told_at_its_field(app, cast, browser_of, found, closed, changed, message):
    if "file" in changed:
        content, name = changed["file"]
        changed = {"file": (io.BytesIO(content), name)}
    answer = browser_of("officer").post(f"{one_url(found)}/attest", data=said(**changed))
    assert (answer.status_code, message in answer.text) == (422, True)
    with app.app_context(), acting(cast.users["officer"]):
        row = rows.get(found.made.commitments[0])
        assert [one.fulfilment for one, _proof in following.of_one(row, follow.CLOSED)] == [None] * len(found.promises)


def test_judging_with_nothing_to_judge_is_told(app, cast, browser_of, found):
    officer = browser_of("officer")
    assert officer.post(f"{found.url}/judge", data={"outcomes": ["kept"]}).status_code == 422
    answer = officer.post(f"{found.url}/judge", data={})
    assert (answer.status_code, "Chưa chọn kết quả nào." in answer.text) == (422, True)


# ---- who may not


def test_unsigned_pledge_shows_no_promises_and_takes_no_attestation(app, cast, browser_of, closed):
    with app.app_context():
        made = rows.made(cast, "Vi Văn Ông", kind="person")
        with acting(cast.users["officer"]):
            promise = queries.campaign(made.campaign).promises[0].id
    officer, url = browser_of("officer"), f"/commitments/{made.commitments[0]}"
    assert "Thực hiện các điều cam kết" not in officer.get(url).text
    answer = officer.post(f"{url}/promises/{promise}/attest", data=said())
    assert (answer.status_code, "Chưa ký, hoặc đã rút" in answer.text) == (422, True)
    assert "Chưa có bản nào đã ký." in officer.get(f"/commitments/campaigns/{made.campaign}/promises/{promise}").text


def test_clerk_and_leader_read_but_do_not_attest_or_judge(app, cast, browser_of, found):
    for name in ("clerk", "leader"):
        browser = browser_of(name)
        pages = (f"{found.url}/progress", promise_url(found), one_url(found))
        assert [browser.get(url).status_code for url in pages] == [200, 200, 200]
        posts = (f"{promise_url(found)}/attest", f"{one_url(found)}/attest", f"{found.url}/judge")
        assert [browser.post(url, data=said()).status_code for url in posts] == [403, 403, 403]
        assert "Ghi xác nhận" not in browser.get(one_url(found)).text


def test_promise_of_another_campaign_is_not_found(app, cast, browser_of, found):
    with app.app_context():
        other = rows.made(cast, plan_id=found.made.plan, name="Đợt khác", places=("Thôn Khác",))
    url = f"/commitments/campaigns/{other.campaign}/promises/{found.promises[0]}"
    assert browser_of("officer").get(url).status_code == 404


def test_nobody_of_another_commune_sees_or_changes_anything(app, cast, browser_of, found):
    stranger = browser_of("stranger")
    pages = (f"{found.url}/progress", promise_url(found), one_url(found), f"{found.url}/judge")
    assert [stranger.get(url).status_code for url in pages] == [404] * 4
    assert stranger.post(f"{one_url(found)}/attest", data=said()).status_code == 404


# ---- how much it costs


@pytest.mark.parametrize("page", ["progress", "promise", "judge"])
def test_number_of_queries_does_not_grow_with_the_rows(app, cast, browser_of, page):
    urls = []
    with app.app_context():
        plan_id = None
        for count, hamlet in ((3, "Thôn A"), (60, "Thôn B")):
            names = [f"Nguyễn Văn {number:03d}" for number in range(count)]
            made = follow.followed(cast, *names, places=(hamlet,), plan_id=plan_id, name=f"Đợt của {hamlet}")
            plan_id = made.made.plan
            people = [follow.person_of(cast, one) for one in made.made.commitments]
            follow.trained(cast, plan_id, dict.fromkeys(people[: count // 2 + 1], 2))
            urls.append(promise_url(made) if page == "promise" else f"{made.url}/{page}")
    officer = browser_of("officer")
    officer.get(urls[0])
    numbers = []
    for url in urls:
        with counted(app) as statements:
            assert officer.get(url).status_code == 200
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]
