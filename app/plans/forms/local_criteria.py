"""Forms of local conditions: the condition itself, its end."""

from datetime import date
from typing import Any

from app import law
from app.plans.forms import ONE_DAY
from app.plans.models import LocalCriterion
from app.plans.rules.local_criteria import LocalEffect, LocalValues
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    ProseField,
    RadiosField,
    TextField,
    TicksField,
    YesField,
    required,
)

EFFECTS = (
    (LocalEffect.BLOCK, "Phải đạt: chưa đạt thì không trình được"),
    (LocalEffect.WARN, "Nhắc: vẫn trình được, ghi lý do"),
    (LocalEffect.INFO, "Chỉ để biết"),
)
GROUPS = tuple((str(number), f"Nhóm {number}: trong các điều cùng nhóm chỉ cần đạt một") for number in range(1, 6))
ON, OFF = "on", "off"


class ConditionForm(Form):
    """A condition of the province or commune; a row of the law it stands for is named in the address."""

    switch = RadiosField(
        "Áp dụng", [required()], choices=((ON, "Áp dụng theo nội dung ghi dưới đây"), (OFF, "Tắt: không xét điều này"))
    )
    statement = ProseField("Nội dung điều kiện", [required()], most=1000)
    effect = RadiosField("Khi chưa đạt", [required()], choices=EFFECTS)
    one_of = ChoiceField("Quan hệ với điều kiện khác", blank="Đứng riêng", choices=GROUPS)
    types = TicksField("Chỉ dùng cho loại hình (không chọn: mọi loại hình)")
    measure = ChoiceField("Cách xét", blank="Cán bộ xác nhận")
    threshold = CountField("Mức phải đạt (từ bao nhiêu trở lên)")
    valid_from = DayField("Áp dụng từ ngày", [required()])
    last_day = DayField("Đến hết ngày (để trống: chưa có ngày kết thúc)")
    citation = TextField("Căn cứ: số, ngày, điều khoản của văn bản", [required()], most=300)
    compared = YesField("Tôi đã đối chiếu nội dung này với văn bản trên")

    def offer(self, measures: dict[str, str], *, replaces: bool) -> "ConditionForm":
        """Let types and measures be chosen; only a row of the law can be switched off."""
        self.types.choices = [(item.code, item.text) for item in law.AWARD_TYPES]
        self.measure.choices = [(code, f"Tính: {name}") for code, name in measures.items()]
        if not replaces:
            del self.switch
        return self

    def shows(self, row: LocalCriterion, valid_from: date) -> "ConditionForm":
        """Fill in what a condition says, from the day on which the new words would hold."""
        self.statement.data, self.citation.data = row.text, row.citation
        self.effect.data, self.one_of.data, self.types.data = row.effect, row.one_of, list(row.types)
        self.measure.data, self.threshold.data = row.measure, row.threshold
        self.valid_from.data = valid_from
        self.last_day.data = row.valid_until - ONE_DAY if row.valid_until else None
        if "switch" in self:
            self.switch.data = ON if row.enabled else OFF
        return self

    def starts_from(self, asked: law.Asked | None, today: date) -> "ConditionForm":
        """Fill in the words of the row of the law, which the official may change."""
        self.valid_from.data, self.effect.data = today, LocalEffect.BLOCK
        if asked is not None:
            self.switch.data = ON
            self.statement.data = asked.version.text
            self.types.data = list(asked.criterion.types)
            if asked.version.effect in set(LocalEffect):
                self.effect.data = LocalEffect(asked.version.effect)
        return self

    def values(self, award: str, subject_kind: str, replaces: str | None) -> LocalValues:
        """What lay_down and change take."""
        typed: dict[str, Any] = self.data
        return LocalValues(
            award=award,
            subject_kind=subject_kind,
            replaces=replaces,
            text=typed["statement"],
            citation=typed["citation"],
            valid_from=typed["valid_from"],
            valid_until=typed["last_day"] + ONE_DAY if typed["last_day"] else None,
            effect=typed["effect"],
            one_of=typed["one_of"],
            types=tuple(typed["types"] or ()),
            enabled=typed.get("switch", ON) == ON,
            measure=typed["measure"],
            threshold=typed["threshold"],
        )


class ConditionEndForm(Form):
    """A condition no longer holds."""

    last_day = DayField("Áp dụng đến hết ngày", [required()])
    by = TextField("Văn bản bãi bỏ, thay thế", [required()], most=300)
