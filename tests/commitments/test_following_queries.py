"""How promises stand, read from real rows: whose deeds count, in which days, and what it costs."""

from datetime import date

import pytest

from app.commitments import queries
from app.commitments.actions import following as acts
from app.commitments.queries import following, progress
from app.commitments.queries.following import Shown
from app.commitments.queries.progress import Tally
from app.commitments.rules import State
from app.commitments.rules.following import Standing
from app.commitments.rules.promises import Goal
from app.db import db
from app.people.models import Collective
from app.places import actions as places
from app.plans import deeds
from app.plans.rules import Deed, Period
from tests.cast import acting
from tests.commitments import follow, rows
from tests.people import rows as people
from tests.queries_counted import counted

TWICE = Goal(2, "buổi", follow.DUE, Deed.TRAININGS_ATTENDED)


def numbers(cast, found) -> list[int]:
    """What the records count for each commitment, alone and in the list of all: the two must agree."""
    with acting(cast.users["officer"], follow.CLOSED):
        promise = follow.promise(found)
        together = following.numbers_of(promise)
        alone = {one: following.numbers_of(promise, [one]).get(one, 0) for one in found.made.commitments}
        assert alone == {one: together.get(one, 0) for one in found.made.commitments}
        return list(alone.values())


def test_person_counts_visits_within_the_days_of_the_pledge(context, cast):
    found = follow.followed(cast, "Vi Văn Ông", "Lê Thị An")
    first = follow.person_of(cast, found.made.commitments[0])
    # The pledge holds from 1 September to 31 December.
    follow.trained(cast, found.made.plan, {first: 2}, first=date(2026, 8, 31))
    follow.trained(cast, found.made.plan, {first: 2}, first=date(2026, 12, 30))
    assert numbers(cast, found) == [3, 0]


def test_household_counts_whoever_of_it_came(context, cast):
    found = follow.followed(cast, "Vi Văn Ông", "Lê Thị An", kind="household")
    with acting(cast.users["officer"]):
        household = rows.get(found.made.commitments[0]).household
        child = people.person("Vi Thị Con", hamlet_id=household.hamlet_id, birth_year=2001)
        child.household_id = household.id
        head, member = household.head.id, child.id
    follow.trained(cast, found.made.plan, {head: 1, member: 2})
    assert numbers(cast, found) == [3, 0]
    with acting(cast.users["officer"], follow.CLOSED):
        (_followed, proof), *_rest = following.of_one(rows.get(found.made.commitments[0]), follow.CLOSED)
    assert [(name, record.day) for name, record in proof.records] == [
        ("Vi Văn Ông", date(2026, 10, 5)),
        ("Vi Thị Con", date(2026, 10, 5)),
        ("Vi Thị Con", date(2026, 10, 6)),
    ]


@pytest.fixture
def collectives(context, cast):
    """Three collectives: of a unit, of a hamlet, of a hamlet with another unit; three people, two in the unit."""

    def build(deed: Deed) -> tuple[follow.Followed, list[int]]:
        found = follow.followed(
            cast, "Phòng VHXH", "Chi hội Thôn 2", "HTX", kind="collective", goal=Goal(2, "người", follow.DUE, deed)
        )
        with acting(cast.users["officer"]):
            unit = places.save_unit(None, "Phòng Văn hóa - Xã hội", "VHXH", date(2025, 7, 1)).id
            other = places.save_unit(None, "Phòng Kinh tế", "KT", date(2025, 7, 1)).id
            mine = [rows.get(one).collective_id for one in found.made.commitments]
            for collective_id, unit_id in zip(mine, (unit, None, other), strict=True):
                db.session.get_one(Collective, collective_id).unit_id = unit_id
            where = [{"unit_id": unit, "post": "Chuyên viên"}] * 2 + [{"hamlet_id": found.made.hamlets[0]}]
            ids = [
                people.person(name, birth_year=1990, **at).id
                for name, at in zip(("Lò Văn Một", "Lò Văn Hai", "Lò Văn Ba"), where, strict=True)
            ]
        return found, ids

    return build


def test_collective_counts_its_people_once_each(cast, collectives):
    found, (one, two, three) = collectives(Deed.TRAININGS_ATTENDED)
    follow.trained(cast, found.made.plan, {one: 3, two: 1, three: 2})
    assert numbers(cast, found) == [2, 1, 0]


def test_collective_adds_up_what_its_people_taught(cast, collectives):
    found, (one, two, three) = collectives(Deed.PEOPLE_TAUGHT)
    follow.trained(cast, found.made.plan, {two: 1, three: 1}, instructor=one)
    follow.trained(cast, found.made.plan, {three: 1}, instructor=two)
    assert numbers(cast, found) == [3, 0, 0]


def test_share_of_people_is_left_to_an_official(context, cast):
    found = follow.followed(cast, "Vi Văn Ông", goal=Goal(90, "%", follow.DUE, Deed.TRAININGS_ATTENDED))
    follow.trained(cast, found.made.plan, {follow.person_of(cast, found.made.commitments[0]): 1})
    assert numbers(cast, found) == [0]


@pytest.fixture
def mixed(context, cast):
    """Five persons in two hamlets: fulfilled by records, partly by records, nothing, attested kept, attested broken."""
    names = ("Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé", "Đỗ Thị Cam", "Lò Văn Dần")
    found = follow.followed(cast, *names, places=("Thôn 10", "Thôn 2"), goal=TWICE)
    ids = [follow.person_of(cast, one) for one in found.made.commitments]
    follow.trained(cast, found.made.plan, {ids[0]: 2, ids[1]: 1, ids[4]: 2})
    with acting(cast.users["officer"], follow.CLOSED):
        promise = follow.promise(found)
        for place, outcome in ((3, State.KEPT), (4, State.NOT_KEPT)):
            row = rows.get(found.made.commitments[place])
            acts.attest(row, promise, outcome, "Biên bản họp thôn", follow.WITHIN, follow.CLOSED)
    return found


def test_progress_counts_each_promise_by_hamlet(cast, mixed):
    with acting(cast.users["officer"], follow.CLOSED):
        found = progress.progress(rows.campaign(mixed.made.campaign), follow.CLOSED)
    first = mixed.promises[0]
    assert [one.tally for one in found.promises][:2] == [Tally(5, 2, 1, 1), Tally(5, 0, 0, 0)]
    assert found.promises[0].tally.open == 1
    assert [(one.name, one.tallies[first]) for one in found.hamlets] == [
        ("Thôn 2", Tally(2, 1, 1, 0)),
        ("Thôn 10", Tally(3, 1, 0, 1)),
    ]
    assert (found.units, found.judged) == (
        [],
        {State.KEPT: 0, State.PARTLY_KEPT: 0, State.NOT_KEPT: 0},
    )


def test_progress_of_officials_is_by_unit_too(context, cast):
    found = follow.followed(cast, "Vi Văn Ông", "Lê Thị An", kind="official")
    follow.trained(cast, found.made.plan, {follow.person_of(cast, found.made.commitments[0]): 2})
    with acting(cast.users["officer"], follow.CLOSED):
        units = progress.progress(rows.campaign(found.made.campaign), follow.CLOSED).units
    assert [(one.name, one.tallies[found.promises[0]]) for one in units] == [("Phòng Văn hóa - Xã hội", Tally(2, 1))]


def test_filters_find_what_the_rules_say(cast, mixed):
    with acting(cast.users["officer"], follow.CLOSED):
        promise = follow.promise(mixed)
        everyone = following.listed(promise, follow.CLOSED, Shown())
        for standing in Standing:
            wanted = [one.line.name for one in everyone if one.stand.standing == standing]
            if standing == Standing.OPEN:
                wanted = [one.line.name for one in everyone if one.stand.standing == Standing.OVERDUE]
            assert [one.line.name for one in following.listed(promise, follow.CLOSED, Shown(standing))] == wanted
        assert [one.line.name for one in everyone] == [
            "Lê Thị An",
            "Đỗ Thị Cam",
            "Bùi Văn Bé",
            "Lò Văn Dần",
            "Vi Văn Ông",
        ]


def test_list_goes_on_after_a_line(cast, mixed):
    with acting(cast.users["officer"], follow.CLOSED):
        promise = follow.promise(mixed)
        first = following.listed(promise, follow.CLOSED, Shown(), limit=2)
        rest = following.listed(promise, follow.CLOSED, Shown(), first[-1].line.row)
        assert [one.line.name for one in rest] == ["Bùi Văn Bé", "Lò Văn Dần", "Vi Văn Ông"]


def test_due_promises_ask_for_what_is_lacking(cast, mixed):
    with acting(cast.users["officer"], follow.CLOSED):
        found = progress.due_promises(follow.DUE)
        # Whoever came once and whoever never came; an official has spoken of two.
        assert [(one.promise.id, one.due_on, one.open) for one in found] == [(mixed.promises[0], follow.DUE, 2)]
        assert progress.due_promises(date(2026, 11, 29)) == []


def test_judged_pledges_are_not_asked_about_any_more(cast, mixed):
    with acting(cast.users["officer"], follow.CLOSED):
        for commitment_id in mixed.made.commitments:
            acts.judge(rows.get(commitment_id), State.PARTLY_KEPT, "Họp xét", follow.CLOSED)
    with acting(cast.users["officer"], follow.CLOSED):
        assert progress.due_promises(follow.CLOSED) == []
        assert progress.to_judge(follow.CLOSED) == []


def test_pledges_are_to_be_judged_when_their_time_is_over(cast, mixed):
    with acting(cast.users["officer"], follow.CLOSED):
        assert progress.to_judge(date(2026, 12, 31)) == []
        campaigns = [(one.id, count) for one, count in progress.to_judge(date(2027, 1, 1))]
        assert campaigns == [(mixed.made.campaign, 5)]


def test_proposals_follow_the_promises(cast, mixed):
    with acting(cast.users["officer"], follow.CLOSED):
        for place in range(1, len(mixed.promises)):
            every = following.rows(mixed.made.campaign, mixed.made.commitments[:4])
            said = (State.KEPT, "Họp thôn", follow.WITHIN, follow.CLOSED)
            acts.attest_many(follow.promise(mixed, place), every, *said)
    with acting(cast.users["officer"], follow.CLOSED):
        campaign = rows.campaign(mixed.made.campaign)
        found = progress.proposals(campaign, follow.CLOSED)
        expected = [State.KEPT, State.PARTLY_KEPT, State.PARTLY_KEPT, State.KEPT, None]
        assert [found[one] for one in mixed.made.commitments] == expected
        hamlet = progress.proposals(campaign, follow.CLOSED, mixed.made.hamlets[1])
        assert hamlet == {mixed.made.commitments[1]: State.PARTLY_KEPT, mixed.made.commitments[3]: State.KEPT}


def test_deeds_of_another_commune_count_for_nobody_here(context, cast):
    """The reads join through statements inside statements: the commune must hold in the innermost too."""
    found = follow.followed(cast, "Vi Văn Ông")
    follow.trained(cast, found.made.plan, {follow.person_of(cast, found.made.commitments[0]): 2})
    with acting(cast.users["stranger"], follow.CLOSED):
        assert progress.due_promises(follow.CLOSED) == []
        assert progress.to_judge(follow.CLOSED) == []
        assert deeds.counts(Deed.TRAININGS_ATTENDED, Period(date(2026, 1, 1), date(2027, 1, 1))) == {}


@pytest.mark.parametrize("kind", ["person", "household", "collective"])
def test_number_of_reads_does_not_grow(app, context, cast, kind):
    reads = []
    plan_id = None
    for count, hamlet in ((3, "Thôn A"), (30, "Thôn B")):
        names = [f"Nguyễn Văn {number:03d}" for number in range(count)]
        found = follow.followed(cast, *names, kind=kind, places=(hamlet,), plan_id=plan_id, name=f"Đợt {hamlet}")
        plan_id = found.made.plan
        with acting(cast.users["officer"], follow.CLOSED):
            campaign = queries.campaign(found.made.campaign)
            ids = found.made.commitments
            with counted(app) as statements:
                following.followed(campaign, ids, follow.CLOSED)
                progress.progress(campaign, follow.CLOSED)
                progress.proposals(campaign, follow.CLOSED)
            reads.append(len(statements))
    assert reads[0] == reads[1]
