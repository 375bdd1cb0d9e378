"""The page of indicators and its tables for Excel: a plan, a year, and one figure by hamlet, group and month."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from app import charts, clock, htmx, sheets, text
from app.access import Can, needs
from app.oversight.queries import indicators as queries
from app.oversight.queries.indicators import Asked, Indicators, PlaceLine, Share
from app.oversight.rules import group_of, year_to_show
from app.oversight.views import bp
from app.plans import queries as plans
from app.plans.models import Plan
from app.plans.rules import GROUPS, Measure

FIGURE = Measure.PEOPLE_TRAINED


@dataclass(frozen=True)
class Page:
    """What the address asks for, and what stands there."""

    plan: Plan
    years: list[int]
    asked: Asked
    found: Indicators


@bp.get("/")
@needs(Can.FIGURES_READ)
def index() -> ResponseReturnValue:
    """Each target of a plan against what was done in a year, by hamlet, group and month, each with its people."""
    known = plans.all_plans()
    page = _page(known)
    if page is None:
        return htmx.page("oversight/index.html", plan=None, plans=known)
    return htmx.page(
        "oversight/index.html",
        plan=page.plan,
        last_day=page.plan.valid_until - timedelta(days=1),
        plans=known,
        years=page.years,
        asked=page.asked,
        groups=GROUPS,
        found=page.found,
        chart=_chart(page),
        own=plans.is_own(page.plan),
    )


def _page(known: list[Plan]) -> Page | None:
    plan = chosen_plan(known)
    if plan is None:
        return None
    years = queries.years_of(plan)
    today = clock.today()
    year = year_to_show(request.args.get("year", type=int), years, today.year)
    figure = request.args.get("figure", "")
    group = request.args.get("group", "")
    asked = Asked(
        year,
        figure if figure in htmx.words("KEPT_FIGURES") else str(FIGURE),
        group if group in GROUPS else None,
    )
    return Page(plan, years, asked, queries.indicators(plan, asked, today))


def chosen_plan(known: list[Plan]) -> Plan | None:
    """The plan of the address, else the newest."""
    wanted = request.args.get("plan", type=int)
    if wanted is not None:
        return plans.get(wanted)
    return known[0] if known else None


def _chart(page: Page) -> str:
    """How the people of the year grew month by month, against the target in persons if there is one."""
    name, unit = htmx.words("KEPT_FIGURES")[page.asked.figure], _noun(page.asked.figure)[0]
    points = [
        charts.Point(f"{line.month:02d}", line.by_then, f"Hết tháng {line.month}/{page.asked.year}")
        for line in page.found.months
    ]
    target = _target_in_persons(page)
    about = f", nhóm {page.asked.group}" if page.asked.group else ""
    title = f"{name}{about}: cộng dồn theo tháng, năm {page.asked.year}"
    return charts.growth(title, points, unit=f" {unit}", target=target, target_label="Chỉ tiêu")


def _target_in_persons(page: Page) -> int | None:
    """The one target of the year that asks for persons of just this figure and group; of two, none."""
    found = [
        line.target.value
        for line in page.found.targets
        if line.target.measure == page.asked.figure
        and line.target.measure_unit != "%"
        and line.target.value is not None
        and group_of(line.target.group) == page.asked.group
    ]
    return found[0] if len(found) == 1 else None


def _noun(figure: str) -> tuple[str, str]:
    return ("lớp", "buổi") if figure == Measure.COURSES_HELD else ("người", "lượt")


# ---- the tables for Excel: the same lines as on the page

Rows = Iterator[list[Any]]
BASE = (
    sheets.Column("Số gốc", "number"),
    sheets.Column("Ngày của số gốc", "day"),
    sheets.Column("Nguồn của số gốc", width=40),
    sheets.Column("Tỷ lệ %", "number"),
)


@bp.get("/<part>.xlsx")
@needs(Can.FIGURES_READ)
def part_xlsx(part: str) -> ResponseReturnValue:
    """One table of the page as a workbook."""
    page = _page(plans.all_plans())
    if page is None or part not in SHEETS:
        abort(404)
    title, columns, rows = SHEETS[part](page)
    return htmx.xlsx(sheets.write_xlsx(title, columns, rows), f"{part}-{page.asked.year}.xlsx")


Sheet = tuple[str, list[sheets.Column], Rows]


def _targets_sheet(page: Page) -> Sheet:
    columns = [
        sheets.Column("Nhóm"),
        sheets.Column("Chỉ tiêu", width=60),
        sheets.Column("Năm", "number"),
        sheets.Column("Mức"),
        sheets.Column("Đặt ra", "number"),
        sheets.Column("Đơn vị"),
        sheets.Column("Đã làm", "number"),
        sheets.Column("Lượt", "number"),
        sheets.Column("Lớp phục vụ chỉ tiêu", "number"),
        *BASE,
        sheets.Column("Kết quả"),
    ]
    return f"Chỉ tiêu năm {page.asked.year}: {page.plan.title}", columns, _target_rows(page)


def _target_rows(page: Page) -> Rows:
    for line in page.found.targets:
        target, share = line.target, line.share
        done = [share.done.people, share.done.turns] if share else [None, None]
        said = {None: "chưa tính được", True: "đạt", False: "chưa đạt"}[line.reached]
        asked = [target.year, target.comparator, target.value, target.measure_unit]
        yield [target.group, target.label, *asked, *done, line.classes, *_base_cells(share), said]


def _base_cells(share: Share | None) -> list[Any]:
    base = share.base if share else None
    if share is None or base is None:
        return [None, None, "chưa nhập số gốc", None]
    part = share.part
    return [base.count, base.day, base.source, round(float(part * 100), 2) if part is not None else None]


def _places_sheet(page: Page, lines: list[PlaceLine], label: str, nobody: str) -> Sheet:
    people, turns = _noun(page.asked.figure)
    columns = [sheets.Column(label), sheets.Column(text.begun(people), "number")]
    columns += [sheets.Column(text.begun(turns), "number"), *BASE]
    rows = (
        [line.called or nobody, line.share.done.people, line.share.done.turns, *_base_cells(line.share)]
        for line in lines
    )
    name = htmx.words("KEPT_FIGURES")[page.asked.figure]
    return f"{name} năm {page.asked.year}, theo {label.lower()}", columns, rows


def _hamlets_sheet(page: Page) -> Sheet:
    return _places_sheet(page, page.found.hamlets, "Thôn, tổ dân phố", "Chưa rõ thôn")


def _groups_sheet(page: Page) -> Sheet:
    return _places_sheet(page, page.found.groups, "Nhóm đối tượng", "Chưa rõ nhóm")


def _months_sheet(page: Page) -> Sheet:
    people, turns = _noun(page.asked.figure)
    columns = [
        sheets.Column("Tháng", "number"),
        sheets.Column(f"{text.begun(people)} trong tháng", "number"),
        sheets.Column(f"{text.begun(people)} mới trong năm", "number"),
        sheets.Column(text.begun(turns), "number"),
        sheets.Column(f"{text.begun(people)} cộng dồn", "number"),
    ]
    rows = ([line.month, line.people, line.new, line.turns, line.by_then] for line in page.found.months)
    name = htmx.words("KEPT_FIGURES")[page.asked.figure]
    return f"{name} năm {page.asked.year}, theo tháng", columns, rows


SHEETS: dict[str, Callable[[Page], Sheet]] = {
    "targets": _targets_sheet,
    "hamlets": _hamlets_sheet,
    "groups": _groups_sheet,
    "months": _months_sheet,
}
