"""Tasks of a plan: made through the real verbs, reported, handed over, counted, copied."""

from datetime import date

import pytest

from app.accounts import actions as accounts
from app.accounts import queries as users
from app.papers.queries import evidence
from app.places import actions as places
from app.places import queries as known
from app.plans import actions as plans
from app.plans import queries
from app.plans.actions import closings, tasks
from app.plans.actions.listing import ListedTask, take_tasks
from app.plans.actions.tasks import TaskFields
from app.plans.queries import incoming
from app.plans.queries import tasks as found
from app.plans.queries.tasks import TaskSummary, Wanted
from app.plans.rules.task_lines import read_task
from app.plans.rules.tasks import TaskOrder
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.plans import rows
from tests.queries_counted import counted

WHY = "Theo chỉ đạo của Thường trực Đảng ủy"
LATE, DUE = date(2026, 8, 10), date(2026, 8, 27)


@pytest.fixture
def made(app, cast):
    """An issued plan with three tasks of two units and a standing one; the officer works in the first unit."""
    officer = cast.users["officer"]
    with app.app_context():
        with acting(officer):
            units = [places.save_unit(None, name, short, date(2026, 1, 1)).id for name, short in UNITS]
        plan_id = rows.plan_of(officer)
        with acting(officer):
            plan = queries.get(plan_id)
            for text, unit_id, due in LISTED(units):
                tasks.save_task(plan, None, TaskFields(text=text, unit_id=unit_id, due_on=due), WHY)
        with acting(cast.users["administrator"]) as administrator:
            clerk = users.by_username("clerk")
            accounts.place_in_unit(clerk, users.home_of(administrator, DAY), units[1], DAY)
    return plan_id, units


UNITS = (("Phòng Văn hóa - Xã hội", "VHXH"), ("Văn phòng HĐND và UBND", "VP"))


def LISTED(units):  # noqa: N802 the rows of the fixture, which need the ids of its units
    return (
        ("Phát động phong trào", units[0], LATE),
        ("Mở lớp kỹ năng số tại thôn", units[1], DUE),
        ("Phát loa truyền thanh", units[1], None),
    )


def codes(raised):
    return [one.code for one in raised.value.reasons]


def test_issued_plan_keeps_every_change_of_a_task_with_its_reason(context, cast, made):
    plan_id, units = made
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        task = found.of_plan(plan)[0]
        fields = tasks.fields_of(task)
        with pytest.raises(Refused) as raised:
            tasks.save_task(plan, task, TaskFields(**(vars(fields) | {"due_on": DUE})))
        assert codes(raised) == ["change-reason-missing"]
        tasks.save_task(plan, task, TaskFields(**(vars(fields) | {"due_on": DUE})), WHY)
        change = plan.changes[-1]
        assert (change.part, change.reason) == ("task", WHY)
        assert (change.before, change.after) == (
            "Phát động phong trào; Phòng Văn hóa - Xã hội; hạn 10/08/2026",
            "Phát động phong trào; Phòng Văn hóa - Xã hội; hạn 27/08/2026",
        )
        bad = {"unit_id": units[0], "owner_name": "Ai đó", "due_on": date(2030, 1, 1), "content_id": 999}
        with pytest.raises(Refused) as raised:
            tasks.save_task(plan, task, TaskFields(**(vars(fields) | bad)), WHY)
        assert codes(raised) == ["task-outside-plan", "owner-twice", "content-unknown"]


def test_task_is_reported_to_its_end_given_up_and_taken_up_again(context, cast, made):
    plan_id, _units = made
    with acting(cast.users["clerk"]):
        plan = queries.get(plan_id)
        first, second, standing = found.of_plan(plan)
        tasks.report(first, day=date(2026, 8, 11), words="Đã mời đại biểu", done=False, progress=50)
        step = tasks.report(first, day=DAY, words="Đã phát động", done=True)
        assert (first.state, first.progress, first.done_on, step.by) == ("done", 100, DAY, "Trần Văn Bình")
        with pytest.raises(Refused) as raised:
            tasks.report(first, day=DAY, words=" ", done=False, progress=10, paper_code="KHONG-CO")
        assert codes(raised) == ["task-ended", "step-paper-unknown", "step-words-missing"]
        assert evidence.of_many(found.steps_of(first)) == {one.id: [] for one in first.steps}
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        first, second, standing = found.of_plan(plan)
        assert found.summary(plan, DAY) == TaskSummary(3, 2, 0, 1, 0, late=0, done_late=1, standing=1)
        tasks.cancel(second, WHY)
        assert (second.state, second.ended_reason, plan.changes[-1].after) == ("cancelled", WHY, "Dừng thực hiện")
        with pytest.raises(Refused) as raised:
            tasks.remove_task(plan, second, WHY)
        assert codes(raised) == ["task-has-steps"]
        tasks.reopen(first, "Còn hai thôn chưa phát động")
        assert (first.state, first.progress, first.done_on) == ("doing", 99, None)
        tasks.remove_task(plan, standing, WHY)
        assert found.summary(None, DAY) == TaskSummary(2, 0, 1, 0, 1, late=1, done_late=0, standing=0)
        assert found.by_unit(plan, DAY)[0] == (UNITS[0][0], TaskSummary(1, 0, 1, 0, 0, 1, 0, 0))


def test_step_of_closed_days_says_why(context, cast, made):
    plan_id, _units = made
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        closings.close_figures(plan, date(2026, 8, 16), "Báo cáo nửa đầu tháng 8")
        task = found.of_plan(plan)[1]
        with pytest.raises(Refused) as raised:
            tasks.report(task, day=date(2026, 8, 12), words="Đã mở lớp đầu", done=False, progress=30)
        assert codes(raised) == ["figures-closed"]
        tasks.report(task, day=date(2026, 8, 12), words="Đã mở lớp đầu", done=False, progress=30, reason="Báo muộn")
        assert task.progress == 30


def test_pasted_tasks_find_their_groups_and_get_numbers(context, cast, made):
    plan_id, _units = made
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        groups = ("Hạ tầng số tại thôn", "Phổ cập kiến thức số", "Hạ tầng số tại thôn")
        lines = [{"text": f"Việc {at}", "owner": "MTTQ xã", "group": group} for at, group in enumerate(groups)]
        books = incoming.task_books(plan, DAY, WHY)
        added = take_tasks(plan, [ListedTask(read_task(cells, books)) for cells in lines], WHY)
        assert [row.content.text for row in found.of_plan(plan) if row.content] == list(groups)
        assert [row.kind for row in plan.contents if row.text == groups[0]] == ["task-group"]
        tasks.arrange(plan, tasks.numbered(plan, found.of_plan(plan)), WHY)
        numbers = [(row.number, row.text) for row in found.of_plan(plan)]
        assert numbers[:3] == [("1.1", "Việc 1"), ("2.1", "Việc 0"), ("2.2", "Việc 2")]
        assert numbers[3] == ("3", "Phát động phong trào")
        assert added[0].owner_name == "MTTQ xã"


def test_tasks_of_a_dissolved_unit_are_shown_and_handed_over(context, cast, made):
    plan_id, units = made
    with acting(cast.users["officer"]):
        places.save_unit(known.unit(units[1]), *UNITS[1], date(2026, 1, 1), date(2026, 8, 15))
    with acting(cast.users["officer"]):
        plan = queries.get(plan_id)
        lost = found.listed(Wanted(state=found.OWNER_ENDED), DAY)
        assert [found.unit_ended(row, DAY) for row in lost] == [True, True]
        assert found.without_owner(DAY) == 2
        with pytest.raises(Refused) as raised:
            tasks.hand_over(plan, [(lost[0], units[1])])
        assert codes(raised) == ["owner-ended", "handing-over-reason-missing"]
        tasks.hand_over(plan, [(row, units[0]) for row in lost], WHY)
        assert {row.owner_name for row in found.of_plan(plan)} == {UNITS[0][0]}
        assert found.without_owner(DAY) == 0


def test_list_is_searched_without_dau_ordered_and_paged(context, cast, made):
    plan_id, units = made
    with acting(cast.users["officer"]):
        everything = Wanted()
        first = found.listed(everything, DAY, TaskOrder.DUE, limit=2)
        rest = found.listed(everything, DAY, TaskOrder.DUE, after=first[1].id)
        assert [row.text for row in [*first, *rest]] == [text for text, _unit, _due in LISTED(units)]
        assert [row.text for row in found.listed(Wanted(words="ky nang"), DAY)] == ["Mở lớp kỹ năng số tại thôn"]
        assert found.count(Wanted(state=found.LATE), DAY) == 1
        assert found.count(Wanted(unit_ids=[units[1]]), DAY) == 2
        assert found.count(Wanted(first=DUE, last=DUE, plan_id=plan_id), DAY) == 1
    with acting(cast.users["stranger"]):
        assert found.listed(everything, DAY) == []


def test_plan_made_after_one_handed_down_gets_its_tasks_anew(cast, app):
    with app.app_context():
        above = rows.plan_of(cast.users["reviewer"], reference_number="348/KH-UBND", title="Kế hoạch của tỉnh")
        with acting(cast.users["reviewer"]):
            plan = queries.get(above)
            content = plan.contents[0].id
            fields = TaskFields(text="Phổ cập kỹ năng", owner_name="Sở Nội vụ", content_id=content, due_on=LATE)
            tasks.report(tasks.save_task(plan, None, fields, WHY), day=DAY, words="Đã giao các xã", done=True)
            later = TaskFields(text="Tổng kết", owner_name="Sở Nội vụ", due_on=date(2026, 12, 20))
            tasks.save_task(plan, None, later, WHY)
        with acting(cast.users["officer"]):
            source = queries.get(above)
            own = plans.adopt(source, **rows.fields(reference_number="", valid_until=date(2026, 12, 1)))
            copied = found.of_plan(own)
            assert [(row.text, row.state, row.owner_name, row.due_on) for row in copied] == [
                ("Phổ cập kỹ năng", "open", None, LATE),
                ("Tổng kết", "open", None, date(2026, 11, 30)),
            ]
            assert copied[0].content.plan_id == own.id


def test_pages_of_tasks_from_list_to_proof(app, cast, made, browser_of):
    plan_id, units = made
    officer, clerk = browser_of("officer"), browser_of("clerk")
    at = f"/plans/{plan_id}/tasks"
    assert "quá hạn 8 ngày làm việc" in officer.get("/plans/tasks").text
    assert "Phát động phong trào" not in clerk.get("/plans/tasks?mine=1").text
    for page in ("/plans/tasks?all=1&sort=owner", "/plans/tasks.xlsx", f"{at}/new", f"{at}/order", f"{at}/owners"):
        assert officer.get(page).status_code == 200
    chart = officer.get(f"/plans/{plan_id}/timetable?year=2026").text
    assert chart.count('class="strip"') == 4
    assert "đến 10/08/2026, 0 %, quá hạn" in chart
    with app.app_context(), acting(cast.users["officer"]):
        task_id = found.of_plan(queries.get(plan_id))[1].id
    typed = {"day": "20/08/2026", "stands": "doing", "progress": "140", "words": "Đã mở hai lớp", "paper_code": ""}
    answer = clerk.post(f"{at}/{task_id}/report", data=typed)
    assert (answer.status_code, "Đã mở hai lớp" in answer.text) == (422, True)
    answer = clerk.post(f"{at}/{task_id}/report", data=typed | {"progress": "40"})
    assert answer.status_code == 303
    link = {"url": "https://vanan.example.vn/lop-hoc", "caption": "Tin lớp học"}
    assert clerk.post(answer.location, data=link).status_code == 303
    page = clerk.get(f"{at}/{task_id}").text
    assert ("Tin lớp học" in page, "40 %" in page) == (True, True)
    assert browser_of("council").post(f"{at}/{task_id}/report", data=typed).status_code == 403
    assert browser_of("stranger").get(f"{at}/{task_id}").status_code == 404


def test_order_and_owners_are_saved_from_their_forms(made, browser_of, app, cast):
    plan_id, units = made
    officer, at = browser_of("officer"), f"/plans/{plan_id}/tasks"
    with app.app_context(), acting(cast.users["officer"]):
        ids = [row.id for row in found.of_plan(queries.get(plan_id))]
    places_typed = {f"place_{task_id}": str(3 - place) for place, task_id in enumerate(ids)}
    numbers = {f"number_{task_id}": "" for task_id in ids}
    typed = places_typed | numbers | {"reason": WHY, "numbered": "1"}
    assert officer.post(f"{at}/order", data=typed).status_code == 303
    owners = {f"unit_{task_id}": "" for task_id in ids} | {f"unit_{ids[0]}": str(units[1])}
    assert officer.post(f"{at}/owners", data=owners).status_code == 422
    assert officer.post(f"{at}/owners", data=owners | {"reason": WHY}).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        rows_now = found.of_plan(queries.get(plan_id))
        assert [(row.number, row.id) for row in rows_now] == [("1", ids[2]), ("2", ids[1]), ("3", ids[0])]
        assert rows_now[2].owner_name == UNITS[1][0]


def test_list_and_timetable_cost_the_same_for_few_and_many(app, cast, made, browser_of):
    plan_id, units = made
    officer = browser_of("officer")
    pages = ("/plans/tasks", f"/plans/{plan_id}/timetable", f"/plans/{plan_id}/tasks/owners")

    def statements():
        found_here = []
        for page in pages:
            with counted(app) as sent:
                assert officer.get(page).status_code == 200
            found_here.append(len(sent))
        return found_here

    before = statements()
    with app.app_context(), acting(cast.users["officer"]):
        many = [TaskFields(text=f"Việc {place}", unit_id=units[place % 2]) for place in range(12)]
        for fields in many:
            tasks.save_task(queries.get(plan_id), None, fields, WHY)
    assert statements() == before


def test_desk_shows_the_own_units_tasks_and_says_how_many_are_late(cast, made, browser_of):
    assert "Phát động phong trào" in browser_of("officer").get("/").text
    clerk = browser_of("clerk").get("/").text
    assert ("Mở lớp kỹ năng số tại thôn" in clerk, "Phát động phong trào" in clerk) == (True, False)
    assert "1 nhiệm vụ của kế hoạch quá hạn" in browser_of("leader").get("/").text


def test_administrator_says_in_which_unit_a_member_works(app, cast, made, browser_of):
    _plan_id, units = made
    administrator, trainer = browser_of("administrator"), cast.users["trainer"]
    page = next(rule.rule for rule in app.url_map.iter_rules() if rule.endpoint == "accounts.member")
    page = page.replace("<int:user_id>", str(trainer))
    assert administrator.post(f"{page}/unit", data={"unit": "99999"}).status_code == 422
    assert administrator.post(f"{page}/unit", data={"unit": str(units[0])}).status_code == 303
    assert f'<option selected value="{units[0]}">' in administrator.get(page).text
    with app.app_context(), acting(cast.users["administrator"]):
        assert users.units_of(trainer, cast.home, DAY) == {units[0]}
