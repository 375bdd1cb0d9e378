"""The members page: invite, give and end roles, reset; each for the administrator of this authority only."""

import re

import pytest

from app.access import Role
from app.accounts import actions, queries
from tests.accounts.rows import invited
from tests.cast import DAY, acting


def link_on(page: str) -> str:
    return re.search(r'readonly value="http://localhost([^"]+)"', page)[1]


@pytest.fixture
def administrator(browser_of):
    return browser_of("administrator")


def test_members_with_their_roles_and_days(administrator):
    page = administrator.get("/members").text
    assert "Trần Văn Bình" in page
    assert "Văn thư" in page
    assert "từ 24/10/2025" in page
    assert "Bùi Văn Lạ" not in page


def test_invite_and_accept(administrator, client):
    data = {"full_name": "NGUYỄN VĂN MỚI", "username": "van.moi", "role": "clerk"}
    shown = administrator.post("/members/invite", data=data)
    assert shown.status_code == 200
    link = link_on(shown.text)
    assert "Nguyễn Văn Mới" in administrator.get("/members").text
    page = client.get(link).text
    assert "Ủy ban nhân dân xã Vạn An" in page
    assert client.post(link, data={"new_password": "ngắn", "repeat_password": "khác"}).status_code == 422
    chosen = {"new_password": "một câu dễ nhớ", "repeat_password": "một câu dễ nhớ"}
    assert client.post(link, data=chosen).status_code == 303
    assert "Nguyễn Văn Mới" in client.get("/places/").text
    assert client.get(link).status_code == 404


def test_faults_of_an_invitation_at_once(administrator):
    answer = administrator.post("/members/invite", data={"full_name": "", "username": "", "role": ""})
    assert answer.status_code == 422
    for sentence in ("Chưa nhập họ và tên.", "Chưa nhập tên đăng nhập.", "Chưa chọn vai trò."):
        assert sentence in answer.text
    taken = administrator.post("/members/invite", data={"full_name": "An", "username": "officer", "role": "clerk"})
    assert taken.status_code == 422
    assert "đã có tên trong danh sách của cơ quan" in taken.text
    assert 'value="officer"' in taken.text


def test_a_commune_gives_no_role_of_the_province(administrator):
    answer = administrator.post("/members/invite", data={"full_name": "An", "username": "an.moi", "role": "reviewer"})
    assert answer.status_code == 422
    assert "Hãy chọn một mục trong danh sách." in answer.text


def test_an_invitation_is_withdrawn(app, administrator, client, cast):
    with app.app_context():
        invitation_id, secret = invited(cast)
    assert client.get(f"/invitations/{secret}").status_code == 200
    assert administrator.post(f"/members/invitations/{invitation_id}/withdraw").status_code == 303
    assert client.get(f"/invitations/{secret}").status_code == 404


def test_someone_with_an_account_takes_the_role_with_it(app, client, cast):
    with app.app_context():
        _id, secret = invited(cast, "stranger", Role.OFFICER)
    link = f"/invitations/{secret}"
    assert client.post(link).location == f"/sign-in?next={link}"
    client.sign_in("stranger")
    assert client.post(link).location == "/authority"
    assert "xã Vạn An" in client.get("/authority").text


def test_an_invitation_for_another_is_refused(app, browser_of, cast):
    with app.app_context():
        _id, secret = invited(cast, "stranger", Role.OFFICER)
        _id, fresh = invited(cast)
    browser = browser_of("clerk")
    assert browser.post(f"/invitations/{secret}").status_code == 409
    chosen = {"new_password": "một câu dễ nhớ", "repeat_password": "một câu dễ nhớ"}
    answer = browser.post(f"/invitations/{fresh}", data=chosen)
    assert answer.status_code == 422
    assert "Hãy đăng xuất rồi mở lại đường dẫn này." in answer.text


def test_give_and_end_a_role(app, administrator, cast):
    officer = cast.users["officer"]
    page = f"/members/{officer}"
    data = {"role": "clerk", "valid_from": "21/08/2026"}
    assert administrator.post(f"{page}/roles", data=data).status_code == 303
    assert "21/08/2026" in administrator.get(page).text
    again = administrator.post(f"{page}/roles", data=data)
    assert again.status_code == 422
    assert "đang giữ vai trò đó rồi" in again.text
    wrong = administrator.post(f"{page}/roles", data={"role": "", "valid_from": "31/02/2026"})
    assert wrong.status_code == 422
    assert "31/02/2026" in wrong.text
    with app.app_context(), acting(cast.users["administrator"]):
        held = queries.memberships_at(queries.member(officer, cast.home), cast.home)[0].id
    assert administrator.post(f"/members/roles/{held}/end").status_code == 303


def test_the_last_administrator_reads_why_not(app, administrator, cast):
    own = cast.users["administrator"]
    page = administrator.get(f"/members/{own}").text
    assert "Đây là quản trị viên duy nhất còn lại của cơ quan" in page
    assert "Mật khẩu của chính mình thì đổi ở trang Đổi mật khẩu." in page
    with app.app_context(), acting(own):
        held = queries.memberships_at(queries.member(own, cast.home), cast.home)[0].id
    assert administrator.post(f"/members/roles/{held}/end").status_code == 409


@pytest.mark.parametrize("path", ["", "/roles", "/password"])
def test_members_of_another_commune_are_not_there(administrator, cast, path):
    address = f"/members/{cast.users['stranger']}{path}"
    answer = administrator.post(address) if path else administrator.get(address)
    assert answer.status_code == 404


def test_a_province_opens_a_commune(app, browser_of, client, cast):
    with app.app_context(), acting(cast.users["reviewer"]) as user:
        actions.add_role(user, cast.province, Role.ADMINISTRATOR, DAY)
    browser = browser_of("reviewer")
    page = browser.get("/communes").text
    assert "xã Nam Đàn" in page
    assert '<option value="17950"' not in page
    data = {"commune": "17935", "full_name": "Lê Văn Quản", "username": "quan.tri"}
    faults = browser.post("/communes", data={**data, "commune": "17950", "username": "x"})
    assert faults.status_code == 422
    shown = browser.post("/communes", data=data)
    assert shown.status_code == 200
    assert "Ủy ban nhân dân xã Nam Đàn" in client.get(link_on(shown.text)).text


def test_a_commune_opens_no_commune(administrator):
    assert administrator.get("/communes").status_code == 404
    assert administrator.post("/communes", data={}).status_code == 404
