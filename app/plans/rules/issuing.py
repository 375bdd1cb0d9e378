"""Who may approve, number and issue a plan or its amendment, and what has to be said before. Plain Python."""

from dataclasses import dataclass
from datetime import date

from app import text
from app.plans.rules.changes import PlanState
from app.refusals import Refusal

SERIES_ARTICLE = "Nghị định 30/2020/NĐ-CP Điều 15"


@dataclass(frozen=True)
class Hand:
    """Whoever acts: the account, the name, and whether that hand gives numbers at this authority.

    A commune has a văn thư; a province has no such role here, so who approves numbers.
    """

    id: int | None
    name: str
    numbers: bool


@dataclass(frozen=True)
class Pending:
    """A plan as its approval is judged: how far it is, who wrote it, what waits to be issued.

    `says` whether it has any content, target or task; `changers` who made the changes that wait for a version.
    """

    own: bool
    state: str
    awaits: bool
    says: bool
    author_id: int | None
    author_name: str | None
    changers: frozenset[str]
    approved_on: date | None = None


def approve_refusals(plan: Pending, hand: Hand) -> list[Refusal]:
    """Why this hand cannot approve the draft, or the changes of an issued plan; nobody approves what they wrote."""
    if not plan.own:
        return [Refusal("plan-handed-down")]
    if plan.awaits:
        return [Refusal("plan-awaits-number")]
    if plan.state == PlanState.ISSUED:
        return _amendment_refusals(plan, hand)
    found = [] if plan.says else [Refusal("plan-says-nothing")]
    return found + ([Refusal("plan-own-draft")] if _wrote(plan, hand) else [])


def _wrote(plan: Pending, hand: Hand) -> bool:
    """By the account, or by the name where the plan was written before accounts were kept with it."""
    if plan.author_id is not None:
        return plan.author_id == hand.id
    return plan.author_name is not None and text.nfc(plan.author_name) == text.nfc(hand.name)


def _amendment_refusals(plan: Pending, hand: Hand) -> list[Refusal]:
    if not plan.changers:
        return [Refusal("plan-nothing-changed")]
    return [Refusal("plan-own-change")] if text.nfc(hand.name) in {text.nfc(one) for one in plan.changers} else []


def take_back_refusals(plan: Pending, reason: str) -> list[Refusal]:
    """Why an approval cannot be taken back: there is none, or nobody said why."""
    if not plan.own:
        return [Refusal("plan-handed-down")]
    if not plan.awaits:
        return [Refusal("plan-not-approved")]
    return [] if reason.strip() else [Refusal("plan-take-back-unsaid")]


def issue_refusals(plan: Pending, hand: Hand) -> list[Refusal]:
    """Why this hand cannot number and issue: nothing is approved, or numbers are văn thư's (NĐ 30/2020 Điều 15)."""
    if not plan.own:
        return [Refusal("plan-handed-down")]
    if not plan.awaits:
        return [Refusal("plan-not-approved")]
    return [] if hand.numbers else [Refusal("plan-clerk-numbers", SERIES_ARTICLE)]


def issue_day_refusals(plan: Pending, day: date) -> list[Refusal]:
    """Why it cannot be issued on this day: it was approved later."""
    if plan.approved_on is None or day >= plan.approved_on:
        return []
    return [Refusal("plan-day-before-approval", detail=text.day_text(plan.approved_on))]


def issued_before_refusals(plan: Pending, taken: bool) -> list[Refusal]:
    """Why a draft cannot be entered as one issued on paper: it is none any more, or its number is taken."""
    if not plan.own:
        return [Refusal("plan-handed-down")]
    if plan.awaits:
        return [Refusal("plan-awaits-number")]
    found = [Refusal("plan-issued-already")] if plan.state != PlanState.DRAFT else []
    return found + number_refusals(taken)


def number_refusals(taken: bool) -> list[Refusal]:
    """Why a number cannot be given: another plan of the year has it."""
    return [Refusal("plan-number-taken")] if taken else []
