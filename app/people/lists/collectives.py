"""The list of collectives: teams, chi hội, clubs, cooperatives, and who heads each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from app import clock, htmx
from app.access import Can
from app.people import actions, queries
from app.people.actions import ListedCollective
from app.people.lists.people import hamlets_today, units_today
from app.people.models import Collective
from app.people.rules.incoming.collectives import (
    COLLECTIVES,
    CollectiveBooks,
    KnownCollective,
    collective_key,
    judge_collectives,
    lay_out_collectives,
)
from app.reading import Columns, Layout, Sheet
from app.reading.kinds import ListKind
from app.reading.lines import Field, Judged, Line, Option
from app.reading.shape import BodyRow
from app.text import day_text

_COLUMNS = (
    "hamlet_id", "unit_id", "head_name", "head_post", "headcount", "women_count", "team_kind", "founded_by",
    "founded_on", "address", "managing_agency", "functions",
)  # fmt: skip


class CollectivesList(ListKind):
    """Collectives of the commune, of all hamlets or of one."""

    name = "collectives"
    verb = Can.PERSON_WRITE
    options: ClassVar[tuple[Option, ...]] = (Option("hamlet", "choice"),)

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The list of collectives."""
        return "Danh sách tập thể", "people.collectives", {}

    def choices(self, option: str, subject: Any) -> list[tuple[str, str]]:
        """The hamlets of today, for a list that names none."""
        return [(str(row_id), name) for row_id, name in hamlets_today().items()]

    def columns(self, subject: Any) -> Columns:
        """The columns of a list of collectives."""
        return COLLECTIVES

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """Which it is and where, who heads it, how many they are, then what a report says of it."""
        return (
            Field("name", width="long", required=True),
            Field("hamlet", offers=tuple(hamlets_today().values())),
            Field("team_kind", offers=tuple(htmx.words("TEAM_KINDS").values())),
            Field("head_name"),
            Field("head_post"),
            Field("headcount", "number", "short"),
            Field("women_count", "number", "short"),
            Field("founded_by"),
            Field("founded_on", "day", "short"),
            Field("unit", offers=tuple(units_today().values())),
            Field("address"),
            Field("managing_agency"),
            Field("functions", width="long"),
        )

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the list; a tổ is a row and no heading in between."""
        return lay_out_collectives(sheet, hamlets_today())

    def cells(self, row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
        """The cells, with the hamlet of the heading in between."""
        found = super().cells(row, columns)
        return found if found.get("hamlet") or not row.group else {**found, "hamlet": row.group}

    def key(self, cells: Mapping[str, str]) -> str:
        """Those of one name, whatever the dấu."""
        return collective_key(cells)

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against all collectives that have one of their names."""
        kinds, chosen = htmx.words("TEAM_KINDS"), options.get("hamlet", "")
        known = queries.collectives_named(line.cell("name") for line in lines)
        books = CollectiveBooks(
            clock.today(),
            hamlets_today(),
            units_today(),
            kinds,
            [_known(row, kinds) for row in known],
            int(chosen) if chosen.isdecimal() else None,
        )
        return judge_collectives(lines, books)

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Add who is new, fill or replace what the list says of who is known."""
        rows = [ListedCollective(one.record.changed(one.twin), one.twin.id if one.twin else None) for one in judged]
        return [row.id for row in actions.take_in_collectives(rows)]

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """All collectives, by name."""
        kinds = htmx.words("TEAM_KINDS")
        return (_told(row, kinds) for row in queries.all_collectives())


def _told(row: Collective, kinds: Mapping[str, str]) -> dict[str, str | int | date | None]:
    told = {name: getattr(row, name) for name in _COLUMNS if not name.endswith("_id")}
    places = {"hamlet": row.hamlet.name if row.hamlet else "", "unit": row.unit.name if row.unit else ""}
    return {"name": row.name, **told, **places, "team_kind": kinds.get(row.team_kind or "", ""), "record": row.id}


def _known(row: Collective, kinds: Mapping[str, str]) -> KnownCollective:
    said = {name: cell for name, cell in _told(row, kinds).items() if name != "record" and cell not in (None, "")}
    says = {name: day_text(cell) if isinstance(cell, date) else str(cell) for name, cell in said.items()}
    columns = {name: _on_one_line(getattr(row, name)) for name in _COLUMNS}
    return KnownCollective(row.id, row.name, row.hamlet_id, columns, says)


def _on_one_line(value: Any) -> Any:
    """A cell of a list has one line: what was typed in several is the same."""
    return " ".join(value.split()) if isinstance(value, str) else value
