"""Pages of readings: how a target stood, entered by hand where no measure computes it."""

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.plans import forms, queries
from app.plans.actions.readings import read_off, take_back_reading
from app.plans.forms.targets import ReadingForm
from app.plans.models import Plan, Target
from app.plans.queries import targets as target_queries
from app.plans.rules.targets import shown_decimal
from app.plans.views import bp
from app.plans.views.plans import own
from app.refusals import Refused

FIELDS = {"reading_ahead": "day", "reading_empty": "value", "figures_closed": "reason"}


@bp.get("/<int:plan_id>/targets/<int:target_id>/readings")
@needs(Can.PLAN_READ)
def readings(plan_id: int, target_id: int) -> Response:
    """How a target stood, the newest first, and the form for the next reading."""
    plan = queries.get(plan_id)
    target = queries.part(plan, Target, target_id)
    return _page(plan, target, ReadingForm(formdata=None, day=clock.today()))


def _page(plan: Plan, target: Target, form: ReadingForm, status: int = 200) -> Response:
    return htmx.page(
        "plans/readings.html",
        status=status,
        plan=plan,
        target=target,
        form=form,
        own=queries.is_own(plan),
        shown=shown_decimal,
    )


@bp.post("/<int:plan_id>/targets/<int:target_id>/readings")
@needs(Can.PLAN_WRITE)
def save_reading(plan_id: int, target_id: int) -> Response:
    """Keep a reading; one of the same day is corrected."""
    plan = own(plan_id)
    target = queries.part(plan, Target, target_id)
    form = ReadingForm()
    if not form.validate_on_submit():
        return _page(plan, target, form, 422)
    typed = form.data
    try:
        read_off(
            target,
            day=typed["day"],
            value=form.decimal(),
            words=typed["words"] or "",
            reached=form.told(),
            source=typed["source"],
            reason=typed["reason"] or "",
        )
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _page(plan, target, form, 422)
    return htmx.go(".readings", "Đã ghi số liệu.", plan_id=plan.id, target_id=target.id)


@bp.post("/<int:plan_id>/targets/<int:target_id>/readings/<int:reading_id>/remove")
@needs(Can.PLAN_WRITE)
def remove_reading(plan_id: int, target_id: int, reading_id: int) -> Response:
    """Take a reading entered by mistake away."""
    plan = own(plan_id)
    target = queries.part(plan, Target, target_id)
    typed = forms.ReasonForm()
    typed.validate()
    try:
        take_back_reading(target_queries.reading(target, reading_id), typed.reason.data or "")
    except Refused as refused:
        form = ReadingForm(formdata=None, day=clock.today())
        htmx.refuse(form, refused, figures_closed="reason")
        return _page(plan, target, form, 422)
    return htmx.go(".readings", "Đã bỏ số liệu.", plan_id=plan.id, target_id=target.id)
