"""Many nominees: figures, attestations and the page in as many statements as for few; fifty on a page, narrowed."""

import re

import pytest

from app.audit import AuditLine
from app.commendations import actions, evidence, queries
from app.db import db
from app.places import queries as places
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows
from tests.queries_counted import counted


@pytest.fixture
def dossiers(app, cast):
    """Ids of a dossier of three and one of sixty in the same round, and how often adding and taking read."""
    sent = {}
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        award_round = rows.award_round()
        hamlet = places.hamlets(DAY)[0]
        everyone = [rows.person(hamlet, f"Lò Văn {n:02d}", 1960 + n % 40) for n in range(60)]
        db.session.flush()
        for size in (3, 60):
            dossier = actions.open_dossier(award_round, "GK_XA", rows.MERIT, user, DAY)
            db.session.flush()
            with counted(app) as statements:
                actions.add_nominees(dossier, everyone[:size], DAY)
            added = sum("INSERT" not in one for one in statements)
            with counted(app) as statements:
                actions.take_figures(dossier, DAY)
            sent[size] = (dossier.id, added, len(statements))
    return sent


def test_adding_and_taking_figures_read_as_often_for_sixty_as_for_three(app, cast, dossiers):
    (few_id, *few), (many_id, *many) = dossiers[3], dossiers[60]
    assert few == many
    with app.app_context(), rows.officer(cast):
        for dossier_id, size in ((few_id, 3), (many_id, 60)):
            dossier = queries.get(dossier_id)
            kept = [one.figures for one in dossier.nominees]
            assert [found["measures"] for found in kept] == [
                evidence.gather(one, dossier.round, DAY)["measures"] for one in dossier.nominees
            ]
            lines = db.session.query(AuditLine).filter_by(event="nominees-added", subject_id=dossier_id).all()
            assert [line.keys for line in lines] == [{"count": size}]


def test_who_is_in_the_dossier_already_is_told_by_name_and_nobody_is_added(app, cast, dossiers):
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossiers[3][0])
        known = [one.person for one in dossier.nominees]
        hamlet = places.hamlets(DAY)[0]
        fresh = rows.person(hamlet, "Vi Thị Mới", 1990)
        db.session.flush()
        with pytest.raises(Refused) as refused:
            actions.add_nominees(dossier, [*known[:2], fresh, fresh], DAY)
        assert [(reason.code, reason.detail) for reason in refused.value.reasons] == [
            ("already-nominated", known[0].name),
            ("already-nominated", known[1].name),
            ("already-nominated", "Vi Thị Mới"),
        ]
        assert len(dossier.nominees) == 3


def test_page_sends_as_many_statements_for_sixty_and_shows_fifty(app, browser_of, dossiers):
    browser = browser_of("officer")
    sent = []
    for dossier_id in (dossiers[3][0], dossiers[60][0]):
        browser.get(f"/commendations/{dossier_id}")
        with counted(app) as statements:
            answer = browser.get(f"/commendations/{dossier_id}")
        sent.append(len(statements))
    assert sent[0] == sent[1]
    assert len(re.findall(r'<th scope="row"><a href="/commendations/nominees/\d+">', answer.text)) == 50
    last = browser.get(f"/commendations/{dossiers[60][0]}?nominees=2")
    assert len(re.findall(r'<th scope="row"><a href="/commendations/nominees/\d+">', last.text)) == 10
    assert '<td class="num">60</td>' in last.text
    assert "việc nữa" in answer.text  # of hundreds of lacks only the first are told


def test_table_is_narrowed_to_how_the_check_stands(app, browser_of, cast, dossiers):
    dossier_id = dossiers[60][0]
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        refused = dossier.nominees[7].id
        asked = [question.code for question in actions.asked_of(dossier)[refused]]
        actions.attest_many(dossier, {(refused, one): one != asked[0] for one in asked}, "Rà soát", DAY)
    page = browser_of("officer").get(f"/commendations/{dossier_id}?stands=waiting")
    assert "Chờ xác nhận: 59" in page.text
    others = browser_of("officer").get(f"/commendations/{dossier_id}?stands=look").text
    others += browser_of("officer").get(f"/commendations/{dossier_id}?stands=failed").text
    assert len(re.findall(rf'<th scope="row"><a href="/commendations/nominees/{refused}">', others)) == 1


def test_grid_of_answers_goes_in_pages_of_fifty(app, browser_of, dossiers):
    browser, dossier_id = browser_of("officer"), dossiers[60][0]
    first = browser.get(f"/commendations/{dossier_id}/attest")
    second = browser.get(f"/commendations/{dossier_id}/attest?page=2")
    counts = [
        len(re.findall(r'<th scope="row"><a href="/commendations/nominees/', page.text)) for page in (first, second)
    ]
    assert counts == [50, 10]
