"""Tables of tasks: what has to be done by whom until when, and how it goes on."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.db import Base
from app.people.models import Person
from app.places.models import Unit
from app.plans.models.plans import Content, Plan
from app.plans.models.targets import Target
from app.tenancy import HandedDown, Owned, child_of, refers_to
from app.text import fold


class Task(HandedDown, Base):
    """A task (nhiệm vụ) of a plan: who does it, until when, what it yields, how far it is.

    `owner_name` is what the unit or person was called when the task was entered, or somebody who is in no book;
    `due_on` None is a standing task (thường xuyên). `state` is open, doing, done or cancelled; `progress` 0 to 100.
    `search_fold` is what a search without dấu looks in: text, owner and product.
    """

    __tablename__ = "plan_task"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("plan", "plan_id"),
        child_of("plan_content", "content_id"),
        child_of("plan_target", "target_id"),
        refers_to("unit", "unit_id"),
        refers_to("person", "person_id"),
        Index("ix_plan_task_plan_id", "plan_id"),
        Index("ix_plan_task_owner_due", "owner_id", "due_on"),
    )
    parent = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    content_id: Mapped[int | None]
    target_id: Mapped[int | None]
    position: Mapped[int]
    number: Mapped[str | None]
    text: Mapped[str]
    unit_id: Mapped[int | None]
    person_id: Mapped[int | None]
    owner_name: Mapped[str | None]
    helpers: Mapped[str | None]
    product: Mapped[str | None]
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    schedule: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="open")
    progress: Mapped[int] = mapped_column(default=0)
    done_on: Mapped[date | None]
    ended_reason: Mapped[str | None]
    search_fold: Mapped[str] = mapped_column(default="")
    plan: Mapped[Plan] = relationship(primaryjoin="Task.plan_id == Plan.id", back_populates="tasks")
    content: Mapped[Content | None] = relationship(primaryjoin="Task.content_id == Content.id", viewonly=True)
    target: Mapped[Target | None] = relationship(primaryjoin="Task.target_id == Target.id", viewonly=True)
    unit: Mapped[Unit | None] = relationship(primaryjoin="Task.unit_id == Unit.id")
    person: Mapped[Person | None] = relationship(primaryjoin="Task.person_id == Person.id")
    steps: Mapped[list["TaskStep"]] = relationship(
        primaryjoin="TaskStep.task_id == Task.id", back_populates="task", order_by="(TaskStep.day, TaskStep.id)"
    )

    @validates("text", "owner_name", "product")
    def _searched(self, attribute: str, value: str | None) -> str | None:
        said = {"text": self.text, "owner_name": self.owner_name, "product": self.product} | {attribute: value}
        self.search_fold = fold(" ".join(words for words in said.values() if words))
        return value


class TaskStep(Owned, Base):
    """How a task stood on a day, in words and percent, with the paper that proves it; files hang on it as evidence."""

    __tablename__ = "plan_task_step"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("plan_task", "task_id"),
        refers_to("paper", "paper_id"),
        Index("ix_plan_task_step_task_id", "task_id"),
    )
    parent = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int]
    day: Mapped[date]
    state: Mapped[str]
    progress: Mapped[int]
    text: Mapped[str]
    paper_id: Mapped[int | None]
    by: Mapped[str]
    at: Mapped[datetime]
    task: Mapped[Task] = relationship(primaryjoin="TaskStep.task_id == Task.id", back_populates="steps")
