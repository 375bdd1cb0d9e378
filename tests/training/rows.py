"""Courses, trainings and learners for tests, made through the real actions."""

from dataclasses import dataclass
from datetime import date, time

from app.accounts.models import User
from app.db import db
from app.papers import queries as paper_queries
from app.people import actions as people
from app.people.models import Collective, TeamMember
from app.places import actions as places
from app.plans import actions as plans
from app.plans.models import Plan
from app.training import actions, queries
from app.training.actions import exporting, imports, skills
from app.training.models import Course, Training
from app.training.queries import imports as lists_read
from app.training.queries import online, trained
from app.training.queries import skills as framework
from app.training.rules.lists import ListKind, ListLine, judge_list
from tests.cast import DAY, Cast, acting
from tests.pdf import files

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
    instructor: int


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
            course.instructors[0].id,
        )


def held(course: Course, day: date) -> Training:
    """A training in the evening of this day."""
    return actions.save_training(course, None, day=day, starts=time(19, 30), ends=time(21, 0))


def person(name: str, hamlet_id: int | None = None, year: int = 1980, **fields):
    """Someone of the commune."""
    return people.save_person(None, DAY, name=name, birth_year=year, hamlet_id=hamlet_id, target_group="T3", **fields)


def digital_team(hamlet_id: int, person_ids) -> Collective:
    """The Tổ công nghệ số cộng đồng of a hamlet since the beginning of the year; the first of them leads it."""
    team = Collective(name="Tổ công nghệ số cộng đồng", hamlet_id=hamlet_id, team_kind="digital-team")
    db.session.add(team)
    db.session.flush()
    for place, person_id in enumerate(person_ids):
        part = "member" if place else "leader"
        db.session.add(TeamMember(collective=team, person_id=person_id, part=part, valid_from=PERIOD[0]))
    db.session.flush()
    return team


def foreign_urls(cast: Cast) -> list[str]:
    """Every address with an id of one course of the home commune, which does not exist for the stranger."""
    found = made(cast, number="77/KH-UBND")
    return [*get_urls(found), *post_urls(found), *file_urls(cast, found), *platform_urls(cast, found)]


def platform_urls(cast: Cast, found: Made) -> list[str]:
    """Where a content of the framework and what the national platform says of a person are changed."""
    with acting(cast.users["officer"]):
        skills.load_proposals(PERIOD[0])
        cells = {"name": NAMES[0], "day": "10/08/2026", "title": "An toàn thông tin", "platform": "Nền tảng số"}
        for kind in ListKind:
            lines = [ListLine(1, cells, str(found.people[0]))]
            judged = judge_list(kind, lines, lists_read.books_for(kind, lines, DAY))
            imports.take_list(kind, judged, "Công an xã")
        content = framework.in_force(DAY)[0].id
        done = online.of_person(found.people[0])[0].id
        undo = [f"/training/{kind}/list/{lists_read.last(kind).id}/undo" for kind in ListKind]
    one = f"/training/skills/{content}"
    return [
        one,
        f"{one}/confirm",
        f"/training/online/{done}/remove",
        f"/training/vneid/{found.people[0]}/remove",
        *undo,
    ]


def file_urls(cast: Cast, found: Made) -> list[str]:
    """Where the signed sheet and a photograph of the first training are looked at, and the sheets of the class."""
    with acting(cast.users["officer"]):
        training = queries.training(found.trainings[0])
        paper = actions.seal_sheet(training)
        scan = actions.file_sheet_scan(training, [("phieu.pdf", paper_queries.bytes_of(paper))])
        photo = actions.add_materials(training.course, training, [("lop.jpg", files.jpeg())], ["Giờ thực hành"])[0]
        export = exporting.start_export(exporting.MARKS, trained.visible(trained.Wanted()), 0)
        db.session.flush()
        scans = f"/training/trainings/{training.id}/scans/{scan.id}"
        material = f"/training/materials/{photo.material.id}"
        export_url = f"/training/exports/{export.id}.xlsx"
    pages = [scans, f"{scans}/1.png", f"{material}/file", f"{material}/small.jpg", f"{material}/remove"]
    return [*pages, f"/training/{found.course}/sheets.pdf", export_url]


def get_urls(found: Made) -> list[str]:
    """The pages of a course and of its first training."""
    course, training = f"/training/{found.course}", f"/training/trainings/{found.trainings[0]}"
    return [
        course,
        f"{course}/edit",
        f"{course}/hamlet",
        f"{course}/copy",
        f"{course}/copies",
        f"{course}/attendance",
        f"{course}/completion",
        f"{course}/results",
        f"{course}/materials",
        f"{course}/photos",
        training,
        f"{training}/edit",
        f"{training}/sheet.pdf",
        f"{training}/invitation",
        f"/training/people/{found.people[0]}",
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
        f"{course}/results/paste",
        f"{course}/trainings",
        f"{course}/trainings/series",
        f"{course}/remove",
        f"{course}/copy",
        f"{course}/copies/undo",
        f"{course}/instructors",
        f"{course}/instructors/team",
        f"{course}/instructors/{found.instructor}/remove",
        f"{course}/attendance",
        f"{course}/attendance/paste",
        f"{course}/attendance/cells",
        f"{course}/attendance/block",
        f"{course}/attendance/learners",
        f"{course}/attendance/walk-in",
        f"{course}/sheets",
        f"{course}/materials",
        f"{course}/materials/captions",
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
        f"{training}/scans",
    ]
