"""Reads of the lists: commitments with whoever pledges, filtered and in the order asked for, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload, lazyload
from sqlalchemy.sql.elements import ColumnElement
from werkzeug.exceptions import NotFound

from app import text
from app.commitments.models import Commitment, StateCount
from app.commitments.rules import REASONS, State
from app.db import db
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet

PAGE = 50
NO_HAMLET = 0  # a filter: those who belong to no hamlet, or to no unit

NONE = "none"  # a filter: those of no group, or signed in a way nobody wrote down
OTHER = "other"  # a filter: those who did not sign for a reason that is not on the ready list

Subject = Person | Household | Collective

_Head = aliased(Person)


class Order(StrEnum):
    """How a list is ordered; the number of the commitment comes last, so that no two stand in one place."""

    PLACE = "place"  # by hamlet and then by name
    NAME = "name"  # by tên, đệm, họ, whatever the hamlet
    DAY = "day"  # by day of signing, the newest first, who has not signed last
    STATE = "state"  # by state, then by hamlet and name


_KEYS: dict[Order, tuple[Any, ...]] = {
    Order.PLACE: (Commitment.place_key, Commitment.name_key, Commitment.id),
    Order.NAME: (Commitment.name_key, Commitment.id),
    Order.DAY: (Commitment.day_key, Commitment.id),
    Order.STATE: (Commitment.state_rank, Commitment.place_key, Commitment.name_key, Commitment.id),
}


@dataclass(frozen=True)
class Line:
    """A commitment with whoever pledges: the person, the head of the household or the collective, and the hamlet."""

    row: Commitment
    who: Person | Collective | None
    household: Household | None
    hamlet: Hamlet | None

    @property
    def name(self) -> str:
        """The name by which the list calls it; empty for a household that lost its head."""
        return self.who.name if self.who else ""

    @property
    def kind(self) -> str:
        """person, household or collective."""
        if self.row.household_id:
            return "household"
        return "person" if self.row.person_id else "collective"

    @property
    def pledges_as(self) -> str:
        """The kind of the text that is signed: a person may pledge as cán bộ, công chức."""
        return self.row.campaign.wording.subject_kind if self.kind == "person" else self.kind


def with_subjects() -> Any:
    """Commitments joined with whoever pledges and where: one statement, however many rows."""
    return (
        select(Commitment, Person, _Head, Collective, Household, Hamlet)
        .outerjoin(Person, Person.id == Commitment.person_id)
        .outerjoin(Household, Household.id == Commitment.household_id)
        .outerjoin(_Head, and_(_Head.household_id == Household.id, _Head.is_head))
        .outerjoin(Collective, Collective.id == Commitment.collective_id)
        .outerjoin(Hamlet, Hamlet.id == Commitment.hamlet_id)
        .options(lazyload(Household.head))  # it stands in the line already
    )


def names() -> Any:
    """The number of each commitment and the name by which the lists call it: columns, since they may be many."""
    return (
        select(Commitment.id, func.coalesce(Person.name, _Head.name, Collective.name))
        .outerjoin(Person, Person.id == Commitment.person_id)
        .outerjoin(_Head, and_(_Head.household_id == Commitment.household_id, _Head.is_head))
        .outerjoin(Collective, Collective.id == Commitment.collective_id)
    )


def read_lines(chosen: Any) -> list[Line]:
    """The lines of a statement that began as with_subjects()."""
    return [
        Line(row, person or head or collective, household, hamlet)
        for row, person, head, collective, household, hamlet in db.session.execute(chosen)
    ]


def line(row: Commitment) -> Line:
    """One commitment with whoever pledges."""
    return read_lines(with_subjects().where(Commitment.id == row.id))[0]


@dataclass(frozen=True)
class Wanted:
    """Which commitments of a campaign a list shows; NO_HAMLET asks for those of no hamlet or unit, NONE for
    those of no group or way.

    `typed` is part of a name, without dấu or with; `way` is a rules.Way; `signed_from` and `signed_to` are the first
    and the last day of signing, both included; `reason` is a ready reason why somebody has not signed, or OTHER.
    """

    states: frozenset[State] = frozenset()
    hamlet_id: int | None = None
    typed: str = ""
    unit_id: int | None = None
    group: str = ""
    way: str = ""
    signed_from: date | None = None
    signed_to: date | None = None
    reason: str = ""


def lines(
    campaign: int | Sequence[int],
    wanted: Wanted | None = None,
    after: Commitment | None = None,
    limit: int | None = None,
    order: Order = Order.PLACE,
) -> list[Line]:
    """The commitments of a campaign, or of several, as wanted and in this order, from a row on."""
    wanted = wanted or Wanted()
    chosen = with_subjects().where(_of(campaign), *conditions(wanted)).options(joinedload(Commitment.unit))
    columns = _columns(order, wanted)
    falling = order == Order.DAY
    if after is not None:
        here, there = tuple_(*columns), tuple(getattr(after, column.key) for column in columns)
        chosen = chosen.where(here < there if falling else here > there)
    return read_lines(chosen.order_by(*(column.desc() if falling else column for column in columns)).limit(limit))


def _of(campaign: int | Sequence[int]) -> ColumnElement[bool]:
    """The one campaign, told as such: only then does the database go along the index in the order of the list."""
    ids = [campaign] if isinstance(campaign, int) else sorted(campaign)
    return Commitment.campaign_id == ids[0] if len(ids) == 1 else Commitment.campaign_id.in_(ids)


def _columns(order: Order, wanted: Wanted) -> tuple[Any, ...]:
    """The key of an order. In one hamlet all stand in one place: told so, the database goes along its index."""
    found = _KEYS[order]
    return found if wanted.hamlet_id is None else tuple(one for one in found if one is not Commitment.place_key)


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What a commitment must be to stand in the list."""
    found: list[ColumnElement[bool] | None] = [
        Commitment.state.in_(sorted(wanted.states)) if wanted.states else None,
        _belongs(Commitment.hamlet_id, wanted.hamlet_id),
        _belongs(Commitment.unit_id, wanted.unit_id),
        Commitment.name_fold.contains(text.fold(wanted.typed), autoescape=True) if wanted.typed else None,
        Commitment.target_group == _or_none(wanted.group) if wanted.group else None,
        Commitment.signed_way == _or_none(wanted.way) if wanted.way else None,
        Commitment.signed_on >= wanted.signed_from if wanted.signed_from else None,
        Commitment.signed_on <= wanted.signed_to if wanted.signed_to else None,
        _declined_for(wanted.reason) if wanted.reason else None,
    ]
    return [one for one in found if one is not None]


def _or_none(word: str) -> str | None:
    return None if word == NONE else word


def _belongs(column: Any, wanted: int | None) -> ColumnElement[bool] | None:
    if wanted is None:
        return None
    belongs: ColumnElement[bool] = column.is_(None) if wanted == NO_HAMLET else column == wanted
    return belongs


def _declined_for(reason: str) -> ColumnElement[bool]:
    """Those who gave a ready reason, with or without more words; any other word asks for all the rest."""
    ready = {one: or_(Commitment.reason == one, Commitment.reason.startswith(f"{one}: ")) for one in REASONS.reasons}
    given: ColumnElement[bool] = ready[reason] if reason in ready else ~or_(*ready.values())
    return and_(Commitment.state == State.DECLINED, given)


def in_campaign(campaign_id: int, state: str | None = None, hamlet_id: int | None = None) -> list[Commitment]:
    """The commitments of a campaign by hamlet and then by name."""
    states = frozenset({State(state)}) if state else frozenset()
    return [one.row for one in lines(campaign_id, Wanted(states, hamlet_id))]


def how_many(campaign: int | Sequence[int], wanted: Wanted) -> int:
    """How many commitments of a campaign, or of several, stand in the list as wanted.

    What is counted anyway is read from there; a name, a day, a way of signing or a reason is counted in the rows.
    """
    ids = [campaign] if isinstance(campaign, int) else sorted(campaign)
    counted = Wanted(wanted.states, wanted.hamlet_id, unit_id=wanted.unit_id, group=wanted.group)
    if counted != wanted:
        plain = select(func.count(Commitment.id)).where(_of(campaign), *conditions(wanted))
        return db.session.scalar(plain) or 0
    kept = select(func.sum(StateCount.count)).where(StateCount.campaign_id.in_(ids))
    if wanted.states:
        kept = kept.where(StateCount.state.in_(sorted(wanted.states)))
    if wanted.hamlet_id is not None:
        kept = kept.where(StateCount.hamlet_id == wanted.hamlet_id)
    if wanted.unit_id is not None:
        kept = kept.where(StateCount.unit_id == wanted.unit_id)
    if wanted.group:
        kept = kept.where(StateCount.target_group == (_or_none(wanted.group) or ""))
    return db.session.scalar(kept) or 0


def chosen(campaign_id: int, ids: Sequence[int]) -> list[Line]:
    """The ticked commitments of a campaign, by hamlet and name; a 404 when one of them is not there."""
    ticked = with_subjects().where(Commitment.campaign_id == campaign_id, Commitment.id.in_(ids))
    found = read_lines(ticked.order_by(*_KEYS[Order.PLACE]))
    if len(found) != len(set(ids)):
        raise NotFound
    return found


def last_seen(campaign: int | Sequence[int], commitment_id: int | None) -> Commitment | None:
    """The last row of the page before; nothing when it is no longer in the list: that begins anew."""
    chosen = select(Commitment).where(_of(campaign), Commitment.id == commitment_id)
    return db.session.scalars(chosen).one_or_none() if commitment_id else None
