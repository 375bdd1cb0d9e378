"""What the verbs of a plan's parts share: whose plan it is, what its values rest on, how a row goes."""

from typing import Any

from app.db import db
from app.plans import queries, rules
from app.plans.models import Plan
from app.refusals import refuse_if

# A draft has no number to be cited by, and what it says of itself stays true when it gets one.
THIS_PLAN = "Kế hoạch này"


def check_own(plan: Plan) -> None:
    """Stop for a plan of another authority. Raises Refused."""
    refuse_if(rules.owner_refusals(queries.is_own(plan)))


def own_source(plan: Plan) -> str:
    """How a value that an official typed cites the plan it stands in."""
    return f"Kế hoạch số {plan.reference_number}" if plan.reference_number else THIS_PLAN


def remove(kept: list[Any], row: Any) -> None:
    """Take a row out of the list it hangs on, and away."""
    kept.remove(row)
    db.session.delete(row)
    db.session.flush()
