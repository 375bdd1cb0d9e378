"""What activities, inspections, tasks and initiatives come to: of one, of a hamlet, of the commune, of many at once."""

from datetime import date

import pytest

from app.activities import measures
from app.activities.models import Activity, ActivityHamlet, ActivityPart, Inspection, InspectionMember, Visit
from app.db import db
from app.places import actions as places
from app.plans import measures as of_plans
from app.plans.models import Initiative, InitiativeUse, Task
from app.plans.rules import About, Many, Measure, Period
from tests.cast import acting
from tests.people import rows as people
from tests.queries_counted import counted
from tests.training import rows as plans

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
MARCH, MAY, OLD = date(2026, 3, 5), date(2026, 5, 20), date(2025, 12, 31)
NEW = [*measures.MEASURED, *of_plans.MEASURED]


def activity(kind="launch", state="held", day=MARCH, **fields):
    """An activity with hamlets as (hamlet, reached, turns) and parts as (person or collective, part)."""
    hamlets, parts = fields.pop("hamlets", ()), fields.pop("parts", ())
    row = Activity(kind=kind, title=f"Hoạt động {kind}", state=state, day=day, entered_by="Cán bộ", **fields)
    db.session.add(row)
    db.session.flush()
    for place, reached, turns in hamlets:
        db.session.add(ActivityHamlet(activity=row, hamlet_id=place.id, reached=reached, turns=turns))
    for who, part in parts:
        column = "collective_id" if type(who).__name__ == "Collective" else "person_id"
        db.session.add(ActivityPart(activity=row, part=part, **{column: who.id}))
    db.session.flush()
    return row


@pytest.fixture
def made(cast, context):
    """Two hamlets, a household with two people, a team, an official with a unit, and what they did; ids by name."""
    with acting(cast.users["officer"]):
        unit = places.save_unit(None, "Phòng Văn hóa - Xã hội", "VHXH", date(2025, 7, 1))
        east, west = people.hamlet("Thôn Đông"), people.hamlet("Thôn Tây")
        home, other = people.household("Lê Văn An", east), people.household("Trần Thị Bình", west)
        son = people.person("Lê Văn Con", hamlet_id=east.id, household_id=home.id)
        team = people.team(hamlet_id=east.id)
        office = people.collective("Phòng Văn hóa", unit_id=unit.id)
        db.session.flush()
        an, binh = home.head, other.head
        activity(hamlets=[(east, 40, 50), (west, None, None)], reached=90, turns=120, parts=[(an, "organiser")])
        visit = activity(
            "home-visit", day=MAY, collective_id=team.id, hamlets=[(east, None, None)], reached=7, count=2,
            parts=[(an, "speaker"), (son, "helper"), (binh, "winner"), (team, "organiser")],
        )  # fmt: skip
        activity("broadcast", parts=[(an, "organiser")], count=30)  # nobody counted the listeners
        activity(day=OLD, reached=1000, parts=[(an, "organiser")])
        activity(state="planned", reached=5, parts=[(an, "organiser")])
        for house, day, outcome in ((home, MAY, "guided"), (home, date(2026, 6, 1), "guided"), (other, MAY, "absent")):
            db.session.add(Visit(activity=visit, household_id=house.id, day=day, outcome=outcome))
        _looked(east, an, binh, unit)
        _planned(unit, an, binh, son, east)
        db.session.flush()
        return {
            "person": (an.id, son.id, binh.id), "household": (home.id, other.id), "hamlet": (east.id, west.id),
            "collective": (team.id, office.id),
        }  # fmt: skip


def _looked(east, an, binh, unit):
    named = {"inspected_name": "Thôn Đông", "entered_by": "Cán bộ"}
    seen = Inspection(kind="inspection", title="Kiểm tra quý I", state="held", day=OLD, held_on=MARCH, **named)
    seen.hamlet_id = east.id
    db.session.add_all([seen, Inspection(kind="supervision", title="Giám sát", state="planned", day=MAY, **named)])
    db.session.add(Inspection(kind="inspection", title="Cũ", state="held", day=OLD, unit_id=unit.id, **named))
    db.session.add(InspectionMember(inspection=seen, position=1, person_id=an.id, name=an.name, part="head"))
    db.session.add(InspectionMember(inspection=seen, position=2, person_id=binh.id, name=binh.name, part="inspected"))


def _planned(unit, an, binh, son, east):
    plan = plans.plan()
    db.session.flush()
    owned = {"unit_id": unit.id}, {"person_id": an.id}, {"person_id": son.id}
    for place, who in enumerate(owned):
        db.session.add(Task(plan=plan, position=place, text=f"Việc {place}", state="done", done_on=MAY, **who))
    db.session.add(Task(plan=plan, position=9, text="Việc dở", state="doing", person_id=an.id))
    used = Initiative(kind="initiative", title="Ki-ốt số", scope="commune", person_id=an.id, recognised_on=MARCH)
    gone = Initiative(kind="practice", title="Mô hình cũ", scope="hamlet", person_id=an.id)
    bare = Initiative(kind="solution", title="Mã QR ở chợ", scope="hamlet", household_id=an.household_id, since=MARCH)
    star = Initiative(kind="exemplar", title="Gương sáng", scope="commune", person_id=an.id, since=MARCH)
    db.session.add_all([used, gone, bare, star])
    db.session.flush()
    uses = [(used, MARCH, None, east.id), (used, OLD, None, None), (gone, date(2024, 1, 1), OLD, east.id)]
    for of, since, until, hamlet_id in uses:
        db.session.add(InitiativeUse(initiative=of, scope="hamlet", since=since, until=until, hamlet_id=hamlet_id))


def asked(measure: Measure, period=YEAR, **about):
    owner = measures if measure in measures.MEASURED else of_plans
    return getattr(owner, measure.replace("-", "_"))(About(**about), period)


def numbers(**about):
    return {str(measure): (asked(measure, **about).count, asked(measure, **about).turns) for measure in NEW}


def test_the_commune_counts_what_was_held_and_people_and_visits_stand_apart(app, cast, made):
    with acting(cast.users["officer"]):
        assert numbers() == {
            "activities-held": (3, 33), "activities-joined": (3, 6), "people-reached": (97, 127),
            "households-visited": (1, 2), "inspections-held": (1, 1), "tasks-done": (3, 3),
            "initiatives-applied": (2, 3), "initiatives-recognised": (1, 1),
        }  # fmt: skip
        assert [row.label for row in asked(Measure.PEOPLE_REACHED).rows] == [
            "Hoạt động launch (05/03/2026, 90 người)", "Hoạt động home-visit (20/05/2026, 7 người)",
        ]  # fmt: skip
        (visited,) = asked(Measure.HOUSEHOLDS_VISITED).rows
        assert (visited.label, visited.endpoint) == ("Lê Văn An (Thôn Đông)", "people.household")
        opened = {measure: asked(measure).rows[0] for measure in NEW}
        adapter = app.url_map.bind("localhost")
        assert all(adapter.build(row.endpoint, dict(row.values)) for row in opened.values())
        assert set(numbers(target_group="T1").values()) == {(0, 0)}
        assert len(asked(Measure.ACTIVITIES_HELD).rows[:1]) == 1
    with acting(cast.users["stranger"]):
        assert set(numbers().values()) == {(0, 0)}


def test_each_has_its_own_merit(cast, made):
    (an, son, binh), (east, west) = made["person"], made["hamlet"]
    team, office = made["collective"]
    with acting(cast.users["officer"]):
        assert list(numbers(person_id=an).values()) == [
            (2, 31), (3, 3), (97, 127), (1, 2), (1, 1), (1, 1), (1, 2), (1, 1),
        ]  # fmt: skip
        helped = numbers(person_id=son)
        assert [helped[name] for name in ("activities-held", "activities-joined", "people-reached")] == [
            (0, 0), (1, 1), (7, 7),
        ]  # fmt: skip
        winner = numbers(person_id=binh)
        assert (winner["activities-joined"], winner["people-reached"], winner["inspections-held"]) == (
            (1, 1), (0, 0), (0, 0),
        )  # fmt: skip
        family = numbers(household_id=made["household"][0])
        assert (family["activities-joined"], family["tasks-done"], family["initiatives-applied"]) == (
            (3, 4), (2, 2), (1, 1),
        )  # fmt: skip
        assert list(numbers(hamlet_id=east).values()) == [
            (2, 3), (3, 4), (47, 57), (1, 2), (1, 1), (2, 2), (1, 1), (1, 1),
        ]  # fmt: skip
        assert numbers(hamlet_id=west)["people-reached"] == (0, 0)  # nobody counted there; it was elsewhere too
        assert numbers(collective_id=team)["activities-held"] == (1, 2)
        assert numbers(collective_id=office)["tasks-done"] == (1, 1)


def test_many_are_told_what_one_is_told_in_one_statement(app, cast, made):
    with acting(cast.users["officer"]):
        for measure in NEW:
            owner = measures if measure in measures.MEASURED else of_plans
            for kind, ids in made.items():
                later = Many(kind, ids, YEAR, {ids[0]: date(2026, 4, 1)})
                with counted(app) as sent:
                    whole, late = owner.of_many(measure, Many(kind, ids, YEAR), 5), owner.of_many(measure, later, 5)
                assert len([one for one in sent if "set_config" not in one]) == 2
                for one in ids:
                    start = Period(date(2026, 4, 1), YEAR.end) if one == ids[0] else YEAR
                    for found, period in ((whole, YEAR), (late, start)):
                        single = asked(measure, period, **{f"{kind}_id": one})
                        same = (single.count, single.turns, single.noun, tuple(single.rows[:5]))
                        assert (found[one].count, found[one].turns, found[one].noun, found[one].rows) == same, measure
