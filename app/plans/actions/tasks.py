"""Verbs of tasks: add and change them, put them in order, give them to somebody else, report how they go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app import audit, clock, text
from app.db import db
from app.papers import queries as papers
from app.places import queries as places
from app.places.rules import in_force
from app.plans.actions.changes import record_change
from app.plans.actions.changes import refusals as change_refusals
from app.plans.actions.parts import check_own, remove
from app.plans.actions.targets import set_owner
from app.plans.models import Plan, Task, TaskStep
from app.plans.queries import closings
from app.plans.rules import tasks as rules
from app.plans.rules.changes import PlanState
from app.plans.rules.tasks import StepValues, TaskState, TaskValues
from app.refusals import Refusal, refuse_if
from app.tenancy import actor_of

PART = "task"


@dataclass(frozen=True, kw_only=True)
class TaskFields:
    """What an official types of a task; `owner_name` is somebody in no book, `due_on` None a standing task."""

    text: str
    number: str = ""
    content_id: int | None = None
    target_id: int | None = None
    unit_id: int | None = None
    person_id: int | None = None
    owner_name: str = ""
    helpers: str = ""
    product: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    schedule: str = ""


def save_task(plan: Plan, task: Task | None, fields: TaskFields, reason: str = "") -> Task:
    """Add a task to a plan or change it. Args: reason, why an issued plan is changed. Raises Refused."""
    check_own(plan)
    before = task_words(task) if task else ""
    planned = Task()
    with db.session.no_autoflush:
        _fill(planned, fields)
    after = task_words(planned)
    found = _refusals(plan, task, fields)
    refuse_if(found + change_refusals(plan, before, after, reason))
    record_change(plan, PART, text.nfc(fields.text), before, after, reason)
    if task is None:
        task = Task(position=max((row.position for row in plan.tasks), default=-1) + 1, text="")
        plan.tasks.append(task)
    with db.session.no_autoflush:
        _fill(task, fields)
    audit.record("task-saved", task, name=task_name(task))
    return task


def _refusals(plan: Plan, task: Task | None, fields: TaskFields) -> list[Refusal]:
    """Why a task cannot be so; a unit that has it already may stay on record after it ended."""
    unit = places.unit(fields.unit_id) if fields.unit_id else None
    known = task.unit_id if task else None
    ended = unit is not None and unit.id != known and not in_force(unit, clock.today())
    owners = sum(1 for one in (fields.unit_id, fields.person_id, fields.owner_name.strip()) if one)
    found = [] if fields.text.strip() else [Refusal("task-empty")]
    if fields.unit_id and unit is None:
        found.append(Refusal("task-owner-unknown"))
    typed = TaskValues(fields.starts_on, fields.due_on, owners, ended)
    found += rules.task_refusals(typed, plan.valid_from, plan.valid_until - timedelta(days=1))
    if fields.content_id is not None and all(row.id != fields.content_id for row in plan.contents):
        found.append(Refusal("content-unknown"))
    if fields.target_id is not None and all(row.id != fields.target_id for row in plan.targets):
        found.append(Refusal("task-target-unknown"))
    return found


def _fill(row: Task, fields: TaskFields) -> None:
    row.text, row.number = text.nfc(fields.text), text.nfc(fields.number) or None
    row.content_id, row.target_id = fields.content_id, fields.target_id
    row.helpers, row.product = text.nfc(fields.helpers) or None, text.nfc(fields.product) or None
    row.starts_on, row.due_on, row.schedule = fields.starts_on, fields.due_on, text.nfc(fields.schedule) or None
    set_owner(row, fields.unit_id, fields.person_id, fields.owner_name)


def task_words(task: Task) -> str:
    """What a task says in one line, as changes keep it: what, who, with whom, product, time."""
    begins = f"từ {text.day_text(task.starts_on)}" if task.starts_on else ""
    due = f"hạn {text.day_text(task.due_on)}" if task.due_on else ""
    helpers = f"phối hợp: {task.helpers}" if task.helpers else ""
    said = [task.text, task.owner_name or "", helpers, task.product or "", begins, due, task.schedule or ""]
    return "; ".join(words for words in said if words)


def task_name(task: Task) -> str:
    """What the log calls a task: its number and its first words."""
    words = task.text if len(task.text) <= 80 else f"{task.text[:80].rsplit(' ', 1)[0]} …"
    return f"{task.number}. {words}" if task.number else words


def remove_task(plan: Plan, task: Task, reason: str = "") -> None:
    """Take a task out of a plan of which nobody reported anything. Raises Refused."""
    check_own(plan)
    words = task_words(task)
    refuse_if(rules.remove_refusals(len(task.steps)) + change_refusals(plan, words, "", reason))
    record_change(plan, PART, task.text, words, "", reason)
    audit.record("task-removed", plan, name=task_name(task))
    remove(plan.tasks, task)


def arrange(plan: Plan, order: Sequence[tuple[Task, str]], reason: str = "") -> None:
    """Put the tasks of a plan in this order with these numbers; a task that is not named stays behind the others.

    Args: order, each task with its number, empty for none. Raises Refused.
    """
    check_own(plan)
    before = _order_words([(row.number or "", row) for row in plan.tasks])
    after = _order_words([(number, row) for row, number in order])
    record_change(plan, PART, "Thứ tự, số của các nhiệm vụ", before, after, reason)
    named = {row.id for row, _number in order}
    rest = [(row, row.number or "") for row in plan.tasks if row.id not in named]
    for place, (row, number) in enumerate([*order, *rest]):
        row.position, row.number = place, text.nfc(number) or None
    plan.tasks.sort(key=lambda row: row.position)
    audit.record("tasks-arranged", plan, count=len(plan.tasks))


def _order_words(rows: Sequence[tuple[str, Task]]) -> str:
    return "; ".join(f"{number} {row.text}".strip() for number, row in rows)


def numbered(plan: Plan, rows: Sequence[Task]) -> list[tuple[Task, str]]:
    """The tasks by group in this order, each with its number: "2.1" is the first of the second group, or "1", "2"."""
    groups = [content for content in plan.contents if any(row.content_id == content.id for row in rows)]
    if not groups:
        return [(row, str(place)) for place, row in enumerate(rows, start=1)]
    found: list[tuple[Task, str]] = []
    for place, content in enumerate(groups, start=1):
        under = [row for row in rows if row.content_id == content.id]
        found += [(row, f"{place}.{at}") for at, row in enumerate(under, start=1)]
    known = {content.id for content in groups}
    alone = [row for row in rows if row.content_id not in known]
    return found + [(row, str(len(groups) + at)) for at, row in enumerate(alone, start=1)]


def hand_over(plan: Plan, chosen: Sequence[tuple[Task, int]], reason: str = "") -> None:
    """Give tasks to units of today: after the owner was dissolved, or after a plan was made on another's.

    Args: chosen, each task with the id of its unit; reason, why; asked too where somebody is relieved in a draft.
    Raises Refused.
    """
    check_own(plan)
    units = {unit.id: unit for unit in places.units(clock.today())}
    found = [] if chosen else [Refusal("owner-nothing-chosen")]
    if any(unit_id not in units for _task, unit_id in chosen):
        found.append(Refusal("owner-ended"))
    if any(task.owner_name for task, _unit_id in chosen) and not reason.strip():
        found.append(Refusal("handing-over-reason-missing"))
    if not found and chosen:
        found += change_refusals(plan, "", units[chosen[0][1]].name, reason)
    refuse_if(found)
    for task, unit_id in chosen:
        before, words = task.owner_name or "", task_words(task)
        with db.session.no_autoflush:
            set_owner(task, unit_id, None, "")
        record_change(plan, PART, task.text, words, task_words(task), reason)
        audit.record(
            "task-handed-over", task, name=task_name(task), before=before, after=task.owner_name, reason=reason
        )


# ---- how a task goes


def report(
    task: Task, *, day: date, words: str, done: bool, progress: int = 0, paper_code: str = "", reason: str = ""
) -> TaskStep:
    """Write down how a task stands on a day, with the sealed paper that proves it; done means all of it.

    Args: progress in percent; paper_code, the short code of a paper, or ""; reason, why figures that were closed are
    changed. Raises Refused.
    """
    check_own(task.plan)
    step = StepValues(day, done, rules.WHOLE if done else progress)
    found = rules.step_refusals(
        task.state,
        step,
        today=clock.today(),
        last=_last_day(task),
        issued=task.plan.state == PlanState.ISSUED,
        closed=_closed(task, day),
        reason=reason,
    )
    paper = papers.by_code(paper_code) if paper_code.strip() else None
    if paper_code.strip() and paper is None:
        found.append(Refusal("step-paper-unknown", detail=text.nfc(paper_code)))
    refuse_if(found + _words_missing(words))
    state = TaskState.DONE if done else TaskState.DOING
    task.done_on = day if done else None
    row = _step(task, state, step.progress, words, day)
    row.paper_id = paper.id if paper else None
    audit.record("task-reported", task, name=task_name(task), progress=step.progress, reason=text.nfc(reason))
    return row


def _words_missing(words: str) -> list[Refusal]:
    return [] if words.strip() else [Refusal("step-words-missing")]


def _last_day(task: Task) -> date | None:
    return max((one.day for one in task.steps), default=None)


def _closed(task: Task, day: date) -> bool:
    closing = closings.standing(task.plan)
    return closing is not None and day < closing.until


def cancel(task: Task, reason: str) -> None:
    """Give a task up, saying why; in an issued plan this is a change of the plan. Raises Refused."""
    check_own(task.plan)
    refuse_if(rules.cancel_refusals(task.state, reason))
    record_change(task.plan, PART, task.text, task_words(task), "Dừng thực hiện", reason)
    task.ended_reason, task.done_on = text.nfc(reason), None
    _step(task, TaskState.CANCELLED, task.progress, reason, clock.today())
    audit.record("task-cancelled", task, name=task_name(task), reason=task.ended_reason)


def reopen(task: Task, reason: str) -> None:
    """Take up again a task that was done or given up, saying why. Raises Refused."""
    check_own(task.plan)
    found = rules.reopen_refusals(task.state, reason)
    refuse_if(found)
    if task.state == TaskState.CANCELLED:
        record_change(task.plan, PART, task.text, "Dừng thực hiện", task_words(task), reason)
    task.ended_reason = task.done_on = None
    progress = min(task.progress, rules.WHOLE - 1) if task.state == TaskState.DONE else task.progress
    _step(task, TaskState.DOING, progress, reason, clock.today())
    audit.record("task-reopened", task, name=task_name(task), reason=text.nfc(reason))


def _step(task: Task, state: TaskState, progress: int, words: str, day: date) -> TaskStep:
    """One more step, which says how the task stands from now on."""
    task.state, task.progress = state, progress
    step = TaskStep(
        day=day,
        state=state,
        progress=progress,
        text=text.nfc_multiline(words),
        by=actor_of(db.session()).name,
        at=clock.now(),
    )
    task.steps.append(step)
    db.session.flush()
    return step


def fields_of(task: Task) -> TaskFields:
    """What a task says, as save_task takes it: to change one thing of it and leave the rest."""
    free = "" if task.unit_id or task.person_id else task.owner_name or ""
    return TaskFields(
        text=task.text,
        number=task.number or "",
        content_id=task.content_id,
        target_id=task.target_id,
        unit_id=task.unit_id,
        person_id=task.person_id,
        owner_name=free,
        helpers=task.helpers or "",
        product=task.product or "",
        starts_on=task.starts_on,
        due_on=task.due_on,
        schedule=task.schedule or "",
    )
