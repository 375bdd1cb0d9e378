"""Tables of plans: handed down, so a province's plan is seen in its communes; its parts, versions and changes."""

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.tenancy import HandedDown, Owned, child_of, refers_to

if TYPE_CHECKING:
    from app.plans.models.targets import Criterion, Quota, Target
    from app.plans.models.tasks import Task


class Plan(HandedDown, Base):
    """The plan (kế hoạch) of a movement at one level for a period.

    `state` is draft, approved or issued; a draft has no number yet (""), its day is only proposed. `parent_id` is the
    plan handed down that it was made after. What was changed since the last version was issued stands in `changes`.
    """

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("owner_id", "id"), refers_to("plan", "parent_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    state: Mapped[str]
    movement: Mapped[str]
    reference_number: Mapped[str]
    day: Mapped[date]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    parent_id: Mapped[int | None]
    author_id: Mapped[int | None]
    author_name: Mapped[str | None]
    contents: Mapped[list["Content"]] = relationship(
        primaryjoin="Content.plan_id == Plan.id", back_populates="plan", order_by="Content.position"
    )
    targets: Mapped[list["Target"]] = relationship(
        primaryjoin="Target.plan_id == Plan.id",
        back_populates="plan",
        order_by="(Target.position, Target.year, Target.group, Target.id)",
    )
    criteria: Mapped[list["Criterion"]] = relationship(
        primaryjoin="Criterion.plan_id == Plan.id", back_populates="plan", order_by="Criterion.id"
    )
    quotas: Mapped[list["Quota"]] = relationship(
        primaryjoin="Quota.plan_id == Plan.id", back_populates="plan", order_by="Quota.id"
    )
    legal_bases: Mapped[list["LegalBasis"]] = relationship(
        primaryjoin="LegalBasis.plan_id == Plan.id", back_populates="plan", order_by="LegalBasis.position"
    )
    sections: Mapped[list["PlanSection"]] = relationship(
        primaryjoin="PlanSection.plan_id == Plan.id", back_populates="plan", order_by="PlanSection.position"
    )
    phases: Mapped[list["Phase"]] = relationship(
        primaryjoin="Phase.plan_id == Plan.id", back_populates="plan", order_by="Phase.position"
    )
    tasks: Mapped[list["Task"]] = relationship(
        primaryjoin="Task.plan_id == Plan.id", back_populates="plan", order_by="(Task.position, Task.id)"
    )
    versions: Mapped[list["PlanVersion"]] = relationship(
        primaryjoin="PlanVersion.plan_id == Plan.id", back_populates="plan", order_by="PlanVersion.number"
    )
    changes: Mapped[list["PlanChange"]] = relationship(
        primaryjoin="PlanChange.plan_id == Plan.id", back_populates="plan", order_by="PlanChange.id"
    )
    closings: Mapped[list["PlanClosing"]] = relationship(
        primaryjoin="PlanClosing.plan_id == Plan.id", back_populates="plan", order_by="PlanClosing.id"
    )


class Content(HandedDown, Base):
    """One content (nội dung thi đua) or task group (nhóm nhiệm vụ) of a plan; `kind` content or task-group."""

    __tablename__ = "plan_content"
    __table_args__ = (UniqueConstraint("owner_id", "id"), child_of("plan", "plan_id"))
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    kind: Mapped[str] = mapped_column(default="content")
    position: Mapped[int]
    text: Mapped[str]
    plan: Mapped[Plan] = relationship(primaryjoin="Content.plan_id == Plan.id", back_populates="contents")


class LegalBasis(HandedDown, Base):
    """One line "Căn cứ …" that papers under this plan print."""

    __tablename__ = "plan_legal_basis"
    __table_args__ = (child_of("plan", "plan_id"),)
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    position: Mapped[int]
    text: Mapped[str]
    plan: Mapped[Plan] = relationship(primaryjoin="LegalBasis.plan_id == Plan.id", back_populates="legal_bases")


class PlanSection(HandedDown, Base):
    """A part of the plan's paper in words: `code` says which (purpose, requirements, measures, organisation …)."""

    __tablename__ = "plan_section"
    __table_args__ = (child_of("plan", "plan_id"),)
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    position: Mapped[int]
    code: Mapped[str]
    heading: Mapped[str]
    text: Mapped[str]
    plan: Mapped[Plan] = relationship(primaryjoin="PlanSection.plan_id == Plan.id", back_populates="sections")


class Phase(HandedDown, Base):
    """A phase (giai đoạn) of a plan with the review that ends it; `review_on` empty while nobody knows the day.

    `review` is interim (sơ kết), final (tổng kết) or None.
    """

    __tablename__ = "plan_phase"
    __table_args__ = (child_of("plan", "plan_id"),)
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    position: Mapped[int]
    name: Mapped[str]
    first_year: Mapped[int]
    last_year: Mapped[int]
    review: Mapped[str | None]
    review_year: Mapped[int | None]
    review_on: Mapped[date | None]
    mark: Mapped[str]
    source: Mapped[str]
    plan: Mapped[Plan] = relationship(primaryjoin="Phase.plan_id == Plan.id", back_populates="phases")


class PlanVersion(HandedDown, Base):
    """One issue of a plan: number 1 the plan itself, the next ones what amended it; approved first, then numbered.

    `state` is approved or issued; `snapshot` what the plan said then, as its paper prints it; `delegation_id` by whose
    delegation the signer signs; `paper_id` the sealed paper, None for a plan that was issued on paper before.
    """

    __tablename__ = "plan_version"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "plan_id", "number"),
        child_of("plan", "plan_id"),
    )
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    number: Mapped[int]
    state: Mapped[str]
    reason: Mapped[str | None]
    signer_id: Mapped[int | None]
    delegation_id: Mapped[int | None]
    approver_id: Mapped[int | None]
    approver_name: Mapped[str | None]
    approved_on: Mapped[date | None]
    reference_number: Mapped[str | None]
    day: Mapped[date | None]
    paper_id: Mapped[int | None]
    snapshot: Mapped[dict[str, Any]] = mapped_column(default=dict)
    plan: Mapped[Plan] = relationship(primaryjoin="PlanVersion.plan_id == Plan.id", back_populates="versions")


class PlanChange(HandedDown, Base):
    """What was changed in an issued plan, with the reason: `before` and `after` in the words of the page.

    `part` is target, task, content, phase, section, criterion or quota; `version` the number of the version that issued
    it, None while it waits for one.
    """

    __tablename__ = "plan_change"
    __table_args__ = (child_of("plan", "plan_id"), Index("ix_plan_change_plan_id", "plan_id"))
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    part: Mapped[str]
    name: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    reason: Mapped[str]
    by: Mapped[str]
    day: Mapped[date]
    version: Mapped[int | None]
    plan: Mapped[Plan] = relationship(primaryjoin="PlanChange.plan_id == Plan.id", back_populates="changes")


class PlanClosing(Owned, Base):
    """The figures of a plan were closed (chốt số liệu) up to a day; `until` is the first day after it.

    `ground` is the report they went into; reopening keeps who did it and why.
    """

    __tablename__ = "plan_closing"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("plan", "plan_id"),
        Index("ix_plan_closing_plan_id", "plan_id"),
    )
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    until: Mapped[date]
    ground: Mapped[str]
    closed_by: Mapped[str]
    closed_on: Mapped[date]
    reopened_by: Mapped[str | None]
    reopened_on: Mapped[date | None]
    reopened_because: Mapped[str | None]
    plan: Mapped[Plan] = relationship(primaryjoin="PlanClosing.plan_id == Plan.id", back_populates="closings")
