"""Where a commitment stands in the lists follows the books of people: names always, places until it is signed."""

from datetime import date

import pytest

from app import text
from app.commitments import actions, queries
from app.commitments.models import Commitment
from app.commitments.models.places import LAST
from app.db import db
from app.people import actions as people_actions
from app.people.models import Household, Person
from app.places import actions as places
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.people import rows as people
from tests.queries_counted import counted


def stands(row: Commitment) -> tuple:
    return (row.hamlet_id, row.place_key, row.name_key, row.name_fold)


@pytest.fixture
def made(context, cast):
    """Two households of Thôn 2, the second of which has signed."""
    found = rows.made(cast, "Nguyễn Văn Đức", "Trần Thị Bé")
    rows.received(cast, found.commitments[1])
    return found


@pytest.fixture
def officer(cast):
    return lambda: acting(cast.users["officer"])


def test_commitment_stands_where_its_household_lives(officer, made):
    with officer():
        row = rows.get(made.commitments[0])
        key = text.name_key("Nguyễn Văn Đức")
        assert stands(row) == (made.hamlets[0], text.fold_key("Thôn 2"), key, "nguyen van duc")


def test_corrected_name_of_a_head_is_written_into_signed_and_unsigned(officer, made):
    with officer():
        for commitment_id in made.commitments:
            rows.get(commitment_id).household.head.name = "Lò Thị Ẳng"
    with officer():
        assert {rows.get(one).name_fold for one in made.commitments} == {"lo thi ang"}
        assert [line.name for line in queries.lines(made.campaign)] == ["Lò Thị Ẳng"] * 2


def test_household_that_moves_takes_along_only_what_is_not_signed(officer, made):
    with officer():
        there = people.hamlet("Thôn 10")
        for commitment_id in made.commitments:
            rows.get(commitment_id).household.hamlet_id = there.id
        moved = there.id
    with officer():
        unsigned, signed = (rows.get(one) for one in made.commitments)
        assert (unsigned.hamlet_id, unsigned.place_key) == (moved, text.fold_key("Thôn 10"))
        assert (signed.hamlet_id, signed.place_key) == (made.hamlets[0], text.fold_key("Thôn 2"))
        assert [(one.name, one.total) for one in queries.counts(made.campaign)] == [("Thôn 2", 1), ("Thôn 10", 1)]


def test_signature_taken_back_follows_to_where_they_live_today(officer, made):
    with officer():
        rows.get(made.commitments[1]).household.hamlet_id = people.hamlet("Thôn 10").id
    with officer():
        actions.reopen(rows.get(made.commitments[1]), "ghi nhầm hộ")
    with officer():
        assert rows.get(made.commitments[1]).place_key == text.fold_key("Thôn 10")


def test_hamlet_with_a_new_name_keeps_all_of_its_commitments_together(officer, made):
    with officer():
        places.save_hamlet(rows.get(made.commitments[0]).household.hamlet, "Tổ dân phố 7", None, date(2025, 7, 1))
    with officer():
        assert {rows.get(one).place_key for one in made.commitments} == {text.fold_key("Tổ dân phố 7")}


def test_new_head_of_a_household_names_its_commitment(officer, made):
    with officer():
        household = rows.get(made.commitments[0]).household
        heir = people.person("Vi Văn Ông", hamlet_id=household.hamlet_id)
        people_actions.save_household(household, heir, household.hamlet, None, None)
    with officer():
        assert rows.get(made.commitments[0]).name_fold == "vi van ong"


def test_newborn_head_comes_with_the_same_flush(officer, made):
    with officer():
        household = rows.get(made.commitments[0]).household
        household.head.is_head = False
        db.session.add(Person(name="Vi Văn Ông", hamlet_id=household.hamlet_id, household=household, is_head=True))
    with officer():
        assert rows.get(made.commitments[0]).name_fold == "vi van ong"


def test_household_without_head_stands_last(officer, made):
    with officer():
        rows.get(made.commitments[0]).household.head.is_head = False
    with officer():
        assert (rows.get(made.commitments[0]).name_key, rows.get(made.commitments[0]).name_fold) == (LAST, "")


def test_head_who_leaves_for_another_household_is_gone_from_the_first(officer, made):
    with officer():
        household, other = (rows.get(one).household for one in made.commitments)
        head = household.head
        other.head.is_head = False
        head.household_id = other.id
    with officer():
        assert [rows.get(one).name_fold for one in made.commitments] == ["", "nguyen van duc"]


def test_head_who_leaves_the_books_leaves_the_household_without_name(officer, made):
    with officer():
        db.session.delete(rows.get(made.commitments[0]).household.head)
    with officer():
        assert rows.get(made.commitments[0]).name_key == LAST


def test_one_who_joins_a_household_changes_nothing(officer, made):
    with officer():
        before = stands(rows.get(made.commitments[0]))
        people.person("Bùi Văn Bé", hamlet_id=made.hamlets[0]).household = rows.get(made.commitments[0]).household
    with officer():
        assert stands(rows.get(made.commitments[0])) == before


def test_person_brings_unit_and_group(officer, cast, context):
    made = rows.made(cast, "Hà Thị Cúc", kind="official")
    with officer():
        person = rows.get(made.commitments[0]).person
        unit = places.save_unit(None, "Trạm Y tế", "TYT", date(2025, 7, 1))
        person.unit_id, person.target_group = unit.id, "T1"
        unit_id = unit.id
    with officer():
        row = rows.get(made.commitments[0])
        assert (row.unit_id, row.target_group) == (unit_id, "T1")


def test_collective_with_a_new_name_and_hamlet(officer, cast, context):
    made = rows.made(cast, "HTX Đông Yên", kind="collective")
    with officer():
        collective = rows.get(made.commitments[0]).collective
        collective.name, collective.hamlet_id = "HTX Tây Yên", None
    with officer():
        row = rows.get(made.commitments[0])
        assert stands(row) == (None, LAST, text.fold_key("HTX Tây Yên"), "htx tay yen")


def test_name_corrected_in_the_flush_that_makes_the_commitment(officer, cast, context):
    made = rows.made(cast, kind="person")
    with officer():
        person = people.person("Lò Thị Ẳng")
        db.session.flush()
        with db.session.no_autoflush:
            row = Commitment(campaign_id=made.campaign, state="drafted", person_id=person.id)
            row.place_key = row.name_key = LAST
            row.name_fold = ""
            db.session.add(row)
            person.name = "Lò Thị Ánh"
        db.session.flush()
        assert row.name_fold == "lo thi anh"


def test_many_who_change_at_once_are_followed_in_the_same_few_reads(app, context, cast, officer):
    sizes, plan_id = [], None
    for count in (3, 60):
        names = (f"Nguyễn Văn {number:03d}" for number in range(count))
        made = rows.made(cast, *names, places=(f"Thôn {count}",), plan_id=plan_id)
        plan_id = made.plan
        with officer():
            households = [rows.get(one).household for one in made.commitments]
            there = people.hamlet(f"Thôn {count + 1}")
            db.session.flush()
            for household in households:
                household.hamlet_id = there.id
                household.head.name = "Lò Thị Ẳng"
            with counted(app) as statements:
                db.session.flush()
            reads = [one for one in statements if one.lstrip().startswith("SELECT")]
            moved = {rows.get(one).hamlet_id for one in made.commitments}
            sizes.append((len(reads), moved == {there.id}))
    assert sizes[0][1] is True
    assert sizes[1] == sizes[0]


def test_list_of_people_pasted_anew_touches_no_commitment(officer, made):
    with officer():
        before = [stands(rows.get(one)) for one in made.commitments]
        hamlet = rows.get(made.commitments[0]).household.hamlet
        people_actions.paste(hamlet, [people_actions.PastedPerson("Cụt Thị Bích", household=True)])
        assert db.session.query(Household).count() == 3
    with officer():
        assert [stands(rows.get(one)) for one in made.commitments] == before


def test_day_and_state_bring_their_keys(officer, made):
    with officer():
        unsigned, signed = (rows.get(one) for one in made.commitments)
        assert (unsigned.day_key, signed.day_key) == ("", "2026-08-15")
        assert unsigned.state_rank < signed.state_rank
        assert DAY.isoformat() > signed.day_key
