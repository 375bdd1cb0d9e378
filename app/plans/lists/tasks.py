"""The list of tasks of a plan, from the annex that says who does what until when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app import clock
from app.plans.actions.listing import ListedTask, take_tasks
from app.plans.lists.parts import PlanList, group_names, unit_names
from app.plans.models import Task
from app.plans.queries import incoming
from app.plans.rules.task_lines import judge_tasks
from app.plans.rules.tasks_pasted import COLUMNS, lay_out_tasks
from app.reading import Columns, Layout, Sheet
from app.reading.lines import Field, Judged, Line


class TaskList(PlanList):
    """Tasks with who does them, what they yield and when they are due."""

    name = "tasks"
    words = "text"
    anchor = "tasks"
    table = Task

    def columns(self, subject: Any) -> Columns:
        """The columns of annexes of tasks."""
        return COLUMNS

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """What is to be done first, then by whom and until when."""
        units = unit_names()
        return (
            Field("number", width="short"),
            Field("text", width="long", required=True),
            Field("group", offers=group_names(subject)),
            Field("owner", offers=units),
            Field("helpers"),
            Field("product"),
            Field("starts", "day", "short"),
            Field("due", "day", "short"),
            Field("schedule"),
        )

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the list."""
        return lay_out_tasks(sheet)

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against the tasks of the plan."""
        return judge_tasks(lines, incoming.task_books(subject, clock.today(), options.get("reason", "")))

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Add what is new, say of the others what the list says."""
        lines = [ListedTask(one.record, one.twin.id if one.twin else None) for one in judged]
        return [row.id for row in take_tasks(subject, lines, options.get("reason", ""))]

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """All tasks of the plan."""
        return incoming.tasks_told(subject)
