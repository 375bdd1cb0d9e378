"""Tables of commitments."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people.models import Collective, Household, Person
from app.plans.models import Plan
from app.tenancy import Owned, child_of, refers_to


class Wording(Owned, Base):
    """A text of pledge for one kind of subject, from a day on; a signed one keeps its version."""

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("owner_id", "id"), UniqueConstraint("owner_id", "code", "version"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    version: Mapped[int]
    subject_kind: Mapped[str]
    title: Mapped[str]
    promises: Mapped[list[str]]
    breach: Mapped[str | None]
    valid_from: Mapped[date]
    mark: Mapped[str]
    source: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    confirmed_against: Mapped[str | None]


class Campaign(Owned, Base):
    """One round (đợt ký) in which commitments of one wording are signed under a plan.

    Signing goes from `opens_on` to `closes_on`, both included; what is promised holds from `valid_from` until, not
    including, `valid_until`.
    """

    __tablename__ = "campaign"
    __table_args__ = (UniqueConstraint("owner_id", "id"), refers_to("wording", "wording_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    wording_id: Mapped[int]
    name: Mapped[str]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    plan: Mapped[Plan] = relationship()
    wording: Mapped[Wording] = relationship(primaryjoin="Campaign.wording_id == Wording.id")


class Commitment(Owned, Base):
    """A pledge of one person, household or collective in a campaign."""

    __tablename__ = "commitment"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "campaign_id", "person_id"),
        UniqueConstraint("owner_id", "campaign_id", "household_id"),
        UniqueConstraint("owner_id", "campaign_id", "collective_id"),
        child_of("campaign", "campaign_id"),
        refers_to("person", "person_id"),
        refers_to("household", "household_id"),
        refers_to("collective", "collective_id"),
        Index("ix_commitment_campaign_id_state", "campaign_id", "state"),
    )
    parent = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int]
    person_id: Mapped[int | None]
    household_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    state: Mapped[str]
    signed_on: Mapped[date | None]
    signed_by: Mapped[str | None]
    received_by: Mapped[str | None]
    reason: Mapped[str | None]
    campaign: Mapped[Campaign] = relationship(primaryjoin="Commitment.campaign_id == Campaign.id")
    person: Mapped[Person | None] = relationship(primaryjoin="Commitment.person_id == Person.id")
    household: Mapped[Household | None] = relationship(primaryjoin="Commitment.household_id == Household.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Commitment.collective_id == Collective.id")
