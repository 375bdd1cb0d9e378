"""Verbs of confirmations: write down what another body confirmed of many nominees at once, take one off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import audit, tenancy, text
from app.commendations import queries
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Confirmation, Dossier, Nominee
from app.commendations.rules import MENDABLE, confirmation_refusals
from app.db import db
from app.refusals import refuse_if


@dataclass(frozen=True)
class Confirmed:
    """What one document says: of which topic, by which body, whether nothing speaks against the award."""

    topic: str
    body: str
    clear: bool
    document: str
    day: date
    note: str = ""


def confirm(dossier: Dossier, nominees: Sequence[Nominee], said: Confirmed, today: date) -> int:
    """Write down what one document of another body says of these nominees; a newer one takes the place of the older.

    Returns for how many. Raises Refused for a day to come or when nobody is meant.
    Source: Luật Thi đua, khen thưởng Điều 84.2; QĐ 86/2025/QĐ-UBND Bắc Ninh Điều 10.2.
    """
    must_be(dossier, *MENDABLE)
    refuse_if(confirmation_refusals(said.day, len(nominees), today))
    known = {
        row.nominee_id: row
        for rows in queries.confirmed_of(one.id for one in nominees).values()
        for row in rows
        if row.topic == said.topic
    }
    by = tenancy.actor_of(db.session()).name
    for nominee in nominees:
        row = known.get(nominee.id)
        if row is None:
            row = Confirmation(owner_id=nominee.owner_id, nominee_id=nominee.id, topic=said.topic)
            db.session.add(row)
        row.body, row.clear, row.document = text.nfc(said.body), said.clear, text.nfc(said.document)
        row.day, row.note, row.entered_by = said.day, text.nfc(said.note) or None, by
    audit.record("confirmation-entered", dossier, body=text.nfc(said.body), count=len(nominees))
    _forget(nominees)
    return len(nominees)


def _forget(nominees: Sequence[Nominee]) -> None:
    """What a page loaded of these lists before is read again."""
    for nominee in nominees:
        db.session.expire(nominee, ["confirmations"])


def remove_confirmation(row: Confirmation) -> None:
    """Take off what was entered by mistake; then it is asked for again."""
    nominee = row.nominee
    must_be(nominee.dossier, *MENDABLE)
    audit.record("confirmation-removed", nominee, body=row.body)
    db.session.delete(row)
    db.session.flush()
    _forget([nominee])
