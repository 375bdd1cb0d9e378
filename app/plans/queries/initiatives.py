"""Reads of initiatives: the book of sáng kiến, giải pháp, mô hình and điển hình, found by a few letters."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import text
from app.db import db
from app.people import queries as people
from app.people.models import Collective, Household, Person
from app.plans.models import Initiative, InitiativeEffect, InitiativeUse
from app.plans.rules import Period
from app.plans.rules.initiatives import InitiativeKind, Scope, Standing
from app.plans.rules.targets import shown_decimal
from app.tenancy import scope_of

PAGE = 50
MOST_ROWS = 5_000
MOST_TITLES = 1_000
LOOKUPS = {
    "person": people.person_lookup,
    "household": people.household_lookup,
    "collective": people.collective_lookup,
}
GET: dict[str, Callable[[int], Any]] = {
    "person": people.get,
    "household": people.household,
    "collective": people.collective,
}


def get(initiative_id: int) -> Initiative:
    """The initiative with this id; a foreign or unknown id is not found."""
    row = db.session.get(Initiative, initiative_id)
    if row is None or row.owner_id not in scope_of(db.session()).reads:
        raise NotFound
    return row


def is_own(row: Initiative) -> bool:
    """Whether the own authority may change it."""
    return row.owner_id in scope_of(db.session()).writes


UNDECIDED = "undecided"


@dataclass(frozen=True)
class Asked:
    """Which initiatives are asked for: part of a title or name without dấu, kind, scope, hamlet, branch, recognised.

    `branch` is one of the rules or "undecided"; `recognised` "yes", "no" or None for both.
    """

    typed: str = ""
    kind: str | None = None
    scope: str | None = None
    hamlet_id: int | None = None
    branch: str | None = None
    recognised: str | None = None

    def __bool__(self) -> bool:
        return self != Asked()


def listed(asked: Asked = Asked(), after: int | None = None, limit: int = PAGE) -> list[Initiative]:  # noqa: B008
    """One page of initiatives, newest first, and one more."""
    chosen = _with_owners().where(*_narrowed(asked)).order_by(Initiative.id.desc()).limit(limit + 1)
    if after is not None:
        chosen = chosen.where(Initiative.id < after)
    return list(db.session.scalars(chosen).unique())


def _narrowed(asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    query = text.fold(asked.typed)
    if query:
        found.append(or_(Initiative.id.in_(_titled(query)), _owned_by(query)))
    if asked.kind:
        found.append(Initiative.kind == asked.kind)
    if asked.scope:
        found.append(Initiative.scope == asked.scope)
    if asked.hamlet_id is not None:
        applied = select(InitiativeUse.initiative_id).where(InitiativeUse.hamlet_id == asked.hamlet_id)
        found.append(Initiative.id.in_(applied))
    if asked.branch:
        found.append(Initiative.branch.is_(None) if asked.branch == UNDECIDED else Initiative.branch == asked.branch)
    if asked.recognised:
        known = Initiative.recognised_by
        found.append(known.is_not(None) if asked.recognised == "yes" else known.is_(None))
    return found


def _with_owners() -> Select[Any]:
    own = sorted(scope_of(db.session()).writes)
    return (
        select(Initiative)
        .where(Initiative.owner_id.in_(own))
        .options(
            joinedload(Initiative.person).joinedload(Person.hamlet),
            joinedload(Initiative.household).options(joinedload(Household.hamlet), selectinload(Household.head)),
            joinedload(Initiative.collective),
            selectinload(Initiative.effects),
            selectinload(Initiative.uses).joinedload(InitiativeUse.hamlet),
        )
    )


def _titled(query: str) -> list[int]:
    """Titles have no folded column: a commune has some hundred of them, compared here."""
    every = db.session.execute(select(Initiative.id, Initiative.title).order_by(Initiative.id.desc()))
    return [row_id for row_id, title in every if query in text.fold(title)][:MOST_TITLES]


def _owned_by(query: str) -> ColumnElement[bool]:
    persons = select(Person.id).where(Person.name_fold.contains(query, autoescape=True))
    heads = select(Person.household_id).where(Person.name_fold.contains(query, autoescape=True), Person.is_head)
    collectives = select(Collective.id).where(Collective.name_fold.contains(query, autoescape=True))
    return or_(
        Initiative.person_id.in_(persons),
        Initiative.household_id.in_(heads),
        Initiative.collective_id.in_(collectives),
    )


def of_subject(kind: str, subject_id: int) -> list[Initiative]:
    """The initiatives of one person, household or collective, newest first."""
    chosen = select(Initiative).where(getattr(Initiative, f"{kind}_id") == subject_id)
    return list(db.session.scalars(chosen.order_by(Initiative.id.desc())))


def same_title(kind: str, subject_id: int, title: str, besides: int | None) -> bool:
    """Whether this subject has an initiative of this name already, another one than `besides`."""
    folded = text.fold(title)
    return any(row.id != besides and text.fold(row.title) == folded for row in of_subject(kind, subject_id))


def owner_label(row: Initiative) -> str:
    """Whose it is, as a list tells it from another."""
    if row.person:
        return people.label(row.person)
    if row.household:
        return people.household_label(row.household)
    return row.collective.name if row.collective else ""


def owner_key(row: Initiative) -> str:
    """Whose it is, as a search box posts it: "person-12"."""
    pairs = (("person", row.person_id), ("household", row.household_id), ("collective", row.collective_id))
    return next(f"{kind}-{row_id}" for kind, row_id in pairs if row_id)


def subject_lookup(typed: str) -> list[tuple[str, str]]:
    """What the search box for whose it is offers: persons, households and collectives by a few letters."""
    return [(f"{kind}-{row_id}", label) for kind, look in LOOKUPS.items() for row_id, label in look(typed)]


def subject_of(key: str) -> Any:
    """The subject a search box posted; a foreign or unknown one is not found."""
    kind, _dash, row_id = key.partition("-")
    if kind not in GET or not row_id.isdecimal():
        raise NotFound
    return GET[kind](int(row_id))


def name_of_subject(key: str) -> str:
    """The name a search box finds the subject of a key by: of a household that of its head."""
    subject = subject_of(key)
    named = subject.head if isinstance(subject, Household) else subject
    return str(named.name) if named else ""


def label_of_subject(key: str) -> str:
    """How the subject of a key is told from another."""
    subject = subject_of(key)
    if isinstance(subject, Person):
        return people.label(subject)
    return people.household_label(subject) if isinstance(subject, Household) else subject.name


def effect(row: Initiative, effect_id: int) -> InitiativeEffect:
    """This effect of this initiative; any other id is not found."""
    return _child(row.effects, effect_id)


def use(row: Initiative, use_id: int) -> InitiativeUse:
    """This place where this initiative is applied; any other id is not found."""
    return _child(row.uses, use_id)


def _child(rows: Iterable[Any], row_id: int) -> Any:
    found = next((one for one in rows if one.id == row_id), None)
    if found is None:
        raise NotFound
    return found


def place_of(use: InitiativeUse) -> str:
    """Where it is applied in words: the hamlet of the books, what was written, or the whole country."""
    if use.hamlet is not None:
        return f"{use.hamlet.name}, {use.place}" if use.place else use.hamlet.name
    return use.place or ("Toàn quốc" if use.scope == Scope.NATION else "")


def effect_text(effect: InitiativeEffect) -> str:
    """An effect as a sentence tells it: "số hồ sơ trực tuyến: từ 40 lên 96 hồ sơ (6 tháng đầu năm 2026)"."""
    after = f"{shown_decimal(effect.after)} {effect.measure_unit}".rstrip()
    told = after if effect.before is None else f"từ {shown_decimal(effect.before)} đến {after}"
    return f"{effect.text}: {told}" + (f" ({effect.period})" if effect.period else "")


def standing(row: Initiative, proofs: int, used: str) -> Standing:
    """What the rule about awards looks at. Args: proofs, pieces of evidence at it; used, the award it grounded."""
    return Standing(
        scope=row.scope,
        applied=any(use.since is not None for use in row.uses) or row.since is not None,
        effects=len(row.effects),
        proofs=proofs,
        recognised=row.recognised_by is not None,
        used=used,
    )


# ---- for the report of a period


@dataclass(frozen=True)
class Told:
    """One initiative as a report tells it: whose, what it brought, where it is applied, who recognised it."""

    id: int
    kind: str
    title: str
    owner: str
    scope: str
    since: date | None
    effect: str
    effects: tuple[str, ...]
    uses: tuple[str, ...]
    recognised_by: str
    recognised_on: date | None
    branch: str | None


@dataclass(frozen=True)
class InitiativeSummary:
    """What came of initiatives and examples in a period.

    `told` are those that were begun, applied at another place or recognised in it, newest first; `by_kind` and
    `by_scope` count these once each; `places` is at how many places they came into use in the period, `recognised`
    how many were recognised in it, `undecided` of how many nobody decided yet which award follows.
    """

    told: tuple[Told, ...]
    by_kind: Mapping[str, int]
    by_scope: Mapping[str, int]
    places: int
    recognised: int
    undecided: int

    @property
    def exemplars(self) -> int:
        """How many of them are điển hình tiên tiến."""
        return self.by_kind.get(InitiativeKind.EXEMPLAR, 0)


def summary(period: Period) -> InitiativeSummary:
    """What came of the own initiatives and examples in a period, in a fixed number of statements."""
    begun = select(InitiativeUse.initiative_id).where(*_in(InitiativeUse.since, period))
    chosen = _with_owners().where(
        or_(
            and_(*_in(Initiative.since, period)),
            and_(*_in(Initiative.recognised_on, period)),
            Initiative.id.in_(begun),
        )
    )
    rows = list(db.session.scalars(chosen.order_by(Initiative.id.desc())).unique())
    return InitiativeSummary(
        told=tuple(map(told, rows)),
        by_kind=Counter(row.kind for row in rows),
        by_scope=Counter(row.scope for row in rows),
        places=sum(_is_in(use.since, period) for row in rows for use in row.uses),
        recognised=sum(_is_in(row.recognised_on, period) for row in rows),
        undecided=sum(row.branch is None for row in rows),
    )


def told(row: Initiative) -> Told:
    """An initiative as reports and achievement reports tell it."""
    return Told(
        id=row.id,
        kind=row.kind,
        title=row.title,
        owner=owner_label(row),
        scope=row.scope,
        since=row.since,
        effect=row.effect or "",
        effects=tuple(effect_text(one) for one in row.effects),
        uses=tuple(place_of(one) for one in row.uses),
        recognised_by=row.recognised_by or "",
        recognised_on=row.recognised_on,
        branch=row.branch,
    )


def _in(column: Any, period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return column >= period.start, column < period.end


def _is_in(day: date | None, period: Period) -> bool:
    return day is not None and period.start <= day < period.end


def sheet(
    rows: Iterable[Initiative], kinds: dict[str, str], scopes: dict[str, str], branches: dict[str, str]
) -> list[tuple[Any, ...]]:
    """Initiatives as a workbook shows them; kinds, scopes and branches: their words by code."""
    return [
        (
            kinds[row.kind],
            row.title,
            owner_label(row),
            row.description or "",
            row.since,
            scopes[row.scope],
            "; ".join(place_of(use) for use in row.uses),
            row.effect or "",
            "; ".join(effect_text(one) for one in row.effects),
            row.recognised_by or "",
            row.recognised_on,
            row.used_by or "",
            branches[row.branch] if row.branch else "",
        )
        for row in rows
    ]
