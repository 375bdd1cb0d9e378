"""Reads over all slices: every figure with the records behind it, one person's figures, the log."""

from collections.abc import Callable, Iterator

from app import audit
from app.activities import measures as activities
from app.commitments import measures as commitments
from app.plans import measures as plans
from app.plans.rules import About, Figure, Measure, Period
from app.training import measures as training

MEASURES: dict[Measure, Callable[[About, Period], Figure]] = {
    Measure.COMMITMENTS_SIGNED: commitments.commitments_signed,
    Measure.COMMITMENTS_KEPT: commitments.commitments_kept,
    Measure.COURSES_HELD: training.courses_held,
    Measure.PEOPLE_TRAINED: training.people_trained,
    Measure.PEOPLE_PASSED: training.people_passed,
    Measure.PEOPLE_TAUGHT: training.people_taught,
    Measure.TAUGHT_PASSED: training.taught_passed,
    Measure.ONLINE_COMPLETED: training.online_completed,
    Measure.PEOPLE_SKILLED: training.people_skilled,
    Measure.VNEID_CONFIRMED: training.vneid_confirmed,
    Measure.ACTIVITIES_HELD: activities.activities_held,
    Measure.ACTIVITIES_JOINED: activities.activities_joined,
    Measure.PEOPLE_REACHED: activities.people_reached,
    Measure.HOUSEHOLDS_VISITED: activities.households_visited,
    Measure.INSPECTIONS_HELD: activities.inspections_held,
    Measure.TASKS_DONE: plans.tasks_done,
    Measure.INITIATIVES_APPLIED: plans.initiatives_applied,
    Measure.INITIATIVES_RECOGNISED: plans.initiatives_recognised,
}


def figure(measure: Measure, about: About, period: Period) -> Figure:
    """One figure with the records behind it."""
    return MEASURES[measure](about, period)


def profile(person_id: int, period: Period) -> dict[Measure, Figure]:
    """Every figure about one person in a period."""
    return {measure: function(About(person_id=person_id), period) for measure, function in MEASURES.items()}


LOG_PAGE = 50


def log(before: int | None) -> list[audit.AuditLine]:
    """One page of the log, newest first, one line more than a page to tell whether there is a next."""
    return audit.newest(before, LOG_PAGE + 1)


def whole_log() -> Iterator[audit.AuditLine]:
    """Every line of the log, newest first, read a thousand at a time."""
    before = None
    while lines := audit.newest(before, 1_000):
        yield from lines
        before = lines[-1].id
