"""The list of targets of a plan, from the annex of a document."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app import clock
from app.plans.actions.listing import ListedTarget, take_targets
from app.plans.lists.parts import PlanList, group_names, unit_names
from app.plans.models import Plan, Target
from app.plans.queries import incoming
from app.plans.rules import GROUPS, Period, last_year
from app.plans.rules.target_lines import PART_SAID, judge_targets
from app.plans.rules.target_lists import COLUMNS, lay_out_targets
from app.reading import Columns, Layout, Sheet
from app.reading.lines import Field, Judged, Line, Option


class TargetList(PlanList):
    """Targets, each of one year: a line with values of three years is three of them."""

    name = "targets"
    options = (Option("year", "count"), Option("reason"))
    words = "label"
    anchor = "targets"
    table = Target

    def columns(self, subject: Any) -> Columns:
        """The columns of annexes of targets."""
        return COLUMNS

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """What has to be reached first, then by whom and until when."""
        return (
            Field("number", width="short"),
            Field("label", width="long", required=True),
            Field("group", offers=group_names(subject)),
            Field("target_group", width="short", offers=GROUPS),
            Field("year", "number", "short", required=True),
            Field("part", width="short", offers=tuple(PART_SAID.values())),
            Field("value", width="short"),
            Field("measure_unit", width="short"),
            Field("owner", offers=unit_names()),
            Field("product"),
            Field("schedule"),
            Field("due", "day", "short"),
            Field("source"),
        )

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the list, each value with the year of its column."""
        return lay_out_targets(sheet)

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against the targets of the plan."""
        books = incoming.target_books(subject, clock.today(), options.get("reason", ""))
        return judge_targets(lines, books, _year(subject, options.get("year", "")))

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Add what is new, say of the others what the list says."""
        lines = [ListedTarget(one.record, one.twin.id if one.twin else None) for one in judged]
        return [row.id for row in take_targets(subject, lines, options.get("reason", ""))]

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """All targets of the plan."""
        return incoming.targets_told(subject)


def _year(plan: Plan, typed: str) -> int | None:
    """The year of lines that name none: the one that was given, else the only one of the plan."""
    if typed.isdecimal():
        return int(typed)
    first, last = plan.valid_from.year, last_year(Period(plan.valid_from, plan.valid_until))
    return first if first == last else None
