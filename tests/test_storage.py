"""Bytes by their hash: kept once, checked when read, in a table or in a folder; a backup that can be restored."""

import hashlib
import sqlite3
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app import storage
from app.db import db, transaction
from app.storage import Altered, Blob, Missing

CONTENT = "Giấy khen".encode()
HASH = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(context, tmp_path):
    """The app with a folder for bytes."""
    settings = context.config["SOVANG"]
    context.config["SOVANG"] = replace(settings, files=tmp_path)
    yield tmp_path
    context.config["SOVANG"] = settings


def test_the_same_bytes_are_kept_once(context):
    with transaction() as session:
        assert (storage.put(CONTENT), storage.put(CONTENT)) == (HASH, HASH)
        assert session.scalar(select(func.count()).select_from(Blob)) == 1
        assert storage.get(HASH) == CONTENT


def test_bytes_in_a_folder(folder):
    with transaction() as session:
        assert (storage.put(CONTENT), storage.put(CONTENT)) == (HASH, HASH)
        assert session.scalar(select(func.count()).select_from(Blob)) == 0
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [HASH]
    assert storage.get(HASH) == CONTENT


def test_missing_bytes_are_said_to_be_missing(context):
    with pytest.raises(Missing):
        storage.get(HASH)


def test_missing_files_are_said_to_be_missing(folder):
    with pytest.raises(Missing):
        storage.get(HASH)


def test_altered_bytes_are_never_handed_out(folder):
    with transaction():
        storage.put(CONTENT)
    (folder / HASH[:2] / HASH).write_bytes(b"x")
    with pytest.raises(Altered):
        storage.get(HASH)


def test_altered_rows_are_never_handed_out(context):
    with transaction():
        storage.put(CONTENT)
    with transaction() as session:
        session.get_one(Blob, HASH).content = b"x"
    with pytest.raises(Altered):
        storage.get(HASH)
    db.session.remove()


def test_a_backup_holds_every_row(tmp_path):
    source, target = tmp_path / "that.db", tmp_path / "sao.db"
    live = sqlite3.connect(source)
    live.execute("CREATE TABLE thon (ten TEXT)")
    live.executemany("INSERT INTO thon VALUES (?)", [("Thôn 1",), ("Thôn 2",)])
    live.commit()
    storage.backup(source, target)
    live.close()
    assert storage.counts(target) == storage.counts(source) == {"thon": 2}
