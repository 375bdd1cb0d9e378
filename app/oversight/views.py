"""Pages of oversight: progress to the targets, the people behind a figure, the log."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, current_app, g, request
from flask.typing import ResponseReturnValue

from app import charts, clock, htmx, sheets
from app.access import Can, needs, verbs_of
from app.oversight import queries
from app.oversight.rules import Standing
from app.people import queries as people
from app.places import queries as places
from app.plans import queries as plans
from app.plans.models import Plan
from app.plans.rules import About, Figure, Measure, Period

bp = Blueprint("oversight", __name__, url_prefix="/oversight")


@bp.get("/")
@needs(Can.FIGURES_READ)
def index() -> ResponseReturnValue:
    """Each target of a plan against what was done, by hamlet too; each figure opens its people."""
    known = plans.all_plans()
    plan = _chosen(known)
    if plan is None:
        return htmx.page("oversight/index.html", plan=None, plans=known, overview=None, chart="")
    overview = queries.overview(plan, clock.today())
    return htmx.page(
        "oversight/index.html",
        plan=plan,
        last_day=plan.valid_until - timedelta(days=1),
        plans=known,
        overview=overview,
        chart=_chart(overview),
    )


def _chosen(known: list[Plan]) -> Plan | None:
    wanted = request.args.get("plan", type=int)
    if wanted is not None:
        return plans.get(wanted)
    return known[0] if known else None


def _chart(overview: queries.Overview) -> str:
    """People who passed by hamlet: the one picture officials print."""
    bars = [charts.Bar(line.name, line.done[Measure.PEOPLE_PASSED].people) for line in overview.hamlets]
    return charts.bars("Số người đạt kết quả tập huấn theo thôn", bars, unit=" người") if bars else ""


@bp.get("/hamlets.xlsx")
@needs(Can.FIGURES_READ)
def hamlets_xlsx() -> ResponseReturnValue:
    """The table by hamlet as a workbook."""
    plan = _chosen(plans.all_plans())
    if plan is None:
        abort(404)
    columns = [sheets.Column("Thôn, tổ dân phố")]
    for name in ("dự tập huấn", "đạt kết quả", "xác nhận VNeID"):
        columns += [sheets.Column(f"Người {name}", "number"), sheets.Column(f"Lượt {name}", "number")]
    rows = [_sheet_row(line) for line in queries.overview(plan, clock.today()).hamlets]
    return htmx.xlsx(sheets.write_xlsx(f"Kết quả theo thôn: {plan.title}", columns, rows), "ket-qua-theo-thon.xlsx")


SHEET_MEASURES = (Measure.PEOPLE_TRAINED, Measure.PEOPLE_PASSED, Measure.VNEID_CONFIRMED)


def _sheet_row(line: queries.HamletLine) -> list[Any]:
    cells: list[Any] = [line.name]
    for measure in SHEET_MEASURES:
        done: Standing = line.done[measure]
        cells += [done.people, done.turns]
    return cells


@bp.get("/figure/<int:plan_id>/<measure>")
@needs(Can.FIGURES_READ)
def figure(plan_id: int, measure: str) -> ResponseReturnValue:
    """The records behind one figure, each a link."""
    plan = plans.get(plan_id)
    if measure not in set(Measure):
        abort(404)
    found = queries.figure(Measure(measure), _about(), _period(plan))
    return htmx.page(
        "oversight/figure.html",
        plan=plan,
        measure=measure,
        figure=found,
        where=_where(),
        query=_query(),
        opens=_opens(found),
    )


@bp.get("/people/<int:person_id>")
@needs(Can.FIGURES_READ)
def person(person_id: int) -> ResponseReturnValue:
    """What one person signed, attended, passed and taught in the period of a plan; each figure opens its records."""
    found = people.get(person_id)
    known = plans.all_plans()
    plan = _chosen(known)
    return htmx.page(
        "oversight/person.html",
        person=found,
        label=people.label(found),
        plan=plan,
        last_day=plan.valid_until - timedelta(days=1) if plan else None,
        plans=known,
        figures=queries.profile(found.id, Period(plan.valid_from, plan.valid_until)) if plan else {},
    )


def _opens(found: Figure) -> bool:
    """Whether who looks may open the records behind the figure; a province reads the names, not the records."""
    endpoints = {row.endpoint for row in found.rows}
    return all(g.verbs & set(verbs_of(current_app, endpoint)) for endpoint in endpoints)


def _about() -> About:
    group = request.args.get("group") or None
    return About(
        person_id=request.args.get("person", type=int),
        household_id=request.args.get("household", type=int),
        collective_id=request.args.get("collective", type=int),
        hamlet_id=request.args.get("hamlet", type=int),
        target_group=None if group == "T4" else group,
    )


def _period(plan: Plan) -> Period:
    year = request.args.get("year", type=int)
    return queries.year_of(plan, year) if year else Period(plan.valid_from, plan.valid_until)


def _where() -> str:
    """In words, whom the figure is about."""
    parts = []
    person_id = request.args.get("person", type=int)
    name = people.label_of(person_id) if person_id else None
    if name:
        parts.append(name)
    hamlet_id = request.args.get("hamlet", type=int)
    hamlet = places.hamlet(hamlet_id) if hamlet_id else None
    if hamlet:
        parts.append(hamlet.name)
    if request.args.get("group"):
        parts.append(f"nhóm {request.args['group']}")
    if request.args.get("year"):
        parts.append(f"năm {request.args['year']}")
    return ", ".join(parts)


def _query() -> dict[str, str]:
    return {name: value for name, value in request.args.items() if name in {"hamlet", "group", "year", "person"}}


@bp.get("/figure/<int:plan_id>/<measure>.xlsx")
@needs(Can.FIGURES_READ)
def figure_xlsx(plan_id: int, measure: str) -> ResponseReturnValue:
    """The records behind one figure as a workbook."""
    plan = plans.get(plan_id)
    if measure not in set(Measure):
        abort(404)
    found: Figure = queries.figure(Measure(measure), _about(), _period(plan))
    columns = [
        sheets.Column("STT", "number"),
        sheets.Column("Tên"),
        sheets.Column(found.turn_noun.capitalize(), "number"),
    ]
    rows = [[place, row.label, row.turns] for place, row in enumerate(found.rows, start=1)]
    return htmx.xlsx(sheets.write_xlsx("Danh sách của con số", columns, rows), "danh-sach.xlsx")


@bp.get("/log")
@needs(Can.AUDIT_READ)
def log() -> ResponseReturnValue:
    """The log in sentences, newest first."""
    lines = queries.log(request.args.get("before", type=int))
    more = len(lines) > queries.LOG_PAGE
    lines = lines[: queries.LOG_PAGE]
    return htmx.page("oversight/log.html", lines=lines, before=lines[-1].id if more else None)
