"""Reads of training: order, counts, and who sees what."""

from datetime import date

import pytest
from werkzeug.exceptions import NotFound

from app.training import actions, queries
from app.training.rules import Mark
from tests.cast import DAY, acting
from tests.queries_counted import counted
from tests.training import rows


@pytest.fixture
def made(cast, context):
    return rows.made(cast)


def names(learners):
    return [one.person.name for one in learners]


def test_learners_stand_in_the_order_of_the_sheet(cast, made):
    with acting(cast.users["officer"]):
        course = queries.get(made.course)
        for name in ("Trần Văn Ân", "Nguyễn Bình An", "Đỗ Thị Ước"):
            actions.walk_in(course, name, None, None, DAY)
        # tên (An before Ân before Ưởng), then đệm, then họ; tones: Ước (sắc) before Ưởng (hỏi) by letters c, n
        assert names(queries.learners(course.id)) == [
            "Nguyễn Bình An",
            "Trần Văn An",
            "Trần Văn Ân",
            "Đỗ Thị Ước",
            "Nguyễn Thị Thuỵ Ưởng",
            "Hoàng Đình Văn",
        ]


@pytest.mark.parametrize("read", ["get", "training"])
def test_the_stranger_and_another_trainer_find_nothing(cast, context, read):
    made = rows.made(cast, trainer=None)
    row_id = made.course if read == "get" else made.trainings[0]
    for name in ("stranger", "trainer"):
        with acting(cast.users[name]), pytest.raises(NotFound):
            getattr(queries, read)(row_id)


def test_a_trainer_sees_own_courses_only(cast, made):
    other = rows.made(cast, trainer=None, number="13/KH-UBND")
    with acting(cast.users["trainer"]):
        assert [one.user_id for one in queries.get(made.course).trainers] == [cast.users["trainer"]]
        assert [course.id for course in queries.courses()] == [made.course]
        assert [one.training.course_id for one in queries.unmarked(DAY)] == [made.course] * 2
    with acting(cast.users["officer"]):
        assert [course.id for course in queries.courses()] == [other.course, made.course]


def test_a_learner_of_another_course_is_not_found(cast, made):
    other = rows.made(cast, number="13/KH-UBND")
    with acting(cast.users["officer"]), pytest.raises(NotFound):
        queries.learner_of(queries.get(other.course), made.learners[0])


def test_counts_keep_people_and_turns_apart(cast, made):
    first, second = made.trainings
    one, two, three = made.learners
    with acting(cast.users["officer"]):
        course = queries.get(made.course)
        marks = {(first, one): Mark.PRESENT, (second, one): Mark.LATE, (first, two): Mark.PRESENT}
        marks |= {(second, two): Mark.ABSENT, (first, three): Mark.EXCUSED}
        actions.mark_attendance(course, marks, DAY)
        actions.record_results(course, {one: ("passed", None), two: ("not-passed", None)})
        assert queries.counts([course.id, 0]) == {course.id: queries.Counts(3, 2, 3, 1), 0: queries.Counts()}


def test_unmarked_is_past_and_counts_the_learners_without_a_mark(cast, made):
    first, second = made.trainings
    with acting(cast.users["officer"]):
        course = queries.get(made.course)
        rows.held(course, date(2026, 9, 1))
        actions.mark_attendance(course, {(first, made.learners[0]): Mark.ABSENT}, DAY)
        assert [(one.training.id, one.left) for one in queries.unmarked(DAY)] == [(first, 2), (second, 3)]
        everyone = {(first, learner): Mark.PRESENT for learner in made.learners[1:]}
        actions.mark_attendance(course, everyone, DAY)
        assert [(one.training.id, one.left) for one in queries.unmarked(DAY)] == [(second, 3)]


def test_a_course_without_learners_waits_for_no_marks(cast, context):
    rows.made(cast, learners=0)
    with acting(cast.users["officer"]):
        assert queries.unmarked(DAY) == []


def test_unmarked_is_one_statement_however_many_courses(app, cast, made):
    rows.made(cast, number="13/KH-UBND", learners=2)
    with acting(cast.users["officer"]), counted(app) as statements:
        found = [(one.training.course.title, one.left) for one in queries.unmarked(DAY)]
    assert found == [("Kỹ năng số cơ bản thôn 3", left) for left in (3, 2, 3, 2)]
    assert len([one for one in statements if "FROM training" in one]) == 1
    assert [one for one in statements if "FROM course" in one] == []


def test_not_on_course_lists_the_rest_of_the_hamlet(cast, made):
    with acting(cast.users["officer"]):
        rows.person("Võ Thị Bông", made.hamlet)
        rows.person("Võ Thị Cúc")
        assert [one.name for one in queries.not_on_course(made.course, made.hamlet)] == ["Võ Thị Bông"]


def test_standings_by_the_rule_of_the_commune(cast, made):
    first, second = made.trainings
    one, two, three = made.learners
    with acting(cast.users["officer"]):
        course = queries.get(made.course)
        present = {(first, one): Mark.PRESENT, (second, one): Mark.PRESENT, (first, two): Mark.PRESENT}
        actions.mark_attendance(course, present, DAY)
        actions.record_results(course, {one: ("passed", "alone"), two: ("passed", None)})
        found = queries.standings(course, DAY)
        assert [(x.learner.id, x.came, x.total, x.marked) for x in found] == [
            (one, 2, 2, True),
            (two, 1, 2, True),
            (three, 0, 2, False),
        ]
        assert [[fault.detail for fault in x.faults] for x in found] == [
            [],
            ["1 buổi: buổi 2 ngày 12/8"],
            ["2 buổi: buổi 1 ngày 05/8, buổi 2 ngày 12/8", ""],
        ]
        assert [fault.code for fault in found[2].faults] == ["missed-trainings", "no-result"]
        rule = queries.completion_rule(DAY)
        assert (rule.value, rule.mark, rule.whose) == ("0.80", "D", "default")


def test_standings_before_any_mark_say_that_nobody_was_marked(cast, made):
    with acting(cast.users["officer"]):
        course = queries.get(made.course)
        codes = [[fault.code for fault in one.faults] for one in queries.standings(course, DAY)]
        assert codes == [["trainings-unmarked", "no-result"]] * 3
        actions.mark_attendance(course, {(made.trainings[0], made.learners[0]): Mark.PRESENT}, DAY)
        codes = [[fault.code for fault in one.faults] for one in queries.standings(course, DAY)]
        missed = ["missed-trainings", "trainings-unmarked", "no-result"]
        assert codes == [["trainings-unmarked", "no-result"], missed, missed]


def test_ordinal_follows_the_days_not_the_entry(cast, made):
    with acting(cast.users["officer"]):
        earlier = rows.held(queries.get(made.course), date(2026, 8, 1))
        assert queries.ordinal(earlier) == (1, 3)
        assert queries.ordinal(queries.training(made.trainings[1])) == (3, 3)


def test_person_label_of_elsewhere_is_none(cast, made):
    with acting(cast.users["stranger"]):
        assert queries.person_label(made.people[0]) is None
