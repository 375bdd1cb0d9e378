"""The calendar of trainings by week and by month, and which of them clash."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx, sheets, text, widgets
from app.access import Can, needs
from app.places import queries as places
from app.training.forms.calendar import CalendarForm
from app.training.queries import calendar as queries
from app.training.queries import clashes
from app.training.queries.calendar import Entry
from app.training.queries.clashes import Clash
from app.training.rules.periods import MONTH, WEEK, Period, of_day, parse_period, week_key
from app.training.views import bp


@dataclass(frozen=True)
class Asked:
    """What the address asks for: a period, the filters as they are shown, and as they are carried along."""

    period: Period
    form: CalendarForm
    kept: dict[str, Any]

    def address(self, period: Period) -> str:
        """The address of another period under the same filters."""
        values: dict[str, Any] = {period.kind: period.key, **self.kept}
        return url_for("training.calendar", **values)

    def entries(self) -> list[Entry]:
        """The trainings of the period as filtered; a month is shown in whole weeks."""
        days = [day for week in self.period.weeks() for day in week]
        return queries.entries(days[0], days[-1], self.form.hamlet.data, self.form.who.data or "")


@bp.get("/calendar")
@needs(Can.TRAINING_READ)
def calendar() -> Response:
    """The trainings of this month, or of the week or month asked for, with the days off and the clashes."""
    asked = _asked()
    found = asked.entries()
    told = clashes.of_trainings([one.training.id for one in found])
    period, days = asked.period, places.calendar()
    weeks = list(period.weeks())
    return htmx.page(
        "training/calendar.html",
        period=period,
        form=asked.form,
        kept=asked.kept,
        weeks=weeks,
        entries={day: [one for one in found if one.training.day == day] for week in weeks for day in week},
        total=sum(1 for one in found if period.first <= one.training.day <= period.last),
        clashes=told,
        clashing=clashes.by_training(told),
        specials={day: special for week in weeks for day in week if (special := days.special(day))},
        week_keys=[week_key(week[0]) for week in weeks],
        addresses={
            "before": asked.address(period.before) if period.before else None,
            "after": asked.address(period.after) if period.after else None,
            "now": asked.address(of_day(period.kind, clock.today())),
            "week": asked.address(of_day(WEEK, _day_within(period))),
            "month": asked.address(of_day(MONTH, _day_within(period))),
        },
    )


@bp.get("/calendar.xlsx")
@needs(Can.TRAINING_READ)
def calendar_sheet() -> Response:
    """The trainings of the week or month as filtered, for Excel."""
    asked = _asked()
    period = asked.period
    found = [one for one in asked.entries() if period.first <= one.training.day <= period.last]
    told = clashes.by_training(clashes.of_trainings([one.training.id for one in found]))
    columns = [
        sheets.Column("Ngày", "day"),
        sheets.Column("Thứ"),
        sheets.Column("Giờ"),
        sheets.Column("Lớp"),
        sheets.Column("Thôn, tổ dân phố"),
        sheets.Column("Địa điểm"),
        sheets.Column("Giảng viên", "people"),
        sheets.Column("Người hỗ trợ", "people"),
        sheets.Column("Học viên", "number"),
        sheets.Column("Đã điểm danh", "number"),
        sheets.Column("Phiếu điểm danh"),
        sheets.Column("Trùng giờ với"),
    ]
    rows = [_row(one, told.get(one.training.id, [])) for one in found]
    title = f"Lịch tập huấn từ {text.day_text(period.first)} đến {text.day_text(period.last)}"
    content = sheets.write_xlsx(title, columns, rows, widgets.told(asked.form))
    return htmx.xlsx(content, f"lich-tap-huan-{period.key.lower()}.xlsx")


def _row(entry: Entry, told: list[Clash]) -> tuple[Any, ...]:
    training, course = entry.training, entry.course
    others = [one.beside(training.id) for one in told]
    return (
        training.day,
        list(htmx.words("WEEKDAYS"))[training.day.weekday()],
        f"{training.starts:%H:%M}–{training.ends:%H:%M}",
        course.title,
        course.hamlet.name if course.hamlet else "Cả xã",
        training.place,
        ", ".join(entry.leads),
        ", ".join(entry.supporters),
        entry.learners,
        entry.marked,
        "Đã lập" if entry.has_sheet else "",
        "; ".join(f"{one.title or 'một lớp khác'} ({one.starts:%H:%M}–{one.ends:%H:%M})" for one in others),
    )


def _asked() -> Asked:
    """Read the address; what is no period, hamlet or person of ours narrows nothing."""
    today = clock.today()
    form = CalendarForm(request.args)
    week, month = request.args.get("week", ""), request.args.get("month", "")
    period = parse_period(week, month) or of_day(WEEK if week else MONTH, today)
    form.hamlet.choices = [(one.id, one.name) for one in places.hamlets(today)]
    if form.day.data:
        period = parse_period(*_keys(of_day(period.kind, form.day.data))) or period
        form.day.data, form.day.raw_data = None, None  # gone to: the next filter does not go there again
    weeks = list(period.weeks())
    names = queries.instructors(weeks[0][0], weeks[-1][-1])
    if form.who.data and form.who.data not in names:
        names.append(form.who.data)  # teaches at other times: the filter stays
    form.who.choices = [(name, name) for name in names]
    form.validate()
    if form.hamlet.errors:
        form.hamlet.data = None
    kept = {name: form[name].data for name in ("hamlet", "who") if form[name].data}
    return Asked(period, form, kept)


def _keys(period: Period) -> tuple[str, str]:
    return (period.key, "") if period.kind == WEEK else ("", period.key)


def _day_within(period: Period) -> date:
    """Today where it lies in the period, else its first day: where the other view opens."""
    today = clock.today()
    return today if period.first <= today <= period.last else period.first
