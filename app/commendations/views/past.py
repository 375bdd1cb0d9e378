"""A list of past awards on its way into the register: pasted, shown with every doubt, entered, gone on with, undone."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations.actions import past as actions
from app.commendations.forms.past import PastForm, PastPreviewForm, packed_past, unpacked_past
from app.commendations.models import AchievementImport
from app.commendations.queries import past as queries
from app.commendations.rules.past import WAITING, PastJudged, Standing, in_order, judge_past, subject_name
from app.commendations.views.blueprint import bp, refuse
from app.people.rules import ListLine
from app.places import queries as places
from app.refusals import Refused
from app.sheets import SheetFault

ON_PAGE = 100  # lines of a preview
SHOWN: dict[str, frozenset[Standing]] = {
    "all": frozenset(Standing),
    **{standing.value: frozenset({standing}) for standing in Standing},
}
HOLDING = ("award_type", "issuer", "hamlet_id", "adds")


@bp.get("/achievements/list")
@needs(Can.DOSSIER_WRITE)
def past_list() -> Response:
    """The page to paste a list into, and the lists taken over before."""
    return _paste_page(PastForm(formdata=None))


def _paste_page(form: PastForm, status: int = 200) -> Response:
    form.offer(places.hamlets(clock.today()))
    rows = queries.lists()
    return htmx.page(
        "commendations/past.html",
        status=status,
        form=form,
        lists=rows,
        why_not_undo={row.id: actions.why_not_undo(row) for row in rows if not row.undone_by},
    )


@bp.post("/achievements/list")
@needs(Can.DOSSIER_WRITE)
def read_past_list() -> Response:
    """Read the list and show what becomes of every line; nothing is entered yet."""
    hamlets, form = places.hamlets(clock.today()), PastForm()
    form.offer(hamlets)
    valid = form.validate_on_submit()
    lines: list[ListLine] = []
    unused: list[str] = []
    try:
        lines, unused = form.lines({one.id: one.name for one in hamlets})
    except SheetFault as fault:
        form.refuse(str(fault), "file" if form.file.data else "text")
    if not valid or not lines:
        return _paste_page(form, 422)
    shown = PastPreviewForm(formdata=None, source=form.source.data, **_holding(form))
    return _page(shown, _judged(shown, lines), None, unused=unused)


@bp.post("/achievements/list/check")
@needs(Can.DOSSIER_WRITE)
def check_past_list() -> Response:
    """Look again at a list in the preview: what was mended, another page of it."""
    form, lines, row = _sent()
    return _broken(form) if lines is None else _page(form, _judged(form, lines), row)


@bp.post("/achievements/list/save")
@needs(Can.DOSSIER_WRITE)
def save_past_list() -> Response:
    """Enter what is right and keep the rest to be finished later."""
    form, lines, row = _sent()
    if lines is None:
        return _broken(form)
    judged = _judged(form, lines)
    if form.errors:
        return _page(form, judged, row, 422)
    rest = [one.line for one in judged if one.standing in WAITING]
    try:
        taken = actions.take_list(judged, form.source.data or "", row, packed_past(rest), _holding(form))
    except Refused as refused:
        refuse(form, refused)
        return _page(form, judged, row, 422)
    said = [f"Đã ghi {taken.count} lần khen thưởng vào sổ"]
    said += [f"thêm {taken.people} người vào sổ người"] if taken.people else []
    said += [f"{taken.known} dòng đã có từ trước, để lại"] if taken.known else []
    said += [f"còn {taken.waiting} dòng để làm tiếp"] if taken.waiting else []
    sentence = f"{'; '.join(said)}."
    if taken.waiting:
        return htmx.go("commendations.past_list", sentence)
    return htmx.go("commendations.achievements", sentence)


@bp.get("/achievements/lists/<int:import_id>")
@needs(Can.DOSSIER_WRITE)
def go_on_with_list(import_id: int) -> Response:
    """The lines of a list that were left, to be finished."""
    row = queries.get_list(import_id)
    rest = row.lines.get("rest") or ""
    form = PastPreviewForm(formdata=None, source=row.source, **row.lines.get("holding", {}))
    lines = unpacked_past(rest) if rest else []
    if not lines:
        return htmx.go("commendations.past_list", "Danh sách này không còn dòng nào phải làm tiếp.")
    return _page(form, _judged(form, lines), row)


@bp.post("/achievements/lists/<int:import_id>/undo")
@needs(Can.DOSSIER_WRITE)
def undo_past_list(import_id: int) -> Response:
    """Take the awards of a list off the register, while nothing rests on them."""
    count = actions.undo_list(queries.get_list(import_id))
    return htmx.go("commendations.past_list", f"Đã hoàn tác danh sách: {count} lần khen thưởng.")


def _sent() -> tuple[PastPreviewForm, list[ListLine] | None, AchievementImport | None]:
    """The form of a preview, its whole list (None when it came damaged), and the list that is gone on with."""
    form = PastPreviewForm()
    form.offer(places.hamlets(clock.today()))
    form.validate_on_submit()
    import_id = request.form.get("import_id", 0, type=int)
    row = queries.get_list(import_id) if import_id else None
    try:
        return form, form.lines(request.form), row
    except SheetFault as fault:
        form.refuse(str(fault))
        return form, None, row


def _broken(form: PastPreviewForm) -> Response:
    pasted = PastForm(formdata=None)
    for message in form.form_errors:
        pasted.refuse(message)
    return _paste_page(pasted, 422)


def _holding(form: PastForm | PastPreviewForm) -> dict[str, Any]:
    """What was chosen for the whole list."""
    return {name: form[name].data for name in HOLDING}


def _judged(form: PastPreviewForm, lines: Sequence[ListLine]) -> list[PastJudged]:
    books = queries.books_for(
        lines,
        [subject_name(line) for line in lines],
        clock.today(),
        award_type=form.award_type.data or "",
        issuer=form.issuer.data or "",
        hamlet_id=None if form.hamlet_id.errors else form.hamlet_id.data,
        adds=bool(form.adds.data),
    )
    return judge_past(lines, books)


def _page(
    form: PastPreviewForm,
    judged: list[PastJudged],
    row: AchievementImport | None,
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
        "commendations/past_preview.html",
        status=status,
        form=form,
        row=row,
        kept=packed_past([one.line for one in judged]),
        rows=rows[(page - 1) * ON_PAGE : page * ON_PAGE],
        counts={name: sum(numbers[one] for one in standings) for name, standings in SHOWN.items()},
        entered=numbers[Standing.NEW],
        waiting=sum(numbers[one] for one in WAITING),
        columns=_columns(judged),
        hamlets={one.id: one.name for one in hamlets},
        unused=unused,
        shown=shown,
        page=page,
        pages=pages,
    )


# The cells as the preview shows them, those that are most often mended beside the name.
IN_SIGHT = ("name", "born", "hamlet", "day", "number", "award", "type", "merit", "issuer", "kind")


def _columns(judged: Sequence[PastJudged]) -> list[str]:
    """The columns in sight: those with a word in them or a doubt about them."""
    used = {name for one in judged for name in IN_SIGHT if one.line.cell(name)}
    doubted = {doubt.column for one in judged for doubt in one.doubts}
    return [name for name in IN_SIGHT if name == "name" or name in used | doubted]


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
