"""Pages of what is done to many at once: the list of acts, one act and its undo, the moves, the end, the renewal."""

import re
from datetime import date, timedelta

import pytest

from app.commitments import queries
from app.commitments.queries import acts
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.queries_counted import counted

NAMES = ("Nguyễn Văn Đức", "Trần Thị Bé", "Lê Thị An")


def arranged(app, cast, *names, **kwargs):
    with app.app_context():
        return rows.made(cast, *names, **kwargs)


def campaign_url(made) -> str:
    return f"/commitments/campaigns/{made.campaign}"


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def states(app, cast, made) -> list[str]:
    with app.app_context(), acting(cast.users["officer"]):
        return [rows.get(one).state for one in made.commitments]


def last_act(app, cast, made) -> str:
    with app.app_context(), acting(cast.users["officer"]):
        return f"/commitments/acts/{acts.acts(made.campaign, None, 1)[0].id}"


def received(app, cast, made) -> None:
    with app.app_context():
        for one in made.commitments:
            rows.received(cast, one)


# ---- the list of acts and the undo


def test_received_stack_is_listed_with_before_and_after_and_taken_back(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    clerk = browser_of("clerk")
    data = {"commitments": made.commitments, "signed_on": "15/08/2026"}
    answer = clerk.post(f"{campaign_url(made)}/receive", data=data)
    url = last_act(app, cast, made)
    assert f'href="{url}">Xem danh sách, hoàn tác</a>' in clerk.get(answer.location).text
    listed = words(clerk.get(f"{campaign_url(made)}/acts").text)
    assert "Nhận bản đã ký 08:00 20/08/2026 Trần Văn Bình 3" in listed
    page = words(clerk.get(url).text)
    assert "Trần Văn Bình làm 08:00 20/08/2026, ở 3 bản cam kết." in page
    assert "Lê Thị An Chưa in Đã ký 15/08/2026" in page
    assert "Hoàn tác 3 bản" in page
    assert clerk.post(f"{url}/undo").location == url
    after = words(clerk.get(url).text)
    assert "Đã hoàn tác ở 3 bản; Trần Văn Bình làm" in after
    assert "đã trở lại như trước" in after
    assert states(app, cast, made) == ["drafted"] * 3
    assert "Đã hoàn tác Trần Văn Bình" in words(clerk.get(f"{campaign_url(made)}/acts").text)


def test_undo_tells_who_stays_and_shows_them_alone(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    officer = browser_of("officer")
    officer.post(f"{campaign_url(made)}/bulk/decline", data={"decline-ready": "Đi vắng, chưa gặp"})
    url = last_act(app, cast, made)
    with app.app_context():
        rows.received(cast, made.commitments[0])
    officer.post(f"{url}/undo")
    page = words(officer.get(url).text)
    assert "Đã hoàn tác ở 2 bản; Nguyễn Thị An làm" in page
    assert "Sau đó đã ký, nên giữ nguyên. Người ghi: Trần Văn Bình." in page
    alone = words(officer.get(f"{url}?show=left").text)
    assert ("Nguyễn Văn Đức" in alone, "Lê Thị An" in alone) == (True, False)


def test_undone_act_says_so_and_a_second_undo_is_refused(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    officer = browser_of("officer")
    url = last_act(app, cast, made)
    assert "Lập bản cam kết" in words(officer.get(url).text)
    officer.post(f"{url}/undo")
    again = officer.post(f"{url}/undo")
    assert again.status_code == 409
    assert "Đã hoàn tác rồi, người làm: Nguyễn Thị An." in words(again.text)
    assert "đã bỏ bản này" in words(officer.get(url).text)


def test_clerk_sees_why_the_making_is_not_theirs_to_undo(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    clerk, url = browser_of("clerk"), last_act(app, cast, made)
    assert "nhờ cán bộ chuyên môn hoàn tác" in words(clerk.get(url).text)
    assert clerk.post(f"{url}/undo").status_code == 409
    assert browser_of("leader").post(f"{url}/undo").status_code == 403
    assert "Hoàn tác 3 bản" not in words(browser_of("leader").get(url).text)


def test_large_act_is_paged(app, cast, browser_of, monkeypatch):
    monkeypatch.setattr("app.commitments.views.acts.PAGE", 2)
    made = arranged(app, cast, *NAMES)
    officer, url = browser_of("officer"), last_act(app, cast, made)
    first, second = officer.get(url).text, officer.get(f"{url}?start=2").text
    assert (words(first).count("chưa có"), words(second).count("chưa có")) == (2, 1)
    assert "start=2" in first
    assert "3 bản" in words(first)


@pytest.mark.parametrize("page", ["act", "acts"])
def test_pages_of_acts_ask_the_same_of_the_database_for_few_and_many(app, cast, browser_of, page):
    made = arranged(app, cast, *NAMES[:1])
    more = arranged(app, cast, *NAMES, plan_id=made.plan, places=("Thôn 8",), name="Đợt khác")
    officer = browser_of("officer")
    found = []
    for one in (made, more):
        url = last_act(app, cast, one) if page == "act" else f"{campaign_url(one)}/acts"
        with counted(app) as statements:
            officer.get(url)
        found.append(len(statements))
    assert found[0] == found[1]


# ---- one thing to many


def test_ticked_ones_are_shown_before_anything_is_done(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    with app.app_context():
        rows.received(cast, made.commitments[0])
    officer = browser_of("officer")
    page = officer.post(f"{campaign_url(made)}/bulk", data={"commitments": made.commitments[:2]})
    assert page.status_code == 200
    assert "2 bản cam kết: các bản đã đánh dấu." in words(page.text)
    assert "1 bản làm được; bỏ qua 1 bản (đã ký: 1)." in words(page.text)
    assert states(app, cast, made) == ["signed", "drafted", "drafted"]
    data = {"decline-commitments": made.commitments[:2], "decline-ready": "Lý do khác", "decline-more": "Đi chợ xa"}
    answer = officer.post(f"{campaign_url(made)}/bulk/decline", data=data)
    said = words(officer.get(answer.location).text)
    assert "Đã ghi lý do chưa ký cho 1 người. Bỏ qua 1 bản vì tình trạng hiện nay không làm được." in said
    assert states(app, cast, made) == ["signed", "declined", "drafted"]


def test_whole_filtered_list_is_meant_when_nobody_is_ticked(app, cast, browser_of):
    made = arranged(app, cast, *NAMES, places=("Thôn 2", "Thôn 3"))
    officer, here = browser_of("officer"), f"?hamlet={made.hamlets[0]}"
    assert "2 bản cam kết: cả danh sách đang lọc." in words(officer.get(f"{campaign_url(made)}/bulk{here}").text)
    assert "3 bản cam kết: cả đợt ký." in words(officer.get(f"{campaign_url(made)}/bulk").text)
    answer = officer.post(f"{campaign_url(made)}/bulk/sign{here}", data={"sign-signed_on": "15/08/2026"})
    assert answer.location == f"{campaign_url(made)}{here}"
    assert states(app, cast, made) == ["signed", "drafted", "signed"]


def test_nobody_ticked_is_told(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    officer = browser_of("officer")
    answer = officer.post(f"{campaign_url(made)}/bulk")
    assert "Chưa đánh dấu bản nào trong danh sách." in officer.get(answer.location).text


def test_many_withdraw_and_are_reopened(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    received(app, cast, made)
    officer, url = browser_of("officer"), f"{campaign_url(made)}/bulk"
    officer.post(f"{url}/withdraw", data={"withdraw-withdrawn_on": "18/08/2026", "withdraw-reason": "Chuyển đi"})
    assert states(app, cast, made) == ["withdrawn"] * 3
    officer.post(f"{url}/reopen", data={"reopen-reason": "Ghi nhầm đợt"})
    assert states(app, cast, made) == ["drafted"] * 3


def test_bad_input_tells_all_faults_and_keeps_what_was_typed(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    received(app, cast, made)
    officer, url = browser_of("officer"), f"{campaign_url(made)}/bulk/withdraw"
    data = {"withdraw-withdrawn_on": "30/02/2026", "withdraw-reason": "", "withdraw-commitments": made.commitments[:1]}
    page = officer.post(url, data=data)
    assert page.status_code == 422
    assert "Có 2 chỗ cần sửa" in page.text
    assert "30/02/2026" in page.text
    assert f'name="withdraw-commitments" value="{made.commitments[0]}"' in page.text
    early = officer.post(url, data={"withdraw-withdrawn_on": "01/08/2026", "withdraw-reason": "Chuyển đi"})
    assert "Ngày rút không được trước ngày ký 15/08/2026." in words(early.text)
    assert states(app, cast, made) == ["signed"] * 3


def test_move_that_nobody_may_make_is_grey_and_refused(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    officer, url = browser_of("officer"), f"{campaign_url(made)}/bulk"
    assert "Bản cam kết đang chờ ký, không cần mở lại." in words(officer.get(url).text)
    page = officer.post(f"{url}/reopen", data={"reopen-reason": "nhầm"})
    assert (page.status_code, "Không có bản cam kết nào để làm việc này." in words(page.text)) == (422, True)


def test_clerk_does_not_reopen_many(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    clerk = browser_of("clerk")
    assert clerk.post(f"{campaign_url(made)}/bulk/reopen", data={"reopen-reason": "x"}).status_code == 403
    assert 'id="reopen"' not in clerk.get(f"{campaign_url(made)}/bulk").text


def test_bulk_page_asks_the_same_of_the_database_for_few_and_many(app, cast, browser_of):
    made = arranged(app, cast, *NAMES[:1])
    more = arranged(app, cast, *NAMES, plan_id=made.plan, places=("Thôn 8",), name="Đợt khác")
    officer, found = browser_of("officer"), []
    for one in (made, more):
        with counted(app) as statements:
            officer.get(f"{campaign_url(one)}/bulk")
        found.append(len(statements))
    assert found[0] == found[1]


# ---- how a pledge ends


def test_withdrawal_of_one_with_its_faults_at_the_fields(app, cast, browser_of):
    made = arranged(app, cast, *NAMES[:1])
    url, clerk = f"/commitments/{made.commitments[0]}", browser_of("clerk")
    assert "Chưa ký thì chưa có gì để rút" in words(clerk.get(url).text)
    received(app, cast, made)
    bad = clerk.post(f"{url}/withdraw", data={"withdraw-withdrawn_on": "14/08/2026", "withdraw-reason": "Chuyển đi"})
    assert (bad.status_code, "Ngày rút không được trước ngày ký 15/08/2026." in words(bad.text)) == (422, True)
    assert 'value="Chuyển đi"' in bad.text
    good = clerk.post(f"{url}/withdraw", data={"withdraw-withdrawn_on": "18/08/2026", "withdraw-reason": "Chuyển đi"})
    page = words(clerk.get(good.location).text)
    assert "Đã rút cam kết" in page
    assert "Ghi nhận rút cam kết ngày 18/08/2026, lý do: Chuyển đi." in page


def test_judgement_is_taken_back_on_the_page(app, cast, browser_of):
    made = arranged(app, cast, *NAMES[:1])
    received(app, cast, made)
    with app.app_context(), acting(cast.users["officer"]):
        row = rows.get(made.commitments[0])
        row.state, row.judged_on, row.judged_by = "kept", DAY, "Nguyễn Thị An"
    officer, url = browser_of("officer"), f"/commitments/{made.commitments[0]}"
    assert 'id="judge-reason"' in officer.get(url).text
    assert officer.post(f"{url}/judge-again", data={"judge-reason": ""}).status_code == 422
    assert officer.post(f"{url}/judge-again", data={"judge-reason": "Nhầm hộ"}).status_code == 303
    assert states(app, cast, made) == ["signed"]
    assert 'id="judge-reason"' not in officer.get(url).text


def test_campaign_that_is_not_over_says_why_it_does_not_run_out(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    received(app, cast, made)
    officer = browser_of("officer")
    assert "Cam kết còn thời hạn đến hết ngày 31/12/2026." in words(officer.get(campaign_url(made)).text)
    assert officer.post(f"{campaign_url(made)}/expire").status_code == 409


def test_campaign_that_is_over_runs_out(app, cast, browser_of):
    made = arranged(app, cast, *NAMES, valid_from=date(2026, 8, 1), valid_until=DAY - timedelta(days=1))
    received(app, cast, made)
    officer = browser_of("officer")
    answer = officer.post(f"{campaign_url(made)}/expire")
    assert "Đã ghi hết hạn 3 bản cam kết." in officer.get(answer.location).text
    assert states(app, cast, made) == ["expired"] * 3
    assert "Không còn bản đã ký nào chưa ghi hết hạn." in words(officer.get(campaign_url(made)).text)


# ---- the yearly renewal


def test_renewal_is_previewed_and_done_at_once_with_a_way_back(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    with app.app_context():
        rows.received(cast, made.commitments[0])
        rows.received(cast, made.commitments[1])
    officer, url = browser_of("officer"), f"{campaign_url(made)}/renew"
    page = words(officer.get(url).text)
    assert "Ký tiếp (đã ký đợt này) 2" in page
    assert "Lập mới (chưa ký đợt này) 1" in page
    assert "Mở đợt mới chép từ đợt này: Ký cam kết Bình dân học vụ số năm 2027" in page
    answer = officer.post(url, data={"into": "0", "with_unsigned": "y"})
    said = words(officer.get(answer.location).text)
    assert "Đã lập 3 bản cam kết ký tiếp." in said
    assert "Ký cam kết Bình dân học vụ số năm 2027" in said
    assert states(app, cast, made) == ["renewed", "renewed", "drafted"]
    with app.app_context(), acting(cast.users["officer"]):
        into = next(one for one in queries.campaigns() if one.former_id == made.campaign)
        into_id, act = into.id, acts.acts(into.id, None, 1)[0].id
    again = words(officer.get(url).text)
    assert "Không có ai để ký tiếp" in words(officer.post(url, data={"into": into_id}).text)
    assert "Đã có bản cam kết ở đợt mới." in again
    officer.post(f"/commitments/acts/{act}/undo")
    assert states(app, cast, made) == ["signed", "signed", "drafted"]


def test_refused_renewal_leaves_no_copy_behind(app, cast, browser_of):
    made = arranged(app, cast, *NAMES)
    officer, url = browser_of("officer"), f"{campaign_url(made)}/renew"
    page = officer.post(url, data={"into": "0"})
    assert (page.status_code, "Không có ai để ký tiếp." in words(page.text)) == (422, True)
    with app.app_context(), acting(cast.users["officer"]):
        assert [one.id for one in queries.campaigns()] == [made.campaign]


def test_renewal_asks_the_same_of_the_database_for_few_and_many(app, cast, browser_of):
    made = arranged(app, cast, *NAMES[:1])
    more = arranged(app, cast, *NAMES, plan_id=made.plan, places=("Thôn 8",), name="Đợt khác")
    officer, found = browser_of("officer"), []
    for one in (made, more):
        with counted(app) as statements:
            officer.get(f"{campaign_url(one)}/renew")
        found.append(len(statements))
    assert found[0] == found[1]
