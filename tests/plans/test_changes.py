"""An issued plan changes with a reason that is kept; a draft is nobody's but its writer's."""

from datetime import date

import pytest
from werkzeug.exceptions import NotFound

from app.plans import actions, queries
from app.plans.actions.changes import record_change
from app.plans.actions.issuing import keep_first
from app.plans.rules.changes import needs_reason
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.plans import rows

LATER = date(2026, 8, 21)


def codes(raised):
    return [reason.code for reason in raised.value.reasons]


def draft_of(user_id, **changes):
    with acting(user_id):
        return actions.save_plan(None, **rows.fields(reference_number="", **changes)).id


def test_draft_is_seen_by_its_authority_alone_and_chosen_by_nobody(context, cast):
    plan_id = draft_of(cast.users["reviewer"])
    with acting(cast.users["reviewer"]):
        plan = queries.get(plan_id)
        assert (plan.state, plan.reference_number, plan.author_id) == ("draft", "", cast.users["reviewer"])
        assert not needs_reason(plan)
        assert [row.id for row in queries.listed()] == [plan_id]
        assert queries.all_plans() == queries.in_force(DAY) == []
    with acting(cast.users["officer"]):
        assert queries.listed() == []
        with pytest.raises(NotFound):
            queries.get(plan_id)


def test_what_is_copied_from_a_paper_issued_elsewhere_is_no_change_of_it(context, cast):
    plan_id = rows.plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        target = actions.add_target(plan, **rows.target_fields())
        actions.add_criterion(plan, "GK_XA", "person", "Được thôn bình xét")
        assert plan.changes == []
        with pytest.raises(Refused) as raised:
            actions.remove_target(plan, target)
        assert codes(raised) == ["change-reason-missing"]
        keep_first(plan)
        plan.versions[0].paper_id = 1
        with pytest.raises(Refused) as raised:
            actions.add_target(plan, **rows.target_fields(year=2025))
        assert codes(raised) == ["change-reason-missing"]


def test_draft_changes_without_a_trace_and_an_issued_plan_with_its_reason(context, cast):
    officer = cast.users["officer"]
    draft_id = draft_of(officer)
    plan_id = rows.plan_of(officer)
    with acting(officer):
        draft = queries.get(draft_id)
        assert record_change(draft, "task", "Việc", "một", "hai", "") is None
        plan = queries.get(plan_id)
        assert record_change(plan, "task", "Việc", "một", "một", "") is None
        with pytest.raises(Refused) as raised:
            record_change(plan, "task", "Việc", "một", "hai", " ")
        assert codes(raised) == ["change-reason-missing"]
        change = record_change(plan, "task", "Việc", "một", "hai", "Trùng việc")
        assert (change.before, change.after, change.by, change.day) == ("một", "hai", "Nguyễn Thị An", DAY)
        assert [(row.number, row.state) for row in plan.versions] == [(1, "issued")]
        assert plan.versions[0].snapshot["plan"]
        plan.versions[0].state = "approved"
        with pytest.raises(Refused) as raised:
            record_change(plan, "task", "Việc", "hai", "ba", "Lý do")
        assert codes(raised) == ["plan-awaits-number"]
        plan.versions[0].state = "issued"


def test_lowered_target_says_so_and_the_plan_keeps_who_and_why(context, cast):
    officer = cast.users["officer"]
    plan_id = rows.plan_of(officer)
    with acting(officer):
        plan = queries.get(plan_id)
        target = actions.add_target(plan, **rows.target_fields(), reason="Bổ sung")
        fields = actions.TargetFields(**rows.target_fields(value=70))
        with pytest.raises(Refused) as raised:
            actions.save_target(plan, target, fields)
        assert codes(raised) == ["change-reason-missing"]
        assert target.value == 90
        actions.save_target(plan, target, fields, "Hai thôn mất sóng")
        changed = plan.changes[-1]
        assert changed.before == "≥ 90 %; năm 2026; Người trưởng thành có kỹ năng số"
        assert changed.after == "≥ 70 %; năm 2026; Người trưởng thành có kỹ năng số (hạ so với trước)"
        assert (changed.reason, changed.version) == ("Hai thôn mất sóng", None)
        count = len(plan.changes)
        actions.save_target(plan, target, actions.TargetFields(**rows.target_fields(value=70, base=6000)))
        assert (target.base, len(plan.changes)) == (6000, count)


def test_content_taken_out_lets_its_targets_go_on(context, cast):
    officer = cast.users["officer"]
    plan_id = draft_of(officer, with_targets=False)
    with acting(officer):
        plan = queries.get(plan_id)
        first, second = plan.contents
        kept = actions.add_target(plan, **rows.target_fields(content_id=second.id))
        gone = actions.add_target(plan, **rows.target_fields(content_id=first.id))
        values = rows.same(plan) | {"contents": [second.text], "task_groups": ["Nền tảng học tập"]}
        actions.save_plan(plan, **values)
        assert [(row.kind, row.text) for row in plan.contents] == [
            ("content", "Phát triển hạ tầng số"),
            ("task-group", "Nền tảng học tập"),
        ]
        assert (kept.content_id, gone.content_id) == (second.id, None)


def test_draft_begins_with_parts_phases_and_groups_of_the_sources(context, cast):
    officer = cast.users["officer"]
    with acting(officer):
        both = actions.proposed_task_groups(rows.MOVEMENT)
        assert (len(both), actions.proposed_contents(rows.MOVEMENT)) == (5, [])
        plan = actions.save_plan(None, **rows.fields(reference_number="", valid_until=date(2031, 1, 1)))
        assert [(row.name, row.review, row.review_year, row.review_on, row.mark) for row in plan.phases] == [
            ("Giai đoạn 1", "interim", 2027, None, "C"),
            ("Giai đoạn 2", "final", 2030, None, "C"),
        ]
        codes_of = [row.code for row in plan.sections]
        assert codes_of[:2] == ["purpose", "requirements"]
        assert (codes_of[-1], "Trưởng thôn" in plan.sections[-1].text) == ("organisation", True)
        line = actions.SectionLine(plan.sections[0].id, "Mục đích", "Một dòng")
        actions.save_sections(plan, [actions.SectionLine(None, "Phạm vi", "Toàn xã"), line])
        assert [(row.heading, row.position) for row in plan.sections] == [("Phạm vi", 0), ("Mục đích", 1)]


def test_number_on_a_sealed_paper_stays(context, cast):
    officer = cast.users["officer"]
    plan_id = rows.plan_of(officer)
    with acting(officer):
        plan = queries.get(plan_id)
        keep_first(plan)
        actions.save_plan(plan, **(rows.same(plan) | {"day": LATER}), reason="Gõ sai ngày")
        plan.versions[0].paper_id = 1
        with pytest.raises(Refused) as raised:
            actions.save_plan(plan, **(rows.same(plan) | {"reference_number": "13/KH-UBND"}), reason="Gõ sai số")
        assert codes(raised) == ["plan-number-sealed"]
        plan.versions[0].paper_id = None
