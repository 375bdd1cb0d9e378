"""Making commitments: for whole hamlets, looked through before, or for one more found by name."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries
from app.commitments.forms import HamletsForm, LeftOutForm, ListForm, PickForm
from app.commitments.models import Campaign
from app.commitments.queries import NO_HAMLET, Subject
from app.commitments.rules import OFFICIAL, Standing, Weighed, weigh
from app.commitments.views import bp
from app.people import queries as people
from app.places import queries as places
from app.refusals import Refused
from app.text import number_text

GET: dict[str, Callable[[int], Subject]] = {
    "person": people.get,
    "household": people.household,
    "collective": people.collective,
    OFFICIAL: people.get,
}
PICK_FAULTS = ("household_without_head", "collective_without_representative", "official_without_post")
ON_PAGE = 100  # rows of a preview
# What a preview may be narrowed to.
SHOWN: dict[str, frozenset[Standing]] = {
    "all": frozenset(Standing),
    "doubtful": frozenset({Standing.DOUBTFUL, Standing.LACKING}),
    "new": frozenset({Standing.NEW}),
    "known": frozenset({Standing.KNOWN}),
}


@bp.get("/campaigns/<int:campaign_id>/make")
@needs(Can.COMMITMENT_WRITE)
def choose(campaign_id: int) -> Response:
    """For whom commitments are made."""
    return choose_page(queries.campaign(campaign_id))


@bp.post("/campaigns/<int:campaign_id>/make/preview")
@needs(Can.COMMITMENT_WRITE)
def preview(campaign_id: int) -> Response:
    """Everyone of the chosen hamlets as they would be made; nothing is made yet."""
    campaign, form = queries.campaign(campaign_id), LeftOutForm()
    choices = _choices(campaign)
    form.hamlets.choices = choices
    if request.form.get("everyone"):
        form.hamlets.data = form.hamlets.raw_data = [hamlet_id for hamlet_id, _label in choices]
    if not form.validate_on_submit():
        return choose_page(campaign, hamlets=form, status=422)
    return _preview_page(campaign, form)


@bp.post("/campaigns/<int:campaign_id>/make")
@needs(Can.COMMITMENT_WRITE)
def make(campaign_id: int) -> Response:
    """Make the commitments of the chosen hamlets, without those who were ticked away."""
    campaign, form = queries.campaign(campaign_id), LeftOutForm()
    form.hamlets.choices = _choices(campaign)
    if not form.validate_on_submit():
        return choose_page(campaign, hamlets=form, status=422)
    weighed = _weighed(campaign, form)
    ids = [one.found.id for one in _chosen(weighed, _left_out(form))]
    if not ids:
        form.refuse("Không còn dòng nào để lập: mọi dòng đã có, đã bỏ hoặc chưa lập được.")
        return _preview_page(campaign, form, 422)
    return done(campaign, actions.make_for(campaign, ids))


@bp.post("/campaigns/<int:campaign_id>/pick")
@needs(Can.COMMITMENT_WRITE)
def pick(campaign_id: int) -> Response:
    """Make the commitment of one found by name."""
    campaign, form = queries.campaign(campaign_id), PickForm()
    kind = campaign.wording.subject_kind
    form.look_among(kind)
    if form.validate_on_submit():
        try:
            made = actions.make_commitments(campaign, [GET[kind](form.picked.data)])
            return htmx.go("commitments.campaign", told(made), campaign_id=campaign.id)
        except Refused as refused:
            htmx.refuse(form, refused, **dict.fromkeys(PICK_FAULTS, "picked"))
    return choose_page(campaign, pick=form, status=422)


def done(campaign: Campaign, made: actions.Made) -> Response:
    """What was made can be printed at once; what takes longer is watched."""
    if made.job_id:
        return htmx.go("desk.job", job_id=made.job_id)
    return htmx.go("commitments.printing", told(made), campaign_id=campaign.id)


def told(made: actions.Made) -> str:
    """What became of those chosen, in one or two sentences."""
    message = f"Đã lập {number_text(len(made.commitments))} bản cam kết."
    if made.people:
        message = f"Đã ghi {number_text(made.people)} dòng mới vào sổ. {message}"
    if made.known:
        message += f" {number_text(made.known)} đã có từ trước nên bỏ qua."
    return message


def choose_page(campaign: Campaign, status: int = 200, **forms: Any) -> Response:
    """The page with the ways to make commitments: by hamlets, from a list, one by name; forms, those as typed."""
    choices = _choices(campaign)
    hamlets = forms.get("hamlets") or HamletsForm(formdata=None)
    hamlets.hamlets.choices = choices
    pick = forms.get("pick") or PickForm(formdata=None)
    pick.look_among(campaign.wording.subject_kind)
    pasted = forms.get("pasted") or ListForm(formdata=None)
    pasted.offer(places.hamlets(clock.today()))
    waiting = queries.candidates_by_hamlet(campaign)
    return htmx.page(
        "commitments/make.html",
        status=status,
        campaign=campaign,
        hamlets=hamlets,
        pick=pick,
        pasted=pasted,
        choices=choices,
        waiting=sum(waiting.values()),
        incomplete=queries.incomplete(campaign),
    )


def _choices(campaign: Campaign) -> list[tuple[int, str]]:
    """The hamlets where somebody may still be asked, with how many."""
    waiting, words = queries.candidates_by_hamlet(campaign), htmx.words("PLEDGERS")
    kind = words[campaign.wording.subject_kind]
    names = [(one.id, one.name) for one in places.hamlets(clock.today())] + [(NO_HAMLET, "Không thuộc thôn nào")]
    return [
        (hamlet_id, f"{name}: {number_text(waiting[hamlet_id])} {kind}")
        for hamlet_id, name in names
        if hamlet_id in waiting
    ]


# ---- the preview


def _weighed(campaign: Campaign, form: HamletsForm) -> list[Weighed]:
    return weigh(queries.found_in(campaign, form.hamlets.data or ()), campaign.wording.subject_kind)


def _left_out(form: LeftOutForm) -> set[int]:
    """Who is left out: as the pages seen before said, and as the page that was sent says of its own rows."""
    seen, taken = (set(request.form.getlist(name, type=int)) for name in ("seen", "take"))
    return (form.ids - seen) | (seen - taken)


def _chosen(weighed: list[Weighed], left_out: set[int]) -> list[Weighed]:
    """For whom commitments would be made, in the order of the lists."""
    chosen = [one for one in weighed if one.can_be_made and one.found.id not in left_out]
    return sorted(chosen, key=lambda one: one.found.key)


def _preview_page(campaign: Campaign, form: LeftOutForm, status: int = 200) -> Response:
    weighed, left_out = _weighed(campaign, form), _left_out(form)
    shown = asked_of(SHOWN, "all")
    rows = [one for one in weighed if one.standing in SHOWN[shown]]
    page, pages = page_of(len(rows))
    numbers = Counter(one.standing for one in weighed)
    return htmx.page(
        "commitments/make_preview.html",
        status=status,
        campaign=campaign,
        form=form,
        rows=rows[(page - 1) * ON_PAGE : page * ON_PAGE],
        counts={name: sum(numbers[one] for one in standings) for name, standings in SHOWN.items()},
        lacking=numbers[Standing.LACKING],
        chosen=len(_chosen(weighed, left_out)),
        left_out=left_out,
        shown=shown,
        page=page,
        pages=pages,
    )


def asked_of(offered: Any, usual: str) -> str:
    """What the page is to be narrowed to: by the button that was pressed, else as it stood."""
    wanted = request.form.get("show") or request.form.get("shown", usual)
    return wanted if wanted in offered else usual


def page_of(count: int) -> tuple[int, int]:
    """Which page of a preview is shown, and how many there are; a newly chosen filter begins with the first."""
    pages = max(1, -(-count // ON_PAGE))
    if request.form.get("show"):
        return 1, pages
    wanted = request.form.get("page", type=int) or request.form.get("at", 1, type=int)
    return min(max(1, wanted), pages), pages
