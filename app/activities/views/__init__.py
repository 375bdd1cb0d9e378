"""Pages of activities, inspections and the people of the movement."""

from flask import Blueprint

from app.activities import models

bp = Blueprint("activities", __name__, url_prefix="/activities")

from app.activities.views import (  # noqa: E402, F401
    activities,
    copying,
    findings,
    inspection_papers,
    inspections,
    listing,
    people,
    proofs,
    visits,
)

__all__ = ["bp", "models"]
