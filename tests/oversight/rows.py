"""Two classes in two hamlets with one person in both, and a plan with targets, made through the real actions."""

from dataclasses import dataclass
from datetime import date

from app.db import db
from app.oversight.actions import reports
from app.oversight.queries import reports as report_queries
from app.people import actions as people
from app.plans import actions as plans
from app.plans import queries as plan_queries
from app.plans.rules import Period
from app.training import actions as training
from app.training.rules import Mark, Result
from tests.cast import DAY, Cast, acting
from tests.people.rows import hamlet, person
from tests.plans.rows import plan_of, target_fields
from tests.training.rows import held

DAYS = (date(2026, 8, 5), date(2026, 8, 12))


@dataclass(frozen=True)
class Done:
    """Ids of what was made; `both` is the person who is on both classes."""

    plan: int
    hamlets: tuple[int, int]
    courses: tuple[int, int]
    both: int
    only_first: int
    only_second: int


def done(cast: Cast, actor: str = "officer") -> Done:
    """An, who lives in Thôn 2, comes to three meetings of two classes; Bình and Chi to one; Chi has not passed."""
    user = cast.users[actor]
    plan = plan_of(user, with_targets=False)
    with acting(user):
        places = hamlet("Thôn 2"), hamlet("Thôn 10")
        both = person("Nguyễn Văn An", hamlet_id=places[0].id, target_group="T3")
        first = person("Trần Thị Bình", hamlet_id=places[0].id, target_group="T1")
        second = person("Lê Thị Chi", hamlet_id=places[1].id, target_group="T3")
        courses = (
            _course(plan, places[0], {both: (Mark.PRESENT, Mark.LATE), first: (Mark.PRESENT, Mark.ABSENT)}),
            _course(plan, places[1], {both: (Mark.PRESENT, Mark.EXCUSED), second: (Mark.ABSENT, Mark.PRESENT)}),
        )
        people.save_person(both, DAY, name=both.name, vneid_confirmed_on=date(2026, 7, 1))
        return Done(plan, (places[0].id, places[1].id), courses, both.id, first.id, second.id)


def _course(plan: int, place, came: dict) -> int:
    course = training.save_course(
        None,
        plan=plan_queries.get(plan),
        title=f"Kỹ năng số {place.name}",
        topic="Thanh toán không dùng tiền mặt",
        target_group="T3",
        place=f"Nhà văn hóa {place.name}",
        hamlet=place,
        instructor_name="Hoàng Thị Én",
    )
    meetings = [held(course, day) for day in DAYS]
    on_list = {learner.person_id: learner for learner in training.add_learners(course, list(came))}
    db.session.flush()
    marks = {
        (meeting.id, on_list[one.id].id): mark
        for one, given in came.items()
        for meeting, mark in zip(meetings, given, strict=True)
    }
    training.mark_attendance(course, marks, DAY)
    results = {
        on_list[one.id].id: (Result.NOT_PASSED if one.name == "Lê Thị Chi" else Result.PASSED, None) for one in came
    }
    training.record_results(course, results)
    return course.id


def target(cast: Cast, plan: int, actor: str = "officer", **changes) -> int:
    """A target of the plan of this actor's authority."""
    with acting(cast.users[actor]):
        return plans.add_target(plan_queries.get(plan), **target_fields(**changes), reason="Bổ sung").id


QUARTER = Period(date(2026, 7, 1), date(2026, 8, 20))


def report(cast: Cast, plan: int, actor: str = "officer", period: Period = QUARTER) -> int:
    """A report drafted by this actor on a plan, for days that are over on the day of the tests."""
    with acting(cast.users[actor]):
        return reports.draft_report(plan_queries.get(plan), period).id


def approved(cast: Cast, report_id: int) -> None:
    """Approve it as the leader; the chair signs."""
    with acting(cast.users["leader"]):
        reports.approve(report_queries.get(report_id), day=DAY, signing=reports.signing_on(DAY))


def issued(cast: Cast, report_id: int) -> str:
    """Approve, then number and issue it; returns the number."""
    approved(cast, report_id)
    with acting(cast.users["clerk"]):
        return reports.issue(report_queries.get(report_id), day=DAY)


def foreign_urls(cast: Cast) -> list[str]:
    """A report of the home commune; needs a context."""
    plan = plan_of(cast.users["officer"], reference_number="131/KH-UBND")
    return [f"/oversight/reports/{report(cast, plan)}"]
