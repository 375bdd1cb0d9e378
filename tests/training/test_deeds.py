"""What the books of training say of each person: visits that count, in their days, of one's own commune."""

from datetime import date

import pytest

from app.db import db
from app.people.models import Person
from app.plans import deeds
from app.plans.rules import Deed, FigureRow, Period
from app.training import actions, queries
from app.training.rules import Mark
from tests.cast import DAY, acting
from tests.training import rows

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))


@pytest.fixture
def made(cast, context):
    """Two trainings on 5 and 12 August: An came twice, once late, Ưởng once, Văn was excused; An passed; Yên taught."""
    found = rows.made(cast, learners=3, trainings=2)
    with acting(cast.users["officer"]):
        course = queries.get(found.course)
        an, uong, van = found.learners
        first, second = found.trainings
        marks = {(first, an): Mark.PRESENT, (second, an): Mark.LATE, (first, uong): Mark.PRESENT}
        actions.mark_attendance(course, marks | {(first, van): Mark.EXCUSED}, DAY)
        actions.record_results(course, {an: ("passed", "alone"), uong: ("not-passed", None)})
        course.leads[0].person_id = teacher = rows.person("Phạm Văn Yên", found.hamlet).id
        db.session.get_one(Person, found.people[1]).vneid_confirmed_on = date(2026, 8, 10)
    return found, teacher


@pytest.fixture
def officer(cast, made):
    with acting(cast.users["officer"]):
        yield made


def test_counts_by_person(officer):
    made, teacher = officer
    an, uong, _van = made.people
    assert {deed: deeds.counts(deed, YEAR) for deed in Deed} == {
        Deed.TRAININGS_ATTENDED: {an: 2, uong: 1},
        Deed.COURSES_PASSED: {an: 1},
        Deed.COURSES_TAUGHT: {teacher: 1},
        Deed.PEOPLE_TAUGHT: {teacher: 2},
        Deed.VNEID_CONFIRMED: {uong: 1},
    }


def test_end_of_the_period_is_not_in_it(officer):
    made, teacher = officer
    an, uong, _van = made.people
    week = Period(date(2026, 8, 5), date(2026, 8, 12))
    assert deeds.counts(Deed.TRAININGS_ATTENDED, week) == {an: 1, uong: 1}
    # The class ended on 12 August: its results belong to that day, the meeting of 5 August was taught before.
    assert deeds.counts(Deed.COURSES_PASSED, week) == {}
    assert deeds.counts(Deed.COURSES_TAUGHT, week) == {teacher: 1}
    assert deeds.counts(Deed.PEOPLE_TAUGHT, Period(date(2026, 8, 12), date(2026, 8, 13))) == {teacher: 1}
    assert deeds.counts(Deed.VNEID_CONFIRMED, Period(date(2026, 8, 5), date(2026, 8, 10))) == {}


def test_records_lead_to_their_pages(officer):
    made, teacher = officer
    an, uong, _van = made.people
    title = "Kỹ năng số cơ bản thôn 3"
    course = FigureRow(title, "training.show", (("course_id", made.course),))
    told = {deed: deeds.records(deed, YEAR, [an, uong, teacher]) for deed in Deed}
    assert [(one.person_id, one.day, one.row.endpoint) for one in told[Deed.TRAININGS_ATTENDED]] == [
        (an, date(2026, 8, 5), "training.show_training"),
        (uong, date(2026, 8, 5), "training.show_training"),
        (an, date(2026, 8, 12), "training.show_training"),
    ]
    assert told[Deed.COURSES_PASSED] == [deeds.Record(an, date(2026, 8, 12), course)]
    assert told[Deed.COURSES_TAUGHT] == [deeds.Record(teacher, date(2026, 8, 12), course)]
    assert told[Deed.PEOPLE_TAUGHT] == told[Deed.COURSES_TAUGHT]
    person = FigureRow("Nguyễn Thị Thuỵ Ưởng", "people.show", (("person_id", uong),))
    assert told[Deed.VNEID_CONFIRMED] == [deeds.Record(uong, date(2026, 8, 10), person)]


def test_records_are_those_of_the_people_asked_for(officer):
    made, _teacher = officer
    assert [deeds.records(deed, YEAR, made.people[2:]) for deed in Deed] == [[]] * len(Deed)


def test_another_commune_has_none_of_it(cast, made):
    with acting(cast.users["stranger"]):
        assert [deeds.counts(deed, YEAR) for deed in Deed] == [{}] * len(Deed)
