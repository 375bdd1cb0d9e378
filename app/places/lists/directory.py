"""What the lists of hamlets and of units have alike: names of the territory, added or completed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from app import clock, text
from app.access import Can
from app.places import queries
from app.places.actions import ListedPlaceRow, take_in_places
from app.places.models import Hamlet, Unit
from app.places.rules.listed import Known, ListedPlace, PlaceBooks, judge_places, lone_places, place_key
from app.reading import Layout, Sheet, SheetFault, lay_out
from app.reading.kinds import ListKind
from app.reading.lines import Field, Judged, Line, Option
from app.reading.shape import BodyRow


class PlaceList(ListKind):
    """Hamlets or units; `more` is the field that stands beside their name."""

    verb = Can.PLACE_WRITE
    options: ClassVar[tuple[Option, ...]] = (Option("valid_from", "day"),)
    table: ClassVar[type[Hamlet] | type[Unit]]
    more: ClassVar[str]
    longest: ClassVar[int]
    longest_more: ClassVar[int]

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """The name, what stands beside it, and since when it is."""
        return (Field("name", width="long", required=True), Field(self.more), Field("valid_from", "day", "short"))

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the list; "Thôn 3" or "Xã đoàn" alone in its row is a row here and no heading."""
        return lone_places(lay_out(sheet, self.columns(subject)), ((row.number, row.cells) for row in sheet.rows))

    def field_of(self, column: str) -> str:
        """The column beside the name is a field of each kind's own."""
        return self.more if column == "more" else column

    def cells(self, row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
        """The cells under the names of the fields."""
        return {self.field_of(name): row.cell(place) for name, place in columns.items()}

    def key(self, cells: Mapping[str, str]) -> str:
        """The name without dấu and without thôn, xóm, tổ dân phố."""
        return place_key(cells.get("name", ""))

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against all that are in force today."""
        first = _day(options.get("valid_from", ""))
        return judge_places(lines, PlaceBooks(self._known(), self.more, self.longest, self.longest_more, first))

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Add what is new, complete what is there; what has no day of its own is in force from today."""
        rows = [_row(one) for one in judged]
        return [row.id for row in take_in_places(self.table, self.more, rows, clock.today())]

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """All of one's own that are in force today."""
        return (
            {"name": one.name, self.more: one.more, "valid_from": one.valid_from, "record": one.id}
            for one in self._known()
        )

    def _known(self) -> list[Known]:
        rows = queries.hamlets(clock.today()) if self.table is Hamlet else queries.units(clock.today())
        return [
            Known(row.id, row.name, getattr(row, self.more) or "", row.valid_from)
            for row in rows
            if queries.editable(row)
        ]


def _day(typed: str) -> date | None:
    """The day for lines that name none; a script may have written anything. Raises SheetFault."""
    try:
        return text.parse_day(typed) if typed else None
    except ValueError:
        raise SheetFault(f"“{typed}” không phải là ngày: ghi theo dạng 05/02/2026.") from None


def _row(judged: Judged) -> ListedPlaceRow:
    said: ListedPlace = judged.record
    return ListedPlaceRow(said.name, said.more, said.valid_from, judged.twin.id if judged.twin else None)
