"""Pages of papers: find one, open its bytes, give it a number, file what came back signed, the registers."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import audit, clock, htmx, law, sheets
from app.access import Can, needs
from app.papers import actions, forms, queries, rules
from app.papers.models import Paper, Series
from app.papers.views.blueprint import bp
from app.refusals import Refused
from app.widgets import told

COLUMNS = (
    sheets.Column("Mã trên trang"),
    sheets.Column("Số, ký hiệu"),
    sheets.Column("Loại văn bản"),
    sheets.Column("Tên văn bản"),
    sheets.Column("Ngày văn bản", "day"),
    sheets.Column("Số trang", "number"),
    sheets.Column("Người khóa"),
    sheets.Column("Tình trạng"),
)
REGISTER_COLUMNS = (
    sheets.Column("Số, ký hiệu"),
    sheets.Column("Ngày", "day"),
    sheets.Column("Tên văn bản"),
    sheets.Column("Ghi chú"),
)


@bp.get("/")
@needs(Can.PAPER_READ)
def index() -> Response:
    """The papers that fit a search, newest first."""
    search = _search()
    before = request.args.get("before", type=int)
    papers = queries.found(*_asked(search), before=before)
    return htmx.page(
        "papers/index.html",
        search=search,
        papers=papers[: queries.PAGE],
        numbered=rules.NUMBERED,
        owners=queries.foreign_owners(papers),
        more=len(papers) > queries.PAGE,
        before=before,
        asked=_kept(search),
    )


@bp.get("/list.xlsx")
@needs(Can.PAPER_READ)
def sheet() -> Response:
    """The same list for Excel."""
    search = _search()
    papers = queries.found(*_asked(search), limit=queries.SHEET)
    kinds = htmx.words("PAPER_KINDS")
    rows = [
        (
            paper.short_code,
            paper.reference_number,
            kinds[paper.kind],
            paper.title,
            paper.day,
            paper.pages,
            paper.sealed_by,
            "đã được thay" if paper.replaced else "đang dùng",
        )
        for paper in papers
    ]
    return htmx.xlsx(sheets.write_xlsx("Văn bản đã khóa", COLUMNS, rows, told(search)), "van-ban.xlsx")


def _search() -> forms.SearchForm:
    form = forms.SearchForm(request.args)
    form.kind.choices = htmx.words("PAPER_KINDS").items()
    return form


def _asked(form: forms.SearchForm) -> tuple[str, str | None, str | None]:
    """What was asked for; an unknown kind or state, as in an old link, asks for nothing."""
    kind = form.kind.data if form.kind.data in rules.KINDS else None
    state = form.state.data if form.state.data in dict(forms.STATES) else None
    return form.q.data or "", kind, state


def _kept(form: forms.SearchForm) -> dict[str, str]:
    """The filters of this list as they stand in its address."""
    return {name: value for name, value in zip(("q", "kind", "state"), _asked(form), strict=True) if value}


@bp.get("/<int:paper_id>")
@needs(Can.PAPER_READ)
def show(paper_id: int) -> Response:
    """Everything about one paper."""
    return _shown(queries.get(paper_id), forms.ScanForm(formdata=None))


def _shown(paper: Paper, form: forms.ScanForm, status: int = 200) -> Response:
    return htmx.page(
        "papers/show.html",
        status=status,
        paper=paper,
        numbered=rules.NUMBERED,
        editable=rules.EDITABLE,
        faults=[] if paper.replaced else actions.proof_paper(paper),
        own=queries.is_own(paper),
        copies=queries.copies_of(paper),
        owners=queries.foreign_owners([paper]),
        replacement=queries.replacement_of(paper),
        predecessor=queries.predecessor_of(paper),
        lines=audit.lines_about(paper),
        form_label=law.PAPERS[paper.form_code].label,
        form=form,
        coarse=rules.SCAN_DPI,
    )


@bp.get("/<int:paper_id>/file.pdf")
@needs(Can.PAPER_READ)
def file(paper_id: int) -> Response:
    """The sealed bytes, never made again."""
    paper = queries.get(paper_id)
    return htmx.pdf(queries.bytes_of(paper), f"{paper.kind}-{paper.short_code}.pdf", etag=paper.sha256)


@bp.get("/<int:paper_id>/file.docx")
@needs(Can.PAPER_READ)
def word(paper_id: int) -> Response:
    """The same paper for Word, from the facts that were sealed with it."""
    paper = queries.get(paper_id)
    return htmx.docx(actions.word_of(paper), f"{paper.kind}-{paper.short_code}.docx")


@bp.post("/<int:paper_id>/scans")
@needs(Can.PAPER_SCAN)
def add_scan(paper_id: int) -> Response:
    """File the scan of the signed paper."""
    paper = queries.get(paper_id)
    form = forms.ScanForm()
    if not form.validate_on_submit() or not form.file.data:
        form.refuse("Chưa chọn tệp.", "file")
        return _shown(paper, form, 422)
    try:
        scan = actions.file_scan(paper, form.file.data.read(), form.file.data.filename)
    except Refused as refused:
        htmx.refuse(form, refused, scan_not_pdf="file", scan_too_large="file", scan_filed_already="file")
        return _shown(paper, form, 422)
    return htmx.go(".show", f"Đã lưu bản quét, {scan.pages} trang.", paper_id=paper.id)


@bp.get("/scans/<int:scan_id>/file.pdf")
@needs(Can.PAPER_READ)
def scan_file(scan_id: int) -> Response:
    """A scan as it was filed."""
    scan = queries.get_scan(scan_id)
    name = f"{scan.paper.kind}-{scan.paper.short_code}-scan-{scan.id}.pdf"
    return htmx.pdf(queries.bytes_of_scan(scan), name, etag=scan.sha256)


@bp.get("/<int:paper_id>/number")
@needs(Can.PAPER_NUMBER)
def number(paper_id: int) -> Response:
    """The form for the number of a paper that was sealed without one."""
    paper = queries.get(paper_id)
    form = forms.NumberForm(formdata=None, day=clock.today(), symbol=forms.usual_symbol(paper.kind, paper.facts))
    return _number_page(paper, form)


def _number_page(paper: Paper, form: forms.NumberForm, status: int = 200) -> Response:
    series = queries.register(form.symbol.data or "", (form.day.data or clock.today()).year)
    return htmx.page("papers/number.html", status=status, paper=paper, form=form, series=series)


@bp.post("/<int:paper_id>/number")
@needs(Can.PAPER_NUMBER)
def save_number(paper_id: int) -> Response:
    """Enter the number in the register; the sealed bytes stay as they are."""
    paper = queries.get(paper_id)
    form = forms.NumberForm()
    if not form.validate_on_submit():
        return _number_page(paper, form, 422)
    typed = form.data
    try:
        if typed["number"] is None:
            given = actions.take_number(typed["symbol"], typed["day"], paper.title, paper)
        else:
            given = actions.enter_number(typed["symbol"], typed["number"], typed["day"], paper.title, paper)
    except Refused as refused:
        at_number = dict.fromkeys(("number_taken", "number_below_one"), "number")
        htmx.refuse(form, refused, symbol_unclear="symbol", number_other_year="day", **at_number)
        return _number_page(paper, form, 422)
    return htmx.go(".show", f"Đã vào sổ số {given}.", paper_id=paper.id)


@bp.get("/registers")
@needs(Can.PAPER_READ)
def registers() -> Response:
    """All number registers of the authority."""
    return _registers(forms.OpenForm(formdata=None, year=clock.today().year))


def _registers(form: forms.OpenForm, status: int = 200) -> Response:
    return htmx.page(
        "papers/registers.html", status=status, registers=queries.registers(), form=form, symbols=rules.SYMBOLS
    )


@bp.post("/registers")
@needs(Can.PAPER_NUMBER)
def open_register() -> Response:
    """Begin a register in the middle of a year."""
    form = forms.OpenForm()
    if not form.validate_on_submit():
        return _registers(form, 422)
    try:
        typed = form.data
        series = actions.open_register(typed["symbol"], typed["year"], typed["used"])
    except Refused as refused:
        htmx.refuse(form, refused, symbol_unclear="symbol", number_below_one="used", series_in_use="used")
        return _registers(form, 422)
    return htmx.go(".register", "Đã mở sổ.", symbol=series.symbol, year=series.year)


@bp.get("/registers/<symbol>/<int:year>")
@needs(Can.PAPER_READ)
def register(symbol: str, year: int) -> Response:
    """One register: who has which number, and what nobody explained."""
    series = queries.register_or_404(symbol, year)
    return _register(series, forms.SkipForm(formdata=None, day=clock.today()))


def _register(series: Series, form: forms.SkipForm, status: int = 200) -> Response:
    return htmx.page(
        "papers/register.html", status=status, register=queries.register_page(series), form=form, series=series
    )


@bp.post("/registers/<symbol>/<int:year>")
@needs(Can.PAPER_NUMBER)
def skip(symbol: str, year: int) -> Response:
    """Explain a number that no paper has."""
    series = queries.register_or_404(symbol, year)
    form = forms.SkipForm()
    valid = form.validate_on_submit()
    if not forms.in_year(form.day.data, year):
        form.refuse(f"Sổ này của năm {year}: ngày phải trong năm đó.", "day")
    if not valid or form.errors:
        return _register(series, form, 422)
    try:
        typed = form.data
        actions.skip_number(symbol, typed["number"], typed["day"], typed["reason"])
    except Refused as refused:
        at_number: Any = dict.fromkeys(("number_taken", "number_below_one", "number_beyond_last"), "number")
        htmx.refuse(form, refused, skip_needs_reason="reason", **at_number)
        return _register(series, form, 422)
    return htmx.go(".register", "Đã ghi lý do bỏ trống số.", symbol=symbol, year=year)


@bp.get("/registers/<symbol>/<int:year>/register.xlsx")
@needs(Can.PAPER_READ)
def register_sheet(symbol: str, year: int) -> Response:
    """A register for Excel, in the order of its numbers."""
    page = queries.register_page(queries.register_or_404(symbol, year))
    own = page.series.symbol
    rows = [
        (f"{one.number:02d}/{one.symbol or own}", one.day, one.title or "(bỏ trống)", one.skipped_because)
        for one in reversed(page.entries)
    ]
    content = sheets.write_xlsx(f"Sổ đăng ký văn bản {symbol} năm {year}", REGISTER_COLUMNS, rows)
    return htmx.xlsx(content, f"so-dang-ky-{year}.xlsx")
