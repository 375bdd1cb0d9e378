"""The list of units: agencies, organisations and enterprises of the commune."""

from collections.abc import Mapping
from typing import Any

from app.places.lists.directory import PlaceList
from app.places.models import Unit
from app.places.rules.listed import UNITS
from app.reading import Columns


class UnitList(PlaceList):
    """Cơ quan, tổ chức, doanh nghiệp of the commune, and how each is abbreviated."""

    name = "units"
    table, more, longest, longest_more = Unit, "abbreviation", 160, 30

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The list of units."""
        return "Cơ quan, đơn vị", "places.units", {}

    def columns(self, subject: Any) -> Columns:
        """The unit, its abbreviation, since when."""
        return UNITS
