"""The board of a plan: how its targets, tasks and activities stand now, and what inspections left open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.activities import queries as activities
from app.oversight.queries.standings import TasksOn, target_lines, tasks_on
from app.oversight.rules.reports import TargetLine
from app.plans import queries as plans
from app.plans.models import Plan
from app.plans.rules import Period

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class MonthOf:
    """The activities of one month: how often each kind ran, and what all of them reached."""

    month: int
    period: Period
    times: Mapping[str, int]
    entries: int
    reached: int
    turns: int
    uncounted: int


@dataclass(frozen=True)
class Board:
    """What stands on the board of a plan for a year, up to a day; `tasks` None for a plan handed down."""

    year: int
    day: date
    targets: tuple[TargetLine, ...]
    tasks: TasksOn | None
    months: tuple[MonthOf, ...]
    kinds: tuple[str, ...]
    inspections: activities.InspectionsSummary

    @property
    def reached(self) -> Mapping[str, int]:
        """How many targets are reached, are not, and have no number."""
        said = [one.reached for one in self.targets]
        return {"reached": said.count(True), "missed": said.count(False), "unknown": said.count(None)}


def board(plan: Plan, year: int, today: date) -> Board:
    """The board of a plan for a year: everything up to today, or to the end of a year that is over."""
    last = min(today, date(year, 12, 31))
    days = Period(date(year, 1, 1), max(last, date(year, 1, 1)) + ONE_DAY)
    months = tuple(_month(year, month) for month in range(1, last.month + 1)) if last >= days.start else ()
    kinds = _kinds(months)
    return Board(
        year=year,
        day=last,
        targets=target_lines(plan, days),
        tasks=tasks_on(plan, days) if plans.is_own(plan) else None,
        months=months,
        kinds=kinds,
        inspections=activities.inspections_summary(days, day=last),
    )


def _month(year: int, month: int) -> MonthOf:
    end = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    period = Period(date(year, month, 1), end)
    found = activities.by_kind(period)
    times = {kind: one.times for kind, one in found.kinds.items()}
    total = found.total
    return MonthOf(month, period, times, total.entries, total.reached, total.turns, total.uncounted)


def _kinds(months: Sequence[MonthOf]) -> tuple[str, ...]:
    """The kinds of which anything was held in the year, in their order."""
    return tuple(kind for kind in (months[0].times if months else ()) if any(one.times.get(kind) for one in months))
