"""From an initiative to its award: the rule proposes, a person decides, one press puts it into a round."""

from datetime import date

import pytest

from app.audit import lines_about
from app.commendations import actions, queries
from app.db import db
from app.places import actions as places
from app.plans.models import Initiative
from tests.cast import DAY
from tests.commendations.rows import MERIT, award_round, initiative, officer, subjects
from tests.plans.rows import effect_of, use_of


@pytest.fixture
def made(app, cast):
    """An initiative of a hamlet's person, a dossier of giấy khen and one of bằng khen in preparation."""
    with app.app_context(), officer(cast) as user:
        places.save_hamlet(None, "Thôn 2", None, date(2025, 7, 1))
        found = award_round("114/KH-UBND")
        own = actions.open_dossier(found, "GK_XA", MERIT, user, DAY)
        above = actions.open_dossier(found, "BK_TINH", MERIT, user, DAY)
        person = subjects()[0]
        row = initiative(person)
        effect_of(row)
        return row.id, own.id, above.id, found.id


def decided(app, cast, idea_id: int) -> tuple:
    with app.app_context(), officer(cast):
        row = db.session.get_one(Initiative, idea_id)
        return row.branch, row.branch_because, row.branch_on


def test_rule_proposes_person_decides_and_the_dossier_rests_on_it(app, cast, made, browser_of):
    idea_id, own, above, _round = made
    browser, address = browser_of("officer"), f"/commendations/initiatives/{idea_id}"
    shown = browser.get(address).text
    assert ("khen thưởng theo thẩm quyền" in shown.casefold(), "Chưa có ảnh, tài liệu" in shown) == (True, True)
    assert browser_of("council").post(f"{address}/branch", data={"branch": "none"}).status_code == 403
    other = browser.post(f"{address}/branch", data={"branch": "upward", "reason": ""})
    assert (other.status_code, "thì ghi lý do" in other.text) == (422, True)
    assert browser.post(f"{address}/round", data={"way-way": f"dossier-{own}"}).status_code == 422
    assert browser_of("leader").post(f"{address}/branch", data={"branch": "own-level"}).status_code == 303
    assert decided(app, cast, idea_id) == ("own-level", None, DAY)
    ways = browser.get(address).text
    assert (f"dossier-{own}" in ways, f"dossier-{above}" in ways, "-GK_XA" in ways) == (True, False, True)
    assert browser.post(f"{address}/round", data={"way-way": f"dossier-{above}"}).status_code == 422
    answer = browser.post(f"{address}/round", data={"way-way": f"dossier-{own}"})
    assert answer.status_code == 303
    with app.app_context(), officer(cast):
        (nominee,) = queries.get(own).nominees
        assert [row.initiative_id for row in nominee.grounds] == [idea_id]
        row = db.session.get_one(Initiative, idea_id)
        assert "initiative-branch" in {line.event for line in lines_about(row)}
    # Used once: the rule now proposes none, and neither decision nor way leads to a second award.
    used = browser.get(address).text
    assert ("Đã là căn cứ của một lần khen thưởng" in used, f"dossier-{own}" in used) == (True, False)
    again = browser.post(f"{address}/branch", data={"branch": "upward", "reason": "Toàn quốc"})
    assert (again.status_code, "một sáng kiến chỉ dùng một lần" in again.text) == (422, True)
    late = browser.post(f"{address}/round", data={"way-way": f"dossier-{own}"})
    assert (late.status_code, "error-summary" in late.text) == (422, True)
    log = browser.get(f"/plans/initiatives/{idea_id}").text
    assert "Quyết định hướng khen thưởng của sáng kiến: khen thưởng theo thẩm quyền" in log


def test_nationwide_goes_upward_and_a_hamlet_may_suggest(app, cast, made, browser_of):
    idea_id, own, above, round_id = made
    with app.app_context(), officer(cast):
        use_of(db.session.get_one(Initiative, idea_id), scope="nation", place="", since=date(2026, 4, 1))
    browser, address = browser_of("officer"), f"/commendations/initiatives/{idea_id}"
    assert "Đề nghị cấp trên khen thưởng" in browser.get(address).text
    assert browser.post(f"{address}/branch", data={"branch": "upward"}).status_code == 303
    ways = browser.get(address).text
    assert (f"dossier-{own}" in ways, f"dossier-{above}" in ways) == (False, True)
    answer = browser.post(f"{address}/round", data={"way-way": f"round-{round_id}-BK_TINH"})
    assert answer.status_code == 303
    with app.app_context(), officer(cast):
        (line,) = queries.suggestions(queries.get_round(round_id), queries.Asked())
        assert (line.award, queries.proposer_name(line) != "") == ("BK_TINH", True)
        assert "từ 40 đến 96,5 hồ sơ" in line.merit
