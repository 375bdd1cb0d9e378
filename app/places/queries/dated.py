"""The condition by which dated rows are read, and rows of one's own whose periods meet."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.sql.elements import ColumnElement

from app.db import db
from app.tenancy import scope_of


def on(table: Any, day: date) -> ColumnElement[bool]:
    """The condition that a dated row is in force on a day."""
    condition: ColumnElement[bool] = (table.valid_from <= day) & (
        or_(table.valid_until.is_(None), table.valid_until > day)
    )
    return condition


def meeting(table: Any, alike: Any, valid_from: date, valid_until: date | None, key: tuple[str, str]) -> list[Any]:
    """One's own rows that are alike and whose period meets the given one; `key` is what must be equal, and where."""
    later = or_(table.valid_until.is_(None), table.valid_until > valid_from)
    chosen = select(table).where(alike, later, table.owner_id == scope_of(db.session()).home)
    if valid_until is not None:
        chosen = chosen.where(table.valid_from < valid_until)
    # Found without dấu, compared with it: Thôn Đông and Thôn Đồng are two hamlets.
    wanted, column = key
    return [row for row in db.session.scalars(chosen) if getattr(row, column).casefold() == wanted.casefold()]
