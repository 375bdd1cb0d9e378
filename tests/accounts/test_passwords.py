"""One's own password, and the one the administrator gave."""

import re

from tests.cast import PASSWORD

NEW = "một câu rất khác"


def test_change_keeps_this_session_and_ends_the_others(browser_of):
    here, elsewhere = browser_of("officer"), browser_of("officer")
    data = {"current_password": PASSWORD, "new_password": NEW, "repeat_password": NEW}
    assert here.post("/password", data=data).status_code == 303
    assert here.get("/places/").status_code == 200
    assert elsewhere.get("/places/").status_code == 401


def test_faults_stand_at_their_fields(browser_of):
    browser = browser_of("officer")
    answer = browser.post(
        "/password", data={"current_password": "sai", "new_password": "aaa", "repeat_password": "bbb"}
    )
    assert answer.status_code == 422
    assert "Hai lần nhập không giống nhau." in answer.text
    answer = browser.post(
        "/password", data={"current_password": "sai", "new_password": "aaa", "repeat_password": "aaa"}
    )
    assert answer.status_code == 422
    for sentence in (
        "Mật khẩu hiện tại không đúng.",
        "Mật khẩu phải có ít nhất 10 ký tự.",
        "Mật khẩu quá đơn giản: cần ít nhất 4 ký tự khác nhau.",
    ):
        assert sentence in answer.text


def test_a_given_password_must_be_changed_before_anything_else(client, browser_of, cast):
    shown = browser_of("administrator").post(f"/members/{cast.users['officer']}/password")
    assert shown.status_code == 200
    given = re.search(r'id="password" type="text" readonly value="([^"]+)"', shown.text)[1]
    assert client.post("/sign-in", data={"username": "officer", "password": given}).status_code == 303
    for path in ("/", "/places/", "/people/"):
        assert client.get(path).location == "/password"
    htmx = client.get("/places/hamlets", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert (htmx.status_code, htmx.headers["HX-Redirect"]) == (403, "/password")
    assert client.post("/places/hamlets", data={"name": "x"}).location == "/password"
    assert "do quản trị viên đặt" in client.get("/password").text
    data = {"current_password": given, "new_password": NEW, "repeat_password": NEW}
    assert client.post("/password", data=data).status_code == 303
    assert client.get("/places/").status_code == 200
