"""Pages of oversight: progress to the targets, the people behind a figure, the log."""

from flask import Blueprint

from app.oversight import models

bp = Blueprint("oversight", __name__, url_prefix="/oversight")

from app.oversight.views import figures, indicators, log  # noqa: E402, F401

__all__ = ["bp", "models"]
