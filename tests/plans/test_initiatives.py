"""Initiatives: described once, found by a few letters, exported; what cannot be said of one."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook  # noqa: TID251 a workbook is read back as Excel would

from app.db import db
from app.people.models import Person
from app.plans.rules.initiatives import initiative_refusals
from tests.cast import DAY, acting
from tests.people.rows import hamlet, person
from tests.plans.rows import described
from tests.queries_counted import counted


@pytest.mark.parametrize(
    ("since", "by", "on", "known", "found"),
    [
        (None, "", None, False, []),
        (DAY, "QĐ 7", DAY, False, []),
        (date(2026, 8, 21), "QĐ 7", None, True, ["initiative-ahead", "recognition-without-day", "initiative-known"]),
        (None, "", date(2026, 8, 21), False, ["recognition-ahead", "recognition-without-decision"]),
    ],
)
def test_everything_that_cannot_be_is_told_at_once(since, by, on, known, found):
    assert [one.code for one in initiative_refusals(since, by, on, known, DAY)] == found


def typed(**changes) -> dict[str, str]:
    return {
        "subject": "Nguyễn Văn Đức",
        "kind": "practice",
        "title": "Chuyến xe số lưu động",
        "scope": "commune",
        "effect": "143 người được phục vụ\n06 thôn",
        "since": "01/03/2026",
    } | changes


def test_initiative_is_described_corrected_found_and_exported(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        owner = person("Nguyễn Văn Đức", hamlet_id=hamlet("Thôn 2").id)
        key = f"person-{owner.id}"
    officer = browser_of("officer")
    assert "Nguyễn Văn Đức" in officer.get(f"/plans/initiatives/new?subject={key}").text
    wrong = officer.post("/plans/initiatives/new", data=typed(recognised_by="QĐ 7"))
    assert (wrong.status_code, "143 người" in wrong.text) == (422, True)
    answer = officer.post("/plans/initiatives/new", data=typed())
    address = answer.headers["Location"]
    assert answer.status_code == 303
    assert officer.post("/plans/initiatives/new", data=typed(title="chuyến xe SỐ lưu động")).status_code == 422
    change = typed(**{"subject-id": key, "recognised_by": "QĐ 7", "recognised_on": "01/06/2026"})
    assert officer.post(f"{address}/edit", data=change).status_code == 303
    assert "QĐ 7, 01/06/2026" in officer.get(address).text
    form = officer.get(f"{address}/edit").text
    # The box posts back the name alone: the label would not be found again.
    assert ("06 thôn" in form, 'type="search" value="Nguyễn Văn Đức"' in form) == (True, True)
    for query, there in (
        ("q=xe+so", True),
        ("q=duc", True),
        ("q=khac", False),
        ("kind=solution", False),
        ("scope=commune", True),
    ):
        assert ("Chuyến xe" in officer.get(f"/plans/initiatives?{query}").text) is there, query
    book = load_workbook(io.BytesIO(officer.get("/plans/initiatives.xlsx").data))
    assert [cell.value for cell in list(book.active.rows)[-1]][:3] == [
        "mô hình",
        "Chuyến xe số lưu động",
        "Nguyễn Văn Đức (Thôn 2)",
    ]
    assert browser_of("clerk").get(address).status_code == 200
    assert browser_of("clerk").get(f"{address}/edit").status_code == 403
    assert browser_of("stranger").get(address).status_code == 404
    assert browser_of("reviewer").post(f"{address}/edit", data=change).status_code == 404


def test_list_costs_the_same_for_one_and_for_many(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        found = [person(f"Nguyễn Văn {name}", hamlet_id=hamlet(f"Thôn {name}").id) for name in ("Anh", "Bình", "Cường")]
        described(found[0], "Một")
        ids = [one.id for one in found]
    officer = browser_of("officer")
    officer.get("/plans/initiatives")
    with counted(app) as few:
        officer.get("/plans/initiatives")
    with app.app_context(), acting(cast.users["officer"]):
        for number, person_id in enumerate(ids):
            described(db.session.get_one(Person, person_id), f"Hai {number}")
    with counted(app) as many:
        officer.get("/plans/initiatives")
    assert len(many) == len(few)
