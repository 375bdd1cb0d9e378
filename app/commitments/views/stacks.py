"""Printing: a stack of a campaign, and the PDF that goes to the printer."""

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries
from app.commitments.forms import PrintForm, ReceiveForm
from app.commitments.views import bp
from app.commitments.views.campaigns import campaign_page, hamlet_choices
from app.refusals import Refused


@bp.post("/campaigns/<int:campaign_id>/print")
@needs(Can.COMMITMENT_WRITE)
def print_stack(campaign_id: int) -> Response:
    """Seal what was never printed and open the stack; a long one is made in the background."""
    campaign, form = queries.campaign(campaign_id), PrintForm()
    form.hamlet.choices = hamlet_choices(queries.counts(campaign.id))
    if form.validate_on_submit():
        lines = queries.to_print(campaign.id, form.which.data, form.hamlet.data)
        try:
            return _open(actions.print_commitments(campaign, lines, clock.today()))
        except Refused as refused:
            htmx.refuse(form, refused)
    return campaign_page(campaign, ReceiveForm(formdata=None, signed_on=clock.today()), form, 422)


def _open(printed: actions.Printed) -> Response:
    if printed.job_id:
        return htmx.go("desk.job", "Đang lập chồng bản in.", job_id=printed.job_id)
    return htmx.go("commitments.stack", paper=list(printed.papers))


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
    return htmx.pdf(queries.stack(papers), "ban-cam-ket.pdf")


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
