"""Bytes by their SHA-256: in a table by default, in a folder when the operator names one.

A file is written before the row that names it; a hash that nobody names is an orphan for `flask check`.
Stored bytes are nobody's and are reached only through an owned row.
"""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, db


class Blob(Base):
    """The bytes of one paper, scan or attachment."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Missing(Exception):
    """The bytes of a record are not there: the installation must be restored from its backup."""


class Altered(Exception):
    """The stored bytes are not the ones that were sealed."""


def put(content: bytes) -> str:
    """Keep these bytes and return their SHA-256 in hexadecimal; the same bytes are kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    folder: Path | None = current_app.config["SOVANG"].files
    if folder is None:
        if db.session.get(Blob, sha256) is None:
            db.session.add(Blob(sha256=sha256, content=content))
            db.session.flush()
        return sha256
    place = folder / sha256[:2] / sha256
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(".part")
        part.write_bytes(content)
        part.rename(place)
    return sha256


def get(sha256: str) -> bytes:
    """Return the bytes of this hash. Raises Missing, or Altered when they no longer match it."""
    folder: Path | None = current_app.config["SOVANG"].files
    if folder is None:
        blob = db.session.get(Blob, sha256)
        content = blob.content if blob else None
    else:
        place = folder / sha256[:2] / sha256
        content = place.read_bytes() if place.exists() else None
    if content is None:
        raise Missing(sha256)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Altered(sha256)
    return content


def hashes() -> set[str]:
    """The hash of everything that is kept."""
    folder: Path | None = current_app.config["SOVANG"].files
    if folder is None:
        return set(db.session.scalars(select(Blob.sha256)))
    return {place.name for place in folder.glob("??/*") if place.suffix != ".part"}


def remove(sha256: str) -> None:
    """Throw away bytes that no record names; whoever asks has made sure of that."""
    folder: Path | None = current_app.config["SOVANG"].files
    if folder is None:
        db.session.delete(db.session.get_one(Blob, sha256))
    else:
        (folder / sha256[:2] / sha256).unlink()


def backup(source: Path, target: Path) -> None:
    """Copy a SQLite database while it is in use, into one file without companions."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def counts(database: Path) -> dict[str, int]:
    """The number of rows of each table in a SQLite file: what a restored backup is compared by."""
    with closing(sqlite3.connect(database)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(tables)}


@dataclass(frozen=True)
class Faults:
    """What is wrong with a SQLite file; all empty means it can be trusted.

    `structure` is what SQLite itself finds, `lost` the rows whose parent is gone, `altered` the hashes whose bytes are
    no longer theirs, `missing` the hashes that a row names and that neither file nor folder holds.
    """

    structure: tuple[str, ...]
    lost: tuple[str, ...]
    altered: tuple[str, ...]
    missing: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.structure or self.lost or self.altered or self.missing)


def faults(database: Path, folder: Path | None = None) -> Faults:
    """Read a whole SQLite file, without the program around it, and compare every byte with its hash.

    Args: folder, where bytes are kept beside the database. Raises sqlite3.DatabaseError when it is no database.
    """
    with closing(sqlite3.connect(database)) as connection:
        structure = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        lost = {f"{row[0]} {row[1]} -> {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")}
        kept, altered = set(), []
        for sha256, content in connection.execute("SELECT sha256, content FROM blob"):
            kept.add(sha256)
            if hashlib.sha256(content).hexdigest() != sha256:
                altered.append(sha256)
        named = _named(connection)
    missing = [sha256 for sha256 in named if sha256 not in kept and not _in_folder(folder, sha256)]
    return Faults(tuple(structure), tuple(sorted(lost)), tuple(altered), tuple(sorted(missing)))


# The columns that name kept bytes. A backup made before a table was there is still a good backup.
_NAMING = (
    ("paper", "sha256"),
    ("scan", "sha256"),
    ("attachment", "sha256"),
    ("attachment", "fitted_sha256"),
    ("signed_file", "sha256"),
    ("intake_sheet", "sha256"),
    ("fulfilment", "sha256"),
    ("material", "sha256"),
    ("evidence_file", "sha256"),
)


def _named(connection: sqlite3.Connection) -> set[str]:
    """Every hash that a row of this file names."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    found: set[str] = set()
    for table, column in _NAMING:
        if table in tables:
            found |= {row[0] for row in connection.execute(f'SELECT "{column}" FROM "{table}"') if row[0]}
    return found


def _in_folder(folder: Path | None, sha256: str) -> bool:
    place = folder / sha256[:2] / sha256 if folder else None
    return bool(place and place.exists() and hashlib.sha256(place.read_bytes()).hexdigest() == sha256)
