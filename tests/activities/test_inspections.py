"""Inspections from the plan to what was mended: the rules, the verbs, the minutes, the lists and their figures."""

from datetime import date, time

import pytest

from app import audit
from app.access import GRANTS, Role
from app.activities.actions import inspections as actions
from app.activities.actions.inspections import Found, Held, Planned, Team
from app.activities.models import Inspection
from app.activities.queries import inspections as queries
from app.activities.queries.inspections import Summary, Wanted, WantedFindings
from app.activities.rules import inspections as rules
from app.activities.rules.inspections import FindingKind, InspectionState, MemberPart, Pending, period_of
from app.db import db
from app.desk.queries import todos
from app.papers import actions as papers
from app.people import actions as people
from app.places import actions as places
from app.plans.models import PlanClosing
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.queries_counted import counted
from tests.training.rows import plan as issued_plan

HELD_ON, DUE = date(2026, 8, 10), date(2026, 8, 31)
TEAM = Team(
    head=("Lê Thị Chi", "Chủ tịch UBND xã"),
    secretary=("Nguyễn Thị An", "Công chức Văn hóa - Xã hội"),
    members=(("Trần Văn Bình", "Chỉ huy trưởng Quân sự"),),
    inspected=(("Phạm Văn Khoa", "Trưởng thôn"), ("Hoàng Đình Văn", "Trưởng ban Công tác Mặt trận")),
)
EVERYTHING = (
    Found(FindingKind.RESULT, "Đã có 186/204 hộ ký cam kết"),
    Found(FindingKind.FAULT, "Chưa ghi sổ các buổi hướng dẫn", "Tổ công nghệ số cộng đồng", DUE),
    Found(FindingKind.FAULT, "Thiếu phiếu điểm danh buổi 02", "Ông Phạm Văn Khoa", date(2026, 8, 15)),
    Found(FindingKind.EXAMPLE, "Nhóm “Con dạy cha mẹ dùng VNeID”"),
)


def codes(refused) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def hamlet(name: str = "Thôn 3"):
    return places.save_hamlet(None, name, None, date(2025, 7, 1))


def planned(where=None, day: date = HELD_ON, team: Team = TEAM, **given) -> Inspection:
    return actions.plan_inspection(
        None, Planned("inspection", day, ["Việc ký cam kết", "Việc mở lớp"], hamlet=where, team=team, **given)
    )


def held(where=None, found=EVERYTHING, day: date = HELD_ON, **given) -> Inspection:
    row = planned(where or hamlet(), day, **given)
    when = Held(day, time(8), time(10, 30), conclusion="Khắc phục đúng hạn.", team=TEAM)
    return actions.write_up(row, when, found, DAY)


@pytest.fixture
def officer(app, cast):
    with app.app_context(), acting(cast.users["officer"]):
        yield cast


def test_rules_tell_everything_at_once():
    holding = rules.Holding(date(2026, 8, 21), 600, 600)
    assert [one.code for one in rules.holding_refusals("planned", holding, DAY, date(2026, 6, 30))] == [
        "inspection-ahead", "inspection-ends-first", "inspection-after-closing",
    ]  # fmt: skip
    assert [one.code for one in rules.minutes_refusals("held", {MemberPart.HEAD}, 0, False)] == [
        "inspection-without-hours", "inspection-without-secretary", "inspection-without-other-side",
        "inspection-without-findings",
    ]  # fmt: skip
    assert [one.code for one in rules.minutes_refusals("planned", set(), 0, False)] == ["inspection-not-held"]
    unowned = rules.finding_refusals("fault", "", None, HELD_ON, moved=True, reason="")
    assert [one.code for one in unowned] == ["finding-without-owner", "finding-without-day", "finding-day-unexplained"]
    assert rules.finding_refusals("result", "", None, HELD_ON, moved=False, reason="") == []
    assert [rules.pending(DUE, mended, day) for mended, day in ((None, DUE), (None, date(2026, 9, 1)), (DUE, DAY))] == [
        Pending.OPEN, Pending.LATE, Pending.MENDED,
    ]  # fmt: skip
    assert [period_of(2026, quarter).end for quarter in (None, 1, 4)] == [
        date(2027, 1, 1), date(2026, 4, 1), date(2027, 1, 1),
    ]  # fmt: skip
    assert rules.listed_people(["- Nguyễn Văn An, Bí thư Đoàn, xã;", "", "Lê Thị Bé"]) == [
        ("Nguyễn Văn An", "Bí thư Đoàn, xã"), ("Lê Thị Bé", ""),
    ]  # fmt: skip


def test_plan_names_what_nobody_typed_and_refuses_what_cannot_be(officer):
    under, place = issued_plan(), hamlet()
    row = planned(place, plan=under)
    assert (row.title, row.inspected_name, row.place, row.state) == (
        'Kiểm tra việc thực hiện phong trào "Bình dân học vụ số" tại Thôn 3', "Thôn 3", "Nhà văn hóa Thôn 3", "planned",
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        planned(place)
    assert codes(refused) == ["inspection-known"]
    with pytest.raises(Refused) as refused:
        planned(None, date(2027, 3, 1), plan=under)
    assert codes(refused) == ["inspection-of-nobody", "inspection-outside-plan"]
    given = Planned("supervision", date(2026, 9, 1), ["Việc mở lớp"], plan=under, team=TEAM)
    made = actions.plan_many(given, [hamlet("Thôn 4"), hamlet("Thôn 5")], 7)
    assert [(one.inspected_name, one.day, len(one.members)) for one in made] == [
        ("Thôn 4", date(2026, 9, 1), 5), ("Thôn 5", date(2026, 9, 8), 5),
    ]  # fmt: skip
    person = people.save_person(None, DAY, name="Trần Văn Bình", birth_year=1980, post="Chỉ huy trưởng Quân sự")
    people.save_person(None, DAY, name="Phạm Văn Khoa", birth_year=1980)
    db.session.flush()
    again = planned(place, date(2026, 8, 12))
    assert {one.name: one.person_id for one in again.members if one.person_id} == {"Trần Văn Bình": person.id}
    actions.cancel(again, "Hoãn do mưa bão")
    assert planned(place, date(2026, 8, 12)).state == InspectionState.PLANNED
    with pytest.raises(Refused) as refused:
        actions.cancel(again, "")
    assert codes(refused) == ["wrong-state", "inspection-end-unexplained"]
    actions.plan_again(again)
    assert (again.state, again.ended_reason) == ("planned", None)


def test_closed_figures_take_a_late_entry_with_a_reason_in_the_log(officer):
    under, row = issued_plan(), planned(hamlet())
    closed = {"ground": "Báo cáo tháng 8", "closed_by": "Lê Thị Chi", "closed_on": DAY}
    db.session.add(PlanClosing(plan=under, until=date(2026, 8, 16), **closed))
    db.session.flush()
    with pytest.raises(Refused) as refused:
        actions.hold(row, Held(HELD_ON, team=TEAM), DAY)
    assert (codes(refused), refused.value.reasons[0].detail) == (["inspection-after-closing"], "15/08/2026")
    actions.hold(row, Held(HELD_ON, team=TEAM, late_reason="Nhận phiếu muộn"), DAY)
    fault = actions.save_finding(row, None, EVERYTHING[2])
    with pytest.raises(Refused) as refused:
        actions.mend(fault, date(2026, 8, 14), "Đã nộp bổ sung", DAY)
    assert codes(refused) == ["mending-after-closing"]
    actions.mend(fault, date(2026, 8, 17), "Đã nộp bổ sung", DAY)
    assert [(line.event, line.keys.get("reason")) for line in reversed(audit.lines_about(row))][1:] == [
        ("inspection-held-late", "Nhận phiếu muộn"), ("finding-saved", None), ("finding-mended", None),
    ]  # fmt: skip


def test_minutes_are_sealed_for_both_sides_and_made_anew_when_the_book_changes(officer):
    row = planned(hamlet(), team=Team())
    assert [one.code for one in actions.why_no_minutes(row)] == ["inspection-not-held"]
    actions.write_up(row, Held(HELD_ON, time(8), time(10, 30), team=TEAM), EVERYTHING, DAY)
    paper = actions.seal_minutes(row)
    assert (paper.kind, paper.day, paper.reference_number, paper.form_code) == (
        "inspection_minutes", HELD_ON, None, "inspection_minutes",
    )  # fmt: skip
    said = paper.facts
    assert [said[f"{side}_signature"]["name"] for side in ("inspected", "secretary", "head")] == [
        "Phạm Văn Khoa", "Nguyễn Thị An", "Lê Thị Chi",
    ]  # fmt: skip
    assert [one["part"] for one in said["team"]] == ["Trưởng đoàn", "Thành viên", "Thư ký"]
    assert (said["started"], said["faults"][1]["due_text"]) == (
        "08 giờ 00 phút, ngày 10 tháng 8 năm 2026",
        "15/08/2026",
    )
    papers.take_number("BB-UBND", DAY, paper.title, paper)
    assert (actions.seal_minutes(row), actions.outdated(row, paper)) == (paper, False)
    fault = row.findings[1]
    moved = Found(FindingKind.FAULT, fault.text, fault.responsible, date(2026, 9, 30))
    with pytest.raises(Refused) as refused:
        actions.save_finding(row, fault, moved)
    assert codes(refused) == ["finding-day-unexplained"]
    actions.save_finding(row, fault, Found(**(vars(moved) | {"reason": "Chờ đường truyền"})))
    assert audit.lines_about(row)[0].keys == {
        "text": fault.text, "before": "31/08/2026", "after": "30/09/2026", "reason": "Chờ đường truyền",
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.remove_finding(fault)
    assert (codes(refused), actions.outdated(row, paper)) == (["finding-in-minutes"], True)
    newer = actions.seal_minutes(row)
    assert (newer.replaces_id, newer.reference_number, paper.replaced) == (paper.id, "01/BB-UBND", True)
    with pytest.raises(Refused) as refused:
        actions.cancel(row, "Ghi nhầm")
    assert codes(refused) == ["inspection-has-minutes"]
    assert actions.blank_form(row)[:5] == b"%PDF-"


def test_faults_are_followed_up_and_figures_agree(officer):
    place = hamlet()
    row = held(place)
    supervised = actions.plan_inspection(None, Planned("supervision", date(2026, 8, 18), ["Việc mở lớp"], hamlet=place))
    assert [one.text for one in queries.left_open_before(supervised)] == [EVERYTHING[2].text, EVERYTHING[1].text]
    late, soon = row.findings[2], row.findings[1]
    assert [queries.pending_of(one, DAY) for one in row.findings] == [None, Pending.OPEN, Pending.LATE, None]
    with pytest.raises(Refused) as refused:
        actions.mend(late, date(2026, 8, 9), "Xong", DAY)
    assert codes(refused) == ["mending-before"]
    actions.mend(late, date(2026, 8, 19), "Đã bổ sung phiếu", DAY)
    whole = dict(
        planned=2, held=1, cancelled=0, places=1, by_kind={"inspection": 1, "supervision": 0}, results=1, faults=2
    )
    assert queries.summary(period_of(2026, 3)) == Summary(**whole, mended=1, open=1, late=1, examples=1, described=0)
    assert queries.summary(period_of(2026, 3), day=DAY) == Summary(
        **whole, mended=1, open=1, late=0, examples=1, described=0
    )
    assert queries.summary(period_of(2026, 2)).held == 0
    actions.undo_mending(late, "Phiếu nộp chưa có chữ ký")
    with pytest.raises(Refused) as refused:
        actions.undo_mending(late, "")
    assert codes(refused) == ["finding-open-already"]
    listed = queries.findings(WantedFindings(pending="late"), DAY)
    assert ([one.id for one in listed], [one.id for one in queries.findings(WantedFindings(), DAY)]) == (
        [late.id], [late.id, soon.id],
    )  # fmt: skip
    assert [one.id for one in queries.listed(Wanted(pending="late"), DAY)] == [row.id]
    assert [one.id for one in queries.listed(Wanted(typed="thon 3", state="planned"), DAY)] == [supervised.id]
    words = [todo for todo in todos(GRANTS[Role.OFFICER], DAY) if todo.endpoint.startswith("activities.")]
    assert [(todo.endpoint, todo.due, todo.left) for todo in words] == [
        ("activities.inspection", HELD_ON, -8), ("activities.finding", date(2026, 8, 15), -4),
        ("activities.inspection", date(2026, 8, 18), -2), ("activities.finding", DUE, 7),
    ]  # fmt: skip


def test_good_example_becomes_an_initiative_once(officer):
    row = held()
    person = people.save_person(None, DAY, name="Lê Thị Xuân", birth_year=1990)
    db.session.flush()
    example = row.findings[3]
    made = actions.describe(example, person, kind="practice", title=example.text, today=DAY)
    assert (made.person_id, made.description, example.initiative_id) == (person.id, example.text, made.id)
    assert [(one.scope, one.hamlet_id, one.since) for one in made.uses] == [("hamlet", row.hamlet_id, HELD_ON)]
    with pytest.raises(Refused) as refused:
        actions.describe(example, person, kind="practice", title="Tên khác", today=DAY)
    assert codes(refused) == ["finding-described-already"]
    with pytest.raises(Refused) as refused:
        actions.describe(row.findings[1], person, kind="practice", title="Tên khác", today=DAY)
    assert codes(refused) == ["finding-no-example"]
    with pytest.raises(Refused) as refused:
        actions.remove_finding(example)
    assert codes(refused) == ["finding-described"]


def test_lists_cost_the_same_for_one_and_for_many(app, officer):
    here = hamlet()

    def asked() -> int:
        db.session.expire_all()
        with counted(app) as statements:
            rows = queries.listed(Wanted(), DAY)
            queries.sheet(rows, {"inspection": "Kiểm tra"}, {"held": "Đã kiểm tra"}, DAY)
            found = queries.findings(WantedFindings(kind=None), DAY)
            kinds = {kind: kind for kind in FindingKind}
            queries.finding_sheet(found, kinds, {one: one for one in Pending}, DAY)
            queries.summary(period_of(2026, None))
        return len(statements)

    held(here)
    few = asked()
    for number in range(1, 6):
        held(here, day=date(2026, 8, 10 - number))
    assert (asked(), len(queries.listed(Wanted(), DAY)), len(queries.findings(WantedFindings(kind=None), DAY))) == (
        few, 6, 24,
    )  # fmt: skip
    first = queries.listed(Wanted(), DAY, limit=2)
    assert [one.day.day for one in first] == [10, 9, 8]
    assert [one.day.day for one in queries.listed(Wanted(), DAY, after=first[1].id, limit=2)] == [8, 7, 6]
