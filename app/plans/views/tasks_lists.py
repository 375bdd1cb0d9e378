"""Many tasks at once: their order and numbers, who takes them over."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.places import queries as places
from app.plans.actions import tasks as actions
from app.plans.forms.tasks import (
    TaskOrderForm,
    TaskOwnersForm,
    task_order_form,
    task_owners_form,
)
from app.plans.models import Plan
from app.plans.queries import tasks as queries
from app.plans.rules import changes
from app.plans.rules import tasks as rules
from app.plans.views import bp
from app.plans.views.plans import own
from app.refusals import Refused


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
