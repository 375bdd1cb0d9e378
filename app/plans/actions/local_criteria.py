"""Verbs of local conditions: lay one down, switch a row of the law off, change it from a day, end, confirm, remove.

What held in the past is never rewritten: a change closes the old row on its day and begins a new one.
"""

from dataclasses import replace
from datetime import date

from app import audit, law, tenancy, text
from app.db import db
from app.places.models import Authority
from app.places.rules import Level
from app.plans.models import LocalCriterion
from app.plans.queries import local_criteria as queries
from app.plans.rules.local_criteria import (
    LocalValues,
    Standing,
    change_refusals,
    condition_confirm_refusals,
    condition_owner_refusals,
    condition_refusals,
    end_refusals,
    remove_refusals,
    rewritable,
)
from app.refusals import Refusal, refuse_if


def lay_down(values: LocalValues, today: date, *, compared_by: str | None = None) -> LocalCriterion:
    """Lay down a condition for an award from a day on, beside the law or in place of a row the law leaves open.

    Typed by an official from a document it is likely (L); `compared_by` names the official who compared it with that
    document, and then it carries no badge. Raises Refused, all reasons at once.
    """
    values = _clean(values)
    refuse_if(_refusals(values))
    row = _write(LocalCriterion(), values, today, compared_by)
    _record("condition-laid-down" if values.enabled else "condition-switched-off", row)
    return row


def change(row: LocalCriterion, values: LocalValues, today: date, *, compared_by: str | None = None) -> LocalCriterion:
    """Correct a condition that has not held before today, or close it on a day and begin another with the new words.

    Args: values.valid_from, the first day of the new words; award, kind of subject and the row of the law they stand
    for stay. Returns the row that holds the new words; raises Refused.
    """
    refuse_if(condition_owner_refusals(queries.is_own(row)))
    values = replace(_clean(values), award=row.award, subject_kind=row.subject_kind, replaces=row.replaces)
    if may_rewrite(row, today):
        refuse_if(_refusals(values, row))
        _write(row, values, today, compared_by)
        _record("condition-corrected", row)
        return row
    values = replace(values, valid_until=values.valid_until or row.valid_until)
    refuse_if([*change_refusals(row.valid_from, row.valid_until, values.valid_from), *_refusals(values, row)])
    row.valid_until = values.valid_from
    successor = _write(LocalCriterion(), values, today, compared_by)
    _record("condition-changed", successor)
    return successor


def end(row: LocalCriterion, until: date, by: str) -> None:
    """Say that a condition no longer holds from a day on; it stays as history.

    Args: by, the document that ends it. Raises Refused.
    """
    refuse_if(condition_owner_refusals(queries.is_own(row)) or end_refusals(row.valid_from, row.valid_until, until))
    row.valid_until = until
    audit.record("condition-ended", row, **_told(row), day=until.isoformat(), by=text.nfc(by))


def remove(row: LocalCriterion, today: date) -> None:
    """Take away a condition that was entered by mistake and never held before today. Raises Refused."""
    refuse_if(condition_owner_refusals(queries.is_own(row)) or remove_refusals(may_rewrite(row, today)))
    audit.record("condition-removed", row, **_told(row))
    db.session.delete(row)
    db.session.flush()


def confirm(row: LocalCriterion, against: str, by: str, day: date) -> None:
    """Say that a named official compared a condition with its document: the badge goes. Raises Refused."""
    refuse_if(condition_owner_refusals(queries.is_own(row)) or condition_confirm_refusals(row.confirmed_on))
    row.confirmed_against, row.confirmed_by, row.confirmed_on = text.nfc(against), by, day
    audit.record("condition-confirmed", row, name=_short(row.text), against=row.confirmed_against)


def may_rewrite(row: LocalCriterion, today: date) -> bool:
    """Whether a condition may still be corrected in place, as the page says beside its button."""
    return rewritable(row.valid_from, audit.first_day(row), today)


def home_level() -> Level:
    """The level of the authority that acts."""
    session = db.session()
    return Level(session.get_one(Authority, tenancy.scope_of(session).home).level)


def _clean(values: LocalValues) -> LocalValues:
    known = tuple(item.code for item in law.AWARD_TYPES if item.code in values.types)
    return replace(values, text=text.nfc(values.text), citation=text.nfc(values.citation), types=known)


def _refusals(values: LocalValues, but: LocalCriterion | None = None) -> list[Refusal]:
    rows = queries.own_of(values.award, values.subject_kind)
    others = [Standing(one.text, one.replaces, one.valid_from, one.valid_until) for one in rows if one is not but]
    return condition_refusals(values, home_level(), others)


def _write(row: LocalCriterion, values: LocalValues, today: date, compared_by: str | None) -> LocalCriterion:
    row.award, row.subject_kind, row.replaces = values.award, values.subject_kind, values.replaces
    row.text, row.effect, row.enabled = values.text, values.effect, values.enabled
    row.one_of, row.types = values.one_of, list(values.types)
    row.measure, row.threshold = values.measure, values.threshold
    row.valid_from, row.valid_until = values.valid_from, values.valid_until
    row.citation, row.mark = values.citation, law.Mark.L
    row.confirmed_by = compared_by
    row.confirmed_on = today if compared_by else None
    row.confirmed_against = values.citation if compared_by else None
    db.session.add(row)
    db.session.flush()
    return row


def _record(event: str, row: LocalCriterion) -> None:
    audit.record(event, row, **_told(row), day=row.valid_from.isoformat())


def _told(row: LocalCriterion) -> dict[str, str]:
    return {"award": law.AWARDS[row.award].label, "subject_kind": row.subject_kind, "name": _short(row.text)}


def _short(words: str) -> str:
    return words if len(words) <= 120 else f"{words[:119].rstrip()}…"
