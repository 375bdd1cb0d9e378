"""Facts of the papers of a plan, and the builders that draw them from its rows."""

from app.plans.documents.facts import (
    ChangeLine,
    PlanAmendment,
    PlanChapter,
    PlanPaper,
    PlanPart,
    TargetGroup,
    TargetLine,
    TaskGroup,
    TaskLine,
)
from app.plans.documents.issuing import AMENDMENT, PLAN, Issuing, amendment, numbered, plan_paper
from app.plans.documents.wording import SYMBOL, cited, target_series, usual_recipients

__all__ = [
    "AMENDMENT",
    "ChangeLine",
    "Issuing",
    "PLAN",
    "PlanAmendment",
    "PlanChapter",
    "PlanPaper",
    "PlanPart",
    "SYMBOL",
    "TargetGroup",
    "TargetLine",
    "TaskGroup",
    "TaskLine",
    "amendment",
    "cited",
    "numbered",
    "plan_paper",
    "target_series",
    "usual_recipients",
]
