"""The overview: honest numbers, and as many reads for many hamlets and targets as for few."""

import inspect
from dataclasses import replace
from fractions import Fraction

from app.commitments import measures as commitments
from app.oversight import queries
from app.oversight.rules import Standing
from app.plans import queries as plans
from app.plans.rules import Measure
from app.training import measures as training
from tests.cast import DAY, acting
from tests.oversight import rows
from tests.people.rows import hamlet
from tests.queries_counted import counted

PASSED, TRAINED, CONFIRMED = Measure.PEOPLE_PASSED, Measure.PEOPLE_TRAINED, Measure.VNEID_CONFIRMED


def overview(cast, plan_id, user="officer"):
    with acting(cast.users[user]):
        found = queries.overview(plans.get(plan_id), DAY)
        lines = [(line.name, {measure: done for measure, done in line.done.items()}) for line in found.hamlets]
        progress = [(line.target.label, line.done, line.share, line.reached) for line in found.progress]
        whole = {measure: replace(figure, rows=tuple(figure.rows)) for measure, figure in found.whole.items()}
        return whole, lines, progress


def test_person_on_two_classes_is_one_person_and_all_visits(cast, context):
    made = rows.done(cast)
    whole, _lines, _progress = overview(cast, made.plan)
    assert (whole[TRAINED].count, whole[TRAINED].turns) == (3, 5)
    assert (whole[PASSED].count, whole[PASSED].turns) == (2, 3)
    assert (whole[Measure.COURSES_HELD].count, whole[Measure.COURSES_HELD].turns) == (2, 4)


def test_rows_behind_a_figure_add_up_to_it(cast, context):
    made = rows.done(cast)
    whole, _lines, _progress = overview(cast, made.plan)
    for measure, figure in whole.items():
        assert (len(figure.rows), sum(row.turns for row in figure.rows)) == (figure.count, figure.turns), measure


def test_hamlets_stand_in_natural_order_and_add_up(cast, context):
    made = rows.done(cast)
    _whole, lines, _progress = overview(cast, made.plan)
    assert lines == [
        ("Thôn 2", {PASSED: Standing(2, 3), TRAINED: Standing(2, 4), CONFIRMED: Standing(1, 1)}),
        ("Thôn 10", {PASSED: Standing(0, 0), TRAINED: Standing(1, 1), CONFIRMED: Standing(0, 0)}),
    ]


def test_target_counts_the_people_of_its_group_only(cast, context):
    made = rows.done(cast)
    rows.target(cast, made.plan, group="T3", label="t3", measure=PASSED, base=2, value=50)
    rows.target(cast, made.plan, group="T1", label="t1", measure=PASSED, base=4, value=50)
    rows.target(cast, made.plan, group="T4", label="t4", measure=CONFIRMED, base=10, value=None)
    rows.target(cast, made.plan, group="T5", label="t5", measure=None)
    _whole, _lines, progress = overview(cast, made.plan)
    assert [(label, done, share, reached) for label, done, share, reached in progress] == [
        ("t1", Standing(1, 1), Fraction(1, 4), False),
        ("t3", Standing(1, 2), Fraction(1, 2), True),
        ("t4", Standing(1, 1), Fraction(1, 10), None),
        ("t5", None, None, None),
    ]


def test_stranger_sees_none_of_it(cast, context):
    rows.done(cast)
    theirs = rows.done(cast, "stranger")
    whole, lines, _progress = overview(cast, theirs.plan, "stranger")
    assert (whole[TRAINED].count, [name for name, _done in lines]) == (3, ["Thôn 2", "Thôn 10"])


def test_province_sees_its_communes_under_their_names(cast, context):
    made = rows.done(cast)
    rows.done(cast, "stranger")
    whole, lines, _progress = overview(cast, made.plan, "reviewer")
    assert whole[TRAINED].count == 6
    assert [name for name, _done in lines] == [
        "Thôn 2, Vạn An",
        "Thôn 2, Đại Huệ",
        "Thôn 10, Vạn An",
        "Thôn 10, Đại Huệ",
    ]


def test_reads_do_not_grow_with_hamlets_and_targets(cast, app, context):
    made = rows.done(cast)
    rows.target(cast, made.plan, measure=PASSED)
    few = _reads(cast, app, made.plan)
    for number in range(3, 8):
        with acting(cast.users["officer"]):
            hamlet(f"Thôn {number}")
        rows.target(cast, made.plan, label=f"chỉ tiêu {number}", group="T1", measure=PASSED)
    assert _reads(cast, app, made.plan) == few


def _reads(cast, app, plan_id) -> int:
    with acting(cast.users["officer"]):
        plan = plans.get(plan_id)
        with counted(app) as statements:
            queries.overview(plan, DAY)
        return len(statements)


def test_every_measure_has_exactly_one_function_and_oversight_asks_it():
    found = {}
    for module in (commitments, training):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == module.__name__:
                found.setdefault(name.replace("_", "-"), []).append(function)
    assert {name: functions[0] for name, functions in found.items()} == dict(queries.MEASURES)
    assert all(len(functions) == 1 for functions in found.values())
