"""The form of a campaign: opened, corrected, made from last year's."""

from datetime import timedelta
from typing import Any

from flask import request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries, rules
from app.commitments.forms import CampaignForm, kinds
from app.commitments.models import Campaign
from app.commitments.views import bp
from app.plans import queries as plans
from app.refusals import Refused

FIELDS = {
    "closes_before_opens": "closes_on",
    "period_empty": "valid_to",
    "period_without_due_day": "valid_to",
    "wording_later": "wording",
    "campaign_has_commitments": "wording",
    "campaign_text_printed": "wording",
    "campaign_period_printed": "valid_to",
    "campaign_notice_printed": "legal_bases",
    "id_without_reason": "id_reason",
}
AUDIENCE_FAULT = "campaign-audience-narrowed"
FIRST = "household"  # the kind that most campaigns are for


@bp.get("/campaigns/new")
@needs(Can.COMMITMENT_WRITE)
def new_campaign() -> Response:
    """The form of a new campaign for one kind of pledger, filled in as far as the plan in force says it."""
    day, kind = clock.today(), _kind_asked()
    plan = plans.for_new_work(request.args.get("plan", type=int), day)
    data: dict[str, Any] = {"opens_on": day}
    if plan:
        data |= CampaignForm.values_for(plan, kind, actions.proposed_bases(plan), day)
    return _form_page(CampaignForm(formdata=None, data=data | _first_text(kind)), kind)


def _first_text(kind: str) -> dict[str, Any]:
    """The text that stands in the form as it opens."""
    texts = [one.id for one in queries.wordings(clock.today()) if one.form.code == kind]
    return {"wording": texts[0]} if texts else {}


@bp.post("/campaigns/new")
@needs(Can.COMMITMENT_WRITE)
def create_campaign() -> Response:
    """Open the campaign."""
    return _save(None)


@bp.get("/campaigns/<int:campaign_id>/edit")
@needs(Can.COMMITMENT_WRITE)
def edit_campaign(campaign_id: int) -> Response:
    """The form of a campaign, to correct it, or to give it to others as long as nobody is in it."""
    campaign = queries.campaign(campaign_id)
    kind, data = _kind_asked(campaign), CampaignForm.values_of(campaign)
    if kind != campaign.wording.form.code:
        data |= _first_text(kind)
    return _form_page(CampaignForm(formdata=None, data=data), kind, campaign)


@bp.post("/campaigns/<int:campaign_id>/edit")
@needs(Can.COMMITMENT_WRITE)
def change_campaign(campaign_id: int) -> Response:
    """Correct the campaign."""
    return _save(queries.campaign(campaign_id))


@bp.post("/campaigns/<int:campaign_id>/copy")
@needs(Can.COMMITMENT_WRITE)
def copy_campaign(campaign_id: int) -> Response:
    """Make next year's campaign from this one and open its form; one that was made and not begun is opened again."""
    campaign = queries.campaign(campaign_id)
    begun = queries.unbegun_copy(campaign.id)
    if begun is not None:
        message = f"Đã lập đợt “{begun.name}” từ đợt này từ trước, chưa có bản cam kết nào: xem lại rồi ghi."
        return htmx.go("commitments.edit_campaign", message, campaign_id=begun.id)
    copied = actions.copy_campaign(campaign, clock.today())
    message = f"Đã lập đợt “{copied.campaign.name}” từ đợt này: xem lại rồi ghi."
    if copied.dropped:
        message += f" Không còn: {', '.join(copied.dropped)}."
    if copied.outside_plan:
        message += " Thời hạn nằm ngoài kế hoạch đang có: chọn kế hoạch của năm mới hoặc sửa lại ngày."
    return htmx.go("commitments.edit_campaign", message, campaign_id=copied.campaign.id)


def _kind_asked(campaign: Campaign | None = None) -> str:
    """For whom the campaign is: as the address says, else as the text that was chosen, else as it was."""
    asked = request.args.get("kind", "")
    if asked in rules.FORMS:
        return asked
    typed = request.form.get("wording", type=int)
    chosen = next((one for one in queries.all_wordings() if one.id == typed), campaign.wording if campaign else None)
    return chosen.form.code if chosen else FIRST


def _save(campaign: Campaign | None) -> Response:
    kind, form = _kind_asked(campaign), CampaignForm()
    _offer(form, kind, campaign)
    if not form.validate_on_submit():
        _tell_other_faults(form, kind)
        return _form_page(form, kind, campaign, 422)
    try:
        saved = actions.save_campaign(
            campaign,
            plan=plans.get(form.plan.data),
            wording=queries.wording(form.wording.data),
            name=form.name.data or "",
            audience=form.audience(),
            **form.days(),
            **(form.notice() | _bases_followed(form, campaign)),
        )
    except Refused as refused:
        _tell(form, refused)
        return _form_page(form, kind, campaign, 422)
    return htmx.go("commitments.campaign", _saved_words(saved), campaign_id=saved.id)


def _saved_words(campaign: Campaign) -> Markup:
    """Said after saving: the promises have their proposed goals already, so their page is offered, not asked for."""
    said, url = Markup("Đã ghi đợt ký cam kết."), url_for("commitments.promises", campaign_id=campaign.id)
    if queries.is_fixed(campaign.id):
        return said
    return said + Markup(' <a href="%s">Xem, sửa chỉ tiêu các điều cam kết</a>') % url


def _bases_followed(form: CampaignForm, campaign: Campaign | None) -> dict[str, Any]:
    """Legal bases left as they stood in the form follow the plan, when another one was chosen."""
    plan, typed = plans.get(form.plan.data), form.notice()["legal_bases"]
    if campaign is not None:
        untouched = campaign.plan_id != plan.id and typed == campaign.legal_bases
        return {"legal_bases": actions.bases_under(campaign, plan)} if untouched else {}
    filled_for = plans.for_new_work(request.args.get("plan", type=int), clock.today())
    untouched = filled_for is not None and filled_for.id != plan.id and typed == actions.proposed_bases(filled_for)
    return {"legal_bases": actions.proposed_bases(plan)} if untouched else {}


def _tell_other_faults(form: CampaignForm, kind: str) -> None:
    """All faults at once: days and reasons that do not fit are told even when something else stopped the form."""
    days = form.days()
    faults = rules.id_reason_faults(rules.FORMS[kind].subject_kind, form.notice()["id_reason"])
    if None not in days.values():
        faults += rules.campaign_faults(**days, wording_from=days["opens_on"])
    _tell(form, Refused([one for one in faults if one.code != "wording-later"]))


def _tell(form: CampaignForm, refused: Refused) -> None:
    """Each reason at its field; one about who should sign at the first part that is asked."""
    parts = [part for part in ("hamlets", "units", "groups", "posts") if part in form]
    fields = FIELDS | ({AUDIENCE_FAULT.replace("-", "_"): parts[0]} if parts else {})
    htmx.refuse(form, refused, **fields)


def _offer(form: CampaignForm, kind: str, campaign: Campaign | None) -> None:
    # A text that starts within the year may be chosen today for a campaign that opens then.
    wordings = [one for one in queries.wordings(clock.today() + timedelta(days=366)) if one.form.code == kind]
    if campaign is not None and campaign.wording.form.code == kind and campaign.wording not in wordings:
        wordings.append(campaign.wording)
    form.offer(kind, plans.all_plans(), wordings, campaign.audience if campaign else {})


def _form_page(form: CampaignForm, kind: str, campaign: Campaign | None = None, status: int = 200) -> Response:
    _offer(form, kind, campaign)
    return htmx.page(
        "commitments/campaign_form.html",
        status=status,
        form=form,
        campaign=campaign,
        kind=kind,
        kinds=kinds(),
        begun=campaign is not None and bool(queries.pledged(campaign.id)),
        printed=campaign is not None and queries.is_fixed(campaign.id),
    )
