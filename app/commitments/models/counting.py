"""The counts of a campaign, kept in step with its commitments in the same flush.

A page that counted fifty thousand rows each time it opened was slower than anything else on it. Tried and dropped: a
trigger in the database, which would have to be written twice, for SQLite and PostgreSQL.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from app.commitments.models.tables import Campaign, Commitment, StateCount

# Owner and campaign, then what is counted apart; a campaign of the same flush has no number yet and stands for itself.
Key = tuple[int, int | Campaign, int, int, str, str]
_COUNTED = ("campaign_id", "hamlet_id", "unit_id", "target_group", "state")


def count(session: Session) -> None:
    """Write into the counts what this flush makes, moves and deletes."""
    changes: Counter[Key] = Counter()
    for row, sign, before in _changed(session):
        changes[_key(row, before)] += sign
    changes = Counter({key: change for key, change in changes.items() if change})
    if changes:
        with session.no_autoflush:
            _apply(session, changes)


def _changed(session: Session) -> Iterator[tuple[Commitment, int, bool]]:
    """Each commitment that comes into a count or leaves one: the row, +1 or -1, whether as it was before."""
    for row in session.new:
        if isinstance(row, Commitment):
            yield row, 1, False
    for row in session.deleted:
        if isinstance(row, Commitment):
            yield row, -1, True
    for row in session.dirty:
        if isinstance(row, Commitment) and any(inspect(row).attrs[name].history.added for name in _COUNTED):
            yield row, -1, True
            yield row, 1, False


def _key(row: Commitment, before: bool) -> Key:
    def value(name: str) -> Any:
        history = inspect(row).attrs[name].history
        if before and history.added:  # what was left open when the row was made has no old value: it was empty
            return history.deleted[0] if history.deleted else None
        return getattr(row, name)

    campaign = value("campaign_id") or row.campaign.id or row.campaign
    hamlet_id, unit_id, group = value("hamlet_id") or 0, value("unit_id") or 0, value("target_group") or ""
    return (row.owner_id, campaign, hamlet_id, unit_id, group, str(value("state")))


def _apply(session: Session, changes: Counter[Key]) -> None:
    known = {_key_of(row): row for row in _kept(session, changes)}
    for key, change in changes.items():
        if key in known:
            known[key].count = StateCount.count + change  # type: ignore[assignment]  # added up by the database
        else:
            owner_id, campaign, hamlet_id, unit_id, group, state = key
            of = {"campaign_id": campaign} if isinstance(campaign, int) else {"campaign": campaign}
            place = {"hamlet_id": hamlet_id, "unit_id": unit_id, "target_group": group}
            session.add(StateCount(owner_id=owner_id, state=state, count=change, **of, **place))


def _kept(session: Session, changes: Iterable[Key]) -> list[StateCount]:
    """The counts as they are kept of the campaigns and hamlets that change."""
    campaigns = sorted({key[1] for key in changes if isinstance(key[1], int)})
    # The campaign is locked, so that two clerks who receive at once on PostgreSQL do not both begin a line.
    session.execute(select(Campaign.id).where(Campaign.id.in_(campaigns)).order_by(Campaign.id).with_for_update())
    hamlets = sorted({key[2] for key in changes})
    chosen = select(StateCount).where(StateCount.campaign_id.in_(campaigns), StateCount.hamlet_id.in_(hamlets))
    return list(session.scalars(chosen))


def _key_of(row: StateCount) -> Key:
    return (row.owner_id, row.campaign_id, row.hamlet_id, row.unit_id, row.target_group, row.state)


# Hamlet, unit, group and state; 0 and empty for those of none.
Counts = dict[tuple[int, int, str, str], int]


def plain_counts(session: Session, campaign_id: int) -> Counts:
    """The counts of a campaign added up from its commitments: what the kept counts must equal."""
    columns = (Commitment.hamlet_id, Commitment.unit_id, Commitment.target_group, Commitment.state)
    chosen = select(*columns, func.count(Commitment.id)).where(Commitment.campaign_id == campaign_id)
    return {
        (hamlet_id or 0, unit_id or 0, group or "", state): number
        for hamlet_id, unit_id, group, state, number in session.execute(chosen.group_by(*columns))
    }


def kept_counts(session: Session, campaign_id: int) -> Counts:
    """The counts of a campaign as they are kept; those that came back to nothing are left out."""
    rows = session.scalars(
        select(StateCount)
        .where(StateCount.campaign_id == campaign_id, StateCount.count != 0)
        .execution_options(populate_existing=True)
    )
    return {(row.hamlet_id, row.unit_id, row.target_group, row.state): row.count for row in rows}


def recount(session: Session, campaign_id: int) -> int:
    """Put the kept counts of a campaign right; returns how many of them were wrong."""
    campaign = session.get_one(Campaign, campaign_id)
    session.execute(select(Campaign.id).where(Campaign.id == campaign_id).with_for_update())
    true, kept = plain_counts(session, campaign_id), kept_counts(session, campaign_id)
    wrong = [key for key in true.keys() | kept.keys() if true.get(key) != kept.get(key)]
    rows = session.scalars(select(StateCount).where(StateCount.campaign_id == campaign_id))
    known = {_key_of(row)[2:]: row for row in rows}
    for key in wrong:
        hamlet_id, unit_id, group, state = key
        row = known.get(key) or StateCount(
            campaign=campaign, hamlet_id=hamlet_id, unit_id=unit_id, target_group=group, state=state
        )
        row.owner_id, row.count = campaign.owner_id, true.get(key, 0)
        session.add(row)
    return len(wrong)
