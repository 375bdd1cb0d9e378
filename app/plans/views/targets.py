"""Targets of a plan: add, change, take out, compare with the source, the list for Excel."""

from flask_login import current_user
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.plans import actions, forms, queries
from app.plans.models import Plan, Target
from app.plans.views import bp
from app.plans.views.plans import own
from app.refusals import Refused

COLUMNS = (
    sheets.Column("Nhóm"),
    sheets.Column("Chỉ tiêu", width=60),
    sheets.Column("Năm", "number"),
    sheets.Column("Mức"),
    sheets.Column("Giá trị", "number"),
    sheets.Column("Đơn vị"),
    sheets.Column("Mẫu số", "number"),
    sheets.Column("Nguồn của mẫu số"),
    sheets.Column("Nguồn"),
    sheets.Column("Đối chiếu"),
)

FIELDS = {
    "year_outside_plan": "year",
    "share_above_hundred": "value",
    "base_below_one": "base",
    "base_without_source": "base_source",
}


@bp.get("/<int:plan_id>/targets.xlsx")
@needs(Can.PLAN_READ)
def target_sheet(plan_id: int) -> Response:
    """The targets for Excel."""
    plan = queries.get(plan_id)
    rows = [
        (
            one.group if one.group.startswith("T") else "",
            one.label,
            one.year,
            one.comparator,
            one.value,
            one.measure_unit,
            one.base,
            one.base_source,
            one.source,
            one.confirmed_against or ("" if one.mark in ("C", "Ct") else "chưa đối chiếu"),
        )
        for one in plan.targets
    ]
    content = sheets.write_xlsx(f"Chỉ tiêu của Kế hoạch {plan.reference_number}", COLUMNS, rows)
    return htmx.xlsx(content, f"chi-tieu-{plan.id}.xlsx")


@bp.get("/<int:plan_id>/targets/new")
@needs(Can.PLAN_WRITE)
def new_target(plan_id: int) -> Response:
    """The form of a new target."""
    plan = own(plan_id)
    form = forms.TargetForm(formdata=None, year=plan.valid_from.year, comparator="≥")
    return _page(plan, None, form)


@bp.get("/<int:plan_id>/targets/<int:target_id>")
@needs(Can.PLAN_WRITE)
def edit_target(plan_id: int, target_id: int) -> Response:
    """The form of one target."""
    plan = own(plan_id)
    target = queries.part(plan, Target, target_id)
    return _page(plan, target, forms.TargetForm(formdata=None, obj=target))


def _page(plan: Plan, target: Target | None, form: forms.TargetForm, status: int = 200) -> Response:
    return htmx.page("plans/target.html", status=status, plan=plan, target=target, form=_with_choices(form))


def _with_choices(form: forms.TargetForm) -> forms.TargetForm:
    form.group.choices = htmx.words("TARGET_GROUPS").items()
    form.measure.choices = htmx.words("MEASURES").items()
    return form


@bp.post("/<int:plan_id>/targets/new")
@needs(Can.PLAN_WRITE)
def create_target(plan_id: int) -> Response:
    """Add a target."""
    return _save(own(plan_id), None)


@bp.post("/<int:plan_id>/targets/<int:target_id>")
@needs(Can.PLAN_WRITE)
def save_target(plan_id: int, target_id: int) -> Response:
    """Change a target."""
    plan = own(plan_id)
    return _save(plan, queries.part(plan, Target, target_id))


def _save(plan: Plan, target: Target | None) -> Response:
    form = _with_choices(forms.TargetForm())
    if not form.validate_on_submit():
        return _page(plan, target, form, 422)
    names = ("group", "label", "year", "comparator", "value", "measure_unit", "measure", "base")
    values = {name: form[name].data for name in names}
    fields = actions.TargetFields(**values, base_source=form.base_source.data or "", source=form.source.data or "")
    try:
        actions.save_target(plan, target, fields)
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _page(plan, target, form, 422)
    return htmx.go(".show", "Đã lưu chỉ tiêu.", plan_id=plan.id)


@bp.post("/<int:plan_id>/targets/<int:target_id>/remove")
@needs(Can.PLAN_WRITE)
def remove_target(plan_id: int, target_id: int) -> Response:
    """Take a target out of the plan."""
    plan = own(plan_id)
    actions.remove_target(plan, queries.part(plan, Target, target_id))
    return htmx.go(".show", "Đã bỏ chỉ tiêu.", plan_id=plan.id)


@bp.get("/<int:plan_id>/targets/<int:target_id>/confirm")
@needs(Can.PLAN_WRITE, Can.LAW_CONFIRM)
def confirm(plan_id: int, target_id: int) -> Response:
    """The form that says a value was compared with its document."""
    plan = own(plan_id)
    target = queries.part(plan, Target, target_id)
    form = forms.ConfirmForm(formdata=None, against=target.source, day=clock.today())
    return _confirm_page(plan, target, form)


def _confirm_page(plan: Plan, target: Target, form: forms.ConfirmForm, status: int = 200) -> Response:
    return htmx.page("plans/confirm.html", status=status, plan=plan, target=target, form=form)


@bp.post("/<int:plan_id>/targets/<int:target_id>/confirm")
@needs(Can.PLAN_WRITE, Can.LAW_CONFIRM)
def save_confirmation(plan_id: int, target_id: int) -> Response:
    """Record who compared the value, with what and when: the badge goes."""
    plan = own(plan_id)
    target = queries.part(plan, Target, target_id)
    form = forms.ConfirmForm()
    if not form.validate_on_submit():
        return _confirm_page(plan, target, form, 422)
    try:
        typed = form.data
        actions.confirm(target, typed["against"], current_user.full_name, typed["day"])
    except Refused as refused:
        htmx.refuse(form, refused)
        return _confirm_page(plan, target, form, 422)
    return htmx.go(".show", "Đã ghi nhận đối chiếu.", plan_id=plan.id)
