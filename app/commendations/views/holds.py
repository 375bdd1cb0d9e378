"""Pages of holds: the book, one of them with what it stops, opening and ending one."""

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import audit, clock, htmx
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.models import Hold
from app.commendations.rules import HoldKind
from app.commendations.views.blueprint import bp, refuse
from app.people import queries as people
from app.refusals import Refused
from app.sheets import Column, write_xlsx
from app.widgets import told_words

SUBJECTS = {"person": people.get, "household": people.household, "collective": people.collective}
OPENING = {"hold-ahead": "opened_on", "hold-known": "kind"}
RELEASING = {
    "release-ahead": "closed_on",
    "release-before-opening": "closed_on",
    "release-without-term": "last_day",
    "term-without-discipline": "last_day",
    "term-before-release": "last_day",
}
MOST_ROWS = 5_000


@bp.get("/holds")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_DECIDE)
def holds() -> Response:
    """Who is not considered for the time being, newest first, by name and state."""
    asked: dict[str, Any] = {"typed": request.args.get("q", ""), "state": request.args.get("state") or None}
    after = request.args.get("after", "")
    found = queries.holds(**asked, after=int(after) if after.isdecimal() else None)
    more, rows = len(found) > queries.PAGE, found[: queries.PAGE]
    here: dict[str, Any] = {name: value for name, value in request.args.items() if name in ("q", "state")}
    return htmx.page(
        "commendations/holds.html",
        rows=rows,
        label=queries.hold_label,
        asked=asked,
        here=here,
        next_url=url_for(".holds", **here, after=rows[-1].id) if more else None,
        first_url=url_for(".holds", **here) if after else None,
    )


@bp.get("/holds.xlsx")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_DECIDE)
def holds_sheet() -> Response:
    """The holds as filtered, for Excel."""
    kinds, outcomes = htmx.words("HOLD_KINDS"), htmx.words("HOLD_OUTCOMES")
    columns = [Column("Tên", "people"), Column("Trường hợp", width=40), Column("Văn bản mở"), Column("Từ ngày", "day"),
               Column("Văn bản kết luận"), Column("Ngày kết luận", "day"), Column("Kết luận", width=40),
               Column("Hết thời hạn kỷ luật", "day")]  # fmt: skip
    found = queries.holds(request.args.get("q", ""), request.args.get("state"), limit=MOST_ROWS)[:MOST_ROWS]
    rows = [
        (
            queries.hold_label(row),
            kinds[row.kind],
            row.source_document,
            row.opened_on,
            row.closing_document or "",
            row.closed_on,
            outcomes.get(row.outcome or "", ""),
            row.term_until,
        )
        for row in found
    ]
    state = {"open": "chưa có kết luận", "closed": "đã có kết luận"}.get(request.args.get("state", ""))
    said = told_words({"Tên": request.args.get("q"), "Tình trạng": state})
    return htmx.xlsx(write_xlsx("Sổ theo dõi trường hợp chưa xét khen thưởng", columns, rows, said), "chua-xet.xlsx")


@bp.get("/holds/new")
@needs(Can.DOSSIER_WRITE)
def new_hold() -> Response:
    """An empty form, or one that knows whom it is about: ?subject=person-12."""
    form = forms.HoldForm(formdata=None, opened_on=clock.today()).over_subjects()
    key = request.args.get("subject")
    if key:
        subject = _subject(key)
        form.of(key, _name(subject), _label(subject))
    return htmx.page("commendations/hold_form.html", form=form)


def _subject(key: str) -> Any:
    kind, _dash, row_id = key.partition("-")
    found = SUBJECTS.get(kind)
    return found(int(row_id)) if found and row_id.isdecimal() else people.get(0)


def _name(subject: Any) -> str:
    named = subject.head if queries.kind_of(subject) == "household" else subject
    return str(named.name) if named else ""


def _label(subject: Any) -> str:
    kind = queries.kind_of(subject)
    if kind == "person":
        return people.label(subject)
    return people.household_label(subject) if kind == "household" else str(subject.name)


@bp.post("/holds/new")
@needs(Can.DOSSIER_WRITE)
def create_hold() -> Response:
    """Write down that somebody is not considered for the time being."""
    form = forms.HoldForm().over_subjects()
    if not form.validate_on_submit():
        return htmx.page("commendations/hold_form.html", form=form, status=422)
    typed = form.data
    try:
        row = actions.open_hold(
            _subject(typed["subject"]),
            kind=HoldKind(typed["kind"]),
            opened_on=typed["opened_on"],
            source_document=typed["source_document"],
            note=typed["note"] or "",
            today=clock.today(),
        )
    except Refused as refused:
        refuse(form, refused, OPENING)
        return htmx.page("commendations/hold_form.html", form=form, status=422)
    said = "Đã ghi. Chưa xét, chưa đề nghị khen thưởng cho đến khi có văn bản kết luận; hồ sơ vẫn soạn được."
    return htmx.go(".hold", said, hold_id=row.id)


@bp.get("/holds/<int:hold_id>")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_DECIDE)
def hold(hold_id: int) -> Response:
    """One hold: what opened it, what it stops, what ends it."""
    return _page(queries.hold(hold_id))


def _page(row: Hold, release: Any = None, remove: Any = None, status: int = 200) -> Response:
    return htmx.page(
        "commendations/hold.html",
        status=status,
        row=row,
        label=queries.hold_label(row),
        stopped=queries.stopped_by(row),
        title=queries.title_of,
        release=release or forms.ReleaseForm(formdata=None),
        remove=remove or forms.RemoveHoldForm(formdata=None),
        lines=audit.lines_about(row),
    )


@bp.post("/holds/<int:hold_id>/release")
@needs(Can.DOSSIER_WRITE)
def release_hold(hold_id: int) -> Response:
    """End a hold by the document that concludes it."""
    row = queries.hold(hold_id)
    form = forms.ReleaseForm()
    if not form.validate_on_submit():
        return _page(row, release=form, status=422)
    try:
        actions.release_hold(row, form.release(), clock.today())
    except Refused as refused:
        refuse(form, refused, RELEASING)
        return _page(row, release=form, status=422)
    return htmx.go(".hold", "Đã ghi kết luận.", hold_id=row.id)


@bp.post("/holds/<int:hold_id>/remove")
@needs(Can.DOSSIER_WRITE)
def remove_hold(hold_id: int) -> Response:
    """Take off a hold that was entered by mistake."""
    row = queries.hold(hold_id)
    form = forms.RemoveHoldForm()
    if not form.validate_on_submit():
        return _page(row, remove=form, status=422)
    actions.remove_hold(row, form.reason.data)
    return htmx.go(".holds", "Đã xóa khỏi sổ; nhật ký còn ghi ai xóa, vì sao.")
