"""Sign in, sign out, and what was typed while the session ended."""

from urllib.parse import urlsplit

from flask import current_app, flash, g, redirect, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.accounts import actions, queries
from app.accounts.forms import AuthorityForm, SignInForm
from app.accounts.models import User
from app.accounts.views import bp
from app.places import queries as places
from app.refusals import Refused

# What was typed before the session ended travels through the sign-in form under this prefix.
KEPT = "kept-"


def ask_to_sign_in() -> Response:
    """The answer to a stranger: the sign-in form, keeping the page wanted and what was typed."""
    if not places.any_authority():
        return redirect(url_for("accounts.first_run"), 303)
    if request.method == "GET" and htmx.by_htmx():
        answer = htmx.page("errors/401.html", block="message", status=401)
        answer.headers["HX-Redirect"] = url_for("accounts.sign_in", next=_here())
        return answer
    form = SignInForm(formdata=None, next=_here() if request.method == "GET" else "")
    path = "" if request.method == "GET" else _here()
    answer = htmx.page(
        "accounts/sign_in.html", block="ask", status=401, form=form, kept=htmx.typed(), path=path, ended=bool(path)
    )
    return htmx.to_messages(answer)


@bp.get("/sign-in")
@needs(Can.ANYONE)
def sign_in() -> Response:
    """The sign-in form."""
    if not places.any_authority():
        return redirect(url_for("accounts.first_run"), 303)
    wanted = local_path(request.args.get("next", ""))
    if Can.SIGNED_IN in g.verbs:
        return redirect(wanted or url_for("desk.home"), 303)
    return _form_page(SignInForm(formdata=None, next=wanted))


@bp.post("/sign-in")
@needs(Can.ANYONE)
def let_in() -> Response:
    """Check name and password; go to the page wanted, or offer again what was typed."""
    form = SignInForm()
    if Can.SIGNED_IN in g.verbs:
        if (form.username.data or "").strip().lower() != current_user.username:
            flash(f"Đang đăng nhập với tên {current_user.username}. Muốn đổi người, hãy đăng xuất trước.", "warning")
        return _onward(form)
    if not form.validate_on_submit():
        return _form_page(form, 422)
    try:
        user = actions.sign_in(
            form.username.data or "", form.password.data or "", request.remote_addr or "", clock.today()
        )
    except Refused as refused:
        htmx.refuse(form, refused)
        return _form_page(form, 422)
    begin_session(user)
    return _onward(form)


@bp.post("/sign-out")
@needs(Can.SIGNED_IN)
def sign_out() -> Response:
    """End the session."""
    actions.sign_out(current_user)
    logout_user()
    session.clear()
    flash("Đã đăng xuất.", "success")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.get("/authority")
@needs(Can.SIGNED_IN)
def authority() -> Response:
    """Choose for which authority to work, for someone with roles at more than one."""
    return htmx.page("accounts/authority.html", form=_authority_form(chosen=str(g.authority_id)))


@bp.post("/authority")
@needs(Can.SIGNED_IN)
def choose_authority() -> Response:
    """Work for another authority from the next page on."""
    form = _authority_form()
    if not form.validate_on_submit():
        return htmx.page("accounts/authority.html", status=422, form=form)
    session["authority_id"] = int(form.authority.data)
    return htmx.go("desk.home", "Đã chuyển cơ quan làm việc.")


def begin_session(user: User) -> None:
    """Start a new session for this user: nothing of a session prepared by someone else is left."""
    session.clear()
    g.pop("csrf_token", None)  # made for the session just cleared
    login_user(user)
    session.permanent = True
    session["authority_id"] = queries.home_of(user, clock.today())


def local_path(path: str) -> str:
    """The path if it leads to a page of ours, else nothing: a link must not send anyone elsewhere."""
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or not path.startswith("/") or path.startswith(("//", "/\\")):
        return ""
    return path


def _authority_form(chosen: str | None = None) -> AuthorityForm:
    form = AuthorityForm(authority=chosen)
    homes = queries.homes_of(current_user, clock.today())
    form.authority.choices = [(str(one), places.authority_name(one, clock.today()).full) for one in homes]
    return form


def _here() -> str:
    return request.full_path if request.query_string else request.path


def _form_page(form: SignInForm, status: int = 200) -> Response:
    return htmx.page(
        "accounts/sign_in.html", status=status, form=form, kept=_kept(), path=_kept_path(), ended=bool(_kept_path())
    )


def _kept() -> list[tuple[str, str]]:
    """What was typed before, brought along in the sign-in form."""
    pairs = request.form.items(multi=True)
    return [(name.removeprefix(KEPT), value) for name, value in pairs if name.startswith(KEPT)]


def _kept_path() -> str:
    """Where it was to go: one of our own pages that takes a form, else nothing."""
    path = local_path(request.form.get("kept_path", ""))
    return path if path and _takes_forms(path) else ""


def _takes_forms(path: str) -> bool:
    try:
        current_app.url_map.bind("").match(urlsplit(path).path, method="POST")
    except HTTPException:
        return False
    return True


def _onward(form: SignInForm) -> Response:
    if _kept_path():
        return htmx.page("accounts/send_again.html", kept=_kept(), path=_kept_path())
    return redirect(local_path(form.next.data or "") or url_for("desk.home"), 303)
