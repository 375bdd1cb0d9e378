"""Measures of the plan about one subject, a hamlet or the whole commune, with every record behind the figure."""

from app.plans.measures.many import MEASURED
from app.plans.measures.records import of_one
from app.plans.rules import About, Figure, Measure, Period


def tasks_done(about: About, period: Period) -> Figure:
    """How many tasks of the commune's own plans were done in the period, by the day on which they were done.

    A person has those given to them by name, a household or hamlet those of its people, a collective those of its unit.
    """
    return of_one(MEASURED[Measure.TASKS_DONE], about, period)


def initiatives_applied(about: About, period: Period) -> Figure:
    """How many initiatives were in use on some day of the period, and in how many places.

    A subject has those it thought of, a hamlet those applied in it. One of which nobody wrote since when it is
    applied does not count; one whose places nobody wrote counts from its own first day, as one place.
    """
    return of_one(MEASURED[Measure.INITIATIVES_APPLIED], about, period)


def initiatives_recognised(about: About, period: Period) -> Figure:
    """How many initiatives were recognised by a decision of a day in the period; a hamlet has those of its people."""
    return of_one(MEASURED[Measure.INITIATIVES_RECOGNISED], about, period)
