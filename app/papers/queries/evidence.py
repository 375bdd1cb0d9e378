"""Reads of evidence: the photographs, documents and links that hang on records, and their bytes."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from app import pdf
from app.db import db
from app.papers.models import EvidenceFile
from app.papers.queries.papers import stored
from app.papers.rules.evidence import EvidenceKind

AT_ONCE = 1_000  # ids in one statement


def get(evidence_id: int) -> EvidenceFile:
    """The evidence with this id; a foreign or unknown id is not found."""
    found = db.session.get(EvidenceFile, evidence_id)
    if found is None:
        raise NotFound
    return found


def of_subject(subject_row: Any, evidence_id: int) -> EvidenceFile:
    """This piece of evidence of this record; a 404 when it hangs on another one."""
    found = get(evidence_id)
    if (found.subject_table, found.subject_id) != (subject_row.__tablename__, subject_row.id):
        raise NotFound
    return found


def of(subject_row: Any) -> list[EvidenceFile]:
    """What hangs on one record, in the order it was added; nothing on one that is not written yet."""
    return of_many([subject_row])[subject_row.id] if subject_row.id is not None else []


def of_many(subject_rows: Iterable[Any]) -> dict[int, list[EvidenceFile]]:
    """What hangs on each of these records of one table, by the id of the record; every one of them is a key."""
    rows = list(subject_rows)
    found: dict[int, list[EvidenceFile]] = {row.id: [] for row in rows}
    for ids in _pieces(sorted(found)):
        chosen = select(EvidenceFile).where(
            EvidenceFile.subject_table == rows[0].__tablename__, EvidenceFile.subject_id.in_(ids)
        )
        for one in db.session.scalars(chosen.order_by(EvidenceFile.id)):
            found[one.subject_id].append(one)
    return found


def _pieces(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def name_of(evidence: EvidenceFile) -> str:
    """What a piece of evidence is called: its caption, else its file, else its address."""
    return evidence.caption or evidence.file_name or evidence.url or ""


def bytes_of(evidence: EvidenceFile) -> bytes:
    """The file as it is kept; a 404 for a link. Raises Refused when it is gone or no longer matches its hash."""
    if evidence.sha256 is None:
        raise NotFound
    return stored(evidence.sha256)


def small(evidence: EvidenceFile) -> bytes:
    """The photograph for a gallery; a 404 for what is none."""
    if evidence.kind != EvidenceKind.PHOTO:
        raise NotFound
    return pdf.thumbnail(bytes_of(evidence))
