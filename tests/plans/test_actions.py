"""Plans, targets, criteria, quotas through the real actions."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app import law
from app.audit import AuditLine
from app.db import db
from app.plans import actions, queries
from app.plans.models import Plan
from app.refusals import Refused
from tests.cast import DAY, acting, everything
from tests.plans import rows


def codes(raised):
    return [reason.code for reason in raised.value.reasons]


def lines_since(count):
    found = list(db.session.scalars(select(AuditLine).order_by(AuditLine.id)))
    return [(line.event, line.keys) for line in found[count:] if line.event != "plan-changed"]


def line_count():
    db.session.flush()
    return db.session.scalar(select(func.count(AuditLine.id)))


def test_new_plan_proposes_the_central_targets_of_its_years(context, cast):
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        assert [(t.group, t.year, t.value, t.measure_unit, t.mark) for t in plan.targets] == [
            ("T1", 2025, 80, "%", "L"), ("T2", 2025, 100, "%", "L"), ("T3", 2025, 80, "%", "L"),
            ("T4", 2025, None, "", "U"), ("T5", 2025, 80, "%", "C"),
            ("T1", 2026, 100, "%", "L"), ("T2", 2026, 100, "%", "L"), ("T3", 2026, 100, "%", "L"),
            ("T4", 2026, None, "", "U"), ("T5", 2026, 100, "%", "C"),
        ]  # fmt: skip
        assert {target.base for target in plan.targets} == {None}
        assert plan.targets[0].source == "01-KH/BCĐTW, chỉ tiêu"


def test_plan_of_a_later_year_proposes_nothing(context, cast):
    plan_id = rows.plan_of(cast.users["officer"], valid_from=date(2027, 1, 1), valid_until=date(2028, 1, 1))
    with acting(cast.users["officer"]):
        assert queries.get(plan_id).targets == []


BOTH = ("Hướng dẫn số 3751/HD-BNV", "Công văn số 4735/BNV-BTĐKTTW")


def test_proposed_contents_are_the_seven_and_bases_begin_with_the_word(context, cast):
    assert len(actions.proposed_contents()) == 7
    bases = actions.proposed_legal_bases(DAY, "commune")
    assert bases[1] == "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
    assert {base[:7] for base in bases} == {"Căn cứ "}
    law_alone = len(actions.proposed_legal_bases(date(2026, 11, 22), "commune"))
    cited = {
        one.code: actions.proposed_legal_bases(date(2026, 11, 22), "commune", one.text)[law_alone:]
        for one in law.MOVEMENTS
    }
    assert {
        code: [line.split(" ngày ")[0].removeprefix("Căn cứ ") for line in lines] for code, lines in cited.items()
    } == {
        "A": ["Nghị quyết số 57-NQ/TW", "Quyết định số 923/QĐ-TTg", *BOTH],
        "AB": ["Nghị quyết số 57-NQ/TW", "Quyết định số 923/QĐ-TTg", "Kế hoạch số 01-KH/BCĐTW", *BOTH],
        "B": ["Nghị quyết số 57-NQ/TW", "Kế hoạch số 01-KH/BCĐTW", *BOTH],
    }


def test_lines_are_changed_in_place_added_and_taken_out(context, cast):
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        first = plan.contents[0].id
        values = rows.same(plan) | {"contents": ["Một", "", "Hai", "Ba"], "legal_bases": ["Căn cứ A"]}
        count = line_count()
        actions.save_plan(plan, **values, reason="Bổ sung")
        assert lines_since(count) == [("plan-saved", {"number": "12/KH-UBND"})]
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        assert [(line.position, line.text) for line in plan.contents] == [(0, "Một"), (1, "Hai"), (2, "Ba")]
        assert plan.contents[0].id == first
        assert [line.text for line in plan.legal_bases] == ["Căn cứ A"]
        actions.save_plan(plan, **(rows.same(plan) | {"contents": ["Chỉ một"]}), reason="Bổ sung")
    with acting(cast.users["officer"]):
        assert [line.text for line in queries.get(plan_id).contents] == ["Chỉ một"]


def test_same_number_in_one_year_is_refused_and_nothing_stays(context, cast):
    rows.plan_of(cast.users["officer"])
    with pytest.raises(Refused) as raised:
        rows.plan_of(cast.users["officer"], valid_until=date(2025, 1, 1))
    assert codes(raised) == ["period-reversed", "plan-number-taken"]
    rows.plan_of(cast.users["officer"], day=date(2026, 2, 5))
    rows.plan_of(cast.users["stranger"])
    with everything() as session:
        assert session.scalar(select(func.count(Plan.id))) == 3


def test_typed_value_has_the_plan_as_source_and_loses_mark_and_confirmation(context, cast):
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        target = plan.targets[0]
        actions.confirm(target, "Kế hoạch 01-KH/BCĐTW", "Nguyễn Thị An", DAY)
        count = line_count()
        actions.save_target(
            plan, target, actions.TargetFields(**rows.target_fields(group="T1", year=2025)), reason="Bổ sung"
        )
        assert (target.mark, target.source, target.confirmed_on) == ("C", "Kế hoạch số 12/KH-UBND", None)
        assert lines_since(count) == [("target-saved", {"name": "T1/2025"})]


def test_unchanged_value_keeps_its_mark(context, cast):
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        target = plan.targets[0]
        fields = rows.target_fields(group="T1", year=2025, value=80, source=target.source)
        actions.save_target(plan, target, actions.TargetFields(**fields), reason="Bổ sung")
        assert (target.mark, target.source, target.base) == ("L", "01-KH/BCĐTW, chỉ tiêu", 5120)


def test_empty_value_is_unknown_not_zero(context, cast):
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        target = actions.add_target(plan, **rows.target_fields(value=None, base=None, base_source=""), reason="Bổ sung")
        assert (target.value, target.mark) == (None, "U")
        with pytest.raises(Refused) as raised:
            actions.confirm(target, "văn bản", "Nguyễn Thị An", DAY)
        assert codes(raised) == ["value-unknown"]


def test_confirmation_names_who_when_and_against_what(context, cast):
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        target = queries.get(plan_id).targets[0]
        count = line_count()
        actions.confirm(target, " Kế hoạch  01-KH/BCĐTW ", "Nguyễn Thị An", DAY)
        assert (target.confirmed_by, target.confirmed_on) == ("Nguyễn Thị An", DAY)
        assert lines_since(count) == [("value-confirmed", {"name": "T1/2025", "against": "Kế hoạch 01-KH/BCĐTW"})]


def test_target_and_criterion_are_taken_out(context, cast):
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        criterion = actions.add_criterion(plan, "GK_XA", "person", "Hoàn thành một lớp", "people-passed", 1, "Bổ sung")
        count = line_count()
        actions.remove_target(plan, plan.targets[0], reason="Bổ sung")
        actions.remove_criterion(plan, criterion, reason="Bổ sung")
        assert lines_since(count) == [
            ("target-removed", {"name": "T1/2025"}),
            ("criterion-removed", {"name": "Hoàn thành một lớp"}),
        ]
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        assert (len(plan.targets), plan.criteria) == (9, [])


def test_criterion_twice_or_for_a_subject_the_award_does_not_know(context, cast):
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        actions.add_criterion(plan, "GK_XA", "person", "Hoàn thành một lớp", "people-passed", 1, "Bổ sung")
        with pytest.raises(Refused) as raised:
            actions.add_criterion(plan, "GK_XA", "person", "HOÀN THÀNH một lớp", "people-passed", 2, "Bổ sung")
        assert codes(raised) == ["criterion-known"]
        with pytest.raises(Refused) as raised:
            actions.add_criterion(plan, "CSTDCS", "household", "Đạt danh hiệu", reason="Bổ sung")
        assert codes(raised) == ["award-not-for-subject"]


def test_quota_is_set_changed_and_taken_away(context, cast):
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        for most in (5, 3):
            actions.set_quota(plan, "GK_XA", "person", most, reason="Bổ sung")
            assert queries.quota(plan.id, "GK_XA", "person") == most
        assert queries.quota(plan.id, "GK_XA", "household") is None
        count = line_count()
        actions.set_quota(plan, "GK_XA", "person", None, reason="Bổ sung")
        assert queries.quota(plan.id, "GK_XA", "person") is None
        assert [event for event, _ in lines_since(count)] == ["quota-removed"]


def test_plan_handed_down_is_read_and_not_changed(context, cast):
    plan_id = rows.plan_of(cast.users["reviewer"])
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        assert (queries.is_own(plan), queries.is_handed_down(plan)) == (False, True)
        for act in (
            lambda: actions.save_plan(plan, **rows.same(plan), reason="Bổ sung"),
            lambda: actions.add_target(plan, **rows.target_fields(), reason="Bổ sung"),
            lambda: actions.add_criterion(plan, "GK_XA", "person", "Một", reason="Bổ sung"),
            lambda: actions.set_quota(plan, "GK_XA", "person", 3, reason="Bổ sung"),
            lambda: actions.confirm(plan.targets[0], "văn bản", "Nguyễn Thị An", DAY),
            lambda: actions.remove_target(plan, plan.targets[0], reason="Bổ sung"),
        ):
            with pytest.raises(Refused) as raised:
                act()
            assert codes(raised) == ["plan-handed-down"]


def test_adopted_plan_is_the_communes_own_with_everything_in_it(context, cast):
    source_id = rows.plan_of(cast.users["reviewer"], reference_number="7/KH-UBND")
    with acting(cast.users["reviewer"]):
        source = queries.get(source_id)
        actions.add_criterion(source, "GK_XA", "person", "Hoàn thành một lớp", "people-passed", 1, "Bổ sung")
        actions.set_quota(source, "GK_XA", "person", 4, reason="Bổ sung")
        actions.add_target(source, **rows.target_fields(), reason="Bổ sung")
    with acting(cast.users["officer"]):
        source = queries.get(source_id)
        values = rows.same(source) | {"reference_number": "12/KH-UBND", "valid_from": date(2026, 1, 1)}
        plan = actions.adopt(source, **values)
        assert (plan.owner_id, source.owner_id) == (cast.home, cast.province)
        assert {target.year for target in plan.targets} == {2026}
        assert [target.source for target in plan.targets if target.value == 90] == ["Kế hoạch số 7/KH-UBND"]
        assert [one.text for one in queries.criteria_for(plan.id, "GK_XA", "person")] == ["Hoàn thành một lớp"]
        assert queries.quota(plan.id, "GK_XA", "person") == 4
        assert {one.owner_id for one in [*plan.targets, *plan.criteria, *plan.quotas]} == {cast.home}
