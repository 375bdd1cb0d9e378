"""Measures of training: heads against visits, and whose merit a class is."""

from datetime import date

import pytest

from app.db import db
from app.people import actions as people
from app.people.models import Person
from app.places import actions as places
from app.plans.rules import About, FigureRow, Period
from app.training import actions, measures, queries
from app.training.rules import Mark
from tests.cast import DAY, acting
from tests.queries_counted import counted
from tests.training import rows

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
# As the lists tell people of one name apart.
AN, UONG = "Trần Văn An (1980, Thôn 12)", "Nguyễn Thị Thuỵ Ưởng (1980, Thôn 12)"


@pytest.fixture
def two_classes(cast, context):
    """Two classes with one person in both: An came three times, Ưởng once; Văn was excused."""
    first = rows.made(cast, learners=3, trainings=2)
    with acting(cast.users["officer"]):
        course = queries.get(first.course)
        one, two, three = first.learners
        marks = {(first.trainings[0], one): Mark.PRESENT, (first.trainings[1], one): Mark.LATE}
        marks |= {(first.trainings[0], two): Mark.PRESENT, (first.trainings[0], three): Mark.EXCUSED}
        actions.mark_attendance(course, marks, DAY)
        actions.record_results(course, {one: ("passed", "alone"), two: ("not-passed", None)})
    second = rows.made(cast, learners=0, trainings=1, number="13/KH-UBND", title="Trí tuệ nhân tạo")
    with acting(cast.users["officer"]):
        course = queries.get(second.course)
        again = actions.add_learner(course, db.session.get(Person, first.people[0]))
        db.session.flush()
        actions.mark_attendance(course, {(second.trainings[0], again.id): Mark.PRESENT}, DAY)
        actions.record_results(course, {again.id: ("passed", "alone")})
        course.leads[0].person_id = first.people[2]
    return first, second


@pytest.fixture
def officer(cast, two_classes):
    with acting(cast.users["officer"]):
        yield two_classes


def numbers(figure):
    return figure.count, figure.turns, [row.label for row in figure.rows]


def test_one_person_in_two_classes_counts_once(officer):
    figure = measures.people_trained(About(), YEAR)
    assert numbers(figure) == (2, 4, [AN, UONG])
    assert (figure.noun, figure.turn_noun) == ("người", "lượt")
    assert figure.rows[0] == FigureRow(AN, "people.show", (("person_id", officer[0].people[0]),), 3)
    assert [row.turns for row in figure.rows] == [3, 1]


def test_people_passed_counts_results_beside_persons(officer):
    assert numbers(measures.people_passed(About(), YEAR)) == (1, 2, [AN])


def test_courses_held_counts_meetings_somebody_came_to(officer):
    first, second = officer
    rows.held(queries.get(second.course), date(2026, 8, 12))
    figure = measures.courses_held(About(), YEAR)
    assert (figure.count, figure.turns, figure.noun, figure.turn_noun) == (2, 3, "lớp", "buổi")
    assert sorted((row.values, row.turns) for row in figure.rows) == [
        ((("course_id", first.course),), 2),
        ((("course_id", second.course),), 1),
    ]


def test_a_result_belongs_to_the_year_in_which_the_class_ended(officer):
    until_august_12 = Period(date(2026, 1, 1), date(2026, 8, 12))
    assert numbers(measures.people_passed(About(), until_august_12)) == (1, 1, [AN])  # the second class
    from_august_12 = Period(date(2026, 8, 12), date(2027, 1, 1))
    assert numbers(measures.people_passed(About(), from_august_12)) == (1, 1, [AN])  # the first class


def test_the_period_is_half_open(officer):
    assert numbers(measures.people_trained(About(), Period(date(2026, 8, 5), date(2026, 8, 12))))[:2] == (2, 3)
    assert numbers(measures.people_trained(About(), Period(date(2026, 8, 12), date(2026, 8, 12))))[:2] == (0, 0)


def test_about_one_person_and_a_hamlet(officer):
    first, second = officer
    assert numbers(measures.people_trained(About(person_id=first.people[0]), YEAR))[:2] == (1, 3)
    assert numbers(measures.people_trained(About(person_id=first.people[2]), YEAR))[:2] == (0, 0)
    assert numbers(measures.people_trained(About(hamlet_id=first.hamlet), YEAR))[:2] == (2, 4)
    assert numbers(measures.people_trained(About(hamlet_id=second.hamlet), YEAR))[:2] == (0, 0)
    assert numbers(measures.people_trained(About(target_group="T1"), YEAR))[:2] == (0, 0)


def test_classes_a_person_taught(officer):
    first, second = officer
    teacher = About(person_id=first.people[2])
    assert numbers(measures.courses_held(teacher, YEAR)) == (1, 1, ["Trí tuệ nhân tạo"])
    assert numbers(measures.people_taught(teacher, YEAR)) == (1, 1, [AN])
    assert numbers(measures.taught_passed(teacher, YEAR)) == (1, 1, [AN])
    assert numbers(measures.people_taught(About(hamlet_id=first.hamlet), YEAR))[:2] == (2, 3)


def test_about_a_household(officer):
    first, _ = officer
    head = db.session.get(Person, first.people[1])
    household = people.save_household(None, head, head.hamlet, None, 4)
    assert numbers(measures.people_trained(About(household_id=household.id), YEAR)) == (1, 1, [UONG])


def test_about_a_collective_is_never_the_whole_commune(officer):
    first, _ = officer
    unit = places.save_unit(None, "Hội Nông dân", None, date(2025, 7, 1))
    db.session.flush()
    of_unit = people.save_collective(None, name="Hội Nông dân xã", unit_id=unit.id)
    of_hamlet = people.save_collective(None, name="Tổ công nghệ số thôn", hamlet_id=first.hamlet)
    of_nothing = people.save_collective(None, name="Lớp 9A")
    db.session.get(Person, first.people[1]).unit_id = unit.id
    db.session.flush()
    assert numbers(measures.people_trained(About(collective_id=of_unit.id), YEAR))[:2] == (1, 1)
    assert numbers(measures.people_trained(About(collective_id=of_hamlet.id), YEAR))[:2] == (2, 4)
    assert numbers(measures.people_trained(About(collective_id=of_nothing.id), YEAR))[:2] == (0, 0)
    assert numbers(measures.courses_held(About(collective_id=of_hamlet.id), YEAR))[:2] == (2, 3)
    assert numbers(measures.courses_held(About(collective_id=of_nothing.id), YEAR))[:2] == (0, 0)


def test_vneid_confirmed_is_what_was_entered(officer):
    first, _ = officer
    db.session.get(Person, first.people[0]).vneid_confirmed_on = date(2026, 1, 1)
    db.session.get(Person, first.people[1]).vneid_confirmed_on = date(2027, 1, 1)
    db.session.flush()
    assert numbers(measures.vneid_confirmed(About(), YEAR)) == (1, 1, [AN])


def test_people_are_listed_with_what_is_known_of_them(officer):
    first, _ = officer
    an = db.session.get(Person, first.people[0])
    an.hamlet_id = None
    an.birth_year, an.born_on = None, date(1975, 2, 3)
    uong = db.session.get(Person, first.people[1])
    uong.hamlet_id = uong.birth_year = None
    db.session.flush()
    figure = measures.people_trained(About(), YEAR)
    assert numbers(figure) == (2, 4, ["Trần Văn An (1975)", "Nguyễn Thị Thuỵ Ưởng"])


@pytest.mark.parametrize("measure", ["people_trained", "people_passed", "people_taught", "taught_passed"])
def test_a_list_of_people_is_one_statement(app, officer, measure):
    with counted(app) as statements:
        getattr(measures, measure)(About(), YEAR)
    assert len(statements) == 1


def test_the_stranger_has_no_figures(cast, two_classes):
    with acting(cast.users["stranger"]):
        assert numbers(measures.people_trained(About(), YEAR)) == (0, 0, [])
