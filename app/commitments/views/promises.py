"""The page of the promises of a campaign: how much of what, until when, through which records."""

from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.commitments import actions, documents, queries, rules
from app.commitments.actions import GoalsRefused
from app.commitments.forms import GoalsForm, goals_form
from app.commitments.models import Campaign
from app.commitments.views import bp
from app.refusals import Refused


@bp.get("/campaigns/<int:campaign_id>/promises")
@needs(Can.COMMITMENT_READ)
def promises(campaign_id: int) -> Response:
    """The promises of a campaign with what of them is measured."""
    campaign = queries.campaign(campaign_id)
    return _page(campaign, goals_form(campaign.promises))


@bp.post("/campaigns/<int:campaign_id>/promises")
@needs(Can.COMMITMENT_WRITE)
def save_promises(campaign_id: int) -> Response:
    """Keep what was typed for every promise, or tell all faults at their cells."""
    campaign = queries.campaign(campaign_id)
    form = goals_form(campaign.promises)
    read = form.validate_on_submit()
    goals = {promise.id: form.goal(promise) for promise in campaign.promises}
    if not read:
        for promise in campaign.promises:
            found = rules.goal_faults(goals[promise.id], campaign.valid_from, campaign.valid_until)
            form.refuse_goal(promise, [one for one in found if not _is_unread(form, promise.id, one.code)])
        return _page(campaign, form, 422)
    try:
        actions.save_goals(campaign, goals)
    except GoalsRefused as refused:
        for promise in campaign.promises:
            form.refuse_goal(promise, refused.faults.get(promise.id, ()))
    except Refused as refused:
        htmx.refuse(form, refused)
    else:
        return htmx.go("commitments.campaign", "Đã ghi các điều cam kết.", campaign_id=campaign.id)
    return _page(campaign, form, 422)


def _is_unread(form: GoalsForm, promise_id: int, code: str) -> bool:
    """Whether a value is missing only because what stands in its cell could not be read: that is told already."""
    return code in ("goal-without-value", "deed-without-value") and bool(form[f"goal-{promise_id}-value"].errors)


def _page(campaign: Campaign, form: GoalsForm, status: int = 200) -> Response:
    return htmx.page(
        "commitments/promises.html",
        status=status,
        campaign=campaign,
        form=form,
        goal_words=lambda promise: documents.goal_words(promise.goal),
        last_day=rules.last_day(campaign.valid_until),
        why_not=rules.freeze_faults(queries.is_fixed(campaign.id)),
    )
