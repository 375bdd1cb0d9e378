"""Pages of population: the numbers that shares are divided by, each with its day and its source."""

from datetime import date

from flask import request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.places import queries as places
from app.plans.actions import population as actions
from app.plans.forms import ConfirmForm
from app.plans.forms.population import PopulationForm, box_name, population_form
from app.plans.queries import population as queries
from app.plans.rules import GROUPS
from app.plans.rules.population import COLUMNS, cell_faults
from app.plans.views import bp
from app.refusals import Refused

FIELDS = {"population_ahead": "day"}
SHEET = (
    sheets.Column("Thôn, tổ dân phố", width=30),
    sheets.Column("Nhóm"),
    sheets.Column("Số người", "number"),
    sheets.Column("Ngày", "day"),
    sheets.Column("Nguồn", width=50),
    sheets.Column("Đối chiếu", width=50),
)


@bp.get("/population")
@needs(Can.PLAN_READ)
def population() -> Response:
    """The numbers that hold on a day, by hamlet and group, and what was entered when."""
    day = _asked_day()
    return htmx.page(
        "plans/population.html",
        day=day,
        today=clock.today(),
        columns=COLUMNS,
        places=_places(day),
        hamlet_ids=[hamlet.id for hamlet in places.hamlets(day)],
        known=queries.populations(day),
        batches=queries.batches(),
    )


def _asked_day() -> date:
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return clock.today()


def _places(day: date, own: bool = False) -> dict[int | None, str]:
    """The whole commune and its hamlets, by id; own: those only whose numbers are entered here."""
    hamlets = [hamlet for hamlet in places.hamlets(day) if not own or places.editable(hamlet)]
    return {None: "Toàn địa bàn", **{hamlet.id: hamlet.name for hamlet in hamlets}}


@bp.get("/population.xlsx")
@needs(Can.PLAN_READ)
def population_sheet() -> Response:
    """Every number that was entered, for Excel."""
    names = {hamlet.id: hamlet.name for hamlet in places.all_hamlets()}
    rows = [
        (
            names.get(row.hamlet_id, "") if row.hamlet_id else "Toàn địa bàn",
            row.target_group or "Tổng số",
            row.count,
            row.day,
            row.source,
            f"{row.confirmed_by}, {row.confirmed_against}" if row.confirmed_on else "chưa đối chiếu",
        )
        for row in queries.every()
    ]
    return htmx.xlsx(sheets.write_xlsx("Dân số theo thôn và nhóm đối tượng", SHEET, rows), "dan-so.xlsx")


@bp.get("/population/new")
@needs(Can.PLAN_WRITE)
def new_population() -> Response:
    """The table to fill in."""
    today = clock.today()
    return _form_page(population_form(_places(today, own=True), formdata=None, day=today))


def _form_page(form: PopulationForm, status: int = 200) -> Response:
    today = clock.today()
    return htmx.page(
        "plans/population_form.html",
        status=status,
        form=form,
        places=_places(today, own=True),
        columns=COLUMNS,
        groups=GROUPS,
        known=queries.populations(today),
    )


@bp.post("/population/new")
@needs(Can.PLAN_WRITE)
def save_population() -> Response:
    """Keep what stands in the boxes."""
    known = _places(clock.today(), own=True)
    form = population_form(known)
    valid = form.validate_on_submit()
    values = form.values(known)
    for cell, reason in cell_faults(values).items():
        form.refuse(htmx.sentence(reason), box_name(cell))
        valid = False
    if not valid:
        return _form_page(form, 422)
    try:
        typed = form.data
        written = actions.save_population(values, typed["day"], typed["source"], clock.today())
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _form_page(form, 422)
    return htmx.go(".population", f"Đã lưu {written} số liệu dân số." if written else "Không có gì thay đổi.")


@bp.get("/population/<int:population_id>/confirm")
@needs(Can.PLAN_WRITE, Can.LAW_CONFIRM)
def confirm_population(population_id: int) -> Response:
    """The form that says numbers were compared with their document."""
    rows = queries.batch(population_id)
    against = rows[0].source if rows else ""
    return _confirm_page(population_id, ConfirmForm(formdata=None, against=against, day=clock.today()))


def _confirm_page(population_id: int, form: ConfirmForm, status: int = 200) -> Response:
    rows = queries.batch(population_id)
    names = _places(clock.today())
    return htmx.page(
        "plans/population_confirm.html",
        status=status,
        rows=rows,
        names=names,
        form=form,
        action=url_for(".save_population_confirmation", population_id=population_id),
    )


@bp.post("/population/<int:population_id>/confirm")
@needs(Can.PLAN_WRITE, Can.LAW_CONFIRM)
def save_population_confirmation(population_id: int) -> Response:
    """Record who compared the numbers, with what and when: the badge goes."""
    rows = queries.batch(population_id)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _confirm_page(population_id, form, 422)
    typed = form.data
    try:
        actions.confirm_population(rows, typed["against"], current_user.full_name, typed["day"])
    except Refused as refused:
        htmx.refuse(form, refused)
        return _confirm_page(population_id, form, 422)
    return htmx.go(".population", "Đã ghi nhận đối chiếu.")
