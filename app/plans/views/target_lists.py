"""A list of targets pasted from Word or Excel: looked through first, kept when the official says so."""

from flask import request
from werkzeug.wrappers import Response

from app import htmx, sheets
from app.access import Can, needs
from app.plans import actions
from app.plans.actions.listing import fields_of
from app.plans.forms.targets import TargetListForm, target_list_form
from app.plans.models import Plan
from app.plans.rules import Period, last_year
from app.plans.rules.changes import needs_reason
from app.plans.rules.target_lists import (
    MOST_COLUMNS,
    VALUE,
    Column,
    ReadList,
    guess_columns,
    read_list,
)
from app.plans.views import bp
from app.plans.views.plans import own
from app.refusals import Refused


@bp.get("/<int:plan_id>/targets/list")
@needs(Can.PLAN_WRITE)
def paste_targets(plan_id: int) -> Response:
    """The box for the list."""
    plan = own(plan_id)
    return _page(plan, _form(formdata=None, year=plan.valid_from.year), ReadList(), 0)


def _form(**kwargs: object) -> TargetListForm:
    return target_list_form(htmx.words("LIST_COLUMNS"), **kwargs)


def _page(plan: Plan, form: TargetListForm, read: ReadList, width: int, status: int = 200) -> Response:
    return htmx.page(
        "plans/target_list.html",
        status=status,
        plan=plan,
        form=form,
        read=read,
        width=width,
        planned=fields_of(read.targets),
        known={row.text for row in plan.contents},
        asks_reason=needs_reason(plan),
    )


@bp.post("/<int:plan_id>/targets/list")
@needs(Can.PLAN_WRITE)
def save_targets(plan_id: int) -> Response:
    """Show what the list says; keep it when that was looked at and every line can be read."""
    plan = own(plan_id)
    form = _form()
    if not form.validate_on_submit():
        return _page(plan, form, ReadList(), 0, 422)
    try:
        grid = sheets.parse_paste(form.table.data)
    except sheets.SheetFault as fault:
        form.refuse(str(fault), "table")
        return _page(plan, form, ReadList(), 0, 422)
    width = min(grid.width, MOST_COLUMNS)
    columns, heads = _columns(form, grid.rows)
    years = (plan.valid_from.year, last_year(Period(plan.valid_from, plan.valid_until)))
    read = read_list(grid.rows[heads:], grid.lines[heads:], columns, form.year.data, years)
    for reason in read.faults:
        form.refuse(htmx.sentence(reason), "table")
    if "save" not in request.form or not read.sound:
        return _page(plan, form, read, width, 200 if read.sound else 422)
    try:
        actions.add_targets(plan, fields_of(read.targets), form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, change_reason_missing="reason", year_outside_plan="year")
        return _page(plan, form, read, width, 422)
    asked = len({one.line for one in read.targets})
    return htmx.go(".show", f"Đã ghi {asked} chỉ tiêu.", plan_id=plan.id)


def _columns(form: TargetListForm, rows: list[list[str]]) -> tuple[list[Column | None], int]:
    """What each column says: as the heading has it, or as the official chose; the years of the heading stay."""
    guessed, heads = guess_columns(rows)
    if "looked" not in request.form:
        for place, column in enumerate(guessed[:MOST_COLUMNS]):
            form.column(place).data = column.name if column else None
        return guessed, heads
    chosen = form.columns()[: len(guessed)]
    years = [column.year if column else None for column in guessed]
    return [
        Column(name, year if name == VALUE else None) if name else None
        for name, year in zip(chosen, years, strict=False)
    ], heads
