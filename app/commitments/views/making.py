"""Making commitments: for whole hamlets, or for one more found by name."""

from collections.abc import Callable

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries
from app.commitments.forms import HamletsForm, PickForm
from app.commitments.models import Campaign
from app.commitments.queries import NO_HAMLET, Subject
from app.commitments.rules import OFFICIAL
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
PICK_FAULTS = (
    "household_without_head",
    "collective_without_representative",
    "official_without_post",
    "subject_of_former_authority",
)


@bp.get("/campaigns/<int:campaign_id>/make")
@needs(Can.COMMITMENT_WRITE)
def choose(campaign_id: int) -> Response:
    """For whom commitments are made."""
    return _page(queries.campaign(campaign_id), HamletsForm(formdata=None), PickForm(formdata=None))


@bp.post("/campaigns/<int:campaign_id>/make")
@needs(Can.COMMITMENT_WRITE)
def make(campaign_id: int) -> Response:
    """Make the commitments of the ticked hamlets."""
    campaign, form = queries.campaign(campaign_id), HamletsForm()
    form.hamlets.choices = _choices(campaign)
    if not form.validate_on_submit():
        return _page(campaign, form, PickForm(formdata=None), 422)
    return _make(campaign, queries.candidates(campaign, form.hamlets.data or ()))


@bp.post("/campaigns/<int:campaign_id>/pick")
@needs(Can.COMMITMENT_WRITE)
def pick(campaign_id: int) -> Response:
    """Make the commitment of one found by name."""
    campaign, form = queries.campaign(campaign_id), PickForm()
    kind = campaign.wording.subject_kind
    form.look_among(kind)
    if form.validate_on_submit():
        try:
            return _make(campaign, [GET[kind](form.picked.data)])
        except Refused as refused:
            htmx.refuse(form, refused, **dict.fromkeys(PICK_FAULTS, "picked"))
    return _page(campaign, HamletsForm(formdata=None), form, 422)


def _make(campaign: Campaign, subjects: list[Subject]) -> Response:
    made = actions.make_commitments(campaign, subjects)
    message = f"Đã lập {number_text(len(made.commitments))} bản cam kết."
    if made.known:
        message += f" {number_text(made.known)} đã có từ trước nên bỏ qua."
    return htmx.go("commitments.campaign", message, campaign_id=campaign.id)


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


def _page(campaign: Campaign, hamlets: HamletsForm, pick: PickForm, status: int = 200) -> Response:
    choices = _choices(campaign)
    hamlets.hamlets.choices = choices
    if status == 200:  # as it opens, everybody is ticked: the usual campaign is for the whole commune
        hamlets.hamlets.data = [hamlet_id for hamlet_id, _label in choices]
    pick.look_among(campaign.wording.subject_kind)
    return htmx.page(
        "commitments/make.html",
        status=status,
        campaign=campaign,
        hamlets=hamlets,
        pick=pick,
        choices=choices,
        incomplete=queries.incomplete(campaign),
    )
