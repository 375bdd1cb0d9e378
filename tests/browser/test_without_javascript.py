"""The same pages in a browser that runs no script: every step is a real form and a real link."""

import re

import pytest

from app import pdf

pytestmark = pytest.mark.browser


def test_person_is_added_found_and_put_in_a_household(official):
    officer = official("canbo", javascript=False)
    officer.open("/people/new")
    officer.press("Lưu")
    assert officer.page.locator("[aria-invalid=true]").count() > 0
    officer.fill({"Họ và tên": "Tạ Thị Ngọc Khuê"})
    officer.field("Thôn, tổ dân phố").select_option(label="Xóm 4")
    officer.press("Lưu")
    officer.open("/")
    officer.page.locator("main").get_by_role("searchbox").fill("ngoc khue")
    officer.press("Tìm")
    assert officer.sees("Tạ Thị Ngọc Khuê")


def test_stack_of_commitments_is_printed_in_the_background_by_the_worker(official):
    """More than a screenful is made by the worker process; without script the page is loaded again by its link."""
    officer = official("canbo", javascript=False)
    _plan(officer)
    officer.open("/commitments/wordings")
    if officer.page.get_by_role("button", name="Nạp mẫu có sẵn").count():
        officer.press("Nạp mẫu có sẵn")
    officer.open("/commitments/campaigns/new")
    officer.fill({"Tên đợt ký": "Ký cam kết cả xã"})
    for label in ("Kế hoạch", "Mẫu lời cam kết"):
        choices = officer.field(label).locator("option").all_inner_texts()
        wanted = next(one for one in choices if "ộ gia đình" in one or "/KH-UBND" in one)
        officer.field(label).select_option(label=wanted)
    officer.press("Ghi đợt ký")
    officer.follow("Lập bản cam kết")
    for name in ("Xóm 3", "Xóm 4"):  # by name: other tests of this installation add hamlets of two households
        officer.page.get_by_role("checkbox", name=name).check()
    officer.press("Xem trước các thôn đã chọn")
    officer.page.get_by_role("button", name=re.compile(r"^Lập \d+ bản$")).click()
    officer.press("Lập chồng bản in (PDF)")
    for _attempt in range(60):
        if officer.page.get_by_role("link", name="Mở kết quả").count():
            break
        officer.page.wait_for_timeout(500)
        if officer.page.get_by_role("link", name="Tải lại").count():  # a quick job has ended meanwhile
            officer.follow("Tải lại")
    stack = officer.pdf(officer.page.get_by_role("link", name="Mở kết quả").get_attribute("href"))
    said = re.search(r"Đã xong\s(\d+) / (\d+)", officer.text)
    covers = 2  # one for each of the two hamlets
    assert said.group(1) == said.group(2) == str(pdf.page_count(stack) - covers)


def _plan(officer) -> None:
    officer.open("/plans/new")
    officer.fill({"Số, ký hiệu": "33/KH-UBND"})
    officer.press("Lưu kế hoạch")
