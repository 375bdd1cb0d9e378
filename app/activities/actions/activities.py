"""Verbs of activities: enter one, write down how it went, cancel it, plan it again, take off one entered by mistake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app import audit, clock, tenancy, text
from app.activities.models import Activity, ActivityHamlet, ActivityPart
from app.activities.queries import activities as queries
from app.activities.queries import visits
from app.activities.rules import activities as rules
from app.activities.rules import visits as visits_rules
from app.activities.rules.activities import ActivityState, Numbers, Said
from app.db import db
from app.people.models import Collective, Person
from app.places.models import Hamlet, Unit
from app.plans.models import Plan
from app.refusals import Refusal, refuse_if


@dataclass(frozen=True)
class Details:
    """An activity as it is entered; `numbers` are those of the whole, None where nobody counted."""

    kind: str
    title: str
    day: date
    state: str = ActivityState.PLANNED
    last_day: date | None = None
    starts_at: str | None = None
    place: str | None = None
    plan: Plan | None = None
    task_id: int | None = None
    campaign_id: int | None = None
    unit: Unit | None = None
    collective: Collective | None = None
    held_by: str | None = None
    hamlets: Sequence[Hamlet] = ()
    numbers: Numbers = Numbers()
    counted_how: str | None = None
    count: int = 1
    minutes: int | None = None
    outlet: str | None = None
    link: str | None = None
    note: str | None = None
    late_reason: str = ""

    @property
    def said(self) -> Said:
        """What it says about its time."""
        return Said(self.state, self.day, self.last_day, self.late_reason)


def save_activity(activity: Activity | None, details: Details) -> Activity:
    """Enter an activity, planned or already held, or correct it. Raises Refused with every reason."""
    refuse_if(save_refusals(activity, details))
    made = activity or Activity(entered_by=tenancy.actor_of(db.session()).name)
    _write(made, details)
    db.session.add(made)
    db.session.flush()
    _set_hamlets(made, details)
    audit.record("activity-saved", made, title=made.title, day=made.day.isoformat(), late=details.late_reason)
    return made


def save_refusals(activity: Activity | None, details: Details) -> list[Refusal]:
    """Why an activity cannot be entered or corrected so; empty means it can."""
    before = (activity.day, activity.last_day) if activity else ()
    closed = queries.is_closed(details.day, details.last_day, *before) and (
        details.state == ActivityState.HELD or (activity is not None and activity.state == ActivityState.HELD)
    )
    plan = details.plan
    found = queries.changing_refusals(activity) if activity else []
    found += rules.day_faults(details.said, clock.today(), closed)
    found += rules.plan_faults(details.day, plan.valid_from if plan else None, plan.valid_until if plan else None)
    found += rules.number_faults(details.numbers)
    return found + (_visited_refusals(activity, details) if activity else [])


def _visited_refusals(activity: Activity, details: Details) -> list[Refusal]:
    """Why doors that were knocked at stand against a correction: their hamlet or their day would be no part of it."""
    days = visits.days_of(activity)
    if not days:
        return []
    found = []
    if visits.hamlets_visited(activity) - {one.id for one in details.hamlets}:
        found.append(Refusal("hamlet-has-visits"))
    if details.day > days[0] or details.said.end < days[-1]:
        found.append(Refusal("days-without-visits"))
    if details.state != ActivityState.HELD:
        found.append(Refusal("activity-has-visits-held"))
    return found


def _write(activity: Activity, details: Details) -> None:
    activity.kind, activity.state = str(details.kind), str(details.state)
    activity.title = text.nfc(details.title)
    activity.day, activity.last_day = details.day, details.last_day if details.last_day != details.day else None
    activity.plan, activity.unit, activity.collective = details.plan, details.unit, details.collective
    activity.task_id, activity.campaign_id = details.task_id, details.campaign_id
    for name in ("starts_at", "place", "held_by", "outlet", "link", "counted_how"):
        setattr(activity, name, text.nfc(getattr(details, name) or "") or None)
    activity.note = text.nfc_multiline(details.note or "") or None
    activity.count, activity.minutes = details.count or 1, details.minutes
    activity.reached, activity.turns = details.numbers.reached, details.numbers.turns
    if details.state != ActivityState.CANCELLED:
        activity.ended_reason = None
    if details.late_reason:
        activity.late_reason = text.nfc(details.late_reason)


def _set_hamlets(activity: Activity, details: Details) -> None:
    """Put the hamlets as chosen; one that stays keeps its numbers, a single one has those of the whole."""
    chosen = {one.id: one for one in details.hamlets}
    for one in list(activity.hamlets):
        if one.hamlet_id not in chosen:
            activity.hamlets.remove(one)
            db.session.delete(one)
    known = {one.hamlet_id for one in activity.hamlets}
    for hamlet_id, hamlet in chosen.items():
        if hamlet_id not in known:
            activity.hamlets.append(ActivityHamlet(hamlet=hamlet))
    db.session.flush()
    if visits.days_of(activity):
        count_visits(activity)
    elif len(activity.hamlets) == 1:
        (only,) = activity.hamlets
        only.reached, only.turns = activity.reached, activity.turns


# ---- how it went


@dataclass(frozen=True)
class Result:
    """How an activity went: numbers of the whole and of each of its hamlets, how often it ran and how long."""

    numbers: Numbers
    hamlets: Mapping[int, Numbers]
    counted_how: str = ""
    count: int = 1
    minutes: int | None = None
    last_day: date | None = None
    note: str = ""
    late_reason: str = ""


def record_result(activity: Activity, result: Result) -> None:
    """Write down that an activity was held and how many it reached; numbers of its hamlets beside those of the whole.

    Raises Refused when its day has not come, the numbers cannot be, or its figures are closed and nobody says why.
    """
    refuse_if(result_refusals(activity, result))
    hamlets = [result.hamlets.get(one.hamlet_id, Numbers()) for one in activity.hamlets]
    whole = rules.whole_of(result.numbers, hamlets)
    activity.state, activity.ended_reason = ActivityState.HELD, None
    activity.count, activity.minutes = result.count or 1, result.minutes
    activity.counted_how = text.nfc(result.counted_how) or None
    activity.note = text.nfc_multiline(result.note) or None
    if result.last_day:
        activity.last_day = result.last_day if result.last_day != activity.day else None
    if result.late_reason:
        activity.late_reason = text.nfc(result.late_reason)
    if visits.days_of(activity):
        count_visits(activity)
    else:
        activity.reached, activity.turns = whole.reached, whole.turns
        for one, numbers in zip(activity.hamlets, hamlets, strict=True):
            alone = whole if len(activity.hamlets) == 1 else numbers
            one.reached, one.turns = alone.reached, alone.turns
    audit.record(
        "activity-held",
        activity,
        title=activity.title,
        reached=activity.reached,
        turns=activity.turns,
        late=result.late_reason,
    )


def result_refusals(activity: Activity, result: Result) -> list[Refusal]:
    """Why how it went cannot be written down so; empty means it can."""
    faults = holding_refusals(activity)
    if faults:
        return faults
    last_day = result.last_day or activity.last_day
    closed = queries.is_closed(activity.day, last_day)
    said = Said(ActivityState.HELD, activity.day, last_day, result.late_reason)
    faults += rules.day_faults(said, clock.today(), closed)
    own = [result.hamlets.get(one.hamlet_id, Numbers()) for one in activity.hamlets]
    return faults + rules.number_faults(rules.whole_of(result.numbers, own), own)


def holding_refusals(activity: Activity) -> list[Refusal]:
    """Why nobody can write down how an activity went: the grey button and the action ask the same.

    Whoever may enter activities may do so: an officer plans a round, the digital team that walks it enters it.
    """
    return rules.holding_refusals(activity.state, activity.day, clock.today())


def count_visits(activity: Activity) -> None:
    """Let the numbers of a round be those of its doors; who calls has just changed them."""
    found = visits.knocked(activity)
    every = [one for knocked in found.values() for one in knocked]
    whole = visits_rules.numbers_of(every)
    activity.reached, activity.turns = whole.reached, whole.turns
    for one in activity.hamlets:
        numbers = visits_rules.numbers_of(found.get(one.hamlet_id, []))
        one.reached, one.turns = numbers.reached, numbers.turns


# ---- moves


def cancel(activity: Activity, reason: str) -> None:
    """Let a planned activity fall through; raises Refused without a reason."""
    refuse_if(cancelling_refusals(activity) + rules.reason_faults(reason))
    activity.state, activity.ended_reason = ActivityState.CANCELLED, text.nfc(reason)
    audit.record("activity-cancelled", activity, title=activity.title, reason=activity.ended_reason)


def cancelling_refusals(activity: Activity) -> list[Refusal]:
    """Why an activity cannot be cancelled."""
    return queries.changing_refusals(activity) + rules.cancelling_refusals(activity.state)


def plan_again(activity: Activity, reason: str) -> None:
    """Take an activity back to planned: its numbers fall away. Raises Refused without a reason, or with doors in it."""
    refuse_if(restoring_refusals(activity) + rules.reason_faults(reason))
    activity.state, activity.ended_reason = ActivityState.PLANNED, None
    activity.reached = activity.turns = None
    for one in activity.hamlets:
        one.reached = one.turns = None
    audit.record("activity-planned-again", activity, title=activity.title, reason=text.nfc(reason))


def restoring_refusals(activity: Activity) -> list[Refusal]:
    """Why an activity cannot go back to planned."""
    found = queries.changing_refusals(activity)
    found += rules.restoring_refusals(activity.state, queries.visit_count(activity))
    if activity.state == ActivityState.HELD and queries.is_closed(activity.day, activity.last_day):
        found.append(Refusal("activity-held-in-closed-figures"))
    return found


def remove(activity: Activity) -> None:
    """Take off an activity entered by mistake; raises Refused when doors, pictures or closed figures hang on it."""
    refuse_if(removal_refusals(activity))
    audit.record("activity-removed", activity, title=activity.title, day=activity.day.isoformat())
    for row in (*activity.parts, *activity.hamlets):
        db.session.delete(row)
    db.session.flush()
    db.session.delete(activity)


def removal_refusals(activity: Activity) -> list[Refusal]:
    """Why an activity stays in the book."""
    closed = activity.state == ActivityState.HELD and queries.is_closed(activity.day, activity.last_day)
    found = queries.changing_refusals(activity)
    return found + rules.removal_refusals(queries.visit_count(activity), queries.evidence_count(activity), closed)


# ---- who took part


def add_part(
    activity: Activity, part: str, *, person: Person | None = None, collective: Collective | None = None, note: str = ""
) -> ActivityPart:
    """Put down who took part, as organiser, speaker, helper, author or winner. Raises Refused when it stands there."""
    known = {(one.person_id, one.collective_id, one.part) for one in activity.parts}
    who = person.id if person else None, collective.id if collective else None
    refuse_if(queries.changing_refusals(activity) + rules.part_faults(*who, known, part))
    made = ActivityPart(person=person, collective=collective, part=part, note=text.nfc(note) or None)
    activity.parts.append(made)
    audit.record("activity-part-added", activity, name=name_of(made), part=part)
    return made


def remove_part(part: ActivityPart) -> None:
    """Take somebody off those who took part."""
    activity = part.activity
    refuse_if(queries.changing_refusals(activity))
    audit.record("activity-part-removed", activity, name=name_of(part), part=part.part)
    activity.parts.remove(part)
    db.session.delete(part)


def name_of(part: ActivityPart) -> str:
    """Who took part, as the log says it."""
    return part.person.name if part.person else part.collective.name if part.collective else ""
