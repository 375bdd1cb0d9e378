"""The table of awards once received."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people.models import Collective, Household, Person
from app.tenancy import Owned, child_of, refers_to


class Achievement(Owned, Base):
    """An award once received and the merit it used up: no second award for the same one.

    `revoked_on` and `revoked_by` are day and number of the decision that cancelled it: it uses up nothing any more.
    `round_id` is the round it was given in, empty for one that came from an old decision.
    `issuer_name` is the awarding body as it was named then; it is never rewritten after a merger.
    """

    __tablename__ = "achievement"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("person", "person_id"),
        refers_to("household", "household_id"),
        refers_to("collective", "collective_id"),
        child_of("nominee", "nominee_id"),
        child_of("award_round", "round_id"),
        Index("ix_achievement_person_id", "person_id"),
        Index("ix_achievement_household_id", "household_id"),
        Index("ix_achievement_collective_id", "collective_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None]
    household_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    nominee_id: Mapped[int | None]
    round_id: Mapped[int | None]
    award: Mapped[str]
    award_label: Mapped[str]
    award_type: Mapped[str]
    merit: Mapped[str]
    reference_number: Mapped[str]
    day: Mapped[date]
    issuer_name: Mapped[str]
    revoked_on: Mapped[date | None]
    revoked_by: Mapped[str | None]
    person: Mapped[Person | None] = relationship(primaryjoin="Achievement.person_id == Person.id")
    household: Mapped[Household | None] = relationship(primaryjoin="Achievement.household_id == Household.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Achievement.collective_id == Collective.id")
