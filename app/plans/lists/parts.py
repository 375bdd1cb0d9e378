"""What the lists of targets and of tasks have alike: the plan they belong to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from werkzeug.exceptions import NotFound

from app import clock, text
from app.access import Can
from app.places import queries as places
from app.plans import queries
from app.plans.models import Plan, Target, Task
from app.plans.queries import incoming
from app.plans.rules import owner_refusals
from app.plans.rules.changes import change_refusals
from app.reading.kinds import ListKind
from app.reading.lines import Option
from app.reading.shape import BodyRow
from app.refusals import Refusal


class PlanList(ListKind):
    """A list of parts of a plan."""

    verb = Can.PLAN_WRITE
    has_subject = True
    prose = True
    options: ClassVar[tuple[Option, ...]] = (Option("reason"),)
    words: ClassVar[str]  # the column that every line has
    anchor: ClassVar[str]
    table: ClassVar[type[Target] | type[Task]]

    def subject(self, about: int | None) -> Plan:
        """The plan; a 404 when it is not in sight or somebody else's draft."""
        if about is None:
            raise NotFound
        return queries.get(about)

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The page of the plan."""
        return subject.title, "plans.show", {"plan_id": subject.id, "_anchor": self.anchor}

    def stopped(self, subject: Any) -> list[Refusal]:
        """A plan that was handed down, or that waits for its number, takes no list."""
        waits = [one for one in change_refusals(subject, subject.versions, "") if one.code == "plan-awaits-number"]
        return owner_refusals(queries.is_own(subject)) + waits

    def cells(self, row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
        """The cells, with the task group of the heading in between."""
        found = super().cells(row, columns)
        if row.group and not found.get("group"):
            found["group"] = row.group
        return found

    def key(self, cells: Mapping[str, str]) -> str:
        """Lines of the same words, whatever their dấu."""
        return text.fold(cells.get(self.words, ""))

    def held_by(self, records: Sequence[int], since: datetime) -> list[Refusal]:
        """A version of the plan that was approved since holds what it prints."""
        days = incoming.printed_since(self.table, records, clock.local(since).date())
        return [Refusal("list-plan-approved-since", detail=text.day_text(max(days)))] if days else []


def unit_names() -> tuple[str, ...]:
    """The units of today, to choose from."""
    return tuple(unit.name for unit in places.units(clock.today()))


def group_names(plan: Plan) -> tuple[str, ...]:
    """The contents and task groups of a plan, to choose from."""
    return tuple(row.text for row in plan.contents)
