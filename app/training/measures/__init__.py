"""Measures of training: one person counts once, however many classes; visits stand beside them.

About one subject, a hamlet or the commune with every record behind the figure, or about many subjects at once.
"""

from app.training.measures.many import MEASURED, of_many
from app.training.measures.single import (
    courses_held,
    online_completed,
    people_passed,
    people_skilled,
    people_taught,
    people_trained,
    taught_passed,
    vneid_confirmed,
)

__all__ = [
    "MEASURED",
    "courses_held",
    "of_many",
    "online_completed",
    "people_passed",
    "people_skilled",
    "people_taught",
    "people_trained",
    "taught_passed",
    "vneid_confirmed",
]
