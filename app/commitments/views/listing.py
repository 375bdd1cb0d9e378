"""A list pasted into a campaign: shown with its doubts, mended in place, then entered and made in one step."""

from collections import Counter
from collections.abc import Sequence

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries
from app.commitments.actions import ListEntry
from app.commitments.forms import ListForm, ListPreviewForm, packed
from app.commitments.models import Campaign
from app.commitments.queries.listing import books_for
from app.commitments.rules import LIST_COLUMNS, OFFICIAL, ListJudged, ListLine, ListStanding, in_order, judge_list
from app.commitments.views import bp
from app.commitments.views.making import ON_PAGE, asked_of, choose_page, done, page_of
from app.places import queries as places
from app.refusals import Refused
from app.sheets import SheetFault

# What the preview may be narrowed to.
SHOWN: dict[str, frozenset[ListStanding]] = {
    "all": frozenset(ListStanding),
    **{standing.value: frozenset({standing}) for standing in ListStanding},
}


@bp.post("/campaigns/<int:campaign_id>/list")
@needs(Can.COMMITMENT_WRITE)
def read_list(campaign_id: int) -> Response:
    """Read the list and show what becomes of every line; nothing is entered yet."""
    campaign, form = queries.campaign(campaign_id), ListForm()
    hamlets = places.hamlets(clock.today())
    form.offer(hamlets)
    if not form.validate_on_submit():
        return choose_page(campaign, pasted=form, status=422)
    try:
        lines, unused = form.lines(campaign.wording.subject_kind, {one.id: one.name for one in hamlets})
    except SheetFault as fault:
        form.refuse(str(fault), "file" if form.file.data else "text")
        return choose_page(campaign, pasted=form, status=422)
    shown = ListPreviewForm(formdata=None, hamlet_id=form.hamlet_id.data)
    return _page(campaign, shown, _judged(campaign, shown, lines), unused=unused)


@bp.post("/campaigns/<int:campaign_id>/list/check")
@needs(Can.COMMITMENT_WRITE)
def check_list(campaign_id: int) -> Response:
    """Look again at a list in the preview: what was mended, another page of it."""
    campaign = queries.campaign(campaign_id)
    form, lines = _sent(campaign)
    if lines is None:
        return _broken(campaign, form)
    return _page(campaign, form, _judged(campaign, form, lines))


@bp.post("/campaigns/<int:campaign_id>/list/save")
@needs(Can.COMMITMENT_WRITE)
def save_list(campaign_id: int) -> Response:
    """Enter who is new and make the commitments, or show the list again as long as a line is not plain."""
    campaign = queries.campaign(campaign_id)
    form, lines = _sent(campaign)
    if lines is None:
        return _broken(campaign, form)
    judged = _judged(campaign, form, lines)
    stopped = sum(1 for one in judged if one.standing is ListStanding.STOPPED)
    if stopped:
        form.refuse(f"Còn {stopped} dòng phải sửa hoặc đánh dấu “Bỏ qua”; chưa lập bản nào.")
    if form.errors:
        return _page(campaign, form, judged, 422)
    entries = [_entry(campaign.wording.subject_kind, one) for one in judged if one.standing in TAKEN]
    if not entries:
        form.refuse("Không có bản nào để lập: mọi dòng đã có trong đợt ký hoặc đã bỏ qua.")
        return _page(campaign, form, judged, 422)
    try:
        return done(campaign, actions.make_from_list(campaign, entries, clock.today()))
    except Refused as refused:
        htmx.refuse(form, refused)
        return _page(campaign, form, judged, 422)


TAKEN = (ListStanding.NEW, ListStanding.OURS)


def _sent(campaign: Campaign) -> tuple[ListPreviewForm, list[ListLine] | None]:
    """The form of a preview and its whole list, None when it came damaged."""
    form = ListPreviewForm()
    form.offer(places.hamlets(clock.today()))
    form.validate_on_submit()
    try:
        return form, form.lines(campaign.wording.subject_kind, request.form)
    except SheetFault as fault:
        form.refuse(str(fault))
        return form, None


def _broken(campaign: Campaign, form: ListPreviewForm) -> Response:
    pasted = ListForm(formdata=None)
    for message in form.form_errors:
        pasted.refuse(message)
    return choose_page(campaign, pasted=pasted, status=422)


def _judged(campaign: Campaign, form: ListPreviewForm, lines: Sequence[ListLine]) -> list[ListJudged]:
    books = books_for(campaign, lines, form.hamlet_id.data, clock.today())
    return judge_list(campaign.wording.subject_kind, lines, books)


def _page(
    campaign: Campaign,
    form: ListPreviewForm,
    judged: list[ListJudged],
    status: int = 200,
    unused: Sequence[str] = (),
) -> Response:
    kind = campaign.wording.subject_kind
    hamlets = places.hamlets(clock.today())
    form.offer(hamlets)
    shown = asked_of(SHOWN, "all")
    rows = [(place, one) for place, one in in_order(judged) if one.standing in SHOWN[shown]]
    page, pages = page_of(len(rows))
    numbers = Counter(one.standing for one in judged)
    return htmx.page(
        "commitments/list_preview.html",
        status=status,
        campaign=campaign,
        form=form,
        kept=packed([one.line for one in judged], kind),
        rows=rows[(page - 1) * ON_PAGE : page * ON_PAGE],
        counts={name: sum(numbers[one] for one in standings) for name, standings in SHOWN.items()},
        doubtful=sum(1 for one in judged if one.doubts and one.standing in TAKEN),
        columns=[
            name for name in LIST_COLUMNS[kind] if name in ALWAYS[kind] or any(one.line.cell(name) for one in judged)
        ],
        hamlets={one.id: one.name for one in hamlets},
        units=[one.name for one in places.units(clock.today())] if kind == OFFICIAL else [],
        unused=unused,
        shown=shown,
        page=page,
        pages=pages,
    )


# The columns that are shown even when the list has none of them.
ALWAYS: dict[str, frozenset[str]] = {
    "person": frozenset({"name", "born", "hamlet"}),
    "household": frozenset({"name", "born", "hamlet"}),
    OFFICIAL: frozenset({"name", "born", "post", "unit"}),
    "collective": frozenset({"name", "head", "post", "hamlet"}),
}


def _entry(kind: str, one: ListJudged) -> ListEntry:
    """What the action takes over of an accepted line."""
    cell = one.line.cell
    return ListEntry(
        name=cell("name"),
        known_id=one.known_id,
        sex=one.sex,
        born_on=one.birth.born_on,
        birth_year=one.birth.birth_year,
        target_group=one.target_group,
        phone=cell("phone") or None,
        occupation=cell("occupation") or None,
        hamlet_id=None if kind == OFFICIAL else one.hamlet_id,
        unit_id=one.unit_id,
        post=cell("post") or None,
        head=cell("head") or None,
    )
