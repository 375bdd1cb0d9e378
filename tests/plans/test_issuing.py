"""A plan in two hands: drafted, approved, numbered and issued; amended afterwards, each version kept as it was."""

from datetime import date

import pytest

from app.papers import queries as papers
from app.places import actions as places
from app.plans import actions, queries
from app.plans.actions import issuing
from app.plans.actions.versions import as_it_stands
from app.plans.models import Plan, Task
from app.plans.queries import versions
from app.plans.rules.comparing import Merged, differences, merged
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.plans.rows import fields, target_fields

ISSUED = date(2026, 8, 21)
CHAIR = "Phan Đình Quế"


@pytest.fixture
def users(context, cast) -> dict[str, int]:
    """The users, with a chair who signs and the other hands of the commune."""
    with acting(cast.users["officer"]):
        places.save_signer(None, CHAIR, "Chủ tịch Ủy ban nhân dân xã", "", [], date(2025, 7, 1))
    return cast.users


def drafted(users, **changes) -> int:
    with acting(users["officer"]):
        plan = actions.save_plan(None, **fields(reference_number="", day=DAY, valid_from=DAY, **changes))
        actions.add_target(plan, **target_fields(owner_name="Phòng Văn hóa - Xã hội"))
        plan.tasks.append(Task(position=0, text="Mở lớp tại thôn", owner_name="Thôn Đông", due_on=date(2026, 9, 30)))
        return plan.id


def issued(users, plan_id: int, number: int | None = None, day: date = ISSUED) -> int:
    with acting(users["leader"]):
        issuing.approve(queries.get(plan_id), day=DAY)
    with acting(users["clerk"], day):
        return issuing.issue(queries.get(plan_id), day=day, number=number).id


def codes(caught) -> list[str]:
    return [reason.code for reason in caught.value.reasons]


def test_a_plan_is_approved_by_one_hand_and_numbered_by_another(users):
    plan_id = drafted(users)
    with acting(users["officer"]), pytest.raises(Refused) as own:
        issuing.approve(queries.get(plan_id), day=DAY)
    with acting(users["leader"]):
        plan = queries.get(plan_id)
        row = issuing.approve(plan, day=DAY, recipients=["Các thôn", "Lưu: VT"])
        assert (plan.state, row.state, row.approver_name) == ("approved", "approved", "Lê Thị Chi")
    with acting(users["leader"]), pytest.raises(Refused) as no_clerk:
        issuing.issue(queries.get(plan_id), day=ISSUED)
    with acting(users["officer"]), pytest.raises(Refused) as waits:
        actions.add_target(queries.get(plan_id), **target_fields())
    with acting(users["clerk"]), pytest.raises(Refused) as early:
        issuing.issue(queries.get(plan_id), day=date(2026, 8, 19))
    assert [codes(one) for one in (own, no_clerk, waits, early)] == [
        ["plan-own-draft"],
        ["plan-clerk-numbers"],
        ["plan-awaits-number"],
        ["plan-day-before-approval"],
    ]
    with acting(users["clerk"], ISSUED):
        plan = queries.get(plan_id)
        paper = issuing.issue(plan, day=ISSUED)
        assert (plan.state, plan.reference_number, plan.day) == ("issued", "01/KH-UBND", ISSUED)
        assert (paper.kind, paper.reference_number, paper.pages) == ("plan", "01/KH-UBND", 4)
        assert paper.facts["head"]["number_text"] == "Số: 01/KH-UBND"
        assert paper.facts["attached_to"].startswith("Kèm theo Kế hoạch số 01/KH-UBND ngày 21 tháng 8 năm 2026")
        assert paper.facts["signature"] == {
            "lines": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
            "hint": None,
            "own_post": None,
            "name": CHAIR,
        }
        assert paper.facts["recipients"] == {"lines": ["Các thôn", "Lưu: VT"]}
        assert paper.facts["tasks"][0]["rows"][0]["when"] == "Xong trước 30/09/2026"
        assert versions.issued(plan)[0].paper_id == paper.id


def test_an_approval_is_taken_back_with_its_reason_and_the_draft_goes_on(users):
    plan_id = drafted(users)
    with acting(users["leader"]):
        issuing.approve(queries.get(plan_id), day=DAY)
    with acting(users["leader"]), pytest.raises(Refused) as unsaid:
        issuing.take_back(queries.get(plan_id), " ")
    with acting(users["leader"]):
        plan = queries.get(plan_id)
        issuing.take_back(plan, "Thiếu kinh phí")
        assert (plan.state, plan.versions) == ("draft", [])
    with acting(users["clerk"]), pytest.raises(Refused) as nothing:
        issuing.issue(queries.get(plan_id), day=DAY)
    assert (codes(unsaid), codes(nothing)) == (["plan-take-back-unsaid"], ["plan-not-approved"])


def test_an_issued_plan_is_amended_by_a_paper_and_its_first_version_stays_as_it_was(users):
    plan_id = drafted(users)
    first_paper = issued(users, plan_id)
    with acting(users["officer"], ISSUED):
        plan = queries.get(plan_id)
        (target,) = [row for row in plan.targets if row.label == target_fields()["label"]]
        for value in (85, 80):
            changed = actions.TargetFields(**target_fields(value=value, owner_name="Phòng Văn hóa - Xã hội"))
            actions.save_target(plan, target, changed, "Nhiều người đi làm ăn xa")
    with acting(users["officer"], ISSUED), pytest.raises(Refused) as own:
        issuing.approve(queries.get(plan_id), day=ISSUED)
    assert codes(own) == ["plan-own-change"]
    with acting(users["leader"], ISSUED):
        before = papers.get(first_paper).sha256
        issuing.approve(queries.get(plan_id), day=ISSUED, reason="Rà soát chỉ tiêu")
    with acting(users["clerk"], ISSUED):
        plan = queries.get(plan_id)
        paper = issuing.issue(plan, day=ISSUED, number=7)
        (line,) = paper.facts["rows"]
        assert (paper.kind, paper.reference_number, len(plan.changes)) == ("plan_amendment", "07/KH-UBND", 2)
        assert (line["before"].startswith("≥ 90 %"), line["after"].startswith("≥ 80 %")) == (True, True)
        assert line["after"].endswith("(hạ so với trước)")
        assert line["reason"] == "Nhiều người đi làm ăn xa"
        assert (plan.reference_number, {row.version for row in plan.changes}) == ("01/KH-UBND", {2})
        assert papers.get(first_paper).sha256 == before
        first, second = (row.snapshot["plan"] for row in versions.issued(plan))
        (found,) = differences(first, second)
        assert (found.part, "≥ 90 %" in found.before, "≥ 80 %" in found.after) == ("target", True, True)
        assert differences(second, as_it_stands(plan, ISSUED)) == []
        assert (versions.waiting(plan), versions.amended(), versions.to_number()) == ([], [], [])
    with acting(users["leader"], ISSUED), pytest.raises(Refused) as nothing:
        issuing.approve(queries.get(plan_id), day=ISSUED)
    assert codes(nothing) == ["plan-nothing-changed"]


def test_a_plan_issued_on_paper_gets_number_and_day_but_no_paper(users):
    plan_id = drafted(users)
    with acting(users["officer"]):
        other = actions.save_plan(None, **fields(reference_number="9/KH-UBND", day=DAY, valid_from=DAY))
        assert other.state == "issued"
    with acting(users["officer"]), pytest.raises(Refused) as taken:
        issuing.enter_issued(queries.get(plan_id), number="9/KH-UBND", day=DAY)
    assert codes(taken) == ["plan-number-taken"]
    with acting(users["officer"]):
        plan = queries.get(plan_id)
        row = issuing.enter_issued(plan, number="8/KH-UBND", day=DAY)
        assert (plan.state, plan.reference_number, row.number, row.paper_id) == ("issued", "8/KH-UBND", 1, None)
        labels = [line["label"] for group in row.snapshot["plan"]["targets"] for line in group["rows"]]
        assert target_fields()["label"] in labels


def test_a_number_of_the_register_that_a_plan_on_paper_has_is_not_given_again(users):
    plan_id = drafted(users)
    with acting(users["officer"]):
        actions.save_plan(None, **fields(reference_number="01/KH-UBND", day=DAY, valid_from=DAY))
    with acting(users["leader"]):
        issuing.approve(queries.get(plan_id), day=DAY)
    with acting(users["clerk"]), pytest.raises(Refused) as taken:
        issuing.issue(queries.get(plan_id), day=DAY)
    assert codes(taken) == ["plan-number-taken"]


def test_without_a_signer_nothing_is_approved_and_in_a_province_who_approves_numbers(context, cast):
    with acting(cast.users["officer"]):
        empty = actions.save_plan(None, **fields(reference_number="", day=DAY, valid_from=DAY)).id
    with acting(cast.users["leader"]), pytest.raises(Refused) as nobody:
        issuing.approve(queries.get(empty), day=DAY)
    assert codes(nobody)[0] == "plan-without-signer"
    with acting(cast.users["reviewer"]):
        assert issuing.hand().numbers is True
    with acting(cast.users["leader"]):
        assert issuing.hand().numbers is False
        assert [plan.id for plan in versions.drafts()] == [empty]
        assert isinstance(versions.drafts()[0], Plan)


def test_one_line_of_the_table_says_all_years_of_a_target_and_words_of_a_time_stand_alone(users):
    plan_id = drafted(users, task_groups=["I. Hạ tầng số", "Kinh tế số"])
    with acting(users["officer"]):
        plan = queries.get(plan_id)
        wanted = {"label": "Thôn có tổ công nghệ số", "measure_unit": "thôn", "number": "7"}
        for part, value in (("Q3", 5), ("Q4", 10)):
            actions.add_target(plan, **target_fields(**wanted, part=part, value=value))
        plan.tasks.append(Task(position=1, text="Sơ kết", due_on=date(2026, 12, 31), schedule="quý IV/2026"))
        facts = as_it_stands(plan, DAY)
    rows_of = [row for group in facts["targets"] for row in group["rows"] if row["number"] == "7"]
    said = [line for chapter in facts["chapters"] for part in chapter["parts"] for line in part["lines"]]
    counted = sum(len(group["rows"]) for group in facts["targets"])
    assert [(row["value"], row["when"]) for row in rows_of] == [
        ("Quý III năm 2026: ≥ 5 thôn\nQuý IV năm 2026: ≥ 10 thôn", "Năm 2026")
    ]
    assert f"Phấn đấu đạt {counted:02d} chỉ tiêu tại Phụ lục I kèm theo Kế hoạch này." in said
    assert {"I. Hạ tầng số;", "- Kinh tế số."} <= set(said)
    assert [row["when"] for group in facts["tasks"] for row in group["rows"]] == [
        "Xong trước 30/09/2026",
        "Quý IV/2026",
    ]


def test_a_new_owner_of_a_target_of_several_years_is_said_once():
    alike = [Merged("target", "Thôn có tổ", "phụ trách: A", "phụ trách: B", "Sáp nhập")] * 3
    assert merged(alike) == alike[:1]
