"""What a plan says today in the shape in which its versions are kept, so that it can be laid beside them."""

from datetime import date
from typing import Any

from app.papers import actions as papers
from app.plans import documents
from app.plans.actions.issuing import issuing_on
from app.plans.models import Plan


def as_it_stands(plan: Plan, day: date) -> dict[str, Any]:
    """Everything a plan says on a day, as a version of it would be kept. Nothing is written."""
    return papers.facts_as_stored(documents.plan_paper(plan, issuing_on(plan, day)))
