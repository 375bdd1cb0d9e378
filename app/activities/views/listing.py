"""The list of activities, its calendar by month, and what they come to by kind: on screen, on paper, for Excel."""

from datetime import date, timedelta
from typing import Any

from flask import g, request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx, sheets, text
from app.access import Can, needs
from app.activities.forms.listing import ActivitiesFilter, CountFilter, MonthFilter, kinds
from app.activities.models import Activity
from app.activities.queries import activities as queries
from app.activities.queries import listing, summary
from app.activities.queries.listing import Wanted
from app.activities.rules.activities import ActivityState, overdue
from app.activities.views import bp
from app.places import queries as places
from app.plans.rules import Period
from app.sheets import Column
from app.training.rules.periods import MONTH, of_day, parse_period
from app.widgets import told

PRINTED = 5_000  # activities on one printed list


@bp.get("/")
@needs(Can.ACTIVITY_READ)
def index() -> Response:
    """The activities as filtered, the newest day first; with `all` the whole list, to be printed."""
    today, form = clock.today(), read_filter()
    whole = "all" in request.args
    after = None if whole else request.args.get("after", type=int)
    found = listing.activities(form.wanted, today, form.order, after, PRINTED if whole else queries.PAGE + 1)
    shown = found if whole else found[: queries.PAGE]
    more = len(found) > len(shown)
    return htmx.page(
        "activities/index.html",
        activities=shown,
        totals=listing.totals(form.wanted, today),
        late={one.id for one in shown if overdue(one.state, one.last_day or one.day, today)},
        form=form,
        asked=form.asked,
        whole=whole,
        printed=PRINTED,
        next_url=url_for(".index", **form.asked, after=shown[-1].id) if more else None,
        first_url=url_for(".index", **form.asked) if after else None,
    )


def read_filter() -> ActivitiesFilter:
    """The filter and the order in the address; who may not read plans is offered none."""
    plans, tasks = _plans(), queries.task_choices() if Can.PLAN_READ in g.verbs else []
    return ActivitiesFilter.of(
        request.args, places.hamlets(clock.today()), plans, tasks, queries.team_choices(clock.today())
    )


def _plans() -> list[tuple[int, str]]:
    return queries.plan_choices() if Can.PLAN_READ in g.verbs else []


COLUMNS = (
    Column("Mã", "number"),
    Column("Loại"),
    Column("Tên hoạt động", width=40),
    Column("Tình trạng"),
    Column("Từ ngày", "day"),
    Column("Đến ngày", "day"),
    Column("Giờ", "text", 8),
    Column("Thôn, tổ dân phố"),
    Column("Địa điểm"),
    Column("Thực hiện", "people"),
    Column("Số lần", "number"),
    Column("Số phút", "number"),
    Column("Người", "number"),
    Column("Lượt", "number"),
    Column("Đếm bằng cách nào"),
    Column("Kênh, nơi đăng"),
    Column("Đường dẫn", width=30),
    Column("Kế hoạch"),
    Column("Ghi chú", width=40),
    Column("Nhập sau khi chốt, lý do", width=30),
)


@bp.get("/activities.xlsx")
@needs(Can.ACTIVITY_READ)
def index_sheet() -> Response:
    """The list as filtered, for Excel: a number nobody counted is an empty cell, never a zero."""
    form = read_filter()
    found = listing.activities(form.wanted, clock.today(), form.order, limit=None)
    words, states = htmx.words("ACTIVITY_KINDS"), htmx.words_of("STATES", "activity")
    rows = [_row(one, words, states) for one in found]
    content = sheets.write_long_xlsx("Hoạt động của phong trào", COLUMNS, rows, note=told(form))
    return htmx.xlsx(content, "hoat-dong-phong-trao.xlsx")


def _row(one: Activity, words: dict[str, str], states: dict[str, str]) -> tuple[Any, ...]:
    known = (one.id, words[one.kind], one.title, states[one.state], one.day, one.last_day, one.starts_at or "")
    where = ", ".join(place.hamlet.name for place in one.hamlets) or "Cả xã", one.place or ""
    numbers = one.count, one.minutes, one.reached, one.turns, one.counted_how or ""
    media = one.outlet or "", one.link or "", one.plan.reference_number if one.plan else ""
    return *known, *where, doer_of(one), *numbers, *media, one.note or "", one.late_reason or ""


def doer_of(activity: Activity) -> str:
    """Who holds an activity, as lists say it."""
    team = queries.collective_label(activity.collective) if activity.collective else None
    unit = activity.unit.name if activity.unit else None
    return "; ".join(one for one in (team, unit, activity.held_by) if one)


# ---- the calendar


@bp.get("/calendar")
@needs(Can.ACTIVITY_READ)
def calendar() -> Response:
    """The activities of a month in whole weeks; one of several days stands on its first day, with how long it lasts."""
    form = MonthFilter(request.args)
    form.kind.choices = kinds()
    form.hamlet.choices = [(one.id, one.name) for one in places.hamlets(clock.today())]
    form.validate()
    period = parse_period("", request.args.get("month", "")) or of_day(MONTH, form.value("day") or clock.today())
    weeks, kept = list(period.weeks()), {name: value for name in ("kind", "hamlet") if (value := form.value(name))}
    wanted = Wanted(kind=form.value("kind"), hamlet_id=form.value("hamlet"))
    found = listing.between(weeks[0][0], weeks[-1][-1], wanted, clock.today())
    days = places.calendar()
    return htmx.page(
        "activities/calendar.html",
        form=form,
        kept=kept,
        period=period,
        weeks=weeks,
        entries={day: [one for one in found if max(one.day, weeks[0][0]) == day] for week in weeks for day in week},
        total=sum(1 for one in found if one.day <= period.last and (one.last_day or one.day) >= period.first),
        specials={day: special for week in weeks for day in week if (special := days.special(day))},
        addresses={
            "before": url_for(".calendar", month=period.before.key, **kept) if period.before else None,
            "after": url_for(".calendar", month=period.after.key, **kept) if period.after else None,
            "now": url_for(".calendar", **kept),
        },
    )


# ---- the count


@bp.get("/count")
@needs(Can.ACTIVITY_READ)
def count() -> Response:
    """What the activities of a period come to by kind and by month, each figure with its list behind it."""
    form, period = _counted()
    plan, hamlet = form.value("plan"), form.value("hamlet")
    return htmx.page(
        "activities/count.html",
        form=form,
        asked=form.asked,
        summary=summary.by_kind(period, plan, hamlet),
        months=summary.by_month(period, plan, hamlet),
        last=period.end - timedelta(days=1),
        list_of={"from": text.day_text(period.start), "to": text.day_text(period.end - timedelta(days=1))}
        | {name: value for name, value in (("plan", plan), ("hamlet", hamlet)) if value},
        held=str(ActivityState.HELD),
    )


def _counted() -> tuple[CountFilter, Period]:
    """The filter in the address and its days; a day that could not be read leaves the year that goes on."""
    today = clock.today()
    form = CountFilter.of(request.args, today, places.hamlets(today), _plans())
    first = form.value("first") or date(today.year, 1, 1)
    last = form.value("last") or max(first, date(today.year, 12, 31))
    return form, Period(first, max(first, last) + timedelta(days=1))


COUNTED = (
    Column("Loại hoạt động", width=34),
    Column("Hoạt động đã tổ chức", "number"),
    Column("Số lần", "number"),
    Column("Người", "number"),
    Column("Lượt", "number"),
    Column("Chưa đếm người", "number"),
    Column("Phút phát thanh", "number"),
    Column("Hộ đã gặp", "number"),
    Column("Còn dự kiến", "number"),
    Column("Không tổ chức", "number"),
)


@bp.get("/count.xlsx")
@needs(Can.ACTIVITY_READ)
def count_sheet() -> Response:
    """The count by kind as filtered, for Excel."""
    form, period = _counted()
    found = summary.by_kind(period, form.value("plan"), form.value("hamlet"))
    words = htmx.words("ACTIVITY_KINDS")
    rows = [_counted_row(words[kind], one) for kind, one in found.kinds.items()]
    rows.append(_counted_row("Cộng", found.total))
    days = f"từ {text.day_text(period.start)} đến {text.day_text(period.end - timedelta(days=1))}"
    return htmx.xlsx(sheets.write_xlsx(f"Hoạt động theo loại {days}", COUNTED, rows), "hoat-dong-theo-loai.xlsx")


def _counted_row(label: str, one: summary.KindCount) -> tuple[Any, ...]:
    people = one.reached if one.reached_in else None, one.turns if one.turns_in else None, one.uncounted
    return label, one.entries, one.times, *people, one.minutes, one.households, one.planned, one.cancelled
