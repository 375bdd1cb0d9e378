"""Pages of oversight: progress to the targets, the people behind a figure, board and reports of a plan, the log."""

from flask import Blueprint

from app.oversight import models

bp = Blueprint("oversight", __name__, url_prefix="/oversight")

from app.oversight.views import board, figures, indicators, log, reports  # noqa: E402, F401

__all__ = ["bp", "models"]
