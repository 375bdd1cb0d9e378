"""Lists of hamlets and of units: what officials paste, held against the books and written into them."""

from sqlalchemy import select

from app.db import db
from app.imports.queries.judging import preview
from app.places.lists.hamlets import HamletList
from app.places.lists.units import UnitList
from app.places.models import Hamlet, Unit
from app.reading import read_text
from app.reading.lines import State
from tests.cast import acting
from tests.people import rows as people

SHEET = """DANH SÁCH THÔN, TỔ DÂN PHỐ
STT\tTên thôn\tTrưởng thôn\tTừ ngày
1\tThôn Đông\tNguyễn Văn An\t
2\tThôn Đồng\t\t01/01/2026
3\tTổ dân phố số 5\tLê Thị Hoà\t31/02/2026
4\tThôn Đông\t\t
"""


def _states(kind, pasted):
    return [(one.values["name"], one.state) for one in preview(kind, read_text(pasted), None, {})[1]]


def test_hamlets_are_told_from_the_books_by_their_dau(app, cast):
    with app.app_context(), acting(cast.users["officer"]):
        people.hamlet("Thôn Đông")
        db.session.flush()
        found = preview(HamletList(), read_text(SHEET), None, {})[1]
        assert [(one.values["name"], one.state) for one in found] == [
            ("Thôn Đông", State.CHANGE),
            ("Thôn Đồng", State.DOUBTFUL),
            ("Tổ dân phố số 5", State.WRONG),
            ("Thôn Đông", State.DOUBTFUL),
        ]
        assert [fault.field for fault in found[2].faults] == ["valid_from"]


def test_bare_lines_are_hamlets_and_no_headings(app, cast):
    with app.app_context(), acting(cast.users["officer"]):
        kind = HamletList()
        expected = [(f"Thôn {number}", State.NEW) for number in (1, 2, 10)]
        assert _states(kind, "Thôn 1\nThôn 2\nThôn 10\n") == expected
        assert _states(kind, "Tên thôn\nThôn 1\nThôn 2\nThôn 10\n") == expected
        assert _states(kind, "1. Thôn 1\n2. Thôn 2\n3. Thôn 10") == expected


def test_what_is_saved_is_found_again_and_changes_nothing(app, cast):
    units = "Tên đơn vị\tViết tắt\nPhòng Văn hóa - Xã hội\tVHXH\nTrạm Y tế\t\nXã đoàn\t\n"
    hamlets = "Thôn 1\tNguyễn Văn An\nThôn 2\tLê Thị Hoà\n"
    with app.app_context(), acting(cast.users["officer"]):
        for kind, pasted, table in ((UnitList(), units, Unit), (HamletList(), hamlets, Hamlet)):
            before = len(list(db.session.scalars(select(table))))
            found = preview(kind, read_text(pasted), None, {})[1]
            assert {one.state for one in found} == {State.NEW}, found
            ids = kind.save(found, None, {})
            assert len(set(ids)) == len(found) == len(list(db.session.scalars(select(table)))) - before
            again = preview(kind, read_text(pasted), None, {})[1]
            assert [(one.state, one.line.choice) for one in again] == [(State.SAME, str(one)) for one in ids]
