"""Pages of the reports on a plan: the list, one report, who has not reported, its tables for Excel."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx, sheets, text
from app.access import Can, needs, opens
from app.oversight import documents, forms
from app.oversight.actions import reports as actions
from app.oversight.models import PeriodicReport
from app.oversight.queries import reports as queries
from app.oversight.rules import reports as rules
from app.oversight.rules.reports import ONE_DAY, Drawn, Number, Part, ReportState
from app.oversight.views import bp
from app.papers import queries as papers
from app.places import queries as places
from app.plans import queries as plans
from app.plans.queries import closings
from app.plans.rules import Period
from app.refusals import Refusal, Refused

NEW_SPOTS = {
    "report_period_reversed": "last_day",
    "report_period_too_long": "last_day",
    "report_outside_plan": "first_day",
    "report_plan_not_ours": "plan",
}
ISSUE_SPOTS = {
    "report_before_approval": "day",
    "approved_signer_gone": "day",
    "day_before_directory": "day",
    "number_taken": "number",
    "number_below_one": "number",
}


def file_name(report: PeriodicReport) -> str:
    """How the files of a report are called."""
    return f"bao-cao-{report.period_from:%Y%m%d}-{report.until - ONE_DAY:%Y%m%d}"


# ---- the list


@bp.get("/reports")
@needs(Can.FIGURES_READ)
def reports() -> Response:
    """The own reports, or for a province those of its communes, the newest period first."""
    wanted = queries.Wanted(
        plan_id=request.args.get("plan", type=int),
        state=request.args.get("state") if request.args.get("state") in set(ReportState) else None,
        year=request.args.get("year", type=int),
        below="below" in request.args,
    )
    most = htmx.page_size(queries.PAGE)
    rows = queries.listed(wanted, htmx.paged_from("after"), most)
    shown = rows[:most]
    asked: dict[str, Any] = {name: value for name, value in request.args.items() if name != "after"}
    return htmx.page(
        "oversight/reports.html",
        rows=shown,
        wanted=wanted,
        names=queries.owner_names(shown) if wanted.below else {},
        plans=queries.reportable(),
        oversees=queries.oversees(),
        last_day=_last_day,
        next_url=url_for(".reports", **asked, after=shown[-1].id) if len(rows) > most else None,
        first_url=url_for(".reports", **asked) if "after" in request.args else None,
        active=bool({"plan", "state", "year"} & set(asked)),
    )


def _last_day(row: PeriodicReport) -> date:
    return row.until - ONE_DAY


@bp.get("/reports/communes")
@needs(Can.FIGURES_READ)
def reported() -> Response:
    """Which communes have reported for a period and which have not: the province sees at a glance whom to remind."""
    today = clock.today()
    period = _asked_period() or rules.spans(today)[3].period
    lines = queries.communes(period)
    return htmx.page(
        "oversight/reported.html",
        lines=lines,
        period=period,
        last_day=period.end - ONE_DAY,
        words=rules.period_words(period),
        spans=rules.spans(today),
        one_day=timedelta(days=1),
        missing=[one for one in lines if not one.whole],
    )


def _asked_period() -> Period | None:
    try:
        first, last = (text.parse_day(request.args.get(name, "")) for name in ("from", "to"))
    except ValueError:
        return None
    return Period(first, last + ONE_DAY) if first <= last else None


# ---- begin


@bp.get("/reports/new")
@needs(Can.PLAN_WRITE)
def new_report() -> Response:
    """The plan and the period; the usual periods are one click away."""
    form = forms.NewReportForm().offer(queries.reportable())
    asked = _asked_period()
    if asked is not None:
        form.first_day.data, form.last_day.data = asked.start, asked.end - ONE_DAY
    plan = request.args.get("plan", type=int)
    if plan is not None:
        form.plan.process_data(plan)
    return _new_page(form)


def _new_page(form: forms.NewReportForm, status: int = 200) -> Response:
    return htmx.page(
        "oversight/report_new.html", form=form, spans=rules.spans(clock.today()), one_day=ONE_DAY, status=status
    )


@bp.post("/reports/new")
@needs(Can.PLAN_WRITE)
def create_report() -> Response:
    """Draw the figures and write the first draft."""
    known = queries.reportable()
    form = forms.NewReportForm().offer(known)
    if not form.validate_on_submit():
        return _new_page(form, 422)
    plan = next(one for one in known if one.id == form.plan.data)
    try:
        report = actions.draft_report(plan, form.period)
    except Refused as refused:
        htmx.refuse(form, refused, **NEW_SPOTS)
        return _new_page(form, 422)
    return htmx.go(".report", "Đã lấy số liệu từ sổ và lập dự thảo: xem lại từng phần.", report_id=report.id)


# ---- one report


@bp.get("/reports/<int:report_id>")
@needs(Can.FIGURES_READ)
def report(report_id: int) -> Response:
    """One report: its words, its figures with their records, what differs, and what comes next."""
    return report_page(queries.get(report_id))


def report_page(
    row: PeriodicReport, write: Any = None, approve: Any = None, status: int = 200, **more: Any
) -> Response:
    """The page of a report; the forms as they were typed where something was refused."""
    figures, who = actions.figures_of(row), actions.who()
    facts = actions.facts_of(row)
    passages = rules.passages_of(row.prose)
    period, today = queries.period_of(row), clock.today()
    own = queries.is_own(row)
    earlier = queries.earlier(row)
    return htmx.page(
        "oversight/report.html",
        report=row,
        own=own,
        figures=figures,
        passages=passages,
        headings=documents.HEADINGS,
        parts=_parts(row, figures.drawn),
        label=documents.label_of,
        before=figures.before.by_key() if figures.before else {},
        change=rules.change_words,
        padded=rules.padded,
        link=_link,
        words=rules.period_words(period),
        last_day=period.end - ONE_DAY,
        earlier=earlier,
        moved=actions.moved_figures(row) if row.state == ReportState.DRAFT else [],
        write=write or forms.write_form(row, passages),
        field_of=forms.part_field,
        approve_form=approve or forms.ApproveForm().offer(places.signings(today, documents.KIND)),
        signing=_default_signing(today),
        take_back_form=more.get("take_back") or forms.TakeBackForm(),
        issue_form=more.get("issue") or _issue_form(today),
        approving=rules.approving_refusals(facts, who, today),
        issuing=rules.issuing_refusals(facts, who),
        taking_back=rules.taking_back_refusals(facts),
        removing=rules.removing_refusals(facts, who),
        closes=own and plans.is_own(row.plan) and not _is_closed(row),
        paper=papers.get(row.paper_id) if row.paper_id else None,
        told=documents.zalo_text(row, figures.drawn),
        until=row.until,
        status=status,
    )


def _is_closed(row: PeriodicReport) -> bool:
    standing = closings.standing(row.plan)
    return standing is not None and standing.until >= row.until


def _issue_form(today: date) -> forms.IssueForm:
    form = forms.IssueForm()
    if form.day.data is None and not form.is_submitted():
        form.day.data = today
    return form


def _default_signing(today: date) -> Any:
    return next(iter(places.signings(today, documents.KIND)), None)


def _parts(row: PeriodicReport, drawn: Drawn) -> list[Part]:
    """The parts that the page shows: the differences only where there are any."""
    differing = actions.figures_of(row).differing
    own_tasks = bool(drawn.numbers.get(Part.TASKS))
    hidden = set() if differing else {Part.DIFFERENCES}
    hidden |= set() if own_tasks else {Part.TASKS}
    return [part for part in Part if part not in hidden]


def _link(row: PeriodicReport, one: Number) -> str | None:
    """The page with the records behind a figure, for whom it opens; a province reads the report, not its records."""
    if not one.endpoint or not queries.is_own(row) or not opens(one.endpoint):
        return None
    values: dict[str, Any] = dict(one.values)
    return url_for(one.endpoint, **values)


@bp.post("/reports/<int:report_id>")
@needs(Can.PLAN_WRITE)
def save_report(report_id: int) -> Response:
    """Keep the words; or, with the other buttons of the same form, first exchange one figure or draw all anew."""
    row = queries.get(report_id)
    form = forms.write_form(row, rules.passages_of(row.prose))
    if not form.validate_on_submit():
        return report_page(row, write=form, status=422)
    words: dict[str, str] = {
        str(part): form[forms.part_field(part)].data or "" for part in Part if forms.part_field(part) in request.form
    }
    actions.save_report(row, title=form.title.data, recipients=form.recipients.data.splitlines(), words=words)
    said = "Đã ghi báo cáo."
    if "exchange" in request.form:
        part, _bar, key = request.form["exchange"].partition("|")
        if part in set(Part):
            actions.exchange_figure(row, part, key)
            said = "Đã thay số trong đoạn viết."
    elif "redraw" in request.form:
        changed = actions.redraw(row)
        said = f"Đã lấy lại số liệu: {len(changed)} số liệu thay đổi." if changed else "Số liệu không thay đổi."
    return htmx.go(".report", said, report_id=row.id)


@bp.post("/reports/<int:report_id>/remove")
@needs(Can.PLAN_WRITE)
def remove_report(report_id: int) -> Response:
    """Throw a draft away."""
    actions.remove_report(queries.get(report_id))
    return htmx.go(".reports", "Đã xóa dự thảo báo cáo.")


@bp.get("/reports/<int:report_id>/changes")
@needs(Can.FIGURES_READ)
def report_changes(report_id: int) -> Response:
    """What the books tell otherwise since the figures of a report were drawn."""
    row = queries.get(report_id)
    return htmx.page(
        "oversight/report_changes.html",
        report=row,
        own=queries.is_own(row),
        changed=actions.changed_since(row) if queries.is_own(row) else [],
        label=documents.label_of,
    )


# ---- approve, number, issue


@bp.post("/reports/<int:report_id>/approval")
@needs(Can.PLAN_APPROVE)
def approve_report(report_id: int) -> Response:
    """The leader approves; văn thư numbers it then."""
    row, day = queries.get(report_id), clock.today()
    form = forms.ApproveForm().offer(places.signings(day, documents.KIND))
    if not form.validate_on_submit():
        return report_page(row, approve=form, status=422)
    try:
        signing = actions.signing_on(day, form.signer.data)
        actions.approve(row, day=day, signing=signing)
    except Refused as refused:
        htmx.refuse(form, refused, signer_not_in_force="signer", report_signer_wrote_it="signer")
        return report_page(row, approve=form, status=422)
    return htmx.go(".report", f"Đã duyệt, {signing.name} ký: chờ cấp số.", report_id=row.id)


@bp.post("/reports/<int:report_id>/approval/undo")
@needs(Can.PLAN_APPROVE)
def take_back_report(report_id: int) -> Response:
    """Take the approval back while the report has no number."""
    row = queries.get(report_id)
    form = forms.TakeBackForm()
    if not form.validate_on_submit():
        return report_page(row, take_back=form, status=422)
    actions.take_back_approval(row, form.reason.data)
    return htmx.go(".report", "Đã rút phê duyệt, báo cáo trở lại dự thảo.", report_id=row.id)


@bp.post("/reports/<int:report_id>/issue")
@needs(Can.PAPER_NUMBER, Can.PLAN_APPROVE)
def issue_report(report_id: int) -> Response:
    """Number and seal the approved report."""
    row = queries.get(report_id)
    form = forms.IssueForm()
    if not form.validate_on_submit() or form.day.data is None:
        return report_page(row, issue=form, status=422)
    try:
        number = actions.issue(row, day=form.day.data, number=form.number.data)
    except Refused as refused:
        htmx.refuse(form, refused, **ISSUE_SPOTS)
        return report_page(row, issue=form, status=422)
    return htmx.go(".report", f"Đã ban hành Báo cáo số {number}.", report_id=row.id)


# ---- the paper before it is sealed


@bp.get("/reports/<int:report_id>/draft.pdf")
@needs(Can.FIGURES_READ)
def report_draft(report_id: int) -> Response:
    """How the paper would look today."""
    row = queries.get(report_id)
    return htmx.pdf(actions.draft_paper(row), f"du-thao-{file_name(row)}.pdf")


@bp.get("/reports/<int:report_id>/draft.docx")
@needs(Can.FIGURES_READ)
def report_word(report_id: int) -> Response:
    """The report as a Word file."""
    row = queries.get(report_id)
    return htmx.docx(actions.word_draft(row), f"du-thao-{file_name(row)}.docx")


@bp.get("/reports/<int:report_id>/proof")
@needs(Can.FIGURES_READ)
def proof_report(report_id: int) -> Response:
    """Soát trước khi in: what would send the report back."""
    row = queries.get(report_id)
    faults, nobody = [], list[Refusal]()
    if row.state != ReportState.ISSUED:
        try:
            faults = actions.proof(row)
        except Refused as refused:
            nobody = refused.reasons
    return htmx.page(
        "oversight/report_proof.html",
        report=row,
        own=queries.is_own(row),
        faults=faults,
        nobody=nobody,
        moved=actions.moved_figures(row),
        label=documents.label_of,
    )


# ---- for Excel

FIGURE_COLUMNS = (
    sheets.Column("Phần", width=34),
    sheets.Column("Nội dung", width=52),
    sheets.Column("Đơn vị"),
    sheets.Column("Trong kỳ", "number"),
    sheets.Column("Lượt, buổi", "number"),
    sheets.Column("Báo cáo trước", "number"),
    sheets.Column("Từ đầu kế hoạch", "number"),
)
TARGET_COLUMNS = (
    sheets.Column("Số"),
    sheets.Column("Chỉ tiêu", width=60),
    sheets.Column("Đặt ra"),
    sheets.Column("Kết quả", width=28),
    sheets.Column("Đánh giá"),
    sheets.Column("Phụ trách", width=28),
    sheets.Column("Nguồn số liệu", width=34),
)


@bp.get("/reports/<int:report_id>/<part>.xlsx")
@needs(Can.FIGURES_READ)
def report_xlsx(report_id: int, part: str) -> Response:
    """The figures or the targets of a report as a workbook."""
    row = queries.get(report_id)
    found = actions.figures_of(row)
    if part not in ("figures", "targets"):
        abort(404)
    if part == "targets":
        content = sheets.write_xlsx(f"Chỉ tiêu: {row.title}", TARGET_COLUMNS, _target_rows(found.drawn))
    else:
        content = sheets.write_xlsx(f"Số liệu: {row.title}", FIGURE_COLUMNS, _figure_rows(found))
    return htmx.xlsx(content, f"{file_name(row)}-{'chi-tieu' if part == 'targets' else 'so-lieu'}.xlsx")


def _figure_rows(found: actions.Figures) -> Iterator[list[Any]]:
    before = found.before.by_key() if found.before else {}
    for part in Part:
        for one in found.drawn.numbers.get(part, ()):
            was = before.get(one.key)
            yield [
                documents.HEADINGS[part],
                documents.label_of(one.key),
                one.noun,
                one.value,
                one.turns,
                was.value if was else None,
                one.total,
            ]


def _target_rows(drawn: Drawn) -> Iterator[list[Any]]:
    standing = {True: "đạt", False: "chưa đạt", None: "chưa xét được"}
    for one in drawn.targets:
        yield [one.number, one.label, one.asked, one.done, standing[one.reached], one.owner, one.source]
