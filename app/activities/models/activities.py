"""Tables of activities: what was held where, by whom, how many it reached, which doors were knocked at."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app import text
from app.db import Base
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet, Unit
from app.plans.models import Plan
from app.tenancy import Owned, child_of, refers_to


class Activity(Owned, Base):
    """One activity of the movement, planned or held, with its place, who holds it and how many it reached.

    `kind` is launch, broadcast, article, contest, learning-day, home-visit or other; `state` planned, held or
    cancelled. `last_day` is the last of several days. `reached` counts persons once, `turns` every visit, listening or
    view; None means nobody counted. `counted_how` says where the number comes from. `count` is how often it ran
    (broadcasts of a month entered in one line), `minutes` how long altogether. `late_reason` says why it was entered
    after the figures of its day were closed. In several hamlets each has its own numbers in `hamlets`.
    """

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("plan", "plan_id"),
        refers_to("plan_task", "task_id"),
        refers_to("campaign", "campaign_id"),
        refers_to("unit", "unit_id"),
        refers_to("collective", "collective_id"),
        Index("ix_activity_owner_id_day", "owner_id", "day", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    title_fold: Mapped[str]
    state: Mapped[str]
    plan_id: Mapped[int | None]
    task_id: Mapped[int | None]
    campaign_id: Mapped[int | None]
    day: Mapped[date]
    last_day: Mapped[date | None]
    starts_at: Mapped[str | None]
    place: Mapped[str | None]
    unit_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    held_by: Mapped[str | None]
    reached: Mapped[int | None]
    turns: Mapped[int | None]
    counted_how: Mapped[str | None]
    count: Mapped[int] = mapped_column(default=1)
    minutes: Mapped[int | None]
    outlet: Mapped[str | None]
    link: Mapped[str | None]
    note: Mapped[str | None]
    ended_reason: Mapped[str | None]
    late_reason: Mapped[str | None]
    entered_by: Mapped[str]
    plan: Mapped[Plan | None] = relationship(primaryjoin="Activity.plan_id == Plan.id")
    unit: Mapped[Unit | None] = relationship(primaryjoin="Activity.unit_id == Unit.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Activity.collective_id == Collective.id")
    hamlets: Mapped[list["ActivityHamlet"]] = relationship(
        primaryjoin="ActivityHamlet.activity_id == Activity.id",
        back_populates="activity",
        order_by="ActivityHamlet.id",
    )
    parts: Mapped[list["ActivityPart"]] = relationship(
        primaryjoin="ActivityPart.activity_id == Activity.id", back_populates="activity", order_by="ActivityPart.id"
    )

    @validates("title")
    def _fold(self, _attribute: str, title: str) -> str:
        title = text.nfc(title)
        self.title_fold = text.fold(title)
        return title


class ActivityHamlet(Owned, Base):
    """A hamlet in which an activity took place, with how many it reached there; None where nobody counted."""

    __tablename__ = "activity_hamlet"
    __table_args__ = (
        UniqueConstraint("owner_id", "activity_id", "hamlet_id"),
        child_of("activity", "activity_id"),
        refers_to("hamlet", "hamlet_id"),
        Index("ix_activity_hamlet_hamlet_id", "hamlet_id"),
    )
    parent = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int]
    hamlet_id: Mapped[int]
    reached: Mapped[int | None]
    turns: Mapped[int | None]
    activity: Mapped[Activity] = relationship(
        primaryjoin="ActivityHamlet.activity_id == Activity.id", back_populates="hamlets"
    )
    hamlet: Mapped[Hamlet] = relationship(primaryjoin="ActivityHamlet.hamlet_id == Hamlet.id")


class ActivityPart(Owned, Base):
    """Who took part in an activity: a person or a collective as organiser, speaker, helper, author or winner."""

    __tablename__ = "activity_part"
    __table_args__ = (
        child_of("activity", "activity_id"),
        refers_to("person", "person_id"),
        refers_to("collective", "collective_id"),
        Index("ix_activity_part_activity_id", "activity_id"),
        Index("ix_activity_part_person_id", "person_id"),
        Index("ix_activity_part_collective_id", "collective_id"),
    )
    parent = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int]
    person_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    part: Mapped[str]
    note: Mapped[str | None]
    activity: Mapped[Activity] = relationship(
        primaryjoin="ActivityPart.activity_id == Activity.id", back_populates="parts"
    )
    person: Mapped[Person | None] = relationship(primaryjoin="ActivityPart.person_id == Person.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="ActivityPart.collective_id == Collective.id")


class Visit(Owned, Base):
    """A door that was knocked at ("đi từng ngõ, gõ từng nhà"): which household, on which day, what came of it.

    `outcome` is guided, absent, refused or other; `people` how many of the household were shown something.
    """

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("owner_id", "activity_id", "household_id", "day"),
        child_of("activity", "activity_id"),
        refers_to("household", "household_id"),
        Index("ix_visit_household_id", "household_id"),
        Index("ix_visit_activity_id", "activity_id"),
    )
    parent = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int]
    household_id: Mapped[int]
    day: Mapped[date]
    outcome: Mapped[str]
    people: Mapped[int | None]
    note: Mapped[str | None]
    activity: Mapped[Activity] = relationship(primaryjoin="Visit.activity_id == Activity.id")
    household: Mapped[Household] = relationship(primaryjoin="Visit.household_id == Household.id")
