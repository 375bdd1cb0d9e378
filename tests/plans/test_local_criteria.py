"""Conditions that a province or commune lays down: what holds, what is refused, what stays as history."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import audit, law
from app.db import db
from app.places.rules import Level
from app.plans.actions import local_criteria as actions
from app.plans.models import LocalCriterion
from app.plans.queries import local_criteria as queries
from app.plans.rules.local_criteria import LocalValues, Standing, condition_refusals
from app.refusals import Refused
from tests.cast import DAY, acting

ROW, RULE = "GK_XA.person.1", "Quyết định số 12/2026/QĐ-UBND, Điều 7"
VALUES = LocalValues(
    award="GK_XA",
    subject_kind="person",
    text="Hoàn thành một lớp tập huấn kỹ năng số",
    citation=RULE,
    valid_from=date(2026, 3, 1),
    measure="people-passed",
    threshold=1,
)
OWN_WORDS = replace(VALUES, text="Được bình xét ở thôn", replaces=ROW, measure=None, threshold=None)


def laid_down(user_id: int, values: LocalValues = VALUES, day: date = DAY, **given) -> int:
    with acting(user_id, day):
        return actions.lay_down(values, day, **given).id


@pytest.fixture
def people(app, cast):
    """Users by name, inside the app."""
    with app.app_context():
        yield cast.users


def texts(user_id: int, day: date, award: str = "GK_XA") -> list[str]:
    with acting(user_id):
        return [row.text for row in queries.in_force(award, day)]


def codes(caught) -> list[str]:
    return [reason.code for reason in caught.value.reasons]


def test_what_holds_on_a_day(people):
    laid_down(people["officer"], replace(VALUES, valid_until=date(2026, 6, 1)))
    laid_down(people["stranger"], replace(VALUES, text="Của xã khác"))
    laid_down(people["reviewer"], replace(VALUES, text="Của tỉnh"))
    laid_down(people["officer"], replace(VALUES, award="BK_TINH", text="Của bằng khen"))
    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31), date(2026, 6, 1))
    assert [texts(people["officer"], day) for day in days] == [
        [],
        [VALUES.text, "Của tỉnh"],
        [VALUES.text, "Của tỉnh"],
        ["Của tỉnh"],
    ]
    assert texts(people["reviewer"], days[1]) == ["Của tỉnh"]


def test_of_rows_for_one_row_of_the_law_the_nearest_and_newest_holds(people):
    laid_down(people["reviewer"], OWN_WORDS, day=date(2026, 3, 2))
    with acting(people["reviewer"]):
        kept = queries.in_force("GK_XA", DAY)[0]
        assert actions.change(kept, replace(OWN_WORDS, text="Lời mới", valid_from=DAY), DAY) is not kept
    assert texts(people["officer"], DAY) == ["Lời mới"]
    assert texts(people["officer"], DAY - timedelta(days=1)) == ["Được bình xét ở thôn"]
    with acting(people["officer"]):
        # Laid down while the law left the row to the commune: it stays the nearer one.
        own = LocalCriterion(award="GK_XA", subject_kind="person", replaces=ROW, text="Của xã", effect="block")
        own.types, own.citation, own.mark, own.valid_from = [], RULE, "L", date(2026, 1, 1)
        db.session.add(own)
        db.session.flush()
    assert texts(people["officer"], DAY) == ["Của xã"]
    assert texts(people["stranger"], DAY) == ["Lời mới"]


@pytest.mark.parametrize(
    ("changes", "level", "expected"),
    [
        ({}, Level.COMMUNE, []),
        ({"award": "HUY_HIEU"}, Level.COMMUNE, ["local-award-unknown"]),
        ({"award": "CO_TINH"}, Level.COMMUNE, ["award-not-for-subject"]),
        ({"valid_until": VALUES.valid_from}, Level.COMMUNE, ["period-reversed"]),
        ({"threshold": None}, Level.COMMUNE, ["measure-without-threshold"]),
        ({"measure": None}, Level.COMMUNE, ["threshold-without-measure"]),
        ({"enabled": False}, Level.COMMUNE, ["local-off-alone"]),
        ({"replaces": ROW}, Level.PROVINCE, []),
        ({"replaces": ROW}, Level.COMMUNE, ["local-row-of-province"]),
        ({"replaces": "no-double-award", "measure": None, "threshold": None}, Level.PROVINCE, ["local-row-closed"]),
        ({"replaces": "GK_XA.household.1"}, Level.PROVINCE, ["local-row-unknown"]),
        ({"replaces": ROW, "valid_from": date(2023, 1, 1)}, Level.PROVINCE, ["local-row-unknown"]),
        ({"replaces": "quota-per-plan"}, Level.PROVINCE, ["local-measure-on-check"]),
        (
            {"award": "CO_TINH", "threshold": None, "enabled": False, "valid_until": date(2026, 1, 1)},
            Level.COMMUNE,
            ["measure-without-threshold", "period-reversed", "award-not-for-subject", "local-off-alone"],
        ),
    ],
)
def test_what_may_be_laid_down(changes, level, expected):
    assert [one.code for one in condition_refusals(replace(VALUES, **changes), level, [])] == expected


def test_a_condition_twice_is_refused_only_where_the_periods_meet():
    other = Standing(VALUES.text.upper(), None, date(2026, 5, 1), None)
    assert [one.code for one in condition_refusals(VALUES, Level.COMMUNE, [other])] == ["local-known"]
    ended = replace(VALUES, valid_until=date(2026, 5, 1))
    assert condition_refusals(ended, Level.COMMUNE, [other]) == []
    standing = Standing("Khác", ROW, date(2026, 5, 1), None)
    found = condition_refusals(OWN_WORDS, Level.PROVINCE, [standing, standing])
    assert [(one.code, one.detail) for one in found] == [("local-replaced-twice", "01/05/2026")]


def test_every_row_left_open_may_be_changed_by_its_level_and_no_other():
    open_rows = {code: one.versions[-1].local for code, one in law.CRITERIA.items() if one.versions[-1].local}
    assert len(open_rows) == 13
    assert set(open_rows.values()) == {"province"}


def test_typed_conditions_are_likely_until_compared_and_the_log_keeps_who(people):
    first = laid_down(people["officer"])
    second = laid_down(people["reviewer"], OWN_WORDS, compared_by="Đặng Thị Hà")
    with acting(people["officer"]):
        row = queries.get(first)
        assert (row.mark, row.confirmed_by) == ("L", None)
        actions.confirm(row, "Công báo số 5", "Nguyễn Thị An", DAY)
        assert (row.confirmed_by, row.confirmed_against) == ("Nguyễn Thị An", "Công báo số 5")
        with pytest.raises(Refused) as caught:
            actions.confirm(row, "Công báo số 6", "Nguyễn Thị An", DAY)
        assert codes(caught) == ["local-confirmed"]
        assert [line.event for line in audit.lines_about(row)] == ["condition-confirmed", "condition-laid-down"]
        handed = queries.get(second)
        assert (handed.confirmed_by, handed.confirmed_against) == ("Đặng Thị Hà", RULE)
        with pytest.raises(Refused) as caught:
            actions.end(handed, DAY, "QĐ 1")
        assert codes(caught) == ["local-handed-down"]


def test_what_held_in_the_past_is_never_rewritten(people):
    entered = date(2026, 4, 1)
    row_id = laid_down(people["officer"], day=entered)
    with acting(people["officer"], entered):
        row = queries.get(row_id)
        kept = actions.change(row, replace(VALUES, text="Sửa lỗi chính tả"), entered)
        assert kept is row, "entered today: a correction"
    with acting(people["officer"]):
        row = queries.get(row_id)
        for remedy in (lambda: actions.remove(row, DAY), lambda: actions.change(row, VALUES, DAY)):
            with pytest.raises(Refused) as caught:
                remedy()
            assert codes(caught)[0] in ("local-held", "local-change-too-early")
        after = actions.change(row, replace(VALUES, text="Từ tháng 9", valid_from=date(2026, 9, 1)), DAY)
        assert (row.text, row.valid_until) == ("Sửa lỗi chính tả", date(2026, 9, 1))
        assert (after.text, after.valid_from, after.valid_until) == ("Từ tháng 9", date(2026, 9, 1), None)
        actions.remove(after, DAY)
        actions.end(row, date(2026, 8, 1), "Quyết định số 20")
        with pytest.raises(Refused) as caught:
            actions.end(row, date(2026, 8, 15), "Quyết định số 21")
        assert codes(caught) == ["local-over"]
        assert [line.event for line in audit.lines_about(row)][:2] == ["condition-ended", "condition-corrected"]
    assert texts(people["officer"], date(2026, 7, 31)) == ["Sửa lỗi chính tả"]
    assert texts(people["officer"], date(2026, 8, 1)) == []
