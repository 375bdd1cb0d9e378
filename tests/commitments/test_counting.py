"""The counts that are kept equal the counts that are added up, whatever is made, moved and deleted, by whom at once."""

import itertools
import os
import threading
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select, text

from app import config, create_app
from app.commitments import actions
from app.commitments.models import Campaign, Commitment, StateCount, kept_counts, plain_counts, recount
from app.commitments.rules import State
from app.db import Base, db
from tests import cast as casting
from tests.cast import acting
from tests.commitments import rows
from tests.people import rows as people

POSTGRES = os.environ.get("SOVANG_DATABASE_URL", "")


@pytest.fixture
def made(context, cast):
    """Three households in two hamlets."""
    return rows.made(cast, "Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé", places=("Thôn 10", "Thôn 2"))


def both(cast, campaign_id) -> tuple[dict, dict]:
    with acting(cast.users["officer"]):
        return kept_counts(db.session(), campaign_id), plain_counts(db.session(), campaign_id)


def test_what_is_made_is_counted_by_hamlet(cast, made):
    kept, plain = both(cast, made.campaign)
    ten, two = made.hamlets
    assert kept == plain == {(ten, 0, "", "drafted"): 2, (two, 0, "", "drafted"): 1}


def test_what_is_signed_leaves_one_count_and_comes_into_another(cast, made):
    rows.received(cast, made.commitments[0])
    kept, plain = both(cast, made.campaign)
    ten, two = made.hamlets
    assert kept == plain
    assert kept == {(ten, 0, "", "signed"): 1, (ten, 0, "", "drafted"): 1, (two, 0, "", "drafted"): 1}


def test_campaign_and_commitments_of_one_flush_are_counted(cast, made):
    with acting(cast.users["officer"]):
        with db.session.no_autoflush:
            former = rows.campaign(made.campaign)
            names = ("plan_id", "wording_id", "opens_on", "closes_on", "valid_from", "valid_until")
            campaign = Campaign(
                owner_id=former.owner_id, name="Đợt hai", **{name: getattr(former, name) for name in names}
            )
            for commitment_id in made.commitments:
                old = rows.get(commitment_id)
                keys = {"place_key": old.place_key, "name_key": old.name_key, "name_fold": old.name_fold}
                db.session.add(
                    Commitment(campaign=campaign, state=State.DRAFTED, household_id=old.household_id, **keys)
                )
        db.session.flush()
        campaign_id = campaign.id
    kept, plain = both(cast, campaign_id)
    assert kept == plain == {(0, 0, "", "drafted"): 3}


def test_flush_that_changes_nothing_counted_asks_for_no_count(cast, made):
    with acting(cast.users["officer"]):
        row = rows.get(made.commitments[0])
        row.reason, row.state = "đi vắng", row.state
        db.session.flush()
        assert not [one for one in db.session.identity_map.values() if isinstance(one, StateCount)]


steps = st.lists(
    st.tuples(
        st.sampled_from(["make", "state", "state", "hamlet", "group", "delete", "flush", "flush"]),
        st.integers(0, 30),
        st.sampled_from(list(State)),
    ),
    max_size=30,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(steps=[("make", 0, State.DRAFTED), ("flush", 0, State.DRAFTED), ("group", 0, State.DRAFTED)])
@given(steps=steps)
def test_any_mix_of_making_moving_and_deleting_is_counted(cast, context, steps):
    number = next(numbers)
    plan = rows.plans.plan_of(cast.users["officer"], reference_number=f"{number}/KH-UBND")
    places = (f"Thôn Đông {number}", f"Thôn Tây {number}")
    made = rows.made(cast, kind="person", plan_id=plan, places=places)
    hamlets = made.hamlets
    with acting(cast.users["officer"]):
        persons = [people.person(f"Nguyễn Văn {at:02d}", hamlet_id=hamlets[at % 2]).id for at in range(8)]
        kept: list[Commitment] = []
        for what, at, state in steps:
            play(what, at, state, made.campaign, persons, hamlets, kept)
        db.session.flush()
    counted, plain = both(cast, made.campaign)
    assert counted == plain


numbers = itertools.count()  # a plan and hamlets of its own for each example: they share one database


def play(what, at, state, campaign_id, persons, hamlets, kept) -> None:
    """One step of an official's day, or of somebody correcting the books."""
    row = kept[at % len(kept)] if kept else None
    if what == "make":
        free = [one for one in persons if one not in {row.person_id for row in kept}]
        if free:
            with db.session.no_autoflush:
                kept.append(
                    Commitment(
                        campaign=rows.campaign(campaign_id),
                        state=state,
                        person_id=free[0],
                        hamlet_id=hamlets[at % 2],
                        place_key="A",
                        name_key="A",
                        name_fold="a",
                    )
                )
                db.session.add(kept[-1])
    elif what == "flush":
        db.session.flush()
    elif row is None:
        return
    elif what == "state":
        row.state = state
    elif what == "hamlet":
        row.hamlet_id = [*hamlets, None][at % 3]
    elif what == "group":
        row.target_group = ["T1", "T3", None][at % 3]
    elif what == "delete":
        kept.remove(row)
        if row in db.session.new:
            db.session.expunge(row)
        else:
            db.session.delete(row)
            db.session.flush()


def test_recount_puts_right_what_was_counted_wrong(cast, made):
    with acting(cast.users["officer"]):
        first, second = db.session.scalars(select(StateCount).order_by(StateCount.id))
        first.count += 7
        db.session.delete(second)
        db.session.flush()
        assert recount(db.session(), made.campaign) == 2
        assert recount(db.session(), made.campaign) == 0
    kept, plain = both(cast, made.campaign)
    assert kept == plain


# ---- two clerks at once, each in a connection of their own


@pytest.fixture
def two_connections(tmp_path):
    """An installation whose database several sessions may write to: a file, or a schema of the PostgreSQL server."""
    url = f"sqlite:///{tmp_path}/clerks.db"
    if POSTGRES.startswith("postgresql"):
        schema(POSTGRES, "CREATE SCHEMA clerks")
        url = f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}options=-csearch_path%3Dclerks"
    app = create_app(replace(config.read({"SOVANG_INSTANCE": str(tmp_path)}), database_url=url, testing=True))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()
    if POSTGRES.startswith("postgresql"):
        schema(POSTGRES, "DROP SCHEMA clerks CASCADE")


def schema(url, statement) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_two_clerks_who_receive_at_once_are_both_counted(two_connections):
    cast = casting.assemble()
    made = rows.made(cast, *(f"Nguyễn Văn {number:02d}" for number in range(20)), kind="person")
    faults: list[BaseException] = []
    start = threading.Barrier(2)

    def receive(ids) -> None:
        try:
            start.wait(10)
            for commitment_id in ids:
                with two_connections.app_context(), acting(cast.users["clerk"]):
                    actions.receive(rows.get(commitment_id), date(2026, 8, 15), casting.DAY)
        except BaseException as fault:
            faults.append(fault)

    clerks = [threading.Thread(target=receive, args=(made.commitments[half::2],)) for half in (0, 1)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(60)
    assert faults == []
    kept, plain = both(cast, made.campaign)
    assert kept == plain == {(made.hamlets[0], 0, "T3", "signed"): 20}
