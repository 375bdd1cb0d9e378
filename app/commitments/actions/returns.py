"""What comes back: signed, declined, or opened again."""

from collections.abc import Sequence
from datetime import date

from app import audit, tenancy, text
from app.commitments import rules
from app.commitments.models import Campaign, Commitment
from app.commitments.queries import Line
from app.commitments.rules import State
from app.db import db
from app.papers import queries as papers
from app.refusals import Refusal, Refused


def receive(row: Commitment, signed_on: date, today: date, signed_by: str | None = None) -> None:
    """Take back a signed paper: the day on it, and who signed when it was not the one named at its head.

    Raises Refused: signed already, before the campaign opened, or in the future.
    """
    _check(row, "sign", rules.signing_faults(signed_on, row.campaign.opens_on, today))
    row.state, row.signed_on, row.reason = rules.MOVES["sign"].target, signed_on, None
    row.signed_by = text.nfc(signed_by) if signed_by else None
    row.received_by = tenancy.actor_of(db.session()).name
    audit.record("commitment-signed", row, day=signed_on.isoformat())


def receive_many(campaign: Campaign, lines: Sequence[Line], signed_on: date, today: date) -> int:
    """Take back a stack that was signed on one day; each paper gets its own line in the log too.

    Returns how many. Raises Refused with all reasons at once, each with its name; nothing is then received.
    """
    faults = rules.signing_faults(signed_on, campaign.opens_on, today)
    faults += [Refusal("signed-already", detail=one.name) for one in lines if rules.refusals("sign", one.row.state)]
    if faults:
        raise Refused(faults)
    for line in lines:
        receive(line.row, signed_on, today)
    audit.record("commitments-received", campaign, count=len(lines), day=signed_on.isoformat())
    return len(lines)


def decline(row: Commitment, reason: str) -> None:
    """Write down why somebody has not signed; they leave the list of those to be asked. Raises Refused."""
    _check(row, "decline", rules.reason_faults(reason))
    row.state, row.reason = rules.MOVES["decline"].target, text.nfc(reason)
    audit.record("commitment-declined", row, reason=row.reason)


def reopen(row: Commitment, reason: str) -> None:
    """Take back a signature or a refusal that was entered wrongly, with the reason; the log keeps both.

    A commitment that was never printed goes back to the start, since nobody holds a paper. Raises Refused.
    """
    _check(row, "reopen", rules.reason_faults(reason))
    printed = papers.current(row, "commitment") is not None
    row.state = rules.MOVES["reopen"].target if printed else State.DRAFTED
    row.signed_on = row.signed_by = row.received_by = row.reason = None
    audit.record("commitment-reopened", row, reason=text.nfc(reason))


def _check(row: Commitment, move: str, faults: list[Refusal]) -> None:
    found = rules.refusals(move, row.state) + faults
    if found:
        raise Refused(found)
