"""Forms of how a pledge ends: withdrawn, or judged anew."""

from app.widgets import DayField, Form, TextField, required


class WithdrawForm(Form):
    """Why whoever signed takes the pledge back, and when they said so."""

    withdrawn_on = DayField("Ngày rút", [required()])
    reason = TextField("Lý do rút", [required()], most=500)


class JudgeAgainForm(Form):
    """Why a judgement is taken back."""

    reason = TextField("Lý do đánh giá lại", [required()], most=500)
