"""The people of the movement: who is in its teams on a day, what they did while in them, on pages and in workbooks."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook  # noqa: TID251 reads what the page wrote

from app.activities.models import Activity, ActivityPart, Inspection, InspectionMember, Visit
from app.activities.queries import people as queries
from app.db import db
from app.people.queries import teams
from app.plans.rules import Period
from app.training import actions
from app.training.models import Course, Instructor
from app.training.rules import Mark, Part
from tests.cast import DAY, acting
from tests.people import rows as people
from tests.queries_counted import counted
from tests.training import rows as classes

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
START = date(2026, 3, 1)


def activity(day, person=None, **fields):
    row = Activity(kind="home-visit", title="Đi từng ngõ", state="held", day=day, entered_by="Cán bộ", **fields)
    db.session.add(row)
    if person is not None:
        db.session.add(ActivityPart(activity=row, person_id=person.id, part="helper"))
    db.session.flush()
    return row


@pytest.fixture
def made(app, cast):
    """A digital team of two, an ambassador in both kinds, a closed club; a class, activities, an inspection; ids."""
    with app.app_context(), acting(cast.users["officer"]):
        east = people.hamlet("Thôn Đông")
        people.hamlet("Thôn Tây")
        an, binh = people.person("Lê Văn An", hamlet_id=east.id), people.person("Trần Thị Bình", hamlet_id=east.id)
        team = people.team(hamlet_id=east.id, founded_on=START)
        net = people.team("Đại sứ số xã Vạn An", team_kind="ambassadors")
        people.team("Câu lạc bộ cũ", team_kind="club", valid_until=DAY)
        people.member(team, an, "leader", START)
        left = people.member(team, binh, "member", START)
        left.valid_until = date(2026, 6, 1)
        people.member(net, an, "member", START)
        course = Course(plan=classes.plan(), hamlet=east, title="Lớp VNeID", topic="VNeID", target_group="T3",
                        place="Nhà văn hóa", opens_on=START, closes_on=DAY)  # fmt: skip
        db.session.add(course)
        course.instructors.append(Instructor(position=1, part=Part.LEAD, name=an.name, person_id=an.id))
        first, second = classes.held(course, date(2026, 5, 5)), classes.held(course, date(2026, 5, 6))
        db.session.flush()
        learners = actions.add_learners(course, [people.person(f"Cao Văn {n}", hamlet_id=east.id) for n in "ABC"])
        db.session.flush()
        marks = {(first.id, one.id): Mark.PRESENT for one in learners} | {(second.id, learners[0].id): Mark.PRESENT}
        actions.mark_attendance(course, marks, DAY)
        home = people.household("Hồ Văn Tây", east)
        visit = activity(date(2026, 4, 1), binh, reached=12, turns=10, collective_id=team.id)
        db.session.add(Visit(activity=visit, household_id=home.id, day=date(2026, 4, 1), outcome="guided"))
        activity(date(2026, 7, 1), binh, reached=40)  # she had left the team by then
        activity(date(2026, 2, 1), an, reached=5)  # before there was a team
        activity(date(2026, 4, 2), an)
        seen = Inspection(kind="inspection", title="Kiểm tra quý II", state="held", day=date(2026, 5, 20),
                          inspected_name="Thôn Đông", entered_by="Cán bộ")  # fmt: skip
        db.session.add(seen)
        db.session.add(InspectionMember(inspection=seen, position=1, person_id=an.id, name=an.name, part="head"))
        db.session.flush()
        return {"team": team.id, "net": net.id, "an": an.id, "binh": binh.id, "hamlet": east.id}


def test_summary_counts_everybody_once_and_tells_hamlets_without_a_team(cast, made, context):
    with acting(cast.users["officer"]):
        found = queries.summary(DAY)
        assert found.kinds == {
            "digital-team": queries.KindForce(1, 1, 1, 0), "ambassadors": queries.KindForce(1, 1, 1, 1),
            "movement-team": queries.KindForce(), "club": queries.KindForce(),
        }  # fmt: skip
        assert (found.teams, found.people, found.seats, found.hamlets, found.served) == (2, 1, 2, 2, 1)
        assert queries.summary(date(2026, 4, 1)).people == 2
        assert queries.summary(START - timedelta(days=1)).kinds["digital-team"] == queries.KindForce()
    with acting(cast.users["stranger"]):
        assert (queries.summary(DAY).teams, queries.summary(DAY).people) == (0, 0)


def test_what_somebody_did_counts_for_a_team_while_they_are_in_it(cast, made, context):
    with acting(cast.users["officer"]):
        team, net = teams.get(made["team"]), teams.get(made["net"])
        done = queries.done_by_teams([team.id, net.id], YEAR)
        classes_of_an = {"classes": 1, "meetings": 2, "learners": 3, "visits": 4, "inspections": 1}
        assert done[team.id] == queries.Done(**classes_of_an, activities=2, reached=12, turns=12, households=1)
        assert done[net.id] == queries.Done(**classes_of_an, activities=1)
        by = queries.done_by_members(team, YEAR)
        assert by[made["an"]] == queries.Done(**classes_of_an, activities=1)
        assert by[made["binh"]] == queries.Done(activities=1, reached=12, turns=12, households=1)
        own = queries.done_by_person(teams.members(team.id)[0].person, YEAR)
        assert own == queries.Done(**classes_of_an, activities=2, reached=5, turns=5)
        kept = queries.records_of_team(team, YEAR)
        assert [one.day for one in kept.activities] == [date(2026, 4, 1), date(2026, 4, 2)]
        assert [(one.meetings, [each.name for each in one.who]) for one in kept.classes] == [(2, ["Lê Văn An"])]
        assert [one.title for one in kept.inspections] == ["Kiểm tra quý II"]
        assert queries.done_by_teams([team.id], Period(date(2025, 1, 1), YEAR.start)) == {team.id: queries.Done()}


def test_pages_and_workbooks_tell_it(browser_of, made):
    officer = browser_of("officer")
    listed = officer.get("/activities/people").text
    assert [
        word in listed for word in ("Lê Văn An", "1 trong 2 thôn", "đã thôi hoạt động", "<strong>4</strong> lượt")
    ] == [True] * 4
    only = officer.get(f"/activities/people?kind=ambassadors&hamlet={made['hamlet']}").text
    assert "Chưa có tổ, đội nào như vậy." in only
    assert "Đi từng ngõ" in officer.get(f"/activities/people/teams/{made['team']}").text
    assert "Năm 2024 sổ chưa ghi" in officer.get(f"/activities/people/{made['an']}?year=2024").text
    assert "Kiểm tra quý II" in officer.get(f"/activities/people/{made['an']}").text
    sheet = load_workbook(io.BytesIO(officer.get(f"/activities/people/teams/{made['team']}.xlsx").data)).active
    cells = [[cell.value for cell in row[1:3]] + [row[5].value, row[8].value] for row in sheet.iter_rows(min_row=3)]
    assert cells == [["Lê Văn An", "Tổ trưởng", 1, 4], ["Trần Thị Bình", "Thành viên", 0, 0]]
    sheet = load_workbook(io.BytesIO(officer.get("/activities/people.xlsx?kind=digital-team").data)).active
    assert [row[6].value for row in sheet.iter_rows(min_row=4)] == [1]
    assert sheet["A2"].value == "Loại: Tổ công nghệ số cộng đồng"


def test_only_who_reads_people_of_this_commune(browser_of, made):
    pages = [f"/activities/people/teams/{made['team']}", f"/activities/people/teams/{made['team']}.xlsx"]
    pages.append(f"/activities/people/{made['an']}")
    assert [browser_of("stranger").get(url).status_code for url in pages] == [404] * 3
    assert [browser_of("trainer").get(url).status_code for url in ["/activities/people", *pages]] == [403] * 4
    assert [browser_of("clerk").get(url).status_code for url in pages] == [200] * 3


def test_list_reads_as_much_for_many_teams_as_for_few(app, cast, made, context):
    few = _reads(app, cast)
    with acting(cast.users["officer"]):
        for number in range(6):
            more = people.team(f"Đội hình {number}", team_kind="movement-team", hamlet_id=made["hamlet"])
            people.member(more, people.person(f"Vũ Văn {number}"), "leader", START)
            activity(date(2026, 4, 9), collective_id=more.id, reached=3)
    assert _reads(app, cast) == few


def _reads(app, cast) -> int:
    with acting(cast.users["officer"]), counted(app) as sent:
        for line in queries.lines(DAY, YEAR):
            assert line.staffed.team.hamlet is None or line.staffed.team.hamlet.name
            assert all(one.person.name for one in line.staffed.members)
    return len([one for one in sent if "set_config" not in one])
