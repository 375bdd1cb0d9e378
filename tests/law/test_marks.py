"""What may refuse, what warns, what only asks to look."""

import pytest

from app.law import Mark, strength, weakest


@pytest.mark.parametrize(
    ("mark", "local", "expected"),
    [
        ("C", None, "refuse"),
        ("Ct", None, "refuse"),
        ("D", "commune", "refuse"),
        ("D", "province", "refuse"),
        ("D", None, "warn"),
        ("L", None, "warn"),
        ("L", "province", "warn"),
        ("U", None, "look"),
        ("U", "commune", "look"),
    ],
)
def test_strength(mark, local, expected):
    assert strength(Mark(mark), local) == expected


def test_verified_marks():
    assert [mark for mark in Mark if mark.verified] == [Mark.C, Mark.CT]


def test_every_unverified_mark_says_so():
    assert [mark for mark in Mark if mark.label.startswith("chưa đối chiếu")] == [Mark.L, Mark.D, Mark.U]


def test_weakest():
    assert weakest(Mark.C, Mark.CT, Mark.C) is Mark.CT
    assert weakest(Mark.L, Mark.D) is Mark.D
    assert weakest(Mark.U, Mark.C, Mark.D) is Mark.U
