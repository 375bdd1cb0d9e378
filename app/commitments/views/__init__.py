"""Pages of commitments: campaigns, the commitments in them, the texts of pledge."""

from flask import Blueprint

from app.commitments import tasks

bp = Blueprint("commitments", __name__, url_prefix="/commitments")

from app.commitments.views import campaigns, making, pledges, proofing, returns, stacks, wordings  # noqa: E402

# The tasks are named here so that the queue knows them wherever the pages are.
__all__ = ["bp", "campaigns", "making", "pledges", "proofing", "returns", "stacks", "tasks", "wordings"]
