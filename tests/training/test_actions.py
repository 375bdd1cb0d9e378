"""Verbs of training: each writes what it says, one line in the log, and refuses with reasons."""

from datetime import date, time

import pytest
from sqlalchemy import func, select

from app.audit import AuditLine
from app.db import db
from app.papers import queries as papers
from app.people import queries as people
from app.people.models import Person
from app.places.models import Hamlet
from app.plans.models import Plan
from app.refusals import Refusal, Refused
from app.training import actions, queries
from app.training.models import Course, Training
from tests.cast import DAY, acting, everything
from tests.training import rows


@pytest.fixture
def made(cast, context):
    return rows.made(cast)


@pytest.fixture
def officer(cast, made):
    with acting(cast.users["officer"]):
        yield


def course_of(made) -> Course:
    return queries.get(made.course)


def lines() -> list[tuple[str, dict]]:
    return [(line.event, line.keys) for line in db.session.scalars(select(AuditLine).order_by(AuditLine.id))]


def new_lines(before: int) -> list[tuple[str, dict]]:
    db.session.flush()
    return lines()[before:]


def refused(call) -> list[Refusal]:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.reasons


def fields(made, **changed):
    given = {
        "plan": db.session.get(Plan, made.plan),
        "title": "Thanh toán không dùng tiền mặt",
        "topic": "Thanh toán không dùng tiền mặt",
        "target_group": "T3",
        "place": "Trụ sở xã",
    }
    return given | changed


def test_save_course_takes_the_name_of_its_instructor(officer, made):
    before = len(lines())
    teacher = people.get(made.people[0])
    course = actions.save_course(None, **fields(made, instructor=teacher))
    assert [(one.name, one.person_id) for one in course.leads] == [("Trần Văn An", teacher.id)]
    assert new_lines(before) == [("course-saved", {"title": "Thanh toán không dùng tiền mặt"})]


def test_save_course_keeps_text_in_nfc(officer, made):
    course = actions.save_course(None, **fields(made, title="Lo\u031b\u0301p  thôn", instructor_name="Hu\u0300ng"))
    assert (course.title, course.title_fold, course.instructor_name) == ("Lớp thôn", "lop thon", "Hùng")


def test_save_course_under_a_plan_that_does_not_hold_its_trainings(officer, made):
    later = rows.plan("99/KH-UBND")
    later.valid_from = date(2026, 8, 6)
    assert refused(lambda: actions.save_course(course_of(made), **fields(made, plan=later))) == [
        Refusal("trainings-outside-course", detail="05/08/2026")
    ]


def test_save_training_writes_one_line_and_takes_the_place_of_the_course(officer, made):
    before = len(lines())
    training = rows.held(course_of(made), date(2026, 8, 20))
    assert training.place == "Nhà văn hóa thôn 3"
    assert new_lines(before) == [("training-saved", {"day": "2026-08-20"})]
    assert [one.day.day for one in course_of(made).trainings] == [5, 12, 20]


def test_save_training_refused_with_every_reason(officer, made):
    def call():
        actions.save_training(course_of(made), None, day=date(2027, 1, 1), starts=time(20), ends=time(20))

    assert refused(call) == [
        Refusal("ends-before-starts"),
        Refusal("outside-course", detail="từ 01/01/2026 đến 31/12/2026"),
    ]


def test_add_learner_twice(officer, made):
    person = people.get(made.people[0])
    assert refused(lambda: actions.add_learner(course_of(made), person)) == [
        Refusal("already-on-course", detail="Trần Văn An")
    ]


def test_add_learners_leaves_out_who_is_there_and_writes_one_line(officer, made):
    before = len(lines())
    new = rows.person("Võ Thị Bông", made.hamlet)
    added = actions.add_learners(course_of(made), [people.get(made.people[0]), new])
    assert [one.person.name for one in added] == ["Võ Thị Bông"]
    assert new_lines(before) == [("person-saved", {"name": "Võ Thị Bông"}), ("learners-added", {"count": 1})]


def test_add_learners_without_anyone(officer, made):
    assert refused(lambda: actions.add_learners(course_of(made), [])) == [Refusal("no-one-chosen")]


def test_walk_in_is_a_person_and_a_learner(officer, made):
    before = len(lines())
    hamlet = db.session.get(Hamlet, made.hamlet)
    learner = actions.walk_in(course_of(made), "Đỗ  Thị Lài", 1955, hamlet, DAY)
    assert (learner.person.name, learner.person.birth_year, learner.person.hamlet_id) == ("Đỗ Thị Lài", 1955, hamlet.id)
    assert new_lines(before) == [
        ("person-saved", {"name": "Đỗ Thị Lài"}),
        ("learner-added", {"name": "Đỗ Thị Lài"}),
    ]


def test_walk_in_born_next_year(officer, made):
    assert [one.code for one in refused(lambda: actions.walk_in(course_of(made), "A", 2027, None, DAY))] == [
        "born-in-future"
    ]


def test_mark_attendance_writes_only_what_changed(officer, made):
    first, second = made.trainings
    one, two, three = made.learners
    course = course_of(made)
    marks = {(first, one): "present", (first, two): "absent", (second, one): "late", (second, three): None}
    before = len(lines())
    assert actions.mark_attendance(course, marks, DAY) == 3
    assert new_lines(before) == [("attendance-marked", {"count": 2})]
    assert queries.marks(course.id) == {(first, one): "present", (first, two): "absent", (second, one): "late"}
    before = len(lines())
    assert actions.mark_attendance(course, marks, DAY) == 0
    assert new_lines(before) == []


def test_mark_attendance_empties_a_cell(officer, made):
    cell = (made.trainings[0], made.learners[0])
    actions.mark_attendance(course_of(made), {cell: "present"}, DAY)
    assert actions.mark_attendance(course_of(made), {cell: None}, DAY) == 1
    assert queries.marks(made.course) == {}


def test_mark_attendance_clash_saves_nothing(officer, made):
    first = made.trainings[0]
    one, two, _ = made.learners
    course = course_of(made)
    actions.mark_attendance(course, {(first, one): "late"}, DAY)
    marks = {(first, one): "absent", (first, two): "present"}
    with pytest.raises(actions.Clash) as caught:
        actions.mark_attendance(course, marks, DAY, {(first, one): "present", (first, two): None})
    assert {cell: (now.mark, now.by) for cell, now in caught.value.cells.items()} == {
        (first, one): ("late", "Nguyễn Thị An")
    }
    assert queries.marks(course.id) == {(first, one): "late"}


def test_mark_attendance_before_the_day(officer, made):
    ahead = rows.held(course_of(made), date(2026, 9, 1))
    assert refused(
        lambda: actions.mark_attendance(course_of(made), {(ahead.id, made.learners[0]): "present"}, DAY)
    ) == [Refusal("training-ahead", detail="01/09/2026")]


def test_record_results_writes_only_what_changed(officer, made):
    one, two, three = made.learners
    before = len(lines())
    results = {one: ("passed", "alone"), two: ("not-passed", "done-for"), three: (None, None)}
    assert actions.record_results(course_of(made), results) == 2
    assert new_lines(before) == [("result-recorded", {"count": 2})]
    assert [(x.result, x.way) for x in queries.learners(made.course)] == [
        ("passed", "alone"),
        ("not-passed", "done-for"),
        (None, None),
    ]


def test_record_results_unknown_word(officer, made):
    with pytest.raises(ValueError, match="splendid"):
        actions.record_results(course_of(made), {made.learners[0]: ("splendid", None)})


def test_remove_learner_without_marks(officer, made):
    before = len(lines())
    actions.remove_learner(queries.learner_of(course_of(made), made.learners[0]))
    assert new_lines(before) == [("learner-removed", {"name": "Trần Văn An"})]
    assert [one.id for one in queries.learners(made.course)] == list(made.learners[1:])
    assert db.session.scalar(select(func.count()).select_from(select(Person.id).subquery())) == 3


def test_remove_learner_with_marks(officer, made):
    actions.mark_attendance(course_of(made), {(made.trainings[0], made.learners[0]): "absent"}, DAY)
    learner = queries.learner_of(course_of(made), made.learners[0])
    assert refused(lambda: actions.remove_learner(learner)) == [Refusal("learner-has-marks", detail="Trần Văn An")]


def test_remove_training_without_marks(officer, made):
    before = len(lines())
    actions.remove_training(queries.training(made.trainings[0]))
    assert new_lines(before) == [("training-removed", {"day": "2026-08-05"})]
    assert [one.id for one in queries.trainings(made.course)] == [made.trainings[1]]


def test_remove_training_with_marks_and_sheet(officer, made):
    training = queries.training(made.trainings[0])
    actions.mark_attendance(course_of(made), {(training.id, made.learners[0]): "absent"}, DAY)
    actions.seal_sheet(training)
    assert refused(lambda: actions.remove_training(training)) == [
        Refusal("training-has-marks"),
        Refusal("training-has-paper"),
    ]


def test_seal_sheet_freezes_it_and_a_newer_list_replaces_it(officer, made):
    training = db.session.get(Training, made.trainings[1])
    before = len(lines())
    old = actions.seal_sheet(training)
    assert [event for event, _ in new_lines(before)] == ["paper-sealed"]
    assert (old.kind, old.day, old.law_date, len(old.facts["rows"])) == (
        "attendance_sheet",
        date(2026, 8, 12),
        date(2026, 8, 12),
        3,
    )
    actions.walk_in(course_of(made), "Đỗ Thị Lài", None, None, DAY)
    new = actions.seal_sheet(training)
    assert [row["name"] for row in new.facts["rows"]][0] == "Trần Văn An"
    assert len(new.facts["rows"]) == 4
    assert papers.of(training) == [new]
    assert [paper.id for paper in papers.history(training)] == [new.id, old.id]


def test_person_of_the_former_commune_joins_a_class_of_the_new_one(cast, made):
    with everything() as session:
        former = Person(name="Lê Thị Cũ", owner_id=cast.merged, is_head=False)
        session.add(former)
        session.flush()
        former_id = former.id
    with acting(cast.users["officer"]):
        learner = actions.add_learner(course_of(made), db.session.get(Person, former_id))
        assert (learner.owner_id, learner.person.owner_id) == (cast.home, cast.merged)
