"""Local rules: values the national law leaves to the province or the commune."""

from datetime import date

from flask import g
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.places import actions, queries
from app.places.forms import ConfirmForm, RuleForm
from app.places.models import LocalRule
from app.places.rules import Level, may_set, typed_value, value_text
from app.places.views import bp
from app.refusals import Refused


@bp.get("/rules")
@needs(Can.PLACE_READ)
def rules() -> Response:
    """Every rule with the value in force today, whose it is and how sure."""
    return htmx.page("places/rules.html", rules=queries.rules(clock.today()))


@bp.get("/rules/<key>")
@needs(Can.PLACE_READ)
def rule(key: str) -> Response:
    """One rule: its value, what was set before, and the forms to set or confirm it."""
    value = _known(key, clock.today())
    typed = typed_value(value.unit, value.value)
    shown = dict.fromkeys(("value", "choice", "several"), typed)
    form = RuleForm.for_unit(value.unit, formdata=None, data={**shown, "valid_from": clock.today()})
    return _page(value, form, ConfirmForm(formdata=None, prefix="confirm-"))


@bp.post("/rules/<key>")
@needs(Can.PLACE_WRITE, Can.PLAN_WRITE)
def set_rule(key: str) -> Response:
    """Set a new value from a day on."""
    value = _known(key, clock.today())
    form = RuleForm.for_unit(value.unit)
    if not form.validate_on_submit():
        return _page(value, form, ConfirmForm(formdata=None, prefix="confirm-"), 422)
    try:
        actions.set_rule(
            key,
            form.read,
            form.citation.data or "",
            form.valid_from.data or clock.today(),
            clock.today(),
            compared_by=current_user.full_name if form.compared.data else None,
        )
    except Refused as refused:
        htmx.refuse(form, refused, rule_held="valid_from")
        return _page(value, form, ConfirmForm(formdata=None, prefix="confirm-"), 422)
    return htmx.go("places.rules", f"Đã đặt: {value.label}.")


@bp.post("/rules/<key>/confirm")
@needs(Can.LAW_CONFIRM, Can.PLAN_WRITE)
def confirm_rule(key: str) -> Response:
    """Say that the value in force was compared with its document."""
    day = clock.today()
    value = _known(key, day)
    form = ConfirmForm(prefix="confirm-")
    if not form.validate_on_submit():
        return _page(value, RuleForm.for_unit(value.unit, formdata=None), form, 422)
    row = _in_force(queries.rule_history(key), day)
    against = form.against.data or ""
    if row is not None:
        actions.confirm_rule(row, against, current_user.full_name, day)
    else:
        actions.confirm_law("rule", key, value.label, against, current_user.full_name, day)
    return htmx.go("places.rules", f"Đã xác nhận: {value.label}.")


def _known(key: str, day: date) -> queries.RuleValue:
    default = law.DEFAULTS.get(key)
    if default is None or not default.local or not default.known_on(day):
        raise NotFound
    return queries.rule(key, day)


def _in_force(history: list[LocalRule], day: date) -> LocalRule | None:
    return next((row for row in history if row.valid_from <= day), None)


def _page(value: queries.RuleValue, form: RuleForm, confirm: ConfirmForm, status: int = 200) -> Response:
    home = queries.authority(g.authority_id)
    return htmx.page(
        "places/rule.html",
        status=status,
        rule=value,
        note=law.DEFAULTS[value.key].on(clock.today()).note,
        history=[(row, value_text(value.unit, row.value["value"])) for row in queries.rule_history(value.key)],
        settable=home is not None and may_set(law.DEFAULTS[value.key].local, Level(home.level)),
        form=form,
        confirm=confirm,
    )
