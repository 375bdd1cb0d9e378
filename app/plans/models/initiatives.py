"""Tables of initiatives: what somebody thought of, what it brought, where it is applied."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet
from app.tenancy import Owned, child_of, refers_to


class Initiative(Owned, Base):
    """A sáng kiến, giải pháp, mô hình or điển hình, described once: whose, since when, its effect, its uses.

    `kind` is initiative, solution, practice or exemplar; `scope` the widest of its uses: hamlet, commune, province or
    nation; `recognised_by` and `recognised_on` the decision that recognised it; `used_by` the decision of an award of
    the past that rested on it. `branch` is what a person decided about its award (own-level, upward or none; CV 4735
    điểm 5), with who, when and why.
    """

    __tablename__ = "initiative"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("plan", "plan_id"),
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
    plan_id: Mapped[int | None]
    description: Mapped[str | None]
    person_id: Mapped[int | None]
    household_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    since: Mapped[date | None]
    effect: Mapped[str | None]
    scope: Mapped[str]
    recognised_by: Mapped[str | None]
    recognised_on: Mapped[date | None]
    used_by: Mapped[str | None]
    branch: Mapped[str | None]
    branch_by: Mapped[str | None]
    branch_on: Mapped[date | None]
    branch_because: Mapped[str | None]
    person: Mapped[Person | None] = relationship(primaryjoin="Initiative.person_id == Person.id")
    household: Mapped[Household | None] = relationship(primaryjoin="Initiative.household_id == Household.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Initiative.collective_id == Collective.id")
    effects: Mapped[list["InitiativeEffect"]] = relationship(
        primaryjoin="InitiativeEffect.initiative_id == Initiative.id",
        back_populates="initiative",
        order_by="InitiativeEffect.id",
    )
    uses: Mapped[list["InitiativeUse"]] = relationship(
        primaryjoin="InitiativeUse.initiative_id == Initiative.id",
        back_populates="initiative",
        order_by="(InitiativeUse.since, InitiativeUse.id)",
    )


class InitiativeEffect(Owned, Base):
    """One effect of an initiative in numbers: what, before, after, in which unit, over which time, from which source.

    `before` and `after` are decimals as text ("12.5"); `before` None where there was nothing to count.
    """

    __tablename__ = "initiative_effect"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("initiative", "initiative_id"),
        Index("ix_initiative_effect_initiative_id", "initiative_id"),
    )
    parent = "initiative"

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int]
    text: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str]
    measure_unit: Mapped[str]
    period: Mapped[str | None]
    source: Mapped[str]
    initiative: Mapped[Initiative] = relationship(
        primaryjoin="InitiativeEffect.initiative_id == Initiative.id", back_populates="effects"
    )


class InitiativeUse(Owned, Base):
    """Where an initiative is applied: one hamlet of the books or a place in words, since when, by which document."""

    __tablename__ = "initiative_use"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("initiative", "initiative_id"),
        refers_to("hamlet", "hamlet_id"),
        Index("ix_initiative_use_initiative_id", "initiative_id"),
    )
    parent = "initiative"

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int]
    scope: Mapped[str]
    hamlet_id: Mapped[int | None]
    place: Mapped[str | None]
    since: Mapped[date | None]
    until: Mapped[date | None]
    document: Mapped[str | None]
    hamlet: Mapped[Hamlet | None] = relationship(primaryjoin="InitiativeUse.hamlet_id == Hamlet.id")
    initiative: Mapped[Initiative] = relationship(
        primaryjoin="InitiativeUse.initiative_id == Initiative.id", back_populates="uses"
    )
