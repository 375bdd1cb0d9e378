"""Pages of population: typed, kept by day, compared with the source."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook  # noqa: TID251 a workbook is read back as Excel would
from sqlalchemy import select

from app.db import db
from app.plans.actions import population as actions
from app.plans.models import Population
from app.plans.queries import population as queries
from app.plans.rules.population import Base
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.people.rows import hamlet
from tests.plans.rows import population
from tests.queries_counted import counted

SOURCE = "Công an xã, dân số ngày 01/01/2026"


@pytest.fixture
def places(app, cast):
    with app.app_context(), acting(cast.users["officer"]):
        return hamlet("Thôn 2").id, hamlet("Thôn 10").id


def kept(app, cast, day=DAY, user="officer"):
    with app.app_context(), acting(cast.users[user]):
        return queries.populations(day)


def typed(**boxes):
    return {"day": "01/01/2026", "source": SOURCE} | boxes


def test_numbers_are_kept_by_place_and_group_with_their_badge(app, cast, browser_of, places):
    two, ten = places
    officer = browser_of("officer")
    answer = officer.post("/plans/population/new", data=typed(**{f"count_{two}_T3": "1.120", f"count_{ten}_all": "0"}))
    assert answer.status_code == 303
    base = Base(1120, date(2026, 1, 1), SOURCE, "L")
    assert kept(app, cast).known == {(two, "T3"): base, (ten, None): Base(0, date(2026, 1, 1), SOURCE, "L")}
    page = officer.get("/plans/population").text
    assert "1.120" in page
    assert "chưa đối chiếu" in page


def test_later_day_holds_and_the_earlier_one_stays(app, cast, places):
    two, _ten = places
    with app.app_context():
        population(cast.users["officer"], {(two, "T3"): 100}, date(2026, 1, 1))
        population(cast.users["officer"], {(two, "T3"): 120}, date(2026, 7, 1))
    assert [kept(app, cast, day).of(two, "T3").count for day in (date(2026, 6, 30), date(2026, 7, 1))] == [100, 120]
    assert kept(app, cast, date(2025, 12, 31)).of(two, "T3") is None


def test_same_day_again_corrects_and_takes_the_confirmation_away(app, cast, places):
    two, _ten = places
    with app.app_context(), acting(cast.users["officer"]):
        values, day = {(two, "T3"): 100}, date(2026, 1, 1)
        assert actions.save_population(values, day, SOURCE, DAY) == 1
        row = db.session.scalars(select(Population)).one()
        actions.confirm_population(queries.batch(row.id), "Báo cáo 12", "Cán bộ", DAY)
        assert queries.populations(DAY).of(two, "T3").mark is None
        assert actions.save_population(values, day, SOURCE, DAY) == 0
        assert actions.save_population({(two, "T3"): 101}, day, SOURCE, DAY) == 1
        assert queries.populations(DAY).of(two, "T3") == Base(101, day, SOURCE, "L")


def test_all_faults_of_what_was_typed_at_once(app, cast, browser_of, places):
    two, _ten = places
    boxes = {f"count_{two}_T3": "11", f"count_{two}_all": "10", f"count_{two}_T1": "x"}
    answer = browser_of("officer").post("/plans/population/new", data=typed(day="01/01/2030", source="", **boxes))
    assert answer.status_code == 422
    assert "Có 3 chỗ cần sửa" in answer.text
    assert "Một nhóm không thể đông hơn tổng số dân của nơi đó (10 người)." in answer.text
    ahead = browser_of("officer").post("/plans/population/new", data=typed(day="01/01/2030"))
    assert "Ngày của số liệu không được sau hôm nay" in ahead.text
    assert "Chưa có số nào" in ahead.text
    assert kept(app, cast).known == {}


def test_compared_numbers_lose_their_badge_and_say_who_and_with_what(app, cast, browser_of, places):
    two, ten = places
    with app.app_context():
        population(cast.users["officer"], {(two, "T3"): 100, (ten, "T3"): 50}, date(2026, 1, 1))
        with acting(cast.users["officer"]):
            first = queries.batches()[0].id
    leader = browser_of("leader")
    assert leader.get(f"/plans/population/{first}/confirm").status_code == 200
    done = leader.post(f"/plans/population/{first}/confirm", data={"against": "Báo cáo 12/BC-CAX", "day": "20/08/2026"})
    assert done.status_code == 303
    assert "đối chiếu ngày 20/08/2026 với Báo cáo 12/BC-CAX" in leader.get("/plans/population").text
    again = leader.post(f"/plans/population/{first}/confirm", data={"against": "x", "day": "20/08/2026"})
    assert (again.status_code, "Các số này đã được đối chiếu." in again.text) == (422, True)


def test_stranger_sees_and_confirms_nothing_of_ours(app, cast, browser_of, places):
    two, _ten = places
    with app.app_context():
        population(cast.users["officer"], {(two, "T3"): 100, (None, "T3"): 900}, date(2026, 1, 1))
        with acting(cast.users["officer"]):
            first = queries.batches()[0].id
    assert kept(app, cast, user="stranger").known == {}
    assert browser_of("stranger").get(f"/plans/population/{first}/confirm").status_code == 404
    assert browser_of("stranger").post(f"/plans/population/{first}/confirm").status_code == 404
    assert kept(app, cast, user="reviewer").of(None, "T3") is None
    assert kept(app, cast, user="reviewer").of(two, "T3").count == 100


@pytest.mark.parametrize(("name", "status"), [("leader", 403), ("council", 403), ("trainer", 403)])
def test_who_may_not_write_is_refused(browser_of, name, status):
    assert browser_of(name).post("/plans/population/new", data=typed()).status_code == status


def test_refused_action_keeps_nothing(app, cast, context):
    with acting(cast.users["officer"]):
        with pytest.raises(Refused):
            actions.save_population({}, DAY, SOURCE, DAY)
        assert queries.batches() == []


def test_workbook_tells_every_number_with_its_day(app, cast, browser_of, places):
    two, _ten = places
    with app.app_context():
        population(cast.users["officer"], {(two, "T3"): 100, (None, None): 900}, date(2026, 1, 1))
    book = load_workbook(io.BytesIO(browser_of("officer").get("/plans/population.xlsx").data))
    rows = [row[:4] for row in book.active.iter_rows(values_only=True)][-2:]
    assert [(row[0], row[1], row[2], row[3].date()) for row in rows] == [
        ("Thôn 2", "T3", 100, date(2026, 1, 1)),
        ("Toàn địa bàn", "Tổng số", 900, date(2026, 1, 1)),
    ]


def test_page_reads_as_much_for_many_numbers_as_for_few(app, cast, browser_of, places):
    officer = browser_of("officer")
    sent = []
    for cells in ({(places[0], "T3"): 1}, {(place, group): 5 for place in places for group in ("T1", "T2", "T3")}):
        with app.app_context():
            population(cast.users["officer"], cells, date(2026, 1, 1))
        officer.get("/plans/population")
        with counted(app) as statements:
            officer.get("/plans/population")
        sent.append(len(statements))
    assert sent[0] == sent[1]
