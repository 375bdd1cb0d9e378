"""What may be changed in a plan and when a reason is asked: an issued plan is what everybody below works by."""

from collections.abc import Iterable, Sequence
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


class Version(Stated, Protocol):
    """A version of a plan, with the paper by which it was issued here."""

    paper_id: int | None


def is_copied(plan: Stated, versions: Iterable[Version]) -> bool:
    """Whether an issued plan is copied from its paper: it was issued elsewhere, so nothing here says all of it."""
    return plan.state == PlanState.ISSUED and not any(one.paper_id for one in versions)


def needs_reason(plan: Stated) -> bool:
    """Whether every change of this plan must say why: once it was issued, those below it have begun to work by it."""
    return plan.state == PlanState.ISSUED


def change_refusals(plan: Stated, versions: Sequence[Version], reason: str, *, adds: bool = False) -> list[Refusal]:
    """Why a plan cannot be changed so: it waits approved for its number, or it is issued and nobody said why.

    Args: versions, all of the plan; reason, as typed; adds, whether something is only added: what is copied from the
    paper of a plan issued elsewhere is no change of it.
    """
    if plan.state == PlanState.APPROVED or any(one.state == PlanState.APPROVED for one in versions):
        return [Refusal("plan-awaits-number")]
    copies = adds and is_copied(plan, versions)
    if needs_reason(plan) and not copies and not reason.strip():
        return [Refusal("change-reason-missing")]
    return []
