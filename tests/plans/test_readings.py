"""How a target stood, entered by hand; figures that were closed; whoever answers for a target and was dissolved."""

from datetime import date

import pytest

from app.places import actions as places
from app.plans import actions, queries
from app.plans.actions.closings import close_figures, reopen_figures
from app.plans.actions.readings import read_off, take_back_reading
from app.plans.queries.closings import is_closed, standing
from app.plans.queries.targets import ended_owners, latest_readings
from app.plans.rules.targets import lowered, reached_by, read_decimal, shown_decimal
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.plans import rows

JULY, AUGUST = date(2026, 7, 31), date(2026, 8, 15)


def codes(raised):
    return [reason.code for reason in raised.value.reasons]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("69,85", "69.85"), ("1.284", "1284"), ("40.5", "40.5"), ("80 %", "80"), ("-1,5", "-1.5"), ("12 345", "12345")],
)
def test_decimal_is_read_as_officials_write_it(typed, kept):
    assert read_decimal(typed) == kept


def test_decimal_that_is_none_is_told_and_kept_ones_are_shown():
    for typed in ("", "nhiều", "1,2,3", "9" * 16):
        with pytest.raises(ValueError, match="số|Số"):
            read_decimal(typed)
    assert [shown_decimal(kept) for kept in ("69.85", "12345", None)] == ["69,85", "12.345", ""]
    assert [reached_by("69.85", 70, sign) for sign in ("≥", ">", "=", "≤", "<")] == [False, False, False, True, True]
    assert reached_by(None, 70, "≥") is None
    assert [lowered("≥", 90, 80, True), lowered("≤", 5, 7, True), lowered("≥", 90, None, True)] == [True] * 3
    assert not lowered("≥", 90, 80, False)


def test_reading_is_kept_corrected_closed_and_taken_back(context, cast):
    officer = cast.users["officer"]
    plan_id = rows.plan_of(officer)
    with acting(officer):
        plan = queries.get(plan_id)
        target = plan.targets[0]
        with pytest.raises(Refused) as raised:
            read_off(target, day=date(2026, 8, 21), value=None, words=" ", reached=None, source="")
        assert codes(raised) == ["reading-ahead", "reading-empty"]
        for value, reached in (("69.85", None), ("85", None)):
            row = read_off(target, day=JULY, value=value, words="", reached=reached, source="Báo cáo 45")
        later = read_off(target, day=AUGUST, value=None, words="đang làm", reached=False, source="Báo cáo 51")
        assert [(one.day, one.value, one.reached) for one in target.readings] == [
            (JULY, "85", True),
            (AUGUST, None, False),
        ]
        assert latest_readings(plan, date(2026, 8, 1)) == {target.id: row}
        assert latest_readings(plan, DAY) == {target.id: later}
        closing = close_figures(plan, date(2026, 8, 1), "Báo cáo tháng 7")
        assert (is_closed(JULY), is_closed(AUGUST)) == (closing, None)
        for act in (
            lambda: read_off(target, day=JULY, value="1", words="", reached=None, source="x"),
            lambda: take_back_reading(row, " "),
        ):
            with pytest.raises(Refused) as raised:
                act()
            assert codes(raised) == ["figures-closed"]
        take_back_reading(row, "Nhập nhầm chỉ tiêu")
        assert [one.day for one in target.readings] == [AUGUST]
        with pytest.raises(Refused) as raised:
            actions.remove_target(plan, target, "Bỏ")
        assert codes(raised) == ["target-has-readings"]


def test_figures_are_closed_forward_and_reopened_with_a_reason(context, cast):
    officer = cast.users["officer"]
    plan_id = rows.plan_of(officer)
    with acting(officer):
        plan = queries.get(plan_id)
        closing = close_figures(plan, date(2026, 8, 1), "Báo cáo tháng 7")
        with pytest.raises(Refused) as raised:
            close_figures(plan, date(2026, 8, 1), " ")
        assert codes(raised) == ["closing-covered", "closing-ground-missing"]
        with pytest.raises(Refused) as raised:
            close_figures(plan, date(2026, 8, 22), "Báo cáo tháng 8")
        assert codes(raised) == ["closing-ahead"]
        with pytest.raises(Refused) as raised:
            reopen_figures(closing, "")
        assert codes(raised) == ["reopening-reason-missing"]
        reopen_figures(closing, "Thôn nộp muộn")
        assert (standing(plan), is_closed(JULY), closing.reopened_because) == (None, None, "Thôn nộp muộn")
    with acting(cast.users["stranger"]):
        assert is_closed(date(2020, 1, 1)) is None


def test_dissolved_owner_is_named_and_its_targets_handed_over(context, cast):
    officer = cast.users["officer"]
    plan_id = rows.plan_of(officer)
    with acting(officer):
        old = places.save_unit(None, "Phòng Văn hóa", None, date(2025, 7, 1))
        new = places.save_unit(None, "Phòng Văn hóa - Xã hội", None, date(2025, 7, 1))
        plan = queries.get(plan_id)
        target = actions.add_target(plan, **rows.target_fields(unit_id=old.id), reason="Bổ sung")
        assert (target.owner_name, ended_owners(plan.targets, DAY)) == ("Phòng Văn hóa", {})
        old.valid_until = date(2026, 8, 1)
        assert ended_owners(plan.targets, DAY) == {old.id: old}
        with pytest.raises(Refused) as raised:
            actions.add_target(plan, **rows.target_fields(unit_id=old.id, owner_name="Sở"), reason="Bổ sung")
        assert codes(raised) == ["owner-ended", "owner-twice"]
        with pytest.raises(Refused) as raised:
            actions.hand_over(plan, [], None, "", "")
        assert codes(raised) == ["owner-missing", "handing-over-reason-missing", "owner-nothing-chosen"]
        actions.hand_over(plan, [target], new.id, "", "Sáp nhập phòng")
        assert (target.unit_id, target.owner_name) == (new.id, "Phòng Văn hóa - Xã hội")
        last = plan.changes[-1]
        assert (last.before, last.after) == ("phụ trách: Phòng Văn hóa", "phụ trách: Phòng Văn hóa - Xã hội")
