"""Tables of awards once received, and of the lists they were pasted from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people.models import Collective, Household, Person
from app.tenancy import Owned, child_of, refers_to


class AchievementImport(Owned, Base):
    """A pasted list of awards of the past: taken over at once, taken back at once while nothing rests on it.

    `lines` are what was pasted and what was typed about the doubts, so that what is left can be finished later.
    """

    __tablename__ = "achievement_import"
    __table_args__ = (UniqueConstraint("owner_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    count: Mapped[int]
    lines: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]


class Achievement(Owned, Base):
    """An award once received and the merit it used up: no second award for the same one.

    `revoked_on` and `revoked_by` are day and number of the decision that cancelled it: it uses up nothing any more.
    `import_id` is the pasted list it came with. `round_id` is the round it was given in, empty for one typed in from an
    old decision.
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
        child_of("achievement_import", "import_id"),
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
    import_id: Mapped[int | None]
    person: Mapped[Person | None] = relationship(primaryjoin="Achievement.person_id == Person.id")
    household: Mapped[Household | None] = relationship(primaryjoin="Achievement.household_id == Household.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Achievement.collective_id == Collective.id")
