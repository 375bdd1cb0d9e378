"""For each kind of list, real rows in the books, and what the list belongs to: what its exchange file is made of."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.activities.actions.activities import cancel
from app.commendations import actions as awards
from app.commendations import queries
from app.db import db
from app.people.rules import Sex
from app.places import actions as places
from app.places import queries as known_places
from app.plans import actions as plan_actions
from app.plans.actions import population, tasks
from app.plans.actions.tasks import TaskFields
from app.training import actions as class_actions
from tests.activities import rows as activities
from tests.cast import DAY
from tests.commendations import rows as commendations
from tests.people import rows as people
from tests.plans import rows as plans
from tests.training import rows as training

Arranged = int | None


def a_people() -> Arranged:
    """People as the books hold them: tones, a clan that stands last, a year alone, nothing but a name."""
    east, tenth = people.hamlet("Thôn Đông"), people.hamlet("Xóm 10")
    office = places.save_unit(None, "Văn phòng HĐND và UBND", None, people.OPENED)
    people.person(
        "Nguyễn Thị Thuỵ Ưởng",
        born_on=date(1972, 3, 5),
        sex=Sex.FEMALE,
        hamlet_id=east.id,
        phone="0912345678",
        target_group="T3",
        occupation="Làm ruộng",
        post="Chi hội trưởng, Chi hội Phụ nữ",
        unit_id=office.id,
        hometown="xã Nam Anh, tỉnh Nghệ An",
        residence="Số 3, ngõ 5",
    )
    people.person("Nguyễn Thị Thuỵ Ưởng", birth_year=1980, hamlet_id=tenth.id)
    for _namesake in range(2):
        people.person("H'Hen Niê", birth_year=1992, hamlet_id=tenth.id)
    people.person("Hoà")
    return None


def a_households() -> Arranged:
    """A household with its members, one of a head alone."""
    first = people.household("Nguyễn Văn Đức", birth_year=1970)
    first.address, first.member_count = "Số 1, đường Làng", 4
    wife = people.person("Lê Thị Hòa", birth_year=1975, hamlet_id=first.hamlet_id)
    db.session.flush()
    wife.household_id = first.id
    people.household("Trần Thị Bé", of=first.hamlet)
    return None


def groups() -> Arranged:
    """Collectives of one name in two hamlets, two that differ in dấu alone, one of which everything is said."""
    east, other = people.hamlet("Thôn Đông"), people.hamlet("Thôn Đồng")
    office = places.save_unit(None, "Trạm Y tế", None, people.OPENED)
    db.session.flush()
    for home in (east, other):
        people.collective("Chi hội Phụ nữ", hamlet_id=home.id, headcount=25, women_count=25)
    people.collective("Câu lạc bộ Mai Lan")
    people.collective("Câu lạc bộ Mai Lân", team_kind="club")
    people.team(
        "Tổ công nghệ số cộng đồng thôn Đông",
        hamlet_id=east.id,
        unit_id=office.id,
        head_name="H'Hen Niê",
        head_post="Tổ trưởng",
        headcount=7,
        women_count=0,
        founded_by="12/QĐ-UBND, UBND xã",
        founded_on=date(2025, 8, 1),
        address="Nhà văn hóa thôn",
        managing_agency="UBND xã",
        functions="Hướng dẫn người dân;\nhỗ trợ tại nhà",
    )
    return None


def a_team() -> Arranged:
    """A team of ambassadors with each part, one of another hamlet, one who left."""
    east, west = people.hamlet("Thôn Đông"), people.hamlet("Thôn Tây")
    team = people.team("Đại sứ số thôn Đông", team_kind="ambassadors", hamlet_id=east.id, founded_on=date(2025, 8, 1))
    names = (("Nguyễn Văn Đức", east, "leader"), ("Lê Thị Hoà", west, "deputy"), ("H'Hen Niê", east, "member"))
    for name, home, part in names:
        people.member(team, people.person(name, hamlet_id=home.id, birth_year=1980), part, date(2025, 9, 1))
    gone = people.member(team, people.person("Vi Văn Bốn", hamlet_id=east.id), "member", date(2025, 9, 1))
    gone.valid_until = date(2026, 1, 1)
    return team.id


def nominees() -> Arranged:
    """What a hamlet and a unit put forward: a person, a collective, a household, somebody not in the books."""
    found = _commended()
    award_round = commendations.award_round()
    hamlet, unit = (
        next(one for one in queries.proposers(DAY) if one.name == name)
        for name in ("Thôn Đông Yên", "Phòng Văn hóa - Xã hội")
    )
    merits = ("Dạy 20 cụ dùng điện thoại; mở 3 lớp", "Mở 6 lớp", "Tổng số 200 m2 đất, hiến làm đường")
    for subject, merit in zip(found, merits, strict=True):
        given = {"award": "GK_XA", "merit": merit, "received_on": DAY}
        awards.suggest(award_round, hamlet if subject is found[0] else unit, subject=subject, **given)
    lost = {"award": "GK_XA", "merit": "Dạy 9 người", "received_on": DAY, "typed": "Vi Thị Lạ"}
    awards.suggest(award_round, hamlet, subject=None, **lost)
    return award_round.id


def past_awards() -> Arranged:
    """Awards of a district that is no more: two of one person by one decision's year, one of a household."""
    person, _team, household = _commended()
    commendations.past_award(person)
    commendations.past_award(person, "25/QĐ-UBND", date(2024, 3, 5), award_type="cong_trang")
    commendations.past_award(household, award="LDTT", award_label="Lao động tiên tiến", merit="Hoàn thành nhiệm vụ")
    return None


def _commended() -> list[Any]:
    commendations.places_rows()
    found = commendations.subjects(3)
    db.session.flush()
    return found


def plan_parts() -> Arranged:
    """A plan with targets in numbers and in words, of parts of a year, and tasks of a unit, of somebody, of nobody."""
    places.save_unit(None, "Phòng Văn hóa - Xã hội", "VHXH", people.OPENED)
    db.session.flush()
    unit = known_places.units(DAY)[0]
    plan = plan_actions.save_plan(None, **plans.fields())
    why, content = "Bổ sung", plan.contents[0].id
    plan_actions.add_target(plan, **plans.target_fields(number="1", content_id=content, unit_id=unit.id), reason=why)
    plan_actions.add_target(
        plan, **plans.target_fields(year=2025, value=1_200, measure_unit="người", base=None), reason=why
    )
    words = {"value": None, "value_words": "40,5 điểm", "measure_unit": "điểm", "base": None, "part": "H1"}
    more = {"owner_name": "Sở Nội vụ", "product": "Báo cáo", "schedule": "Quý II/2026", "due_on": date(2026, 6, 30)}
    plan_actions.add_target(
        plan, **plans.target_fields(number="2", group="other", label="Chỉ số DTI", **words, **more), reason=why
    )
    said = TaskFields(text="Phát động phong trào", number="1.1", content_id=content, unit_id=unit.id, due_on=DAY)
    tasks.save_task(plan, None, said, why)
    tasks.save_task(plan, None, TaskFields(text="Phát loa, mỗi tuần 2 buổi", schedule="Thường xuyên"), why)
    return plan.id


def figures() -> Arranged:
    """How many people: hamlets that differ in dấu alone, two sources of one day, the whole commune, an earlier day."""
    east, other = people.hamlet("Thôn Đông"), people.hamlet("Thôn Đồng")
    police = {(east.id, "T3"): 1_120, (east.id, None): 1_500, (other.id, "T1"): 0, (None, "T3"): 2_020}
    population.save_population(police, date(2026, 1, 1), "Công an xã", DAY)
    population.save_population({(east.id, "T5"): 40}, date(2026, 1, 1), "Trạm Y tế, sổ theo dõi", DAY)
    population.save_population({(east.id, "T3"): 1_100}, date(2025, 1, 1), "Công an xã", DAY)
    return None


def an_activity() -> Arranged:
    """Activities of a day, of a month, in two hamlets, of a day to come, and one cancelled, which stays at home."""
    east, west = people.hamlet("Thôn Đông"), people.hamlet("Thôn Tây")
    activities.activity("broadcast", title="Phát thanh", last_day=date(2026, 8, 31), day=date(2026, 8, 1), count=30)
    activities.activity("home-visit", title="Đi từng ngõ", hamlets=[east, west], place="Nhà văn hóa", note="Hai tổ")
    activities.activity("other", title="Hội thi nhỏ", state="planned", day=date(2026, 12, 20))
    cancel(activities.activity("launch", title="Ra quân", state="planned"), "mưa bão")
    return None


def a_class() -> Arranged:
    """A class whose roll is half filled: two of one name and year, somebody of no hamlet, an empty line."""
    east, west = people.hamlet("Thôn Đông"), people.hamlet("Thôn Tây")
    course = class_actions.save_course(
        None,
        plan=training.plan(),
        title="Kỹ năng số cơ bản",
        topic="VNeID, định danh điện tử",
        target_group="T3",
        place="Nhà văn hóa",
        hamlet=east,
        instructor_name="Lê Thị Khánh Huyền",
    )
    meetings = [training.held(course, day) for day in training.DAYS[:2]]
    names = [("Nguyễn Văn Đức", east), ("Nguyễn Văn Đức", west), ("Lê Thị Hoà", None), ("H'Hen Niê", east)]
    found = [training.person(name, home.id if home else None) for name, home in names]
    learners = [class_actions.add_learner(course, one) for one in found]
    db.session.flush()
    keys = ("present", "excused", "late")
    marks = {(meetings[0].id, one.id): key for one, key in zip(learners, keys, strict=False)}
    class_actions.mark_attendance(course, marks | {(meetings[1].id, learners[0].id): "absent"}, DAY)
    return course.id


def the_territory() -> Arranged:
    """Hamlets of which two differ in dấu alone, one with a head; units, one abbreviated."""
    for name in ("Thôn Đông", "Thôn Đồng", "Xóm 10"):
        people.hamlet(name)
    places.save_hamlet(None, "Tổ dân phố số 2", "Lê Thị Hoà", people.OPENED)
    places.save_unit(None, "Phòng Văn hóa - Xã hội", "VHXH", people.OPENED)
    places.save_unit(None, "Trạm Y tế", None, people.OPENED)
    return None


SAMPLES: dict[str, Callable[[], Arranged]] = {
    "activities": an_activity,
    "population": figures,
    "targets": plan_parts,
    "tasks": plan_parts,
    "people": a_people,
    "participants": a_class,
    "attendance": a_class,
    "households": a_households,
    "collectives": groups,
    "team-members": a_team,
    "hamlets": the_territory,
    "units": the_territory,
    "nominees": nominees,
    "past-awards": past_awards,
}
