"""What lists of nominees and of past awards have alike: whom a line names."""

from collections.abc import Mapping
from typing import Any, ClassVar

from app import clock, text
from app.access import Can
from app.commendations.queries.incoming import hamlets_on
from app.commendations.rules.laying import lay_out_subjects
from app.commendations.rules.lines import KIND_SAID, cells_of, said_of
from app.people.rules.incoming import SHOWN_AS
from app.reading import Layout, Sheet
from app.reading.kinds import ListKind
from app.reading.lines import Fault, Field
from app.reading.shape import BodyRow


class SubjectList(ListKind):
    """A list whose lines name persons, households or collectives."""

    verb = Can.DOSSIER_WRITE
    prose: ClassVar[bool] = True  # the words of a merit hold commas and begin as they like

    @staticmethod
    def slot_of(piece: str) -> str:
        """The column of a piece of a message, where its own words tell it."""
        return ""

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the list, with what its sections say of the lines."""
        return lay_out_subjects(sheet, self.columns(subject), hamlets_on(clock.today()), "merit", self.slot_of)

    def cells(self, row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
        """The bare name, and what stood around it in cells of its own."""
        return said_of(cells_of(row, columns))

    def field_of(self, column: str) -> str:
        """The field that shows a column: the name for its halves, the birth for years under Nam and Nữ."""
        return SHOWN_AS.get(column, column)

    def script_field(self, fault: Fault, values: Mapping[str, str]) -> str:
        """Of a birth, the value that a script finds: the day or the year."""
        if fault.field != "birth":
            return fault.field
        return "birth_year" if "birth_year" in values else "birth_date"

    def key(self, cells: Mapping[str, str]) -> str:
        """Those of one name, whatever the dấu."""
        return text.fold(said_of(cells)["full_name"])

    def subject_fields(self) -> tuple[Field, ...]:
        """The columns that say who it is."""
        hamlets = tuple(hamlets_on(clock.today()).values())
        return (
            Field("full_name", width="long", required=True),
            Field("subject_kind", width="short", offers=tuple(KIND_SAID.values())),
            Field("birth", "day", "short"),
            Field("gender", width="short", offers=("Nam", "Nữ")),
            Field("hamlet", offers=hamlets),
        )
