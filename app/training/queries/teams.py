"""The classes that the members of a digital team taught or supported in a year."""

from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db
from app.people.models import TeamMember
from app.training import queries
from app.training.models import Course, Instructor, Training


def courses_of_team(collective_id: int, year: int) -> list[Course]:
    """The classes of a year in which someone of this team taught or supported while in it, by their first day.

    A class counts with the year of its trainings; without any it has not been held.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    in_force = and_(
        TeamMember.valid_from <= Training.day,
        or_(TeamMember.valid_until.is_(None), TeamMember.valid_until > Training.day),
    )
    held = (
        select(Training.course_id, func.min(Training.day).label("first"))
        .join(Instructor, Instructor.course_id == Training.course_id)
        .join(TeamMember, and_(TeamMember.person_id == Instructor.person_id, in_force))
        .where(TeamMember.collective_id == collective_id, Training.day.between(first, last))
        .group_by(Training.course_id)
        .subquery()
    )
    seen_too = (joinedload(Course.hamlet), selectinload(Course.instructors), selectinload(Course.trainings))
    chosen = select(Course).join(held, held.c.course_id == Course.id).options(*seen_too)
    own = queries.only_own()
    if own is not None:
        chosen = chosen.where(queries.trained_by(own))
    return list(db.session.scalars(chosen.order_by(held.c.first, Course.id)))
