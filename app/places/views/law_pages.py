"""The law as the program knows it: instruments and rules with their marks, confirmations, the report of a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.places import actions, queries
from app.places.forms import ConfirmForm, LawDayForm
from app.places.models import LawConfirmation
from app.places.views import bp

# Values left open are confirmed as local rules, on their own pages.
DATED = {kind: shelf for kind, shelf in queries.DATED.items() if kind != "rule"}


@dataclass(frozen=True)
class LawRow:
    """One thing the law data say, and what is known about how surely."""

    kind: str
    code: str
    label: str
    mark: str
    cite: str
    note: str
    confirmed: LawConfirmation | None

    @property
    def badge(self) -> str:
        """The mark that is shown: none once it was confirmed here."""
        return "C" if self.confirmed else self.mark


@bp.get("/law")
@needs(Can.PLACE_READ)
def law_index() -> Response:
    """Instruments with their marks; what of the law has not been compared with its source."""
    day = clock.today()
    instruments = _instruments(day)
    confirmed = [row.code for row in instruments if row.confirmed]
    return htmx.page(
        "places/law.html",
        instruments=instruments,
        open_rows=[row for kind in DATED for row in _dated(kind, day) if _is_open(row)],
        warning=law.law_needs_check(day, confirmed),
        ending=law.ending_soon(day),
    )


@bp.get("/law/report")
@needs(Can.PLACE_READ)
def law_report() -> Response:
    """The law of a day as text, to be printed and signed."""
    form = LawDayForm(request.args) if "day" in request.args else LawDayForm(formdata=None, day=clock.today())
    report, status = "", 200
    if "day" in request.args and not form.validate():
        status = 422
    else:
        try:
            report = law.law_report(form.day.data or clock.today())
        except law.NotInForce as unknown:
            form.refuse(str(unknown), "day")
            status = 422
    return htmx.page("places/law_report.html", status=status, form=form, report=report)


@bp.get("/law/<kind>/<code>")
@needs(Can.PLACE_READ)
def law_row(kind: str, code: str) -> Response:
    """One instrument or rule, and the form to confirm it."""
    return _page(_find(kind, code), ConfirmForm(formdata=None))


@bp.post("/law/<kind>/<code>")
@needs(Can.LAW_CONFIRM)
def confirm_law(kind: str, code: str) -> Response:
    """Say that it was compared with its source."""
    row = _find(kind, code)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _page(row, form, 422)
    actions.confirm_law(kind, code, row.label, form.against.data or "", current_user.full_name, clock.today())
    return htmx.go("places.law_index", f"Đã xác nhận: {row.label}.")


def _instruments(day: date) -> list[LawRow]:
    """Every instrument; one that a later law amended is unsure again from that day until it is confirmed."""
    known = queries.confirmations("instrument")
    rows = []
    for one in law.INSTRUMENTS.values():
        itself = law.Citation(one.code, one.number, "")
        mark = law.mark_on(day, one.mark, (itself,), list(known))
        rows.append(LawRow("instrument", one.code, one.title, str(mark), _period(one), one.note, known.get(one.code)))
    return [row for row in rows if row.code != "SOVANG"]


def _period(instrument: Any) -> str:
    words = [f"từ {instrument.start:%d/%m/%Y}"] if instrument.start else ["chưa rõ ngày hiệu lực"]
    return ", ".join(words + ([f"hết hiệu lực {instrument.until:%d/%m/%Y}"] if instrument.until else []))


def _dated(kind: str, day: date) -> list[LawRow]:
    known = queries.confirmations(kind, day)
    return [
        LawRow(
            kind,
            one.code,
            _label(kind, one, day),
            str(one.on(day).mark),
            one.on(day).cite,
            one.on(day).note,
            known.get(one.code),
        )
        for one in DATED[kind].values()
        if one.known_on(day)
    ]


def _label(kind: str, one: Any, day: date) -> str:
    version = one.on(day)
    if kind == "confirmation":
        return f"{version.body} xác nhận: {version.text}"
    return str(version.text or one.code) if kind == "criterion" else str(one.label)


def _is_open(row: LawRow) -> bool:
    return not law.Mark(row.mark).verified


def _find(kind: str, code: str) -> LawRow:
    if kind != "instrument" and kind not in DATED:
        raise NotFound
    rows = _instruments(clock.today()) if kind == "instrument" else _dated(kind, clock.today())
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        raise NotFound
    return found


def _page(row: LawRow, form: ConfirmForm, status: int = 200) -> Response:
    return htmx.page("places/law_row.html", status=status, row=row, form=form)
