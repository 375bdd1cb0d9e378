"""Tasks: everybody's list as filtered on screen, on paper and in Excel; one task, adding and changing it."""

from datetime import date
from typing import Any

from flask import g, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app import audit, clock, htmx, sheets
from app.access import Can, needs
from app.accounts import queries as users
from app.papers import queries as papers
from app.papers.queries import evidence
from app.places import queries as places
from app.plans import queries as plan_queries
from app.plans.actions import tasks as actions
from app.plans.actions.tasks import TaskFields
from app.plans.forms.tasks import EndForm, StepForm, TaskForm, TasksFilter, task_values
from app.plans.models import Plan, Task
from app.plans.queries import tasks as queries
from app.plans.rules import changes
from app.plans.rules import tasks as rules
from app.plans.views import bp
from app.plans.views.plans import own
from app.refusals import Refused
from app.sheets import Column
from app.widgets import told

COLUMNS = (
    Column("Kế hoạch"),
    Column("Số"),
    Column("Nhiệm vụ", width=50),
    Column("Nhóm nhiệm vụ", width=30),
    Column("Chủ trì", width=28),
    Column("Phối hợp", width=28),
    Column("Sản phẩm, kết quả", width=30),
    Column("Bắt đầu", "day"),
    Column("Thời hạn", "day"),
    Column("Lộ trình"),
    Column("Tình trạng"),
    Column("Tiến độ, %", "number"),
    Column("Ngày hoàn thành", "day"),
    Column("Lý do dừng", width=30),
)

FIELDS = {
    "task_empty": "text",
    "task_reversed": "due_on",
    "task_outside_plan": "due_on",
    "task_begins_after_plan": "starts_on",
    "owner_ended": "unit_id",
    "owner_twice": "owner_name",
    "task_owner_unknown": "unit_id",
    "content_unknown": "content_id",
    "task_target_unknown": "target_id",
    "change_reason_missing": "reason",
}


@bp.get("/tasks")
@needs(Can.PLAN_READ)
def tasks() -> Response:
    """The tasks of all own plans as filtered; with `all` the whole list, to be printed."""
    day, form, units = clock.today(), read_filter(), my_units()
    wanted, whole = form.wanted(units), "all" in request.args
    after = None if whole else request.args.get("after", type=int)
    found = queries.listed(wanted, day, form.order, after, queries.PRINTED if whole else queries.PAGE + 1)
    shown = found if whole else found[: queries.PAGE]
    asked = form.asked
    return htmx.page(
        "plans/tasks.html",
        tasks=shown,
        count=queries.count(wanted, day),
        form=form,
        asked=asked,
        whole=whole,
        printed=queries.PRINTED,
        has_unit=bool(units),
        next_url=url_for(".tasks", **asked, after=shown[-1].id) if len(found) > len(shown) else None,
        first_url=url_for(".tasks", **asked) if after else None,
        sorts={name: url_for(".tasks", **{**asked, "sort": name}) for name in rules.TaskOrder},
        **marks(day),
    )


def marks(day: date) -> dict[str, Any]:
    """What a list of tasks asks of each of its rows."""
    calendar = places.calendar()
    return {
        "owner_of": queries.owner_label,
        "late": lambda task: rules.is_late(task.state, task.due_on, day),
        "left": lambda task: rules.left_words(task.due_on, day, calendar),
        "ended": rules.ENDED,
        "unit_ended": lambda task: queries.unit_ended(task, day),
    }


def my_units() -> frozenset[int]:
    """The units in which whoever asks works today."""
    return users.units_of(current_user.id, g.authority_id, clock.today())


def read_filter() -> TasksFilter:
    """The filter and the order in the address."""
    own_plans = [plan for plan in plan_queries.all_plans() if plan_queries.is_own(plan)]
    return TasksFilter.of(request.args, own_plans, places.units(clock.today()))


@bp.get("/tasks.xlsx")
@needs(Can.PLAN_READ)
def tasks_sheet() -> Response:
    """The list as filtered and ordered, for Excel."""
    form = read_filter()
    found = queries.listed(form.wanted(my_units()), clock.today(), form.order, limit=queries.PRINTED)
    return htmx.xlsx(sheets.write_xlsx("Nhiệm vụ của kế hoạch", COLUMNS, map(_row, found), told(form)), "nhiem-vu.xlsx")


def _row(task: Task) -> tuple[Any, ...]:
    return (
        task.plan.reference_number or task.plan.title,
        task.number,
        task.text,
        task.content.text if task.content else None,
        queries.owner_label(task),
        task.helpers,
        task.product,
        task.starts_on,
        task.due_on,
        task.schedule,
        htmx.words_of("STATES", "plan_task")[task.state],
        task.progress,
        task.done_on,
        task.ended_reason,
    )


@bp.get("/<int:plan_id>/tasks/<int:task_id>")
@needs(Can.PLAN_READ)
def task(plan_id: int, task_id: int) -> Response:
    """One task: what it says, how it went step by step with its evidence, and what may be done with it."""
    plan = plan_queries.get(plan_id)
    return task_page(plan, queries.get(plan, task_id))


def task_page(
    plan: Plan, row: Task, form: StepForm | None = None, status: int = 200, end_form: EndForm | None = None
) -> Response:
    """The page of a task; a form that was refused stands on it again as it was typed."""
    mine = plan_queries.is_own(plan)
    steps = queries.steps_of(row) if mine else []
    begun = StepForm(formdata=None, day=clock.today(), stands="doing", progress=row.progress or None)
    return htmx.page(
        "plans/task.html",
        status=status,
        plan=plan,
        task=row,
        own=mine,
        steps=steps,
        evidence=evidence.of_many(steps),
        papers={step.id: papers.get(step.paper_id) for step in steps if step.paper_id},
        form=form or begun,
        end_form=end_form or EndForm(formdata=None, prefix="end-"),
        why_not_report=rules.report_refusals(row.state, issued=plan.state == changes.PlanState.ISSUED),
        why_not_remove=rules.remove_refusals(len(steps)),
        needs_reason=changes.needs_reason(plan),
        lines=audit.lines_about(row) if mine else [],
        **marks(clock.today()),
    )


@bp.get("/<int:plan_id>/tasks/new")
@needs(Can.PLAN_WRITE)
def new_task(plan_id: int) -> Response:
    """The form of a new task."""
    plan = own(plan_id)
    return _form_page(plan, None, TaskForm(formdata=None, content_id=request.args.get("group", type=int)))


@bp.get("/<int:plan_id>/tasks/<int:task_id>/edit")
@needs(Can.PLAN_WRITE)
def edit_task(plan_id: int, task_id: int) -> Response:
    """The form of one task."""
    plan = own(plan_id)
    row = queries.get(plan, task_id)
    return _form_page(plan, row, TaskForm(formdata=None, **task_values(row)))


def _form_page(plan: Plan, row: Task | None, form: TaskForm, status: int = 200) -> Response:
    form.offer(plan, places.units(clock.today()), row)
    return htmx.page(
        "plans/task_form.html",
        status=status,
        plan=plan,
        task=row,
        form=form,
        needs_reason=changes.needs_reason(plan),
    )


@bp.post("/<int:plan_id>/tasks/new")
@needs(Can.PLAN_WRITE)
def create_task(plan_id: int) -> Response:
    """Add a task."""
    return _save(own(plan_id), None)


@bp.post("/<int:plan_id>/tasks/<int:task_id>/edit")
@needs(Can.PLAN_WRITE)
def save_task(plan_id: int, task_id: int) -> Response:
    """Change a task."""
    plan = own(plan_id)
    return _save(plan, queries.get(plan, task_id))


def _save(plan: Plan, row: Task | None) -> Response:
    form = TaskForm().offer(plan, places.units(clock.today()), row)
    if not form.validate_on_submit():
        return _form_page(plan, row, form, 422)
    try:
        saved = actions.save_task(plan, row, TaskFields(**form.values()), form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _form_page(plan, row, form, 422)
    if row is None and request.form.get("next"):
        return htmx.go(".new_task", "Đã thêm nhiệm vụ.", plan_id=plan.id, group=saved.content_id)
    return htmx.go(".show", "Đã lưu nhiệm vụ.", plan_id=plan.id, _anchor="tasks")


@bp.post("/<int:plan_id>/tasks/<int:task_id>/remove")
@needs(Can.PLAN_WRITE)
def remove_task(plan_id: int, task_id: int) -> Response:
    """Take a task of which nothing was reported out of the plan."""
    plan = own(plan_id)
    row = queries.get(plan, task_id)
    actions.remove_task(plan, row, request.form.get("reason", ""))
    return htmx.go(".show", "Đã bỏ nhiệm vụ.", plan_id=plan.id, _anchor="tasks")
