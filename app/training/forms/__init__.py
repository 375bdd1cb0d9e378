"""Forms of training, and the grid of people and trainings that is filled in by single keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wtforms.validators import ValidationError

from app import clock, law, text
from app.papers.forms import ALL, EACH, InvitationForm
from app.people.rules import TARGET_GROUPS
from app.places.models import Hamlet
from app.places.queries import Signing
from app.training.models import Learner, Training
from app.training.rules import Cell, Mark, Result, Way, read_mark
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


class CourseForm(Form):
    """A course: for whom, on what, where, by whom."""

    plan = ChoiceField("Kế hoạch", [required()], coerce=int)
    title = TextField("Tên lớp", [required()])
    topic = TextField("Chuyên đề", [required()])
    target_group = ChoiceField("Nhóm đối tượng", [required()], blank="Chọn nhóm")
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Cả xã")
    place = TextField("Địa điểm", [required()])
    instructor_name = TextField("Giảng viên, báo cáo viên")
    instructor = PickField("Giảng viên là người của xã (nếu có)")
    trainer = ChoiceField("Người điểm danh (Tổ công nghệ số cộng đồng)", coerce=int, blank="Chưa giao")

    def validate_instructor_name(self, field: TextField) -> None:
        """Someone teaches: a typed name, or a person of the commune."""
        if not field.data and not self.instructor.text:
            raise ValidationError("Chưa nhập giảng viên: ghi tên, hoặc chọn người của xã ở ô bên cạnh.")


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


class SearchForm(Form):
    """What narrows the list of courses."""

    class Meta(Form.Meta):
        csrf = False

    q = TextField("Tên lớp")
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Tất cả")


# ---- the grid


@dataclass(frozen=True)
class Box:
    """One cell of the grid: what it shows, what stood there when the page was opened, what is wrong with it."""

    training_id: int
    learner_id: int
    label: str
    value: str
    seen: str
    fault: str = ""


@dataclass(frozen=True)
class Line:
    """One learner's line of the grid."""

    learner: Learner
    boxes: tuple[Box, ...]


def name_of_box(cell: Cell) -> str:
    """What the box of a training and a learner is called in the form."""
    return f"mark-{cell[0]}-{cell[1]}"


def lines(
    trainings: Sequence[Training],
    learners: Sequence[Learner],
    stored: Mapping[Cell, str],
    shown: Mapping[Cell, str] | None = None,
    seen: Mapping[Cell, str | None] | None = None,
    faults: Mapping[Cell, str] | None = None,
) -> list[Line]:
    """The grid as it is shown: stored marks, or what was typed or pasted instead, with the faults in place."""
    shown, faults = shown or {}, faults or {}
    seen = stored if seen is None else seen
    return [
        Line(
            learner,
            tuple(
                Box(
                    training.id,
                    learner.id,
                    f"{learner.person.name}, {text.day_text(training.day)}",
                    shown.get((training.id, learner.id), stored.get((training.id, learner.id), "")),
                    seen.get((training.id, learner.id)) or "",
                    faults.get((training.id, learner.id), ""),
                )
                for training in trainings
            ),
        )
        for learner in learners
    ]


@dataclass(frozen=True)
class Posted:
    """What came with the grid: the marks entered, those seen before, and the boxes that could not be read."""

    marks: dict[Cell, str | None]
    seen: dict[Cell, str | None]
    faults: dict[Cell, str]


def read_grid(values: Mapping[str, str], cells: Iterable[Cell]) -> Posted:
    """Read the boxes of these cells, and of no others; "fill-" of a training stands for its empty boxes."""
    marks: dict[Cell, str | None] = {}
    seen: dict[Cell, str | None] = {}
    faults: dict[Cell, str] = {}
    for cell in cells:
        name = name_of_box(cell)
        if name not in values:
            continue
        written = values[name] or values.get(f"fill-{cell[0]}", "")
        if written and written not in set(Mark):
            faults[cell] = "Chỉ ghi x, v, p hoặc m."
            continue
        marks[cell] = written or None
        before = values.get(f"seen-{cell[0]}-{cell[1]}", "")
        seen[cell] = before if before in set(Mark) else None
    return Posted(marks, seen, faults)


@dataclass(frozen=True)
class Pasted:
    """A column laid beside the list: what each learner's box shows, and the doubts in place."""

    shown: dict[Cell, str]
    faults: dict[Cell, str]
    doubts: list[str]


def lay_column(training: Training, learners: Sequence[Learner], column: Sequence[str]) -> Pasted:
    """Lay a pasted column beside the learners, row by row; what cannot be told stays open and is said."""
    cells = [(training.id, learner.id) for learner in learners]
    if len(column) == len(cells) + 1 and column[0] and read_mark(column[0]) is None:
        column = column[1:]  # the heading of the column came along
    shown: dict[Cell, str] = {}
    faults: dict[Cell, str] = {}
    for cell, written in zip(cells, column, strict=False):
        mark = read_mark(written) if written else None
        if mark:
            shown[cell] = mark
        elif written:
            faults[cell] = f"Không hiểu “{written[:40]}”: chọn x, v, p hoặc m."
    doubts = []
    if len(column) != len(cells):
        doubts.append(
            f"Cột vừa dán có {text.number_text(len(column))} dòng, danh sách lớp có "
            f"{text.number_text(len(cells))} người: hãy xem có lệch dòng không."
        )
    return Pasted(shown, faults, doubts)


def read_results(
    values: Mapping[str, str], learners: Sequence[Learner]
) -> tuple[dict[int, tuple[str | None, str | None]], dict[int, str]]:
    """The results as they were chosen, by learner, and what could not be read."""
    found: dict[int, tuple[str | None, str | None]] = {}
    faults: dict[int, str] = {}
    for learner in learners:
        if f"result-{learner.id}" not in values:
            continue
        result, way = values[f"result-{learner.id}"], values.get(f"way-{learner.id}", "")
        if (result and result not in set(Result)) or (way and way not in set(Way)):
            faults[learner.id] = "Hãy chọn một mục trong danh sách."
            continue
        found[learner.id] = (result or None, way or None)
    return found, faults
