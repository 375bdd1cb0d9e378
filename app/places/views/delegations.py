"""Delegations: who signs in whose place for a time, added and ended early."""

from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.places import actions, queries
from app.places.forms import ONE_DAY, DelegationForm, EndForm, matter_words
from app.places.models import Delegation
from app.places.rules import in_force
from app.places.views import bp
from app.refusals import Refused

SPOTS = {
    "name_with_title": "full_name",
    "delegation_to_oneself": "substitute",
    "delegation_substitute_out": "substitute",
    "mark_without_deputy": "authority_mark",
    "deputy_signs_for": "authority_mark",
    "delegation_again": "holder",
    "delegation_not_head": "holder",
    "authorisation_no_document": "reference_number",
    "authorisation_no_end": "last_day",
    "authorisation_unlimited": "matters",
    "delegation_before_document": "document_day",
    "delegation_too_long": "last_day",
    "delegation_overlaps": "valid_from",
}


@bp.get("/delegations")
@needs(Can.PLACE_READ)
def delegations() -> Response:
    """All of them, also those that have ended."""
    rows = queries.all_delegations()
    day = clock.today()
    return htmx.page(
        "places/delegations.html",
        rows=rows,
        now={row.id for row in rows if in_force(row, day)},
        papers=matter_words,
        places=queries.place_names(),
        editable=queries.editable,
    )


@bp.get("/delegations.xlsx")
@needs(Can.PLACE_READ)
def delegations_sheet() -> Response:
    """The list for Excel."""
    columns = [
        sheets.Column("Người giao, ủy quyền", "people"),
        sheets.Column("Người ký", "people"),
        sheets.Column("Chức vụ"),
        sheets.Column("Cách ký"),
        sheets.Column("Loại văn bản"),
        sheets.Column("Văn bản giao, ủy quyền"),
        sheets.Column("Ngày văn bản", "day"),
        sheets.Column("Từ ngày", "day"),
        sheets.Column("Đến trước ngày", "day"),
    ]
    rows = [
        (
            one.holder.full_name,
            one.full_name,
            one.post,
            one.authority_mark,
            matter_words(one.matters),
            one.reference_number,
            one.document_day,
            one.valid_from,
            one.valid_until,
        )
        for one in queries.all_delegations()
    ]
    return htmx.xlsx(sheets.write_xlsx("Giao, ủy quyền ký", columns, rows), "delegations.xlsx")


@bp.get("/delegations/new")
@needs(Can.PLACE_WRITE)
def new_delegation() -> Response:
    """The empty form, with the head who signs today."""
    form = DelegationForm(formdata=None, valid_from=clock.today(), authority_mark="KT.").offer(queries.own_signers())
    heads = queries.signers(clock.today())
    form.holder.data = heads[0].id if heads else None
    return _form_page(form)


@bp.post("/delegations")
@needs(Can.PLACE_WRITE)
def add_delegation() -> Response:
    """Add one."""
    form = DelegationForm().offer(queries.own_signers())
    if not form.validate_on_submit():
        return _form_page(form, 422)
    holder = queries.signer(form.holder.data)
    if holder is None:
        raise NotFound
    substitute = queries.signer(form.substitute.data) if form.substitute.data else None
    try:
        row = actions.delegate(holder, substitute=substitute, **form.values())
    except Refused as refused:
        htmx.refuse(form, refused, **SPOTS)
        return _form_page(form, 422)
    return htmx.go("places.delegations", f"Đã ghi việc giao {row.full_name} ký.")


def _form_page(form: DelegationForm, status: int = 200) -> Response:
    return htmx.page("places/delegation_form.html", status=status, form=form)


@bp.get("/delegations/<int:delegation_id>")
@needs(Can.PLACE_READ)
def delegation(delegation_id: int) -> Response:
    """One of them, with the form that ends it early."""
    row = queries.delegation(delegation_id)
    if row is None:
        raise NotFound
    return _page(row, EndForm(formdata=None, last_day=clock.today()))


@bp.post("/delegations/<int:delegation_id>/end")
@needs(Can.PLACE_WRITE)
def end_delegation(delegation_id: int) -> Response:
    """End it early, or take it back before it began."""
    row = queries.delegation(delegation_id)
    if row is None or not queries.editable(row):
        raise NotFound
    form = EndForm()
    if not form.validate_on_submit():
        return _page(row, form, 422)
    last: Any = form.last_day.data
    try:
        actions.end_delegation(row, last + ONE_DAY)
    except Refused as refused:
        htmx.refuse(form, refused, delegation_not_longer="last_day")
        return _page(row, form, 422)
    return htmx.go("places.delegations", f"Đã kết thúc việc giao {row.full_name} ký.")


def _page(row: Delegation, form: EndForm, status: int = 200) -> Response:
    day = clock.today()
    return htmx.page(
        "places/delegation.html",
        status=status,
        row=row,
        form=form,
        papers=matter_words(row.matters),
        lines=queries.delegated_lines(row, row.holder, row.holder.unit),
        editable=queries.editable(row),
        ended=row.valid_until is not None and row.valid_until <= day,
        now=in_force(row, day),
    )
