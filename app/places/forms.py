"""Forms of places."""

from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from app.places.rules import AUTHORITY_MARKS, VALUE_WORDS, read_value
from app.text import day_text, proper_name
from app.widgets import ChoiceField, DayField, Form, ProseField, TextField, YesField, at_most, required

_MARK_WORDS = {
    "": "Cấp trưởng ký (CHỦ TỊCH)",
    "TM.": "TM. – thay mặt tập thể",
    "Q.": "Q. – quyền",
    "KT.": "KT. – ký thay cấp trưởng",
    "TL.": "TL. – thừa lệnh",
    "TUQ.": "TUQ. – thừa ủy quyền",
}


class PeriodForm(Form):
    """Something in force from a day until, not including, another."""

    valid_from = DayField("Từ ngày", [required("Chưa nhập ngày bắt đầu.")])
    valid_until = DayField("Đến hết trước ngày")

    def validate_valid_until(self, field: DayField) -> None:
        """Refuse an end that is not after the start."""
        start = self.valid_from.data
        if isinstance(start, date) and field.data and field.data <= start:
            raise ValidationError(f"Ngày kết thúc phải sau ngày bắt đầu ({day_text(start)}).")


class HamletForm(PeriodForm):
    """A hamlet, its head and its period."""

    name = TextField("Tên thôn, tổ dân phố", [required("Chưa nhập tên."), at_most(80)])
    head_name = TextField("Trưởng thôn, tổ trưởng", [at_most(80)])


class UnitForm(PeriodForm):
    """An agency, organisation or enterprise of the commune."""

    name = TextField("Tên cơ quan, đơn vị", [required("Chưa nhập tên."), at_most(160)])
    abbreviation = TextField("Tên viết tắt", [at_most(30)])


class SignerForm(PeriodForm):
    """Who signs, in which post and by which authority, and the block above the name."""

    full_name = TextField(
        "Họ và tên người ký",
        [required("Chưa nhập họ và tên."), at_most(80)],
        filters=[lambda typed: proper_name(typed) if typed else typed],
    )
    post = TextField("Chức vụ", [required("Chưa nhập chức vụ."), at_most(80)])
    authority_mark = ChoiceField(
        "Thẩm quyền ký", choices=[(one or "none", _MARK_WORDS[one]) for one in AUTHORITY_MARKS]
    )
    lines = ProseField("Khối chữ ký in trên văn bản", [at_most(300)])

    @property
    def mark(self) -> str:
        """The chosen mark; a chair who signs in person has none."""
        return "" if self.authority_mark.data == "none" else self.authority_mark.data or ""


class RuleForm(Form):
    """A new value of a local rule, dated and cited."""

    value = TextField("Giá trị mới", [at_most(200)])
    choice = ChoiceField("Giá trị mới", blank="Chọn")
    valid_from = DayField("Áp dụng từ ngày", [required("Chưa nhập ngày.")])
    citation = TextField("Căn cứ (số, ngày, điều khoản của văn bản)", [required("Chưa nhập căn cứ."), at_most(200)])
    compared = YesField("Tôi đã đối chiếu giá trị này với văn bản trên")
    read: Any = None

    @classmethod
    def for_unit(cls, unit: str, **kwargs: Any) -> "RuleForm":
        """The form with the box that fits the unit: a list for values of a few words, else a line."""
        form = cls(**kwargs)
        form.unit = unit
        form.choice.choices = list(VALUE_WORDS.get(unit, {}).items())
        if unit in VALUE_WORDS:
            del form.value
        else:
            del form.choice
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the value by its unit beside the other checks, so that all faults are told at once."""
        sound = super().validate(extra_validators)
        spot = "choice" if "choice" in self else "value"
        try:
            self.read = read_value(self.unit, self[spot].data or "")
        except ValueError as fault:
            if not self[spot].errors:
                self.refuse(str(fault), spot)
            return False
        return sound


class ConfirmForm(Form):
    """An official compared something with its original."""

    against = TextField(
        "Đã đối chiếu với văn bản (số, ngày, nơi công bố)", [required("Chưa nhập văn bản đã đối chiếu."), at_most(200)]
    )


class LawDayForm(Form):
    """The day whose law is asked for."""

    class Meta(Form.Meta):
        csrf = False  # it only asks, and its address can be kept

    day = DayField("Ngày", [required("Chưa nhập ngày.")])
