"""States and moves of a dossier (placeholder by the lead until the slice's author writes it)."""

from enum import StrEnum


class State(StrEnum):
    """How far a dossier has come."""

    DRAFT = "draft"
    VOTED = "voted"
    PROPOSED = "proposed"
    DECIDED = "decided"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
