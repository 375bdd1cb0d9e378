"""The form of a class, its trainings planned in one go, and who else teaches or supports it."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, FormField
from wtforms.validators import ValidationError

from app.refusals import Refusal
from app.training.rules import Part as Share
from app.training.rules.planning import MOST_MEETINGS, WEEK, Slot, days_of
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    HourField,
    Part,
    PickField,
    RadiosField,
    TextField,
    TicksField,
    between,
    required,
)

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
NO_TARGET = 0  # chosen on purpose; nothing chosen leaves the target to the group


class SeriesPart(Part):
    """Several trainings in one go: the first day, the hours, how many, and how far apart."""

    first_day = DayField("Ngày buổi đầu")
    starts = HourField("Từ giờ")
    ends = HourField("Đến giờ")
    count = CountField("Số buổi", [between(1, MOST_MEETINGS)])
    every = CountField("Cứ mấy ngày một buổi", [between(1, 366)])
    weekdays = TicksField("Hoặc mỗi tuần vào", coerce=int, choices=list(enumerate(WEEKDAYS)))
    must = False  # whether leaving all of it empty is a fault

    @property
    def asked(self) -> bool:
        """Whether anything was typed that means trainings; count and distance stand there from the start."""
        typed = (self.first_day, self.starts, self.ends)
        return any(field.raw_data and field.raw_data[0].strip() for field in typed) or bool(self.weekdays.data)

    def validate_first_day(self, field: Field) -> None:
        """Trainings have a first day."""
        self._needed(field, "Chưa nhập ngày buổi đầu.")

    def validate_starts(self, field: Field) -> None:
        """Trainings have an hour at which they begin."""
        self._needed(field, "Chưa nhập giờ bắt đầu.")

    def validate_ends(self, field: Field) -> None:
        """And one at which they end."""
        self._needed(field, "Chưa nhập giờ kết thúc.")

    def validate_count(self, field: Field) -> None:
        """How many."""
        self._needed(field, "Chưa nhập số buổi.")

    def _needed(self, field: Field, message: str) -> None:
        if (self.must or self.asked) and field.data is None and not field.errors:
            raise ValidationError(message)

    def slots(self) -> list[Slot]:
        """The trainings as far as they can be read; none when something is missing or wrong."""
        day, starts, ends, count = self.first_day.data, self.starts.data, self.ends.data, self.count.data
        every = self.every.data or WEEK
        if not self.asked or day is None or starts is None or ends is None or not count:
            return []
        if count > MOST_MEETINGS or every > 366:
            return []
        return [Slot(one, starts, ends) for one in days_of(day, count, every, self.weekdays.data)]

    def refuse(self, message: str, field: str) -> None:
        """Add a refusal found after validation at a field."""
        self[field].errors = [*self[field].errors, message]


SERIES = {"count": 1, "every": WEEK}


class SeriesForm(Form):
    """Several trainings added to a class that is there already."""

    series = FormField(SeriesPart)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series.form.must = True


class CourseForm(Form):
    """A course: for whom, on what, where, when, by whom; for a new one also its trainings."""

    plan = ChoiceField("Kế hoạch", [required()], coerce=int)
    target_group = ChoiceField("Nhóm đối tượng", [required()], blank="Chọn nhóm")
    topic = TextField("Chuyên đề", [required()])
    hamlet = ChoiceField("Tổ chức tại thôn, tổ dân phố", coerce=int, blank="Cả xã")
    place = TextField("Địa điểm")
    title = TextField("Tên lớp")
    instructor_name = TextField("Giảng viên, báo cáo viên")
    instructor = PickField("Giảng viên là người của xã (nếu có)")
    trainer = ChoiceField("Người điểm danh (Tổ công nghệ số cộng đồng)", coerce=int, blank="Chưa giao")
    series = FormField(SeriesPart)
    opens_on = DayField("Ngày khai giảng")
    closes_on = DayField("Ngày kết thúc")
    target = ChoiceField("Chỉ tiêu của kế hoạch", coerce=int, blank="Chỉ tiêu của nhóm đối tượng đã chọn")
    skills = TicksField("Nội dung của khung kỹ năng số")
    hamlets = TicksField("Dành cả cho người của thôn khác", coerce=int)

    def validate_place(self, field: TextField) -> None:
        """A class is held somewhere: at the hall of its hamlet, unless another place is named."""
        if not field.data and not self.hamlet.data:
            raise ValidationError("Chưa nhập địa điểm.")

    def validate_instructor_name(self, field: TextField) -> None:
        """Someone teaches: a typed name, or a person of the commune."""
        if not field.data and not self.instructor.text:
            raise ValidationError("Chưa nhập giảng viên: ghi tên, hoặc chọn người của xã ở ô bên cạnh.")

    def slots(self) -> list[Slot]:
        """The trainings asked for with a new course."""
        return self.series.form.slots() if "series" in self else []


class InstructorForm(Form):
    """Someone who teaches or supports beside the others: of the commune, with an account, or by name."""

    part = RadiosField(
        "Phần việc", [required()], choices=((str(Share.SUPPORT), "Hỗ trợ"), (str(Share.LEAD), "Giảng dạy"))
    )
    person = PickField("Người của xã")
    name = TextField("Hoặc ghi tên")
    user = ChoiceField("Tài khoản thấy lớp và điểm danh được", coerce=int, blank="Không giao tài khoản")


# At which field of a series each reason of the rules stands.
_AT_SERIES = {
    "ends-before-starts": "ends",
    "meetings-before-course": "first_day",
    "meetings-after-course": "count",
    "meetings-held-already": "first_day",
}


def refuse_series(part: Any, said: Sequence[tuple[Refusal, str]]) -> list[tuple[Refusal, str]]:
    """Put each reason that speaks of the trainings at its field; returns the others.

    Args: part, the SeriesPart; said, the reasons with their sentences.
    """
    others = []
    for reason, sentence in said:
        if reason.code in _AT_SERIES:
            part.refuse(sentence, _AT_SERIES[reason.code])
        else:
            others.append((reason, sentence))
    return others
