"""Tables of commitments, and what keeps their counts and their places in the lists true."""

from app.commitments.models import keeping
from app.commitments.models.counting import kept_counts, plain_counts, recount
from app.commitments.models.places import Place, keep_place, place_of
from app.commitments.models.tables import (
    BulkAct,
    Campaign,
    Commitment,
    DrawnSignature,
    Fulfilment,
    Promise,
    SignedFile,
    StateCount,
    Wording,
)

__all__ = [
    "BulkAct",
    "Campaign",
    "Commitment",
    "DrawnSignature",
    "Fulfilment",
    "Place",
    "Promise",
    "SignedFile",
    "StateCount",
    "Wording",
    "keep_place",
    "keeping",
    "kept_counts",
    "place_of",
    "plain_counts",
    "recount",
]
