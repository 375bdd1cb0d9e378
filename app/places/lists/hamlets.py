"""The list of hamlets: a new commune has its forty thôn in one step."""

from collections.abc import Mapping
from typing import Any

from app.places.lists.directory import PlaceList
from app.places.models import Hamlet
from app.places.rules.listed import HAMLETS
from app.reading import Columns


class HamletList(PlaceList):
    """Thôn, xóm, bản and tổ dân phố of the commune, and who heads each."""

    name = "hamlets"
    table, more, longest, longest_more = Hamlet, "head_name", 80, 80

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The list of hamlets."""
        return "Thôn, tổ dân phố", "places.hamlets", {}

    def columns(self, subject: Any) -> Columns:
        """The hamlet, who heads it, since when."""
        return HAMLETS
