"""The rows of filters above the lists of training; they stand in the address, so that a filtered list has one."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from wtforms import SearchField
from wtforms.validators import ValidationError

from app import htmx, text
from app.people.rules import TARGET_GROUPS
from app.places.models import Hamlet
from app.training.queries import flags as doubts
from app.training.queries import listing, trained
from app.training.rules.flags import Flag
from app.training.rules.listing import Order, Stage
from app.widgets import ChoiceField, DayField, Form, Part, TextField, required

LONGEST_REASON = 300


class AddressDay(DayField):
    """A day typed as dd/mm/yyyy, or as links of other pages write it: 2026-08-05."""

    def _read(self, typed: str) -> date:
        with suppress(ValueError):
            return date.fromisoformat(typed)
        return super()._read(typed)


class PeriodFilter(Part):
    """Days from and to, both included."""

    first = AddressDay("Từ ngày", name="from")
    last = AddressDay("Đến ngày", name="to")

    def validate_last(self, field: AddressDay) -> None:
        """The period does not end before it begins."""
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError("Ngày cuối phải từ ngày đầu trở đi.")

    @property
    def asked(self) -> dict[str, Any]:
        """What the address asks for and this page understood, to be carried along to other pages."""
        found = {field.name: field.data for field in self if field.data not in (None, "") and not field.errors}
        return {name: text.day_text(data) if isinstance(data, date) else data for name, data in found.items()}

    @property
    def said(self) -> list[tuple[str, str]]:
        """What the list was narrowed to, in words: on paper there is no row of filters to tell it."""
        return [(field.label.text, words) for field in self if (words := self._words_of(field))]

    def _words_of(self, field: Any) -> str:
        if field.errors or field.data in (None, ""):
            return ""
        if isinstance(field, ChoiceField):
            return next((str(one.label) for one in field.iter_choices() if one.selected), "")
        return text.day_text(field.data) if isinstance(field.data, date) else str(field.data)

    def value(self, name: str) -> Any:
        """What a field asks for; nothing where it could not be understood."""
        field = self[name]
        return None if field.errors else field.data or None

    @property
    def narrowed(self) -> bool:
        """Whether the list shows less than all of the year that goes on."""
        return bool(self.asked.keys() - {"from", "to"}) or any((self.first.raw_data, self.last.raw_data))

    def within_year(self, today: date) -> None:
        """Where no day is asked for, the year that goes on is."""
        if not any(self.first.raw_data or ()) and not any(self.last.raw_data or ()):
            self.first.data, self.last.data = date(today.year, 1, 1), date(today.year, 12, 31)
            self.first.raw_data = self.last.raw_data = None


def _hamlets(rows: Sequence[Hamlet], none: str) -> list[tuple[int, str]]:
    return [*((row.id, row.name) for row in rows), (trained.NO_HAMLET, none)]


def _groups() -> list[tuple[str, str]]:
    return [(code, name) for code, name in htmx.words("TARGET_GROUPS").items() if code in TARGET_GROUPS]


class ClassesFilter(PeriodFilter):
    """What the list of classes is narrowed and ordered by."""

    q = SearchField("Tên lớp")
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Tất cả")
    group = ChoiceField("Nhóm", blank="Tất cả")
    plan = ChoiceField("Kế hoạch", coerce=int, blank="Tất cả")
    instructor = ChoiceField("Giảng viên, người hỗ trợ", blank="Tất cả")
    state = ChoiceField("Tình trạng", blank="Tất cả")
    sort = ChoiceField("Sắp xếp", blank="Mới nhất trước")

    @classmethod
    def of(
        cls, asked: Any, hamlets: Sequence[Hamlet], plans: Iterable[tuple[int, str]], instructors: Iterable[str]
    ) -> "ClassesFilter":
        """Read the address; what is not in the lists narrows nothing."""
        form = cls(asked)
        form.hamlet.choices = _hamlets(hamlets, "Cả xã")
        form.group.choices = _groups()
        form.plan.choices = list(plans)
        form.instructor.choices = [(name, name) for name in instructors]
        form.state.choices = [(one.value, htmx.words("CLASS_STAGES")[one]) for one in Stage]
        form.sort.choices = [(one.value, htmx.words("CLASS_ORDERS")[one]) for one in Order if one != Order.NEWEST]
        form.validate()
        return form

    @property
    def wanted(self) -> listing.Wanted:
        """The filter as the reads know it."""
        hamlet = None if self.hamlet.errors else self.hamlet.data
        names = ("group", "plan", "instructor", "first", "last", "state")
        group, plan, instructor, first, last, stage = (self.value(name) for name in names)
        return listing.Wanted(self.q.data or "", hamlet, group, plan, instructor, first, last, stage)

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
        fields = (self.group, self.instructor, self.plan, self.first, self.last)
        return any(field.data or field.errors for field in fields)


class PeopleFilter(PeriodFilter):
    """What the list of people trained is narrowed by; the year that goes on where no day is asked for."""

    q = SearchField("Họ và tên")
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Tất cả")
    group = ChoiceField("Nhóm", blank="Tất cả")
    course = ChoiceField("Lớp", coerce=int, blank="Tất cả")

    @classmethod
    def of(
        cls, asked: Any, today: date, hamlets: Sequence[Hamlet], courses: Iterable[tuple[int, str]]
    ) -> "PeopleFilter":
        """Read the address; what is not in the lists narrows nothing."""
        form = cls(asked)
        form.hamlet.choices = _hamlets(hamlets, "Không thuộc thôn nào")
        form.group.choices = [*_groups(), (trained.NO_GROUP, "Không thuộc nhóm nào")]
        form.course.choices = list(courses)
        form.validate()
        form.within_year(today)
        return form

    @property
    def wanted(self) -> trained.Wanted:
        """The filter as the reads know it, narrowed to what the one who asks may see."""
        hamlet = None if self.hamlet.errors else self.hamlet.data
        first, last, group, course = (self.value(name) for name in ("first", "last", "group", "course"))
        return trained.visible(trained.Wanted(first, last, self.q.data or "", hamlet, group, course))


KEPT = "kept"


class ChecksFilter(PeriodFilter):
    """Which doubts are shown: of which days, hamlet and kind, and whether those already looked at."""

    hamlet = ChoiceField("Lớp mở tại", coerce=int, blank="Tất cả")
    flag = ChoiceField("Điểm cần xem", blank="Tất cả")
    state = ChoiceField("Tình trạng", choices=((KEPT, "Đã xem, giữ nguyên"),), blank="Chưa xem")

    @classmethod
    def of(cls, asked: Any, today: date, hamlets: Sequence[Hamlet]) -> "ChecksFilter":
        """Read the address; what is not in the lists narrows nothing."""
        form = cls(asked)
        form.hamlet.choices = [(row.id, row.name) for row in hamlets]
        form.flag.choices = [(one.value, htmx.words("FLAGS")[one]) for one in Flag]
        form.validate()
        form.within_year(today)
        return form

    @property
    def wanted(self) -> doubts.Wanted:
        """Where doubts are looked for, as the reads know it."""
        first, last, hamlet = (self.value(name) for name in ("first", "last", "hamlet"))
        return doubts.Wanted(first, last, hamlet_id=hamlet)

    @property
    def kept(self) -> bool:
        """Whether the doubts already looked at are asked for."""
        return self.value("state") == KEPT


class KeepForm(Form):
    """Why a doubt is to stay as it is."""

    key = TextField("Điểm cần xem", [required()])
    reason = TextField("Vì sao giữ nguyên", [required("Ghi vì sao giữ nguyên.")], most=LONGEST_REASON)
