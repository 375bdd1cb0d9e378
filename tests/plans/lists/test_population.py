"""Tables of people by hamlet and group, as the police and statistics hand them out."""

from datetime import date

import pytest

from app.db import db
from app.imports.queries.judging import preview
from app.plans.lists.population import PopulationList
from app.plans.queries import population as queries
from app.plans.rules.population import Base
from app.reading import read_file, read_text
from app.reading.lines import State
from tests.cast import acting
from tests.people.rows import hamlet
from tests.reading.sheets_made import book

KIND, SAID = PopulationList(), {"day": "01/01/2026", "source": "Công an xã"}
TABLE = [
    ["CÔNG AN XÃ KIM LIÊN"],
    ["BIỂU TỔNG HỢP DÂN SỐ NĂM 2026"],
    ["STT", "Thôn, xóm", "Nhóm đối tượng", None, None, "Tổng số dân"],
    [None, None, "T1", "T3 (người trưởng thành)", "T5", None],
    [1, "Thôn 2", 12, 1120, None, "1.500"],
    [2, "XÓM 10", "-", 900, 3, "1 000"],
    [3, "Thôn Lạ", 1, 2, 3, 6],
    [4, "Thôn Tây", "nhiều", 90, None, 80],
    [None, "Tổng cộng", 13, 2110, None, 2586],
]


@pytest.fixture
def places(context, cast):
    with acting(cast.users["officer"]):
        yield [hamlet(name).id for name in ("Thôn 2", "Xóm 10", "Thôn Tây")]


def judged(sheet, **options):
    return preview(KIND, sheet, None, SAID | options)[1]


def figures():
    return {cell: base.count for cell, base in queries.populations(date(2026, 8, 1)).known.items()}


def test_table_of_the_police_comes_in_with_its_total_and_its_faults_at_the_cells(places):
    two, ten, _west = places
    found = judged(read_file(book(TABLE)))
    assert [(one.line.cell("hamlet"), one.state) for one in found] == [
        ("Thôn 2", State.NEW),
        ("XÓM 10", State.NEW),
        ("Thôn Lạ", State.WRONG),
        ("Thôn Tây", State.WRONG),
        ("Toàn địa bàn", State.NEW),
    ]
    assert [(fault.field, fault.reason.code) for one in found for fault in one.faults] == [
        ("hamlet", "population-hamlet-unknown"),
        ("t1", "population-count-unreadable"),
        ("t3", "population-above-all"),
    ]
    ids = KIND.save([one for one in found if one.ready], None, SAID)
    db.session.flush()
    assert len(set(ids)) == 3
    assert figures() == {
        (two, "T1"): 12, (two, "T3"): 1120, (two, None): 1500,
        (ten, "T3"): 900, (ten, "T5"): 3, (ten, None): 1000,
        (None, "T1"): 13, (None, "T3"): 2110, (None, None): 2586,
    }  # fmt: skip
    again = judged(read_file(book(TABLE)))
    assert [one.state for one in again] == [State.SAME, State.SAME, State.WRONG, State.WRONG, State.SAME]
    assert [one.line.choice for one in again if one.state == State.SAME] == [str(one) for one in ids]


def test_same_day_is_a_correction_and_another_day_stands_beside_it(places):
    two = places[0]
    [first] = judged(read_text("Thôn\tT3\tTổng số\nThôn 2\t1.120\t1.500"))
    KIND.save([first], None, SAID)
    db.session.flush()
    [corrected] = judged(read_text("Thôn\tT3\tT4\nThôn 2\t1.121\t7"))
    assert (corrected.state, corrected.twin.changes) == (State.CHANGE, {"t3": "1.120", "t4": ""})
    KIND.save([corrected], None, SAID)
    db.session.flush()
    assert figures() == {(two, "T3"): 1121, (two, None): 1500, (two, "T4"): 7}
    [later] = judged(read_text("Thôn\tT3\tNgày\tNguồn\nThôn 2\t1.130\t01/07/2026\tThống kê"))
    KIND.save([later], None, SAID)
    db.session.flush()
    assert (later.state, queries.populations(date(2026, 8, 1)).of(two, "T3")) == (
        State.NEW,
        Base(1130, date(2026, 7, 1), "Thống kê", "L"),
    )


def test_rows_of_one_figure_rows_without_headings_and_repeated_ones(places):
    two, ten, _west = places
    long = judged(read_text("Thôn, tổ dân phố\tNhóm\tSố người\nThôn 2\tT3\t20\nThôn 2\tTổng số\t19\nXóm 10\tT1\t5\n"))
    assert [dict(one.record.cells) for one in long] == [{(two, "T3"): 20}, {(two, None): 19}, {(ten, "T1"): 5}]
    assert [one.state for one in long] == [State.WRONG, State.NEW, State.NEW], "a group above everybody of its place"
    bare = judged(read_text("Thôn 2\t1\t2\t3\t4\t5\t15\nXóm 10\t1\t1\t1\t1\t1\t5\nCả xã\t2\t3\t4\t5\t6\t20\n"))
    groups = ("T1", "T2", "T3", "T4", "T5", None)
    assert bare[0].record.cells == {
        (two, group): count for group, count in zip(groups, (1, 2, 3, 4, 5, 15), strict=True)
    }
    assert [one.record.hamlet_id for one in bare] == [two, ten, None]
    twice = judged(read_text("Thôn\tT1\tT2\nThôn 2\t4\t1\nThôn 2\t5\t1\nXóm 10\t6\t1"))
    assert [(one.state, one.repeats) for one in twice] == [(State.NEW, ()), (State.DOUBTFUL, (2,)), (State.NEW, ())]


def test_day_and_source_are_asked_for_and_no_day_to_come(places):
    sheet = read_text("Thôn\tT1\tT2\nThôn 2\t4\t1\n")
    [found] = preview(KIND, sheet, None, {})[1]
    assert [fault.reason.code for fault in found.faults] == ["population-day-missing", "population-source-missing"]
    [ahead] = judged(sheet, day="01/01/2031")
    assert [(fault.field, fault.reason.code) for fault in ahead.faults] == [("day", "population-ahead")]
