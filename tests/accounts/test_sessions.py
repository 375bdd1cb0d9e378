"""Sign in and out through the pages: the session is new, `next` stays here, guessing is slowed down."""

import pytest

from app import clock
from app.access import Role
from app.accounts import actions, queries
from tests.accounts.rows import invited
from tests.cast import DAY, PASSWORD, acting


def test_sign_in_leads_to_the_page_wanted(client):
    data = {"username": "officer", "password": PASSWORD, "next": "/places/hamlets?x=1"}
    answer = client.post("/sign-in", data=data)
    assert (answer.status_code, answer.location) == (303, "/places/hamlets?x=1")


@pytest.mark.parametrize("elsewhere", ["http://x.example/", "//x.example", "/\\x.example", "x", "javascript:alert(1)"])
def test_sign_in_never_leads_elsewhere(client, elsewhere):
    answer = client.post("/sign-in", data={"username": "officer", "password": PASSWORD, "next": elsewhere})
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/sign-in", query_string={"next": elsewhere}).location == "/"


def test_faults_are_told_at_once_and_the_name_stays(client):
    answer = client.post("/sign-in", data={"username": "", "password": ""})
    assert answer.status_code == 422
    assert "Chưa nhập tên đăng nhập." in answer.text
    assert "Chưa nhập mật khẩu." in answer.text
    wrong = client.post("/sign-in", data={"username": "officer", "password": "sai"})
    assert wrong.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.text
    assert 'value="officer"' in wrong.text
    assert "sai" not in wrong.text.split("<main", 1)[1].replace("sai-", "")


def test_the_sixth_guess_is_told_to_wait(client):
    for _ in range(5):
        client.post("/sign-in", data={"username": "officer", "password": "sai"})
    answer = client.post("/sign-in", data={"username": "officer", "password": PASSWORD})
    assert answer.status_code == 422
    assert "Đã nhập sai quá nhiều lần." in answer.text
    assert client.post("/sign-in", data={"username": "clerk", "password": PASSWORD}).status_code == 303


def test_a_session_prepared_by_someone_else_is_thrown_away(client):
    with client.session_transaction() as session:
        session["planted"] = "x"
        session["authority_id"] = 999
    client.sign_in("officer")
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["authority_id"] != 999
        assert session.permanent


def test_the_cookie_is_not_for_scripts(client):
    client.post("/sign-in", data={"username": "officer", "password": PASSWORD})
    cookie = client.get_cookie("sovang")
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_signing_out_ends_it(browser_of):
    browser = browser_of("officer")
    assert browser.get("/places/").status_code == 200
    assert browser.post("/sign-out").location == "/sign-in"
    assert browser.get("/places/").status_code == 401


def test_a_second_name_in_the_same_browser_must_sign_out_first(browser_of):
    browser = browser_of("officer")
    browser.post("/sign-in", data={"username": "clerk", "password": PASSWORD})
    page = browser.get("/places/").text
    assert "Đang đăng nhập với tên officer." in page
    assert "Nguyễn Thị An" in page


def test_a_password_changed_elsewhere_ends_this_session(app, browser_of, cast):
    browser = browser_of("officer")
    with app.app_context(), acting(cast.users["officer"]) as user:
        actions.change_password(user, PASSWORD, "một câu rất khác")
    assert browser.get("/places/").status_code == 401


def test_a_role_that_ended_ends_the_session(app, browser_of, cast):
    browser = browser_of("officer")
    with app.app_context(), acting(cast.users["administrator"]):
        actions.end_role(queries.memberships_at(queries.by_username("officer"), cast.home)[0], DAY)
    assert browser.get("/places/").status_code == 401


def test_the_menu_names_person_and_roles(browser_of):
    page = browser_of("officer").get("/places/").text
    assert "Nguyễn Thị An" in page
    assert "Cán bộ chuyên môn" in page
    assert "UBND xã Vạn An" in page
    assert "Chọn cơ quan làm việc" not in page


def test_someone_of_two_authorities_chooses(app, browser_of, cast):
    with app.app_context():
        _id, secret = invited(cast, "stranger", Role.CLERK)
        with acting(cast.users["stranger"]) as user:
            actions.join(queries.open_invitation(secret, clock.now()), user, DAY)
    browser = browser_of("stranger")
    assert "Chọn cơ quan làm việc" in browser.get("/authority").text
    assert browser.post("/authority", data={"authority": "999"}).status_code == 422
    assert browser.post("/authority", data={"authority": str(cast.other)}).status_code == 303
    assert "UBND xã Đại Huệ" in browser.get("/places/").text
    browser.post("/authority", data={"authority": str(cast.home)})
    assert "UBND xã Vạn An" in browser.get("/places/").text


def test_nobody_works_for_an_authority_where_they_hold_no_role(browser_of, cast):
    browser = browser_of("officer")
    assert browser.post("/authority", data={"authority": str(cast.other)}).status_code == 422
    with browser.session_transaction() as session:
        session["authority_id"] = cast.other
    assert "UBND xã Vạn An" in browser.get("/places/").text
