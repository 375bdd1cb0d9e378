"""Campaigns found by their names, and the commitments of people who were found."""

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app import text
from app.commitments.models import Campaign, Commitment
from app.commitments.queries.acts import names_of
from app.db import db


def campaigns(typed: str, limit: int) -> list[Campaign]:
    """The campaigns whose name holds these words, the newest first; an authority has some dozens."""
    words = text.fold(typed).split()
    if not words:
        return []
    known = db.session.scalars(select(Campaign).order_by(Campaign.id.desc()))
    return [row for row in known if all(word in text.fold(row.name) for word in words)][:limit]


def of_subjects(ids: Mapping[str, Sequence[int]], limit: int) -> list[tuple[Commitment, str]]:
    """The commitments of these persons, households and collectives with who pledged, the newest first.

    Args: ids by "person", "household" and "collective".
    """
    wanted = [getattr(Commitment, f"{kind}_id").in_(rows) for kind, rows in ids.items() if rows]
    if not wanted:
        return []
    chosen = select(Commitment).where(or_(*wanted)).options(joinedload(Commitment.campaign))
    rows = list(db.session.scalars(chosen.order_by(Commitment.id.desc()).limit(limit)))
    names = names_of([row.id for row in rows])
    return [(row, names.get(row.id, "")) for row in rows]
