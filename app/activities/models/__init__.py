"""Tables of activities and inspections."""

from app.activities.models.activities import Activity, ActivityHamlet, ActivityPart, Visit
from app.activities.models.inspections import Finding, Inspection, InspectionMember

__all__ = ["Activity", "ActivityHamlet", "ActivityPart", "Finding", "Inspection", "InspectionMember", "Visit"]
