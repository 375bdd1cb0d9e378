"""Pages of plans: the list, one plan, and its targets, criteria and quotas."""

from flask import Blueprint

bp = Blueprint("plans", __name__, url_prefix="/plans")

from app.plans.views import catalogue, criteria, initiatives, local_criteria, plans, population, targets  # noqa: E402, F401

__all__ = ["bp"]
