"""The evidence page of a commitment: half a sheet that an inspector takes along."""

from flask_login import current_user
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import queries, rules
from app.commitments.queries.evidence import evidence as evidence_of
from app.commitments.views import bp


@bp.get("/<int:commitment_id>/evidence")
@needs(Can.COMMITMENT_READ)
def evidence(commitment_id: int) -> Response:
    """Who made, printed, received and checked it, when and how it was signed, and what is kept of it."""
    found = evidence_of(queries.get(commitment_id))
    return htmx.page(
        "commitments/evidence.html",
        found=found,
        row=found.row,
        campaign=found.row.campaign,
        last_day=rules.last_day(found.row.campaign.valid_until),
        now=clock.now(),
        made_out_by=current_user.full_name,
    )
