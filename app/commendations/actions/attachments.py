"""Verbs of attached files: checked at the door, filed, renamed, turned, moved, taken off."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from app import audit, clock, pdf, storage, tenancy, text
from app.commendations import queries, rules
from app.commendations.models import Attachment, Dossier, Nominee
from app.db import db
from app.refusals import Refusal, Refused


@dataclass(frozen=True)
class Filed:
    """What became of one file: the attachment, or every reason why it was refused."""

    file_name: str
    attachment: Attachment | None
    reasons: tuple[Refusal, ...] = ()


def attach(
    dossier: Dossier, nominee: Nominee | None, files: Sequence[tuple[str, bytes]], title: str = "", source: str = ""
) -> list[Filed]:
    """File documents at a dossier, or at one nominee of it; good files are kept when others are refused.

    Args: files, names and bytes; title, how they are called in the contents (numbered when several are kept), else
    each by its file name; source, the book they are taken over from. Nothing of a refused file is stored. Raises
    Refused when the dossier is past the desk.
    """
    _must_be_open(dossier)
    checked = _checked(files, {one.sha256 for one in queries.attachments_of(dossier)})
    typed, several = text.nfc(title)[: rules.LONGEST_TITLE], sum(isinstance(one, pdf.Fitted) for one in checked) > 1
    filed, place = [], 0
    for (file_name, content), found in zip(files, checked, strict=True):
        if isinstance(found, tuple):
            filed.append(Filed(file_name, None, found))
            continue
        place += 1
        called = f"{typed} ({place})" if typed and several else typed or _plain_name(file_name)
        filed.append(Filed(file_name, _kept(dossier, nominee, file_name, content, found, called, source)))
    return filed


def _must_be_open(dossier: Dossier) -> None:
    found = rules.attaching_refusals(dossier.state)
    if found:
        raise Refused(found)


def _checked(files: Sequence[tuple[str, bytes]], known: set[str]) -> list[pdf.Fitted | tuple[Refusal, ...]]:
    """Each file as it will be bound, or every reason why it is refused; the second of two equal files is known."""
    checked: list[pdf.Fitted | tuple[Refusal, ...]] = []
    for file_name, content in files:
        digest = hashlib.sha256(content).hexdigest()
        found = rules.file_refusals(file_name, len(content), pdf.media_type(content), digest in known)
        if found:
            checked.append(tuple(found))
            continue
        try:
            checked.append(pdf.fit(content, most_pages=rules.MOST_PAGES))
            known.add(digest)
        except pdf.Unfit as error:
            checked.append((rules.fault_refusal(error.fault, error.limit),))
    return checked


def _plain_name(file_name: str) -> str:
    """A file name as a title: without its kind, with spaces for what stood in their place."""
    bare = text.nfc(file_name.rpartition(".")[0].replace("_", " "))
    return bare[: rules.LONGEST_TITLE] or "Tài liệu"


def _kept(
    dossier: Dossier,
    nominee: Nominee | None,
    file_name: str,
    content: bytes,
    fitted: pdf.Fitted,
    title: str,
    source: str,
) -> Attachment:
    attached = queries.attachments_of(dossier)
    row = Attachment(
        dossier=dossier,
        nominee=nominee,
        title=title,
        file_name=text.nfc(file_name)[-200:],
        sha256=storage.put(content),
        fitted_sha256=storage.put(fitted.bytes),
        media_type=fitted.media_type,
        pages=fitted.pages,
        size=len(content),
        turned=0,
        source=source or None,
        position=max((one.position for one in attached), default=0) + 1,
        added_by=tenancy.actor_of(db.session()).name,
        added_at=clock.now(),
    )
    db.session.add(row)
    audit.record("attachment-added", dossier, title=title, pages=row.pages)
    return row


def save_attachment(row: Attachment, title: str, nominee: Nominee | None) -> None:
    """Correct how an attached file is called, and whose it is."""
    _must_be_open(row.dossier)
    row.title, row.nominee = text.nfc(title), nominee
    audit.record("attachment-saved", row.dossier, title=row.title)


def turn_attachment(row: Attachment, degrees: int) -> None:
    """Turn the pages of a file that lay on its side when it was scanned; the filed original stays as it is.

    Args: degrees clockwise, a multiple of 90.
    """
    _must_be_open(row.dossier)
    turned = (row.turned + degrees) % 360
    try:
        fitted = pdf.fit(queries.original_of(row), turned)
    except pdf.Unfit as error:
        raise Refused([rules.fault_refusal(error.fault, error.limit)]) from error
    row.turned, row.fitted_sha256 = turned, storage.put(fitted.bytes)
    audit.record("attachment-saved", row.dossier, title=row.title)


def move_attachment(row: Attachment, earlier: bool) -> None:
    """Let a file change places with its neighbour in the order of binding; the first stays first, the last last."""
    _must_be_open(row.dossier)
    attached = queries.attachments_of(row.dossier)
    place = attached.index(row)
    other = place + (-1 if earlier else 1)
    if not 0 <= other < len(attached):
        return
    row.position, attached[other].position = attached[other].position, row.position
    audit.record("attachment-moved", row.dossier, title=row.title)


def remove_attachment(row: Attachment) -> None:
    """Take a file off the dossier; the log keeps that it was there."""
    _must_be_open(row.dossier)
    audit.record("attachment-removed", row.dossier, title=row.title)
    db.session.delete(row)
    db.session.flush()
