"""Soát trước khi in: the pledges of a campaign whose paper would come back, each with a link that mends it."""

from flask import url_for
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries
from app.commitments.models import Campaign
from app.commitments.queries import Line
from app.commitments.views import bp
from app.papers.rules import Fault

SHOWN = 200


@bp.get("/campaigns/<int:campaign_id>/proof")
@needs(Can.COMMITMENT_READ)
def proof(campaign_id: int) -> Response:
    """Everyone whose paper is still to be printed and has a fault, in hamlet and name order."""
    campaign = queries.campaign(campaign_id)
    lines = queries.to_print(campaign.id, "unprinted")
    found = actions.proof_lines(lines, clock.today())
    return htmx.page(
        "commitments/proof.html",
        campaign=campaign,
        read=len(lines),
        found=found[:SHOWN],
        count=len(found),
        blocked=sum(one.blocks for one in found),
        spot=lambda line, fault: spot(campaign, line, fault),
    )


def spot(campaign: Campaign, line: Line, fault: Fault) -> str:
    """Where a fault is mended: the books for who pledges, the text of the campaign for what is promised."""
    if fault.field.startswith(("promises", "about", "breach", "period")):
        return url_for("commitments.edit_campaign", campaign_id=campaign.id)
    if fault.field.startswith("confirmation") and line.hamlet is not None:
        return url_for("places.hamlet", hamlet_id=line.hamlet.id)
    if line.row.household_id is not None:
        return url_for("people.edit_household", household_id=line.row.household_id)
    if line.row.collective_id is not None:
        return url_for("people.edit_collective", collective_id=line.row.collective_id)
    return url_for("people.edit", person_id=line.row.person_id)
