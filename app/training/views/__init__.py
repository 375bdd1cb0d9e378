"""Pages of training: courses, their learners, their trainings, attendance."""

from flask import Blueprint

bp = Blueprint("training", __name__, url_prefix="/training")

from app.training import deeds, tasks  # noqa: E402, F401 both register themselves: known when the pages are
from app.training.views import attendance, completion, courses, invitations, learners, trainings  # noqa: E402, F401

__all__ = ["bp"]
