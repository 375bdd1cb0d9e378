"""A list of the national platform on its way into the books: read, shown with every doubt, entered, taken back.

Both pages that take such lists, confirmations on VNeID and courses completed online, go through these.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.places import queries as places
from app.refusals import Refused
from app.sheets import SheetFault
from app.training.actions import imports as actions
from app.training.forms.imports import ImportForm, ImportPreviewForm, chosen_day, packed
from app.training.models import ListImport
from app.training.queries import imports as queries
from app.training.queries import online
from app.training.rules.lists import (
    LIST_COLUMNS,
    TAKEN,
    ListJudged,
    ListKind,
    ListLine,
    Standing,
    in_order,
    judge_list,
)
from app.training.views import bp

ON_PAGE = 100  # lines of a preview
SHOWN: dict[str, frozenset[Standing]] = {
    "all": frozenset(Standing),
    **{standing.value: frozenset({standing}) for standing in Standing},
}
HOME = {ListKind.VNEID: "training.vneid", ListKind.ONLINE: "training.online"}


@bp.get("/vneid/list")
@needs(Can.TRAINING_WRITE)
def vneid_list() -> Response:
    """The page to paste a list of confirmations into."""
    return _paste_page(ListKind.VNEID, ImportForm(formdata=None))


@bp.get("/online/list")
@needs(Can.TRAINING_WRITE)
def online_list() -> Response:
    """The page to paste a list of completed courses into."""
    return _paste_page(ListKind.ONLINE, ImportForm(formdata=None))


@bp.post("/vneid/list")
@needs(Can.TRAINING_WRITE)
def read_vneid_list() -> Response:
    """Read the list and show what becomes of every line; nothing is entered yet."""
    return _read(ListKind.VNEID)


@bp.post("/online/list")
@needs(Can.TRAINING_WRITE)
def read_online_list() -> Response:
    """Read the list and show what becomes of every line; nothing is entered yet."""
    return _read(ListKind.ONLINE)


@bp.post("/vneid/list/check")
@needs(Can.TRAINING_WRITE)
def check_vneid_list() -> Response:
    """Look again at a list in the preview: what was mended, another page of it."""
    return _check(ListKind.VNEID)


@bp.post("/online/list/check")
@needs(Can.TRAINING_WRITE)
def check_online_list() -> Response:
    """Look again at a list in the preview: what was mended, another page of it."""
    return _check(ListKind.ONLINE)


@bp.post("/vneid/list/save")
@needs(Can.TRAINING_WRITE)
def save_vneid_list() -> Response:
    """Enter the confirmations, or show the list again as long as a line is not plain."""
    return _save(ListKind.VNEID)


@bp.post("/online/list/save")
@needs(Can.TRAINING_WRITE)
def save_online_list() -> Response:
    """Enter the completed courses, or show the list again as long as a line is not plain."""
    return _save(ListKind.ONLINE)


@bp.post("/vneid/list/<int:import_id>/undo")
@needs(Can.TRAINING_WRITE)
def undo_vneid_list(import_id: int) -> Response:
    """Take the list entered last back, while nobody changed what it wrote."""
    return _undo(queries.get(import_id, ListKind.VNEID))


@bp.post("/online/list/<int:import_id>/undo")
@needs(Can.TRAINING_WRITE)
def undo_online_list(import_id: int) -> Response:
    """Take the list entered last back."""
    return _undo(queries.get(import_id, ListKind.ONLINE))


def last_list(kind: ListKind) -> dict[str, Any]:
    """The list of this kind entered last, and why it is not taken back; for the page that shows its button."""
    row = queries.last(kind)
    return {"last": row, "why_not_undo": actions.why_not_undo(row) if row else []}


def _undo(row: ListImport) -> Response:
    count = actions.undo_list(row)
    return htmx.go(HOME[ListKind(row.kind)], f"Đã hoàn tác danh sách vừa nhập: {count} dòng.")


def _paste_page(kind: ListKind, form: ImportForm, status: int = 200) -> Response:
    form.offer(places.hamlets(clock.today()))
    return htmx.page(
        "training/list.html",
        status=status,
        kind=kind,
        form=form,
        titles=online.titles() if kind is ListKind.ONLINE else [],
        platforms=online.platforms() if kind is ListKind.ONLINE else [],
    )


def _read(kind: ListKind) -> Response:
    hamlets, form = places.hamlets(clock.today()), ImportForm()
    form.offer(hamlets)
    valid = form.validate_on_submit()
    lines: list[ListLine] = []
    unused: list[str] = []
    try:
        lines, unused = form.lines(kind, {one.id: one.name for one in hamlets})
    except SheetFault as fault:
        form.refuse(str(fault), "file" if form.file.data else "text")
    if not valid or not lines:
        return _paste_page(kind, form, 422)
    names = ("source", "hamlet_id", "day", "title", "platform", "adds")
    shown = ImportPreviewForm(formdata=None, **{name: form[name].data for name in names})
    return _page(kind, shown, _judged(kind, shown, lines), unused=unused)


def _check(kind: ListKind) -> Response:
    form, lines = _sent(kind)
    return _broken(kind, form) if lines is None else _page(kind, form, _judged(kind, form, lines))


def _save(kind: ListKind) -> Response:
    form, lines = _sent(kind)
    if lines is None:
        return _broken(kind, form)
    judged = _judged(kind, form, lines)
    stopped = sum(1 for one in judged if one.standing is Standing.STOPPED)
    if stopped:
        form.refuse(f"Còn {stopped} dòng phải sửa hoặc đánh dấu “Bỏ qua”; chưa ghi dòng nào.")
    if form.errors:
        return _page(kind, form, judged, 422)
    try:
        taken = actions.take_list(kind, judged, form.source.data or "")
    except Refused as refused:
        htmx.refuse(form, refused)
        return _page(kind, form, judged, 422)
    return htmx.go(HOME[kind], _said(kind, taken, judged))


def _said(kind: ListKind, taken: actions.Taken, judged: Sequence[ListJudged]) -> str:
    """What became of a list, in one sentence."""
    numbers = Counter(one.standing for one in judged)
    what = "xác nhận" if kind is ListKind.VNEID else "lượt hoàn thành"
    parts = [f"Đã ghi {taken.count} {what}"]
    parts += [f"thêm {taken.people} người vào sổ"] if taken.people else []
    left = ((Standing.THERE, "đã ghi từ trước hoặc trùng"), (Standing.UNKNOWN, "không có trong sổ"))
    parts += [f"{numbers[standing]} dòng {words}, để lại" for standing, words in left if numbers[standing]]
    parts += [f"bỏ qua {numbers[Standing.SKIPPED]} dòng"] if numbers[Standing.SKIPPED] else []
    return f"{'; '.join(parts)}."


def _sent(kind: ListKind) -> tuple[ImportPreviewForm, list[ListLine] | None]:
    """The form of a preview and its whole list, None when it came damaged."""
    form = ImportPreviewForm()
    form.offer(places.hamlets(clock.today()))
    form.validate_on_submit()
    try:
        return form, form.lines(kind, request.form)
    except SheetFault as fault:
        form.refuse(str(fault))
        return form, None


def _broken(kind: ListKind, form: ImportPreviewForm) -> Response:
    pasted = ImportForm(formdata=None)
    for message in form.form_errors:
        pasted.refuse(message)
    return _paste_page(kind, pasted, 422)


def _judged(kind: ListKind, form: ImportPreviewForm, lines: Sequence[ListLine]) -> list[ListJudged]:
    books = queries.books_for(
        kind,
        lines,
        clock.today(),
        hamlet_id=None if form.hamlet_id.errors else form.hamlet_id.data,
        day=chosen_day(form),
        title=form.title.data or "",
        platform=form.platform.data or "",
        adds=bool(form.adds.data),
    )
    return judge_list(kind, lines, books)


def _page(
    kind: ListKind,
    form: ImportPreviewForm,
    judged: list[ListJudged],
    status: int = 200,
    unused: Sequence[str] = (),
) -> Response:
    hamlets = places.hamlets(clock.today())
    form.offer(hamlets)
    shown = _asked()
    rows = [(place, one) for place, one in in_order(judged) if one.standing in SHOWN[shown]]
    page, pages = _page_of(len(rows))
    numbers = Counter(one.standing for one in judged)
    return htmx.page(
        "training/list_preview.html",
        status=status,
        kind=kind,
        form=form,
        kept=packed([one.line for one in judged], kind),
        rows=rows[(page - 1) * ON_PAGE : page * ON_PAGE],
        counts={name: sum(numbers[one] for one in standings) for name, standings in SHOWN.items()},
        entered=sum(numbers[one] for one in TAKEN),
        columns=list(LIST_COLUMNS[kind]),
        hamlets={one.id: one.name for one in hamlets},
        unused=unused,
        shown=shown,
        page=page,
        pages=pages,
    )


def _asked() -> str:
    """What the preview is narrowed to: by the button that was pressed, else as it stood."""
    wanted = request.form.get("show") or request.form.get("shown", "all")
    return wanted if wanted in SHOWN else "all"


def _page_of(count: int) -> tuple[int, int]:
    """Which page of a preview is shown, and how many there are; a newly chosen filter begins with the first."""
    pages = max(1, -(-count // ON_PAGE))
    if request.form.get("show"):
        return 1, pages
    wanted = request.form.get("page", type=int) or request.form.get("at", 1, type=int)
    return min(max(1, wanted), pages), pages
