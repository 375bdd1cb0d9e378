"""Lines of lists written into a plan: targets and tasks that are new, or that say otherwise than the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app import audit, text
from app.plans.actions.lines import add_task_group
from app.plans.actions.parts import check_own
from app.plans.actions.targets import TargetFields, save_target
from app.plans.actions.tasks import TaskFields, save_task
from app.plans.models import Plan, Target, Task
from app.plans.rules import OTHER_GROUP
from app.plans.rules.tables import bare_group
from app.plans.rules.target_lines import ReadTarget
from app.plans.rules.target_lists import Value
from app.plans.rules.task_lines import ReadTask


@dataclass(frozen=True)
class ListedTarget:
    """A target as a list says it, and the one of the plan that it is; None for a new one."""

    read: ReadTarget
    target_id: int | None = None


@dataclass(frozen=True)
class ListedTask:
    """A task as a list says it, and the one of the plan that it is; None for a new one."""

    read: ReadTask
    task_id: int | None = None


def take_targets(plan: Plan, lines: Sequence[ListedTarget], reason: str = "") -> list[Target]:
    """Add the targets of a list to a plan, or say of a known one what the list says; what it leaves out stays.

    A task group that the plan does not have becomes one. Args: reason, why an issued plan is changed. Raises Refused;
    then nothing is written.
    """
    check_own(plan)
    known = {row.id: row for row in plan.targets}
    made = [_take_target(plan, one.read, known[one.target_id] if one.target_id else None, reason) for one in lines]
    audit.record("targets-pasted", plan, count=len(made))
    return made


def _take_target(plan: Plan, read: ReadTarget, row: Target | None, reason: str) -> Target:
    value = read.value or Value(row.comparator, row.value, row.value_words or "") if row else read.value or Value()
    fields = TargetFields(
        group=read.target_group or (row.group if row else OTHER_GROUP),
        number=(row.number or "") if row else read.number,
        label=read.label,
        year=read.year or 0,
        part=read.part,
        comparator=value.comparator,
        value=value.number,
        value_words=value.words,
        measure_unit=read.measure_unit or (row.measure_unit if row else ""),
        measure=row.measure if row else None,
        base=row.base if row else None,
        base_source=(row.base_source or "") if row else "",
        source=read.source,
        content_id=_group_of(plan, read.group, row.content_id if row else None, reason),
        due_on=read.due_on or (row.due_on if row else None),
        **_said(read, row, "product", "schedule"),
        **_owner(read, row),
    )
    return save_target(plan, row, fields, reason)


def take_tasks(plan: Plan, lines: Sequence[ListedTask], reason: str = "") -> list[Task]:
    """Add the tasks of a list to a plan, or say of a known one what the list says; what it leaves out stays.

    A task group that the plan does not have becomes one. Args: reason, why an issued plan is changed. Raises Refused;
    then nothing is written.
    """
    check_own(plan)
    known = {row.id: row for row in plan.tasks}
    made = [_take_task(plan, one.read, known[one.task_id] if one.task_id else None, reason) for one in lines]
    audit.record("tasks-pasted", plan, count=len(made))
    return made


def _take_task(plan: Plan, read: ReadTask, row: Task | None, reason: str) -> Task:
    fields = TaskFields(
        text=read.text,
        number=(row.number or "") if row else read.number,
        content_id=_group_of(plan, read.group, row.content_id if row else None, reason),
        target_id=row.target_id if row else None,
        starts_on=read.starts_on or (row.starts_on if row else None),
        due_on=read.due_on or (row.due_on if row else None),
        **_said(read, row, "helpers", "product", "schedule"),
        **_owner(read, row),
    )
    return save_task(plan, row, fields, reason)


def _said(read: ReadTarget | ReadTask, row: Target | Task | None, *names: str) -> dict[str, Any]:
    """What the list says of each, else what stands there."""
    return {name: getattr(read, name) or (getattr(row, name) or "" if row else "") for name in names}


def _owner(read: ReadTarget | ReadTask, row: Target | Task | None) -> dict[str, Any]:
    """Who is in charge: whom the list names, else whoever is; one of the books is not named a second time."""
    if read.owner or row is None:
        return {"unit_id": read.unit_id, "owner_name": "" if read.unit_id else read.owner}
    in_books = row.unit_id or row.person_id
    return {
        "unit_id": row.unit_id,
        "person_id": row.person_id,
        "owner_name": "" if in_books else row.owner_name or "",
    }


def _group_of(plan: Plan, words: str, known: int | None, reason: str) -> int | None:
    """The content of a plan with these words, made when there is none; what stands there when the list says none."""
    if not words:
        return known
    folded = {text.fold(words), text.fold(bare_group(words))}
    row = next((row for row in plan.contents if {text.fold(row.text), text.fold(bare_group(row.text))} & folded), None)
    return (row or add_task_group(plan, words, reason)).id
