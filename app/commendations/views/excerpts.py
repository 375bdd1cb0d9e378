"""Trích sao of a sealed decision."""

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, forms
from app.commendations.views.blueprint import bp, refuse
from app.papers import queries as papers
from app.papers.models import Paper
from app.papers.rules import copy_refusals
from app.places import queries as places
from app.refusals import Refused


@bp.get("/decisions/<int:paper_id>/excerpt")
@needs(Can.PAPER_NUMBER, Can.PAPER_SCAN)
def excerpt(paper_id: int) -> Response:
    """What of the decision may be taken."""
    paper = _decision(paper_id)
    return _page(paper, forms.ExcerptForm.opened(clock.today(), articles=[1]))


def _decision(paper_id: int) -> Paper:
    paper = papers.get(paper_id)
    if paper.kind != "decision" or not papers.is_own(paper):
        raise NotFound
    return paper


def _page(paper: Paper, form: forms.ExcerptForm, status: int = 200) -> Response:
    day = form.day.data or clock.today()
    form.over(actions.excerpt_facts_of(paper)).offer(places.signings(day, "paper_copy"))
    return htmx.page(
        "commendations/excerpt.html",
        status=status,
        paper=paper,
        form=form,
        why_not=copy_refusals(papers.copy_source(paper)),
        series=papers.register("SY-UBND", day.year),
    )


@bp.post("/decisions/<int:paper_id>/excerpt")
@needs(Can.PAPER_NUMBER, Can.PAPER_SCAN)
def make_excerpt(paper_id: int) -> Response:
    """Make the excerpt, with its number of the series of copies."""
    paper = _decision(paper_id)
    form = forms.ExcerptForm().over(actions.excerpt_facts_of(paper))
    form.offer(places.signings(form.day.data or clock.today(), "paper_copy"))
    if not form.validate_on_submit():
        return _page(paper, form, 422)
    try:
        made = actions.make_excerpt(paper, form.articles.data, form.lines.data, form.asked())
    except Refused as refused:
        spots = {"number-taken": "number", "number-below-one": "number", "copy-without-signer": "day"}
        refuse(form, refused, {**spots, "excerpt-of-nothing": "articles"})
        return _page(paper, form, 422)
    return htmx.go("papers.show", f"Đã lập bản trích sao số {made.reference_number}.", paper_id=made.id)
