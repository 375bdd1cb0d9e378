"""Confirmations on VNeID: who has one, from when, by which source; entered one by one or from a list."""

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.people import queries as people
from app.places import queries as places
from app.refusals import Refused
from app.training.actions import vneid as actions
from app.training.forms.platform import ConfirmationForm, PlatformFilter
from app.training.queries import vneid as queries
from app.training.queries.vneid import Wanted
from app.training.rules.lists import ListKind
from app.training.views import bp
from app.training.views.imports import last_list
from app.widgets import told

KEPT = ("q", "hamlet", "group", "first", "last", "missing", "sort")


@bp.get("/vneid")
@needs(Can.PERSON_READ)
def vneid() -> Response:
    """Who was confirmed, as filtered, the newest first."""
    return _page(ConfirmationForm(formdata=None))


@bp.post("/vneid")
@needs(Can.TRAINING_WRITE)
def confirm_vneid() -> Response:
    """Enter the confirmation of one person, or correct it."""
    form = ConfirmationForm()
    if form.validate_on_submit():
        person = people.get(form.person.data)
        try:
            actions.confirm_person(person, form.chosen_day, form.source.data or "", clock.today())
            return htmx.go("training.vneid", f"Đã ghi xác nhận trên VNeID của {person.name}.")
        except Refused as refused:
            htmx.refuse(form, refused, done_before_birth="day", completed_in_future="day", source_missing="source")
    return _page(form, 422)


@bp.post("/vneid/<int:person_id>/remove")
@needs(Can.TRAINING_WRITE)
def remove_vneid(person_id: int) -> Response:
    """Take a confirmation entered by mistake away."""
    person = people.get(person_id)
    actions.remove_confirmation(person)
    return htmx.go("training.vneid", f"Đã bỏ xác nhận trên VNeID của {person.name}.")


@bp.get("/vneid/print")
@needs(Can.PERSON_READ)
def vneid_print() -> Response:
    """The list as filtered, whole, for paper."""
    _form, wanted = _search()
    rows = queries.all_of(wanted, queries.PRINTED + 1)
    return htmx.page(
        "training/vneid_print.html",
        rows=rows[: queries.PRINTED],
        fits=len(rows) <= queries.PRINTED,
        limit=queries.PRINTED,
        count=queries.count(wanted),
        wanted=wanted,
        kept=_kept(),
    )


COLUMNS = (
    sheets.Column("Họ và tên", "people"),
    sheets.Column("Ngày, năm sinh", "birth"),
    sheets.Column("Thôn, tổ dân phố"),
    sheets.Column("Nhóm"),
    sheets.Column("Ngày xác nhận trên VNeID", "day"),
    sheets.Column("Nguồn", width=40),
)


@bp.get("/vneid.xlsx")
@needs(Can.PERSON_READ)
def vneid_sheet() -> Response:
    """The list as filtered, for Excel."""
    form, wanted = _search()
    rows = [
        (
            one.name,
            one.birth.cell,
            one.hamlet.name if one.hamlet else None,
            one.target_group,
            one.vneid_confirmed_on,
            one.vneid_source,
        )
        for one in queries.all_of(wanted, queries.SHEET)
    ]
    return htmx.xlsx(sheets.write_xlsx("Xác nhận trên VNeID", COLUMNS, rows, told(form)), "xac-nhan-vneid.xlsx")


def _page(form: ConfirmationForm, status: int = 200) -> Response:
    search, wanted = _search()
    found = queries.page_of(wanted, request.args.get("after", type=int))
    shown, kept = found[: queries.PAGE], _kept()
    return htmx.page(
        "training/vneid.html",
        status=status,
        form=form,
        search=search,
        wanted=wanted,
        rows=shown,
        count=queries.count(wanted),
        kept=kept,
        sorts={name: url_for("training.vneid", **{**kept, "sort": name}) for name in queries.SORTS},
        next_url=url_for("training.vneid", **kept, after=shown[-1].id) if len(found) > len(shown) else None,
        first_url=url_for("training.vneid", **kept) if request.args.get("after") else None,
        **last_list(ListKind.VNEID),
    )


def _kept() -> dict[str, Any]:
    return {name: request.args[name] for name in KEPT if request.args.get(name)}


def _search() -> tuple[PlatformFilter, Wanted]:
    form = PlatformFilter(request.args)
    form.hamlet.choices = [(hamlet.id, hamlet.name) for hamlet in places.hamlets(clock.today())]
    form.validate()
    sort = request.args.get("sort", "")
    return form, Wanted(
        words=form.q.data or "",
        hamlet_id=None if form.hamlet.errors else form.hamlet.data,
        group=None if form.group.errors else form.group.data,
        first=form.first.data,
        last=form.last.data,
        missing=bool(form.missing.data),
        sort=sort if sort in queries.SORTS else "day",
    )
