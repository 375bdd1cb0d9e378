"""The first run: whose installation this is, and its first administrator."""

from flask import flash, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.accounts import actions
from app.accounts.forms import FirstRunForm
from app.accounts.views import bp
from app.accounts.views.members import USERNAME_FIELDS
from app.accounts.views.passwords import PASSWORD_FIELDS
from app.accounts.views.sessions import begin_session
from app.places import queries as places
from app.places.rules import Level
from app.refusals import Refused


@bp.get("/first-run")
@needs(Can.ANYONE)
def first_run() -> Response:
    """First the province, then the commune and the administrator."""
    _only_once()
    wanted = {name: request.args.get(name) for name in ("level", "province")}
    form = _with_places(FirstRunForm(formdata=None, data={name: v for name, v in wanted.items() if v}))
    return htmx.page("accounts/first_run.html", form=form, chosen=_province_known(form))


@bp.post("/first-run")
@needs(Can.ANYONE)
def begin_installation() -> Response:
    """Open the authority, make its administrator and sign them in."""
    _only_once()
    form = _with_places(FirstRunForm())
    if not form.validate_on_submit():
        return htmx.page("accounts/first_run.html", status=422, form=form, chosen=_province_known(form))
    level = Level(form.level.data)
    try:
        user = actions.begin_installation(
            level,
            form.commune.data if level == Level.COMMUNE else form.province.data,
            form.username.data or "",
            form.full_name.data or "",
            form.new_password.data or "",
            also_officer=form.also_officer.data,
            day=clock.today(),
        )
    except Refused as refused:
        htmx.refuse(form, refused, **USERNAME_FIELDS, **PASSWORD_FIELDS, no_such_place="commune")
        return htmx.page("accounts/first_run.html", status=422, form=form, chosen=_province_known(form))
    begin_session(user)
    flash("Đã cài đặt xong. Việc tiếp theo: nhập thôn, cơ quan và người ký ở trang Địa bàn.", "success")
    return redirect(url_for("desk.home"), 303)


def _only_once() -> None:
    """Once an authority is there the page is gone: nobody can claim an installation in use."""
    if places.any_authority():
        raise NotFound


def _with_places(form: FirstRunForm) -> FirstRunForm:
    day = clock.today()
    form.province.choices = [(one.code, f"{one.kind} {one.name}") for one in places.provinces(day)]
    known = places.communes(form.province.data or "", day)
    form.commune.choices = [(one.code, f"{one.kind} {one.name}") for one in known]
    return form


def _province_known(form: FirstRunForm) -> str | None:
    """The name of the chosen province, which leads to the second step."""
    return dict(form.province.choices).get(form.province.data)
