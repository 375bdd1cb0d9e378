"""Thirty people are marked by thirty keys, without a connection, by two at once, and with no script at all."""

import re
import time
from dataclasses import dataclass
from datetime import date, timedelta
from datetime import time as hour

import pytest

from app import clock, config, create_app
from app.accounts import queries as users
from app.cli import story
from app.cli.story.cast import OFFICER, TRAINER, acting
from app.db import db
from app.people import actions as people
from app.plans import actions as plans
from app.plans import queries as plan_queries
from app.training import actions, queries

pytestmark = pytest.mark.browser

PEOPLE = 30
KEYS = "xxvxmxxxpxxxxxvxxxxxmxxxxxxxxv"
SAVED = re.compile(r"^Đã lưu lúc \d\d:\d\d")


@dataclass(frozen=True)
class Hall:
    """A class of thirty with one evening held and one to come, in the installation that the browser sees."""

    course: int
    training: int
    learners: tuple[int, ...]

    @property
    def grid(self) -> str:
        return f"/training/{self.course}/attendance"

    @property
    def roll(self) -> str:
        return f"/training/trainings/{self.training}"

    def marks(self) -> str:
        """What stands in the database, one key for each person."""
        with acting(OFFICER, clock.today()):
            stored = queries.marks(self.course)
        keys = {"present": "x", "absent": "v", "excused": "p", "late": "m"}
        return "".join(keys.get(stored.get((self.training, one), ""), "-") for one in self.learners)


@pytest.fixture(scope="module")
def installed(server):
    """The program on the same installation, to lay out a class and to read what was written."""
    app = create_app(config.read({"SOVANG_INSTANCE": str(server.folder)}))
    with app.app_context():
        yield app
        db.engine.dispose()


@pytest.fixture(scope="module")
def plan(installed):
    with acting(OFFICER, clock.today()):
        return _plan(clock.today())


@pytest.fixture
def hall(installed, plan):
    with acting(OFFICER, clock.today()):
        return Hall(*_class(plan, clock.today()))


def _plan(today: date) -> int:
    made = plans.save_plan(
        None,
        title="Kế hoạch tập huấn",
        movement="Bình dân học vụ số",
        reference_number="41/KH-UBND",
        day=today - timedelta(days=20),
        valid_from=today - timedelta(days=20),
        valid_until=today + timedelta(days=300),
        contents=["Phổ cập kỹ năng số"],
        legal_bases=["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"],
        with_targets=False,
    )
    db.session.flush()
    return made.id


def _class(plan_id: int, today: date) -> tuple[int, int, tuple[int, ...]]:
    course = actions.save_course(
        None,
        plan=plan_queries.get(plan_id),
        title="Lớp ba mươi người",
        topic="VNeID",
        target_group="T3",
        place="Nhà văn hóa",
        instructor_name="Lê Thị Khánh Huyền",
        trainer=users.by_username(TRAINER),
    )
    db.session.flush()
    days = (today - timedelta(days=1), today + timedelta(days=5))
    evening = {"starts": hour(19, 30), "ends": hour(21)}
    held = [actions.save_training(course, None, day=day, **evening) for day in days]
    listed = [
        people.save_person(None, today, name=f"Võ Thị {chr(65 + number % 26)}{number}") for number in range(PEOPLE)
    ]
    actions.add_learners(course, listed)
    db.session.flush()
    learners = tuple(one.id for one in queries.learners(course.id))
    return course.id, held[0].id, learners


def says(one, words):
    one.page.locator("[data-status]").filter(has_text=words).wait_for()
    return True


def boxes(one):
    return one.page.locator("tbody input:not(:disabled)")


def typed(one, keys):
    for key in keys:
        one.page.keyboard.press(key)


def test_column_of_thirty_is_typed_by_thirty_keys_in_grid_and_roll(hall, official):
    trainer = official(TRAINER)
    trainer.open(hall.grid)
    assert (boxes(trainer).count(), trainer.page.locator("tbody input:disabled").count()) == (PEOPLE, PEOPLE)
    boxes(trainer).first.focus()
    started = time.monotonic()
    typed(trainer, KEYS)
    assert says(trainer, SAVED)
    assert time.monotonic() - started < 60
    assert hall.marks() == KEYS
    assert trainer.page.locator(f"[data-count='{hall.training}-x']").inner_text() == str(KEYS.count("x"))
    typed(trainer, "v")  # the list has ended: one key more falls on nobody
    trainer.open(hall.roll)
    trainer.page.get_by_role("radio").first.focus()
    typed(trainer, KEYS[::-1])
    assert says(trainer, SAVED)
    assert hall.marks() == KEYS[::-1]


def test_words_backspace_and_what_nobody_can_read(hall, official):
    trainer = official(TRAINER)
    trainer.open(hall.grid)
    boxes(trainer).first.focus()
    typed(trainer, ["x", "x", "Backspace", "Backspace", "Backspace"])
    trainer.page.keyboard.type("co mat")
    typed(trainer, ["Enter", "ArrowDown", "q", "Tab"])
    assert says(trainer, "Không hiểu “q”")
    assert [boxes(trainer).nth(place).input_value() for place in range(3)] == ["x", "", "q"]
    boxes(trainer).nth(2).focus()
    typed(trainer, "1")
    assert says(trainer, SAVED)
    assert hall.marks()[:4] == "x-x-"


def test_without_connection_marks_are_kept_and_sent_when_it_is_back(hall, official):
    trainer = official(TRAINER)
    trainer.open(hall.grid)
    trainer.context.set_offline(True)
    boxes(trainer).first.focus()
    typed(trainer, "xvm")
    assert says(trainer, "Chưa lưu 3 ô: mất kết nối, đang giữ trên máy này")
    assert hall.marks() == "-" * PEOPLE
    trainer.context.set_offline(False)
    assert says(trainer, SAVED)
    assert hall.marks()[:4] == "xvm-"
    trainer.context.clear_cookies()
    boxes(trainer).nth(3).focus()
    typed(trainer, "p")
    assert says(trainer, "Phiên làm việc đã hết hoặc đã đổi. Chưa lưu 1 ô")
    trainer.page.get_by_role("link", name="đăng nhập lại để lưu tiếp").click()
    trainer.fill({"Tên đăng nhập": TRAINER, "Mật khẩu": story.PASSWORD})
    trainer.press("Đăng nhập")
    assert says(trainer, SAVED)
    assert hall.marks()[:4] == "xvmp"


def test_two_at_once_are_told_and_choose(hall, official):
    trainer, officer = official(TRAINER), official(OFFICER)
    for one in (trainer, officer):
        one.open(hall.grid)
        boxes(one).first.focus()
    typed(officer, "mm")
    assert says(officer, SAVED)
    typed(trainer, "vvx")
    assert says(trainer, "2 ô người khác đã ghi khác")
    assert hall.marks()[:3] == "mmx"
    told = trainer.page.locator("[data-clashes] p")
    assert re.search(r"Nguyễn Thị Hoài An đã ghi m \(đến muộn\) lúc \d\d:\d\d .* Bạn ghi v\.", told.first.inner_text())
    told.first.get_by_role("button", name="Ghi đè v").click()
    told.first.get_by_role("button", name="Giữ m").click()
    assert says(trainer, SAVED)
    assert (hall.marks()[:3], boxes(trainer).nth(1).input_value()) == ("vmx", "m")


def test_without_script_the_grid_is_a_form(hall, official):
    trainer = official(TRAINER, javascript=False)
    trainer.open(hall.grid)
    boxes(trainer).nth(0).fill("có mặt")
    boxes(trainer).nth(1).fill("0")
    trainer.press("Lưu điểm danh")
    assert trainer.sees("Đã lưu điểm danh, 2 ô thay đổi.")
    assert hall.marks()[:3] == "xv-"
