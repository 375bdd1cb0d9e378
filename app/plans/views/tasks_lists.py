"""Many tasks at once: a list pasted from Word or Excel with its preview, order and numbers, who takes them over."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, sheets, text
from app.access import Can, needs
from app.places import queries as places
from app.plans.actions import tasks as actions
from app.plans.actions.tasks import TaskFields
from app.plans.forms.tasks import (
    TaskListForm,
    TaskOrderForm,
    TaskOwnersForm,
    task_list_form,
    task_order_form,
    task_owners_form,
)
from app.plans.models import Plan
from app.plans.queries import tasks as queries
from app.plans.rules import changes
from app.plans.rules import tasks as rules
from app.plans.rules.tasks_pasted import MOST_COLUMNS, ListedTask, ReadTasks, guess_columns, read_tasks
from app.plans.views import bp
from app.plans.views.plans import own
from app.refusals import Refusal, Refused
from app.sheets import SheetFault


@bp.get("/<int:plan_id>/tasks/paste")
@needs(Can.PLAN_WRITE)
def paste_tasks(plan_id: int) -> Response:
    """The form of a pasted list."""
    return _paste_page(own(plan_id), task_list_form(formdata=None))


def _paste_page(
    plan: Plan,
    form: TaskListForm,
    lines: list[tuple[ListedTask, TaskFields, list[Refusal]]] | None = None,
    read: ReadTasks | None = None,
    status: int = 200,
) -> Response:
    rows = lines or []
    return htmx.page(
        "plans/tasks_paste.html",
        status=status,
        plan=plan,
        form=form,
        columns=MOST_COLUMNS,
        lines=rows,
        read=read,
        faulty=sum(1 for _line, _fields, faults in rows if faults),
        needs_reason=changes.needs_reason(plan),
    )


@bp.post("/<int:plan_id>/tasks/paste")
@needs(Can.PLAN_WRITE)
def take_tasks(plan_id: int) -> Response:
    """Show what the list says; save it when asked to and nothing is wrong with it."""
    plan = own(plan_id)
    form = task_list_form()
    if not form.validate_on_submit():
        return _paste_page(plan, form, status=422)
    try:
        grid = sheets.parse_paste(form.table.data or "")
    except SheetFault as fault:
        form.refuse(str(fault), "table")
        return _paste_page(plan, form, status=422)
    guessed, headed = guess_columns(grid.rows)
    if "guess" in request.form:
        _choose(form, guessed)
    read = read_tasks(grid.rows, grid.lines, form.columns()[: grid.width], headed=headed)
    for reason in read.faults:
        form.refuse(htmx.sentence(reason), "table")
    lines = _lines(plan, read)
    if "save" not in request.form or form.errors or any(faults for _line, _fields, faults in lines):
        return _paste_page(plan, form, lines, read, 422 if form.errors else 200)
    try:
        pairs = [(fields, line.group) for line, fields, _faults in lines]
        added = actions.add_tasks(plan, pairs, form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, change_reason_missing="reason")
        return _paste_page(plan, form, lines, read, 422)
    return htmx.go(".show", f"Đã thêm {len(added)} nhiệm vụ.", plan_id=plan.id, _anchor="tasks")


def _choose(form: TaskListForm, guessed: list[str | None]) -> None:
    """Fill in what the columns were taken for."""
    for place in range(MOST_COLUMNS):
        form.column(place).data = guessed[place] if place < len(guessed) else None


def _lines(plan: Plan, read: ReadTasks) -> list[tuple[ListedTask, TaskFields, list[Refusal]]]:
    """Each line with the task it makes and why it cannot be kept; an owner with the name of a unit is that unit."""
    units = {}
    for unit in places.units(clock.today()):
        for name in (unit.name, unit.abbreviation):
            if name:
                units[text.fold(name)] = unit.id
    fields = [_fields(line, units.get(text.fold(line.owner))) for line in read.tasks]
    checked = actions.check_lines(plan, fields)
    return list(zip(read.tasks, fields, checked, strict=True))


def _fields(line: ListedTask, unit_id: int | None) -> TaskFields:
    return TaskFields(
        text=line.text,
        number=line.number,
        unit_id=unit_id,
        owner_name="" if unit_id else line.owner,
        helpers=line.helpers,
        product=line.product,
        starts_on=line.starts_on,
        due_on=line.due_on,
        schedule=line.schedule,
    )


# ---- order and numbers


@bp.get("/<int:plan_id>/tasks/order")
@needs(Can.PLAN_WRITE)
def order_tasks(plan_id: int) -> Response:
    """The form of order and numbers."""
    plan = own(plan_id)
    return _order_page(plan, task_order_form(queries.of_plan(plan), formdata=None))


def _order_page(plan: Plan, form: TaskOrderForm, status: int = 200) -> Response:
    return htmx.page(
        "plans/tasks_order.html", status=status, plan=plan, form=form, needs_reason=changes.needs_reason(plan)
    )


@bp.post("/<int:plan_id>/tasks/order")
@needs(Can.PLAN_WRITE)
def arrange_tasks(plan_id: int) -> Response:
    """Put the tasks in order with the numbers typed, or with numbers by group."""
    plan = own(plan_id)
    form = task_order_form(queries.of_plan(plan))
    if not form.validate_on_submit():
        return _order_page(plan, form, 422)
    order = form.ordered()
    if "numbered" in request.form:
        order = actions.numbered(plan, [task for task, _number in order])
    try:
        actions.arrange(plan, order, form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, change_reason_missing="reason")
        return _order_page(plan, form, 422)
    return htmx.go(".show", "Đã sắp xếp nhiệm vụ.", plan_id=plan.id, _anchor="tasks")


# ---- who takes them over


@bp.get("/<int:plan_id>/tasks/owners")
@needs(Can.PLAN_WRITE)
def task_owners(plan_id: int) -> Response:
    """The form that gives tasks to units: those without one or of a dissolved one first."""
    plan = own(plan_id)
    return _owners_page(plan, _owners_form(plan, formdata=None))


def _owners_form(plan: Plan, **kwargs: Any) -> TaskOwnersForm:
    day = clock.today()
    unended = [task for task in queries.of_plan(plan) if task.state not in rules.ENDED]
    unended.sort(key=lambda task: 0 if queries.unit_ended(task, day) else 1 if not task.owner_name else 2)
    return task_owners_form(unended, places.units(day), **kwargs)


def _owners_page(plan: Plan, form: TaskOwnersForm, status: int = 200) -> Response:
    day = clock.today()
    return htmx.page(
        "plans/tasks_owners.html",
        status=status,
        plan=plan,
        form=form,
        lost=lambda task: queries.unit_ended(task, day),
        needs_reason=changes.needs_reason(plan),
    )


@bp.post("/<int:plan_id>/tasks/owners")
@needs(Can.PLAN_WRITE)
def hand_over_tasks(plan_id: int) -> Response:
    """Give the chosen tasks to their new units."""
    plan = own(plan_id)
    form = _owners_form(plan)
    if not form.validate_on_submit():
        return _owners_page(plan, form, 422)
    chosen = form.chosen()
    try:
        actions.hand_over(plan, chosen, form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, handing_over_reason_missing="reason", change_reason_missing="reason")
        return _owners_page(plan, form, 422)
    return htmx.go(".show", f"Đã giao {len(chosen)} nhiệm vụ.", plan_id=plan.id, _anchor="tasks")
