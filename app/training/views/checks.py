"""Soát số liệu: the doubts about the figures of a period, and what an official says of one of them."""

from typing import Any

from flask import flash, request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx, sheets, text
from app.access import Can, needs, opens
from app.places import queries as places
from app.refusals import Refusal, Refused
from app.sheets import Column
from app.training import queries
from app.training.actions import flags as actions
from app.training.forms.lists import ChecksFilter, KeepForm
from app.training.models import FlagNote
from app.training.queries import flags
from app.training.rules import flags as rules
from app.training.rules.flags import Finding
from app.training.views import bp
from app.widgets import told

Noted = tuple[Finding, FlagNote | None]


@bp.get("/checks")
@needs(Can.TRAINING_READ)
def checks() -> Response:
    """The doubts as filtered, the weightiest first; with `all` the whole list, to be printed."""
    return _page(_read_filter())


def _read_filter() -> ChecksFilter:
    today = clock.today()
    return ChecksFilter.of(request.args, today, places.hamlets(today))


def _page(form: ChecksFilter, typed: KeepForm | None = None, status: int = 200) -> Response:
    doubts = flags.found(form.wanted, clock.today())
    found = _chosen(form, doubts)
    whole = "all" in request.args
    start = 0 if whole else _start(found, request.args.get("after", ""))
    shown = found[start:] if whole else found[start : start + queries.PAGE]
    more = start + len(shown) < len(found)
    return htmx.page(
        "training/checks.html",
        status=status,
        form=form,
        asked=form.asked,
        counts=rules.counted(one for one, _note in _noted(form, doubts)),
        kept_count=len(doubts.kept),
        how_many=len(found),
        shown=shown,
        whole=whole,
        typed=typed,
        thresholds=rules,
        may_open=may_open,
        next_url=url_for(".checks", **form.asked, after=shown[-1][0].key) if more else None,
        first_url=url_for(".checks", **form.asked) if start else None,
    )


def _noted(form: ChecksFilter, doubts: flags.Doubts) -> list[Noted]:
    return list(doubts.kept) if form.kept else [(one, None) for one in doubts.opened]


def _chosen(form: ChecksFilter, doubts: flags.Doubts) -> list[Noted]:
    wanted = form.value("flag")
    return [(one, note) for one, note in _noted(form, doubts) if wanted in (None, one.flag)]


def _start(found: list[Noted], after: str) -> int:
    """Where the page begins: behind the last doubt of the page before; at the first when that one is gone."""
    keys = [one.key for one, _note in found]
    return keys.index(after) + 1 if after in keys else 0


def may_open(endpoint: str) -> bool:
    """Whether whoever looks may open such a page; a record of which they may not is named without a link."""
    return bool(endpoint) and opens(endpoint)


@bp.post("/checks/keep")
@needs(Can.TRAINING_WRITE)
def keep_flag() -> Response:
    """Write down why a doubt is to stay as it is; it is not shown again until something changes about it."""
    form, typed = _read_filter(), KeepForm()
    valid = typed.validate_on_submit()
    doubts = flags.found(form.wanted, clock.today())
    finding = next((one for one in doubts.opened if one.key == typed.key.data), None)
    if finding is None:
        flash(htmx.sentence(Refusal("flag-gone")), "warning")
        return _page(form, status=422)
    if not valid:
        return _page(form, typed, 422)
    try:
        actions.keep_flag(finding, typed.reason.data or "")
    except Refused as refused:
        htmx.refuse(typed, refused, flag_needs_reason="reason")
        return _page(form, typed, 422)
    return htmx.go("training.checks", "Đã ghi: xem rồi, giữ nguyên.", **form.asked)


@bp.post("/checks/raise")
@needs(Can.TRAINING_WRITE)
def raise_flag() -> Response:
    """Show a doubt again that was said to be right."""
    form, typed = _read_filter(), KeepForm()
    doubts = flags.found(form.wanted, clock.today())
    note = next((note for one, note in doubts.kept if one.key == typed.key.data), None)
    if note is None:
        flash(htmx.sentence(Refusal("flag-gone")), "warning")
        return _page(form, status=422)
    actions.raise_flag_again(note)
    return htmx.go("training.checks", "Điểm này được nêu lại.", **form.asked)


COLUMNS = (
    Column("Điểm cần xem", width=30),
    Column("Cụ thể", width=44),
    Column("Ghi ở đâu", "people", 44),
    Column("Vì sao nên xem", width=50),
    Column("Đã xem, lý do giữ nguyên", width=30),
    Column("Người xem"),
    Column("Ngày xem", "day"),
)


@bp.get("/checks.xlsx")
@needs(Can.TRAINING_READ)
def checks_sheet() -> Response:
    """The doubts as filtered, for Excel."""
    form = _read_filter()
    found = _chosen(form, flags.found(form.wanted, clock.today()))
    content = sheets.write_xlsx("Soát số liệu tập huấn", COLUMNS, [_row(*one) for one in found], told(form))
    return htmx.xlsx(content, "soat-so-lieu.xlsx")


def _row(one: Finding, note: FlagNote | None) -> list[Any]:
    said = [note.reason, note.noted_by, clock.local(note.noted_at).date()] if note else [None, None, None]
    names, reasons = htmx.words("FLAGS"), htmx.words("FLAG_REASONS")
    return [names[one.flag], line(one), [record.label for record in one.records], reasons[one.flag], *said]


def line(one: Finding) -> str:
    """What is said of one doubt."""
    day = text.day_text(one.day) if one.day else ""
    numbers = {"count": text.number_text(one.count), "total": text.number_text(one.total)}
    return htmx.words("FLAG_LINES")[one.flag].format(day=day, **numbers)
