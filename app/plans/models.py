"""Tables of plans: handed down, so a province's plan is seen in its communes."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people.models import Collective, Household, Person
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


class LocalCriterion(HandedDown, Base):
    """A condition that a province or commune lays down for an award, from day to day: its rule on giấy khen, its plan.

    `replaces` is the code of a condition of the law data whose words or effect it changes, `enabled` False where it is
    switched off; without it the condition stands beside those of the law. Of rows that share `one_of` one is enough.
    `types` are the types of commendation it speaks of, empty for all; `measure` and `threshold` make it computed.
    """

    __tablename__ = "local_criterion"
    __table_args__ = (UniqueConstraint("owner_id", "id"), Index("ix_local_criterion_award", "owner_id", "award"))

    id: Mapped[int] = mapped_column(primary_key=True)
    award: Mapped[str]
    subject_kind: Mapped[str]
    replaces: Mapped[str | None]
    text: Mapped[str]
    effect: Mapped[str]
    one_of: Mapped[str | None]
    types: Mapped[list[str]] = mapped_column(default=list)
    enabled: Mapped[bool] = mapped_column(default=True)
    measure: Mapped[str | None]
    threshold: Mapped[int | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    citation: Mapped[str]
    mark: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    confirmed_against: Mapped[str | None]


class Initiative(Owned, Base):
    """A sáng kiến, giải pháp or mô hình described once: whose, since when, its effect, how far it is applied.

    `kind` is initiative, solution or practice; `scope` hamlet, commune, province or nation; `recognised_by` and
    `recognised_on` the decision that recognised it; `used_by` the decision of an award of the past that rested on it.
    """

    __tablename__ = "initiative"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("person", "person_id"),
        refers_to("household", "household_id"),
        refers_to("collective", "collective_id"),
        Index("ix_initiative_person_id", "person_id"),
        Index("ix_initiative_household_id", "household_id"),
        Index("ix_initiative_collective_id", "collective_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    person_id: Mapped[int | None]
    household_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    since: Mapped[date | None]
    effect: Mapped[str | None]
    scope: Mapped[str]
    recognised_by: Mapped[str | None]
    recognised_on: Mapped[date | None]
    used_by: Mapped[str | None]
    person: Mapped[Person | None] = relationship(primaryjoin="Initiative.person_id == Person.id")
    household: Mapped[Household | None] = relationship(primaryjoin="Initiative.household_id == Household.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Initiative.collective_id == Collective.id")


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
