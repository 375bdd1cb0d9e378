"""Pages of local conditions: lay one down beside the law or in place of its row, change, end, confirm, take away."""

from typing import Any

from flask import abort, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app import audit, clock, htmx, law
from app.access import Can, needs
from app.plans import queries as plans
from app.plans.actions import local_criteria as actions
from app.plans.forms import ONE_DAY, ConfirmForm
from app.plans.forms.local_criteria import ConditionEndForm, ConditionForm
from app.plans.models import LocalCriterion
from app.plans.queries import local_criteria as queries
from app.plans.rules.local_criteria import (
    change_refusals,
    condition_owner_refusals,
    fit_refusals,
    law_rows,
    remove_refusals,
)
from app.plans.views import bp
from app.refusals import Refused

FIELDS = {
    "local_measure_on_check": "measure",
    "local_known": "statement",
    "local_change_too_early": "valid_from",
    "local_row_unknown": "valid_from",
    "local_replaced_twice": "valid_from",
    "local_over": "valid_from",
}


@bp.get("/conditions/new")
@needs(Can.PLAN_WRITE)
def new_condition() -> Response:
    """The form of a condition, filled with the words of the row of the law it is to stand for."""
    award, kind, asked = _about()
    form = _form(asked is not None, formdata=None).starts_from(asked, clock.today())
    return _form_page(form, award, kind, asked)


def _about() -> tuple[str, str, law.Asked | None]:
    """The award, kind of subject and row of the law in the address; what the law does not know is not found."""
    award, kind = request.args.get("award", ""), request.args.get("subject_kind", "")
    code = request.args.get("replaces")
    if award not in law.AWARDS or kind not in law.subjects_of(award):
        abort(404)
    return award, kind, _law_row(award, kind, code) if code else None


def _law_row(award: str, kind: str, code: str) -> law.Asked:
    rows = law_rows(award, kind, clock.today(), actions.home_level())
    found = next((row.asked for row in rows if row.asked.code == code), None)
    if found is None:
        abort(404)
    return found


def _form(replaces: bool, **given: Any) -> ConditionForm:
    return ConditionForm(**given).offer(htmx.words("MEASURES"), replaces=replaces)


def _form_page(
    form: ConditionForm,
    award: str,
    kind: str,
    asked: law.Asked | None,
    row: LocalCriterion | None = None,
    status: int = 200,
) -> Response:
    return htmx.page(
        "plans/condition_form.html",
        status=status,
        form=form,
        award=law.AWARDS[award],
        subject_kind=kind,
        asked=asked,
        row=row,
        rewritable=row is not None and actions.may_rewrite(row, clock.today()),
        action=url_for(".save_condition", condition_id=row.id) if row else request.full_path,
    )


@bp.post("/conditions/new")
@needs(Can.PLAN_WRITE)
def lay_down_condition() -> Response:
    """Lay the condition down."""
    award, kind, asked = _about()
    form = _form(asked is not None)
    if not _whole(form):
        return _form_page(form, award, kind, asked, status=422)
    values = form.values(award, kind, asked.code if asked else None)
    try:
        row = actions.lay_down(values, clock.today(), compared_by=_compared(form))
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _form_page(form, award, kind, asked, status=422)
    return htmx.go(".condition", "Đã đặt điều kiện.", condition_id=row.id)


def _whole(form: ConditionForm) -> bool:
    """Whether everything was typed and fits together; all faults are told at once."""
    whole, typed = form.validate_on_submit(), form.data
    until = typed["last_day"] + ONE_DAY if typed["last_day"] else None
    for field, reason in fit_refusals(typed["measure"], typed["threshold"], typed["valid_from"], until).items():
        if not form[field].errors:
            form.refuse(htmx.sentence(reason), field)
            whole = False
    return whole


def _compared(form: ConditionForm) -> str | None:
    return current_user.full_name if form.compared.data else None


@bp.get("/conditions/<int:condition_id>")
@needs(Can.PLAN_READ)
def condition(condition_id: int) -> Response:
    """One condition: what it says, whose it is, since when, what stood before it."""
    return _page(queries.get(condition_id))


def _page(
    row: LocalCriterion, end: ConditionEndForm | None = None, confirm: ConfirmForm | None = None, status: int = 200
) -> Response:
    today = clock.today()
    own = condition_owner_refusals(queries.is_own(row))
    return htmx.page(
        "plans/condition.html",
        status=status,
        row=row,
        award=law.AWARDS[row.award],
        replaced=law.CRITERIA.get(row.replaces) if row.replaces else None,
        owner=plans.owner_names([row])[row.owner_id],
        own=not own,
        why_not_end=own or change_refusals(row.valid_from, row.valid_until, max(today, row.valid_from + ONE_DAY)),
        why_not_remove=own or remove_refusals(actions.may_rewrite(row, today)),
        rewritable=actions.may_rewrite(row, today),
        history=[one for one in queries.own_of(row.award, row.subject_kind) if one is not row] if not own else [],
        types="; ".join(item.text for item in law.AWARD_TYPES if item.code in row.types),
        end=end or ConditionEndForm(formdata=None, prefix="end-"),
        confirm=confirm or ConfirmForm(formdata=None, prefix="confirm-", against=row.citation, day=today),
        lines=audit.lines_about(row) if not own else [],
        one_day=ONE_DAY,
    )


@bp.get("/conditions/<int:condition_id>/edit")
@needs(Can.PLAN_WRITE)
def edit_condition(condition_id: int) -> Response:
    """The form of a condition: corrected in place while it is new, else changed from a day on."""
    row = _own(condition_id)
    today = clock.today()
    start = row.valid_from if actions.may_rewrite(row, today) else today
    form = _form(row.replaces is not None, formdata=None).shows(row, start)
    return _form_page(form, row.award, row.subject_kind, _replaced(row), row)


def _own(condition_id: int) -> LocalCriterion:
    """A condition that may be changed here. Raises Refused for one of another authority."""
    row = queries.get(condition_id)
    refusals = condition_owner_refusals(queries.is_own(row))
    if refusals:
        raise Refused(refusals)
    return row


def _replaced(row: LocalCriterion) -> law.Asked | None:
    """The row of the law as it stood when the condition began."""
    if row.replaces is None:
        return None
    rows = law_rows(row.award, row.subject_kind, row.valid_from, actions.home_level())
    return next((one.asked for one in rows if one.asked.code == row.replaces), None)


@bp.post("/conditions/<int:condition_id>/edit")
@needs(Can.PLAN_WRITE)
def save_condition(condition_id: int) -> Response:
    """Correct the condition, or close it and begin another."""
    row = _own(condition_id)
    form = _form(row.replaces is not None)
    if not _whole(form):
        return _form_page(form, row.award, row.subject_kind, _replaced(row), row, 422)
    values = form.values(row.award, row.subject_kind, row.replaces)
    try:
        kept = actions.change(row, values, clock.today(), compared_by=_compared(form))
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _form_page(form, row.award, row.subject_kind, _replaced(row), row, 422)
    said = "Đã sửa điều kiện." if kept is row else "Đã đổi điều kiện; nội dung cũ giữ trong lịch sử."
    return htmx.go(".condition", said, condition_id=kept.id)


@bp.post("/conditions/<int:condition_id>/end")
@needs(Can.PLAN_WRITE)
def end_condition(condition_id: int) -> Response:
    """Say that it no longer holds after a day."""
    row = _own(condition_id)
    form = ConditionEndForm(prefix="end-")
    if not form.validate_on_submit():
        return _page(row, end=form, status=422)
    typed = form.data
    try:
        actions.end(row, typed["last_day"] + ONE_DAY, typed["by"])
    except Refused as refused:
        htmx.refuse(form, refused, period_reversed="last_day", local_over="last_day")
        return _page(row, end=form, status=422)
    return htmx.go(".condition", "Đã ghi ngày hết áp dụng.", condition_id=row.id)


@bp.post("/conditions/<int:condition_id>/confirm")
@needs(Can.PLAN_WRITE, Can.LAW_CONFIRM)
def confirm_condition(condition_id: int) -> Response:
    """Say that it was compared with its document: the badge goes."""
    row = _own(condition_id)
    form = ConfirmForm(prefix="confirm-")
    if not form.validate_on_submit():
        return _page(row, confirm=form, status=422)
    typed = form.data
    try:
        actions.confirm(row, typed["against"], current_user.full_name, typed["day"])
    except Refused as refused:
        htmx.refuse(form, refused)
        return _page(row, confirm=form, status=422)
    return htmx.go(".condition", "Đã ghi nhận đối chiếu.", condition_id=row.id)


@bp.post("/conditions/<int:condition_id>/remove")
@needs(Can.PLAN_WRITE)
def remove_condition(condition_id: int) -> Response:
    """Take away a condition entered by mistake."""
    row = _own(condition_id)
    award = row.award
    actions.remove(row, clock.today())
    return htmx.go(".award", "Đã bỏ điều kiện.", award=award)
