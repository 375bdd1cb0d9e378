"""Consents of one commitment, and how many agreed to each purpose in a campaign."""

from typing import Any

from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.commitments import queries, rules
from app.commitments.actions import consents as actions
from app.commitments.forms.consents import ConsentsForm, WithdrawConsentForm
from app.commitments.models import Commitment
from app.commitments.queries import consents as figures
from app.commitments.rules import consents
from app.commitments.views import bp
from app.commitments.views.pledges import PARTS, Forms, commitment_page
from app.people import queries as people
from app.refusals import Refused

PART = "commitments/_consents.html"
RECORD, WITHDRAW = "consents-", "withdraw-consent-"  # beside the other forms of the page
SPOTS = {
    "consent_not_given": "purpose",
    "withdrawn_before_signed": "day",
    "withdrawn_in_future": "day",
    "commitment_needs_reason": "reason",
}


def consents_part(row: Commitment) -> dict[str, Any]:
    """What the piece of a commitment's page about personal data shows."""
    person = row.person or (row.household.head if row.household else None)
    asked = row.campaign.id_reason
    return {
        "consent_purposes": consents.offered_purposes(row.consents),
        "consent_faults": consents.consent_faults(row.state),
        "consents_form": ConsentsForm(formdata=None, prefix=RECORD, purposes=row.consents).offer(row.consents),
        "consent_withdrawal": WithdrawConsentForm(formdata=None, prefix=WITHDRAW, day=clock.today()).offer(
            row.consents
        ),
        "consent_mark": rules.CONSENT.mark,
        "id_reason": asked if person is not None else None,
        "id_person": person,
        "national_id": people.national_id(person) if asked and person is not None else None,
    }


PARTS[PART] = consents_part


@bp.post("/<int:commitment_id>/consents")
@needs(Can.COMMITMENT_RECEIVE)
def record_consents(commitment_id: int) -> Response:
    """Write down what was ticked on the signed form."""
    row = queries.get(commitment_id)
    form = ConsentsForm(prefix=RECORD).offer(row.consents)
    if form.validate_on_submit():
        try:
            actions.record_consents(row, form.purposes.data or ())
        except Refused as refused:
            htmx.refuse(form, refused)
        else:
            return htmx.go("commitments.show", "Đã ghi các mục đích được đồng ý.", commitment_id=row.id)
    return commitment_page(row, Forms.of(), 422, consents_form=form)


@bp.post("/<int:commitment_id>/consents/withdraw")
@needs(Can.COMMITMENT_RECEIVE)
def withdraw_consent(commitment_id: int) -> Response:
    """Write down that somebody no longer agrees to a purpose."""
    row = queries.get(commitment_id)
    form = WithdrawConsentForm(prefix=WITHDRAW).offer(row.consents)
    if form.validate_on_submit() and form.day.data:
        try:
            actions.withdraw_consent(row, form.purpose.data or "", form.day.data, form.reason.data or "", clock.today())
        except Refused as refused:
            htmx.refuse(form, refused, **SPOTS)
        else:
            return htmx.go("commitments.show", "Đã ghi việc rút đồng ý.", commitment_id=row.id)
    elif form.day.data:
        # All faults at once: a wrong day is told even when something else stopped the form before the action.
        htmx.refuse(form, Refused(rules.withdrawal_faults(form.day.data, row.signed_on, clock.today())), **SPOTS)
    return commitment_page(row, Forms.of(), 422, consent_withdrawal=form)


@bp.get("/campaigns/<int:campaign_id>/consents")
@needs(Can.COMMITMENT_READ)
def consents_of_campaign(campaign_id: int) -> Response:
    """How many of those who signed agreed to each purpose."""
    campaign = queries.campaign(campaign_id)
    return htmx.page(
        "commitments/consents.html",
        campaign=campaign,
        agreed=figures.agreed(campaign.id),
        mark=rules.CONSENT.mark,
    )


@bp.get("/campaigns/<int:campaign_id>/consents.xlsx")
@needs(Can.COMMITMENT_READ)
def consents_sheet(campaign_id: int) -> Response:
    """The same figures for Excel."""
    campaign = queries.campaign(campaign_id)
    found = figures.agreed(campaign.id)
    columns = [sheets.Column("Mục đích"), sheets.Column("Số bản đồng ý", "number")]
    rows: list[tuple[str, int]] = [("Đã ký", found.signed), ("Đã ghi ý kiến về dữ liệu", found.recorded)]
    content = sheets.write_xlsx(f"Đồng ý xử lý dữ liệu: {campaign.name}", columns, [*rows, *found.purposes])
    return htmx.xlsx(content, "dong-y-xu-ly-du-lieu.xlsx")
