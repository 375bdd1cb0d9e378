"""People found by what officials type, each shape along an index."""

import re
import unicodedata

import pytest
from sqlalchemy import event

from app.db import db
from app.people import queries
from app.people.models import Person
from app.people.rules.finding import asked, find_keys, tiers
from tests.cast import acting
from tests.conftest import POSTGRES
from tests.people import rows


@pytest.fixture
def officer(app, cast):
    with app.app_context(), acting(cast.users["officer"]):
        yield


def found(typed: str, **more) -> list[str]:
    return [person.name for person in queries.search(typed, **more)]


def test_what_was_typed_is_taken_apart():
    hamlets = {7: "Thôn 3", 8: "Thôn Đông"}
    assert asked("Đức 1980 thôn 3", hamlets) == asked("Đức 1980 thon 3", hamlets)
    one = asked("nguyen duc 1980", hamlets)
    assert (one.words, one.exact, one.year, one.hamlets) == (("nguyen", "duc"), "", 1980, None)
    assert (asked("Đức", {}).exact, asked("hoa thon dong", hamlets).hamlets) == ("Đức", frozenset({8}))
    assert [asked(typed, {}).digits for typed in ("+84 912 345 678", "0912.345.678", "45 678", "12")] == [
        "0912345678", "0912345678", "45678", "",
    ]  # fmt: skip
    assert asked("  ", {}).is_empty


def test_keys_follow_the_name_and_what_was_set_by_hand():
    assert find_keys("Nguyễn Văn Đức", "", "+84 912 345 678", None) == find_keys(
        "NGUYỄN VĂN ĐỨC", "", "0912345678", None
    )
    keys = find_keys("Nguyễn Văn Đức", "", None, 1980)
    assert (keys.front, keys.back, keys.across, keys.phone, keys.born) == (
        "nguyen van duc ", "duc van nguyen ", "duc nguyen van ", None, "1980 duc van nguyen ",
    )  # fmt: skip
    assert find_keys("H’Hen Niê", "", None, None) == find_keys("H'Hen Niê", "", None, None)
    assert [tier.key for tier in tiers(("duc",))] == ["back", "back", "front", "front"]


def test_every_shape_finds_whom_it_means(officer):
    east, third = rows.hamlet("Thôn Đông"), rows.hamlet("Thôn 3")
    duc = rows.person("Nguyễn Văn Đức", birth_year=1980, hamlet_id=east.id, phone="0912 345 678")
    rows.person("Nguyễn Văn Dục", birth_year=1991, hamlet_id=third.id)
    rows.person("Trần Thị Thu Hoà", birth_year=1972, hamlet_id=third.id, phone="0987654321")
    rows.person("Nguyễn Thị An")
    db.session.flush()
    both = sorted(["Nguyễn Văn Dục", "Nguyễn Văn Đức"])
    for typed in ("duc", "nguyen van duc", "van duc", "nguyen duc", "duc nguyen", "duc van nguyen", "ng v du"):
        assert sorted(found(typed)) == both, typed
    assert found("Đức") == found("nguyễn văn đức") == ["Nguyễn Văn Đức", "Nguyễn Văn Dục"]
    assert found("dục")[0] == "Nguyễn Văn Dục"
    assert found(unicodedata.normalize("NFD", "Đức"))[0] == "Nguyễn Văn Đức"
    assert found("duc 1980") == found("1980 duc") == ["Nguyễn Văn Đức"]
    assert found("duc thon 3") == ["Nguyễn Văn Dục"]
    assert found("thon 3") == ["Nguyễn Văn Dục", "Trần Thị Thu Hoà"]
    assert found("0912345678") == found("345 678") == found("912345678") == found("+84912345678") == [duc.name]
    assert found("thu hoa") == found("Hòa") == found("tran hoa") == ["Trần Thị Thu Hoà"]
    duc.name, duc.phone = "Lê Văn Tý", None
    db.session.flush()
    assert (found("duc"), found("ty"), found("345678")) == (["Nguyễn Văn Dục"], ["Lê Văn Tý"], [])
    assert [row.head.name for row in queries.search_households("duc")] == []


def test_the_very_dau_comes_first_among_many(officer):
    third = rows.hamlet("Thôn 3")
    for year in range(1950, 1975):
        rows.person("Bùi Văn Hoa", birth_year=year, hamlet_id=third.id)
        rows.person("Bùi Văn Dục", birth_year=year, hamlet_id=third.id)
    rows.person("Trần Xuân Hoà", birth_year=1972, hamlet_id=third.id)
    rows.person("Trần Xuân Đức", birth_year=1980, hamlet_id=third.id, phone="0912341980")
    rows.person("H'Hen Niê", birth_year=1992)
    rows.person("Lý Văn Quý", birth_year=2001)
    db.session.flush()
    for typed in ("Hòa", "Hoà", "HÒA", "hoà", "Hòa thôn 3", "thôn 3 Hoà", "Hòa 1972", "Hoà, sinh năm 1972"):
        assert found(typed)[0] == "Trần Xuân Hoà", typed
    for typed in ("ĐỨC", "Đức thôn 3", "Đức (1980)", "sn 1980 duc", "thon 3 1980 duc", "duc thon 3 1980"):
        assert found(typed)[0] == "Trần Xuân Đức", typed
    assert found("H’Hen") == found("hhen") == found("h hen") == ["H'Hen Niê"]
    assert found("Quý") == found("QUÝ") == ["Lý Văn Quý"]
    assert found("1980") == ["Trần Xuân Đức"]
    assert (found("hoa 1899"), found("hoa 2023")) == ([], [])


def test_a_name_that_sounds_like_a_place_is_a_name(officer):
    rows.hamlet("Bản Văn")
    rows.person("Bàn Văn Minh")
    rows.person("Nguyễn Văn Tố")
    db.session.flush()
    assert found("Bàn Văn") == found("ban van minh") == ["Bàn Văn Minh"]
    assert found("tố") == ["Nguyễn Văn Tố"]


def test_an_index_serves_every_shape(officer):
    hamlet = rows.hamlet("Thôn 3")
    rows.person("Nguyễn Văn Đức", hamlet_id=hamlet.id)
    db.session.flush()
    for typed in (
        "duc",
        "nguyen van duc",
        "Đức",
        "ng v duc",
        "duc 1980",
        "Đức 1980",
        "1980",
        "duc thon 3",
        "0912345",
        "khong co ai",
    ):
        plans = [plan(*one) for one in sent(typed)]
        assert len(plans) >= 1
        assert not [one for one in plans if re.search(r"SCAN person\b|Seq Scan on person", one)], typed
        assert all("ix_person_" in one for one in plans), plans


def sent(typed: str) -> list[tuple[str, object]]:
    """What the search asks of people, as it goes to the database, owner and all."""
    asked_for: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, parameters, _context, _many):
        if re.match(r"SELECT person(_\d)?\.id \nFROM|SELECT anon_1\.id", statement):
            asked_for.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        queries.search(typed)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return asked_for


def plan(statement: str, parameters: object) -> str:
    """How the database answers; PostgreSQL is told that there are many rows, since it reads few whole."""
    connection = db.session.connection()
    if not POSTGRES:
        rows_of_plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return "\n".join(str(line[-1]) for line in rows_of_plan)
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    return "\n".join(line[0] for line in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters))


def test_the_keys_of_every_person_are_kept(officer):
    made = rows.person("Lê Thị Bình", phone="0933 222 111", birth_year=1988)
    db.session.flush()
    row = db.session.get_one(Person, made.id)
    assert (row.find_front, row.find_back, row.find_across, row.find_phone, row.find_born) == (
        "le thi binh ", "binh thi le ", "binh le thi ", "1112223390", "1988 binh thi le ",
    )  # fmt: skip
