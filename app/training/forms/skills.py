"""Forms of the skill framework."""

from datetime import date, timedelta
from typing import Any

from app import clock
from app.training.rules.skills import LONGEST_CODE, LONGEST_TEXT
from app.widgets import ChoiceField, DayField, Form, TextField, between, required

ONE_DAY = timedelta(days=1)


class SkillForm(Form):
    """One content; its last day belongs to it."""

    code = TextField("Mã", [required()], most=LONGEST_CODE)
    text = TextField("Nội dung kỹ năng", [required()], most=LONGEST_TEXT)
    target_group = ChoiceField("Nhóm đối tượng", blank="Mọi nhóm")
    valid_from = DayField("Dùng từ ngày", [required()])
    last_day = DayField("Đến hết ngày")
    source = TextField("Nguồn", [required()], most=300)

    def values(self) -> dict[str, Any]:
        """What save_skill takes."""
        last: date | None = self.last_day.data
        return {
            "code": self.code.data,
            "words": self.text.data,
            "target_group": self.target_group.data,
            "valid_from": self.valid_from.data,
            "valid_until": last + ONE_DAY if last else None,
            "source": self.source.data,
        }


class LoadForm(Form):
    """From which day the ready contents are used."""

    valid_from = DayField("Dùng từ ngày", [required()])


class ConfirmSkillForm(Form):
    """A content was compared with its document."""

    against = TextField("Văn bản đã đối chiếu", [required()], most=300)
    day = DayField("Ngày đối chiếu", [required()])

    def validate_day(self, field: DayField) -> None:
        """Nobody compares tomorrow."""
        between(most=clock.today(), message="Ngày không được sau hôm nay.")(self, field)


class FiguresForm(Form):
    """Which results by content are counted."""

    class Meta(Form.Meta):
        csrf = False

    plan = ChoiceField("Kế hoạch", coerce=int, blank="Mọi kế hoạch")
    group = ChoiceField("Nhóm đối tượng của lớp", blank="Mọi nhóm")
    first = DayField("Từ ngày")
    last = DayField("Đến ngày")
