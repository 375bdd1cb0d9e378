"""Activities: entered, held, cancelled, copied, pasted; closed figures ask for a reason; what they come to by kind."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.access import Role, granted
from app.activities.actions import activities as actions
from app.activities.actions import copying, visits
from app.activities.actions.activities import Result
from app.activities.queries import activities as queries
from app.activities.queries import listing, summary
from app.activities.queries import visits as doors
from app.activities.queries.listing import Wanted
from app.activities.rules.activities import ActivityState, Numbers, Order
from app.activities.rules.visits import Door, Outcome
from app.desk import queries as desk
from app.plans.rules import Period
from app.refusals import Refused
from tests.activities import rows
from tests.cast import DAY, acting, everything
from tests.people import rows as people
from tests.queries_counted import counted
from tests.training import rows as plans

AUGUST = Period(date(2026, 8, 1), date(2026, 9, 1))


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def test_an_activity_goes_from_planned_to_held_with_the_numbers_of_its_hamlets(cast, context):
    with acting(cast.users["officer"]):
        east, west = people.hamlet("Thôn Đông"), people.hamlet("Thôn Tây")
        one = rows.activity("launch", hamlets=[east, west], state=ActivityState.PLANNED, title="Lễ  phát động")
        assert (one.title, one.state, one.entered_by) == ("Lễ phát động", "planned", "Nguyễn Thị An")
        actions.record_result(one, Result(Numbers(), {east.id: Numbers(40, 45), west.id: Numbers(30, None)}))
        assert (one.state, one.reached, one.turns) == ("held", 70, None)  # nobody counted visits in Thôn Tây
        assert [(of.hamlet.name, of.reached, of.turns) for of in one.hamlets] == [
            ("Thôn Đông", 40, 45),
            ("Thôn Tây", 30, None),
        ]
        with pytest.raises(Refused) as refused:
            actions.record_result(one, Result(Numbers(35, 20), {east.id: Numbers(40, 10)}))
        assert codes(refused) == {"turns-below-reached", "reached-below-hamlet"}
        actions.plan_again(one, "ghi nhầm kết quả")
        assert (one.state, one.reached, one.hamlets[0].reached) == ("planned", None, None)
        actions.cancel(one, "mưa bão")
        assert (one.state, one.ended_reason) == ("cancelled", "mưa bão")
        with pytest.raises(Refused) as refused:
            actions.record_result(one, Result(Numbers(), {}))
        assert codes(refused) == {"activity-cancelled"}


def test_what_cannot_be_is_refused_all_at_once_and_closed_figures_ask_for_a_reason(cast, context):
    with acting(cast.users["officer"]):
        plan = plans.plan()
        with pytest.raises(Refused) as refused:
            rows.activity(day=DAY + timedelta(days=200), last_day=DAY, plan=plan, reached=5, turns=4)
        found = {"activity-ends-before", "activity-ahead", "activity-outside-plan", "turns-below-reached"}
        assert codes(refused) == found
        early = rows.activity(day=date(2026, 7, 10), reached=20)
        rows.closed_until(date(2026, 8, 1), plan)
        with pytest.raises(Refused) as refused:
            rows.activity(day=date(2026, 7, 20))
        assert codes(refused) == {"activity-after-closing"}
        late = rows.activity(day=date(2026, 7, 20), late_reason="thôn gửi chậm")
        assert late.late_reason == "thôn gửi chậm"
        assert rows.activity(day=DAY).late_reason is None
        with pytest.raises(Refused) as refused:  # moved out of the closed days: the closed figures change as well
            actions.save_activity(early, replace(rows.details(), day=DAY))
        assert codes(refused) == {"activity-after-closing"}
        with pytest.raises(Refused) as refused:
            actions.remove(early)
        assert codes(refused) == {"activity-in-closed-figures"}
        with pytest.raises(Refused) as refused:
            actions.plan_again(early, "nhầm")
        assert codes(refused) == {"activity-held-in-closed-figures"}


def test_copies_for_hamlets_and_days_stand_for_themselves(cast, context):
    with acting(cast.users["officer"]):
        third, fourth, fifth = (people.hamlet(name) for name in ("Thôn 3", "Thôn 4", "Thôn 5"))
        team = people.team("Tổ công nghệ số thôn 3", hamlet_id=third.id)
        one = rows.activity(
            "learning-day",
            hamlets=[third],
            place="Nhà văn hóa thôn 3",
            title="Ngày học tập số Thôn 3",
            collective=team,
            reached=50,
        )
        days = [DAY - timedelta(days=1), DAY + timedelta(days=7)]
        made = copying.copy_activity(one, [fourth, fifth], days, held=True)
        assert [(of.title, of.day, of.state, of.place) for of in made] == [
            ("Ngày học tập số Thôn 4", days[0], "held", "Nhà văn hóa thôn 4"),
            ("Ngày học tập số Thôn 5", days[0], "held", "Nhà văn hóa thôn 5"),
            ("Ngày học tập số Thôn 4", days[1], "planned", "Nhà văn hóa thôn 4"),
            ("Ngày học tập số Thôn 5", days[1], "planned", "Nhà văn hóa thôn 5"),
        ]
        assert {(of.reached, of.collective) for of in made} == {(None, None)}
        assert copying.copy_activity(one, [], [DAY])[0].collective is team
        with pytest.raises(Refused) as refused:
            copying.copy_activity(one, [fourth, fifth], [DAY + timedelta(days=place) for place in range(101)])
        assert codes(refused) == {"too-many-copies"}


def test_doors_make_the_numbers_of_a_round(cast, context):
    with acting(cast.users["officer"]):
        east, west = people.hamlet("Thôn Đông"), people.hamlet("Thôn Tây")
        an, binh = people.household("Lê Văn An", east), people.household("Trần Thị Bình", east)
        away = people.household("Phạm Văn Xa", people.hamlet("Thôn Xa"))
        first, second = DAY - timedelta(days=1), DAY
        one = rows.activity("home-visit", hamlets=[east, west], day=first, last_day=second, state=ActivityState.PLANNED)
        made = visits.enter_visits(one, first, [Door(an.id, Outcome.GUIDED, 2), Door(binh.id, Outcome.ABSENT)])
        assert (made.added, one.state, one.reached, one.turns) == (2, "held", 2, 2)
        visits.enter_visits(one, second, [Door(an.id, Outcome.GUIDED, 3), Door(binh.id, Outcome.GUIDED)])
        assert (one.reached, one.turns) == (4, 6)  # An's household once at its fullest, Bình's as one person
        by_hamlet = {of.hamlet.name: (of.reached, of.turns) for of in one.hamlets}
        assert by_hamlet == {"Thôn Đông": (4, 6), "Thôn Tây": (None, None)}
        assert doors.rounds(one)[east.id] == doors.Round(2, 2, 2, 0, 0, 0)
        again = visits.enter_visits(one, second, [Door(an.id, Outcome.GUIDED, 3), Door(binh.id)])
        assert (again.changed, again.removed, one.turns) == (0, 1, 5)
        for day, door, code in (
            (DAY + timedelta(days=1), Door(an.id, Outcome.GUIDED), {"visit-outside-days"}),
            (second, Door(away.id, Outcome.GUIDED), {"household-elsewhere"}),
        ):
            with pytest.raises(Refused) as refused:
                visits.enter_visits(one, day, [door])
            assert codes(refused) == code
        with pytest.raises(Refused) as refused:  # the doors stand against leaving out their hamlet and their days
            actions.save_activity(one, rows.details("home-visit", hamlets=[west], day=second))
        assert codes(refused) == {"hamlet-has-visits", "days-without-visits"}
        with pytest.raises(Refused) as refused:
            actions.remove(one)
        assert codes(refused) == {"activity-has-visits"}


def test_the_count_by_kind_keeps_people_turns_and_the_uncounted_apart(cast, context):
    with acting(cast.users["officer"]):
        plan, east, west = plans.plan(), people.hamlet("Thôn Đông"), people.hamlet("Thôn Tây")
        home = people.household("Lê Văn An", east)
        rows.activity("launch", hamlets=[east], reached=80, turns=80, plan=plan)
        both = rows.activity("launch", hamlets=[east, west], reached=100)
        actions.record_result(both, Result(Numbers(100), {east.id: Numbers(60, 70)}))
        rows.activity("broadcast", count=30, minutes=450)
        rows.activity("launch", state=ActivityState.PLANNED)
        rows.activity("contest", day=date(2026, 7, 31), reached=9)
        visits.enter_visits(rows.activity("home-visit", hamlets=[east]), DAY, [Door(home.id, Outcome.GUIDED, 2)])
        found = summary.by_kind(AUGUST)
        assert found.kinds["launch"] == summary.KindCount(2, 2, 180, 80, planned=1, reached_in=2, turns_in=1)
        assert found.kinds["broadcast"] == summary.KindCount(1, 30, uncounted=1, minutes=450)
        assert found.kinds["home-visit"] == summary.KindCount(1, 1, 2, 2, households=1, reached_in=1, turns_in=1)
        assert found.kinds["contest"] == summary.KindCount()
        assert (found.total.entries, found.total.reached, found.total.uncounted) == (4, 182, 1)
        assert summary.by_kind(AUGUST, plan.id).total.reached == 80
        assert summary.by_kind(AUGUST, hamlet_id=west.id).kinds["launch"] == summary.KindCount(1, 1, uncounted=1)
        year = summary.by_month(Period(date(2026, 7, 1), date(2026, 9, 1)))
        assert year == {
            date(2026, 7, 1): {"contest": 1},
            date(2026, 8, 1): {"launch": 2, "broadcast": 1, "home-visit": 1},
        }


def test_the_list_is_filtered_ordered_and_paged_by_key_in_a_fixed_number_of_statements(cast, context):
    with acting(cast.users["officer"]):
        east = people.hamlet("Thôn Đông")
        for number in range(8):
            day = DAY - timedelta(days=number // 2)
            rows.activity("article", title=f"Bài {number}", day=day, hamlets=[east] if number % 2 else [], reached=1)
        late = rows.activity(title="Chờ ghi", day=DAY - timedelta(days=9), state=ActivityState.PLANNED)
        first = listing.activities(Wanted(kind="article"), DAY, limit=3)
        then = listing.activities(Wanted(kind="article"), DAY, after=first[-1].id, limit=3)
        assert [one.title for one in (*first, *then)] == ["Bài 1", "Bài 0", "Bài 3", "Bài 2", "Bài 5", "Bài 4"]
        oldest = listing.activities(Wanted(hamlet_id=east.id), DAY, Order.OLDEST)
        assert [one.title for one in oldest] == ["Bài 7", "Bài 5", "Bài 3", "Bài 1"]
        assert listing.activities(Wanted(state=listing.WAITING), DAY) == [late]
        assert listing.totals(Wanted(typed="BAI"), DAY) == listing.Totals(8, 8, 8, 8, 0, 0)
        assert len(listing.activities(Wanted(hamlet_id=listing.WHOLE_COMMUNE), DAY)) == 5

    sent = []
    for limit in (2, 9):
        with acting(cast.users["officer"]), counted(context) as statements:
            for one in listing.activities(Wanted(), DAY, limit=limit):
                _ = [of.hamlet.name for of in one.hamlets], one.collective, one.plan
        sent.append(len(statements))
    assert sent[0] == sent[1]


def test_a_trainer_changes_their_own_entries_and_records_any(cast, context):
    with acting(cast.users["officer"]):
        theirs = rows.activity(state=ActivityState.PLANNED).id
    with acting(cast.users["trainer"]):
        own, other = rows.activity(), queries.own(theirs)
        assert queries.changing_refusals(own) == []
        with pytest.raises(Refused) as refused:
            actions.cancel(other, "nhầm ngày")
        assert codes(refused) == {"activity-of-another"}
        actions.record_result(other, Result(Numbers(12), {}))
    with everything() as session:
        assert session.get(type(own), theirs).reached == 12


def test_the_desk_asks_how_an_activity_of_a_past_day_went(cast, context):
    with acting(cast.users["officer"]):
        day = DAY - timedelta(days=3)
        late = rows.activity(title="Ngày hội số", day=day, last_day=day, state=ActivityState.PLANNED)
        rows.activity(title="Sắp tới", day=DAY + timedelta(days=3), state=ActivityState.PLANNED)
        asked = [
            one for one in desk.todos(granted(frozenset({Role.TRAINER})), DAY) if one.endpoint == "activities.show"
        ]
        assert [(one.values, one.due) for one in asked] == [((("activity_id", late.id),), day)]
