"""What narrows the list, the calendar and the count of activities; it stands in the address."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms import SearchField

from app import htmx
from app.activities.queries import listing
from app.activities.rules.activities import ActivityKind, ActivityState, Order
from app.places.models import Hamlet
from app.training.forms.lists import PeriodFilter
from app.widgets import ChoiceField, DayField


class ActivitiesFilter(PeriodFilter):
    """What the list of activities is narrowed and ordered by."""

    q = SearchField("Tên hoạt động")
    kind = ChoiceField("Loại", blank="Tất cả")
    state = ChoiceField("Tình trạng", blank="Tất cả")
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Tất cả")
    plan = ChoiceField("Kế hoạch", coerce=int, blank="Tất cả")
    task = ChoiceField("Nhiệm vụ", coerce=int, blank="Tất cả")
    team = ChoiceField("Đơn vị, đội hình", coerce=int, blank="Tất cả")
    sort = ChoiceField("Sắp xếp", blank="Mới nhất trước")

    @classmethod
    def of(
        cls,
        asked: Any,
        hamlets: Sequence[Hamlet],
        plans: Iterable[tuple[int, str]],
        tasks: Iterable[tuple[int, str]],
        teams: Iterable[tuple[int, str]],
    ) -> "ActivitiesFilter":
        """Read the address; what is not in the lists narrows nothing."""
        form = cls(asked)
        form.kind.choices = kinds()
        form.state.choices = _states()
        form.hamlet.choices = [*((one.id, one.name) for one in hamlets), (listing.WHOLE_COMMUNE, "Cả xã")]
        form.plan.choices, form.task.choices, form.team.choices = list(plans), list(tasks), list(teams)
        form.sort.choices = [(str(one), htmx.words("ACTIVITY_ORDERS")[one]) for one in Order if one != Order.NEWEST]
        form.validate()
        return form

    @property
    def wanted(self) -> listing.Wanted:
        """The filter as the reads know it."""
        hamlet = None if self.hamlet.errors else self.hamlet.data
        names = ("kind", "state", "plan", "task", "team", "first", "last")
        kind, state, plan, task, team, first, last = (self.value(name) for name in names)
        return listing.Wanted(self.q.data or "", kind, state, hamlet, plan, task, team, first, last)

    @property
    def order(self) -> Order:
        """The order as the reads know it."""
        return Order(self.value("sort") or Order.NEWEST)

    @property
    def narrowed(self) -> bool:
        """Whether the list shows less than everything."""
        return bool(self.asked.keys() - {"sort"})

    @property
    def narrowed_further(self) -> bool:
        """Whether one of the filters is in use, or mistyped, that stand folded away."""
        return any(field.data or field.errors for field in (self.plan, self.task, self.team, self.first, self.last))


def kinds() -> list[tuple[str, str]]:
    """The kinds of activities in their order."""
    words = htmx.words("ACTIVITY_KINDS")
    return [(str(one), words[one]) for one in ActivityKind]


def _states() -> list[tuple[str, str]]:
    words = htmx.words_of("STATES", "activity")
    others = [(listing.WAITING, "Quá ngày, chưa ghi kết quả"), (listing.UNCOUNTED, "Đã tổ chức, chưa đếm người")]
    return [*((str(one), words[one]) for one in ActivityState), *others]


class MonthFilter(PeriodFilter):
    """What narrows the calendar: a kind, a hamlet, and a day whose month is to be shown."""

    kind = ChoiceField("Loại", blank="Tất cả")
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Tất cả")
    day = DayField("Đến ngày")


class CountFilter(PeriodFilter):
    """What the count of activities is of: days, a plan, a hamlet; the year that goes on where no day is asked for."""

    plan = ChoiceField("Kế hoạch", coerce=int, blank="Tất cả")
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Cả xã")

    @classmethod
    def of(cls, asked: Any, today: date, hamlets: Sequence[Hamlet], plans: Iterable[tuple[int, str]]) -> "CountFilter":
        """Read the address; what is not in the lists narrows nothing."""
        form = cls(asked)
        form.hamlet.choices = [(one.id, one.name) for one in hamlets]
        form.plan.choices = list(plans)
        form.validate()
        form.within_year(today)
        return form
