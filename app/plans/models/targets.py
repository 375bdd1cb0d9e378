"""Tables of what a plan asks: targets and how they stood, criteria, quotas, how many people there are."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.places.models import Hamlet
from app.plans.models.plans import Content, Plan
from app.tenancy import HandedDown, Owned, child_of, refers_to


class Target(HandedDown, Base):
    """A number to reach by a group in a year or a part of it; an empty value or base means not known, never zero.

    `position` and `number` place it in the plan's list ("12", "II.3"); `part` is the part of the year (year, H1, H2, Q1
    to Q4); `value_words` says a target that is no whole number ("hoàn thành", "40,5 điểm"). Who answers for it is a
    unit or a person of the books, or only named (`owner_name`, also what it was called when it was entered); `product`
    is what it yields, `schedule` its lộ trình in words.
    """

    __tablename__ = "plan_target"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("plan", "plan_id"),
        child_of("plan_content", "content_id"),
        refers_to("unit", "unit_id"),
        refers_to("person", "person_id"),
    )
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    content_id: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[str | None]
    group: Mapped[str]
    label: Mapped[str]
    year: Mapped[int]
    part: Mapped[str] = mapped_column(default="year")
    comparator: Mapped[str] = mapped_column(default="≥")
    value: Mapped[int | None]
    value_words: Mapped[str | None]
    measure_unit: Mapped[str]
    measure: Mapped[str | None]
    base: Mapped[int | None]
    base_source: Mapped[str | None]
    unit_id: Mapped[int | None]
    person_id: Mapped[int | None]
    owner_name: Mapped[str | None]
    product: Mapped[str | None]
    schedule: Mapped[str | None]
    due_on: Mapped[date | None]
    mark: Mapped[str]
    source: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    confirmed_against: Mapped[str | None]
    plan: Mapped[Plan] = relationship(primaryjoin="Target.plan_id == Plan.id", back_populates="targets")
    content: Mapped[Content | None] = relationship(primaryjoin="Target.content_id == Content.id", viewonly=True)
    readings: Mapped[list["TargetReading"]] = relationship(
        primaryjoin="TargetReading.target_id == Target.id",
        back_populates="target",
        order_by="(TargetReading.day, TargetReading.id)",
    )


class TargetReading(Owned, Base):
    """How a target stood on a day, entered by an official where no measure computes it, with the source.

    `value` is a decimal as text ("69.85"), in the unit of the target; `words` what a target in words came to.
    """

    __tablename__ = "plan_target_reading"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("plan_target", "target_id"),
        Index("ix_plan_target_reading_target_id", "target_id"),
    )
    parent = "target"

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int]
    day: Mapped[date]
    value: Mapped[str | None]
    words: Mapped[str | None]
    reached: Mapped[bool | None]
    source: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]
    target: Mapped[Target] = relationship(primaryjoin="TargetReading.target_id == Target.id", back_populates="readings")


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
