"""Periods, figures inside the prose, and the moves of a report: plain Python."""

from datetime import date

import pytest

from app.oversight.rules.reports import (
    Difference,
    Drawn,
    Number,
    Passage,
    ReportFacts,
    Told,
    Who,
    approving_refusals,
    as_kept,
    best_for,
    change_words,
    differences,
    exchanged,
    issuing_refusals,
    moved,
    period_words,
    quoted_after,
    read_kept,
    renewed,
    spans,
)
from app.plans.rules import Period

QUARTER = Period(date(2026, 7, 1), date(2026, 10, 1))


@pytest.mark.parametrize(
    ("first", "end", "words"),
    [
        (date(2026, 9, 1), date(2026, 10, 1), "tháng 9 năm 2026"),
        (date(2026, 7, 1), date(2026, 10, 1), "quý III năm 2026"),
        (date(2026, 1, 1), date(2026, 7, 1), "6 tháng đầu năm 2026"),
        (date(2026, 7, 1), date(2027, 1, 1), "6 tháng cuối năm 2026"),
        (date(2026, 1, 1), date(2027, 1, 1), "năm 2026"),
        (date(2026, 2, 1), date(2026, 5, 1), "từ ngày 01/02/2026 đến ngày 30/04/2026"),
        (date(2025, 12, 15), date(2026, 6, 15), "từ ngày 15/12/2025 đến ngày 14/06/2026"),
    ],
)
def test_period_is_named_as_officials_name_it(first, end, words):
    assert period_words(Period(first, end)) == words


def test_spans_of_january_reach_into_the_year_before():
    assert [one.words for one in spans(date(2027, 1, 5))] == [
        "tháng 1 năm 2027", "tháng 12 năm 2026", "quý I năm 2027", "quý IV năm 2026",
        "6 tháng đầu năm 2027", "6 tháng cuối năm 2026", "năm 2027", "năm 2026",
    ]  # fmt: skip


def classes(value: int, turns: int) -> Number:
    return Number("courses-held", value, "lớp", turns, "buổi", total=20, values=(("measure", "courses-held"),))


def test_what_was_drawn_is_read_back_as_it_was():
    drawn = Drawn({"training": (classes(6, 18),)}, named={"direction": ("12/KH-UBND",)})
    assert read_kept(as_kept(drawn)) == drawn
    assert read_kept({}) == Drawn({})


def test_differences_name_what_was_said_and_what_the_books_say():
    said, now = Drawn({"training": (classes(6, 18),)}), Drawn({"training": (classes(7, 18), Number("new", 1, "lớp"))})
    assert differences(said, now) == [Difference("training", "courses-held", "06 lớp · 18 buổi", "07 lớp · 18 buổi")]
    assert [change_words(7, 6), change_words(6, 7), change_words(7, 7), change_words(7, None)] == [
        "tăng 1", "giảm 1", "không đổi", "",
    ]  # fmt: skip


def test_untouched_words_are_told_anew_and_written_ones_stay_with_their_old_numbers_named():
    now = classes(7, 21).phrases
    untouched = renewed(Passage("Đã mở 06 lớp.", {"courses-held": "06 lớp"}), "Đã mở 06 lớp.", "Đã mở 07 lớp.", now)
    assert untouched == Passage("Đã mở 07 lớp.", {"courses-held": "07 lớp"})
    written = renewed(Passage("Mở thêm 06 lớp tối.", {"courses-held": "06 lớp"}), "Đã mở 06 lớp.", "Đã mở 07 lớp.", now)
    assert written.words == "Mở thêm 06 lớp tối."
    assert [(one.written, one.now) for one in moved("training", written, now)] == [("06 lớp", "07 lớp")]
    assert exchanged(written, "courses-held", now).words == "Mở thêm 07 lớp tối."
    assert quoted_after("Mở thêm 106 lớp.", {"courses-held": "06 lớp"}, now) == {}


def test_of_two_figures_written_alike_the_right_one_is_exchanged():
    passage = Passage("Tập thể: 02 giấy; cá nhân: 02 giấy.", {"collective": "02 giấy", "person": "02 giấy"})
    now = {"collective": "02 giấy", "person": "05 giấy"}
    assert exchanged(passage, "person", now).words == "Tập thể: 02 giấy; cá nhân: 05 giấy."


def facts(**changes) -> ReportFacts:
    return ReportFacts(**{"state": "draft", "own": True, "author_id": 1, "period": QUARTER} | changes)


def codes(refusals) -> list[str]:
    return [one.code for one in refusals]


def test_leader_approves_what_another_wrote_once_the_period_is_over_and_every_difference_explained():
    after = date(2026, 10, 2)
    assert approving_refusals(facts(), Who(2), after) == []
    found = approving_refusals(facts(unexplained=True, moved=True), Who(1), date(2026, 9, 1))
    assert codes(found) == [
        "report-own", "report-period-open", "report-figures-moved", "report-difference-unexplained",
    ]  # fmt: skip
    assert codes(approving_refusals(facts(state="issued"), Who(2), after)) == ["report-no-draft"]
    assert codes(approving_refusals(facts(own=False), Who(2), after)) == ["report-of-another"]


def test_only_who_numbers_issues_an_approved_report():
    assert codes(issuing_refusals(facts(), Who(2, numbers=True))) == ["report-not-approved"]
    assert codes(issuing_refusals(facts(state="approved"), Who(2))) == ["report-clerk-numbers"]
    assert issuing_refusals(facts(state="approved"), Who(2, numbers=True)) == []


def test_report_of_the_whole_period_comes_before_a_newer_one_of_a_part():
    def told(report_id, first, end):
        return Told(1, report_id, "", "", date(2026, 10, report_id), Period(first, end))

    whole, part = told(1, date(2026, 7, 1), date(2026, 10, 1)), told(2, date(2026, 9, 1), date(2026, 10, 1))
    assert best_for(QUARTER, [whole, part]) == whole
    assert best_for(QUARTER, [part]) == part
    assert best_for(QUARTER, [told(3, date(2026, 1, 1), date(2026, 7, 1))]) is None
