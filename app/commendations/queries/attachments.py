"""Reads of the files attached to a dossier."""

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from app.commendations.models import Attachment, Dossier
from app.commendations.queries.dossiers import get, is_own
from app.db import db
from app.papers import queries as papers


def attachments_of(dossier: Dossier) -> list[Attachment]:
    """The files attached to a dossier, in the order in which they are bound."""
    chosen = select(Attachment).where(Attachment.dossier_id == dossier.id)
    # Its nominees came with the dossier, each with its name.
    return list(db.session.scalars(chosen.order_by(Attachment.position, Attachment.id)))


def bound_attachments(dossier: Dossier) -> list[Attachment]:
    """The attachments that go into the bound dossier: not those of a nominee whom nobody proposed."""
    return [one for one in attachments_of(dossier) if one.nominee is None or one.nominee.roll_number is not None]


def attachment(attachment_id: int) -> Attachment:
    """The attachment with this id; 404 outside the scope, and for who may not see its dossier."""
    found = db.session.get(Attachment, attachment_id)
    if found is None:
        raise NotFound
    get(found.dossier_id)
    return found


def bytes_of_attachment(found: Attachment) -> bytes:
    """The A4 pages that are bound. Raises Refused when they are gone or no longer match their hash."""
    return papers.stored(found.fitted_sha256)


def original_of(found: Attachment) -> bytes:
    """The file as it was filed; only for the commune that filed it, since a photograph may tell where it was taken."""
    if not is_own(found.dossier):
        raise NotFound
    return papers.stored(found.sha256)
