"""Verbs of local rules and of what was compared with its source."""

from datetime import date
from typing import Any

from app import audit, law, tenancy
from app.db import db
from app.places import queries
from app.places.actions.saving import saved
from app.places.models import Authority, LawConfirmation, LocalRule
from app.places.rules import Level, may_set, value_text
from app.refusals import Refusal, Refused, refuse_if


def set_rule(key: str, value: Any, citation: str, valid_from: date, day: date, *, compared_by: str | None) -> LocalRule:
    """Set a value that the law leaves to this authority, from a day on, with the document that says so.

    `compared_by` names the official who compared the value with that document; without it the value keeps its
    badge. A second value from the same day replaces the first, unless that one held before today: what held is
    history. Raises Refused for it, and for a rule of another level.
    """
    session = db.session()
    home = session.get_one(Authority, tenancy.scope_of(session).home)
    if not may_set(law.DEFAULTS[key].local, Level(home.level)):
        raise Refused([Refusal("rule-of-province")])
    same_day = [row for row in queries.rule_history(key) if row.valid_from == valid_from]
    refuse_if([Refusal("rule-held")] if same_day and _is_history(same_day[0], day) else [])
    row = saved(
        same_day[0] if same_day else None,
        LocalRule,
        key=key,
        value={"value": value},
        valid_from=valid_from,
        citation=citation,
        mark=law.Mark.L,
        confirmed_by=compared_by,
        confirmed_on=day if compared_by else None,
        confirmed_against=citation if compared_by else None,
    )
    default = law.DEFAULTS[key]
    audit.record("rule-saved", row, key=default.label, value=value_text(default.unit, value))
    return row


def _is_history(row: LocalRule, today: date) -> bool:
    return row.valid_from < today and audit.first_day(row) != today


def confirm_law(kind: str, code: str, label: str, against: str, by: str, day: date) -> LawConfirmation:
    """An official compared an instrument or value with its original: the badge goes here, the log keeps who.

    `kind` is instrument, award, criterion, confirmation, paper or rule; `against` names the document that was compared.
    """
    row = saved(
        queries.confirmations(kind).get(code),
        LawConfirmation,
        kind=kind,
        code=code,
        confirmed_by=by,
        confirmed_on=day,
        confirmed_against=against,
    )
    audit.record("law-confirmed", row, instrument=label, against=against)
    return row


def confirm_rule(rule: LocalRule, against: str, by: str, day: date) -> None:
    """An official compared a local value with the document that sets it."""
    rule.confirmed_by, rule.confirmed_on, rule.confirmed_against = by, day, against
    audit.record("law-confirmed", rule, instrument=law.DEFAULTS[rule.key].label, against=against)
