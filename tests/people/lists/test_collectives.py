"""Lists of teams, chi hội and clubs, as communes and their fronts keep them."""

from datetime import date

import pytest

from app.db import db
from app.imports.queries.judging import preview
from app.people.lists.collectives import CollectivesList
from app.people.models import Collective
from app.reading import read_text
from app.reading.lines import State
from tests.cast import acting
from tests.people import rows as people

KIND = CollectivesList()
LIST = """DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG
STT\tTên tổ\tTổ trưởng\tSố thành viên\tTrong đó nữ\tQuyết định thành lập\tNgày thành lập
I\tThôn Đông
1\tTổ công nghệ số cộng đồng thôn Đông\tNGUYỄN VĂN ĐỨC\t7\t3\t12/QĐ-UBND\t01/08/2025
2\tCâu lạc bộ Gia đình số\tLê Thị Hoà\t20 người\t25\t\t
II\tThôn Tây
3\tTổ công nghệ số cộng đồng thôn Tây\tVi Văn Bốn\tbảy\t\t\t31/02/2026
4\tTổ công nghệ số cộng đồng thôn Tây\t\t5\t2\t\t
\tTổng cộng\t\t32\t30
"""


@pytest.fixture
def homes(context, cast):
    with acting(cast.users["officer"]):
        yield [people.hamlet(name).id for name in ("Thôn Đông", "Thôn Tây")]


def judged(pasted=LIST, **options):
    return preview(KIND, read_text(pasted), None, options)[1]


def save(found):
    ids = KIND.save([one for one in found if one.ready], None, {})
    db.session.flush()
    return [db.session.get_one(Collective, one) for one in ids]


def test_teams_stand_under_their_hamlets_and_every_fault_at_its_cell(homes):
    east, west = homes
    found = judged()
    assert [(one.line.cell("name"), one.line.cell("hamlet"), one.state) for one in found] == [
        ("Tổ công nghệ số cộng đồng thôn Đông", "Thôn Đông", State.NEW),
        ("Câu lạc bộ Gia đình số", "Thôn Đông", State.WRONG),
        ("Tổ công nghệ số cộng đồng thôn Tây", "Thôn Tây", State.WRONG),
        ("Tổ công nghệ số cộng đồng thôn Tây", "Thôn Tây", State.DOUBTFUL),
    ]
    assert [(fault.field, fault.reason.code) for one in found for fault in one.faults] == [
        ("women_count", "women-above-headcount"),
        ("headcount", "collective-count-unreadable"),
        ("founded_on", "collective-day-unreadable"),
    ]
    [team] = save(found)
    assert (team.hamlet_id, team.team_kind, team.head_name, team.headcount, team.women_count, team.founded_on) == (
        east, "digital-team", "Nguyễn Văn Đức", 7, 3, date(2025, 8, 1),
    )  # fmt: skip


def test_group_of_another_hamlet_is_another_and_one_that_differs_in_dau_is_asked(homes):
    save(judged("Tên tập thể\tThôn\tSố người\nChi hội Phụ nữ\tThôn Đông\t20\nCâu lạc bộ Mai Lan\t\t9\n"))
    found = judged(
        "Tên tập thể\tThôn\tSố người\tTrong đó nữ\n"
        "CHI HỘI PHỤ NỮ\tĐông\t21\t\nChi hội Phụ nữ\tThôn Tây\t20\t\n"
        "Câu lạc bộ Mai Lân\t\t9\t\nCâu lạc bộ Mai Lan\t\t\t10\n"
    )
    assert [one.state for one in found] == [State.CHANGE, State.NEW, State.DOUBTFUL, State.WRONG]
    assert [one.twin.changes for one in found if one.twin] == [{"headcount": "20"}]
    assert [fault.reason.code for fault in found[3].faults] == ["women-above-headcount"], (
        "held against the number in the books"
    )
    assert [row.headcount for row in save(found)] == [21, 20]


def test_bare_names_and_the_hamlet_of_the_whole_list(homes):
    found = judged("Tổ công nghệ số cộng đồng\nĐội tình nguyện số\nTổ hòa giải cơ sở\n", hamlet=str(homes[1]))
    assert [(row.name, row.hamlet_id) for row in save(found)] == [
        ("Tổ công nghệ số cộng đồng", homes[1]),
        ("Đội tình nguyện số", homes[1]),
        ("Tổ hòa giải cơ sở", homes[1]),
    ]
    [unknown] = judged("Tên tập thể\tThôn\tCơ quan, đơn vị\tLoại\nTổ dệt\tThôn Lạ\tSở Lạ\tđội bóng\n")
    assert sorted(fault.reason.code for fault in unknown.faults) == [
        "collective-kind-unknown",
        "collective-unit-unknown",
        "hamlet-unknown",
    ]
