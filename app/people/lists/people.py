"""The list of people: who is new, who the books know already, what the list adds to what they say."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from app import clock, text
from app.access import Can
from app.people import actions, queries
from app.people.actions import ListedPerson
from app.people.rules import TARGET_GROUPS, Birth
from app.people.rules.incoming import (
    PEOPLE,
    SHOWN_AS,
    Books,
    InTheBooks,
    Understood,
    cells_of,
    columns_changed,
    judge,
    laid_out,
    script_field,
)
from app.places import queries as places
from app.reading import Columns, Layout, Sheet
from app.reading.kinds import ListKind
from app.reading.lines import Fault, Field, Judged, Line, Option, Twin
from app.reading.shape import BodyRow


class PeopleList(ListKind):
    """People of the commune, of all hamlets or of one."""

    name = "people"
    verb = Can.PERSON_WRITE
    options: ClassVar[tuple[Option, ...]] = (Option("hamlet", "choice"), Option("heads", "yes"))

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The list of everybody."""
        return "Danh sách người dân", "people.index", {}

    def choices(self, option: str, subject: Any) -> list[tuple[str, str]]:
        """The hamlets of today, for a list that names none."""
        return [(str(row_id), name) for row_id, name in hamlets_today().items()]

    def columns(self, subject: Any) -> Columns:
        """The columns of a list of people."""
        return PEOPLE

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """Who it is first, then what a list adds."""
        return (
            Field("full_name", width="long", required=True),
            Field("birth", "day", "short"),
            Field("gender", width="short", offers=("Nam", "Nữ")),
            Field("hamlet", offers=tuple(hamlets_today().values())),
            Field("phone", "code"),
            Field("target_group", width="short", offers=TARGET_GROUPS),
            Field("occupation"),
            Field("post"),
            Field("unit", offers=tuple(units_today().values())),
            Field("hometown"),
            Field("residence"),
        )

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the list, its numbers of CCCD covered."""
        return laid_out(sheet, self.columns(subject), hamlets_today())

    def cells(self, row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
        """The name joined, the sex told by its column, the hamlet of the heading in between."""
        return cells_of(row, columns)

    def field_of(self, column: str) -> str:
        """The field that shows a column: the name for its halves, the birth for years under Nam and Nữ."""
        return SHOWN_AS.get(column, column)

    def script_field(self, fault: Fault, values: Mapping[str, str]) -> str:
        """Of a birth, the value that a script finds: the day or the year."""
        return script_field(fault, values)

    def key(self, cells: Mapping[str, str]) -> str:
        """Those of one name, whatever the dấu."""
        return text.fold(cells.get("full_name", ""))

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against everybody who has one of their names."""
        known = queries.known_to_list(line.cell("full_name") for line in lines)
        return judge(lines, books(known, options))

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Add who is new, fill or replace what the list says of who is known."""
        hamlet = places.hamlet(int(options["hamlet"])) if options.get("hamlet") else None
        rows = [_listed(one) for one in judged]
        return [person.id for person in actions.take_in(rows, hamlet, heads=bool(options.get("heads")))]

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """Everybody in the books, by name."""
        return (told(one) for one in queries.said_of_everyone())


def books(known: Sequence[InTheBooks], options: Mapping[str, str]) -> Books:
    """The books of today beside a list, with what holds for all its lines."""
    chosen = options.get("hamlet", "")
    return Books(
        clock.today(),
        hamlets_today(),
        known,
        units_today(),
        int(chosen) if chosen.isdecimal() else None,
        bool(options.get("heads")),
    )


def hamlets_today() -> dict[int, str]:
    """The hamlets in force, by id."""
    return {row.id: row.name for row in places.hamlets(clock.today())}


def units_today() -> dict[int, str]:
    """The units in force, by id."""
    return {row.id: row.name for row in places.units(clock.today())}


def listed_columns(said: Understood, twin: Twin | None) -> Mapping[str, Any]:
    """The columns of Person that a line sets: all of them for somebody new, else those that change."""
    return said.columns if twin is None else columns_changed(said, twin.changes)


def _listed(judged: Judged) -> ListedPerson:
    twin = judged.twin
    return ListedPerson(listed_columns(judged.record, twin), twin.id if twin else None)


def told(one: InTheBooks) -> Mapping[str, str | int | date | None]:
    """Somebody of the books as a line of the exchange file: the day of birth a real day, a year a number."""
    birth = Birth(one.known.born_on, None if one.known.born_on else one.known.birth_year)
    return {**one.says, "birth": birth.born_on or birth.birth_year, "record": one.known.id}
