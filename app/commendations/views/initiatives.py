"""The award of an initiative: what the rule proposes, what a person decides, the way into a round, its uses."""

from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.forms.initiatives import BranchForm, WayForm
from app.commendations.views.blueprint import bp, refuse
from app.papers.queries import evidence
from app.plans.actions.initiatives import decide_branch
from app.plans.models import Initiative
from app.plans.queries import initiatives
from app.plans.rules.initiatives import Proposal, proposed
from app.refusals import Refused


@bp.get("/initiatives/<int:initiative_id>")
@needs(Can.DOSSIER_READ)
def initiative_uses(initiative_id: int) -> Response:
    """Which award an initiative leads to, and where it is the ground of one."""
    return _page(initiatives.get(initiative_id))


def _page(row: Initiative, status: int = 200, **given: Any) -> Response:
    used, proposal = queries.used_by(row), _proposal(row)
    ways = _ways(row)
    branch_form = BranchForm(formdata=None, branch=row.branch or proposal.branch, reason=row.branch_because)
    return htmx.page(
        "commendations/initiative_uses.html",
        status=status,
        row=row,
        owner=initiatives.owner_label(row),
        uses=queries.uses_told(row),
        title=queries.title_of,
        own=initiatives.is_own(row),
        used=used,
        proposal=proposal,
        ways=ways,
        **{"branch_form": branch_form, "way_form": _way_form(ways, formdata=None), **given},
    )


def _proposal(row: Initiative) -> Proposal:
    return proposed(initiatives.standing(row, len(evidence.of(row)), queries.used_by(row)))


def _ways(row: Initiative) -> list[queries.Way]:
    offered = [code for code, _label in forms.offered_awards(clock.today())]
    return queries.ways_for(row, offered, clock.today())


def _way_form(ways: list[queries.Way], **given: Any) -> WayForm:
    return WayForm(prefix="way", **given).over(ways)


@bp.post("/initiatives/<int:initiative_id>/branch")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_DECIDE)
def decide_initiative(initiative_id: int) -> Response:
    """Decide which award follows; the rule only proposes."""
    row, form = _own(initiative_id), BranchForm()
    if not form.validate_on_submit():
        return _page(row, 422, branch_form=form)
    proofs = len(evidence.of(row))
    try:
        decide_branch(row, form.branch.data, form.reason.data or "", queries.used_by(row), proofs, clock.today())
    except Refused as refused:
        refuse(form, refused, {"branch-without-reason": "reason", "branch-of-used": "branch"})
        return _page(row, 422, branch_form=form)
    said = f"Đã quyết định: {htmx.words('INITIATIVE_BRANCHES')[row.branch or '']}."
    return htmx.go(".initiative_uses", said, initiative_id=row.id)


def _own(initiative_id: int) -> Initiative:
    row = initiatives.get(initiative_id)
    if not initiatives.is_own(row):
        raise NotFound
    return row


@bp.post("/initiatives/<int:initiative_id>/round")
@needs(Can.DOSSIER_WRITE)
def send_initiative(initiative_id: int) -> Response:
    """Put whoever thought of it forward in a dossier that is being prepared, or suggest them for a round."""
    row = _own(initiative_id)
    form = _way_form(_ways(row))
    if not form.validate_on_submit():
        return _page(row, 422, way_form=form)
    try:
        return _sent(row, form.way.data)
    except Refused as refused:
        refuse(form, refused, field="way")
        return _page(row, 422, way_form=form)


def _sent(row: Initiative, way: str) -> Response:
    kind, _dash, rest = way.partition("-")
    if kind == "dossier":
        nominee = actions.put_forward(row, queries.get(int(rest)), clock.today())
        return htmx.go(".nominee", f"Đã đưa vào hồ sơ, căn cứ là “{row.title}”.", nominee_id=nominee.id)
    round_id, _dash, award = rest.partition("-")
    suggestion = actions.suggest_for(row, queries.get_round(int(round_id)), award, clock.today())
    name = queries.suggested_label(suggestion)
    return htmx.go(".show_round", f"Đã ghi gợi ý khen {name}.", round_id=suggestion.round_id)
