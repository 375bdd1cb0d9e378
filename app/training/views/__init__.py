"""Pages of training: courses, their learners, their trainings, attendance."""

from flask import Blueprint

bp = Blueprint("training", __name__, url_prefix="/training")

from app.training import deeds, tasks  # noqa: E402, F401 both register themselves: known when the pages are
from app.training.views import (  # noqa: E402, F401
    attendance,
    calendar,
    checks,
    completion,
    copying,
    courses,
    imports,
    instructors,
    invitations,
    learners,
    lists,
    materials,
    online,
    planning,
    results,
    sheets,
    skills,
    teams,
    trained,
    trainings,
    vneid,
)

__all__ = ["bp"]
