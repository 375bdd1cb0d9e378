"""Forms of a plan in two hands: the approval, its taking back, number and day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app import clock
from app.places.queries import Signing
from app.widgets import ChoiceField, CountField, DayField, Form, ProseField, TextField, between, required


class ApproveForm(Form):
    """The approval: who signs, who receives the paper, and why an issued plan is amended."""

    signer = ChoiceField("Người ký", blank="– Theo ngày hôm nay –")
    recipients = ProseField("Nơi nhận", [required()], most=2_000)
    reason = TextField("Lý do sửa đổi (tóm tắt)", most=300)

    def offer(self, signings: Iterable[Signing]) -> "ApproveForm":
        """Let these be chosen as signers."""
        self.signer.choices = [(one.key, _label(one)) for one in signings]
        return self


def _label(one: Signing) -> str:
    place = f", {one.delegation.authority_mark} thay {one.signer.full_name}" if one.delegation else ""
    return f"{one.name}, {one.post}{place}"


class TakeBackForm(Form):
    """Why an approval is taken back."""

    reason = TextField("Lý do thu hồi việc duyệt", [required()], most=300)


class _DatedForm(Form):
    """The day on which a plan is issued."""

    day = DayField("Ngày ban hành", [required()])

    def validate_day(self, field: Any) -> None:
        """Numbers run by the year: none is given of a year that has not come."""
        between(most=date(clock.today().year, 12, 31), message="Ngày ban hành không được sau năm nay.")(self, field)


class IssueForm(_DatedForm):
    """Number and day of what was approved."""

    number = CountField("Số")


class IssuedBeforeForm(_DatedForm):
    """Number and day of a plan that was issued on paper."""

    number = TextField("Số, ký hiệu", [required()], most=60)
