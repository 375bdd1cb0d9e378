"""Rules of tasks: lateness, what can be reported, and lists as provinces paste them."""

from datetime import date

import pytest

from app.plans.rules import tasks as rules
from app.plans.rules.tasks import StepValues, TaskState, TaskValues
from app.plans.rules.tasks_pasted import read_time
from app.workdays import Calendar

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DAY = date(2026, 8, 20)  # a Thursday


def codes(refusals):
    return [one.code for one in refusals]


def test_task_fits_its_plan_and_its_owner():
    assert rules.task_refusals(TaskValues(FIRST, LAST, 1, False), FIRST, LAST) == []
    assert codes(rules.task_refusals(TaskValues(date(2026, 5, 1), date(2026, 4, 1), 2, True), FIRST, LAST)) == [
        "task-reversed",
        "owner-ended",
        "owner-twice",
    ]
    late = rules.task_refusals(TaskValues(date(2027, 1, 2), date(2027, 1, 3), 0, False), FIRST, LAST)
    assert codes(late) == ["task-outside-plan", "task-begins-after-plan"]


def test_late_is_counted_in_working_days():
    assert rules.is_late(TaskState.DOING, date(2026, 8, 19), DAY)
    assert not rules.is_late(TaskState.DONE, date(2026, 8, 19), DAY)
    assert not rules.is_late(TaskState.OPEN, None, DAY)
    calendar = Calendar()
    assert rules.left_words(date(2026, 8, 21), DAY, calendar) == "còn 1 ngày làm việc"
    assert rules.left_words(date(2026, 8, 14), DAY, calendar) == "quá hạn 4 ngày làm việc"
    assert rules.left_words(DAY, DAY, calendar) == "hạn hôm nay"


def step(**changes):
    asked = {"today": DAY, "last": None, "issued": True, "closed": False, "reason": ""} | changes
    typed = asked.pop("typed", StepValues(DAY, False, 40))
    return codes(rules.step_refusals(asked.pop("state", "doing"), typed, **asked))


def test_step_is_told_everything_wrong_at_once():
    assert step() == []
    assert step(typed=StepValues(date(2026, 8, 21), False, 100), state="done", issued=False, closed=True) == [
        "task-plan-not-issued",
        "task-ended",
        "step-ahead",
        "progress-whole-not-done",
        "figures-closed",
    ]
    assert step(last=date(2026, 8, 21)) == ["step-before-last"]
    assert step(closed=True, reason="Bổ sung số liệu") == []


@pytest.mark.parametrize(
    ("cell", "begins", "due"),
    [
        ("31/12/2026", None, LAST),
        ("Trước ngày 30/9/2026", None, date(2026, 9, 30)),
        ("Từ 01/3/2026 đến 30/6/2026", date(2026, 3, 1), date(2026, 6, 30)),
        ("Quý IV/2026", None, LAST),
        ("quý III/2025 - quý II/2026", None, date(2026, 6, 30)),
        ("Quý I, II năm 2027", None, date(2027, 6, 30)),
        ("Tháng 9 năm 2026", None, date(2026, 9, 30)),
        ("2025-2030", None, date(2030, 12, 31)),
        ("6 tháng đầu năm 2026", None, date(2026, 6, 30)),
        ("Thường xuyên, hằng tuần", None, None),
        ("Sau khi có hướng dẫn", None, None),
    ],
)
def test_time_in_words_ends_on_its_last_day_and_keeps_its_words(cell, begins, due):
    assert read_time(cell) == (begins, due, "" if cell == "31/12/2026" else cell)
