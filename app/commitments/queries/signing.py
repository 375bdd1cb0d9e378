"""Reads of signatures: who signs by rights, what was drawn, which signed files came."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from app.commitments.models import Commitment, DrawnSignature, SignedFile
from app.commitments.queries.lines import Line, line
from app.db import db
from app.papers import queries as papers


def named(row: Commitment) -> str:
    """Who signs by rights: the person, the head of the household, the representative of the collective."""
    return signer_of(line(row))


def signer_of(one: Line) -> str:
    """Who signs a line by rights."""
    return (one.who.head_name or "") if one.kind == "collective" else one.name  # type: ignore[union-attr]


def names_of(row: Commitment) -> list[str]:
    """The names a certificate may bear: of who signs by rights, and of the collective itself."""
    one = line(row)
    return [name for name in dict.fromkeys((signer_of(one), one.name)) if name]


def drawing_of(row: Commitment) -> DrawnSignature | None:
    """The newest signature drawn for a commitment; it stays when the commitment is opened again."""
    return db.session.scalars(select(DrawnSignature).where(DrawnSignature.commitment_id == row.id)).first()


def files_of(row: Commitment) -> list[SignedFile]:
    """The signed files that came for a commitment, the newest first."""
    chosen = select(SignedFile).where(SignedFile.commitment_id == row.id).order_by(SignedFile.id.desc())
    return list(db.session.scalars(chosen))


def checks_of(file: SignedFile) -> list[dict[str, Any]]:
    """What was found of each signature of a file, its moment as a moment again."""
    return [one | {"at": datetime.fromisoformat(one["at"]) if one["at"] else None} for one in file.checks]


def signed_file(file_id: int) -> SignedFile:
    """The signed file with this id; a 404 when it is not in the scope."""
    found = db.session.get(SignedFile, file_id)
    if found is None:
        raise NotFound
    return found


def is_filed(sha256: str) -> bool:
    """Whether a file of these bytes was taken before, for whichever commitment."""
    return db.session.scalars(select(SignedFile.id).where(SignedFile.sha256 == sha256)).first() is not None


def bytes_of(file: SignedFile) -> bytes:
    """A signed file as it came; raises Refused when the store no longer has it."""
    return papers.stored(file.sha256)
