"""A figure says what it claims: the right ratio, one JSON object a line, all cases known by name."""

import json

import pytest

from bench.report import line, median_ms, report, side_by_side_ms


def test_a_quicker_paper_has_a_ratio_above_one():
    assert line("form-1", 50.0, "LibreOffice", 1250.0) == {
        "case": "form-1",
        "unit": "ms",
        "ours": 50.0,
        "peer": "LibreOffice",
        "peer_value": 1250.0,
        "ratio": 25.0,
    }


def test_of_things_a_second_more_is_better():
    found = line("batch-1000", 40.0, "LibreOffice", 20.0, unit="forms/s", less_is_better=False)
    assert (found["unit"], found["ratio"]) == ("forms/s", 2.0)


def test_without_the_peer_there_is_no_ratio():
    found = line("form-1", 50.0, "LibreOffice", None, beside={"Typst": 7.0})
    assert (found["peer_value"], found["ratio"], found["beside"]) == (None, None, {"Typst": 7.0})


def test_a_figure_is_one_line_of_json(capsys):
    report("form-1", 50.04, "LibreOffice, một lần gọi", 1250.0)
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert json.loads(printed)["peer"] == "LibreOffice, một lần gọi"


@pytest.mark.parametrize(("runs", "calls"), [(1, 1), (3, 4)])
def test_the_first_of_several_runs_is_not_counted(runs, calls):
    made = []
    assert median_ms(lambda: made.append(1), runs) >= 0
    assert len(made) == calls


def test_both_are_run_in_turns():
    made = []
    ours, theirs = side_by_side_ms(lambda: made.append("ours"), lambda: made.append("theirs"), 2)
    assert (made, min(ours, theirs) >= 0) == (["ours", "theirs", *["ours", "ours", "ours", "theirs"] * 2], True)
