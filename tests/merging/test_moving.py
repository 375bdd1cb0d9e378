"""A hamlet that was split, renamed or joined, and people, households and collectives that move to what it became."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.audit import AuditLine
from app.commitments.models import kept_counts, plain_counts
from app.db import db
from app.merging import actions
from app.people.models import Household, Person
from app.places import actions as places
from app.places.models import Hamlet, PlaceSuccession
from app.places.queries import succession
from app.places.rules.succession import How
from app.refusals import Refused
from app.training.models import miscounted, settle
from tests.cast import DAY, acting
from tests.commitments import rows as pledged
from tests.people.rows import collective, hamlet, household, person
from tests.queries_counted import counted
from tests.training import rows as taught

SINCE = date(2025, 8, 1)


@pytest.fixture
def officer(app, cast):
    with app.app_context(), acting(cast.users["officer"]):
        yield cast


def test_a_split_hamlet_ends_and_old_and_new_tell_their_history(officer):
    old = hamlet("Thôn Đông")
    db.session.flush()
    made = places.succeed(How.SPLIT, [old], ["Thôn Đông", "Thôn Đoài"], SINCE)
    assert (old.valid_until, [one.valid_from for one in made]) == (SINCE, [SINCE, SINCE])
    assert [(one.place.id, one.day) for one in succession.became(old)] == [(made[1].id, SINCE), (made[0].id, SINCE)]
    assert [one.place.id for one in succession.came_from(made[1])] == [old.id]
    [joined] = places.succeed(How.JOIN, made, ["Thôn Đông Đoài"], date(2025, 9, 1))
    assert {one.place.id for one in succession.came_from(joined)} == {one.id for one in made}
    assert db.session.scalar(select(func.count(PlaceSuccession.id))) == 4
    events = list(db.session.scalars(select(AuditLine.event).order_by(AuditLine.id)))
    assert [one for one in events if one.startswith("place")] == ["place-split", "places-joined"]


def test_all_reasons_against_a_change_are_told_at_once(officer):
    old, other = hamlet("Thôn Đông"), hamlet("Thôn Tây")
    db.session.flush()
    with pytest.raises(Refused) as told:
        places.succeed(How.SPLIT, [old], ["T" * 81], old.valid_from)
    assert [one.code for one in told.value.reasons] == ["place-split-one", "place-name-long", "place-not-begun"]
    with pytest.raises(Refused, match="hamlet-taken"):
        places.succeed(How.RENAME, [old], [other.name], SINCE)
    assert (old.valid_until, db.session.scalar(select(func.count(PlaceSuccession.id)))) == (None, 0)
    with pytest.raises(Refused, match="place-join-one"):
        places.succeed(How.JOIN, [old], ["Thôn Mới"], SINCE)


def test_a_ticked_household_moves_with_the_members_who_live_there(officer):
    old = hamlet("Thôn Đông")
    home = household("Lê Văn Tư", old)
    db.session.flush()
    son = person("Lê Văn Năm", hamlet_id=old.id, household_id=home.id)
    alone, group = person("Hồ Thị Sáu", hamlet_id=old.id), collective(hamlet_id=old.id)
    away = person("Lê Văn Bảy", hamlet_id=hamlet("Thôn Xa").id, household_id=home.id)
    one, two = places.succeed(How.SPLIT, [old], ["Đông Một", "Đông Hai"], SINCE)
    assert actions.move(old, one, "household", [home.id], DAY) == 3
    assert {home.hamlet_id, home.head.hamlet_id, son.hamlet_id} == {one.id}
    assert (alone.hamlet_id, group.hamlet_id, away.hamlet.name) == (old.id, old.id, "Thôn Xa")
    with pytest.raises(Refused, match="place-move-nowhere, place-move-nothing"):
        actions.move(old, old, "person", [], DAY)
    assert actions.move_all(old, two, DAY) == 2
    assert {alone.hamlet_id, group.hamlet_id} == {two.id}


def test_counts_stay_right_and_what_is_signed_keeps_the_old_place(app, cast):
    with app.app_context():
        found = pledged.made(cast, "Lê Văn Tư", "Lê Văn Năm", kind="person")
        course = taught.made(cast, learners=2)
        pledged.sealed(cast, found.commitments[0])
        pledged.received(cast, found.commitments[0])
        with acting(cast.users["officer"]):
            old = hamlet("Thôn Cũ")
            rows = [pledged.get(one) for one in found.commitments]
            people = [row.person_id for row in rows] + list(course.people)
            before = [row.hamlet_id for row in rows]
            for one in people:
                db.session.get_one(Person, one).hamlet_id = old.id
            db.session.flush()
            [new] = places.succeed(How.RENAME, [old], ["Thôn Mới"], SINCE)
            assert actions.move_all(old, new, DAY) == len(people)
            signed, open_one = (pledged.get(one) for one in found.commitments)
            assert (signed.hamlet_id, open_one.hamlet_id) == (before[0], new.id)
            assert kept_counts(db.session(), found.campaign) == plain_counts(db.session(), found.campaign)
            settle(db.session())
            assert miscounted(db.session(), cast.home) == 0


def test_the_pages_split_and_move_what_is_ticked(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        old = hamlet("Thôn Đông")
        homes = [household(f"Lê Văn {word}", old).id for word in ("Tư", "Năm", "Sáu")]
        old_id = old.id
    browser = browser_of("officer")
    address = f"/places/hamlet/{old_id}/change/split"
    assert browser.get(address).status_code == 200
    wrong = browser.post(address, data={"day": "01/08/2025", "names": "Chỉ một tên"})
    assert (wrong.status_code, "Chỉ một tên" in wrong.text, "từ hai tên mới" in wrong.text) == (422, True, True)
    done = browser.post(address, data={"day": "01/08/2025", "names": "Đông Một\nĐông Hai"})
    assert (done.status_code, done.location) == (303, f"/places/hamlets/{old_id}")
    page = browser.get(done.location)
    assert ("Đông Hai" in page.text, f"/merging/move/hamlet/{old_id}" in page.text) == (True, True)
    with app.app_context(), acting(cast.users["officer"]):
        new_id = db.session.scalar(select(Hamlet.id).where(Hamlet.name == "Đông Hai"))
    listed = f"/merging/move/hamlet/{old_id}"
    assert browser.get(f"{listed}?ticked=1").text.count("checked") == 3
    with counted(app) as many:
        browser.get(listed)
    empty = browser.post(listed, data={"part": "household", "to": "", "row": [homes[0]]})
    assert (empty.status_code, "checked" in empty.text) == (422, True)
    moved = browser.post(listed, data={"part": "household", "to": new_id, "row": homes[:2]})
    assert moved.status_code == 303
    with counted(app) as few:
        browser.get(listed)
        assert len(few) == len(many)
    with app.app_context(), acting(cast.users["officer"]):
        assert [db.session.get_one(Household, one).hamlet_id for one in homes] == [new_id, new_id, old_id]
    assert browser_of("administrator").get(listed).status_code == 403
