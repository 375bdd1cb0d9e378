"""Reads for classes that are repeated in other hamlets, and for what stands in the way of removing one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.audit import AuditLine
from app.db import db
from app.papers import queries as papers
from app.people.models import Person
from app.training.models import Attendance, Course, Learner, Material, Training
from app.training.queries import get
from app.training.rules.copying import Traces


def traces(course_ids: Collection[int]) -> dict[int, Traces]:
    """What has happened in each of these classes; the same number of statements for one and for fifty."""
    ids = sorted(course_ids)
    learners = _pairs(select(Learner.course_id, Learner.id, Learner.person_id).where(Learner.course_id.in_(ids)))
    trainings = _pairs(select(Training.course_id, Training.id).where(Training.course_id.in_(ids)))
    marks = (
        select(Training.course_id, func.count(Attendance.id))
        .join(Training, Training.id == Attendance.training_id)
        .where(Training.course_id.in_(ids))
        .group_by(Training.course_id)
    )
    materials = select(Material.course_id, func.count(Material.id)).where(Material.course_id.in_(ids))
    marked = {course_id: count for course_id, count in db.session.execute(marks)}
    hung = {course_id: count for course_id, count in db.session.execute(materials.group_by(Material.course_id))}
    of_courses = papers.of_many("course", ids)
    of_learners = papers.of_many("learner", [row[0] for rows in learners.values() for row in rows])
    of_trainings = papers.of_many("training", [row[0] for rows in trainings.values() for row in rows])
    return {
        one: Traces(
            tuple(person_id for _, person_id in learners.get(one, ())),
            marked.get(one, 0),
            len(of_courses[one])
            + sum(len(of_learners[row[0]]) for row in learners.get(one, ()))
            + sum(len(of_trainings[row[0]]) for row in trainings.get(one, ())),
            hung.get(one, 0),
        )
        for one in ids
    }


def _pairs(chosen: Any) -> dict[int, list[tuple[int, ...]]]:
    found: dict[int, list[tuple[int, ...]]] = {}
    for course_id, *rest in db.session.execute(chosen):
        found.setdefault(course_id, []).append(tuple(rest))
    return found


def copies_of(course: Course) -> list[Course]:
    """The classes that were copied from this one."""
    return list(db.session.scalars(select(Course).where(Course.copied_from_id == course.id).order_by(Course.id)))


@dataclass(frozen=True)
class Batch:
    """Copies of one class made in one step: when, the id of the first, how many are still there."""

    made_at: datetime
    first_id: int
    count: int


def batches(course: Course) -> list[Batch]:
    """The steps in which this class was copied, the newest first."""
    chosen = (
        select(Course.copied_at, func.min(Course.id), func.count(Course.id))
        .where(Course.copied_from_id == course.id, Course.copied_at.is_not(None))
        .group_by(Course.copied_at)
        .order_by(Course.copied_at.desc())
    )
    return [Batch(made_at, first_id, count) for made_at, first_id, count in db.session.execute(chosen) if made_at]


def together_with(copy_id: int) -> list[Course]:
    """All copies made in the same step as this one, in the order in which they were made; a 404 without one."""
    first = get(copy_id)
    if first.copied_at is None:
        return [first]
    chosen = (
        select(Course)
        .where(Course.copied_from_id == first.copied_from_id, Course.copied_at == first.copied_at)
        .options(joinedload(Course.hamlet), selectinload(Course.trainings), selectinload(Course.instructors))
        .order_by(Course.id)
    )
    return list(db.session.scalars(chosen))


def people_of_group(hamlet_ids: Collection[int], target_group: str) -> dict[int, list[Person]]:
    """The people of each of these hamlets who are in a target group, by tên, đệm, họ."""
    found: dict[int, list[Person]] = {hamlet_id: [] for hamlet_id in hamlet_ids}
    chosen = select(Person).where(Person.hamlet_id.in_(found), Person.target_group == target_group)
    for person in db.session.scalars(chosen.order_by(Person.name_key, Person.id)) if found else ():
        found[person.hamlet_id or 0].append(person)
    return found


def proposed_learners(courses: Sequence[Course]) -> dict[int, set[int]]:
    """Whom copying itself put on the list of each of these classes: the people of its hamlet and group, or nobody.

    Whether it did so stands in the log.
    """
    filled = _filled_when_copied([one.id for one in courses])
    found: dict[int, set[int]] = {one.id: set() for one in courses}
    for group in {one.target_group for one in courses if one.id in filled}:
        these = {one.id: one.hamlet_id or 0 for one in courses if one.id in filled and one.target_group == group}
        people = people_of_group(set(these.values()), group)
        found |= {course_id: {person.id for person in people[hamlet_id]} for course_id, hamlet_id in these.items()}
    return found


def _filled_when_copied(course_ids: Collection[int]) -> set[int]:
    """The classes among these on whose list copying put people."""
    chosen = select(AuditLine).where(
        AuditLine.event == "course-made-as-copy",
        AuditLine.subject_table == Course.__tablename__,
        AuditLine.subject_id.in_(sorted(course_ids)),
    )
    return {line.subject_id for line in db.session.scalars(chosen) if line.keys["count"] and line.subject_id}
