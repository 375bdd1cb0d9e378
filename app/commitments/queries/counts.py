"""Reads of the counts: how a campaign stands, read from what is counted once (StateCount)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from sqlalchemy import exists, func, select

from app.commitments.models import Commitment, StateCount
from app.commitments.rules import SIGNED, State
from app.db import db
from app.places.models import Hamlet, Unit


@dataclass(frozen=True)
class Count:
    """How many commitments there are, how many of them came back signed, declined or were withdrawn, or wait."""

    total: int
    signed: int
    declined: int
    drafted: int
    withdrawn: int

    @property
    def missing(self) -> int:
        """Who still has to be asked: neither signed, nor declined, nor withdrawn."""
        return self.total - self.signed - self.declined - self.withdrawn

    @property
    def percent(self) -> int:
        """The share that signed, rounded down, so that 100 means everybody."""
        return self.signed * 100 // self.total if self.total else 0


@dataclass(frozen=True)
class HamletCount(Count):
    """How a campaign stands in one hamlet; without id and name for those of no hamlet."""

    hamlet_id: int | None
    name: str


def count_of(states: Mapping[str, int]) -> Count:
    """The count from the numbers by state."""
    return Count(**_numbers(states))


def sum_of(counts: Iterable[Count]) -> Count:
    """The whole from its parts."""
    found = list(counts)
    return Count(*(sum(getattr(one, part.name) for one in found) for part in fields(Count)))


def _numbers(states: Mapping[str, int]) -> dict[str, int]:
    return {
        "total": sum(states.values()),
        "signed": sum(states.get(state, 0) for state in SIGNED),
        "declined": states.get(State.DECLINED, 0),
        "drafted": states.get(State.DRAFTED, 0),
        "withdrawn": states.get(State.WITHDRAWN, 0),
    }


def counts(campaign_id: int) -> list[HamletCount]:
    """How a campaign stands, by hamlet, in the order of the hamlets."""
    rows = db.session.execute(
        select(StateCount.hamlet_id, Hamlet.name, Hamlet.name_key, StateCount.state, func.sum(StateCount.count))
        .outerjoin(Hamlet, Hamlet.id == StateCount.hamlet_id)
        .where(StateCount.campaign_id == campaign_id, StateCount.count > 0)
        .group_by(StateCount.hamlet_id, Hamlet.name, Hamlet.name_key, StateCount.state)
    )
    found: dict[tuple[str, int, str], dict[str, int]] = {}
    for hamlet_id, name, key, state, count in rows:
        found.setdefault((key or "~", hamlet_id, name or ""), {})[state] = count
    return [
        HamletCount(hamlet_id=hamlet_id or None, name=name, **_numbers(states))
        for (_key, hamlet_id, name), states in sorted(found.items())
    ]


def units(campaign_ids: Iterable[int]) -> list[tuple[int, str]]:
    """The units of whoever pledges in these campaigns, by name."""
    there = exists().where(StateCount.unit_id == Unit.id, StateCount.campaign_id.in_(list(campaign_ids)))
    chosen = select(Unit.id, Unit.name).where(there).order_by(Unit.name_key, Unit.id)
    return [(unit_id, name) for unit_id, name in db.session.execute(chosen)]


def totals() -> dict[int, dict[str, int]]:
    """How many commitments each campaign has in each state."""
    rows = db.session.execute(
        select(StateCount.campaign_id, StateCount.state, func.sum(StateCount.count))
        .where(StateCount.count > 0)
        .group_by(StateCount.campaign_id, StateCount.state)
    )
    found: dict[int, dict[str, int]] = {}
    for campaign_id, state, count in rows:
        found.setdefault(campaign_id, {})[state] = count
    return found


def pledged(campaign_id: int) -> set[tuple[str, int]]:
    """Who is in a campaign already: kind and id."""
    rows = db.session.execute(
        select(Commitment.person_id, Commitment.household_id, Commitment.collective_id).where(
            Commitment.campaign_id == campaign_id
        )
    )
    kinds = ("person", "household", "collective")
    return {(kind, found) for row in rows for kind, found in zip(kinds, row, strict=True) if found}
