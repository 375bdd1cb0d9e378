"""Reads of what proves one commitment: its papers, what came back signed, every line of the log."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from app.audit import AuditLine
from app.commitments.models import Commitment, DrawnSignature, SignedFile
from app.commitments.queries import signing
from app.commitments.queries.lines import Line, line
from app.commitments.rules import Way
from app.db import db
from app.papers import queries as papers
from app.papers.models import IntakeSheet, Paper, Scan

_TABLE = Commitment.__tablename__


@dataclass(frozen=True)
class FiledScan:
    """A scan of a signed paper, and the pages of the scanned stack it came in; none when it was filed by hand."""

    scan: Scan
    sheets: tuple[IntakeSheet, ...]


@dataclass(frozen=True)
class Evidence:
    """What proves a commitment. `paper` is the one that holds, `replaced` those whose place it took, newest first."""

    line: Line
    named: str
    paper: Paper | None
    replaced: tuple[Paper, ...]
    scans: tuple[FiledScan, ...]
    drawing: DrawnSignature | None
    files: tuple[tuple[SignedFile, list[dict[str, object]]], ...]
    log: tuple[AuditLine, ...]

    @property
    def row(self) -> Commitment:
        """The commitment itself."""
        return self.line.row

    @property
    def printed(self) -> Paper | None:
        """The paper that was made first."""
        return self.replaced[-1] if self.replaced else self.paper


def evidence(row: Commitment) -> Evidence:
    """All of it, in the same number of reads for every commitment."""
    found = line(row)
    history = papers.history(row)
    return Evidence(
        line=found,
        named=signing.signer_of(found),
        paper=next((one for one in history if not one.replaced), None),
        replaced=tuple(one for one in history if one.replaced),
        scans=_scans(history),
        drawing=signing.drawing_of(row) if row.signed_way == Way.SCREEN else None,
        files=tuple((file, signing.checks_of(file)) for file in signing.files_of(row)),
        log=_log(row, history),
    )


def _scans(history: Sequence[Paper]) -> tuple[FiledScan, ...]:
    ids = [paper.id for paper in history]
    scans = list(db.session.scalars(select(Scan).where(Scan.paper_id.in_(ids)).order_by(Scan.id)))
    chosen = select(IntakeSheet).where(IntakeSheet.scan_id.in_([scan.id for scan in scans]))
    sheets = list(db.session.scalars(chosen.order_by(IntakeSheet.intake_id, IntakeSheet.number)))
    return tuple(FiledScan(scan, tuple(one for one in sheets if one.scan_id == scan.id)) for scan in scans)


def _log(row: Commitment, history: Sequence[Paper]) -> tuple[AuditLine, ...]:
    """Every line about the commitment and its papers, oldest first."""
    about = and_(AuditLine.subject_table == _TABLE, AuditLine.subject_id == row.id)
    ids = [paper.id for paper in history]
    of_papers = and_(AuditLine.subject_table == Paper.__tablename__, AuditLine.subject_id.in_(ids))
    return tuple(db.session.scalars(select(AuditLine).where(or_(about, of_papers)).order_by(AuditLine.id)))
