"""flask law-report."""

from datetime import date

from app import law


def test_report_is_that_of_the_day(run, app):
    done = run(app, "law-report", "2026-10-01")
    assert done.exit_code == 0
    assert done.output == law.law_report(date(2026, 10, 1)) + "\n"


def test_day_before_the_data_is_refused_in_words(run, app):
    done = run(app, "law-report", "1990-01-01")
    assert done.exit_code == 1
    assert done.output.startswith("Error: Dữ liệu pháp luật không có ngày này")


def test_day_that_is_none_is_refused(run, app):
    assert run(app, "law-report", "31/12/2026").exit_code == 2
