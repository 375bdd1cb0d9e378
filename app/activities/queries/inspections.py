"""Reads of inspections: the list, one of them, what must still be mended, what a period comes to."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import text
from app.activities.models import Finding, Inspection
from app.activities.rules.inspections import FindingKind, InspectionKind, InspectionState, Pending, pending
from app.db import db
from app.papers.models import Paper
from app.people.models import Person
from app.plans.models import Plan, Task
from app.plans.rules import Period
from app.tenancy import scope_of
from app.workdays import ONE_DAY

PAGE = 50
MOST_ROWS = 5_000
MINUTES = "inspection_minutes"
LOOKED_BACK = 400  # days: what was planned longer ago and never written down is looked for on purpose


def get(inspection_id: int) -> Inspection:
    """The inspection with this id; a foreign or unknown id is not found."""
    row = db.session.get(Inspection, inspection_id)
    if row is None or row.owner_id not in scope_of(db.session()).reads:
        raise NotFound
    return row


def finding(finding_id: int) -> Finding:
    """The finding with this id; a foreign or unknown id is not found."""
    row = db.session.get(Finding, finding_id)
    if row is None or row.owner_id not in scope_of(db.session()).reads:
        raise NotFound
    return row


def is_own(row: Inspection | Finding) -> bool:
    """Whether the own authority may change it; the province only reads those of its communes."""
    return row.owner_id in scope_of(db.session()).writes


def same_inspection(kind: str, day: date, name: str, besides: Inspection | None) -> bool:
    """Whether the same place is looked at in the same way on the same day already, in another inspection."""
    chosen = select(Inspection.id, Inspection.inspected_name).where(
        Inspection.owner_id.in_(_own()),
        Inspection.kind == kind,
        Inspection.day == day,
        Inspection.state != InspectionState.CANCELLED,
    )
    mine = besides.id if besides is not None else None
    return any(row_id != mine and text.fold(known) == text.fold(name) for row_id, known in db.session.execute(chosen))


def _own() -> list[int]:
    return sorted(scope_of(db.session()).writes)


def officials_named(names: Collection[str]) -> dict[str, int]:
    """The ids of officials by their full name, where the books have exactly one of that name.

    Only who has a post or a unit: a villager of the same name was not in the team.
    """
    if not names:
        return {}
    chosen = select(Person.name, Person.id).where(
        Person.name.in_(sorted(names)), or_(Person.post.is_not(None), Person.unit_id.is_not(None))
    )
    found: dict[str, list[int]] = {}
    for name, person_id in db.session.execute(chosen):
        found.setdefault(name, []).append(person_id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


# ---- the list


@dataclass(frozen=True)
class Wanted:
    """Which inspections a list shows; `period` are the days they are planned for or were held on."""

    typed: str = ""
    kind: str | None = None
    state: str | None = None
    hamlet_id: int | None = None
    plan_id: int | None = None
    period: Period | None = None
    pending: str | None = None


def listed(wanted: Wanted, day: date, after: int | None = None, limit: int = PAGE) -> list[Inspection]:
    """One page of inspections, the newest day first, and one more; after: the last inspection of the page before."""
    chosen = (
        select(Inspection)
        .where(*_conditions(wanted, day))
        .options(
            joinedload(Inspection.hamlet),
            joinedload(Inspection.plan),
            selectinload(Inspection.findings),
            selectinload(Inspection.members),
        )
        .order_by(Inspection.day.desc(), Inspection.id.desc())
        .limit(limit + 1)
    )
    last = db.session.get(Inspection, after) if after is not None else None
    if last is not None:
        chosen = chosen.where(or_(Inspection.day < last.day, and_(Inspection.day == last.day, Inspection.id < last.id)))
    return list(db.session.scalars(chosen))


def _conditions(wanted: Wanted, day: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Inspection.owner_id.in_(_own())]
    for column, value in (
        (Inspection.kind, wanted.kind),
        (Inspection.state, wanted.state),
        (Inspection.hamlet_id, wanted.hamlet_id),
        (Inspection.plan_id, wanted.plan_id),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.period is not None:
        found += [Inspection.day >= wanted.period.start, Inspection.day < wanted.period.end]
    if wanted.typed:
        found.append(Inspection.id.in_(_named(text.fold(wanted.typed))))
    if wanted.pending is not None:
        found.append(exists().where(Finding.inspection_id == Inspection.id, *_pending(wanted.pending, day)))
    return found


def _named(query: str) -> list[int]:
    """Titles and places have no folded column: a commune holds some hundred inspections, compared here."""
    rows = db.session.execute(
        select(Inspection.id, Inspection.title, Inspection.inspected_name).where(Inspection.owner_id.in_(_own()))
    )
    return [row_id for row_id, title, name in rows if query in text.fold(f"{title} {name}")][:MOST_ROWS]


def _pending(state: str, day: date) -> list[ColumnElement[bool]]:
    """Faults that are this far; open ones are those that are late too."""
    found: list[ColumnElement[bool]] = [Finding.kind == FindingKind.FAULT]
    if state == Pending.MENDED:
        return [*found, Finding.mended_on.is_not(None)]
    found.append(Finding.mended_on.is_(None))
    return [*found, Finding.due_on < day] if state == Pending.LATE else found


# ---- what was found


@dataclass(frozen=True)
class WantedFindings:
    """Which findings a list shows: of which kind, how far, where, of inspections of which days."""

    kind: str | None = FindingKind.FAULT
    pending: str | None = None
    typed: str = ""
    hamlet_id: int | None = None
    period: Period | None = None


def findings(wanted: WantedFindings, day: date, after: int | None = None, limit: int = PAGE) -> list[Finding]:
    """One page of findings, what is due first before what is due later, and one more."""
    due = func.coalesce(Finding.due_on, _NEVER)
    chosen = _with_inspections().where(*_finding_conditions(wanted, day)).order_by(due, Finding.id).limit(limit + 1)
    last = db.session.get(Finding, after) if after is not None else None
    if last is not None:
        at = last.due_on or _NEVER
        chosen = chosen.where(or_(due > at, and_(due == at, Finding.id > last.id)))
    return list(db.session.scalars(chosen))


_NEVER = date(9999, 12, 31)


def _with_inspections() -> Select[Any]:
    return (
        select(Finding)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .options(
            contains_eager(Finding.inspection).joinedload(Inspection.hamlet),
            joinedload(Finding.initiative),
        )
        .where(Finding.owner_id.in_(_own()))
    )


def _finding_conditions(wanted: WantedFindings, day: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Inspection.state == InspectionState.HELD]
    if wanted.kind is not None:
        found.append(Finding.kind == wanted.kind)
    if wanted.pending is not None:
        found += _pending(wanted.pending, day)
    if wanted.hamlet_id is not None:
        found.append(Inspection.hamlet_id == wanted.hamlet_id)
    if wanted.period is not None:
        found += [Inspection.held_on >= wanted.period.start, Inspection.held_on < wanted.period.end]
    if wanted.typed:
        found.append(Finding.id.in_(_saying(text.fold(wanted.typed))))
    return found


def _saying(query: str) -> list[int]:
    rows = db.session.execute(
        select(Finding.id, Finding.text, Finding.responsible, Inspection.inspected_name)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(Finding.owner_id.in_(_own()))
    )
    return [row_id for row_id, *words in rows if query in text.fold(" ".join(word or "" for word in words))][:MOST_ROWS]


# ---- today's work


def due_findings(until: date) -> list[Finding]:
    """What must be mended by a day and is not yet, the oldest day first."""
    chosen = _with_inspections().where(
        Finding.kind == FindingKind.FAULT,
        Finding.mended_on.is_(None),
        Finding.due_on <= until,
        Inspection.state == InspectionState.HELD,
    )
    return list(db.session.scalars(chosen.order_by(Finding.due_on, Finding.id)))


def planned(first: date, last: date) -> list[Inspection]:
    """The inspections on the plan for these days, both counted, that nobody wrote down as held."""
    chosen = select(Inspection).where(
        Inspection.owner_id.in_(_own()),
        Inspection.state == InspectionState.PLANNED,
        Inspection.day >= first,
        Inspection.day <= last,
    )
    return list(db.session.scalars(chosen.order_by(Inspection.day, Inspection.id)))


def without_minutes(since: date) -> list[Inspection]:
    """The inspections held since a day for which no minutes were sealed, the oldest first."""
    sealed = select(Paper.subject_id).where(
        Paper.kind == MINUTES, Paper.subject_table == Inspection.__tablename__, Paper.replaced.is_(False)
    )
    chosen = select(Inspection).where(
        Inspection.owner_id.in_(_own()),
        Inspection.state == InspectionState.HELD,
        Inspection.held_on >= since,
        Inspection.id.not_in(sealed),
    )
    return list(db.session.scalars(chosen.order_by(Inspection.held_on, Inspection.id)))


def left_open_before(row: Inspection) -> list[Finding]:
    """What earlier inspections of the same place asked to mend and nobody has yet: to be looked at first."""
    chosen = _with_inspections().where(
        Finding.kind == FindingKind.FAULT,
        Finding.mended_on.is_(None),
        Inspection.state == InspectionState.HELD,
        Inspection.id != row.id,
        Inspection.day <= row.day,
        or_(Inspection.inspected_name == row.inspected_name, *_same_place(row)),
    )
    return list(db.session.scalars(chosen.order_by(Finding.due_on, Finding.id)))


def _same_place(row: Inspection) -> list[ColumnElement[bool]]:
    pairs = (
        (Inspection.hamlet_id, row.hamlet_id),
        (Inspection.unit_id, row.unit_id),
        (Inspection.collective_id, row.collective_id),
    )
    return [column == value for column, value in pairs if value is not None]


# ---- what a period comes to


@dataclass(frozen=True)
class Summary:
    """What the inspections of a period come to.

    `planned` are all that stand on the plan for these days, held and cancelled ones too; `held` those that took place
    in them, by kind in `by_kind`; `places` how many different places they looked at. Findings are those of the held
    ones; `open` and `late` are those of the last day of the period or of the day one asks, `mended` those
    mended by then.
    """

    planned: int
    held: int
    cancelled: int
    places: int
    by_kind: dict[str, int]
    results: int
    faults: int
    mended: int
    open: int
    late: int
    examples: int
    described: int


def summary(period: Period, plan_id: int | None = None, day: date | None = None) -> Summary:
    """What the inspections of the own authority in these days come to, in three statements.

    Args: plan_id, only those under this plan; day, on which one asks, where the period is not over yet: what is due
    later is not late.
    """
    last = period.end - ONE_DAY
    last = last if day is None else min(day, last)
    own: list[ColumnElement[bool]] = [Inspection.owner_id.in_(_own())]
    if plan_id is not None:
        own.append(Inspection.plan_id == plan_id)
    counted = (
        select(Inspection.state, func.count())
        .where(*own, Inspection.day >= period.start, Inspection.day < period.end)
        .group_by(Inspection.state)
    )
    states = {state: count for state, count in db.session.execute(counted)}
    in_time = (Inspection.held_on >= period.start, Inspection.held_on < period.end)
    held = db.session.execute(
        select(Inspection.kind, Inspection.inspected_name).where(
            *own, Inspection.state == InspectionState.HELD, *in_time
        )
    ).all()
    found = db.session.execute(
        select(Finding.kind, Finding.due_on, Finding.mended_on, Finding.initiative_id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(*own, Inspection.state == InspectionState.HELD, *in_time)
    ).all()
    return _summed(states, held, found, last)


def _summed(states: dict[str, int], held: Sequence[Any], found: Sequence[Any], last: date) -> Summary:
    far = [
        pending(due_on, mended_on if mended_on is not None and mended_on <= last else None, last)
        for kind, due_on, mended_on, _initiative in found
        if kind == FindingKind.FAULT
    ]
    examples = [initiative for kind, _due, _mended, initiative in found if kind == FindingKind.EXAMPLE]
    kinds = [kind for kind, _name in held]
    return Summary(
        planned=sum(states.values()),
        held=len(held),
        cancelled=states.get(InspectionState.CANCELLED, 0),
        places=len({text.fold(name) for _kind, name in held}),
        by_kind={kind: kinds.count(kind) for kind in InspectionKind},
        results=sum(1 for kind, *_rest in found if kind == FindingKind.RESULT),
        faults=len(far),
        mended=far.count(Pending.MENDED),
        open=len(far) - far.count(Pending.MENDED),
        late=far.count(Pending.LATE),
        examples=len(examples),
        described=sum(1 for initiative in examples if initiative is not None),
    )


# ---- for the forms


def plan_tasks(plan_id: int | None) -> list[tuple[int, str]]:
    """The tasks of a plan that a finding may belong to, in the order of the plan."""
    if plan_id is None:
        return []
    chosen = select(Task.id, Task.number, Task.text).where(Task.plan_id == plan_id, Task.state != "cancelled")
    rows = db.session.execute(chosen.order_by(Task.position, Task.id))
    return [(row_id, f"{number}. {words}" if number else words) for row_id, number, words in rows]


def task(plan_id: int | None, task_id: int | None) -> Task | None:
    """A task of this plan; any other id is not found."""
    if task_id is None:
        return None
    found = db.session.get(Task, task_id)
    if found is None or found.plan_id != plan_id:
        raise NotFound
    return found


# ---- for Excel


def sheet(
    rows: Iterable[Inspection], kinds: dict[str, str], states: dict[str, str], day: date
) -> list[tuple[Any, ...]]:
    """Inspections as a workbook shows them; kinds and states: their words by code."""
    return [
        (
            row.day,
            kinds[row.kind],
            row.title,
            row.inspected_name,
            plan_name(row.plan),
            states[row.state],
            row.held_on,
            "\n".join(row.contents),
            "\n".join(
                f"{one.name}{f', {one.post}' if one.post else ''}" for one in row.members if one.part != "inspected"
            ),
            sum(1 for one in row.findings if one.kind == FindingKind.RESULT),
            sum(1 for one in row.findings if one.kind == FindingKind.FAULT),
            sum(1 for one in row.findings if one.kind == FindingKind.FAULT and one.mended_on is not None),
            sum(1 for one in row.findings if pending_of(one, day) == Pending.LATE),
            sum(1 for one in row.findings if one.kind == FindingKind.EXAMPLE),
            row.ended_reason or "",
        )
        for row in rows
    ]


def finding_sheet(
    rows: Iterable[Finding], kinds: dict[str, str], states: dict[str, str], day: date
) -> list[tuple[Any, ...]]:
    """Findings as a workbook shows them; kinds and states: their words by code."""
    return [
        (
            row.inspection.held_on,
            row.inspection.inspected_name,
            kinds[row.kind],
            row.text,
            row.responsible or "",
            row.due_on,
            states[state] if (state := pending_of(row, day)) else "",
            row.mended_on,
            row.mended_how or "",
            row.initiative.title if row.initiative else "",
        )
        for row in rows
    ]


def pending_of(row: Finding, day: date) -> Pending | None:
    """How far a fault is on a day; None for what needs no mending."""
    return pending(row.due_on, row.mended_on, day) if row.kind == FindingKind.FAULT else None


def plan_name(plan: Plan | None) -> str:
    """A plan as a line of a list names it."""
    return "" if plan is None else (plan.reference_number or plan.title)
