"""Measures of commitments about many subjects say of each what the measure of one says."""

import random
from datetime import date

import pytest

from app.commitments import actions, measures
from app.commitments.rules import State
from app.db import db
from app.plans.rules import About, Figure, Many, Measure, Period
from tests.cast import acting
from tests.commitments import rows
from tests.people import rows as people
from tests.plans import rows as plans
from tests.queries_counted import counted

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
AUTUMN = Period(date(2026, 8, 20), date(2026, 9, 10))
DAYS = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 8, 15), date(2026, 8, 20), date(2026, 9, 9), date(2026, 9, 10))


@pytest.fixture
def mixed(cast, context):
    """Households, their heads and a collective in four campaigns, signed and judged at random; ids by kind."""
    draw = random.Random(11)
    plan_id = plans.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        hamlets = [people.hamlet(name) for name in ("Thôn Đông", "Thôn Tây")]
        homes = [people.household(f"Vi Văn {n}", draw.choice(hamlets)) for n in range(6)]
        heads = [home.head for home in homes] + [people.person(f"Lò Thị {n}", hamlet_id=hamlets[0].id) for n in "ab"]
        team = people.collective("HTX Đông Yên", hamlet_id=hamlets[1].id, head_name="Bùi Văn Bé", head_post="Giám đốc")
        for number in range(4):
            kind, whom = [("household", homes), ("person", heads), ("collective", [team])][number % 3]
            fields = rows.campaign_fields(plan_id, kind, name=f"Đợt {number}")
            for row in actions.make_commitments(actions.save_campaign(None, **fields), whom).commitments:
                row.state = draw.choice([State.SIGNED, State.KEPT, State.NOT_KEPT, State.PRINTED, State.WITHDRAWN])
                row.signed_on = draw.choice([None, *DAYS])
        db.session.flush()
        found = {"household": homes, "person": heads, "collective": [team], "hamlet": hamlets}
        return {kind: tuple(one.id for one in whom) for kind, whom in found.items()}


def plain(measure: Measure, kind: str, row_id: int, period: Period, most: int) -> Figure:
    found = getattr(measures, measure.replace("-", "_"))(About(**{f"{kind}_id": row_id}), period)
    return Figure(found.count, found.turns, found.noun, found.turn_noun, tuple(found.rows[:most]))


def test_each_measure_of_many_is_that_of_one(cast, mixed):
    told = 0
    with acting(cast.users["officer"]):
        for kind, ids in mixed.items():
            for measure in measures.MEASURED:
                for period, most in ((YEAR, 100), (AUTUMN, 1), (AUTUMN, 0)):
                    expected = {one: plain(measure, kind, one, period, most) for one in ids}
                    assert measures.of_many(measure, Many(kind, ids, period), most) == expected, (kind, measure)
                    told += sum(figure.count for figure in expected.values())
    assert told > 30  # what is compared is not nothing


def test_a_later_start_is_each_subjects_own(cast, mixed):
    ids, later = mixed["person"], date(2026, 8, 18)
    with acting(cast.users["officer"]):
        signed = Measure.COMMITMENTS_SIGNED
        found = measures.of_many(signed, Many("person", ids, YEAR, {ids[0]: later, ids[1]: DAYS[0]}), 100)
        late = Period(later, YEAR.end)
        expected = {one: plain(signed, "person", one, late if one == ids[0] else YEAR, 100) for one in ids}
    assert found == expected


def test_others_see_nothing_and_a_measure_is_one_statement(app, cast, mixed):
    for kind, ids in mixed.items():
        with acting(cast.users["stranger"]), counted(app) as sent:
            for measure in measures.MEASURED:
                found = measures.of_many(measure, Many(kind, ids, YEAR), 5)
                assert {figure.count for figure in found.values()} == {0}
        assert len([one for one in sent if "set_config" not in one]) == len(measures.MEASURED)
