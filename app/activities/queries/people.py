"""Reads of the people of the movement: its teams of every kind, who is in them, the records of what they did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.activities.models import Activity, Inspection
from app.activities.queries import work
from app.activities.queries.work import Done, Work, done_by_members, done_by_person, done_by_teams
from app.db import db
from app.people.models import Collective, Person
from app.people.queries import teams
from app.people.rules import TeamKind
from app.places import queries as places
from app.plans.rules import Period
from app.training.models import Attendance, Course, Instructor, Training
from app.training.rules import CAME

__all__ = [
    "Done",
    "ForceSummary",
    "KindForce",
    "Records",
    "TeamLine",
    "done_by_members",
    "done_by_person",
    "done_by_teams",
    "lines",
    "records_of_person",
    "records_of_team",
    "summary",
]


# ---- how many they are


@dataclass(frozen=True)
class KindForce:
    """The forces of one kind on a day: teams at work, people (each once) and the places they hold, without a head."""

    teams: int = 0
    people: int = 0
    seats: int = 0
    headless: int = 0


@dataclass(frozen=True)
class ForceSummary:
    """The forces of the movement on a day, every kind there is in its order.

    `people` counts everybody once, also who is in teams of two kinds; `hamlets` are those of the day, `served` those of
    them with a Tổ công nghệ số cộng đồng at work.
    """

    day: date
    kinds: Mapping[str, KindForce]
    teams: int
    people: int
    seats: int
    hamlets: int
    served: int


def summary(day: date) -> ForceSummary:
    """What the forces of the movement come to on a day: for the report and the board; three statements."""
    at_work = [one for one in teams.all_teams(day) if _exists(one.team, day)]
    everywhere = {hamlet.id for hamlet in places.hamlets(day)}
    served = {one.team.hamlet_id for one in at_work if one.team.team_kind == TeamKind.DIGITAL_TEAM}
    kinds = {str(kind): _force([one for one in at_work if one.team.team_kind == kind]) for kind in TeamKind}
    everybody = {member.person_id for one in at_work for member in one.members}
    seats = sum(force.seats for force in kinds.values())
    return ForceSummary(day, kinds, len(at_work), len(everybody), seats, len(everywhere), len(everywhere & served))


def _exists(team: Collective, day: date) -> bool:
    return teams.is_open(team, day) and (team.founded_on is None or team.founded_on <= day)


def _force(rows: Sequence[teams.Staffed]) -> KindForce:
    people = {member.person_id for one in rows for member in one.members}
    seats = sum(len(one.members) for one in rows)
    return KindForce(len(rows), len(people), seats, sum(1 for one in rows if one.leader is None))


# ---- what teams did


@dataclass(frozen=True)
class TeamLine:
    """A team with who is in force in it on the day, and what it did."""

    staffed: teams.Staffed
    done: Done


def lines(day: date, period: Period, hamlet_id: int | None = None, kind: str | None = None) -> list[TeamLine]:
    """The teams by hamlet, each with its members of the day and what it did in the period; six statements.

    Args: hamlet_id, only those of this hamlet; kind, only those of this kind.
    """
    staffed = teams.all_teams(day, hamlet_id, kind)
    done = done_by_teams([one.team.id for one in staffed], period)
    return [TeamLine(one, done[one.team.id]) for one in staffed]


# ---- the records themselves


@dataclass(frozen=True)
class ClassDone:
    """A class with its first day in the period, its meetings there, and who of those asked about taught or helped."""

    course: Course
    first: date
    meetings: int
    who: tuple[Instructor, ...]


@dataclass(frozen=True)
class Records:
    """The records behind what a team or person did in a period, each by its day."""

    classes: tuple[ClassDone, ...]
    activities: tuple[Activity, ...]
    inspections: tuple[Inspection, ...]


def records_of_team(team: Collective, period: Period) -> Records:
    """The classes, activities and inspections of a team in a period."""
    people = frozenset(one.person_id for one in teams.members(team.id))
    return _records(work.of_teams([team.id]), people, period)


def records_of_person(person: Person, period: Period) -> Records:
    """The classes, activities and inspections of one person in a period, in a team or not."""
    return _records(work.of_person(person), frozenset({person.id}), period)


def _records(done: Work, people: frozenset[int], period: Period) -> Records:
    held = select(Activity).where(Activity.id.in_(select(done.active.c.activity)), *work.held(period))
    seen = select(Inspection).where(Inspection.id.in_(select(done.looked.c.inspection)), *work.inspected(period))
    return Records(
        _classes_of(done, people, period),
        tuple(db.session.scalars(held.order_by(Activity.day, Activity.id))),
        tuple(db.session.scalars(seen.order_by(work.looked_on(), Inspection.id))),
    )


def _classes_of(done: Work, people: frozenset[int], period: Period) -> tuple[ClassDone, ...]:
    came = select(Attendance.id).where(Attendance.training_id == Training.id, Attendance.mark.in_(CAME)).exists()
    held = (
        select(
            Training.course_id.label("course"),
            func.min(Training.day).label("first"),
            func.count(Training.id).label("meetings"),
        )
        .where(Training.id.in_(select(done.taught.c.training)), came)
        .where(Training.day >= period.start, Training.day < period.end)
        .group_by(Training.course_id)
        .subquery()
    )
    chosen = (
        select(Course, held.c.first, held.c.meetings)
        .join(held, held.c.course == Course.id)
        .outerjoin(Instructor, Instructor.course_id == Course.id)
        .options(contains_eager(Course.instructors), joinedload(Course.hamlet))
        .order_by(held.c.first, Course.id, Instructor.position)
    )
    rows = db.session.execute(chosen).unique().all()
    return tuple(
        ClassDone(course, first, meetings, tuple(one for one in course.instructors if one.person_id in people))
        for course, first, meetings in rows
    )
