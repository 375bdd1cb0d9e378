"""What a promise of a campaign is measured by: how much of what, until which day, through which records."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.plans.rules import Deed
from app.refusals import Refusal


@dataclass(frozen=True)
class Goal:
    """How much of what a promise asks, and until which day; with a deed, our own records show that it was done."""

    value: int | None = None
    measure_unit: str | None = None
    due_on: date | None = None
    deed: Deed | None = None

    @property
    def is_share(self) -> bool:
        """Whether it is a part of a hundred: "%" or "% số hộ"."""
        return (self.measure_unit or "").startswith("%")


def goal_faults(goal: Goal, valid_from: date, valid_until: date) -> list[Refusal]:
    """Why a promise cannot be measured like this: a number of nothing, a share above 100, a day outside the period.

    Args: valid_from and valid_until, the period of the campaign, the end not included.
    """
    found = []
    if goal.value is not None and goal.value < 1:
        found.append(Refusal("goal-below-one"))
    if goal.value is not None and not goal.measure_unit:
        found.append(Refusal("goal-without-unit"))
    if goal.value is None and goal.measure_unit:
        found.append(Refusal("goal-without-value"))
    if goal.value is not None and goal.is_share and goal.value > 100:
        found.append(Refusal("goal-above-hundred"))
    if goal.deed is not None and goal.value is None:
        found.append(Refusal("deed-without-value"))
    if goal.due_on is not None and not valid_from <= goal.due_on < valid_until:
        last = valid_until - timedelta(days=1)
        found.append(Refusal("due-outside-period", detail=f"{valid_from:%d/%m/%Y} đến {last:%d/%m/%Y}"))
    return found


def freeze_faults(printed: bool) -> list[Refusal]:
    """Why the goals of a campaign may no longer be changed: they stand on papers that people hold."""
    return [Refusal("campaign-promises-printed")] if printed else []
