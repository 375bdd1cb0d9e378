"""How a signed pledge ends: withdrawn, run out; and a judgement taken back."""

from collections.abc import Sequence
from datetime import date

from app import audit, text
from app.commitments import queries, rules
from app.commitments.actions import bulk
from app.commitments.actions.checks import must, must_all
from app.commitments.models import BulkAct, Campaign, Commitment
from app.commitments.queries import Line, Wanted, acts
from app.commitments.rules import State
from app.refusals import Refusal, Refused

RUNNING = Wanted(frozenset({State.SIGNED}))  # signed, neither run out nor judged


def withdraw(row: Commitment, reason: str, day: date, today: date) -> None:
    """Write down that whoever signed takes the pledge back; it no longer counts as signed, its paper stays.

    Args: day, on which they said so. Raises Refused: not signed, no reason, a day before the signature or to come.
    """
    must("withdraw", row, _withdrawing(reason, [row], day, today))
    _withdraw(row, text.nfc(reason))
    audit.record("commitment-withdrawn", row, day=day.isoformat(), reason=row.reason)


def withdraw_many(campaign: Campaign, lines: Sequence[Line], reason: str, day: date, today: date) -> BulkAct:
    """Write down that many take their pledge back for one reason, as when a school was closed. Raises Refused."""
    rows, said = [one.row for one in lines], text.nfc(reason)
    must_all("withdraw", lines, _withdrawing(reason, rows, day, today))
    with bulk.recorded(campaign, "withdraw", rows) as record:
        for row in rows:
            _withdraw(row, said)
    audit.record_many("commitment-withdrawn", rows, day=day.isoformat(), reason=said)
    audit.record("commitments-withdrawn", campaign, count=len(rows), day=day.isoformat(), reason=said)
    return record.done


def _withdrawing(reason: str, rows: Sequence[Commitment], day: date, today: date) -> list[Refusal]:
    signed = [row.signed_on for row in rows if row.signed_on]
    return rules.reason_faults(reason) + rules.withdrawal_faults(day, max(signed, default=None), today)


def _withdraw(row: Commitment, reason: str) -> None:
    row.state, row.reason = rules.MOVES["withdraw"].target, reason


def expiring_faults(campaign: Campaign, today: date) -> list[Refusal]:
    """Why a campaign does not run out: its last day is still to come, or no pledge is left to run out."""
    faults = rules.expiry_faults(campaign.valid_until, today)
    if not faults and not queries.how_many(campaign.id, RUNNING):
        faults = [Refusal("nothing-to-expire")]
    return faults


def expire_many(campaign: Campaign, today: date) -> BulkAct:
    """Write down that the time of a campaign is over: every pledge signed and not yet judged has run out.

    Raises Refused with what expiring_faults() says.
    """
    if faults := expiring_faults(campaign, today):
        raise Refused(faults)
    rows = [one.row for one in queries.lines(campaign.id, RUNNING)]
    with bulk.recorded(campaign, "expire", rows) as record:
        for row in rows:
            row.state = rules.MOVES["expire"].target
    audit.record_many("commitment-expired", rows)
    audit.record("commitments-expired", campaign, count=len(rows))
    return record.done


def judge_again(row: Commitment, reason: str) -> None:
    """Take a judgement back so that it can be made anew, with the reason; the log keeps both.

    A pledge that was renewed meanwhile stands as renewed again. Raises Refused.
    """
    must("judge-again", row, rules.reason_faults(reason))
    renewed = bool(acts.renewed_among([row.id]))
    row.state = State.RENEWED if renewed else rules.MOVES["judge-again"].target
    row.judged_on = row.judged_by = row.reason = None
    audit.record("commitment-judged-again", row, reason=text.nfc(reason))
