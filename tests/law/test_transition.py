"""The law date, the change of 01/10/2026 and the căn cứ lines of a day."""

from datetime import date

import pytest

from app.law import (
    CRITERIA,
    Mark,
    NotInForce,
    criteria_for,
    ending_soon,
    law_date,
    law_needs_check,
    legal_basis_lines,
    mark_on,
)

BEFORE, AFTER = date(2026, 9, 30), date(2026, 10, 1)
ALL_THREE = ["LAW06_2022", "ND152", "TT15"]


def test_law_date_is_the_day_of_receipt():
    assert law_date(BEFORE) == BEFORE


def test_law_date_before_the_data_begins():
    with pytest.raises(NotInForce):
        law_date(date(2023, 12, 31))


def test_law_needs_check_from_the_boundary():
    assert law_needs_check(BEFORE) is None
    assert "06/2026/QH16" in law_needs_check(AFTER)
    assert law_needs_check(AFTER, ALL_THREE[:2]) == law_needs_check(AFTER)
    assert law_needs_check(AFTER, ALL_THREE) is None


def test_mark_on_lowers_only_what_the_new_law_touches():
    law, letter = CRITERIA["no-double-award"].on(AFTER), CRITERIA["initiative-once"].on(AFTER)
    assert [mark_on(day, law.mark, law.cites) for day in (BEFORE, AFTER)] == [Mark.C, Mark.L]
    assert mark_on(AFTER, letter.mark, letter.cites) is Mark.C
    assert mark_on(AFTER, law.mark, law.cites, ["LAW06_2022"]) is Mark.C
    assert mark_on(AFTER, Mark.U, law.cites) is Mark.U


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 6, 30), [("LAW06_2022", "C", True), ("ND98", "C", True)]),
        (date(2025, 7, 1), [("LGOV_2025", "C", True), ("LAW06_2022", "C", True), ("ND152", "C", True)]),
        (
            AFTER,
            [
                ("LGOV_2025", "C", True),
                ("LAW06_2022", "L", True),
                ("LAW06_2026", "U", False),
                ("ND152", "L", True),
            ],
        ),
    ],
)
def test_legal_basis_of_a_commune_paper(day, expected):
    assert [(line.instrument, line.mark, line.printed) for line in legal_basis_lines(day, "commune")] == expected


def test_legal_basis_text_is_as_printed():
    assert [line.text for line in legal_basis_lines(date(2025, 7, 1), "commune")] == [
        "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
        "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ",
    ]


def test_legal_basis_confirmed_line_is_printed():
    lines = legal_basis_lines(AFTER, "commune", ["LAW06_2026", "ND152"])
    assert [line.instrument for line in lines if line.printed] == [
        "LGOV_2025",
        "LAW06_2022",
        "LAW06_2026",
        "ND152",
    ]
    assert lines[-1].mark is Mark.C


def test_legal_basis_unknown_level():
    with pytest.raises(KeyError):
        legal_basis_lines(AFTER, "district")


def test_ending_soon_warns_ninety_days_before():
    assert ending_soon(date(2026, 11, 30)) == ()
    assert [text.code for text in ending_soon(date(2026, 12, 1))] == ["ND152", "ND129"]


def test_disabled_criterion_is_known_but_not_asked():
    assert CRITERIA["one-award-per-theme"].on(AFTER).enabled is False
    assert "one-award-per-theme" not in [asked.code for asked in criteria_for("GK_XA", "person", AFTER)]
