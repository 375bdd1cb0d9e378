"""The legal bases of a pledge, as a new campaign proposes them."""

from app.commitments import rules
from app.commitments.models import Campaign
from app.places import queries as places
from app.plans import actions as plans
from app.plans.models import Plan

# Every plan names them, and rests on them: a pledge of one page cites the plan.
GENERAL = tuple(f"Căn cứ {kind} " for kind in ("Luật", "Pháp lệnh", "Nghị định", "Nghị quyết", "Hướng dẫn", "Công văn"))


def proposed_bases(plan: Plan) -> list[str]:
    """The lines "Căn cứ …" proposed for the pledges under a plan: what the plan itself rests on, then the plan.

    Laws, decrees, resolutions and letters are left out; an official who wants one writes it in.
    """
    own = [row.text for row in plan.legal_bases if not row.text.startswith(GENERAL)]
    issuer = places.authority_name(plan.owner_id, plan.day).full
    return list(dict.fromkeys([*own, plans.basis_line(plan, issuer)]))


def bases_under(campaign: Campaign, plan: Plan) -> list[str]:
    """The legal bases of a campaign when it comes under a plan: the former plan's go, the new one's are added."""
    if plan.id == campaign.plan_id:
        return list(campaign.legal_bases)
    old = set(proposed_bases(campaign.plan))
    left = rules.bases_without(campaign.legal_bases, campaign.plan.reference_number)
    return list(dict.fromkeys([*(line for line in left if line not in old), *proposed_bases(plan)]))
