"""Reads of results by content: the grid of a course, its totals, and the totals of a period with the people behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Integer, Subquery, case, cast, func, literal, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.people.models import Person
from app.training.models import Course, CourseSkill, Learner, SkillResult, Training
from app.training.rules import Way
from app.training.rules.results import RESULT, WAY, ResultCell, column_of

IN_LIST = 500  # people shown behind one number


def skills_of(course_id: int) -> list[CourseSkill]:
    """The contents of a course in their order."""
    chosen = select(CourseSkill).where(CourseSkill.course_id == course_id)
    return list(db.session.scalars(chosen.order_by(CourseSkill.position, CourseSkill.id)))


def rows_of(course_id: int) -> list[SkillResult]:
    """The results by content of a course."""
    chosen = select(SkillResult).join(Learner, Learner.id == SkillResult.learner_id)
    return list(db.session.scalars(chosen.where(Learner.course_id == course_id)))


def cells(
    skills: Sequence[CourseSkill], learners: Sequence[Learner], rows: Sequence[SkillResult]
) -> dict[ResultCell, str]:
    """What stands in the grid: by learner and column."""
    found = {(one.id, RESULT): one.result for one in learners if one.result}
    if not skills:
        return found | {(one.id, WAY): one.way for one in learners if one.way}
    return found | {(row.learner_id, column_of(row.course_skill_id)): row.way for row in rows}


def taught_with_results(course_id: int) -> set[int]:
    """The ids of those contents of a course that have a result: they are not taken off the course."""
    chosen = select(SkillResult.course_skill_id).join(CourseSkill, CourseSkill.id == SkillResult.course_skill_id)
    return set(db.session.scalars(chosen.where(CourseSkill.course_id == course_id).distinct()))


@dataclass(frozen=True)
class WayCounts:
    """Of how many people it is said that they do it alone, with guidance, or have it done for them."""

    alone: int = 0
    guided: int = 0
    done_for: int = 0

    @property
    def known(self) -> int:
        """Of how many anything is said."""
        return self.alone + self.guided + self.done_for

    def of(self, way: str) -> int:
        """The count of one way."""
        return {Way.ALONE: self.alone, Way.GUIDED: self.guided, Way.DONE_FOR: self.done_for}[Way(way)]


def totals(values: Mapping[ResultCell, str], column: str) -> WayCounts:
    """How a whole class does one content, from the cells of its grid."""
    found = [value for (_learner, where), value in values.items() if where == column]
    return WayCounts(found.count(Way.ALONE), found.count(Way.GUIDED), found.count(Way.DONE_FOR))


@dataclass(frozen=True)
class SkillLine:
    """One content of a course with its counts."""

    label: str
    column: str
    counts: WayCounts


@dataclass(frozen=True)
class ResultSheet:
    """The grid of a course: contents, learners in the order of the sheet, what stands in the boxes."""

    skills: list[CourseSkill]
    learners: list[Learner]
    stored: dict[ResultCell, str] = field(default_factory=dict)

    @property
    def lines(self) -> list[SkillLine]:
        """Each content with how many do it alone, with guidance, or not."""
        return [
            SkillLine(label_of(one), column_of(one.id), totals(self.stored, column_of(one.id))) for one in self.skills
        ]

    def ways_of(self, learner_id: int) -> list[str]:
        """How a learner does the contents that are known."""
        return [value for (learner, column), value in self.stored.items() if learner == learner_id and column != RESULT]


def label_of(skill: CourseSkill) -> str:
    """A content as the pages name it: "1.2 Đánh giá"."""
    return f"{skill.code} {skill.text}" if skill.code else skill.text


def sheet(course: Course) -> ResultSheet:
    """The grid of results of a course."""
    found = select(Learner).join(Person, Person.id == Learner.person_id).where(Learner.course_id == course.id)
    found = found.options(joinedload(Learner.person).joinedload(Person.hamlet)).order_by(Person.name_key, Learner.id)
    skills, learners = skills_of(course.id), list(db.session.scalars(found))
    return ResultSheet(skills, learners, cells(skills, learners, rows_of(course.id)))


# ---- a period


@dataclass(frozen=True)
class Asked:
    """Which results are looked at: those of classes whose last meeting lies in the period, both days included."""

    first: date
    last: date
    plan_id: int | None = None
    group: str | None = None


@dataclass(frozen=True)
class SkillFigures:
    """One content over a period: its code and words, in how many classes it was taught, how the people do it."""

    code: str | None
    text: str
    courses: int
    people: WayCounts


def figures(asked: Asked) -> list[SkillFigures]:
    """How the people do each content, over all classes of a period; who learnt it twice counts once, as found last."""
    last = _last_found(asked)
    counted = [cast(func.coalesce(func.sum(case((last.c.way == way, 1), else_=0)), 0), Integer) for way in Way]
    chosen = select(last.c.code, last.c.text, *counted).where(last.c.place == 1).group_by(last.c.code, last.c.text)
    courses = _courses(asked)
    return [
        SkillFigures(code or None, words, courses.get((code, words), 0), WayCounts(alone, guided, done_for))
        for code, words, alone, guided, done_for in db.session.execute(chosen.order_by(last.c.code, last.c.text))
    ]


def behind(asked: Asked, code: str | None, words: str, way: str) -> list[Person]:
    """The people behind one number, by tên, đệm, họ; one more than is shown."""
    last = _last_found(asked)
    ids = select(last.c.person_id).where(
        last.c.place == 1, last.c.way == way, last.c.code == (code or ""), last.c.text == words
    )
    chosen = select(Person).where(Person.id.in_(ids)).options(joinedload(Person.hamlet))
    return list(db.session.scalars(chosen.order_by(Person.name_key, Person.id).limit(IN_LIST + 1)))


def _ended() -> Subquery:
    ended = func.max(Training.day).label("ended")
    return select(Training.course_id, ended).group_by(Training.course_id).subquery()


def _of_period(asked: Asked, ended: Subquery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [ended.c.ended >= asked.first, ended.c.ended <= asked.last]
    if asked.plan_id is not None:
        found.append(Course.plan_id == asked.plan_id)
    if asked.group:
        found.append(Course.target_group == asked.group)
    return found


def _last_found(asked: Asked) -> Subquery:
    """Each result of the period; `place` 1 is the last that was found of a person and a content."""
    ended, code = _ended(), func.coalesce(CourseSkill.code, literal(""))
    place = func.row_number().over(
        partition_by=(Learner.person_id, code, CourseSkill.text), order_by=(ended.c.ended.desc(), SkillResult.id.desc())
    )
    chosen = (
        select(Learner.person_id, code.label("code"), CourseSkill.text, SkillResult.way, place.label("place"))
        .join(SkillResult, SkillResult.learner_id == Learner.id)
        .join(CourseSkill, CourseSkill.id == SkillResult.course_skill_id)
        .join(Course, Course.id == Learner.course_id)
        .join(ended, ended.c.course_id == Course.id)
        .where(*_of_period(asked, ended))
    )
    return chosen.subquery()


def _courses(asked: Asked) -> dict[tuple[str, str], int]:
    ended, code = _ended(), func.coalesce(CourseSkill.code, literal(""))
    chosen = (
        select(code, CourseSkill.text, func.count(Course.id.distinct()))
        .join(Course, Course.id == CourseSkill.course_id)
        .join(ended, ended.c.course_id == Course.id)
        .where(*_of_period(asked, ended))
        .group_by(code, CourseSkill.text)
    )
    return {(of, words): count for of, words, count in db.session.execute(chosen)}
