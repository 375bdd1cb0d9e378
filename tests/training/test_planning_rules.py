"""A class planned in one go, and repeated in other hamlets: days, words, what cannot be. Plain Python."""

from datetime import date, time, timedelta

import pytest

from app.refusals import Refusal
from app.training.rules import copying, planning
from app.training.rules.planning import Period, Slot

TUESDAY = date(2026, 9, 1)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def slot(day, starts=time(19), ends=time(21)):
    return Slot(day, starts, ends, "Nhà văn hóa thôn 3")


def test_days_every_week_or_every_three_days():
    assert planning.days_of(TUESDAY, 3) == [TUESDAY, date(2026, 9, 8), date(2026, 9, 15)]
    assert planning.days_of(TUESDAY, 3, 3) == [TUESDAY, date(2026, 9, 4), date(2026, 9, 7)]


def test_days_on_two_days_of_the_week_begin_on_or_after_the_first():
    assert planning.days_of(TUESDAY, 4, 7, [0, 3]) == [
        date(2026, 9, 3),
        date(2026, 9, 7),
        date(2026, 9, 10),
        date(2026, 9, 14),
    ]


def test_meetings_outside_the_class_are_named_by_place_and_day_all_at_once():
    slots = [slot(date(2025, 12, 30)), slot(date(2026, 1, 6), time(21), time(20)), slot(date(2027, 1, 1))]
    assert planning.meeting_faults(slots, YEAR, [(date(2026, 1, 6), time(21))]) == [
        Refusal("ends-before-starts"),
        Refusal("meetings-before-course", detail="buổi 1 ngày 30/12/2025; lớp từ 01/01/2026 đến 31/12/2026"),
        Refusal("meetings-after-course", detail="buổi 3 ngày 01/01/2027; lớp từ 01/01/2026 đến 31/12/2026"),
        Refusal("meetings-held-already", detail="buổi 2 ngày 06/01/2026"),
    ]


def test_a_class_without_days_follows_its_trainings_within_its_plan():
    days = [date(2026, 9, 1), date(2026, 9, 8), date(2027, 1, 5)]
    assert planning.period_of(None, None, days, YEAR) == Period(date(2026, 9, 1), date(2026, 9, 8))
    assert planning.period_of(None, None, [], YEAR) == YEAR
    assert planning.period_of(date(2026, 8, 1), None, days, YEAR) == Period(date(2026, 8, 1), date(2026, 9, 8))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Lớp kỹ năng số Thôn 3", "Lớp kỹ năng số Thôn Đông"),
        ("Nhà văn hóa thôn 3", "Nhà văn hóa thôn Đông"),
        ("NHÀ VĂN HÓA THÔN 3", "NHÀ VĂN HÓA Thôn Đông"),
        ("Nhà văn hóa thôn 30", "Nhà văn hóa thôn 30"),
        ("Hội trường xã", "Hội trường xã"),
    ],
)
def test_a_hamlets_name_is_exchanged_as_it_stood(words, expected):
    assert planning.renamed(words, "Thôn 3", "Thôn Đông") == expected


def test_words_proposed_for_title_and_place():
    assert planning.title_for("An toàn thông tin.", "Thôn 3") == "Lớp An toàn thông tin - Thôn 3"
    assert planning.title_for("An toàn thông tin", None) == "Lớp An toàn thông tin"
    assert planning.place_for("Tổ dân phố Bình Minh") == "Nhà văn hóa tổ dân phố Bình Minh"
    assert planning.place_for("Bình Minh") == "Nhà văn hóa Bình Minh"


def test_title_of_a_copy_names_its_hamlet_even_if_the_first_named_none():
    assert copying.title_of_copy("Lớp thôn 3", "Thôn 3", "Thôn 5") == "Lớp thôn 5"
    assert copying.title_of_copy("Lớp VNeID", None, "Thôn 5") == "Lớp VNeID - Thôn 5"
    assert copying.place_of_copy("Trụ sở xã", "Thôn 3", "Thôn 5") == "Trụ sở xã"


def test_copies_begin_one_after_another_and_keep_distances_and_hours():
    assert copying.first_days(TUESDAY, 3, 2) == [TUESDAY, date(2026, 9, 3), date(2026, 9, 5)]
    slots = [slot(TUESDAY), slot(date(2026, 9, 4), time(8), time(10))]
    assert copying.moved(slots, date(2026, 10, 6)) == [
        slot(date(2026, 10, 6)),
        slot(date(2026, 10, 9), time(8), time(10)),
    ]
    assert copying.moved([], TUESDAY) == []


def test_period_of_a_copy_is_shifted_widened_and_kept_within_the_plan():
    week = Period(date(2026, 9, 1), date(2026, 9, 8))
    by = timedelta(days=30)
    assert copying.period_of_copy(week, YEAR, by, [date(2026, 10, 1)]) == Period(date(2026, 10, 1), date(2026, 10, 8))
    assert copying.period_of_copy(YEAR, YEAR, by, [date(2026, 10, 1)]) == YEAR
    late = copying.period_of_copy(week, YEAR, timedelta(days=110), [date(2026, 12, 20)])
    assert late == Period(date(2026, 12, 20), date(2026, 12, 27))


def test_a_copy_outside_the_plan_or_twice_at_one_hour_is_refused():
    assert copying.copy_faults([slot(TUESDAY), slot(TUESDAY)], YEAR) == [Refusal("meetings-twice")]
    assert copying.copy_faults([slot(date(2027, 2, 1))], YEAR) == [
        Refusal("meetings-outside-plan", detail="buổi 1 ngày 01/02/2027; kế hoạch từ 01/01/2026 đến 31/12/2026")
    ]


def test_what_happened_in_a_class_keeps_it():
    assert copying.removal_refusals(copying.Traces()) == []
    assert copying.removal_refusals(copying.Traces((4, 9)), {9, 4}) == []
    assert [one.code for one in copying.removal_refusals(copying.Traces((4,), 1, 1, 1), {4, 9})] == [
        "course-has-learners",
        "course-has-marks",
        "course-has-papers",
        "course-has-materials",
    ]
