"""Targets of a plan: add, change, take out, compare with the source, hand over, the list for Excel."""

from typing import Any

from flask_login import current_user
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.places import queries as places
from app.plans import actions, forms, queries
from app.plans.forms.targets import HandOverForm, TargetForm, values_of
from app.plans.models import Plan, Target
from app.plans.queries.targets import ended_owners, latest_readings
from app.plans.rules.changes import needs_reason
from app.plans.rules.targets import shown_decimal
from app.plans.views import bp
from app.plans.views.plans import own
from app.refusals import Refused

COLUMNS = (
    sheets.Column("Số TT"),
    sheets.Column("Nội dung, nhóm nhiệm vụ", width=40),
    sheets.Column("Nhóm"),
    sheets.Column("Chỉ tiêu", width=60),
    sheets.Column("Kỳ"),
    sheets.Column("Năm", "number"),
    sheets.Column("Mức"),
    sheets.Column("Giá trị", "number"),
    sheets.Column("Bằng lời"),
    sheets.Column("Đơn vị"),
    sheets.Column("Phụ trách", width=30),
    sheets.Column("Sản phẩm", width=30),
    sheets.Column("Lộ trình", width=30),
    sheets.Column("Trước ngày", "day"),
    sheets.Column("Số liệu mới nhất"),
    sheets.Column("Ngày số liệu", "day"),
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
    "owner_ended": "unit_id",
    "owner_twice": "owner_name",
    "owner_missing": "unit_id",
    "owner_nothing_chosen": "targets",
    "handing_over_reason_missing": "reason",
    "change_reason_missing": "reason",
}


@bp.get("/<int:plan_id>/targets.xlsx")
@needs(Can.PLAN_READ)
def target_sheet(plan_id: int) -> Response:
    """The targets for Excel."""
    plan = queries.get(plan_id)
    readings = latest_readings(plan, clock.today())
    parts, names = htmx.words("YEAR_PARTS"), {row.id: row.text for row in plan.contents}
    rows = [_row(one, names, parts, readings.get(one.id)) for one in plan.targets]
    content = sheets.write_xlsx(f"Chỉ tiêu của Kế hoạch {plan.reference_number}", COLUMNS, rows)
    return htmx.xlsx(content, f"chi-tieu-{plan.id}.xlsx")


def _row(one: Target, contents: dict[int, str], parts: dict[str, str], reading: Any) -> tuple[Any, ...]:
    return (
        one.number,
        contents.get(one.content_id or 0, ""),
        one.group if one.group.startswith("T") else "",
        one.label,
        parts[one.part],
        one.year,
        one.comparator if one.value is not None else "",
        one.value,
        one.value_words,
        one.measure_unit,
        one.owner_name,
        one.product,
        one.schedule,
        one.due_on,
        (shown_decimal(reading.value) or reading.words) if reading else None,
        reading.day if reading else None,
        one.base,
        one.base_source,
        one.source,
        one.confirmed_against or ("" if one.mark in ("C", "Ct") else "chưa đối chiếu"),
    )


@bp.get("/<int:plan_id>/targets/new")
@needs(Can.PLAN_WRITE)
def new_target(plan_id: int) -> Response:
    """The form of a new target."""
    plan = own(plan_id)
    form = TargetForm(formdata=None, year=plan.valid_from.year, comparator="≥", measure_unit="%", part="year")
    return _page(plan, None, form)


@bp.get("/<int:plan_id>/targets/<int:target_id>")
@needs(Can.PLAN_WRITE)
def edit_target(plan_id: int, target_id: int) -> Response:
    """The form of one target."""
    plan = own(plan_id)
    target = queries.part(plan, Target, target_id)
    return _page(plan, target, TargetForm(formdata=None, **values_of(target)))


def _page(plan: Plan, target: Target | None, form: TargetForm, status: int = 200) -> Response:
    return htmx.page(
        "plans/target.html",
        status=status,
        plan=plan,
        target=target,
        form=_with_choices(form, plan, target),
        asks_reason=needs_reason(plan),
    )


def _with_choices(form: TargetForm, plan: Plan, target: Target | None) -> TargetForm:
    form.group.choices = htmx.words("TARGET_GROUPS").items()
    form.measure.choices = htmx.words("MEASURES").items()
    form.part.choices = htmx.words("YEAR_PARTS").items()
    return form.offer(plan, places.units(clock.today()), target)


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


SAME = ("group", "label", "year", "part", "comparator", "value", "measure", "base", "content_id", "unit_id", "due_on")
WORDS = ("measure_unit", "base_source", "source", "number", "value_words", "owner_name", "product", "schedule")


def _save(plan: Plan, target: Target | None) -> Response:
    form = _with_choices(TargetForm(), plan, target)
    if not form.validate_on_submit():
        return _page(plan, target, form, 422)
    values = {name: form[name].data for name in SAME} | {name: form[name].data or "" for name in WORDS}
    fields = actions.TargetFields(**values, person_id=form.person.data)
    try:
        actions.save_target(plan, target, fields, form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _page(plan, target, form, 422)
    return htmx.go(".show", "Đã lưu chỉ tiêu.", plan_id=plan.id)


@bp.post("/<int:plan_id>/targets/<int:target_id>/remove")
@needs(Can.PLAN_WRITE)
def remove_target(plan_id: int, target_id: int) -> Response:
    """Take a target out of the plan."""
    plan = own(plan_id)
    target = queries.part(plan, Target, target_id)
    typed = forms.ReasonForm()
    typed.validate()
    try:
        actions.remove_target(plan, target, typed.reason.data or "")
    except Refused as refused:
        form = TargetForm(formdata=None, **values_of(target))
        htmx.refuse(form, refused, change_reason_missing="reason")
        return _page(plan, target, form, 422)
    return htmx.go(".show", "Đã bỏ chỉ tiêu.", plan_id=plan.id)


@bp.get("/<int:plan_id>/targets/owners")
@needs(Can.PLAN_WRITE)
def hand_over_targets(plan_id: int) -> Response:
    """Who takes over targets; those whose unit was dissolved are ticked already."""
    plan = own(plan_id)
    ended = ended_owners(plan.targets, clock.today())
    ticked = [one.id for one in plan.targets if one.unit_id in ended]
    return _owners_page(plan, HandOverForm(formdata=None, targets=ticked))


def _owners_page(plan: Plan, form: HandOverForm, status: int = 200) -> Response:
    ended = ended_owners(plan.targets, clock.today())
    return htmx.page("plans/target_owners.html", status=status, plan=plan, form=_owners(form, plan), ended=ended)


def _owners(form: HandOverForm, plan: Plan) -> HandOverForm:
    form.unit_id.choices = [(unit.id, unit.name) for unit in places.units(clock.today())]
    form.targets.choices = [
        (one.id, f"{one.number or one.group}. {one.label} ({one.year}): {one.owner_name or 'chưa giao'}")
        for one in plan.targets
    ]
    return form


@bp.post("/<int:plan_id>/targets/owners")
@needs(Can.PLAN_WRITE)
def save_owners(plan_id: int) -> Response:
    """Put somebody else in charge of the targets that were ticked."""
    plan = own(plan_id)
    form = _owners(HandOverForm(), plan)
    if not form.validate_on_submit():
        return _owners_page(plan, form, 422)
    chosen = [one for one in plan.targets if one.id in set(form.targets.data or ())]
    try:
        actions.hand_over(plan, chosen, form.unit_id.data, form.owner_name.data or "", form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _owners_page(plan, form, 422)
    return htmx.go(".show", f"Đã giao lại {len(chosen)} chỉ tiêu.", plan_id=plan.id)


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
