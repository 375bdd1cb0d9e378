"""The phiếu điểm danh: made, printed one by one or as a stack, looked at when it came back signed."""

from datetime import date, timedelta
from typing import Any

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.papers import queries as papers
from app.papers.models import Scan
from app.refusals import Refused
from app.training import actions, queries
from app.training.forms.sheets import ScanForm, SheetForm
from app.training.queries import sheets
from app.training.rules.sheets import BLANK_ROWS
from app.training.views import bp
from app.training.views.trainings import training_page

QUARTERS = (0, 90, 180, 270)
WIDTH, CLOSE_WIDTH = 900, 1_650  # dots of a page: beside the marks, and to be looked at closely


# ---- one sheet


@bp.get("/trainings/<int:training_id>/sheet.pdf")
@needs(Can.TRAINING_READ)
def sheet(training_id: int) -> Response:
    """The attendance sheet as PDF: the one made for signing, or with ?draft=1 or before that a draft."""
    training = queries.training(training_id)
    paper = None if request.args.get("draft") else papers.current(training, sheets.KIND)
    content = papers.bytes_of(paper) if paper else actions.draft_sheet(training, _asked_rows())
    return htmx.pdf(content, f"phieu-diem-danh-{training.id}.pdf")


def _asked_rows() -> int:
    """How many lines a draft leaves free; an address that asks for what no form permits gets the usual number."""
    form = SheetForm(request.args, meta={"csrf": False})
    return form.rows() if form.validate() else BLANK_ROWS


@bp.post("/trainings/<int:training_id>/sheet")
@needs(Can.ATTENDANCE_MARK)
def seal_sheet(training_id: int) -> Response:
    """Make the sheet that is printed and signed, with its code on each page."""
    training = queries.training(training_id)
    form = SheetForm()
    if not form.validate_on_submit():
        return training_page(training, 422, sheet_form=form)
    paper = actions.seal_sheet(training, form.rows())
    said = f"Đã lập phiếu điểm danh, {paper.pages} trang, mã {paper.short_code}."
    return htmx.go("training.show_training", said, training_id=training.id, _anchor="sheet")


# ---- many sheets


@bp.get("/<int:course_id>/sheets.pdf")
@needs(Can.TRAINING_READ)
def course_sheets(course_id: int) -> Response:
    """The sheets of a class as one file for the printer."""
    course = queries.get(course_id)
    return htmx.pdf(actions.stack_of_sheets(sheets.of_course(course.id)).bytes, f"phieu-diem-danh-lop-{course.id}.pdf")


@bp.post("/<int:course_id>/sheets")
@needs(Can.ATTENDANCE_MARK)
def make_course_sheets(course_id: int) -> Response:
    """Make the sheets of a class that are not made yet."""
    course = queries.get(course_id)
    trainings = sheets.of_course(course.id)
    made = actions.make_sheets(trainings, trainings[0].day if trainings else clock.today())
    if made.job_id:
        return htmx.go("desk.job", "Đang lập phiếu điểm danh.", job_id=made.job_id)
    return htmx.go("training.show", _said(made.count), course_id=course.id, _anchor="trainings")


def _said(count: int) -> str:
    return f"Đã lập {count} phiếu điểm danh." if count else "Mọi buổi đều đã có phiếu điểm danh."


@bp.get("/sheets")
@needs(Can.TRAINING_READ)
def week_sheets() -> Response:
    """The trainings of a week with their sheets, to be printed in one go."""
    return _week_page(_day(request.args.get("day", "")) or clock.today())


def _week_page(day: date) -> Response:
    trainings = sheets.of_week(day)
    first = sheets.monday(day)
    return htmx.page(
        "training/week_sheets.html",
        trainings=trainings,
        sheets=sheets.sheets(trainings),
        first=first,
        last=first + timedelta(days=6),
        before=first - timedelta(days=7),
        after=first + timedelta(days=7),
    )


@bp.post("/sheets")
@needs(Can.ATTENDANCE_MARK)
def make_week_sheets() -> Response:
    """Make the sheets of a week that are not made yet."""
    day = _day(request.form.get("day", ""))
    if day is None:
        raise NotFound
    made = actions.make_sheets(sheets.of_week(day), day)
    if made.job_id:
        return htmx.go("desk.job", "Đang lập phiếu điểm danh.", job_id=made.job_id)
    return htmx.go("training.week_sheets", _said(made.count), day=day.isoformat())


@bp.get("/sheets/<day>.pdf")
@needs(Can.TRAINING_READ)
def week_sheets_file(day: str) -> Response:
    """The sheets of a week as one file for the printer: hamlet by hamlet, class by class."""
    asked = _day(day)
    if asked is None:
        raise NotFound
    content = actions.stack_of_sheets(sheets.of_week(asked)).bytes
    return htmx.pdf(content, f"phieu-diem-danh-tuan-{sheets.monday(asked).isoformat()}.pdf")


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


# ---- what came back signed


@bp.post("/trainings/<int:training_id>/scans")
@needs(Can.ATTENDANCE_MARK)
def add_scan(training_id: int) -> Response:
    """File the scan or the photographs of the signed sheet."""
    training = queries.training(training_id)
    form = ScanForm()
    valid = form.validate_on_submit()
    chosen = [one for one in form.files.data or () if one and one.filename]
    if not chosen:
        form.refuse("Chưa chọn tệp.", "files")
    if not valid or not chosen:
        return training_page(training, 422, scan_form=form)
    try:
        scan = actions.file_sheet_scan(training, [(one.filename, one.read()) for one in chosen])
    except Refused as refused:
        for reason in refused.reasons:
            form.refuse(htmx.sentence(reason), "files")
        return training_page(training, 422, scan_form=form)
    said = f"Đã lưu bản quét phiếu điểm danh, {scan.pages} trang."
    return htmx.go("training.show_training", said, training_id=training.id)


@bp.get("/trainings/<int:training_id>/scans/<int:scan_id>")
@needs(Can.TRAINING_READ)
def scan(training_id: int, scan_id: int) -> Response:
    """The signed sheet page by page, to be turned and looked at closely; it stands beside the marks in a frame."""
    training = queries.training(training_id)
    found = sheets.scan(training, scan_id)
    return htmx.page("training/scan.html", training=training, scan=found, **_look(found))


def _look(found: Scan) -> dict[str, Any]:
    """How the scan is looked at: which page, how it is turned, how close."""
    page = request.args.get("page", default=1, type=int)
    turned = request.args.get("turned", default=0, type=int)
    return {
        "page": page if 1 <= page <= found.pages else 1,
        "turned": turned if turned in QUARTERS else 0,
        "close": request.args.get("close") == "1",
    }


@bp.get("/trainings/<int:training_id>/scans/<int:scan_id>/<int:page>.png")
@needs(Can.TRAINING_READ)
def scan_page(training_id: int, scan_id: int, page: int) -> Response:
    """The picture of one page of the signed sheet."""
    found = sheets.scan(queries.training(training_id), scan_id)
    look = _look(found)
    content = sheets.scan_page(found, page, look["turned"], CLOSE_WIDTH if look["close"] else WIDTH)
    return htmx.file(content, f"phieu-{scan_id}-{page}.png", "image/png", inline=True)
