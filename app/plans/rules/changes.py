"""What may be changed in a plan and when a reason is asked: an issued plan is what everybody below works by."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from app.refusals import Refusal


class PlanState(StrEnum):
    """How far a plan is: being written, approved and waiting for its number, issued."""

    DRAFT = "draft"
    APPROVED = "approved"
    ISSUED = "issued"


class Stated(Protocol):
    """A plan or one of its versions, as far as the rules of changing look at it."""

    state: str


def needs_reason(plan: Stated) -> bool:
    """Whether every change of this plan must say why: once it was issued, those below it have begun to work by it."""
    return plan.state == PlanState.ISSUED


def change_refusals(plan: Stated, versions: Iterable[Stated], reason: str) -> list[Refusal]:
    """Why a plan cannot be changed so: it waits approved for its number, or it is issued and nobody said why.

    Args: versions, all of the plan; reason, as typed.
    """
    if plan.state == PlanState.APPROVED or any(one.state == PlanState.APPROVED for one in versions):
        return [Refusal("plan-awaits-number")]
    if needs_reason(plan) and not reason.strip():
        return [Refusal("change-reason-missing")]
    return []
