"""Measures of commitments."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.commitments import queries
from app.commitments.models import Commitment
from app.commitments.rules import State
from app.people.models import Collective, Household, Person
from app.plans.rules import About, Figure, FigureRow, Period


def commitments_signed(about: About, period: Period) -> Figure:
    """How many pledges were signed in the period by whom the figure is about.

    A person counts with their own pledge and with that of their household. Count and turns are the same,
    since a pledge is signed once.
    """
    chosen = queries.with_subjects().where(
        Commitment.state == State.SIGNED, Commitment.signed_on >= period.start, Commitment.signed_on < period.end
    )
    lines = queries.read_lines(chosen.where(*_conditions(about)).order_by(Commitment.id))
    return Figure(len(lines), len(lines), "bản cam kết", "lượt ký", tuple(_row(line) for line in lines))


def _row(line: queries.Line) -> FigureRow:
    return FigureRow(line.name, "commitments.show", (("commitment_id", line.row.id),))


def _conditions(about: About) -> list[ColumnElement[bool]]:
    found: list[Any] = []
    if about.person_id:
        own = select(Person.household_id).where(Person.id == about.person_id, Person.household_id.is_not(None))
        found.append(or_(Commitment.person_id == about.person_id, Commitment.household_id.in_(own)))
    if about.household_id:
        found.append(Commitment.household_id == about.household_id)
    if about.collective_id:
        found.append(Commitment.collective_id == about.collective_id)
    if about.hamlet_id:
        found.append(
            or_(
                Person.hamlet_id == about.hamlet_id,
                Household.hamlet_id == about.hamlet_id,
                Collective.hamlet_id == about.hamlet_id,
            )
        )
    if about.target_group:
        found.append(Person.target_group == about.target_group)
    return found
