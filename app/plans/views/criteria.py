"""Criteria and quotas of a plan: what it asks for an award, and how many may be proposed."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import htmx, text
from app.access import Can, needs
from app.plans import actions, forms, queries
from app.plans.models import Criterion, Plan
from app.plans.rules.changes import needs_reason
from app.plans.views import bp
from app.plans.views.plans import own
from app.refusals import Refused

FIELDS = {
    "measure_without_threshold": "threshold",
    "threshold_without_measure": "threshold",
    "criterion_known": "statement",
    "award_not_for_subject": "subject_kind",
    "change_reason_missing": "reason",
}


@bp.get("/<int:plan_id>/criteria/new")
@needs(Can.PLAN_WRITE)
def new_criterion(plan_id: int) -> Response:
    """The form of a new criterion."""
    return _page(own(plan_id), None, forms.CriterionForm(formdata=None, subject_kind="person"))


@bp.get("/<int:plan_id>/criteria/<int:criterion_id>")
@needs(Can.PLAN_WRITE)
def edit_criterion(plan_id: int, criterion_id: int) -> Response:
    """The form of one criterion."""
    plan = own(plan_id)
    criterion = queries.part(plan, Criterion, criterion_id)
    return _page(plan, criterion, forms.CriterionForm(formdata=None, obj=criterion, statement=criterion.text))


def _page(plan: Plan, criterion: Criterion | None, form: forms.CriterionForm, status: int = 200) -> Response:
    return htmx.page(
        "plans/criterion.html",
        status=status,
        plan=plan,
        criterion=criterion,
        form=_with_choices(form),
        asks_reason=needs_reason(plan),
    )


def _with_choices(form: Any) -> Any:
    kinds = htmx.words("SUBJECT_KINDS")
    form.subject_kind.choices = [(code, text.begun(name)) for code, name in kinds.items()]
    if "measure" in form:
        form.measure.choices = [(code, f"Tính: {name}") for code, name in htmx.words("MEASURES").items()]
    return form


@bp.post("/<int:plan_id>/criteria/new")
@needs(Can.PLAN_WRITE)
def create_criterion(plan_id: int) -> Response:
    """Add a criterion."""
    return _save(own(plan_id), None)


@bp.post("/<int:plan_id>/criteria/<int:criterion_id>")
@needs(Can.PLAN_WRITE)
def save_criterion(plan_id: int, criterion_id: int) -> Response:
    """Change a criterion."""
    plan = own(plan_id)
    return _save(plan, queries.part(plan, Criterion, criterion_id))


def _save(plan: Plan, criterion: Criterion | None) -> Response:
    form = _with_choices(forms.CriterionForm())
    if not form.validate_on_submit():
        return _page(plan, criterion, form, 422)
    names = ("award", "subject_kind", "statement", "measure", "threshold")
    try:
        typed = {name: form[name].data for name in names}
        actions.save_criterion(plan, criterion, **typed, reason=form.reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _page(plan, criterion, form, 422)
    return htmx.go(".show", "Đã lưu tiêu chí.", plan_id=plan.id)


@bp.post("/<int:plan_id>/criteria/<int:criterion_id>/remove")
@needs(Can.PLAN_WRITE)
def remove_criterion(plan_id: int, criterion_id: int) -> Response:
    """Take a criterion out of the plan."""
    plan = own(plan_id)
    criterion = queries.part(plan, Criterion, criterion_id)
    typed = forms.ReasonForm()
    typed.validate()
    try:
        actions.remove_criterion(plan, criterion, typed.reason.data or "")
    except Refused as refused:
        form = forms.CriterionForm(formdata=None, obj=criterion, statement=criterion.text)
        htmx.refuse(form, refused, **FIELDS)
        return _page(plan, criterion, form, 422)
    return htmx.go(".show", "Đã bỏ tiêu chí.", plan_id=plan.id)


@bp.get("/<int:plan_id>/quota")
@needs(Can.PLAN_WRITE)
def quota(plan_id: int) -> Response:
    """The form of a quota, filled with the one that is named in the address."""
    plan = own(plan_id)
    award, subject_kind = request.args.get("award"), request.args.get("subject_kind", "person")
    most = queries.quota(plan.id, award, subject_kind) if award else None
    return _quota_page(plan, forms.QuotaForm(formdata=None, award=award, subject_kind=subject_kind, most=most))


def _quota_page(plan: Plan, form: forms.QuotaForm, status: int = 200) -> Response:
    filled = _with_choices(form)
    return htmx.page("plans/quota.html", status=status, plan=plan, form=filled, asks_reason=needs_reason(plan))


@bp.post("/<int:plan_id>/quota")
@needs(Can.PLAN_WRITE)
def save_quota(plan_id: int) -> Response:
    """Set a quota; an empty number takes it away."""
    plan = own(plan_id)
    form = _with_choices(forms.QuotaForm())
    if not form.validate_on_submit():
        return _quota_page(plan, form, 422)
    try:
        reason = form.reason.data or ""
        actions.set_quota(plan, form.award.data, form.subject_kind.data, form.most.data, reason)
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _quota_page(plan, form, 422)
    return htmx.go(".show", "Đã lưu số lượng đề nghị.", plan_id=plan.id)
