"""Courses, trainings and learners for tests, made through the real actions."""

from dataclasses import dataclass
from datetime import date, time

from app.accounts.models import User
from app.db import db
from app.people import actions as people
from app.places import actions as places
from app.plans import actions as plans
from app.plans.models import Plan
from app.training import actions
from app.training.models import Course, Training
from tests.cast import DAY, Cast, acting

PERIOD = (date(2026, 1, 1), date(2027, 1, 1))
DAYS = (date(2026, 8, 5), date(2026, 8, 12), date(2026, 8, 19))
# In the order of the sheet: by tên, đệm, họ.
NAMES = ("Trần Văn An", "Nguyễn Thị Thuỵ Ưởng", "Hoàng Đình Văn", "Lê Thị Xuân", "Phạm Văn Yên")


@dataclass(frozen=True)
class Made:
    """Ids of what was made."""

    plan: int
    hamlet: int
    course: int
    trainings: tuple[int, ...]
    learners: tuple[int, ...]
    people: tuple[int, ...]


def plan(number: str = "12/KH-UBND") -> Plan:
    """A plan of the acting authority for the year 2026."""
    return plans.save_plan(
        None,
        title="Kế hoạch triển khai phong trào “Bình dân học vụ số” năm 2026",
        movement='Phong trào "Bình dân học vụ số"',
        reference_number=number,
        day=date(2026, 1, 5),
        valid_from=PERIOD[0],
        valid_until=PERIOD[1],
        contents=["Phổ cập kỹ năng số"],
        legal_bases=["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"],
        with_targets=False,
    )


def made(
    cast: Cast,
    *,
    actor: str = "officer",
    trainer: str | None = "trainer",
    learners: int = 3,
    trainings: int = 2,
    title: str = "Kỹ năng số cơ bản thôn 3",
    number: str = "12/KH-UBND",
) -> Made:
    """A course with its trainings and learners, and the plan and hamlet it stands under."""
    with acting(cast.users[actor]):
        under = plan(number)
        hamlet = places.save_hamlet(None, f"Thôn {number[:2]}", None, date(2025, 7, 1))
        course = actions.save_course(
            None,
            plan=under,
            title=title,
            topic="VNeID, định danh điện tử",
            target_group="T3",
            place="Nhà văn hóa thôn 3",
            hamlet=hamlet,
            instructor_name="Lê Thị Khánh Huyền",
            trainer=db.session.get(User, cast.users[trainer]) if trainer else None,
        )
        meetings = [held(course, DAYS[place]) for place in range(trainings)]
        found = [person(name, hamlet.id) for name in NAMES[:learners]]
        on_list = [actions.add_learner(course, one) for one in found]
        db.session.flush()
        return Made(
            under.id,
            hamlet.id,
            course.id,
            tuple(one.id for one in meetings),
            tuple(one.id for one in on_list),
            tuple(one.id for one in found),
        )


def held(course: Course, day: date) -> Training:
    """A training in the evening of this day."""
    return actions.save_training(course, None, day=day, starts=time(19, 30), ends=time(21, 0))


def person(name: str, hamlet_id: int | None = None, year: int = 1980, **fields):
    """Someone of the commune."""
    return people.save_person(None, DAY, name=name, birth_year=year, hamlet_id=hamlet_id, target_group="T3", **fields)


def foreign_urls(cast: Cast) -> list[str]:
    """Every address with an id of one course of the home commune, which does not exist for the stranger."""
    found = made(cast, number="77/KH-UBND")
    return [*get_urls(found), *post_urls(found)]


def get_urls(found: Made) -> list[str]:
    """The pages of a course and of its first training."""
    course, training = f"/training/{found.course}", f"/training/trainings/{found.trainings[0]}"
    return [
        course,
        f"{course}/edit",
        f"{course}/hamlet",
        f"{course}/attendance",
        f"{course}/completion",
        training,
        f"{training}/edit",
        f"{training}/sheet.pdf",
        f"{training}/invitation",
    ]


def post_urls(found: Made) -> list[str]:
    """Where the forms of a course and of its first training go."""
    course, training = f"/training/{found.course}", f"/training/trainings/{found.trainings[0]}"
    return [
        f"{course}/edit",
        f"{course}/learners",
        f"{course}/walk-in",
        f"{course}/learners/{found.learners[0]}/remove",
        f"{course}/hamlet",
        f"{course}/results",
        f"{course}/trainings",
        f"{course}/attendance",
        f"{course}/completion/list",
        f"{course}/completion/records",
        f"{course}/completion/records/{found.learners[0]}/remake",
        f"{training}/edit",
        f"{training}/invitation",
        f"{training}/remove",
        f"{training}/learners",
        f"{training}/walk-in",
        f"{training}/marks",
        f"{training}/column",
        f"{training}/sheet",
    ]
