"""A list of activities pasted from Excel or Zalo: shown as it was understood, mended in place, saved in one step."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.activities.actions import pasting as actions
from app.activities.forms.pasting import PasteForm, PreviewForm, pack
from app.activities.queries import pasting as reads
from app.activities.rules.pasting import NAMES, Read, read_lines
from app.activities.views import bp
from app.people.forms import listed
from app.people.rules import ListLine
from app.plans import queries as plans
from app.refusals import Refused
from app.sheets import SheetFault

SKIP = "skip"
FIELDS = {"paste_after_closing": "late_reason", "paste_outside_plan": "plan"}


@bp.get("/paste")
@needs(Can.ACTIVITY_WRITE)
def paste() -> Response:
    """The page to paste a list of activities into."""
    form = PasteForm(formdata=None).offer()
    plan = plans.for_new_work(request.args.get("plan", type=int), clock.today())
    form.plan.data = plan.id if plan else None
    return htmx.page("activities/paste.html", form=form)


@bp.post("/paste")
@needs(Can.ACTIVITY_WRITE)
def preview() -> Response:
    """Read the list and show how each line is understood; nothing is saved yet."""
    form = PasteForm().offer()
    if not form.validate_on_submit():
        return htmx.page("activities/paste.html", status=422, form=form)
    try:
        lines = form.lines()
    except SheetFault as fault:
        form.refuse(str(fault), "text")
        return htmx.page("activities/paste.html", status=422, form=form)
    shown = PreviewForm(formdata=None, data={"plan": form.plan.data, "kind": form.kind.data}).offer()
    return _preview(shown, lines)


@bp.post("/paste/save")
@needs(Can.ACTIVITY_WRITE)
def save_pasted() -> Response:
    """Take in the lines that are not left out, or show the list again as long as one of them cannot be read."""
    form = PreviewForm().offer()
    valid = form.validate_on_submit()
    try:
        lines = form.lines()
    except SheetFault as fault:
        shown = PasteForm(formdata=None).offer()
        shown.refuse(str(fault), "text")
        return htmx.page("activities/paste.html", status=422, form=shown)
    lines = [listed.mended(NAMES, place, line, request.form) for place, line in enumerate(lines)]
    read = _read(form, lines)
    taken = [one for one, line in zip(read, lines, strict=True) if line.choice != SKIP]
    if not taken:
        form.refuse("Chưa chọn dòng nào để ghi.")
    if not valid or form.errors or any(one.faults for one in taken):
        return _preview(form, lines, 422)
    try:
        made = actions.take_list(taken, _plan(form), form.late_reason.data or "")
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _preview(form, lines, 422)
    days = sorted(one.day for one in made)
    span: dict[str, Any] = {"from": days[0].isoformat(), "to": days[-1].isoformat()}
    return htmx.go(".index", f"Đã ghi {len(made)} hoạt động.", **span)


def _plan(form: PreviewForm) -> Any:
    return plans.get(form.plan.data) if form.plan.data else None


def _read(form: PreviewForm, lines: list[ListLine]) -> list[Read]:
    books = reads.books_for(clock.today(), form.kind.data or "")
    return read_lines([(line.number, line.cells) for line in lines], books)


def _preview(form: PreviewForm, lines: list[ListLine], status: int = 200) -> Response:
    read = _read(form, lines)
    rows = list(zip(read, lines, strict=True))
    used = [name for name in NAMES if name in _ALWAYS or any(line.cell(name) for line in lines)]
    return htmx.page(
        "activities/paste_preview.html",
        status=status,
        form=form,
        rows=rows,
        used=used,
        packed=pack(lines),
        stopped=[(place, one) for place, (one, line) in enumerate(rows) if one.faults and line.choice != SKIP],
        late=any(one.late and line.choice != SKIP for one, line in rows),
        today=clock.today(),
    )


_ALWAYS = frozenset({"day", "kind", "title", "hamlet", "count", "reached", "turns"})
