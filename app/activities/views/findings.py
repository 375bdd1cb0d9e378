"""What inspections found: the list of what must be mended, one finding, its mending, a good example described."""

from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.activities.actions import inspections as actions
from app.activities.actions.inspections import Found
from app.activities.forms.inspections import DescribeForm, FindingForm, FindingsForm, MendingForm, ReasonForm
from app.activities.models import Finding, Inspection
from app.activities.queries import inspections as queries
from app.activities.queries.inspections import WantedFindings
from app.activities.rules.inspections import FindingKind, Pending, period_of
from app.activities.views import bp
from app.activities.views.inspections import own_inspection
from app.papers.actions import evidence as hung
from app.papers.forms import EvidenceForm
from app.papers.queries import evidence
from app.places import queries as places
from app.plans.queries import initiatives
from app.plans.rules.initiatives import InitiativeKind
from app.refusals import Refused
from app.widgets import told

FIELDS = {
    "finding_without_owner": "responsible",
    "finding_without_day": "due_on",
    "finding_due_before": "due_on",
    "finding_day_unexplained": "reason",
    "finding_mended": "kind",
    "finding_described": "kind",
}
MENDING_FIELDS = {
    "mending_ahead": "day",
    "mending_before": "day",
    "mending_after_closing": "late_reason",
}
SHEET = (
    sheets.Column("Ngày kiểm tra", "day"),
    sheets.Column("Nơi được kiểm tra", "people"),
    sheets.Column("Loại", width=22),
    sheets.Column("Nội dung", width=60),
    sheets.Column("Ai khắc phục", width=30),
    sheets.Column("Hạn khắc phục", "day"),
    sheets.Column("Khắc phục"),
    sheets.Column("Ngày khắc phục xong", "day"),
    sheets.Column("Đã khắc phục thế nào", width=45),
    sheets.Column("Đã mô tả thành", width=40),
)


# ---- the list


@bp.get("/inspections/findings")
@needs(Can.ACTIVITY_READ)
def findings() -> Response:
    """What was found as filtered, what is due first before the rest; ?all=1 shows all of it, to be printed."""
    today, form = clock.today(), _list_form()
    wanted, whole = _wanted(form), request.args.get("all") == "1"
    after = request.args.get("after", type=int)
    limit = queries.MOST_ROWS if whole else queries.PAGE
    found = queries.findings(wanted, today, None if whole else after, limit)
    rows = found[:limit]
    here: dict[str, Any] = {name: value for name, value in request.args.items() if name in form._fields and value}
    calendar = places.calendar()
    return htmx.page(
        "activities/findings.html",
        form=form,
        rows=rows,
        here=here,
        whole=whole,
        kind=wanted.kind,
        pending=lambda row: queries.pending_of(row, today),
        days_left=lambda day: calendar.between(today, day),
        next_url=url_for(".findings", **here, after=rows[-1].id) if len(found) > limit else None,
        first_url=url_for(".findings", **here) if after else None,
    )


def _list_form() -> FindingsForm:
    today = clock.today()
    form = FindingsForm(request.args if request.args else None)
    form.pending.choices = htmx.words("PENDING_STATES").items()
    form.hamlet.choices = [(one.id, one.name) for one in places.hamlets(today)]
    form.year.choices = [(year, f"Năm {year}") for year in range(today.year + 1, today.year - 4, -1)]
    return form


def _wanted(form: FindingsForm) -> WantedFindings:
    """What was asked for; a list opened without asking shows what must be mended."""
    kind = form.kind.data if request.args.get("kind") is not None else FindingKind.FAULT
    quarter = form.quarter.data if form.quarter.data in (1, 2, 3, 4) else None
    year = form.year.data or (clock.today().year if quarter else None)
    known_year = year is not None and 2000 <= year <= 2099
    return WantedFindings(
        kind=kind if kind in tuple(FindingKind) else None,
        pending=form.pending.data if form.pending.data in tuple(Pending) else None,
        typed=form.q.data or "",
        hamlet_id=form.hamlet.data,
        period=period_of(year, quarter) if year is not None and known_year else None,
    )


@bp.get("/inspections/findings.xlsx")
@needs(Can.ACTIVITY_READ)
def findings_sheet() -> Response:
    """The findings as filtered, for Excel."""
    today, form = clock.today(), _list_form()
    found = queries.findings(_wanted(form), today, limit=queries.MOST_ROWS)[: queries.MOST_ROWS]
    rows = queries.finding_sheet(found, htmx.words("FINDING_KINDS"), htmx.words("PENDING_STATES"), today)
    content = sheets.write_xlsx("Kết quả kiểm tra, việc phải khắc phục", SHEET, rows, told(form))
    return htmx.xlsx(content, "phai-khac-phuc.xlsx")


# ---- one finding


@bp.get("/inspections/<int:inspection_id>/findings/new")
@needs(Can.PLAN_WRITE)
def new_finding(inspection_id: int) -> Response:
    """The form for one more finding."""
    row = own_inspection(inspection_id)
    return _form_page(_finding_form(row, FindingForm(formdata=None, kind=str(FindingKind.FAULT))), row, None)


def _finding_form(inspection: Inspection, form: FindingForm) -> FindingForm:
    form.task.choices = queries.plan_tasks(inspection.plan_id)
    return form


def _form_page(form: FindingForm, inspection: Inspection, row: Finding | None, status: int = 200) -> Response:
    return htmx.page(
        "activities/finding_form.html",
        status=status,
        form=form,
        inspection=inspection,
        row=row,
        sealed=actions.minutes_of(inspection) is not None,
    )


@bp.post("/inspections/<int:inspection_id>/findings/new")
@needs(Can.PLAN_WRITE)
def create_finding(inspection_id: int) -> Response:
    """Write down one more finding."""
    return _save(own_inspection(inspection_id), None)


def _save(inspection: Inspection, row: Finding | None) -> Response:
    form = _finding_form(inspection, FindingForm())
    if not form.validate_on_submit():
        return _form_page(form, inspection, row, 422)
    typed = form.data
    given = Found(
        kind=typed["kind"],
        text=typed["text"],
        responsible=typed["responsible"] or "",
        due_on=typed["due_on"],
        task=queries.task(inspection.plan_id, typed["task"]),
        reason=typed["reason"] or "",
    )
    try:
        actions.save_finding(inspection, row, given)
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _form_page(form, inspection, row, 422)
    return htmx.go(".inspection", "Đã lưu.", inspection_id=inspection.id, _anchor="findings")


@bp.get("/inspections/findings/<int:finding_id>/edit")
@needs(Can.PLAN_WRITE)
def edit_finding(finding_id: int) -> Response:
    """The form filled in."""
    row = own_finding(finding_id)
    return _form_page(_finding_form(row.inspection, FindingForm(formdata=None).shows(row)), row.inspection, row)


@bp.post("/inspections/findings/<int:finding_id>/edit")
@needs(Can.PLAN_WRITE)
def update_finding(finding_id: int) -> Response:
    """Correct a finding."""
    row = own_finding(finding_id)
    return _save(row.inspection, row)


def own_finding(finding_id: int) -> Finding:
    """A finding that one may change; one that one only reads is not found here."""
    row = queries.finding(finding_id)
    if not queries.is_own(row):
        raise NotFound
    return row


@bp.post("/inspections/findings/<int:finding_id>/remove")
@needs(Can.PLAN_WRITE)
def remove_finding(finding_id: int) -> Response:
    """Take out what was written down by mistake."""
    row = own_finding(finding_id)
    inspection_id = row.inspection_id
    actions.remove_finding(row)
    return htmx.go(".inspection", "Đã xóa; nhật ký còn ghi nội dung.", inspection_id=inspection_id, _anchor="findings")


# ---- mended


@bp.get("/inspections/findings/<int:finding_id>")
@needs(Can.ACTIVITY_READ)
def finding(finding_id: int) -> Response:
    """One finding: what must be mended until when, how it was mended, with what proof."""
    return finding_page(queries.finding(finding_id))


def finding_page(row: Finding, status: int = 200, **given: Any) -> Response:
    """The page of a finding; `given` are forms with faults in place of the empty ones."""
    today = clock.today()
    context: dict[str, Any] = {
        "mending_form": MendingForm(formdata=None, day=today),
        "reason_form": ReasonForm(formdata=None, prefix="undo"),
        "evidence_form": EvidenceForm(formdata=None, prefix="proof"),
        **given,
    }
    return htmx.page(
        "activities/finding.html",
        status=status,
        row=row,
        own=queries.is_own(row),
        evidence=evidence.of(row),
        state=queries.pending_of(row, today),
        days_left=places.calendar().between(today, row.due_on) if row.due_on else None,
        staying=actions.removing_refusals(row),
        **context,
    )


@bp.post("/inspections/findings/<int:finding_id>/mend")
@needs(Can.TASK_REPORT)
def mend_finding(finding_id: int) -> Response:
    """Write down that it was mended."""
    row = own_finding(finding_id)
    form, today = MendingForm(), clock.today()
    if not form.validate_on_submit():
        return finding_page(row, 422, mending_form=form)
    typed = form.data
    found = actions.mending_refusals(row, typed["day"], today, typed["late_reason"] or "")
    if found:
        htmx.refuse(form, Refused(found), **MENDING_FIELDS)
        return finding_page(row, 422, mending_form=form)
    if form.chosen() and not form.add_to(row):
        return finding_page(row, 422, mending_form=form)
    actions.mend(row, typed["day"], typed["how"], today, typed["late_reason"] or "")
    return htmx.go(".finding", "Đã ghi khắc phục xong.", finding_id=row.id)


@bp.post("/inspections/findings/<int:finding_id>/evidence")
@needs(Can.TASK_REPORT)
def add_finding_evidence(finding_id: int) -> Response:
    """Hang photographs, documents or a link on a finding."""
    row = own_finding(finding_id)
    form = EvidenceForm(prefix="proof")
    if not form.add_to(row):
        return finding_page(row, 422, evidence_form=form)
    return htmx.go(".finding", "Đã lưu minh chứng.", finding_id=row.id, _anchor="evidence")


@bp.post("/inspections/findings/<int:finding_id>/evidence/remove")
@needs(Can.PLAN_WRITE)
def remove_finding_evidence(finding_id: int) -> Response:
    """Take a piece of evidence off a finding; the log keeps that it was there."""
    row = own_finding(finding_id)
    hung.remove(row, evidence.of_subject(row, request.form.get("evidence", 0, type=int)))
    return htmx.go(".finding", "Đã bỏ minh chứng.", finding_id=row.id, _anchor="evidence")


@bp.post("/inspections/findings/<int:finding_id>/reopen")
@needs(Can.PLAN_WRITE)
def reopen_finding(finding_id: int) -> Response:
    """Take it up again, with the reason."""
    row = own_finding(finding_id)
    form = ReasonForm(prefix="undo")
    if not form.validate_on_submit():
        return finding_page(row, 422, reason_form=form)
    try:
        actions.undo_mending(row, form.reason.data)
    except Refused as refused:
        htmx.refuse(form, refused)
        return finding_page(row, 422, reason_form=form)
    return htmx.go(".finding", "Đã mở lại việc khắc phục.", finding_id=row.id)


# ---- a good example


@bp.get("/inspections/findings/<int:finding_id>/describe")
@needs(Can.PLAN_WRITE)
def describe_finding(finding_id: int) -> Response:
    """The form that makes an initiative of a good example; a collective that was looked at is filled in."""
    row = own_finding(finding_id)
    form = DescribeForm(formdata=None, kind=str(InitiativeKind.PRACTICE), title=row.text[:300]).over_subjects()
    collective = row.inspection.collective
    if collective is not None:
        key = f"collective-{collective.id}"
        form.subject.data, form.subject.text = key, initiatives.name_of_subject(key)
        form.subject.chosen_label = initiatives.label_of_subject(key)
    return _describe_page(form, row)


def _describe_page(form: DescribeForm, row: Finding, status: int = 200) -> Response:
    return htmx.page("activities/finding_described.html", status=status, form=form, row=row)


@bp.post("/inspections/findings/<int:finding_id>/describe")
@needs(Can.PLAN_WRITE)
def save_described(finding_id: int) -> Response:
    """Make the initiative and go on describing it in the book."""
    row = own_finding(finding_id)
    form = DescribeForm().over_subjects()
    if not form.validate_on_submit():
        return _describe_page(form, row, 422)
    try:
        subject = initiatives.subject_of(form.subject.data)
        made = actions.describe(row, subject, kind=form.kind.data, title=form.title.data, today=clock.today())
    except Refused as refused:
        htmx.refuse(form, refused, initiative_known="title")
        return _describe_page(form, row, 422)
    said = "Đã đưa vào sổ sáng kiến, mô hình: ghi thêm hiệu quả bằng số, nơi áp dụng."
    return htmx.go("plans.edit_initiative", said, initiative_id=made.id)
