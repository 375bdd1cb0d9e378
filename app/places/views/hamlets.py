"""Hamlets: thôn, xóm, bản or tổ dân phố of the commune."""

from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.places import actions, queries
from app.places.actions import ListedHamlet
from app.places.forms import HamletForm, HamletsForm
from app.places.models import Hamlet
from app.places.views import bp
from app.refusals import Refused
from app.text import number_text

LONGEST = 80


@bp.get("/hamlets")
@needs(Can.PLACE_READ)
def hamlets() -> Response:
    """All of them, also those that have ended."""
    return htmx.page(
        "places/hamlets.html",
        rows=queries.all_hamlets(),
        places=queries.place_names(),
        editable=queries.editable,
    )


@bp.get("/hamlets.xlsx")
@needs(Can.PLACE_READ)
def hamlets_sheet() -> Response:
    """The list for Excel."""
    columns = [
        sheets.Column("Tên"),
        sheets.Column("Trưởng thôn, tổ trưởng"),
        sheets.Column("Từ ngày", "day"),
        sheets.Column("Đến trước ngày", "day"),
    ]
    rows = [(one.name, one.head_name, one.valid_from, one.valid_until) for one in queries.all_hamlets()]
    return htmx.xlsx(sheets.write_xlsx("Thôn, tổ dân phố", columns, rows), "hamlets.xlsx")


@bp.get("/hamlets/new")
@needs(Can.PLACE_WRITE)
def new_hamlet() -> Response:
    """The empty form."""
    return _form_page(HamletForm(formdata=None, valid_from=clock.today()))


@bp.post("/hamlets")
@needs(Can.PLACE_WRITE)
def add_hamlet() -> Response:
    """Add one."""
    return _save(None)


@bp.get("/hamlets/paste")
@needs(Can.PLACE_WRITE)
def paste_hamlets() -> Response:
    """The page to paste all of them into."""
    return htmx.page("places/paste_hamlets.html", form=HamletsForm(formdata=None, valid_from=clock.today()))


@bp.post("/hamlets/paste")
@needs(Can.PLACE_WRITE)
def add_hamlets() -> Response:
    """Add those that are not in the books yet."""
    form = HamletsForm()
    listed = _listed(form) if form.validate_on_submit() else []
    if not listed or not form.valid_from.data or form.errors:
        return htmx.page("places/paste_hamlets.html", status=422, form=form)
    added = actions.add_hamlets(listed, form.valid_from.data)
    known = len(listed) - len(added)
    message = f"Đã thêm {number_text(len(added))} thôn, tổ dân phố."
    if known:
        message += f" {number_text(known)} dòng đã có trong danh mục nên bỏ qua."
    return htmx.go("places.hamlets", message)


def _listed(form: HamletsForm) -> list[ListedHamlet]:
    """The lines of the list; what cannot be kept is told at the field, every line of it."""
    try:
        rows = form.rows()
    except sheets.SheetFault as fault:
        form.refuse(str(fault), "listed")
        return []
    for line, name, head in rows:
        if max(len(name), len(head or "")) > LONGEST:
            form.refuse(f"Dòng {line}: tên dài quá {LONGEST} ký tự.", "listed")
    return [ListedHamlet(name, head) for _line, name, head in rows]


@bp.get("/hamlets/<int:hamlet_id>")
@needs(Can.PLACE_WRITE)
def hamlet(hamlet_id: int) -> Response:
    """The form of one."""
    row = _own(hamlet_id)
    return _form_page(HamletForm(formdata=None, obj=row), row)


@bp.post("/hamlets/<int:hamlet_id>")
@needs(Can.PLACE_WRITE)
def save_hamlet(hamlet_id: int) -> Response:
    """Correct one, or end it."""
    return _save(_own(hamlet_id))


def _own(hamlet_id: int) -> Hamlet:
    row = queries.hamlet(hamlet_id)
    if row is None or not queries.editable(row):
        raise NotFound
    return row


def _save(row: Hamlet | None) -> Response:
    form = HamletForm()
    if not form.validate_on_submit():
        return _form_page(form, row, 422)
    try:
        saved = actions.save_hamlet(row, **_values(form))
    except Refused as refused:
        htmx.refuse(form, refused, hamlet_taken="name")
        return _form_page(form, row, 422)
    return htmx.go("places.hamlets", f"Đã lưu {saved.name}.")


def _values(form: HamletForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "head_name": form.head_name.data or None,
        "valid_from": form.valid_from.data,
        "valid_until": form.valid_until.data,
    }


def _form_page(form: HamletForm, row: Hamlet | None = None, status: int = 200) -> Response:
    return htmx.page("places/hamlet.html", status=status, form=form, row=row)
