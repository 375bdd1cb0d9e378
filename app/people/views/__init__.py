"""Pages of people: persons, households, collectives, and lists pasted from elsewhere."""

from flask import Blueprint

bp = Blueprint("people", __name__, url_prefix="/people")

from app.people.views import collectives, households, national_ids, pasting, persons, team_lists, teams  # noqa: E402

__all__ = ["bp", "collectives", "households", "national_ids", "pasting", "persons", "team_lists", "teams"]
