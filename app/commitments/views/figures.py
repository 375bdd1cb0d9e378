"""Figures: who signed of those who should, by hamlet, unit and group, and over time; each number opens its list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from app import charts, clock, htmx, sheets, text
from app.access import Can, needs
from app.commitments import queries
from app.commitments.models import Campaign
from app.commitments.queries import Count, Figures, Part
from app.commitments.rules import COUNTED_AS
from app.commitments.rules.figures import Step, Stretch, step_for, stretches
from app.commitments.views import bp, lists
from app.sheets import Column

IN_A_CHART = 20  # hamlets in one picture: two of them stand on a printed page


@dataclass(frozen=True)
class Scope:
    """The campaigns that are looked at, and how the address asks for them."""

    campaigns: list[Campaign]
    args: dict[str, Any]

    @property
    def only(self) -> Campaign | None:
        """The campaign, when it is one that was asked for."""
        return self.campaigns[0] if "campaign" in self.args else None


@dataclass(frozen=True)
class Shown:
    """The figures of one kind with the pictures of them."""

    figures: Figures
    step: Step
    stretches: list[Stretch]
    growth: str
    hamlets: list[str]


@bp.get("/figures")
@needs(Can.COMMITMENT_READ)
def figures() -> Response:
    """Signed against due: one campaign, or all campaigns of a plan, in one year or in all."""
    every = queries.campaigns()
    scope = _scope(every)
    found = [_shown(one) for one in queries.figures(scope.campaigns)]
    return htmx.page(
        "commitments/figures.html",
        scope=scope,
        campaign=scope.only,
        every=every,
        plans=sorted({(one.plan_id, one.plan.reference_number) for one in every}),
        years=sorted({one.opens_on.year for one in every}, reverse=True),
        kinds=found,
        step=request.args.get("step", ""),
        to=_links(scope),
        told=text_of_stretch,
    )


def _scope(every: list[Campaign]) -> Scope:
    """One campaign by its number; else those of a plan, of the newest one where none is named."""
    campaign_id = request.args.get("campaign", type=int)
    if campaign_id is not None:
        return Scope([queries.campaign(campaign_id)], {"campaign": campaign_id})
    plan_id, year = request.args.get("plan", type=int), request.args.get("year", type=int)
    if plan_id is None and every:
        plan_id = every[0].plan_id
    args = {name: value for name, value in (("plan", plan_id), ("year", year)) if value is not None}
    return Scope(queries.campaigns_under(plan_id, year) if plan_id else [], args)


def _links(scope: Scope) -> Callable[..., str]:
    """Where the commitments behind a number are listed: to(figures, state="signed", hamlet=7)."""

    def to(figures: Figures, **shown: Any) -> str:
        if len(figures.campaigns) == 1:
            return url_for("commitments.campaign", campaign_id=figures.campaigns[0].id, **shown)
        return url_for("commitments.figure_list", **scope.args, kind=figures.kind, **shown)

    return to


def _shown(one: Figures) -> Shown:
    first, last = _days(one)
    asked = request.args.get("step")
    step: Step = "week" if asked == "week" else "month" if asked == "month" else step_for(first, last)
    found = stretches(one.days, first, last, step) if one.whole.total else []
    return Shown(one, step, found, _growth(one, found), [*_hamlets(one)])


def _days(one: Figures) -> tuple[date, date]:
    """From the opening to today, or to the end of signing when that is over."""
    first = min(campaign.opens_on for campaign in one.campaigns)
    last = min(clock.today(), max(campaign.closes_on for campaign in one.campaigns))
    return first, max(first, last)


def _growth(one: Figures, found: list[Stretch]) -> str:
    unit = htmx.words("COUNTED")[one.kind]
    points = [charts.Point(text_of_stretch(part, short=True), part.total, text_of_stretch(part)) for part in found]
    title, due = f"Số {unit} đã ký, cộng dồn", one.whole.total
    return charts.growth(title, points, unit=f" {unit}", target=due, target_label="Phải ký")


def text_of_stretch(part: Stretch, short: bool = False) -> str:
    """A week or a month in words; short, its last day, as it stands under the picture."""
    if short:
        return f"{part.last:%d/%m}"
    return text.day_text(part.first) if part.first == part.last else f"{part.first:%d/%m} – {text.day_text(part.last)}"


def _hamlets(one: Figures) -> Iterator[str]:
    """Bars of the hamlets, in pictures that fit on a page."""
    unit = htmx.words("COUNTED")[one.kind]
    for start in range(0, len(one.hamlets), IN_A_CHART):
        some = one.hamlets[start : start + IN_A_CHART]
        rows = [charts.Bar(_name(part, "thôn"), part.count.signed, part.count.total) for part in some]
        more = f" ({start + 1} đến {start + len(some)})" if len(one.hamlets) > IN_A_CHART else ""
        title = f"Số {unit} đã ký theo thôn, tổ dân phố{more}"
        yield charts.bars(title, rows, unit=f" {unit}", target_label="phải ký")


def _name(part: Part, what: str) -> str:
    return part.name or f"Không thuộc {what} nào"


# ---- for Excel

COLUMNS = (
    Column("Loại"),
    Column("Tính theo"),
    Column("Tên", width=32),
    Column("Phải ký", "number"),
    Column("Đã ký", "number"),
    Column("Tỷ lệ đã ký (%)", "number"),
    Column("Chưa ký, có lý do", "number"),
    Column("Đã rút", "number"),
    Column("Còn thiếu", "number"),
    Column("Ký trong kỳ", "number"),
)


@bp.get("/figures.xlsx")
@needs(Can.COMMITMENT_READ)
def figures_sheet() -> Response:
    """The figures as they are shown, for Excel."""
    scope = _scope(queries.campaigns())
    rows = [row for one in queries.figures(scope.campaigns) for row in _rows(_shown(one))]
    title = scope.only.name if scope.only else "Số liệu ký cam kết"
    return htmx.xlsx(sheets.write_xlsx(title, COLUMNS, rows), "so-lieu-cam-ket.xlsx")


def _rows(shown: Shown) -> Iterator[list[Any]]:
    one = shown.figures
    kind = text.begun(htmx.words("COUNTED")[one.kind])
    yield [kind, "Tất cả", None, *_numbers(one.whole), None]
    for by, what, parts in (
        ("Thôn, tổ dân phố", "thôn", one.hamlets),
        ("Đơn vị", "đơn vị", one.units),
        ("Nhóm", "nhóm", one.groups),
    ):
        for each in parts:
            yield [kind, by, _name(each, what), *_numbers(each.count), None]
    by = "Tuần" if shown.step == "week" else "Tháng"
    due = one.whole.total
    for part in shown.stretches:
        reached = [due, part.total, _percent(part.total, due), None, None, None, part.signed]
        yield [kind, by, text_of_stretch(part), *reached]


def _numbers(count: Count) -> list[int]:
    return [count.total, count.signed, count.percent, count.declined, count.withdrawn, count.missing]


def _percent(signed: int, due: int) -> int:
    return signed * 100 // due if due else 0


# ---- the list behind a number of several campaigns


@bp.get("/figures/list")
@needs(Can.COMMITMENT_READ)
def figure_list() -> Response:
    """The commitments behind a number of several campaigns of one kind, page by page or whole for print."""
    scope, shown = _of_kind(), lists.read_filter()
    hamlets = queries.figures(scope.campaigns)[0].hamlets
    ids = [one.id for one in scope.campaigns]
    how_many = queries.how_many(ids, lists.wanted(shown))
    whole = "whole" in request.args
    page = None if whole else lists.page_of(ids, shown)
    lines = lists.all_of(ids, shown, lists.PRINTED + 1) if page is None else page.lines
    kind = scope.campaigns[0].wording.subject_kind
    return htmx.page(
        "commitments/figure_list.html",
        scope=scope,
        figures_of={name: value for name, value in scope.args.items() if name != "kind"},
        shown=shown,
        asked=lists.wanted(shown),
        narrowed=lists.narrowed(shown),
        names={one.id: one.name for one in scope.campaigns},
        how_many=how_many,
        limit=lists.PRINTED,
        lines=lines[: lists.PRINTED],
        page=page,
        kind=kind,
        groups=lists.group_choices(kind),
        hamlets=[(part.key, _name(part, "thôn")) for part in hamlets],
        note=lists.note,
    )


@bp.get("/figures/list.xlsx")
@needs(Can.COMMITMENT_READ)
def figure_list_sheet() -> Response:
    """The same list for Excel."""
    content = lists.workbook("Danh sách bản cam kết", _of_kind().campaigns, lists.read_filter())
    return htmx.xlsx(content, "ban-cam-ket.xlsx")


def _of_kind() -> Scope:
    """The campaigns of one kind in the scope; a 404 when there is none."""
    scope, kind = _scope(queries.campaigns()), request.args.get("kind", "")
    found = [one for one in scope.campaigns if COUNTED_AS[one.wording.subject_kind] == kind]
    if not found:
        abort(404)
    return Scope(found, {**scope.args, "kind": kind})
