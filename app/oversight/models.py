"""The table of periodic reports: figures of a plan sent upward for a period."""

from datetime import date
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.plans.models import Plan
from app.tenancy import Owned, refers_to


class PeriodicReport(Owned, Base):
    """A báo cáo kết quả thực hiện kế hoạch of a period, drafted from the books; its numbers freeze when it is issued.

    `until` is the first day after the period; `prose` what an official wrote, by part; `figures` the numbers as they
    stood when it was last drawn, and as it was issued; `state` draft, approved or issued.
    """

    __tablename__ = "periodic_report"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("plan", "plan_id"),
        Index("ix_periodic_report_owner_id_until", "owner_id", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    title: Mapped[str]
    period_from: Mapped[date]
    until: Mapped[date]
    state: Mapped[str]
    prose: Mapped[dict[str, Any]] = mapped_column(default=dict)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    recipients: Mapped[list[str]] = mapped_column(default=list)
    author_id: Mapped[int]
    author_name: Mapped[str]
    signer_id: Mapped[int | None]
    delegation_id: Mapped[int | None]
    approver_id: Mapped[int | None]
    approver_name: Mapped[str | None]
    approved_on: Mapped[date | None]
    reference_number: Mapped[str | None]
    day: Mapped[date | None]
    paper_id: Mapped[int | None]
    plan: Mapped[Plan] = relationship(primaryjoin="PeriodicReport.plan_id == Plan.id")
