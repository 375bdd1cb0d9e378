"""Forms of plans: the plan itself, its criteria and quotas, and the comparing of a value with its source."""

from datetime import date, timedelta
from typing import Any

from wtforms import ValidationError

from app import clock, law
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    ProseField,
    RadiosField,
    TextField,
    YesField,
    between,
    required,
)

ONE_DAY = timedelta(days=1)
AWARDS = [(code, award.label) for code, award in law.AWARDS.items()]


class PlanForm(Form):
    """A plan; the period is typed with its last day, which belongs to it."""

    title = TextField("Tên kế hoạch", [required()], most=300)
    movement = ChoiceField("Phong trào", [required()])
    reference_number = TextField("Số, ký hiệu", most=40)
    day = DayField("Ngày ban hành", [required()])
    valid_from = DayField("Thực hiện từ ngày", [required()])
    last_day = DayField("Đến hết ngày", [required()])
    contents = ProseField("Nội dung thi đua, mỗi dòng một nội dung")
    task_groups = ProseField("Nhóm nhiệm vụ, giải pháp, mỗi dòng một nhóm")
    legal_bases = ProseField("Căn cứ, mỗi dòng một căn cứ", [required("Chưa nhập căn cứ nào.")])
    with_targets = YesField("Điền sẵn chỉ tiêu trung ương T1 đến T5 cho các năm của kế hoạch")
    with_text = YesField("Điền sẵn mục đích, yêu cầu, tuyên truyền, kiểm tra, khen thưởng, kinh phí, báo cáo, tổ chức")
    reason = TextField("Lý do thay đổi", most=500)

    def with_movements(self, current: str | None = None) -> "PlanForm":
        """Let the movements of the law data be chosen, and the one the plan has."""
        names = dict.fromkeys([*([current] if current else []), *(movement.text for movement in law.MOVEMENTS)])
        self.movement.choices = list(names)
        return self

    def validate_contents(self, field: Any) -> None:
        """A plan asks for something: contents of the emulation movement, task groups, or both."""
        if not (field.data or "").strip() and not (self.task_groups.data or "").strip():
            raise ValidationError("Nhập ít nhất một nội dung thi đua hoặc một nhóm nhiệm vụ.")

    def values(self) -> dict[str, Any]:
        """What save_plan takes."""
        typed = self.data
        same = ("title", "movement", "day", "valid_from")
        return {name: typed[name] for name in same} | {
            "reference_number": typed["reference_number"] or "",
            "reason": typed["reason"] or "",
            "valid_until": typed["last_day"] + ONE_DAY,
            "contents": (typed["contents"] or "").splitlines(),
            "task_groups": (typed["task_groups"] or "").splitlines(),
            "legal_bases": typed["legal_bases"].splitlines(),
        }


class CriterionForm(Form):
    """A condition for an award."""

    award = ChoiceField("Hình thức khen thưởng, danh hiệu", [required()], choices=AWARDS)
    subject_kind = RadiosField("Đối tượng", [required()])
    statement = TextField("Tiêu chí", [required()], most=500)
    measure = ChoiceField("Cách xét", blank="Cán bộ xác nhận")
    threshold = CountField("Mức phải đạt (từ bao nhiêu trở lên)")
    reason = TextField("Lý do thay đổi", most=500)


class QuotaForm(Form):
    """How many may be proposed."""

    award = ChoiceField("Hình thức khen thưởng, danh hiệu", [required()], choices=AWARDS)
    subject_kind = RadiosField("Đối tượng", [required()])
    most = CountField("Số lượng nhiều nhất")
    reason = TextField("Lý do thay đổi", most=500)


class ReasonForm(Form):
    """Why a part of an issued plan goes."""

    reason = TextField("Lý do thay đổi", most=500)


class ConfirmForm(Form):
    """A value was compared with its document."""

    against = TextField("Văn bản đã đối chiếu", [required()], most=300)
    day = DayField("Ngày đối chiếu", [required()])

    def validate_day(self, field: Any) -> None:
        """Nobody compares tomorrow."""
        between(most=clock.today(), message="Ngày không được sau hôm nay.")(self, field)


def first_and_last_day(today: date) -> tuple[date, date]:
    """The year a new plan is proposed for."""
    return date(today.year, 1, 1), date(today.year, 12, 31)
