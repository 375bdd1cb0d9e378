"""Pages of places: the territory, its hamlets, units and signers, local rules, the calendar, the law."""

from flask import Blueprint

bp: Blueprint = Blueprint("places", __name__, url_prefix="/places")

from app.places.views import (  # noqa: E402
    calendar,
    delegations,
    hamlets,
    law_pages,
    local_rules,
    signers,
    succession,
    territory,
    units,
)

__all__ = [
    "bp",
    "calendar",
    "delegations",
    "hamlets",
    "law_pages",
    "local_rules",
    "signers",
    "succession",
    "territory",
    "units",
]
