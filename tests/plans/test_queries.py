"""Which plans are seen, in which order, by whom."""

from datetime import date

import pytest
from werkzeug.exceptions import NotFound

from app.plans import actions, queries
from app.plans.models import Target
from tests.cast import acting
from tests.plans import rows


@pytest.fixture
def plans(context, cast):
    return {
        "home": rows.plan_of(cast.users["officer"]),
        "province": rows.plan_of(cast.users["reviewer"], day=date(2025, 9, 1), reference_number="7/KH-UBND"),
        "stranger": rows.plan_of(cast.users["stranger"], day=date(2025, 9, 2)),
    }


def test_commune_sees_its_own_and_its_provinces_plans(cast, plans):
    with acting(cast.users["officer"]):
        assert [plan.id for plan in queries.all_plans()] == [plans["province"], plans["home"]]
        with pytest.raises(NotFound):
            queries.get(plans["stranger"])


def test_province_sees_all_its_communes_and_hands_down_only_its_own(cast, plans):
    with acting(cast.users["reviewer"]):
        found = queries.all_plans()
        assert [plan.id for plan in found] == [plans["stranger"], plans["province"], plans["home"]]
        assert [queries.is_own(plan) for plan in found] == [False, True, False]
        assert [queries.is_handed_down(plan) for plan in found] == [False, False, False]
        assert set(queries.owner_names(found)) == {cast.other, cast.province, cast.home}


def test_page_by_key_has_one_more_than_it_shows(cast, plans):
    with acting(cast.users["officer"]):
        first = queries.listed(limit=1)
        assert [plan.id for plan in first] == [plans["province"], plans["home"]]
        last = first[0]
        assert [plan.id for plan in queries.listed((last.day, last.id))] == [plans["home"]]


def test_plans_in_force_end_before_the_first_day_after(cast, plans):
    with acting(cast.users["officer"]):
        assert len(queries.in_force(date(2026, 12, 31))) == 2
        assert queries.in_force(date(2027, 1, 1)) == []


def test_criteria_are_those_of_the_award_and_the_subject(cast, plans):
    with acting(cast.users["officer"]):
        plan = queries.get(plans["home"])
        wanted = [actions.add_criterion(plan, "GK_XA", "person", text, reason="Bổ sung") for text in ("Hai", "Một")]
        actions.add_criterion(plan, "GK_XA", "household", "Ba", reason="Bổ sung")
        actions.add_criterion(plan, "BK_TINH", "person", "Bốn", reason="Bổ sung")
        assert queries.criteria_for(plan.id, "GK_XA", "person") == wanted


def test_target_of_another_plan_is_not_found(cast, plans):
    with acting(cast.users["officer"]):
        home, province = queries.get(plans["home"]), queries.get(plans["province"])
        target_id = home.targets[0].id
        assert queries.part(home, Target, target_id) is home.targets[0]
        with pytest.raises(NotFound):
            queries.part(province, Target, target_id)


def test_new_work_starts_from_the_plan_asked_for_or_the_newest_in_force(cast, plans):
    day = date(2026, 8, 20)
    with acting(cast.users["officer"]):
        newest, older = (plan.id for plan in queries.in_force(day))
        assert queries.for_new_work(None, day).id == newest
        assert queries.for_new_work(older, day).id == older
        assert queries.for_new_work(plans["stranger"], day).id == newest
        assert queries.for_new_work(older, date(2027, 1, 1)) is None
