"""Figures: signed against due by hamlet, unit and group and over time; every number is the length of its list."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commitments import actions, queries
from app.commitments.queries import OTHER, Count
from app.commitments.rules.figures import Stretch, step_for, stretches
from app.db import db
from tests.cast import acting
from tests.commitments import rows
from tests.people import rows as people
from tests.queries_counted import counted
from tests.workbooks import read_xlsx

AUGUST = (date(2026, 8, 1), date(2026, 8, 20))


@pytest.fixture
def made(app, cast):
    """Four persons in two hamlets: two signed, one declined; and two households in the same plan, one signed."""
    with app.app_context():
        persons = rows.made(
            cast, "Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé", "Lò Thị Ẳng", kind="person", places=("Thôn 10", "Thôn 2")
        )
        rows.received(cast, persons.commitments[0], date(2026, 8, 3))
        rows.received(cast, persons.commitments[1], date(2026, 8, 15))
        with acting(cast.users["officer"]):
            actions.decline(rows.get(persons.commitments[2]), "chờ con về bàn lại")
        homes = rows.made(cast, "Phan Văn Tú", "Hồ Thị Tư", places=("Thôn Bắc",), plan_id=persons.plan)
        rows.received(cast, homes.commitments[0], date(2026, 8, 16))
    return persons


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# ---- weeks and months


def test_weeks_begin_on_monday_and_end_on_the_last_day_looked_at():
    signed = {date(2026, 8, 3): 2, date(2026, 8, 9): 1, date(2026, 8, 20): 4}
    assert stretches(signed, *AUGUST, "week") == [
        Stretch(date(2026, 8, 1), date(2026, 8, 2), 0, 0),
        Stretch(date(2026, 8, 3), date(2026, 8, 9), 3, 3),
        Stretch(date(2026, 8, 10), date(2026, 8, 16), 0, 3),
        Stretch(date(2026, 8, 17), date(2026, 8, 20), 4, 7),
    ]


def test_months_go_over_the_end_of_the_year():
    found = stretches({date(2027, 2, 28): 1}, date(2026, 12, 15), date(2027, 1, 10), "month")
    assert [(one.first, one.last, one.total) for one in found] == [
        (date(2026, 12, 15), date(2026, 12, 31), 0),
        (date(2027, 1, 1), date(2027, 1, 31), 0),
        (date(2027, 2, 1), date(2027, 2, 28), 1),
    ]


@pytest.mark.parametrize(("last", "step"), [(date(2026, 12, 29), "week"), (date(2027, 3, 1), "month")])
def test_a_long_time_is_shown_by_month(last, step):
    assert step_for(date(2026, 7, 1), last) == step


days = st.dates(date(2026, 1, 1), date(2027, 6, 30))


@given(st.dictionaries(days, st.integers(1, 9)), days, days, st.sampled_from(["week", "month"]))
def test_stretches_lie_side_by_side_and_count_everybody_once(signed, first, last, step):
    found = stretches(signed, min(first, last), max(first, last), step)
    assert all(
        later.first.toordinal() == one.last.toordinal() + 1 for one, later in zip(found, found[1:], strict=False)
    )
    assert sum(one.signed for one in found) == found[-1].total == sum(signed.values())


# ---- what is counted


def test_persons_and_households_stand_apart(cast, context, made):
    with acting(cast.users["officer"]):
        persons, homes = queries.figures(queries.campaigns())
        assert (persons.kind, persons.whole) == ("person", Count(4, 2, 1, 1, 0))
        assert (homes.kind, homes.whole) == ("household", Count(2, 1, 0, 1, 0))
        assert [(part.name, part.count.signed, part.count.total) for part in persons.hamlets] == [
            ("Thôn 2", 1, 2),
            ("Thôn 10", 1, 2),
        ]
        assert [(part.key, part.count.total) for part in persons.groups] == [("T3", 4)]
        assert (homes.groups, homes.units, persons.units) == ([], [], [])
        assert persons.days == {date(2026, 8, 3): 1, date(2026, 8, 15): 1}
        assert (persons.ways, persons.reasons, persons.signers) == ({"paper": 2}, {OTHER: 1}, None)


def test_who_signs_in_two_campaigns_is_one_person(app, cast, made):
    with app.app_context():
        with acting(cast.users["officer"]):
            again = actions.save_campaign(None, **rows.campaign_fields(made.plan, "person", name="Đợt hai"))
            persons = [rows.get(one).person for one in made.commitments[:3]]
            ids = [one.id for one in actions.make_commitments(again, persons).commitments]
        for commitment_id in ids:
            rows.received(cast, commitment_id)
        with acting(cast.users["officer"]):
            persons = queries.figures(queries.campaigns())[0]
            assert (persons.whole.signed, persons.signers) == (5, 3)


def test_officials_are_persons_of_their_units(app, cast):
    with app.app_context():
        made = rows.made(cast, "Hà Thị Cúc", "Vi Văn Ông", kind="official")
        rows.received(cast, made.commitments[0])
        with acting(cast.users["officer"]):
            (found,) = queries.figures([rows.campaign(made.campaign)])
            assert found.kind == "person"
            assert [(part.name, part.count.signed, part.count.total) for part in found.units] == [
                ("Phòng Văn hóa - Xã hội", 1, 2)
            ]


# ---- the page


def test_every_number_of_the_page_is_the_length_of_the_list_it_opens(made, browser_of):
    officer = browser_of("officer")
    page = officer.get(f"/commitments/figures?campaign={made.campaign}").text
    found = re.findall(r'<td class="num"><a href="([^"]+)">(\d+)</a></td>', page)
    opened = {address.replace("&amp;", "&"): int(number) for address, number in found}
    assert len(opened) > 10
    told = {
        address: int(re.search(r"(\d+) bản", words(re.search(r'<div class="list-tools.*?</div>', text, re.S)[0]))[1])
        for address, text in ((address, officer.get(address).text) for address in opened)
    }
    assert told == opened


def test_numbers_of_a_plan_open_the_list_of_its_campaigns(app, cast, made, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        again = actions.save_campaign(None, **rows.campaign_fields(made.plan, "person", name="Đợt hai"))
        actions.make_commitments(again, [rows.get(made.commitments[0]).person])
    officer = browser_of("officer")
    page = officer.get(f"/commitments/figures?plan={made.plan}").text
    assert "Người: đã ký 2/5" in words(page)
    assert "Hộ: đã ký 1/2" in words(page)
    addresses = re.findall(r'href="(/commitments/figures/list\?[^"]+state=missing[^"]*)"', page)
    address = next(one for one in addresses if "hamlet" not in one and "group" not in one).replace("&amp;", "&")
    text = officer.get(address).text
    assert ("Đợt hai" in text, "Lò Thị Ẳng" in text) == (True, True)
    book = read_xlsx(officer.get(address.replace("list?", "list.xlsx?")).data)
    names = re.findall(r'<th scope="row" class="nowrap"><a[^>]*>([^<]+)</a>', text)
    assert [row[0] for row in book.rows[-len(names) :]] == names
    assert officer.get(f"{address}&whole=1").text.count('<th scope="row"') == len(names)
    assert officer.get(address.replace("kind=person", "kind=collective")).status_code == 404


def test_growth_and_hamlets_are_drawn_and_told(made, browser_of):
    page = browser_of("officer").get(f"/commitments/figures?campaign={made.campaign}&step=month").text
    assert 'aria-label="Số người đã ký, cộng dồn"' in page
    assert "Phải ký: 4 người; 01/08 – 20/08/2026: 2 người" in page
    assert 'aria-label="Số người đã ký theo thôn, tổ dân phố"' in page
    assert "Diễn biến theo tháng" in page


def test_sheet_holds_what_the_page_shows(made, browser_of):
    answer = browser_of("officer").get(f"/commitments/figures.xlsx?campaign={made.campaign}&step=month")
    found = [row for row in read_xlsx(answer.data).rows if row[0] == "Người"]
    assert found == [
        ["Người", "Tất cả", "", "4", "2", "50", "1", "0", "1", ""],
        ["Người", "Thôn, tổ dân phố", "Thôn 2", "2", "1", "50", "0", "0", "1", ""],
        ["Người", "Thôn, tổ dân phố", "Thôn 10", "2", "1", "50", "1", "0", "0", ""],
        ["Người", "Nhóm", "T3", "4", "2", "50", "1", "0", "1", ""],
        ["Người", "Tháng", "01/08 – 20/08/2026", "4", "2", "50", "", "", "", "2"],
    ]


def test_figures_of_nothing_say_so(app, cast, browser_of):
    officer = browser_of("officer")
    assert "chưa có số liệu" in officer.get("/commitments/figures").text
    with app.app_context():
        made = rows.made(cast)
    assert "Chưa lập bản cam kết nào." in officer.get(f"/commitments/figures?campaign={made.campaign}").text
    empty = officer.get(f"/commitments/figures?plan={made.plan}&year=2031")
    assert "Không có đợt ký nào như đang chọn." in empty.text


@pytest.mark.parametrize("query", ["campaign", "plan"])
def test_figures_of_many_take_as_many_statements_as_of_few(app, cast, made, browser_of, query):
    officer, sizes = browser_of("officer"), []
    address = f"/commitments/figures?{query}={getattr(made, query)}"
    officer.get(address)
    for more in (0, 60):
        with app.app_context(), acting(cast.users["officer"]):
            persons = [people.person(f"Nguyễn Văn {number:03d}", target_group="T1") for number in range(more)]
            db.session.flush()
            actions.make_commitments(rows.campaign(made.campaign), persons)
        with counted(app) as statements:
            assert officer.get(address).status_code == 200
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]


# ---- all campaigns


def test_index_is_filtered_sorted_and_totalled_apart(app, cast, made, browser_of):
    officer = browser_of("officer")
    page = words(officer.get("/commitments/").text)
    assert "Cộng người Đã ký 2/4 người 1 1" in page
    assert "Cộng hộ Đã ký 1/2 hộ 0 1" in page
    homes = officer.get("/commitments/?kind=household").text
    assert ("1/2" in homes, "2/4" in homes, "1 đợt ký như đang lọc" in words(homes)) == (True, False, True)
    assert "Không có đợt ký nào như đang lọc." in officer.get("/commitments/?year=2020").text
    book = read_xlsx(officer.get("/commitments/campaigns.xlsx?sort=signed").data)
    assert [row[-5:] for row in book.rows[-2:]] == [["4", "2", "1", "0", "1"], ["2", "1", "0", "0", "1"]]


def test_stranger_finds_no_figure(app, cast, made, browser_of):
    stranger = browser_of("stranger")
    addresses = [f"/commitments/figures{kind}?campaign={made.campaign}" for kind in ("", ".xlsx")]
    addresses += [f"/commitments/figures/list{kind}?plan={made.plan}&kind=person" for kind in ("", ".xlsx")]
    assert [stranger.get(address).status_code for address in addresses] == [404] * 4
    assert "Vi Văn Ông" not in stranger.get(f"/commitments/figures?plan={made.plan}").text
