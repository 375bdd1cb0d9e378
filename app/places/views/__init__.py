"""Pages of places: the territory, its hamlets, units and signers, local rules, the law and its marks."""

from flask import Blueprint

bp: Blueprint = Blueprint("places", __name__, url_prefix="/places")

from app.places.views import delegations, hamlets, law_pages, local_rules, signers, territory, units  # noqa: E402, F401

__all__ = ["bp"]
