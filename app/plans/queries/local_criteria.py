"""Reads of the conditions that a province or commune laid down for an award: what holds on a day, what held before."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from werkzeug.exceptions import NotFound

from app.db import db
from app.places.rules import in_force as in_period
from app.plans.models import LocalCriterion
from app.tenancy import scope_of


def in_force(award: str, day: date) -> list[LocalCriterion]:
    """The conditions that hold on a day for an award: own ones and those handed down, oldest first.

    Of rows that replace the same row of the law for the same kind of subject, only that of the nearest authority holds,
    and of its rows the newest. A province also reads its communes' rows, which do not bind it: they are left out. Types
    of commendation are not filtered.
    """
    scope = scope_of(db.session())
    chosen = select(LocalCriterion).where(
        LocalCriterion.owner_id.in_({scope.home} | scope.above),
        LocalCriterion.award == award,
        LocalCriterion.valid_from <= day,
        or_(LocalCriterion.valid_until.is_(None), LocalCriterion.valid_until > day),
    )
    rows = db.session.scalars(chosen.order_by(LocalCriterion.valid_from, LocalCriterion.id))
    return _nearest(rows, scope.home)


def holding(rows: Iterable[LocalCriterion], day: date, home: int) -> list[LocalCriterion]:
    """Of rows that were read already, oldest first, those that hold on a day for the authority `home`."""
    return _nearest((row for row in rows if in_period(row, day)), home)


def _nearest(rows: Iterable[LocalCriterion], home: int) -> list[LocalCriterion]:
    kept: dict[tuple[str, str] | int, LocalCriterion] = {}
    for row in rows:
        place = (row.subject_kind, row.replaces) if row.replaces else row.id
        known = kept.get(place)
        if known is None or known.owner_id != home or row.owner_id == home:
            kept[place] = row
    return sorted(kept.values(), key=lambda row: (row.valid_from, row.id))


def get(local_criterion_id: int) -> LocalCriterion:
    """The condition with this id, own or handed down; a foreign or unknown id is not found."""
    row = db.session.get(LocalCriterion, local_criterion_id)
    if row is None:
        raise NotFound
    return row


def laid_down() -> list[LocalCriterion]:
    """Every condition that binds here, whenever it held: own ones and those handed down, oldest first."""
    scope = scope_of(db.session())
    chosen = select(LocalCriterion).where(LocalCriterion.owner_id.in_({scope.home} | scope.above))
    return list(db.session.scalars(chosen.order_by(LocalCriterion.valid_from, LocalCriterion.id)))


def own_of(award: str, subject_kind: str) -> list[LocalCriterion]:
    """What the own authority laid down for one kind of subject of an award, whenever it held."""
    chosen = select(LocalCriterion).where(
        LocalCriterion.owner_id == scope_of(db.session()).home,
        LocalCriterion.award == award,
        LocalCriterion.subject_kind == subject_kind,
    )
    return list(db.session.scalars(chosen.order_by(LocalCriterion.valid_from, LocalCriterion.id)))


def is_own(row: LocalCriterion) -> bool:
    """Whether the own authority may change this condition."""
    return row.owner_id in scope_of(db.session()).writes
