"""Reads of dossiers (being written)."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import law
from app.commendations.models import Dossier
from app.db import db


def in_states(states: frozenset[str]) -> list[Dossier]:
    """The dossiers in these states, the oldest first."""
    chosen = select(Dossier).options(joinedload(Dossier.round)).where(Dossier.state.in_(states)).order_by(Dossier.id)
    return list(db.session.scalars(chosen))


def title_of(dossier: Dossier) -> str:
    """What the dossier is called in a list."""
    return f"{law.AWARDS[dossier.award].label}, {dossier.round.name}"


def decided_here(dossier: Dossier) -> bool:
    """Whether the commune itself decides this award."""
    return law.AWARDS[dossier.award].level == "commune"
