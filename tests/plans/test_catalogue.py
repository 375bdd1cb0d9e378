"""The catalogue of awards on a day, as a commune sees it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import clock
from app.db import db
from app.places import actions as places
from app.places import queries as rules
from app.plans.actions import local_criteria as actions
from app.plans.queries import catalogue
from tests.cast import DAY, acting
from tests.plans.test_local_criteria import OWN_WORDS, ROW, VALUES
from tests.queries_counted import counted

GENERAL = "Kế hoạch phong trào phải có nội dung, tiêu chí cụ thể"


@pytest.fixture
def entry_of(app, cast):
    """One award as someone of the cast sees it on a day."""

    def look(name: str, award: str = "GK_XA", day: date = DAY):
        with app.app_context(), acting(cast.users[name]):
            entry = catalogue.entries(day, award)[0]
            db.session.expunge_all()
            return entry

    return look


def shown(entry) -> dict[str, tuple[str, str]]:
    return {line.label: (line.shown, line.mark) for line in entry.lines}


def test_values_of_an_award_are_the_laws_until_the_province_sets_its_own(app, cast, entry_of):
    assert shown(entry_of("officer"))["Số bộ hồ sơ"] == ("1 bộ", "L")
    with app.app_context(), acting(cast.users["reviewer"]):
        places.set_rule("award.GK_XA.sets", 2, "QĐ 12", date(2026, 3, 1), DAY, compared_by="Đặng Thị Hà")
        places.set_rule("award.GK_XA.papers", ("proposal", "roll"), "QĐ 12", date(2026, 3, 1), DAY, compared_by=None)
    found = shown(entry_of("officer"))
    assert found["Số bộ hồ sơ"] == ("2 bộ", "C")
    assert found["Thành phần hồ sơ"] == ("Tờ trình; danh sách", "L")
    assert shown(entry_of("officer", day=date(2026, 2, 1)))["Số bộ hồ sơ"] == ("1 bộ", "L")


def test_money_is_of_the_day(entry_of):
    for day, amounts in (
        (date(2026, 6, 30), [710_000, 1_410_000, 1_060_000]),
        (date(2026, 7, 1), [760_000, 1_520_000, 1_140_000]),
        (date(2025, 6, 30), [None, None, None]),
    ):
        assert [one.amount for one in entry_of("officer", day=day).money] == amounts


def test_conditions_of_the_law_stand_beside_those_laid_down(app, cast, entry_of):
    with app.app_context(), acting(cast.users["reviewer"]):
        actions.lay_down(OWN_WORDS, DAY, compared_by="Đặng Thị Hà")
    with app.app_context(), acting(cast.users["officer"]):
        actions.lay_down(VALUES, DAY)
        actions.lay_down(replace(VALUES, text="Về sau", valid_from=date(2027, 1, 1)), DAY)
    entry = entry_of("officer")
    own = [one for one in entry.conditions["person"] if not one.is_general]
    said = [(one.row and one.row.asked.code, one.local and one.local.text, one.mark) for one in own]
    assert said == [
        ("GK_XA.person.base", None, "D"),
        (ROW, OWN_WORDS.text, "C"),
        ("GK_XA.person.2", None, "D"),
        (None, VALUES.text, "L"),
    ]
    assert [row.text for row in entry.others] == ["Về sau"]
    assert {one.row.open_here for one in entry.conditions["household"] if one.row} == {False}
    assert [one.row.asked.code for one in entry_of("reviewer").conditions["household"] if one.row.open_here][:3] == [
        "GK_XA.household.base",
        "GK_XA.household.1",
        "GK_XA.household.2",
    ]


def test_what_was_compared_speaks_of_the_version_of_that_day_only(app, cast, entry_of):
    with app.app_context(), acting(cast.users["officer"]):
        places.confirm_law("criterion", ROW, "Tiêu chuẩn", "QĐ 86", "Nguyễn Thị An", DAY)
        places.confirm_law("award", "GK_XA", "Giấy khen", "NĐ 129", "Nguyễn Thị An", DAY)
        assert rules.confirmations("criterion", date(2025, 6, 30)) == {}
        assert set(rules.confirmations("criterion", date(2025, 7, 1))) == {ROW}
    marks = {
        day: [one.mark for one in entry_of("officer", day=day).conditions["person"] if one.row.asked.code == ROW]
        for day in (date(2025, 6, 30), DAY)
    }
    assert marks == {date(2025, 6, 30): ["D"], DAY: ["C"]}
    assert (entry_of("officer").mark, entry_of("officer", day=date(2025, 6, 30)).mark) == ("C", "L")


def test_other_bodies_are_asked_as_the_province_says(app, cast):
    with app.app_context(), acting(cast.users["reviewer"]):
        places.set_rule("confirmations.official", (), "QĐ 12", date(2026, 3, 1), DAY, compared_by=None)
        places.set_rule("confirmations.enterprise", ("tax",), "QĐ 12", date(2026, 3, 1), DAY, compared_by=None)
    with app.app_context(), acting(cast.users["officer"]):
        assert [(one.whom, one.code) for one in rules.needed_confirmations(DAY)] == [("enterprise", "tax")]
        assert len(rules.needed_confirmations(date(2026, 2, 1))) == 6
        assert rules.needed_confirmations(date(2025, 6, 30)) == ()
        assert rules.award_value("BK_TTG", "papers", DAY).shown.startswith("tờ trình; danh sách")
        assert rules.award_value("CO_TINH", "sets", DAY) is None


def test_catalogue_on_screen_keeps_titles_and_forms_apart(browser_of):
    council, trainer = browser_of("council"), browser_of("trainer")
    page = council.get("/plans/catalogue").text
    forms, titles = page.split("<caption>Danh hiệu thi đua")
    assert "Bằng khen của Thủ tướng Chính phủ" in forms
    assert "Lao động tiên tiến</a>" not in forms
    assert "Lao động tiên tiến</a>" in titles
    for said in (
        "760.000 đồng",
        "chưa đối chiếu",
        "trừ khi quy định của Luật số 06/2026/QH16 có lợi hơn",
        "công nhận kết quả",
    ):
        assert said in page, said
    old = council.get("/plans/catalogue?day=30/06/2025").text
    assert "chưa có dữ liệu cho ngày này" in old
    assert "có lợi hơn" not in old
    whole = council.get("/plans/catalogue?whole=yes").text
    assert "Gương mẫu chấp hành tốt" in whole
    assert whole.count(GENERAL) == 1
    assert trainer.get("/plans/catalogue").status_code == 403
    assert council.get("/plans/catalogue/GK").status_code == 404
    wrong = council.get("/plans/catalogue/GK_XA?day=31/02/2026")
    assert wrong.status_code == 422
    assert "không có ngày 31" in wrong.text


def test_catalogue_reads_the_same_for_one_award_and_for_all(app, browser_of):
    officer = browser_of("officer")
    sent = []
    for address in ("/plans/catalogue/GK_XA", "/plans/catalogue", "/plans/catalogue?whole=yes"):
        with counted(app) as statements:
            assert officer.get(address).status_code == 200
        sent.append(len(statements))
    assert len(set(sent)) == 1


def test_province_ticks_the_papers_of_a_dossier_on_screen_and_history_stays(browser_of):
    reviewer, officer = browser_of("reviewer"), browser_of("officer")
    address = "/places/rules/award.GK_XA.papers"
    typed = {"several": ["proposal", "minutes"], "valid_from": "01/03/2026", "citation": "Quyết định số 12"}
    assert reviewer.post(address, data=typed | {"several": []}).status_code == 422
    assert reviewer.post(address, data=typed).status_code == 303
    assert reviewer.post(address, data=typed | {"several": ["proposal"]}).status_code == 303, "entered today: corrected"
    assert "Tờ trình" in officer.get("/plans/catalogue/GK_XA").text
    assert officer.post(address, data=typed).status_code == 422
    with clock.frozen(DAY + timedelta(days=1)):
        late = reviewer.post(address, data=typed)
        assert late.status_code == 422
        assert "phải giữ làm lịch sử" in late.text
        assert reviewer.post(address, data=typed | {"valid_from": "21/08/2026"}).status_code == 303


def test_a_topic_of_another_body_is_confirmed_like_any_row_of_the_law(browser_of):
    officer = browser_of("officer")
    assert "Cơ quan thuế xác nhận" in officer.get("/places/law").text
    assert officer.post("/places/law/confirmation/tax", data={"against": "QĐ 86, Điều 10"}).status_code == 303
    assert "QĐ 86, Điều 10" in officer.get("/places/law/confirmation/tax").text
