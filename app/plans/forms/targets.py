"""Forms of targets: one target, how it stood on a day, a list pasted from Word or Excel, who takes some over."""

from collections.abc import Sequence
from typing import Any

from wtforms import ValidationError

from app import clock
from app.people import queries as people
from app.places.models import Unit
from app.plans import rules
from app.plans.models import Plan, Target
from app.plans.rules.targets import read_decimal
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    PickField,
    RadiosField,
    TextField,
    TicksField,
    between,
    required,
)


class TargetForm(Form):
    """A number to reach, who answers for it, what it yields."""

    number = TextField("Số thứ tự trong kế hoạch", most=20)
    content_id = ChoiceField("Thuộc nội dung, nhóm nhiệm vụ", blank="Không thuộc nhóm nào", coerce=int)
    group = ChoiceField("Nhóm đối tượng", [required()])
    label = TextField("Nội dung chỉ tiêu", [required()], most=500)
    year = CountField("Năm", [required()])
    part = ChoiceField("Kỳ", [required()])
    comparator = ChoiceField("Mức", [required()], choices=rules.COMPARATORS)
    value = CountField("Giá trị")
    measure_unit = TextField("Đơn vị tính", most=40)
    value_words = TextField("Giá trị bằng lời hoặc có số lẻ", most=200)
    measure = ChoiceField("Tính từ số liệu", blank="Không tính từ số liệu trong phần mềm")
    base = CountField("Mẫu số (số người của nhóm)")
    base_source = TextField("Nguồn của mẫu số", most=300)
    unit_id = ChoiceField("Đơn vị phụ trách", blank="Không chọn đơn vị", coerce=int)
    person = PickField("Người phụ trách", lookup=people.person_lookup, label_of=people.label_of)
    owner_name = TextField("Cơ quan, người phụ trách không có trong sổ", most=200)
    product = TextField("Sản phẩm, kết quả", most=500)
    schedule = TextField("Lộ trình", most=500)
    due_on = DayField("Hoàn thành trước ngày")
    source = TextField("Nguồn của chỉ tiêu", most=300)
    reason = TextField("Lý do thay đổi", most=500)

    def validate_value(self, field: Any) -> None:
        """A number or words, not both: they could say different things."""
        if field.data is not None and (self.value_words.data or "").strip():
            raise ValidationError("Chỉ ghi một trong hai: giá trị, hoặc giá trị bằng lời.")

    def validate_measure_unit(self, field: Any) -> None:
        """A number says of what it is."""
        if self.value.data is not None and not (field.data or "").strip():
            raise ValidationError("Chưa nhập đơn vị tính.")

    def offer(self, plan: Plan, units: Sequence[Unit], target: Target | None = None) -> "TargetForm":
        """Let the contents of the plan and the units of the day be chosen, and the unit that answers already."""
        self.content_id.choices = [(row.id, row.text) for row in plan.contents]
        known = [(unit.id, unit.name) for unit in units]
        if target and target.unit_id and target.unit_id not in dict(known):
            known.insert(0, (target.unit_id, f"{target.owner_name} (đã giải thể)"))
        self.unit_id.choices = known
        return self


def values_of(target: Target) -> dict[str, Any]:
    """What the form of a target begins with; a name that is kept of a unit or person is not typed twice."""
    names = (
        "content_id", "group", "label", "year", "part", "comparator", "value", "measure_unit", "measure", "base",
        "unit_id", "due_on",
    )  # fmt: skip
    words = ("number", "value_words", "base_source", "product", "schedule", "source")
    typed = {name: getattr(target, name) for name in names} | {name: getattr(target, name) or "" for name in words}
    free = None if target.unit_id or target.person_id else target.owner_name
    return typed | {"person": target.person_id, "owner_name": free or ""}


class ReadingForm(Form):
    """How a target stood on a day."""

    day = DayField("Số liệu của ngày", [required()])
    value = TextField("Kết quả đạt được", most=20)
    words = TextField("Kết quả bằng lời", most=300)
    reached = RadiosField(
        "Đánh giá", choices=[("auto", "Theo con số"), ("yes", "Đạt"), ("no", "Chưa đạt")], default="auto"
    )
    source = TextField("Nguồn số liệu", [required()], most=300)
    reason = TextField("Lý do sửa số liệu đã chốt", most=500)

    def validate_day(self, field: Any) -> None:
        """Nobody reads off tomorrow."""
        between(most=clock.today(), message="Ngày không được sau hôm nay.")(self, field)

    def validate_value(self, field: Any) -> None:
        """A number as officials write it."""
        if (field.data or "").strip():
            try:
                read_decimal(field.data)
            except ValueError as fault:
                raise ValidationError(str(fault)) from None

    def decimal(self) -> str | None:
        """The number as it is kept, None when only words were typed."""
        return read_decimal(self.value.data) if (self.value.data or "").strip() else None

    def told(self) -> bool | None:
        """What the official says of it; None to let the number say it."""
        return {"yes": True, "no": False}.get(self.reached.data or "")


class HandOverForm(Form):
    """Who takes over targets whose owner was dissolved or changed."""

    targets = TicksField("Chỉ tiêu giao lại", coerce=int)
    unit_id = ChoiceField("Đơn vị nhận", blank="Không chọn đơn vị", coerce=int)
    owner_name = TextField("Cơ quan, người nhận không có trong sổ", most=200)
    reason = TextField("Lý do giao lại", most=500)
