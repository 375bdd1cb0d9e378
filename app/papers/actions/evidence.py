"""Verbs of evidence: photographs, documents and links are checked and hung on the record they prove, and taken off.

Whichever slice owns the record calls these from its own views, so that its own verb guards it; the bytes are served
from one place (`papers.evidence_file`).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app import audit, clock, pdf, storage, text
from app.db import db
from app.papers.models import EvidenceFile
from app.papers.queries import evidence as queries
from app.papers.rules import evidence as rules
from app.papers.rules.evidence import EvidenceKind
from app.refusals import Refusal, Refused, refuse_if
from app.tenancy import actor_of


@dataclass(frozen=True)
class Ready:
    """A file as it will be kept: a photograph upright, shrunk and silent, a document as it came."""

    content: bytes
    media_type: str
    width: int | None = None
    height: int | None = None


def ready(file_name: str, content: bytes) -> Ready:
    """The file as it will be kept. Raises Refused: empty, too large, misnamed, broken, with a program, HEIC."""
    media_type = pdf.media_type(content) or rules.office_type(content)
    refuse_if(rules.file_refusals(file_name, len(content), media_type, rules.has_macros(content)))
    if media_type is not None and media_type not in rules.PICTURES:
        if media_type == rules.PDF:
            _check_pdf(content)
        return Ready(content, media_type)
    try:
        photo = pdf.photograph(content)
    except pdf.Unfit as error:
        raise Refused([rules.fault_refusal(error.fault, error.limit)]) from error
    return Ready(photo.bytes, rules.JPEG, photo.width, photo.height)


def _check_pdf(content: bytes) -> None:
    try:
        pdf.page_count(content)
    except pdf.Unreadable as error:
        raise Refused([Refusal("material-broken")]) from error


def add_file(
    subject_row: Any,
    *,
    kind: str | None = None,
    caption: str = "",
    file: tuple[str, bytes] | None = None,
    url: str | None = None,
) -> EvidenceFile:
    """Hang one photograph, document or link on a record of the own authority as its proof.

    Args: kind, what it must be (photo, document, link), None to take what the file is; file, its name and bytes; or
    url, an address on the network. Raises Refused with every reason.
    """
    if url is not None:
        return _add_link(subject_row, text.nfc(url).strip(), text.nfc(caption))
    if file is None:
        raise Refused([Refusal("evidence-missing")])
    made = ready(*file)
    if kind is not None and kind != rules.kind_of(made.media_type):
        raise Refused([Refusal("evidence-other-kind")])
    return _add_ready(subject_row, file[0], made, text.nfc(caption))


def add_files(subject_row: Any, files: Sequence[tuple[str, bytes]], caption: str = "") -> list[EvidenceFile]:
    """Hang several files on a record, one caption for all; the whole request is refused when one of them is unfit.

    Raises Refused for the first that cannot be kept; the form asks `faults_of` before, to tell of all at once.
    """
    made = [(file_name, ready(file_name, content)) for file_name, content in files]
    return [_add_ready(subject_row, file_name, one, text.nfc(caption)) for file_name, one in made]


def faults_of(subject_row: Any, files: Sequence[tuple[str, bytes]]) -> list[tuple[str, Refusal]]:
    """Everything that keeps these files from being hung on the record: the name of the file and the reason."""
    known = {one.sha256 for one in queries.of(subject_row)}
    found: list[tuple[str, Refusal]] = []
    for file_name, content in files:
        try:
            sha256 = hashlib.sha256(ready(file_name, content).content).hexdigest()
        except Refused as refused:
            found += [(file_name, reason) for reason in refused.reasons]
            continue
        if sha256 in known:
            found.append((file_name, Refusal("evidence-known")))
        known.add(sha256)
    return found


def _add_ready(subject_row: Any, file_name: str, made: Ready, caption: str) -> EvidenceFile:
    refuse_if(rules.caption_refusals(caption))
    sha256 = hashlib.sha256(made.content).hexdigest()
    if any(one.sha256 == sha256 for one in queries.of(subject_row)):
        raise Refused([Refusal("evidence-known")])
    return _keep(
        subject_row,
        kind=rules.kind_of(made.media_type),
        caption=caption,
        file_name=text.nfc(file_name)[-200:],
        media_type=made.media_type,
        sha256=storage.put(made.content),
        size=len(made.content),
        width=made.width,
        height=made.height,
    )


def link_faults(subject_row: Any, url: str) -> list[Refusal]:
    """Everything that keeps an address from being hung on the record."""
    known = any(one.url == url for one in queries.of(subject_row))
    return rules.link_refusals(url, known)


def _add_link(subject_row: Any, url: str, caption: str) -> EvidenceFile:
    refuse_if(rules.caption_refusals(caption) + link_faults(subject_row, url))
    return _keep(subject_row, kind=EvidenceKind.LINK, caption=caption, url=url)


def _keep(subject_row: Any, **values: Any) -> EvidenceFile:
    db.session.flush()  # a record that was just written gets its id
    kept = EvidenceFile(
        owner_id=subject_row.owner_id,
        subject_table=subject_row.__tablename__,
        subject_id=subject_row.id,
        added_by=actor_of(db.session()).name,
        added_at=clock.now(),
        **values,
    )
    db.session.add(kept)
    db.session.flush()
    audit.record("evidence-added", subject_row, name=queries.name_of(kept))
    return kept


def remove(subject_row: Any, evidence: EvidenceFile) -> None:
    """Take a photograph, document or link off its record; the log keeps that it was there."""
    audit.record("evidence-removed", subject_row, name=queries.name_of(evidence))
    db.session.delete(evidence)
    db.session.flush()
