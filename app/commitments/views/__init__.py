"""Pages of commitments: campaigns, the commitments in them, the texts of pledge."""

from flask import Blueprint

from app.commitments import tasks

bp = Blueprint("commitments", __name__, url_prefix="/commitments")

from app.commitments.views import (  # noqa: E402
    acts,
    attesting,
    bulk,
    campaign_form,
    campaigns,
    consents,
    doors,
    evidence,
    figures,
    following,
    index,
    judging,
    listing,
    making,
    pledges,
    promises,
    proofing,
    renewing,
    returns,
    signing,
    stacks,
    wordings,
)

# The tasks are named here so that the queue knows them wherever the pages are.
__all__ = [
    "acts",
    "attesting",
    "bp",
    "bulk",
    "campaign_form",
    "campaigns",
    "consents",
    "doors",
    "evidence",
    "figures",
    "following",
    "index",
    "judging",
    "listing",
    "making",
    "pledges",
    "promises",
    "proofing",
    "renewing",
    "returns",
    "signing",
    "stacks",
    "tasks",
    "wordings",
]
