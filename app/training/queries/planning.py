"""Reads for planning a class: targets it may serve, what hangs on its contents, who of the hamlet may support it."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager
from werkzeug.exceptions import NotFound

from app.db import db
from app.people.models import Collective, Person, TeamMember
from app.people.rules import PART_ORDER, TeamKind, TeamPart
from app.plans.models import Target
from app.training.models import Course, Instructor


def targets(plan_ids: Collection[int]) -> list[Target]:
    """The targets of these plans, by plan, year and group."""
    chosen = select(Target).where(Target.plan_id.in_(sorted(plan_ids)))
    return list(db.session.scalars(chosen.order_by(Target.plan_id.desc(), Target.year, Target.group, Target.id)))


def target_of_group(plan_id: int, target_group: str, year: int) -> Target | None:
    """The target that a class for this group serves in a year: the first of the plan for that group."""
    return db.session.scalars(
        select(Target)
        .where(Target.plan_id == plan_id, Target.group == target_group, Target.year == year)
        .order_by(Target.id)
    ).first()


def instructor_of(course: Course, instructor_id: int) -> Instructor:
    """The one with this id among those who teach or support this class; a 404 for any other."""
    found = next((one for one in course.instructors if one.id == instructor_id), None)
    if found is None:
        raise NotFound
    return found


def teams_on(days: Mapping[int, date]) -> dict[int, list[Person]]:
    """Who is in the digital team of each of these hamlets on its day, the leader first; one statement for all."""
    found: dict[int, list[Person]] = {hamlet_id: [] for hamlet_id in days}
    chosen = (
        select(TeamMember, Collective.hamlet_id, Collective.valid_until)
        .join(TeamMember.collective)
        .join(TeamMember.person)
        .options(contains_eager(TeamMember.person))
        .where(Collective.team_kind == TeamKind.DIGITAL_TEAM, Collective.hamlet_id.in_(found))
        .order_by(Person.name_key, TeamMember.id)
    )
    rows = db.session.execute(chosen).all() if found else []
    for member, hamlet, team_until in sorted(rows, key=lambda row: PART_ORDER[TeamPart(row[0].part)]):
        hamlet_id = hamlet or 0
        day = days[hamlet_id]
        ends = [until for until in (member.valid_until, team_until) if until]
        if member.valid_from <= day and all(day < until for until in ends):
            found[hamlet_id].append(member.person)
    return found


def not_yet_teaching(course: Course, day: date) -> list[Person]:
    """Who of the digital team of the class's hamlet neither teaches nor supports the class yet."""
    there = {one.person_id for one in course.instructors if one.person_id}
    team = teams_on({course.hamlet_id: day})[course.hamlet_id] if course.hamlet_id else []
    return [one for one in team if one.id not in there]


def team_day(course: Course, today: date) -> date:
    """The day on which the digital team is asked who is in it: today while the class lasts, else its nearest day."""
    first = min((training.day for training in course.trainings), default=course.opens_on)
    return max(first, min(today, course.closes_on))
