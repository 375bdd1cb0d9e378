"""One's own password."""

from flask import redirect, request, session, url_for
from flask_login import current_user, login_user
from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.accounts import actions
from app.accounts.forms import PasswordForm
from app.accounts.views import bp
from app.refusals import Refused

# What someone with a password given by the administrator may still reach.
OPEN_BEFORE_CHANGE = {"accounts.password", "accounts.change_password", "accounts.sign_out", "static"}


def change_first() -> Response | None:
    """Lead someone whose password was given to them to choose their own before anything else."""
    if not current_user.is_authenticated or not current_user.must_change:
        return None
    if request.endpoint is None or request.endpoint in OPEN_BEFORE_CHANGE:
        return None
    if htmx.by_htmx():
        answer = htmx.error(403)
        answer.headers["HX-Redirect"] = url_for("accounts.password")
        return answer
    return redirect(url_for("accounts.password"), 303)


@bp.get("/password")
@needs(Can.SIGNED_IN)
def password() -> Response:
    """The form to change one's own password."""
    return htmx.page("accounts/password.html", form=PasswordForm(formdata=None))


@bp.post("/password")
@needs(Can.SIGNED_IN)
def change_password() -> Response:
    """Change it; every other session of this account ends, this one goes on."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return htmx.page("accounts/password.html", status=422, form=form)
    try:
        actions.change_password(current_user, form.current_password.data or "", form.new_password.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, **PASSWORD_FIELDS, wrong_current_password="current_password")
        return htmx.page("accounts/password.html", status=422, form=form)
    chosen = session.get("authority_id")
    login_user(current_user._get_current_object())  # its cookie carried the stamp of the old password
    session["authority_id"] = chosen
    return htmx.go("desk.home", "Đã đổi mật khẩu. Các phiên đăng nhập khác của tài khoản này đã kết thúc.")


PASSWORD_FIELDS = {
    "password_short": "new_password",
    "password_holds_name": "new_password",
    "password_plain": "new_password",
}
