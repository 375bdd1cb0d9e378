"""The counts by month equal what is added up from the rows, whatever is marked, moved, put off and taken back."""

import itertools
import os
import threading
from dataclasses import dataclass, replace
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select, text

from app import config, create_app
from app.db import Base, db
from app.people import actions as people
from app.people.models import Person
from app.plans import queries as plans
from app.tenancy import scope_of
from app.training import actions, queries
from app.training.models import (
    Course,
    Learner,
    MonthCount,
    OnlineResult,
    SubjectMonth,
    Training,
    counting,
    kept_counts,
    miscounted,
    plain_counts,
    recount,
    settle,
)
from app.training.rules import Mark, Result, Way
from app.training.rules.counting import Count, CountKey, Kept, Line, LineKey, change, newcomers
from tests import cast as casting
from tests.cast import DAY, acting, everything
from tests.people.rows import hamlet, person
from tests.plans.rows import plan_of
from tests.queries_counted import counted
from tests.training import rows

POSTGRES = os.environ.get("SOVANG_DATABASE_URL", "")
DAYS = (date(2025, 11, 5), date(2025, 12, 30), date(2026, 1, 6), date(2026, 1, 20), date(2026, 7, 8), date(2026, 8, 4))


@dataclass(frozen=True)
class World:
    """Ids: two classes of three trainings each, six people in two hamlets, each on both classes."""

    hamlets: tuple[int, int]
    courses: tuple[int, ...]
    trainings: tuple[int, ...]
    people: tuple[int, ...]
    learners: tuple[int, ...]


numbers = itertools.count(1)  # a plan and hamlets of its own for each example: they share one database


def world(cast) -> World:
    number = next(numbers)
    period = {"valid_from": date(2025, 7, 1), "valid_until": date(2027, 1, 1), "day": date(2025, 7, 1)}
    plan = plan_of(cast.users["officer"], reference_number=f"{number}/KH", with_targets=False, **period)
    with acting(cast.users["officer"]):
        places = hamlet(f"Thôn Đông {number}"), hamlet(f"Thôn Tây {number}")
        found = [person(f"Nguyễn Văn {at:02d}", hamlet_id=places[at % 2].id, target_group="T3") for at in range(6)]
        courses = [_course(plan, f"Lớp {number}.{at}", places[at % 2]) for at in range(2)]
        meetings = [_held(course, DAYS[at * 2 + turn]) for turn, course in enumerate(courses) for at in range(3)]
        learners = [learner for course in courses for learner in actions.add_learners(course, found)]
        db.session.flush()
        ids = [tuple(row.id for row in those) for those in (courses, meetings, found, learners)]
        return World((places[0].id, places[1].id), *ids)


def _course(plan_id: int, title: str, place) -> Course:
    fields = {"topic": "VNeID", "target_group": "T3", "place": "Nhà văn hóa", "instructor_name": "Hoàng Thị Én"}
    return actions.save_course(None, plan=plans.get(plan_id), title=title, hamlet=place, **fields)


def _held(course: Course, day: date) -> Training:
    return actions.save_training(course, None, day=day, starts=time(19, 30), ends=time(21, 0))


def wrong(cast) -> int:
    """How many kept lines and counts of the commune differ from the rows."""
    with acting(cast.users["officer"]):
        return miscounted(db.session(), scope_of(db.session()).home)


def counts(cast, figure: str) -> dict[tuple, Count]:
    """What is kept of a figure: by year, month, hamlet and group."""
    with acting(cast.users["officer"]):
        kept = kept_counts(db.session(), scope_of(db.session()).home)
        return {key[2:]: count for key, count in kept.items() if key.figure == figure}


def mark(made: World, which: int, who: int, given: str | None) -> None:
    course, at = which // 3, which % 3
    training, learner = made.trainings[course * 3 + at], made.learners[course * 6 + who]
    actions.mark_attendance(queries.get(made.courses[course]), {(training, learner): given}, DAY)


def result(made: World, which: int, given: str | None, way: str | None = None) -> None:
    row = db.session.get_one(Learner, made.learners[which])
    row.result, row.way = given, way


# ---- plain cases


def test_who_comes_twice_in_a_year_is_new_once(cast, context):
    made = world(cast)
    with acting(cast.users["officer"]):
        for which in (1, 2):  # 6 January and 8 July 2026
            mark(made, which, 0, Mark.PRESENT)
        mark(made, 0, 0, Mark.LATE)  # 5 November 2025
        mark(made, 0, 2, Mark.ABSENT)
    east = made.hamlets[0]
    assert counts(cast, Kept.PEOPLE_TRAINED) == {
        (2025, 11, east, "T3"): Count(1, 1, 1),
        (2026, 1, east, "T3"): Count(1, 1, 1),
        (2026, 7, east, "T3"): Count(1, 0, 1),
    }
    assert wrong(cast) == 0


def test_first_visit_taken_back_makes_the_next_one_new(cast, context):
    made = world(cast)
    with acting(cast.users["officer"]):
        mark(made, 1, 0, Mark.PRESENT)
        mark(made, 2, 0, Mark.PRESENT)
    with acting(cast.users["officer"]):
        mark(made, 1, 0, None)
    assert counts(cast, Kept.PEOPLE_TRAINED) == {(2026, 7, made.hamlets[0], "T3"): Count(1, 1, 1)}


def test_who_moves_takes_their_counts_along(cast, context):
    made = world(cast)
    with acting(cast.users["officer"]):
        mark(made, 2, 0, Mark.PRESENT)
    with acting(cast.users["officer"]):
        row = db.session.get_one(Person, made.people[0])
        people.save_person(row, DAY, name=row.name, hamlet_id=made.hamlets[1], target_group="T1")
    assert counts(cast, Kept.PEOPLE_TRAINED) == {(2026, 7, made.hamlets[1], "T1"): Count(1, 1, 1)}


def test_result_belongs_to_the_last_training_and_moves_with_it(cast, context):
    made = world(cast)
    with acting(cast.users["officer"]):
        result(made, 0, Result.PASSED, Way.GUIDED)
    east = made.hamlets[0]
    assert counts(cast, Kept.PASSED_GUIDED) == {(2026, 7, east, "T3"): Count(1, 1, 1)}
    with acting(cast.users["officer"]):
        actions.remove_training(queries.training(made.trainings[2]))
    for figure in (Kept.PEOPLE_PASSED, Kept.PASSED_GUIDED, Kept.PEOPLE_SKILLED):
        assert counts(cast, figure) == {(2026, 1, east, "T3"): Count(1, 1, 1)}
    assert (counts(cast, Kept.PASSED_ALONE), wrong(cast)) == ({}, 0)


def test_who_passed_and_completed_online_is_skilled_once(cast, context):
    made = world(cast)
    with acting(cast.users["officer"]):
        result(made, 0, Result.PASSED)
        _online(made.people[0], date(2026, 3, 1))
    east = made.hamlets[0]
    assert counts(cast, Kept.PEOPLE_SKILLED) == {
        (2026, 3, east, "T3"): Count(1, 1, 1),
        (2026, 7, east, "T3"): Count(1, 0, 1),
    }
    assert counts(cast, Kept.ONLINE_COMPLETED) == {(2026, 3, east, "T3"): Count(1, 1, 1)}


def _online(person_id: int, day: date) -> OnlineResult:
    title = f"Kỹ năng số {next(numbers)}"
    by = {"source": "Danh sách của nền tảng", "entered_by": "Cán bộ", "entered_on": DAY}
    row = OnlineResult(person_id=person_id, title=title, platform="Nền tảng", completed_on=day, **by)
    db.session.add(row)
    return row


def test_class_counts_by_the_trainings_somebody_came_to(cast, context):
    made = world(cast)
    with acting(cast.users["officer"]):
        mark(made, 0, 0, Mark.PRESENT)
        mark(made, 1, 0, Mark.PRESENT)
        mark(made, 1, 1, Mark.PRESENT)
        mark(made, 2, 1, Mark.ABSENT)
    east = made.hamlets[0]
    held = {(2025, 11, east, "T3"): Count(1, 1, 1), (2026, 1, east, "T3"): Count(1, 1, 1)}
    assert counts(cast, Kept.COURSES_HELD) == held


def test_read_in_the_transaction_that_wrote_sees_what_it_wrote(cast, context):
    made = world(cast)
    with acting(cast.users["officer"]):
        mark(made, 2, 0, Mark.PRESENT)
        settle(db.session())
        assert db.session.scalars(select(MonthCount.turns).where(MonthCount.figure == Kept.PEOPLE_TRAINED)).all() == [1]


def test_what_was_taken_back_is_not_counted(cast, context):
    made = world(cast)
    with acting(cast.users["officer"]):
        mark(made, 2, 0, Mark.PRESENT)
        db.session.flush()
        db.session.rollback()
    assert (counts(cast, Kept.PEOPLE_TRAINED), wrong(cast)) == ({}, 0)


def test_rows_written_outside_the_scope_are_counted(cast, context):
    made = world(cast)
    with everything() as session:
        session.get_one(Person, made.people[0]).vneid_confirmed_on = date(2026, 5, 1)
    assert counts(cast, Kept.VNEID_CONFIRMED) == {(2026, 5, made.hamlets[0], "T3"): Count(1, 1, 1)}


def test_marking_thirty_adds_as_many_statements_as_marking_three(cast, app, context):
    made = rows.made(cast, number="99/KH-UBND")
    with acting(cast.users["officer"]):
        course = queries.get(made.course)
        actions.add_learners(course, [rows.person(f"Lê Văn {at:02d}", made.hamlet) for at in range(30)])
    with acting(cast.users["officer"]):
        learners = [one.id for one in queries.learners(made.course)]
    sent = [
        _sent(cast, app, made, [(made.trainings[0], one) for one in learners[:3]]),
        _sent(cast, app, made, [(made.trainings[1], one) for one in learners[:3]]),
        _sent(cast, app, made, [(made.trainings[1], one) for one in learners[3:]]),
    ]
    assert sent == [12, 14, 13]
    assert wrong(cast) == 0


def _sent(cast, app, made, cells) -> int:
    """How many statements the commit sends for the counts; SQLite takes the new rows of a flush one by one."""
    with acting(cast.users["officer"]):
        actions.mark_attendance(queries.get(made.course), dict.fromkeys(cells, Mark.PRESENT), DAY)
        db.session.flush()
        with counted(app) as statements:
            settle(db.session())
        return sum(1 for statement in statements if not statement.startswith("INSERT"))


def test_flush_that_touches_nothing_counted_asks_for_nothing(cast, app, context):
    with acting(cast.users["officer"]):
        person("Lê Thị An")
        db.session.flush()
        with counted(app) as statements:
            settle(db.session())
        assert statements == []


# ---- rules


def test_change_leaves_out_what_stays():
    key, line = LineKey("people-trained", 1, 2026, 7), Line(5, 2, "T3", 2, True)
    assert change({key: line}, {key: line}) == {}
    assert change({key: line}, {key: line._replace(turns=3)}) == {
        CountKey(5, "people-trained", 2026, 7, 2, "T3"): Count(0, 0, 1)
    }


def test_newcomer_is_new_once_in_each_year_and_figure():
    keys = [LineKey("a", 1, 2026, 7), LineKey("a", 1, 2026, 2), LineKey("a", 1, 2025, 12), LineKey("b", 1, 2026, 7)]
    assert newcomers(keys) == {keys[1], keys[2], keys[3]}


# ---- any mix


KINDS = ["mark", "mark", "mark", "result", "result", "online", "unonline", "move", "confirm", "put-off", "class", "new"]
steps = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 60), st.integers(0, 9)), max_size=14)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(transactions=st.lists(steps, min_size=1, max_size=3))
def test_any_mix_of_changes_is_counted(cast, context, transactions):
    made = world(cast)
    online: list[int] = []
    with acting(cast.users["officer"]):
        for who in range(6):
            mark(made, who, who, Mark.PRESENT)
            result(made, who * 2, Result.PASSED, [*Way][who % 3])
    for some in transactions:
        with acting(cast.users["officer"]):
            for what, at, value in some:
                play(made, online, what, at, value)
    with acting(cast.users["officer"]):
        home = scope_of(db.session()).home
        assert kept_counts(db.session(), home) == plain_counts(db.session(), home)
        assert miscounted(db.session(), home) == 0


def play(made: World, online: list[int], what: str, at: int, value: int) -> None:
    """One thing an official does, or corrects."""
    row = db.session.get_one(Person, made.people[at % 6])
    match what:
        case "mark":
            mark(made, value % 6, at % 6, [None, *Mark][at % 5])
        case "result":
            result(made, at % 12, [None, *Result][value % 3], [None, *Way][value % 4])
        case "online":
            new = _online(row.id, DAYS[value % 6])
            db.session.flush()
            online.append(new.id)
        case "unonline" if online:
            db.session.delete(db.session.get_one(OnlineResult, online.pop()))
        case "move":
            place = [*made.hamlets, None][value % 3]
            people.save_person(row, DAY, name=row.name, hamlet_id=place, target_group=["T1", "T3", None][at % 3])
        case "confirm":
            day = [None, *DAYS][value % 7]
            people.save_person(row, DAY, name=row.name, vneid_confirmed_on=day)
        case "put-off":
            course = queries.get(made.courses[at % 2])
            fields = {"starts": time(8), "ends": time(10)}
            actions.save_training(course, course.trainings[value % len(course.trainings)], day=DAYS[at % 6], **fields)
        case "class":
            course = queries.get(made.courses[at % 2])
            course.hamlet_id, course.target_group = [*made.hamlets, None][value % 3], ["T1", "T3"][at % 2]
        case "new":
            _held(queries.get(made.courses[at % 2]), DAYS[value % 6])


# ---- put right


def test_recount_puts_right_what_was_counted_wrong(cast, context):
    made = world(cast)
    with acting(cast.users["officer"]):
        for who in range(3):
            mark(made, 2, who, Mark.PRESENT)
    with acting(cast.users["officer"]):
        home = scope_of(db.session()).home
        some = db.session.scalars(select(MonthCount).order_by(MonthCount.id)).first()
        some.turns += 7
        line, lost = db.session.scalars(select(SubjectMonth).order_by(SubjectMonth.id).limit(2))
        line.turns += 1
        db.session.delete(lost)
        db.session.flush()
        assert miscounted(db.session(), home) > 0
        assert recount(db.session(), home) == 3
        assert (recount(db.session(), home), miscounted(db.session(), home)) == (0, 0)


# ---- two officials at once, each in a connection of their own


@pytest.fixture
def two_connections(tmp_path):
    """An installation whose database several sessions may write to: a file, or a schema of the PostgreSQL server."""
    url = f"sqlite:///{tmp_path}/officials.db"
    if POSTGRES.startswith("postgresql"):
        schema(POSTGRES, "CREATE SCHEMA officials")
        url = f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}options=-csearch_path%3Dofficials"
    app = create_app(replace(config.read({"SOVANG_INSTANCE": str(tmp_path)}), database_url=url, testing=True))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()
    if POSTGRES.startswith("postgresql"):
        schema(POSTGRES, "DROP SCHEMA officials CASCADE")


def schema(url, statement) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_two_officials_who_mark_at_once_are_both_counted(two_connections):
    """They mark the same people in two classes of the same month: each person is new once."""
    cast = casting.assemble()
    made = world(cast)
    with acting(cast.users["officer"]):
        for course in made.courses:
            for meeting in queries.trainings(course):
                meeting.day = DAYS[-1]
    faults: list[BaseException] = []
    start = threading.Barrier(2)

    def officials(course: int) -> None:
        try:
            start.wait(10)
            for who in range(6):
                with two_connections.app_context(), acting(cast.users["officer"]):
                    mark(made, course * 3, who, Mark.PRESENT)
        except BaseException as fault:
            faults.append(fault)

    both = [threading.Thread(target=officials, args=(course,)) for course in (0, 1)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert faults == []
    east, west = made.hamlets
    assert counts(cast, Kept.PEOPLE_TRAINED) == {
        (2026, 8, east, "T3"): Count(3, 3, 6),
        (2026, 8, west, "T3"): Count(3, 3, 6),
    }
    assert wrong(cast) == 0


def test_lines_of_a_figure_are_written_down_once(cast, context):
    """What the kept lines are read back as: the same words as those added up."""
    made = world(cast)
    with acting(cast.users["officer"]):
        mark(made, 2, 0, Mark.PRESENT)
    with acting(cast.users["officer"]):
        home = scope_of(db.session()).home
        assert counting.kept_lines(db.session(), home) == counting.plain_lines(db.session(), home)
