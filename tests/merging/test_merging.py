"""Two records become one with everything that hangs on them, and two again, exactly as they were."""

from datetime import date

import pytest
from sqlalchemy import select

from app import clock
from app.commitments.models import Campaign, kept_counts, plain_counts
from app.db import Base, db
from app.imports.queries import holding
from app.merging import actions, queries
from app.merging.queries import doubles
from app.merging.rules import KINDS
from app.people import actions as people
from app.people.models import Household, Person
from app.places import actions as places
from app.refusals import Refused
from app.training.models import Attendance, Learner, miscounted, settle
from app.training.rules import Mark
from tests.cast import DAY, acting
from tests.commitments import rows as pledged
from tests.merging.rows import books, merged
from tests.people.rows import hamlet, household, member, person, team
from tests.training import rows as taught


@pytest.fixture
def officer(app, cast):
    with app.app_context(), acting(cast.users["officer"]):
        yield cast


def test_every_foreign_key_to_a_record_that_may_be_merged_is_followed():
    known = {(kind, table, column) for kind in KINDS for table, column in holding.references(kind)}
    asked = set()
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name in KINDS and key.column.name == "id":
                asked.add((key.column.table.name, table.name, key.parent.name))
    assert known == asked


def _both_in_one_class(cast):
    """Two of one name in one course: one present at the first training, the other at the second."""
    found = taught.made(cast, learners=2)
    with acting(cast.users["officer"]):
        rows = [db.session.get_one(Learner, one) for one in found.learners]
        first, second = found.trainings
        for training, learner, mark in ((first, 0, Mark.ABSENT), (first, 1, Mark.PRESENT), (second, 0, Mark.PRESENT)):
            db.session.add(Attendance(training_id=training, learner_id=rows[learner].id, mark=mark, marked_by="Thử"))
    return found


def _wrong_figures(cast) -> int:
    settle(db.session())
    return miscounted(db.session(), cast.home)


def test_both_in_one_class_become_one_learner_who_was_there_and_are_two_again(app, cast):
    with app.app_context():
        found = _both_in_one_class(cast)
        with acting(cast.users["officer"]):
            before = books()
            one, two = (db.session.get_one(Person, row) for row in found.people)
            made = merged(one, two, birth="second")
            [learner] = db.session.scalars(select(Learner).where(Learner.course_id == found.course))
            marks = {
                row.training_id: row.mark
                for row in db.session.scalars(select(Attendance).where(Attendance.learner_id == learner.id))
            }
            assert (learner.person_id, marks) == (max(found.people), dict.fromkeys(found.trainings, Mark.PRESENT))
            assert made.counts == {"attendance": 2, "learner": 1}
            assert _wrong_figures(cast) == 0
            actions.undo(made)
            assert books() == before
            assert _wrong_figures(cast) == 0


def test_both_pledged_the_signed_one_stays_and_the_counts_are_right(app, cast):
    with app.app_context():
        found = pledged.made(cast, "Nguyễn Văn Đức", "Nguyễn Văn Đúc", kind="person")
        pledged.sealed(cast, found.commitments[0])
        pledged.received(cast, found.commitments[0])
        with acting(cast.users["officer"]):
            before = books()
            rows = [pledged.get(one) for one in found.commitments]
            one, two = (db.session.get_one(Person, row.person_id) for row in rows)
            made = merged(one, two)
            campaign = db.session.get_one(Campaign, found.campaign)
            assert queries.hanging("person", two.id) == {"commitment": 1}
            assert pledged.get(found.commitments[0]).person_id == made.kept_id
            assert kept_counts(db.session(), campaign.id) == plain_counts(db.session(), campaign.id)
            actions.undo(made)
            assert books() == before


def test_two_households_of_one_head_become_one_and_a_hamlet_takes_all_with_it(officer):
    home = household("Nguyễn Văn Đức", hamlet("Thôn 1"))
    away = household("Nguyễn Văn Đức", hamlet("Thôn Một"))
    group = team()
    for head in (home.head, away.head):
        member(group, head)
    heads, db_homes = (home.head, away.head), (home.id, away.id)
    before = books()
    with pytest.raises(Refused, match="merge-heads-another"):
        merged(*heads)
    whole = merged(db.session.get_one(Household, db_homes[0]), db.session.get_one(Household, db_homes[1]))
    kept = db.session.get_one(Household, max(db_homes))
    assert [(one.name, one.is_head) for one in kept.members if one.is_head] == [("Nguyễn Văn Đức", True)]
    person_merge = merged(*(db.session.get_one(Person, one.id) for one in heads))
    assert len(group.members) == 1
    assert [one.code for one in actions.holds(whole)] == ["merge-changed-since"]
    actions.undo(person_merge)
    actions.undo(whole)
    assert books() == before


def test_a_hamlet_written_twice_takes_people_and_households_along(officer):
    first, second = hamlet("Thôn Hoà Bình"), hamlet("Thôn Hòa Bình 2")
    db.session.flush()
    someone, home = person(hamlet_id=first.id), household("Trần Thị Bốn", first)
    before = books()
    made = merged(first, second)
    assert ({someone.hamlet_id, home.hamlet_id, home.head.hamlet_id}, second.name) == ({second.id}, "Thôn Hoà Bình")
    assert queries.where_it_went("hamlet", made.gone_id) == second.id
    actions.undo(made)
    assert books() == before


def test_numbers_of_cards_are_sealed_anew_and_two_numbers_are_two_people(officer):
    one, two, three = person("Lê Văn Tư"), person("Lê Văn Tự"), person("Lê Văn Từ")
    db.session.flush()
    people.keep_national_id(one, "040080001234", "Chi trả hỗ trợ", clock.now())
    people.keep_national_id(three, "040080009999", "Chi trả hỗ trợ", clock.now())
    db.session.flush()
    made = merged(one, two)
    assert "sealed" not in repr(made.steps)
    assert people.look_at_national_id(db.session.get_one(Person, two.id), "Kiểm tra") == "040080001234"
    with pytest.raises(Refused, match="merge-two-numbers"):
        merged(db.session.get_one(Person, two.id), db.session.get_one(Person, three.id))
    db.session.expire_all()
    actions.undo(made)
    assert people.look_at_national_id(db.session.get_one(Person, made.gone_id), "Kiểm tra") == "040080001234"


def test_what_was_changed_since_holds_the_undo(officer):
    one, two = person("Lê Văn Tư"), person("Lê Văn Tự")
    made = merged(one, two)
    kept = db.session.get_one(Person, made.kept_id)
    kept.phone = "0912345678"
    db.session.flush()
    with pytest.raises(Refused, match="merge-changed-since"):
        actions.undo(made)


def test_likely_doubles_are_found_and_pairs_that_are_two_are_not_asked_again(officer):
    home = hamlet()
    db.session.flush()
    one, two = person("Trần Thị Hoà", hamlet_id=home.id, birth_year=1972), person("Trần Thị Hòa", hamlet_id=home.id)
    person("Trần Thị Hoa", hamlet_id=home.id, birth_year=1990)
    other = person("Trần Thị Hoa", hamlet_id=home.id, born_on=date(1972, 3, 15), birth_year=1972)
    db.session.flush()
    found = [(pair.first.id, pair.second.id) for pair in doubles.pairs()]
    assert (one.id, two.id) in found
    assert (one.id, other.id) in found
    actions.mark_not_same(two, one)
    db.session.flush()
    assert (one.id, two.id) not in [(pair.first.id, pair.second.id) for pair in doubles.pairs()]
    assert [pair.first.id for pair in doubles.pairs(f"tran thi hoa|{other.id}|0")] == []


def test_units_of_two_names_become_one(officer):
    first = places.save_unit(None, "Trường THCS Đông", "THCS", DAY)
    second = places.save_unit(None, "Trường Trung học cơ sở Đông", None, DAY)
    db.session.flush()
    teacher = person(unit_id=first.id)
    made = merged(first, second, name="second")
    assert (teacher.unit.name, teacher.unit_id) == ("Trường Trung học cơ sở Đông", second.id)
    assert made.counts == {"person": 1}
