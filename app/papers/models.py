"""Tables of papers: the frozen paper, the number registers, the scans that come back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.tenancy import Owned, child_of


class Paper(Owned, Base):
    """A sealed document: its bytes by hash, the facts that explain them, never rendered again.

    `subject_table` and `subject_id` name the record it was made for (commitment, training, nominee,
    dossier, meeting, decision). `search_fold` is its title, number and code as they are typed in a search box.
    `replaces_id` carries no owner along: after a merger the new authority corrects a paper of the old one.
    """

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "short_code"),
        Index("ix_paper_subject", "owner_id", "subject_table", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    subject_table: Mapped[str]
    subject_id: Mapped[int]
    form_code: Mapped[str]
    form_version: Mapped[str]
    form_number: Mapped[str | None]
    law_date: Mapped[date]
    day: Mapped[date]
    facts: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    pages: Mapped[int]
    renderer: Mapped[str]
    short_code: Mapped[str]
    reference_number: Mapped[str | None]
    sealed_at: Mapped[datetime]
    sealed_by: Mapped[str]
    search_fold: Mapped[str]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    replaced: Mapped[bool] = mapped_column(default=False)
    scans: Mapped[list["Scan"]] = relationship(
        primaryjoin="Scan.paper_id == Paper.id", back_populates="paper", order_by="Scan.id"
    )


class Series(Owned, Base):
    """A number register of one year: from 01 on 1 January, one per type and issuer.

    `begun_after` is the last number that was given outside this program before the register was opened here.
    """

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("owner_id", "id"), UniqueConstraint("owner_id", "symbol", "year"))

    id: Mapped[int] = mapped_column(primary_key=True)
    symbol: Mapped[str]
    year: Mapped[int]
    begun_after: Mapped[int] = mapped_column(default=0)
    last: Mapped[int] = mapped_column(default=0)


class Entry(Owned, Base):
    """One number taken: by a paper, or left out with the reason.

    `symbol` is what the paper prints when it is not the register's own: sao y, sao lục and trích sao share one.
    """

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("owner_id", "series_id", "number"),
        child_of("series", "series_id"),
        child_of("paper", "paper_id"),
    )
    parent = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int]
    number: Mapped[int]
    day: Mapped[date]
    title: Mapped[str]
    paper_id: Mapped[int | None]
    skipped_because: Mapped[str | None]
    symbol: Mapped[str | None]
    series: Mapped[Series] = relationship(primaryjoin="Entry.series_id == Series.id")
    paper: Mapped[Paper | None] = relationship(primaryjoin="Entry.paper_id == Paper.id", viewonly=True)


class Scan(Owned, Base):
    """The picture of a signed paper, filed at its paper; `dpi` of its coarsest page, None when it holds no picture."""

    __tablename__ = "scan"
    __table_args__ = (child_of("paper", "paper_id"),)
    parent = "paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int]
    sha256: Mapped[str]
    pages: Mapped[int]
    dpi: Mapped[int | None]
    file_name: Mapped[str]
    filed_at: Mapped[datetime]
    filed_by: Mapped[str]
    paper: Mapped[Paper] = relationship(primaryjoin="Scan.paper_id == Paper.id", back_populates="scans")


class Printer(Owned, Base):
    """A printer and the pre-printed stock (phôi) in its tray: how far its print is moved, in tenths of a millimetre.

    `carried` are the lines of rules.STOCK_LINES that the stock has in print; frame and quốc huy it always has.
    """

    __tablename__ = "printer"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    offset_x: Mapped[int] = mapped_column(default=0)
    offset_y: Mapped[int] = mapped_column(default=0)
    carried: Mapped[list[str]]
    is_default: Mapped[bool] = mapped_column(default=False)
