"""Tables of plans, what they ask, their tasks, and initiatives."""

from app.plans.models.initiatives import Initiative, InitiativeEffect, InitiativeUse
from app.plans.models.local_criteria import LocalCriterion
from app.plans.models.plans import Content, LegalBasis, Phase, Plan, PlanChange, PlanClosing, PlanSection, PlanVersion
from app.plans.models.targets import Criterion, Population, Quota, Target, TargetReading
from app.plans.models.tasks import Task, TaskStep

__all__ = [
    "Content",
    "Criterion",
    "Initiative",
    "InitiativeEffect",
    "InitiativeUse",
    "LegalBasis",
    "LocalCriterion",
    "Phase",
    "Plan",
    "PlanChange",
    "PlanClosing",
    "PlanSection",
    "PlanVersion",
    "Population",
    "Quota",
    "Target",
    "TargetReading",
    "Task",
    "TaskStep",
]
