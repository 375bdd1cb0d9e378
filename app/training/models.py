"""Tables of training."""

from datetime import date, time

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app import text
from app.accounts.models import User
from app.db import Base
from app.people.models import Person
from app.places.models import Hamlet
from app.plans.models import Plan
from app.tenancy import Owned, child_of, refers_to


class Course(Owned, Base):
    """A class (lớp) with a topic, a place, an instructor and a list of learners.

    The instructor is a name; `instructor_id` is the person of the commune, if it is one, whose merit the
    class then is; `trainer_id` the account that marks attendance.
    """

    __tablename__ = "course"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("hamlet", "hamlet_id"),
        refers_to("person", "instructor_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    title: Mapped[str]
    title_fold: Mapped[str]
    topic: Mapped[str]
    target_group: Mapped[str]
    hamlet_id: Mapped[int | None]
    place: Mapped[str]
    instructor_name: Mapped[str]
    instructor_id: Mapped[int | None]
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    plan: Mapped[Plan] = relationship()
    hamlet: Mapped[Hamlet | None] = relationship(primaryjoin="Course.hamlet_id == Hamlet.id")
    trainer: Mapped[User | None] = relationship()
    trainings: Mapped[list["Training"]] = relationship(
        primaryjoin="Training.course_id == Course.id",
        back_populates="course",
        order_by="(Training.day, Training.starts, Training.id)",
    )
    learners: Mapped[list["Learner"]] = relationship(
        primaryjoin="Learner.course_id == Course.id", back_populates="course"
    )

    @validates("title")
    def _fold(self, _attribute: str, title: str) -> str:
        title = text.nfc(title)
        self.title_fold = text.fold(title)
        return title


class Training(Owned, Base):
    """One meeting (buổi) of a course."""

    __tablename__ = "training"
    __table_args__ = (UniqueConstraint("owner_id", "id"), child_of("course", "course_id"))
    parent = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int]
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    place: Mapped[str]
    course: Mapped[Course] = relationship(primaryjoin="Training.course_id == Course.id", back_populates="trainings")


class Learner(Owned, Base):
    """A person on a course, and the result set by the organiser (never a national confirmation)."""

    __tablename__ = "learner"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "course_id", "person_id"),
        child_of("course", "course_id"),
        refers_to("person", "person_id"),
    )
    parent = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int]
    person_id: Mapped[int]
    result: Mapped[str | None]
    way: Mapped[str | None]
    course: Mapped[Course] = relationship(primaryjoin="Learner.course_id == Course.id", back_populates="learners")
    person: Mapped[Person] = relationship(primaryjoin="Learner.person_id == Person.id")


class Attendance(Owned, Base):
    """The mark of one learner at one training."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("owner_id", "training_id", "learner_id"),
        child_of("training", "training_id"),
        child_of("learner", "learner_id"),
    )
    parent = "training"

    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int]
    learner_id: Mapped[int]
    mark: Mapped[str]
    training: Mapped[Training] = relationship(primaryjoin="Attendance.training_id == Training.id")
    learner: Mapped[Learner] = relationship(primaryjoin="Attendance.learner_id == Learner.id")
