"""Pages of campaigns: the list, the form, and the page of one with who has signed and who has not."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.commitments import actions, queries, rules
from app.commitments.forms import CampaignForm, PrintForm, ReceiveForm
from app.commitments.models import Campaign
from app.commitments.queries import NO_HAMLET, PAGE, Wanted
from app.commitments.rules import OPEN, State
from app.commitments.views import bp
from app.plans import queries as plans
from app.refusals import Refused
from app.sheets import Column

# What the filter by state offers: everybody who still has to be asked, or one state.
FILTERS = {"missing": OPEN, **{state.value: frozenset({state}) for state in State}}
FIELDS = {
    "closes_before_opens": "closes_on",
    "period_empty": "valid_to",
    "wording_later": "wording",
    "campaign_has_commitments": "wording",
    "campaign_text_printed": "wording",
    "campaign_period_printed": "valid_to",
}


@bp.get("/")
@needs(Can.COMMITMENT_READ)
def index() -> Response:
    """All campaigns, each with how many have signed."""
    campaigns = queries.campaigns()
    totals = queries.totals()
    counts = {one.id: queries.count_of(totals.get(one.id, {})) for one in campaigns}
    return htmx.page("commitments/index.html", campaigns=campaigns, counts=counts)


@bp.get("/campaigns/new")
@needs(Can.COMMITMENT_WRITE)
def new_campaign() -> Response:
    """The form of a new campaign, filled in as far as the plan in force says it."""
    day = clock.today()
    plan = plans.for_new_work(request.args.get("plan", type=int), day)
    data: dict[str, Any] = {"opens_on": day}
    if plan:
        last = plan.valid_until - timedelta(days=1)
        data |= {"plan": plan.id, "name": f"Ký cam kết {plan.movement}", "valid_from": day, "valid_to": last}
        data["closes_on"] = min(day + timedelta(days=30), last)
    return _form_page(CampaignForm(formdata=None, data=data))


@bp.post("/campaigns/new")
@needs(Can.COMMITMENT_WRITE)
def create_campaign() -> Response:
    """Open the campaign."""
    return _save(None)


@bp.get("/campaigns/<int:campaign_id>/edit")
@needs(Can.COMMITMENT_WRITE)
def edit_campaign(campaign_id: int) -> Response:
    """The form of a campaign, to correct it."""
    campaign = queries.campaign(campaign_id)
    return _form_page(CampaignForm(formdata=None, data=CampaignForm.values_of(campaign)), campaign)


@bp.post("/campaigns/<int:campaign_id>/edit")
@needs(Can.COMMITMENT_WRITE)
def change_campaign(campaign_id: int) -> Response:
    """Correct the campaign."""
    return _save(queries.campaign(campaign_id))


def _save(campaign: Campaign | None) -> Response:
    form = CampaignForm()
    _offer(form, campaign)
    if not form.validate_on_submit():
        _tell_day_faults(form)
        return _form_page(form, campaign, 422)
    try:
        saved = actions.save_campaign(
            campaign,
            plan=plans.get(form.plan.data),
            wording=queries.wording(form.wording.data),
            name=form.name.data or "",
            **form.days(),
        )
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _form_page(form, campaign, 422)
    return htmx.go("commitments.campaign", "Đã ghi đợt ký cam kết.", campaign_id=saved.id)


def _tell_day_faults(form: CampaignForm) -> None:
    """All faults at once: days that do not fit are told even when something else stopped the form."""
    days = form.days()
    if None not in days.values():
        faults = rules.campaign_faults(**days, wording_from=days["opens_on"])
        htmx.refuse(form, Refused([one for one in faults if one.code != "wording-later"]), **FIELDS)


def _offer(form: CampaignForm, campaign: Campaign | None) -> None:
    # A text that starts within the year may be chosen today for a campaign that opens then.
    wordings = queries.wordings(clock.today() + timedelta(days=366))
    if campaign is not None and campaign.wording not in wordings:
        wordings.append(campaign.wording)
    form.offer(plans.all_plans(), wordings)


def _form_page(form: CampaignForm, campaign: Campaign | None = None, status: int = 200) -> Response:
    _offer(form, campaign)
    return htmx.page("commitments/campaign_form.html", status=status, form=form, campaign=campaign)


@bp.get("/campaigns/<int:campaign_id>")
@needs(Can.COMMITMENT_READ)
def campaign(campaign_id: int) -> Response:
    """One campaign: who has signed, who has not, hamlet by hamlet."""
    found = queries.campaign(campaign_id)
    receiving = ReceiveForm(formdata=None, signed_on=clock.today())
    return campaign_page(found, receiving, PrintForm(formdata=None, hamlet=request.args.get("hamlet", type=int)))


def campaign_page(campaign: Campaign, receiving: ReceiveForm, printing: PrintForm, status: int = 200) -> Response:
    """The page of a campaign with the list as filtered, and its two forms as they were typed."""
    shown = read_filter()
    after_id = request.args.get("after", type=int)
    after = queries.chosen(campaign.id, [after_id])[0] if after_id else None
    lines = queries.lines(campaign.id, wanted(shown), after, PAGE + 1)
    counts = queries.counts(campaign.id)
    printing.hamlet.choices = hamlet_choices(counts)
    return htmx.page(
        "commitments/campaign.html",
        status=status,
        campaign=campaign,
        counts=counts,
        total=queries.sum_of(counts),
        lines=lines[:PAGE],
        next_after=lines[PAGE - 1].row.id if len(lines) > PAGE else None,
        after_id=after_id,
        shown=shown,
        hamlets=hamlet_choices(counts),
        receiving=receiving,
        printing=printing,
        all_ticked=request.args.get("ticked") == "all",
        stacks=queries.stacks_of(campaign.id),
    )


def hamlet_choices(counts: list[queries.HamletCount]) -> list[tuple[int, str]]:
    """The hamlets of a campaign, as a choice."""
    return [(one.hamlet_id or NO_HAMLET, one.name or "Không thuộc thôn nào") for one in counts]


def read_filter() -> dict[str, Any]:
    """The filter in the address: only what it holds, so that it can be written into links again."""
    state, hamlet = request.args.get("state", ""), request.args.get("hamlet", type=int)
    typed = request.args.get("q", "").strip()[:100]
    found: dict[str, Any] = {"state": state} if state in FILTERS else {}
    if hamlet is not None:
        found["hamlet"] = hamlet
    return found | ({"q": typed} if typed else {})


def wanted(shown: dict[str, Any]) -> Wanted:
    """The filter as the reads know it."""
    return Wanted(FILTERS.get(shown.get("state", ""), frozenset()), shown.get("hamlet"), shown.get("q", ""))


COLUMNS = (
    Column("Số TT", "number"),
    Column("Thôn, tổ dân phố"),
    Column("Họ và tên", "people"),
    Column("Trạng thái"),
    Column("Ngày ký", "day"),
    Column("Người ký thay"),
    Column("Người nhận bản ký"),
    Column("Lý do chưa ký"),
)


@bp.get("/campaigns/<int:campaign_id>/list.xlsx")
@needs(Can.COMMITMENT_READ)
def list_sheet(campaign_id: int) -> Response:
    """The list as filtered, for Excel."""
    campaign = queries.campaign(campaign_id)
    states: Any = htmx.words("STATES")
    rows = [
        (
            number,
            line.hamlet.name if line.hamlet else None,
            line.name,
            states["commitment"][line.row.state],
            line.row.signed_on,
            line.row.signed_by,
            line.row.received_by,
            line.row.reason,
        )
        for number, line in enumerate(queries.lines(campaign.id, wanted(read_filter())), start=1)
    ]
    return htmx.xlsx(sheets.write_xlsx(campaign.name, COLUMNS, rows), f"cam-ket-{campaign.id}.xlsx")


@bp.get("/campaigns/<int:campaign_id>/door-list")
@needs(Can.COMMITMENT_READ)
def door_list(campaign_id: int) -> Response:
    """The list to take from door to door: who has not signed, with room for the day and the reason."""
    campaign = queries.campaign(campaign_id)
    lines = queries.lines(campaign.id, Wanted(OPEN | {State.DECLINED}, read_filter().get("hamlet")))
    groups = [(place, list(group)) for place, group in groupby(lines, lambda line: line.hamlet)]
    return htmx.page("commitments/door_list.html", campaign=campaign, groups=groups)
