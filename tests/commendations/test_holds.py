"""The book of holds: opened, ended by a document, taken off; what it stops; who may see it."""

from datetime import date

import pytest

from app import audit
from app.commendations import actions, evidence, queries
from app.commendations.rules import HoldKind, HoldOutcome, Release, opening_refusals, release_refusals
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows
from tests.queries_counted import counted

RELEASED = date(2026, 8, 15)
CLEAR = Release("Kết luận số 3/KL-UBND", RELEASED, HoldOutcome.CLEARED)


def codes(reasons) -> list[str]:
    return [reason.code for reason in reasons]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"closed_on": date(2026, 8, 21)}, ["release-ahead"]),
        ({"closed_on": date(2026, 7, 31)}, ["release-before-opening"]),
        ({"term_until": date(2027, 1, 1)}, ["term-without-discipline"]),
        ({"outcome": HoldOutcome.DISCIPLINED}, ["release-without-term"]),
        ({"outcome": HoldOutcome.DISCIPLINED, "term_until": RELEASED}, ["term-before-release"]),
        ({"outcome": HoldOutcome.DISCIPLINED, "term_until": date(2026, 8, 16)}, []),
    ],
)
def test_release_tells_everything_that_cannot_be(changes, found):
    release = Release(**(vars(CLEAR) | changes))
    assert codes(release_refusals(date(2026, 8, 1), False, release, DAY)) == found
    assert codes(release_refusals(date(2026, 8, 1), True, release, DAY)) == ["hold-released"]


def test_opening_is_not_of_tomorrow_and_not_twice():
    assert codes(opening_refusals(DAY, DAY, known=False)) == []
    assert codes(opening_refusals(date(2026, 8, 21), DAY, known=True)) == ["hold-ahead", "hold-known"]


def test_open_hold_stops_decision_and_not_the_drafting_and_its_document_ends_it(cast, dossier_at, context):
    dossier_id = dossier_at("proposed", count=3)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        one = next(nominee for nominee in dossier.nominees if nominee.household)
        actions.attest(one, "evidence-original", True, "Đã đối chiếu", DAY)
        row = rows.held(one.household)
        verdict = {v.criterion: v for v in evidence.eligibility(dossier)[one.id]}["hold-press"]
        assert (verdict.finding.reason, verdict.refuses, verdict.standing.hold) == ("hold-open", True, True)
        lacking = actions.missing_of(dossier, actions.facts_of(dossier, DAY))
        assert [(gap.code, gap.spot_id) for gap in lacking if "báo chí" in gap.detail] == [("condition-unmet", one.id)]
        assert [dossier.id for _nominee, dossier in queries.stopped_by(row)] == [dossier_id]
        with pytest.raises(Refused) as refused:
            rows.held(one.household)
        assert codes(refused.value.reasons) == ["hold-known"]
        actions.release_hold(row, CLEAR, DAY)
        reasons = {v.criterion: v.finding.reason for v in evidence.eligibility(dossier)[one.id]}
        assert (reasons["hold-press"], reasons["release-when-cleared"]) == ("hold-released", "release-proved")
        lines = [(line.event, dict(line.keys)) for line in audit.lines_about(row)]
        assert lines == [("hold-released", {"day": "2026-08-15"}), ("hold-opened", {})]


def test_pages_open_end_and_remove_a_hold(app, cast, browser_of):
    with app.app_context(), rows.officer(cast):
        rows.places_rows()
        person = rows.subjects(1)[0]
        name, key = person.name, f"person-{person.id}"
    officer = browser_of("officer")
    # The box of the page opened for somebody posts back what finds them again.
    form = officer.get(f"/commendations/holds/new?subject={key}").text
    assert (f'name="subject" type="search" value="{name}"' in form, f'value="{key}"' in form) == (True, True)
    typed = {
        "subject": name,
        "subject-id": key,
        "kind": "complaint",
        "source_document": "Đơn số 5",
        "opened_on": "01/08/2026",
    }
    assert officer.post("/commendations/holds/new", data=typed | {"opened_on": "01/09/2026"}).status_code == 422
    answer = officer.post("/commendations/holds/new", data=typed)
    address = answer.headers["Location"]
    assert answer.status_code == 303
    page = officer.get(address).text
    assert "Đơn số 5" in page
    bare = officer.post(f"{address}/release", data={"closing_document": "", "closed_on": "x", "last_day": ""})
    assert bare.status_code == 422
    assert "Văn bản kết luận" in bare.text
    disciplined = {"closing_document": "QĐ 9", "closed_on": "10/08/2026", "outcome": "disciplined", "last_day": ""}
    missing = officer.post(f"{address}/release", data=disciplined)
    assert (missing.status_code, "thành tích chỉ tính từ đó" in missing.text) == (422, True)
    assert officer.post(f"{address}/release", data=disciplined | {"last_day": "31/12/2026"}).status_code == 303
    assert "01/01/2027" in officer.get(address).text
    assert "QĐ 9" in officer.get("/commendations/holds?q=thuy&state=closed").text
    assert "QĐ 9" not in officer.get("/commendations/holds?state=open").text
    assert officer.get("/commendations/holds.xlsx").status_code == 200
    assert officer.post(f"{address}/remove", data={"reason": ""}).status_code == 422
    assert officer.post(f"{address}/remove", data={"reason": "trùng tên"}).status_code == 303
    assert officer.get(address).status_code == 404


def test_book_is_open_to_those_who_handle_the_cases_alone(app, cast, browser_of):
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        dossier = rows.drafted(user)
        nominee_id, hold_id = dossier.nominees[0].id, rows.held(dossier.nominees[0].person).id
    seen = {name: browser_of(name).get(f"/commendations/holds/{hold_id}").status_code
            for name in ("officer", "leader", "clerk", "council", "reviewer", "stranger")}  # fmt: skip
    assert seen == {"officer": 200, "leader": 200, "clerk": 403, "council": 403, "reviewer": 403, "stranger": 404}
    assert browser_of("leader").post(f"/commendations/holds/{hold_id}/remove", data={"reason": "x"}).status_code == 403
    page = f"/commendations/nominees/{nominee_id}"
    assert "12/CV-CA" in browser_of("leader").get(page).text
    told = browser_of("clerk").get(page).text
    assert ("12/CV-CA" in told, "Sổ ghi đang trong trường hợp này" in told) == (False, True)


def test_list_costs_the_same_for_one_and_for_many(app, cast, browser_of):
    with app.app_context(), rows.officer(cast):
        rows.places_rows()
        found = rows.subjects(3)
        rows.held(found[0])
        ids = [(queries.kind_of(one), one.id) for one in found]
    officer = browser_of("officer")
    officer.get("/commendations/holds")
    with counted(app) as few:
        officer.get("/commendations/holds")
    with app.app_context(), rows.officer(cast):
        for subject in queries.subjects_by_key(ids).values():
            for kind in (HoldKind.COMPLAINT, HoldKind.DISCIPLINE):
                rows.held(subject, kind)
    with counted(app) as many:
        officer.get("/commendations/holds")
    assert len(many) <= len(few) + 1  # the heads of households are one more statement where there are any
