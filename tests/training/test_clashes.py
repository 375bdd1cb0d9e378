"""Clashes of trainings out of real rows: what is shared, who may know which class it is, how many statements."""

from datetime import date, time

import pytest

from app.accounts.models import User
from app.db import db
from app.people.models import Person
from app.training import actions
from app.training.models import Course
from app.training.queries import clashes
from app.training.queries.clashes import Proposed, Teacher
from tests.cast import acting
from tests.queries_counted import counted
from tests.training import rows

DAY = rows.DAYS[0]


@pytest.fixture
def acted(context, cast):
    """Read as someone of the cast: acted("officer", lambda: …)."""

    def read(name, asked):
        with acting(cast.users[name]):
            return asked()

    return read


def _other(cast, found, *, title="Dịch vụ công", trainer=None, name="Phan Văn Khác", place="Nơi khác", at=(20, 22)):
    """A second course of the same commune, one training on the first day of the first; its id and the training's."""
    with acting(cast.users["officer"]):
        first = db.session.get_one(Course, found.course)
        course = actions.save_course(
            None, plan=first.plan, title=title, topic="Dịch vụ công", target_group="T3", place=place,
            instructor_name=name, trainer=db.session.get(User, cast.users[trainer]) if trainer else None,
        )  # fmt: skip
        meeting = actions.save_training(course, None, day=DAY, starts=time(at[0], 0), ends=time(at[1], 0))
        db.session.flush()
        return course.id, meeting.id


def _put(cast, course_id, *people):
    with acting(cast.users["officer"]):
        course = db.session.get_one(Course, course_id)
        for person_id in people:
            actions.add_learner(course, db.session.get_one(Person, person_id))


def test_meetings_at_one_hour_that_share_nothing_are_no_clash(context, cast, acted):
    found = rows.made(cast)
    _other(cast, found)
    assert acted("officer", lambda: clashes.of_trainings(found.trainings)) == []
    assert acted("officer", lambda: clashes.of_trainings([])) == []


def test_clash_says_whom_and_which_place_both_need(context, cast, acted):
    found = rows.made(cast)
    course_id, meeting_id = _other(
        cast, found, name="LÊ THỊ KHÁNH HUYỀN", place="Nhà văn hoá thôn 3", trainer="trainer"
    )
    _put(cast, course_id, found.people[2], found.people[0])
    [clash] = acted("officer", lambda: clashes.of_trainings([meeting_id]))
    assert clash.teachers == ("Lê Thị Khánh Huyền", "Hoàng Thị Én")
    assert clash.place == "Nhà văn hóa thôn 3"
    assert clash.learners == ("Trần Văn An", "Hoàng Đình Văn")
    assert (clash.first.training_id, clash.second.training_id) == (found.trainings[0], meeting_id)
    assert clash.beside(meeting_id).title == "Kỹ năng số cơ bản thôn 3"
    assert clash.beside(found.trainings[0]).title == "Dịch vụ công"
    assert clashes.by_training([clash]) == {found.trainings[0]: [clash], meeting_id: [clash]}
    assert acted("officer", lambda: clashes.of_trainings([*found.trainings, meeting_id])) == [clash]


def test_at_an_hour_beside_it_the_same_people_are_no_clash(context, cast, acted):
    found = rows.made(cast)
    course_id, meeting_id = _other(cast, found, name="Lê Thị Khánh Huyền", at=(21, 22))
    _put(cast, course_id, *found.people)
    assert acted("officer", lambda: clashes.of_trainings([meeting_id])) == []


def test_two_trainings_of_one_class_at_one_hour_clash_without_a_list_of_names(context, cast, acted):
    found = rows.made(cast)
    with acting(cast.users["officer"]):
        twice = rows.held(db.session.get_one(Course, found.course), DAY)
        db.session.flush()
        twice_id = twice.id
    [clash] = acted("officer", lambda: clashes.of_trainings([twice_id]))
    assert (clash.same_course, clash.learners) == (True, ())


def test_trainer_is_not_told_which_class_of_others_it_is(context, cast, acted):
    found = rows.made(cast)
    course_id, _ = _other(cast, found, title="Lớp của người khác", name="Lê Thị Khánh Huyền")
    _put(cast, course_id, found.people[0])
    [clash] = acted("trainer", lambda: clashes.of_trainings([found.trainings[0]]))
    other = clash.beside(found.trainings[0])
    assert (other.title, other.training_id, other.course_id) == ("", None, None)
    assert (other.starts, clash.teachers, clash.learners) == (time(20), ("Lê Thị Khánh Huyền",), ("Trần Văn An",))
    [told] = acted("officer", lambda: clashes.of_trainings([found.trainings[0]]))
    assert told.beside(found.trainings[0]).title == "Lớp của người khác"


def test_stranger_sees_no_clash_of_the_commune(context, cast, acted):
    found = rows.made(cast)
    course_id, _ = _other(cast, found, name="Lê Thị Khánh Huyền")
    assert acted("stranger", lambda: clashes.of_trainings(found.trainings)) == []
    asked = Proposed(DAY, time(19), time(22), "Nhà văn hóa thôn 3", [Teacher("Lê Thị Khánh Huyền")], found.people)
    assert acted("stranger", lambda: clashes.of_proposed([asked])) == {0: []}
    assert len(acted("officer", lambda: clashes.of_proposed([asked]))[0]) == 2


def test_proposed_trainings_are_held_against_the_books_and_each_other(context, cast, acted):
    found = rows.made(cast)
    who = [Teacher("Nguyễn Văn Mới")]
    asked = [
        Proposed(DAY, time(19), time(20), "Nơi mới", who, found.people[:1]),
        Proposed(DAY, time(19, 30), time(21), "Nơi thứ ba", who),
        Proposed(date(2026, 8, 6), time(19, 30), time(21), "Nhà văn hóa thôn 3", [Teacher("Lê Thị Khánh Huyền")]),
    ]
    told = acted("officer", lambda: clashes.of_proposed(asked))
    assert [(one.first.number, one.second.training_id, one.second.number) for one in told[0]] == [
        (1, None, 2),
        (1, found.trainings[0], None),
    ]
    assert [(one.learners, one.teachers) for one in told[0]] == [
        ((), ("Nguyễn Văn Mới",)),
        (("Trần Văn An",), ()),
    ]
    assert [(one.first.number, one.second.number) for one in told[1]] == [(2, 1)]
    assert told[2] == []
    assert acted("officer", lambda: clashes.of_proposed([])) == {}


def test_the_course_being_planned_anew_does_not_clash_with_itself(context, cast, acted):
    found = rows.made(cast)
    where = (DAY, time(19), time(22), "Nhà văn hóa thôn 3")
    asked = [Proposed(*where), Proposed(*where, except_course_id=found.course)]
    told = acted("officer", lambda: clashes.of_proposed(asked))
    assert [[one.second.training_id for one in told[place] if one.second.training_id] for place in (0, 1)] == [
        [found.trainings[0]],
        [],
    ]


def test_number_of_statements_does_not_grow(app, context, cast):
    found = rows.made(cast)
    first, _ = _other(cast, found, name="Lê Thị Khánh Huyền")
    _put(cast, first, *found.people)

    def statements():
        with acting(cast.users["officer"]), counted(app) as sent:
            trainings = [Proposed(DAY, time(19), time(22), "Nơi mới", (), found.people)]
            told = clashes.of_trainings(found.trainings), clashes.of_proposed(trainings)[0]
        return len(told[0]), len(told[1]), len(sent)

    assert statements() == (1, 2, 9)
    for number in range(4):
        course_id, _ = _other(cast, found, title=f"Lớp {number}", name="Lê Thị Khánh Huyền")
        _put(cast, course_id, *found.people)
    assert statements() == (5, 6, 9)
