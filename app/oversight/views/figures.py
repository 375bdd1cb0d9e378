"""The records behind a figure, and everything one person did."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from app import htmx, sheets, text
from app.access import Can, needs, opens
from app.oversight import queries
from app.oversight.queries import counted
from app.oversight.queries.indicators import period_of
from app.oversight.rules import group_of
from app.oversight.rules.reports import period_words
from app.oversight.views import bp
from app.oversight.views.indicators import chosen_plan
from app.people import queries as people
from app.places import queries as places
from app.plans import queries as plans
from app.plans.models import Plan
from app.plans.rules import About, Figure, Measure, Period

PAGE = 50
NO_GROUP = "none"
ASKED = ("hamlet", "group", "year", "month", "new", "person", "household", "collective", "target", "from", "until")


@dataclass(frozen=True)
class Shown:
    """A figure with one page of its records, and where the next page begins."""

    figure: Figure
    after: int | None = None


@bp.get("/figure/<int:plan_id>/<measure>")
@needs(Can.FIGURES_READ)
def figure(plan_id: int, measure: str) -> ResponseReturnValue:
    """The records behind one figure, each a link; as many lines as the figure says."""
    plan = plans.get(plan_id)
    shown = _shown(plan, measure, PAGE)
    query = {name: value for name, value in request.args.items() if name in ASKED}
    here: dict[str, Any] = {"plan_id": plan.id, "measure": measure, **query}
    return htmx.page(
        "oversight/figure.html",
        plan=plan,
        measure=measure,
        figure=shown.figure,
        where=_where(),
        query=query,
        next_url=url_for(".figure", **here, after=shown.after) if shown.after else None,
        first_url=url_for(".figure", **here) if request.args.get("after") else None,
        opens=_opens(shown.figure),
    )


def _shown(plan: Plan, measure: str, limit: int | None) -> Shown:
    target_id = request.args.get("target", type=int)
    if target_id is not None and measure == Measure.COURSES_HELD:
        return Shown(counted.serving(plan, target_id))
    if _is_counted(measure):
        found = counted.figure(_asked(measure), request.args.get("after", type=int), limit and limit + 1)
        rows = found.rows[:limit] if limit else found.rows
        more = len(found.rows) > len(rows)
        after = dict(rows[-1].values).popitem()[1] if more else None
        return Shown(Figure(found.count, found.turns, found.noun, found.turn_noun, rows), after)
    if measure not in set(Measure):
        abort(404)
    return Shown(queries.figure(Measure(measure), _about(), _period(plan)))


def _is_counted(measure: str) -> bool:
    """Whether the number on the page came from the counts by month: then the list does too."""
    whom = {"person", "household", "collective"} & set(request.args)
    return measure in htmx.words("KEPT_FIGURES") and request.args.get("year", type=int) is not None and not whom


def _asked(measure: str) -> counted.People:
    group = request.args.get("group")
    return counted.People(
        measure,
        int(request.args["year"]),
        request.args.get("month", type=int),
        request.args.get("hamlet", type=int),
        "" if group == NO_GROUP else group or None,
        "new" in request.args,
    )


@bp.get("/people/<int:person_id>")
@needs(Can.FIGURES_READ)
def person(person_id: int) -> ResponseReturnValue:
    """What one person signed, attended, passed and taught in the period of a plan; each figure opens its records."""
    found = people.get(person_id)
    known = plans.all_plans()
    plan = chosen_plan(known)
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
    return all(opens(endpoint) for endpoint in {row.endpoint for row in found.rows})


def _about() -> About:
    return About(
        person_id=request.args.get("person", type=int),
        household_id=request.args.get("household", type=int),
        collective_id=request.args.get("collective", type=int),
        hamlet_id=request.args.get("hamlet", type=int),
        target_group=group_of(request.args.get("group", "")),
    )


def _period(plan: Plan) -> Period:
    days = _days()
    if days is not None:
        return days
    year = request.args.get("year", type=int)
    return period_of(year) if year else Period(plan.valid_from, plan.valid_until)


def _days() -> Period | None:
    """The days of a report, as its link says them: the first, and the first after them."""
    try:
        start, end = (date.fromisoformat(request.args.get(name, "")) for name in ("from", "until"))
    except ValueError:
        return None
    return Period(start, end) if start < end else None


def _where() -> str:
    """In words, whom the figure is about."""
    parts = [*_whom(), *_when()]
    if "new" in request.args:
        parts.append("lần đầu trong năm")
    return ", ".join(parts)


def _whom() -> list[str]:
    parts = []
    person_id = request.args.get("person", type=int)
    name = people.label_of(person_id) if person_id else None
    if name:
        parts.append(name)
    hamlet_id = request.args.get("hamlet", type=int)
    hamlet = places.hamlet(hamlet_id) if hamlet_id else None
    if hamlet or hamlet_id == 0:
        parts.append(hamlet.name if hamlet else "chưa rõ thôn")
    group = request.args.get("group")
    if group:
        parts.append("chưa rõ nhóm" if group == NO_GROUP else f"nhóm {group}")
    return parts


def _when() -> list[str]:
    month, year = request.args.get("month", type=int), request.args.get("year", type=int)
    days = _days()
    if days is not None:
        return [period_words(days)]
    if not year:
        return []
    return [f"tháng {month}/{year}" if month else f"năm {year}"]


@bp.get("/figure/<int:plan_id>/<measure>.xlsx")
@needs(Can.FIGURES_READ)
def figure_xlsx(plan_id: int, measure: str) -> ResponseReturnValue:
    """The records behind one figure as a workbook."""
    found = _shown(plans.get(plan_id), measure, None).figure
    columns = [
        sheets.Column("STT", "number"),
        sheets.Column("Tên"),
        sheets.Column(text.begun(found.turn_noun), "number"),
    ]
    rows: list[list[Any]] = [[place, row.label, row.turns] for place, row in enumerate(found.rows, start=1)]
    return htmx.xlsx(sheets.write_xlsx("Danh sách của con số", columns, rows), "danh-sach.xlsx")
