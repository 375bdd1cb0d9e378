"""Measures of activities and inspections: people reached and visits stand beside each other; of one or of many."""

from app.activities.measures.many import MEASURED, of_many
from app.activities.measures.single import (
    activities_held,
    activities_joined,
    households_visited,
    inspections_held,
    people_reached,
)

__all__ = [
    "MEASURED",
    "activities_held",
    "activities_joined",
    "households_visited",
    "inspections_held",
    "of_many",
    "people_reached",
]
