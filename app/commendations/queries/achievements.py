"""Reads of awards once received."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app import text
from app.commendations.models import Achievement, Nominee
from app.commendations.queries.names import subject_label
from app.commendations.rules import Earlier
from app.db import db
from app.people.models import Collective, Household, Person

PAGE = 50


def earlier_awards(nominees: Iterable[Nominee]) -> dict[int, tuple[Earlier, ...]]:
    """The awards each of these subjects received before, oldest first, in one read."""
    rows = list(nominees)
    found = _awards_of(rows)
    return {one.id: tuple(_earlier(row) for row in found if _same_subject(row, one)) for one in rows}


def _awards_of(rows: list[Nominee]) -> list[Achievement]:
    chosen = select(Achievement).where(
        or_(
            Achievement.person_id.in_([one.person_id for one in rows if one.person_id]),
            Achievement.household_id.in_([one.household_id for one in rows if one.household_id]),
            Achievement.collective_id.in_([one.collective_id for one in rows if one.collective_id]),
        )
    )
    return list(db.session.scalars(chosen.order_by(Achievement.day, Achievement.id))) if rows else []


def _same_subject(row: Any, nominee: Nominee) -> bool:
    return (row.person_id, row.household_id, row.collective_id) == (
        nominee.person_id,
        nominee.household_id,
        nominee.collective_id,
    )


def _earlier(row: Achievement) -> Earlier:
    return Earlier(
        award_label=row.award_label,
        award_type=row.award_type,
        merit=row.merit,
        reference_number=row.reference_number,
        day=row.day,
        round_id=row.round_id,
        nominee_id=row.nominee_id,
    )


def received_before(nominees: Iterable[Nominee]) -> dict[int, list[Achievement]]:
    """The awards of these subjects but that of this dossier, with issuer and decision, oldest first, in one read."""
    rows = list(nominees)
    found = _awards_of(rows)
    return {one.id: [row for row in found if _same_subject(row, one) and row.nominee_id != one.id] for one in rows}


def _with_subjects() -> Select[Any]:
    return select(Achievement).options(
        joinedload(Achievement.person).joinedload(Person.hamlet),
        joinedload(Achievement.household).options(
            joinedload(Household.hamlet), selectinload(Household.members), selectinload(Household.head)
        ),
        joinedload(Achievement.collective),
    )


def achievements(typed: str = "", after: tuple[Any, int] | None = None, limit: int = PAGE) -> list[Achievement]:
    """One page of awards received, newest first, and one more; `typed` is a name without dấu."""
    chosen = _with_subjects().order_by(Achievement.day.desc(), Achievement.id.desc()).limit(limit + 1)
    query = text.fold(typed)
    if query:
        persons = select(Person.id).where(Person.name_fold.contains(query, autoescape=True))
        heads = select(Person.household_id).where(Person.name_fold.contains(query, autoescape=True), Person.is_head)
        collectives = select(Collective.id).where(Collective.name_fold.contains(query, autoescape=True))
        chosen = chosen.where(
            or_(
                Achievement.person_id.in_(persons),
                Achievement.household_id.in_(heads),
                Achievement.collective_id.in_(collectives),
            )
        )
    if after is not None:
        day, row_id = after
        chosen = chosen.where(or_(Achievement.day < day, and_(Achievement.day == day, Achievement.id < row_id)))
    return list(db.session.scalars(chosen).unique())


def subject_of_achievement(row: Achievement) -> str:
    """Who received an award, as a list tells it."""
    return subject_label(row)


def achievements_sheet(typed: str = "") -> list[tuple[Any, ...]]:
    """The awards as filtered, for a workbook."""
    return [
        (subject_label(row), row.award_label, row.merit, row.reference_number, row.day, row.issuer_name)
        for row in achievements(typed, limit=5_000)[:5_000]
    ]
