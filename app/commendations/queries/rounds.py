"""Reads of award rounds."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from app.commendations.models import AwardRound, Dossier
from app.db import db
from app.tenancy import scope_of


def get_round(round_id: int) -> AwardRound:
    """The round with this id; a foreign or unknown id is not found."""
    found = db.session.get(AwardRound, round_id)
    if found is None or found.owner_id not in scope_of(db.session()).writes:
        raise NotFound
    return found


def all_rounds() -> list[AwardRound]:
    """The own rounds, newest first, with their plans."""
    own = sorted(scope_of(db.session()).writes)
    chosen = select(AwardRound).where(AwardRound.owner_id.in_(own)).options(joinedload(AwardRound.plan))
    return list(db.session.scalars(chosen.order_by(AwardRound.period_from.desc(), AwardRound.id.desc())))


def rounds_with_counts() -> list[tuple[AwardRound, int]]:
    """The own rounds and how many dossiers each has."""
    chosen = select(Dossier.round_id, func.count(Dossier.id)).group_by(Dossier.round_id)
    counts = {round_id: count for round_id, count in db.session.execute(chosen)}
    return [(one, counts.get(one.id, 0)) for one in all_rounds()]
