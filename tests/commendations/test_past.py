"""The register of awards received: corrections, filters, the history of a subject, giấy khen by year."""

from datetime import date

import pytest

from app.commendations import queries as dossier_queries
from app.commendations.actions.achievements import remove_achievement
from app.commendations.models import Achievement
from app.commendations.queries import register
from app.commendations.queries.register import Wanted
from app.db import db
from app.people import actions as people
from app.people.models import Person
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows
from tests.queries_counted import counted

HUYEN = "Chủ tịch UBND huyện Nam Đàn"


@pytest.fixture
def books(context, cast):
    """The commune with a person, a collective and a household."""
    with rows.officer(cast):
        rows.places_rows()
        rows.subjects(3)
        db.session.commit()


def test_the_register_is_filtered_ordered_paged_and_corrected(cast, books):
    with rows.officer(cast):
        person = db.session.query(Person).filter_by(name="Nguyễn Thị Thuỵ Ưởng").one()
        other = people.save_person(None, DAY, name="Vi Văn An", birth_year=1960)
        first = rows.past_award(person, "1/QĐ", date(2021, 1, 1))
        second = rows.past_award(other, "2/QĐ", date(2022, 1, 1), issuer_name="Chủ tịch UBND xã Vạn Phúc", award="LDTT")
        third = rows.past_award(other, "3/QĐ", date(2022, 6, 1))
        third.revoked_on = DAY
        db.session.flush()

        def numbers(**wanted) -> list[str]:
            return [one.reference_number for one in register.listed(Wanted(**wanted))]

        assert numbers() == ["3/QĐ", "2/QĐ", "1/QĐ"]
        assert [numbers(sort=sort) for sort in ("oldest", "name", "issuer")] == [
            ["1/QĐ", "2/QĐ", "3/QĐ"], ["2/QĐ", "3/QĐ", "1/QĐ"], ["1/QĐ", "3/QĐ", "2/QĐ"],
        ]  # fmt: skip
        assert numbers(words="thuy uong") == numbers(year=2021) == ["1/QĐ"]
        assert numbers(award="LDTT") == numbers(issuer="Chủ tịch UBND xã Vạn Phúc") == ["2/QĐ"]
        assert (numbers(revoked="yes"), numbers(revoked="no")) == (["3/QĐ"], ["2/QĐ", "1/QĐ"])
        assert (numbers(source="here"), len(numbers(source="typed"))) == ([], 3)
        assert register.count(Wanted(year=2022)) == 2
        assert register.years() == [2022, 2021]
        for sort in register.SORTS:
            whole = register.listed(Wanted(sort=sort))
            paged, last = [], None
            while page := register.listed(Wanted(sort=sort), after=last, limit=1):
                paged += page
                last = page[-1].id
            assert paged == whole
        rows.past_award(other, "1/QĐ-UBND", date(2021, 1, 1), row=first)
        assert (first.person_id, first.reference_number) == (other.id, "1/QĐ-UBND")
        with pytest.raises(Refused) as caught:
            rows.past_award(other, "2/QĐ", date(2022, 1, 1), row=first)
        assert [one.code for one in caught.value.reasons] == ["achievement-known"]
        remove_achievement(second)
        assert numbers() == ["3/QĐ", "1/QĐ-UBND"]


def test_an_award_decided_here_is_only_changed_by_a_decision(context, cast, dossier_at):
    dossier_id = dossier_at("decided", count=2)
    with rows.officer(cast):
        dossier = dossier_queries.get(dossier_id)
        (row,) = register.history("person", dossier_queries.by_roll(dossier)[0].person_id)
        for act in (remove_achievement, lambda one: rows.past_award(one.person, "9/QĐ", DAY, row=one)):
            with pytest.raises(Refused) as caught:
                act(row)
            assert [one.code for one in caught.value.reasons] == ["achievement-decided-here"]
        assert register.dossiers_of([row]) == {row.nominee_id: dossier_id}
        assert [paper.kind for paper in register.certificates_of([row]).values()] == ["certificate"]
        assert register.under_way("person", row.person_id) == []
        book = register.golden_book(DAY.year)
        assert [one.nominee.roll_number for one in book] == [1, 2]
        assert register.golden_book(DAY.year, after=(book[0].decision.id, 1)) == book[1:]
        assert (register.golden_book(2025), register.golden_years()) == ([], [DAY.year])


def test_pages_of_the_register(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("draft")
    browser = browser_of("officer")
    with app.app_context(), rows.officer(cast):
        person = dossier_queries.get(dossier_id).nominees[0].person
        person_id = person.id
        row_id = _kept(rows.past_award(person, "1/QĐ", date(2021, 1, 1)))
    base = "/commendations/achievements"
    page = browser.get(base).text
    assert f"/commendations/history/person/{person_id}" in page
    assert f"{base}/{row_id}" in page
    assert "1/QĐ" not in browser.get(f"{base}?q=tran").text
    assert browser.get(f"{base}?all=1&sort=name").status_code == 200
    assert browser.get(f"{base}.xlsx?year=2021").status_code == 200
    history = browser.get(f"/commendations/history/person/{person_id}").text
    assert HUYEN in history
    assert f"/commendations/{dossier_id}" in history
    assert f"/commendations/history/person/{person_id}" in browser.get(f"/people/{person_id}").text
    for wrong in (f"/commendations/history/nobody/{person_id}", "/commendations/history/person/99999"):
        assert browser.get(wrong).status_code == 404
    assert 'value="1/QĐ"' in browser.get(f"{base}/{row_id}").text
    assert browser.post(f"{base}/{row_id}", data={"day": "01/01/2021"}).status_code == 422
    assert browser.post(f"{base}/{row_id}/remove").status_code == 303
    assert browser.get("/commendations/golden-book").status_code == 200
    assert browser.get("/commendations/golden-book.xlsx?year=2026").status_code == 200
    assert "/imports/past-awards" in page


def _kept(row: Achievement) -> int:
    db.session.flush()
    return row.id


def test_a_page_costs_the_same_at_few_and_at_many_rows(app, cast, browser_of):
    browser = browser_of("officer")

    def opened(path: str) -> int:
        with counted(app) as statements:
            assert browser.get(path).status_code == 200
        return len(statements)

    with app.app_context(), rows.officer(cast):
        rows.places_rows()
        (person,) = rows.subjects(1)
        rows.past_award(person, "1/QĐ", date(2021, 1, 1))
        db.session.commit()
        person_id = person.id
    paths = ("/commendations/achievements", f"/commendations/history/person/{person_id}")
    few = [opened(path) for path in paths]
    with app.app_context(), rows.officer(cast):
        person = db.session.get(Person, person_id)
        for number in range(30):
            rows.past_award(person, f"{number}/QĐ-UBND", date(2022, 1, 1))
        db.session.commit()
    assert few == [opened(path) for path in paths]
