"""Pages of persons."""

from flask import request
from werkzeug.wrappers import Response

from app import audit, clock, htmx, sheets
from app.access import Can, needs
from app.people import actions, queries
from app.people.forms import FilterForm, PersonForm
from app.people.models import Person
from app.people.queries import teams
from app.people.rules import Known
from app.people.views import bp
from app.places import queries as places
from app.refusals import Refused
from app.widgets import told


@bp.get("/")
@needs(Can.PERSON_READ)
def index() -> Response:
    """The list of people as filtered; with `all` the whole of it on one page, to be printed."""
    form = FilterForm.of(request.args, places.hamlets(clock.today()))
    everyone = "all" in request.args
    rows = queries.people(form.wanted) if everyone else queries.page_of_people(form.wanted, _after())
    return htmx.page(
        "people/index.html",
        block="list",
        form=form,
        rows=rows if everyone else rows[: queries.PAGE],
        more=not everyone and len(rows) > queries.PAGE,
        everyone=everyone,
        total=queries.count_people(form.wanted),
        asked=asked(),
    )


@bp.get("/people.xlsx")
@needs(Can.PERSON_READ)
def export() -> Response:
    """The list of people as filtered, for Excel."""
    form = FilterForm.of(request.args, places.hamlets(clock.today()))
    columns = [
        sheets.Column("STT", "number", 6),
        sheets.Column("Họ và tên", "people"),
        *sheets.NAME_PARTS,
        sheets.Column("Ngày hoặc năm sinh", "birth"),
        sheets.Column("Giới tính"),
        sheets.Column("Thôn, tổ dân phố"),
        sheets.Column("Nhóm"),
        sheets.Column("Cơ quan, đơn vị"),
        sheets.Column("Chức vụ"),
        sheets.Column("Nghề nghiệp"),
        sheets.Column("Điện thoại"),
        sheets.Column("Xác nhận trên VNeID", "day"),
    ]
    rows = [_cells(number, person) for number, person in enumerate(queries.people(form.wanted), start=1)]
    return htmx.xlsx(sheets.write_xlsx("Danh sách người", columns, rows, told(form)), "danh-sach-nguoi.xlsx")


def _cells(number: int, person: Person) -> list[object]:
    return [
        number,
        person.name,
        *person.name_parts.cells,
        person.birth.cell,
        htmx.words("SEXES").get(person.sex or "", ""),
        person.hamlet.name if person.hamlet else "",
        person.target_group or "",
        person.unit.name if person.unit else "",
        person.post or "",
        person.occupation or "",
        person.phone or "",
        person.vneid_confirmed_on,
    ]


@bp.get("/<int:person_id>")
@needs(Can.PERSON_READ)
def show(person_id: int) -> Response:
    """One person: what the books know, the household, and what was done to the record."""
    person = queries.get(person_id)
    return htmx.page(
        "people/person.html",
        person=person,
        national_id=queries.national_id(person),
        teams=teams.of_person(person),
        lines=audit.lines_about(person),
    )


@bp.get("/new")
@needs(Can.PERSON_WRITE)
def new() -> Response:
    """The form for a new person."""
    return _form_page(_form())


@bp.post("/new")
@needs(Can.PERSON_WRITE)
def create() -> Response:
    """Add a person; who may be in the books already is asked about first."""
    return _save(_form())


@bp.get("/<int:person_id>/edit")
@needs(Can.PERSON_WRITE)
def edit(person_id: int) -> Response:
    """The form of a person."""
    person = queries.get(person_id)
    return _form_page(_form(person), person)


@bp.post("/<int:person_id>/edit")
@needs(Can.PERSON_WRITE)
def update(person_id: int) -> Response:
    """Correct a person."""
    person = queries.get(person_id)
    return _save(_form(person), person)


def asked() -> dict[str, str]:
    """The filter of this page, to be carried along to the next page, to paper and to Excel."""
    return {name: value for name, value in request.args.items() if value and name in ("q", "hamlet", "group")}


def _after() -> int | None:
    return request.args.get("after", type=int)


def _form(person: Person | None = None) -> PersonForm:
    today = clock.today()
    return PersonForm(today, places.hamlets(today), places.units(today), person)


def _form_page(form: PersonForm, person: Person | None = None, doubles: list[Person] | None = None) -> Response:
    status = 422 if form.errors or doubles else 200
    return htmx.page("people/person_form.html", status=status, form=form, person=person, doubles=doubles or [])


def _save(form: PersonForm, person: Person | None = None) -> Response:
    if not form.validate_on_submit():
        return _form_page(form, person)
    doubles = [] if person or form.add_anyway.data else _doubles(form)
    if doubles:
        return _form_page(form, person, doubles)
    try:
        saved = actions.save_person(person, clock.today(), **form.columns())
    except Refused as refused:
        htmx.refuse(form, refused)
        return _form_page(form, person)
    return htmx.go("people.show", f"Đã ghi {saved.name}.", person_id=saved.id)


def _doubles(form: PersonForm) -> list[Person]:
    columns = form.columns()
    birth = form.birth(form.born.data or "")
    return queries.doubles(Known(0, columns["name"], birth.year, columns["hamlet_id"], birth.born_on))
