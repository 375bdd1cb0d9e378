"""Consents: one purpose at a time, none taken for granted, withdrawn with day and reason."""

from datetime import date

import pytest

from app import audit
from app.commitments import queries, rules
from app.commitments.actions import consents as actions
from app.commitments.queries import consents as figures
from app.commitments.rules import State
from app.commitments.rules.consents import consent_faults, consent_withdrawal_faults, in_order, offered_purposes
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.queries_counted import counted
from tests.workbooks import read_xlsx

FOLLOWING, FIGURES, PHOTO, BONUS = rules.CONSENT.purposes


def codes(refused):
    return [one.code for one in refused.value.reasons]


@pytest.fixture
def made(app, cast):
    """Three households, the first two signed."""
    with app.app_context():
        found = rows.made(cast, "Trần Văn An", "Lê Thị Bình", "Hồ Thị Chi")
        for commitment_id in found.commitments[:2]:
            rows.received(cast, commitment_id)
    return found


def agreed_to(cast, commitment_id, *purposes):
    with acting(cast.users["clerk"]):
        actions.record_consents(queries.get(commitment_id), purposes)


# ---- rules


@pytest.mark.parametrize("state", list(State))
def test_consents_are_written_down_from_a_signed_form(state):
    expected = [] if state in rules.SIGNED else ["consent-unsigned"]
    assert [one.code for one in consent_faults(state)] == expected


def test_only_what_was_given_is_withdrawn():
    assert consent_withdrawal_faults(PHOTO, [PHOTO]) == []
    for agreed in (None, [], [FIGURES]):
        assert [one.code for one in consent_withdrawal_faults(PHOTO, agreed)] == ["consent-not-given"]


def test_a_purpose_of_an_older_form_stays_on_the_list():
    assert offered_purposes(None) == list(rules.CONSENT.purposes)
    assert offered_purposes(["in sách", PHOTO]) == [*rules.CONSENT.purposes, "in sách"]


def test_purposes_stand_in_the_order_of_the_form():
    assert in_order([PHOTO, FOLLOWING], rules.CONSENT.purposes) == [FOLLOWING, PHOTO]
    with pytest.raises(ValueError, match="bán dữ liệu"):
        in_order(["bán dữ liệu"], rules.CONSENT.purposes)


# ---- actions and figures


def test_nothing_is_known_until_it_is_written_down(cast, context, made):
    with acting(cast.users["officer"]):
        assert queries.get(made.commitments[0]).consents is None
        found = figures.agreed(made.campaign)
    assert (found.signed, found.recorded) == (2, 0)
    assert found.purposes == tuple((purpose, 0) for purpose in rules.CONSENT.purposes)


def test_who_agreed_to_what_and_the_log_says_so(cast, context, made):
    first, second = made.commitments[:2]
    agreed_to(cast, first, PHOTO, FOLLOWING)
    agreed_to(cast, second)
    with acting(cast.users["officer"]):
        assert queries.get(first).consents == [FOLLOWING, PHOTO]
        assert queries.get(second).consents == []
        found = figures.agreed(made.campaign)
        logged = [audit.lines_about(queries.get(one))[0].keys for one in (first, second)]
    assert (found.signed, found.recorded) == (2, 2)
    assert dict(found.purposes) == {FOLLOWING: 1, FIGURES: 0, PHOTO: 1, BONUS: 0}
    assert logged == [{"purposes": f"{FOLLOWING}; {PHOTO}"}, {"purposes": "–"}]


def test_who_has_not_signed_is_neither_asked_nor_counted(cast, context, made):
    with acting(cast.users["clerk"]), pytest.raises(Refused) as refused:
        actions.record_consents(queries.get(made.commitments[2]), [PHOTO])
    assert codes(refused) == ["consent-unsigned"]
    with acting(cast.users["officer"]):
        queries.get(made.commitments[2]).consents = [PHOTO]
        found = figures.agreed(made.campaign)
    assert (found.signed, dict(found.purposes)[PHOTO]) == (2, 0)


def test_one_consent_is_withdrawn_and_the_pledge_stays(cast, context, made):
    first = made.commitments[0]
    agreed_to(cast, first, FOLLOWING, PHOTO)
    with acting(cast.users["clerk"]):
        actions.withdraw_consent(queries.get(first), PHOTO, DAY, "Đơn ngày 19/8", DAY)
    with acting(cast.users["officer"]):
        row = queries.get(first)
        assert (row.state, row.consents) == (State.SIGNED, [FOLLOWING])
        (line,) = [one for one in audit.lines_about(row) if one.event == "consent-withdrawn"]
        assert line.keys == {"purpose": PHOTO, "day": "2026-08-20", "reason": "Đơn ngày 19/8"}
        assert dict(figures.agreed(made.campaign).purposes)[PHOTO] == 0


@pytest.mark.parametrize(
    ("purpose", "day", "reason", "expected"),
    [
        (PHOTO, date(2026, 8, 15), "x", []),
        (FIGURES, date(2026, 8, 15), "x", ["consent-not-given"]),
        (PHOTO, date(2026, 8, 14), "x", ["withdrawn-before-signed"]),
        (BONUS, date(2026, 8, 21), " ", ["consent-not-given", "withdrawn-in-future", "commitment-needs-reason"]),
    ],
)
def test_every_fault_of_a_withdrawal_at_once(cast, context, made, purpose, day, reason, expected):
    first = made.commitments[0]
    agreed_to(cast, first, PHOTO)
    with acting(cast.users["clerk"]):
        found = []
        try:
            actions.withdraw_consent(queries.get(first), purpose, day, reason, DAY)
        except Refused as refused:
            found = [one.code for one in refused.reasons]
    assert found == expected


def test_a_withdrawn_pledge_may_still_lose_its_consents(cast, context, made):
    first = made.commitments[0]
    agreed_to(cast, first, PHOTO)
    with acting(cast.users["officer"]):
        queries.get(first).state = State.WITHDRAWN
        actions.withdraw_consent(queries.get(first), PHOTO, DAY, "Đơn", DAY)
        assert queries.get(first).consents == []


# ---- pages


def test_tick_and_withdraw_on_the_page_of_a_commitment(browser_of, made):
    address = f"/commitments/{made.commitments[0]}"
    clerk = browser_of("clerk")
    page = clerk.get(address).text
    assert "Chưa ghi người ký đồng ý những mục đích nào." in page
    ticks = page.split('action="' + address + '/consents"')[1].split("</form>")[0]
    assert (ticks.count('type="checkbox"'), "checked" in ticks) == (4, False)
    answer = clerk.post(f"{address}/consents", data={"consents-purposes": PHOTO})
    assert (answer.status_code, answer.location) == (303, address)
    page = clerk.get(address).text
    assert page.count(">không đồng ý</span>") == 3
    data = {
        "withdraw-consent-purpose": PHOTO,
        "withdraw-consent-day": "20/08/2026",
        "withdraw-consent-reason": "Đơn ngày 19/8",
    }
    assert clerk.post(f"{address}/consents/withdraw", data=data).location == address
    assert clerk.get(address).text.count(">không đồng ý</span>") == 4
    assert "Rút đồng ý ngày 20/08/2026 cho mục đích" in clerk.get(address).text


def test_a_purpose_that_is_not_on_the_form(browser_of, made):
    answer = browser_of("clerk").post(
        f"/commitments/{made.commitments[0]}/consents", data={"consents-purposes": "bán dữ liệu"}
    )
    assert answer.status_code == 422
    assert "Không có mục “bán dữ liệu” trong danh sách." in answer.text


def test_an_unsigned_one_is_refused_on_its_page(browser_of, made):
    clerk, address = browser_of("clerk"), f"/commitments/{made.commitments[2]}"
    assert f'action="{address}/consents' not in clerk.get(address).text
    answer = clerk.post(f"{address}/consents", data={"consents-purposes": PHOTO})
    assert (answer.status_code, "bản cam kết này chưa ký" in answer.text) == (422, True)


def test_faults_of_a_withdrawal_at_once_and_nothing_typed_is_lost(app, cast, browser_of, made):
    with app.app_context():
        agreed_to(cast, made.commitments[0], PHOTO)
    answer = browser_of("clerk").post(
        f"/commitments/{made.commitments[0]}/consents/withdraw",
        data={"withdraw-consent-day": "21/08/2026", "withdraw-consent-reason": ""},
    )
    assert answer.status_code == 422
    assert "Có 3 chỗ cần sửa" in answer.text
    assert 'value="21/08/2026"' in answer.text


def test_who_only_reads_sees_the_answers_and_no_form(app, cast, browser_of, made):
    with app.app_context():
        agreed_to(cast, made.commitments[0], PHOTO)
    page = browser_of("leader").get(f"/commitments/{made.commitments[0]}").text
    assert page.count(">không đồng ý</span>") == 3
    assert f'action="/commitments/{made.commitments[0]}/consents' not in page
    assert f'href="/commitments/campaigns/{made.campaign}/consents"' in page
    assert browser_of("leader").post(f"/commitments/{made.commitments[0]}/consents").status_code == 403


def test_the_figures_of_a_campaign_on_screen_and_in_excel(app, cast, browser_of, made):
    with app.app_context():
        agreed_to(cast, made.commitments[0], PHOTO, FIGURES)
    officer, address = browser_of("officer"), f"/commitments/campaigns/{made.campaign}/consents"
    page = officer.get(address).text
    assert "Đã ký 2 bản, trong đó 1 bản đã ghi ý kiến về dữ liệu; còn 1 bản chưa ghi, không tính là đồng ý." in page
    found = {str(row[0]): str(row[1]) for row in read_xlsx(officer.get(f"{address}.xlsx").data).rows}
    assert (found["Đã ký"], found[PHOTO], found[BONUS]) == ("2", "1", "0")
    assert browser_of("stranger").get(address).status_code == 404
    assert browser_of("stranger").get(f"{address}.xlsx").status_code == 404


def test_the_figures_read_as_much_for_three_as_for_one(app, cast, browser_of, made):
    officer, address = browser_of("officer"), f"/commitments/campaigns/{made.campaign}/consents"
    with app.app_context():
        agreed_to(cast, made.commitments[0], PHOTO)
    officer.get(address)
    with counted(app) as one:
        officer.get(address)
    with app.app_context():
        rows.received(cast, made.commitments[2])
        agreed_to(cast, made.commitments[1], PHOTO, FIGURES)
        agreed_to(cast, made.commitments[2])
    with counted(app) as three:
        officer.get(address)
    assert len(three) == len(one)


def test_a_campaign_that_needs_the_number_links_to_its_page(app, cast, browser_of, made):
    with app.app_context(), acting(cast.users["officer"]):
        row = queries.get(made.commitments[0])
        head_id = row.household.head.id
    officer, address = browser_of("officer"), f"/commitments/{made.commitments[0]}"
    assert "national-id" not in officer.get(address).text
    with app.app_context(), acting(cast.users["officer"]):
        queries.campaign(made.campaign).id_reason = "Chi tiền thưởng cho hộ tiêu biểu"
    page = officer.get(address).text
    assert "Đợt ký cần số định danh: Chi tiền thưởng cho hộ tiêu biểu." in page
    assert f"/people/{head_id}/national-id?purpose=" in page
    officer.post(f"/people/{head_id}/national-id", data={"national_id": "040199001237", "purpose": "Chi thưởng"})
    page = officer.get(address).text
    assert ("0********237" in page, "040199001237" in page) == (True, False)
