"""Reads of tasks: the list by owner and state, what is late, what each plan's tasks come to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, and_, case, cast, func, select, tuple_
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import NotFound

from app import text
from app.db import db
from app.people.models import Person
from app.places.models import Unit
from app.plans.models import Content, Plan, Target, Task, TaskStep
from app.plans.rules.changes import PlanState
from app.plans.rules.tasks import UNENDED, TaskOrder, TaskState
from app.tenancy import scope_of

PAGE = 50
LATE, UNDONE, OWNER_ENDED = "late", "undone", "owner-ended"  # what a list may be narrowed to besides a state
PRINTED = 2_000  # tasks on one printed list


@dataclass(frozen=True)
class TaskSummary:
    """How the tasks of a plan stood on a day: how many in each state, how many late, how many done after their day.

    `doing` and `open_` are not ended; `late` of them should have been done before the day; `standing` of them have
    no day (thường xuyên). `done_late` are part of `done`.
    """

    total: int
    open_: int
    doing: int
    done: int
    cancelled: int
    late: int
    done_late: int
    standing: int

    @property
    def counted(self) -> int:
        """The tasks that are meant to be done: all without those given up."""
        return self.total - self.cancelled


def summary(plan: Plan | None, day: date) -> TaskSummary:
    """What the tasks of a plan come to on a day, in one statement; of all issued own plans when none is named.

    The states are those of today: what is asked of a past day tells what is late by it.
    """
    chosen = select(*_counts(day)).select_from(Task).join(Plan, Plan.id == Task.plan_id)
    row = db.session.execute(chosen.where(_of(plan))).one()
    return TaskSummary(*(int(value or 0) for value in row))


def by_unit(plan: Plan | None, day: date) -> list[tuple[str, TaskSummary]]:
    """What the tasks of each owner come to, by the name under which the owner stands in the plan."""
    chosen = select(Task.owner_name, *_counts(day)).select_from(Task).join(Plan, Plan.id == Task.plan_id)
    found = db.session.execute(chosen.where(_of(plan)).group_by(Task.owner_name))
    rows = sorted(found, key=lambda row: text.fold_key(row[0] or ""))
    return [(row[0] or "", TaskSummary(*(int(value or 0) for value in row[1:]))) for row in rows]


def done_between(plan: Plan | None, start: date, end: date) -> list[Task]:
    """The tasks done from one day until another, which does not belong to it, in the order in which they were done."""
    chosen = select(Task).join(Plan, Plan.id == Task.plan_id)
    chosen = chosen.where(_of(plan), Task.state == TaskState.DONE, Task.done_on >= start, Task.done_on < end)
    return list(db.session.scalars(chosen.order_by(Task.done_on, Task.id)))


def late_on(plan: Plan | None, day: date, limit: int = PRINTED) -> list[Task]:
    """The tasks that should have been done before a day and are not, the longest waiting first."""
    chosen = select(Task).join(Plan, Plan.id == Task.plan_id).where(_of(plan), *_late(day))
    return list(db.session.scalars(chosen.order_by(Task.due_on, Task.id).limit(limit)))


def _of(plan: Plan | None) -> Any:
    if plan is not None:
        return Task.plan_id == plan.id
    return and_(Task.owner_id == scope_of(db.session()).home, Plan.state == PlanState.ISSUED)


def _counts(day: date) -> list[Any]:
    unended = Task.state.in_(UNENDED)
    return [
        func.count(Task.id),
        *(_sum(Task.state == state) for state in (TaskState.OPEN, TaskState.DOING, TaskState.DONE)),
        _sum(Task.state == TaskState.CANCELLED),
        _sum(and_(*_late(day))),
        _sum(and_(Task.state == TaskState.DONE, Task.done_on > Task.due_on)),
        _sum(and_(unended, Task.due_on.is_(None))),
    ]


def _sum(condition: Any) -> Any:
    return cast(func.sum(case((condition, 1), else_=0)), Integer)


def _late(day: date) -> list[Any]:
    return [Task.state.in_(UNENDED), Task.due_on < day]


# ---- one task, the tasks of a plan


def get(plan: Plan, task_id: int) -> Task:
    """A task of this plan; any other id is not found."""
    found = db.session.get(Task, task_id)
    if found is None or found.plan_id != plan.id:
        raise NotFound
    return found


def step(task: Task, step_id: int) -> TaskStep:
    """A step of this task; any other id is not found."""
    found = db.session.get(TaskStep, step_id)
    if found is None or found.task_id != task.id:
        raise NotFound
    return found


def steps_of(task: Task) -> list[TaskStep]:
    """The steps of a task, the newest first."""
    chosen = select(TaskStep).where(TaskStep.task_id == task.id)
    return list(db.session.scalars(chosen.order_by(TaskStep.day.desc(), TaskStep.id.desc())))


def of_plan(plan: Plan) -> list[Task]:
    """The tasks of a plan in its order, with their owners, in a fixed number of statements."""
    chosen = select(Task).where(Task.plan_id == plan.id).order_by(Task.position, Task.id)
    return list(db.session.scalars(_with_owners(chosen)))


# ---- the list


@dataclass(frozen=True)
class Wanted:
    """Which tasks a list shows; what is None or empty leaves it open.

    `state` is one of TaskState, or "late", "soon", "owner-ended"; `unit_ids` are those of whoever asks for the tasks
    of their own unit.
    """

    words: str = ""
    plan_id: int | None = None
    unit_id: int | None = None
    unit_ids: Collection[int] | None = None
    state: str = ""
    first: date | None = None
    last: date | None = None


def listed(
    wanted: Wanted, day: date, order: TaskOrder = TaskOrder.DUE, after: int | None = None, limit: int = PAGE + 1
) -> list[Task]:
    """The tasks of the own plans as filtered and ordered, from behind a task on; one more than a page holds.

    Args: day, by which they are late; after, the last task of the page before.
    """
    columns = _KEYS[order]
    chosen = _with_owners(_filtered(select(Task), wanted, day)).options(selectinload(Task.plan))
    last = db.session.execute(select(*columns).where(Task.id == after)).one_or_none() if after else None
    if last is not None:
        chosen = chosen.where(tuple_(*columns) > tuple(last))
    return list(db.session.scalars(chosen.order_by(*columns).limit(limit)))


def count(wanted: Wanted, day: date) -> int:
    """How many tasks a filter finds."""
    return int(db.session.scalar(_filtered(select(func.count(Task.id)), wanted, day)) or 0)


_NEVER = date(9999, 12, 31)  # by which standing tasks come last
_DUE = func.coalesce(Task.due_on, _NEVER)
_ENDED = case((Task.state.in_(UNENDED), 0), else_=1)  # what is still to be done stands first
_KEYS: dict[TaskOrder, tuple[Any, ...]] = {
    TaskOrder.NUMBER: (Task.plan_id, Task.position, Task.id),
    TaskOrder.DUE: (_ENDED, _DUE, Task.id),
    TaskOrder.OWNER: (func.coalesce(Task.owner_name, ""), _DUE, Task.id),
    TaskOrder.PROGRESS: (Task.progress, _DUE, Task.id),
}


def _with_owners(chosen: Select[Any]) -> Select[Any]:
    return chosen.options(selectinload(Task.unit), selectinload(Task.person), selectinload(Task.content))


def _filtered(chosen: Select[Any], wanted: Wanted, day: date) -> Select[Any]:
    chosen = chosen.where(Task.owner_id == scope_of(db.session()).home)
    if wanted.plan_id is not None:
        chosen = chosen.where(Task.plan_id == wanted.plan_id)
    if wanted.unit_id is not None:
        chosen = chosen.where(Task.unit_id == wanted.unit_id)
    if wanted.unit_ids is not None:
        chosen = chosen.where(Task.unit_id.in_(sorted(wanted.unit_ids)))
    if wanted.first is not None:
        chosen = chosen.where(Task.due_on >= wanted.first)
    if wanted.last is not None:
        chosen = chosen.where(Task.due_on <= wanted.last)
    for condition in _stated(wanted.state, day):
        chosen = chosen.where(condition)
    for word in text.fold(wanted.words).split():
        chosen = chosen.where(Task.search_fold.contains(word, autoescape=True))
    return chosen


def _stated(state: str, day: date) -> list[Any]:
    """What a chosen state asks of a task."""
    if state == LATE:
        return _late(day)
    if state == UNDONE:
        return [Task.state.in_(UNENDED)]
    if state == OWNER_ENDED:
        ended = select(Unit.id).where(Unit.valid_until <= day)
        return [Task.state.in_(UNENDED), Task.unit_id.in_(ended)]
    return [Task.state == state] if state in tuple(TaskState) else []


# ---- the desk


def due_until(day: date, unit_ids: Collection[int] | None = None, limit: int = PAGE) -> list[Task]:
    """The tasks of issued own plans that are due up to a day and not ended, the first due first.

    Args: unit_ids, the units of whoever asks; None means the tasks of everybody.
    """
    chosen = select(Task).join(Plan, Plan.id == Task.plan_id)
    chosen = chosen.where(_of(None), Task.state.in_(UNENDED), Task.due_on <= day)
    if unit_ids is not None:
        chosen = chosen.where(Task.unit_id.in_(sorted(unit_ids)))
    return list(db.session.scalars(chosen.order_by(Task.due_on, Task.id).limit(limit)))


def count_late(day: date) -> int:
    """How many tasks of issued own plans should have been done before a day and are not."""
    return summary(None, day).late


def without_owner(day: date) -> int:
    """How many unended tasks of issued own plans have an owner that does not exist any more."""
    chosen = select(func.count(Task.id)).join(Plan, Plan.id == Task.plan_id)
    return int(db.session.scalar(chosen.where(_of(None), *_stated(OWNER_ENDED, day))) or 0)


# ---- what the forms choose from


def contents_of(plan: Plan) -> list[Content]:
    """What a task may stand under: the task groups of its plan, or the contents of a plan that has none."""
    groups = [row for row in plan.contents if row.kind == "task-group"]
    return groups or list(plan.contents)


def targets_of(plan: Plan) -> list[Target]:
    """The targets a task may serve."""
    return list(plan.targets)


def unit_ended(task: Task, day: date) -> bool:
    """Whether the unit that does a task does not exist any more on a day: somebody else has to take it over."""
    return task.unit is not None and task.unit.valid_until is not None and task.unit.valid_until <= day


def owner_label(task: Task) -> str:
    """Who does a task, as it is called today; the name it was entered with where the book does not have it."""
    row: Unit | Person | None = task.unit or task.person
    return row.name if row is not None else task.owner_name or ""
