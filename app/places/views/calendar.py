"""The working calendar: days off and days worked in their place, year by year, and whose word they are."""

from contextlib import suppress
from datetime import date
from typing import Any

from flask import request
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.places import actions, queries
from app.places.forms import DAY_OFF, WORKED, CalendarForm, ConfirmForm, StretchForm
from app.places.rules import stretch, stretch_faults
from app.places.views import bp
from app.refusals import Refused
from app.text import number_text, parse_day
from app.workdays import FIRST_YEAR, LAST_YEAR, Calendar

SPOTS = {
    "calendar_reversed": "last",
    "calendar_too_long": "last",
    "calendar_out_of_years": "first",
    "calendar_worked_anyway": "first",
    "calendar_nothing_own": "first",
}
WHOSE = {"here": "cơ quan mình", "above": "tỉnh", "known": "phần mềm đặt sẵn"}


@bp.get("/calendar")
@needs(Can.PLACE_READ)
def calendar() -> Response:
    """One year: what is off, what is worked in its place, how many days are worked in each month."""
    return _page(_year(), _prefilled(), _confirm_form())


@bp.get("/calendar.xlsx")
@needs(Can.PLACE_READ)
def calendar_sheet() -> Response:
    """The list of a year for Excel."""
    columns = [
        sheets.Column("Ngày", "day"),
        sheets.Column("Nghỉ hay làm việc"),
        sheets.Column("Tên"),
        sheets.Column("Của ai"),
        sheets.Column("Căn cứ"),
        sheets.Column("Đối chiếu"),
    ]
    rows = [
        (
            one.day,
            "nghỉ" if one.off else "làm việc",
            one.name,
            WHOSE[one.whose],
            one.citation,
            "đã đối chiếu" if one.confirmed else "chưa đối chiếu",
        )
        for one in queries.calendar_year(_year())
    ]
    return htmx.xlsx(sheets.write_xlsx(f"Lịch làm việc năm {_year()}", columns, rows), "lich-lam-viec.xlsx")


@bp.post("/calendar")
@needs(Can.PLACE_WRITE)
def set_days() -> Response:
    """Write down days off, or days worked, from one day to another."""
    form = CalendarForm()
    if form.validate_on_submit():
        try:
            rows = actions.set_days(
                form.first.data or clock.today(),
                form.end,
                off=form.kind.data == DAY_OFF,
                name=form.name.data or "",
                citation=form.citation.data or "",
                today=clock.today(),
                compared_by=current_user.full_name if form.compared.data else None,
            )
        except Refused as refused:
            htmx.refuse(form, refused, **SPOTS)
        else:
            message = f"Đã ghi {number_text(len(rows))} ngày: {rows[0].name}."
            return htmx.go("places.calendar", message, year=rows[0].day.year)
    elif isinstance(form.first.data, date) and form.end:
        # All faults at once: days the wrong way round are told even when something else stopped the form.
        htmx.refuse(form, Refused(stretch_faults(form.first.data, form.end)), **SPOTS)
    return _page(_year(), form, _confirm_form(), 422)


@bp.post("/calendar/remove")
@needs(Can.PLACE_WRITE)
def remove_days() -> Response:
    """Take back what was written down, from one day to another."""
    form = StretchForm(prefix="remove-")
    if form.validate_on_submit():
        first = form.first.data or clock.today()
        try:
            count = actions.remove_days(first, form.end)
        except Refused as refused:
            htmx.refuse(form, refused, **SPOTS)
        else:
            return htmx.go("places.calendar", f"Đã bỏ {number_text(count)} ngày.", year=first.year)
    return _page(_year(), _prefilled(), _confirm_form(), 422, removing=form)


@bp.post("/calendar/confirm")
@needs(Can.LAW_CONFIRM)
def confirm_calendar() -> Response:
    """Say that the list of a year was compared with the notice."""
    year, form = _year(), ConfirmForm(prefix="confirm-")
    if form.validate_on_submit():
        try:
            count = actions.confirm_calendar(year, form.against.data or "", current_user.full_name, clock.today())
        except Refused as refused:
            htmx.refuse(form, refused)
        else:
            message = f"Đã xác nhận {number_text(count)} ngày của lịch năm {year}."
            return htmx.go("places.calendar", message, year=year)
    return _page(year, _prefilled(), form, 422)


def _year() -> int:
    """The year in the address, or this one."""
    year = request.args.get("year", clock.today().year, type=int)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound
    return year


def _prefilled() -> CalendarForm:
    """The empty form, or the one that says of a listed day that it is worked after all."""
    filled: dict[str, Any] = {"kind": DAY_OFF}
    with suppress(KeyError, ValueError):
        filled = {"kind": WORKED, "first": parse_day(request.args["worked"])}
    return CalendarForm(formdata=None, data=filled)


def _confirm_form() -> ConfirmForm:
    return ConfirmForm(formdata=None, prefix="confirm-")


def _page(
    year: int, form: CalendarForm, confirm: ConfirmForm, status: int = 200, removing: StretchForm | None = None
) -> Response:
    days = queries.calendar_year(year)
    return htmx.page(
        "places/calendar.html",
        status=status,
        year=year,
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
        off=[one for one in days if one.off],
        worked=[one for one in days if not one.off],
        months=_months(queries.calendar(), year),
        whose=WHOSE,
        unconfirmed=sum(1 for one in days if not one.confirmed),
        form=form,
        confirm=confirm,
        removing=removing or StretchForm(formdata=None, prefix="remove-"),
    )


def _months(calendar: Calendar, year: int) -> list[int]:
    """How many days are worked in each month of a year."""
    counts = [0] * 12
    for day in stretch(date(year, 1, 1), date(year, 12, 31)):
        counts[day.month - 1] += calendar.is_working(day)
    return counts
