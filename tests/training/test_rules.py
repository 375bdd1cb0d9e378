"""Marks, columns, completion: what an official means, and why not."""

from datetime import date, time
from fractions import Fraction

import pytest

from app.refusals import Refusal
from app.training import rules
from app.training.rules import Mark, Visit

TODAY = date(2026, 9, 20)
SHARE = Fraction("0.8")


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("x", Mark.PRESENT),
        ("X", Mark.PRESENT),
        ("1", Mark.PRESENT),
        ("có mặt", Mark.PRESENT),
        ("co\u0301 ma\u0323\u0306t", Mark.PRESENT),
        ("v", Mark.ABSENT),
        ("Vắng", Mark.ABSENT),
        ("0", Mark.ABSENT),
        ("p", Mark.EXCUSED),
        ("vắng có phép", Mark.EXCUSED),
        ("m", Mark.LATE),
        ("đến muộn", Mark.LATE),
        ("?", None),
        ("xx", None),
        ("", None),
    ],
)
def test_read_mark(written, mark):
    assert rules.read_mark(written) == mark


@pytest.mark.parametrize(
    ("pasted", "cells"),
    [
        ("x\nv\n\np\n", ["x", "v", "", "p"]),
        ("\r\nx\r\n", ["", "x"]),
        ("xxvxp", ["x", "x", "v", "x", "p"]),
        ("xx-v", ["x", "x", "", "v"]),
        ("x x v", ["x", "x", "v"]),
        ("có mặt", ["có mặt"]),
        ("vang", ["vang"]),
        ("x", ["x"]),
    ],
)
def test_read_column(pasted, cells):
    assert rules.read_column(pasted) == cells


def test_training_faults_tells_all_at_once():
    day = date(2027, 1, 1)
    assert rules.training_faults(day, time(21), time(19), date(2026, 1, 1), date(2026, 12, 31)) == [
        Refusal("ends-before-starts"),
        Refusal("outside-course", detail="từ 01/01/2026 đến 31/12/2026"),
    ]


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31)])
def test_training_faults_first_and_last_day_of_the_course_are_good(day):
    assert rules.training_faults(day, time(19), time(21), date(2026, 1, 1), date(2026, 12, 31)) == []


def test_course_faults_tell_all_at_once_and_name_the_trainings_outside():
    period, days = (date(2026, 1, 1), date(2027, 1, 1)), [date(2026, 5, 1), date(2026, 9, 1)]
    assert rules.course_faults(date(2026, 4, 1), date(2026, 12, 31), days, *period) == []
    assert rules.course_faults(date(2025, 12, 31), date(2026, 8, 31), days, *period) == [
        Refusal("outside-plan", detail="từ 01/01/2026 đến 31/12/2026"),
        Refusal("trainings-outside-course", detail="01/09/2026"),
    ]
    assert [one.code for one in rules.course_faults(date(2026, 6, 1), date(2026, 5, 1), [], *period)] == [
        "course-closes-before-opens"
    ]


CELL = (1, 1)


@pytest.mark.parametrize(
    ("mark", "seen", "stored", "clash", "written"),
    [
        ("present", None, None, False, True),
        ("present", "present", "present", False, False),
        ("absent", "present", "present", False, True),
        (None, "present", "present", False, True),
        ("absent", "present", "late", True, True),
        ("late", "present", "late", False, False),
        ("present", "present", "late", False, False),
        ("absent", None, "present", True, True),
        ("absent", "present", None, True, True),
    ],
)
def test_clashes_and_changed(mark, seen, stored, clash, written):
    there = {CELL: stored} if stored else {}
    assert rules.clashes({CELL: mark}, {CELL: seen}, there) == ({CELL: stored} if clash else {})
    assert rules.changed({CELL: mark}, {CELL: seen}, there) == ({CELL: mark} if written else {})


def test_not_yet_names_each_day_once():
    assert rules.not_yet([TODAY, date(2026, 9, 21), date(2026, 9, 21)], TODAY) == [
        Refusal("training-ahead", detail="21/09/2026")
    ]


def visits(*marks):
    days = (date(2026, 9, 1), date(2026, 9, 5), date(2026, 9, 12), date(2026, 9, 25), date(2026, 9, 28))
    return [Visit(place, days[place - 1], mark, mark is not None) for place, mark in enumerate(marks, start=1)]


def test_completion_with_the_training_missed_and_its_day():
    assert rules.completion_faults(visits("present", "late", "absent"), "passed", SHARE, TODAY) == [
        Refusal("missed-trainings", detail="1 buổi: buổi 3 ngày 12/9")
    ]


def test_completion_at_exactly_the_share():
    four_of_five = visits("present", "late", "absent", "present", "present")
    assert rules.completion_faults(four_of_five, "passed", SHARE, TODAY) == []


def test_completion_excused_is_not_there():
    assert rules.completion_faults(visits("excused"), "passed", SHARE, TODAY) == [
        Refusal("missed-trainings", detail="1 buổi: buổi 1 ngày 01/9 (có phép)")
    ]


def test_completion_says_how_many_are_lacking_and_which_were_missed_with_leave():
    missed = visits("absent", "excused", "present", "present", "late")
    assert rules.completion_faults(missed, "passed", SHARE, TODAY) == [
        Refusal("missed-trainings", detail="1 buổi để đủ 4/5; đã vắng 2: buổi 1 ngày 01/9, buổi 2 ngày 05/9 (có phép)")
    ]


def test_completion_who_can_still_reach_the_share_has_not_missed_too_many():
    held = visits("absent", "present", "present", None, None)
    assert rules.completion_faults(held, "passed", SHARE, TODAY) == [Refusal("trainings-ahead", detail="2")]


def test_completion_names_the_year_of_another_year_and_two_figures_of_february():
    there = [Visit(1, date(2025, 12, 30), "absent", True), Visit(2, date(2026, 2, 3), "absent", True)]
    assert rules.completion_faults(there, "passed", SHARE, TODAY) == [
        Refusal("missed-trainings", detail="2 buổi: buổi 1 ngày 30/12/2025, buổi 2 ngày 03/02")
    ]


def test_completion_trainings_to_come_are_not_missed():
    assert rules.completion_faults(visits("present", "present", "present", None), None, SHARE, TODAY) == [
        Refusal("trainings-ahead", detail="1"),
        Refusal("no-result"),
    ]


def test_completion_a_training_nobody_was_marked_at_is_not_missed():
    assert rules.completion_faults(visits("present", None, "absent"), "passed", SHARE, TODAY) == [
        Refusal("missed-trainings", detail="1 buổi: buổi 3 ngày 12/9"),
        Refusal("trainings-unmarked", detail="1 buổi: buổi 2 ngày 05/9"),
    ]
    assert rules.completion_faults(visits(None, None), "passed", SHARE, TODAY) == [
        Refusal("trainings-unmarked", detail="2 buổi: buổi 1 ngày 01/9, buổi 2 ngày 05/9")
    ]


def test_completion_without_a_mark_where_others_have_one_is_missed():
    assert rules.completion_faults([Visit(1, TODAY, None, True)], "passed", SHARE, TODAY) == [
        Refusal("missed-trainings", detail="1 buổi: buổi 1 ngày 20/9")
    ]


def test_completion_without_trainings_and_with_result_not_passed():
    assert rules.completion_faults([], "not-passed", SHARE, TODAY) == [
        Refusal("no-trainings"),
        Refusal("result-not-passed"),
    ]
