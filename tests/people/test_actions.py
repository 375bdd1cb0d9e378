"""Verbs of people: one line in the log each, and what they refuse."""

from datetime import date

import pytest
from sqlalchemy import select

from app import audit
from app.audit import AuditLine
from app.db import db
from app.people import actions, queries
from app.people.actions import PastedPerson
from app.people.queries import Wanted
from app.places.models import Hamlet
from app.refusals import Refused
from tests.cast import DAY, acting, everything
from tests.people import rows


@pytest.fixture
def officer(context, cast):
    with acting(cast.users["officer"]):
        yield cast


def events():
    db.session.flush()
    return [line.event for line in db.session.scalars(select(AuditLine).order_by(AuditLine.id))]


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


def test_save_person_writes_one_line_with_the_name(officer):
    person = rows.person("Lê Văn Đức", birth_year=1980)
    actions.save_person(person, DAY, phone="0912345678")
    lines = audit.lines_about(person)
    assert [(line.event, line.keys) for line in lines] == [("person-saved", {"name": "Lê Văn Đức"})] * 2
    assert lines[0].actor_name == "Nguyễn Thị An"
    assert (person.phone, person.birth.text) == ("0912345678", "1980")


def test_save_person_refuses_every_reason_at_once_and_leaves_nothing(officer):
    with pytest.raises(Refused) as refused:
        rows.person(" ", born_on=date(2027, 1, 1), vneid_confirmed_on=date(2027, 1, 1))
    assert codes(refused) == ["name-missing", "born-in-future", "confirmed-in-future"]
    assert (queries.people(Wanted()), events()) == ([], [])


def test_save_household_names_the_head_and_keeps_the_former_one_as_member(officer):
    home = rows.household("Lê Văn Đức")
    former = home.head
    wife = rows.person("Trần Thị Hoa")
    before = len(events())
    actions.save_household(home, wife, home.hamlet, "xóm trên", 4)
    assert events()[before:] == ["household-saved"]
    assert (home.head, former.is_head, former.household_id) == (wife, False, home.id)
    assert (home.address, home.member_count, set(home.members)) == ("xóm trên", 4, {wife, former})


def test_nobody_heads_two_households(officer):
    home = rows.household("Lê Văn Đức")
    with pytest.raises(Refused) as refused:
        actions.save_household(None, home.head, home.hamlet, None, None)
    assert codes(refused) == ["head-of-other-household"]
    assert queries.count_households(Wanted()) == 1


def test_save_collective_and_its_refusals(officer):
    group = rows.collective("Tổ 1", headcount=9, women_count=4)
    assert [line.event for line in audit.lines_about(group)] == ["collective-saved"]
    with pytest.raises(Refused) as refused:
        rows.collective(" ", headcount=1, women_count=2)
    assert codes(refused) == ["name-missing", "women-above-headcount"]


def test_paste_adds_in_one_step_with_one_line(officer):
    east, west = rows.hamlet("Thôn Đông"), rows.hamlet("Thôn Tây")
    before = len(events())
    added = actions.paste(
        east,
        [
            PastedPerson("Lê Văn Đức", sex="male", born_on=date(1980, 2, 5), household=True),
            PastedPerson("Trần Thị Hoa", birth_year=1990, hamlet_id=west.id, phone="0912345678"),
        ],
    )
    assert events()[before:] == ["people-pasted"]
    assert audit.lines_about(east)[0].keys == {"count": 2}
    assert [(one.name, one.hamlet_id, one.is_head) for one in added] == [
        ("Lê Văn Đức", east.id, True),
        ("Trần Thị Hoa", west.id, False),
    ]
    assert [(home.head.name, home.hamlet_id) for home in queries.households_in()] == [("Lê Văn Đức", east.id)]


def test_paste_without_a_hamlet_is_a_line_about_the_authority(officer):
    actions.paste(None, [PastedPerson("Lê Văn Đức")])
    line = db.session.scalars(select(AuditLine)).one()
    assert (line.subject_table, line.subject_id, line.keys) == ("authority", officer.home, {"count": 1})


def test_paste_of_a_known_person_makes_only_their_household(officer):
    hamlet = rows.hamlet()
    known = rows.person("Lê Văn Đức", birth_year=1980, hamlet_id=hamlet.id)
    row = PastedPerson("LE VAN DUC", birth_year=1999, household=True, known_id=known.id)
    assert actions.paste(hamlet, [row]) == actions.paste(hamlet, [row]) == [known]
    assert (known.name, known.birth_year, queries.count_people(Wanted())) == ("Lê Văn Đức", 1980, 1)
    assert [home.head for home in queries.households_in()] == [known]
    assert audit.lines_about(hamlet)[0].keys == {"count": 0}


def test_paste_refuses_a_household_without_a_hamlet_and_an_empty_name(officer):
    with pytest.raises(Refused) as refused:
        actions.paste(None, [PastedPerson("Lê Văn Đức", household=True)])
    assert codes(refused) == ["hamlet-missing"]
    with pytest.raises(Refused) as refused:
        actions.paste(None, [PastedPerson(""), PastedPerson("ă" * 81)])
    assert codes(refused) == ["name-missing", "name-too-long"]


def test_people_and_hamlets_of_the_former_commune_go_on_in_the_new_one(context, cast):
    with everything() as session:
        former = Hamlet(name="Thôn Cũ", valid_from=rows.OPENED, owner_id=cast.merged)
        session.add(former)
        session.flush()
        former_id = former.id
    with acting(cast.users["officer"]):
        own = rows.hamlet("Thôn Đông")
        home = rows.household("Lê Văn Đức", db.session.get(Hamlet, former_id))
        assert (home.owner_id, home.head.owner_id) == (cast.home, cast.home)
        assert home.hamlet.owner_id == cast.merged
        actions.save_person(home.head, DAY, hamlet_id=own.id)
        assert home.head.hamlet_id == own.id
