"""Measures of activities and inspections about one subject, a hamlet or the whole commune."""

from app.activities.measures.many import MEASURED
from app.plans.measures.records import of_one
from app.plans.rules import About, Figure, Measure, Period


def activities_held(about: About, period: Period) -> Figure:
    """How many activities were held in the period, by their first day, and how often they ran in all.

    A person has those they organised, a household those of its people, a collective those it holds or organises, a
    hamlet those that took place in it. What is planned or was cancelled does not count.
    """
    return of_one(MEASURED[Measure.ACTIVITIES_HELD], about, period)


def activities_joined(about: About, period: Period) -> Figure:
    """How many activities of the period name the subject or its people in any part, and how many of them are named.

    Organiser, speaker, helper, author and winner count alike; who merely came is not named, so they do not.
    """
    return of_one(MEASURED[Measure.ACTIVITIES_JOINED], about, period)


def people_reached(about: About, period: Period) -> Figure:
    """How many persons the activities of the period reached, each activity by itself, and how many visits that were.

    Nobody writes down the names of listeners: who was reached by two activities is in the number of both. An activity
    of which nobody counted adds nothing. A person has the activities they organised, spoke at, helped with or wrote; a
    hamlet the number of that hamlet, or the whole one where the activity took place nowhere else.
    """
    return of_one(MEASURED[Measure.PEOPLE_REACHED], about, period)


def households_visited(about: About, period: Period) -> Figure:
    """How many different households were met at home ("đi từng ngõ, gõ từng nhà"), and how many visits that were.

    A door behind which nobody was found does not count; one at which help was refused does. A person has the visits of
    the activities they helped to give, a hamlet those to its households.
    """
    return of_one(MEASURED[Measure.HOUSEHOLDS_VISITED], about, period)


def inspections_held(about: About, period: Period) -> Figure:
    """How many inspections were held in the period, by the day on which they were held.

    A person or household has those in whose team they were, a hamlet or collective those that looked at it.
    """
    return of_one(MEASURED[Measure.INSPECTIONS_HELD], about, period)
