"""Reads of places: the directory by day, an authority's name and scope, what it owns."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.sql.elements import ColumnElement

from app import law, text
from app.db import db
from app.places.models import (
    Authority,
    Commune,
    Hamlet,
    LawConfirmation,
    LocalRule,
    Province,
    Signer,
    Succession,
    Unit,
)
from app.places.rules import AuthorityName, Level, placed, value_text
from app.tenancy import Scope, scope_of


def on(table: Any, day: date) -> ColumnElement[bool]:
    """The condition that a dated row is in force on a day."""
    condition: ColumnElement[bool] = (table.valid_from <= day) & (
        or_(table.valid_until.is_(None), table.valid_until > day)
    )
    return condition


def authority(authority_id: int) -> Authority | None:
    """The authority with this id."""
    return db.session.get(Authority, authority_id)


def authority_name(authority_id: int, day: date) -> AuthorityName:
    """How this authority is written on this day. Raises LookupError when the directory has no such day."""
    found = db.session.get_one(Authority, authority_id)
    province = _province(found.province_code, day)
    if found.level == Level.PROVINCE:
        return AuthorityName(province.kind, province.name)
    commune = db.session.scalars(select(Commune).where(Commune.code == found.code, on(Commune, day))).one_or_none()
    if commune is None:
        raise LookupError(f"danh mục không có đơn vị {found.code} vào ngày {day}")
    return AuthorityName(commune.kind, commune.name, placed(province.kind, province.name))


def _province(code: str, day: date) -> Province:
    found = db.session.scalars(select(Province).where(Province.code == code, on(Province, day))).one_or_none()
    if found is None:
        raise LookupError(f"danh mục không có tỉnh {code} vào ngày {day}")
    return found


def provinces(day: date) -> list[Province]:
    """All provinces of a day, in the order of their names."""
    return list(db.session.scalars(select(Province).where(on(Province, day)).order_by(Province.code)))


def communes(province_code: str, day: date) -> list[Commune]:
    """All communes of a province on a day."""
    chosen = select(Commune).where(Commune.province_code == province_code, on(Commune, day)).order_by(Commune.code)
    return list(db.session.scalars(chosen))


def commune(code: str, day: date) -> Commune | None:
    """The commune with this code on this day."""
    return db.session.scalars(select(Commune).where(Commune.code == code, on(Commune, day))).one_or_none()


def any_authority() -> bool:
    """Whether this installation belongs to someone already."""
    return db.session.scalars(select(Authority.id).limit(1)).first() is not None


def any_demo() -> bool:
    """Whether this installation holds the demo commune."""
    return db.session.scalars(select(Authority.id).where(Authority.demo).limit(1)).first() is not None


def all_authorities() -> list[Authority]:
    """Every authority that works with the program."""
    return list(db.session.scalars(select(Authority).order_by(Authority.id)))


def province_authority(province_code: str) -> Authority | None:
    """The authority of this province, if it works with the program."""
    return db.session.scalars(
        select(Authority).where(Authority.level == Level.PROVINCE, Authority.code == province_code)
    ).one_or_none()


def authorities_below(province_code: str) -> list[Authority]:
    """The communes of this province that work with the program, by code."""
    chosen = select(Authority).where(Authority.level == Level.COMMUNE, Authority.province_code == province_code)
    return list(db.session.scalars(chosen.order_by(Authority.code)))


def scope_for(authority_id: int, day: date) -> Scope:
    """What someone of this authority reads and writes on this day.

    A commune reads itself and what was merged into it, and gets what its province hands down. A province
    reads its communes, writes only its own rows, and moves the dossiers sent to it.
    """
    home = db.session.get_one(Authority, authority_id)
    own = frozenset({home.id}) | _predecessors(home.id, day)
    if home.level == Level.PROVINCE:
        below = frozenset(
            db.session.scalars(
                select(Authority.id).where(
                    Authority.level == Level.COMMUNE, Authority.province_code == home.province_code
                )
            )
        )
        return Scope(home.id, reads=own | below, writes=own, reviews=below)
    above = province_authority(home.province_code)
    return Scope(home.id, reads=own, above=frozenset({above.id} if above else set()), writes=own)


def _predecessors(authority_id: int, day: date) -> frozenset[int]:
    found: set[int] = set()
    waiting = [authority_id]
    while waiting:
        chosen = select(Succession.predecessor_id).where(
            Succession.successor_id.in_(waiting), Succession.day <= day, Succession.predecessor_id.not_in(found)
        )
        waiting = list(db.session.scalars(chosen))
        found |= set(waiting)
    return frozenset(found)


def hamlets(day: date) -> list[Hamlet]:
    """The hamlets in force on a day, in natural order: Thôn 2 before Thôn 10."""
    return list(db.session.scalars(select(Hamlet).where(on(Hamlet, day)).order_by(Hamlet.name_key, Hamlet.id)))


def hamlet(hamlet_id: int) -> Hamlet | None:
    """The hamlet with this id, if it is in the scope."""
    return db.session.get(Hamlet, hamlet_id)


def units(day: date) -> list[Unit]:
    """The units in force on a day."""
    return list(db.session.scalars(select(Unit).where(on(Unit, day)).order_by(Unit.name_key, Unit.id)))


def unit(unit_id: int) -> Unit | None:
    """The unit with this id, if it is in the scope."""
    return db.session.get(Unit, unit_id)


def signers(day: date) -> list[Signer]:
    """Who may sign on a day; the chair first."""
    return list(db.session.scalars(select(Signer).where(on(Signer, day)).order_by(Signer.authority_mark, Signer.id)))


def signer(signer_id: int) -> Signer | None:
    """The signer with this id, if it is in the scope."""
    return db.session.get(Signer, signer_id)


def editable(row: Hamlet | Unit | Signer | None) -> bool:
    """Whether this authority may change the row: a province sees those of its communes but leaves them alone."""
    return row is not None and row.owner_id in scope_of(db.session()).writes


def same_name(table: type[Hamlet] | type[Unit], name: str, valid_from: date, valid_until: date | None) -> list[Any]:
    """Hamlets or units of one's own with this name whose period meets the given one."""
    return _meeting(table, table.name_fold == text.fold(name), valid_from, valid_until, key=(name, "name"))


def same_signer(full_name: str, valid_from: date, valid_until: date | None) -> list[Any]:
    """Signers of one's own with this name whose period meets the given one."""
    return _meeting(Signer, Signer.full_name == full_name, valid_from, valid_until, key=(full_name, "full_name"))


def _meeting(table: Any, alike: Any, valid_from: date, valid_until: date | None, key: tuple[str, str]) -> list[Any]:
    later = or_(table.valid_until.is_(None), table.valid_until > valid_from)
    chosen = select(table).where(alike, later, table.owner_id == scope_of(db.session()).home)
    if valid_until is not None:
        chosen = chosen.where(table.valid_from < valid_until)
    # Found without dấu, compared with it: Thôn Đông and Thôn Đồng are two hamlets.
    wanted, column = key
    return [row for row in db.session.scalars(chosen) if getattr(row, column).casefold() == wanted.casefold()]


def all_hamlets() -> list[Hamlet]:
    """Every hamlet in the scope, also those that have ended."""
    return list(db.session.scalars(select(Hamlet).order_by(Hamlet.name_key, Hamlet.id)))


def all_units() -> list[Unit]:
    """Every unit in the scope, also those that have ended."""
    return list(db.session.scalars(select(Unit).order_by(Unit.name_key, Unit.id)))


def all_signers() -> list[Signer]:
    """Every signer in the scope, also former ones, the newest first."""
    return list(db.session.scalars(select(Signer).order_by(Signer.valid_from.desc(), Signer.id)))


def predecessors(authority_id: int, day: date) -> list[tuple[str, date]]:
    """The names of the authorities merged into this one by a day, each with the day it was merged."""
    chosen = (
        select(Authority.place_name, Succession.day)
        .join(Succession, Succession.predecessor_id == Authority.id)
        .where(Succession.successor_id == authority_id, Succession.day <= day)
    )
    return [(name, merged) for name, merged in db.session.execute(chosen.order_by(Succession.day, Authority.id))]


def place_names() -> dict[int, str]:
    """The plain place names of the authorities in the scope, by id, for lists that mix several."""
    chosen = select(Authority.id, Authority.place_name).where(Authority.id.in_(scope_of(db.session()).reads))
    return {one: name for one, name in db.session.execute(chosen)}


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
    return _rule(key, day, _local_rules(day, key), confirmations("rule"))


def rules(day: date) -> list[RuleValue]:
    """The value in force of every rule that the law leaves to a province or commune."""
    rows, known = _local_rules(day), confirmations("rule")
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


def rule_history(key: str) -> list[LocalRule]:
    """Every value this authority has set for a rule, the newest first."""
    home = scope_of(db.session()).home
    chosen = select(LocalRule).where(LocalRule.key == key, LocalRule.owner_id == home)
    return list(db.session.scalars(chosen.order_by(LocalRule.valid_from.desc())))


def confirmations(kind: str) -> dict[str, LawConfirmation]:
    """What officials of this authority have compared with the original, by code.

    `kind` is instrument, award, criterion, paper or rule.
    """
    home = scope_of(db.session()).home
    chosen = select(LawConfirmation).where(LawConfirmation.kind == kind, LawConfirmation.owner_id == home)
    return {row.code: row for row in db.session.scalars(chosen)}


def verified(kind: str, code: str, mark: str) -> bool:
    """Whether a value needs no badge: read in its source, or confirmed by an official of this authority."""
    return law.Mark(mark).verified or code in confirmations(kind)
