"""The deeds that fulfil a promise: each registered once, whatever page is asked for first."""

import pytest
from sqlalchemy import select

from app.db import db
from app.people.models import Person
from app.plans import deeds
from app.plans.rules import Deed
from tests.cast import DAY, acting
from tests.training import rows
from tests.training.test_measures import YEAR


@pytest.mark.parametrize("deed", list(Deed))
def test_each_deed_is_counted_and_told(cast, context, deed):
    with acting(cast.users["officer"]):
        assert deeds.counts(deed, YEAR) == {}
        assert deeds.records(deed, YEAR, [1]) == []


def test_statement_is_narrowed_to_some_people(cast, context):
    made = rows.made(cast, learners=2)
    with acting(cast.users["officer"]):
        for person_id in made.people:
            db.session.get_one(Person, person_id).vneid_confirmed_on = DAY
    with acting(cast.users["officer"]):
        one = made.people[0]
        assert deeds.counts(Deed.VNEID_CONFIRMED, YEAR) == dict.fromkeys(made.people, 1)
        assert deeds.counts(Deed.VNEID_CONFIRMED, YEAR, [one]) == {one: 1}
        for among in ([one], select(Person.id).where(Person.id == one)):
            done = deeds.statement(Deed.VNEID_CONFIRMED, YEAR, among)
            found = db.session.execute(select(Person.id, done.c.number).join(done, done.c.person_id == Person.id))
            assert [tuple(row) for row in found] == [(one, 1)]
