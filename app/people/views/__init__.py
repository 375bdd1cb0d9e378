"""Pages of people: persons, households, collectives, teams."""

from flask import Blueprint

bp = Blueprint("people", __name__, url_prefix="/people")

from app.people.views import collectives, households, national_ids, persons, teams  # noqa: E402

__all__ = ["bp", "collectives", "households", "national_ids", "persons", "teams"]
