"""Verbs of places: load the directory, open an authority, save what it owns, say who signs."""

from app.places.actions.calendar import confirm_calendar, remove_days, set_days
from app.places.actions.directory import load_directory, open_authority
from app.places.actions.local_rules import confirm_law, confirm_rule, set_rule
from app.places.actions.signing import delegate, end_delegation, save_signer
from app.places.actions.succession import succeed
from app.places.actions.territory import (
    ListedPlaceRow,
    save_hamlet,
    save_unit,
    take_in_places,
)

__all__ = [
    "ListedPlaceRow",
    "confirm_calendar",
    "confirm_law",
    "confirm_rule",
    "delegate",
    "end_delegation",
    "load_directory",
    "open_authority",
    "remove_days",
    "save_hamlet",
    "save_signer",
    "save_unit",
    "succeed",
    "take_in_places",
    "set_days",
    "set_rule",
]
