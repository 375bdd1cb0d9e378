"""Reads after a decision: the ceremony and its photographs, who lost the award again, who had another in the period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from app import law, pdf, storage
from app.commendations.models import Achievement, Ceremony, CeremonyPhoto, Decision, Dossier, Nominee
from app.commendations.queries.achievements import received_before
from app.commendations.queries.dossiers import by_ceremony, by_roll, get, is_own, papers_of
from app.commendations.rules import State
from app.commendations.rules.handing import Also, OtherAward, paid_beside
from app.db import db
from app.papers.models import Paper
from app.tenancy import scope_of


def decided(dossier_id: int) -> Dossier:
    """A dossier of the own authority with its decision; 404 for any other: nothing of it is handed over here."""
    dossier = get(dossier_id)
    if dossier.decision is None or not is_own(dossier):
        raise NotFound
    return dossier


def ceremony_of(dossier: Dossier) -> Ceremony | None:
    """The ceremony of a decision, none while nobody planned it."""
    if dossier.decision is None:
        return None
    return db.session.scalars(select(Ceremony).where(Ceremony.decision_id == dossier.decision.id)).one_or_none()


def to_hand_over(since: date) -> list[tuple[Dossier, date | None]]:
    """The own decisions since a day whose giấy khen were not yet handed over, with the day of the ceremony if planned.

    Not one of which every award was cancelled again: nobody is handed anything.
    """
    standing = (
        select(Achievement.id)
        .join(Nominee, Nominee.id == Achievement.nominee_id)
        .where(Nominee.dossier_id == Dossier.id, Achievement.revoked_on.is_(None))
    )
    chosen = (
        select(Dossier, Ceremony.day)
        .join(Decision, Decision.dossier_id == Dossier.id)
        .outerjoin(Ceremony, Ceremony.decision_id == Decision.id)
        .where(
            Dossier.owner_id.in_(sorted(scope_of(db.session()).writes)),
            Dossier.state == State.DECIDED,
            Decision.day >= since,
            Ceremony.handed_over_on.is_(None),
            standing.exists(),
        )
        .options(joinedload(Dossier.round))
    )
    return [(dossier, day) for dossier, day in db.session.execute(chosen.order_by(Dossier.id))]


def photos_of(ceremony: Ceremony | None) -> list[CeremonyPhoto]:
    """The photographs of a ceremony, in the order in which they were kept."""
    if ceremony is None:
        return []
    chosen = select(CeremonyPhoto).where(CeremonyPhoto.ceremony_id == ceremony.id)
    return list(db.session.scalars(chosen.order_by(CeremonyPhoto.id)))


def photo(dossier: Dossier, photo_id: int) -> CeremonyPhoto:
    """A photograph of this dossier's ceremony; 404 for any other."""
    ceremony = ceremony_of(dossier)
    found = next((one for one in photos_of(ceremony) if one.id == photo_id), None)
    if found is None:
        raise NotFound
    return found


def picture(row: CeremonyPhoto, *, small: bool = False) -> bytes:
    """A photograph as it is kept, or small enough for a page of many."""
    content = storage.get(row.sha256)
    return pdf.thumbnail(content) if small else content


def revoked_in(dossier: Dossier) -> dict[int, Achievement]:
    """The awards of this dossier that were cancelled again, by nominee."""
    ids = [one.id for one in dossier.nominees]
    found: dict[int, Achievement] = {}
    for start in range(0, len(ids), 1_000):
        chosen = select(Achievement).where(
            Achievement.nominee_id.in_(ids[start : start + 1_000]), Achievement.revoked_on.is_not(None)
        )
        found |= {row.nominee_id: row for row in db.session.scalars(chosen) if row.nominee_id}
    return found


def recipients(dossier: Dossier, *, by_order: bool = False) -> list[Nominee]:
    """Those who keep the award, in the order of the roll, or of the ceremony."""
    gone = revoked_in(dossier)
    return [one for one in (by_ceremony(dossier) if by_order else by_roll(dossier)) if one.id not in gone]


def sealed_decision(dossier: Dossier) -> Paper | None:
    """The decision as it was signed."""
    return papers_of(dossier).get(("decision", 0))


@dataclass(frozen=True)
class Beside:
    """Another award of a recipient in the period, and what it means for the money."""

    row: Achievement
    means: Also


def beside_awards(dossier: Dossier, nominees: Sequence[Nominee], until: date) -> dict[int, list[Beside]]:
    """The other awards of these recipients from the beginning of the round's period to a day, those in force alone."""
    title = law.AWARDS[dossier.award].kind == "title"
    since = dossier.round.period_from
    received = received_before(nominees)
    return {
        one.id: [
            Beside(row, paid_beside(title, one.achievement, _other(row)))
            for row in received[one.id]
            if row.revoked_on is None and since <= row.day <= until
        ]
        for one in nominees
    }


def _other(row: Achievement) -> OtherAward:
    known = law.AWARDS.get(row.award)
    return OtherAward(is_title=known.kind == "title" if known else None, merit=row.merit)
