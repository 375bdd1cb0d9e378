"""Forms of what is done to many at once, and of the yearly renewal."""

from app.commitments.forms.returns import DeclineForm
from app.widgets import DayField, Form, RadiosField, TextField, TicksField, YesField, required


class TickedForm(Form):
    """Those that were ticked in the list; none when the whole filtered list is meant."""

    commitments = TicksField("Bản cam kết", coerce=int, validate_choice=False)


class SignManyForm(TickedForm):
    """Many came back, signed on one day."""

    signed_on = DayField("Ngày ký trên bản", [required()])


class DeclineManyForm(TickedForm, DeclineForm):
    """Why many have not signed."""


class WithdrawManyForm(TickedForm):
    """Why many take their pledge back, and when they said so."""

    withdrawn_on = DayField("Ngày rút", [required()])
    reason = TextField("Lý do rút", [required()], most=500)


class ReopenManyForm(TickedForm):
    """Why many entries are taken back."""

    reason = TextField("Lý do mở lại", [required()], most=500)


class RenewForm(Form):
    """Into which campaign everyone is renewed: its copy for the next year, or one that is there already."""

    into = RadiosField("Ký tiếp vào đợt", coerce=int)
    with_unsigned = YesField("Lập cả bản mới cho người chưa ký hoặc đã ghi lý do chưa ký ở đợt này")
