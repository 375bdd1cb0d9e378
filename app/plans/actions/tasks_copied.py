"""Copying the tasks of a plan into one that is made after it."""

from datetime import timedelta

from app.plans.models import Plan, Target, Task
from app.plans.rules.tasks import TaskState


def copy_tasks(source: Plan, plan: Plan) -> None:
    """Copy the tasks of a plan handed down into one made after it, under groups and targets of the same words.

    Who does them above is no unit of this authority: an official here names one. What was given up above, or was due
    before the new plan begins, is left; a later day than the new plan has becomes its last one.
    """
    contents = {(row.kind, row.text): row.id for row in plan.contents}
    targets = {_key(row): row.id for row in plan.targets}
    by_content: dict[int | None, int | None] = {row.id: contents.get((row.kind, row.text)) for row in source.contents}
    by_target: dict[int | None, int | None] = {row.id: targets.get(_key(row)) for row in source.targets}
    last = plan.valid_until - timedelta(days=1)
    for task in source.tasks:
        if task.state == TaskState.CANCELLED or (task.due_on and task.due_on < plan.valid_from):
            continue
        plan.tasks.append(
            Task(
                position=task.position,
                number=task.number,
                text=task.text,
                content_id=by_content.get(task.content_id),
                target_id=by_target.get(task.target_id),
                helpers=task.helpers,
                product=task.product,
                starts_on=task.starts_on if task.starts_on and task.starts_on <= last else None,
                due_on=min(task.due_on, last) if task.due_on else None,
                schedule=task.schedule,
            )
        )


def _key(row: Target) -> tuple[str, str, int, str]:
    return row.group, row.label, row.year, row.part
