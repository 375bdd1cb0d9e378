"""Doors: the list of a hamlet's households to take along, and the grid into which it is entered again."""

from datetime import date
from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.activities.actions import visits as actions
from app.activities.forms.visits import DoorsForm, Row, read_doors, stored
from app.activities.models import Activity
from app.activities.queries import activities as queries
from app.activities.queries import visits as reads
from app.activities.queries.visits import Line
from app.activities.rules.activities import ActivityKind
from app.activities.views import bp
from app.refusals import Refused
from app.sheets import Column
from app.text import parse_day

FIELDS = {"visit_outside_days": "day", "visit_ahead": "day", "visits_after_closing": "late_reason"}
BLANK_LINES = 10  # empty lines below the printed list, for households that are not in the books


def _round(activity_id: int, *, own: bool = False) -> Activity:
    """A round of visits; any other kind of activity has no doors."""
    activity = queries.own(activity_id) if own else queries.get(activity_id)
    if activity.kind != ActivityKind.HOME_VISIT:
        raise NotFound
    return activity


@bp.get("/<int:activity_id>/doors")
@needs(Can.ACTIVITY_WRITE)
def doors(activity_id: int) -> Response:
    """The grid of a day: the households of a hamlet, a hundred on a page, one key each."""
    activity = _round(activity_id, own=True)
    day = _day(activity)
    form = DoorsForm(formdata=None, day=day)
    lines, more = _lines(activity, day)
    return _grid(activity, form, stored(lines), more, day)


def _day(activity: Activity) -> date:
    """The day asked for, else the last day entered, else today within the round."""
    try:
        return parse_day(request.args.get("day", ""))
    except ValueError:
        days = reads.days_of(activity)
        last = activity.last_day or activity.day
        return days[-1] if days else min(max(clock.today(), activity.day), last)


def _hamlet(activity: Activity) -> int | None:
    """The hamlet asked for; one that is no part of the round is none."""
    asked = request.values.get("hamlet", type=int)
    known = [one.hamlet_id for one in reads.places(activity)]
    return asked if asked in known else (known[0] if known else None)


def _lines(activity: Activity, day: date) -> tuple[list[Line], bool]:
    after = request.values.get("after", type=int)
    found = reads.lines(activity, _hamlet(activity), day, after)
    return found[: reads.PAGE], len(found) > reads.PAGE


@bp.post("/<int:activity_id>/doors")
@needs(Can.ACTIVITY_WRITE)
def enter_doors(activity_id: int) -> Response:
    """Save one page of the grid: all of it, or nothing with every fault at its line."""
    activity = _round(activity_id, own=True)
    form = DoorsForm()
    valid = form.validate_on_submit()
    day = form.day.data or _day(activity)
    lines, more = _lines(activity, day)
    rows, found = read_doors(lines, request.form)
    if not valid or any(one.faults for one in rows):
        return _grid(activity, form, rows, more, day, 422)
    try:
        made = actions.enter_visits(activity, day, found, form.late_reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _grid(activity, form, rows, more, day, 422)
    said = f"Đã ghi {made.count} nhà." if made.count else "Không có gì thay đổi."
    asked = {"hamlet": _hamlet(activity), "day": day.strftime("%d/%m/%Y")}
    if "next" in request.form and more:
        return htmx.go(".doors", said, activity_id=activity.id, after=lines[-1].household.id, **asked)
    if "stay" in request.form:
        after = request.values.get("after", type=int)
        return htmx.go(".doors", said, activity_id=activity.id, after=after, **asked)
    return htmx.go(".show", said, activity_id=activity.id, _anchor="doors")


def _grid(activity: Activity, form: DoorsForm, rows: list[Row], more: bool, day: date, status: int = 200) -> Response:
    hamlet_id, after = _hamlet(activity), request.values.get("after", type=int)
    kept: dict[str, Any] = {"activity_id": activity.id, "hamlet": hamlet_id, "day": day.strftime("%d/%m/%Y")}
    last = rows[-1].line.household.id if rows else None
    return htmx.page(
        "activities/doors.html",
        status=status,
        activity=activity,
        form=form,
        rows=rows,
        more=more,
        after=after,
        hamlet_id=hamlet_id,
        places=reads.places(activity),
        rounds=reads.rounds(activity),
        closed=queries.is_closed(day) or bool(form.late_reason.errors),
        why_not=actions.visiting_refusals(activity),
        next_url=url_for(".doors", after=last, **kept) if more else None,
        first_url=url_for(".doors", **kept) if after else None,
    )


@bp.get("/<int:activity_id>/doors/print")
@needs(Can.ACTIVITY_WRITE)
def print_doors(activity_id: int) -> Response:
    """The households of one hamlet, or of each, with empty columns: the sheet that goes from door to door."""
    activity = _round(activity_id)
    asked = request.args.get("hamlet", type=int)
    chosen = [one for one in reads.places(activity) if asked in (None, one.hamlet_id)]
    return htmx.page(
        "activities/doors_print.html",
        activity=activity,
        sheets=[(one.hamlet, reads.lines(activity, one.hamlet_id, None, limit=None)) for one in chosen],
        blank_lines=BLANK_LINES,
    )


COLUMNS = (
    Column("Thôn, tổ dân phố"),
    Column("Chủ hộ", "people"),
    Column("Địa chỉ", width=30),
    Column("Số nhân khẩu trong sổ", "number"),
    Column("Ngày đến", "day"),
    Column("Kết quả"),
    Column("Số người được hướng dẫn", "number"),
    Column("Ghi chú", width=40),
)


@bp.get("/<int:activity_id>/doors.xlsx")
@needs(Can.ACTIVITY_WRITE)
def doors_sheet(activity_id: int) -> Response:
    """Every household of the round with its visits, for Excel; one not visited yet has empty cells."""
    activity = _round(activity_id)
    words = htmx.words("VISIT_OUTCOMES")
    rows = [row for line in reads.lines(activity, None, None, limit=None) for row in _rows(line, words)]
    title = f"Các nhà đã đến: {activity.title}"
    return htmx.xlsx(sheets.write_long_xlsx(title, COLUMNS, rows), f"di-tung-ngo-{activity.id}.xlsx")


def _rows(line: Line, words: dict[str, str]) -> list[tuple[Any, ...]]:
    who = line.hamlet, line.head, line.household.address or "", line.size
    return [(*who, one.day, words[one.outcome], one.people, one.note or "") for one in line.before] or [
        (*who, None, "", None, "")
    ]
