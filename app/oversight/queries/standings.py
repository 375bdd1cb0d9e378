"""How the targets and the tasks of a plan stood on the last day of a period: what a report prints of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import text
from app.db import db
from app.oversight.queries import MEASURES, indicators
from app.oversight.rules import NOT_OF_ALL, OF_PEOPLE, group_of, reached, share_of
from app.oversight.rules.reports import ONE_DAY, TargetLine, TaskLine
from app.people.models import Person
from app.places import queries as places
from app.places.models import Unit
from app.plans import queries as plans
from app.plans.models import Plan, Target, TargetReading, Task
from app.plans.queries.population import Populations, populations
from app.plans.queries.tasks import owner_label
from app.plans.rules import About, Figure, Measure, Period
from app.plans.rules.targets import YearPart, reached_by, shown_decimal, value_text
from app.plans.rules.tasks import TaskState
from app.tenancy import scope_of

AHEAD = timedelta(days=92)  # how far behind the period its report looks for what is due next
_MONTHS = {
    YearPart.YEAR: (1, 12),
    YearPart.FIRST_HALF: (1, 6),
    YearPart.SECOND_HALF: (7, 6),
    YearPart.Q1: (1, 3),
    YearPart.Q2: (4, 3),
    YearPart.Q3: (7, 3),
    YearPart.Q4: (10, 3),
}


def window_of(target: Target) -> Period:
    """The days in which a target is to be reached: its year or its part of it."""
    first, count = _MONTHS[YearPart(target.part)]
    after = first + count
    end = date(target.year + 1, 1, 1) if after > 12 else date(target.year, after, 1)
    return Period(date(target.year, first, 1), end)


# ---- targets


def target_lines(plan: Plan, period: Period) -> tuple[TargetLine, ...]:
    """Every target of the year in which a period ends, with what was reached by its last day.

    What a measure computes is counted from the beginning of the target's year or part of it; for the rest the latest
    reading holds that somebody entered. A target whose time has not come has no number yet.
    """
    last = period.end - ONE_DAY
    wanted = [one for one in plan.targets if one.year == last.year]
    readings, owners = _readings(plan, last), _owners(wanted)
    shares = _Shares(plan, period, populations(last), [hamlet.id for hamlet in places.hamlets(last)])
    return tuple(_line(target, readings.get(target.id), owners.get(target.id, ""), shares) for target in wanted)


def _line(target: Target, reading: TargetReading | None, owner: str, shares: "_Shares") -> TargetLine:
    done, is_reached, source = shares.of(target)
    if done is None and reading is not None:
        done, is_reached, source = _read(target, reading)
    asked = value_text(target.comparator, target.value, target.value_words, target.measure_unit)
    part = _PARTS.get(target.part)
    return TargetLine(
        target_id=target.id,
        number=target.number or "",
        label=target.label,
        asked=f"{asked} ({part})" if asked and part else asked,
        done=done,
        reached=is_reached,
        source=source,
        owner=owner,
    )


_PARTS = {
    "H1": "6 tháng đầu năm",
    "H2": "6 tháng cuối năm",
    "Q1": "quý I",
    "Q2": "quý II",
    "Q3": "quý III",
    "Q4": "quý IV",
}
_BOOKS = "sổ của đơn vị"


def _read(target: Target, reading: TargetReading) -> tuple[str, bool | None, str]:
    shown = reading.words or f"{shown_decimal(reading.value)} {target.measure_unit}".strip()
    said = reading.reached
    if said is None:
        said = reached_by(reading.value, target.value, target.comparator)
    return shown, said, f"{reading.source}, ngày {text.day_text(reading.day)}"


def _readings(plan: Plan, last: date) -> dict[int, TargetReading]:
    """The latest own reading of each target by a day; a commune's reading of a plan handed down is its own alone."""
    chosen = (
        select(TargetReading)
        .join(Target, Target.id == TargetReading.target_id)
        .where(
            Target.plan_id == plan.id,
            TargetReading.day <= last,
            TargetReading.owner_id.in_(sorted(scope_of(db.session()).writes)),
        )
        .order_by(TargetReading.day, TargetReading.id)
    )
    return {row.target_id: row for row in db.session.scalars(chosen)}


def _owners(targets: list[Target]) -> dict[int, str]:
    """Who answers for each target: as it was written down, else as the books call them now."""
    units = _names(Unit, {one.unit_id for one in targets if one.unit_id and not one.owner_name})
    people = _names(Person, {one.person_id for one in targets if one.person_id and not one.owner_name})
    return {
        one.id: one.owner_name or units.get(one.unit_id or 0, "") or people.get(one.person_id or 0, "")
        for one in targets
    }


def _names(table: type[Unit] | type[Person], ids: set[int | None]) -> Mapping[int, str]:
    if not ids:
        return {}
    found = db.session.execute(select(table.id, table.name).where(table.id.in_(ids)))
    return {row_id: name for row_id, name in found}


@dataclass
class _Shares:
    """What the measures come to for targets, each measure, group and window counted once."""

    plan: Plan
    period: Period
    known: Populations
    everywhere: list[int]

    def __post_init__(self) -> None:
        self._counted: dict[tuple[str, str | None, date], Figure] = {}
        self._own = plans.is_own(self.plan)

    def of(self, target: Target) -> tuple[str | None, bool | None, str]:
        """What a target came to in words, whether that reaches it, and from where; None where no measure counts it."""
        window = window_of(target)
        if not target.measure or target.measure in NOT_OF_ALL or window.start >= self.period.end:
            return None, None, ""
        group = group_of(target.group)
        if group and target.measure not in OF_PEOPLE | set(indicators.OF_COMMITMENTS):
            return None, None, ""
        figure = self._figure(Measure(target.measure), group, window)
        base, _own_base = indicators.base_of(target, self.known, self.everywhere, self._own)
        count = base.count if base else None
        said = None
        if count is None or figure.count <= count:
            said = reached(figure.count, count, target.value, target.measure_unit, target.comparator)
        return _words(figure, None if target.measure_unit == "người" else count), said, _BOOKS

    def _figure(self, measure: Measure, group: str | None, window: Period) -> Figure:
        key = (str(measure), group, window.start)
        if key not in self._counted:
            days = Period(window.start, min(window.end, self.period.end))
            self._counted[key] = MEASURES[measure](About(target_group=group), days)
        return self._counted[key]


def _words(figure: Figure, base: int | None) -> str:
    done = f"{text.number_text(figure.count)} {figure.noun}"
    share = share_of(figure.count, base)
    if share is None or base is None:
        return done
    return f"{text.percent_text(share)} ({text.number_text(figure.count)}/{text.number_text(base)} {figure.noun})"


# ---- tasks


@dataclass(frozen=True)
class TasksOn:
    """The tasks of a plan on a day: how many of them, by what became of them, and those that a report names.

    `in_time` and `behind` are those done in the period before or after their day; `late` still stands and is past it.
    """

    every: int
    done: int
    done_now: int
    in_time: int
    behind: int
    cancelled: int
    doing: int
    late: tuple[Task, ...]
    coming: tuple[Task, ...]


def tasks_on(plan: Plan, period: Period, today: date | None = None) -> TasksOn:
    """How the tasks of an own plan stood on the last day of a period; what was done later stands as not done yet.

    Args: today, where the period may not be over yet: what is due today or later is not late.
    """
    last = period.end - ONE_DAY
    past = last if today is None or today > last else today - ONE_DAY
    chosen = select(Task).where(Task.plan_id == plan.id).options(joinedload(Task.unit), joinedload(Task.person))
    rows = list(db.session.scalars(chosen.order_by(Task.due_on, Task.position, Task.id)))
    done = [one for one in rows if one.state == TaskState.DONE and one.done_on is not None and one.done_on <= last]
    gone = [one for one in rows if one.state == TaskState.CANCELLED]
    left = [one for one in rows if one not in done and one not in gone]
    now = [one for one in done if one.done_on is not None and one.done_on >= period.start]
    behind = [one for one in now if one.due_on is not None and one.done_on is not None and one.done_on > one.due_on]
    return TasksOn(
        every=len(rows) - len(gone),
        done=len(done),
        done_now=len(now),
        in_time=len(now) - len(behind),
        behind=len(behind),
        cancelled=len(gone),
        doing=len(left),
        late=tuple(one for one in left if one.due_on is not None and one.due_on <= past),
        coming=tuple(one for one in left if one.due_on is not None and past < one.due_on <= last + AHEAD),
    )


def task_line(row: Task) -> TaskLine:
    """A task as a report names it."""
    owner = owner_label(row)
    due = text.day_text(row.due_on) if row.due_on else (row.schedule or "")
    return TaskLine(row.id, f"{row.number}. {row.text}" if row.number else row.text, owner, due, row.progress)
