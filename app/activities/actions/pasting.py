"""Lines of a list of activities written into the book: new ones, and known ones of which the list says more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app import audit, clock
from app.activities.actions.activities import Details, save_activity
from app.activities.models import Activity
from app.activities.queries import activities as queries
from app.activities.rules.activities import ActivityKind, ActivityState, Numbers
from app.activities.rules.pasting import WORDS, Read
from app.plans.models import Plan


@dataclass(frozen=True)
class ListedActivity:
    """An activity as a list says it, and the one of the book that it is; None for a new one."""

    read: Read
    activity_id: int | None = None


def take_list(lines: Sequence[ListedActivity], plan: Plan | None, late_reason: str = "") -> list[Activity]:
    """Enter new activities, say of known ones what the list says; what it leaves out stays.

    Args: plan, that of the new ones; late_reason, why something is entered into closed figures. Raises Refused.
    """
    made = []
    for one in lines:
        row = queries.get(one.activity_id) if one.activity_id else None
        made.append(save_activity(row, _corrected(row, one.read) if row else _new(one.read, plan, late_reason)))
    audit.record("activities-pasted", made[0], count=len(made))
    return made


def _new(read: Read, plan: Plan | None, late_reason: str) -> Details:
    assert read.day is not None
    state = read.state_on(clock.today())
    late = late_reason if state == ActivityState.HELD and queries.is_closed(read.day, read.last_day) else ""
    words: dict[str, Any] = {name: read.words.get(name, "") for name in WORDS}
    return Details(
        kind=read.kind or ActivityKind.OTHER,
        title=read.title,
        day=read.day,
        state=state,
        last_day=read.last_day,
        plan=plan,
        hamlets=queries.hamlets_of(list(read.hamlet_ids)),
        numbers=read.numbers,
        count=read.count or 1,
        minutes=read.minutes,
        late_reason=late,
        **words,
    )


def _corrected(row: Activity, read: Read) -> Details:
    """The activity as it stands, with what the list says of it."""
    kept = ("starts_at", "plan", "task_id", "campaign_id", "unit", "collective", "counted_how", "day")
    stands: dict[str, Any] = {name: getattr(row, name) for name in kept}
    words: dict[str, Any] = {name: read.words.get(name, "") or getattr(row, name) for name in WORDS}
    said = read.numbers
    numbers = Numbers(
        row.reached if said.reached is None else said.reached, row.turns if said.turns is None else said.turns
    )
    return Details(
        **stands,
        kind=(read.words.get("kind") and read.kind) or row.kind,
        title=read.title,
        state=read.state or row.state,
        last_day=read.last_day or row.last_day,
        hamlets=queries.hamlets_of(list(read.hamlet_ids)) if read.hamlet_ids else [of.hamlet for of in row.hamlets],
        numbers=numbers,
        count=read.count or row.count,
        minutes=read.minutes if read.minutes is not None else row.minutes,
        late_reason=row.late_reason or "",
        **words,
    )
