"""Pages of people: persons, households, collectives, and lists pasted from elsewhere."""

from flask import Blueprint

bp = Blueprint("people", __name__, url_prefix="/people")

from app.people.views import collectives, households, pasting, persons  # noqa: E402 the pages hang on the blueprint

__all__ = ["bp", "collectives", "households", "pasting", "persons"]
