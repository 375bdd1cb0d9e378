"""How a pledge ends: one withdrawn or judged anew, all of a campaign run out."""

from typing import Any

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries
from app.commitments.forms.ending import JudgeAgainForm, WithdrawForm
from app.commitments.models import Commitment
from app.commitments.views import bp
from app.commitments.views.acts import with_undo
from app.commitments.views.pledges import PARTS, Forms, commitment_page
from app.refusals import Refused
from app.text import number_text

WITHDRAWAL_FAULTS = {
    "withdrawn_before_signed": "withdrawn_on",
    "withdrawn_in_future": "withdrawn_on",
    "commitment_needs_reason": "reason",
}


def _part(_row: Commitment) -> dict[str, Any]:
    """What the piece of the page of a commitment shows: its two forms, fresh."""
    return {
        "withdraw": WithdrawForm(formdata=None, prefix="withdraw-", withdrawn_on=clock.today()),
        "judge_again": JudgeAgainForm(formdata=None, prefix="judge-"),
    }


PARTS["commitments/_ending.html"] = _part


@bp.post("/<int:commitment_id>/withdraw")
@needs(Can.COMMITMENT_RECEIVE)
def withdraw(commitment_id: int) -> Response:
    """Write down that whoever signed takes the pledge back."""
    row, form = queries.get(commitment_id), WithdrawForm(prefix="withdraw-")
    if form.validate_on_submit() and form.withdrawn_on.data:
        try:
            actions.withdraw(row, form.reason.data or "", form.withdrawn_on.data, clock.today())
        except Refused as refused:
            htmx.refuse(form, refused, **WITHDRAWAL_FAULTS)
        else:
            return htmx.go("commitments.show", "Đã ghi việc rút cam kết.", commitment_id=row.id)
    return commitment_page(row, Forms.of(), 422, withdraw=form)


@bp.post("/<int:commitment_id>/judge-again")
@needs(Can.COMMITMENT_WRITE)
def judge_again(commitment_id: int) -> Response:
    """Take a judgement back so that it can be made anew."""
    row, form = queries.get(commitment_id), JudgeAgainForm(prefix="judge-")
    if form.validate_on_submit():
        try:
            actions.judge_again(row, form.reason.data or "")
        except Refused as refused:
            htmx.refuse(form, refused, commitment_needs_reason="reason")
        else:
            return htmx.go("commitments.show", "Đã bỏ kết quả đánh giá cũ.", commitment_id=row.id)
    return commitment_page(row, Forms.of(), 422, judge_again=form)


@bp.post("/campaigns/<int:campaign_id>/expire")
@needs(Can.COMMITMENT_WRITE)
def expire(campaign_id: int) -> Response:
    """Write down that the time of a campaign is over for all who signed and were not judged."""
    campaign = queries.campaign(campaign_id)
    act = actions.expire_many(campaign, clock.today())
    message = with_undo(act, f"Đã ghi hết hạn {number_text(act.count)} bản cam kết.")
    return htmx.go("commitments.campaign", message, campaign_id=campaign.id)
