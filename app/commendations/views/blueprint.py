"""The one blueprint of the slice, and how a refused action is shown in its form."""

from typing import Any

from flask import Blueprint

from app import htmx
from app.refusals import Refused

bp = Blueprint("commendations", __name__, url_prefix="/commendations")


def refuse(form: Any, refused: Refused, spots: dict[str, str] | None = None, field: str | None = None) -> None:
    """Show the reasons of an action in the form, so that nothing typed is lost.

    Args: spots, fields by code of reason; field, where the other reasons stand, or above the form.
    """
    for reason in refused.reasons:
        form.refuse(htmx.sentence(reason), (spots or {}).get(reason.code, field))
