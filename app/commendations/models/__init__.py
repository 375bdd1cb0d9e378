"""Tables of commendations."""

from app.commendations.models.achievements import Achievement
from app.commendations.models.attachments import Attachment
from app.commendations.models.councils import Ballot, Council, CouncilMember, Meeting, Presence, Tally
from app.commendations.models.dossiers import (
    Approval,
    Ceremony,
    CeremonyPhoto,
    Decision,
    Dossier,
    Opinion,
    Proposal,
    Revocation,
    Submission,
    Supplement,
)
from app.commendations.models.nominees import Attestation, Confirmation, Ground, Hold, Nominee
from app.commendations.models.rounds import AwardRound, RoundQuota, Suggestion

__all__ = [
    "Achievement",
    "Approval",
    "Attachment",
    "Attestation",
    "AwardRound",
    "Ballot",
    "Ceremony",
    "CeremonyPhoto",
    "Confirmation",
    "Council",
    "CouncilMember",
    "Decision",
    "Dossier",
    "Ground",
    "Hold",
    "Meeting",
    "Nominee",
    "Opinion",
    "Presence",
    "Proposal",
    "Revocation",
    "RoundQuota",
    "Submission",
    "Suggestion",
    "Supplement",
    "Tally",
]
