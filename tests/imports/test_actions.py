"""A list read, mended, saved as far as it is right, and taken back, on rows of real people."""

import pytest
from sqlalchemy import func, select
from werkzeug.exceptions import NotFound

from app import audit
from app.db import db
from app.imports.actions import beginning, mending, reopening, saving, undoing
from app.imports.actions.mending import Mended
from app.imports.queries import holding, listing
from app.people import actions as people
from app.people.models import Household, Person
from app.reading import SheetFault
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.imports.rows import LIST, begun, made_rows, saved
from tests.people import rows as people_rows


@pytest.fixture
def acted(app, cast):
    """Acting as the officer, in a commune with a hamlet."""
    with app.app_context(), acting(cast.users["officer"]):
        people_rows.hamlet("Thôn Đông")
        db.session.flush()
        yield


def states(incoming) -> list[tuple[int, str, str]]:
    return [(row.number, row.state, row.choice) for row in made_rows(incoming)]


def names() -> list[str]:
    return sorted(db.session.scalars(select(Person.name)))


def mend(incoming, number: int, choice: str | None = None, **cells: str) -> None:
    [row] = listing.rows_numbered(incoming, [number])
    mending.mend(incoming, {row.id: Mended(cells, choice)})


def test_a_list_is_read_with_its_doubts_and_nothing_is_written(acted):
    made = begun()
    assert states(made) == [(3, "new", "new"), (4, "new", "new"), (5, "wrong", ""), (6, "doubtful", "")]
    wrong = made_rows(made)[2]
    assert sorted(fault["field"] for fault in wrong.faults) == ["birth", "phone"]
    assert (made.skipped, made.columns["full_name"]) == ({"1": "heading", "2": "group", "7": "total"}, 1)
    assert (names(), made_rows(made)[0].shown["full_name"]) == ([], "Nguyễn Văn Đức")
    assert listing.counts(made).by_state == {"new": 2, "same": 0, "change": 0, "doubtful": 1, "wrong": 1}


def test_what_is_right_is_saved_and_the_rest_waits(acted):
    made = saved()
    assert (names(), made.state) == (["Nguyễn Văn Đức", "Trần Thị Hoà"], "open")
    counts = listing.counts(made)
    assert (counts.saved, counts.ready, counts.look) == (2, 0, 2)
    # The line that was the same as one above is now beside that very person of the books.
    mend(made, 5, birth="1990", phone="")
    mend(made, 6, choice="skip")
    saving.save(made)
    assert (names(), made.state) == (["Lê Văn Bốn", "Nguyễn Văn Đức", "Trần Thị Hoà"], "done")
    with pytest.raises(Refused, match="list-not-open"):
        saving.save(made)


def test_two_lines_of_the_list_are_put_together(acted):
    made = begun(
        "Họ và tên\tNăm sinh\tThôn\tĐiện thoại\n"
        "Trần Thị Hoà\t1972\tThôn Đông\t\n"
        "Trần Thị Hòa\t1972\tThôn Đông\t0987654321\n"
    )
    assert states(made) == [(2, "new", "new"), (3, "doubtful", "")]
    mend(made, 3, choice="into-2")
    assert [(row.choice, row.shown["phone"]) for row in made_rows(made)] == [
        ("new", "0987654321"), ("skip", "0987654321"),
    ]  # fmt: skip
    saving.save(made)
    assert list(db.session.execute(select(Person.name, Person.phone))) == [("Trần Thị Hoà", "0987654321")]


def test_who_is_known_is_changed_and_becomes_what_he_was(acted):
    home = people_rows.hamlet("Thôn Tây")
    db.session.flush()
    known = people_rows.person("Nguyễn Văn Đức", birth_year=1980, hamlet_id=home.id, phone="0911111111")
    made = begun("Họ và tên\tNăm sinh\tThôn\tĐiện thoại\nNguyễn Văn Đức\t1980\tThôn Tây\t0922222222\n")
    [row] = made_rows(made)
    assert (row.state, row.choice, row.twins[0]["changes"]) == ("change", str(known.id), {"phone": "0911111111"})
    saving.save(made)
    assert (known.phone, made.state) == ("0922222222", "done")
    assert undoing.undo(made) is True
    assert (known.phone, made.state, listing.counts(made).saved) == ("0911111111", "undone", 0)
    reopening.take_up(made)
    assert (made.state, made_rows(made)[0].state) == ("open", "change")


def test_an_import_is_taken_back_whole_with_what_it_made_beside_the_people(acted):
    made = saved("Họ và tên\tNăm sinh\tThôn\nNguyễn Văn Đức\t1980\tThôn Đông\n", heads="1")
    assert (names(), db.session.scalar(select(func.count(Household.id)))) == (["Nguyễn Văn Đức"], 1)
    undoing.undo(made)
    assert (names(), db.session.scalar(select(func.count(Household.id)))) == ([], 0)
    assert [line.event for line in audit.lines_about(made)] == ["list-undone", "list-saved", "list-read"]


def test_what_depends_on_an_import_holds_it_and_is_named(acted):
    made = saved("Họ và tên\nNguyễn Văn Đức\nLê Văn Bốn\n")
    first, second = db.session.scalars(select(Person).order_by(Person.id))
    team = people_rows.team("Tổ công nghệ số Thôn Đông")
    people_rows.member(team, first)
    people.save_person(second, DAY, phone="0933333333")
    db.session.flush()
    held = [(one.table, one.count, one.changed) for one in holding.held(made)]
    assert held == [("team_member", 1, False), ("person", 1, True)]
    with pytest.raises(Refused) as refused:
        undoing.undo(made)
    assert [(one.code, one.detail) for one in refused.value.reasons] == [
        ("list-held", "team_member:1"),
        ("list-changed-since", "person:1"),
    ]
    assert names() == ["Lê Văn Bốn", "Nguyễn Văn Đức"]


def test_what_became_doubtful_meanwhile_is_not_saved(acted):
    made = begun("Họ và tên\tNăm sinh\nNguyễn Văn Đức\t1980\n")
    people_rows.person("Nguyễn Văn Đức", birth_year=1980)
    db.session.flush()
    assert saving.save(made) == 0
    assert (states(made), names()) == ([(2, "doubtful", "")], ["Nguyễn Văn Đức"])


def test_columns_are_set_right_and_what_was_mended_stays(acted):
    made = begun("Họ và tên\tGhi chú\nNguyễn Văn Đức\tLàm ruộng\nLê Văn Bốn\tThợ mộc\n")
    mend(made, 3, full_name="Lê Văn Bảy")
    mending.set_columns(made, {"full_name": 0, "occupation": 1}, {})
    assert [(row.shown["full_name"], row.shown["occupation"]) for row in made_rows(made)] == [
        ("Nguyễn Văn Đức", "Làm ruộng"),
        ("Lê Văn Bảy", "Thợ mộc"),
    ]


def test_one_choice_for_all_lines_in_doubt(acted):
    for name in ("Nguyễn Văn Đức", "Lê Văn Bốn"):
        people_rows.person(name, birth_year=1980)
    db.session.flush()
    lines = "Nguyễn Văn Đức\t1980\t0911111111\nLê Văn Bốn\t1980\t0922222222\nMai An\t1990\t\n"
    made = begun(f"Họ và tên\tNăm sinh\tĐiện thoại\n{lines}")
    assert [row.state for row in made_rows(made)] == ["doubtful", "doubtful", "new"]
    assert mending.choose_for_all(made, "twin") == 2
    assert [row.state for row in made_rows(made)] == ["change", "change", "new"]


def test_a_long_list_is_judged_saved_and_taken_back_by_jobs(acted, app, cast, monkeypatch):
    monkeypatch.setattr(beginning, "AT_ONCE", 2)
    monkeypatch.setattr(saving, "AT_ONCE", 2)
    monkeypatch.setattr(saving, "PIECE", 2)
    monkeypatch.setattr(undoing, "AT_ONCE", 2)
    made_id = begun().id
    db.session.commit()
    with acting(cast.users["officer"]):
        made = listing.get(made_id)
        assert (made.state, listing.job_of(made).state, listing.count_ready(made)) == ("open", "done", 2)
        mend(made, 5, birth="1990", phone="")
        saving.save(made)
    with acting(cast.users["officer"]):
        made = listing.get(made_id)
        assert (made.state, names()) == ("open", ["Lê Văn Bốn", "Nguyễn Văn Đức", "Trần Thị Hoà"])
        undoing.undo(made)
    with acting(cast.users["officer"]):
        assert (listing.get(made_id).state, names()) == ("undone", [])


def test_a_list_without_a_line_and_one_that_wrote_something(acted):
    with pytest.raises(SheetFault):
        begun("Họ và tên\tNăm sinh\n")
    with pytest.raises(Refused, match="list-has-written"):
        undoing.drop(saved())
    made = begun(LIST)
    gone = made.id
    undoing.drop(made)
    db.session.flush()
    with pytest.raises(NotFound):
        listing.get(gone)
