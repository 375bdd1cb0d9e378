"""Facts of the report on a plan and what its figures say in words."""

from app.oversight.documents.facts import FigureRow, ProgressReport, ReportSection, TargetRow, ToldPart
from app.oversight.documents.reporting import (
    KIND,
    REPORT_SYMBOL,
    plan_named,
    report_facts,
    said_of,
    title_of,
    usual_recipients,
    zalo_text,
)
from app.oversight.documents.telling import HEADINGS, Said, label_of, told

__all__ = [
    "FigureRow",
    "HEADINGS",
    "KIND",
    "ProgressReport",
    "REPORT_SYMBOL",
    "ReportSection",
    "Said",
    "TargetRow",
    "ToldPart",
    "label_of",
    "plan_named",
    "report_facts",
    "said_of",
    "title_of",
    "told",
    "usual_recipients",
    "zalo_text",
]
