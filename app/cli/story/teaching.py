"""Fourth chapter: three classes in the hamlets, with attendance and results; one evening still waits for its marks.

The class that goes on is copied for two more hamlets; photographs, online courses and confirmations lie beside.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from app import law
from app.accounts import queries as users
from app.cli.story import pictures
from app.cli.story.cast import OFFICER, TRAINER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.people import queries as people
from app.places import queries as places
from app.plans import queries as plans
from app.training import actions, queries
from app.training.actions import online, skills, vneid
from app.training.documents import COME
from app.training.models import Course
from app.training.queries import planning
from app.training.rules import Mark, Part, Result, Way
from app.training.rules.planning import Slot

LEARNERS = 22
SKILLS = 3  # contents of the framework that each class teaches
PLATFORM = "binhdanhocvuso.gov.vn"
ONLINE = ("An toàn thông tin cơ bản", "Kỹ năng số cho người cao tuổi")
EVENING = time(19, 30), time(21, 0)


@dataclass(frozen=True)
class Classes:
    """Ids of the classes: taught by the nominee of the commune, by that of the province, and the one going on."""

    first: int
    second: int
    going_on: int


def tell(days: Days, territory: Territory, plan_id: int) -> Classes:
    """Two classes are finished, a third has begun."""
    with acting(OFFICER, days.plan):
        skills.load_proposals(days.plan_from)
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
    _learned_online(days, territory)
    _copied(days, territory, going_on)
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
        plan = plans.get(plan_id)
        course = actions.save_course(
            None,
            plan=plan,
            target=planning.target_of_group(plan.id, "T3", evenings[0].year),
            skills=queries.skills.in_force(evenings[0], "T3")[:SKILLS],
            meetings=[Slot(day, *EVENING) for day in evenings],
            title=f"Lớp kỹ năng số {hamlet.name}",
            topic=_topic(topic),
            target_group="T3",
            place=f"Nhà văn hóa {hamlet.name}",
            hamlet=hamlet,
            instructor=people.get(instructor),
            trainer=users.by_username(TRAINER) if place != 1 else None,
        )
        trainings = queries.trainings(course.id)
        if place == 0:
            _supported(course, instructor)
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


def _supported(course: Course, instructor: int) -> None:
    """Two of the hamlet's digital team help in the hall."""
    members = people.team_members(course.hamlet_id, course.trainings[0].day) if course.hamlet_id else []
    for one in [member.person for member in members if member.person_id != instructor][:2]:
        actions.add_instructor(course, part=Part.SUPPORT, person=one)


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
        course = queries.get(course_id)
        actions.record_results(course, results)
        evening = queries.trainings(course_id)[0]
        caption = f"Buổi học tại {course.place}"
        actions.add_materials(course, evening, [("buoi-hoc.png", pictures.evening_class())], [caption])


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
            vneid.confirm_person(one, days.results, "Danh sách của Công an xã (số liệu mẫu)", days.results)


def _learned_online(days: Days, territory: Territory) -> None:
    """Some learned on the national platform, two of them in a class too."""
    with acting(OFFICER, days.results):
        for place, one in enumerate(
            [*people.in_hamlet(territory.hamlets[0])[:2], *people.in_hamlet(territory.hamlets[3])[:5]]
        ):
            online.enter_result(
                one,
                title=ONLINE[place % len(ONLINE)],
                platform=PLATFORM,
                completed_on=days.results,
                source="Danh sách xuất từ nền tảng (số liệu mẫu)",
                today=days.results,
            )


def _copied(days: Days, territory: Territory, course_id: int) -> None:
    """The class that goes on is held in two more hamlets, each a day later than the one before."""
    with acting(OFFICER, days.before(1)):
        course = queries.get(course_id)
        copies = []
        for place, hamlet_id in enumerate(territory.hamlets[3:5]):
            hamlet = places.hamlet(hamlet_id)
            if hamlet is None:
                raise LookupError(hamlet_id)
            evenings = [days.last + timedelta(days=8 + place), days.last + timedelta(days=15 + place)]
            copies.append(
                actions.Copy(
                    hamlet,
                    f"Lớp kỹ năng số {hamlet.name}",
                    f"Nhà văn hóa {hamlet.name}",
                    [Slot(day, *EVENING) for day in evenings],
                )
            )
        actions.copy_course(course, copies, actions.Options(with_people=True))
