"""The timetable of a plan: its tasks over months and years, on its page and on A4 landscape."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import charts, clock, htmx, text
from app.access import Can, needs
from app.plans import queries as plan_queries
from app.plans.models import Plan, Task
from app.plans.queries import tasks as queries
from app.plans.rules import tasks as rules
from app.plans.views import bp


@dataclass(frozen=True)
class Line:
    """One task of the timetable with its strip."""

    task: Task
    owner: str
    late: bool
    strip: str


@dataclass(frozen=True)
class Timetable:
    """The tasks of a plan by group, in the order of the plan, above one scale."""

    head: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    count: int
    late: int


def timetable_of(plan: Plan, year: int | None = None) -> Timetable | None:
    """The timetable of a plan, or of one of its years; None for a plan without tasks."""
    day = clock.today()
    first, last = plan.valid_from, plan.valid_until - timedelta(days=1)
    if year is not None:
        first, last = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    tasks = [task for task in queries.of_plan(plan) if _touches(task, first, last)]
    if not tasks and year is None:
        return None
    covered = charts.scale(first, last)
    lines = [_line(task, covered, day) for task in tasks]
    return Timetable(
        charts.heading(covered, day),
        tuple(_by_group(plan, lines)),
        len(lines),
        sum(line.late for line in lines),
    )


def _touches(task: Task, first: date, last: date) -> bool:
    return (task.due_on is None or task.due_on >= first) and (task.starts_on is None or task.starts_on <= last)


def _by_group(plan: Plan, lines: list[Line]) -> list[tuple[str, tuple[Line, ...]]]:
    found = []
    for content in plan.contents:
        under = tuple(line for line in lines if line.task.content_id == content.id)
        if under:
            found.append((content.text, under))
    known = {content.id for content in plan.contents}
    alone = tuple(line for line in lines if line.task.content_id not in known)
    return [*found, *([("", alone)] if alone else [])]


def _line(task: Task, covered: charts.Scale, day: date) -> Line:
    late = rules.is_late(task.state, task.due_on, day)
    drawn = charts.Strip(
        told=_told(task, late),
        start=task.starts_on,
        end=task.due_on,
        progress=task.progress,
        late=late,
        ended=task.state == rules.TaskState.CANCELLED,
    )
    return Line(task, queries.owner_label(task), late, charts.strip(covered, drawn, day))


def _told(task: Task, late: bool) -> str:
    begins = f"từ {text.day_text(task.starts_on)} " if task.starts_on else ""
    due = f"{begins}đến {text.day_text(task.due_on)}" if task.due_on else f"{begins}thường xuyên"
    return f"{due}, {task.progress} %{', quá hạn' if late else ''}"


@bp.context_processor
def _for_pages() -> dict[str, Any]:
    """What the page of a plan shows of its tasks, read only when it is asked for."""
    return {"timetable_of": timetable_of, "task_summary": lambda plan: queries.summary(plan, clock.today())}


@bp.get("/<int:plan_id>/timetable")
@needs(Can.PLAN_READ)
def timetable(plan_id: int) -> Response:
    """The timetable to look at and to print, whole or of one year."""
    plan = plan_queries.get(plan_id)
    last = plan.valid_until - timedelta(days=1)
    years = list(range(plan.valid_from.year, last.year + 1))
    asked = request.args.get("year", type=int)
    year = asked if asked in years and len(years) > 1 else None
    return htmx.page(
        "plans/timetable.html", plan=plan, last_day=last, chart=timetable_of(plan, year), years=years, year=year
    )
