"""A hall with thirty people and a laptop: sheet printed, class held, marks typed, the number on the page of targets.

At the end the totals are added up once more from the exported rows, in plain Python.
"""

from datetime import date

import pytest

from app import clock, config, create_app, pdf, text
from app.cli.story.cast import OFFICER, acting
from app.db import db
from app.people import actions as people
from app.places import actions as places
from app.plans import actions as plans
from tests.workbooks import read_xlsx

pytestmark = pytest.mark.browser

HAMLET, PLAN = "Bản Buổi Tối", "52/KH-UBND"
KEYS = "xxvxmxxxpxxxxxvxxxxxmxxxxxxxxv"
CAME_KEYS = "xm"
CAME_WORDS = {"có mặt", "đến muộn"}


@pytest.fixture
def hamlet(server) -> str:
    """A plan in force, and thirty people of a hamlet in the books."""
    app = create_app(config.read({"SOVANG_INSTANCE": str(server.folder)}))
    with app.app_context():
        with acting(OFFICER, clock.today()):
            _arranged(clock.today())
        db.engine.dispose()
    return HAMLET


def _arranged(today: date) -> None:
    plans.save_plan(
        None,
        title="Kế hoạch lớp buổi tối",
        movement="Bình dân học vụ số",
        reference_number=PLAN,
        day=today,
        valid_from=date(today.year, 1, 1),
        valid_until=date(today.year + 1, 1, 1),
        contents=["Phổ cập kỹ năng số"],
        legal_bases=["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"],
    )
    hamlet = places.save_hamlet(None, HAMLET, "Lô Văn Xuôi", date(2025, 7, 1))
    for number in range(len(KEYS)):
        people.save_person(
            None,
            today,
            name=f"Vi Thị {chr(65 + number % 26)}{number}",
            birth_year=1950 + number,
            sex="female",
            hamlet_id=hamlet.id,
            target_group="T3",
        )


def test_evening_from_the_sheet_to_the_number_on_the_page_of_targets(hamlet, official):
    officer = official(OFFICER)
    _opened(officer)
    officer.press("Lập phiếu để in")
    sheet = officer.pdf(officer.page.get_by_role("link", name="mở để in").first.get_attribute("href"))
    assert pdf.page_count(sheet) == 2  # thirty people and blank lines
    officer.page.get_by_role("radio").first.focus()
    for key in KEYS:
        officer.page.keyboard.press(key)
    officer.page.locator("[data-status]").filter(has_text="Đã lưu lúc").wait_for()
    _passed(officer)
    came = sum(1 for key in KEYS if key in CAME_KEYS)
    assert _number_and_list(officer, "people-trained") == (came, came)
    assert _number_and_list(officer, "people-passed") == (len(KEYS), len(KEYS))
    assert _from_the_exported_rows(officer) == (came, came)


def _opened(officer) -> None:
    """A class of one evening, today, its thirty learners ticked; ends on the page of that evening."""
    day = text.day_text(clock.today())
    officer.open("/training/new")
    offered = officer.field("Kế hoạch").locator("option").all_inner_texts()
    officer.fill({"Kế hoạch": next(one for one in offered if PLAN in one), "Chuyên đề": "VNeID, định danh điện tử"})
    officer.field("Nhóm đối tượng").select_option("T3")
    officer.fill({"Tổ chức tại thôn, tổ dân phố": HAMLET, "Giảng viên, báo cáo viên": "Lê Thị Khánh Huyền"})
    officer.fill({"Ngày buổi đầu": day, "Từ giờ": "19:30", "Đến giờ": "21:00", "Số buổi": "1"})
    officer.press("Lưu lớp")
    officer.follow("Đánh dấu người của một thôn")
    for box in officer.page.get_by_role("checkbox").all():
        box.check()
    officer.press("Thêm những người đã đánh dấu")
    officer.follow(day)


def _passed(officer) -> None:
    """All of them pass, alone: the empty boxes of both columns are filled in one step each."""
    officer.page.locator(".trail a").last.click()
    officer.follow("Ghi kết quả theo nội dung")
    for column in officer.page.locator("select[name^=fill-]").all():
        column.select_option(index=1)
    officer.press("Lưu kết quả")


def _number_and_list(officer, figure: str) -> tuple[int, int]:
    """What the page of targets says of the hamlet this year, and how many stand on the list behind it."""
    officer.open(f"/oversight/?figure={figure}")
    line = officer.page.locator("tr", has=officer.page.get_by_role("rowheader", name=HAMLET, exact=True))
    link = line.get_by_role("link").first
    number = int(link.inner_text().split()[0])
    link.click()
    officer.page.wait_for_load_state()
    return number, officer.page.locator("main tbody tr").count()


def _from_the_exported_rows(officer) -> tuple[int, int]:
    """People and turns of the hamlet, added up from one line for each mark."""
    year = clock.today().year
    answer = officer.context.request.get(f"/training/attendance.xlsx?from=01/01/{year}&to=31/12/{year}")
    rows = read_xlsx(answer.body()).rows
    start = next(place for place, row in enumerate(rows) if "Mã người" in row)
    lines = [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]
    came = [one for one in lines if one["Thôn, tổ dân phố"] == HAMLET and one["Điểm danh"] in CAME_WORDS]
    return len({one["Mã người"] for one in came}), len(came)
