"""Digital teams as officials meet them: terms, lists, who may, how many statements."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook  # noqa: TID251 reads what the page wrote
from sqlalchemy import select

from app import audit
from app.db import db
from app.people import actions, queries
from app.people.models import Collective, TeamMember
from app.people.queries import teams
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.people import rows
from tests.queries_counted import counted

NEXT = DAY + timedelta(days=1)
PAGES = ["/people/teams", "/people/teams.xlsx"]


@pytest.fixture
def officer(browser_of):
    return browser_of("officer")


@pytest.fixture
def arrange(app, cast):
    """Arrange rows of the home commune: arrange(lambda: rows.team().id)."""

    def made(make):
        with app.app_context(), acting(cast.users["officer"]):
            return make()

    return made


@pytest.fixture
def acted(context, cast):
    with acting(cast.users["officer"]):
        yield


def _codes(act) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()
    return [reason.code for reason in refused.value.reasons]


# ---- verbs


def test_members_come_and_go_and_the_log_says_so(acted):
    group, an, binh = rows.team(), rows.person("Lê Văn An"), rows.person("Trần Thị Bình")
    first, _ = actions.add_members(group, [(an, "leader"), (binh, "member")], DAY)
    actions.end_term(first, NEXT)
    assert (first.part, first.valid_from, first.valid_until) == ("leader", DAY, NEXT)
    actions.correct_term(first, "deputy", DAY, None)
    assert (first.part, first.valid_until) == ("deputy", None)
    actions.remove_term(first)
    assert [one.person.name for one in teams.members(group.id)] == ["Trần Thị Bình"]
    said = [(line.event, line.keys) for line in reversed(audit.lines_about(group))]
    assert said == [
        ("collective-saved", {"name": group.name}),
        ("team-members-added", {"count": 2}),
        ("team-term-ended", {"name": "Lê Văn An", "day": NEXT.isoformat()}),
        ("team-term-corrected", {"name": "Lê Văn An"}),
        ("team-term-removed", {"name": "Lê Văn An"}),
    ]


def test_team_has_one_leader_on_a_day_and_nobody_twice(acted):
    group, an, binh = rows.team(), rows.person("Lê Văn An"), rows.person("Trần Thị Bình")
    led = rows.member(group, an, "leader")
    assert _codes(lambda: actions.add_members(group, [(an, "member")], NEXT)) == ["terms-overlap"]
    assert _codes(lambda: actions.add_members(group, [(binh, "leader")], NEXT)) == ["team-has-leader"]
    assert _codes(lambda: actions.add_members(group, [(binh, "member"), (binh, "member")], DAY)) == ["terms-overlap"]
    assert _codes(lambda: actions.add_members(group, [], DAY)) == ["no-member-chosen"]
    assert len(teams.members(group.id)) == 1
    actions.end_term(led, NEXT)
    taken_over = rows.member(group, binh, "leader", NEXT)
    assert _codes(lambda: actions.correct_term(taken_over, "leader", DAY, None)) == ["team-has-leader"]
    assert _codes(lambda: actions.end_term(taken_over, NEXT)) == ["term-ends-before-start"]
    other = rows.team("Tổ thôn Tây")
    assert rows.member(other, binh, "leader").part == "leader"  # leads two teams of one day: that is their affair


def test_nobody_is_in_a_team_before_it_was_set_up_or_after_it_closed(acted):
    group = rows.team(founded_on=DAY, valid_until=DAY + timedelta(days=10))
    early, late = DAY - timedelta(days=1), DAY + timedelta(days=10)
    assert _codes(lambda: rows.member(group, since=early)) == ["term-before-team"]
    assert _codes(lambda: rows.member(group, since=late)) == ["term-after-team"]
    assert _codes(lambda: rows.team(founded_on=NEXT)) == ["founded-in-future"]
    assert _codes(lambda: rows.team(founded_on=DAY, valid_until=DAY)) == ["closed-before-founded"]


# ---- reads


def test_members_in_force_of_a_hamlet_stand_leader_first(acted):
    east, west = rows.hamlet("Thôn Đông"), rows.hamlet("Thôn Tây")
    group, other = rows.team(hamlet_id=east.id), rows.team("Tổ thôn Tây", hamlet_id=west.id)
    plain = rows.collective("Chi hội phụ nữ", hamlet_id=east.id)
    for name, part in (("Lê Văn An", "member"), ("Trần Thị Bình", "deputy"), ("Cao Văn Yên", "leader")):
        rows.member(group, rows.person(name), part)
    ended = rows.member(group, rows.person("Đỗ Văn Cũ"))
    actions.end_term(ended, NEXT)
    rows.member(group, rows.person("Vũ Văn Sau"), since=DAY + timedelta(days=5))
    rows.member(other, rows.person("Hồ Văn Tây"))
    rows.member(plain, rows.person("Phan Thị Hội"))

    def names(hamlet, day):
        return [one.person.name for one in queries.team_members(hamlet.id, day)]

    assert names(east, DAY) == ["Cao Văn Yên", "Trần Thị Bình", "Lê Văn An", "Đỗ Văn Cũ"]
    assert names(east, NEXT) == ["Cao Văn Yên", "Trần Thị Bình", "Lê Văn An"]
    assert names(east, DAY + timedelta(days=5))[-1] == "Vũ Văn Sau"
    assert names(east, DAY - timedelta(days=1)) == []
    assert names(west, DAY) == ["Hồ Văn Tây"]
    group.valid_until = NEXT
    assert (len(names(east, DAY)), names(east, NEXT)) == (4, [])


def test_team_members_of_a_hamlet_of_another_commune_are_not_there(context, cast):
    with acting(cast.users["officer"]):
        east = rows.hamlet()
        rows.member(rows.team(hamlet_id=east.id))
        hamlet_id = east.id
    with acting(cast.users["stranger"]):
        assert queries.team_members(hamlet_id, DAY) == []
        assert teams.all_teams(DAY) == []
    with acting(cast.users["officer"]):
        assert len(queries.team_members(hamlet_id, DAY)) == 1


# ---- who may


@pytest.mark.parametrize("path", PAGES)
def test_lists_are_open_to_those_who_read_people(client, browser_of, path):
    assert client.get(path).status_code == 401
    assert [browser_of(name).get(path).status_code for name in ("officer", "clerk", "leader", "stranger")] == [200] * 4
    assert [browser_of(name).get(path).status_code for name in ("council", "trainer", "administrator")] == [403] * 3


def test_teams_of_another_commune_do_not_exist(app, cast, browser_of):
    with app.app_context():
        urls = rows.foreign_team_urls(cast)
    stranger, officer, clerk = browser_of("stranger"), browser_of("officer"), browser_of("clerk")
    assert [(url, stranger.open(url, method=method).status_code) for method, url in urls if method == "GET"] == [
        (url, 404) for method, url in urls if method == "GET"
    ]
    assert [stranger.post(url).status_code for method, url in urls if method == "POST"] == [404] * 4
    assert [clerk.post(url).status_code for method, url in urls if method == "POST"] == [403] * 4
    assert [officer.get(url).status_code for method, url in urls if method == "GET"] == [200] * 4
    assert [browser_of("trainer").get(url).status_code for method, url in urls if method == "GET"] == [403] * 4


def test_collective_that_is_no_team_has_no_team_page(officer, arrange):
    plain, group, other = arrange(lambda: (rows.collective().id, rows.team().id, rows.team("Tổ khác").id))
    term = arrange(lambda: rows.member(db.session.get_one(Collective, group)).id)
    assert officer.get(f"/people/teams/{plain}").status_code == 404
    assert officer.get(f"/people/teams/{other}/members/{term}").status_code == 404
    assert officer.get(f"/people/teams/{group}/members/{term}").status_code == 200


# ---- pages


def test_team_is_set_up_on_the_form_of_a_collective(officer, arrange):
    hamlet = arrange(lambda: rows.hamlet().id)
    fresh = officer.get(f"/people/collectives/new?team=digital-team&hamlet={hamlet}").text
    assert '<option selected value="digital-team">' in fresh
    typed = {
        "name": "Tổ công nghệ số cộng đồng thôn Đông", "hamlet_id": hamlet, "team_kind": "digital-team",
        "founded_by": "45/QĐ-UBND, UBND xã", "founded_on": "01/03/2026",
    }  # fmt: skip
    wrong = officer.post("/people/collectives/new", data=typed | {"founded_on": "01/03/2027"})
    assert (wrong.status_code, "Ngày thành lập phải từ hôm nay trở về trước." in wrong.text) == (422, True)
    assert 'value="45/QĐ-UBND, UBND xã"' in wrong.text
    page = officer.post("/people/collectives/new", data=typed, follow_redirects=True).text
    assert "45/QĐ-UBND, UBND xã, ngày 01/03/2026" in page
    listed = officer.get("/people/teams").text
    assert [word in listed for word in ("Thôn Đông", "45/QĐ-UBND", "Chưa có tổ")] == [True, True, False]


def test_a_business_is_told_apart_on_the_form_of_a_collective(officer):
    typed = {"name": "Hợp tác xã nông nghiệp Vạn An", "is_enterprise": "y"}
    page = officer.post("/people/collectives/new", data=typed, follow_redirects=True)
    assert "doanh nghiệp, hợp tác xã" in page.text
    assert "checked" in _input(officer.get(page.request.path + "/edit").text, "is_enterprise")
    page = officer.post(page.request.path + "/edit", data={"name": typed["name"]}, follow_redirects=True)
    assert "doanh nghiệp, hợp tác xã" not in page.text


def _input(page, name):
    place = page.index(f'name="{name}"')
    return page[page.rindex("<input", 0, place) : page.index(">", place)]


def test_list_tells_leader_members_and_hamlets_without_a_team(officer, arrange):
    def make():
        east, west = rows.hamlet("Thôn Đông"), rows.hamlet("Thôn Tây")
        group = rows.team(hamlet_id=east.id)
        rows.member(group, rows.person("Lê Văn An"), "leader")
        rows.member(group, rows.person("Trần Thị Bình"))
        return east.id, west.id

    east, west = arrange(make)
    page = officer.get("/people/teams").text
    row = page[page.index("<tbody>") : page.index("</tbody>")]
    assert [word in row for word in ("Lê Văn An", '<td class="num">2</td>', "Các lớp năm 2026")] == [True] * 3
    assert f"hamlet={west}" in page[page.index("Chưa có Tổ công nghệ số cộng đồng:") :]
    assert "Chưa có tổ, đội nào như vậy." in officer.get(f"/people/teams?hamlet={west}").text
    assert "Lê Văn An" in officer.get(f"/people/teams?hamlet={east}").text
    sheet, kind = load_workbook(io.BytesIO(officer.get("/people/teams.xlsx").data)).active, "Tổ công nghệ số cộng đồng"
    assert [[row[at].value for at in (1, 2, 3, 5, 6)] for row in sheet.iter_rows(min_row=3)] == [
        ["Thôn Đông", kind, "Tổ công nghệ số cộng đồng thôn Đông", "Lê Văn An", "Tổ trưởng"],
        ["Thôn Đông", kind, "Tổ công nghệ số cộng đồng thôn Đông", "Trần Thị Bình", "Thành viên"],
    ]


def test_one_more_member_by_letters_and_reasons_at_the_field(officer, arrange):
    group, who = arrange(lambda: (rows.team().id, rows.person("Nguyễn Văn Đức", phone="0912").id))
    page = f"/people/teams/{group}"
    typed = {"person": "duc", "part": "leader", "valid_from": "20/08/2026"}
    done = officer.post(f"{page}/members", data=typed, follow_redirects=True).text
    assert [word in done for word in ("Đã thêm Nguyễn Văn Đức.", "Tổ trưởng", "0912")] == [True] * 3
    again = officer.post(f"{page}/members", data=typed | {"valid_from": "21/08/2026"})
    assert again.status_code == 422
    assert "Người này đã có trong tổ trong thời gian đó: Nguyễn Văn Đức, từ 20/08/2026." in again.text
    assert 'value="21/08/2026"' in again.text
    empty = officer.post(f"{page}/members", data={"person": "", "part": "member", "valid_from": ""})
    assert (empty.status_code, "Gõ vài chữ của tên." in empty.text) == (422, True)
    assert "Tổ trưởng" in officer.get(page).text
    person = officer.get(f"/people/{who}").text
    assert f'href="{page}"' in person
    assert "tổ trưởng, từ 20/08/2026" in person


def test_term_is_ended_corrected_and_removed_on_its_page(officer, arrange):
    arrange(lambda: rows.member(rows.team(), rows.person("Lê Văn An")).id)
    group, term = arrange(lambda: db.session.execute(select(TeamMember.collective_id, TeamMember.id)).one())
    line = f"/people/teams/{group}/members/{term}"
    wrong = officer.post(f"{line}/end", data={"end-valid_until": "20/08/2026"})
    assert (wrong.status_code, "Ngày thôi tham gia phải sau ngày bắt đầu." in wrong.text) == (422, True)
    officer.post(line, data={"part": "deputy", "valid_from": "01/08/2026", "valid_until": ""})
    ended = officer.post(f"{line}/end", data={"end-valid_until": "19/08/2026"}, follow_redirects=True).text
    former = ended[ended.index("Thành viên các thời kỳ trước (1)") :]
    assert [word in former for word in ("Lê Văn An", "Tổ phó", "01/08/2026", "19/08/2026")] == [True] * 4
    assert "Chưa có thành viên." in ended
    gone = officer.post(f"{line}/remove", follow_redirects=True).text
    assert ("Đã bỏ dòng nhập nhầm của Lê Văn An." in gone, "các thời kỳ trước" in gone) == (True, False)


# ---- statements


def test_number_of_statements_does_not_grow(app, officer, arrange):
    def one_more(number):
        hamlet = rows.hamlet(f"Thôn {number}")
        group = rows.team(f"Tổ {number}", hamlet_id=hamlet.id)
        for place in range(number):
            rows.member(group, rows.person(f"Người {number} {place}", hamlet_id=hamlet.id))
        return group.id

    def statements(path):
        with counted(app) as sent:
            assert officer.get(path).status_code == 200
        return len(sent)

    group = arrange(lambda: one_more(1))
    paths = [*PAGES, f"/people/teams/{group}", f"/people/teams/{group}/members.xlsx"]
    officer.get(paths[0])
    few = [statements(path) for path in paths]
    for number in (2, 3, 4):
        arrange(lambda number=number: one_more(number))
    arrange(
        lambda: [
            rows.member(db.session.get_one(Collective, group), rows.person(f"Thêm {one}")) and None for one in "ab"
        ]
    )
    assert [statements(path) for path in paths] == few


# ---- teams of other kinds


def test_teams_of_every_kind_have_terms_and_call_their_parts_in_their_own_way(officer, arrange):
    def make():
        nets = rows.team("Đại sứ số xã Vạn An", team_kind="ambassadors")
        club = rows.team("Câu lạc bộ Người cao tuổi số", team_kind="club", managing_agency="Hội Người cao tuổi xã")
        return nets.id, club.id, rows.person("Trần Thị Bình").id

    net, club, who = arrange(make)
    typed = {"person": "binh", "part": "member", "valid_from": "20/08/2026"}
    page = officer.post(f"/people/teams/{net}/members", data=typed, follow_redirects=True).text
    assert [word in page for word in ("Đã thêm Trần Thị Bình.", "Đại sứ số</td>", "Mạng lưới đại sứ số")] == [True] * 3
    assert "Chủ nhiệm" in officer.get(f"/people/teams/{club}").text
    listed = officer.get("/people/teams?kind=club").text
    assert ("Người cao tuổi số" in listed, "Đại sứ số xã Vạn An" in listed) == (True, False)
    assert "đại sứ số, từ 20/08/2026" in officer.get(f"/people/{who}").text
    refused = officer.post(f"/people/collectives/{net}/edit", data={"name": "Đại sứ số xã Vạn An", "team_kind": ""})
    assert (refused.status_code, "Đã có người tham gia" in refused.text) == (422, True)
