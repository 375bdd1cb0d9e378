"""The list of a campaign: filters, orders, pages without gap or double, the same in print and in Excel."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.commitments import actions, queries
from app.commitments.queries import NO_HAMLET, NONE, OTHER, Order, Wanted
from app.commitments.rules import OPEN, SIGNED, State, Way
from app.db import db
from tests.cast import acting
from tests.commitments import rows
from tests.people import rows as people
from tests.queries_counted import counted
from tests.workbooks import read_xlsx

NAMES = ("Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé", "Trần Thị Ánh", "Lò Thị Ẳng", "Lê Thị An")
BY_PLACE = ["Lê Thị An", "Lê Thị An", "Trần Thị Ánh", "Lò Thị Ẳng", "Bùi Văn Bé", "Vi Văn Ông"]


@pytest.fixture
def made(app, cast):
    """Six persons in two hamlets: two signed, on 15 and 18 August, one declined with more words than the ready ones."""
    with app.app_context():
        found = rows.made(cast, *NAMES, kind="person", places=("Thôn 10", "Thôn 2"))
        rows.received(cast, found.commitments[2])
        rows.received(cast, found.commitments[0], date(2026, 8, 18))
        with acting(cast.users["officer"]):
            actions.decline(rows.get(found.commitments[3]), "Đi vắng, chưa gặp: đi làm xa đến Tết")
            actions.decline(rows.get(found.commitments[4]), "chờ con về bàn lại")
            rows.get(found.commitments[5]).person.target_group = None
    return found


def url(made, **query) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/commitments/campaigns/{made.campaign}?{asked}"


def names_on(page: str) -> list[str]:
    return re.findall(r'<th scope="row" class="nowrap"><a[^>]*>([^<]+)</a>', page)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, BY_PLACE),
        ({"sort": "name"}, ["Lê Thị An", "Lê Thị An", "Trần Thị Ánh", "Lò Thị Ẳng", "Bùi Văn Bé", "Vi Văn Ông"]),
        ({"sort": "day", "state": "signed"}, ["Vi Văn Ông", "Bùi Văn Bé"]),
        ({"sort": "state", "hamlet": "10"}, ["Bùi Văn Bé", "Vi Văn Ông", "Lò Thị Ẳng"]),
        ({"q": "AN"}, BY_PLACE),
        ({"q": "thi a"}, ["Lê Thị An", "Lê Thị An", "Trần Thị Ánh", "Lò Thị Ẳng"]),
        ({"state": "missing"}, ["Lê Thị An", "Lê Thị An"]),
        ({"state": "declined"}, ["Trần Thị Ánh", "Lò Thị Ẳng"]),
        ({"group": "T3", "state": "missing"}, ["Lê Thị An"]),
        ({"group": NONE}, ["Lê Thị An"]),
        ({"way": "paper"}, ["Bùi Văn Bé", "Vi Văn Ông"]),
        ({"way": "screen"}, []),
        ({"from": "2026-08-16"}, ["Vi Văn Ông"]),
        ({"to": "2026-08-15"}, ["Bùi Văn Bé"]),
        ({"reason": "Đi vắng, chưa gặp"}, ["Trần Thị Ánh"]),
        ({"reason": OTHER}, ["Lò Thị Ẳng"]),
        ({"unit": "0", "state": "signed"}, ["Bùi Văn Bé", "Vi Văn Ông"]),
        ({"state": "nonsense", "hamlet": "x", "from": "hôm qua"}, BY_PLACE),
    ],
)
def test_list_is_filtered_and_sorted_and_goes_to_excel_as_it_is(cast, made, browser_of, query, expected):
    if query.get("hamlet") == "10":
        query = query | {"hamlet": made.hamlets[0]}
        expected = ["Bùi Văn Bé", "Vi Văn Ông", "Lò Thị Ẳng"]
    officer = browser_of("officer")
    page = officer.get(url(made, **query)).text
    assert names_on(page) == expected
    if not expected:
        assert "Không có bản cam kết nào như đang lọc." in page
        return
    assert f"{len(expected)} bản" in words(page)
    book = officer.get(url(made, **query).replace("?", "/list.xlsx?"))
    printed = officer.get(url(made, **query).replace("?", "/print-list?")).text
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page, re.S)
    on_screen = [words(head).strip() for head in heads]
    sheet = read_xlsx(book.data).rows
    labels = next(row for row in sheet if "Tình trạng" in row)
    assert labels == [label for label in on_screen[1:] if label in labels][: len(labels)]
    in_book = [row[0] for row in sheet[sheet.index(labels) + 1 :]]
    assert in_book == names_on(page)
    assert re.findall(r'<th scope="row">([^<]+)</th>', printed) == names_on(page)


def test_list_of_one_order_is_printed_with_its_filter_in_words(cast, made, browser_of):
    page = (
        browser_of("officer").get(url(made, state="declined", reason=OTHER, q="lo").replace("?", "/print-list?")).text
    )
    said = words(page)
    assert "1 bản, tên có “lo”, tình trạng: chưa ký, có lý do, chưa ký vì: lý do khác." in said
    assert ("Người lập danh sách" in said, 'rel="next"' in page) == (True, False)


def test_printed_page_leaves_out_the_column_of_ticks_with_its_heading(cast, made, browser_of):
    page = browser_of("clerk").get(url(made)).text
    row = page[page.index("<tbody>") : page.index("</tr>", page.index("<tbody>"))]
    assert re.findall(r'<th scope="col" class="no-print">\s*<span class="unseen">([^<]+)</span>', page) == ["Chọn"]
    assert row.count('<td class="no-print">') == 1


def test_list_too_long_to_print_is_to_be_narrowed_or_exported(cast, made, browser_of, monkeypatch):
    monkeypatch.setattr("app.commitments.views.lists.PRINTED", 3)
    officer = browser_of("officer")
    page = officer.get(url(made).replace("?", "/print-list?")).text
    assert "Danh sách có 6 bản, mỗi lần in được 3 bản." in words(page)
    assert re.findall(r'<th scope="row">', page) == []
    assert "mỗi lần in được" not in officer.get(url(made, state="missing").replace("?", "/print-list?")).text


def test_sort_and_filter_stay_when_the_page_turns(cast, made, browser_of, monkeypatch):
    monkeypatch.setattr("app.commitments.views.lists.PAGE", 2)
    officer = browser_of("officer")
    seen, address = [], url(made, sort="state", group="T3")
    while address:
        page = officer.get(address).text
        seen += names_on(page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = found[1].replace("&amp;", "&") if found else None
    whole = officer.get(url(made, sort="state", group="T3").replace("?", "/print-list?")).text
    assert seen == re.findall(r'<th scope="row">([^<]+)</th>', whole)
    assert len(seen) == 5


def test_page_after_one_that_is_gone_begins_anew(cast, made, browser_of):
    officer = browser_of("officer")
    assert names_on(officer.get(url(made, after=999_999)).text) == names_on(officer.get(url(made)).text)


def test_primary_button_is_what_comes_next(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, "Nguyễn Văn Đức", "Trần Thị Bé")
    officer, first = browser_of("officer"), r'class="btn btn-primary" href="([^"?#]+)[^"]*"'
    campaign = f"/commitments/campaigns/{made.campaign}"
    assert re.findall(first, officer.get(campaign).text)[0] == f"{campaign}/printing"
    with app.app_context():
        for commitment_id in made.commitments:
            rows.sealed(cast, commitment_id)
    assert re.findall(first, officer.get(campaign).text)[0] == campaign
    with app.app_context():
        for commitment_id in made.commitments:
            rows.received(cast, commitment_id)
    assert re.findall(first, officer.get(campaign).text)[0] == f"{campaign}/progress"


@pytest.mark.parametrize("query", ["", "?state=missing&q=van", "?sort=day", "?sort=state&group=T3"])
def test_page_of_three_hundred_takes_as_many_statements_as_of_three(app, cast, browser_of, query):
    with app.app_context():
        made = rows.made(cast, "Nguyễn Văn Đức", "Lê Thị An", "Bùi Văn Bé", kind="person")
    officer, sizes = browser_of("officer"), []
    address = f"/commitments/campaigns/{made.campaign}{query}"
    officer.get(address)
    for more in (0, 297):
        with app.app_context(), acting(cast.users["officer"]):
            persons = [people.person(f"Nguyễn Văn {number:03d}", target_group="T3") for number in range(more)]
            db.session.flush()
            actions.make_commitments(rows.campaign(made.campaign), persons)
        with counted(app) as statements:
            assert officer.get(address).status_code == 200
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]


# ---- every order and filter, page by page


wishes = st.builds(
    Wanted,
    states=st.sampled_from([frozenset(), OPEN, SIGNED, frozenset({State.DECLINED})]),
    hamlet_id=st.sampled_from([None, NO_HAMLET, 1, 2]),
    typed=st.sampled_from(["", "an", "thi", "zz"]),
    group=st.sampled_from(["", "T3", NONE]),
    way=st.sampled_from(["", Way.PAPER, NONE]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=wishes, order=st.sampled_from(list(Order)), page=st.integers(1, 4))
def test_pages_are_complete_without_gap_or_double(context, cast, made, wanted, order, page):
    with acting(cast.users["officer"]):
        places = {None: None, NO_HAMLET: NO_HAMLET, 1: made.hamlets[0], 2: made.hamlets[1]}
        asked = Wanted(wanted.states, places[wanted.hamlet_id], wanted.typed, group=wanted.group, way=wanted.way)
        whole = [line.row.id for line in queries.lines(made.campaign, asked, order=order)]
        seen: list[int] = []
        last = None
        while found := queries.lines(made.campaign, asked, last, page, order):
            seen += [line.row.id for line in found]
            last = found[-1].row
        assert seen == whole
        assert len(set(seen)) == len(seen) == queries.how_many(made.campaign, asked)
