"""Forms of what comes back: signed, declined, opened again."""

from wtforms.validators import ValidationError

from app.commitments.rules import REASONS
from app.widgets import DayField, Form, RadiosField, TextField, TicksField, required

OTHER = "Lý do khác"


class ReceiveForm(Form):
    """The ticked commitments came back, signed on one day."""

    signed_on = DayField("Ngày ký trên bản", [required()])
    commitments = TicksField(
        "Bản cam kết", [required("Chưa đánh dấu bản nào trong danh sách.")], coerce=int, validate_choice=False
    )


class DeclineForm(Form):
    """Why somebody has not signed: one of a short list, more words if wanted."""

    ready = RadiosField(
        "Chưa ký vì", [required("Chưa chọn lý do.")], choices=[(text, text) for text in (*REASONS.reasons, OTHER)]
    )
    more = TextField("Nói rõ thêm", most=500)

    def validate_more(self, field: TextField) -> None:
        """Another reason must be told."""
        if self.ready.data == OTHER and not field.data:
            raise ValidationError("Ghi rõ lý do.")

    @property
    def reason(self) -> str:
        """The reason as it is kept: Đi vắng, chưa gặp: đi làm xa đến Tết."""
        parts = [] if self.ready.data == OTHER else [self.ready.data]
        return ": ".join(filter(None, [*parts, self.more.data]))


class ReopenForm(Form):
    """Why an entry is taken back."""

    reason = TextField("Lý do mở lại", [required()], most=500)
