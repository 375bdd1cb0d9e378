"""Tables of plans: handed down, so a province's plan is seen in its communes."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.places.models import Hamlet
from app.tenancy import HandedDown, Owned, child_of, refers_to


class Plan(HandedDown, Base):
    """The plan (kế hoạch) of a movement at one level for a period."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("owner_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    movement: Mapped[str]
    reference_number: Mapped[str]
    day: Mapped[date]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    contents: Mapped[list["Content"]] = relationship(
        primaryjoin="Content.plan_id == Plan.id", back_populates="plan", order_by="Content.position"
    )
    targets: Mapped[list["Target"]] = relationship(
        primaryjoin="Target.plan_id == Plan.id",
        back_populates="plan",
        order_by="(Target.year, Target.group, Target.id)",
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


class Content(HandedDown, Base):
    """One content (nội dung thi đua) of a plan."""

    __tablename__ = "plan_content"
    __table_args__ = (child_of("plan", "plan_id"),)
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    position: Mapped[int]
    text: Mapped[str]
    plan: Mapped[Plan] = relationship(primaryjoin="Content.plan_id == Plan.id", back_populates="contents")


class Target(HandedDown, Base):
    """A number to reach by a group in a year; an empty value or base means not known, never zero."""

    __tablename__ = "plan_target"
    __table_args__ = (UniqueConstraint("owner_id", "id"), child_of("plan", "plan_id"))
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    group: Mapped[str]
    label: Mapped[str]
    year: Mapped[int]
    comparator: Mapped[str] = mapped_column(default="≥")
    value: Mapped[int | None]
    measure_unit: Mapped[str]
    measure: Mapped[str | None]
    base: Mapped[int | None]
    base_source: Mapped[str | None]
    mark: Mapped[str]
    source: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    confirmed_against: Mapped[str | None]
    plan: Mapped[Plan] = relationship(primaryjoin="Target.plan_id == Plan.id", back_populates="targets")


class Criterion(HandedDown, Base):
    """A condition of the plan for an award: computed from a measure, or attested by a named official."""

    __tablename__ = "plan_criterion"
    __table_args__ = (UniqueConstraint("owner_id", "id"), child_of("plan", "plan_id"))
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    award: Mapped[str]
    subject_kind: Mapped[str]
    text: Mapped[str]
    measure: Mapped[str | None]
    threshold: Mapped[int | None]
    mark: Mapped[str]
    source: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    confirmed_against: Mapped[str | None]
    plan: Mapped[Plan] = relationship(primaryjoin="Criterion.plan_id == Plan.id", back_populates="criteria")


class Quota(HandedDown, Base):
    """How many of a subject kind may be proposed for an award under a plan."""

    __tablename__ = "plan_quota"
    __table_args__ = (UniqueConstraint("owner_id", "plan_id", "award", "subject_kind"), child_of("plan", "plan_id"))
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    award: Mapped[str]
    subject_kind: Mapped[str]
    most: Mapped[int]
    plan: Mapped[Plan] = relationship(primaryjoin="Quota.plan_id == Plan.id", back_populates="quotas")


class Population(Owned, Base):
    """How many people a group, or a hamlet's part of it, had on a day: the denominator of a share, never guessed.

    `hamlet_id` None is the whole commune; `target_group` None everybody of the place. The latest day not after the one
    that is asked for holds.
    """

    __tablename__ = "population"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("hamlet", "hamlet_id"),
        Index("ix_population_owner_id_day", "owner_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hamlet_id: Mapped[int | None]
    target_group: Mapped[str | None]
    day: Mapped[date]
    count: Mapped[int]
    mark: Mapped[str]
    source: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    confirmed_against: Mapped[str | None]
    hamlet: Mapped[Hamlet | None] = relationship(primaryjoin="Population.hamlet_id == Hamlet.id")


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
