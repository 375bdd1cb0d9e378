"""Forms of places."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from wtforms.validators import ValidationError

from app.places.models import Signer, Unit
from app.places.rules import AUTHORITY_MARKS, DELEGATED_MARKS, LIST_WORDS, VALUE_WORDS, Matter, read_value
from app.places.rules.succession import How
from app.text import day_text, proper_name
from app.widgets import (
    ChoiceField,
    DayField,
    Form,
    ProseField,
    RadiosField,
    TextField,
    TicksField,
    YesField,
    at_most,
    required,
)

ONE_DAY = timedelta(days=1)

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


class SuccessionForm(Form):
    """Since when a hamlet or unit goes on otherwise, under which names, and which others are joined with it."""

    day = DayField("Từ ngày", [required("Chưa nhập ngày.")])
    names = ProseField("Tên mới", [required("Chưa nhập tên mới.")], most=4_000)
    others = TicksField("Sáp nhập cùng", coerce=int)

    @classmethod
    def for_change(cls, how: How, others: Iterable[Any], **kwargs: Any) -> "SuccessionForm":
        """The form of one change; only joining asks with whom."""
        form = cls(**kwargs)
        if how is How.JOIN:
            form.others.choices = [(row.id, row.name) for row in others]
        else:
            del form["others"]
        return form

    def new_names(self) -> list[str]:
        """The names that were typed, one a line."""
        return [line.strip() for line in (self.names.data or "").splitlines() if line.strip()]

    def ticked(self) -> list[int]:
        """The numbers of the places joined with this one."""
        return list(self.others.data or []) if "others" in self else []


def _named(typed: Any) -> Any:
    """A name typed in capitals only or in small letters only, as it is written."""
    return proper_name(typed) if typed else typed


class SignerForm(PeriodForm):
    """Who signs, for whom, in which post and by which authority, and the block above the name."""

    unit = ChoiceField("Ký cho", coerce=int, blank="Cơ quan (Ủy ban nhân dân)")
    full_name = TextField("Họ và tên người ký", [required("Chưa nhập họ và tên."), at_most(80)], filters=[_named])
    post = TextField("Chức vụ", [required("Chưa nhập chức vụ."), at_most(80)])
    authority_mark = ChoiceField(
        "Thẩm quyền ký", choices=[(one or "none", _MARK_WORDS[one]) for one in AUTHORITY_MARKS]
    )
    lines = ProseField("Khối chữ ký in trên văn bản", [at_most(300)])

    @property
    def mark(self) -> str:
        """The chosen mark; a chair who signs in person has none."""
        return "" if self.authority_mark.data == "none" else self.authority_mark.data or ""

    def offer(self, units: Iterable[Unit]) -> "SignerForm":
        """Let these units be chosen."""
        self.unit.choices = [(unit.id, unit.name) for unit in units]
        return self


_MATTER_WORDS = {
    Matter.AWARD: "Quyết định khen thưởng và giấy khen",
    Matter.PROPOSAL: "Tờ trình và danh sách kèm theo",
    Matter.OTHER: "Văn bản khác (giấy mời, bản sao, giấy chứng nhận …)",
}


class DelegationForm(Form):
    """Who signs in whose place, in which days, for which papers, and by which document."""

    holder = ChoiceField("Người giao, ủy quyền", [required("Chưa chọn người giao, ủy quyền.")], coerce=int, blank="–")
    authority_mark = ChoiceField("Cách ký", choices=[(one, _MARK_WORDS[one]) for one in DELEGATED_MARKS])
    substitute = ChoiceField("Người ký", coerce=int, blank="Người khác, ghi tên và chức vụ ở dưới")
    full_name = TextField("Họ và tên", [at_most(80)], filters=[_named])
    post = TextField("Chức vụ", [at_most(160)])
    matters = TicksField("Loại văn bản được ký", choices=[(str(one), words) for one, words in _MATTER_WORDS.items()])
    contents = TextField("Nội dung giao, ủy quyền", [at_most(200)])
    reference_number = TextField("Số, ký hiệu văn bản giao, ủy quyền", [at_most(60)])
    document_day = DayField("Ngày văn bản")
    valid_from = DayField("Từ ngày", [required("Chưa nhập ngày bắt đầu.")])
    last_day = DayField("Đến hết ngày")

    def offer(self, rows: Iterable[Signer]) -> "DelegationForm":
        """Let these signers be chosen, to hand over and to sign."""
        choices = [(row.id, _signer_label(row)) for row in rows]
        self.holder.choices, self.substitute.choices = choices, choices
        return self

    def validate_full_name(self, field: TextField) -> None:
        """Ask for a name where nobody of the book was chosen."""
        if self.substitute.data is None and not self.substitute.errors and not field.data:
            raise ValidationError("Chọn người ký trong sổ hoặc nhập họ và tên.")

    def validate_post(self, field: TextField) -> None:
        """Ask for the post of a name that was typed: it stands above the signature."""
        if self.substitute.data is None and self.full_name.data and not field.data:
            raise ValidationError("Chưa nhập chức vụ.")

    def validate_last_day(self, field: DayField) -> None:
        """Refuse an end before the start."""
        start = self.valid_from.data
        if isinstance(start, date) and field.data and field.data < start:
            raise ValidationError(f"Ngày kết thúc phải từ ngày bắt đầu ({day_text(start)}) trở đi.")

    def values(self) -> dict[str, Any]:
        """What the action takes, without the two signers."""
        words = ("full_name", "post", "reference_number", "contents")
        same = ("authority_mark", "matters", "document_day", "valid_from")
        last = self.last_day.data
        return (
            {name: self[name].data or "" for name in words}
            | {name: self[name].data for name in same}
            | {"valid_until": last + ONE_DAY if last else None}
        )


def _signer_label(row: Signer) -> str:
    """A signer in a list of choices: the post, the unit, and until when where that is known."""
    place = f" ({row.unit.name})" if row.unit is not None else ""
    until = f", đến trước ngày {day_text(row.valid_until)}" if row.valid_until else ""
    return f"{row.full_name}, {row.post}{place}{until}"


def matter_words(matters: Iterable[str]) -> str:
    """The papers of a delegation in words; none means all."""
    return "; ".join(_MATTER_WORDS[Matter(one)] for one in matters) or "Tất cả văn bản"


class EndForm(Form):
    """The last day of a delegation that ends early."""

    last_day = DayField("Ngày cuối cùng được ký", [required("Chưa nhập ngày.")])


class RuleForm(Form):
    """A new value of a local rule, dated and cited."""

    value = TextField("Giá trị mới", [at_most(200)])
    choice = ChoiceField("Giá trị mới", blank="Chọn")
    several = TicksField("Giá trị mới")
    valid_from = DayField("Áp dụng từ ngày", [required("Chưa nhập ngày.")])
    citation = TextField("Căn cứ (số, ngày, điều khoản của văn bản)", [required("Chưa nhập căn cứ."), at_most(200)])
    compared = YesField("Tôi đã đối chiếu giá trị này với văn bản trên")
    read: Any = None

    @classmethod
    def for_unit(cls, unit: str, **kwargs: Any) -> "RuleForm":
        """The form with the box that fits the unit: a list or boxes to tick for values of a few words, else a line."""
        form = cls(**kwargs)
        form.unit = unit
        form.choice.choices = list(VALUE_WORDS.get(unit, {}).items())
        form.several.choices = list(LIST_WORDS.get(unit, {}).items())
        form.spot = "choice" if unit in VALUE_WORDS else "several" if unit in LIST_WORDS else "value"
        for name in {"value", "choice", "several"} - {form.spot}:
            del form[name]
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the value by its unit beside the other checks, so that all faults are told at once."""
        sound = super().validate(extra_validators)
        try:
            self.read = read_value(self.unit, self[self.spot].data or "")
        except ValueError as fault:
            if not self[self.spot].errors:
                self.refuse(str(fault), self.spot)
            return False
        return sound


class ConfirmForm(Form):
    """An official compared something with its original."""

    against = TextField(
        "Đã đối chiếu với văn bản (số, ngày, nơi công bố)", [required("Chưa nhập văn bản đã đối chiếu."), at_most(200)]
    )


DAY_OFF, WORKED = "off", "worked"


class StretchForm(Form):
    """Days from one to another; one alone is both."""

    first = DayField("Từ ngày", [required("Chưa nhập ngày.")])
    last = DayField("Đến hết ngày")

    @property
    def end(self) -> Any:
        """The last day; one day alone is both."""
        return self.last.data or self.first.data


class CalendarForm(StretchForm):
    """Days that are off or worked, from one day to another, and the notice that says so."""

    kind = RadiosField(
        "Ghi là",
        [required("Chưa chọn ngày nghỉ hay ngày làm việc.")],
        choices=[(DAY_OFF, "Ngày nghỉ"), (WORKED, "Ngày làm việc (làm bù, hoặc ngày không nghỉ)")],
    )
    name = TextField("Tên ngày nghỉ, hoặc làm bù cho ngày nào", [required("Chưa nhập tên."), at_most(120)])
    citation = TextField("Căn cứ (số, ngày của thông báo)", [required("Chưa nhập căn cứ."), at_most(200)])
    compared = YesField("Tôi đã đối chiếu với thông báo trên")


class LawDayForm(Form):
    """The day whose law is asked for."""

    class Meta(Form.Meta):
        csrf = False  # it only asks, and its address can be kept

    day = DayField("Ngày", [required("Chưa nhập ngày.")])
