"""What comes back from signature: the scan of a paper, or its electronically signed file."""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import groupby

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
    scan = _scan(paper, content, file_name, _is_known(paper, content))
    db.session.add(scan)
    audit.record("scan-filed", paper, pages=scan.pages)
    return scan


def file_scans(papers: Sequence[Paper], files: Iterable[tuple[bytes, str]]) -> list[Scan]:
    """File the scans of many papers at once, each with its line in the log.

    Args: files, for each paper in turn the content and the name; asked for one by one, so that no more than one is in
    the memory. What was filed at its paper before is that scan, and is not filed again. Raises Refused as file_scan.
    """
    ids = [paper.id for paper in papers]
    known = {
        (scan.paper_id, scan.sha256): scan for scan in db.session.scalars(select(Scan).where(Scan.paper_id.in_(ids)))
    }
    scans, new = [], []
    for paper, (content, file_name) in zip(papers, files, strict=True):
        scan = known.get((paper.id, hashlib.sha256(content).hexdigest()))
        if scan is None:
            scan = _scan(paper, content, file_name, False)
            db.session.add(scan)
            new.append(scan)
        scans.append(scan)
    for pages, own in groupby(sorted(new, key=lambda scan: scan.pages), key=lambda scan: scan.pages):
        audit.record_many("scan-filed", [scan.paper for scan in own], pages=pages)
    return scans


def _scan(paper: Paper, content: bytes, file_name: str, known: bool) -> Scan:
    resolutions = _resolutions(content)
    refusals = rules.scan_refusals(len(content), resolutions is not None, known)
    if refusals or resolutions is None:
        raise Refused(refusals)
    return Scan(
        paper=paper,
        sha256=storage.put(content),
        pages=len(resolutions),
        dpi=min((dots for dots in resolutions if dots is not None), default=None),
        file_name=text.nfc(file_name)[-200:],
        filed_at=clock.now(),
        filed_by=tenancy.actor_of(db.session()).name,
    )


def _resolutions(content: bytes) -> list[int | None] | None:
    try:
        return pdf.resolutions(content)
    except pdf.Unreadable:
        return None


def _is_known(paper: Paper, content: bytes) -> bool:
    same = select(Scan.id).where(Scan.paper_id == paper.id, Scan.sha256 == hashlib.sha256(content).hexdigest())
    return db.session.scalars(same).first() is not None
