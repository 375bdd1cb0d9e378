"""The first run: on an empty installation every page leads there, and afterwards it is gone."""

import pytest
from sqlalchemy import delete, select

from app.access import Role
from app.accounts import queries
from app.accounts.models import Membership, User
from app.db import db, transaction
from app.places.models import Authority, Succession
from tests.cast import DAY

FORM = {
    "level": "commune",
    "province": "40",
    "commune": "17950",
    "full_name": "võ văn giang",
    "username": "quan.tri",
    "new_password": "một câu dễ nhớ",
    "repeat_password": "một câu dễ nhớ",
    "also_officer": "y",
}


@pytest.fixture
def empty(app, cast):
    """An installation that holds the directory and nobody."""
    with app.app_context(), transaction() as session:
        for table in (Membership, User, Succession, Authority):
            session.execute(delete(table).execution_options(synchronize_session=False))
    return app


def test_every_page_leads_to_the_first_run(empty, client):
    for path in ("/", "/sign-in", "/places/", "/people/"):
        assert client.get(path).location == "/first-run"


def test_first_the_province_then_the_commune(empty, client):
    first = client.get("/first-run").text
    assert first.count("<option") == 35
    second = client.get("/first-run?level=commune&province=40").text
    assert '<option value="17950">xã Vạn An</option>' in second
    assert second.count("<option") == 131
    assert 'name="commune"' not in client.get("/first-run?level=province&province=40").text


def test_a_commune_begins_with_its_province(empty, client):
    answer = client.post("/first-run", data=FORM)
    assert (answer.status_code, answer.location) == (303, "/")
    page = client.get("/places/").text
    assert "UBND xã Vạn An" in page
    assert "Võ Văn Giang" in page
    with empty.app_context(), transaction():
        known = db.session.execute(select(Authority.level, Authority.code, Authority.place_name).order_by(Authority.id))
        assert [tuple(row) for row in known] == [("province", "40", "Nghệ An"), ("commune", "17950", "Vạn An")]
        user = queries.by_username("quan.tri")
        assert queries.roles_of(user, queries.home_of(user, DAY), DAY) == {Role.ADMINISTRATOR, Role.OFFICER}


def test_afterwards_it_is_gone(empty, client):
    client.post("/first-run", data=FORM)
    stranger = empty.test_client()
    assert stranger.get("/first-run").status_code == 404
    assert stranger.post("/first-run", data=FORM).status_code == 404
    assert stranger.get("/").status_code == 401


def test_without_the_tick_the_administrator_only_administers(empty, client):
    client.post("/first-run", data={name: value for name, value in FORM.items() if name != "also_officer"})
    with empty.app_context(), transaction():
        user = queries.by_username("quan.tri")
        assert queries.roles_of(user, queries.home_of(user, DAY), DAY) == {Role.ADMINISTRATOR}


def test_a_province_begins_alone(empty, client):
    data = {**FORM, "level": "province"}
    data.pop("commune")
    assert client.post("/first-run", data=data).status_code == 303
    assert "UBND tỉnh Nghệ An" in client.get("/places/").text
    assert client.get("/communes").status_code == 200
    with empty.app_context(), transaction():
        user = queries.by_username("quan.tri")
        assert queries.roles_of(user, queries.home_of(user, DAY), DAY) == {Role.ADMINISTRATOR, Role.REVIEWER}


def test_faults_are_told_at_once_and_nothing_typed_is_lost(empty, client):
    answer = client.post(
        "/first-run",
        data={**FORM, "commune": "", "username": "", "full_name": "Võ Văn Giang", "repeat_password": "khác hẳn"},
    )
    assert answer.status_code == 422
    for sentence in (
        "Chưa chọn xã, phường, đặc khu.",
        "Chưa nhập tên đăng nhập.",
        "Hai lần nhập không giống nhau.",
    ):
        assert sentence in answer.text
    assert 'value="Võ Văn Giang"' in answer.text


def test_a_weak_password_and_a_bad_name_stand_at_their_fields(empty, client):
    data = {**FORM, "username": "Ẩn", "new_password": "aaa", "repeat_password": "aaa"}
    answer = client.post("/first-run", data=data)
    assert answer.status_code == 422
    assert "Tên đăng nhập gồm từ 3 đến 40 ký tự" in answer.text
    assert "Mật khẩu phải có ít nhất 10 ký tự." in answer.text


def test_a_commune_of_another_province_is_no_choice(empty, client):
    answer = client.post("/first-run", data={**FORM, "commune": "00004"})
    assert answer.status_code == 422
    assert "Hãy chọn một mục trong danh sách." in answer.text
