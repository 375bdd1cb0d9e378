"""The session ends while someone works: what was typed is neither lost nor saved by halves."""

import re

import pytest

from app.cli import story

pytestmark = pytest.mark.browser


def sign_in_again(one) -> None:
    one.fill({"Tên đăng nhập": "canbo", "Mật khẩu": story.PASSWORD})
    one.press("Đăng nhập")


def test_in_the_middle_of_an_htmx_request_what_was_typed_is_there_after_signing_in(official):
    officer = official("canbo")
    officer.open("/search")
    officer.context.clear_cookies()
    officer.page.locator("main").get_by_role("searchbox").press_sequentially("thuy uong")
    officer.page.wait_for_url(re.compile("/sign-in"))
    sign_in_again(officer)
    assert officer.page.locator("main").get_by_role("searchbox").input_value() == "thuy uong"
    assert officer.sees("Nguyễn Thị Thuỵ Ưởng")


def test_form_that_was_filled_in_is_sent_again_after_signing_in(official):
    officer = official("canbo")
    officer.open("/people/new")
    officer.fill({"Họ và tên": "Nguyễn Thị Mỹ Ái Ưu"})
    officer.context.clear_cookies()
    officer.page.get_by_role("button", name="Lưu").first.click()
    assert officer.sees("Nội dung vừa nhập vẫn còn")
    sign_in_again(officer)
    officer.press("Gửi lại")
    assert officer.sees("Nguyễn Thị Mỹ Ái Ưu")
    officer.open("/search?q=my+ai+uu")
    assert officer.page.get_by_role("link", name="Nguyễn Thị Mỹ Ái Ưu").count() == 1
