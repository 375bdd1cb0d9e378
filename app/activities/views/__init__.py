"""Pages of activities, inspections and the people of the movement."""

from flask import Blueprint

from app.activities import models

bp = Blueprint("activities", __name__, url_prefix="/activities")

__all__ = ["bp", "models"]
