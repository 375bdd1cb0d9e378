"""Tables of nominees: who is proposed, what officials and other bodies say of them, what stops them."""

from datetime import date
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.commendations.models.dossiers import Dossier
from app.db import Base
from app.people.models import Collective, Household, Person
from app.plans.models import Initiative
from app.tenancy import Owned, child_of, refers_to


class Nominee(Owned, Base):
    """One subject with the requested award of its dossier, and the report written for it.

    `report` holds the prose of the sections by field code; `figures` the recorded numbers the draft was
    made from, so that a later change of the records can be told. `roll_number` is the line in the roll,
    fixed when the proposal is made: it becomes the số sổ vàng. `ceremony_number` is the place in the ceremony.
    `quoted` says which figures stand where in the prose: by field, a list of [measure, "count" or "turns", number].
    `direct_worker` is whether the person works directly in labour, production or business, None while nobody said so.
    `summary` is the merit in short and `legal_ground` the article on the tóm tắt thành tích, as an official wrote them.
    `not_awarded` is why a higher award that others of the dossier received was not given here.
    """

    __tablename__ = "nominee"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "dossier_id", "person_id"),
        UniqueConstraint("owner_id", "dossier_id", "household_id"),
        UniqueConstraint("owner_id", "dossier_id", "collective_id"),
        child_of("dossier", "dossier_id"),
        refers_to("person", "person_id"),
        refers_to("household", "household_id"),
        refers_to("collective", "collective_id"),
    )
    parent = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int]
    subject_kind: Mapped[str]
    person_id: Mapped[int | None]
    household_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    achievement: Mapped[str]
    report: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any]]
    quoted: Mapped[dict[str, Any]] = mapped_column(default=dict)
    direct_worker: Mapped[bool | None]
    roll_number: Mapped[int | None]
    summary: Mapped[str | None]
    legal_ground: Mapped[str | None]
    ceremony_number: Mapped[int | None]
    not_awarded: Mapped[str | None]
    dossier: Mapped[Dossier] = relationship(primaryjoin="Nominee.dossier_id == Dossier.id", back_populates="nominees")
    person: Mapped[Person | None] = relationship(primaryjoin="Nominee.person_id == Person.id")
    household: Mapped[Household | None] = relationship(primaryjoin="Nominee.household_id == Household.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Nominee.collective_id == Collective.id")
    attestations: Mapped[list["Attestation"]] = relationship(
        primaryjoin="Attestation.nominee_id == Nominee.id", back_populates="nominee", order_by="Attestation.id"
    )
    confirmations: Mapped[list["Confirmation"]] = relationship(
        primaryjoin="Confirmation.nominee_id == Nominee.id", back_populates="nominee", order_by="Confirmation.id"
    )
    grounds: Mapped[list["Ground"]] = relationship(
        primaryjoin="Ground.nominee_id == Nominee.id", back_populates="nominee", order_by="Ground.id"
    )


class Attestation(Owned, Base):
    """A named official answers what the records cannot: yes or no, with the ground."""

    __tablename__ = "attestation"
    __table_args__ = (UniqueConstraint("owner_id", "nominee_id", "criterion"), child_of("nominee", "nominee_id"))
    parent = "nominee"

    id: Mapped[int] = mapped_column(primary_key=True)
    nominee_id: Mapped[int]
    criterion: Mapped[str]
    answer: Mapped[bool]
    note: Mapped[str]
    attested_by: Mapped[str]
    attested_on: Mapped[date]
    nominee: Mapped[Nominee] = relationship(
        primaryjoin="Attestation.nominee_id == Nominee.id", back_populates="attestations"
    )


class Confirmation(Owned, Base):
    """What another body confirmed about a nominee, by which document: tax, insurance, environment, fire, discipline …

    `topic` is a code of the confirmations in the law data or words of our own; `clear` whether nothing speaks against
    the award; one document may cover many nominees, a row each.
    """

    __tablename__ = "confirmation"
    __table_args__ = (
        UniqueConstraint("owner_id", "nominee_id", "topic"),
        child_of("nominee", "nominee_id"),
        Index("ix_confirmation_nominee_id", "nominee_id"),
    )
    parent = "nominee"

    id: Mapped[int] = mapped_column(primary_key=True)
    nominee_id: Mapped[int]
    topic: Mapped[str]
    body: Mapped[str]
    clear: Mapped[bool]
    document: Mapped[str]
    day: Mapped[date]
    note: Mapped[str | None]
    entered_by: Mapped[str]
    nominee: Mapped[Nominee] = relationship(
        primaryjoin="Confirmation.nominee_id == Nominee.id", back_populates="confirmations"
    )


class Ground(Owned, Base):
    """An initiative or model on which a nominee's award rests; it can be the ground of one award only."""

    __tablename__ = "ground"
    __table_args__ = (
        UniqueConstraint("owner_id", "nominee_id", "initiative_id"),
        child_of("nominee", "nominee_id"),
        refers_to("initiative", "initiative_id"),
        Index("ix_ground_initiative_id", "initiative_id"),
    )
    parent = "nominee"

    id: Mapped[int] = mapped_column(primary_key=True)
    nominee_id: Mapped[int]
    initiative_id: Mapped[int]
    nominee: Mapped[Nominee] = relationship(primaryjoin="Ground.nominee_id == Nominee.id", back_populates="grounds")
    initiative: Mapped[Initiative] = relationship(primaryjoin="Ground.initiative_id == Initiative.id")


class Hold(Owned, Base):
    """While this row is open a person, household or collective is neither submitted nor decided (NĐ 152 Điều 4.4).

    `kind` is a hold of the law data (discipline, investigation, inspection, complaint, press); it is released by a
    document and its day only. `outcome` is cleared or disciplined; then `term_until` is the first day after the term of
    discipline, from which merit counts again.
    """

    __tablename__ = "hold"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("person", "person_id"),
        refers_to("household", "household_id"),
        refers_to("collective", "collective_id"),
        Index("ix_hold_person_id", "person_id"),
        Index("ix_hold_household_id", "household_id"),
        Index("ix_hold_collective_id", "collective_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None]
    household_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    kind: Mapped[str]
    opened_on: Mapped[date]
    source_document: Mapped[str]
    closed_on: Mapped[date | None]
    closing_document: Mapped[str | None]
    outcome: Mapped[str | None]
    term_until: Mapped[date | None]
    note: Mapped[str | None]
    entered_by: Mapped[str]
    person: Mapped[Person | None] = relationship(primaryjoin="Hold.person_id == Person.id")
    household: Mapped[Household | None] = relationship(primaryjoin="Hold.household_id == Household.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Hold.collective_id == Collective.id")
