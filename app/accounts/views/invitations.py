"""The page behind the link of an invitation."""

from flask import flash, g, redirect, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.accounts import actions, queries
from app.accounts.forms import ChoosePasswordForm
from app.accounts.models import Invitation
from app.accounts.views import bp
from app.accounts.views.passwords import PASSWORD_FIELDS
from app.accounts.views.sessions import begin_session
from app.places import queries as places
from app.refusals import Refused


@bp.get("/invitations/<secret>")
@needs(Can.ANYONE)
def invitation(secret: str) -> Response:
    """Who invites whom to what, and the form to choose a password."""
    return _page(_open(secret), secret, ChoosePasswordForm(formdata=None))


@bp.post("/invitations/<secret>")
@needs(Can.ANYONE)
def accept_invitation(secret: str) -> Response:
    """Make the account and sign it in; someone who has an account takes the role with it."""
    invited = _open(secret)
    if queries.by_username(invited.username):
        return _join(invited, secret)
    form = ChoosePasswordForm()
    if not form.validate_on_submit():
        return _page(invited, secret, form, 422)
    if Can.SIGNED_IN in g.verbs:
        form.refuse(f"Đang đăng nhập với tên {current_user.username}. Hãy đăng xuất rồi mở lại đường dẫn này.")
        return _page(invited, secret, form, 422)
    try:
        user = actions.accept(invited, form.new_password.data or "", clock.today())
    except Refused as refused:
        htmx.refuse(form, refused, **PASSWORD_FIELDS)
        return _page(invited, secret, form, 422)
    begin_session(user)
    flash("Đã lập tài khoản và đăng nhập.", "success")
    return redirect(url_for("desk.home"), 303)


def _join(invited: Invitation, secret: str) -> Response:
    if Can.SIGNED_IN not in g.verbs:
        return redirect(url_for("accounts.sign_in", next=url_for("accounts.invitation", secret=secret)), 303)
    actions.join(invited, current_user, clock.today())
    return htmx.go("accounts.authority", "Đã nhận vai trò.")


def _open(secret: str) -> Invitation:
    found = queries.open_invitation(secret, clock.now())
    if found is None:
        raise NotFound
    return found


def _page(invited: Invitation, secret: str, form: ChoosePasswordForm, status: int = 200) -> Response:
    return htmx.page(
        "accounts/invitation.html",
        status=status,
        invited=invited,
        secret=secret,
        form=form,
        authority=places.authority_name(invited.authority_id, clock.today()).full,
        has_account=queries.by_username(invited.username) is not None,
    )
