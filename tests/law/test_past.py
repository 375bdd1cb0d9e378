"""The law before 01/7/2025, on the day of the change, and what stays unknown."""

from datetime import date

import pytest

from app import law
from app.law import AWARDS, CRITERIA, Mark, NotInForce

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
FIRST = date(2024, 1, 1)


def codes(award: str, kind: str, day: date, marks: tuple[Mark, ...] = tuple(Mark)) -> list[str]:
    return [one.code for one in law.criteria_for(award, kind, day) if one.version.mark in marks]


@pytest.mark.parametrize("award", ["GK_XA", "BK_TINH", "BK_TTG", "HCLD_3"])
def test_the_same_conditions_are_asked_on_both_sides_of_the_change(award):
    before, after = codes(award, "person", BEFORE), codes(award, "person", AFTER)
    assert [code for code in before if code.startswith(award)] == [code for code in after if code.startswith(award)]


def test_what_was_read_in_the_law_itself_is_certain_from_its_first_day():
    assert {CRITERIA[code].on(FIRST).mark for code in AWARDS["BK_TTG"].on(FIRST).criteria if ".person" in code} == {"C"}
    assert "cấp huyện" in CRITERIA["BK_TTG.worker.c"].on(BEFORE).text
    assert "cấp huyện" not in CRITERIA["BK_TTG.worker.c"].on(AFTER).text


def test_rules_read_in_the_new_decree_only_are_likely_before_it_and_refuse_nobody():
    for code in ("hold-discipline", "theme-not-merit-ground", "maternity-counts", "tie-prefer-women"):
        old, new = CRITERIA[code].on(BEFORE), CRITERIA[code].on(AFTER)
        assert (old.mark, new.mark, old.cites[0].instrument) == (Mark.L, Mark.C, "ND98")
        assert law.strength(old.mark, old.local) is law.Strength.WARN


def test_a_standard_of_the_province_is_a_filling_it_may_change_before_and_after():
    for day in (FIRST, BEFORE, AFTER):
        version = CRITERIA["GK_XA.household.1"].on(day)
        assert (version.mark, version.local) == (Mark.D, "province")


@pytest.mark.parametrize(
    ("award", "day", "mark"), [("CSTDCS", BEFORE, "C"), ("CSTDCS", AFTER, "L"), ("CO_CP", FIRST, "C")]
)
def test_votes_were_read_in_the_old_decree(award, day, mark):
    version = AWARDS[award].on(day)
    assert (version.ballot.value, version.threshold.value, version.threshold.mark) == ("secret", "0.80", mark)


@pytest.mark.parametrize("award", ["GK_XA", "BK_TINH", "BK_TTG", "HCLD_1", "CO_CP"])
def test_money_of_the_old_decree_is_unknown_and_not_guessed(award):
    assert dict(AWARDS[award].on(BEFORE).coefficients) == {}
    with pytest.raises(NotInForce, match="không có hệ số tiền thưởng"):
        law.bonus(award, "collective", AFTER, law_day=BEFORE)


@pytest.mark.parametrize("award", ["LDTT", "TTLDTT", "THON_VH", "GIADINH_VH"])
def test_titles_nobody_found_before_the_change_say_so(award):
    with pytest.raises(NotInForce, match="dữ liệu có từ 01/07/2025"):
        AWARDS[award].on(BEFORE)


def test_unknown_values_stay_empty():
    assert AWARDS["CSTDCS"].on(BEFORE).deciding.value is None
    assert AWARDS["HCLD_3"].on(BEFORE).sets.value is None
    found = law.default_value("limit.commune.decide", BEFORE)
    assert (found.value, found.mark) == (None, Mark.U)


def test_the_council_has_its_terms_on_every_day_of_the_data():
    for key, value in {
        "council.quorum.award_meeting": "0.80",
        "council.threshold": "more_than_half",
        "council.ballot": "either",
    }.items():
        assert {law.default_value(key, day).value for day in (FIRST, BEFORE, AFTER)} == {value}


def test_transition_is_told_from_the_day_the_new_law_was_issued():
    assert law.transition_note(date(2026, 4, 22)) is None
    told = {day: law.transition_note(day) for day in (date(2026, 4, 23), date(2026, 9, 30), date(2026, 10, 1))}
    assert [note.after for note in told.values()] == [False, False, True]
    note = told[date(2026, 10, 1)]
    assert (note.mark, note.boundary) == (Mark.L, date(2026, 10, 1))
    assert "trừ khi quy định của Luật số 06/2026/QH16 có lợi hơn" in note.text
    assert law.law_date(date(2026, 9, 30)) == date(2026, 9, 30), "the day of receipt decides, nothing else"


def test_other_bodies_confirm_for_enterprises_and_officials():
    found = law.confirmations_for(AFTER)
    assert [(one.whom, one.code) for one in found] == [
        ("enterprise", "tax"),
        ("enterprise", "insurance"),
        ("enterprise", "environment"),
        ("enterprise", "fire"),
        ("official", "discipline"),
        ("official", "complaint"),
    ]
    assert {(one.mark, one.local, one.cite) for one in found} == {(Mark.D, "province", "86/2025/QĐ-UBND, Điều 10.2")}
    assert law.confirmations_for(BEFORE) == ()
    own = law.Value(value=("fire", "food_safety"), mark=Mark.C, cites=())
    asked = law.confirmations_for(AFTER, {"enterprise": own})
    assert [(one.code, one.mark) for one in asked] == [("fire", "C"), ("food_safety", "C")]


def test_every_value_left_to_a_province_is_a_rule_of_its_own():
    held = {
        f"award.{award.code}.{field}"
        for award in AWARDS.values()
        for field in law.OPEN_FIELDS
        for version in award.versions
        if (value := getattr(version, field)) is not None and value.local
    }
    assert held == {key for key in law.DEFAULTS if key.startswith("award.")}
    assert law.default_value("award.GK_XA.sets", AFTER).value == AWARDS["GK_XA"].on(AFTER).sets.value


def test_report_names_what_an_official_signs():
    lines = law.law_report(date(2026, 11, 22)).splitlines()
    for line in (
        "      tiền thưởng, tập thể: 1.520.000 đồng [C]",
        "      đối tượng: cá nhân, tập thể, hộ gia đình",
        "      bảo quản hồ sơ: 10 năm [L, chưa đối chiếu] 10/2022/TT-BNV, nhóm 10",
        "5. Xác nhận của cơ quan khác",
        "9. Xác nhận",
    ):
        assert line in lines, line
    assert [line for line in lines if line.startswith("Chuyển tiếp: Hồ sơ nhận để thẩm định trước ngày 01/10/2026")]
    old = law.law_report(BEFORE)
    assert "- chưa có dữ liệu cho ngày này: Lao động tiên tiến" in old
    assert "Quyết định số 01/2026/QĐ-TTg" not in old, "nothing is in force before the year in its number"
