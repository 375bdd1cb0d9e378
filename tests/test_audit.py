"""The log: exact keys, the same transaction, never changed."""

import pytest
from sqlalchemy import select

from app import audit, clock
from app.audit import AuditLine, LogIsClosed
from app.db import db
from app.places import actions as places
from app.places import queries
from tests.cast import DAY, acting, everything


def save(cast):
    with acting(cast.users["officer"]):
        return places.save_hamlet(None, "Thôn 1", None, DAY).id


def lines():
    with everything() as session:
        return [
            (one.event, one.actor_name, one.actor_roles, one.subject_table, one.subject_id, one.keys)
            for one in session.scalars(select(AuditLine))
        ]


def test_a_line_says_who_did_what_to_which_record(context, cast):
    hamlet_id = save(cast)
    assert lines() == [("hamlet-saved", "Nguyễn Thị An", "officer", "hamlet", hamlet_id, {"name": "Thôn 1"})]


def test_a_line_knows_its_owner_place_and_moment(context, cast):
    save(cast)
    with everything() as session:
        (line,) = session.scalars(select(AuditLine))
        assert (line.owner_id, line.authority_id, line.actor_id) == (cast.home, cast.home, cast.users["officer"])
        assert clock.local(line.at).date() == DAY


def test_unknown_events_and_other_keys_are_refused(context, cast):
    with acting(cast.users["officer"]) as user:
        with pytest.raises(KeyError):
            audit.record("nothing-like-it", user)
        with pytest.raises(ValueError, match="cần đúng các khóa"):
            audit.record("hamlet-saved", user)
        with pytest.raises(ValueError, match="cần đúng các khóa"):
            audit.record("signed-in", user, name="x")


def test_a_line_goes_with_its_transaction(context, cast):
    class Broken(Exception):
        pass

    def break_off():
        with acting(cast.users["officer"]):
            places.save_hamlet(None, "Thôn 1", None, DAY)
            raise Broken

    with pytest.raises(Broken):
        break_off()
    assert lines() == []


def test_a_line_is_never_changed(context, cast):
    save(cast)

    def change():
        with acting(cast.users["officer"]):
            db.session.scalars(select(AuditLine)).one().actor_name = "Người khác"

    def delete():
        with acting(cast.users["officer"]):
            db.session.delete(db.session.scalars(select(AuditLine)).one())

    for deed in (change, delete):
        with pytest.raises(LogIsClosed):
            deed()
    assert [line[1] for line in lines()] == ["Nguyễn Thị An"]


def test_lines_about_a_record_newest_first(context, cast):
    hamlet_id = save(cast)
    with acting(cast.users["officer"]):
        hamlet = queries.hamlet(hamlet_id)
        places.save_hamlet(hamlet, "Thôn Nhất", None, DAY)
    with acting(cast.users["officer"]):
        found = audit.lines_about(queries.hamlet(hamlet_id))
        assert [line.keys["name"] for line in found] == ["Thôn Nhất", "Thôn 1"]
    with acting(cast.users["stranger"]):
        assert db.session.scalars(select(AuditLine)).all() == []
