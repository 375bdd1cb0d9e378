"""Answers for a browser and for htmx: whole page or block, errors into the messages, nothing typed is lost."""

import re

import pytest

from app import htmx
from app.refusals import Refusal

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
FULL = {"HX-Request": "true", "HX-Request-Type": "full"}
OURS = {"Sec-Fetch-Site": "same-origin"}
FORM = {"name": "Thôn Mới", "head_name": "Ông Ba", "valid_from": "20/08/2026", "valid_until": ""}


def test_an_error_goes_to_the_messages_of_the_page_that_asked(browser_of):
    answer = browser_of("officer").get("/khong-co", headers=PARTIAL)
    assert answer.status_code == 404
    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#messages", "innerHTML show:top")
    assert "<html" not in answer.text


@pytest.mark.parametrize("headers", [{}, FULL])
def test_an_error_is_a_whole_page_for_a_browser_and_for_back(browser_of, headers):
    answer = browser_of("officer").get("/khong-co", headers=headers)
    assert answer.status_code == 404
    assert "HX-Retarget" not in answer.headers
    assert "</html>" in answer.text


def test_a_stranger_is_shown_the_sign_in_form_with_the_page_wanted(client):
    answer = client.get("/places/hamlets?x=1")
    assert answer.status_code == 401
    assert 'name="next" type="hidden" value="/places/hamlets?x=1"' in answer.text


def test_htmx_asking_for_a_piece_after_the_session_ended_is_led_to_sign_in(client):
    answer = client.get("/places/hamlets", headers=PARTIAL)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/places/hamlets"


def kept(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text))


def test_a_form_sent_after_the_session_ended_is_kept_through_sign_in(app, client, cast):
    asked = client.post("/places/hamlets", data=FORM, headers=OURS)
    assert asked.status_code == 401
    fields = kept(asked.text)
    assert fields["kept_path"] == "/places/hamlets"
    assert {name: fields[f"kept-{name}"] for name in FORM} == FORM
    fields.pop("csrf_token")
    answer = client.post("/sign-in", data={**fields, "username": "officer", "password": "mật khẩu để thử"})
    assert answer.status_code == 200
    assert "Phiên đã hết, nội dung vừa nhập còn đây" in answer.text
    again = kept(answer.text)
    assert {name: again[name] for name in FORM} == FORM
    assert 'action="/places/hamlets"' in answer.text
    # The token of the page itself is good: sent without the test's own one.
    saved = client.post("/places/hamlets", data=again, csrf=False)
    assert (saved.status_code, saved.location) == (303, "/places/hamlets")
    assert "Thôn Mới" in client.get("/places/hamlets").text


def test_htmx_sending_a_form_after_the_session_ended_gets_a_small_form_above_its_page(client):
    answer = client.post("/places/hamlets", data=FORM, headers={**PARTIAL, **OURS})
    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "#messages"
    assert "<html" not in answer.text
    assert kept(answer.text)["kept-name"] == "Thôn Mới"


def test_a_wrong_password_in_between_loses_nothing(client):
    fields = kept(client.post("/places/hamlets", data=FORM, headers=OURS).text)
    fields.pop("csrf_token")
    answer = client.post("/sign-in", data={**fields, "username": "officer", "password": "sai"})
    assert answer.status_code == 422
    again = kept(answer.text)
    assert (again["kept_path"], again["kept-name"]) == ("/places/hamlets", "Thôn Mới")


def test_passwords_are_never_kept(client):
    sent = {"current_password": "a-b-c-d-1", "new_password": "x-y-z-1-2", "repeat_password": "x-y-z-1-2"}
    answer = client.post("/password", data=sent, headers=OURS)
    assert answer.status_code == 401
    assert "a-b-c-d-1" not in answer.text
    assert "x-y-z-1-2" not in answer.text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://elsewhere.example"}, {}])
def test_what_another_site_sends_is_not_kept(client, headers):
    answer = client.post("/places/hamlets", data=FORM, headers=headers)
    assert answer.status_code == 401
    assert "Thôn Mới" not in answer.text


@pytest.mark.parametrize("path", ["http://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "/khong-co", ""])
def test_what_was_kept_goes_to_our_own_forms_only(client, path):
    data = {"username": "officer", "password": "mật khẩu để thử", "kept_path": path, "kept-name": "x"}
    answer = client.post("/sign-in", data=data)
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_stale_token_keeps_what_was_typed(browser_of):
    browser = browser_of("officer")
    answer = browser.post("/places/hamlets", data={**FORM, "csrf_token": "cũ"}, csrf=False, headers=OURS)
    assert answer.status_code == 400
    again = kept(answer.text)
    assert {name: again[name] for name in FORM} == FORM
    assert browser.post("/places/hamlets", data=again, csrf=False).status_code == 303


def test_too_much_is_said_to_be_too_much(browser_of):
    body = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n' + b"x" * 5_000_000 + b"\r\n--b--\r\n"
    kind = "multipart/form-data; boundary=b"
    browser = browser_of("officer")
    answer = browser.open("/places/hamlets", method="POST", data=body, content_type=kind)
    assert answer.status_code == 413
    assert "quá lớn" in answer.text


def test_a_refused_move_gives_its_reasons(browser_of, cast):
    browser = browser_of("administrator")
    answer = browser.post(f"/members/{cast.users['administrator']}/password")
    assert answer.status_code == 409
    assert "Mật khẩu của chính mình thì đổi ở trang Đổi mật khẩu." in answer.text


def test_a_reason_in_words_with_its_article(context):
    with context.test_request_context():
        assert htmx.sentence(Refusal("own-dossier", article="Điều 1")) == (
            "Không ai thẩm định, phê duyệt hoặc quyết định hồ sơ do chính mình lập. <cite>(Điều 1)</cite>"
        )
        assert htmx.role_name("clerk") == "Văn thư"
