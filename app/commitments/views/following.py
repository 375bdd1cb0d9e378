"""How far a campaign is kept: progress by promise, hamlet and unit, and the list of one promise to attest from."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import charts, clock, htmx, sheets
from app.access import Can, needs
from app.commitments import queries
from app.commitments.actions import following as acts
from app.commitments.forms.following import AttestManyForm
from app.commitments.models import Campaign, Promise
from app.commitments.queries import NO_HAMLET, PAGE, following
from app.commitments.queries import progress as reads
from app.commitments.queries.following import NO_UNIT, PromiseLine, Shown
from app.commitments.queries.progress import PlaceProgress, Progress
from app.commitments.rules import OWED, State
from app.commitments.rules import following as rules
from app.commitments.rules.following import Standing
from app.commitments.views import bp
from app.commitments.views.acts import with_undo
from app.commitments.views.lists import PRINTED
from app.refusals import Refused
from app.sheets import Column
from app.text import number_text
from app.widgets import told_words

# Where an action's refusal is shown; the rest stands above the form.
FIELDS = {
    "promise_without_evidence": "evidence",
    "promise_before_period": "day",
    "promise_in_future": "day",
    "attachment_empty": "file",
    "attachment_too_large": "file",
    "attachment_kind": "file",
    "attachment_misnamed": "file",
    "attachment_locked": "file",
    "attachment_broken": "file",
    "attachment_form": "file",
    "attachment_pages": "file",
    "attachment_pixels": "file",
}
# Open and overdue are one filter: they differ by the day alone.
FILTERS = (Standing.FULFILLED, Standing.PARTLY, Standing.BROKEN, Standing.OPEN)


# ---- progress of the campaign


@bp.get("/campaigns/<int:campaign_id>/progress")
@needs(Can.COMMITMENT_READ)
def progress(campaign_id: int) -> Response:
    """How far the campaign is kept; each figure opens its list."""
    campaign = queries.campaign(campaign_id)
    found = reads.progress(campaign, clock.today())
    return htmx.page(
        "commitments/progress.html",
        campaign=campaign,
        progress=found,
        owed=found.signed - sum(found.judged.values()),
        chart=_chart(found),
    )


def _chart(found: Progress) -> str:
    """The picture to print: each promise fulfilled, against all who signed."""
    bars = [
        charts.Bar(f"Điều {one.promise.position}: {one.promise.text}", one.tally.fulfilled, one.tally.signed)
        for one in found.promises
    ]
    return charts.bars("Số bản đã thực hiện từng điều cam kết", bars, unit=" bản", target_label="số bản đã ký")


@bp.get("/campaigns/<int:campaign_id>/progress.xlsx")
@needs(Can.COMMITMENT_READ)
def progress_sheet(campaign_id: int) -> Response:
    """The tables of the page in one sheet: the campaign, then its hamlets, then its units."""
    campaign = queries.campaign(campaign_id)
    found = reads.progress(campaign, clock.today())
    columns = [Column("Phạm vi"), Column("Điều", "number"), Column("Nội dung")]
    columns += [
        Column(label, "number") for label in ("Đã ký", "Đã thực hiện", "Một phần", "Không thực hiện", "Chưa có kết quả")
    ]
    whole = PlaceProgress(0, "Toàn đợt ký", found.signed, {one.promise.id: one.tally for one in found.promises})
    places = [whole, *_named(found.hamlets, "Không thuộc thôn nào"), *_named(found.units, "Không thuộc đơn vị nào")]
    rows = [row for place in places for row in _place_rows(place, campaign)]
    name = f"tien-do-cam-ket-{campaign.id}.xlsx"
    return htmx.xlsx(sheets.write_xlsx(f"Kết quả thực hiện: {campaign.name}", columns, rows), name)


def _named(places: list[PlaceProgress], without: str) -> list[PlaceProgress]:
    return [PlaceProgress(one.place_id, one.name or without, one.signed, one.tallies) for one in places]


def _place_rows(place: PlaceProgress, campaign: Campaign) -> list[list[Any]]:
    rows = []
    for promise in campaign.promises:
        one = place.tallies[promise.id]
        counts = [one.signed, one.fulfilled, one.partly, one.broken, one.open]
        rows.append([place.name, promise.position, promise.text, *counts])
    return rows


# ---- the list of one promise


@bp.get("/campaigns/<int:campaign_id>/promises/<int:promise_id>")
@needs(Can.COMMITMENT_READ)
def promise(campaign_id: int, promise_id: int) -> Response:
    """Who fulfilled a promise, by which record or by whose word, and who not yet."""
    campaign = queries.campaign(campaign_id)
    form = AttestManyForm(formdata=None, day=clock.today())
    return promise_page(campaign, following.promise(promise_id, campaign.id), form)


def promise_page(campaign: Campaign, promise: Promise, form: AttestManyForm, status: int = 200) -> Response:
    """The list of a promise as filtered, with the form below it as it was typed."""
    shown, today = read_shown(), clock.today()
    last = queries.last_seen(campaign.id, request.args.get("after", type=int))
    found = following.listed(promise, today, _wanted(shown), last, PAGE + 1)
    progress = reads.progress(campaign, today)
    return htmx.page(
        "commitments/promise.html",
        status=status,
        campaign=campaign,
        promise=promise,
        lines=found[:PAGE],
        next_after=found[PAGE - 1].line.row.id if len(found) > PAGE else None,
        after_id=last.id if last else None,
        shown=shown,
        mine=next(one for one in progress.promises if one.promise.id == promise.id),
        **_places(progress),
        filters_by=FILTERS,
        owed=OWED,
        form=form,
        all_ticked=request.args.get("ticked") == "all",
    )


def _places(found: Progress) -> dict[str, Any]:
    """The hamlets and units of those who signed, as choices."""
    return {
        "hamlets": [(one.place_id or NO_HAMLET, one.name or "Không thuộc thôn nào") for one in found.hamlets],
        "units": [(one.place_id or NO_UNIT, one.name or "Không thuộc đơn vị nào") for one in found.units],
    }


def read_shown() -> dict[str, Any]:
    """The filter in the address: only what it holds, so that it can be written into links again."""
    found: dict[str, Any] = {}
    standing = request.args.get("standing", "")
    if standing in FILTERS:
        found["standing"] = standing
    for name in ("hamlet", "unit"):
        number = request.args.get(name, type=int)
        if number is not None:
            found[name] = number
    typed = request.args.get("q", "").strip()[:100]
    return found | ({"q": typed} if typed else {})


def _wanted(shown: dict[str, Any]) -> Shown:
    standing = Standing(shown["standing"]) if "standing" in shown else None
    return Shown(standing, shown.get("hamlet"), shown.get("unit"), shown.get("q", ""))


@bp.post("/campaigns/<int:campaign_id>/promises/<int:promise_id>/attest")
@needs(Can.COMMITMENT_WRITE)
def attest_many(campaign_id: int, promise_id: int) -> Response:
    """Attest a promise of everyone who is ticked, or of the whole list as filtered."""
    campaign = queries.campaign(campaign_id)
    promise, form = following.promise(promise_id, campaign.id), AttestManyForm()
    today, shown = clock.today(), read_shown()
    valid = form.validate_on_submit()
    if not form.everyone.data and not form.commitments.data:
        form.refuse("Chưa đánh dấu bản nào trong danh sách.", "commitments")
    if valid and not form.commitments.errors and form.day.data:
        ids = following.owed_ids(promise, _wanted(shown)) if form.everyone.data else form.commitments.data or []
        rows, outcome = following.rows(campaign.id, ids), State(form.outcome.data)
        said = (outcome, form.evidence.data or "", form.day.data)
        try:
            act = acts.attest_many(promise, rows, *said, today, form.sent_file())
        except Refused as refused:
            htmx.refuse(form, refused, **FIELDS)
        else:
            message = f"Đã xác nhận điều {promise.position} của {number_text(act.count)} bản cam kết."
            place = {"campaign_id": campaign.id, "promise_id": promise.id}
            return htmx.go("commitments.promise", with_undo(act, message), **place, **shown)
    elif form.day.data:
        tell_day_faults(form, campaign)
    return promise_page(campaign, promise, form, 422)


def tell_day_faults(form: Any, campaign: Campaign) -> None:
    """All faults at once: a wrong day is told even when something else stopped the form before the action."""
    faults = rules.attest_faults(form.evidence.data or "", form.day.data, campaign.valid_from, clock.today())
    days = [one for one in faults if one.code != "promise-without-evidence"]
    htmx.refuse(form, Refused(days), **FIELDS)


@bp.get("/campaigns/<int:campaign_id>/promises/<int:promise_id>/print-list")
@needs(Can.COMMITMENT_READ)
def promise_print(campaign_id: int, promise_id: int) -> Response:
    """The whole list as filtered, to be printed on A4."""
    campaign, shown, today = queries.campaign(campaign_id), read_shown(), clock.today()
    promise = following.promise(promise_id, campaign.id)
    found = following.listed(promise, today, _wanted(shown), limit=PRINTED + 1)
    fits = len(found) <= PRINTED
    return htmx.page(
        "commitments/promise_print.html",
        campaign=campaign,
        promise=promise,
        lines=found if fits else [],
        fits=fits,
        limit=PRINTED,
        shown=shown,
        owed=OWED,
        **_places(reads.progress(campaign, today)),
    )


@bp.get("/campaigns/<int:campaign_id>/promises/<int:promise_id>/list.xlsx")
@needs(Can.COMMITMENT_READ)
def promise_sheet(campaign_id: int, promise_id: int) -> Response:
    """The list as filtered, for Excel."""
    campaign = queries.campaign(campaign_id)
    promise = following.promise(promise_id, campaign.id)
    columns = [
        Column("Số TT", "number"),
        Column("Thôn, tổ dân phố"),
        Column("Họ và tên", "people"),
        Column("Kết quả"),
        Column("Theo sổ"),
        Column("Minh chứng"),
        Column("Người xác nhận"),
        Column("Ngày", "day"),
    ]
    shown = read_shown()
    lines = following.listed(promise, clock.today(), _wanted(shown))
    rows = [_sheet_row(number, one) for number, one in enumerate(lines, start=1)]
    title = f"{campaign.name}, điều {promise.position}: {promise.text}"
    content = sheets.write_xlsx(title, columns, rows, _said(campaign, shown))
    return htmx.xlsx(content, f"dieu-{promise.position}-cam-ket-{campaign.id}.xlsx")


def _said(campaign: Campaign, shown: dict[str, Any]) -> str:
    """The filter in words, as it stands above the printed list."""
    named: Any = _places(reads.progress(campaign, clock.today())) if {"hamlet", "unit"} & shown.keys() else {}
    return told_words(
        {
            "Kết quả": htmx.words("STANDINGS").get(shown.get("standing", "")),
            "Thôn, tổ dân phố": dict(named.get("hamlets", ())).get(shown.get("hamlet")),
            "Đơn vị": dict(named.get("units", ())).get(shown.get("unit")),
            "Tên": shown.get("q"),
        }
    )


def _sheet_row(number: int, one: PromiseLine) -> list[Any]:
    standings, counted = htmx.words("STANDINGS"), htmx.words("counted")
    said = one.fulfilment
    return [
        number,
        one.line.hamlet.name if one.line.hamlet else None,
        one.line.name,
        standings[one.stand.standing],
        str(counted(one.stand, one.line.kind)).strip(),  # type: ignore[operator]  # a macro of the words
        said.evidence if said else None,
        said.attested_by if said else None,
        said.day if said else None,
    ]
