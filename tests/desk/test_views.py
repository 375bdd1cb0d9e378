"""Pages of the desk: home, search, a running job."""

import re
from datetime import date

import pytest

from app import audit, clock, jobs
from app.commendations import actions as commendations
from app.db import db
from app.desk import queries
from tests.cast import DAY, acting
from tests.commendations import rows as dossiers
from tests.commitments import rows as campaigns
from tests.people import rows as people
from tests.queries_counted import counted
from tests.training import rows as classes

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@jobs.task("test-nothing")
def nothing(progress: jobs.Progress) -> dict:
    progress.piece(lambda: None, 1)
    return {"endpoint": "people.index", "values": {}}


@pytest.fixture
def job_of(app, cast):
    """A job of someone of the cast in a given state."""

    def make(name: str = "officer", **fields) -> int:
        with app.app_context(), acting(cast.users[name]):
            job = jobs.start("test-nothing", total=2)
            db.session.info.pop("jobs")  # it stays where this test puts it: nobody is to run it
            for field, value in fields.items():
                setattr(job, field, value)
            return job.id

    return make


def test_home_shows_the_work_with_its_day_and_what_is_late(app, cast, browser_of):
    with app.app_context():
        classes.made(cast, trainings=1)
    answer = browser_of("trainer").get("/")
    assert "buổi ngày 05/08/2026 còn 3 người chưa điểm danh" in answer.text
    assert "quá hạn" in answer.text


def test_home_without_work_says_so(browser_of):
    assert "Không còn việc nào đang chờ." in browser_of("council").get("/").text


def test_each_todo_opens(app, cast, browser_of):
    with app.app_context():
        classes.made(cast, trainings=1, number="13/KH-UBND")
        dossiers.dossier_at(cast, "submitted", "BK_TINH")
    for name in ("officer", "clerk", "leader", "trainer", "reviewer"):
        browser = browser_of(name)
        rows = re.findall(r'<th scope="row"><a href="([^"]+)"', browser.get("/").text)
        assert [browser.get(address.replace("&amp;", "&")).status_code for address in rows] == [200] * len(rows)


def test_home_reads_as_much_for_three_dossiers_as_for_one(app, cast, browser_of):
    with app.app_context():
        first = dossiers.dossier_at(cast, "draft")
    browser = browser_of("officer")
    browser.get("/")
    with counted(app) as one:
        browser.get("/")
    with app.app_context(), acting(cast.users["officer"]) as author:
        for _another in range(2):
            commendations.open_dossier(dossiers.queries.get(first).round, "GK_XA", "Thành tích khác", author, DAY)
    with counted(app) as three:
        browser.get("/")
    assert len(three) == len(one)


def test_home_reads_as_much_for_three_campaigns_as_for_one(app, cast, browser_of):
    with app.app_context():
        first = campaigns.made(cast, "Trần Văn An")
        campaigns.received(cast, first.commitments[0])
        fall_due(cast, first.campaign)
    browser = browser_of("officer")
    browser.get("/")
    with counted(app) as one:
        assert browser.get("/").text.count("“Cài đặt VNeID”") == 1
    with app.app_context():
        for name in ("Lê Thị Bình", "Hồ Thị Chi"):
            another = campaigns.made(cast, name, name="Đợt khác", plan_id=first.plan, places=(f"Thôn {name}",))
            campaigns.received(cast, another.commitments[0])
            fall_due(cast, another.campaign)
    with counted(app) as three:
        assert browser.get("/").text.count("“Cài đặt VNeID”") == 3
    assert len(three) == len(one)


def test_work_of_promises_opens_where_it_is_done(app, cast, browser_of):
    with app.app_context():
        made = campaigns.made(cast, "Trần Văn An")
        campaigns.received(cast, made.commitments[0])
        fall_due(cast, made.campaign)
        with acting(cast.users["officer"]):
            promise_id = campaigns.campaign(made.campaign).promises[0].id
    browser, campaign = browser_of("officer"), f"/commitments/campaigns/{made.campaign}"
    with clock.frozen(DAY):
        assert f'href="{campaign}/promises/{promise_id}"' in browser.get("/").text
    with clock.frozen(date(2027, 1, 4)):
        browser.sign_in("officer")
        page = browser.get("/").text
        assert f'href="{campaign}/judge"' in page
        assert "quá hạn 1 ngày làm việc" in page
        assert browser.get(f"{campaign}/judge").status_code == 200


def fall_due(cast, campaign_id):
    with acting(cast.users["officer"]):
        promise = campaigns.campaign(campaign_id).promises[0]
        promise.due_on, promise.text, promise.deed = date(2026, 8, 28), "Cài đặt VNeID", None


@pytest.mark.parametrize(
    ("due", "left", "words"),
    [
        (date(2026, 8, 20), 0, "hôm nay"),
        (date(2026, 8, 25), 3, "còn 3 ngày làm việc"),
        (date(2026, 8, 23), 0, "không còn ngày làm việc nào sau hôm nay"),
        (date(2026, 8, 18), -2, "quá hạn 2 ngày làm việc"),
        (date(2026, 8, 19), 0, "quá hạn, chưa qua ngày làm việc nào"),
    ],
)
def test_what_is_left_in_words(app, due, left, words):
    said = app.jinja_env.get_template("macros/words.html").module.time_left(due, left, DAY)
    assert str(said) == words


def test_home_says_what_is_left_in_working_days(app, cast, browser_of):
    with app.app_context():
        campaigns.made(cast, "Trần Văn An", closes_on=date(2026, 8, 24))
    page = browser_of("officer").get("/").text
    assert '24/08/2026 <span class="pill pill-warning">còn 3 ngày làm việc</span>' in page
    assert 'href="/places/calendar">lịch làm việc</a>' in page


def test_home_on_a_day_off_says_so(app, cast, browser_of):
    browser = browser_of("officer")
    with clock.frozen(date(2026, 9, 2)):
        assert "Hôm nay 02/09/2026 (ngày nghỉ: Quốc khánh)." in browser.get("/").text
    assert "ngày nghỉ" not in browser.get("/").text


def test_home_of_nobody_asks_to_sign_in(client):
    assert client.get("/").status_code == 401


def test_search_page_keeps_what_was_typed_and_finds_it(app, cast, browser_of):
    with app.app_context():
        people.people_of(cast, "Nguyễn Thị Thuỵ Ưởng")
    answer = browser_of("officer").get("/search?q=thuy+uong")
    assert 'value="thuy uong"' in answer.text
    assert "Nguyễn Thị Thuỵ Ưởng" in answer.text


def test_search_by_htmx_sends_the_list_alone(browser_of):
    browser = browser_of("officer")
    whole = browser.get("/search?q=khong-co-ai").text
    block = browser.get("/search?q=khong-co-ai", headers=HTMX).text
    assert block.strip().startswith('<div id="found">')
    assert "Không tìm thấy “khong-co-ai”." in block
    assert block.strip() in whole


def test_search_for_nothing_asks_for_letters(browser_of):
    answer = browser_of("officer").get("/search?q=%20")
    assert "Không tìm thấy" not in answer.text


def test_running_job_shows_how_far_it_is_and_asks_again(browser_of, job_of):
    job_id = job_of(state="running", done=1)
    answer = browser_of("officer").get(f"/jobs/{job_id}")
    assert 'hx-trigger="every 2s"' in answer.text
    assert f'href="/jobs/{job_id}">Tải lại</a>' in answer.text
    assert "<strong>1</strong> / 2 (50%)" in answer.text


def test_running_job_by_htmx_is_its_block(browser_of, job_of):
    job_id = job_of(state="running")
    browser = browser_of("officer")
    block = browser.get(f"/jobs/{job_id}", headers=HTMX).text
    assert block.strip().startswith('<div id="job"')
    assert "<html" not in block


def test_ended_job_opens_its_result_and_asks_no_more(browser_of, job_of):
    job_id = job_of(state="done", done=2, result={"endpoint": "people.index", "values": {}})
    answer = browser_of("officer").get(f"/jobs/{job_id}")
    assert 'href="/people/">Mở kết quả</a>' in answer.text
    assert "hx-trigger" not in answer.text.split('id="job"')[1].split("</main>")[0]
    assert "Dừng</button>" not in answer.text


def test_failed_job_says_what_to_do_and_what_to_tell(browser_of, job_of):
    job_id = job_of(state="failed", error="Missing: abc")
    answer = browser_of("officer").get(f"/jobs/{job_id}")
    assert "Hãy chạy lại" in answer.text
    assert "<code>Missing: abc</code>" in answer.text


def test_cancel_stops_the_job_and_is_logged(app, cast, browser_of, job_of):
    job_id = job_of(state="running")
    answer = browser_of("officer").post(f"/jobs/{job_id}/cancel")
    assert (answer.status_code, answer.location) == (303, f"/jobs/{job_id}")
    with app.app_context(), acting(cast.users["officer"]):
        job = queries.job(job_id)
        assert job.state == "cancelled"
        assert [line.event for line in audit.lines_about(job)] == ["job-cancelled"]


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_cancel_of_an_ended_job_is_refused_with_the_reason(app, cast, browser_of, job_of, state):
    job_id = job_of(state=state)
    assert browser_of("officer").post(f"/jobs/{job_id}/cancel").status_code == 409
    with app.app_context(), acting(cast.users["officer"]):
        assert queries.job(job_id).state == state


def test_job_of_another_commune_is_not_found(browser_of, job_of):
    job_id = job_of()
    browser = browser_of("stranger")
    assert browser.get(f"/jobs/{job_id}").status_code == 404
    assert browser.post(f"/jobs/{job_id}/cancel").status_code == 404


# ---- long work


@pytest.mark.parametrize("state", ["running", "cancelled", "failed"])
def test_the_page_of_long_work_leads_back_to_where_it_was_started(app, cast, browser_of, job_of, state):
    with app.app_context():
        campaign_id = campaigns.made(cast, "Trần Văn An").campaign
    page = browser_of("officer").get(f"/jobs/{job_of(state=state, arguments={'campaign_id': campaign_id})}").text
    assert f'href="/commitments/campaigns/{campaign_id}"' in page


def test_every_kind_of_long_work_has_its_heading(app):
    headings = app.jinja_env.get_template("macros/words.html").module.JOBS
    assert {kind for kind in jobs.TASKS if not kind.startswith("test-")} == set(headings)
