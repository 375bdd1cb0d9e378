"""A household's head signs on the screen at the desk, with mouse or finger, and what the sealed paper then shows."""

import re
from datetime import date, timedelta

import pytest

from app import config, create_app
from app.cli.story.cast import OFFICER, acting
from app.clock import today
from app.commitments import actions
from app.db import db
from app.plans import actions as plans
from tests.commitments import rows
from tests.papers.reading import pages
from tests.people import rows as people
from tests.plans.rows import fields

pytestmark = pytest.mark.browser
HEAD = "Lường Thị Ngoan"


@pytest.fixture(scope="module")
def pledges(server) -> list[str]:
    """The pages of two households' commitments in a campaign that opened today."""
    app = create_app(config.read({"SOVANG_INSTANCE": str(server.folder)}))
    with app.app_context():
        with acting(OFFICER, today()):
            year = date(today().year, 1, 1)
            times = {"day": year, "valid_from": year, "valid_until": year.replace(year.year + 2)}
            plan = plans.save_plan(None, **fields(reference_number="77/KH-UBND", **times))
            days = {"opens_on": today(), "closes_on": today(), "valid_from": today()}
            given = rows.campaign_fields(plan.id, **days, valid_until=today() + timedelta(days=90))
            place = people.hamlet("Bản Ký")
            households = [people.household(name, place) for name in (HEAD, "Lường Văn Thưởng")]
            made = actions.make_commitments(actions.save_campaign(None, **given), households).commitments
            found = [f"/commitments/{row.id}" for row in made]
        db.engine.dispose()
    return found


def test_signature_drawn_with_the_mouse_stands_in_the_sealed_paper(official, pledges):
    officer = official("canbo")
    officer.open(pledges[0])
    officer.follow("Mở trang ký")
    officer.press("Ghi nhận đã ký")
    assert officer.sees("Chưa thấy nét ký: ký vào khung rồi bấm lại.")
    stroke(officer.page, [(0.1 + step / 50, 0.3 + 0.4 * (step % 7) / 7) for step in range(40)])
    officer.press("Xóa nét, ký lại")
    assert (strokes(officer.page), officer.page.locator(".signature-pad polyline").count()) == ("", 0)
    stroke(officer.page, [(0.15 + step / 60, 0.25 + 0.5 * (step % 9) / 9) for step in range(40)])
    stroke(officer.page, [(0.1, 0.8), (0.9, 0.7)])
    officer.fill({"Người chứng kiến": HEAD})
    officer.press("Ghi nhận đã ký")
    assert officer.sees("Người chứng kiến phải là người khác người ký")
    assert officer.page.locator(".signature-pad polyline").count() == 2
    officer.fill({"Người chứng kiến": "Trần Thị Chứng"})
    officer.press("Ghi nhận đã ký")
    assert officer.sees("Đã ghi nhận ký trên màn hình.")
    paper = re.search(r"/papers/(\d+)", officer.page.locator("main a[href^='/papers/']").first.get_attribute("href"))[1]
    (page,) = pages(officer.pdf(f"/commitments/stack?paper={paper}"))
    text = " ".join(page.extract_text().split())
    assert f"Ký trên màn hình ngày {today():%d/%m/%Y}; người chứng kiến: Trần Thị Chứng." in text
    assert ink_above_the_name(page) > 400


def test_finger_draws_without_moving_the_page(official, pledges):
    officer = official("canbo")
    officer.open(f"{pledges[1]}/draw")
    pad = officer.page.locator(".signature-pad")
    pad.scroll_into_view_if_needed()
    box, before = pad.bounding_box(), officer.page.evaluate("scrollY")
    screen = officer.context.new_cdp_session(officer.page)
    places = [(box["x"] + 60 + 8 * step, box["y"] + 30 + 3 * step) for step in range(30)]
    for kind, place in [("touchStart", places[0]), *(("touchMove", place) for place in places[1:]), ("touchEnd", None)]:
        points = [{"x": place[0], "y": place[1]}] if place else []
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert officer.page.evaluate("scrollY") == before
    assert strokes(officer.page).count("[") > 20


def test_without_javascript_the_pad_says_so_and_paper_is_taken_in_place(official, pledges):
    officer = official("canbo", javascript=False)
    officer.open(f"{pledges[1]}/draw")
    assert "Trình duyệt đang tắt JavaScript nên không vẽ được nét ký" in officer.text
    assert not officer.page.locator(".signature-pad").is_visible()
    officer.press("Đã nhận bản ký trên giấy")
    assert officer.sees("trên giấy")


def strokes(page) -> str:
    return page.locator("[name=drawing]").input_value()


def stroke(page, points) -> None:
    """One stroke through points given as shares of the field."""
    pad = page.locator(".signature-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    for number, (across, down) in enumerate(points):
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        if number == 0:
            page.mouse.down()
    page.mouse.up()


def ink_above_the_name(page) -> int:
    """How many dots of blue ink stand between the block of the signer and the printed name, at 100 dpi."""
    block = page.search("ĐẠI DIỆN HỘ GIA ĐÌNH")[0]
    name = max(page.search(HEAD), key=lambda found: found["top"])
    place = page.crop((page.width / 2, block["bottom"], page.width, name["top"]))
    picture = place.to_image(resolution=100).original.convert("RGB")
    return sum(
        count for count, (red, _green, blue) in picture.getcolors(picture.width * picture.height) if blue > red + 60
    )
