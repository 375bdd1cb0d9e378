"""What comes back: a ticked stack, or one commitment signed, declined, opened again."""

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries
from app.commitments.forms import DeclineForm, ReceiveForm, ReopenForm
from app.commitments.views import bp
from app.commitments.views.acts import with_undo
from app.commitments.views.campaigns import campaign_page, read_filter
from app.commitments.views.pledges import Forms, commitment_page
from app.commitments.views.signing import DAY_FAULTS, tell_day_faults
from app.refusals import Refused
from app.text import number_text


@bp.post("/campaigns/<int:campaign_id>/receive")
@needs(Can.COMMITMENT_RECEIVE)
def receive_ticked(campaign_id: int) -> Response:
    """Take back the ticked commitments, signed on one day."""
    campaign, form = queries.campaign(campaign_id), ReceiveForm()
    if form.validate_on_submit() and form.signed_on.data:
        lines = queries.chosen(campaign.id, form.commitments.data or [])
        try:
            act = actions.receive_many(campaign, lines, form.signed_on.data, clock.today())
        except Refused as refused:
            htmx.refuse(form, refused, **DAY_FAULTS)
        else:
            message = with_undo(act, f"Đã nhận {number_text(act.count)} bản đã ký.")
            return htmx.go("commitments.campaign", message, campaign_id=campaign.id, **read_filter())
    else:
        tell_day_faults(form, campaign)
    return campaign_page(campaign, form, 422)


@bp.post("/<int:commitment_id>/decline")
@needs(Can.COMMITMENT_RECEIVE)
def decline(commitment_id: int) -> Response:
    """Write down why somebody has not signed."""
    row, form = queries.get(commitment_id), DeclineForm()
    if form.validate_on_submit():
        try:
            actions.decline(row, form.reason)
        except Refused as refused:
            htmx.refuse(form, refused)
        else:
            return htmx.go("commitments.show", "Đã ghi lý do chưa ký.", commitment_id=row.id)
    return commitment_page(row, Forms.of(decline=form), 422)


@bp.post("/<int:commitment_id>/reopen")
@needs(Can.COMMITMENT_WRITE)
def reopen(commitment_id: int) -> Response:
    """Take back an entry made wrongly."""
    row, form = queries.get(commitment_id), ReopenForm()
    if form.validate_on_submit():
        try:
            actions.reopen(row, form.reason.data or "")
        except Refused as refused:
            htmx.refuse(form, refused)
        else:
            return htmx.go("commitments.show", "Đã mở lại bản cam kết.", commitment_id=row.id)
    return commitment_page(row, Forms.of(reopen=form), 422)
