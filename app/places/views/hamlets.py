"""Hamlets: thôn, xóm, bản or tổ dân phố of the commune."""

from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.places import actions, queries
from app.places.forms import HamletForm
from app.places.models import Hamlet
from app.places.queries import succession
from app.places.views import bp
from app.refusals import Refused

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
    return htmx.page(
        "places/hamlet.html",
        status=status,
        form=form,
        row=row,
        came_from=succession.came_from(row) if row else [],
        became=succession.became(row) if row else [],
    )
