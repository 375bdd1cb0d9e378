"""Units: agencies, organisations and enterprises of the commune."""

from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.places import actions, queries
from app.places.forms import UnitForm
from app.places.models import Unit
from app.places.queries import succession
from app.places.views import bp
from app.refusals import Refused


@bp.get("/units")
@needs(Can.PLACE_READ)
def units() -> Response:
    """All of them, also those that have ended."""
    return htmx.page(
        "places/units.html",
        rows=queries.all_units(),
        places=queries.place_names(),
        editable=queries.editable,
    )


@bp.get("/units.xlsx")
@needs(Can.PLACE_READ)
def units_sheet() -> Response:
    """The list for Excel."""
    columns = [
        sheets.Column("Tên"),
        sheets.Column("Viết tắt"),
        sheets.Column("Từ ngày", "day"),
        sheets.Column("Đến trước ngày", "day"),
    ]
    rows = [(one.name, one.abbreviation, one.valid_from, one.valid_until) for one in queries.all_units()]
    return htmx.xlsx(sheets.write_xlsx("Cơ quan, đơn vị", columns, rows), "units.xlsx")


@bp.get("/units/new")
@needs(Can.PLACE_WRITE)
def new_unit() -> Response:
    """The empty form."""
    return _form_page(UnitForm(formdata=None, valid_from=clock.today()))


@bp.post("/units")
@needs(Can.PLACE_WRITE)
def add_unit() -> Response:
    """Add one."""
    return _save(None)


@bp.get("/units/<int:unit_id>")
@needs(Can.PLACE_WRITE)
def unit(unit_id: int) -> Response:
    """The form of one."""
    row = _own(unit_id)
    return _form_page(UnitForm(formdata=None, obj=row), row)


@bp.post("/units/<int:unit_id>")
@needs(Can.PLACE_WRITE)
def save_unit(unit_id: int) -> Response:
    """Correct one, or end it."""
    return _save(_own(unit_id))


def _own(unit_id: int) -> Unit:
    row = queries.unit(unit_id)
    if row is None or not queries.editable(row):
        raise NotFound
    return row


def _save(row: Unit | None) -> Response:
    form = UnitForm()
    if not form.validate_on_submit():
        return _form_page(form, row, 422)
    try:
        saved = actions.save_unit(row, **_values(form))
    except Refused as refused:
        htmx.refuse(form, refused, unit_taken="name")
        return _form_page(form, row, 422)
    return htmx.go("places.units", f"Đã lưu {saved.name}.")


def _values(form: UnitForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "abbreviation": form.abbreviation.data or None,
        "valid_from": form.valid_from.data,
        "valid_until": form.valid_until.data,
    }


def _form_page(form: UnitForm, row: Unit | None = None, status: int = 200) -> Response:
    return htmx.page(
        "places/unit.html",
        status=status,
        form=form,
        row=row,
        came_from=succession.came_from(row) if row else [],
        became=succession.became(row) if row else [],
    )
