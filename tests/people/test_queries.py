"""Reads of people: order, search, paging, names for pickers, and how many statements a list needs."""

import unicodedata
from datetime import date

import pytest
from werkzeug.exceptions import NotFound

from app.db import db
from app.people import queries
from app.people.queries import Wanted
from app.people.rules import Known
from tests.cast import DAY, acting
from tests.people import rows
from tests.queries_counted import counted

ORDERED = [
    "Trần Văn An",
    "Nguyễn Thị Anh",
    "Lê Văn Ánh",
    "Phạm Thị Bé",
    "Cao Văn Dũng",
    "Bùi Văn Đức",
    "Lê Văn Đức",
    "Lê Xuân Đức",
    "Hồ Thị Hoa",
    "Hồ Thị Hòa",
    "Vũ Thị Yến",
]


@pytest.fixture
def officer(context, cast):
    with acting(cast.users["officer"]):
        yield cast


def names(found):
    return [one.name for one in found]


def test_order_is_ten_dem_ho_also_for_decomposed_input(officer):
    for number, name in enumerate(reversed(ORDERED)):
        rows.person(unicodedata.normalize("NFD" if number % 2 else "NFC", name))
    assert names(queries.people(Wanted())) == ORDERED
    assert names(queries.page_of_people(Wanted())) == ORDERED


def test_search_without_dau_finds_duc_and_ranks_the_given_name_first(officer):
    for name in ("Đức Thị Hoa", "Nguyễn Đức Anh", "Lê Văn Đức", "Trần Thị Dung", "Phan Minh Đức"):
        rows.person(unicodedata.normalize("NFD", name))
    assert names(queries.search("duc")) == ["Phan Minh Đức", "Lê Văn Đức", "Đức Thị Hoa", "Nguyễn Đức Anh"]
    assert names(queries.search(unicodedata.normalize("NFD", "ĐỨC"))) == names(queries.search("duc"))
    assert names(queries.search("ng duc a")) == ["Nguyễn Đức Anh"]
    assert queries.search(" ") == queries.search("%") == []


def test_search_offers_the_people_of_a_hamlet_first_and_never_cuts_them_off(officer):
    here = rows.hamlet("Thôn 3")
    for number in range(6):
        rows.person(f"Nguyễn Văn {'abcdef'[number]} Đức")
    rows.person("Đức Thị Hoa", hamlet_id=here.id)
    rows.person("Lê Văn Đức", hamlet_id=here.id)
    found = queries.search("duc", limit=1, near=here.id)
    assert names(found) == ["Lê Văn Đức"]
    assert names(queries.search("duc", near=here.id))[:3] == ["Lê Văn Đức", "Đức Thị Hoa", "Nguyễn Văn a Đức"]
    assert queries.person_lookup("duc", near=here.id)[1][1] == "Đức Thị Hoa (Thôn 3)"


def test_limit_of_search_keeps_the_best(officer):
    for number in range(30):
        rows.person(f"Nguyễn An Bình {'abcdefghijklmnopqrstuvwxyzăâđê'[number]}")
    rows.person("Võ Văn An")
    assert names(queries.search("an", limit=2))[0] == "Võ Văn An"
    assert len(queries.search("an", limit=2)) == 2


def test_filters_narrow_by_hamlet_group_and_name(officer):
    east, west = rows.hamlet("Thôn Đông"), rows.hamlet("Thôn Tây")
    rows.person("Lê Văn Đức", hamlet_id=east.id, target_group="T1")
    rows.person("Lê Văn Tý", hamlet_id=east.id, target_group="T3")
    rows.person("Lê Thị Đức", hamlet_id=west.id, target_group="T3")
    assert names(queries.people(Wanted(hamlet_id=east.id))) == ["Lê Văn Đức", "Lê Văn Tý"]
    assert names(queries.people(Wanted(target_group="T3"))) == ["Lê Thị Đức", "Lê Văn Tý"]
    assert names(queries.people(Wanted("duc", west.id, "T3"))) == ["Lê Thị Đức"]
    assert queries.count_people(Wanted("duc")) == 2
    assert names(queries.in_hamlet(west.id)) == ["Lê Thị Đức"]
    assert sorted(queries.homes().values()) == sorted([(east.id, "T1"), (east.id, "T3"), (west.id, "T3")])


def test_pages_by_key_hold_everyone_once_also_with_equal_names(officer, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for _ in range(3):
        rows.person("Lê Văn Đức")
    rows.person("Lê Văn An")
    first = queries.page_of_people(Wanted())
    second = queries.page_of_people(Wanted(), first[1].id)
    assert (names(first), len(second)) == (["Lê Văn An", "Lê Văn Đức", "Lê Văn Đức"], 2)
    assert {one.id for one in first[:2] + second} == {one.id for one in queries.people(Wanted())}
    assert queries.page_of_people(Wanted(), second[-1].id) == []


def test_households_by_head_with_their_members(officer):
    hamlet = rows.hamlet()
    two, one = rows.household("Lê Văn Đức", hamlet), rows.household("Trần Văn An", hamlet)
    rows.household("Vũ Thị Yến", rows.hamlet("Thôn Tây"))
    assert queries.households_in(hamlet.id) == [one, two]
    assert queries.households(Wanted(hamlet_id=hamlet.id)) == [one, two]
    assert [row.head.name for row in queries.page_of_households(Wanted("duc"))] == ["Lê Văn Đức"]
    assert (queries.count_households(Wanted()), queries.count_households(Wanted("duc"))) == (3, 1)
    assert queries.page_of_households(Wanted(hamlet_id=hamlet.id), one.id) == [two]
    assert queries.search_households("van duc") == [two]
    assert queries.household_lookup("duc") == [(two.id, "Hộ ông (bà) Lê Văn Đức, Thôn Đông")]


def test_search_of_households_leaves_all_members_in_sight(officer, context):
    home = rows.household("Lê Văn Đức")
    rows.person("Lê Thị Bé", household_id=home.id)
    officer_id, home_id = officer.users["officer"], home.id
    db.session.commit()
    with acting(officer_id):
        (found,) = queries.search_households("duc")
        assert (found.id, names(found.members)) == (home_id, ["Lê Thị Bé", "Lê Văn Đức"])


def test_collectives_in_natural_order(officer):
    for name in ("Tổ 10", "Tổ 2", "Chi đoàn xã"):
        rows.collective(name)
    assert names(queries.collectives(Wanted())) == ["Chi đoàn xã", "Tổ 2", "Tổ 10"]
    assert names(queries.search_collectives("to 1")) == ["Tổ 10"]
    second = queries.collectives(Wanted())[1]
    assert names(queries.page_of_collectives(Wanted(), second.id)) == ["Tổ 10"]
    assert queries.count_collectives(Wanted("to")) == 2
    assert queries.collective_lookup("chi doan") == [(queries.collectives(Wanted())[0].id, "Chi đoàn xã")]


def test_labels_tell_people_of_one_name_apart(officer):
    hamlet = rows.hamlet("Thôn 3")
    told = rows.person("Nguyễn Văn Đức", born_on=date(1980, 2, 5), hamlet_id=hamlet.id)
    bare = rows.person("Lê Thị Hoa")
    assert queries.label(told) == queries.label_of(told.id) == "Nguyễn Văn Đức (1980, Thôn 3)"
    assert (queries.label(bare), queries.label_of(0)) == ("Lê Thị Hoa", None)
    assert queries.person_lookup("duc") == [(told.id, "Nguyễn Văn Đức (1980, Thôn 3)")]
    assert (queries.household_label_of(0), queries.collective_label_of(0)) == (None, None)


def test_doubles_leave_out_the_record_itself(officer):
    first = rows.person("Lê Văn Đức", birth_year=1980)
    rows.person("Lê Văn Đức", birth_year=1990)
    assert names(queries.doubles(Known(0, "LE VAN DUC", 1980, None))) == ["Lê Văn Đức"]
    assert queries.doubles(Known(first.id, "Lê Văn Đức", 1980, None)) == []
    assert [one.birth_year for one in queries.known(["le van duc"])] == [1980, 1990]
    assert (queries.known([]), len(queries.known())) == ([], 2)
    group = rows.collective("Chi đoàn")
    assert queries.doubles_of_collective("chi đoàn") == [group]


def test_another_communes_records_are_not_there(context, cast):
    with acting(cast.users["officer"]):
        home = rows.household()
        ids = (home.head.id, home.id, rows.collective().id)
    with acting(cast.users["stranger"], DAY):
        for read, found in zip((queries.get, queries.household, queries.collective), ids, strict=True):
            with pytest.raises(NotFound):
                read(found)
        assert queries.people(Wanted()) == queries.search("duc") == queries.known() == queries.households_in() == []
        assert (queries.label_of(ids[0]), queries.by_ids([ids[0]])) == (None, [])
        assert queries.count_people(Wanted()) == queries.count_households(Wanted()) == 0


@pytest.mark.parametrize("path", ["/people/", "/people/households", "/people/collectives", "/people/people.xlsx"])
def test_a_list_sends_as_many_statements_for_three_rows_as_for_one(app, cast, browser_of, path):
    browser = browser_of("officer")
    with app.app_context(), acting(cast.users["officer"]):
        rows.household("Lê Văn Đức", rows.hamlet("Thôn 1"))
        rows.collective("Tổ 1")
    browser.get(path)
    with counted(app) as for_one:
        assert browser.get(path).status_code == 200
    with app.app_context(), acting(cast.users["officer"]):
        for number in (2, 3):
            rows.household(f"Lê Văn {'ab'[number - 2]}", rows.hamlet(f"Thôn {number}"))
            rows.collective(f"Tổ {number}")
    with counted(app) as for_three:
        assert browser.get(path).status_code == 200
    assert len(for_three) == len(for_one)
