"""Tables of papers: the frozen paper, the number registers, the scans that come back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from app.db import Base, SortKey
from app.papers.rules.codes import number_key
from app.tenancy import Owned, child_of, refers_to


class Paper(Owned, Base):
    """A sealed document: its bytes by hash, the facts that explain them, never rendered again.

    `subject_table` and `subject_id` name the record it was made for (commitment, training, nominee,
    dossier, meeting, decision). `search_fold` is its title, number and code as they are typed in a search box,
    `find_number` its số/ký hiệu alone, which follows it by itself.
    `replaces_id` carries no owner along: after a merger the new authority corrects a paper of the old one.
    """

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "short_code"),
        Index("ix_paper_subject", "owner_id", "subject_table", "subject_id"),
        Index("ix_paper_find_number", "find_number", "owner_id", "id"),
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
    find_number: Mapped[str | None] = mapped_column(SortKey)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    replaced: Mapped[bool] = mapped_column(default=False)
    scans: Mapped[list["Scan"]] = relationship(
        primaryjoin="Scan.paper_id == Paper.id", back_populates="paper", order_by="Scan.id"
    )


@event.listens_for(Paper, "before_insert")
@event.listens_for(Paper, "before_update")
def _keep_find_number(_mapper: Mapper[Paper], _connection: Connection, paper: Paper) -> None:
    paper.find_number = number_key(paper.reference_number) if paper.reference_number else None


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


class Intake(Owned, Base):
    """A stack of signed papers that came from the scanner, or as photographs, to be filed page by page.

    `sha256` is the fingerprint of what was sent, so that the same stack is known again; the bytes are kept page by
    page, by the sheets. `file_name` names every file that was sent together.
    """

    __tablename__ = "intake"
    __table_args__ = (UniqueConstraint("owner_id", "id"), Index("ix_intake_sha256", "sha256"))

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    pages: Mapped[int]
    file_name: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    sheets: Mapped[list["IntakeSheet"]] = relationship(
        primaryjoin="IntakeSheet.intake_id == Intake.id", back_populates="intake", order_by="IntakeSheet.number"
    )


class IntakeSheet(Owned, Base):
    """One page of a scanned stack: the code read on it or typed for it, the paper it belongs to, whether it is filed.

    `state` is a rules.SheetState; `page` is which page of the paper it is; `sha256` its own one-page PDF; `turned`, how
    far clockwise its page must be turned to stand upright; `reason`, why it was dropped; `scan_id`, the scan that it
    was filed in. The paper may be one of a merged commune, so it is referred to by its id alone.
    """

    __tablename__ = "intake_sheet"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "intake_id", "number"),
        child_of("intake", "intake_id"),
        refers_to("paper", "paper_id"),
        refers_to("scan", "scan_id"),
        Index("ix_intake_sheet_state", "state"),
    )
    parent = "intake"

    id: Mapped[int] = mapped_column(primary_key=True)
    intake_id: Mapped[int]
    number: Mapped[int]
    state: Mapped[str]
    code: Mapped[str | None]
    page: Mapped[int | None]
    dpi: Mapped[int | None]
    sha256: Mapped[str]
    turned: Mapped[int] = mapped_column(default=0)
    paper_id: Mapped[int | None] = mapped_column(index=True)
    scan_id: Mapped[int | None] = mapped_column(index=True)
    reason: Mapped[str | None]
    intake: Mapped[Intake] = relationship(primaryjoin="IntakeSheet.intake_id == Intake.id", back_populates="sheets")
    paper: Mapped[Paper | None] = relationship(primaryjoin="IntakeSheet.paper_id == Paper.id", viewonly=True)


class EvidenceFile(Owned, Base):
    """A photograph, document or link that proves a record: a step of a task, an initiative, an activity, an inspection.

    `subject_table` and `subject_id` name the record; `kind` is photo, document or link. A photograph is kept upright,
    shrunk, without where and with what it was taken; `sha256` names the bytes, None for a link.
    """

    __tablename__ = "evidence_file"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        Index("ix_evidence_file_subject", "owner_id", "subject_table", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_table: Mapped[str]
    subject_id: Mapped[int]
    kind: Mapped[str]
    caption: Mapped[str]
    file_name: Mapped[str | None]
    media_type: Mapped[str | None]
    sha256: Mapped[str | None]
    size: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    url: Mapped[str | None]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
