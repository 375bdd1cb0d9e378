"""Verbs of what a plan says besides its lists: its parts in words and its phases with their reviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app import audit, law, text
from app.db import db
from app.plans.actions.changes import record_change
from app.plans.actions.parts import check_own, own_source
from app.plans.models import Phase, Plan, PlanSection
from app.plans.rules.phases import PhaseValues, phase_refusals, phase_words
from app.refusals import Refusal, refuse_if

OTHER = "other"


@dataclass(frozen=True)
class SectionLine:
    """A part as it was typed: the id of the row it changes, None for a new one."""

    row_id: int | None
    heading: str
    text: str


def save_sections(plan: Plan, lines: Sequence[SectionLine], reason: str = "") -> None:
    """Make a plan say these parts in this order; one with neither heading nor words goes.

    Args: reason, why an issued plan is changed. Raises Refused: words without a heading, no reason.
    """
    check_own(plan)
    wanted = [one for one in lines if one.heading.strip() or one.text.strip()]
    refuse_if([Refusal("section-without-heading")] if any(not one.heading.strip() for one in wanted) else [])
    known = {row.id: row for row in plan.sections}
    _drop(plan, plan.sections, [known[key] for key in known if key not in {one.row_id for one in wanted}], reason)
    for place, one in enumerate(wanted):
        row = known.get(one.row_id) if one.row_id else None
        heading, words = text.nfc(one.heading), text.nfc_multiline(one.text)
        before = f"{row.heading}: {row.text}" if row else ""
        record_change(plan, "section", heading, before, f"{heading}: {words}", reason)
        if row is None:
            row = PlanSection(code=OTHER)
            plan.sections.append(row)
        row.position, row.heading, row.text = place, heading, words
    db.session.flush()
    plan.sections.sort(key=lambda row: row.position)
    audit.record("plan-worded", plan, name=plan.reference_number or plan.title)


@dataclass(frozen=True)
class PhaseLine:
    """A phase as it was typed: the id of the row it changes, None for a new one."""

    row_id: int | None
    values: PhaseValues


def save_phases(plan: Plan, lines: Sequence[PhaseLine], reason: str = "") -> None:
    """Make a plan have these phases in this order; the day of a review is filled in when it is known.

    Args: reason, why an issued plan is changed. Raises Refused.
    """
    check_own(plan)
    refuse_if([fault for one in lines for fault in phase_refusals(one.values)])
    known = {row.id: row for row in plan.phases}
    _drop(plan, plan.phases, [known[key] for key in known if key not in {one.row_id for one in lines}], reason)
    for place, one in enumerate(lines):
        row = known.get(one.row_id) if one.row_id else None
        before, after = phase_words(_values(row)) if row else "", phase_words(one.values)
        record_change(plan, "phase", one.values.name, before, after, reason)
        if row is None:
            row = Phase(mark=law.Mark.C, source=own_source(plan))
            plan.phases.append(row)
        elif before != after:
            row.mark, row.source = law.Mark.C, own_source(plan)
        row.position = place
        for name, value in vars(one.values).items():
            setattr(row, name, value)
    db.session.flush()
    plan.phases.sort(key=lambda row: row.position)
    audit.record("plan-phased", plan, name=plan.reference_number or plan.title)


def _values(row: Phase) -> PhaseValues:
    return PhaseValues(row.name, row.first_year, row.last_year, row.review, row.review_year, row.review_on)


def _drop(plan: Plan, kept: list[Any], gone: Sequence[Any], reason: str) -> None:
    """Take parts or phases away, keeping what an issued plan said in them."""
    for row in gone:
        if isinstance(row, Phase):
            record_change(plan, "phase", row.name, phase_words(_values(row)), "", reason)
        else:
            record_change(plan, "section", row.heading, f"{row.heading}: {row.text}", "", reason)
        kept.remove(row)
        db.session.delete(row)
