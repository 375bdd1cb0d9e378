"""Facts of the papers of activities and inspections."""

from app.activities.documents.inspections import (
    SYMBOL,
    Attendant,
    FaultLine,
    InspectionForm,
    InspectionMinutes,
    inspection_form,
    inspection_minutes,
    minutes_title,
)

__all__ = [
    "Attendant",
    "FaultLine",
    "InspectionForm",
    "InspectionMinutes",
    "SYMBOL",
    "inspection_form",
    "inspection_minutes",
    "minutes_title",
]
