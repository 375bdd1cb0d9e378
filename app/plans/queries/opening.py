"""Reads of a part of a plan of which one knows the id alone, such as a record behind a figure."""

from werkzeug.exceptions import NotFound

from app.db import db
from app.plans import queries
from app.plans.models import Plan, Task


def plan_of_task(task_id: int) -> Plan:
    """The plan that holds this task; a foreign or unknown id is not found, nor is one of a draft handed down."""
    found = db.session.get(Task, task_id)
    if found is None:
        raise NotFound
    return queries.get(found.plan_id)
