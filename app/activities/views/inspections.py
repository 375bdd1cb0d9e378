"""Pages of inspections: the list, the plan of a year or quarter, one of them from the plan to what was held."""

from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import audit, clock, htmx, sheets
from app.access import Can, needs
from app.activities.actions import inspections as actions
from app.activities.actions.inspections import Found, Held, Planned, Team
from app.activities.forms.inspections import (
    CONTENTS,
    EVERY,
    HeldForm,
    InspectionForm,
    ListForm,
    ReasonForm,
)
from app.activities.models import Inspection
from app.activities.queries import inspections as queries
from app.activities.queries.inspections import Wanted
from app.activities.rules.inspections import FindingKind, InspectionKind, InspectionState, Pending, period_of
from app.activities.views import bp
from app.papers.actions import evidence as hung
from app.papers.forms import EvidenceForm
from app.papers.queries import evidence
from app.people import queries as people
from app.places import queries as places
from app.plans import queries as plans
from app.plans.models import Plan
from app.refusals import Refused
from app.widgets import told

FIELDS = {
    "inspection_of_nobody": "inspected_name",
    "inspection_known": "day",
    "inspection_outside_plan": "day",
    "inspections_too_many": "hamlets",
}
HELD_FIELDS = {
    "inspection_ahead": "day",
    "inspection_ends_first": "ends",
    "inspection_after_closing": "late_reason",
    "finding_due_before": "faults",
}
SHEET = (
    sheets.Column("Ngày dự kiến", "day"),
    sheets.Column("Hình thức"),
    sheets.Column("Tên cuộc kiểm tra", width=45),
    sheets.Column("Nơi được kiểm tra", "people"),
    sheets.Column("Theo kế hoạch"),
    sheets.Column("Tình trạng"),
    sheets.Column("Ngày đã kiểm tra", "day"),
    sheets.Column("Nội dung", width=45),
    sheets.Column("Đoàn kiểm tra", width=40),
    sheets.Column("Kết quả ghi nhận", "number"),
    sheets.Column("Tồn tại", "number"),
    sheets.Column("Đã khắc phục", "number"),
    sheets.Column("Quá hạn", "number"),
    sheets.Column("Điển hình", "number"),
    sheets.Column("Lý do không kiểm tra", width=30),
)


# ---- the list


@bp.get("/inspections")
@needs(Can.ACTIVITY_READ)
def inspections() -> Response:
    """The inspections as filtered, the newest day first; ?all=1 shows them all, to be printed."""
    today, form = clock.today(), _list_form()
    wanted = wanted_inspections(form)
    whole = request.args.get("all") == "1"
    after = request.args.get("after", type=int)
    found = queries.listed(wanted, today, None if whole else after, queries.MOST_ROWS if whole else queries.PAGE)
    limit = queries.MOST_ROWS if whole else queries.PAGE
    rows, here = found[:limit], kept(form)
    return htmx.page(
        "activities/inspections.html",
        form=form,
        rows=rows,
        here=here,
        whole=whole,
        summary=queries.summary(wanted.period or period_of(today.year, None), wanted.plan_id, today),
        period=form.year.data or today.year,
        pending=lambda row: queries.pending_of(row, today),
        next_url=url_for(".inspections", **here, after=rows[-1].id) if len(found) > limit else None,
        first_url=url_for(".inspections", **here) if after else None,
    )


def _list_form() -> ListForm:
    """The filter with what it may be narrowed to: hamlets, plans, the years there may be inspections of."""
    today = clock.today()
    form = ListForm(request.args)
    form.state.choices = htmx.words("INSPECTION_STATES").items()
    form.pending.choices = htmx.words("PENDING_STATES").items()
    form.hamlet.choices = [(one.id, one.name) for one in places.hamlets(today)]
    form.plan.choices = [(one.id, plan_label(one)) for one in plans.in_force(today)]
    form.year.choices = [(year, f"Năm {year}") for year in range(today.year + 1, today.year - 4, -1)]
    return form


def plan_label(plan: Plan) -> str:
    """A plan as a list to choose from names it."""
    return f"{plan.reference_number}: {plan.title}" if plan.reference_number else plan.title


def wanted_inspections(form: ListForm) -> Wanted:
    """What was asked for; what no list offers, as in an old link, asks for nothing."""
    quarter = form.quarter.data if form.quarter.data in (1, 2, 3, 4) else None
    year = form.year.data or (clock.today().year if quarter else None)
    return Wanted(
        typed=form.q.data or "",
        kind=_one_of(form.kind.data, InspectionKind),
        state=_one_of(form.state.data, InspectionState),
        hamlet_id=_offered(form.hamlet),
        plan_id=_offered(form.plan),
        period=period_of(year, quarter) if year and _offered(form.year) or quarter and year else None,
        pending=_one_of(form.pending.data, Pending),
    )


def _one_of(value: str | None, known: Any) -> str | None:
    return value if value in tuple(known) else None


def _offered(field: Any) -> Any:
    return field.data if field.data in {choice.value for choice in field.iter_choices()} - {""} else None


def kept(form: ListForm) -> dict[str, Any]:
    """The filters of a list as they stand in its address."""
    return {name: value for name, value in request.args.items() if name in form._fields and value}


@bp.get("/inspections.xlsx")
@needs(Can.ACTIVITY_READ)
def inspections_sheet() -> Response:
    """The inspections as filtered, for Excel."""
    today, form = clock.today(), _list_form()
    found = queries.listed(wanted_inspections(form), today, limit=queries.MOST_ROWS)[: queries.MOST_ROWS]
    rows = queries.sheet(found, htmx.words("INSPECTION_KINDS"), htmx.words("INSPECTION_STATES"), today)
    return htmx.xlsx(
        sheets.write_xlsx("Kiểm tra, giám sát phong trào", SHEET, rows, told(form)), "kiem-tra-giam-sat.xlsx"
    )


# ---- on the plan


@bp.get("/inspections/new")
@needs(Can.PLAN_WRITE)
def new_inspection() -> Response:
    """An empty form with what an inspection of the movement usually looks at; ?plan= and ?hamlet= fill in more."""
    today = clock.today()
    plan = plans.for_new_work(request.args.get("plan", type=int), today)
    data = {
        "kind": str(InspectionKind.INSPECTION),
        "day": today,
        "plan": plan.id if plan else None,
        "hamlet": request.args.get("hamlet", type=int),
        "contents": "\n".join(CONTENTS),
        "every": EVERY,
    }
    return _form_page(_inspection_form(None, InspectionForm(formdata=None, data=data)), None)


def _inspection_form(row: Inspection | None, form: InspectionForm) -> InspectionForm:
    """The form with what may be chosen on this day; what was chosen before stays among it."""
    today = clock.today()
    known = plans.in_force(today)
    known += [row.plan] if row is not None and row.plan is not None and row.plan not in known else []
    hamlets, units = places.hamlets(today), places.units(today)
    hamlets += [row.hamlet] if row is not None and row.hamlet is not None and row.hamlet not in hamlets else []
    units += [row.unit] if row is not None and row.unit is not None and row.unit not in units else []
    form.plan.choices = [(one.id, plan_label(one)) for one in known]
    form.hamlet.choices = form.hamlets.choices = [(one.id, one.name) for one in hamlets]
    form.unit.choices = [(one.id, one.name) for one in units]
    return form.over_places()


def _form_page(form: InspectionForm, row: Inspection | None, status: int = 200) -> Response:
    return htmx.page("activities/inspection_form.html", status=status, form=form, row=row)


@bp.post("/inspections/new")
@needs(Can.PLAN_WRITE)
def create_inspection() -> Response:
    """Put one inspection on the plan, or one for each of the ticked hamlets."""
    return _save(None)


def _save(row: Inspection | None) -> Response:
    form = _inspection_form(row, InspectionForm())
    if not form.validate_on_submit():
        return _form_page(form, row, 422)
    ticked = [one for one in places.hamlets(clock.today()) if one.id in (form.hamlets.data or ())] if not row else []
    try:
        given = _planned(form)
        if ticked:
            made = actions.plan_many(given, ticked, EVERY if form.every.data is None else form.every.data)
            return htmx.go(".inspections", f"Đã đưa {len(made)} cuộc kiểm tra vào kế hoạch.", plan=form.plan.data)
        saved = actions.plan_inspection(row, given)
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _form_page(form, row, 422)
    return htmx.go(".inspection", f"Đã lưu “{saved.title}”.", inspection_id=saved.id)


def _planned(form: InspectionForm) -> Planned:
    typed = form.data
    return Planned(
        kind=typed["kind"],
        day=typed["day"],
        contents=(typed["contents"] or "").splitlines(),
        title=typed["title"] or "",
        plan=plans.get(typed["plan"]) if typed["plan"] else None,
        hamlet=places.hamlet(typed["hamlet"]) if typed["hamlet"] else None,
        unit=places.unit(typed["unit"]) if typed["unit"] else None,
        collective=people.collective(typed["collective"]) if typed["collective"] else None,
        inspected_name=typed["inspected_name"] or "",
        place=typed["place"] or "",
        ground=typed["ground"] or "",
        team=Team(**form.team()),
    )


@bp.get("/inspections/<int:inspection_id>/edit")
@needs(Can.PLAN_WRITE)
def edit_inspection(inspection_id: int) -> Response:
    """The form filled in."""
    row = own_inspection(inspection_id)
    return _form_page(_inspection_form(row, InspectionForm(formdata=None).over_places().shows(row)), row)


@bp.post("/inspections/<int:inspection_id>/edit")
@needs(Can.PLAN_WRITE)
def update_inspection(inspection_id: int) -> Response:
    """Change what is on the plan."""
    return _save(own_inspection(inspection_id))


def own_inspection(inspection_id: int) -> Inspection:
    """An inspection that one may change; one that one only reads is not found here."""
    row = queries.get(inspection_id)
    if not queries.is_own(row):
        raise NotFound
    return row


# ---- one inspection


@bp.get("/inspections/<int:inspection_id>")
@needs(Can.ACTIVITY_READ)
def inspection(inspection_id: int) -> Response:
    """One inspection: what is planned, what was found, what must be mended, its minutes, the log."""
    return inspection_page(queries.get(inspection_id))


def inspection_page(row: Inspection, status: int = 200, **given: Any) -> Response:
    """The page of an inspection; `given` are forms with faults in place of the empty ones."""
    today = clock.today()
    paper = actions.minutes_of(row)
    context: dict[str, Any] = {
        "reason_form": ReasonForm(formdata=None, prefix="end"),
        "evidence_form": EvidenceForm(formdata=None, prefix="proof"),
        **given,
    }
    return htmx.page(
        "activities/inspection.html",
        status=status,
        row=row,
        own=queries.is_own(row),
        evidence=evidence.of(row),
        paper=paper,
        outdated=actions.outdated(row, paper),
        why_no_minutes=actions.why_no_minutes(row),
        faults=actions.proof_minutes(row) if paper is None else [],
        before=queries.left_open_before(row),
        pending=lambda finding: queries.pending_of(finding, today),
        staying={one.id: actions.removing_refusals(one) for one in row.findings},
        days_left=lambda day: places.calendar().between(today, day),
        lines=audit.lines_about(row),
        **context,
    )


@bp.get("/inspections/<int:inspection_id>/held")
@needs(Can.PLAN_WRITE)
def hold_inspection(inspection_id: int) -> Response:
    """The form for an inspection that took place."""
    row = own_inspection(inspection_id)
    return _held_page(HeldForm(formdata=None).shows(row), row)


def _held_page(form: HeldForm, row: Inspection, status: int = 200) -> Response:
    return htmx.page(
        "activities/inspection_held.html",
        status=status,
        form=form,
        row=row,
        before=queries.left_open_before(row),
    )


@bp.post("/inspections/<int:inspection_id>/held")
@needs(Can.PLAN_WRITE)
def save_held(inspection_id: int) -> Response:
    """Write down that it took place and, the first time, what was found."""
    row = own_inspection(inspection_id)
    form = HeldForm()
    if not form.validate_on_submit():
        return _held_page(form, row, 422)
    try:
        actions.write_up(row, _held(form), _found(form), clock.today())
    except Refused as refused:
        for reason in refused.reasons:
            place = HELD_FIELDS.get(reason.code.replace("-", "_"))
            form.refuse(htmx.sentence(reason), None if place == "faults" else place)
        return _held_page(form, row, 422)
    return htmx.go(".inspection", "Đã ghi kết quả kiểm tra.", inspection_id=row.id)


def _held(form: HeldForm) -> Held:
    typed = form.data
    words = {name: typed[name] or "" for name in ("place", "opinion", "conclusion", "late_reason")}
    return Held(day=typed["day"], starts=typed["starts"], ends=typed["ends"], team=Team(**form.team()), **words)


def _found(form: HeldForm) -> list[Found]:
    """What was found, in the order of the minutes: results, what must be mended, good examples."""
    typed = form.data
    found = [Found(FindingKind.RESULT, line) for line in _lines(typed["results"])]
    found += [
        Found(FindingKind.FAULT, row.text.data or "", row.responsible.data or "", row.due_on.data)
        for row in form.rows()
    ]
    return found + [Found(FindingKind.EXAMPLE, line) for line in _lines(typed["examples"])]


def _lines(typed: str | None) -> list[str]:
    """One finding to a line, without the dash before it."""
    return [line for one in (typed or "").splitlines() if (line := one.strip().lstrip("-–•+").strip())]


@bp.post("/inspections/<int:inspection_id>/cancel")
@needs(Can.PLAN_WRITE)
def cancel_inspection(inspection_id: int) -> Response:
    """Take it off the plan, with the reason."""
    row = own_inspection(inspection_id)
    form = ReasonForm(prefix="end")
    if not form.validate_on_submit():
        return inspection_page(row, 422, reason_form=form)
    try:
        actions.cancel(row, form.reason.data)
    except Refused as refused:
        htmx.refuse(form, refused, inspection_end_unexplained="reason")
        return inspection_page(row, 422, reason_form=form)
    return htmx.go(".inspection", "Đã ghi không kiểm tra, kèm lý do.", inspection_id=row.id)


@bp.post("/inspections/<int:inspection_id>/plan-again")
@needs(Can.PLAN_WRITE)
def plan_inspection_again(inspection_id: int) -> Response:
    """Put a cancelled one back on the plan."""
    row = own_inspection(inspection_id)
    actions.plan_again(row)
    return htmx.go(".inspection", "Đã đưa lại vào kế hoạch kiểm tra.", inspection_id=row.id)


@bp.post("/inspections/<int:inspection_id>/evidence")
@needs(Can.PLAN_WRITE)
def add_inspection_evidence(inspection_id: int) -> Response:
    """Hang photographs, the form filled in by hand, documents or a link on an inspection."""
    row = own_inspection(inspection_id)
    form = EvidenceForm(prefix="proof")
    if not form.add_to(row):
        return inspection_page(row, 422, evidence_form=form)
    return htmx.go(".inspection", "Đã lưu ảnh, tài liệu.", inspection_id=row.id, _anchor="evidence")


@bp.post("/inspections/<int:inspection_id>/evidence/remove")
@needs(Can.PLAN_WRITE)
def remove_inspection_evidence(inspection_id: int) -> Response:
    """Take a piece of evidence off an inspection; the log keeps that it was there."""
    row = own_inspection(inspection_id)
    hung.remove(row, evidence.of_subject(row, request.form.get("evidence", 0, type=int)))
    return htmx.go(".inspection", "Đã bỏ minh chứng.", inspection_id=row.id, _anchor="evidence")
