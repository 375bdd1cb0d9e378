"""Tables of inspections: who looked at whom, what was found, what must be mended until when."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people.models import Collective, Person
from app.places.models import Hamlet, Unit
from app.plans.models import Initiative, Plan
from app.tenancy import Owned, child_of, refers_to


class Inspection(Owned, Base):
    """A kiểm tra or giám sát of a hamlet, unit or collective under a plan: planned, then held, then followed up.

    `kind` is inspection or supervision; `state` planned, held or cancelled; `inspected_name` whom it looked at, as the
    minutes call them; `ground` the decision or plan it rests on; `contents` what was looked at, one line each;
    `opinion` what the inspected said, `conclusion` what the team concluded. The times are words of the minutes
    ("14 giờ 00 phút").
    """

    __tablename__ = "inspection"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("plan", "plan_id"),
        refers_to("hamlet", "hamlet_id"),
        refers_to("unit", "unit_id"),
        refers_to("collective", "collective_id"),
        Index("ix_inspection_owner_id_day", "owner_id", "day", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    plan_id: Mapped[int | None]
    day: Mapped[date]
    held_on: Mapped[date | None]
    started: Mapped[str | None]
    ended: Mapped[str | None]
    place: Mapped[str | None]
    hamlet_id: Mapped[int | None]
    unit_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    inspected_name: Mapped[str]
    inspected_by: Mapped[str | None]
    inspected_post: Mapped[str | None]
    ground: Mapped[str | None]
    contents: Mapped[list[str]] = mapped_column(default=list)
    opinion: Mapped[str | None]
    conclusion: Mapped[str | None]
    ended_reason: Mapped[str | None]
    late_reason: Mapped[str | None]
    entered_by: Mapped[str]
    plan: Mapped[Plan | None] = relationship(primaryjoin="Inspection.plan_id == Plan.id")
    hamlet: Mapped[Hamlet | None] = relationship(primaryjoin="Inspection.hamlet_id == Hamlet.id")
    unit: Mapped[Unit | None] = relationship(primaryjoin="Inspection.unit_id == Unit.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Inspection.collective_id == Collective.id")
    members: Mapped[list["InspectionMember"]] = relationship(
        primaryjoin="InspectionMember.inspection_id == Inspection.id",
        back_populates="inspection",
        order_by="(InspectionMember.position, InspectionMember.id)",
    )
    findings: Mapped[list["Finding"]] = relationship(
        primaryjoin="Finding.inspection_id == Inspection.id",
        back_populates="inspection",
        order_by="(Finding.position, Finding.id)",
    )


class InspectionMember(Owned, Base):
    """Who inspects, or who receives the inspection: `part` is head, member, secretary or inspected."""

    __tablename__ = "inspection_member"
    __table_args__ = (
        child_of("inspection", "inspection_id"),
        refers_to("person", "person_id"),
        Index("ix_inspection_member_inspection_id", "inspection_id"),
    )
    parent = "inspection"

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int]
    position: Mapped[int]
    person_id: Mapped[int | None]
    name: Mapped[str]
    post: Mapped[str | None]
    part: Mapped[str]
    inspection: Mapped[Inspection] = relationship(
        primaryjoin="InspectionMember.inspection_id == Inspection.id", back_populates="members"
    )
    person: Mapped[Person | None] = relationship(primaryjoin="InspectionMember.person_id == Person.id")


class Finding(Owned, Base):
    """One finding: what was done well, what must be mended by whom until when, or a good example worth copying.

    `kind` is result, fault or example. A fault is open until `mended_on`; an example may be described as an initiative.
    """

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("inspection", "inspection_id"),
        refers_to("plan_task", "task_id"),
        refers_to("initiative", "initiative_id"),
        Index("ix_finding_inspection_id", "inspection_id"),
        Index("ix_finding_owner_due", "owner_id", "due_on"),
    )
    parent = "inspection"

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int]
    position: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]
    responsible: Mapped[str | None]
    due_on: Mapped[date | None]
    mended_on: Mapped[date | None]
    mended_how: Mapped[str | None]
    mended_by: Mapped[str | None]
    task_id: Mapped[int | None]
    initiative_id: Mapped[int | None]
    inspection: Mapped[Inspection] = relationship(
        primaryjoin="Finding.inspection_id == Inspection.id", back_populates="findings"
    )
    initiative: Mapped[Initiative | None] = relationship(primaryjoin="Finding.initiative_id == Initiative.id")
