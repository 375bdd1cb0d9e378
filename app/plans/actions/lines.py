"""Verbs of the lines of a plan: its contents, task groups and căn cứ, kept in place where they only change words."""

from collections.abc import Iterator, Sequence
from typing import Any

from app import text
from app.db import db
from app.plans.actions.changes import record_change
from app.plans.models import Content, LegalBasis, Plan

CONTENT, TASK_GROUP = "content", "task-group"


def set_contents(plan: Plan, contents: Sequence[str], task_groups: Sequence[str], reason: str) -> None:
    """Make the plan have these contents and task groups, in this order; targets and tasks keep to a renamed one.

    Args: reason, why an issued plan is changed. Raises Refused.
    """
    kept = {kind: [row for row in plan.contents if row.kind == kind] for kind in (CONTENT, TASK_GROUP)}
    wanted = {CONTENT: _clean(contents), TASK_GROUP: _clean(task_groups)}
    place = 0
    for kind, name in ((CONTENT, "Nội dung"), (TASK_GROUP, "Nhóm nhiệm vụ")):
        pairs = list(_paired(kept[kind], wanted[kind]))
        gone = [row for row in kept[kind] if all(row is not known for known, _line in pairs)]
        for row in gone:
            record_change(plan, "content", name, row.text, "", reason)
            _let_go(plan, row)
        for row, line in pairs:
            record_change(plan, "content", name, row.text if row else "", line, reason)
            if row is None:
                row = Content(kind=kind)
                plan.contents.append(row)
            row.position, row.text = place, line
            place += 1
    db.session.flush()
    plan.contents.sort(key=lambda row: row.position)


def add_task_group(plan: Plan, words: str, reason: str) -> Content:
    """Add one task group at the end of a plan's. Raises Refused for an issued plan without a reason."""
    record_change(plan, "content", "Nhóm nhiệm vụ", "", words, reason)
    place = max((row.position for row in plan.contents), default=-1) + 1
    row = Content(kind=TASK_GROUP, position=place, text=text.nfc(words))
    plan.contents.append(row)
    db.session.flush()
    return row


def _let_go(plan: Plan, row: Content) -> None:
    """Take a content away; what stood under it stays in the plan, under none."""
    under: list[Any] = [*plan.targets, *plan.tasks]
    for one in under:
        if one.content_id == row.id:
            one.content_id = None
    db.session.flush()
    plan.contents.remove(row)
    db.session.delete(row)


def _clean(lines: Sequence[str]) -> list[str]:
    return [line for line in map(text.nfc, lines) if line]


def _paired(kept: Sequence[Any], wanted: Sequence[str]) -> Iterator[tuple[Any, str]]:
    """Each wanted line with the row that says it already, else with the next row nobody else says, else with none."""
    said = {row.text: row for row in kept}
    free = iter([row for row in kept if row.text not in wanted])
    for line in wanted:
        row = said.pop(line, None)
        yield (row if row is not None else next(free, None)), line


def set_legal_bases(plan: Plan, lines: Sequence[str], reason: str) -> None:
    """Make the plan print these căn cứ lines in this order. Raises Refused for an issued plan without a reason."""
    wanted = _clean(lines)
    before = "; ".join(row.text for row in plan.legal_bases)
    record_change(plan, "section", "Căn cứ", before, "; ".join(wanted), reason)
    for row, line in zip(plan.legal_bases, wanted, strict=False):
        row.text = line
    for row in plan.legal_bases[len(wanted) :]:
        db.session.delete(row)
    del plan.legal_bases[len(wanted) :]
    known = len(plan.legal_bases)
    plan.legal_bases += [LegalBasis(position=place, text=wanted[place]) for place in range(known, len(wanted))]
