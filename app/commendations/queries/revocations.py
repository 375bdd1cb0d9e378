"""Reads of the decisions that cancelled an award."""

from collections.abc import Iterable

from sqlalchemy import select

from app.commendations.models import Dossier, Revocation
from app.db import db
from app.papers import queries as papers
from app.papers.models import Paper


def revocations_of(dossier: Dossier) -> list[Revocation]:
    """The decisions that cancelled awards of a dossier, the first one first."""
    if dossier.decision is None:
        return []
    chosen = select(Revocation).where(Revocation.decision_id == dossier.decision.id)
    return list(db.session.scalars(chosen.order_by(Revocation.id)))


def papers_of_revocations(rows: Iterable[Revocation]) -> dict[int, Paper]:
    """The sealed decision of each, by its row."""
    return {row_id: sealed[-1] for row_id, sealed in papers.of_many("revocation", [one.id for one in rows]).items()}
