"""The way from a record behind a figure to its page: a figure knows the id of a task, not of its plan."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from app.access import Can, needs
from app.plans.queries.opening import plan_of_task
from app.plans.views import bp


@bp.get("/tasks/<int:task_id>")
@needs(Can.PLAN_READ)
def open_task(task_id: int) -> Response:
    """Go to the page of a task."""
    return redirect(url_for(".task", plan_id=plan_of_task(task_id).id, task_id=task_id), 303)
