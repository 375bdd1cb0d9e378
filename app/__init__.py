"""Sổ Vàng: the intranet of a commune for commitments, training and commendation dossiers.

create_app() is the start-up told top to bottom; it refuses to start when a view declares no access.
"""

import gc
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, session, url_for
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from app import access, cli, clock, config, db, htmx, jobs, outlets, refusals, text, throttle
from app.access import Can
from app.accounts import actions as accounts
from app.accounts import queries as users
from app.accounts import views as accounts_views
from app.activities import views as activities_views
from app.commendations import views as commendations_views
from app.commitments import views as commitments_views
from app.desk import views as desk_views
from app.imports import views as imports_views
from app.merging import views as merging_views
from app.oversight import views as oversight_views
from app.papers import views as papers_views
from app.people import views as people_views
from app.places import queries as places
from app.places import views as places_views
from app.plans import views as plans_views
from app.training import views as training_views

SLICES = (
    desk_views,
    accounts_views,
    places_views,
    people_views,
    papers_views,
    plans_views,
    commitments_views,
    training_views,
    activities_views,
    commendations_views,
    oversight_views,
    imports_views,
    merging_views,
)

# What stands in the navigation: label, endpoint, icon and the verb that shows it.
NAVIGATION = (
    ("Việc của tôi", "desk.home", "home", Can.SIGNED_IN),
    ("Kế hoạch", "plans.index", "target", Can.PLAN_READ),
    ("Cam kết", "commitments.index", "signature", Can.COMMITMENT_READ),
    ("Tập huấn", "training.index", "school", Can.TRAINING_READ),
    ("Hoạt động", "activities.index", "calendar-event", Can.ACTIVITY_READ),
    ("Khen thưởng", "commendations.index", "award", Can.DOSSIER_READ),
    ("Người và tập thể", "people.index", "users", Can.PERSON_READ),
    ("Văn bản", "papers.index", "files", Can.PAPER_READ),
    ("Tiến độ", "oversight.index", "chart-bar", Can.FIGURES_READ),
    ("Địa bàn", "places.index", "map-pin", Can.PLACE_READ),
    ("Tài khoản", "accounts.members", "user-cog", Can.ACCOUNT_MANAGE),
)


def create_app(settings: config.Config | None = None) -> Flask:
    """Make the web application from the settings of this installation."""
    settings = settings or config.read()
    app = Flask(__name__, template_folder=str(config.ROOT / "templates"), static_folder=str(config.ROOT / "static"))
    _configure(app, settings)
    db.bind(app)
    jobs.bind(app, settings)
    throttle.bind(app, settings.redis_url)
    _sign_in(app)
    htmx.bind(app)
    outlets.bind(app)
    app.register_error_handler(refusals.Refused, _refused)
    for slice_views in SLICES:
        app.register_blueprint(slice_views.bp)
    _words(app)
    cli.bind(app)
    access.check_all_guarded(app)
    gc.freeze()  # what start-up made lives as long as the process: the collector need not look at it again
    return app


def _configure(app: Flask, settings: config.Config) -> None:
    app.config.update(
        SOVANG=settings,
        TESTING=settings.testing,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=db.engine_options(settings.database_url),
        SESSION_COOKIE_NAME="sovang",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        MAX_CONTENT_LENGTH=160 * 1024 * 1024,  # three hundred signed forms as a copier makes them, in colour
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=20_000,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


def _sign_in(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = "strong"
    manager.user_loader(users.signed_in_as)
    app.before_request(_enter)
    app.before_request(_door)
    CSRFProtect(app)


def _enter() -> None:
    """Find who asks and fix what this request may see; an account without a role today is nobody."""
    g.verbs = frozenset({Can.ANYONE})
    g.roles = frozenset()
    g.authority_name = ""
    if not current_user.is_authenticated:
        return
    day = clock.today()
    home = session.get("authority_id") or users.home_of(current_user, day)
    roles = users.roles_of(current_user, home, day) if home else frozenset()
    if not roles:
        home = users.home_of(current_user, day)  # the role at the authority last worked for has ended
        roles = users.roles_of(current_user, home, day) if home else frozenset()
    if home is None or not roles:
        return
    accounts.enter(current_user, home, day)
    g.roles = roles
    g.verbs = access.granted(roles)
    g.authority_id = home
    g.authority_name = places.authority_name(home, day).short


def _door() -> Response | None:
    """The verb of the view against the verbs of the role."""
    refused = access.door(accounts_views.ask_to_sign_in, lambda: htmx.error(403))
    return refused or accounts_views.change_first()


def _refused(refused: refusals.Refused) -> Response:
    """An action said no: every reason, and nothing stays behind."""
    return htmx.error(409, reasons=refused.reasons)


def _words(app: Flask) -> None:
    """What every template may say: dates, numbers, icons, the navigation."""
    app.jinja_env.filters.update(
        begun=text.begun,
        day=lambda day: text.day_text(day) if day else "",
        moment=lambda moment: f"{clock.local(moment):%H:%M} {text.day_text(clock.local(moment).date())}",
        number=text.number_text,
        money=text.money_text,
        percent=text.percent_text,
    )
    app.jinja_env.globals.update(icon_svg=_icon, Can=Can)
    app.context_processor(_page_words)


def _page_words() -> dict[str, Any]:
    verbs = g.get("verbs", frozenset())
    return {
        "authority_name": g.get("authority_name", ""),
        "navigation": access.menu(NAVIGATION, verbs),
        "may": lambda verb: verb in verbs,
        "opens": access.opens,
        "today": clock.today(),
        "user_roles": sorted(g.get("roles", ())),
        "user_links": _user_links() if Can.SIGNED_IN in verbs else [],
    }


def _user_links() -> list[dict[str, str]]:
    """What stands in the menu under one's own name."""
    links = [("Đổi mật khẩu", "accounts.password", "key")]
    if len(users.homes_of(current_user, clock.today())) > 1:
        links.append(("Chọn cơ quan làm việc", "accounts.authority", "building-community"))
    return [{"label": label, "url": url_for(endpoint), "icon": icon} for label, endpoint, icon in links]


def _icon(name: str) -> Markup:
    """One Tabler icon, written into the page: no request, no inline style."""
    kept = current_app.extensions.setdefault("icons", {})
    if name not in kept:
        folder = config.ROOT / "static" / "vendor" / "tabler-icons-3.51.0"
        kept[name] = Markup((folder / f"{name}.svg").read_text(encoding="utf-8"))
    return kept[name]
