"""Forms of holds: open one, end it, take it off."""

from app.commendations import queries
from app.commendations.forms.typed import first_day_after
from app.commendations.rules import HoldKind, HoldOutcome, Release
from app.widgets import DayField, Form, PickField, ProseField, RadiosField, TextField, required

KINDS = (
    (HoldKind.DISCIPLINE, "Đang trong thời gian xem xét kỷ luật"),
    (HoldKind.INVESTIGATION, "Đang trong thời gian điều tra"),
    (HoldKind.INSPECTION, "Đang thanh tra, kiểm tra khi có dấu hiệu vi phạm"),
    (HoldKind.COMPLAINT, "Có khiếu nại, tố cáo đang được xác minh"),
    (HoldKind.PRESS, "Có tin báo chí về tham nhũng, tiêu cực đang được xác minh"),
)
OUTCOMES = (
    (HoldOutcome.CLEARED, "Kết luận không vi phạm"),
    (HoldOutcome.DISCIPLINED, "Kết luận có vi phạm, đã xử lý kỷ luật"),
)


class HoldForm(Form):
    """A hold: whom it is about, which case, what opened it."""

    subject = PickField("Cá nhân, chủ hộ hoặc tập thể", [required()])
    kind = RadiosField("Trường hợp", [required()], choices=KINDS)
    source_document = TextField("Văn bản, nguồn tin (số, cơ quan)", [required()], most=200)
    opened_on = DayField("Từ ngày", [required()])
    note = ProseField("Ghi chú", most=1_000)

    def over_subjects(self) -> "HoldForm":
        """Search persons, households and collectives."""
        self.subject.lookup = queries.subject_lookup(queries.KINDS)
        return self

    def of(self, key: str, name: str, label: str) -> "HoldForm":
        """Fill in whom it is about: the name stands in the box and is searched for again, the label tells who it is."""
        self.subject.data = key
        self.subject.text, self.subject.chosen_label = name, label
        return self


class ReleaseForm(Form):
    """What ends a hold; the term of discipline is typed with its last day."""

    closing_document = TextField("Văn bản kết luận (số, cơ quan)", [required()], most=200)
    closed_on = DayField("Ngày văn bản", [required()])
    outcome = RadiosField("Kết luận", [required()], choices=OUTCOMES)
    last_day = DayField("Hết thời hạn chịu kỷ luật, đến hết ngày")

    def release(self) -> Release:
        """What was typed, as the rules take it."""
        typed = self.data
        until = first_day_after(typed["last_day"])
        return Release(typed["closing_document"], typed["closed_on"], HoldOutcome(typed["outcome"]), until)


class RemoveHoldForm(Form):
    """Why a hold is taken off the book."""

    reason = TextField("Lý do xóa", [required("Chưa ghi lý do.")], most=200)
