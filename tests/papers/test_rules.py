"""The short code, the register of numbers, scans: plain rules."""

from datetime import date

import pytest

from app.papers import rules

DAY = date(2026, 8, 20)


def codes(found):
    return [refusal.code for refusal in found]


def test_short_code_is_the_same_for_the_same_seed():
    assert rules.short_code("một") == rules.short_code("một")
    assert rules.short_code("một") != rules.short_code("hai")


def test_short_code_has_ten_signs_without_the_ambiguous_ones():
    made = [rules.short_code(str(n)) for n in range(200)]
    assert {len(code) for code in made} == {10}
    assert set("".join(made)) & set("IO01") == set()
    assert all(map(rules.check_code, made))


def test_every_single_wrong_sign_is_found():
    code = rules.short_code("x")
    wrong = [code[:i] + sign + code[i + 1 :] for i in range(10) for sign in rules.SIGNS if sign != code[i]]
    assert [one for one in wrong if rules.check_code(one)] == []


def test_every_exchange_of_two_signs_is_found():
    code = "ABCDEFGHJ"
    code += next(sign for sign in rules.SIGNS if rules.check_code(code + sign))
    for i in range(9):
        for k in range(i + 1, 10):
            if code[i] != code[k]:
                signs = list(code)
                signs[i], signs[k] = signs[k], signs[i]
                assert not rules.check_code("".join(signs))


@pytest.mark.parametrize("code", ["", "ABC", "ABCDEFGH1A", "abcdefghjk", "ABCDEFGHJKL"])
def test_what_is_no_code_is_refused(code):
    assert not rules.check_code(code)


def test_typed_code_loses_spaces_case_and_page():
    assert rules.clean_code(" g3pf emeqp7-12 ") == "G3PFEMEQP7"


@pytest.mark.parametrize(
    ("symbol", "found"),
    [
        ("QĐ-UBND", []),
        ("TTr-UBND", []),
        ("BB-HĐTĐKT", []),
        ("UBND-VX", []),
        ("05/QĐ-UBND", ["symbol-unclear"]),
        ("QĐ UBND", ["symbol-unclear"]),
        ("QĐ", ["symbol-unclear"]),
        ("", ["symbol-unclear"]),
    ],
)
def test_symbol_is_type_and_issuer(symbol, found):
    assert codes(rules.symbol_refusals(symbol)) == found


def test_reference_number_is_read_back():
    assert rules.reference_parts("05/QĐ-UBND") == (5, "QĐ-UBND")
    assert rules.reference_parts("QĐ-UBND") is None
    assert rules.reference_parts("năm/QĐ-UBND") is None


def test_all_reasons_against_a_number_come_at_once():
    paper = rules.PaperToNumber(date(2025, 12, 31), "04/QĐ-UBND", True)
    assert codes(rules.number_refusals(0, DAY, True, paper)) == [
        "number-below-one", "number-taken", "paper-has-number", "paper-replaced", "number-other-year",
    ]  # fmt: skip


def test_free_number_for_a_paper_of_the_year():
    assert rules.number_refusals(5, DAY, False, rules.PaperToNumber(DAY, None, False)) == []


def test_skip_wants_a_reason_and_no_leap():
    assert rules.skip_refusals(6, 5, False, "hỏng phôi") == []
    assert codes(rules.skip_refusals(7, 5, False, "  ")) == ["number-beyond-last", "skip-needs-reason"]
    assert codes(rules.skip_refusals(5, 5, True, "hỏng")) == ["number-taken"]


def test_register_in_use_is_not_opened_again():
    assert rules.opening_refusals(120, 0) == []
    assert codes(rules.opening_refusals(0, 3)) == ["number-below-one", "series-in-use"]


def test_gaps_between_the_numbers():
    assert rules.gaps([3, 5, 6], 2, 9) == [(4, 4), (7, 9)]
    assert rules.gaps([], 0, 0) == []
    assert rules.gaps([1, 2], 0, 2) == []
    assert rules.gaps([5], 0, 5) == [(1, 4)]


def test_scan_refusals():
    assert rules.scan_refusals(1000, True, False) == []
    assert codes(rules.scan_refusals(1000, False, True)) == ["scan-not-pdf", "scan-filed-already"]
    assert codes(rules.scan_refusals(rules.SCAN_LARGEST + 1, True, False)) == ["scan-too-large"]
