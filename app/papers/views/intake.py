"""Scanned stacks: the upload, the tray of pages that wait, the picture of one page."""

from flask import request
from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.papers import actions, forms, queries, rules
from app.papers.queries.intake import STACKS
from app.papers.views.blueprint import bp
from app.refusals import Refused
from app.text import number_text


@bp.get("/intake")
@needs(Can.PAPER_SCAN)
def tray() -> Response:
    """The stacks, newest first, and the pages of all of them that wait for a human."""
    before = request.args.get("before", type=int)
    lines = queries.intake.tray(before)
    return htmx.page(
        "papers/intake.html",
        lines=lines[:STACKS],
        more=len(lines) > STACKS,
        before=before,
        waiting=queries.intake.waiting_sheets(),
        left=queries.intake.left_over(),
    )


@bp.get("/intake/new")
@needs(Can.PAPER_SCAN)
def new_stack() -> Response:
    """The form of the upload."""
    return _form(forms.StackForm(formdata=None))


def _form(form: forms.StackForm, status: int = 200) -> Response:
    size = rules.LARGEST_STACK // 1024 // 1024
    return htmx.page("papers/intake_new.html", status=status, form=form, size=size, pages=rules.MOST_SHEETS)


@bp.post("/intake/new")
@needs(Can.PAPER_SCAN)
def receive_stack() -> Response:
    """Take in a stack; its codes are looked for at once or in the background."""
    form = forms.StackForm()
    valid = form.validate_on_submit()
    chosen = [one for one in form.files.data or () if one and one.filename]
    if not chosen:
        form.refuse("Chưa chọn tệp.", "files")
    if not valid or not chosen:
        return _form(form, 422)
    try:
        intake, job = actions.receive_stack([(one.filename, one.read()) for one in chosen])
    except Refused as refused:
        for reason in refused.reasons:
            form.refuse(htmx.sentence(reason), "files")
        return _form(form, 422)
    if job is not None:
        return htmx.go("desk.job", f"Đã nhận {number_text(intake.pages)} trang.", job_id=job.id)
    return htmx.go("desk.stack", f"Đã nhận và đọc mã {number_text(intake.pages)} trang.", intake_id=intake.id)


@bp.get("/intake/sheets/<int:sheet_id>.png")
@needs(Can.PAPER_SCAN)
def sheet_picture(sheet_id: int) -> Response:
    """One page as a picture, upright."""
    sheet = queries.intake.sheet(sheet_id)
    etag = f"{sheet.sha256}-{sheet.turned}"
    return htmx.file(queries.intake.picture(sheet), f"trang-{sheet_id}.png", "image/png", inline=True, etag=etag)


@bp.get("/intake/sheets/<int:sheet_id>/file.pdf")
@needs(Can.PAPER_SCAN)
def sheet_file(sheet_id: int) -> Response:
    """One page as it was scanned, to be looked at closely."""
    sheet = queries.intake.sheet(sheet_id)
    return htmx.pdf(queries.stored(sheet.sha256), f"trang-{sheet_id}.pdf", etag=sheet.sha256)
