"""Verbs of plans: save one, start it from the sourced values, copy one handed down, set its targets and criteria."""

from app.plans.actions.criteria import add_criterion, remove_criterion, save_criterion, set_quota
from app.plans.actions.drafting import (
    basis_line,
    proposed_contents,
    proposed_legal_bases,
    proposed_phases,
    proposed_sections,
    proposed_targets,
    proposed_task_groups,
)
from app.plans.actions.plans import adopt, period_of, save_plan
from app.plans.actions.targets import (
    TargetFields,
    add_target,
    confirm,
    hand_over,
    remove_target,
    save_target,
    target_name,
    target_words,
)
from app.plans.actions.wording import PhaseLine, SectionLine, save_phases, save_sections

__all__ = [
    "PhaseLine",
    "SectionLine",
    "TargetFields",
    "add_criterion",
    "add_target",
    "adopt",
    "basis_line",
    "confirm",
    "hand_over",
    "period_of",
    "proposed_contents",
    "proposed_legal_bases",
    "proposed_phases",
    "proposed_sections",
    "proposed_targets",
    "proposed_task_groups",
    "remove_criterion",
    "remove_target",
    "save_criterion",
    "save_phases",
    "save_plan",
    "save_sections",
    "save_target",
    "set_quota",
    "target_name",
    "target_words",
]
