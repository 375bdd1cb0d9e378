"""What a line of a list of tasks means beside the tasks that the plan has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import text
from app.plans.rules.incoming import Cells, Meaning, PlanBooks, judge_parts, owner_of
from app.plans.rules.tables import bare_group
from app.plans.rules.tasks import TaskValues, task_refusals
from app.plans.rules.tasks_pasted import TEXT, read_time
from app.reading.lines import Fault, Judged, Line
from app.refusals import Refusal

_AT = {"task-reversed": "due", "task-outside-plan": "due", "task-begins-after-plan": "starts"}


@dataclass(frozen=True)
class ReadTask:
    """A task as a line says it; empty what the list leaves out. `group` are the words of its task group."""

    number: str
    text: str
    group: str
    unit_id: int | None
    owner: str
    helpers: str
    product: str
    starts_on: date | None
    due_on: date | None
    schedule: str


def judge_tasks(lines: Sequence[Line], books: PlanBooks) -> list[Judged]:
    """Hold lines against the tasks of a plan."""
    return judge_parts(lines, books, TEXT, lambda cells: _meaning(cells, books))


def _meaning(cells: Cells, books: PlanBooks) -> Meaning:
    one = read_task(cells, books)
    # The number is not compared: an excerpt of a list counts its own lines.
    compared = {
        "text": one.text,
        "group": text.fold(bare_group(one.group)),
        "owner": owner_of(books, one.owner),
        "helpers": one.helpers,
        "product": one.product,
        "starts": one.starts_on,
        "due": one.due_on,
        "schedule": one.schedule,
    }
    found = [] if one.text else [Fault(TEXT, Refusal("task-empty"))]
    typed = TaskValues(one.starts_on, one.due_on, int(bool(one.owner)), unit_ended=False)
    found += [Fault(_AT[reason.code], reason) for reason in task_refusals(typed, books.first, books.last)]
    return Meaning(compared, tuple(found), one)


def read_task(cells: Cells, books: PlanBooks) -> ReadTask:
    """The task that cells say: "Quý IV/2026" is due on the last day of the quarter and keeps its words."""
    begins, due, words = read_time(cells.get("due", ""))
    if cells.get("starts"):
        typed_start, _due, start_words = read_time(cells["starts"], first=True)
        begins = typed_start or begins
        words = words if typed_start else "; ".join(part for part in (f"từ {start_words}", words) if part)
    owner = text.nfc(cells.get("owner", ""))
    return ReadTask(
        number=text.nfc(cells.get("number", "")),
        text=text.nfc(cells.get(TEXT, "")),
        group=text.nfc(cells.get("group", "")),
        unit_id=books.unit(owner),
        owner=owner,
        helpers=text.nfc(cells.get("helpers", "")),
        product=text.nfc(cells.get("product", "")),
        starts_on=begins,
        due_on=due,
        schedule=text.nfc("; ".join(part for part in (words, cells.get("schedule", "")) if part)),
    )
