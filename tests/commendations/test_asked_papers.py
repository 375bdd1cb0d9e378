"""The papers a dossier holds before it leaves the desk: the law's, or those the province has laid down."""

from datetime import date

from app.commendations import queries
from app.commendations.actions.judging import asked_papers, facts_of
from app.commendations.rules import State, required_papers
from app.places import actions as places
from tests.cast import acting
from tests.commendations import rows

ALL = {"proposal", "roll", "report", "minutes"}


def test_the_province_says_what_a_dossier_holds(app, cast):
    with app.app_context():
        dossier_id = rows.dossier_at(cast, State.PROPOSED)
        with rows.officer(cast):
            dossier = queries.get(dossier_id)
            assert asked_papers(dossier) == ALL
            facts = facts_of(dossier, rows.DAY)
            assert {kind.split("_")[0] for kind, _ in required_papers(facts, secret=False)} == ALL
            assert ("vote_count", 0) in required_papers(facts, secret=True)
        with acting(cast.users["reviewer"]):
            places.set_rule(
                "award.GK_XA.papers", ("proposal", "roll"), "QĐ 12", date(2026, 1, 1), rows.DAY, compared_by=None
            )
        with rows.officer(cast):
            facts = facts_of(queries.get(dossier_id), rows.DAY)
            assert required_papers(facts, secret=False) == {("proposal", 0), ("roll", 0)}
