"""What comes back from signature: the scan of a paper, or its electronically signed file."""

import hashlib

from sqlalchemy import select

from app import audit, clock, pdf, storage, tenancy, text
from app.db import db
from app.papers import rules
from app.papers.models import Paper, Scan
from app.refusals import Refused


def file_scan(paper: Paper, content: bytes, file_name: str) -> Scan:
    """File the picture of the signed paper at its paper; the sealed bytes stay beside it.

    Args: content, a PDF; a coarse one is taken and only told (`Scan.dpi`), since the paper may be gone again.
    Raises Refused when the file is no usable PDF, too large, or was filed here before.
    """
    resolutions = _resolutions(content)
    known = _is_known(paper, content)
    refusals = rules.scan_refusals(len(content), resolutions is not None, known)
    if refusals or resolutions is None:
        raise Refused(refusals)
    scan = Scan(
        paper=paper,
        sha256=storage.put(content),
        pages=len(resolutions),
        dpi=min((dots for dots in resolutions if dots is not None), default=None),
        file_name=text.nfc(file_name)[-200:],
        filed_at=clock.now(),
        filed_by=tenancy.actor_of(db.session()).name,
    )
    db.session.add(scan)
    audit.record("scan-filed", paper, pages=scan.pages)
    return scan


def _resolutions(content: bytes) -> list[int | None] | None:
    try:
        return pdf.resolutions(content)
    except pdf.Unreadable:
        return None


def _is_known(paper: Paper, content: bytes) -> bool:
    same = select(Scan.id).where(Scan.paper_id == paper.id, Scan.sha256 == hashlib.sha256(content).hexdigest())
    return db.session.scalars(same).first() is not None
