"""Verbs of a round from door to door: enter what came of each visit, correct it, take it off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import audit, clock, text
from app.activities.actions.activities import count_visits
from app.activities.models import Activity, Visit
from app.activities.queries import activities as queries
from app.activities.queries import visits as reads
from app.activities.rules import visits as rules
from app.activities.rules.activities import ActivityState
from app.activities.rules.visits import Door
from app.db import db
from app.refusals import Refusal, refuse_if


@dataclass(frozen=True)
class Entered:
    """What a page of the grid changed: visits entered, corrected, taken off."""

    added: int
    changed: int
    removed: int

    @property
    def count(self) -> int:
        """How many lines changed at all."""
        return self.added + self.changed + self.removed


def enter_visits(activity: Activity, day: date, doors: Sequence[Door], late_reason: str = "") -> Entered:
    """Write down what came of the doors of one day; a line left empty takes its visit off.

    The first door makes a planned round a held one, and its numbers are those of the doors from then on. Raises Refused
    when the day lies outside the round, a household lives elsewhere, or the figures are closed and nobody says why.
    """
    refuse_if(entering_refusals(activity, day, late_reason) + _foreign(activity, doors))
    known = reads.on_day(activity, [one.household_id for one in doors], day)
    added, changed, removed = 0, 0, 0
    for door in doors:
        visit = known.get(door.household_id)
        if door.outcome is None:
            removed += _take_off(visit)
        elif visit is None:
            db.session.add(_written(Visit(activity=activity, household_id=door.household_id, day=day), door))
            added += 1
        elif (visit.outcome, visit.people, visit.note or "") != (door.outcome, door.people, door.note):
            _written(visit, door)
            changed += 1
    made = Entered(added, changed, removed)
    if made.count:
        _settle(activity, day, made, late_reason)
    return made


def _take_off(visit: Visit | None) -> int:
    if visit is None:
        return 0
    db.session.delete(visit)
    return 1


def _written(visit: Visit, door: Door) -> Visit:
    visit.outcome, visit.people, visit.note = str(door.outcome), door.people, text.nfc(door.note) or None
    return visit


def _settle(activity: Activity, day: date, made: Entered, late_reason: str) -> None:
    db.session.flush()
    activity.state = ActivityState.HELD
    if late_reason:
        activity.late_reason = text.nfc(late_reason)
    count_visits(activity)
    audit.record(
        "doors-entered",
        activity,
        title=activity.title,
        day=day.isoformat(),
        added=made.added,
        changed=made.changed,
        removed=made.removed,
    )


def entering_refusals(activity: Activity, day: date, late_reason: str = "") -> list[Refusal]:
    """Why the doors of a day cannot be entered; empty means they can."""
    found = visiting_refusals(activity)
    if found:
        return found
    found += rules.visit_day_faults(day, activity.day, activity.last_day or activity.day, clock.today())
    if queries.is_closed(day) and not late_reason:
        found.append(Refusal("visits-after-closing"))
    return found


def visiting_refusals(activity: Activity) -> list[Refusal]:
    """Why no doors can be entered for an activity at all: the grey button and the page ask the same."""
    found = rules.visiting_refusals(activity.kind, activity.state, activity.day, clock.today())
    return found if activity.hamlets else [*found, Refusal("round-without-hamlet")]


def _foreign(activity: Activity, doors: Sequence[Door]) -> list[Refusal]:
    ids = [one.household_id for one in doors]
    return [] if reads.all_within(activity, ids) else [Refusal("household-elsewhere")]
