"""What papers are found, in which order, and for whom."""

import pytest
from werkzeug.exceptions import NotFound

from app.papers import actions, queries
from app.places import queries as places
from tests.cast import acting
from tests.papers import rows


def test_current_of_and_history_of_a_record(context, cast):
    hamlet_id = rows.hamlet(cast.users["officer"])
    with acting(cast.users["officer"]):
        old = rows.seal_for(hamlet_id, "Bản một")
        new = rows.seal_for(hamlet_id, "Bản hai", replaces=old)
        subject = places.hamlet(hamlet_id)
        assert queries.current(subject, "commitment") is new
        assert queries.current(subject, "decision") is None
        assert queries.of(subject) == [new]
        assert queries.history(subject) == [new, old]
        assert queries.replacement_of(old) is new
        assert queries.predecessor_of(new) is old


def test_of_many_has_a_list_for_every_record(context, cast):
    one, other = (rows.hamlet(cast.users["officer"], name) for name in ("Thôn 1", "Thôn 2"))
    with acting(cast.users["officer"]):
        papers = [rows.seal_for(one, title) for title in ("Bản một", "Bản hai")]
        assert queries.of_many("hamlet", [one, other]) == {one: papers, other: []}
        assert queries.of_many("hamlet", []) == {}


def test_paper_is_found_by_the_code_on_its_page(context, cast):
    paper_id = rows.sealed(cast.users["officer"])
    with acting(cast.users["clerk"]):
        code = queries.get(paper_id).short_code
        assert queries.by_code(f"{code.lower()}-1").id == paper_id
        assert queries.by_code(code[:-1] + ("A" if code[-1] != "A" else "B")) is None


def test_search_by_words_kind_and_state(context, cast):
    first, second = (rows.sealed(cast.users["officer"], f"Bản cam kết của {name}") for name in ("Lò Thị Ẳng", "Đỗ Bé"))
    with acting(cast.users["clerk"]):
        actions.take_number("KH-UBND", queries.get(first).day, "x", queries.get(first))

        def ids(*asked, **more):
            return [paper.id for paper in queries.found(*asked, **more)]

        assert ids() == [second, first]
        assert ids("ang lo") == [first]
        assert ids("do be") == [second]
        assert ids("100%") == []
        assert ids("", "commitment") == [second, first]
        assert ids("", "decision") == []
        assert ids("", None, "unnumbered") == []  # a pledge carries no number: it does not wait for one
        assert ids("", None, "replaced") == []
        assert ids(before=second) == [first]
        assert ids(limit=1) == [second, first]  # one more than the page, to know that there is a next one


def test_foreign_paper_is_not_found_and_a_pledge_is_not_for_the_province(context, cast):
    paper_id = rows.sealed(cast.users["officer"])
    with acting(cast.users["stranger"]):
        with pytest.raises(NotFound):
            queries.get(paper_id)
        assert queries.found() == []
    with acting(cast.users["reviewer"]):
        with pytest.raises(NotFound):
            queries.get(paper_id)
        assert queries.found() == []
        assert queries.registers() == []
