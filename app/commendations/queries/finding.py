"""Rounds found by their names, and the dossiers of people who were found."""

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app import text
from app.commendations.models import AwardRound, Dossier, Nominee
from app.commendations.queries.dossiers import visible
from app.commendations.queries.names import award_title
from app.db import db


def rounds(typed: str, limit: int) -> list[AwardRound]:
    """The rounds whose name holds these words, the newest first; an authority has some dozens."""
    words = text.fold(typed).split()
    if not words:
        return []
    known = db.session.scalars(select(AwardRound).order_by(AwardRound.id.desc()))
    return [row for row in known if all(word in text.fold(row.name) for word in words)][:limit]


def of_subjects(ids: Mapping[str, Sequence[int]], limit: int) -> list[Dossier]:
    """The dossiers in which these persons, households and collectives are put forward, the newest first.

    Args: ids by "person", "household" and "collective".
    """
    wanted = [getattr(Nominee, f"{kind}_id").in_(rows) for kind, rows in ids.items() if rows]
    if not wanted:
        return []
    named = select(Nominee.dossier_id).where(or_(*wanted))
    chosen = select(Dossier).where(Dossier.id.in_(named), visible()).options(joinedload(Dossier.round))
    return list(db.session.scalars(chosen.order_by(Dossier.id.desc()).limit(limit)))


def label(dossier: Dossier) -> str:
    """Which award is asked for in which round."""
    return f"{award_title(dossier.award)}, {dossier.round.name}"
