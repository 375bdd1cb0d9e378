"""The promises of a campaign: what is measured of them, when they are frozen, how they are printed."""

import re
from datetime import date

import pytest

from app import audit
from app.commitments import actions, documents, rules
from app.commitments.models import Promise
from app.commitments.rules import Goal
from app.db import db
from app.plans.rules import Deed
from app.refusals import Refusal, Refused
from tests.cast import acting
from tests.commitments import rows

START, END = date(2026, 9, 1), date(2027, 1, 1)
TWICE = Goal(2, "buổi", date(2026, 9, 30), Deed.TRAININGS_ATTENDED)


# ---- rules


@pytest.mark.parametrize(
    ("goal", "codes"),
    [
        (Goal(), []),
        (TWICE, []),
        (Goal(due_on=START), []),
        (Goal(due_on=date(2026, 12, 31)), []),
        (Goal(100, "%"), []),
        (Goal(0, "buổi"), ["goal-below-one"]),
        (Goal(2), ["goal-without-unit"]),
        (Goal(measure_unit="buổi"), ["goal-without-value"]),
        (Goal(101, "% số hộ"), ["goal-above-hundred"]),
        (Goal(101, "hộ"), []),
        (Goal(deed=Deed.COURSES_TAUGHT), ["deed-without-value"]),
        (Goal(due_on=date(2026, 8, 31)), ["due-outside-period"]),
        (Goal(0, None, END, Deed.COURSES_TAUGHT), ["goal-below-one", "goal-without-unit", "due-outside-period"]),
    ],
)
def test_what_a_promise_may_be_measured_by(goal, codes):
    assert [fault.code for fault in rules.goal_faults(goal, START, END)] == codes


def test_day_outside_names_the_period():
    (fault,) = rules.goal_faults(Goal(due_on=END), START, END)
    assert fault == Refusal("due-outside-period", detail="01/09/2026 đến 31/12/2026")


def test_every_ready_goal_can_be_kept():
    goals = [promise.goal for ready in rules.WORDINGS for promise in ready.promises]
    assert [fault for goal in goals for fault in rules.goal_faults(goal, START, END)] == []
    assert {goal.deed for goal in goals if goal.deed} <= set(Deed)


# ---- words on paper


@pytest.mark.parametrize(
    ("text", "goal", "printed"),
    [
        ("Dự tập huấn.", Goal(), "Dự tập huấn"),
        ("Dự tập huấn;", Goal(2, "buổi"), "Dự tập huấn (ít nhất 02 buổi)"),
        ("Dự tập huấn", TWICE, "Dự tập huấn (ít nhất 02 buổi, chậm nhất ngày 30/09/2026)"),
        ("Báo cáo", Goal(due_on=date(2026, 12, 5)), "Báo cáo (chậm nhất ngày 05/12/2026)"),
        ("Vận động ký", Goal(80, "% số hộ"), "Vận động ký (ít nhất 80% số hộ)"),
        ("Mọi người dự", Goal(100, "% số người"), "Mọi người dự (100% số người)"),
        ("Phát tờ rơi", Goal(1500, "tờ"), "Phát tờ rơi (ít nhất 1.500 tờ)"),
    ],
)
def test_promise_as_printed(text, goal, printed):
    promise = Promise(position=1, text=text)
    promise.goal = goal
    assert documents.promise_words(promise) == printed


# ---- actions


def test_campaign_takes_the_promises_of_its_text_with_what_is_proposed(context, cast):
    made = rows.made(cast)
    with acting(cast.users["officer"]):
        promises = rows.campaign(made.campaign).promises
        ready = rules.FORMS["household"]
        assert [(one.position, one.text, one.goal) for one in promises] == [
            (at, one.text, one.goal) for at, one in enumerate(ready.promises, start=1)
        ]
        assert promises[0].goal == Goal(2, "buổi", deed=Deed.TRAININGS_ATTENDED)


def test_goals_are_kept_and_logged_once(context, cast):
    made = rows.made(cast)
    with acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        second = campaign.promises[1]
        actions.save_goals(campaign, {second.id: TWICE})
        actions.save_goals(campaign, {second.id: TWICE})
        db.session.expire(second)
        assert second.goal == TWICE
        events = [line.event for line in audit.lines_about(campaign)]
    assert events.count("campaign-goals-saved") == 1


def test_faults_of_all_promises_are_told_at_once_and_nothing_is_kept(context, cast):
    made = rows.made(cast)
    with acting(cast.users["officer"]):
        first, second, *_rest = rows.campaign(made.campaign).promises
        wrong = {first.id: Goal(3), second.id: Goal(due_on=END)}
        with pytest.raises(actions.GoalsRefused) as raised:
            actions.save_goals(rows.campaign(made.campaign), wrong)
        assert {one: [fault.code for fault in found] for one, found in raised.value.faults.items()} == {
            first.id: ["goal-without-unit"],
            second.id: ["due-outside-period"],
        }
        assert (first.goal.value, second.goal.due_on) == (2, None)


def test_new_version_keeps_the_goals_of_promises_that_stay(context, cast):
    made = rows.made(cast)
    with acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        old = campaign.wording
        actions.save_goals(campaign, {campaign.promises[1].id: TWICE})
        new = actions.save_wording(
            old,
            kind="household",
            title=old.title,
            promises=["Điều mới của xã", old.promises[1]],
            breach=None,
            valid_from=date(2026, 1, 1),
            source="UBND xã",
        )
        db.session.flush()
        actions.save_campaign(campaign, **rows.campaign_fields(made.plan, wording=new))
        assert [(one.position, one.text, one.goal) for one in campaign.promises] == [
            (1, "Điều mới của xã", Goal()),
            (2, old.promises[1], TWICE),
        ]


def test_period_that_leaves_out_a_due_day_is_refused(context, cast):
    made = rows.made(cast)
    with acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        actions.save_goals(campaign, {campaign.promises[1].id: TWICE})
        fields = rows.campaign_fields(made.plan, valid_from=date(2026, 10, 1))
        with pytest.raises(Refused) as raised:
            actions.save_campaign(campaign, **fields)
    assert raised.value.reasons == [Refusal("period-without-due-day", detail="30/09/2026")]


# ---- the page


def table_of(page: str) -> dict[str, str]:
    """What stands in the boxes of the table."""
    return dict(re.findall(r'<input[^>]*name="(goal-[^"]+)"[^>]*value="([^"]*)"', page))


@pytest.fixture
def url(app, cast) -> str:
    with app.app_context():
        return f"/commitments/campaigns/{rows.made(cast, 'Nguyễn Văn Đức').campaign}"


def test_page_is_filled_in_and_saves(app, cast, browser_of, url):
    officer = browser_of("officer")
    cells = table_of(officer.get(f"{url}/promises").text)
    first = next(name.rpartition("-")[0] for name, value in cells.items() if value == "buổi")
    assert cells[f"{first}-value"] == "2"
    sent = cells | {f"{first}-due_on": "30/09/2026", f"{first}-deed": "trainings-attended"}
    answer = officer.post(f"{url}/promises", data=sent)
    assert (answer.status_code, answer.location) == (303, url)
    page = officer.get(f"{url}/promises").text
    assert table_of(page)[f"{first}-due_on"] == "30/09/2026"
    assert 'selected value="trainings-attended"' in page


def test_all_faults_stand_in_their_cells_and_nothing_typed_is_lost(app, cast, browser_of, url):
    officer = browser_of("officer")
    cells = table_of(officer.get(f"{url}/promises").text)
    prefixes = sorted({name.rpartition("-")[0] for name in cells}, key=lambda name: int(name.split("-")[1]))
    first, second, third = prefixes[:3]
    sent = cells | {
        f"{first}-value": "hai",
        f"{second}-value": "3",
        f"{third}-due_on": "31/08/2026",
        f"{third}-deed": "courses-taught",
    }
    answer = officer.post(f"{url}/promises", data=sent)
    assert answer.status_code == 422
    told = {
        name: re.sub("<[^>]+>", "", found)
        for name, found in re.findall(r'<ul class="faults" id="(goal-[^"]+)-faults">(.*?)</ul>', answer.text)
    }
    assert told == {
        f"{first}-value": "Phải là số nguyên, ví dụ 12 hoặc 1.284.",
        f"{second}-measure_unit": "Có chỉ tiêu thì ghi đơn vị tính: buổi, người, lớp, %.",
        f"{third}-value": "Tính từ số liệu của phần mềm thì phải có chỉ tiêu để so.",
        f"{third}-due_on": "Ngày đến hạn phải nằm trong thời hạn cam kết, từ 01/09/2026 đến 31/12/2026.",
    }
    again = table_of(answer.text)
    assert (again[f"{first}-value"], again[f"{third}-due_on"]) == ("hai", "31/08/2026")
    assert 'selected value="courses-taught"' in answer.text


def test_printed_promises_are_frozen_with_the_reason(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, "Nguyễn Văn Đức")
        rows.sealed(cast, made.commitments[0])
    url, officer = f"/commitments/campaigns/{made.campaign}/promises", browser_of("officer")
    reason = "Đã in hoặc đã nhận bản cam kết ký với các điều và chỉ tiêu đang có nên không đổi được"
    page = officer.get(url).text
    assert (reason in page, "<input class=" in page, "ít nhất 02 buổi" in page) == (True, False, True)
    with app.app_context(), acting(cast.users["officer"]):
        first = rows.campaign(made.campaign).promises[0].id
    answer = officer.post(url, data={f"goal-{first}-value": "3", f"goal-{first}-measure_unit": "buổi"})
    assert (answer.status_code, reason in answer.text) == (422, True)


def test_clerk_reads_the_promises_but_does_not_write_them(app, cast, browser_of, url):
    clerk = browser_of("clerk")
    page = clerk.get(f"{url}/promises")
    assert (page.status_code, "Ghi các điều cam kết" in page.text) == (200, False)
    assert clerk.post(f"{url}/promises").status_code == 403
