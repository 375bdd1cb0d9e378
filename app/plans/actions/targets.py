"""Verbs of targets: add one, change it, take it out, put somebody else in charge, compare it with its document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import audit, clock, law, text
from app.db import db
from app.people import queries as people
from app.places import queries as places
from app.places.rules import in_force
from app.plans import rules
from app.plans.actions.changes import record_change
from app.plans.actions.changes import refusals as change_refusals
from app.plans.actions.parts import check_own, own_source, remove
from app.plans.actions.plans import period_of
from app.plans.models import Criterion, Plan, Target
from app.plans.rules import targets as target_rules
from app.plans.rules.comparing import LOWERED
from app.refusals import Refusal, refuse_if


@dataclass(frozen=True, kw_only=True)
class TargetFields:
    """What an official types of a target; `source` empty means the plan itself, `owner_name` somebody in no book."""

    group: str
    label: str
    year: int
    comparator: str
    value: int | None
    measure_unit: str
    measure: str | None
    base: int | None
    base_source: str
    source: str = ""
    content_id: int | None = None
    number: str = ""
    part: str = "year"
    value_words: str = ""
    unit_id: int | None = None
    person_id: int | None = None
    owner_name: str = ""
    product: str = ""
    schedule: str = ""
    due_on: date | None = None


def save_target(plan: Plan, target: Target | None, fields: TargetFields, reason: str = "") -> Target:
    """Add a target to a plan or change it; a value typed by an official has the plan as its source.

    A changed value loses its mark and its confirmation: both spoke of the old one. A lowered one is said to be lower in
    the change that an issued plan keeps. Args: reason, why an issued plan is changed. Raises Refused.
    """
    check_own(plan)
    typed = rules.TargetValues(fields.year, fields.value, fields.measure_unit, fields.base, fields.base_source.strip())
    found = rules.target_refusals(typed, period_of(plan))
    found += _owner_refusals(fields, target.unit_id if target else None) + _content_refusals(plan, fields)
    before, after = target_words(target) if target else "", _words_of(fields, target)
    refuse_if(found + change_refusals(plan, before, after, reason))
    record_change(plan, "target", text.nfc(fields.label), before, after, reason)
    asked = (fields.value, text.nfc(fields.value_words) or None, text.nfc(fields.measure_unit))
    changed = target is None or _asked(target) != asked
    source = text.nfc(fields.source) or (own_source(plan) if changed else target.source if target else "")
    # One with a number stands where it was entered, any other by year and group before the list.
    row = target or Target(position=_next_place(plan.targets) if fields.number.strip() else 0)
    _fill(row, fields)
    row.source = source
    if changed:
        row.mark = law.Mark.U if fields.value is None and not row.value_words else law.Mark.C
        row.confirmed_by = row.confirmed_on = row.confirmed_against = None
    if target is None:
        plan.targets.append(row)
    audit.record("target-saved", row, name=target_name(row))
    return row


def _words_of(fields: TargetFields, former: Target | None) -> str:
    """What a target would say when it is saved; that it asks for less than before is part of it."""
    planned = Target()
    _fill(planned, fields)
    lower = former is not None and _lowered(former, fields)
    return f"{target_words(planned)}{LOWERED if lower else ''}"


def _asked(target: Target) -> tuple[int | None, str | None, str]:
    return target.value, target.value_words, target.measure_unit


def _lowered(target: Target, fields: TargetFields) -> bool:
    same = target.measure_unit == fields.measure_unit and target.comparator == fields.comparator
    return target_rules.lowered(target.comparator, target.value, fields.value, same)


def _next_place(rows: Iterable[Any]) -> int:
    return max((row.position for row in rows), default=-1) + 1


def _fill(row: Target, fields: TargetFields) -> None:
    row.group, row.label, row.year, row.part = fields.group, text.nfc(fields.label), fields.year, fields.part
    row.comparator, row.value, row.measure_unit = fields.comparator, fields.value, text.nfc(fields.measure_unit)
    row.value_words, row.number = text.nfc(fields.value_words) or None, text.nfc(fields.number) or None
    row.measure, row.base, row.base_source = fields.measure, fields.base, text.nfc(fields.base_source) or None
    row.content_id, row.due_on = fields.content_id, fields.due_on
    row.product, row.schedule = text.nfc(fields.product) or None, text.nfc(fields.schedule) or None
    set_owner(row, fields.unit_id, fields.person_id, fields.owner_name)


def set_owner(row: Any, unit_id: int | None, person_id: int | None, name: str) -> None:
    """Put a unit, a person or somebody in no book in charge of a target; the name is kept as it is today."""
    unit = places.unit(unit_id) if unit_id else None
    person = people.get(person_id) if person_id else None
    row.unit_id, row.person_id = (unit.id if unit else None), (person.id if person else None)
    named = unit.name if unit else person.name if person else text.nfc(name)
    row.owner_name = named or None


def _owner_refusals(fields: TargetFields, known: int | None) -> list[Refusal]:
    """Why these cannot be in charge; a unit that answers already may stay on record after it ended."""
    unit = places.unit(fields.unit_id) if fields.unit_id else None
    ended = unit is not None and unit.id != known and not in_force(unit, clock.today())
    named = [fields.unit_id, fields.person_id, fields.owner_name.strip()]
    return target_rules.owner_refusals(ended, sum(1 for one in named if one))


def _content_refusals(plan: Plan, fields: TargetFields) -> list[Refusal]:
    known = fields.content_id is None or any(row.id == fields.content_id for row in plan.contents)
    return [] if known else [Refusal("content-unknown")]


def target_words(target: Target) -> str:
    """What a target says in one line, as changes keep it: value, year, who answers, product and schedule."""
    value = target_rules.value_text(target.comparator, target.value, target.value_words, target.measure_unit)
    part = "" if target.part in (None, "year") else f"{target.part} "
    due = f"trước ngày {text.day_text(target.due_on)}" if target.due_on else ""
    said = [value or "chưa có giá trị", f"{part}năm {target.year}", target.label, target.owner_name or ""]
    return "; ".join(part for part in [*said, target.product or "", target.schedule or "", due] if part)


def add_target(plan: Plan, reason: str = "", **fields: Any) -> Target:
    """Add a target to a plan; fields as in TargetFields. Raises Refused."""
    return save_target(plan, None, TargetFields(**fields), reason)


def remove_target(plan: Plan, target: Target, reason: str = "") -> None:
    """Take a target out of a plan; its tasks stay, under none. Raises Refused: handed down, readings, no reason."""
    check_own(plan)
    refuse_if([Refusal("target-has-readings")] if target.readings else [])
    record_change(plan, "target", target.label, target_words(target), "", reason)
    audit.record("target-removed", plan, name=target_name(target))
    for task in plan.tasks:
        if task.target_id == target.id:
            task.target_id = None
    db.session.flush()
    remove(plan.targets, target)


def hand_over(plan: Plan, targets: Sequence[Target], unit_id: int | None, owner_name: str, reason: str) -> None:
    """Put another unit, or somebody named, in charge of targets whose owner was dissolved or changed.

    Args: reason, why; asked of a draft too, since somebody is relieved. Raises Refused.
    """
    check_own(plan)
    unit = places.unit(unit_id) if unit_id else None
    ended = unit is not None and not in_force(unit, clock.today())
    found = target_rules.owner_refusals(ended, int(unit is not None) + int(bool(owner_name.strip())))
    if unit is None and not owner_name.strip():
        found.append(Refusal("owner-missing"))
    if not reason.strip():
        found.append(Refusal("handing-over-reason-missing"))
    if not targets:
        found.append(Refusal("owner-nothing-chosen"))
    refuse_if(found)
    for target in targets:
        before = target.owner_name or ""
        with db.session.no_autoflush:
            set_owner(target, unit_id, None, owner_name)
        record_change(plan, "target", target.label, f"phụ trách: {before}", f"phụ trách: {target.owner_name}", reason)
        audit.record(
            "target-handed-over", target, name=target.label, before=before, after=target.owner_name, reason=reason
        )


def target_name(target: Target) -> str:
    """What the log and the pages call a target: group and year, or its place in the list."""
    return f"{target.group}/{target.year}" if not target.number else f"{target.number}/{target.year}"


def confirm(row: Target | Criterion, against: str, by: str, day: date) -> None:
    """Say that a named official compared a value with its document on a day: the badge goes.

    Args: against, the document; by, the official's name. Raises Refused for an empty value.
    """
    check_own(row.plan)
    known = not isinstance(row, Target) or row.value is not None or bool(row.value_words)
    refuse_if(rules.confirm_refusals(known))
    row.confirmed_against, row.confirmed_by, row.confirmed_on = text.nfc(against), by, day
    name = target_name(row) if isinstance(row, Target) else row.text
    audit.record("value-confirmed", row.plan, name=name, against=row.confirmed_against)
