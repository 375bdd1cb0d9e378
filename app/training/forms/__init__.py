"""Forms of training."""

from collections.abc import Iterable
from datetime import date

from wtforms.validators import ValidationError

from app import clock, law
from app.papers.forms import ALL, EACH, InvitationForm
from app.people.rules import TARGET_GROUPS
from app.places.models import Hamlet
from app.places.queries import Signing
from app.training.forms.courses import CourseForm as CourseForm
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    HourField,
    PasteField,
    PickField,
    RadiosField,
    TextField,
    TicksField,
    between,
    required,
)


def group_choices(day: date) -> list[tuple[str, str]]:
    """The groups T1 to T5 as the plan of the movement names them in the year of this day."""
    found = []
    for group in law.TARGETS:
        year = next((one for one in group.years if one.year == day.year), group.years[-1])
        said = year.audience if group.code != "T4" else f"{year.audience}: {group.measure}"
        found.append((group.code, f"{group.code} - {said}"))
    return [choice for choice in found if choice[0] in TARGET_GROUPS]


def topics() -> list[str]:
    """The topics taught in practice: proposals, any other may be typed."""
    return [topic.text for topic in law.TOPICS]


class TrainingForm(Form):
    """One training of a course."""

    day = DayField("Ngày", [required()])
    starts = HourField("Từ giờ", [required()])
    ends = HourField("Đến giờ", [required()])
    place = TextField("Địa điểm")


class LearnerForm(Form):
    """Someone of the books, by three letters of the name."""

    person = PickField("Tìm theo tên", [required("Gõ vài chữ của tên.")])


class WalkInForm(Form):
    """Someone who is not in the books: one line."""

    name = TextField("Họ và tên", [required()])
    birth_year = CountField("Năm sinh", [between(1900, None, "Năm sinh gồm bốn chữ số, ví dụ 1980.")])
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Chưa rõ")


class HamletForm(Form):
    """Ticks before the people of a hamlet."""

    people = TicksField("Người trong thôn", coerce=int)


class ColumnForm(Form):
    """The column of a sheet, pasted, or one run of keys."""

    column = PasteField("Dán cột điểm danh, hoặc gõ liền một dòng", [required("Chưa dán gì.")], most=50_000)


EVERYONE = "everyone"


class TrainingInvitationForm(InvitationForm):
    """A giấy mời to a training: the people of a hamlet, or the learners of the course."""

    hamlet = ChoiceField("Mời", coerce=int, blank="Người trong danh sách lớp")
    shape = RadiosField(
        "Cách in",
        [required()],
        choices=(
            (ALL, "Một giấy mời, kèm danh sách người được mời"),
            (EACH, "Mỗi người một giấy, ghi sẵn tên"),
            (EVERYONE, "Một giấy mời chung cho Nhân dân của thôn, không kèm danh sách"),
        ),
    )
    signer = ChoiceField("Người ký", [required()], blank="– Chọn người ký –")

    def offer(self, hamlets: Iterable[Hamlet], signings: Iterable[Signing]) -> "TrainingInvitationForm":
        """Let these hamlets be invited and these people sign."""
        self.hamlet.choices = [(one.id, f"Người trong {one.name}") for one in hamlets]
        self.signer.choices = [(one.key, f"{one.name}, {one.post}") for one in signings]
        return self

    def validate_shape(self, field: RadiosField) -> None:
        """Everyone of a hamlet can be called only where a hamlet is named."""
        if field.data == EVERYONE and not self.hamlet.data:
            raise ValidationError("Mời chung Nhân dân thì chọn thôn, tổ dân phố ở ô trên.")


class CompletionForm(Form):
    """The day of the list or of the giấy chứng nhận, and who signs; nobody chosen leaves it to the day."""

    day = DayField("Ngày ký", [required()])
    signer = ChoiceField("Người ký", blank="– Theo ngày ký –")
    began: date | None = None  # the day of the first buổi

    @property
    def chosen_day(self) -> date:
        """The day, once the form was found valid."""
        day = self.day.data
        assert day is not None
        return day

    def validate_day(self, field: DayField) -> None:
        """A paper of tomorrow is not made today, and none speaks of a class that has not begun."""
        between(most=clock.today(), message="Ngày không được sau hôm nay.")(self, field)
        between(least=self.began, message="Ngày không được trước buổi đầu của lớp.")(self, field)
