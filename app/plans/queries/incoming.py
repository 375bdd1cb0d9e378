"""What lists of targets and tasks are held against, and what the plan says of them in the cells of a list."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app import text
from app.db import db
from app.places import queries as places
from app.plans.models import Plan, PlanVersion, Target, Task
from app.plans.queries.tasks import of_plan, owner_label
from app.plans.rules.changes import change_refusals
from app.plans.rules.incoming import InThePlan, PlanBooks
from app.plans.rules.target_lines import PART_SAID

Told = Mapping[str, str | int | date | None]


def target_books(plan: Plan, day: date, reason: str) -> PlanBooks:
    """The targets of a plan beside a list. Args: reason, why an issued plan is changed, as typed."""
    return _books(plan, [InThePlan(one.id, said_of_target(plan, one)) for one in plan.targets], day, reason)


def task_books(plan: Plan, day: date, reason: str) -> PlanBooks:
    """The tasks of a plan beside a list. Args: reason, why an issued plan is changed, as typed."""
    return _books(plan, [InThePlan(one.id, said_of_task(plan, one)) for one in of_plan(plan)], day, reason)


def _books(plan: Plan, known: list[InThePlan], day: date, reason: str) -> PlanBooks:
    return PlanBooks(
        known,
        plan.valid_from,
        plan.valid_until - timedelta(days=1),
        _units(day),
        tuple(change_refusals(plan, plan.versions, reason, adds=True)),
        tuple(change_refusals(plan, plan.versions, reason)),
    )


def _units(day: date) -> dict[str, int]:
    units: dict[str, int] = {}
    for unit in places.units(day):
        units[text.fold(unit.name)] = unit.id
        if unit.abbreviation:
            units.setdefault(text.fold(unit.abbreviation), unit.id)
    return units


def said_of_target(plan: Plan, row: Target) -> dict[str, str]:
    """A target in the cells of a list."""
    value = f"{row.comparator} {text.number_text(row.value)}" if row.value is not None else row.value_words or ""
    return {
        "number": row.number or "",
        "label": row.label,
        "group": _content(plan, row.content_id),
        "target_group": row.group if row.group.startswith("T") else "",
        "year": str(row.year),
        "part": PART_SAID[row.part],
        "value": value,
        "measure_unit": row.measure_unit,
        "owner": row.owner_name or "",
        "product": row.product or "",
        "schedule": row.schedule or "",
        "due": text.day_text(row.due_on) if row.due_on else "",
        "source": row.source,
    }


def said_of_task(plan: Plan, row: Task) -> dict[str, str]:
    """A task in the cells of a list."""
    return {
        "number": row.number or "",
        "text": row.text,
        "group": _content(plan, row.content_id),
        "owner": row.owner_name or owner_label(row),
        "helpers": row.helpers or "",
        "product": row.product or "",
        "starts": text.day_text(row.starts_on) if row.starts_on else "",
        "due": text.day_text(row.due_on) if row.due_on else "",
        "schedule": row.schedule or "",
    }


def _content(plan: Plan, content_id: int | None) -> str:
    return next((row.text for row in plan.contents if row.id == content_id), "")


def targets_told(plan: Plan) -> Iterable[Told]:
    """All targets of a plan for the exchange file, in their order."""
    for row in plan.targets:
        yield said_of_target(plan, row) | {"year": row.year, "due": row.due_on, "record": row.id}


def tasks_told(plan: Plan) -> Iterable[Told]:
    """All tasks of a plan for the exchange file, in their order."""
    for row in of_plan(plan):
        yield said_of_task(plan, row) | {"starts": row.starts_on, "due": row.due_on, "record": row.id}


AT_ONCE = 1_000  # ids in one statement


def printed_since(table: type[Target] | type[Task], records: Sequence[int], first: date) -> set[date]:
    """The days from this one on that versions were approved which say what these targets or tasks say."""
    words = Target.label if table is Target else Task.text
    found: set[date] = set()
    for start in range(0, len(records), AT_ONCE):
        chosen = select(PlanVersion, words).join(table, table.plan_id == PlanVersion.plan_id)
        chosen = chosen.where(table.id.in_(records[start : start + AT_ONCE]), PlanVersion.approved_on >= first)
        said: dict[int, str] = {}
        for version, line in db.session.execute(chosen):
            said.setdefault(version.id, json.dumps(version.snapshot, ensure_ascii=False))
            if json.dumps(line, ensure_ascii=False)[1:-1] in said[version.id]:
                found.add(version.approved_on or first)
    return found
