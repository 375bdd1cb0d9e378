"""Measures of commitments about one subject, a hamlet, a group or the whole commune."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.commitments import queries
from app.commitments.models import Campaign, Commitment
from app.commitments.rules import SIGNED, State
from app.db import db
from app.people.models import Person
from app.plans.rules import About, Figure, FigureRow, LaterRows, Period


def commitments_signed(about: About, period: Period) -> Figure:
    """How many pledges were signed in the period by whom the figure is about, whatever became of them; not withdrawn.

    A person counts with their own pledge and with that of their household, a hamlet or group with the pledges of who
    belonged to it when they signed. Count and turns are the same, since a pledge is signed once.
    """
    return _figure(about, period, SIGNED)


def commitments_kept(about: About, period: Period) -> Figure:
    """How many of the pledges signed in the period were judged kept in full.

    They belong to the day of signing and not of judging, so that "ký 02 bản, 01 bản thực hiện đủ" speaks of the same
    pledges, and one judged after New Year counts in its own year.
    """
    return _figure(about, period, frozenset({State.KEPT}))


def _figure(about: About, period: Period, states: frozenset[State]) -> Figure:
    conditions = [
        Commitment.state.in_(sorted(states)),
        Commitment.signed_on >= period.start,
        Commitment.signed_on < period.end,
        *_conditions(about),
    ]
    count = db.session.scalar(select(func.count(Commitment.id)).where(*conditions)) or 0
    rows = LaterRows(count, lambda limit: _rows(conditions, limit))
    return Figure(count, count, "bản cam kết", "lượt ký", rows)


def _rows(conditions: Sequence[ColumnElement[bool]], limit: int | None) -> tuple[FigureRow, ...]:
    chosen = queries.names().where(*conditions).order_by(Commitment.id).limit(limit)
    return tuple(
        FigureRow(name or "", "commitments.show", (("commitment_id", row_id),))
        for row_id, name in db.session.execute(chosen)
    )


def _conditions(about: About) -> list[ColumnElement[bool]]:
    found: list[Any] = []
    if about.person_id:
        own = select(Person.household_id).where(Person.id == about.person_id, Person.household_id.is_not(None))
        found.append(or_(Commitment.person_id == about.person_id, Commitment.household_id.in_(own)))
    if about.household_id:
        found.append(Commitment.household_id == about.household_id)
    if about.collective_id:
        found.append(Commitment.collective_id == about.collective_id)
    if not found:
        # Every campaign by its number: told so, the database goes along the index of the days of signing.
        found.append(Commitment.campaign_id.in_(select(Campaign.id)))
    if about.hamlet_id:
        found.append(Commitment.hamlet_id == about.hamlet_id)
    if about.target_group:
        found.append(Commitment.target_group == about.target_group)
    return found
