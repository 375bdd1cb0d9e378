"""Signers: who signs for the authority from a day until a day."""

from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.places import actions, queries
from app.places.forms import SignerForm
from app.places.models import Signer, Unit
from app.places.views import bp
from app.refusals import Refused

SPOTS = {
    "signer_taken": "full_name",
    "name_with_title": "full_name",
    "deputy_without_mark": "authority_mark",
    "mark_without_deputy": "authority_mark",
    "mark_not_of_unit": "authority_mark",
    "deputy_signs_for": "authority_mark",
    "authorisation_no_end": "valid_until",
}


@bp.get("/signers")
@needs(Can.PLACE_READ)
def signers() -> Response:
    """All of them, also former ones."""
    return htmx.page(
        "places/signers.html",
        rows=queries.all_signers(),
        handed_now=queries.delegations(clock.today()),
        places=queries.place_names(),
        editable=queries.editable,
    )


@bp.get("/signers.xlsx")
@needs(Can.PLACE_READ)
def signers_sheet() -> Response:
    """The list for Excel."""
    columns = [
        sheets.Column("Họ và tên", "people"),
        sheets.Column("Chức vụ"),
        sheets.Column("Ký cho"),
        sheets.Column("Khối chữ ký"),
        sheets.Column("Từ ngày", "day"),
        sheets.Column("Đến trước ngày", "day"),
    ]
    rows = [
        (
            one.full_name,
            one.post,
            one.unit.name if one.unit else "Ủy ban nhân dân",
            " / ".join(one.lines),
            one.valid_from,
            one.valid_until,
        )
        for one in queries.all_signers()
    ]
    return htmx.xlsx(sheets.write_xlsx("Người ký", columns, rows), "signers.xlsx")


@bp.get("/signers/new")
@needs(Can.PLACE_WRITE)
def new_signer() -> Response:
    """The empty form."""
    return _form_page(_offered(SignerForm(formdata=None, valid_from=clock.today(), authority_mark="none")))


@bp.post("/signers")
@needs(Can.PLACE_WRITE)
def add_signer() -> Response:
    """Add one."""
    return _save(None)


@bp.get("/signers/<int:signer_id>")
@needs(Can.PLACE_WRITE)
def signer(signer_id: int) -> Response:
    """The form of one."""
    row = _own(signer_id)
    shown = {"authority_mark": row.authority_mark or "none", "lines": "\n".join(row.lines), "unit": row.unit_id}
    kept = {name: getattr(row, name) for name in ("full_name", "post", "valid_from", "valid_until")}
    return _form_page(_offered(SignerForm(formdata=None, data=kept | shown), row.unit), row)


@bp.post("/signers/<int:signer_id>")
@needs(Can.PLACE_WRITE)
def save_signer(signer_id: int) -> Response:
    """Correct one, or end the time of signing."""
    return _save(_own(signer_id))


def _own(signer_id: int) -> Signer:
    row = queries.signer(signer_id)
    if row is None or not queries.editable(row):
        raise NotFound
    return row


def _save(row: Signer | None) -> Response:
    form = _offered(SignerForm(), row.unit if row else None)
    if not form.validate_on_submit():
        return _form_page(form, row, 422)
    try:
        saved = actions.save_signer(row, **_values(form), user_id=row.user_id if row else None)
    except Refused as refused:
        htmx.refuse(form, refused, **SPOTS)
        return _form_page(form, row, 422)
    return htmx.go("places.signers", f"Đã lưu người ký {saved.full_name}.")


def _values(form: SignerForm) -> dict[str, Any]:
    return {
        "full_name": form.full_name.data,
        "post": form.post.data,
        "authority_mark": form.mark,
        "lines": [line.strip() for line in (form.lines.data or "").splitlines() if line.strip()],
        "valid_from": form.valid_from.data,
        "valid_until": form.valid_until.data,
        "unit": queries.unit(form.unit.data) if form.unit.data else None,
    }


def _offered(form: SignerForm, current: Unit | None = None) -> SignerForm:
    """The form with the units of today, and the one the signer signs for where it has ended since."""
    units = queries.units(clock.today())
    return form.offer([*units, *([current] if current is not None and current not in units else [])])


def _form_page(form: SignerForm, row: Signer | None = None, status: int = 200) -> Response:
    return htmx.page("places/signer.html", status=status, form=form, row=row)
