"""The form of the decision that cancels an award."""

from collections.abc import Iterable, Sequence

from app.commendations import queries
from app.commendations.forms.typed import SignedForm, signing_choices
from app.commendations.models import Nominee
from app.commendations.rules import RevocationGround
from app.places.queries import Signing
from app.widgets import ChoiceField, CountField, ProseField, RadiosField, TextField, TicksField, required

GROUNDS = (
    (RevocationGround.FALSE_DECLARATION, "Kê khai gian dối để được khen thưởng"),
    (RevocationGround.FORGED_PAPERS, "Cung cấp thông tin sai sự thật hoặc làm giả giấy tờ"),
    (RevocationGround.UNLAWFUL_APPRAISAL, "Thẩm định, xét khen thưởng trái quy định của pháp luật"),
    (RevocationGround.LATER_BREACH, "Sau khi khen mới phát hiện vi phạm trong thời gian tính thành tích"),
)


class RevokeForm(SignedForm):
    """Whose award, on which ground, what happened, which paper found it; who signs, the number and the day."""

    nominees = TicksField("Hủy đối với", coerce=int)
    ground = RadiosField("Vì sao hủy", [required("Chưa chọn vì sao hủy.")], choices=GROUNDS)
    reason = ProseField("Lý do cụ thể", [required("Chưa ghi lý do cụ thể.")], most=1000)
    source_document = TextField("Văn bản kết luận", [required("Chưa ghi văn bản kết luận.")], most=300)
    signer = ChoiceField("Người ký", blank="– Theo ngày ký –")
    number = CountField("Số quyết định")

    def offer(self, nominees: Sequence[Nominee], signings: Iterable[Signing]) -> "RevokeForm":
        """Let these awards be cancelled and these sign."""
        self.nominees.choices = [(one.id, f"{one.roll_number:02d}. {queries.subject_label(one)}") for one in nominees]
        self.signer.choices = signing_choices(signings)
        return self
