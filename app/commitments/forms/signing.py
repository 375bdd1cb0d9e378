"""Forms of a signature: on paper, drawn on the screen, in a signed file."""

from flask_wtf.file import FileField
from wtforms import HiddenField

from app.commitments.rules import CONSENT
from app.widgets import DayField, Form, TextField, TicksField, required


class _HandForm(Form):
    """Who signed, when it was not the one named."""

    signed_by = TextField("Người ký (nếu không phải người đứng tên)")
    capacity = TextField("Tư cách của người ký")


class _HelpedForm(_HandForm):
    """Who signed, and who lent a hand."""

    helped_by = TextField("Người ký hộ (nếu người ký không tự ký được)")
    help_reason = TextField("Lý do phải ký hộ")


class SignForm(_HelpedForm):
    """One commitment came back signed on paper."""

    signed_on = DayField("Ngày ký trên bản", [required()])


class DrawForm(_HelpedForm):
    """A signature drawn on the screen; the strokes come in a hidden field that the pad fills."""

    drawing = HiddenField("Nét ký")
    witnessed_by = TextField("Người chứng kiến")
    consents = TicksField("Đồng ý để xử lý dữ liệu nhằm mục đích (để trống là không đồng ý)")

    def offer(self) -> "DrawForm":
        """One box for each purpose, none of them ticked beforehand; the witness marked as asked for."""
        self.witnessed_by.flags.required = True  # told by the action, together with every other fault
        self.consents.choices = [(one, f"{one[0].upper()}{one[1:]}") for one in CONSENT.purposes]
        return self


class SignedFileForm(_HandForm):
    """A PDF that was signed elsewhere; the day only when the file tells a wrong one or none."""

    file = FileField("Tệp PDF đã ký số")
    signed_on = DayField("Ngày ký")
