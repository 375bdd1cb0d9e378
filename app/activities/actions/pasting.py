"""A pasted list of activities taken into the book in one step."""

from collections.abc import Sequence

from app import audit, clock
from app.activities.actions.activities import Details, save_activity
from app.activities.models import Activity
from app.activities.queries import activities as queries
from app.activities.rules import activities as rules
from app.activities.rules.activities import ActivityState
from app.activities.rules.pasting import Read
from app.plans.models import Plan
from app.refusals import Refusal, refuse_if


def take_list(lines: Sequence[Read], plan: Plan | None, late_reason: str = "") -> list[Activity]:
    """Enter every line of a list as an activity of its own.

    Raises Refused when a line was not understood, lies outside the plan, or falls into closed figures without a reason.
    """
    refuse_if([reason for one in lines for reason in one.faults] + _list_refusals(lines, plan, late_reason))
    made = [save_activity(None, _details(one, plan, late_reason)) for one in lines]
    audit.record("activities-pasted", made[0], count=len(made))
    return made


def _list_refusals(lines: Sequence[Read], plan: Plan | None, late_reason: str) -> list[Refusal]:
    found = []
    outside = [
        str(one.number)
        for one in lines
        if one.day and plan and rules.plan_faults(one.day, plan.valid_from, plan.valid_until)
    ]
    if outside:
        found.append(Refusal("paste-outside-plan", detail=", ".join(outside[:10])))
    late = [str(one.number) for one in lines if one.state(clock.today()) == ActivityState.HELD and _closed(one)]
    if late and not late_reason:
        found.append(Refusal("paste-after-closing", detail=", ".join(late[:10])))
    return found


def _closed(line: Read) -> bool:
    return queries.is_closed(line.day, line.last_day)


def _details(line: Read, plan: Plan | None, late_reason: str) -> Details:
    assert line.day is not None
    today = clock.today()
    late = late_reason if line.state(today) == ActivityState.HELD and _closed(line) else ""
    return Details(
        kind=line.kind,
        title=line.title,
        day=line.day,
        state=line.state(today),
        last_day=line.last_day,
        plan=plan,
        place=line.cell("place"),
        held_by=line.cell("held_by"),
        hamlets=queries.hamlets_of([line.hamlet_id] if line.hamlet_id else []),
        numbers=line.numbers,
        count=line.count,
        minutes=line.minutes,
        outlet=line.cell("outlet"),
        link=line.cell("link"),
        note=line.cell("note"),
        late_reason=late,
    )
