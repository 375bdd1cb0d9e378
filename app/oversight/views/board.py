"""The board of a plan: targets, tasks by state, activities by kind and month, what inspections left open."""

from flask import request
from werkzeug.wrappers import Response

from app import charts, clock, htmx
from app.access import Can, needs
from app.oversight.queries import board as queries
from app.oversight.queries import indicators
from app.oversight.queries import reports as report_queries
from app.oversight.queries.board import Board
from app.oversight.queries.standings import task_line
from app.oversight.rules import year_to_show
from app.oversight.views import bp
from app.oversight.views.indicators import chosen_plan

NAMED = 10  # late tasks that the board names: all of them stand in the list of tasks


@bp.get("/board")
@needs(Can.FIGURES_READ)
def board() -> Response:
    """How a plan stands in a year, on one page that prints."""
    known = report_queries.reportable()
    plan = chosen_plan(known)
    if plan is None:
        return htmx.page("oversight/board.html", plan=None, plans=known)
    today, years = clock.today(), indicators.years_of(plan)
    found = queries.board(plan, year_to_show(request.args.get("year", type=int), years, today.year), today)
    return htmx.page(
        "oversight/board.html",
        plan=plan,
        plans=known,
        years=years,
        found=found,
        targets_chart=_targets_chart(found),
        tasks_chart=_tasks_chart(found),
        activities_chart=_activities_chart(found),
        late=[task_line(one) for one in found.tasks.late[:NAMED]] if found.tasks else [],
        first=indicators.period_of(found.year).start,
        until=indicators.period_of(found.year).end,
    )


def _targets_chart(found: Board) -> str:
    names = {"reached": "Đạt", "missed": "Chưa đạt", "unknown": "Chưa xét được"}
    rows = [charts.Bar(names[key], count) for key, count in found.reached.items()] if found.targets else []
    return charts.bars(f"Chỉ tiêu năm {found.year}", rows)


def _tasks_chart(found: Board) -> str:
    tasks = found.tasks
    if tasks is None or not tasks.every:
        return ""
    late = len(tasks.late)
    rows = [
        charts.Bar("Hoàn thành", tasks.done),
        charts.Bar("Đang và chưa thực hiện, còn hạn", tasks.doing - late),
        charts.Bar("Quá hạn", late),
    ]
    return charts.bars("Nhiệm vụ của kế hoạch", rows)


def _activities_chart(found: Board) -> str:
    rows = [charts.Bar(f"Tháng {one.month}", one.entries) for one in found.months]
    return charts.bars(f"Hoạt động theo tháng, năm {found.year}", rows) if found.kinds else ""
