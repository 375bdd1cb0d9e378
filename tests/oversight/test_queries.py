"""The indicators: honest numbers, each with as many people behind it, and as many reads for much as for little."""

import inspect
from datetime import date
from fractions import Fraction

import pytest

from app.activities.measures import single as activities
from app.activities.models import Activity
from app.commitments.measures import single as commitments
from app.db import db
from app.oversight import queries
from app.oversight.queries import counted as lists
from app.oversight.queries import indicators as pages
from app.oversight.queries.indicators import Asked, MonthLine
from app.oversight.rules import Standing
from app.people.models import Person
from app.plans import queries as plans
from app.plans.measures import single as planned
from app.plans.rules import About, Measure
from app.plans.rules.population import Base
from app.training import actions
from app.training import queries as classes
from app.training.measures import single as training
from app.training.rules import Mark, Result, Way
from tests.cast import DAY, acting
from tests.oversight import rows
from tests.people.rows import hamlet, person
from tests.plans.rows import population
from tests.queries_counted import counted

PASSED, TRAINED, CONFIRMED = Measure.PEOPLE_PASSED, Measure.PEOPLE_TRAINED, Measure.VNEID_CONFIRMED


def indicators(cast, plan_id, user="officer", **asked):
    with acting(cast.users[user]):
        return pages.indicators(plans.get(plan_id), Asked(**{"year": 2026, "figure": TRAINED} | asked), DAY)


def lines(found):
    return [(line.called, line.share.done) for line in found]


def test_person_on_two_classes_is_one_person_and_all_visits(cast, context):
    made = rows.done(cast)
    totals = indicators(cast, made.plan).totals
    assert totals[TRAINED] == Standing(3, 5)
    assert totals[PASSED] == Standing(2, 3)
    assert totals[Measure.COURSES_HELD] == Standing(2, 4)
    assert totals[CONFIRMED] == Standing(1, 1)


def test_totals_of_the_page_are_what_the_measures_count(cast, context):
    """Added up from the kept counts here, from the rows themselves there."""
    made = rows.done(cast)
    totals = indicators(cast, made.plan).totals
    with acting(cast.users["officer"]):
        plain = {name: queries.figure(name, About(), pages.period_of(2026)) for name in Measure if name in totals}
        assert {name: Standing(one.count, one.turns) for name, one in plain.items()} == {
            name: done for name, done in totals.items() if name in set(Measure)
        }


def test_year_holds_what_was_done_in_it(cast, context):
    made = rows.done(cast)
    assert indicators(cast, made.plan, year=2025).totals[TRAINED] == Standing(0, 0)


def test_hamlets_stand_in_natural_order_and_add_up(cast, context):
    made = rows.done(cast)
    assert lines(indicators(cast, made.plan).hamlets) == [("Thôn 2", Standing(2, 4)), ("Thôn 10", Standing(1, 1))]
    only = indicators(cast, made.plan, group="T3").hamlets
    assert lines(only) == [("Thôn 2", Standing(1, 3)), ("Thôn 10", Standing(1, 1))]


def test_groups_add_up_and_people_without_a_group_have_their_line(cast, context):
    made = rows.done(cast)
    with acting(cast.users["officer"]):
        db.session.get_one(Person, made.only_first).target_group = None
        db.session.get_one(Person, made.only_first).hamlet_id = None
    found = indicators(cast, made.plan)
    nobody = Standing(0, 0)
    assert lines(found.groups) == [
        ("T1", nobody), ("T2", nobody), ("T3", Standing(2, 4)), ("T4", nobody), ("T5", nobody), ("", Standing(1, 1)),
    ]  # fmt: skip
    assert lines(found.hamlets)[-1] == ("", Standing(1, 1))


def test_months_tell_who_is_new_and_how_many_by_then(cast, context):
    made = rows.done(cast)
    with acting(cast.users["officer"]):
        course = classes.get(made.courses[0])
        other = rows.held(course, date(2026, 7, 1))
        first = next(one for one in classes.learners(course.id) if one.person_id == made.both)
        db.session.flush()
        actions.mark_attendance(course, {(other.id, first.id): Mark.PRESENT}, DAY)
    found = indicators(cast, made.plan).months
    assert found == [
        *(MonthLine(month, 0, 0, 0, 0) for month in range(1, 7)),
        MonthLine(7, 1, 1, 1, 1),
        MonthLine(8, 3, 2, 5, 3),
    ]


def test_results_are_split_by_how_one_does_it(cast, context):
    made = rows.done(cast)
    with acting(cast.users["officer"]):
        course = classes.get(made.courses[0])
        learners = {one.person_id: one for one in classes.learners(course.id)}
        learners[made.both].way, learners[made.only_first].way = Way.ALONE, Way.GUIDED
    totals = indicators(cast, made.plan).totals
    assert [totals[name] for name in ("passed-alone", "passed-guided", "passed-done-for")] == [
        Standing(1, 1),
        Standing(1, 1),
        Standing(0, 0),
    ]


def targets(cast, plan_id):
    with acting(cast.users["officer"]):
        found = pages.indicators(plans.get(plan_id), Asked(2026, TRAINED), DAY)
        return [
            (line.target.label, line.share and line.share.done, line.share and line.share.part, line.reached)
            for line in found.targets
        ]


def test_target_counts_the_people_of_its_group_only(cast, context):
    made = rows.done(cast)
    rows.target(cast, made.plan, group="T3", label="t3", measure=PASSED, base=2, value=50)
    rows.target(cast, made.plan, group="T1", label="t1", measure=PASSED, base=4, value=50)
    rows.target(cast, made.plan, group="T4", label="t4", measure=CONFIRMED, base=10, value=None)
    rows.target(cast, made.plan, group="T5", label="t5", measure=None)
    rows.target(cast, made.plan, group="other", label="all", measure=TRAINED, base=4, value=75)
    rows.target(cast, made.plan, group="other", label="held", measure="courses-held", measure_unit="người", value=3)
    rows.target(cast, made.plan, group="other", label="signed", measure="commitments-signed", measure_unit="người")
    rows.target(cast, made.plan, group="T3", label="later", year=2025, measure=PASSED)
    assert targets(cast, made.plan) == [
        ("t1", Standing(1, 1), Fraction(1, 4), False),
        ("t3", Standing(1, 2), Fraction(1, 2), True),
        ("t4", Standing(1, 1), Fraction(1, 10), None),
        ("t5", None, None, None),
        ("all", Standing(3, 5), Fraction(3, 4), True),
        ("held", Standing(2, 4), None, False),
        ("signed", Standing(0, 0), None, False),
    ]


def test_targets_count_activities_and_tell_when_a_group_has_none(cast, context):
    made = rows.done(cast)
    with acting(cast.users["officer"]):
        fields = {"kind": "broadcast", "title": "Phát thanh", "state": "held", "entered_by": "Cán bộ"}
        db.session.add(Activity(**fields, day=DAY, count=30, reached=40, turns=90))
        db.session.add(Activity(**fields, day=DAY, count=2))
    rows.target(cast, made.plan, group="other", label="held", measure="activities-held", measure_unit="người", value=2)
    rows.target(cast, made.plan, group="other", label="reached", measure="people-reached", measure_unit="người")
    rows.target(cast, made.plan, group="other", label="doors", measure="households-visited", base=50, value=10)
    rows.target(cast, made.plan, group="T1", label="of a group", measure="activities-held")
    with acting(cast.users["officer"]):
        found = pages.indicators(plans.get(made.plan), Asked(2026, TRAINED), DAY).targets
        told = {line.target.label: (line.share and line.share.done, line.nouns, line.reached) for line in found}
    assert told == {
        "held": (Standing(2, 32), ("hoạt động", "lần"), True),
        "reached": (Standing(40, 90), ("người", "lượt"), False),
        "doors": (Standing(0, 0), ("hộ", "lượt"), False),
        "of a group": (None, ("người", "lượt"), None),
    }


def test_population_of_the_day_goes_before_what_stands_at_the_target(cast, context):
    made = rows.done(cast)
    rows.target(cast, made.plan, group="T3", label="t3", measure=TRAINED, base=20, base_source="Thống kê")
    officer = cast.users["officer"]
    (line,) = indicators(cast, made.plan).targets
    assert (line.share.base, line.own_base) == (Base(20, None, "Thống kê", "C"), True)
    population(officer, {(None, "T3"): 8}, date(2026, 1, 1), "Công an xã")
    population(officer, {(None, "T3"): 1}, date(2026, 9, 1), "Của ngày chưa đến")
    (line,) = indicators(cast, made.plan).targets
    assert (line.share.base, line.own_base) == (Base(8, date(2026, 1, 1), "Công an xã", "L"), False)
    assert line.share.part == Fraction(2, 8)


def test_hamlets_known_each_are_added_up_and_give_shares_of_their_own(cast, context):
    made = rows.done(cast)
    rows.target(cast, made.plan, group="T3", label="t3", measure=TRAINED, base=None, value=None, base_source="")
    two, ten = made.hamlets
    day = date(2026, 1, 1)
    population(cast.users["officer"], {(two, None): 4, (two, "T3"): 2}, day)
    found = indicators(cast, made.plan)
    assert [line.share.part for line in found.hamlets] == [Fraction(1, 2), None]
    assert found.targets[0].share.base is None
    population(cast.users["officer"], {(ten, None): 10, (ten, "T3"): 3}, day)
    found = indicators(cast, made.plan)
    assert found.targets[0].share.base == Base(5, day, "Công an xã", "L", 2)
    assert found.chosen.base.count == 14


def test_more_people_than_the_group_has_is_flagged(cast, context):
    made = rows.done(cast)
    population(cast.users["officer"], {(None, "T3"): 1, (made.hamlets[0], None): 1}, date(2026, 1, 1))
    rows.target(cast, made.plan, group="T3", label="t3", measure=TRAINED)
    found = indicators(cast, made.plan)
    assert [line.share.above for line in found.targets] == [True]
    assert [line.share.above for line in found.hamlets] == [True, False]


def test_what_stands_at_a_target_handed_down_is_not_our_number(cast, context):
    rows.done(cast)
    theirs = rows.plan_of(cast.users["reviewer"], reference_number="9/KH-UBND", with_targets=False)
    rows.target(cast, theirs, "reviewer", group="T3", label="của tỉnh", measure=TRAINED, base=900_000)
    (line,) = indicators(cast, theirs).targets
    assert (line.share.done, line.share.base, line.reached) == (Standing(2, 4), None, None)


def test_classes_that_serve_a_target_are_counted(cast, context):
    made = rows.done(cast)
    target_id = rows.target(cast, made.plan, measure=TRAINED)
    with acting(cast.users["officer"]):
        classes.get(made.courses[0]).target_id = target_id
    assert [line.classes for line in indicators(cast, made.plan).targets] == [1]
    with acting(cast.users["officer"]):
        served = lists.serving(plans.get(made.plan), target_id)
        assert [row.values for row in served.rows] == [(("course_id", made.courses[0]),)]


# ---- as many people behind a number as it says


@pytest.mark.parametrize("figure", ["people-trained", "people-passed", "people-skilled", "courses-held"])
def test_every_number_has_exactly_its_people_behind_it(cast, context, figure):
    made = rows.done(cast)
    found = indicators(cast, made.plan, figure=figure)
    asked = [
        (found.chosen.done, {}),
        *((line.share.done, {"hamlet_id": line.key}) for line in found.hamlets),
        *((line.share.done, {"group": line.key}) for line in found.groups),
        *((Standing(line.people, line.turns), {"month": line.month}) for line in found.months),
    ]
    with acting(cast.users["officer"]):
        for done, narrowed in asked:
            behind = lists.figure(lists.People(figure, 2026, **narrowed), None, None)
            assert (
                (behind.count, behind.turns)
                == (done.people, done.turns)
                == (
                    len(behind.rows),
                    sum(row.turns for row in behind.rows),
                )
            )
        for line in found.months:
            new = lists.figure(lists.People(figure, 2026, month=line.month, new=True), None, None)
            assert new.count == line.new == len(new.rows)


def test_list_goes_on_after_the_last_of_a_page(cast, context):
    rows.done(cast)
    with acting(cast.users["officer"]):
        asked = lists.People(TRAINED, 2026)
        whole = lists.figure(asked, None, None).rows
        first = lists.figure(asked, None, 2).rows
        rest = lists.figure(asked, first[-1].values[0][1], 2).rows
    assert [row.label for row in [*first, *rest]] == [row.label for row in whole]
    assert len(first) == 2


# ---- whose


def test_stranger_sees_none_of_it(cast, context):
    rows.done(cast)
    theirs = rows.done(cast, "stranger")
    found = indicators(cast, theirs.plan, "stranger")
    assert (found.totals[TRAINED].people, [name for name, _done in lines(found.hamlets)]) == (3, ["Thôn 2", "Thôn 10"])


def test_province_sees_its_communes_under_their_names(cast, context):
    made = rows.done(cast)
    rows.done(cast, "stranger")
    found = indicators(cast, made.plan, "reviewer")
    assert found.totals[TRAINED].people == 6
    assert lines(found.hamlets) == [
        ("Thôn 2, Vạn An", Standing(2, 4)),
        ("Thôn 2, Đại Huệ", Standing(2, 4)),
        ("Thôn 10, Vạn An", Standing(1, 1)),
        ("Thôn 10, Đại Huệ", Standing(1, 1)),
    ]


# ---- how much is read


def test_reads_do_not_grow_with_hamlets_targets_and_visits(cast, app, context):
    made = rows.done(cast)
    rows.target(cast, made.plan, measure=PASSED)
    few = _reads(cast, app, made.plan)
    for number in range(3, 6):
        with acting(cast.users["officer"]):
            hamlet(f"Thôn {number}")
        rows.target(cast, made.plan, label=f"chỉ tiêu {number}", group="T1", measure=PASSED)
    with acting(cast.users["officer"]):
        course = classes.get(made.courses[0])
        more = actions.add_learners(course, [person(f"Lê Văn {at}", hamlet_id=made.hamlets[0]) for at in range(9)])
        db.session.flush()
        cells = {(training_.id, one.id): Mark.PRESENT for training_ in course.trainings for one in more}
        actions.mark_attendance(course, cells, DAY)
        for one in more:
            one.result = Result.PASSED
    assert _reads(cast, app, made.plan) == few


def _reads(cast, app, plan_id) -> int:
    with acting(cast.users["officer"]):
        plan = plans.get(plan_id)
        with counted(app) as statements:
            pages.indicators(plan, Asked(2026, TRAINED), DAY)
        assert not [one for one in statements if "attendance" in one or "learner" in one]
        return len(statements)


def test_every_measure_has_exactly_one_function_and_oversight_asks_it():
    found = {}
    for module in (activities, commitments, planned, training):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == module.__name__:
                found.setdefault(name.replace("_", "-"), []).append(function)
    assert {name: functions[0] for name, functions in found.items()} == dict(queries.MEASURES)
    assert all(len(functions) == 1 for functions in found.values())
