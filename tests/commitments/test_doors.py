"""The list from door to door: on paper, in Excel, and entered when it comes back."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.audit import AuditLine
from app.commitments.models import BulkAct
from app.commitments.rules import Round, State, lettered, read_visit
from app.db import db
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.queries_counted import counted
from tests.workbooks import read_xlsx

REASONS = ("Đi vắng, chưa gặp", "Đã chuyển đi nơi khác")
GOING = Round(date(2026, 8, 19), date(2026, 8, 1), DAY, REASONS)


def arranged(app, cast, *names, **kwargs):
    with app.app_context():
        return rows.made(cast, *names, **kwargs)


def url_of(made, page: str, hamlet: int | None = None) -> str:
    place = "" if hamlet is None else f"?hamlet={hamlet}"
    return f"/commitments/campaigns/{made.campaign}/{page}{place}"


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# ---- rules


def test_reasons_get_letters_and_leave_k_to_signed():
    letters = lettered([f"Lý do {number}" for number in range(12)])
    assert list(letters)[:4] == ["a", "b", "c", "d"]
    assert "k" not in letters


@pytest.mark.parametrize(
    ("outcome", "said", "signed_on", "reason"),
    [
        ("k", "", date(2026, 8, 19), None),
        ("k", "15/8", date(2026, 8, 15), None),
        ("k", "15/08/2026", date(2026, 8, 15), None),
        ("a", "", None, "Đi vắng, chưa gặp"),
        ("b", "theo con ra Vinh", None, "Đã chuyển đi nơi khác: theo con ra Vinh"),
        ("other", "chờ họp họ", None, "chờ họp họ"),
    ],
)
def test_row_that_can_be_read(outcome, said, signed_on, reason):
    visit = read_visit(outcome, said, State.PRINTED, GOING)
    assert (visit.signed_on, visit.reason, visit.faults) == (signed_on, reason, ())


@pytest.mark.parametrize(
    ("outcome", "said", "state", "codes"),
    [
        ("", "vắng", State.PRINTED, ["visit-without-outcome"]),
        ("z", "", State.PRINTED, ["visit-unreadable"]),
        ("k", "hôm qua", State.PRINTED, ["visit-day-unreadable"]),
        ("k", "31/7", State.PRINTED, ["signed-before-campaign"]),
        ("k", "21/8", State.PRINTED, ["signed-in-future"]),
        ("k", "hôm qua", State.SIGNED, ["commitment-signed", "visit-day-unreadable"]),
        ("other", "", State.PRINTED, ["commitment-needs-reason"]),
        ("a", "", State.DECLINED, ["commitment-declined"]),
        ("a", "ă" * 501, State.PRINTED, ["cell-too-long"]),
    ],
)
def test_row_that_cannot_be_read(outcome, said, state, codes):
    assert [fault.code for fault in read_visit(outcome, said, state, GOING).faults] == codes


def test_blank_row_says_nothing():
    assert read_visit("", "  ", State.PRINTED, GOING) is None


def test_day_of_december_entered_in_january_is_of_the_year_before():
    going = Round(date(2027, 1, 4), date(2026, 12, 1), date(2027, 1, 5), REASONS)
    assert read_visit("k", "28/12", State.PRINTED, going).signed_on == date(2026, 12, 28)


# ---- the list


def test_list_says_by_hamlet_how_many_are_left(app, cast, browser_of):
    made = arranged(app, cast, "Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé", places=("Thôn 10", "Thôn 2"))
    with app.app_context():
        rows.received(cast, made.commitments[0])
    text = words(browser_of("officer").get(url_of(made, "door-list")).text)
    headings = re.findall(r"Thôn \d+: còn \d+ hộ chưa ký \(đã ký \d/\d\)", text)
    assert list(dict.fromkeys(headings)) == [
        "Thôn 2: còn 1 hộ chưa ký (đã ký 0/1)",
        "Thôn 10: còn 1 hộ chưa ký (đã ký 1/2)",
    ]
    assert "Vi Văn Ông" not in text
    assert "a . Đi vắng, chưa gặp" in text
    assert "1975" in text


def test_list_of_one_hamlet(app, cast, browser_of):
    made = arranged(app, cast, "Vi Văn Ông", "Lê Thị An", places=("Thôn 10", "Thôn 2"))
    text = words(browser_of("leader").get(url_of(made, "door-list", made.hamlets[1])).text)
    assert ("Lê Thị An" in text, "Vi Văn Ông" in text) == (True, False)


def test_sheet_has_the_same_rows(app, cast, browser_of):
    made = arranged(app, cast, "Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé", places=("Thôn 10", "Thôn 2"))
    answer = browser_of("officer").get(url_of(made, "door-list.xlsx"))
    found = [row for row in read_xlsx(answer.data).rows if re.match(r"Thôn \d", row[0])]
    assert [row[:4] for row in found] == [
        ["Thôn 2", "1", "Lê Thị An", "1975"],
        ["Thôn 10", "1", "Bùi Văn Bé", "1975"],
        ["Thôn 10", "2", "Vi Văn Ông", "1975"],
    ]


# ---- entered when it comes back


def test_rows_stand_in_the_order_of_the_paper(app, cast, browser_of):
    made = arranged(app, cast, "Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé")
    clerk = browser_of("clerk")
    pages = [clerk.get(url_of(made, page, made.hamlets[0])).text for page in ("door-list", "door-return")]
    on_paper, to_enter = (re.findall(r'<th scope="row"[^>]*>([^<]+)</th>', page) for page in pages)
    assert on_paper == to_enter == ["Lê Thị An", "Bùi Văn Bé", "Vi Văn Ông"]
    assert re.findall(r"<[^>]* autofocus[^>]*>", pages[1])[0].find('name="signed_on"') > 0


def test_signatures_and_reasons_are_entered_in_one_act(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức", "Trần Thị Bé", "Lê Thị An", "Vi Văn Ông")
    first, second, third, _blank = made.commitments
    data = {
        "signed_on": "18/08/2026",
        f"result-{first}": "k",
        f"result-{second}": "k",
        f"said-{second}": "15/8",
        f"result-{third}": "a",
        f"said-{third}": "đi Vinh",
    }
    clerk, url = browser_of("clerk"), url_of(made, "door-return", made.hamlets[0])
    answer = clerk.post(url, data=data, follow_redirects=True)
    assert "Đã ghi 2 bản đã ký, 1 bản chưa ký có lý do." in answer.text
    with app.app_context(), acting(cast.users["officer"]):
        found = [rows.get(one) for one in made.commitments]
        assert [(one.state, one.signed_on, one.reason) for one in found] == [
            ("signed", date(2026, 8, 18), None),
            ("signed", date(2026, 8, 15), None),
            ("declined", None, "Đi vắng, chưa gặp: đi Vinh"),
            ("drafted", None, None),
        ]
        act = db.session.scalars(select(BulkAct).where(BulkAct.kind == "visit")).one()
        assert (act.count, {entry["id"] for entry in act.touched}) == (3, {first, second, third})
        last = db.session.scalars(select(AuditLine).order_by(AuditLine.id.desc())).first()
        assert (last.event, last.keys) == ("visits-entered", {"signed": 2, "declined": 1})


def test_faults_stand_at_their_rows_and_nothing_is_lost(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức", "Trần Thị Bé")
    first, second = made.commitments
    data = {
        "signed_on": "18/8/26",
        f"result-{first}": "k",
        f"said-{first}": "hôm kia",
        f"result-{second}": "other",
    }
    answer = browser_of("clerk").post(url_of(made, "door-return", made.hamlets[0]), data=data)
    assert answer.status_code == 422
    assert "2 dòng cần sửa, chưa lưu gì cả" in answer.text
    assert "Ghi rõ lý do." in answer.text
    assert "Nếu ký đúng ngày ghi ở trên thì để trống ô này." in answer.text
    assert 'value="18/8/26"' in answer.text
    assert f'id="said-{first}" value="hôm kia"' in answer.text
    assert '<option value="other" selected>' in answer.text
    with app.app_context(), acting(cast.users["officer"]):
        assert [rows.get(one).state for one in made.commitments] == ["drafted", "drafted"]


def test_row_that_was_signed_in_the_meantime_is_told_and_stays_on_the_page(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức", "Trần Thị Bé")
    with app.app_context():
        rows.received(cast, made.commitments[0])
    data = {"signed_on": "18/08/2026", f"result-{made.commitments[0]}": "k"}
    answer = browser_of("clerk").post(url_of(made, "door-return", made.hamlets[0]), data=data)
    assert (answer.status_code, "Bản cam kết này đã ký rồi." in answer.text) == (422, True)


def test_empty_list_is_not_taken(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    answer = browser_of("clerk").post(url_of(made, "door-return", made.hamlets[0]), data={"signed_on": "18/08/2026"})
    assert (answer.status_code, "Chưa ghi kết quả ở dòng nào." in answer.text) == (422, True)


def test_without_a_hamlet_one_is_chosen(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    clerk = browser_of("clerk")
    assert f"door-return?hamlet={made.hamlets[0]}" in clerk.get(url_of(made, "door-return")).text
    assert clerk.post(url_of(made, "door-return"), data={"signed_on": "18/08/2026"}).status_code == 404


def test_row_of_another_campaign_is_not_there(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    data = {"signed_on": "18/08/2026", "result-999999": "k"}
    assert browser_of("clerk").post(url_of(made, "door-return", made.hamlets[0]), data=data).status_code == 404


# ---- who may not


def test_stranger_and_leader_do_not_enter_it(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    pages = [url_of(made, page, made.hamlets[0]) for page in ("door-list", "door-list.xlsx", "door-return")]
    stranger = browser_of("stranger")
    assert [stranger.get(page).status_code for page in pages] == [404, 404, 404]
    assert stranger.post(pages[-1]).status_code == 404
    assert [browser_of("leader").get(page).status_code for page in pages] == [200, 200, 403]


@pytest.mark.parametrize("page", ["door-list", "door-return"])
def test_list_of_three_hundred_takes_as_many_statements_as_of_three(app, cast, browser_of, page):
    sizes = []
    for number in (3, 300):
        plan = {} if number == 3 else {"plan_id": made.plan}  # noqa: F821 the first round made it
        names = [f"Nguyễn Văn {at:03d}" for at in range(number)]
        made = arranged(app, cast, *names, places=(f"Thôn {number}",), **plan)
        officer = browser_of("officer")
        officer.get(url_of(made, page, made.hamlets[0]))
        with counted(app) as statements:
            assert officer.get(url_of(made, page, made.hamlets[0])).status_code == 200
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]
