"""Reads of awards once received."""

from collections.abc import Iterable

from sqlalchemy import select

from app.commendations.models import Achievement, Dossier, Nominee
from app.commendations.queries.names import subject_label
from app.commendations.queries.subjects import awards_by_subject, key_of
from app.db import db


def received_before(nominees: Iterable[Nominee]) -> dict[int, list[Achievement]]:
    """The awards of these subjects but that of this dossier, with issuer and decision, oldest first, in one read.

    One that was cancelled is none that was received, so no report names it.
    """
    rows = list(nominees)
    found = awards_by_subject(key_of(one) for one in rows)
    return {
        one.id: [row for row in found.get(key_of(one), ()) if row.revoked_on is None and row.nominee_id != one.id]
        for one in rows
    }


def awards_of(dossier: Dossier) -> list[Achievement]:
    """The awards that a dossier brought its nominees."""
    chosen = select(Achievement).join(Nominee, Nominee.id == Achievement.nominee_id)
    return list(db.session.scalars(chosen.where(Nominee.dossier_id == dossier.id).order_by(Achievement.id)))


def subject_of_achievement(row: Achievement) -> str:
    """Who received an award, as a list tells it."""
    return subject_label(row)
