"""Rules of tasks: their states, when one is late, what may be said of how it goes. Plain Python."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import text
from app.refusals import Refusal
from app.workdays import Calendar

WHOLE = 100
SOON = 10  # working days before its deadline in which a task stands on the desk of who does it


class TaskState(StrEnum):
    """How a task stands: nobody began, it is being done, it is done, it was given up."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    CANCELLED = "cancelled"


ENDED = frozenset({TaskState.DONE, TaskState.CANCELLED})
UNENDED = (TaskState.OPEN, TaskState.DOING)


class TaskOrder(StrEnum):
    """By what a list of tasks is ordered."""

    NUMBER = "number"
    DUE = "due"
    OWNER = "owner"
    PROGRESS = "progress"


@dataclass(frozen=True)
class TaskValues:
    """A task as it was typed: what its days and its owner must fit together with."""

    starts_on: date | None
    due_on: date | None
    owners: int
    unit_ended: bool


def task_refusals(typed: TaskValues, first: date, last: date) -> list[Refusal]:
    """Why a task cannot be saved: its days are the wrong way round or lie outside the plan, its owner is none or two.

    Args: first and last day of the plan's period.
    """
    found = []
    if typed.starts_on and typed.due_on and typed.due_on < typed.starts_on:
        found.append(Refusal("task-reversed"))
    if typed.due_on and not first <= typed.due_on <= last:
        found.append(Refusal("task-outside-plan", detail=f"{text.day_text(first)} đến hết {text.day_text(last)}"))
    if typed.starts_on and typed.starts_on > last:
        found.append(Refusal("task-begins-after-plan", detail=text.day_text(last)))
    if typed.unit_ended:
        found.append(Refusal("owner-ended"))
    if typed.owners > 1:
        found.append(Refusal("owner-twice"))
    return found


@dataclass(frozen=True)
class StepValues:
    """What an official says of a task: the day, whether it is done by it, how far it is in percent."""

    day: date
    done: bool
    progress: int


def step_refusals(
    state: str, typed: StepValues, *, today: date, last: date | None, issued: bool, closed: bool, reason: str
) -> list[Refusal]:
    """Why a step cannot be written down; empty means it can.

    Args: state of the task; last, the day of its latest step; issued, whether its plan is; closed, whether the day
    lies in figures that went into a report; reason, why they are changed after all.
    """
    found = report_refusals(state, issued=issued)
    if typed.day > today:
        found.append(Refusal("step-ahead", detail=text.day_text(today)))
    elif last is not None and typed.day < last:
        found.append(Refusal("step-before-last", detail=text.day_text(last)))
    if not 0 <= typed.progress <= WHOLE:
        found.append(Refusal("progress-above-hundred"))
    elif typed.progress == WHOLE and not typed.done:
        found.append(Refusal("progress-whole-not-done"))
    if closed and not reason.strip():
        found.append(Refusal("figures-closed"))
    return found


def report_refusals(state: str, *, issued: bool) -> list[Refusal]:
    """Why nothing can be reported of a task: its plan is not issued yet, or it has ended."""
    found = [] if issued else [Refusal("task-plan-not-issued")]
    return found + ([Refusal("task-ended")] if state in ENDED else [])


def cancel_refusals(state: str, reason: str) -> list[Refusal]:
    """Why a task cannot be given up: it has ended, or nobody said why."""
    found = [Refusal("task-ended")] if state in ENDED else []
    return found + _unsaid(reason)


def reopen_refusals(state: str, reason: str) -> list[Refusal]:
    """Why a task cannot be taken up again: it has not ended, or nobody said why."""
    found = [] if state in ENDED else [Refusal("task-not-ended")]
    return found + _unsaid(reason)


def _unsaid(reason: str) -> list[Refusal]:
    return [] if reason.strip() else [Refusal("task-reason-missing")]


def remove_refusals(steps: int) -> list[Refusal]:
    """Why a task cannot be taken out of its plan: what was reported of it would go too, so it is given up instead."""
    return [Refusal("task-has-steps", detail=str(steps))] if steps else []


def is_late(state: str, due_on: date | None, day: date) -> bool:
    """Whether a task should have been done before this day and is not; a standing one is never late."""
    return state not in ENDED and due_on is not None and due_on < day


def was_late(due_on: date | None, done_on: date | None) -> bool:
    """Whether a task was done after its day."""
    return due_on is not None and done_on is not None and done_on > due_on


def left_words(due_on: date, day: date, calendar: Calendar) -> str:
    """How much time a task has left, in working days, as the pages say it."""
    left = calendar.between(day, due_on)
    if due_on < day:
        return f"quá hạn {text.number_text(-left)} ngày làm việc" if left else "quá hạn"
    return f"còn {text.number_text(left)} ngày làm việc" if left else "hạn hôm nay"
