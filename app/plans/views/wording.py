"""Pages of what a plan says besides its lists: parts in words, phases, the closing of its figures."""

from datetime import timedelta

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.plans import actions, queries
from app.plans.actions.closings import close_figures, reopen_figures
from app.plans.forms.wording import (
    PHASE_BOXES,
    SECTION_BOXES,
    ClosingForm,
    ReopeningForm,
    RowsForm,
    phase_of,
    phases_form,
    row_id,
    sections_form,
)
from app.plans.models import Plan, PlanClosing
from app.plans.queries import closings as closing_queries
from app.plans.rules.changes import needs_reason
from app.plans.views import bp
from app.plans.views.plans import own
from app.refusals import Refused

ONE_DAY = timedelta(days=1)
CLOSING_FIELDS = {"closing_ahead": "last_day", "closing_covered": "last_day", "closing_ground_missing": "ground"}


@bp.get("/<int:plan_id>/sections")
@needs(Can.PLAN_WRITE)
def sections(plan_id: int) -> Response:
    """The parts of a plan in words."""
    plan = own(plan_id)
    return _sections_page(plan, sections_form(plan.sections, formdata=None))


def _sections_page(plan: Plan, form: RowsForm, status: int = 200) -> Response:
    return htmx.page(
        "plans/sections.html", status=status, plan=plan, form=form, boxes=SECTION_BOXES, asks_reason=needs_reason(plan)
    )


@bp.post("/<int:plan_id>/sections")
@needs(Can.PLAN_WRITE)
def save_sections(plan_id: int) -> Response:
    """Keep the parts as typed, in the order of their numbers; an emptied one goes."""
    plan = own(plan_id)
    form = sections_form(plan.sections)
    if not form.validate_on_submit():
        return _sections_page(plan, form, 422)
    places = {key: form[f"place_{key}"].data for key in form.keys}
    ordered = sorted(form.keys, key=lambda key: (places[key] is None, places[key] or 0))
    typed = [(key, *(box.data or "" for box in form.boxes(key, SECTION_BOXES))) for key in ordered]
    lines = [actions.SectionLine(row_id(key), heading, words) for key, heading, words in typed]
    try:
        actions.save_sections(plan, lines, form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, change_reason_missing="reason")
        return _sections_page(plan, form, 422)
    return htmx.go(".show", "Đã lưu các phần của kế hoạch.", plan_id=plan.id)


@bp.get("/<int:plan_id>/phases")
@needs(Can.PLAN_WRITE)
def phases(plan_id: int) -> Response:
    """The phases of a plan."""
    plan = own(plan_id)
    return _phases_page(plan, phases_form(plan.phases, htmx.words("REVIEWS"), formdata=None))


def _phases_page(plan: Plan, form: RowsForm, status: int = 200) -> Response:
    return htmx.page(
        "plans/phases.html", status=status, plan=plan, form=form, boxes=PHASE_BOXES, asks_reason=needs_reason(plan)
    )


@bp.post("/<int:plan_id>/phases")
@needs(Can.PLAN_WRITE)
def save_phases(plan_id: int) -> Response:
    """Keep the phases as typed; an emptied one goes."""
    plan = own(plan_id)
    form = phases_form(plan.phases, htmx.words("REVIEWS"))
    valid = form.validate_on_submit()
    kept = [key for key in form.keys if form.filled(key, PHASE_BOXES)]
    for key in kept:
        for name in PHASE_BOXES[:3]:
            box = form[f"{name}_{key}"]
            if not box.errors and box.data in (None, ""):
                form.refuse("Chưa nhập.", box.name)
                valid = False
    if not valid:
        return _phases_page(plan, form, 422)
    lines = [actions.PhaseLine(row_id(key), phase_of(form, key)) for key in kept]
    try:
        actions.save_phases(plan, lines, form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, change_reason_missing="reason")
        return _phases_page(plan, form, 422)
    return htmx.go(".show", "Đã lưu các giai đoạn.", plan_id=plan.id)


@bp.get("/<int:plan_id>/closings")
@needs(Can.PLAN_READ)
def closings(plan_id: int) -> Response:
    """Up to which day the figures of a plan are closed, and what was reopened."""
    plan = queries.get(plan_id)
    return _closings_page(plan, ClosingForm(formdata=None, last_day=clock.today()))


def _closings_page(
    plan: Plan,
    form: ClosingForm,
    opening: ReopeningForm | None = None,
    of: PlanClosing | None = None,
    status: int = 200,
) -> Response:
    return htmx.page(
        "plans/closings.html",
        status=status,
        plan=plan,
        form=form,
        opening=opening or ReopeningForm(formdata=None),
        of=of,
        own=queries.is_own(plan),
        one_day=ONE_DAY,
    )


@bp.post("/<int:plan_id>/closings")
@needs(Can.PLAN_WRITE)
def save_closing(plan_id: int) -> Response:
    """Close the figures up to a day."""
    plan = own(plan_id)
    form = ClosingForm()
    if not form.validate_on_submit():
        return _closings_page(plan, form, status=422)
    typed = form.data
    try:
        close_figures(plan, typed["last_day"] + ONE_DAY, typed["ground"])
    except Refused as refused:
        htmx.refuse(
            form, refused, closing_ahead="last_day", closing_covered="last_day", closing_ground_missing="ground"
        )
        return _closings_page(plan, form, status=422)
    return htmx.go(".closings", "Đã chốt số liệu.", plan_id=plan.id)


@bp.post("/<int:plan_id>/closings/<int:closing_id>/reopen")
@needs(Can.PLAN_WRITE)
def reopen_closing(plan_id: int, closing_id: int) -> Response:
    """Open closed figures again, with a reason."""
    plan = own(plan_id)
    closing = closing_queries.of_plan(plan, closing_id)
    opening = ReopeningForm()
    form = ClosingForm(formdata=None, last_day=clock.today())
    if not opening.validate_on_submit():
        return _closings_page(plan, form, opening, closing, 422)
    try:
        reopen_figures(closing, opening.data["because"])
    except Refused as refused:
        htmx.refuse(opening, refused, reopening_reason_missing="because")
        return _closings_page(plan, form, opening, closing, 422)
    return htmx.go(".closings", "Đã mở lại số liệu.", plan_id=plan.id)
