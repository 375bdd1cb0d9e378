"""The papers of an inspection: the form to take along, the draft of the minutes, the minutes made for signing."""

from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.activities.actions import inspections as actions
from app.activities.queries import inspections as queries
from app.activities.views import bp
from app.activities.views.inspections import own_inspection
from app.papers import queries as papers


@bp.get("/inspections/<int:inspection_id>/form.pdf")
@needs(Can.ACTIVITY_READ)
def inspection_blank(inspection_id: int) -> Response:
    """The minutes with lines to write on, to take along."""
    row = queries.get(inspection_id)
    return htmx.pdf(actions.blank_form(row), f"mau-bien-ban-{row.id}.pdf")


@bp.get("/inspections/<int:inspection_id>/minutes.pdf")
@needs(Can.ACTIVITY_READ)
def inspection_minutes(inspection_id: int) -> Response:
    """The minutes as PDF: those made for signing while they say what the book says, else a draft."""
    row = queries.get(inspection_id)
    paper = actions.minutes_of(row)
    if paper is not None and not actions.outdated(row, paper):
        return htmx.pdf(papers.bytes_of(paper), f"bien-ban-{paper.short_code}.pdf", etag=paper.sha256)
    return htmx.pdf(actions.draft_minutes(row), f"du-thao-bien-ban-{row.id}.pdf")


@bp.get("/inspections/<int:inspection_id>/minutes.docx")
@needs(Can.ACTIVITY_READ)
def inspection_minutes_word(inspection_id: int) -> Response:
    """The minutes for Word."""
    row = queries.get(inspection_id)
    return htmx.docx(actions.word_minutes(row), f"bien-ban-{row.id}.docx")


@bp.post("/inspections/<int:inspection_id>/minutes")
@needs(Can.PLAN_WRITE)
def seal_inspection_minutes(inspection_id: int) -> Response:
    """Make the minutes that are printed and signed, with their code on each page."""
    row = own_inspection(inspection_id)
    paper = actions.seal_minutes(row)
    said = f"Đã lập biên bản, {paper.pages} trang, mã {paper.short_code}: in, ký hai bên rồi văn thư vào sổ số."
    return htmx.go(".inspection", said, inspection_id=row.id, _anchor="minutes")
