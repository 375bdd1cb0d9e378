"""Files of a dossier: drafts, one paper again, the bound dossier, the numbered set, the certificates."""

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, queries
from app.commendations.models import Dossier, Nominee
from app.commendations.views.blueprint import bp

ZIP = "application/zip"


def _nominee_of(dossier: Dossier, nominee_id: int) -> Nominee | None:
    return next((one for one in dossier.nominees if one.id == nominee_id), None)


@bp.get("/<int:dossier_id>/drafts/<kind>.pdf")
@needs(Can.DOSSIER_READ)
def draft(dossier_id: int, kind: str) -> Response:
    """How a common paper would look today, with "DỰ THẢO" across."""
    dossier = queries.get(dossier_id)
    return htmx.pdf(actions.draft_paper(dossier, kind, None, clock.today()), f"du-thao-{kind}.pdf")


@bp.get("/nominees/<int:nominee_id>/drafts/<kind>.pdf")
@needs(Can.DOSSIER_READ)
def nominee_draft(nominee_id: int, kind: str) -> Response:
    """How a paper of one nominee would look today."""
    one = queries.nominee(nominee_id)
    return htmx.pdf(actions.draft_paper(one.dossier, kind, one, clock.today()), f"du-thao-{kind}.pdf")


@bp.get("/<int:dossier_id>/drafts/<kind>.docx")
@needs(Can.DOSSIER_READ)
def word_draft(dossier_id: int, kind: str) -> Response:
    """A common paper as it would be today, to work on in Word."""
    dossier = queries.get(dossier_id)
    return htmx.docx(actions.draft_word(dossier, kind, None, clock.today()), f"du-thao-{kind}.docx")


@bp.get("/nominees/<int:nominee_id>/drafts/<kind>.docx")
@needs(Can.DOSSIER_READ)
def nominee_word_draft(nominee_id: int, kind: str) -> Response:
    """A paper of one nominee as it would be today, to work on in Word."""
    one = queries.nominee(nominee_id)
    return htmx.docx(actions.draft_word(one.dossier, kind, one, clock.today()), f"du-thao-{kind}.docx")


@bp.post("/<int:dossier_id>/papers/remake")
@needs(Can.DOSSIER_WRITE)
def remake(dossier_id: int) -> Response:
    """Make one sealed paper anew; it takes the place of the old one."""
    dossier = queries.get(dossier_id)
    one = _nominee_of(dossier, request.form.get("nominee", 0, type=int))
    paper = actions.remake(dossier, request.form.get("kind", ""), one, clock.today())
    return htmx.go("commendations.show", f"Đã lập lại: {paper.title}.", dossier_id=dossier.id)


@bp.post("/<int:dossier_id>/bound.pdf")
@needs(Can.DOSSIER_READ)
def bound(dossier_id: int) -> Response:
    """The whole dossier as one PDF: to be printed and signed, or with the signed copies."""
    dossier = queries.get(dossier_id)
    signed = request.form.get("copy") == "signed"
    made = actions.bind_dossier(dossier, clock.today(), signed=signed)
    return htmx.pdf(made.bytes, f"ho-so-khen-thuong-{dossier.id}{'-da-ky' if signed else ''}.pdf")


@bp.get("/<int:dossier_id>/files.zip")
@needs(Can.DOSSIER_READ)
def files(dossier_id: int) -> Response:
    """Bộ tệp nộp tỉnh: the same papers and attachments as numbered files, with their index."""
    dossier = queries.get(dossier_id)
    signed = request.args.get("copy") == "signed"
    name = f"bo-tep-ho-so-{dossier.id}{'-da-ky' if signed else ''}.zip"
    return htmx.file(actions.file_set(dossier, signed=signed), name, ZIP)


@bp.get("/<int:dossier_id>/certificates.pdf")
@needs(Can.DOSSIER_READ)
def certificates(dossier_id: int) -> Response:
    """All giấy khen as one file, in the order of the ceremony."""
    dossier = queries.get(dossier_id)
    return htmx.pdf(actions.certificates_file(dossier).bytes, f"giay-khen-{dossier.id}.pdf")
