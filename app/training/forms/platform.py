"""Forms of what the national platform says of people: one confirmation, one completed course, the filters."""

from datetime import date
from typing import Any

from app import clock
from app.people import queries as people
from app.people.rules import TARGET_GROUPS
from app.training.rules.lists import LONGEST
from app.widgets import ChoiceField, DayField, Form, PickField, TextField, YesField, between, required


class _OfPerson(Form):
    """Something the platform says of one person of the books, found by three letters of the name."""

    person = PickField("Họ và tên", [required("Gõ vài chữ của tên.")], lookup=people.person_lookup)
    day = DayField("Ngày", [required()])
    source = TextField("Nguồn", [required()], most=LONGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person.label_of = people.label_of

    def validate_day(self, field: DayField) -> None:
        """Nobody was confirmed tomorrow."""
        between(most=clock.today(), message="Ngày không được sau hôm nay.")(self, field)

    @property
    def chosen_day(self) -> date:
        """The day, once the form was found valid."""
        day = self.day.data
        assert day is not None
        return day


class ConfirmationForm(_OfPerson):
    """The national platform confirmed someone."""

    day = DayField("Ngày xác nhận", [required()])


class OnlineForm(_OfPerson):
    """Someone completed a course of the national platform."""

    title = TextField("Tên khóa học", [required()], most=LONGEST)
    day = DayField("Ngày hoàn thành", [required()])
    platform = TextField("Nền tảng", [required()], most=LONGEST)


class PlatformFilter(Form):
    """What the lists are filtered by; it stands in the address of the page."""

    class Meta(Form.Meta):
        csrf = False

    q = TextField("Họ và tên")
    course = TextField("Tên khóa học")
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Tất cả")
    group = ChoiceField("Nhóm", choices=[(group, group) for group in TARGET_GROUPS], blank="Tất cả")
    first = DayField("Từ ngày")
    last = DayField("Đến ngày")
    missing = YesField("Người chưa có xác nhận")
