"""Forms of consents: what was ticked on the signed form, and the withdrawal of one."""

from collections.abc import Collection, Iterable

from app.commitments.rules.consents import offered_purposes
from app.widgets import DayField, Form, RadiosField, TextField, TicksField, required


def _as_boxes(purposes: Iterable[str]) -> list[tuple[str, str]]:
    return [(one, f"{one[0].upper()}{one[1:]}") for one in purposes]


class ConsentsForm(Form):
    """One box for each purpose, none of them ticked beforehand."""

    purposes = TicksField("Đã đánh dấu đồng ý trên bản ký (để trống là không đồng ý mục đích nào)")

    def offer(self, agreed: Collection[str] | None) -> "ConsentsForm":
        """Let the purposes of the form be ticked, and those of an older form that were agreed to."""
        self.purposes.choices = _as_boxes(offered_purposes(agreed))
        return self


class WithdrawConsentForm(Form):
    """Which consent is withdrawn, when and how."""

    purpose = RadiosField("Rút đồng ý", [required("Chưa chọn mục đích.")])
    day = DayField("Ngày rút", [required()])
    reason = TextField("Rút bằng cách nào, vì sao", [required("Ghi rõ lý do.")], most=500)

    def offer(self, agreed: Collection[str] | None) -> "WithdrawConsentForm":
        """Let what was agreed to be withdrawn."""
        self.purpose.choices = _as_boxes(agreed or ())
        return self
