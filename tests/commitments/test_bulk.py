"""Acts on many commitments: what is written down, what an undo puts back, what it leaves and why."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import audit, clock, jobs
from app.commitments import actions, queries, rules
from app.commitments.actions import bulk
from app.commitments.actions.snapshots import COLUMNS
from app.commitments.models import Commitment, DrawnSignature, Fulfilment, kept_counts, plain_counts
from app.commitments.queries import acts
from app.commitments.rules import State, Way
from app.commitments.rules.acts import BULK_KINDS
from app.db import db
from app.people import actions as people_actions
from app.refusals import Refusal, Refused
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.test_words import WORDS

NAMES = ("Nguyễn Văn Đức", "Trần Thị Bé", "Lê Thị An")
SIGNED_ON = date(2026, 8, 15)


def as_officer(cast):
    return acting(cast.users["officer"])


def as_clerk(cast):
    return acting(cast.users["clerk"])


def lines_of(made, count: int | None = None):
    return [queries.line(rows.get(one)) for one in made.commitments[:count]]


def states(made) -> list[str]:
    return [rows.get(one).state for one in made.commitments]


def told(undone) -> list[tuple[str, str, str]]:
    return [(one.name, one.reason.code, one.reason.detail) for one in undone.left]


def picture(row: Commitment) -> tuple:
    return tuple(getattr(row, name) for name in (*COLUMNS, "hamlet_id", "place_key", "name_key"))


def events_about(row) -> list[str]:
    return [line.event for line in reversed(audit.lines_about(row))]


# ---- what is written down


def test_act_keeps_who_was_touched_with_before_and_after(context, cast):
    made = rows.made(cast, *NAMES)
    with as_officer(cast):
        act = actions.decline_many(rows.campaign(made.campaign), lines_of(made, 2), "Đi vắng")
        assert (act.kind, act.count, act.by, act.at, act.owner_id) == (
            "decline",
            2,
            "Nguyễn Thị An",
            clock.now(),
            cast.home,
        )
        assert act.touched == [
            {
                "id": made.commitments[at],
                "name": NAMES[at],
                "before": {"state": "drafted"},
                "after": {"state": "declined", "reason": "Đi vắng"},
            }
            for at in (0, 1)
        ]


def test_rows_left_as_they_are_do_not_belong_to_the_act(context, cast):
    made = rows.made(cast, *NAMES)
    with as_officer(cast):
        campaign, found = rows.campaign(made.campaign), [line.row for line in lines_of(made)]
        with bulk.recorded(campaign, "decline", found) as nothing:
            pass
        with bulk.recorded(campaign, "decline", found) as one:
            found[1].reason = "đã hẹn lại"
        assert nothing.act is None
        assert [entry["id"] for entry in one.done.touched] == [found[1].id]
        with pytest.raises(LookupError):
            _ = nothing.done


def test_act_of_an_unknown_kind_is_refused_before_anything_is_done(context, cast):
    made = rows.made(cast, *NAMES)
    with as_officer(cast), pytest.raises(KeyError), bulk.recorded(rows.campaign(made.campaign), "burn", []):
        raise AssertionError("the block must not begin")


def test_every_kind_of_act_has_its_words():
    assert set(WORDS.BULK_ACTS) == BULK_KINDS


def test_act_grows_with_the_pieces_of_a_long_work(context, cast):
    made = rows.made(cast, *NAMES)
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        act = bulk.begin(campaign, "make")
        assert (act.count, act.touched) == (0, [])
        bulk.record_made(campaign, [line.row for line in lines_of(made, 2)], act)
        bulk.record_made(campaign, [rows.get(made.commitments[2])], act)
        assert (act.count, [entry["name"] for entry in act.touched]) == (3, list(NAMES))
        assert acts.acts(campaign.id, None, 1) == [act]


# ---- taking back


def test_undo_puts_back_exactly_what_was(context, cast):
    made = rows.made(cast, *NAMES)
    rows.sealed(cast, made.commitments[1])
    with as_officer(cast):
        actions.decline(rows.get(made.commitments[2]), "Đi vắng")
        before = [picture(rows.get(one)) for one in made.commitments]
    with as_clerk(cast):
        act = actions.receive_many(rows.campaign(made.campaign), lines_of(made), SIGNED_ON, DAY)
        assert states(made) == ["signed"] * 3
        act_id = act.id
    with as_officer(cast):
        act = acts.act(act_id)
        undone = bulk.undo(act)
        assert (undone.count, undone.left) == (3, ())
        assert [picture(rows.get(one)) for one in made.commitments] == before
        assert states(made) == ["drafted", "printed", "declined"]
        assert (act.undone_by, act.undone_at) == ("Nguyễn Thị An", clock.now())
        assert events_about(rows.campaign(made.campaign))[-2:] == ["commitments-received", "bulk-undone"]
        assert events_about(rows.get(made.commitments[0])) == ["commitment-signed", "commitment-put-back"]


def test_act_is_taken_back_once(context, cast):
    made = rows.made(cast, *NAMES)
    with as_officer(cast):
        act = actions.decline_many(rows.campaign(made.campaign), lines_of(made), "Đi vắng")
        assert bulk.undo_faults(act) == []
        bulk.undo(act)
        assert bulk.undo_faults(act) == [Refusal("bulk-undone-already", detail="Nguyễn Thị An")]
        with pytest.raises(Refused):
            bulk.undo(act)


def test_undo_leaves_what_somebody_went_on_with_and_says_who(context, cast):
    made = rows.made(cast, *NAMES)
    with as_officer(cast):
        act_id = actions.decline_many(rows.campaign(made.campaign), lines_of(made), "Đi vắng").id
    with as_clerk(cast):
        actions.receive(rows.get(made.commitments[0]), DAY, DAY)
    with as_officer(cast):
        actions.reopen(rows.get(made.commitments[1]), "ghi nhầm")
        actions.decline(rows.get(made.commitments[1]), "Không đồng ý")
        act = acts.act(act_id)
        undone = bulk.undo(act)
        assert undone.count == 1
        assert told(undone) == [
            ("Nguyễn Văn Đức", "bulk-signed-since", "Trần Văn Bình"),
            ("Trần Thị Bé", "bulk-changed-since", "Nguyễn Thị An"),
        ]
        assert states(made) == ["signed", "declined", "drafted"]
        assert [entry.get("left") for entry in act.touched] == [
            {"code": "bulk-signed-since", "detail": "Trần Văn Bình"},
            {"code": "bulk-changed-since", "detail": "Nguyễn Thị An"},
            None,
        ]


def test_undone_making_throws_away_only_what_nobody_used(context, cast):
    names = (*NAMES, "Vi Văn Ông", "Bùi Văn Bé", "Hà Thị Sáu")
    made = rows.made(cast, *names)
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        act_id = bulk.record_made(campaign, [line.row for line in lines_of(made)]).id
    rows.sealed(cast, made.commitments[0])
    rows.received(cast, made.commitments[1])
    with as_officer(cast):
        actions.decline(rows.get(made.commitments[2]), "Đi vắng")
        signature = {"strokes": {}, "sha256": "0", "witnessed_by": "A", "drawn_at": clock.now(), "recorded_by": "A"}
        db.session.add(DrawnSignature(commitment=rows.get(made.commitments[3]), **signature))
        db.session.delete(rows.get(made.commitments[4]))
        undone = bulk.undo(acts.act(act_id))
        assert (undone.count, [(name, code) for name, code, _who in told(undone)]) == (
            1,
            [
                ("Nguyễn Văn Đức", "bulk-printed-since"),
                ("Trần Thị Bé", "bulk-signed-since"),
                ("Lê Thị An", "bulk-changed-since"),
                ("Vi Văn Ông", "bulk-evidence-since"),
                ("Bùi Văn Bé", "bulk-gone-since"),
            ],
        )
        left = {row.id for row in queries.in_campaign(made.campaign)}
        assert left == set(made.commitments[:4])
        assert kept_counts(db.session(), made.campaign) == plain_counts(db.session(), made.campaign)


def test_signature_with_an_attested_promise_stays(context, cast):
    made = rows.made(cast, *NAMES)
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        act = actions.receive_many(campaign, lines_of(made), SIGNED_ON, DAY)
        row = rows.get(made.commitments[0])
        attested = {"outcome": "met", "evidence": "Sổ lớp", "day": DAY, "attested_by": "A"}
        db.session.add(Fulfilment(commitment=row, promise=campaign.promises[0], **attested))
        undone = bulk.undo(act)
        assert [(one.name, one.reason.code) for one in undone.left] == [("Nguyễn Văn Đức", "bulk-evidence-since")]


def test_row_that_is_open_again_stands_where_its_people_live_now(context, cast):
    made = rows.made(cast, *NAMES, places=("Thôn 2", "Thôn 3"))
    with as_officer(cast):
        act = actions.receive_many(rows.campaign(made.campaign), lines_of(made), SIGNED_ON, DAY)
        row = rows.get(made.commitments[0])
        household = row.household
        household.hamlet_id = made.hamlets[1]
        db.session.flush()
        assert row.hamlet_id == made.hamlets[0]
        bulk.undo(act)
        assert (row.state, row.hamlet_id) == ("drafted", made.hamlets[1])
        assert kept_counts(db.session(), made.campaign) == plain_counts(db.session(), made.campaign)


def test_reopened_one_moves_with_its_people_too(context, cast):
    made = rows.made(cast, *NAMES, places=("Thôn 2", "Thôn 3"))
    rows.received(cast, made.commitments[0])
    with as_officer(cast):
        row = rows.get(made.commitments[0])
        row.household.hamlet_id = made.hamlets[1]
        db.session.flush()
        actions.reopen(row, "ghi nhầm")
        assert (row.state, row.hamlet_id) == ("drafted", made.hamlets[1])
        assert kept_counts(db.session(), made.campaign) == plain_counts(db.session(), made.campaign)


def test_reopening_taken_back_puts_the_signature_where_it_was_given(context, cast):
    made = rows.made(cast, *NAMES, places=("Thôn 2", "Thôn 3"))
    rows.received(cast, made.commitments[0])
    with as_officer(cast):
        row = rows.get(made.commitments[0])
        row.household.hamlet_id = made.hamlets[1]
        db.session.flush()
        before = picture(row)
        act = actions.reopen_many(row.campaign, [queries.line(row)], "ghi nhầm")
        assert row.hamlet_id == made.hamlets[1]
        bulk.undo(act)
        assert (row.hamlet_id, picture(row)) == (made.hamlets[0], before)
        assert kept_counts(db.session(), made.campaign) == plain_counts(db.session(), made.campaign)


def test_name_corrected_since_is_no_change_of_the_commitment(context, cast):
    made = rows.made(cast, *NAMES)
    with as_officer(cast):
        act = actions.decline_many(rows.campaign(made.campaign), lines_of(made), "Đi vắng")
        people_actions.save_person(rows.get(made.commitments[0]).household.head, DAY, name="Nguyễn Văn Đức Anh")
        assert bulk.undo(act).count == 3


def test_stranger_does_not_see_the_act(context, cast):
    made = rows.made(cast, *NAMES)
    with as_officer(cast):
        act = actions.decline_many(rows.campaign(made.campaign), lines_of(made), "Đi vắng")
        act_id = act.id
    with acting(cast.users["stranger"]):
        assert acts.acts(made.campaign, None, 9) == []
        with pytest.raises(Exception, match="404"):
            acts.act(act_id)


# ---- any sequence of acts and undos

STEP = st.tuples(
    st.sampled_from(("sign", "decline", "withdraw", "expire", "reopen", "undo", "move")),
    st.sets(st.integers(0, 4), min_size=1),
)
ENDED = date(2027, 1, 1)


def one_step(made, move, chosen, stack) -> None:
    """One act on those who may be moved, or the last act taken back; nothing when nobody may."""
    campaign = rows.campaign(made.campaign)
    if move == "undo":
        if stack:
            undo_and_compare(made, *stack.pop())
        return
    if move == "move":
        for at in chosen:
            household = rows.get(made.commitments[at]).household
            household.hamlet_id = next(one for one in made.hamlets if one != household.hamlet_id)
        db.session.flush()
        stack.clear()  # the place is not the act's: only the columns are compared afterwards
        return
    lines = [line for line in lines_of(made) if not rules.refusals(move, line.row.state)]
    lines = lines if move == "expire" else [line for line in lines if made.commitments.index(line.row.id) in chosen]
    if lines:
        before = [picture(rows.get(one)) for one in made.commitments]
        stack.append((ACTS[move](campaign, lines), before))


ACTS = {
    "sign": lambda campaign, lines: actions.receive_many(campaign, lines, SIGNED_ON, ENDED),
    "decline": lambda campaign, lines: actions.decline_many(campaign, lines, "Đi vắng"),
    "withdraw": lambda campaign, lines: actions.withdraw_many(campaign, lines, "Chuyển đi", DAY, ENDED),
    "expire": lambda campaign, _lines: actions.expire_many(campaign, ENDED),
    "reopen": lambda campaign, lines: actions.reopen_many(campaign, lines, "Ghi nhầm"),
}


def undo_and_compare(made, act, before) -> None:
    """The last act undone: every row is exactly as it was before it."""
    undone = bulk.undo(act)
    assert undone == bulk.Undone(act.count, ())
    assert [picture(rows.get(one)) for one in made.commitments] == before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=8), sealed=st.booleans())
def test_counts_follow_any_sequence_of_acts_and_undos(context, cast, prepared, steps, sealed):
    made = prepared.sealed if sealed else prepared.plain
    with as_officer(cast):
        stack = []
        for move, chosen in steps:
            one_step(made, move, chosen, stack)
            assert kept_counts(db.session(), made.campaign) == plain_counts(db.session(), made.campaign)
        while stack:
            undo_and_compare(made, *stack.pop())
        assert kept_counts(db.session(), made.campaign) == plain_counts(db.session(), made.campaign)
        db.session.rollback()


@pytest.fixture
def prepared(context, cast):
    """Two campaigns of five households in two hamlets; in the second the papers are sealed."""
    names = (*NAMES, "Vi Văn Ông", "Bùi Văn Bé")
    plain = rows.made(cast, *names, places=("Thôn 2", "Thôn 3"))
    with as_officer(cast):
        campaign = actions.save_campaign(None, **rows.campaign_fields(plain.plan, name="Đợt đã in"))
        subjects = [rows.get(one).household for one in plain.commitments]
        found = actions.make_commitments(campaign, subjects).commitments
        actions.print_commitments(campaign, queries.to_print(campaign.id, "missing"), DAY)
        sealed = rows.Made(plain.plan, campaign.id, plain.hamlets, [one.id for one in found])
    return SimpleNamespace(plain=plain, sealed=sealed)


def test_each_way_of_signing_counts_alike(context, cast):
    made = rows.made(cast, *NAMES, "Vi Văn Ông")
    with as_officer(cast):
        for commitment_id, way in zip(made.commitments, Way, strict=True):
            actions.receive(rows.get(commitment_id), SIGNED_ON, DAY, signed_way=way)
        assert queries.count_of(queries.totals()[made.campaign]).signed == 4
        actions.withdraw(rows.get(made.commitments[0]), "Chuyển đi", DAY, DAY)
        assert queries.count_of(queries.totals()[made.campaign]).signed == 3
        assert State.WITHDRAWN not in rules.SIGNED


# ---- large acts, in the background


def test_large_act_is_taken_back_in_the_background(context, cast, monkeypatch):
    monkeypatch.setattr("app.commitments.actions.undoing.AT_ONCE", 2)
    monkeypatch.setattr("app.commitments.tasks.PIECE", 2)
    made = rows.made(cast, *NAMES)
    with as_officer(cast):
        act_id = actions.decline_many(rows.campaign(made.campaign), lines_of(made), "Đi vắng").id
        actions.receive(rows.get(made.commitments[2]), DAY, DAY)
    with as_officer(cast):
        job_id = bulk.start_undo(acts.act(act_id))
    with as_officer(cast):
        job, act = jobs.find(job_id), acts.act(act_id)
        assert (job.state, job.done, job.result["values"]) == ("done", 3, {"act_id": act_id})
        assert (act.undone_by, states(made)) == ("Nguyễn Thị An", ["drafted", "drafted", "signed"])
        assert [entry.get("left", {}).get("code") for entry in act.touched] == [None, None, "bulk-signed-since"]
        assert events_about(rows.campaign(made.campaign)).count("bulk-undone") == 1


def test_act_that_a_job_is_at_work_on_is_left_alone(context, cast, app, monkeypatch):
    monkeypatch.setattr("app.commitments.actions.undoing.AT_ONCE", 2)
    monkeypatch.setitem(app.extensions, "run_job", lambda job_id: None)
    made = rows.made(cast, *NAMES)
    with as_officer(cast):
        act = actions.decline_many(rows.campaign(made.campaign), lines_of(made), "Đi vắng")
        job = jobs.find(bulk.start_undo(act))
        assert bulk.undo_faults(act) == [Refusal("bulk-running")]
        bulk.undo_some(act, 0, 2)
        jobs.cancel(job)
        assert (bulk.undo_faults(act), states(made)) == ([], ["drafted", "drafted", "declined"])
        assert bulk.undo(act) == bulk.Undone(3, ())
        assert states(made) == ["drafted"] * 3
