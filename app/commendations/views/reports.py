"""The achievement report of a nominee: its form, the draft, and each figure of it beside the books."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, documents, evidence, forms, queries
from app.commendations.models import Nominee
from app.commendations.rules import MENDABLE, AwardType, Reached, quoting, report_form
from app.commendations.views.blueprint import bp, refuse
from app.plans.rules import Figure
from app.refusals import Refused

PAGE = 100


@dataclass(frozen=True)
class Passage:
    """One figure beside the passage that speaks of it: the number as written, its records, what the books say now."""

    quote: quoting.Quote
    noun: str
    figure: Reached | None
    moved: quoting.Moved | None

    @property
    def written(self) -> str:
        """The number as it stands in the passage."""
        return f"{quoting.padded_number(self.quote.number)} {self.noun}"


@bp.get("/nominees/<int:nominee_id>/report")
@needs(Can.DOSSIER_READ)
def report(nominee_id: int) -> Response:
    """The report as it is written so far, beside the figures it speaks of."""
    return _report_page(queries.nominee(nominee_id))


def _sections(one: Nominee) -> Any:
    dossier = one.dossier
    return report_form(one.subject_kind, law.law_date(dossier.received_on), dossier.round.award_type)


def _report_page(one: Nominee, form: Any = None, status: int = 200) -> Response:
    dossier, day = one.dossier, clock.today()
    setting = documents.setting_of(dossier, day)
    sections = _sections(one)
    own = queries.is_own(dossier)
    kept = evidence.figures_of(one)
    # The superior authority reads the report; beside the books of the commune only the commune lays it.
    now = evidence.today([one], dossier.round, day)[one.id] if own else {}
    passages = _passages(one, kept, now)
    return htmx.page(
        "commendations/report.html",
        status=status,
        nominee=one,
        dossier=dossier,
        label=queries.subject_label(one),
        title=queries.title_of(dossier),
        sections=sections,
        form=form or forms.report_form(sections, one, documents.report_defaults(one, setting)),
        statutory=law.form_of(f"report_{one.subject_kind}", setting.law_day, award_type=setting.award_type),
        passages=passages,
        told=[actions.figure_told(one, moved) for moved in quoting.moved(one.report, one.quoted, now)],
        figures=kept,
        taken_on=_day(one.figures.get("day")),
        changed=_changed(kept, now),
        lacks=documents.report_lacks(one, setting),
        thematic=setting.thematic,
        years=law.report_years(setting.award, setting.law_day) if setting.award_type == AwardType.SERVICE else None,
        received=queries.received_before([one])[one.id] if documents.has_list(one, setting) else None,
        own=own,
        sealed=queries.papers_of(dossier).get((f"report_{one.subject_kind}", one.id)),
        editable=dossier.state in MENDABLE,
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _passages(one: Nominee, kept: dict[str, Reached], now: dict[str, Reached]) -> dict[str, list[Passage]]:
    """The figures of every passage in the order in which they stand there."""
    moved = {(found.field, found.place): found for found in quoting.moved(one.report, one.quoted, now)}
    found: dict[str, list[Passage]] = {}
    for field in one.quoted:
        prose = one.report.get(field)
        for stands in quoting.standing(prose if isinstance(prose, str) else "", quoting.quotes_of(one.quoted, field)):
            figure = kept.get(stands.quote.measure) or now.get(stands.quote.measure)
            noun = stands.counted(quoting.noun_of(figure, stands.quote.which)) if figure else ""
            passage = Passage(stands.quote, noun, figure, moved.get((field, stands.place)))
            found.setdefault(field, []).append(passage)
    return found


def _changed(kept: dict[str, Reached], now: dict[str, Reached]) -> dict[str, tuple[int, int]]:
    """The figures taken that the books of today do not hold: count taken and count now, by measure."""
    return {
        code: (kept[code].count, figure.count)
        for code, figure in now.items()
        if code in kept and (kept[code].count, kept[code].turns) != (figure.count, figure.turns)
    }


@bp.post("/nominees/<int:nominee_id>/report")
@needs(Can.DOSSIER_WRITE)
def save_report(nominee_id: int) -> Response:
    """Keep the prose."""
    one = queries.nominee(nominee_id)
    return _kept(one) or htmx.go(".report", "Đã ghi báo cáo thành tích.", nominee_id=one.id)


def _form_of(one: Nominee) -> Any:
    setting = documents.setting_of(one.dossier, clock.today())
    return forms.report_form(_sections(one), one, documents.report_defaults(one, setting))


def _kept(one: Nominee) -> Response | None:
    """Keep what was typed; the page with its faults if it cannot be kept."""
    actions.must_be(one.dossier, *MENDABLE)
    form = _form_of(one)
    valid = form.validate_on_submit()
    if valid:
        forms.doubtful_lines(form)
    if not valid or form.errors:
        return _report_page(one, form, 422)
    try:
        actions.save_report(one, {name: value for name, value in form.data.items() if name != "csrf_token"})
    except Refused as refused:
        refuse(form, refused)
        return _report_page(one, form, 422)
    return None


def _kept_if_typed(one: Nominee) -> Response | None:
    """Buttons beside the form send it along: what was just typed is kept first."""
    typed = any(field.name in request.form for _heading, fields in _sections(one) for field in fields)
    return _kept(one) if typed else None


@bp.post("/nominees/<int:nominee_id>/report/draft")
@needs(Can.DOSSIER_WRITE)
def draft_report(nominee_id: int) -> Response:
    """Fill the empty fields from the recorded figures; written prose stays, and what was just typed is kept first."""
    one = queries.nominee(nominee_id)
    faulty = _kept_if_typed(one)
    if faulty is not None:
        return faulty
    before = dict(one.report)
    filled = sum(before.get(name) in (None, "") for name in actions.draft_report(one, clock.today()))
    said = f"Đã viết nháp {filled} mục còn trống từ số liệu trong sổ." if filled else NOTHING_TO_DRAFT
    return htmx.go(".report", said, nominee_id=one.id)


NOTHING_TO_DRAFT = "Không có mục trống nào mà sổ viết được; đã lấy số liệu hôm nay, chữ đã viết giữ nguyên."


@bp.post("/nominees/<int:nominee_id>/report/figures")
@needs(Can.DOSSIER_WRITE)
def refresh_figures(nominee_id: int) -> Response:
    """Take today's figures: the lists and the table of results follow, the prose stays."""
    one = queries.nominee(nominee_id)
    faulty = _kept_if_typed(one)
    if faulty is not None:
        return faulty
    actions.refresh_figures(one, clock.today())
    return htmx.go(".report", "Đã lấy số liệu hôm nay; chữ đã viết giữ nguyên.", nominee_id=one.id, _anchor="figures")


@bp.post("/nominees/<int:nominee_id>/report/exchange")
@needs(Can.DOSSIER_WRITE)
def exchange_number(nominee_id: int) -> Response:
    """Set one number of one passage to what the books say; what was just typed is kept first."""
    one = queries.nominee(nominee_id)
    return _followed(
        one, lambda field, key: actions.exchange_number(one, field, key, clock.today()), "Đã thay {} bằng {}."
    )


@bp.post("/nominees/<int:nominee_id>/report/keep")
@needs(Can.DOSSIER_WRITE)
def keep_number(nominee_id: int) -> Response:
    """Leave one number of one passage as it is, with the reason; what was just typed is kept first."""
    one = queries.nominee(nominee_id)

    def keep(field: str, key: str) -> quoting.Moved:
        reason = request.form.get(f"reason-{field}-{key}", "")
        return actions.keep_number(one, field, key, reason, clock.today())

    return _followed(one, keep, "Giữ nguyên {}; sổ ghi {}.")


def _followed(one: Nominee, act: Any, said: str) -> Response:
    """One figure of one passage beside the books; the page says what was done, or why it could not be."""
    faulty = _kept_if_typed(one)
    if faulty is not None:
        return faulty
    field, _bar, key = request.form.get("figure", "").partition("|")
    try:
        moved = act(field, key)
    except Refused as refused:
        form = _form_of(one)
        form.process(data={name: one.report.get(name) for name in form.data if name != "csrf_token"})
        refuse(form, refused, field=field if field in form else None)
        return _report_page(one, form, 422)
    told = said.format(moved.written, moved.recorded)
    if request.form.get("back") == "proof":
        return htmx.go(".proof", told, dossier_id=one.dossier_id)
    return htmx.go(".report", told, nominee_id=one.id, _anchor=field)


# ---- where a figure comes from


@bp.get("/nominees/<int:nominee_id>/figures/<code>")
@needs(Can.DOSSIER_READ)
def nominee_figure(nominee_id: int, code: str) -> Response:
    """One figure of a nominee: its records when it was taken, and all of them as the books stand today."""
    one = queries.nominee(nominee_id)
    own, kept = queries.is_own(one.dossier), evidence.figures_of(one).get(code)
    now = evidence.records(one, code) if own else None
    if kept is None and now is None:
        abort(404)
    start, most = max(htmx.paged_from("from") or 0, 0), htmx.page_size(PAGE)
    return htmx.page(
        "commendations/figure.html",
        nominee=one,
        dossier=one.dossier,
        code=code,
        label=queries.subject_label(one),
        title=queries.title_of(one.dossier),
        kept=kept,
        taken_on=_day(one.figures.get("day")),
        now=now,
        rows=list(now.rows[: start + most])[start:] if now else (),
        start=start,
        period=evidence.period_of(one.dossier.round),
        next_url=_next_url(one, code, now, start),
        first_url=url_for(".nominee_figure", nominee_id=one.id, code=code) if start else None,
    )


def _next_url(one: Nominee, code: str, now: Figure | None, start: int) -> str | None:
    if now is None or len(now.rows) <= start + PAGE:
        return None
    here: dict[str, Any] = {"nominee_id": one.id, "code": code, "from": start + PAGE}
    return url_for(".nominee_figure", **here)


@bp.get("/nominees/<int:nominee_id>/report/sealed")
@needs(Can.DOSSIER_READ)
def sealed_figures(nominee_id: int) -> Response:
    """Every figure of the sealed report with its records as they were when it was sealed."""
    one = queries.nominee(nominee_id)
    paper = queries.papers_of(one.dossier).get((f"report_{one.subject_kind}", one.id))
    own = queries.is_own(one.dossier)
    sealed = {(paper.kind, one.id): paper} if paper else {}
    found = actions.moved_since_sealed(one.dossier, sealed, clock.today()) if own else []
    return htmx.page(
        "commendations/sealed_figures.html",
        nominee=one,
        dossier=one.dossier,
        paper=paper,
        label=queries.subject_label(one),
        title=queries.title_of(one.dossier),
        lines=paper.facts.get("traced", ()) if paper else (),
        own=own,
        told=[reason for outdated in found for reason in outdated.told],
    )
