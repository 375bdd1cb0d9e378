"""Campaigns with promises that are followed, and the deeds that fulfil them, made through the real actions."""

from dataclasses import dataclass
from datetime import date, time

from app.commitments.actions import promises as goals
from app.commitments.models import Promise
from app.commitments.queries import following
from app.commitments.rules.promises import Goal
from app.db import db
from app.people.models import Person
from app.plans import queries as plans
from app.plans.rules import Deed
from app.training import actions as training
from app.training import queries as courses
from app.training.rules import Mark
from tests.cast import DAY, Cast, acting
from tests.commitments import rows

DUE = date(2026, 11, 30)
CLOSED = date(2027, 1, 4)  # a day after the period of the campaign of rows.campaign_fields
WITHIN = date(2026, 10, 5)
TRAININGS = Goal(2, "buổi", DUE, Deed.TRAININGS_ATTENDED)


@dataclass(frozen=True)
class Followed:
    """A campaign in which everyone signed, with its first promise counted by records and the others attested."""

    made: rows.Made
    promises: list[int]

    @property
    def url(self) -> str:
        """The page of the campaign."""
        return f"/commitments/campaigns/{self.made.campaign}"


def followed(cast: Cast, *names: str, kind: str = "person", goal: Goal = TRAININGS, **changes) -> Followed:
    """A campaign with one commitment for each name, all signed; needs a context."""
    made = rows.made(cast, *names, kind=kind, **changes)
    with acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        ids = [promise.id for promise in campaign.promises]
        # The ready text proposes goals of its own; here the first promise alone is counted.
        goals.save_goals(campaign, {one: Goal() for one in ids} | {ids[0]: goal})
    for commitment_id in made.commitments:
        rows.received(cast, commitment_id)
    return Followed(made, ids)


def promise(found: Followed, place: int = 0) -> Promise:
    """One promise of the campaign, inside acting()."""
    return following.promise(found.promises[place], found.made.campaign)


def trained(
    cast: Cast,
    plan_id: int,
    people: dict[int, int],
    *,
    first: date = WITHIN,
    instructor: int | None = None,
    passed: bool = False,
) -> int:
    """A course held from a day on, to which each person came so many times; its id; needs a context."""
    with acting(cast.users["officer"], CLOSED):
        course = training.save_course(
            None,
            plan=plans.get(plan_id),
            title="Kỹ năng số cơ bản",
            topic="VNeID, định danh điện tử",
            target_group="T3",
            place="Nhà văn hóa",
            hamlet=None,
            instructor_name="Lê Thị Khánh Huyền",
            trainer=None,
        )
        course.leads[0].person_id = instructor
        days = [date.fromordinal(first.toordinal() + place) for place in range(max(people.values()))]
        meetings = [
            training.save_training(course, None, day=day, starts=time(19, 30), ends=time(21, 0)) for day in days
        ]
        learners = {one: training.add_learner(course, db.session.get_one(Person, one)) for one in people}
        db.session.flush()
        marks = {
            (meeting.id, learners[one].id): Mark.PRESENT if place < came else Mark.ABSENT
            for one, came in people.items()
            for place, meeting in enumerate(meetings)
        }
        training.mark_attendance(courses.get(course.id), marks, CLOSED)
        if passed:
            training.record_results(course, {one.id: ("passed", "alone") for one in learners.values()})
        return course.id


def person_of(cast: Cast, commitment_id: int) -> int:
    """Who signed: the person, or the head of the household."""
    with acting(cast.users["officer"]):
        row = rows.get(commitment_id)
        return row.person_id or row.household.head.id


__all__ = ["CLOSED", "DAY", "DUE", "TRAININGS", "WITHIN", "Followed", "followed", "person_of", "promise", "trained"]
