"""Pages of plans: the list, one plan, and its targets, criteria and quotas."""

from flask import Blueprint

bp = Blueprint("plans", __name__, url_prefix="/plans")

from app.plans.views import (  # noqa: E402, F401
    catalogue,
    criteria,
    initiatives,
    issuing,
    local_criteria,
    opening,
    plans,
    population,
    readings,
    targets,
    tasks,
    tasks_chart,
    tasks_lists,
    tasks_steps,
    versions,
    wording,
)

__all__ = ["bp"]
