"""The classes of a digital team: whose, in which year, while they were in it."""

from datetime import date, timedelta

import pytest

from app.db import db
from app.people import actions as people
from app.people.models import Person
from app.training.models import Course, Instructor
from app.training.queries.teams import courses_of_team
from tests.cast import DAY, acting
from tests.people import rows as folk
from tests.queries_counted import counted
from tests.training import rows


@pytest.fixture
def found(app, cast):
    with app.app_context():
        return rows.made(cast)


def _team(cast, found, since=date(2026, 1, 1), part="support"):
    """A digital team whose one member stands on the course; the id of the team."""
    with acting(cast.users["officer"]):
        group = folk.team()
        who = folk.person("Cao Văn Hỗ")
        folk.member(group, who, "leader", since)
        course = db.session.get_one(Course, found.course)
        course.instructors.append(Instructor(part=part, name=who.name, person_id=who.id, position=9))
        return group.id


def _titles(cast, team_id, year=2026, name="officer"):
    with acting(cast.users[name]):
        return [one.title for one in courses_of_team(team_id, year)]


def test_class_counts_for_the_team_of_who_supports_it(context, cast, found):
    team = _team(cast, found)
    assert (_titles(cast, team), _titles(cast, team, 2025)) == (["Kỹ năng số cơ bản thôn 3"], [])
    assert _titles(cast, team, name="stranger") == []


def test_class_counts_only_while_they_were_in_the_team(context, cast, found):
    late = _team(cast, found, since=rows.DAYS[1] + timedelta(days=1))
    assert _titles(cast, late) == []
    with acting(cast.users["officer"]):
        group = folk.team("Tổ thôn Tây")
        term = folk.member(group, db.session.get_one(Person, found.people[0]), since=date(2026, 1, 1))
        db.session.get_one(Course, found.course).leads[0].person_id = found.people[0]
        people.end_term(term, rows.DAYS[0])
        team = group.id
    assert _titles(cast, team) == []
    with acting(cast.users["officer"]):
        people.correct_term(db.session.merge(term), "member", date(2026, 1, 1), rows.DAYS[0] + timedelta(days=1))
    assert _titles(cast, team) == ["Kỹ năng số cơ bản thôn 3"]


def test_page_names_who_of_the_team_and_costs_the_same_for_many(app, cast, found, browser_of):
    with app.app_context():
        team = _team(cast, found)
    officer, path = browser_of("officer"), f"/training/teams/{team}"
    page = officer.get(path).text
    assert [word in page for word in ("1 lớp trong năm 2026", "Cao Văn Hỗ (hỗ trợ)", "Lê Thị Khánh Huyền")] == [
        True,
        True,
        False,
    ]
    assert "Năm 2025 chưa có lớp nào" in officer.get(f"{path}?year=2025").text
    assert [officer.get(f"{path}?year={year}").status_code for year in ("abc", "0", "99999")] == [200] * 3
    assert browser_of("stranger").get(path).status_code == 404
    assert browser_of("trainer").get(path).status_code == 403
    with counted(app) as few:
        officer.get(path)
    with app.app_context(), acting(cast.users["officer"]):
        first = db.session.get_one(Course, found.course)
        member = first.instructors[-1]
        for number in range(3):
            made = rows.actions.save_course(
                None,
                plan=first.plan,
                title=f"Lớp {number}",
                topic="VNeID",
                target_group="T3",
                place="Hội trường",
                instructor_name="Ai đó",
            )
            rows.held(made, DAY)
            made.instructors.append(
                Instructor(part="support", name=member.name, person_id=member.person_id, position=9)
            )
    with counted(app) as many:
        assert "4 lớp trong năm 2026" in officer.get(path).text
    assert len(many) == len(few)
