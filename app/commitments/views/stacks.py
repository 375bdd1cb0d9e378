"""Printing: what of a campaign goes to the printer, and the PDF that goes there."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries
from app.commitments.actions import Layout
from app.commitments.forms import PrintForm
from app.commitments.models import Campaign
from app.commitments.queries import NO_HAMLET, HamletCount
from app.commitments.views import bp
from app.refusals import Refused


@bp.get("/campaigns/<int:campaign_id>/printing")
@needs(Can.COMMITMENT_WRITE)
def printing(campaign_id: int) -> Response:
    """What can be printed of a campaign, hamlet by hamlet, and the stacks that were made."""
    chosen = {name: request.args.get(name) for name in ("which", "hamlet") if request.args.get(name)}
    return _printing_page(queries.campaign(campaign_id), PrintForm(formdata=None, data=chosen))


def _printing_page(campaign: Campaign, form: PrintForm, status: int = 200) -> Response:
    counts = queries.counts(campaign.id)
    form.hamlet.choices = _choices(counts)
    return htmx.page(
        "commitments/printing.html",
        status=status,
        campaign=campaign,
        counts=counts,
        total=queries.sum_of(counts),
        form=form,
        stacks=queries.stacks_of(campaign.id),
    )


def _choices(counts: list[HamletCount]) -> list[tuple[int, str]]:
    return [(one.hamlet_id or NO_HAMLET, one.name or "Không thuộc thôn nào") for one in counts]


@bp.post("/campaigns/<int:campaign_id>/print")
@needs(Can.COMMITMENT_WRITE)
def print_stack(campaign_id: int) -> Response:
    """Seal what was never printed and open the stack; a long one is made in the background."""
    campaign, form = queries.campaign(campaign_id), PrintForm()
    form.hamlet.choices = _choices(queries.counts(campaign.id))
    if form.validate_on_submit():
        lines = queries.to_print(campaign.id, form.which.data, form.hamlet.data)
        try:
            printed = actions.print_commitments(campaign, lines, clock.today(), form.layout)
            return _open(printed, form.layout)
        except Refused as refused:
            htmx.refuse(form, refused)
    return _printing_page(campaign, form, 422)


def _open(printed: actions.Printed, layout: Layout) -> Response:
    if printed.job_id:
        return htmx.go("desk.job", job_id=printed.job_id)
    asked: dict[str, Any] = {"paper": list(printed.papers)}
    if layout.covers:
        asked["covers"] = "each"
    if layout.two_sided:
        asked["sides"] = "two"
    return htmx.go("commitments.stack", **asked)


@bp.get("/stack")
@needs(Can.COMMITMENT_READ)
def stack() -> Response:
    """Sealed commitments as one PDF: by their papers, or as the job that made them left it."""
    job_id = request.args.get("job", type=int)
    if job_id:
        return htmx.pdf(queries.stack_of_job(job_id), "ban-cam-ket.pdf")
    papers = request.args.getlist("paper", type=int)
    if not papers:
        return htmx.go("commitments.index")
    layout = Layout(request.args.get("covers") == "each", request.args.get("sides") == "two")
    return htmx.pdf(actions.stack_of_papers(papers, layout, clock.today()), "ban-cam-ket.pdf")


@bp.post("/<int:commitment_id>/print")
@needs(Can.COMMITMENT_WRITE)
def print_one(commitment_id: int) -> Response:
    """Print one commitment."""
    line = queries.line(queries.get(commitment_id))
    paper = actions.print_one(line, clock.today())
    return htmx.go("commitments.stack", paper=paper.id)


@bp.post("/<int:commitment_id>/reprint")
@needs(Can.COMMITMENT_WRITE)
def replace_paper(commitment_id: int) -> Response:
    """Make a corrected paper in place of one with a wrong name or address."""
    line = queries.line(queries.get(commitment_id))
    actions.replace_paper(line, clock.today())
    return htmx.go("commitments.show", "Đã lập bản in mới thay bản cũ.", commitment_id=commitment_id)
