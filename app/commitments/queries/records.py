"""Reads of one record, of campaigns and texts of pledge; a record of another commune is not there (404)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from app.commitments.models import Campaign, Commitment, Wording
from app.commitments.rules import WORDINGS, ReadyWording
from app.db import db


def get(commitment_id: int) -> Commitment:
    """The commitment with this id; a 404 when it is not in the scope."""
    return _found(db.session.get(Commitment, commitment_id))


def campaign(campaign_id: int) -> Campaign:
    """The campaign with this id; a 404 when it is not in the scope."""
    return _found(db.session.get(Campaign, campaign_id))


def wording(wording_id: int) -> Wording:
    """The text of pledge with this id; a 404 when it is not in the scope."""
    return _found(db.session.get(Wording, wording_id))


def _found(row: Any) -> Any:
    if row is None:
        raise NotFound
    return row


def campaigns() -> list[Campaign]:
    """All campaigns, the newest first."""
    chosen = select(Campaign).options(joinedload(Campaign.wording), joinedload(Campaign.plan))
    return list(db.session.scalars(chosen.order_by(Campaign.opens_on.desc(), Campaign.id.desc())))


def campaigns_under(plan_id: int, year: int | None = None) -> list[Campaign]:
    """The campaigns of a plan, of those opened in one year when it is named, the newest first."""
    return [one for one in campaigns() if one.plan_id == plan_id and year in (None, one.opens_on.year)]


def wordings(day: date) -> list[Wording]:
    """The newest version in force on a day of every text of pledge."""
    rows = db.session.scalars(select(Wording).where(Wording.valid_from <= day).order_by(Wording.code, Wording.version))
    newest = {row.code: row for row in rows}
    return list(newest.values())


def all_wordings() -> list[Wording]:
    """Every version of every text of pledge, the newest version of each first."""
    return list(db.session.scalars(select(Wording).order_by(Wording.code, Wording.version.desc())))


def newest(code: str) -> Wording | None:
    """The newest version of a text, whatever its day."""
    chosen = select(Wording).where(Wording.code == code).order_by(Wording.version.desc())
    return db.session.scalars(chosen).first()


def campaigns_of(wording_ids: Iterable[int]) -> dict[int, int]:
    """How many campaigns use each of these texts."""
    rows = db.session.execute(
        select(Campaign.wording_id, func.count(Campaign.id))
        .where(Campaign.wording_id.in_(list(wording_ids)))
        .group_by(Campaign.wording_id)
    )
    return {wording_id: count for wording_id, count in rows}


def latest(code: str, day: date) -> Wording | None:
    """The newest version of a text that may be used on a day."""
    return next((row for row in wordings(day) if row.code == code), None)


def ready_to_load() -> list[tuple[ReadyWording, Wording | None]]:
    """The ready texts that a commune does not have yet, each with the version it follows.

    An older one of ours is followed by the new one as long as nobody confirmed it or wrote a version of their own: what
    a commune made its own stays the newest.
    """
    newest_of = {row.code: row for row in reversed(all_wordings())}
    found = []
    for ready in WORDINGS:
        former = newest_of.get(ready.code)
        if former is None or (_is_ours(former, ready) and tuple(former.promises) != ready.texts):
            found.append((ready, former))
    return found


def _is_ours(row: Wording, ready: ReadyWording) -> bool:
    return row.version == 1 and row.source == ready.source and row.confirmed_on is None


def unbegun_copy(campaign_id: int) -> Campaign | None:
    """The campaign that was made from this one and has no commitment yet."""
    begun = exists().where(Commitment.campaign_id == Campaign.id)
    chosen = select(Campaign).where(Campaign.former_id == campaign_id, ~begun).order_by(Campaign.id.desc())
    return db.session.scalars(chosen).first()
