"""The number of a person's CCCD: kept sealed, shown masked, seen whole for a reason; and the log of who saw it."""

from flask import request
from werkzeug.wrappers import Response

from app import audit, clock, htmx, sheets
from app.access import Can, needs
from app.people import actions, queries
from app.people.forms import NationalIdForm, RemoveForm, SeeForm
from app.people.models import Person
from app.people.rules import clean_number, number_faults, purpose_faults
from app.people.views import bp
from app.refusals import Refused

LOG_PAGE = 50
SPOTS = {"national_id_digits": "national_id", "national_id_no_purpose": "purpose", "words_hold_number": "purpose"}
REASON_SPOTS = {"national_id_no_reason": "reason", "words_hold_number": "reason"}


@bp.get("/<int:person_id>/national-id")
@needs(Can.PERSON_READ)
def national_id(person_id: int) -> Response:
    """The masked number, why it is kept, and the forms to enter, see and remove it."""
    # A page that asks for the number, such as that of a commitment, says in its link what for.
    return _page(queries.get(person_id), keep=NationalIdForm(formdata=None, purpose=request.args.get("purpose", "")))


@bp.post("/<int:person_id>/national-id")
@needs(Can.PERSON_WRITE)
def keep_national_id(person_id: int) -> Response:
    """Keep the number, or put another in its place."""
    person, form = queries.get(person_id), NationalIdForm()
    if form.validate_on_submit():
        try:
            actions.keep_national_id(person, form.national_id.data or "", form.purpose.data or "", clock.now())
        except Refused as refused:
            htmx.refuse(form, refused, **SPOTS)
        else:
            return htmx.go("people.national_id", "Đã lưu số định danh (mã hóa).", person_id=person.id)
    else:
        _tell_the_rest(form)
    return _page(person, 422, keep=form)


def _tell_the_rest(form: NationalIdForm) -> None:
    """All faults at once: a wrong number is told even when the purpose is missing."""
    if form.national_id.data and not form.national_id.errors:
        htmx.refuse(form, Refused(number_faults(clean_number(form.national_id.data))), **SPOTS)
    if form.purpose.data and not form.purpose.errors:
        htmx.refuse(form, Refused(purpose_faults(form.purpose.data)), **SPOTS)


@bp.post("/<int:person_id>/national-id/see")
@needs(Can.NATIONAL_ID_SEE)
def see_national_id(person_id: int) -> Response:
    """Show the whole number on this one answer; who asked and why stands in the log."""
    person, form = queries.get(person_id), SeeForm(prefix="see-")
    if form.validate_on_submit():
        try:
            number = actions.look_at_national_id(person, form.reason.data or "")
        except Refused as refused:
            htmx.refuse(form, refused, **REASON_SPOTS)
        else:
            shown = _page(person, number=number)
            shown.headers["Cache-Control"] = "no-store"
            return shown
    return _page(person, 422, see=form)


@bp.post("/<int:person_id>/national-id/remove")
@needs(Can.PERSON_WRITE)
def remove_national_id(person_id: int) -> Response:
    """Take the number out of the books."""
    person, form = queries.get(person_id), RemoveForm(prefix="remove-")
    if form.validate_on_submit():
        try:
            actions.remove_national_id(person, form.reason.data or "")
        except Refused as refused:
            htmx.refuse(form, refused, **REASON_SPOTS)
        else:
            return htmx.go("people.show", "Đã xóa số định danh.", person_id=person.id)
    return _page(person, 422, remove=form)


def _page(
    person: Person,
    status: int = 200,
    *,
    number: str | None = None,
    keep: NationalIdForm | None = None,
    see: SeeForm | None = None,
    remove: RemoveForm | None = None,
) -> Response:
    return htmx.page(
        "people/national_id.html",
        status=status,
        person=person,
        row=queries.national_id(person),
        number=number,
        keep=keep or NationalIdForm(formdata=None),
        see=see or SeeForm(formdata=None, prefix="see-"),
        remove=remove or RemoveForm(formdata=None, prefix="remove-"),
    )


@bp.get("/national-ids")
@needs(Can.AUDIT_READ)
def national_ids() -> Response:
    """Who kept, saw or removed a number, whose and why; with `all` the whole of it on one page, to be printed."""
    everything = "all" in request.args
    before = request.args.get("before", type=int)
    lines = queries.national_id_log() if everything else queries.national_id_log(before, LOG_PAGE + 1)
    more = not everything and len(lines) > LOG_PAGE
    lines = lines[:LOG_PAGE] if more else lines
    return htmx.page(
        "people/national_ids.html",
        lines=lines,
        everything=everything,
        before=lines[-1].id if more else None,
        paged=before is not None,
        purposes=queries.national_ids_by_purpose(),
        reason=_reason,
    )


def _reason(line: audit.AuditLine) -> str:
    """Why: what it is kept for, or why it was seen or removed."""
    return str(line.keys.get("reason") or line.keys.get("purpose", ""))


@bp.get("/national-ids.xlsx")
@needs(Can.AUDIT_READ)
def national_ids_sheet() -> Response:
    """The same log for Excel."""
    columns = [
        sheets.Column("Lúc"),
        sheets.Column("Người làm", "people"),
        sheets.Column("Việc"),
        sheets.Column("Của ai", "people"),
        sheets.Column("Mục đích, lý do"),
    ]
    acts = htmx.words("NATIONAL_ID_ACTS")
    rows = [
        (f"{clock.local(one.at):%d/%m/%Y %H:%M}", one.actor_name, acts[one.event], one.keys["name"], _reason(one))
        for one in queries.national_id_log()
    ]
    return htmx.xlsx(sheets.write_xlsx("Nhật ký xem số định danh", columns, rows), "nhat-ky-so-dinh-danh.xlsx")
