"""Tables of lists that come in: the list, its lines as they stand in the grid, and what it did to the books."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.imports.rules import ImportState
from app.tenancy import Owned, child_of


class IncomingList(Owned, Base):
    """A list on its way into the books, or come in.

    `subject_id` is what it belongs to, for a kind that has a subject. `headings` are those of its source, `columns`
    the place of each column by name; `counter` the place of the running number. `counts` are its lines by state, as
    they stood when they were last judged, and how many were saved. `state`: reading, open, saving, done, undoing,
    undone. `job_id` is the work on it that runs or ran last.
    """

    __tablename__ = "incoming_list"
    __table_args__ = (UniqueConstraint("owner_id", "id"), Index("ix_incoming_list_owner_id_kind", "owner_id", "kind"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject_id: Mapped[int | None]
    source: Mapped[str]
    options: Mapped[dict[str, Any]]
    headings: Mapped[list[str]]
    columns: Mapped[dict[str, Any]]
    counter: Mapped[int | None]
    skipped: Mapped[dict[str, Any]]
    notes: Mapped[list[str]]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(default=ImportState.READING)
    at: Mapped[datetime]
    by: Mapped[str]
    actor_id: Mapped[int | None]
    saved_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
    job_id: Mapped[int | None]


class IncomingRow(Owned, Base):
    """A line of a list.

    `number` is that of its row in the source, `cells` what stood there, `group` the heading in between above it,
    `unusable` the cells that could not be used (place and sentence). `mended` are the cells set right in the grid, by
    field; `shown` all cells of the grid as they were understood. `choice`, `asked`, `state`, `faults`, `twins` and
    `repeats` are those of the line judged last; `key` is shared by lines that might be doubles. `record_id` is what
    it became when it was saved.
    """

    __tablename__ = "incoming_row"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("incoming_list", "incoming_list_id"),
        Index("ix_incoming_row_incoming_list_id_number", "incoming_list_id", "number"),
        Index("ix_incoming_row_incoming_list_id_key", "incoming_list_id", "key"),
        Index("ix_incoming_row_incoming_list_id_state", "incoming_list_id", "state", "number"),
    )
    parent = "incoming_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    incoming_list_id: Mapped[int]
    number: Mapped[int]
    cells: Mapped[list[str]]
    group: Mapped[str]
    unusable: Mapped[dict[str, Any]]
    mended: Mapped[dict[str, Any]]
    shown: Mapped[dict[str, Any]]
    key: Mapped[str]
    state: Mapped[str | None]
    choice: Mapped[str]
    asked: Mapped[str]
    faults: Mapped[list[dict[str, Any]]]
    twins: Mapped[list[dict[str, Any]]]
    repeats: Mapped[list[int]]
    saved: Mapped[bool] = mapped_column(default=False)
    record_id: Mapped[int | None]
    incoming_list: Mapped[IncomingList] = relationship(primaryjoin="IncomingRow.incoming_list_id == IncomingList.id")


class IncomingTouch(Owned, Base):
    """A row of the books that an import made or changed.

    `made` when the row is new; else `before` holds the columns it changed as they were. `after` are the columns as it
    left them. Taking the import back deletes what it made and puts back what it changed, newest first.
    """

    __tablename__ = "incoming_touch"
    __table_args__ = (
        child_of("incoming_list", "incoming_list_id"),
        Index("ix_incoming_touch_incoming_list_id", "incoming_list_id"),
    )
    parent = "incoming_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    incoming_list_id: Mapped[int]
    table: Mapped[str]
    row_id: Mapped[int]
    made: Mapped[bool]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    incoming_list: Mapped[IncomingList] = relationship(primaryjoin="IncomingTouch.incoming_list_id == IncomingList.id")
