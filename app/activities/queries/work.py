"""What teams and people of the movement did, counted: classes, activities, doors, inspections.

What somebody did counts for a team when their term was in force on that day. People and visits stand apart: a person
who came to two classes of a team is one of its people and two of its visits.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, and_, case, cast, func, or_, select, union
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import Subquery

from app.activities.models import Activity, ActivityPart, Inspection, InspectionMember, Visit
from app.activities.rules.activities import ActivityState
from app.activities.rules.inspections import InspectionState, MemberPart
from app.activities.rules.merits import NOT_MET
from app.db import db
from app.people.models import Collective, Person, TeamMember
from app.plans.rules import Period
from app.training.models import Attendance, Instructor, Learner, Training
from app.training.rules import CAME

IN_ONE = 1_000  # teams in one statement: both databases take some 32,000 variables


@dataclass(frozen=True)
class Done:
    """What a team, or somebody in it, did in a period while in force.

    `classes` and `meetings` taught or supported, `learners` (người) and `visits` (lượt) that came to them; `activities`
    held or joined, `reached` (người) and `turns` (lượt) as counted there, each activity by itself; `households` met
    at home, each once; `inspections` in whose team they were.
    """

    classes: int = 0
    meetings: int = 0
    learners: int = 0
    visits: int = 0
    activities: int = 0
    reached: int = 0
    turns: int = 0
    households: int = 0
    inspections: int = 0

    @property
    def anything(self) -> bool:
        """Whether the books know of anything."""
        return bool(self.classes or self.activities or self.inspections)


@dataclass(frozen=True)
class Work:
    """Subjects with their trainings, activities and inspections, each pair once."""

    taught: Subquery
    active: Subquery
    looked: Subquery


def of_teams(team_ids: Collection[int]) -> Work:
    """What each of these teams worked at: its members while they were in it, and the team itself."""
    return Work(_taught_of_teams(team_ids), _active_of_teams(team_ids), _looked_of_teams(team_ids))


def of_members(team: Collective) -> Work:
    """What each person worked at while in this team."""
    term = TeamMember.collective_id == team.id
    taught, active = _taught(TeamMember.person_id, term), _active(TeamMember.person_id, term)
    return Work(taught.subquery(), active.distinct().subquery(), _looked(TeamMember.person_id, term).subquery())


def of_person(person: Person) -> Work:
    """What one person worked at, in a team or not."""
    taught = (
        select(Instructor.person_id.label("subject"), Training.id.label("training"))
        .join(Training, Training.course_id == Instructor.course_id)
        .where(Instructor.person_id == person.id)
    )
    active = select(ActivityPart.person_id.label("subject"), ActivityPart.activity_id.label("activity"))
    looked = select(InspectionMember.person_id.label("subject"), InspectionMember.inspection_id.label("inspection"))
    return Work(
        taught.distinct().subquery(),
        active.where(ActivityPart.person_id == person.id).distinct().subquery(),
        looked.where(InspectionMember.person_id == person.id, _inspects()).distinct().subquery(),
    )


def done_by_teams(team_ids: Sequence[int], period: Period) -> dict[int, Done]:
    """What each of these teams did in a period; four statements for each thousand of them."""
    found: dict[int, Done] = {}
    for start in range(0, len(team_ids), IN_ONE):
        ids = team_ids[start : start + IN_ONE]
        found |= _done(ids, of_teams(ids), period)
    return found


def done_by_members(team: Collective, period: Period) -> dict[int, Done]:
    """What each person who was ever in a team did in a period while in it, by the person's id."""
    whose = select(TeamMember.person_id).where(TeamMember.collective_id == team.id).distinct()
    return _done(db.session.scalars(whose).all(), of_members(team), period)


def done_by_person(person: Person, period: Period) -> Done:
    """What one person did in a period, in a team or not."""
    return _done([person.id], of_person(person), period)[person.id]


def _done(ids: Iterable[int], work: Work, period: Period) -> dict[int, Done]:
    counts: dict[int, dict[str, int]] = {one: {} for one in ids}
    for statement in (
        _classes(work.taught, period),
        _activities(work.active, period),
        _doors(work.active, period),
        _inspections(work.looked, period),
    ):
        for row in db.session.execute(statement):
            named = dict(row._mapping)
            counts.setdefault(named.pop("subject"), {}).update(named)
    return {one: Done(**numbers) for one, numbers in counts.items()}


def _classes(taught: Subquery, period: Period) -> Select[Any]:
    """Only meetings to which somebody came: a class nobody came to was not held."""
    return (
        select(
            taught.c.subject,
            func.count(Training.course_id.distinct()).label("classes"),
            func.count(Training.id.distinct()).label("meetings"),
            func.count(Learner.person_id.distinct()).label("learners"),
            func.count(Attendance.id).label("visits"),
        )
        .join(Training, Training.id == taught.c.training)
        .join(Attendance, and_(Attendance.training_id == Training.id, Attendance.mark.in_(CAME)))
        .join(Learner, Learner.id == Attendance.learner_id)
        .where(Training.day >= period.start, Training.day < period.end)
        .group_by(taught.c.subject)
    )


def _activities(active: Subquery, period: Period) -> Select[Any]:
    reached, turns = func.coalesce(Activity.reached, 0), func.coalesce(Activity.turns, 0)
    return (
        select(
            active.c.subject,
            func.count(Activity.id).label("activities"),
            cast(func.sum(reached), Integer).label("reached"),
            cast(func.sum(case((turns > reached, turns), else_=reached)), Integer).label("turns"),
        )
        .join(Activity, Activity.id == active.c.activity)
        .where(*held(period))
        .group_by(active.c.subject)
    )


def _doors(active: Subquery, period: Period) -> Select[Any]:
    return (
        select(active.c.subject, func.count(Visit.household_id.distinct()).label("households"))
        .join(Activity, Activity.id == active.c.activity)
        .join(Visit, Visit.activity_id == Activity.id)
        .where(Visit.outcome.not_in(NOT_MET), *held(period))
        .group_by(active.c.subject)
    )


def _inspections(looked: Subquery, period: Period) -> Select[Any]:
    return (
        select(looked.c.subject, func.count(Inspection.id).label("inspections"))
        .join(Inspection, Inspection.id == looked.c.inspection)
        .where(*inspected(period))
        .group_by(looked.c.subject)
    )


def held(period: Period) -> list[ColumnElement[bool]]:
    """The activities held in a period."""
    return [Activity.state == ActivityState.HELD, Activity.day >= period.start, Activity.day < period.end]


def looked_on() -> Any:
    """The day of an inspection: on which it was held."""
    return func.coalesce(Inspection.held_on, Inspection.day)


def inspected(period: Period) -> list[ColumnElement[bool]]:
    """The inspections held in a period."""
    return [Inspection.state == InspectionState.HELD, looked_on() >= period.start, looked_on() < period.end]


def _inspects() -> ColumnElement[bool]:
    return InspectionMember.part != MemberPart.INSPECTED


def _in_force(day: Any) -> ColumnElement[bool]:
    return and_(TeamMember.valid_from <= day, or_(TeamMember.valid_until.is_(None), TeamMember.valid_until > day))


# ---- who did it: by team, or by person within one team


def _taught(subject: Any, *conditions: Any) -> Select[Any]:
    return (
        select(subject.label("subject"), Training.id.label("training"))
        .join(Instructor, Instructor.course_id == Training.course_id)
        .join(TeamMember, and_(TeamMember.person_id == Instructor.person_id, _in_force(Training.day)))
        .where(*conditions)
        .distinct()
    )


def _active(subject: Any, *conditions: Any) -> Select[Any]:
    return (
        select(subject.label("subject"), Activity.id.label("activity"))
        .join(ActivityPart, ActivityPart.activity_id == Activity.id)
        .join(TeamMember, and_(TeamMember.person_id == ActivityPart.person_id, _in_force(Activity.day)))
        .where(*conditions)
    )


def _looked(subject: Any, *conditions: Any) -> Select[Any]:
    member = InspectionMember.inspection_id == Inspection.id
    return (
        select(subject.label("subject"), Inspection.id.label("inspection"))
        .join(InspectionMember, member)
        .join(TeamMember, and_(TeamMember.person_id == InspectionMember.person_id, _in_force(looked_on())))
        .where(_inspects(), *conditions)
        .distinct()
    )


def _taught_of_teams(ids: Collection[int]) -> Subquery:
    return _taught(TeamMember.collective_id, TeamMember.collective_id.in_(ids)).subquery()


def _active_of_teams(ids: Collection[int]) -> Subquery:
    """The activities a team holds, those in which it has a part, and those in which one of its members has one."""
    holds = select(Activity.collective_id.label("subject"), Activity.id.label("activity"))
    named = select(ActivityPart.collective_id.label("subject"), ActivityPart.activity_id.label("activity"))
    return union(
        holds.where(Activity.collective_id.in_(ids)),
        named.where(ActivityPart.collective_id.in_(ids)),
        _active(TeamMember.collective_id, TeamMember.collective_id.in_(ids)),
    ).subquery()


def _looked_of_teams(ids: Collection[int]) -> Subquery:
    return _looked(TeamMember.collective_id, TeamMember.collective_id.in_(ids)).subquery()
