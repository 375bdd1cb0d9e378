"""Verbs of consents: what somebody agreed to on the signed form, and the withdrawal of one of them."""

from collections.abc import Collection
from datetime import date

from app import audit, text
from app.commitments import rules
from app.commitments.models import Commitment
from app.commitments.rules import consents
from app.refusals import Refused


def record_consents(row: Commitment, purposes: Collection[str]) -> None:
    """Write down which purposes were ticked on a signed form; none of them is an answer too.

    Raises Refused when the form has not come back signed, ValueError for a purpose that is not on it.
    """
    faults = consents.consent_faults(row.state)
    if faults:
        raise Refused(faults)
    # A new list: a changed one in place would not be seen by the session.
    row.consents = consents.in_order(purposes, consents.offered_purposes(row.consents))
    audit.record("consents-recorded", row, purposes="; ".join(row.consents) or "–")


def withdraw_consent(row: Commitment, purpose: str, day: date, reason: str, today: date) -> None:
    """Write down that somebody no longer agrees to a purpose; the pledge itself stays as it is.

    Args: day, of the withdrawal; reason, how it was told (a letter, at the desk). Raises Refused: nothing to
    withdraw, a day that cannot be, no reason.
    """
    faults = consents.consent_withdrawal_faults(purpose, row.consents)
    faults += rules.withdrawal_faults(day, row.signed_on, today) + rules.reason_faults(reason)
    if faults:
        raise Refused(faults)
    row.consents = [one for one in row.consents or () if one != purpose]
    audit.record("consent-withdrawn", row, purpose=purpose, day=day.isoformat(), reason=text.nfc(reason))
