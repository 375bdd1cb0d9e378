"""Rules of commitments: plain Python."""

from app.commitments.rules.ready import CONSENT, REASONS, WORDINGS, Consent, ReadyWording, load_ready
from app.commitments.rules.states import (
    MOVES,
    OFFICIAL,
    OPEN,
    Edited,
    State,
    campaign_faults,
    edit_faults,
    last_day,
    reason_faults,
    refusals,
    signing_faults,
    subject_faults,
    wording_faults,
)

__all__ = [
    "CONSENT",
    "MOVES",
    "OFFICIAL",
    "OPEN",
    "REASONS",
    "WORDINGS",
    "Consent",
    "Edited",
    "ReadyWording",
    "State",
    "campaign_faults",
    "edit_faults",
    "last_day",
    "load_ready",
    "reason_faults",
    "refusals",
    "signing_faults",
    "subject_faults",
    "wording_faults",
]
