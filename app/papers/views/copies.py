"""Certified copies of a paper: sao y of an original, sao lục of a sao y."""

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.papers import actions, forms, queries, rules
from app.papers.models import Paper
from app.papers.views.blueprint import bp
from app.places import queries as places
from app.refusals import Refused


@bp.get("/<int:paper_id>/copy")
@needs(Can.PAPER_NUMBER, Can.PAPER_SCAN)
def copy(paper_id: int) -> Response:
    """The form of a copy."""
    return _page(_own(paper_id), forms.CopyForm.opened(clock.today()))


def _own(paper_id: int) -> Paper:
    paper = queries.get(paper_id)
    if not queries.is_own(paper):
        raise NotFound
    return paper


def _page(paper: Paper, form: forms.CopyForm, status: int = 200) -> Response:
    form.offer(places.signings(form.day.data or clock.today(), "paper_copy"))
    known = queries.copy_source(paper)
    return htmx.page(
        "papers/copy.html",
        status=status,
        paper=paper,
        form=form,
        how=rules.COPY_TITLES[rules.copied_how(known)],
        why_not=rules.copy_refusals(known),
        series=queries.register("SY-UBND", (form.day.data or clock.today()).year),
    )


@bp.post("/<int:paper_id>/copy")
@needs(Can.PAPER_NUMBER, Can.PAPER_SCAN)
def make_copy(paper_id: int) -> Response:
    """Make the copy, with its number of the shared series."""
    paper = _own(paper_id)
    form = forms.CopyForm().offer(places.signings(clock.today(), "paper_copy"))
    if form.day.data:
        form.offer(places.signings(form.day.data, "paper_copy"))
    if not form.validate_on_submit():
        return _page(paper, form, 422)
    try:
        made = actions.make_copy(paper, form.asked())
    except Refused as refused:
        htmx.refuse(form, refused, number_taken="number", number_below_one="number", copy_without_signer="day")
        return _page(paper, form, 422)
    return htmx.go(".show", f"Đã lập bản sao số {made.reference_number}.", paper_id=made.id)
