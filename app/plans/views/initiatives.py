"""Pages of initiatives: the book, one of them, describing one."""

from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import audit, clock, htmx, sheets
from app.access import Can, needs
from app.plans.actions.initiatives import save_initiative
from app.plans.forms.initiatives import InitiativeForm
from app.plans.models import Initiative
from app.plans.queries import initiatives as queries
from app.plans.rules.initiatives import InitiativeKind, Scope
from app.plans.views import bp
from app.refusals import Refused

FIELDS = {
    "initiative_ahead": "since",
    "recognition_ahead": "recognised_on",
    "recognition_without_day": "recognised_on",
    "recognition_without_decision": "recognised_by",
    "initiative_known": "title",
}
SHEET = (
    sheets.Column("Loại"),
    sheets.Column("Tên", width=50),
    sheets.Column("Của ai", "people"),
    sheets.Column("Áp dụng từ", "day"),
    sheets.Column("Phạm vi"),
    sheets.Column("Hiệu quả", width=50),
    sheets.Column("Văn bản công nhận"),
    sheets.Column("Ngày công nhận", "day"),
    sheets.Column("Đã dùng làm căn cứ", width=40),
)


@bp.get("/initiatives")
@needs(Can.PLAN_READ)
def initiatives() -> Response:
    """What people of the commune thought of, newest first, by name, kind and scope."""
    asked = _asked()
    after = request.args.get("after", "")
    found = queries.listed(**asked, after=int(after) if after.isdecimal() else None)
    more, rows = len(found) > queries.PAGE, found[: queries.PAGE]
    here: dict[str, Any] = {name: value for name, value in request.args.items() if name in ("q", "kind", "scope")}
    return htmx.page(
        "plans/initiatives.html",
        rows=rows,
        owner=queries.owner_label,
        asked=asked,
        active=any(asked.values()),
        kinds=InitiativeKind,
        scopes=Scope,
        here=here,
        next_url=url_for(".initiatives", **here, after=rows[-1].id) if more else None,
        first_url=url_for(".initiatives", **here) if after else None,
    )


def _asked() -> dict[str, Any]:
    kind, scope = request.args.get("kind"), request.args.get("scope")
    return {
        "typed": request.args.get("q", ""),
        "kind": kind if kind in tuple(InitiativeKind) else None,
        "scope": scope if scope in tuple(Scope) else None,
    }


@bp.get("/initiatives.xlsx")
@needs(Can.PLAN_READ)
def initiatives_sheet() -> Response:
    """The initiatives as filtered, for Excel."""
    found = queries.listed(**_asked(), limit=queries.MOST_ROWS)[: queries.MOST_ROWS]
    rows = queries.sheet(found, htmx.words("INITIATIVE_KINDS"), htmx.words("INITIATIVE_SCOPES"))
    return htmx.xlsx(sheets.write_xlsx("Sáng kiến, giải pháp, mô hình", SHEET, rows), "sang-kien.xlsx")


@bp.get("/initiatives/new")
@needs(Can.PLAN_WRITE)
def new_initiative() -> Response:
    """An empty form, or one that knows whose it is: ?subject=person-12."""
    form = InitiativeForm(formdata=None).over_subjects()
    key = request.args.get("subject")
    return _form_page(form.of(key) if key else form, None)


def _form_page(form: InitiativeForm, row: Initiative | None, status: int = 200) -> Response:
    return htmx.page("plans/initiative_form.html", status=status, form=form, row=row)


@bp.post("/initiatives/new")
@needs(Can.PLAN_WRITE)
def create_initiative() -> Response:
    """Describe an initiative."""
    return _save(None)


def _save(row: Initiative | None) -> Response:
    form = InitiativeForm().over_subjects()
    if not form.validate_on_submit():
        return _form_page(form, row, 422)
    try:
        saved = save_initiative(row, queries.subject_of(form.subject.data), **form.values(), today=clock.today())
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _form_page(form, row, 422)
    return htmx.go(".initiative", f"Đã ghi “{saved.title}”.", initiative_id=saved.id)


@bp.get("/initiatives/<int:initiative_id>")
@needs(Can.PLAN_READ)
def initiative(initiative_id: int) -> Response:
    """One initiative: what it brought, who recognised it, the log."""
    row = queries.get(initiative_id)
    return htmx.page(
        "plans/initiative.html",
        row=row,
        owner=queries.owner_label(row),
        lines=audit.lines_about(row),
        own=queries.is_own(row),
    )


@bp.get("/initiatives/<int:initiative_id>/edit")
@needs(Can.PLAN_WRITE)
def edit_initiative(initiative_id: int) -> Response:
    """The form filled in."""
    row = _writable(initiative_id)
    return _form_page(InitiativeForm(formdata=None).over_subjects().shows(row), row)


@bp.post("/initiatives/<int:initiative_id>/edit")
@needs(Can.PLAN_WRITE)
def update_initiative(initiative_id: int) -> Response:
    """Correct what was described."""
    return _save(_writable(initiative_id))


def _writable(initiative_id: int) -> Initiative:
    row = queries.get(initiative_id)
    if not queries.is_own(row):
        raise NotFound
    return row
