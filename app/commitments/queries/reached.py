"""What the records say of a promise: for each commitment how many of the deed its people have done.

A person answers for themselves and a household by the sum of its members, whoever of them came. A collective answers by
the people of its unit, or of its hamlet when it belongs to no unit: for classes taught and people taught by their sum,
for everything else by how many different people have at least one, so that "20 người dự tập huấn" is twenty people and
not one who came twenty times. Everything is joined in the database and begins at those who have done something: among
fifty thousand commitments of which two hundred have a deed, two hundred are read.
"""

from collections.abc import Sequence

from sqlalchemy import Integer, Select, Subquery, and_, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement

from app.commitments.models import Campaign, Commitment, Promise
from app.commitments.rules import following
from app.commitments.rules.following import Asked
from app.db import db
from app.people.models import Collective, Person
from app.plans import deeds
from app.plans.rules import Deed, Period

SUMMED = frozenset({Deed.COURSES_TAUGHT, Deed.PEOPLE_TAUGHT})


def asked_of(promise: Promise) -> Asked:
    """What a promise asks, as the rules take it."""
    return following.asked(promise.goal, promise.campaign.valid_until)


def period_of(campaign: Campaign) -> Period:
    """The days in which a deed counts: those of the pledge."""
    return Period(campaign.valid_from, campaign.valid_until)


def reached(promise: Promise, deed: Deed, ids: Sequence[int] | None = None) -> Subquery:
    """The commitments of a campaign with at least one deed: columns `commitment_id` and `number`.

    Args: ids, the commitments that matter; without them all of the campaign.
    """
    campaign = promise.campaign
    whose = [Commitment.campaign_id == campaign.id]
    if ids is not None:
        whose.append(Commitment.id.in_(ids))
    make = {"household": _of_households, "collective": _of_collectives}.get(campaign.wording.subject_kind, _of_persons)
    return make(deed, period_of(campaign), whose, ids is not None).subquery()


def _of_persons(deed: Deed, period: Period, whose: list[ColumnElement[bool]], narrow: bool) -> Select[int, int]:
    among = select(Person.id).join(Commitment, Commitment.person_id == Person.id).where(*whose)
    done, doers = (deeds.statement(deed, period, among if narrow else None) for _twice in range(2))
    return (
        select(Commitment.id.label("commitment_id"), done.c.number.label("number"))
        .join(done, done.c.person_id == Commitment.person_id)
        # Said twice for SQLite: it takes any statement inside for a large one, and began at the fifty thousand.
        .where(Commitment.person_id.in_(select(doers.c.person_id)), *whose)
    )


def _of_households(deed: Deed, period: Period, whose: list[ColumnElement[bool]], narrow: bool) -> Select[int, int]:
    members = select(Person.id).join(Commitment, Commitment.household_id == Person.household_id).where(*whose)
    done, doers = (deeds.statement(deed, period, members if narrow else None) for _twice in range(2))
    theirs = select(Person.household_id).join(doers, doers.c.person_id == Person.id)
    return (
        select(Commitment.id.label("commitment_id"), cast(func.sum(done.c.number), Integer).label("number"))
        .join(Person, Person.household_id == Commitment.household_id)
        .join(done, done.c.person_id == Person.id)
        .where(Commitment.household_id.in_(theirs.correlate(None)), *whose)
        .group_by(Commitment.id)
    )


def _of_collectives(deed: Deed, period: Period, whose: list[ColumnElement[bool]], _narrow: bool) -> Select[int, int]:
    units, hamlets = _by(Person.unit_id, deed, period), _by(Person.hamlet_id, deed, period)
    number = func.coalesce(units.c.number, hamlets.c.number)
    return (
        select(Commitment.id.label("commitment_id"), number.label("number"))
        .join(Collective, Collective.id == Commitment.collective_id)
        .outerjoin(units, units.c.place_id == Collective.unit_id)
        .outerjoin(hamlets, and_(Collective.unit_id.is_(None), hamlets.c.place_id == Collective.hamlet_id))
        .where(number.is_not(None), *whose)
    )


def _by(place: InstrumentedAttribute[int | None], deed: Deed, period: Period) -> Subquery:
    """How much was done by the people of each unit, or of each hamlet."""
    done = deeds.statement(deed, period)
    number = cast(func.sum(done.c.number), Integer) if deed in SUMMED else func.count(done.c.person_id)
    chosen = select(place.label("place_id"), number.label("number")).join(done, done.c.person_id == Person.id)
    return chosen.where(place.is_not(None)).group_by(place).subquery()


def people_of(row: Commitment) -> list[int]:
    """The persons whose deeds count for a commitment, as above."""
    if row.person_id:
        return [row.person_id]
    chosen = select(Person.id)
    if row.household_id:
        return list(db.session.scalars(chosen.where(Person.household_id == row.household_id)))
    unit = select(Collective.unit_id).where(Collective.id == row.collective_id)
    hamlet = select(Collective.hamlet_id).where(Collective.id == row.collective_id, Collective.unit_id.is_(None))
    return list(db.session.scalars(chosen.where(or_(Person.unit_id.in_(unit), Person.hamlet_id.in_(hamlet)))))
