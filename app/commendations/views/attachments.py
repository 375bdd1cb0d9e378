"""Files attached to a dossier: add several at once, open, rename, turn, move, take off."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.commendations import actions, forms, queries, rules
from app.commendations.models import Attachment, Dossier, Nominee
from app.commendations.views.blueprint import bp
from app.commendations.views.dossiers import dossier_page

QUARTERS = {"left": 270, "right": 90, "over": 180}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@bp.post("/<int:dossier_id>/attachments")
@needs(Can.DOSSIER_WRITE)
def attach(dossier_id: int) -> Response:
    """File documents: what is good is kept, every other file is told with its reasons."""
    dossier = queries.get(dossier_id)
    actions.must_be(dossier, *rules.MENDABLE)
    form = forms.AttachForm(prefix="attach").over(dossier)
    valid = form.validate_on_submit()
    chosen = [one for one in form.files.data or () if one and one.filename]
    if not chosen:
        form.refuse("Chưa chọn tệp.", "files")
    if not valid or not chosen:
        return dossier_page(dossier, 422, attach_form=form)
    # One byte more than is permitted is enough to tell that a file is too large.
    files = [(one.filename, one.read(rules.LARGEST + 1)) for one in chosen]
    filed = actions.attach(dossier, _whose(dossier, form.nominee.data), files, form.title.data or "")
    kept = sum(one.attachment is not None for one in filed)
    if kept == len(filed):
        return htmx.go(".show", f"Đã lưu {kept} tài liệu kèm theo.", dossier_id=dossier.id, _anchor="attachments")
    for one in filed:
        for reason in one.reasons:
            form.refuse(f"“{one.file_name}”: {htmx.sentence(reason)}", "files")
    # The good files are kept, so the answer is no refusal; the same form sent again stores nothing twice.
    return dossier_page(dossier, 200 if kept else 422, attach_form=form, attach_kept=kept)


def _whose(dossier: Dossier, nominee_id: int | None) -> Nominee | None:
    return next((one for one in dossier.nominees if one.id == nominee_id), None)


@bp.get("/attachments/<int:attachment_id>/file.pdf")
@needs(Can.DOSSIER_READ)
def attachment_file(attachment_id: int) -> Response:
    """The A4 pages as they are bound."""
    row = queries.attachment(attachment_id)
    return htmx.pdf(queries.bytes_of_attachment(row), f"tai-lieu-{row.id}.pdf", etag=row.fitted_sha256)


@bp.get("/attachments/<int:attachment_id>/original")
@needs(Can.DOSSIER_WRITE)
def attachment_original(attachment_id: int) -> Response:
    """The file as it was filed, for who filed it."""
    row = queries.attachment(attachment_id)
    name = f"tep-goc-{row.id}.{ENDINGS[row.media_type]}"
    return htmx.file(queries.original_of(row), name, row.media_type, etag=row.sha256)


@bp.get("/attachments/<int:attachment_id>")
@needs(Can.DOSSIER_WRITE)
def attachment(attachment_id: int) -> Response:
    """One attached file: its name, whose it is, how it lies."""
    row = queries.attachment(attachment_id)
    form = forms.AttachmentForm(formdata=None, title=row.title, nominee=row.nominee_id).over(row.dossier)
    return _page(row, form)


def _page(row: Attachment, form: Any, status: int = 200) -> Response:
    return htmx.page(
        "commendations/attachment.html",
        status=status,
        row=row,
        dossier=row.dossier,
        form=form,
        own=queries.is_own(row.dossier),
        why_not=rules.attaching_refusals(row.dossier.state),
    )


@bp.post("/attachments/<int:attachment_id>")
@needs(Can.DOSSIER_WRITE)
def save_attachment(attachment_id: int) -> Response:
    """Correct the name, and whose it is."""
    row = queries.attachment(attachment_id)
    form = forms.AttachmentForm().over(row.dossier)
    if not form.validate_on_submit():
        return _page(row, form, 422)
    actions.save_attachment(row, form.title.data, _whose(row.dossier, form.nominee.data))
    return _back(row, "Đã sửa tài liệu kèm theo.")


@bp.post("/attachments/<int:attachment_id>/turn")
@needs(Can.DOSSIER_WRITE)
def turn_attachment(attachment_id: int) -> Response:
    """Turn the pages that lay on their side."""
    row = queries.attachment(attachment_id)
    actions.turn_attachment(row, QUARTERS.get(request.form.get("to", ""), 0))
    return htmx.go(".attachment", "Đã xoay trang.", attachment_id=row.id)


@bp.post("/attachments/<int:attachment_id>/move")
@needs(Can.DOSSIER_WRITE)
def move_attachment(attachment_id: int) -> Response:
    """One place up or down in the order of binding."""
    row = queries.attachment(attachment_id)
    actions.move_attachment(row, request.form.get("to") == "up")
    return _back(row, None)


@bp.post("/attachments/<int:attachment_id>/remove")
@needs(Can.DOSSIER_WRITE)
def remove_attachment(attachment_id: int) -> Response:
    """Take a file off the dossier."""
    row = queries.attachment(attachment_id)
    title = row.title
    actions.remove_attachment(row)
    return _back(row, f"Đã bỏ tài liệu “{title}”.")


def _back(row: Attachment, message: str | None) -> Response:
    return htmx.go(".show", message, dossier_id=row.dossier_id, _anchor="attachments")
