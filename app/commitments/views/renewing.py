"""The yearly renewal: first what it would do, then all at once."""

from collections.abc import Sequence
from itertools import groupby

from flask import request
from markupsafe import Markup
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries, rules
from app.commitments.forms.bulk import RenewForm
from app.commitments.models import Campaign
from app.commitments.queries import renewing
from app.commitments.views import bp
from app.commitments.views.acts import with_undo
from app.refusals import Refusal, Refused
from app.text import day_text, number_text

NEW = 0  # the choice of a campaign that is still to be copied
NAMED = 100  # names shown for one reason


@bp.get("/campaigns/<int:campaign_id>/renew")
@needs(Can.COMMITMENT_WRITE)
def choose_renewal(campaign_id: int) -> Response:
    """What a renewal would do: how many go on, how many do not and why."""
    campaign = queries.campaign(campaign_id)
    later = _targets(campaign)
    copied = next((one.id for one in later if one.former_id == campaign.id), NEW)
    into = request.args.get("into", copied, type=int)
    known = into if into in {one.id for one in later} else NEW
    return _page(campaign, later, RenewForm(formdata=None, into=known, with_unsigned=True))


@bp.post("/campaigns/<int:campaign_id>/renew")
@needs(Can.COMMITMENT_WRITE)
def renew(campaign_id: int) -> Response:
    """Make the new commitments of everyone; a long list is made in the background."""
    campaign, form = queries.campaign(campaign_id), RenewForm()
    later = _targets(campaign)
    form.into.choices = _choices(campaign, later)
    if form.validate_on_submit():
        try:
            return _renew(campaign, later, form)
        except Refused as refused:
            htmx.refuse(form, refused)
    return _page(campaign, later, form, 422)


def _renew(campaign: Campaign, later: Sequence[Campaign], form: RenewForm) -> Response:
    dropped: tuple[str, ...] = ()
    into = next((one for one in later if one.id == form.into.data), None)
    if into is None:
        copied = actions.copy_campaign(campaign, clock.today())
        into, dropped = copied.campaign, copied.dropped
    renewal = actions.renew(campaign, into, form.with_unsigned.data)
    if renewal.job_id:
        return htmx.go("desk.job", job_id=renewal.job_id)
    return htmx.go("commitments.campaign", _message(renewal, dropped), campaign_id=into.id)


def _message(renewal: actions.Renewal, dropped: Sequence[str]) -> Markup:
    said = f"Đã lập {number_text(renewal.count)} bản cam kết ký tiếp. Xem lại ngày ký, thời hạn của đợt trước khi in."
    if dropped:
        said += f" Đợt mới không còn {', '.join(dropped)} vì đã kết thúc."
    return with_undo(renewal.act, said)


def _targets(campaign: Campaign) -> list[Campaign]:
    """The later campaigns of the same kind of subject."""
    kind = campaign.wording.subject_kind
    return [one for one in renewing.later_campaigns(campaign) if one.wording.subject_kind == kind]


def _choices(campaign: Campaign, later: Sequence[Campaign]) -> list[tuple[int, str]]:
    years = rules.years_on(campaign.closes_on, clock.today())
    opens_on = rules.in_years(campaign.opens_on, years)
    new = f"Mở đợt mới chép từ đợt này: {rules.counted_up(campaign.name, years, opens_on.year)}"
    known = [(one.id, f"{one.name} (ký từ {day_text(one.opens_on)})") for one in later]
    return [*known, (NEW, new)]


def _page(campaign: Campaign, later: Sequence[Campaign], form: RenewForm, status: int = 200) -> Response:
    form.into.choices = _choices(campaign, later)
    preview = actions.preview_renewal(campaign, next((one for one in later if one.id == form.into.data), None))
    return htmx.page(
        "commitments/renew.html",
        status=status,
        campaign=campaign,
        form=form,
        several=bool(later),
        preview=preview,
        left=_by_reason(preview.left),
        doubts=_by_reason(preview.doubts),
        named=NAMED,
        nobody=[] if preview.renewed or preview.anew else [Refusal("nothing-to-renew")],
    )


def _by_reason(found: Sequence[actions.Skipped]) -> list[tuple[str, list[actions.Skipped]]]:
    """Those of one kind of reason together, the kinds in a fixed order."""
    ordered = sorted(found, key=lambda one: one.reason.code)
    return [(code, list(group)) for code, group in groupby(ordered, lambda one: one.reason.code)]
