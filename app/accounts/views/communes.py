"""A province opens its communes: each begins with an invitation for its first administrator."""

from flask import g, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.accounts import actions
from app.accounts.forms import OpenCommuneForm
from app.accounts.views import bp
from app.accounts.views.members import USERNAME_FIELDS
from app.places import queries as places
from app.places.rules import Level
from app.refusals import Refused


@bp.get("/communes")
@needs(Can.ACCOUNT_MANAGE)
def communes() -> Response:
    """Which communes of the province work with the program, and the form to open one more."""
    return _page(_with_communes(OpenCommuneForm(formdata=None)))


@bp.post("/communes")
@needs(Can.ACCOUNT_MANAGE)
def open_commune() -> Response:
    """Open a commune and show the link for its first administrator, only now."""
    form = _with_communes(OpenCommuneForm())
    if not form.validate_on_submit():
        return _page(form, 422)
    try:
        opened, secret = actions.open_commune(
            _province(),
            form.commune.data,
            form.username.data or "",
            form.full_name.data or "",
            current_user,
            clock.today(),
        )
    except Refused as refused:
        htmx.refuse(form, refused, **USERNAME_FIELDS, no_such_place="commune", authority_exists="commune")
        return _page(form, 422)
    return htmx.page(
        "accounts/commune_opened.html",
        name=places.authority_name(opened.id, clock.today()).full,
        person=form.full_name.data,
        link=url_for("accounts.invitation", secret=secret, _external=True),
    )


def _province() -> str:
    """The code of the province; for a commune this page does not exist."""
    home = places.authority(g.authority_id)
    if home is None or home.level != Level.PROVINCE:
        raise NotFound
    return home.code


def _with_communes(form: OpenCommuneForm) -> OpenCommuneForm:
    taken = {one.code for one in places.authorities_below(_province())}
    known = places.communes(_province(), clock.today())
    form.commune.choices = [(one.code, f"{one.kind} {one.name}") for one in known if one.code not in taken]
    return form


def _page(form: OpenCommuneForm, status: int = 200) -> Response:
    return htmx.page("accounts/communes.html", status=status, form=form, opened=places.authorities_below(_province()))
