"""Measures of commitments: whose pledges, in which days."""

from dataclasses import replace
from datetime import date

import pytest

from app.commitments import measures
from app.commitments.actions import following
from app.commitments.rules import State
from app.plans.rules import About, Period
from tests.cast import acting
from tests.commitments import rows
from tests.people import rows as people

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))


@pytest.fixture
def made(context, cast):
    """Three households in two hamlets; the first two signed, on 15 and 20 August."""
    found = rows.made(cast, "Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé", places=("Thôn 10", "Thôn 2"))
    rows.received(cast, found.commitments[0])
    rows.received(cast, found.commitments[1], date(2026, 8, 20))
    return found


def signed(cast, about=About(), period=YEAR):  # noqa: B008 frozen
    with acting(cast.users["officer"]):
        figure = measures.commitments_signed(about, period)
        return replace(figure, rows=tuple(figure.rows))


def test_whole_commune_counts_the_signed_ones_with_their_rows(cast, made):
    figure = signed(cast)
    assert (figure.count, figure.turns, figure.noun) == (2, 2, "bản cam kết")
    assert [(row.label, row.endpoint, row.values) for row in figure.rows] == [
        ("Vi Văn Ông", "commitments.show", (("commitment_id", made.commitments[0]),)),
        ("Lê Thị An", "commitments.show", (("commitment_id", made.commitments[1]),)),
    ]


def test_end_of_the_period_is_not_in_it(cast, made):
    assert signed(cast, period=Period(date(2026, 8, 15), date(2026, 8, 20))).count == 1


def test_hamlet_counts_its_own(cast, made):
    assert [row.label for row in signed(cast, About(hamlet_id=made.hamlets[1])).rows] == ["Lê Thị An"]


def test_person_counts_with_the_pledge_of_the_household(cast, made):
    with acting(cast.users["officer"]):
        household = rows.get(made.commitments[0]).household
        head, household_id = household.head.id, household.id
    assert signed(cast, About(person_id=head)).count == 1
    assert signed(cast, About(household_id=household_id)).count == 1


def test_group_counts_pledges_of_its_people(context, cast):
    made = rows.made(cast, "Lò Thị Ẳng", kind="person")
    rows.received(cast, made.commitments[0])
    assert [signed(cast, About(target_group=group)).count for group in ("T3", "T1")] == [1, 0]


def test_person_without_household_has_nobodys_pledge(context, cast):
    made = rows.made(cast, "HTX Đông Yên", kind="collective")
    rows.received(cast, made.commitments[0])
    with acting(cast.users["officer"]):
        alone = people.person("Lò Thị Ẳng").id
        collective = rows.get(made.commitments[0]).collective_id
    assert signed(cast, About(person_id=alone)).count == 0
    assert signed(cast, About(collective_id=collective)).count == 1


# ---- how they were kept


def test_kept_pledges_belong_to_the_day_they_were_signed(cast, made):
    with acting(cast.users["officer"], date(2027, 1, 4)):
        following.judge(rows.get(made.commitments[0]), State.KEPT, "Họp xét", date(2027, 1, 4))
        following.judge(rows.get(made.commitments[1]), State.PARTLY_KEPT, "Họp xét", date(2027, 1, 4))
    with acting(cast.users["officer"]):
        figure = measures.commitments_kept(About(), YEAR)
        assert (figure.count, figure.turns, figure.noun) == (1, 1, "bản cam kết")
        assert [row.label for row in figure.rows] == ["Vi Văn Ông"]
        assert measures.commitments_kept(About(), Period(date(2027, 1, 1), date(2028, 1, 1))).count == 0
        assert measures.commitments_kept(About(hamlet_id=made.hamlets[1]), YEAR).count == 0
        head = rows.get(made.commitments[0]).household.head.id
        assert measures.commitments_kept(About(person_id=head), YEAR).count == 1
