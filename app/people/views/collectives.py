"""Pages of collectives."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import audit, clock, htmx, sheets
from app.access import Can, needs
from app.people import actions, queries
from app.people.forms import CollectiveForm, FilterForm
from app.people.models import Collective
from app.people.views import bp
from app.people.views.persons import asked
from app.places import queries as places
from app.refusals import Refused
from app.widgets import told


@bp.get("/collectives")
@needs(Can.PERSON_READ)
def collectives() -> Response:
    """The list of collectives as filtered; with `all` the whole of it on one page, to be printed."""
    form = FilterForm.of(request.args, places.hamlets(clock.today()))
    everyone, after = "all" in request.args, request.args.get("after", type=int)
    rows = queries.collectives(form.wanted) if everyone else queries.page_of_collectives(form.wanted, after)
    return htmx.page(
        "people/collectives.html",
        block="list",
        form=form,
        rows=rows if everyone else rows[: queries.PAGE],
        more=not everyone and len(rows) > queries.PAGE,
        everyone=everyone,
        total=queries.count_collectives(form.wanted),
        asked=asked(),
    )


@bp.get("/collectives.xlsx")
@needs(Can.PERSON_READ)
def export_collectives() -> Response:
    """The list of collectives as filtered, for Excel."""
    form = FilterForm.of(request.args, places.hamlets(clock.today()))
    columns = [
        sheets.Column("STT", "number", 6),
        sheets.Column("Tên tập thể", "people"),
        sheets.Column("Thôn, tổ dân phố"),
        sheets.Column("Cơ quan, đơn vị"),
        sheets.Column("Người đứng đầu", "people"),
        sheets.Column("Tổng số người", "number"),
        sheets.Column("Trong đó nữ", "number"),
    ]
    rows = [_cells(number, row) for number, row in enumerate(queries.collectives(form.wanted), start=1)]
    return htmx.xlsx(sheets.write_xlsx("Danh sách tập thể", columns, rows, told(form)), "danh-sach-tap-the.xlsx")


def _cells(number: int, row: Collective) -> list[object]:
    return [
        number,
        row.name,
        row.hamlet.name if row.hamlet else "",
        row.unit.name if row.unit else "",
        row.head_name or "",
        row.headcount,
        row.women_count,
    ]


@bp.get("/collectives/<int:collective_id>")
@needs(Can.PERSON_READ)
def collective(collective_id: int) -> Response:
    """One collective, and what was done to the record."""
    found = queries.collective(collective_id)
    return htmx.page("people/collective.html", collective=found, lines=audit.lines_about(found))


@bp.get("/collectives/new")
@needs(Can.PERSON_WRITE)
def new_collective() -> Response:
    """The form for a new collective."""
    return _form_page(_form(team_kind=request.args.get("team"), hamlet_id=request.args.get("hamlet", type=int)))


@bp.post("/collectives/new")
@needs(Can.PERSON_WRITE)
def create_collective() -> Response:
    """Add a collective; one of the same name is asked about first."""
    return _save(_form())


@bp.get("/collectives/<int:collective_id>/edit")
@needs(Can.PERSON_WRITE)
def edit_collective(collective_id: int) -> Response:
    """The form of a collective."""
    found = queries.collective(collective_id)
    return _form_page(_form(found), found)


@bp.post("/collectives/<int:collective_id>/edit")
@needs(Can.PERSON_WRITE)
def update_collective(collective_id: int) -> Response:
    """Correct a collective."""
    found = queries.collective(collective_id)
    return _save(_form(found), found)


def _form(collective: Collective | None = None, **first: Any) -> CollectiveForm:
    today = clock.today()
    return CollectiveForm(today, places.hamlets(today), places.units(today), collective, **first)


def _form_page(
    form: CollectiveForm, row: Collective | None = None, doubles: list[Collective] | None = None
) -> Response:
    status = 422 if form.errors or doubles else 200
    return htmx.page("people/collective_form.html", status=status, form=form, collective=row, doubles=doubles or [])


def _save(form: CollectiveForm, row: Collective | None = None) -> Response:
    if not form.validate_on_submit():
        return _form_page(form, row)
    doubles = [] if row or form.add_anyway.data else queries.doubles_of_collective(form.name.data or "")
    if doubles:
        return _form_page(form, row, doubles)
    try:
        saved = actions.save_collective(row, **form.columns())
    except Refused as refused:
        htmx.refuse(form, refused, team_has_members="team_kind")
        return _form_page(form, row)
    return htmx.go("people.collective", f"Đã ghi {saved.name}.", collective_id=saved.id)
