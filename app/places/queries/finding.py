"""Hamlets and units found by some words of their names."""

from typing import Any

from sqlalchemy import select

from app import text
from app.db import db
from app.places.models import Hamlet, Unit


def units(typed: str, limit: int) -> list[Unit]:
    """The agencies and organisations whose name or abbreviation holds these words."""
    return _named(Unit, typed, limit)


def hamlets(typed: str, limit: int) -> list[Hamlet]:
    """The hamlets whose name holds these words."""
    return _named(Hamlet, typed, limit)


def _named(table: Any, typed: str, limit: int) -> list[Any]:
    words = text.fold(typed).split()
    if not words:
        return []
    holds = [table.name_fold.contains(word, autoescape=True) for word in words]
    return list(db.session.scalars(select(table).where(*holds).order_by(table.name_key, table.id).limit(limit)))
