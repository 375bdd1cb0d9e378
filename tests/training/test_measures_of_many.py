"""Measures about many subjects say of each what the measure of one says, over mixed records."""

import random
from datetime import date, time

import pytest

from app.db import db
from app.places import actions as places
from app.plans.rules import About, Figure, Many, Measure, Period
from app.training import measures
from app.training.models import Attendance, Course, Instructor, Learner, OnlineResult, Training
from app.training.rules import Mark, Part, Result
from tests.cast import DAY, acting
from tests.people import rows as people
from tests.queries_counted import counted
from tests.training import rows

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
SPRING = Period(date(2026, 2, 10), date(2026, 4, 20))
DAYS = [date(2025, 12, 30), *(date(2026, month, day) for month in range(1, 6) for day in (1, 10, 20)), date(2027, 1, 1)]


@pytest.fixture
def mixed(cast, context):
    """Twenty people, six households, three hamlets, four collectives and ten classes, drawn at random; ids by kind."""
    draw = random.Random(7)
    with acting(cast.users["officer"]):
        plan = rows.plan()
        office = places.save_unit(None, "Phòng Văn hóa - Xã hội", "VHXH", date(2025, 7, 1))
        hamlets = [people.hamlet(f"Thôn {name}") for name in ("Đông", "Tây", "Nam")]
        homes = [people.household(f"Lê Văn {n}", draw.choice(hamlets)) for n in range(6)]
        folk = [_person(draw, n, homes, hamlets, office) for n in range(14)] + [home.head for home in homes]
        teams = [
            people.collective("Tổ số thôn Đông", hamlet_id=hamlets[0].id),
            people.collective("Chi hội thôn Đông", hamlet_id=hamlets[0].id),
            people.collective("Phòng Văn hóa", hamlet_id=hamlets[1].id, unit_id=office.id),
            people.collective("Lớp 9A"),
        ]
        db.session.flush()
        for number in range(10):
            _course(draw, plan, number, hamlets, folk)
        for who in draw.choices(folk, k=12):
            _online(draw, who)
        db.session.flush()
        return {
            "person": tuple(one.id for one in folk),
            "household": tuple(one.id for one in homes),
            "collective": tuple(one.id for one in teams),
            "hamlet": tuple(one.id for one in hamlets),
        }


def _person(draw, number, homes, hamlets, office):
    found = people.person(f"Nguyễn Văn {number % 5}", birth_year=1960 + number, hamlet_id=draw.choice(hamlets).id)
    found.household = draw.choice([*homes, None])
    found.unit_id = draw.choice([office.id, None, None])
    found.vneid_confirmed_on = draw.choice([None, *DAYS])
    return found


def _course(draw, plan, number, hamlets, folk):
    hamlet = draw.choice([*hamlets, None])
    named = {"title": f"Lớp {number % 4}", "topic": "VNeID", "target_group": "T3", "place": "Nhà văn hóa"}
    course = Course(plan=plan, hamlet=hamlet, opens_on=DAYS[0], closes_on=DAYS[-1], **named)
    db.session.add(course)
    db.session.flush()
    for place, who in enumerate(draw.sample(folk, draw.randrange(4))):
        part = draw.choice([Part.LEAD, Part.LEAD, Part.SUPPORT])
        course.instructors.append(Instructor(position=place, part=part, name=who.name, person_id=who.id))
    meetings = [
        Training(course=course, day=day, starts=time(19), ends=time(21), place="Nhà văn hóa")
        for day in draw.sample(DAYS, draw.randrange(1, 5))
    ]
    db.session.add_all(meetings)
    for who in draw.sample(folk, draw.randrange(2, 9)):
        learner = Learner(course=course, person_id=who.id, result=draw.choice([*Result, None]))
        db.session.add(learner)
        db.session.flush()
        for meeting in meetings:
            mark = draw.choice([*Mark, None])
            if mark:
                db.session.add(Attendance(training=meeting, learner=learner, mark=mark))


def _online(draw, who):
    title = f"Khóa {draw.randrange(99)}"
    texts = {"platform": "Nền tảng", "source": "Danh sách", "entered_by": "Cán bộ", "entered_on": DAY}
    day = draw.choice(DAYS)
    db.session.add(OnlineResult(person_id=who.id, title=title, title_fold=title.lower(), completed_on=day, **texts))


def plain(measure: Measure, kind: str, row_id: int, period: Period, most: int) -> Figure:
    found = getattr(measures, measure.replace("-", "_"))(About(**{f"{kind}_id": row_id}), period)
    return Figure(found.count, found.turns, found.noun, found.turn_noun, tuple(found.rows[:most]))


@pytest.mark.parametrize("kind", ["person", "household", "collective", "hamlet"])
def test_each_measure_of_many_is_that_of_one(cast, mixed, kind):
    ids, told = mixed[kind], 0
    with acting(cast.users["officer"]):
        for measure in measures.MEASURED:
            for period, most in ((YEAR, 100), (SPRING, 2), (SPRING, 0)):
                expected = {one: plain(measure, kind, one, period, most) for one in ids}
                assert measures.of_many(measure, Many(kind, ids, period), most) == expected, measure
                told += sum(figure.count for figure in expected.values())
    assert told > 30  # what is compared is not nothing


def test_a_later_start_is_each_subjects_own(cast, mixed):
    ids, later = mixed["person"], date(2026, 3, 5)
    with acting(cast.users["officer"]):
        for measure in measures.MEASURED:
            found = measures.of_many(measure, Many("person", ids, YEAR, {ids[0]: later, ids[5]: DAYS[0]}), 100)
            late = Period(later, YEAR.end)
            expected = {one: plain(measure, "person", one, late if one == ids[0] else YEAR, 100) for one in ids}
            assert found == expected, measure


def test_other_communes_records_are_not_counted(cast, mixed):
    with acting(cast.users["stranger"]):
        for kind, ids in mixed.items():
            for measure in measures.MEASURED:
                found = measures.of_many(measure, Many(kind, ids, YEAR), 5)
                assert {(figure.count, figure.turns) for figure in found.values()} == {(0, 0)}


def test_a_measure_is_one_statement_for_each_thousand(app, cast, mixed):
    for kind, ids in mixed.items():
        with acting(cast.users["officer"]), counted(app) as sent:
            for measure in measures.MEASURED:
                measures.of_many(measure, Many(kind, ids, YEAR), 5)
        assert len([one for one in sent if "set_config" not in one]) == len(measures.MEASURED)
    with acting(cast.users["officer"]), counted(app) as sent:
        measures.of_many(Measure.PEOPLE_TRAINED, Many("person", tuple(range(1, 2_002)), YEAR), 5)
    assert len([one for one in sent if "set_config" not in one]) == 3
