"""How a task goes: what was reported on a day with its evidence, giving it up, taking it up again."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.papers import queries as papers
from app.papers.actions import evidence as evidence_actions
from app.papers.forms import EvidenceForm
from app.papers.queries import evidence
from app.plans import queries as plan_queries
from app.plans import rules
from app.plans.actions import tasks as actions
from app.plans.forms.tasks import EndForm, StepForm
from app.plans.models import Plan, Task, TaskStep
from app.plans.queries import tasks as queries
from app.plans.views import bp
from app.plans.views.plans import own
from app.plans.views.tasks import task_page
from app.refusals import Refused

FIELDS = {
    "step_ahead": "day",
    "step_before_last": "day",
    "progress_above_hundred": "progress",
    "progress_whole_not_done": "progress",
    "figures_closed": "reason",
    "step_words_missing": "words",
    "step_paper_unknown": "paper_code",
}


def _reported(plan_id: int, task_id: int) -> tuple[Plan, Task]:
    """A task of the own authority's plan. Raises Refused for one of another authority."""
    plan = plan_queries.get(plan_id)
    refusals = rules.owner_refusals(plan_queries.is_own(plan))
    if refusals:
        raise Refused(refusals)
    return plan, queries.get(plan, task_id)


@bp.post("/<int:plan_id>/tasks/<int:task_id>/report")
@needs(Can.TASK_REPORT)
def report_task(plan_id: int, task_id: int) -> Response:
    """Write down how a task stands on a day."""
    plan, row = _reported(plan_id, task_id)
    form = StepForm()
    if not form.validate_on_submit():
        return task_page(plan, row, form, 422)
    typed: dict[str, Any] = form.data
    try:
        step = actions.report(
            row,
            day=typed["day"],
            words=typed["words"],
            done=typed["stands"] == "done",
            progress=typed["progress"] or 0,
            paper_code=typed["paper_code"] or "",
            reason=typed["reason"] or "",
        )
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return task_page(plan, row, form, 422)
    said = "Đã ghi tiến độ. Có ảnh, tài liệu, đường dẫn chứng minh thì thêm ở đây."
    return htmx.go(".task_step", said, plan_id=plan.id, task_id=row.id, step_id=step.id)


@bp.get("/<int:plan_id>/tasks/<int:task_id>/steps/<int:step_id>")
@needs(Can.PLAN_READ)
def task_step(plan_id: int, task_id: int, step_id: int) -> Response:
    """One report of a task with what proves it."""
    plan, row = _reported(plan_id, task_id)
    return _step_page(plan, queries.step(row, step_id), EvidenceForm(formdata=None))


def _step_page(plan: Plan, step: TaskStep, form: EvidenceForm, status: int = 200) -> Response:
    return htmx.page(
        "plans/task_step.html",
        status=status,
        plan=plan,
        task=step.task,
        step=step,
        files=evidence.of(step),
        form=form,
        paper=papers.get(step.paper_id) if step.paper_id else None,
    )


@bp.post("/<int:plan_id>/tasks/<int:task_id>/steps/<int:step_id>")
@needs(Can.TASK_REPORT)
def add_step_evidence(plan_id: int, task_id: int, step_id: int) -> Response:
    """Hang photographs, documents or a link on a report."""
    plan, row = _reported(plan_id, task_id)
    step = queries.step(row, step_id)
    form = EvidenceForm()
    added = form.add_to(step)
    if not added:
        return _step_page(plan, step, form, 422)
    return htmx.go(".task", f"Đã thêm {len(added)} minh chứng.", plan_id=plan.id, task_id=row.id)


@bp.post("/<int:plan_id>/tasks/<int:task_id>/steps/<int:step_id>/evidence/remove")
@needs(Can.TASK_REPORT)
def remove_step_evidence(plan_id: int, task_id: int, step_id: int) -> Response:
    """Take a piece of evidence off a report."""
    plan, row = _reported(plan_id, task_id)
    step = queries.step(row, step_id)
    evidence_actions.remove(step, evidence.of_subject(step, request.form.get("evidence", 0, type=int)))
    return htmx.go(".task_step", "Đã bỏ minh chứng.", plan_id=plan.id, task_id=row.id, step_id=step.id)


@bp.post("/<int:plan_id>/tasks/<int:task_id>/cancel")
@needs(Can.PLAN_WRITE)
def cancel_task(plan_id: int, task_id: int) -> Response:
    """Give a task up, with the reason."""
    plan = own(plan_id)
    row = queries.get(plan, task_id)
    return _ended(plan, row, actions.cancel, "Đã dừng nhiệm vụ.")


@bp.post("/<int:plan_id>/tasks/<int:task_id>/reopen")
@needs(Can.PLAN_WRITE)
def reopen_task(plan_id: int, task_id: int) -> Response:
    """Take a task up again, with the reason."""
    plan = own(plan_id)
    row = queries.get(plan, task_id)
    return _ended(plan, row, actions.reopen, "Đã mở lại nhiệm vụ.")


def _ended(plan: Plan, row: Task, act: Any, said: str) -> Response:
    form = EndForm(prefix="end-")
    if form.validate_on_submit():
        try:
            act(row, form.reason.data)
            return htmx.go(".task", said, plan_id=plan.id, task_id=row.id)
        except Refused as refused:
            htmx.refuse(form, refused, task_reason_missing="reason", change_reason_missing="reason")
    return task_page(plan, row, status=422, end_form=form)
