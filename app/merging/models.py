"""Tables of merging: what two records became one, step by step, and which pairs are not one."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.tenancy import Owned


class Merge(Owned, Base):
    """Two records became one.

    `gone_id` is the number the record that went had, `name` what it was called; `steps` are what was done to the books
    in order, so that it can be undone in reverse; `counts` how many rows of each table were moved or set aside.
    """

    __tablename__ = "merge"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        Index("ix_merge_kind_gone_id", "kind", "gone_id"),
        Index("ix_merge_kind_kept_id", "kind", "kept_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    kept_id: Mapped[int]
    gone_id: Mapped[int]
    kept_name: Mapped[str]
    name: Mapped[str]
    steps: Mapped[list[dict[str, Any]]]
    counts: Mapped[dict[str, Any]]
    by: Mapped[str]
    at: Mapped[datetime]
    undone_by: Mapped[str | None]
    undone_at: Mapped[datetime | None]


class NotSame(Owned, Base):
    """Somebody looked at two records that seem to be one and said that they are not."""

    __tablename__ = "not_same"
    __table_args__ = (UniqueConstraint("owner_id", "kind", "first_id", "second_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    first_id: Mapped[int]
    second_id: Mapped[int]
    by: Mapped[str]
    at: Mapped[datetime]
