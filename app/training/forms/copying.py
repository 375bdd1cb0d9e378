"""Forms for repeating a class in other hamlets: which hamlets and from when, then each copy in its line."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import Field, FieldList, FormField
from wtforms.validators import ValidationError

from app.places.models import Hamlet
from app.training.rules.planning import Slot
from app.widgets import CountField, DayField, Form, Part, TextField, TicksField, YesField, between, required


class HamletsForm(Form):
    """Which hamlets, the day of the first one, how many days between one hamlet and the next."""

    class Meta(Form.Meta):
        csrf = False

    hamlets = TicksField("Nhân bản cho", [required("Chưa chọn thôn, tổ dân phố nào.")], coerce=int)
    first_day = DayField("Ngày buổi đầu ở thôn đầu tiên")
    shift = CountField("Thôn sau cách thôn trước (ngày)", [between(0, 366)])
    own_team = YesField("Tổ công nghệ số cộng đồng của từng thôn hỗ trợ, thay những người hỗ trợ của lớp này")
    with_people = YesField("Đưa người của thôn vào danh sách")
    meets = True

    def validate_first_day(self, field: Field) -> None:
        """A class that meets must begin on some day."""
        if self.meets and field.data is None and not field.errors:
            raise ValidationError("Chưa nhập ngày buổi đầu.")


class CopyLine(Part):
    """One copy: what it is called, where and on which days it meets."""

    title = TextField("Tên lớp", [required()])
    place = TextField("Địa điểm", [required()])
    days = FieldList(DayField("Buổi", [required("Chưa nhập ngày.")]))

    def chosen(self, slots: Sequence[Slot]) -> list[Slot]:
        """The trainings of this copy with the hours of the class that is copied, as far as they can be read."""
        days = [entry.data for entry in self.days.entries]
        if len(days) != len(slots) or not all(isinstance(day, date) for day in days):
            return []
        return [Slot(day, slot.starts, slot.ends, slot.place) for day, slot in zip(days, slots, strict=True)]

    def first_day(self) -> date | None:
        """The day of the first training, as typed."""
        return self.days.entries[0].data if self.days.entries else None


class CopyForm(Form):
    """The lines of all copies; made for the chosen hamlets by copy_form()."""

    @property
    def lines(self) -> dict[int, CopyLine]:
        """The lines by hamlet."""
        return {int(field.name.removeprefix("line_")): field.form for field in self if field.name.startswith("line_")}


def copy_form(hamlets: Sequence[Hamlet], data: dict[int, dict[str, Any]] | None = None) -> CopyForm:
    """A form with one line for each hamlet.

    Args: data, what the lines show when they were not posted: title, place and days, by hamlet.
    """
    fields = {f"line_{hamlet.id}": FormField(CopyLine, hamlet.name) for hamlet in hamlets}
    made: CopyForm = type("CopyForm", (CopyForm,), fields)(
        **({"formdata": None, "data": {f"line_{key}": line for key, line in data.items()}} if data is not None else {})
    )
    for hamlet in hamlets:
        _name_boxes(made.lines[hamlet.id], hamlet.name)
    return made


def _name_boxes(line: CopyLine, hamlet: str) -> None:
    """Say in each label whose box it is, since one table holds those of all hamlets."""
    line.title.label.text, line.place.label.text = f"Tên lớp, {hamlet}", f"Địa điểm, {hamlet}"
    for place, entry in enumerate(line.days.entries, start=1):
        entry.label.text = f"Buổi {place}, {hamlet}"
