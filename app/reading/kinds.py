"""What a slice says about a kind of list that comes in: people, households, learners, old awards, targets …

A slice subclasses ListKind once for each list it takes in; the page of the list (`imports`), the command `flask import`
and the exchange file ask nothing else. A line goes one way: cells of the sheet → cells of the grid (`cells`) → judged
against the books (`judge`) → written into them (`save`). The page and the saving ask the same `judge`, so that nothing
is saved as something else than what the official saw.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from app.reading.grid import Sheet
from app.reading.lines import Fault, Field, Judged, Line, Option
from app.reading.shape import BodyRow, Columns, Layout, lay_out
from app.refusals import Refusal

if TYPE_CHECKING:
    from app.access import Can


class ListKind:
    """One kind of list that comes in. Subclass it in `<slice>/lists/<kind>.py`, name it in `imports/queries/kinds.py`.

    `name` stands in the address and in the command, its title is LIST_KINDS in words.html. `verb` is who may.
    A list inside something (the learners of a course) has a subject: everywhere `subject` is that row, else None.
    `prose`: its cells hold sentences, so that a pasted line that is no row of a table is not cut at commas.
    """

    name: ClassVar[str]
    verb: ClassVar["Can"]
    has_subject: ClassVar[bool] = False
    prose: ClassVar[bool] = False
    options: ClassVar[tuple[Option, ...]] = ()

    def subject(self, about: int | None) -> Any:
        """What the list belongs to; a 404 when it is not in the scope or not the actor's, None for the commune."""
        return None

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """Where the list is seen afterwards: the words of the link, its endpoint and values."""
        raise NotImplementedError

    def stopped(self, subject: Any) -> list[Refusal]:
        """Why no list may come in now, such as a finished class; empty when it may."""
        return []

    def choices(self, option: str, subject: Any) -> list[tuple[str, str]]:
        """What may be chosen for an option of the form "choice": codes and labels."""
        return []

    def columns(self, subject: Any) -> Columns:
        """What a column of a sheet may be, with the labels people write above it, as `lay_out` takes them.

        Each has its words in LIST_FIELDS, for the official who sets a column right.
        """
        raise NotImplementedError

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """The columns of the grid."""
        raise NotImplementedError

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of a sheet. Lists of prose, whose lines may begin with "Tổng", override this."""
        return lay_out(sheet, self.columns(subject))

    def cells(self, row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
        """A row of the sheet as cells of the grid: joined names, a sex told by its column, the heading in between."""
        return {name: row.cell(place) for name, place in columns.items()}

    def field_of(self, column: str) -> str:
        """The field of the grid in which a column of the sheet is shown: "birth" for "birth_male"."""
        return column

    def script_field(self, fault: Fault, values: Mapping[str, str]) -> str:
        """The name under which a script finds the cell of a fault among the values."""
        return fault.field

    def key(self, cells: Mapping[str, str]) -> str:
        """Lines that might be doubles of one another have the same key, such as the name without dấu."""
        raise NotImplementedError

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against the books, each ended by `decide`. The number of statements must not grow with them."""
        raise NotImplementedError

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Write lines that are ready into the books, with one line of the log; the ids of their records, in order.

        Makes and changes rows by the session only: what it touched is written down beside it, so that the import can
        be undone. Raises Refused.
        """
        raise NotImplementedError

    def held_by(self, records: Sequence[int], since: datetime) -> list[Refusal]:
        """What holds an import beside rows that refer to what it made, such as a paper sealed since it was read."""
        return []

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """What the books hold of this kind, by field, for the exchange file: read in again it changes nothing.

        Under `record` the id of the record, where words alone may fit several (people of one name): with it the row is
        taken for that record when it comes in again.
        """
        raise NotImplementedError
