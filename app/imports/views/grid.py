"""The one grid of all lists: every line with its state and faults, mended in place, saved as far as it is right."""

from collections.abc import Collection, Sequence
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import htmx
from app.access import needs
from app.imports.actions import mending, reopening, saving, undoing
from app.imports.forms import ColumnTwice, chosen_columns, mended_cells, start_form
from app.imports.models import IncomingList, IncomingRow
from app.imports.queries import holding, listing
from app.imports.rules import AT_WORK, ImportState, drop_faults, saving_faults, undo_faults
from app.imports.views.blueprint import VERBS, bp, opened
from app.reading.kinds import ListKind
from app.refusals import Refused


@bp.get("/lists/<int:list_id>")
@needs(*VERBS)
def show(list_id: int) -> ResponseReturnValue:
    """The lines of a list with their states; while it is at work, how far it has come."""
    incoming = listing.get(list_id)
    kind, subject = opened(incoming)
    return _page(incoming, kind, subject)


@bp.post("/lists/<int:list_id>")
@needs(*VERBS)
def mend(list_id: int) -> ResponseReturnValue:
    """Take over what was set right on this page."""
    incoming = listing.get(list_id)
    kind, subject = opened(incoming)
    try:
        mending.mend(incoming, mended_cells(request.form))
    except Refused as refused:
        return _page(incoming, kind, subject, refused=refused)
    if "save" in request.form:
        return _saved(incoming, kind, subject)
    return htmx.go(".show", list_id=list_id, **_where())


@bp.post("/lists/<int:list_id>/rows/<int:row_id>")
@needs(*VERBS)
def mend_row(list_id: int, row_id: int) -> ResponseReturnValue:
    """Take over one line as soon as it was left, and send back how it and those like it stand now."""
    incoming = listing.get(list_id)
    kind, subject = opened(incoming)
    row = listing.row(incoming, row_id)
    sent = mended_cells(request.form).get(row_id)
    judged = mending.mend(incoming, {row_id: sent}) if sent else []
    counts = listing.counts(incoming)
    return htmx.page(
        "imports/rows.html",
        rows=judged or [row],
        above=_above(incoming, judged or [row]),
        counts=counts,
        shown=request.form.get("show", "all"),
        why_not={"save": saving_faults(incoming.state, counts.ready)},
        **_grid(incoming, kind, subject, request.form.getlist("field")),
    )


@bp.post("/lists/<int:list_id>/all")
@needs(*VERBS)
def choose_for_all(list_id: int) -> ResponseReturnValue:
    """Choose the same for every line that is in doubt."""
    incoming = listing.get(list_id)
    kind, subject = opened(incoming)
    how = request.form.get("how", "")
    if how not in ("new", "skip", "twin"):
        abort(404)
    try:
        count = mending.choose_for_all(incoming, how)
    except Refused as refused:
        return _page(incoming, kind, subject, refused=refused)
    return htmx.go(".show", f"Đã chọn cho {count} dòng.", list_id=list_id)


@bp.post("/lists/<int:list_id>/columns")
@needs(*VERBS)
def set_columns(list_id: int) -> ResponseReturnValue:
    """Read the list anew by the columns chosen above the grid, and for what was chosen for the whole list."""
    incoming = listing.get(list_id)
    kind, subject = opened(incoming)
    form = start_form(kind, subject)
    try:
        columns = chosen_columns(request.form, incoming, kind.columns(subject))
    except ColumnTwice as twice:
        labels = htmx.words("LIST_FIELDS")
        form.validate()
        form.refuse(f"Hai cột cùng là “{labels.get(str(twice), str(twice))}”. Hãy chọn lại một cột.")
        return _page(incoming, kind, subject, form=form)
    if not form.validate_on_submit():
        return _page(incoming, kind, subject, form=form)
    try:
        mending.set_columns(incoming, columns, form.answers())
    except Refused as refused:
        return _page(incoming, kind, subject, refused=refused)
    return htmx.go(".show", "Đã đọc lại danh sách theo cột đã chọn.", list_id=list_id)


@bp.post("/lists/<int:list_id>/save")
@needs(*VERBS)
def save(list_id: int) -> ResponseReturnValue:
    """Write the lines that are right into the books; the rest waits."""
    incoming = listing.get(list_id)
    kind, subject = opened(incoming)
    return _saved(incoming, kind, subject)


def _saved(incoming: IncomingList, kind: ListKind, subject: Any) -> ResponseReturnValue:
    try:
        written = saving.save(incoming)
    except Refused as refused:
        return _page(incoming, kind, subject, refused=refused)
    if incoming.state == ImportState.SAVING:
        return htmx.go(".show", list_id=incoming.id)
    waiting = listing.counts(incoming).look
    rest = f" Còn {waiting} dòng chờ xem." if waiting else ""
    return htmx.go(".show", f"Đã ghi {written} dòng.{rest}", list_id=incoming.id)


@bp.post("/lists/<int:list_id>/undo")
@needs(*VERBS)
def undo(list_id: int) -> ResponseReturnValue:
    """Take the whole import back, or tell what holds it."""
    incoming = listing.get(list_id)
    kind, subject = opened(incoming)
    try:
        done = undoing.undo(incoming)
    except Refused as refused:
        return _page(incoming, kind, subject, refused=refused)
    return htmx.go(".show", "Đã hoàn tác cả danh sách." if done else None, list_id=list_id)


@bp.post("/lists/<int:list_id>/rest")
@needs(*VERBS)
def leave_rest(list_id: int) -> ResponseReturnValue:
    """Leave out all lines that still wait."""
    incoming = listing.get(list_id)
    opened(incoming)
    reopening.leave_rest(incoming)
    return htmx.go(".show", "Đã bỏ các dòng còn lại.", list_id=list_id)


@bp.post("/lists/<int:list_id>/again")
@needs(*VERBS)
def read_again(list_id: int) -> ResponseReturnValue:
    """Take up work that was stopped, or read a list anew that was taken back."""
    incoming = listing.get(list_id)
    opened(incoming)
    reopening.take_up(incoming)
    return htmx.go(".show", list_id=list_id)


@bp.post("/lists/<int:list_id>/drop")
@needs(*VERBS)
def drop(list_id: int) -> ResponseReturnValue:
    """Throw a list away of which nothing stands in the books."""
    incoming = listing.get(list_id)
    kind, subject = opened(incoming)
    try:
        undoing.drop(incoming)
    except Refused as refused:
        return _page(incoming, kind, subject, refused=refused)
    return htmx.go(".index", "Đã bỏ danh sách.")


# ---- the page


def _where() -> dict[str, Any]:
    """Which part of the list stands on the page, to come back to it."""
    asked = {name: request.values.get(name) for name in ("show", "after")}
    return {name: value for name, value in asked.items() if value}


def _page(
    incoming: IncomingList, kind: ListKind, subject: Any, form: Any = None, refused: Refused | None = None
) -> Response:
    status = 422 if form is not None else 409 if refused else 200
    job = listing.job_of(incoming)
    if incoming.state in AT_WORK and job is not None and job.running:
        return htmx.page("imports/working.html", block="state", status=status, incoming=incoming, kind=kind, job=job)
    counts = listing.counts(incoming)
    wanted = _shown(counts)
    rows = listing.page_of_rows(incoming, wanted, request.values.get("after", default=0, type=int))
    return htmx.page(
        "imports/grid.html",
        status=status,
        counts=counts,
        shown=wanted,
        rows=rows[: listing.PAGE],
        above=_above(incoming, rows),
        next_url=_next(incoming, wanted, rows),
        first_url=url_for(".show", list_id=incoming.id, show=wanted) if request.values.get("after") else None,
        form=form or start_form(kind, subject, incoming.options, formdata=None),
        place=kind.place(subject),
        refused=refused.reasons if refused else [],
        why_not=_why_not(incoming, counts),
        stuck=incoming.state in AT_WORK,
        **_grid(incoming, kind, subject, _used(incoming, kind, rows)),
    )


def _shown(counts: listing.Counts) -> str:
    """Which lines to show: those asked for, else those to look at when a long list has some."""
    asked = request.values.get("show", "")
    if asked:
        return asked if asked in listing.SHOWS else abort(404)
    return listing.LOOK if counts.look and counts.whole > listing.PAGE else "all"


def _next(incoming: IncomingList, wanted: str, rows: Sequence[IncomingRow]) -> str | None:
    if len(rows) <= listing.PAGE:
        return None
    return url_for(".show", list_id=incoming.id, show=wanted, after=rows[listing.PAGE - 1].number)


def _above(incoming: IncomingList, rows: Sequence[IncomingRow]) -> dict[int, IncomingRow]:
    """The lines above that some of these are the same as, by their number."""
    numbers = {number for row in rows for number in row.repeats}
    return {row.number: row for row in listing.rows_numbered(incoming, numbers)} if numbers else {}


def _used(incoming: IncomingList, kind: ListKind, rows: Sequence[IncomingRow]) -> set[str]:
    """The fields that the list speaks of: by its columns, by what was understood, or because something is missing."""
    if request.args.get("all"):
        return {one.name for one in kind.fields(kind.subject(incoming.subject_id))}
    said = {name for row in rows for name, cell in row.shown.items() if cell}
    missing = {fault["field"] for row in rows for fault in row.faults}
    return said | missing | {kind.field_of(column) for column in incoming.columns}


def _grid(incoming: IncomingList, kind: ListKind, subject: Any, used: Collection[str]) -> dict[str, Any]:
    """What every line of the grid needs to be shown: the fields that are used, and those that must be filled."""
    known = kind.fields(subject)
    fields = [one for one in known if one.required or one.name in used]
    return {
        "incoming": incoming,
        "kind": kind,
        "fields": fields,
        "more_fields": len(known) - len(fields),
        "names": list(kind.columns(subject)),
        "open": incoming.state == ImportState.OPEN,
    }


def _why_not(incoming: IncomingList, counts: listing.Counts) -> dict[str, Any]:
    """Why each button of the page is grey; asked of the rules that the actions ask."""
    settled = counts.saved and incoming.state in (ImportState.OPEN, ImportState.DONE)
    held = holding.held(incoming) if settled else []
    return {
        "save": saving_faults(incoming.state, counts.ready),
        "undo": undo_faults(incoming.state, counts.saved, held) or holding.held_by_kind(incoming),
        "drop": drop_faults(incoming.state, counts.saved),
    }
