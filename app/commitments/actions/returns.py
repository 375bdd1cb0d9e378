"""What comes back: a stack of signed papers, a reason for not signing, an entry taken back."""

from collections.abc import Sequence
from datetime import date

from app import audit, clock, text
from app.commitments import rules
from app.commitments.actions import bulk
from app.commitments.actions.checks import must, must_all
from app.commitments.actions.signing import NO_FOREIGN_HAND, forget_signature, restore_paper, take
from app.commitments.models import BulkAct, Campaign, Commitment
from app.commitments.queries import Line, acts, line
from app.commitments.rules import State, Way
from app.db import db


def receive_many(campaign: Campaign, lines: Sequence[Line], signed_on: date, today: date) -> BulkAct:
    """Take back a stack that was signed on one day; each paper gets its own line in the log too.

    Returns the act, by which all of it can be taken back. Raises Refused with all reasons at once, each with its name;
    nothing is then received.
    """
    must_all("sign", lines, rules.signing_faults(signed_on, campaign.opens_on, today))
    rows = [one.row for one in lines]
    with bulk.recorded(campaign, "sign", rows) as record:
        for row in rows:
            take(row, Way.PAPER, signed_on, NO_FOREIGN_HAND, None)
    audit.record_many("commitment-signed", rows, day=signed_on.isoformat())
    audit.record("commitments-received", campaign, count=len(rows), day=signed_on.isoformat())
    return record.done


def decline(row: Commitment, reason: str) -> None:
    """Write down why somebody has not signed; they leave the list of those to be asked. Raises Refused."""
    must("decline", row, rules.reason_faults(reason))
    _decline(row, text.nfc(reason))
    audit.record("commitment-declined", row, reason=row.reason)


def decline_many(campaign: Campaign, lines: Sequence[Line], reason: str) -> BulkAct:
    """Write down one reason for many who have not signed, as when a whole hamlet was away. Raises Refused, by name."""
    must_all("decline", lines, rules.reason_faults(reason))
    rows, reason = [one.row for one in lines], text.nfc(reason)
    with bulk.recorded(campaign, "decline", rows) as record:
        for row in rows:
            _decline(row, reason)
    audit.record_many("commitment-declined", rows, reason=reason)
    audit.record("commitments-declined", campaign, count=len(rows), reason=reason)
    return record.done


def _decline(row: Commitment, reason: str) -> None:
    row.state, row.reason = rules.MOVES["decline"].target, reason


def reopen(row: Commitment, reason: str) -> None:
    """Take back a signature, a refusal or a withdrawal that was entered wrongly, with the reason; the log keeps both.

    A commitment that was never printed goes back to the start, since nobody holds a paper. Raises Refused.
    """
    must("reopen", row, rules.reason_faults(reason))
    _reopen([line(row)])
    audit.record("commitment-reopened", row, reason=text.nfc(reason))


def reopen_many(campaign: Campaign, lines: Sequence[Line], reason: str) -> BulkAct:
    """Take back many wrong entries with one reason. Raises Refused, by name."""
    must_all("reopen", lines, rules.reason_faults(reason))
    rows, reason = [one.row for one in lines], text.nfc(reason)
    with bulk.recorded(campaign, "reopen", rows) as record:
        _reopen(lines)
    audit.record_many("commitment-reopened", rows, reason=reason)
    audit.record("commitments-reopened", campaign, count=len(rows), reason=reason)
    return record.done


def _reopen(lines: Sequence[Line]) -> None:
    printed = acts.sealed_among([one.row.id for one in lines])
    drawn = [one.row for one in lines if one.row.signed_way == Way.SCREEN]
    for row in (one.row for one in lines):
        row.state = rules.MOVES["reopen"].target if row.id in printed else State.DRAFTED
        forget_signature(row)
    db.session.flush()
    for row in drawn:
        restore_paper(row, clock.today())
