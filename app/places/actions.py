"""Verbs of places: load the directory, open an authority, save what it owns."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app import audit, law, tenancy
from app.db import db
from app.places import queries
from app.places.models import (
    Authority,
    Commune,
    Hamlet,
    LawConfirmation,
    LocalRule,
    Province,
    Signer,
    Unit,
)
from app.places.rules import Level, may_set, signature_lines, value_text
from app.refusals import Refusal, Refused
from app.text import nfc

DATA = Path(__file__).parent / "data"


def load_directory(folder: Path = DATA) -> int:
    """Bring the dated directory into the database; known rows are left alone. Returns how many were new."""
    return _load(Province, folder / "provinces.csv") + _load(Commune, folder / "communes.csv")


def _load(table: type[Province] | type[Commune], path: Path) -> int:
    known = {(code, day) for code, day in db.session.execute(select(table.code, table.valid_from))}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [_dated(row) for row in csv.DictReader(lines)]
    new = [table(**row) for row in rows if (row["code"], row["valid_from"]) not in known]
    db.session.add_all(new)
    return len(new)


def _dated(row: dict[str, str]) -> dict[str, Any]:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_until")}
    return {name: value or None for name, value in row.items()} | days


def open_authority(level: Level, code: str, place_name: str, province_code: str, *, demo: bool = False) -> Authority:
    """Make a commune or province that works with the program. Raises Refused when it is there already."""
    if db.session.scalars(select(Authority).where(Authority.level == level, Authority.code == code)).first():
        raise Refused([Refusal("authority-exists")])
    authority = Authority(level=level, code=code, place_name=place_name, province_code=province_code, demo=demo)
    db.session.add(authority)
    db.session.flush()
    return authority


def save_hamlet(
    hamlet: Hamlet | None, name: str, head_name: str | None, valid_from: date, valid_until: date | None = None
) -> Hamlet:
    """Add or correct a hamlet of the commune. Raises Refused when one of that name is there in that period."""
    _refuse_twin(hamlet, queries.same_name(Hamlet, nfc(name), valid_from, valid_until), "hamlet-taken")
    hamlet = _saved(hamlet, Hamlet, name=name, head_name=head_name, valid_from=valid_from, valid_until=valid_until)
    audit.record("hamlet-saved", hamlet, name=hamlet.name)
    return hamlet


def save_unit(
    unit: Unit | None, name: str, abbreviation: str | None, valid_from: date, valid_until: date | None = None
) -> Unit:
    """Add or correct an agency, organisation or enterprise of the commune. Raises Refused for a twin."""
    _refuse_twin(unit, queries.same_name(Unit, nfc(name), valid_from, valid_until), "unit-taken")
    unit = _saved(unit, Unit, name=name, abbreviation=abbreviation, valid_from=valid_from, valid_until=valid_until)
    audit.record("unit-saved", unit, name=unit.name)
    return unit


def save_signer(
    signer: Signer | None,
    full_name: str,
    post: str,
    authority_mark: str,
    lines: list[str],
    valid_from: date,
    valid_until: date | None = None,
    user_id: int | None = None,
) -> Signer:
    """Add or correct who signs from a day until a day, and the block printed above the name.

    Empty `lines` are made from the mark and the post. Raises Refused when the person signs in that period
    under the same mark already.
    """
    full_name = nfc(full_name)
    twins = queries.same_signer(full_name, valid_from, valid_until)
    _refuse_twin(signer, [one for one in twins if one.authority_mark == authority_mark], "signer-taken")
    signer = _saved(
        signer,
        Signer,
        full_name=full_name,
        post=nfc(post),
        authority_mark=authority_mark,
        lines=[nfc(line) for line in lines] or signature_lines(authority_mark, post),
        valid_from=valid_from,
        valid_until=valid_until,
        user_id=user_id,
    )
    audit.record("signer-saved", signer, name=full_name, post=post)
    return signer


def set_rule(key: str, value: Any, citation: str, valid_from: date, day: date, *, compared_by: str | None) -> LocalRule:
    """Set a value that the law leaves to this authority, from a day on, with the document that says so.

    `compared_by` names the official who compared the value with that document; without it the value keeps its
    badge. A second value from the same day replaces the first. Raises Refused for a rule of another level.
    """
    session = db.session()
    home = session.get_one(Authority, tenancy.scope_of(session).home)
    if not may_set(law.DEFAULTS[key].local, Level(home.level)):
        raise Refused([Refusal("rule-of-province")])
    same_day = [row for row in queries.rule_history(key) if row.valid_from == valid_from]
    row = _saved(
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


def confirm_law(kind: str, code: str, label: str, against: str, by: str, day: date) -> LawConfirmation:
    """An official compared an instrument or value with its original: the badge goes here, the log keeps who.

    `kind` is instrument, award, criterion, paper or rule; `against` names the document that was compared.
    """
    row = _saved(
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


def _refuse_twin(row: Any, twins: list[Any], code: str) -> None:
    if any(twin is not row for twin in twins):
        raise Refused([Refusal(code)])


def _saved(row: Any, table: Any, **values: Any) -> Any:
    """Set these values on the row, making it first when it is new."""
    if row is None:
        row = table(**values)
        db.session.add(row)
        return row
    for name, value in values.items():
        setattr(row, name, value)
    return row
