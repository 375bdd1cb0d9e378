"""The list of how many people there are: hamlets by groups, as the table of the police or of statistics has them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from app import clock
from app.access import Can
from app.places import queries as places
from app.places.rules.listed import place_key
from app.plans.actions.population import take_population
from app.plans.queries import population as queries
from app.plans.rules.population_lines import (
    DAY,
    FIELDS,
    HAMLET,
    POPULATION,
    SOURCE,
    WHOLE_SAID,
    Entered,
    PopulationBooks,
    judge_population,
    lay_out_population,
    population_cells,
)
from app.reading import Columns, Layout, Sheet
from app.reading.kinds import ListKind
from app.reading.lines import Field, Judged, Line, Option
from app.reading.shape import BodyRow


class PopulationList(ListKind):
    """Figures of one day from one source, or each line with its own."""

    name = "population"
    verb = Can.PLAN_WRITE
    options: ClassVar[tuple[Option, ...]] = (Option(DAY, "day"), Option(SOURCE))

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The figures of today."""
        return "Dân số theo nhóm", "plans.population", {}

    def columns(self, subject: Any) -> Columns:
        """The hamlet, the groups, or a group and its figure."""
        return POPULATION

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """The place, then a column for each group and for everybody."""
        return (
            Field(HAMLET, required=True, offers=(WHOLE_SAID, *_hamlets().values())),
            *(Field(name, "number", "short") for name in FIELDS.values()),
            Field(DAY, "day", "short"),
            Field(SOURCE, width="long"),
        )

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the table; the line of the whole commune is one of them."""
        return lay_out_population(sheet)

    def cells(self, row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
        """The figures under their groups, also of a table with one figure in each row."""
        return population_cells(row, columns)

    def field_of(self, column: str) -> str:
        """A figure beside its group is shown under the group; what stands for both is the whole."""
        return FIELDS[None] if column in ("target_group", "count") else column

    def key(self, cells: Mapping[str, str]) -> str:
        """Lines of one place."""
        return place_key(cells.get(HAMLET, ""))

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against all figures that the own authority entered."""
        known = {(row.day, (row.hamlet_id, row.target_group)): _entered(row) for row in queries.of_home()}
        books = PopulationBooks(clock.today(), _hamlets(), known, options.get(DAY, ""), options.get(SOURCE, ""))
        return judge_population(lines, books)

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Enter what is new, correct what is there: a corrected figure has to be compared again."""
        return list(take_population([one.record for one in judged], clock.today()))

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """Every figure of the hamlets that are still there, those of one place, day and source in one line."""
        names = {None: WHOLE_SAID} | dict[int | None, str](_hamlets().items())
        found: dict[tuple[date, int | None, str], dict[str, str | int | date | None]] = {}
        for row in queries.of_home():
            if row.hamlet_id in names:
                line = found.setdefault((row.day, row.hamlet_id, row.source), {})
                line |= {HAMLET: names[row.hamlet_id], DAY: row.day, SOURCE: row.source}
                line[FIELDS[row.target_group]] = row.count
        return found.values()


def _hamlets() -> dict[int, str]:
    """The own hamlets of today, by id."""
    return {row.id: row.name for row in places.hamlets(clock.today()) if places.editable(row)}


def _entered(row: Any) -> Entered:
    return Entered(row.id, row.count, row.source)
