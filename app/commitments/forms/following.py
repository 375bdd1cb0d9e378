"""Forms of what became of the promises: attested one by one or many at once, taken back, judged."""

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage

from app import htmx
from app.commitments.rules import State
from app.commitments.rules.following import OUTCOMES
from app.papers.rules.files import LARGEST
from app.widgets import DayField, Form, ProseField, RadiosField, TextField, TicksField, YesField, required


def _outcomes() -> list[tuple[str, str]]:
    words: dict[str, str] = htmx.words("STATES")["commitment"]  # type: ignore[assignment]  # by kind of record
    return [(state.value, words[state.value]) for state in OUTCOMES]


class AttestForm(Form):
    """How a promise was fulfilled, and by what evidence."""

    outcome = RadiosField("Kết quả", [required("Chưa chọn kết quả.")], choices=_outcomes)
    evidence = ProseField("Minh chứng", [required("Chưa ghi minh chứng.")], most=2_000)
    day = DayField("Ngày ghi nhận", [required()])
    file = FileField("Tệp minh chứng (PDF, JPG, PNG; không bắt buộc)")

    def sent_file(self) -> tuple[str, bytes] | None:
        """Name and bytes of the chosen file; one byte more than is permitted is enough to tell that it is too large."""
        sent = self.file.data
        if not isinstance(sent, FileStorage) or not sent.filename:
            return None
        return sent.filename, sent.read(LARGEST + 1)


class AttestManyForm(AttestForm):
    """The same of those who are ticked, or of everyone in the list as filtered."""

    commitments = TicksField("Bản cam kết", coerce=int, validate_choice=False)
    everyone = YesField("Cả danh sách đang lọc, kể cả các trang sau")


class TakeBackForm(Form):
    """Why what was attested is taken back."""

    reason = TextField("Lý do bỏ xác nhận", [required()], most=500)


class JudgeForm(Form):
    """How a pledge was kept as a whole."""

    outcome = RadiosField("Đánh giá", [required("Chưa chọn kết quả đánh giá.")], choices=_outcomes)
    reason = TextField("Lý do (khi khác với kết quả từng điều)", most=500)


class JudgeManyForm(Form):
    """Which of the proposals are taken over."""

    outcomes = TicksField("Ghi nhận các bản có kết quả", [required("Chưa chọn kết quả nào.")], choices=_outcomes)

    def chosen(self) -> list[State]:
        """The outcomes that are ticked."""
        return [State(code) for code in self.outcomes.data or ()]
