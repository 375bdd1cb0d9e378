"""Fourth chapter: three classes in the hamlets, with attendance and results; one evening still waits for its marks."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from app import law
from app.accounts import queries as users
from app.cli.story.cast import OFFICER, TRAINER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.people import actions as people_actions
from app.people import queries as people
from app.places import queries as places
from app.plans import queries as plans
from app.training import actions, queries
from app.training.documents import COME
from app.training.rules import Mark, Result, Way

LEARNERS = 22
EVENING = time(19, 30), time(21, 0)


@dataclass(frozen=True)
class Classes:
    """Ids of the classes: taught by the nominee of the commune, by that of the province, and the one going on."""

    first: int
    second: int
    going_on: int


def tell(days: Days, territory: Territory, plan_id: int) -> Classes:
    """Two classes are finished, a third has begun."""
    first = _course(days, territory, plan_id, 0, territory.instructor, "public_services", days.trainings)
    second = _course(days, territory, plan_id, 1, territory.teacher, "safety", days.trainings)
    going_on = _course(
        days, territory, plan_id, 2, territory.instructor, "payments", (days.before(1), days.last + timedelta(days=6))
    )
    for course_id, by in ((first, TRAINER), (second, OFFICER)):
        _attend(course_id, by, days.trainings[-1])
        _finish(course_id, days.results)
    _handed_out(first, days.results)
    _confirmed(days, territory)
    return Classes(first, second, going_on)


def _course(
    days: Days, territory: Territory, plan_id: int, place: int, instructor: int, topic: str, evenings: tuple[date, ...]
) -> int:
    """A class in one hamlet, in the evenings; its attendance sheets are made before it begins."""
    hamlet_id = territory.hamlets[place]
    with acting(OFFICER, evenings[0] - timedelta(days=5)):
        hamlet = places.hamlet(hamlet_id)
        if hamlet is None:
            raise LookupError(hamlet_id)
        course = actions.save_course(
            None,
            plan=plans.get(plan_id),
            title=f"Lớp kỹ năng số {hamlet.name}",
            topic=_topic(topic),
            target_group="T3",
            place=f"Nhà văn hóa {hamlet.name}",
            hamlet=hamlet,
            instructor=people.get(instructor),
            trainer=users.by_username(TRAINER) if place != 1 else None,
        )
        trainings = [
            actions.save_training(course, None, day=day, starts=EVENING[0], ends=EVENING[1]) for day in evenings
        ]
        chosen = [one for one in people.in_hamlet(hamlet_id) if one.id != instructor]
        actions.add_learners(course, chosen[:LEARNERS])
        actions.seal_sheet(trainings[0])
        if place == 0:
            day = evenings[0] - timedelta(days=5)
            actions.invite(
                trainings[0],
                actions.Inviting(
                    day, places.signing(day, actions.INVITATION), hamlet, everyone=True, request=COME, number=1
                ),
            )
        return course.id


def _topic(code: str) -> str:
    """The words of a topic; any topic serves when the list of the commune has changed."""
    return next((one.text for one in law.TOPICS if one.code == code), next(iter(law.TOPICS)).text)


def _attend(course_id: int, by: str, day: date) -> None:
    """Most come every evening, some miss one, one misses two."""
    with acting(by, day):
        course = queries.get(course_id)
        trainings, learners = queries.trainings(course_id), queries.learners(course_id)
        marks = {
            (training.id, learner.id): _mark(evening, place)
            for evening, training in enumerate(trainings)
            for place, learner in enumerate(learners)
        }
        actions.mark_attendance(course, marks, day)


def _mark(evening: int, place: int) -> Mark:
    if place == 5 and evening:
        return Mark.ABSENT
    if place % 7 == 3 and evening == 1:
        return Mark.EXCUSED
    return Mark.LATE if place % 9 == 4 and evening == 2 else Mark.PRESENT


def _finish(course_id: int, day: date) -> None:
    """Nearly all have passed; most do it alone, some with guidance."""
    with acting(OFFICER, day):
        learners = queries.learners(course_id)
        results = {
            learner.id: (Result.NOT_PASSED, Way.DONE_FOR)
            if place in (5, 11)
            else (Result.PASSED, Way.GUIDED if place % 5 == 2 else Way.ALONE)
            for place, learner in enumerate(learners)
        }
        actions.record_results(queries.get(course_id), results)


def _handed_out(course_id: int, day: date) -> None:
    """The list of who completed the first class, and a giấy chứng nhận for each of them."""
    with acting(OFFICER, day):
        course = queries.get(course_id)
        actions.seal_completion_list(course, day)
        actions.start_completions(course, day)


def _confirmed(days: Days, territory: Territory) -> None:
    """Some of the first hamlet were confirmed on VNeID: entered from the platform's list, never computed."""
    with acting(OFFICER, days.results):
        for one in people.in_hamlet(territory.hamlets[0])[:9]:
            people_actions.save_person(one, days.results, name=one.name, vneid_confirmed_on=days.results)
