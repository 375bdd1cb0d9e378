"""A scanned stack: what became of its pages, what a human says of the rest, and the button that files it."""

from typing import Any

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.desk import actions, forms, queries
from app.desk.views.blueprint import bp
from app.papers import actions as papers
from app.papers import queries as sealed
from app.papers import rules
from app.papers.actions import Decision
from app.papers.queries.intake import WAITING, Stack
from app.papers.rules import Fate
from app.refusals import Refused
from app.text import number_text

DAY_FAULTS = dict.fromkeys(("signed_before_campaign", "signed_in_future", "stack_without_day"), "signed_on")


@bp.get("/stacks/<int:intake_id>")
@needs(Can.PAPER_SCAN)
def stack(intake_id: int) -> Response:
    """One stack: what was matched, what needs a human, what came twice, what is out."""
    return _page(sealed.intake.stack(sealed.intake.get(intake_id)))


def _page(found: Stack, sorting: Any = None, filing: Any = None, status: int = 200) -> Response:
    shown = found.waiting[:WAITING]
    sorting = sorting or forms.SortForm.over(shown)
    filing = filing or forms.FileForm(formdata=None, signed_on=clock.today())
    return htmx.page(
        "desk/stack.html",
        status=status,
        stack=found,
        asked=forms.asked(sorting, shown),
        sorting=sorting,
        filing=filing.offer(found.incomplete),
        lines=queries.pledges(found.papers),
        why_not=rules.filing_refusals(len(found.complete)),
        reasons=rules.REASONS,
        coarse=rules.SCAN_DPI,
    )


@bp.post("/stacks/<int:intake_id>/sort")
@needs(Can.PAPER_SCAN)
def sort_stack(intake_id: int) -> Response:
    """Write down what was said of the pages that wait; all of it, or nothing and every fault told."""
    found = sealed.intake.stack(sealed.intake.get(intake_id))
    form = forms.SortForm()
    valid = form.validate_on_submit()
    decisions = _decisions(form, found)
    if valid and not form.errors and decisions:
        faults = papers.sort_sheets(decisions)
        if not faults:
            message = f"Đã ghi {number_text(len(decisions))} trang."
            return htmx.go("desk.stack", message, intake_id=intake_id)
        parts = form.parts()
        for sheet_id, reasons in faults.items():
            for reason in reasons:
                field = parts[sheet_id].page if reason.code == "sheet-no-such-page" else parts[sheet_id].paper
                field.errors = [*field.errors, htmx.sentence(reason)]
    elif valid and not form.errors:
        form.refuse("Chưa nhập gì cho trang nào.")
    return _page(found, sorting=form, status=422)


def _decisions(form: Any, found: Stack) -> list[Decision]:
    """What was said, page by page; a page that somebody else has handled meanwhile is left alone."""
    decisions = []
    for one in forms.asked(form, found.waiting):
        part, sheet = one.part, one.waiting.sheet
        if part.answers > 1:
            part.paper.errors = [*part.paper.errors, "Mỗi trang chỉ làm một việc: gõ mã hoặc tên, dùng, hay bỏ."]
        elif part.reason.data:
            decisions.append(Decision(sheet, reason=part.reason.data))
        elif part.keep.data and one.waiting.paper and one.waiting.fate in (Fate.TWICE, Fate.SCANNED):
            decisions.append(Decision(sheet, one.waiting.paper, sheet.page or 1, instead=True))
        elif part.paper.data:
            decisions.append(Decision(sheet, sealed.get(part.paper.data), part.page_number))
    return decisions


@bp.post("/stacks/<int:intake_id>/drop-spare")
@needs(Can.PAPER_SCAN)
def drop_spare(intake_id: int) -> Response:
    """Leave out every page of which there is another picture."""
    count = papers.drop_spare(sealed.intake.stack(sealed.intake.get(intake_id)))
    return htmx.go("desk.stack", f"Đã bỏ {number_text(count)} trang trùng.", intake_id=intake_id)


@bp.post("/stacks/<int:intake_id>/read")
@needs(Can.PAPER_SCAN)
def read_stack(intake_id: int) -> Response:
    """Go on looking for codes after the work was stopped."""
    job = papers.read_stack(sealed.intake.get(intake_id))
    if job is None:
        return htmx.go("desk.stack", "Đã đọc xong mã của cả chồng.", intake_id=intake_id)
    return htmx.go("desk.job", job_id=job.id)


@bp.post("/stacks/sheets/<int:sheet_id>/back")
@needs(Can.PAPER_SCAN)
def take_back_sheet(sheet_id: int) -> Response:
    """Let a page wait again that was left out or led to a wrong paper."""
    sheet = sealed.intake.sheet(sheet_id)
    papers.take_back_sheet(sheet)
    return htmx.go(
        "desk.stack", f"Trang {sheet.number} chờ xem lại.", intake_id=sheet.intake_id, _anchor=f"sheet-{sheet.id}"
    )


@bp.post("/stacks/<int:intake_id>/file")
@needs(Can.PAPER_SCAN)
def file_stack(intake_id: int) -> Response:
    """File every complete paper; the pledges among them are signed on the day given."""
    intake = sealed.intake.get(intake_id)
    found = sealed.intake.stack(intake)
    form = forms.FileForm().offer(found.incomplete)
    if not form.validate_on_submit():
        return _page(found, filing=form, status=422)
    try:
        filed = actions.file_stack(intake, form.signed_on.data, clock.today(), form.incomplete.data or ())
    except Refused as refused:
        htmx.refuse(form, refused, **DAY_FAULTS)
        return _page(found, filing=form, status=422)
    return htmx.go("desk.stack", _told(filed), intake_id=intake_id)


def _told(filed: actions.Filed) -> str:
    words = [f"Đã lưu {number_text(filed.papers)} bản quét"]
    if filed.signed:
        words.append(f"{number_text(filed.signed)} bản cam kết được ghi là đã ký")
    if filed.known:
        words.append(f"{number_text(filed.known)} bản đã ghi ký từ trước, nay có thêm bản quét")
    if filed.refused:
        names = ", ".join(name for name, _reason in filed.refused)
        words.append(f"bản quét của {names} đã lưu nhưng bản cam kết không ghi là đã ký được, xem cột Tình trạng")
    return "; ".join(words) + "."
