"""Last year's campaign done again: days, name, audience, promises, legal bases; nothing is begun by it."""

from datetime import date

import pytest

from app import audit
from app.commitments import actions, queries, rules
from app.commitments.rules import Days, Goal
from app.db import db
from app.places import actions as places
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.people import rows as people
from tests.plans import rows as plans

LATER = date(2027, 2, 1)


@pytest.mark.parametrize(
    ("day", "years", "moved"),
    [
        (date(2026, 9, 30), 1, date(2027, 9, 30)),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
    ],
)
def test_day_so_many_years_later(day, years, moved):
    assert rules.in_years(day, years) == moved


@pytest.mark.parametrize(
    ("today", "years"), [(date(2026, 11, 22), 1), (date(2027, 9, 30), 1), (date(2027, 10, 1), 2), (date(2030, 1, 1), 4)]
)
def test_moved_so_far_that_signing_is_not_over(today, years):
    assert rules.years_on(date(2026, 9, 30), today) == years


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("Ký cam kết năm 2026", "Ký cam kết năm 2027"),
        ("Giai đoạn 2025 - 2026", "Giai đoạn 2026 - 2027"),
        ("Ký cam kết đợt 12", "Ký cam kết đợt 12 năm 2027"),
        ("Mã 12026", "Mã 12026 năm 2027"),
    ],
)
def test_name_counts_its_years_up(name, later):
    assert rules.counted_up(name, 1, 2027) == later


SPRING = Days(date(2026, 8, 1), date(2026, 9, 30), date(2026, 9, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("plan_from", "plan_until", "moved"),
    [
        (
            date(2025, 1, 1),
            date(2030, 1, 1),
            Days(date(2027, 8, 1), date(2027, 9, 30), date(2027, 9, 1), date(2028, 1, 1)),
        ),
        (
            date(2027, 9, 15),
            date(2027, 9, 21),
            Days(date(2027, 8, 1), date(2027, 9, 20), date(2027, 9, 15), date(2027, 9, 21)),
        ),
        (
            date(2025, 1, 1),
            date(2027, 1, 1),
            Days(date(2027, 8, 1), date(2027, 9, 30), date(2027, 9, 1), date(2028, 1, 1)),
        ),
    ],
)
def test_days_are_held_within_the_plan_they_meet(plan_from, plan_until, moved):
    assert rules.moved_days(SPRING, 1, plan_from, plan_until) == moved


def test_citation_of_the_old_plan_goes_and_a_longer_number_stays():
    bases = ["Căn cứ Kế hoạch số 12/KH-UBND", "Căn cứ Kế hoạch số 112/KH-UBND", "Căn cứ Kế hoạch số 12/KH-UBND-VX"]
    assert rules.bases_without(bases, "12/KH-UBND") == [bases[1], "Căn cứ Kế hoạch số 12/KH-UBND-VX"]


def test_copy_holds_what_still_holds(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức", places=("Thôn 2", "Thôn Tan"))
    new_plan = plans.plan_of(
        cast.users["officer"],
        reference_number="9/KH-UBND",
        day=date(2027, 1, 10),
        valid_from=date(2027, 1, 1),
        valid_until=date(2028, 1, 1),
        legal_bases=["Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", "Căn cứ Kế hoạch số 3/KH-UBND tỉnh"],
    )
    with acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        campaign.audience = {"hamlets": made.hamlets}
        campaign.legal_bases = ["Căn cứ Hương ước của thôn", *actions.proposed_bases(campaign.plan)]
        first, second = campaign.promises[:2]
        actions.save_goals(
            campaign, {first.id: Goal(5, "buổi", date(2026, 9, 30)), second.id: Goal(due_on=date(2026, 12, 31))}
        )
        ended(made.hamlets[1], "Thôn Tan")
        copied = actions.copy_campaign(campaign, LATER)
        copy = copied.campaign
        assert (copy.former_id, copy.plan_id, copy.wording_id) == (campaign.id, new_plan, campaign.wording_id)
        assert copy.name == "Ký cam kết Bình dân học vụ số năm 2027"
        assert (copy.opens_on, copy.closes_on, copy.valid_from, copy.valid_until) == (
            date(2027, 8, 1),
            date(2027, 9, 30),
            date(2027, 9, 1),
            date(2028, 1, 1),
        )
        assert (copy.audience, copied.dropped) == ({"hamlets": made.hamlets[:1]}, ("Thôn Tan",))
        assert [(one.goal.value, one.goal.due_on) for one in copy.promises[:2]] == [
            (5, date(2027, 9, 30)),
            (None, date(2027, 12, 31)),
        ]
        assert copy.legal_bases == [
            "Căn cứ Hương ước của thôn",
            "Căn cứ Kế hoạch số 3/KH-UBND tỉnh",
            "Căn cứ Kế hoạch số 9/KH-UBND ngày 10 tháng 01 năm 2027 của Ủy ban nhân dân xã Vạn An",
        ]
        assert (queries.pledged(copy.id), copied.outside_plan) == (set(), False)
        assert [line.event for line in audit.lines_about(copy)] == ["campaign-copied"]


def ended(hamlet_id: int, name: str, last: date = date(2027, 1, 1)) -> None:
    """A hamlet ceases to be."""
    hamlet = rows.places_queries.hamlet(hamlet_id)
    places.save_hamlet(hamlet, name, None, people.OPENED, last)


def test_hamlet_that_bears_the_name_now_follows(context, cast):
    made = rows.made(cast, places=("Thôn 2",))
    with acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        campaign.audience = {"hamlets": made.hamlets}
        ended(made.hamlets[0], "Thôn 2")
        new = places.save_hamlet(None, "Thôn 2", None, date(2027, 1, 1))
        copied = actions.copy_campaign(campaign, LATER)
        assert (copied.campaign.audience, copied.dropped) == ({"hamlets": [new.id]}, ())


def test_newest_version_is_copied_with_the_goals_of_promises_that_stay(context, cast):
    made = rows.made(cast)
    with acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        old = campaign.wording
        new = actions.save_wording(
            old,
            kind="household",
            title=old.title,
            promises=[old.promises[0], "Điều mới"],
            breach=None,
            valid_from=DAY,
            source="UBND xã",
        )
        db.session.flush()
        copy = actions.copy_campaign(campaign, DAY).campaign
        assert copy.wording_id == new.id
        assert [(one.text, one.goal.value) for one in copy.promises] == [(old.promises[0], 2), ("Điều mới", None)]
        assert campaign.wording_id == old.id


# ---- the button


def test_button_opens_the_form_of_the_copy_once(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, "Nguyễn Văn Đức")
    officer, url = browser_of("officer"), f"/commitments/campaigns/{made.campaign}"
    assert "Lập đợt ký mới từ đợt này" in officer.get(url).text
    first = officer.post(f"{url}/copy")
    assert first.status_code == 303
    page = officer.get(first.location).text
    assert "Ký cam kết Bình dân học vụ số năm 2027" in page
    assert 'value="01/08/2027"' in page
    assert "Thời hạn nằm ngoài kế hoạch đang có" in page
    assert officer.post(f"{url}/copy").location == first.location


def test_clerk_copies_nothing(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast)
    url = f"/commitments/campaigns/{made.campaign}"
    clerk = browser_of("clerk")
    assert ("Lập đợt ký mới từ đợt này" in clerk.get(url).text, clerk.post(f"{url}/copy").status_code) == (False, 403)
