"""Tables of training."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app import text
from app.accounts.models import User
from app.db import Base
from app.people.models import Person
from app.places.models import Hamlet
from app.plans.models import Plan, Target
from app.tenancy import HandedDown, Owned, child_of, refers_to
from app.training.rules import Part


class Course(Owned, Base):
    """A class (lớp) with a topic, a place, who teaches it, what it teaches and a list of learners.

    `hamlet_id` is where it is held, `hamlets` whose people it is meant for beside. It opens and closes on days
    between which all its trainings lie. `target_id` is the target of the plan that it serves. A copy knows what it
    was copied from and when, so that copies made in one step can be taken back in one step.
    """

    __tablename__ = "course"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("hamlet", "hamlet_id"),
        refers_to("course", "copied_from_id"),
        Index("ix_course_copied_from_id", "copied_from_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    target_id: Mapped[int | None] = mapped_column(ForeignKey("plan_target.id"))
    title: Mapped[str]
    title_fold: Mapped[str]
    topic: Mapped[str]
    target_group: Mapped[str]
    hamlet_id: Mapped[int | None]
    place: Mapped[str]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    copied_from_id: Mapped[int | None]
    copied_at: Mapped[datetime | None]
    plan: Mapped[Plan] = relationship()
    target: Mapped[Target | None] = relationship()
    hamlet: Mapped[Hamlet | None] = relationship(primaryjoin="Course.hamlet_id == Hamlet.id")
    instructors: Mapped[list["Instructor"]] = relationship(
        primaryjoin="Instructor.course_id == Course.id",
        back_populates="course",
        order_by="(Instructor.position, Instructor.id)",
        cascade="all, delete-orphan",
    )
    hamlets: Mapped[list["CourseHamlet"]] = relationship(
        primaryjoin="CourseHamlet.course_id == Course.id",
        back_populates="course",
        order_by="CourseHamlet.id",
        cascade="all, delete-orphan",
    )
    skills: Mapped[list["CourseSkill"]] = relationship(
        primaryjoin="CourseSkill.course_id == Course.id",
        back_populates="course",
        order_by="(CourseSkill.position, CourseSkill.id)",
        cascade="all, delete-orphan",
    )
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

    @property
    def leads(self) -> list["Instructor"]:
        """Who teaches, in the order of the papers."""
        return [one for one in self.instructors if one.part == Part.LEAD]

    @property
    def instructor_name(self) -> str:
        """Who teaches, as the papers print it: all names in one line."""
        return ", ".join(one.name for one in self.leads)

    @property
    def trainers(self) -> list["Instructor"]:
        """Those with an account, who mark attendance and see this class as theirs."""
        return [one for one in self.instructors if one.user_id]


class Instructor(Owned, Base):
    """Someone who teaches a class, or supports it in the hall.

    `person_id` is the person of the commune, if it is one, whose merit the class then is; `user_id` the account that
    sees the class as its own and marks attendance.
    """

    __tablename__ = "instructor"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("course", "course_id"),
        refers_to("person", "person_id"),
        Index("ix_instructor_course_id", "course_id"),
        Index("ix_instructor_person_id", "person_id"),
        Index("ix_instructor_user_id", "user_id"),
    )
    parent = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int]
    position: Mapped[int]
    part: Mapped[str]
    name: Mapped[str]
    person_id: Mapped[int | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    course: Mapped[Course] = relationship(primaryjoin="Instructor.course_id == Course.id", back_populates="instructors")
    person: Mapped[Person | None] = relationship(primaryjoin="Instructor.person_id == Person.id")
    user: Mapped[User | None] = relationship()


class CourseHamlet(Owned, Base):
    """A hamlet whose people a class is meant for, beside the one where it is held."""

    __tablename__ = "course_hamlet"
    __table_args__ = (
        UniqueConstraint("owner_id", "course_id", "hamlet_id"),
        child_of("course", "course_id"),
        refers_to("hamlet", "hamlet_id"),
    )
    parent = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int]
    hamlet_id: Mapped[int]
    course: Mapped[Course] = relationship(primaryjoin="CourseHamlet.course_id == Course.id", back_populates="hamlets")
    hamlet: Mapped[Hamlet] = relationship(primaryjoin="CourseHamlet.hamlet_id == Hamlet.id")


class Skill(HandedDown, Base):
    """One content (nội dung) of the skill framework as the commune or its province uses it, in a period.

    `target_group` is the group it is for, None for all. It is dated data with a mark: the annexes of Quyết định
    757/QĐ-BKHCN are not known to this program, so an official enters and confirms them.
    """

    __tablename__ = "skill"
    __table_args__ = (UniqueConstraint("owner_id", "id"), UniqueConstraint("owner_id", "code", "valid_from"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    text: Mapped[str]
    target_group: Mapped[str | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    mark: Mapped[str]
    source: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    confirmed_against: Mapped[str | None]

    @property
    def last_day(self) -> date | None:
        """The last day on which it is used; None while that is open."""
        return self.valid_until and date.fromordinal(self.valid_until.toordinal() - 1)


class CourseSkill(Owned, Base):
    """A content of the skill framework that a class teaches; its words are kept as they were chosen."""

    __tablename__ = "course_skill"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("course", "course_id"),
        Index("ix_course_skill_course_id", "course_id"),
    )
    parent = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int]
    position: Mapped[int]
    code: Mapped[str | None]
    text: Mapped[str]
    course: Mapped[Course] = relationship(primaryjoin="CourseSkill.course_id == Course.id", back_populates="skills")


class Training(Owned, Base):
    """One meeting (buổi) of a course."""

    __tablename__ = "training"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("course", "course_id"),
        Index("ix_training_course_id", "course_id"),
        Index("ix_training_owner_id_day", "owner_id", "day"),
    )
    parent = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int]
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    place: Mapped[str]
    course: Mapped[Course] = relationship(primaryjoin="Training.course_id == Course.id", back_populates="trainings")


class Learner(Owned, Base):
    """A person on a course, and the result set by the organiser (never a national confirmation).

    `way` is how they do it over all contents of the course: the least independent of its SkillResults.
    """

    __tablename__ = "learner"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "course_id", "person_id"),
        child_of("course", "course_id"),
        refers_to("person", "person_id"),
        Index("ix_learner_course_id", "course_id"),
        Index("ix_learner_person_id", "person_id"),
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
    """The mark of one learner at one training, and who made it last: the later of two is told the name."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("owner_id", "training_id", "learner_id"),
        child_of("training", "training_id"),
        child_of("learner", "learner_id"),
        Index("ix_attendance_training_id", "training_id"),
        Index("ix_attendance_learner_id", "learner_id"),
    )
    parent = "training"

    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int]
    learner_id: Mapped[int]
    mark: Mapped[str]
    marked_by: Mapped[str | None]
    marked_at: Mapped[datetime | None]
    training: Mapped[Training] = relationship(primaryjoin="Attendance.training_id == Training.id")
    learner: Mapped[Learner] = relationship(primaryjoin="Attendance.learner_id == Learner.id")


class SkillResult(Owned, Base):
    """How one learner does one content of the course: alone, with guidance, or someone does it for them."""

    __tablename__ = "skill_result"
    __table_args__ = (
        UniqueConstraint("owner_id", "learner_id", "course_skill_id"),
        child_of("learner", "learner_id"),
        child_of("course_skill", "course_skill_id"),
        Index("ix_skill_result_learner_id", "learner_id"),
    )
    parent = "learner"

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int]
    course_skill_id: Mapped[int]
    way: Mapped[str]
    learner: Mapped[Learner] = relationship(primaryjoin="SkillResult.learner_id == Learner.id")
    course_skill: Mapped[CourseSkill] = relationship(primaryjoin="SkillResult.course_skill_id == CourseSkill.id")


class Material(Owned, Base):
    """A document handed out in a class, or a photograph of one of its meetings with its caption.

    `sha256` names the bytes as they are kept: a photograph upright, shrunk, without where and with what it was taken.
    """

    __tablename__ = "material"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("course", "course_id"),
        child_of("training", "training_id"),
        Index("ix_material_course_id", "course_id"),
    )
    parent = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int]
    training_id: Mapped[int | None]
    kind: Mapped[str]
    caption: Mapped[str]
    file_name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    added_by: Mapped[str]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime]
    course: Mapped[Course] = relationship(primaryjoin="Material.course_id == Course.id")
    training: Mapped[Training | None] = relationship(primaryjoin="Material.training_id == Training.id", viewonly=True)


class OnlineResult(Owned, Base):
    """A course that a person completed on a national platform, entered or imported from its list, never computed."""

    __tablename__ = "online_result"
    __table_args__ = (
        UniqueConstraint("owner_id", "person_id", "title_fold", "completed_on", name="uq_online_result_key"),
        refers_to("person", "person_id"),
        Index("ix_online_result_person_id", "person_id"),
        Index("ix_online_result_owner_id_completed_on", "owner_id", "completed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    title: Mapped[str]
    title_fold: Mapped[str]
    platform: Mapped[str]
    completed_on: Mapped[date]
    source: Mapped[str]
    entered_by: Mapped[str]
    entered_on: Mapped[date]
    person: Mapped[Person] = relationship(primaryjoin="OnlineResult.person_id == Person.id")

    @validates("title")
    def _fold(self, _attribute: str, title: str) -> str:
        title = text.nfc(title)
        self.title_fold = text.fold(title)
        return title


class ListImport(Owned, Base):
    """One list of the national platform taken over in one step, with what it touched, so that it can be taken back.

    `kind` is one of rules.lists.ListKind. Of a confirmation on VNeID `touched` keeps person, and day and source before
    and after; of a completed course the id of its row.
    """

    __tablename__ = "list_import"
    __table_args__ = (UniqueConstraint("owner_id", "id"), Index("ix_list_import_kind", "owner_id", "kind", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    source: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    count: Mapped[int]
    touched: Mapped[list[dict[str, Any]]]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]


class SubjectMonth(Owned, Base):
    """What one person, or one class, adds to a figure in one month: its turns, and where it was counted.

    `subject_id` is a person, for the figure of classes held a course. `newcomer` marks the first month of the year in
    which it counts, so that a year is the sum of its newcomers and nobody counts twice. The hamlet is 0 and the group
    empty for those of none.
    """

    __tablename__ = "subject_month"
    __table_args__ = (
        UniqueConstraint("owner_id", "figure", "subject_id", "year", "month", name="uq_subject_month_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    figure: Mapped[str]
    subject_id: Mapped[int]
    year: Mapped[int]
    month: Mapped[int]
    hamlet_id: Mapped[int]
    target_group: Mapped[str]
    turns: Mapped[int]
    newcomer: Mapped[bool]


class MonthCount(Owned, Base):
    """A figure in one month, in one hamlet and group: how many subjects, how many of them new this year, their turns.

    Kept in step with the rows it counts (keeping.py); people of a year are the sum of its newcomers.
    """

    __tablename__ = "month_count"
    __table_args__ = (
        UniqueConstraint("owner_id", "figure", "year", "month", "hamlet_id", "target_group", name="uq_month_count_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    figure: Mapped[str]
    year: Mapped[int]
    month: Mapped[int]
    hamlet_id: Mapped[int]
    target_group: Mapped[str]
    subjects: Mapped[int]
    newcomers: Mapped[int]
    turns: Mapped[int]
