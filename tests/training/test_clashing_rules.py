"""When two meetings clash, by tables of hours, places and names."""

from datetime import date, time

import pytest

from app.training.rules.clashing import Meeting, Teacher, overlapping, same_place, same_teachers

DAY = date(2026, 11, 17)


def _meeting(
    hours: str, number: int = 1, day: date = DAY, place: str = "Nhà văn hóa thôn 3", hamlet_id: int | None = 3
):
    starts, ends = (time.fromisoformat(hour) for hour in hours.split("-"))
    return Meeting(day, starts, ends, place, hamlet_id, number=number)


@pytest.mark.parametrize(
    ("hours", "pairs"),
    [
        (["19:00-21:00", "20:00-21:30"], [(1, 2)]),
        (["20:00-21:30", "19:00-21:00"], [(2, 1)]),  # the earlier one first
        (["19:00-21:00", "21:00-22:00"], []),  # one begins when the other ends
        (["19:00-21:00", "19:00-21:00"], [(1, 2)]),
        (["08:00-17:00", "09:00-10:00", "10:00-11:00", "16:59-18:00"], [(1, 2), (1, 3), (1, 4)]),
        (["08:00-09:00", "08:30-10:00", "09:30-11:00"], [(1, 2), (2, 3)]),
        (["19:00-21:00"], []),
        ([], []),
    ],
)
def test_meetings_of_one_day_overlap(hours, pairs):
    meetings = [_meeting(one, number) for number, one in enumerate(hours, start=1)]
    assert [(first.number, second.number) for first, second in overlapping(meetings)] == pairs


def test_meetings_of_two_days_never_overlap():
    other = _meeting("19:00-21:00", 2, date(2026, 11, 18))
    assert list(overlapping([_meeting("19:00-21:00"), other])) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Nhà văn hóa thôn 3", 3), ("nhà văn hoá THÔN 3 ", 3), True),
        (("Nhà văn hóa thôn 3", 3), ("Nhà văn hóa thôn 3", 4), True),  # the words alone name it
        (("Nhà văn hóa thôn", 3), ("Nhà văn hóa thôn", 4), False),  # each hamlet has one
        (("Nhà văn hóa thôn", 3), ("Nhà văn hóa thôn", 3), True),
        (("Hội trường", None), ("Hội trường", 3), False),
        (("Hội trường UBND xã", None), ("Hội trường UBND xã", 3), True),
        (("Nhà văn hóa thôn 3", 3), ("Nhà văn hóa thôn 4", 3), False),
        (("", 3), ("", 3), False),
    ],
)
def test_place_is_the_same_by_its_words(one, other, same):
    first, second = (_meeting("19:00-21:00", place=place, hamlet_id=hamlet) for place, hamlet in (one, other))
    assert (same_place(first, second), same_place(second, first)) == (same, same)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Lê Văn Đức",), ("LE VAN DUC",), True),
        (("Lê Văn Đức", 1), ("Lê Văn Đức", 2), False),  # two people of one name
        (("Lê Văn Đức", 1), ("Lê Văn Đức",), True),
        (("Lê Văn Đức", 1), ("Đức", 1), True),
        (("Lê Văn Đức", None, 7), ("Tổ công nghệ số", None, 7), True),
        (("Lê Văn Đức", None, 7), ("Lê Văn Đức", None, 8), False),
        (("Lê Văn Đức", 1, 7), ("Lê Văn Đức", 2, 7), True),
        (("Lê Văn Đức", 1, None), ("Lê Văn Đức", None, 7), True),
        (("Lê Văn Đức",), ("Lê Văn Đạt",), False),
        (("",), ("",), False),
    ],
)
def test_teacher_is_the_same_by_person_account_or_name(one, other, same):
    assert same_teachers([Teacher(*one)], [Teacher(*other)]) == ((one[0],) if same else ())


def test_each_teacher_is_named_once_in_the_order_of_the_first():
    here = [Teacher("B"), Teacher("A", 1), Teacher("A", 1), Teacher("C")]
    assert same_teachers(here, [Teacher("A", 1), Teacher("b"), Teacher("D")]) == ("B", "A")
