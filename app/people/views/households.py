"""Pages of households."""

from flask import abort, request
from werkzeug.wrappers import Response

from app import audit, clock, htmx, sheets
from app.access import Can, needs
from app.people import actions, queries
from app.people.forms import FilterForm, HouseholdForm, MemberForm
from app.people.models import Household, Person
from app.people.rules import Known
from app.people.views import bp
from app.people.views.persons import asked
from app.places import queries as places
from app.refusals import Refused
from app.widgets import told


@bp.get("/households")
@needs(Can.PERSON_READ)
def households() -> Response:
    """The list of households as filtered, by the name of the head; with `all` the whole of it, to be printed."""
    form = FilterForm.of(request.args, places.hamlets(clock.today()))
    everyone, after = "all" in request.args, request.args.get("after", type=int)
    rows = queries.households(form.wanted) if everyone else queries.page_of_households(form.wanted, after)
    return htmx.page(
        "people/households.html",
        block="list",
        form=form,
        rows=rows if everyone else rows[: queries.PAGE],
        more=not everyone and len(rows) > queries.PAGE,
        everyone=everyone,
        total=queries.count_households(form.wanted),
        asked=asked(),
    )


@bp.get("/households.xlsx")
@needs(Can.PERSON_READ)
def export_households() -> Response:
    """The list of households as filtered, for Excel."""
    form = FilterForm.of(request.args, places.hamlets(clock.today()))
    columns = [
        sheets.Column("STT", "number", 6),
        sheets.Column("Chủ hộ", "people"),
        sheets.Column("Ngày hoặc năm sinh", "birth"),
        sheets.Column("Thôn, tổ dân phố"),
        sheets.Column("Địa chỉ"),
        sheets.Column("Số nhân khẩu", "number"),
    ]
    rows = [_cells(number, row) for number, row in enumerate(queries.households(form.wanted), start=1)]
    return htmx.xlsx(sheets.write_xlsx("Danh sách hộ gia đình", columns, rows, told(form)), "danh-sach-ho.xlsx")


def _cells(number: int, row: Household) -> list[object]:
    head = row.head
    return [
        number,
        head.name if head else "",
        head.birth.cell if head else None,
        row.hamlet.name,
        row.address or "",
        row.member_count,
    ]


@bp.get("/households/<int:household_id>")
@needs(Can.PERSON_READ)
def household(household_id: int) -> Response:
    """One household: its head, whom the books know of it, and what was done to the record."""
    return _household_page(queries.household(household_id), MemberForm(clock.today()))


def _household_page(found: Household, form: MemberForm, doubles: list[Person] | None = None) -> Response:
    return htmx.page(
        "people/household.html",
        status=422 if form.errors or doubles else 200,
        household=found,
        form=form,
        doubles=doubles or [],
        lines=audit.lines_about(found),
    )


@bp.post("/households/<int:household_id>/members")
@needs(Can.PERSON_WRITE)
def add_to_household(household_id: int) -> Response:
    """Bring somebody into the household: from the books, or a new person."""
    found, form = queries.household(household_id), MemberForm(clock.today())
    if not form.validate_on_submit():
        return _household_page(found, form)
    doubles = _new_doubles(form, found.hamlet_id) if form.new_name.data and not form.add_anyway.data else []
    if doubles:
        return _household_page(found, form, doubles)
    try:
        person = _member(form, found)
        actions.add_to_household(found, person, form.relation.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, head_of_other_household="member")
        return _household_page(found, form)
    return htmx.go("people.household", f"Đã thêm {person.name} vào hộ.", household_id=found.id)


def _member(form: MemberForm, household: Household) -> Person:
    if form.new_name.data:
        return actions.save_person(None, clock.today(), **form.new_member(household))
    return queries.get(form.member.data)


def _new_doubles(form: MemberForm | HouseholdForm, hamlet_id: int) -> list[Person]:
    birth = form.birth(form.new_born.data or "")
    return queries.doubles(Known(0, form.new_name.data, birth.year, hamlet_id, birth.born_on))


@bp.post("/households/<int:household_id>/members/<int:person_id>/remove")
@needs(Can.PERSON_WRITE)
def remove_from_household(household_id: int, person_id: int) -> Response:
    """Take somebody out of the household; they stay in the books."""
    found, person = queries.household(household_id), queries.get(person_id)
    if person.household_id != found.id:
        abort(404)
    try:
        actions.remove_from_household(found, person)
    except Refused as refused:
        form = MemberForm(clock.today())
        htmx.refuse(form, refused)
        return _household_page(found, form)
    return htmx.go("people.household", f"Đã đưa {person.name} ra khỏi hộ.", household_id=found.id)


@bp.get("/households/new")
@needs(Can.PERSON_WRITE)
def new_household() -> Response:
    """The form for a new household."""
    return _form_page(_form())


@bp.post("/households/new")
@needs(Can.PERSON_WRITE)
def create_household() -> Response:
    """Add a household."""
    return _save(_form())


@bp.get("/households/<int:household_id>/edit")
@needs(Can.PERSON_WRITE)
def edit_household(household_id: int) -> Response:
    """The form of a household."""
    found = queries.household(household_id)
    return _form_page(_form(found), found)


@bp.post("/households/<int:household_id>/edit")
@needs(Can.PERSON_WRITE)
def update_household(household_id: int) -> Response:
    """Correct a household, or say who its head is now."""
    found = queries.household(household_id)
    return _save(_form(found), found)


def _form(household: Household | None = None) -> HouseholdForm:
    today = clock.today()
    return HouseholdForm(today, places.hamlets(today), household)


def _form_page(form: HouseholdForm, row: Household | None = None, doubles: list[Person] | None = None) -> Response:
    status = 422 if form.errors or doubles else 200
    return htmx.page("people/household_form.html", status=status, form=form, household=row, doubles=doubles or [])


def _save(form: HouseholdForm, row: Household | None = None) -> Response:
    if not form.validate_on_submit():
        return _form_page(form, row)
    hamlet_id = form.hamlet_id.data
    doubles = _new_doubles(form, hamlet_id) if form.new_name.data and not form.add_anyway.data else []
    if doubles:
        return _form_page(form, row, doubles)
    try:
        hamlet = places.hamlet(form.hamlet_id.data) or abort(404)
        saved = actions.save_household(row, _head(form), hamlet, form.address.data or None, form.member_count.data)
    except Refused as refused:
        htmx.refuse(form, refused, head_of_other_household="head")
        return _form_page(form, row)
    return htmx.go("people.household", f"Đã ghi {queries.household_label(saved)}.", household_id=saved.id)


def _head(form: HouseholdForm) -> Person:
    if form.new_name.data:
        return actions.save_person(None, clock.today(), **form.new_head())
    return queries.get(form.head.data)
