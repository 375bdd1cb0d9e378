"""The form of a stack to print."""

from app.commitments.actions import Layout
from app.widgets import ChoiceField, Form


class PrintForm(Form):
    """Which stack goes to the printer, and how it is put together."""

    which = ChoiceField(
        "In những bản nào",
        choices=[
            ("missing", "Các bản chưa ký (còn thiếu)"),
            ("unprinted", "Các bản chưa in lần nào"),
            ("all", "Tất cả, kể cả bản đã ký"),
        ],
        default="missing",
    )
    hamlet = ChoiceField("Của", coerce=int, blank="Tất cả thôn, tổ dân phố")
    covers = ChoiceField(
        "Tờ bìa",
        choices=[("each", "Kèm tờ bìa từng thôn, tổ dân phố"), ("none", "Không kèm tờ bìa")],
        default="each",
    )
    sides = ChoiceField(
        "Máy in",
        choices=[("one", "In một mặt"), ("two", "In hai mặt, mỗi bản một tờ riêng")],
        default="one",
    )

    @property
    def layout(self) -> Layout:
        """How the stack is put together."""
        return Layout(self.covers.data == "each", self.sides.data == "two")
