"""Reads of the values that the law leaves to a province or commune, and of what was compared with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app import law
from app.db import db
from app.places.models import LawConfirmation, LocalRule
from app.places.rules import value_text
from app.tenancy import scope_of


@dataclass(frozen=True)
class RuleValue:
    """The value of a rule on a day, and whose it is.

    `mark` is C once an official here confirmed the value, so that the badge goes.
    """

    key: str
    label: str
    unit: str
    value: Any
    mark: str
    citation: str
    whose: str
    confirmed: bool

    @property
    def shown(self) -> str:
        """The value in words."""
        return value_text(self.unit, self.value)


def rule(key: str, day: date) -> RuleValue:
    """The value in force of a rule that the law leaves open: the commune's, else the province's, else ours.

    Raises KeyError for a key the law data do not know.
    """
    return _rule(key, day, _local_rules(day, key), confirmations("rule", day))


def rules(day: date) -> list[RuleValue]:
    """The value in force of every rule that the law leaves to a province or commune."""
    rows, known = _local_rules(day), confirmations("rule", day)
    return [_rule(key, day, rows, known) for key, one in law.DEFAULTS.items() if one.local and one.known_on(day)]


def _local_rules(day: date, key: str | None = None) -> list[LocalRule]:
    """Our own rows and those handed down. A province also reads its communes' rows, which do not bind it."""
    scope = scope_of(db.session())
    chosen = select(LocalRule).where(LocalRule.valid_from <= day, LocalRule.owner_id.in_({scope.home} | scope.above))
    if key is not None:
        chosen = chosen.where(LocalRule.key == key)
    return list(db.session.scalars(chosen.order_by(LocalRule.valid_from, LocalRule.id)))


def _rule(key: str, day: date, rows: list[LocalRule], known: dict[str, LawConfirmation]) -> RuleValue:
    default = law.DEFAULTS[key]
    scope = scope_of(db.session())
    mine = [row for row in rows if row.key == key and row.owner_id == scope.home]
    handed = [row for row in rows if row.key == key and row.owner_id in scope.above]
    if mine or handed:
        best = (mine or handed)[-1]
        confirmed = best.confirmed_on is not None
        whose = "here" if mine else "above"
        mark = "C" if confirmed else best.mark
        return RuleValue(key, default.label, default.unit, best.value["value"], mark, best.citation, whose, confirmed)
    version = default.on(day)
    confirmed = version.mark.verified or key in known
    mark = "C" if confirmed else str(version.mark)
    return RuleValue(key, default.label, default.unit, version.value, mark, version.cite, "default", confirmed)


def award_value(award: str, field: str, day: date) -> RuleValue | None:
    """What stands for one value of an award on a day, the province's where the law leaves it open.

    Args: field, submits, papers or sets. None where the law data say nothing of it.
    """
    key = law.key_of(award, field)
    if key in law.DEFAULTS and law.DEFAULTS[key].known_on(day):
        return rule(key, day)
    value = getattr(law.AWARDS[award].on(day), field)
    if value is None:
        return None
    unit, label = law.OPEN_FIELDS[field][1], law.AWARDS[award].label
    confirmed = value.mark.verified
    return RuleValue(key, label, unit, value.value, str(value.mark), value.cite, "law", confirmed)


def needed_confirmations(day: date) -> tuple[law.NeededConfirmation, ...]:
    """What enterprises and officials have to have confirmed by other bodies, as the province asks it here."""
    asked = {}
    for whom in ("enterprise", "official"):
        key = f"confirmations.{whom}"
        if law.DEFAULTS[key].known_on(day):
            one = rule(key, day)
            asked[whom] = law.Value(value=tuple(one.value or ()), mark=law.Mark(one.mark), cites=())
    return law.confirmations_for(day, asked)


def rule_history(key: str) -> list[LocalRule]:
    """Every value this authority has set for a rule, the newest first."""
    home = scope_of(db.session()).home
    chosen = select(LocalRule).where(LocalRule.key == key, LocalRule.owner_id == home)
    return list(db.session.scalars(chosen.order_by(LocalRule.valid_from.desc())))


# The dated shelves of the law of which an official confirms a row; what is confirmed is the version of that day.
DATED: dict[str, Mapping[str, Any]] = {
    "award": law.AWARDS,
    "criterion": law.CRITERIA,
    "confirmation": law.CONFIRMATIONS,
    "paper": law.PAPERS,
    "rule": law.DEFAULTS,
}


def confirmations(kind: str, day: date | None = None) -> dict[str, LawConfirmation]:
    """What officials of this authority have compared with the original, by code.

    Args: day, a law date: then only of rows whose version in force on it is the one that was compared, since another
    wording is another thing to compare. `kind` is instrument, award, criterion, confirmation, paper or rule.
    """
    home = scope_of(db.session()).home
    chosen = select(LawConfirmation).where(LawConfirmation.kind == kind, LawConfirmation.owner_id == home)
    found = {row.code: row for row in db.session.scalars(chosen)}
    if day is None or kind not in DATED:
        return found
    return {code: row for code, row in found.items() if _same_version(DATED[kind].get(code), row.confirmed_on, day)}


def _same_version(dated: Any, first: date, second: date) -> bool:
    known = dated is not None and dated.known_on(first) and dated.known_on(second)
    return known and dated.on(first) is dated.on(second)


def verified(kind: str, code: str, mark: str) -> bool:
    """Whether a value needs no badge: read in its source, or confirmed by an official of this authority."""
    return law.Mark(mark).verified or code in confirmations(kind)
