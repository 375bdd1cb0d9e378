"""The members of a team as a decision or a message names them."""

from datetime import date

import pytest

from app.db import db
from app.imports.queries.judging import preview
from app.people.lists.team_members import TeamMembersList
from app.people.queries import teams
from app.reading import read_text
from app.reading.lines import State
from tests.cast import acting
from tests.people import rows as people

KIND, SINCE = TeamMembersList(), {"valid_from": "01/09/2025"}
LIST = """STT\tHọ và tên\tChức danh\tNăm sinh\tSố điện thoại\tTừ ngày
1\tNGUYỄN VĂN ĐỨC\tTổ trưởng\t1980\t0912345678\t
2\tLê Thị Hoà\tTổ phó\t1985\t\t01/10/2025
3\tVi Văn Bốn\tTổ trưởng\t1990\t\t
4\tCao Văn Năm\tlái xe\t1990\t\t31/02/2026
5\tTrần Văn Sáu\t\t\t\t01/01/2025
"""


@pytest.fixture
def team(context, cast):
    with acting(cast.users["officer"]):
        home = people.hamlet("Thôn Đông")
        people.person("Nguyễn Văn Đức", hamlet_id=home.id, birth_year=1980)
        found = people.team(hamlet_id=home.id, founded_on=date(2025, 8, 1))
        db.session.flush()
        yield found


def judged(team, pasted=LIST):
    return preview(KIND, read_text(pasted), team, SINCE)[1]


def in_team(team):
    db.session.flush()
    return [(one.person.name, one.part, one.valid_from) for one in teams.members(team.id)]


def test_who_is_known_comes_in_who_is_new_comes_into_the_books_and_one_leads(team):
    found = judged(team)
    assert [one.state for one in found] == [State.CHANGE, State.NEW, State.WRONG, State.WRONG, State.WRONG]
    assert [(fault.field, fault.reason.code) for one in found for fault in one.faults] == [
        ("part", "team-has-leader"),
        ("part", "team-part-unreadable"),
        ("valid_from", "term-day-unreadable"),
        ("valid_from", "term-before-team"),
    ]
    KIND.save([one for one in found if one.ready], team, SINCE)
    assert in_team(team) == [
        ("Nguyễn Văn Đức", "leader", date(2025, 9, 1)),
        ("Lê Thị Hoà", "deputy", date(2025, 10, 1)),
    ]
    assert [one.person.hamlet_id for one in teams.members(team.id)] == [team.hamlet_id] * 2
    again = judged(team, "Họ và tên\tChức danh\nNguyễn Văn Đức\t\nLê Thị Hoà\tThành viên\n")
    assert [one.state for one in again] == [State.SAME, State.WRONG], "nobody has two parts at a time"
    assert [fault.reason.code for fault in again[1].faults] == ["terms-overlap"]


def test_namesake_of_another_hamlet_is_asked_and_a_list_without_headings_is_read(team):
    people.person("Lê Thị Hoà", hamlet_id=people.hamlet("Thôn Tây").id)
    db.session.flush()
    found = judged(team, "1\tLê Thị Hoà\tTổ trưởng\n2\tCao Văn Năm\tThành viên\n3\tVi Văn Bốn\tThành viên\n")
    assert [(one.record.part, one.state) for one in found] == [
        ("leader", State.DOUBTFUL),
        ("member", State.NEW),
        ("member", State.NEW),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "1. Nguyễn Thị Thuỷ - Đội trưởng\n2. Cao Văn Năm - Thành viên\n",
        "Nguyễn Thị Thuỷ, Đội trưởng\nCao Văn Năm, Thành viên\n",
        "1\tNguyễn Thị Thuỷ\tĐội trưởng\n2\tCao Văn Năm\tThành viên\n",
        "1. Nguyễn Thị Thuỷ\tĐội trưởng\n- Cao Văn Năm, Thành viên\n",
        "STT\tHọ và tên\tChức danh\n1\tNguyễn Thị Thuỷ\tĐội trưởng\n2\tCao Văn Năm\tThành viên\n",
    ],
)
def test_members_are_read_as_messages_and_decisions_write_them(team, typed):
    found = judged(team, typed)
    assert [(one.record.said.name, str(one.record.part), one.state) for one in found] == [
        ("Nguyễn Thị Thuỷ", "leader", State.NEW),
        ("Cao Văn Năm", "member", State.NEW),
    ]
