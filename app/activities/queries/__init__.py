"""Reads of activities and inspections."""

from app.activities.queries.inspections import Summary as InspectionsSummary
from app.activities.queries.inspections import summary as inspections_summary
from app.activities.queries.people import summary as forces
from app.activities.queries.summary import by_kind

__all__ = ["InspectionsSummary", "by_kind", "forces", "inspections_summary"]
