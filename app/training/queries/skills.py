"""Reads of the skill framework: our own contents and those handed down by the province."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, or_, select
from werkzeug.exceptions import NotFound

from app import text
from app.db import db
from app.tenancy import scope_of
from app.training.models import Skill
from app.training.rules.skills import SkillPeriod, is_for, skill_key


def in_force(day: date, target_group: str | None = None) -> list[Skill]:
    """The contents a class that begins on this day may choose, in the order of their codes.

    Args: target_group, T1 to T5, leaves out what is for others. Of one code our own content holds before the
    province's.
    """
    chosen = _visible().where(Skill.valid_from <= day, or_(Skill.valid_until.is_(None), Skill.valid_until > day))
    home = scope_of(db.session()).home
    found: dict[str, Skill] = {}
    for row in sorted(db.session.scalars(chosen), key=lambda one: one.owner_id == home):
        found[text.fold(row.code)] = row
    return _in_order(row for row in found.values() if is_for(row.target_group, target_group))


def listed() -> tuple[list[Skill], list[Skill]]:
    """Our own contents of all times, and those handed down, in the order of their codes."""
    home = scope_of(db.session()).home
    rows = _in_order(db.session.scalars(_visible()))
    return [row for row in rows if row.owner_id == home], [row for row in rows if row.owner_id != home]


def get(skill_id: int) -> Skill:
    """A content of our own; a 404 for one of another authority, the province's too: it is not changed here."""
    row = db.session.get(Skill, skill_id)
    if row is None or row.owner_id != scope_of(db.session()).home:
        raise NotFound
    return row


def own_periods() -> list[SkillPeriod]:
    """The codes and days of our own contents."""
    return [SkillPeriod(row.code, row.valid_from, row.valid_until, row.id) for row in listed()[0]]


def _visible() -> Select[Skill]:
    """Our own rows and those handed down. A province also reads its communes' rows, which it does not use."""
    scope = scope_of(db.session())
    return select(Skill).where(Skill.owner_id.in_({scope.home} | scope.above))


def _in_order(rows: Iterable[Skill]) -> list[Skill]:
    return sorted(rows, key=lambda row: (skill_key(row.code), row.valid_from, row.id))
