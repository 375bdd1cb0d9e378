"""How a pledge ends: withdrawn, run out, judged anew."""

from datetime import date

import pytest

from app import audit
from app.commitments import actions, queries
from app.commitments.actions import bulk
from app.commitments.models import Commitment
from app.db import db
from app.refusals import Refusal, Refused
from tests.cast import DAY, acting
from tests.commitments import rows

NAMES = ("Nguyễn Văn Đức", "Trần Thị Bé", "Lê Thị An")
SIGNED_ON, OVER = date(2026, 8, 15), date(2027, 1, 1)


def as_officer(cast):
    return acting(cast.users["officer"])


def refused(action, *args) -> list[Refusal]:
    with pytest.raises(Refused) as raised:
        action(*args)
    return raised.value.reasons


def last_event(row) -> tuple[str, dict]:
    line = audit.lines_about(row, 1)[0]
    return line.event, line.keys


def signed(cast, *names):
    made = rows.made(cast, *names)
    for one in made.commitments:
        rows.received(cast, one, SIGNED_ON)
    return made


def judged(row: Commitment, state: str) -> None:
    row.state, row.judged_on, row.judged_by = state, DAY, "Nguyễn Thị An"
    db.session.flush()


def test_withdrawn_keeps_its_signature_and_no_longer_counts(context, cast):
    made = signed(cast, *NAMES)
    with as_officer(cast):
        row = rows.get(made.commitments[0])
        actions.withdraw(row, "Chuyê\u0309n đi", DAY, DAY)
        assert (row.state, row.reason, row.signed_on) == ("withdrawn", "Chuyển đi", SIGNED_ON)
        assert last_event(row) == ("commitment-withdrawn", {"day": "2026-08-20", "reason": "Chuyển đi"})
        assert queries.count_of(queries.totals()[made.campaign]).signed == 2


def test_withdrawal_tells_all_faults_at_once(context, cast):
    made = rows.made(cast, *NAMES)
    with as_officer(cast):
        row = rows.get(made.commitments[0])
        assert refused(actions.withdraw, row, " ", date(2026, 8, 21), DAY) == [
            Refusal("withdraw-unsigned"),
            Refusal("commitment-needs-reason"),
            Refusal("withdrawn-in-future"),
        ]


def test_many_withdraw_together_and_it_can_be_taken_back(context, cast):
    made = signed(cast, *NAMES)
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        lines = queries.chosen(campaign.id, made.commitments)
        faults = refused(actions.withdraw_many, campaign, lines, "Trường đóng cửa", date(2026, 8, 14), DAY)
        assert faults == [Refusal("withdrawn-before-signed", detail="15/08/2026")]
        act = actions.withdraw_many(campaign, lines, "Trường đóng cửa", DAY, DAY)
        assert [line.row.state for line in lines] == ["withdrawn"] * 3
        assert last_event(campaign) == (
            "commitments-withdrawn",
            {"count": 3, "day": "2026-08-20", "reason": "Trường đóng cửa"},
        )
        assert bulk.undo(act).count == 3
        assert queries.count_of(queries.totals()[made.campaign]).signed == 3


def test_moves_of_many_name_everyone_who_may_not(context, cast):
    made = signed(cast, *NAMES[:1])
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        lines = queries.chosen(campaign.id, made.commitments)
        assert refused(actions.decline_many, campaign, lines, "") == [
            Refusal("commitment-needs-reason"),
            Refusal("may-not-move", detail="Nguyễn Văn Đức"),
        ]
        assert refused(actions.reopen_many, campaign, [], "nhầm") == [Refusal("nobody-chosen")]


def test_campaign_runs_out_as_a_whole_once_its_last_day_is_over(context, cast):
    made = rows.made(cast, *NAMES)
    for one in made.commitments[:2]:
        rows.received(cast, one, SIGNED_ON)
    with as_officer(cast):
        campaign = rows.campaign(made.campaign)
        judged(rows.get(made.commitments[1]), "kept")
        assert refused(actions.expire_many, campaign, DAY) == [Refusal("commitment-still-valid", detail="31/12/2026")]
        act = actions.expire_many(campaign, OVER)
        assert [rows.get(one).state for one in made.commitments] == ["expired", "kept", "drafted"]
        assert last_event(campaign) == ("commitments-expired", {"count": 1})
        assert last_event(rows.get(made.commitments[0])) == ("commitment-expired", {})
        assert refused(actions.expire_many, campaign, OVER) == [Refusal("nothing-to-expire")]
        bulk.undo(act)
        assert rows.get(made.commitments[0]).state == "signed"


def test_judgement_is_taken_back_with_a_reason(context, cast):
    made = signed(cast, *NAMES[:1])
    with as_officer(cast):
        row = rows.get(made.commitments[0])
        assert refused(actions.judge_again, row, "") == [
            Refusal("judge-again-unjudged"),
            Refusal("commitment-needs-reason"),
        ]
        judged(row, "not-kept")
        actions.judge_again(row, "Bổ sung minh chứng")
        assert (row.state, row.judged_on, row.judged_by) == ("signed", None, None)
        assert last_event(row) == ("commitment-judged-again", {"reason": "Bổ sung minh chứng"})


def test_renewed_one_stands_as_renewed_when_its_judgement_is_taken_back(context, cast):
    made = signed(cast, *NAMES[:1])
    with as_officer(cast):
        row = rows.get(made.commitments[0])
        into = actions.copy_campaign(row.campaign, DAY).campaign
        actions.renew(row.campaign, into, with_unsigned=False)
        assert row.state == "renewed"
        judged(row, "kept")
        actions.judge_again(row, "Nhầm người")
        assert row.state == "renewed"


def test_reopened_withdrawal_can_be_signed_again(context, cast):
    made = signed(cast, *NAMES[:1])
    with as_officer(cast):
        row = rows.get(made.commitments[0])
        actions.withdraw(row, "Chuyển đi", DAY, DAY)
        actions.reopen(row, "Ghi nhầm hộ")
        assert (row.state, row.reason, row.signed_on, row.signed_way, row.received_at) == ("drafted", *[None] * 4)
        actions.receive(row, DAY, DAY)
        assert row.state == "signed"
