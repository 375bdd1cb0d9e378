"""The list of activities: what was held or is to be held, as units report it from month to month."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app import clock, htmx, text
from app.access import Can
from app.activities.actions.pasting import ListedActivity, take_list
from app.activities.queries import activities as queries
from app.activities.queries import pasting
from app.activities.rules.activities import ActivityKind
from app.activities.rules.pasting import COLUMNS, STATE_SAID, judge_activities, lay_out_activities
from app.places import queries as places
from app.plans import queries as plans
from app.reading import Columns, Layout, Sheet
from app.reading.kinds import ListKind
from app.reading.lines import Field, Judged, Line, Option
from app.reading.shape import BodyRow


class ActivityList(ListKind):
    """Activities of any kind, each on a day or over some."""

    name = "activities"
    verb = Can.ACTIVITY_WRITE
    prose = True
    options = (Option("plan", "choice"), Option("kind", "choice"), Option("late_reason"))

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The book of activities."""
        return "Hoạt động", "activities.index", {}

    def choices(self, option: str, subject: Any) -> list[tuple[str, str]]:
        """The plans an activity may stand under; the kinds."""
        if option == "plan":
            return [(str(plan_id), label) for plan_id, label in queries.plan_choices()]
        return list(_kinds().items())

    def columns(self, subject: Any) -> Columns:
        """When, what, where, how many."""
        return COLUMNS

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """When and what first, then where and how many it reached."""
        return (
            Field("day", "day", "short", required=True),
            Field("last_day", "day", "short"),
            Field("kind", offers=tuple(_kinds().values())),
            Field("title", width="long", required=True),
            Field("hamlet", offers=tuple(one.name for one in places.hamlets(clock.today()))),
            Field("state", width="short", offers=tuple(STATE_SAID.values())),
            Field("count", "number", "short"),
            Field("minutes", "number", "short"),
            Field("reached", "number", "short"),
            Field("turns", "number", "short"),
            Field("place"),
            Field("held_by"),
            Field("outlet"),
            Field("link"),
            Field("note"),
        )

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the list."""
        return lay_out_activities(sheet, pasting.hamlets_by_name(clock.today()))

    def cells(self, row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
        """The cells, with the hamlet of the heading in between."""
        found = super().cells(row, columns)
        if row.group and not found.get("hamlet"):
            found["hamlet"] = row.group
        return found

    def key(self, cells: Mapping[str, str]) -> str:
        """Activities of one name, whatever the dấu."""
        return text.fold(cells.get("title", ""))

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against the activities that are called so."""
        titles = {self.key(line.cells) for line in lines} - {""}
        return judge_activities(lines, pasting.books_for(clock.today(), titles, options, _kinds()))

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Enter what is new, say of the others what the list says."""
        plan = plans.get(int(options["plan"])) if options.get("plan") else None
        lines = [ListedActivity(one.record, one.twin.id if one.twin else None) for one in judged]
        return [row.id for row in take_list(lines, plan, options.get("late_reason", ""))]

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """All activities that were not cancelled."""
        return pasting.told(_kinds())


def _kinds() -> dict[str, str]:
    words = htmx.words("ACTIVITY_KINDS")
    return {str(one): words[one] for one in ActivityKind}
