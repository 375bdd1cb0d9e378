"""Forms of activities: one short form for each kind, how it went, copies for hamlets and days, who took part."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from wtforms.validators import ValidationError

from app import clock, htmx
from app.activities.models import Activity
from app.activities.queries import activities as queries
from app.activities.rules.activities import ASKED, MOST_TIMES, ActivityKind, ActivityState, Numbers, TakingPart, days_of
from app.activities.rules.inputs import faulty_link
from app.people import queries as people
from app.places.models import Hamlet
from app.refusals import Refused
from app.text import parse_day
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    HourField,
    PickField,
    ProseField,
    RadiosField,
    TextField,
    TicksField,
    YesField,
    between,
    required,
)

# At which field each reason of the rules stands.
FIELDS = {
    "turns_below_reached": "turns",
    "reached_below_hamlet": "reached",
    "activity_ends_before": "last_day",
    "activity_ahead": "state",
    "activity_after_closing": "late_reason",
    "activity_outside_plan": "day",
    "hamlet_has_visits": "hamlets",
    "days_without_visits": "day",
    "activity_has_visits_held": "state",
}
# Which fields only some kinds ask for; the others are asked of every activity.
_OF_SOME = ("last_day", "starts_at", "place", "campaign", "count", "minutes", "outlet", "link")
_COUNTED = ("reached", "turns", "counted_how")


def refuse(form: Form, refused: Refused, fields: dict[str, str]) -> None:
    """Put every reason at its field; one whose field this kind does not show stands above the form."""
    shown = {code: name for code, name in fields.items() if name in form}
    htmx.refuse(form, refused, **shown)


def states() -> list[tuple[str, str]]:
    """What may be said of an activity that is entered: it is planned, or was held."""
    words = htmx.words_of("STATES", "activity")
    return [(str(one), words[one]) for one in (ActivityState.PLANNED, ActivityState.HELD)]


class ActivityForm(Form):
    """One activity: what it is called, when, where, by whom, how many it reached as far as somebody counted."""

    title = TextField("Tên hoạt động")
    state = RadiosField("Tình trạng", [required()], choices=states)
    day = DayField("Ngày", [required()])
    last_day = DayField("Đến ngày")
    starts_at = HourField("Giờ bắt đầu")
    place = TextField("Địa điểm")
    hamlets = TicksField("Thôn, tổ dân phố", coerce=int)
    team = ChoiceField("Đơn vị, đội hình thực hiện", coerce=int, blank="Chưa chọn")
    unit = ChoiceField("Phòng, ban, cơ quan phụ trách", coerce=int, blank="Chưa chọn")
    held_by = TextField("Hoặc ghi tên đơn vị, người thực hiện")
    outlet = TextField("Đài, cụm loa, báo, trang đăng")
    link = TextField("Đường dẫn", most=500)
    count = CountField("Số lần", [between(1, MOST_TIMES)])
    minutes = CountField("Tổng thời lượng (phút)", [between(1, 100_000)])
    reached = CountField("Số người")
    turns = CountField("Số lượt")
    counted_how = TextField("Đếm bằng cách nào")
    plan = ChoiceField("Thuộc kế hoạch", coerce=int, blank="Không thuộc kế hoạch nào")
    task = ChoiceField("Thực hiện nhiệm vụ", coerce=int, blank="Không gắn nhiệm vụ")
    campaign = ChoiceField("Kèm đợt ký cam kết", coerce=int, blank="Không kèm đợt ký")
    note = ProseField("Nội dung, ghi chú", most=4_000)
    late_reason = TextField("Lý do nhập sau khi chốt số liệu")

    def validate_link(self, field: TextField) -> None:
        """A link is an address of the web."""
        if fault := faulty_link(field.data or ""):
            raise ValidationError(fault)

    def for_kind(self, kind: str, counts: bool = True) -> "ActivityForm":
        """Ask what this kind is asked, and nothing else; numbers only where nobody knocked at doors yet."""
        for name in _OF_SOME:
            if name not in ASKED[ActivityKind(kind)]:
                del self[name]
        if not counts:
            for name in _COUNTED:
                del self[name]
        if "count" in self:
            self.count.label.text = f"Số {htmx.words('ACTIVITY_TIMES')[kind]}"
        if counts:
            self.reached.label.text = htmx.words("ACTIVITY_REACHED")[kind]
            self.turns.label.text = htmx.words("ACTIVITY_TURNS")[kind]
        return self

    def offer(
        self, hamlets: Iterable[Hamlet], units: Iterable[tuple[int, str]], activity: Activity | None = None
    ) -> "ActivityForm":
        """Fill the lists one chooses from; what the activity has already may be chosen though it has ended."""
        day = activity.day if activity else clock.today()
        kept = [one.hamlet for one in activity.hamlets] if activity else []
        self.hamlets.choices = [(one.id, one.name) for one in {one.id: one for one in (*hamlets, *kept)}.values()]
        self.unit.choices = _kept(units, (activity.unit.id, activity.unit.name) if activity and activity.unit else None)
        self.team.choices = queries.team_choices(day, activity.collective_id if activity else None)
        self.plan.choices = queries.plan_choices(activity.plan_id if activity else None)
        self.task.choices = queries.task_choices(activity.task_id if activity else None)
        if "campaign" in self:
            self.campaign.choices = queries.campaign_choices()
        return self

    @property
    def numbers(self) -> Numbers:
        """The numbers as typed."""
        return Numbers(self.value("reached"), self.value("turns"))

    def value(self, name: str) -> Any:
        """What a field holds; None where this kind is not asked."""
        return self[name].data if name in self else None


def _kept(choices: Iterable[tuple[int, str]], chosen: tuple[int, str] | None) -> list[tuple[int, str]]:
    found = list(choices)
    return found if chosen is None or chosen in found else [*found, chosen]


class ResultForm(Form):
    """How an activity went; the numbers of each hamlet stand beside it in boxes of their own."""

    last_day = DayField("Đến ngày")
    count = CountField("Số lần", [between(1, MOST_TIMES)])
    minutes = CountField("Tổng thời lượng (phút)", [between(1, 100_000)])
    reached = CountField("Số người của cả hoạt động")
    turns = CountField("Số lượt của cả hoạt động")
    counted_how = TextField("Đếm bằng cách nào")
    note = ProseField("Nội dung, ghi chú", most=4_000)
    late_reason = TextField("Lý do nhập sau khi chốt số liệu")

    def for_activity(self, activity: Activity, doors: bool) -> "ResultForm":
        """Ask what this kind is asked; of a round with doors no number, since these are counted."""
        asked = ASKED[ActivityKind(activity.kind)]
        unasked = [name for name in ("last_day", "count", "minutes") if name not in asked]
        for name in (*unasked, *(_COUNTED if doors else ())):
            del self[name]
        if "count" in self:
            self.count.label.text = f"Số {htmx.words('ACTIVITY_TIMES')[activity.kind]}"
        if not doors:
            self.reached.label.text = htmx.words("ACTIVITY_REACHED")[activity.kind]
            self.turns.label.text = htmx.words("ACTIVITY_TURNS")[activity.kind]
        return self

    def value(self, name: str) -> Any:
        """What a field holds; None where this kind is not asked."""
        return self[name].data if name in self else None


class ReasonForm(Form):
    """Why an activity falls through, or is planned again."""

    reason = TextField("Lý do", [required("Ghi lý do.")], most=300)


class CopyForm(Form):
    """For which hamlets and on which days an activity is made again."""

    hamlets = TicksField("Cho các thôn, tổ dân phố", coerce=int)
    first_day = DayField("Ngày đầu")
    count = CountField("Số ngày", [between(1, 200)])
    every = CountField("Cứ mấy ngày một lần", [between(1, 366)])
    days = ProseField("Hoặc ghi từng ngày", most=4_000)
    held = YesField("Ngày đã qua thì ghi là đã tổ chức")
    late_reason = TextField("Lý do nhập sau khi chốt số liệu")

    def validate_days(self, field: ProseField) -> None:
        """Each line is a day."""
        unread = [typed for typed in _typed_days(field.data) if not _is_day(typed)]
        if unread:
            raise ValidationError(f"Không đọc được ngày: {', '.join(unread[:5])}. Ghi mỗi ngày dạng dd/mm/yyyy.")

    def validate_first_day(self, field: DayField) -> None:
        """A day is named in one of the two ways."""
        if not field.data and not field.errors and not _typed_days(self.days.data):
            raise ValidationError("Chưa nhập ngày đầu.")

    @property
    def chosen_days(self) -> list[date]:
        """The days asked for, each once, in their order, once the form was found valid."""
        typed = [parse_day(one) for one in _typed_days(self.days.data)]
        first = self.first_day.data
        series = days_of(first, self.count.data or 1, self.every.data or 1) if first and not typed else []
        return sorted({*typed, *series})


def _typed_days(typed: str | None) -> list[str]:
    return [one for line in (typed or "").splitlines() for one in line.replace(";", ",").replace(",", " ").split()]


def _is_day(typed: str) -> bool:
    try:
        parse_day(typed)
    except ValueError:
        return False
    return True


class PartForm(Form):
    """Somebody who took part: a person of the commune, or a collective."""

    part = ChoiceField("Tham gia với vai trò", [required()], choices=lambda: _parts())
    person = PickField("Cá nhân")
    collective = PickField("Hoặc tập thể")
    note = TextField("Ghi chú")

    def equip(self) -> "PartForm":
        """Find people and collectives of the commune by a few letters."""
        self.person.lookup, self.person.label_of = people.person_lookup, people.label_of
        self.collective.lookup, self.collective.label_of = people.collective_lookup, people.collective_label_of
        return self


def _parts() -> list[tuple[str, str]]:
    words = htmx.words("TAKING_PARTS")
    return [(str(one), words[one]) for one in TakingPart]


def until_of(activity: Activity) -> date:
    """Where a copy begins when nobody says: the day after the activity."""
    return (activity.last_day or activity.day) + timedelta(days=1)
