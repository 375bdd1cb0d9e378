"""The page of one campaign: who has signed, who has not, hamlet by hamlet; the list of it for print and Excel."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import queries
from app.commitments.forms import ReceiveForm
from app.commitments.models import Campaign
from app.commitments.views import bp, bulk, lists
from app.commitments.views.lists import read_filter

__all__ = ["campaign", "campaign_page", "list_print", "list_sheet", "read_filter"]


@bp.get("/campaigns/<int:campaign_id>")
@needs(Can.COMMITMENT_READ)
def campaign(campaign_id: int) -> Response:
    """One campaign: who has signed, who has not, hamlet by hamlet."""
    return campaign_page(queries.campaign(campaign_id), ReceiveForm(formdata=None, signed_on=clock.today()))


def campaign_page(campaign: Campaign, receiving: ReceiveForm, status: int = 200) -> Response:
    """The page of a campaign with the list as filtered, and the form of what came back as it was typed."""
    shown = read_filter()
    counts = queries.counts(campaign.id)
    return htmx.page(
        "commitments/campaign.html",
        status=status,
        campaign=campaign,
        audience=queries.audience_words(campaign),
        counts=counts,
        total=queries.sum_of(counts),
        page=lists.page_of(campaign.id, shown),
        how_many=queries.how_many(campaign.id, lists.wanted(shown)),
        receiving=receiving,
        all_ticked=request.args.get("ticked") == "all",
        **bulk.forms_for(campaign),
        **_filters(campaign, counts, shown),
    )


def _filters(campaign: Campaign, counts: list[queries.HamletCount], shown: lists.Filter) -> dict[str, Any]:
    """What the row of filters offers, and what it holds."""
    kind = campaign.wording.subject_kind
    return {
        "kind": kind,
        "shown": shown,
        "asked": lists.wanted(shown),
        "narrowed": lists.narrowed(shown),
        "hamlets": lists.hamlet_choices(counts),
        "units": lists.unit_choices(kind, [campaign.id]),
        "groups": lists.group_choices(kind),
        "note": lists.note,
    }


@bp.get("/campaigns/<int:campaign_id>/print-list")
@needs(Can.COMMITMENT_READ)
def list_print(campaign_id: int) -> Response:
    """The whole list as filtered and sorted, to be printed on A4."""
    campaign, shown = queries.campaign(campaign_id), read_filter()
    how_many = queries.how_many(campaign.id, lists.wanted(shown))
    fits = how_many <= lists.PRINTED
    counts = queries.counts(campaign.id)
    return htmx.page(
        "commitments/list_print.html",
        campaign=campaign,
        how_many=how_many,
        limit=lists.PRINTED,
        lines=lists.all_of(campaign.id, shown) if fits else [],
        fits=fits,
        **_filters(campaign, counts, shown),
    )


@bp.get("/campaigns/<int:campaign_id>/list.xlsx")
@needs(Can.COMMITMENT_READ)
def list_sheet(campaign_id: int) -> Response:
    """The list as filtered and sorted, for Excel."""
    campaign = queries.campaign(campaign_id)
    return htmx.xlsx(lists.workbook(campaign.name, [campaign], read_filter()), f"cam-ket-{campaign.id}.xlsx")
