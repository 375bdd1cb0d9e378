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
# The field of a form in which a fact of the paper is written.
OF_THE_CAMPAIGN = {
    "promises": "wording",
    "about": "wording",
    "breach": "wording",
    "legal_basis": "legal_bases",
    "consent": "id_reason",
    "period_from": "valid_from",
    "period_until": "valid_to",
}
PERSON_FIELDS = {"birth_date": "born", "address": "residence", "post": "post", "workplace": "unit_id"}
HOUSEHOLD_FIELDS = {"household_size": "member_count", "address": "address"}
COLLECTIVE_FIELDS = {"address": "address", "representative": "head_name", "signature": "head_name", "post": "head_post"}


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
    """Where a fault is mended, to the field: the books for who pledges, the campaign for what is promised."""
    fact = fault.field.partition(".")[0].partition("[")[0]
    if fact in OF_THE_CAMPAIGN:
        return url_for("commitments.edit_campaign", campaign_id=campaign.id) + f"#{OF_THE_CAMPAIGN[fact]}"
    if fact == "confirmation" and line.hamlet is not None:
        return url_for("places.hamlet", hamlet_id=line.hamlet.id) + "#head_name"
    if line.row.household_id is not None:
        return _of_household(line, fact)
    if line.row.collective_id is not None:
        field = COLLECTIVE_FIELDS.get(fact, "name")
        return url_for("people.edit_collective", collective_id=line.row.collective_id) + f"#{field}"
    return url_for("people.edit", person_id=line.row.person_id) + f"#{PERSON_FIELDS.get(fact, 'name')}"


def _of_household(line: Line, fact: str) -> str:
    """How many live there and where is said of the household, the name of its head with that person."""
    if line.who is None or fact in HOUSEHOLD_FIELDS:
        field = HOUSEHOLD_FIELDS.get(fact, "head")
        return url_for("people.edit_household", household_id=line.row.household_id) + f"#{field}"
    return url_for("people.edit", person_id=line.who.id) + f"#{PERSON_FIELDS.get(fact, 'name')}"
